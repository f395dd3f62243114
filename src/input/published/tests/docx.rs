use super::{place, read, shown, zip};

/// A text of Word with this body, and these numbers.
fn word(body: &str, numbering: &str) -> Vec<u8> {
    let relations = r#"<Relationships><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/numbering" Target="numbering.xml"/></Relationships>"#;
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word\\document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word\\_rels\\document.xml.rels", relations),
        ("word\\numbering.xml", numbering),
    ])
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

#[test]
fn paragraphs_and_tables_are_read_with_their_merges() {
    let (restart, goes_on) = (r#"<w:vMerge w:val="restart"/>"#, "<w:vMerge/>");
    let table = [
        tr(&[tc(r#"<w:gridSpan w:val="4"/>"#, "一、主要任务")]),
        tr(&[tc("", "序号"), tc("", "任务"), tc(r#"<w:gridSpan w:val="2"/>"#, "责任单位")]),
        tr(&[tc("", "1"), tc("", "甲"), tc(restart, "省财政厅"), tc("", "省教育厅")]),
        tr(&[tc("", "2"), tc("", "乙"), tc(goes_on, ""), tc("", "")]),
        format!(r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr>"#, tc("", "丙")),
    ];
    let body = format!("{}<w:tbl>{}</w:tbl>{}", p("附件2"), table.concat(), p("尾"));
    let bytes = word(&body, "");
    let rows = [
        "附件2",
        "一、主要任务|^|^|^",
        "序号|任务|责任单位|^",
        "1|甲|省财政厅|省教育厅",
        "2|乙|^|",
        "|丙||",
        "尾",
    ];
    assert_eq!(shown("通知.docx", &bytes), rows);
    let (published, _) = read("通知.docx", &bytes);
    assert_eq!(place(&published, "省教育厅"), "第1张表第3行第4列");
    assert_eq!(place(&published, "尾"), "第2段");
}

#[test]
fn what_word_does_not_print_is_left_out_and_named() {
    let run = |properties: &str, text: &str| {
        format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
    };
    let body = format!(
        "<w:p>{}<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>{}</w:ins>{}{}<w:r><w:t>前</w:t><w:br/><w:t>后</w:t><w:tab/></w:r></w:p>",
        run("", "甲"),
        run("", "新"),
        run("<w:vanish/>", "藏"),
        run(r#"<w:vanish w:val="0"/>"#, "显"),
    );
    let bytes = word(&body, "");
    assert_eq!(shown("a.docx", &bytes), ["甲新显前", "后", "N121 N121"]);
    let (_, problems) = read("a.docx", &bytes);
    let messages: Vec<_> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(messages, ["文档里有修订，标为删除的文字未读入：“旧”", "隐藏的文字未读入：“藏”"]);
}

#[test]
fn rows_that_a_revision_deletes_are_left_out() {
    let gone = format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", tc("", "2"), tc("", "乙"));
    let table = [tr(&[tc("", "1"), tc("", "甲")]), gone, tr(&[tc("", "3"), tc("", "丙")])];
    let bytes = word(&format!("<w:tbl>{}</w:tbl>", table.concat()), "");
    assert_eq!(shown("a.docx", &bytes), ["1|甲", "3|丙", "N121"]);
}

#[test]
fn numbers_that_word_counts_are_worked_out() {
    let numbering = r#"<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#;
    let counted = r#"<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr></w:p></w:tc>"#;
    let row = |text: &str| tr(&[counted.to_owned(), tc("", text)]);
    let table = [tr(&[tc("", "序号"), tc("", "任务")]), row("甲"), row("乙"), row("丙")].concat();
    let bytes = word(&format!("<w:tbl>{table}</w:tbl>"), numbering);
    assert_eq!(shown("a.docx", &bytes), ["序号|任务", "1|甲", "2|乙", "3|丙", "N122"]);
}

#[test]
fn boxes_and_tables_within_tables_are_read_once() {
    let boxed = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>外</w:t></w:r></w:p>",
        p("框")
    );
    let inner = format!("<w:tbl>{}</w:tbl>", tr(&[tc("", "内一"), tc("", "内二")]));
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", p("甲"), p(""));
    let body = format!("{boxed}<w:tbl>{}</w:tbl>", tr(&[cell, tc("", "乙")]));
    assert_eq!(shown("a.docx", &word(&body, "")), ["框", "外", "甲/内一 内二|乙"]);
}

#[test]
fn a_table_that_only_frames_another_is_taken_apart() {
    let inner = [
        tr(&[tc("", "序号"), tc("", "任务"), tc("", "单位")]),
        tr(&[tc("", "1"), tc("", "甲"), tc("", "乙")]),
    ];
    let cell = format!("<w:tc>{}<w:tbl>{}</w:tbl></w:tc>", p("附件2"), inner.concat());
    let body = format!("<w:tbl>{}</w:tbl>", tr(&[cell]));
    assert_eq!(shown("a.docx", &word(&body, "")), ["附件2", "序号|任务|单位", "1|甲|乙"]);
}

#[test]
fn tables_of_any_depth_are_read_without_end() {
    let depth = 3_000;
    let body = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(depth),
        p("底"),
        "</w:tc></w:tr></w:tbl>".repeat(depth)
    );
    assert_eq!(shown("a.docx", &word(&body, "")), ["底"]);
    let wide = tr(&[tc(r#"<w:gridSpan w:val="4000000000"/>"#, "甲"), tc("", "乙")]);
    let body = format!("<w:tbl>{wide}</w:tbl>");
    assert_eq!(shown("a.docx", &word(&body, "")), ["甲|乙"]);
}
