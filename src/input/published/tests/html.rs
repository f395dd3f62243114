use encoding_rs::GB18030;

use super::{place, read, shown};

const PAGE: &str = r#"<!DOCTYPE html><html><head><meta charset="gb2312"><title>通知</title><style>td{color:red}</style></head>
<body><nav>首页 <a>政务公开</a></nav><script>var a = "<table>";</script>
<h1>关于印发的<br>通知</h1><p>各市、州：</p>
<table border=1><caption>附件2</caption><thead><tr><th rowspan=2>序号<th rowspan=2>任务<th colspan="2">责任单位</tr>
<tr><th>牵头<th>配合</tr></thead>
<tbody><tr><td>1<td><p>甲</p><p>乙</p><td rowspan=0>省财政厅<td>省教育厅
<tr><td>2<td>丙<br/>丁&nbsp;&lt;5%<td></table>尾<div>落款</div></body></html>"#;

const ROWS: [&str; 9] = [
    "关于印发的",
    "通知",
    "各市、州：",
    "附件2",
    "序号|任务|责任单位|^",
    "^|^|牵头|配合",
    "1|甲/乙|省财政厅|省教育厅",
    "2|丙/丁\u{a0}<5%|^|",
    "尾",
];

#[test]
fn a_page_is_read_as_a_browser_reads_it() {
    let bytes = GB18030.encode(PAGE).0;
    let rows = shown("通知.html", &bytes);
    assert_eq!(rows[..9], ROWS);
    assert_eq!(rows[9..], ["落款"]);
    // The page says gb2312, and is UTF-8.
    assert_eq!(shown("通知.xls", PAGE.as_bytes()), rows);
    let utf16: Vec<u8> =
        format!("\u{feff}{PAGE}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(shown("通知.htm", &utf16), rows);
    let (published, _) = read("通知.html", &bytes);
    assert_eq!(place(&published, "省教育厅"), "第1张表第3行第4列");
    assert_eq!(place(&published, "落款"), "第5段");
}

#[test]
fn tables_that_arrange_the_page_are_taken_apart() {
    let inner = "<table><tr><td>序号<td>任务<td>单位<tr><td>1<td>甲<td>乙</table>";
    let page = format!("<html><table><tr><td>菜单<td>标题<br>{inner}<td>版权</table>");
    assert_eq!(
        shown("a.html", page.as_bytes()),
        ["菜单", "标题", "序号|任务|单位", "1|甲|乙", "版权"]
    );
    let small = "<html><table><tr><td>1<td>甲<table><tr><td>内一<td>内二</table><td>乙</table>";
    assert_eq!(shown("a.html", small.as_bytes()), ["1|甲/内一 内二|乙"]);
}

#[test]
fn numbered_lists_have_the_numbers_that_a_browser_shows() {
    let page =
        "<html><ol start=3><li>甲。牵头单位：省财政厅</li><li><p>乙</p></li><li>5、丙</li></ol>";
    assert_eq!(shown("a.html", page.as_bytes()), ["3. 甲。牵头单位：省财政厅", "4. 乙", "5、丙"]);
}

#[test]
fn bytes_that_are_no_text_do_not_spoil_a_page() {
    let bytes =
        [b"<html><meta charset=utf-8><p>", "甲".as_bytes(), b"\xff<p>", "乙".as_bytes()].concat();
    assert_eq!(shown("a.html", &bytes), ["甲\u{fffd}", "乙", "F103"]);
}

#[test]
fn a_page_in_one_file_is_unpacked() {
    let mht = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"----=_Next Part\"\r\n\r\n";
    let quoted = "------=_NextPart\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><p>=BC=D7=\r\n=D2=D2</p>\r\n";
    let base64 = "------=_NextPart\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+5Lia\r\n\r\n------=_NextPart--\r\n";
    let bytes = format!("{}{quoted}{base64}", mht.replace("Next Part", "NextPart"));
    assert_eq!(shown("a.mht", bytes.as_bytes()), ["甲乙", "业"]);
}

#[test]
fn absurd_pages_end() {
    let deep = format!("<html>{}底", "<div>".repeat(20_000));
    assert_eq!(shown("a.html", deep.as_bytes()), ["底"]);
    let tables = format!("<html>{}底", "<table><tr><td>".repeat(2_000));
    assert!(shown("a.html", tables.as_bytes()).concat().contains('底'));
    let spans = "<html><table><tr><td colspan=99999 rowspan=99999>甲<tr><td>乙<tr><td>丙</table>";
    assert_eq!(shown("a.html", spans.as_bytes()), ["甲|", "^|乙", "^|丙"]);
}
