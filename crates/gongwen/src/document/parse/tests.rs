use proptest::prelude::*;

use super::*;
use crate::document::note_mark::raised;
use crate::document::{Block, Cell, Emphasis, Inline, Note, Row, TableError, escape, plain_text};

fn read(text: &str) -> Result<Document, ParseError> {
    parse(text, &Palette::default()).map_err(|mut errors| errors.0.remove(0))
}

fn document(body: &str) -> Result<Document, ParseError> {
    read(&format!("+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\n+++\n{body}"))
}

#[test]
fn front_matter_is_needed() {
    assert_eq!(read("正文"), Err(ParseError::NoFrontMatter));
    assert_eq!(read("+++\ntitle = \"x\"\n"), Err(ParseError::NoFrontMatter));
}

#[test]
fn an_error_in_the_front_matter_names_its_line() {
    let error = read("+++\nformat = \"letter\"\ntitle = 题\n+++\n").unwrap_err();
    assert_eq!(error.position(), (3, "title = 题"));
}

#[test]
fn all_constructs_that_are_not_supported_are_reported() {
    let text = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\n+++\n\
        一段。\n\n- 甲\n- 乙\n\n> 引\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>粗</b>和~~删~~\n\n[链](http://a)";
    let errors = parse(text, &Palette::default()).unwrap_err();
    let told: Vec<(usize, String)> =
        errors.0.iter().map(|error| (error.position().0, error.to_string())).collect();
    let expected = [
        (8, "不支持的写法：列表"),
        (11, "不支持的写法：引用"),
        (13, "不支持的写法：用竖线写的表格（写作 table 块）"),
        (17, "不支持的写法：HTML"),
        (17, "不支持的写法：删除线"),
        (19, "不支持的写法：链接"),
    ];
    let expected: Vec<(usize, String)> =
        expected.iter().map(|(line, words)| (*line, (*words).to_owned())).collect();
    assert_eq!(told, expected);
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
    assert_eq!(numbers, ["一、", "（一）", "（二）", "二、", "（一）", "1.", "（1）"]);
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
    let text = |text: &str, emphasis| Inline::Text { text: text.into(), emphasis };
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
    let [Block::Table(table)] = &doc.body[..] else { panic!("{:?}", doc.body) };
    assert_eq!(table.rows, [Row::Cells(vec![Some(Cell::text("`|#"))])]);
}

/// Returns the paragraphs of a text, and its remarks with their lines.
fn printed(text: &str) -> (Vec<String>, Vec<String>) {
    let doc = document(text).unwrap();
    let words = doc.body.iter().map(|block| match block {
        Block::Paragraph(inlines) | Block::Heading { text: inlines, .. } => plain_text(inlines),
        other => panic!("{other:?}"),
    });
    let remarks = doc.remarks.iter().map(|remark| format!("{} {}", remark.line, remark.kind));
    (words.collect(), remarks.collect())
}

#[test]
fn what_commonmark_takes_for_definitions_of_links_is_printed() {
    let (words, remarks) =
        printed("见[1]。\n\n[1]: 要求\n[备注]: 内容\n\n[图]: #甲\n\n[甲\n乙]: 丙\n");
    assert_eq!(words, ["见[1]。", "[1]: 要求[备注]: 内容", "[图]: #甲", "[甲乙]: 丙"]);
    assert_eq!(
        remarks,
        [
            "8 “[1]:”不作链接，这一段照原样排印",
            "9 “[备注]:”不作链接，这一段照原样排印",
            "11 “[图]:”不作链接，这一段照原样排印"
        ]
    );
}

#[test]
fn notes_are_apart_from_the_text_and_known_by_their_places() {
    let doc = document(
        "甲[^乙]丙[^A]丁[^乙]。\n\n[^a]: 注**一**\n[^乙]: 注二\n\n    续\n\n## 题[^a]\n\n# 名[^乙]\n",
    );
    let doc = doc.unwrap();
    let Block::Paragraph(inlines) = &doc.body[0] else { panic!("{:?}", doc.body) };
    let text = Inline::plain;
    let (one, two) = (Inline::Note(0), Inline::Note(1));
    assert_eq!(
        inlines[..],
        [text("甲"), two.clone(), text("丙"), one.clone(), text("丁"), two, text("。")]
    );
    let words = |note: &Note| -> Vec<String> {
        note.paragraphs.iter().map(|words| plain_text(words)).collect()
    };
    let notes: Vec<Vec<String>> = doc.notes.iter().map(words).collect();
    assert_eq!(notes, [vec!["注一"], vec!["注二", "续"]]);
    let Block::Heading { text: heading, .. } = &doc.body[1] else { panic!("{:?}", doc.body) };
    assert_eq!(heading[..], [text("题"), one]);
    assert_eq!(
        (doc.attachments[0].title.as_str(), &doc.attachments[0].notes[..]),
        ("名", &[1][..])
    );
    assert_eq!((doc.body.len(), &doc.remarks[..]), (2, &[][..]));
}

#[test]
fn notes_that_cannot_be_at_the_foot_are_printed_and_reported() {
    let (words, remarks) = printed(
        "甲[^1]乙[^9]\n\n[^1]: 注一\n\n[^1]: 注二\n\n[^x]: 注三\n\n    续\n\n丙[^e]\n\n[^e]:\n",
    );
    assert_eq!(words, ["甲乙[^9]", "注二", "注三", "续", "丙"]);
    assert_eq!(
        remarks,
        [
            "6 脚注“9”没有注文，照原样排印",
            "10 脚注“1”的注文写了两次，后一次照正文排印",
            "12 正文没有引用脚注“x”，注文照正文排印",
            "18 脚注“e”的注文是空的"
        ]
    );
}

#[test]
fn references_in_the_front_matter_and_in_charts_are_printed_and_reported() {
    let doc = crate::document::parse(
        "+++\nformat = \"letter\"\ntitle = \"题[^1]\"\nmark = \"厅\"\n+++\n甲[^1]\n\n[^1]: 注\n\n\
         ```chart\n{\"kind\":\"ranked\",\"unit\":\"%\",\"source\":\"源[^1]\",\"bars\":[{\"label\":\"甲\",\"value\":1}]}\n```\n",
        &Palette::default(),
    );
    let doc = doc.unwrap();
    let remarks: Vec<String> =
        doc.remarks.iter().map(|remark| format!("{} {}", remark.line, remark.kind)).collect();
    assert_eq!(
        remarks,
        [
            "3 标题等文件头各项不能引用脚注，“[^1]”照原样排印",
            "10 图里不能引用脚注，“[^1]”照原样排印"
        ]
    );
}

#[test]
fn notes_of_a_table_are_below_it_and_counted_by_themselves() {
    let doc = document(
        "甲[^b]\n\n```table\n{\"columns\":[{\"title\":\"项[^c]\"}],\"rows\":[[\"一[^b]二[^c]\"],\
         {\"group\":\"组[^z]\"}],\"note\":\"注：无\"}\n```\n\n[^b]: 注*乙*\n\n    续\n\n[^c]: 注丙\n",
    );
    let doc = doc.unwrap();
    let [Block::Paragraph(_), Block::Table(table)] = &doc.body[..] else {
        panic!("{:?}", doc.body)
    };
    assert_eq!(table.notes, ["注：无", "①注丙", "②注乙", "\u{3000}续"]);
    let (one, two) = (raised(1), raised(2));
    let cell = Cell::text(format!("一{two}二{one}"));
    let group = Row::Group { group: "组[^z]".to_owned() };
    assert_eq!(table.rows, [Row::Cells(vec![Some(cell)]), group]);
    assert_eq!(table.head[0][0], Some(Cell::text(format!("项{one}"))));
    assert_eq!(doc.remarks.len(), 1);
    assert_eq!(doc.remarks[0].kind.to_string(), "脚注“z”没有注文，照原样排印");
}

#[test]
fn a_note_has_words_only() {
    for (inside, construct) in [
        ("甲[^1]", "脚注里的脚注引用"),
        ("甲\n\n    ## 题", "脚注里的标题"),
        ("甲\n\n    ```table\n    {\"columns\":[],\"rows\":[]}\n    ```", "脚注里的表格"),
        ("甲\n\n    ```chart\n    {}\n    ```", "脚注里的图"),
    ] {
        let error = document(&format!("见[^1]。\n\n[^1]: {inside}\n")).unwrap_err();
        let found = match &error {
            ParseError::Unsupported { construct, .. } => *construct,
            other => panic!("{other:?}"),
        };
        assert_eq!(found, construct);
    }
}

#[test]
fn the_title_of_a_link_is_not_dropped() {
    let error = document("见[图](#甲 \"题\")。\n").unwrap_err();
    assert!(matches!(error, ParseError::Unsupported { construct: "链接", .. }), "{error:?}");
}

#[test]
fn what_is_not_supported_is_named_with_its_line() {
    let error = document("好。\n\n> 引文\n").unwrap_err();
    assert_eq!(
        error,
        ParseError::Unsupported { construct: "引用", line: 8, text: "> 引文".into() }
    );
}

#[test]
fn values_from_data_are_never_markup() {
    let hostile = "# 题 **黑** `码` | <b> [x](y) ~~~ 1. - + > \\ &amp; &lt; http://a.b\n\n+++\n```table\n{}\n```";
    let doc = document(&format!("前{}后\n", escape(hostile))).unwrap();
    assert_eq!(doc.body, [Block::Paragraph(vec![Inline::plain(format!("前{hostile}后"))])]);
    assert!(doc.attachments.is_empty());
}

const FRONT: &str = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\n+++\n";

#[test]
fn asterisks_set_apart_whatever_a_value_begins_and_ends_with() {
    for value in ["甲", "“甲”", "*", " ", "&#x2A;", "\u{FDD0}", "甲;"] {
        let text = format!("前**{}**后\n", escape(value));
        let expected = vec![
            Inline::plain("前"),
            Inline::Text { text: value.to_owned(), emphasis: Emphasis::Hei },
            Inline::plain("后"),
        ];
        let document = document(&text).unwrap_or_else(|error| panic!("{value:?}: {error}"));
        assert_eq!(document.body, [Block::Paragraph(expected)], "{value:?}");
    }
}

#[test]
fn a_reference_in_the_name_of_an_attachment_is_undone_once() {
    let text = format!("# {}\n", escape("&#x41;"));
    assert_eq!(document(&text).unwrap().attachments[0].title, "&#x41;");
}

#[test]
fn line_ends_and_byte_order_marks_of_any_kind_are_read_alike() {
    let text = format!("{FRONT}\n## 甲\n\n上一行\n下一行\n\n> 引文\n");
    let expected = read(&text);
    assert_eq!(expected.as_ref().unwrap_err().position(), (12, "> 引文"));
    for other in [text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
        assert_eq!(read(&other), expected);
        assert_eq!(read(&format!("\u{FEFF}{other}")), expected);
    }
    let good = format!(
        "{FRONT}```table\n{{\"columns\":[{{\"title\":\"甲\",\"width\":1}}],\"rows\":[]}}\n```\n"
    );
    assert!(read(&good).is_ok());
    assert_eq!(read(&good.replace('\n', "\r\n")), read(&good));
}

#[test]
fn blanks_after_the_fences_do_not_matter() {
    let text = FRONT.replace("+++\n", "+++ \n");
    assert!(read(&text).is_ok());
}

#[test]
fn a_missing_key_is_named() {
    let error = read("+++\nformat = \"letter\"\ntitle = \"题\"\n+++\n").unwrap_err();
    assert!(error.to_string().contains("mark"), "{error}");
    assert_eq!(error.position().0, 2);
}

#[test]
fn headings_of_attachments_are_numbered_afresh() {
    let doc =
        document("## 甲\n\n### 乙\n\n# 清单\n\n### 丙\n\n## 丁\n\n# 名单\n\n## 戊\n").unwrap();
    let numbers = |blocks: &[Block]| -> Vec<String> {
        blocks
            .iter()
            .filter_map(|block| match block {
                Block::Heading { number, .. } => Some(number.clone()),
                _ => None,
            })
            .collect()
    };
    assert_eq!(numbers(&doc.body), ["一、", "（一）"]);
    assert_eq!(numbers(&doc.attachments[0].blocks), ["（一）", "一、"]);
    assert_eq!(numbers(&doc.attachments[1].blocks), ["一、"]);
}

#[test]
fn the_title_of_an_attachment_is_one_line() {
    let doc = document(&format!("# 甲{}丁\n", escape("乙\r\n丙\u{2028}"))).unwrap();
    assert_eq!(doc.attachments[0].title, "甲乙丙丁");
}

#[test]
fn a_heading_without_words_is_an_error() {
    for (text, line) in [("正文。\n\n## \n", 8), ("#\n", 6), ("### &#x20;\n", 6)] {
        let error = document(text).unwrap_err();
        assert_eq!(error.to_string(), "不支持的写法：没有文字的标题");
        assert_eq!(error.position().0, line, "{text}");
    }
}

#[test]
fn a_line_end_is_a_space_between_latin_words_only() {
    let words = |body: &str| match &document(body).unwrap().body[..] {
        [Block::Paragraph(inlines)] => plain_text(inlines),
        other => panic!("{other:?}"),
    };
    assert_eq!(words("甲\n乙"), "甲乙");
    assert_eq!(words("one\ntwo"), "one two");
    assert_eq!(words("one\n乙"), "one乙");
    assert_eq!(words("甲\ntwo"), "甲two");
    assert_eq!(words("one\n**two**"), "one two");
}

#[test]
fn asterisks_that_set_nothing_apart_are_an_error() {
    let error = document("好。\n\n前**“黑”**后\n").unwrap_err();
    assert_eq!(error.position(), (8, "前**“黑”**后"));
    assert!(error.to_string().contains("没有成对的“*”"), "{error}");
    // With the quotation marks outside, the asterisks are emphasis; an escaped asterisk is printed.
    assert!(document("前“**黑**”后").is_ok());
    let doc = document("3\\*5&#x2A;").unwrap();
    assert_eq!(doc.body, [Block::Paragraph(vec![Inline::plain("3*5*")])]);
}

#[test]
fn numbers_that_no_width_can_have_are_errors() {
    let table = |width: &str| {
        document(&format!(
            "正文。\n\n```table\n{{\"columns\":[{{\"title\":\"a\",\"width\":{width}}}],\"rows\":[]}}\n```\n"
        ))
    };
    assert!(table("1e308").is_ok());
    for width in ["NaN", "1e999", "[1]", "\"1\""] {
        let error = table(width).unwrap_err();
        let ParseError::Table { error, line, text } = error else { panic!("{width}: {error:?}") };
        let is_right = matches!(error, TableError::Json(_) | TableError::Part { .. });
        assert!(is_right, "{width}: {error}");
        assert_eq!((line, text.as_str()), (8, "```table"));
    }
    for width in ["0", "-1", "1e-999"] {
        let error = table(width).unwrap_err();
        assert_eq!(error.to_string(), "第1列的宽度应为正数");
    }
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    let deep = format!("```table\n{}\n```\n", "[".repeat(100_000));
    assert!(matches!(document(&deep), Err(ParseError::Table { .. })));
    let rows = format!("```table\n{{\"columns\":[],\"rows\":{}\n```\n", "[".repeat(100_000));
    assert!(matches!(document(&rows), Err(ParseError::Table { .. })));
    assert!(document(&">".repeat(10_000)).is_err());
    assert!(document(&"- ".repeat(10_000)).is_err());
    assert!(document(&"**甲_".repeat(2_000)).is_err());
}

/// Generates text that often contains the characters of Markdown, TOML and the fences.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "+++\n", "\n", "\r\n", "\r", "# ", "## ", "###### ", "**", "*", "_", "`", "```table\n",
            "```\n", "~~~\n", "> ", "- ", "1. ", "---\n", "===\n", "[", "](", ")", "![", "<b>", "<!--",
            "&#x", "&#xA;", "&#x20;", ";", "&amp;", "\\", "\t", "    ", "|", "\"", "title = ", "{\"columns\":[",
            "{\"title\":\"甲\",\"width\":1}", "],\"rows\":[", "]}", "甲", "a", "\u{FEFF}", "\u{0}",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Asserts that the place that an error reports is right.
fn check_position(text: &str, error: &ParseError) -> Result<(), TestCaseError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (line, words) = error.position();
    let expected = text.lines().nth(line - 1).unwrap_or_default();
    prop_assert!(words.is_empty() || words == expected, "line {line}: {words:?}");
    Ok(())
}

