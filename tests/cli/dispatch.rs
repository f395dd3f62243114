//! `duban dispatch`: a folder a unit, the registers of papers sent and received.

use std::io::Read as _;

use calamine::{Data, Reader as _, Xlsx};

use crate::support::Case;

/// A workspace whose letters have numbers, after a run of the main job.
fn made() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["number", "letters"]).exits(0);
    case.duban([]).exits(0);
    case
}

/// Returns the rows of the first sheet of a workbook.
fn rows(case: &Case, name: &str) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook(case.path(name)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let words = |cell: &Data| cell.to_string();
    sheet.rows().map(|row| row.iter().map(words).collect()).collect()
}

#[test]
fn each_unit_has_a_folder_with_all_that_it_gets() {
    let case = made();
    let folders = case.list("output/dispatch");
    assert_eq!(
        folders,
        ["001-省财政厅", "002-省妇联", "003-兰州市", "发文登记表.xlsx", "签收表.xlsx"]
    );
    let files = case.list("output/dispatch/003-兰州市");
    assert_eq!(files.len(), 2);
    assert!(files.contains(&"003-兰州市.pdf".to_owned()), "{files:?}");
    assert!(files.iter().any(|name| name.ends_with(".xlsx")), "{files:?}");
    let letter = "output/dispatch/003-兰州市/003-兰州市.pdf";
    assert!(case.read(letter) == case.read("output/letters/003-兰州市.pdf"));
    // Everything is listed, and a run without a change writes nothing.
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    let listed = manifest.as_array().unwrap().iter();
    let listed = listed.filter(|entry| entry["path"].as_str().unwrap().starts_with("dispatch/"));
    assert_eq!(listed.count(), 8);
    case.duban([]).exits(0).says("新生成 0 个文件");
}

#[test]
fn the_registers_list_every_paper_and_who_has_signed() {
    let case = made();
    case.write(
        "seeds/receipts.csv",
        "文号,单位,签收日期,签收人\n甘政办函〔2018〕3号,兰州市,2018-02-15,王五\n",
    );
    case.duban([]).exits(0);
    let rows = rows(&case, "output/dispatch/发文登记表.xlsx");
    let header = rows.iter().position(|row| row[0] == "序号").unwrap();
    let papers: Vec<Vec<&str>> = rows[header + 1..]
        .iter()
        .map(|row| [0, 1, 3, 4, 10, 11].map(|column| row[column].as_str()).to_vec())
        .collect();
    assert_eq!(
        papers,
        [
            ["1", "甘政办函〔2018〕1号", "省财政厅", "2018-02-13", "", ""],
            ["2", "甘政办函〔2018〕2号", "省妇联", "2018-02-13", "", ""],
            ["3", "甘政办函〔2018〕3号", "兰州市", "2018-02-13", "2018-02-15", "王五"],
        ]
    );
    assert!(rows[header + 3][2].contains("向兰州市分解下达"), "{rows:?}");
    let signed = self::rows(&case, "output/dispatch/签收表.xlsx");
    let last = signed.iter().rfind(|row| row[0] == "3").unwrap();
    assert_eq!(
        [&*last[1], &*last[2], &*last[5], &*last[6]],
        ["兰州市", "甘政办函〔2018〕3号", "王五", "2018-02-15"]
    );
}

