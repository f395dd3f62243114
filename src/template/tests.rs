use std::path::Path;

use serde_json::json;

use super::*;
use crate::document::{Block, Inline, Row};

const HEAD: &str = "+++\nformat = \"letter\"\ntitle = \"{{ title }}\"\nmark = \"厅\"\n+++\n";

/// A workspace whose letter template is `HEAD` and `body`.
fn templates(body: &str) -> (tempfile::TempDir, Result<Templates, Diagnostic>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("templates")).unwrap();
    let text = format!("{HEAD}{body}");
    std::fs::write(dir.path().join("templates/letter.md"), text).unwrap();
    let templates = Templates::load(dir.path(), "templates");
    (dir, templates)
}

fn render(body: &str, context: serde_json::Value) -> Result<Document, Diagnostic> {
    let (_dir, templates) = templates(body);
    templates?.document(LETTER, &context)
}

#[test]
fn the_built_in_template_stands_in_for_a_missing_file() {
    assert!(Templates::load(Path::new("/nowhere"), "templates").is_ok());
}

#[test]
fn values_become_text_wherever_they_stand() {
    let hostile = "\" \n+++ # {{ x }} **b** `c` | <i>";
    let document = render("{{ v }}\n", json!({"title": hostile, "v": hostile})).unwrap();
    assert_eq!(document.front.title, "\" +++ # {{ x }} **b** `c` | <i>");
    assert_eq!(
        document.body,
        [Block::Paragraph(vec![Inline::plain(hostile)])]
    );
}

#[test]
fn table_takes_keys_in_the_order_of_its_columns() {
    let body = "{{ table(rows=rows, columns=[\
        {\"title\": \"甲\", \"key\": \"a\", \"width\": 1, \"align\": \"center\"},\
        {\"title\": \"乙\", \"key\": \"b\", \"width\": 2.5}]) }}\n";
    let rows = json!([{"group": "组|`"}, {"b": ["x", "y"], "a": 7}, {"a": null, "b": "```\n"}]);
    let document = render(body, json!({"title": "题", "rows": rows})).unwrap();
    let [Block::Table(table)] = &document.body[..] else {
        panic!("{:?}", document.body)
    };
    assert_eq!(table.columns[1].width, 2.5);
    assert_eq!(
        table.rows,
        [
            Row::Group {
                group: "组|`".into()
            },
            Row::Cells(vec!["7".into(), "x\ny".into()]),
            Row::Cells(vec![String::new(), "```\n".into()]),
        ]
    );
}

#[test]
fn a_key_that_no_row_has_is_an_error_at_the_call() {
    let body =
        "\n{{ table(rows=rows, columns=[{\"title\": \"甲\", \"key\": \"z\", \"width\": 1}]) }}\n";
    let problem = render(body, json!({"title": "题", "rows": [{"a": 1, "b": 2}]})).unwrap_err();
    assert!(problem.message.contains("“z”"), "{}", problem.message);
    let place = problem.place.unwrap();
    assert_eq!(
        (place.file.as_str(), place.line),
        ("templates/letter.md", 7)
    );
}

#[test]
fn whole_puts_a_joiner_between_all_characters() {
    let document = render("{{ v | whole }}\n", json!({"title": "题", "v": "省*厅"})).unwrap();
    assert_eq!(
        document.body,
        [Block::Paragraph(vec![Inline::plain(
            "省\u{2060}*\u{2060}厅"
        )])]
    );
}

#[test]
fn an_unknown_filter_is_underlined() {
    let (_dir, templates) = templates("好{{ title | hole }}\n");
    let Err(problem) = templates else {
        panic!("the filter was taken")
    };
    let place = problem.place.unwrap();
    assert_eq!((place.line, place.column), (6, 13));
    let snippet = place.snippet.unwrap();
    assert_eq!(&snippet.line[snippet.range], "hole");
}

#[test]
fn windows_line_ends_and_marks_do_no_harm() {
    let (_dir, templates) = templates("一\r\n\r\n二\r\n");
    let document = templates
        .unwrap()
        .document(LETTER, &json!({"title": "题"}))
        .unwrap();
    assert_eq!(document.body.len(), 2);
}

#[test]
fn what_renders_to_no_document_is_found_in_the_template() {
    let problem = render("\n\n> 引文\n", json!({"title": "题"})).unwrap_err();
    assert_eq!(problem.code, Code::MarkdownUnknown);
    let place = problem.place.unwrap();
    assert_eq!(place.line, 8);
}