proptest! {
    #[test]
    fn no_body_is_too_hostile(body in hostile()) {
        let text = format!("{FRONT}{body}");
        if let Err(error) = read(&text) {
            check_position(&text, &error)?;
        }
    }

    #[test]
    fn no_text_is_too_hostile(text in hostile()) {
        if let Err(error) = read(&format!("+++\n{text}")) {
            check_position(&format!("+++\n{text}"), &error)?;
        }
        let _ = read(&text);
    }

    #[test]
    fn a_value_is_printed_as_it_is(value in "[^\\p{Cc}\u{FDD0}-\u{FDEF}]{1,40}") {
        let doc = document(&format!("## 前{0}后\n\n前{0}后，**前{0}后**\n", escape(&value))).unwrap();
        let [Block::Heading { text: heading, .. }, Block::Paragraph(words)] = &doc.body[..] else {
            return Err(TestCaseError::fail(format!("{:?}", doc.body)));
        };
        prop_assert_eq!(plain_text(heading), format!("前{value}后"));
        prop_assert_eq!(plain_text(words), format!("前{value}后，前{value}后"));
    }

    #[test]
    // U+FDD0 to U+FDEF are kept for passages, and taken out of values.
    fn a_value_stays_in_its_string_of_the_front_matter(
        value in "[^\\p{Cc}\u{2028}\u{2029}\u{FDD0}-\u{FDEF}]{0,40}"
    ) {
        let text = FRONT.replace('题', &format!("前{}后", escape(&value)));
        prop_assert_eq!(read(&text).unwrap().front.title, format!("前{value}后"));
    }
}

