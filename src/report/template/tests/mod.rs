use std::path::Path;

use serde_json::json;

use super::*;
use crate::report::claim::BARE;
use gongwen::document::passage::marked;
use gongwen::document::{Block, Cell, Inline, Row, TableStyle, Width};

const HEAD: &str = "+++\nformat = \"letter\"\ntitle = \"{{ title }}\"\nmark = \"厅\"\n+++\n";

/// Returns a workspace whose letter template is `HEAD` and `body`.
fn templates(body: &str) -> (tempfile::TempDir, Result<Templates, Diagnostic>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("templates")).unwrap();
    let text = format!("{HEAD}{body}");
    std::fs::write(dir.path().join("templates/letter.md"), text).unwrap();
    let templates = Templates::load(dir.path(), "templates", LETTER);
    (dir, templates)
}

fn render(body: &str, context: serde_json::Value) -> Result<Document, Diagnostic> {
    let (_dir, templates) = templates(body);
    Ok(templates?.document(LETTER, &context)?.document)
}

#[test]
fn the_built_in_template_stands_in_for_a_missing_file() {
    for name in [LETTER, BULLETIN] {
        assert!(Templates::load(Path::new("/nowhere"), "templates", name).is_ok());
    }
}

#[test]
fn values_become_text_wherever_they_stand() {
    let hostile = "\" \n+++ # {{ x }} **b** `c` | <i>";
    let document = render("{{ v }}\n", json!({"title": hostile, "v": hostile})).unwrap();
    assert_eq!(document.front.title, "\" +++ # {{ x }} **b** `c` | <i>");
    assert_eq!(document.body, [Block::Paragraph(vec![Inline::plain(hostile)])]);
}

