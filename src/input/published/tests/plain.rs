use super::{place, read, shown};

#[test]
fn a_csv_is_a_table_whatever_separates_its_cells() {
    let csv = "分解表,,\n序号,任务,单位\n1,\"甲，“乙”\"\"丙\"\"\n丁\",省财政厅\n";
    let rows = ["分解表||", "序号|任务|单位", "1|甲，“乙”\"丙\"/丁|省财政厅"];
    assert_eq!(shown("附件2.csv", csv.as_bytes()), rows);
    let tabs = "序号\t任务\n1\t甲,乙\n";
    assert_eq!(shown("附件2.csv", tabs.as_bytes()), ["序号|任务", "1|甲,乙"]);
    let (published, _) = read("附件2.csv", csv.as_bytes());
    // The row begins on line 3; the cell behind the line break lies on the next.
    assert_eq!(place(&published, "乙”"), "第3行第7列");
    assert_eq!(place(&published, "省财政厅"), "第3行第1列");
}

#[test]
fn a_text_with_commas_between_its_cells_is_read_like_a_csv() {
    let text = "各市，各部门：\n附件1\n序号,指标,单位,时限\n1,甲,省财政厅,12月\n2,\"乙,丙\",省财政厅,\n附件2\n序号,任务,单位,时限\n1,丁,省教育厅,6月\n";
    let rows = [
        "各市，各部门：",
        "附件1",
        "序号|指标|单位|时限",
        "1|甲|省财政厅|12月",
        "2|乙,丙|省财政厅|",
        "附件2",
        "序号|任务|单位|时限",
        "1|丁|省教育厅|6月",
    ];
    assert_eq!(shown("通知.txt", text.as_bytes()), rows);
    assert_eq!(shown("通知.txt", "甲, 乙, 丙, 丁\n正文\n".as_bytes()), ["甲, 乙, 丙, 丁", "正文"]);
}

#[test]
fn tables_of_markdown_are_found_by_their_rule() {
    let text = "# 通知\n\n## 附件2\n\n| 序号 | **任务** | 单位 |\n|:--|---|--:|\n| 1 | 甲\\|乙<br>丙 | 省财政厅 |\n| 2 | 丁 | |\n\n正文 | 不是表\n";
    let lines =
        ["通知", "附件2", "序号|任务|单位", "1|甲|乙/丙|省财政厅", "2|丁|", "正文 | 不是表"];
    assert_eq!(shown("通知.md", text.as_bytes()), lines);
    let (published, _) = read("通知.md", text.as_bytes());
    assert_eq!(place(&published, "省财政厅"), "第7行第19列");
}

#[test]
fn a_text_without_such_a_rule_is_lines() {
    let text = "附件1\n序号|指标|单位\n1|甲|乙\n";
    assert_eq!(shown("通知.txt", text.as_bytes()), ["附件1", "序号|指标|单位", "1|甲|乙"]);
}