/// Pieces of Markdown. `W` is put in for words, each time others.
const PIECES: [&str; 34] = [
    "W",
    "W",
    "W",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "[W]: W",
    "[W]: #W",
    "\n[W]: <W> \"W\"\n",
    "[^W]",
    "\n\n[^W]: W",
    "[W]",
    "[W](#W)",
    "[W][W]",
    "- [ ] W",
    "W\n: W",
    "$W$",
    "**W**",
    "*W*",
    "## W\n\n",
    "# W\n\n",
    "<!-- W -->",
    "![W](W)",
    "<W>",
    "W\n---\n",
    "\n===\n",
    "1. W",
    "> W",
    "| W | W |\n|---|---|\n",
    "\\[W\\]: W",
    "    W",
    "```table\nW\n```",
    "~W~",
];

proptest! {
    /// Words that are written are printed, or the text is refused.
    #[test]
    fn no_words_vanish(pieces in prop::collection::vec(proptest::sample::select(&PIECES[..]), 1..14)) {
        let mut words = Vec::new();
        let mut body = String::new();
        for piece in pieces {
            for (index, part) in piece.split('W').enumerate() {
                if index > 0 {
                    let word = format!("词{}末", words.len());
                    body.push_str(&word);
                    words.push(word);
                }
                body.push_str(part);
            }
        }
        if let Ok(doc) = document(&body) {
            let blocks = doc.body.iter().chain(doc.attachments.iter().flat_map(|one| &one.blocks));
            let mut printed: String = doc.attachments.iter().map(|one| one.title.clone()).collect();
            for block in blocks {
                if let Block::Paragraph(inlines) | Block::Heading { text: inlines, .. } = block {
                    printed.push_str(&plain_text(inlines));
                }
            }
            let told: String = doc.remarks.iter().map(|remark| remark.kind.label()).collect();
            for word in words {
                prop_assert!(printed.contains(&word) || told.contains(&word), "{word}: {body:?} -> {printed:?}");
            }
        }
    }
}
