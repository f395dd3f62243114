//! Hostile values on their whole way: from the office's tables through the letter's template to the PDF.

use crate::pdf_text;
use crate::support::Case;

/// The item's text, as the table has it.
const ITEM: &str = "甲\n+++\n\"\"\"{{ 7*7 }}{% raw %}|# **x** <b>`x`</b>\r\n```\n- &#x41;&amp;[a](b)\\ \u{1B}[31m䶮𬭛㛃𠅤\
    👨\u{200D}👩\u{202E}مرحبا。";
const UNIT: &str = "省*财|政#`厅";
const FULL: &str = "甘肃省{{7*7}}<b>财政</b>&amp;厅";
const LEADER: &str = "黄_*_强";

/// Makes a small workspace with hostile names in its registry and a hostile text in an item.
fn case() -> Case {
    let case = Case::tiny();
    case.edit("seeds/units.csv", "省财政厅,甘肃省财政厅", &format!("{UNIT},{FULL}"));
    case.edit("seeds/leaders.csv", "黄强", LEADER);
    case.edit("seeds/notice-2018.txt", "省财政厅", UNIT);
    case.edit("seeds/notice-2018.txt", "黄 强", LEADER);
    case.edit("seeds/notice-2018.txt", "黄强", LEADER);
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let quoted = format!("\"{}\"", ITEM.replace('"', "\"\""));
    case.edit("seeds/annex/tasks.csv", "完成营造林360万亩以上。", &quoted);
    case
}

fn letter(case: &Case) -> String {
    let names = case.list("output/letters");
    let name = names.iter().find(|name| name.starts_with("001-"));
    let name = name.expect("the first unit has a letter");
    pdf_text::text(&case.read(&format!("output/letters/{name}")))
}

/// Returns the words without blanks and invisible characters.
fn visible(words: &str) -> String {
    let is_drawn = |c: &char| !c.is_whitespace() && !"\u{200D}\u{202E}\u{2060}".contains(*c);
    words.chars().filter(is_drawn).collect()
}

#[test]
fn values_of_the_tables_are_text_in_the_letters() {
    let case = case();
    let run = case.duban(["--all"]).exits(1).says("任务函 3 份");
    for code in ["U+001B", "U+1F468", "U+1F469"] {
        assert!(run.stderr.contains(code), "no {code} in:\n{}", run.stderr);
    }
    let letter = visible(&letter(&case));
    for words in [ITEM, UNIT, FULL, LEADER] {
        assert!(letter.contains(&visible(words)), "no {words} in {letter}");
    }
    assert!(!letter.contains("49"), "{letter}");
    assert!(letter.contains("你单位共牵头2项"), "{letter}");
}

#[test]
fn half_a_character_in_the_data_of_a_document_is_told() {
    let case = Case::tiny();
    case.write("a.md", "+++\nformat = \"letter\"\nmark = \"厅\"\ntitle = \"题\"\n+++\n\n{{ v }}\n");
    case.write("a.json", r#"{"v": "\ud800"}"#);
    case.duban(["typeset", "a.md", "--data", "a.json"])
        .exits(2)
        .complains(r"第1行第14列：\uD800 至 \uDFFF 须成对");
    assert_eq!(case.list("output/documents"), [""; 0]);
}
