//! The letters of all units in one file for the printer.

use lopdf::Document;

use crate::support::Case;

const FILE: &str = "output/print/letters.pdf";

fn pages(case: &Case, name: &str) -> usize {
    Document::load_mem(&case.read(name)).unwrap().get_pages().len()
}

#[test]
fn each_letter_begins_on_a_right_hand_page() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let letters = case.list("output/letters");
    assert_eq!(letters.len(), 3);
    let lengths: Vec<usize> =
        letters.iter().map(|name| pages(&case, &format!("output/letters/{name}"))).collect();
    let (last, others) = lengths.split_last().unwrap();
    let expected = others.iter().map(|pages| pages.next_multiple_of(2)).sum::<usize>() + last;
    assert_eq!(pages(&case, FILE), expected);
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    let entries = manifest.as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["path"] == "print/letters.pdf").unwrap();
    assert_eq!(entry["pages"], expected);
    // The places where the letters begin, as the outline has them.
    let document = Document::load_mem(&case.read(FILE)).unwrap();
    let tops = document.get_toc().unwrap().toc;
    let tops: Vec<usize> =
        tops.iter().filter(|entry| entry.level == 1).map(|entry| entry.page).collect();
    assert_eq!(tops.len(), 3);
    assert!(tops.iter().all(|page| page % 2 == 1), "{tops:?}");
}

#[test]
fn it_is_made_again_only_when_a_letter_is() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let before = case.read(FILE);
    case.duban([]).exits(0).says("新生成 0 个文件");
    case.edit("duban.toml", "date = 2018-02-13\n# 各单位", "date = 2018-02-14\n# 各单位");
    case.duban(["letters", "--unit", "兰州市"]).exits(0);
    assert!(case.read(FILE) == before);
    case.duban(["letters"]).exits(0);
    let after = case.read(FILE);
    assert!(after != before);
    case.duban(["letters"]).exits(0).says("新生成 0 个文件");
    case.duban(["-j", "1", "letters", "--clean"]).exits(0);
    assert!(case.read(FILE) == after);
}

#[test]
fn it_stays_as_it_is_when_a_letter_cannot_be_made() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let before = case.read(FILE);
    case.edit("seeds/annex/tasks.csv", "2,办好妇女之家。", "二二,办好妇女之家。");
    case.duban([]).exits(1).complains("F176");
    assert!(case.read(FILE) == before);
}