#[test]
fn folders_are_packed_when_asked_and_kept_up_to_date() {
    let case = made();
    case.duban(["dispatch", "兰州市", "--zip"]).exits(0).says("分送 1 个单位，文件 2 份");
    assert!(case.path("output/dispatch/003-兰州市.zip").exists());
    assert!(!case.path("output/dispatch/001-省财政厅.zip").exists());
    let open = || {
        let file = std::fs::File::open(case.path("output/dispatch/003-兰州市.zip")).unwrap();
        zip::ZipArchive::new(file).unwrap()
    };
    let letter = || {
        let mut bytes = Vec::new();
        open().by_name("003-兰州市/003-兰州市.pdf").unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(open().len(), 2);
    assert!(letter() == case.read("output/letters/003-兰州市.pdf"));
    case.duban(["dispatch", "兰州市", "--zip"]).exits(0).says("新生成 0 个文件");
    case.duban(["dispatch", "无此单位"]).exits(2).complains("名录里没有");
}

#[test]
fn what_is_sent_follows_the_letters_and_the_archive() {
    let case = made();
    case.edit("duban.toml", "date = 2018-02-13\n# 各单位", "date = 2018-02-14\n# 各单位");
    case.duban(["dispatch", "--zip"]).exits(0);
    case.duban([]).exits(0);
    let letter = "output/dispatch/003-兰州市/003-兰州市.pdf";
    assert!(case.read(letter) == case.read("output/letters/003-兰州市.pdf"));
    let zip = std::fs::File::open(case.path("output/dispatch/003-兰州市.zip")).unwrap();
    let mut zip = zip::ZipArchive::new(zip).unwrap();
    let mut bytes = Vec::new();
    zip.by_name("003-兰州市/003-兰州市.pdf").unwrap().read_to_end(&mut bytes).unwrap();
    assert!(bytes == case.read(letter));
    // The signed file is sent in place of the generated one.
    case.write("签发.pdf", "signed");
    case.duban(["issue", "output/letters/003-兰州市.pdf", "--as", "签发.pdf"]).exits(0);
    case.duban(["dispatch"]).exits(0);
    let files = case.list("output/dispatch/003-兰州市");
    assert!(files.contains(&"003-兰州市-签发.pdf".to_owned()), "{files:?}");
    assert!(!files.contains(&"003-兰州市.pdf".to_owned()), "{files:?}");
    assert_eq!(case.text("output/dispatch/003-兰州市/003-兰州市-签发.pdf"), "signed");
}

#[test]
fn nothing_edited_is_sent_and_referrals_never() {
    let case = made();
    case.write("output/letters/003-兰州市.pdf", "edited");
    case.write("output/referrals/003-兰州市.pdf", "secret");
    std::fs::remove_dir_all(case.path("output/dispatch")).unwrap();
    case.duban(["dispatch"]).exits(1).complains("生成以后有人改过，没有分送");
    let files = case.list("output/dispatch/003-兰州市");
    assert!(files.iter().all(|name| !name.ends_with(".pdf")), "{files:?}");
    assert!(case.list("output/dispatch/002-省妇联").contains(&"002-省妇联.pdf".to_owned()));
}

#[test]
fn copies_go_to_those_who_are_named_and_the_register_has_the_year_so_far() {
    let case = made();
    // 兰州市 alone is behind with its part in task 1: it gets the notice, and the lead unit a copy.
    for (month, day) in [("2018-04", "2018-05-04"), ("2018-05", "2018-06-04")] {
        let rows = format!(
            "期间,编号,单位,完成值,计量单位,完成率,填报日期\n{month},2-1,省财政厅,300,万亩,,{day}\n\
             {month},2-1,兰州市,,,10%,{day}\n{month},2-2,省妇联,,,10%,{day}\n"
        );
        case.write(&format!("seeds/progress/{month}.csv"), rows);
        case.duban(["number", "notices", "--period", month]);
        case.duban(["notices", "--period", month]);
    }
    case.duban(["dispatch"]).exits(0);
    let register = || -> Vec<[String; 3]> {
        let rows = rows(&case, "output/dispatch/发文登记表.xlsx");
        let header = rows.iter().position(|row| row[0] == "序号").unwrap();
        rows[header + 1..].iter().map(|row| [1, 3, 4].map(|at| row[at].clone())).collect()
    };
    let all = register();
    let numbers: Vec<&str> = all.iter().map(|row| &*row[0]).collect();
    let letters = all.iter().filter(|row| row[0].starts_with("甘政办函"));
    let letters: Vec<_> = letters.map(|row| (&*row[0], &*row[1], &*row[2])).collect();
    // The letters of February, and those of April and May to the unit that is asked.
    assert_eq!(letters[2], ("甘政办函〔2018〕3号", "兰州市", "2018-02-13"));
    assert_eq!(letters[3], ("甘政办函〔2018〕4号", "省妇联", "2018-05-10"));
    assert_eq!(letters[4], ("甘政办函〔2018〕5号", "省妇联", "2018-06-11"));
    let serial = |number: &str| {
        let (series, rest) = number.split_once('〔').unwrap();
        let serial = rest.split_once('〕').unwrap().1.trim_end_matches('号');
        (series.to_owned(), serial.parse::<u32>().unwrap())
    };
    let order: Vec<_> = numbers.iter().map(|number| serial(number)).collect();
    assert!(order.is_sorted(), "{numbers:?}");
    // What is not there any more is still known by its number.
    std::fs::remove_dir_all(case.path("output")).unwrap();
    case.duban(["letters"]).exits(0);
    case.duban(["dispatch"]).exits(0);
    assert_eq!(register(), all);
}