#[test]
fn table_takes_keys_in_the_order_of_its_columns() {
    let body = "{{ table(rows=rows, columns=[\
        {\"title\": \"甲\", \"key\": \"a\", \"width\": 1, \"align\": \"center\"},\
        {\"title\": \"乙\", \"key\": \"b\", \"width\": 2.5}]) }}\n";
    let rows = json!([{"group": "组|`"}, {"b": ["x", "y"], "a": 7}, {"a": null, "b": "```\n"}]);
    let document = render(body, json!({"title": "题", "rows": rows})).unwrap();
    let [Block::Table(table)] = &document.body[..] else { panic!("{:?}", document.body) };
    assert_eq!(table.columns[1].width, Width::Share(2.5));
    assert_eq!(
        table.rows,
        [
            Row::Group { group: "组|`".into() },
            Row::Cells(vec![Some(Cell::text(marked(BARE, "7"))), Some(Cell::text("x\ny"))]),
            Row::Cells(vec![Some(Cell::text("")), Some(Cell::text("```\n"))]),
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
    assert_eq!((place.file.as_str(), place.line), ("templates/letter.md", 7));
}

#[test]
fn table_takes_options_titles_above_titles_and_cells_that_say_more() {
    let body = "{{ table(rows=rows, caption=\"表1\", style=\"rules\", continued=true, columns=[\
        {\"title\": \"单位\", \"key\": \"unit\", \"merge\": true},\
        {\"title\": \"完成\", \"columns\": [{\"title\": \"状态\", \"key\": \"status\"},\
        {\"title\": \"进度\", \"key\": \"done\"}]}]) }}\n";
    let rows = json!([
        {"unit": "甲", "status": {"status": "滞后"}, "done": {"bar": 30}},
        {"unit": "甲", "status": {"text": "本期不评价", "colspan": 2}},
    ]);
    let document = render(body, json!({"title": "题", "rows": rows})).unwrap();
    let [Block::Table(table)] = &document.body[..] else { panic!("{:?}", document.body) };
    assert_eq!(table.caption.as_ref().unwrap().to_string(), "表1");
    assert_eq!(table.style, TableStyle::Rules);
    assert!(table.continued);
    assert_eq!((table.columns.len(), table.head.len()), (3, 2));
    let Row::Cells(second) = &table.rows[1] else { panic!("no group") };
    assert!(second[0].is_none() && second[1].is_some() && second[2].is_none());
}

#[test]
fn mistakes_in_a_table_are_told_at_the_call() {
    for (call, message) in [
        (
            "table(rows=rows, columns=[], colour=1)",
            "table 没有参数 colour，可用的有：rows、columns、",
        ),
        ("table(rows=rows, columns=[{\"title\": \"甲\"}])", "table 的第1列缺少 key"),
        (
            "table(rows=[{\"a\": {\"bar\": 1000} }], columns=[{\"title\": \"甲\", \"key\": \"a\"}])",
            "第1行第1格：bar 应为0至999的数（百分数）",
        ),
        (
            "table(rows=7, columns=[{\"title\": \"甲\", \"key\": \"a\"}])",
            "table 的参数 rows 应为列表，每行一个表（{…}）",
        ),
    ] {
        let problem = render(&format!("\n{{{{ {call} }}}}\n"), json!({"title": "题", "rows": []}));
        let problem = problem.unwrap_err();
        assert!(problem.message.contains(message), "{}", problem.message);
        assert_eq!(problem.place.unwrap().line, 7);
    }
}

#[test]
fn whole_puts_a_joiner_between_all_characters() {
    let document = render("{{ v | whole }}\n", json!({"title": "题", "v": "省*厅"})).unwrap();
    assert_eq!(document.body, [Block::Paragraph(vec![Inline::plain("省\u{2060}*\u{2060}厅")])]);
}

#[test]
fn an_unknown_filter_is_underlined() {
    let (_dir, templates) = templates("好{{ title | hole }}\n");
    let Err(problem) = templates else { panic!("the filter was taken") };
    let place = problem.place.unwrap();
    assert_eq!((place.line, place.column), (6, 13));
    let snippet = place.snippet.unwrap();
    assert_eq!(&snippet.line[snippet.range], "hole");
}

#[test]
fn windows_line_ends_and_marks_do_no_harm() {
    let (_dir, templates) = templates("一\r\n\r\n二\r\n");
    let document = templates.unwrap().document(LETTER, &json!({"title": "题"})).unwrap().document;
    assert_eq!(document.body.len(), 2);
}

#[test]
fn what_renders_to_no_document_is_found_in_the_template() {
    let problem = render("\n\n> 引文\n", json!({"title": "题"})).unwrap_err();
    assert_eq!(problem.code, Code::MarkdownUnknown);
    let place = problem.place.unwrap();
    assert_eq!(place.line, 8);
}

#[test]
fn a_reference_that_leads_nowhere_is_underlined_in_the_template() {
    let chart = |name: &str| {
        format!(
            "{{{{ chart(kind=\"ranked\", name=\"{name}\", caption=\"图　甲\", bars=bars) }}}}\n\n"
        )
    };
    let context = json!({"title": "题", "bars": [{"label": "甲", "value": 1}]});
    let place = |body: &str| {
        let problem = render(body, context.clone()).unwrap_err();
        assert_eq!(problem.code, Code::MarkdownUnknown);
        let place = problem.place.unwrap();
        let snippet = place.snippet.unwrap();
        let piece = snippet.line[snippet.range].to_owned();
        (problem.message, place.line, place.column, piece)
    };
    assert_eq!(
        place(&format!("{}{{{{ title }}}}见[图](#b)。\n", chart("a"))),
        ("没有名称为“b”的图表".to_owned(), 8, 13, "[图](#b)".to_owned())
    );
    assert_eq!(
        place(&format!("{}{}", chart("a"), chart("a"))),
        ("名称“a”用了两次".to_owned(), 8, 30, "\"a\"".to_owned())
    );
    let loops = format!("{{% for bar in bars %}}\n{}{{% endfor %}}", chart("a"));
    let twice = json!({"title": "题", "bars": [{"label": "甲"}, {"label": "乙"}]});
    assert_eq!(render(&loops, twice).unwrap_err().place.unwrap().line, 7);
}

#[test]
fn charts_of_a_loop_are_numbered_and_named() {
    let body = "{% for one in list %}\n{{ chart(kind=\"ranked\", name=one.name, caption=\"图　\" ~ one.name, \
        bars=bars) }}\n\n{{ one.name }}见[图](#{{ one.name }})。\n{% endfor %}\n";
    let context =
        json!({"title": "题", "bars": [{"label": "甲"}], "list": [{"name": "甲"}, {"name": "乙"}]});
    let document = render(body, context).unwrap();
    let words = document.body.iter().filter_map(|block| match block {
        Block::Paragraph(words) => Some(document::plain_text(words)),
        _ => None,
    });
    assert_eq!(words.collect::<Vec<_>>(), ["甲见图1。", "乙见图2。"]);
}

#[test]
fn what_has_no_data_prints_the_words_in_its_place() {
    let words = |call: &str| {
        let document = render(&format!("{{{{ {call} }}}}\n"), json!({"title": "*题*", "rows": []}));
        let words = document.unwrap().body.into_iter().map(|block| match block {
            Block::Paragraph(words) => document::plain_text(&words),
            other => format!("{other:?}"),
        });
        words.collect::<Vec<_>>()
    };
    let columns = "columns=[{\"title\": \"甲\", \"key\": \"a\"}]";
    assert_eq!(words(&format!("table(rows=rows, empty=title, {columns})")), ["*题*"]);
    assert!(words(&format!("table(rows=rows, empty=\"\", {columns})")).is_empty());
    assert!(words("chart(kind=\"ranked\", bars=rows, empty=\"\")").is_empty());
    assert_eq!(words("chart(kind=\"heat\", columns=rows, rows=rows, empty=\"无\")"), ["无"]);
    let problem =
        render("{{ chart(kind=\"ranked\", bars=rows) }}\n", json!({"title": "题", "rows": []}));
    assert!(problem.unwrap_err().message.contains("图表没有数据"));
}

#[test]
fn loops_in_loops_end_in_words() {
    let body = "{% for a in range(end=10000) %}\n{% for b in range(end=10000) %}\n{% for c in range(end=10000) %}\n\
                甲\n{% endfor %}\n{% endfor %}\n{% endfor %}\n";
    let problem = render(body, json!({"title": "题"})).unwrap_err();
    assert_eq!(problem.code, Code::TemplateTooMuch);
    assert_eq!(problem.message, "模板的计算量超出限度：循环套得太多，次数太大");
    let line = problem.place.unwrap().line;
    assert!((6..=8).contains(&line), "{line}");
}

#[test]
fn a_text_doubled_again_and_again_ends_in_words() {
    let body =
        format!("{{% set s = \"甲\" %}}\n{}{{{{ s }}}}\n", "{% set s = s ~ s %}\n".repeat(40));
    let problem = render(&body, json!({"title": "题"})).unwrap_err();
    assert_eq!(problem.code, Code::TemplateTooMuch);
    assert_eq!(problem.message, "模板的计算量超出限度：变量的内容太大");
    // 3 bytes doubled 21 times are more than 4 MB.
    assert_eq!(problem.place.unwrap().line, 7 + 20);
}

#[test]
fn a_block_doubled_again_and_again_ends_in_words() {
    let double = "{% set s %}{{ s }}{{ s }}{% endset %}\n".repeat(40);
    let body = format!("{{% set s = \"甲\" %}}\n{double}");
    let problem = render(&body, json!({"title": "题"})).unwrap_err();
    assert_eq!(problem.code, Code::TemplateTooMuch);
}

#[test]
fn whatever_multiplies_texts_and_lists_ends_in_words() {
    let long = "x".repeat(3000);
    let text = "{% set b = range(end=100000) | join(sep=\"甲乙丙丁\") %}";
    let list = "{% set r = range(end=100000) %}";
    let often = |condition: &str| {
        format!(
            "{text}{list}{{% for i in range(end=90000) %}}{{% if {condition} %}}甲{{% endif %}}{{% endfor %}}"
        )
    };
    let bodies = [
        format!(
            "{{% set a = \"{long}\" %}}{{{{ a | replace(from=\"x\", to=a) | replace(from=\"x\", to=a) | length }}}}"
        ),
        format!("{{% set a = \"{long}\" %}}{{{{ a | replace(from=\"\", to=a) | length }}}}"),
        format!("{text}{{{{ range(end=100000) | join(sep=b) | length }}}}"),
        format!("{text}{{{{ b | split(pat=\"\") | length }}}}"),
        "{% set n = range(end=100000) | join(sep=\"\\n\") %}{{ n | indent(width=1000) | length }}"
            .to_owned(),
        format!("{text}{{{{ ({}) | length }}}}", ["b"; 80].join(" ~ ")),
        "{{ [[y for y in range(end=100000)] for x in range(end=100000)] | length }}".to_owned(),
        format!("{list}{{{{ [{}] | length }}}}", ["...r"; 120].join(", ")),
        format!(
            "{{% filter replace(from=\"x\", to=\"{long}\") %}}{{% filter replace(from=\"x\", to=\"{long}\") %}}{long}\
             {{% endfilter %}}{{% endfilter %}}"
        ),
        format!(
            "{text}{{% set s | replace(from=\"甲\", to=b) %}}{{{{ b }}}}{{% endset %}}{{{{ s | length }}}}"
        ),
        format!("{text}{{% set s %}}{}{{% endset %}}{{{{ s | length }}}}", "{{ b }}".repeat(4)),
        often("[x for x in range(end=100000)] | length == 3"),
        often("r | sort | length == 3"),
        often("r | reverse | length == 3"),
        often("b | title == \"x\""),
        often("(b ~ b) == \"x\""),
        often("b | split(pat=\"甲\") | length == 3"),
    ];
    for body in bodies {
        let start = std::time::Instant::now();
        let problem = render(&format!("{body}\n"), json!({"title": "题"})).unwrap_err();
        assert_eq!(problem.code, Code::TemplateTooMuch, "{problem:?}");
        assert!(problem.place.unwrap().line > 0);
        assert!(start.elapsed().as_secs() < 60, "{}", &body[..200.min(body.len())]);
    }
}

#[test]
fn counted_filters_do_what_they_do() {
    for (expression, expected) in [
        ("[\"甲\", \"乙\"] | join(sep=\"、\")", "甲、乙"),
        ("title | replace(from=\"题\", to=\"甲乙\")", "甲乙"),
        ("missing | default(value=\"无\") | trim", "无"),
        ("[...list, ...list] | sort | unique | join", "12"),
        ("[x for x in list if x > 1] | join", "2"),
        ("\"a,b\" | split(pat=\",\") | reverse | join(sep=\" \")", "b a"),
        ("title ~ \"|\" ~ \" sort \" ~ title", "题| sort 题"),
    ] {
        let body = format!("{{% set value = {expression} %}}{{{{ value }}}}。\n");
        let data = json!({"title": "题", "list": [1, 2]});
        let document = render(&body, data).unwrap_or_else(|problem| panic!("{problem:?}"));
        assert!(format!("{document:?}").contains(expected), "{document:?}");
    }
}
