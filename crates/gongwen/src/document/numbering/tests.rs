use crate::document::{Block, Document, Palette, ParseError, parse, plain_text};

const FRONT: &str = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\n+++\n";

fn document(body: &str) -> Result<Document, ParseError> {
    let read = parse(&format!("{FRONT}{body}"), &Palette::default());
    read.map_err(|mut errors| errors.0.remove(0))
}

/// Returns a chart with a caption and further entries.
fn chart(caption: &str, more: &str) -> String {
    format!(
        "\n```chart\n{{\"kind\":\"ranked\",\"bars\":[{{\"label\":\"甲\",\"value\":1}}],\"caption\":\"{caption}\"{more}}}\n```\n"
    )
}

fn table(caption: &str, more: &str) -> String {
    format!(
        "\n```table\n{{\"columns\":[{{\"title\":\"甲\"}}],\"rows\":[],\"caption\":\"{caption}\"{more}}}\n```\n"
    )
}

/// Returns the printed text in reading order: captions, notes and sources, and the words of the text.
fn printed(document: &Document) -> Vec<String> {
    let attachments = document.attachments.iter().flat_map(|one| &one.blocks);
    let blocks = document.body.iter().chain(attachments);
    let of_block = |block: &Block| -> Vec<String> {
        match block {
            Block::Table(table) => {
                let caption = table.caption.iter().map(ToString::to_string);
                caption.chain(table.notes.iter().cloned()).collect()
            }
            Block::Chart(chart) => {
                let caption = chart.setting.caption.iter().map(ToString::to_string);
                caption.chain(chart.setting.source.clone()).collect()
            }
            Block::Heading { text, .. } | Block::Paragraph(text) => vec![plain_text(text)],
        }
    };
    blocks.flat_map(of_block).collect()
}

fn error(body: &str) -> (String, usize) {
    let error = document(body).unwrap_err();
    (error.to_string(), error.position().0)
}

#[test]
fn figures_and_tables_are_counted_apart_through_body_and_attachments() {
    let body = [
        chart("图　甲", ""),
        table("表　乙", ""),
        chart("图　丙", ""),
        "\n# 附件\n".to_owned(),
        table("表 丁", ""),
        chart("图", ""),
        "\n# 附件\n".to_owned(),
        chart("  图 戊", ""),
    ];
    let document = document(&body.concat()).unwrap();
    assert_eq!(printed(&document), ["图1　甲", "表1　乙", "图2　丙", "表2　丁", "图3", "图4　戊"]);
}

#[test]
fn without_a_chart_the_others_close_up() {
    let charts = ["甲", "乙", "丙"].map(|words| chart(&format!("图　{words}"), ""));
    let without = [charts[0].clone(), charts[2].clone()].concat();
    assert_eq!(printed(&document(&without).unwrap()), ["图1　甲", "图2　丙"]);
}

#[test]
fn a_number_typed_by_hand_stays_and_is_not_given_again() {
    let captions = ["图　甲", "图2　乙", "图　丙", "图 5-1　丁", "图 4：戊", "图　己"];
    let body: Vec<String> = captions.iter().map(|words| chart(words, "")).collect();
    assert_eq!(
        printed(&document(&body.concat()).unwrap()),
        ["图1　甲", "图2　乙", "图3　丙", "图 5-1　丁", "图 4：戊", "图5　己"]
    );
}

#[test]
fn a_caption_that_asks_for_no_number_gets_none() {
    for words in ["图书馆建设", "表彰情况", "完成情况", "", "图一　甲", "表 1", "图　2", "图１　甲"]
    {
        assert_eq!(printed(&document(&chart(words, "")).unwrap()), [words]);
    }
    // A year is not a number of the series, nor is a quarter.
    for words in ["2018年投资", "一季度投资", "15个县"] {
        let body = chart(&format!("图　{words}"), "");
        assert_eq!(printed(&document(&body).unwrap()), [format!("图1　{words}")]);
    }
}

#[test]
fn a_reference_prints_the_number_before_and_after_the_chart() {
    let body = [
        "## 位次（[图](#位次)）\n\n见[图](#位次)，**[表](#table-1)**，\n".to_owned(),
        chart("图　甲", ""),
        chart("图　乙", ",\"name\":\"位次\",\"source\":\"与[图](#typed)、[表](#table-1)相比\""),
        table(
            "表　对照[图](#位次)",
            ",\"name\":\"table-1\",\"note\":[\"[图](x)、[圖](#位次)照印\",\"见[图](#位次)。\"]",
        ),
        chart("图9　丙", ",\"name\":\"typed\""),
        "\n如[图](#位次)。\n".to_owned(),
    ];
    assert_eq!(
        printed(&document(&body.concat()).unwrap()),
        [
            "位次（图2）",
            "见图2，表1，",
            "图1　甲",
            "图2　乙",
            "与图9、表1相比",
            "表1　对照图2",
            "[图](x)、[圖](#位次)照印",
            "见图2。",
            "图9　丙",
            "如图2。",
        ]
    );
}

#[test]
fn names_and_references_that_do_not_fit_are_errors_with_their_line() {
    let named = chart("图　甲", ",\"name\":\"a\"");
    assert_eq!(
        error(&format!("一。\n\n二，\n见[图](#b)。\n{named}")),
        ("没有名称为“b”的图表".to_owned(), 9)
    );
    assert_eq!(error(&format!("{named}{named}")), ("名称“a”用了两次".to_owned(), 11));
    assert_eq!(
        error(&format!("见[表](#a)。\n{named}")),
        ("“a”是图，引用应写作 [图](#a)".to_owned(), 6)
    );
    let plain = chart("甲", ",\"name\":\"a\"");
    assert_eq!(
        error(&format!("见[图](#a)。\n{plain}")),
        ("“a”没有编号，不能引用：图题应以“图　”开头，表题应以“表　”开头".to_owned(), 6)
    );
    assert!(document(&plain).is_ok());
    let form = "引用图表写作 [图](#名称) 或 [表](#名称)".to_owned();
    assert_eq!(error(&format!("[见](#a)\n{named}")), (form.clone(), 6));
    assert_eq!(error(&format!("[](#a)\n{named}")), (form, 6));
    assert_eq!(error("[图](http://a.b)\n"), ("不支持的写法：链接".to_owned(), 6));
    assert_eq!(error("# 见[图](#a)\n"), ("不支持的写法：附件名称中的引用".to_owned(), 6));
    assert_eq!(
        error(&chart("图　甲", ",\"source\":\"见[图](#b)\"")),
        ("没有名称为“b”的图表".to_owned(), 7)
    );
    for (body, message) in [
        (chart("图", ",\"name\":\"a b\""), "图表数据不合要求：name 应为文字、数字、“-”或“_”"),
        (table("表", ",\"name\":\"(\""), "表格：name 应为文字、数字、“-”或“_”"),
    ] {
        assert_eq!(error(&body), (message.to_owned(), 7));
    }
}

#[test]
fn a_value_from_data_is_not_a_reference() {
    let value = crate::document::escape("[图](#a)");
    let document = document(&format!("前{value}后\n")).unwrap();
    assert_eq!(printed(&document), ["前[图](#a)后"]);
}
