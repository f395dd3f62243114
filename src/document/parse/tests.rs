use super::*;
use crate::document::{Block, Emphasis, Inline, Row, escape};

fn document(body: &str) -> Result<Document, ParseError> {
    parse(&format!(
        "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\n+++\n{body}"
    ))
}

#[test]
fn front_matter_is_needed() {
    assert_eq!(parse("正文"), Err(ParseError::NoFrontMatter));
    assert_eq!(
        parse("+++\ntitle = \"x\"\n"),
        Err(ParseError::NoFrontMatter)
    );
}

#[test]
fn an_error_in_the_front_matter_names_its_line() {
    let error = parse("+++\nformat = \"letter\"\ntitle = 题\n+++\n").unwrap_err();
    assert_eq!(error.position(), (3, "title = 题"));
}

#[test]
fn headings_are_numbered_by_level() {
    let doc =
        document("## 甲\n\n### 乙\n\n### 丙\n\n## 丁\n\n### 戊\n\n#### 己\n\n##### 庚\n").unwrap();
    let numbers: Vec<_> = doc
        .body
        .iter()
        .map(|block| match block {
            Block::Heading { number, .. } => number.as_str(),
            _ => "",
        })
        .collect();
    assert_eq!(
        numbers,
        ["一、", "（一）", "（二）", "二、", "（一）", "1.", "（1）"]
    );
}

#[test]
fn a_first_level_heading_begins_an_attachment() {
    let doc = document("正文。\n\n# 清单\n\n## 甲\n\n内容。\n").unwrap();
    assert_eq!(doc.body, [Block::Paragraph(vec![Inline::plain("正文。")])]);
    assert_eq!(doc.attachments.len(), 1);
    assert_eq!(doc.attachments[0].title, "清单");
    assert_eq!(doc.attachments[0].blocks.len(), 2);
}

#[test]
fn emphasis_chooses_the_face_and_soft_breaks_vanish_between_chinese() {
    let doc = document("前**黑**\n*楷*后").unwrap();
    let text = |text: &str, emphasis| Inline::Text {
        text: text.into(),
        emphasis,
    };
    assert_eq!(
        doc.body,
        [Block::Paragraph(vec![
            text("前", Emphasis::None),
            text("黑", Emphasis::Hei),
            text("楷", Emphasis::Kai),
            text("后", Emphasis::None),
        ])]
    );
}

#[test]
fn a_table_comes_from_a_fenced_block() {
    let doc = document(
        "```table\n{\"columns\":[{\"title\":\"甲\",\"width\":1}],\"rows\":[[\"`|#\"]]}\n```\n",
    )
    .unwrap();
    let [Block::Table(table)] = &doc.body[..] else {
        panic!("{:?}", doc.body)
    };
    assert_eq!(table.rows, [Row::Cells(vec!["`|#".into()])]);
}

#[test]
fn what_is_not_supported_is_named_with_its_line() {
    let error = document("好。\n\n> 引文\n").unwrap_err();
    assert_eq!(
        error,
        ParseError::Unsupported {
            construct: "引用",
            line: 8,
            text: "> 引文".into()
        }
    );
}

#[test]
fn values_from_data_are_never_markup() {
    let hostile = "# 题 **黑** `码` | <b> [x](y) ~~~ 1. - + > \\ &amp; &lt; http://a.b\n\n+++\n```table\n{}\n```";
    let doc = document(&format!("前{}后\n", escape(hostile))).unwrap();
    assert_eq!(
        doc.body,
        [Block::Paragraph(vec![Inline::plain(format!(
            "前{hostile}后"
        ))])]
    );
    assert!(doc.attachments.is_empty());
}
