//! `duban issue` and `duban verify`: what was issued stays as it was.

use serde_json::Value;

use crate::support::Case;

const LETTER: &str = "output/letters/003-兰州市.pdf";
const FOLDER: &str = "archive/2018/甘政办函-3";

/// A workspace whose letters have numbers 1 to 3 and a date.
fn numbered() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["number", "letters"]).exits(0);
    case.duban(["letters", "--date", "2018-02-24"]).exits(0);
    case
}

fn json(case: &Case, name: &str) -> Value {
    serde_json::from_slice(&case.read(name)).unwrap()
}

#[test]
fn an_issued_letter_is_archived_with_its_facts_and_the_signed_file() {
    let case = numbered();
    case.write("签发稿.docx", "signed");
    case.duban(["issue", LETTER, "--as", "签发稿.docx"])
        .exits(0)
        .says("归档 甘政办函〔2018〕3号")
        .says(FOLDER)
        .says("第1件 甘政办函〔2018〕3号");
    assert_eq!(case.list(FOLDER), ["003-兰州市-签发.docx", "003-兰州市.pdf", "record.json"]);
    assert!(case.read(&format!("{FOLDER}/003-兰州市.pdf")) == case.read(LETTER));
    assert_eq!(case.text(&format!("{FOLDER}/003-兰州市-签发.docx")), "signed");
    let record = json(&case, &format!("{FOLDER}/record.json"));
    assert_eq!(record["index"], 1);
    assert_eq!(record["number"], "甘政办函〔2018〕3号");
    assert_eq!(record["organ"], "甘肃省人民政府办公厅");
    assert_eq!(record["addressee"], "兰州市人民政府");
    assert_eq!(record["date"], "2018-02-24");
    assert_eq!(record["classification"], Value::Null);
    assert_eq!(record["path"], "letters/003-兰州市.pdf");
    assert_eq!(record["previous"], Value::Null);
    assert!(record["title"].as_str().unwrap().contains("向兰州市分解下达"));
    let manifest = json(&case, "output/manifest.json");
    let entries = manifest.as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["path"] == "letters/003-兰州市.pdf").unwrap();
    assert_eq!(record["sources"], entry["sources"]);
    assert_eq!(record["files"][0]["sha256"], entry["sha256"]);
    case.duban(["verify"]).exits(0).says("档案共 1 件，逐件核对，没有改动");
}

#[test]
fn an_issued_document_is_never_changed() {
    let case = numbered();
    case.duban(["issue", LETTER]).exits(0);
    let before = case.read(&format!("{FOLDER}/record.json"));
    case.duban(["issue", LETTER])
        .exits(2)
        .complains("甘政办函〔2018〕3号已经归档")
        .complains("--corrects 甘政办函〔2018〕3号");
    case.duban(["letters", "--date", "2018-03-01", "--clean", "--force"]).exits(0);
    case.duban(["issue", LETTER, "--force"]).exits(2);
    // One refused document holds up the others of the command.
    case.duban(["issue", "output/letters/002-省妇联.pdf", LETTER]).exits(2);
    assert_eq!(case.list("archive/2018"), ["甘政办函-3"]);
    assert_eq!(case.read(&format!("{FOLDER}/record.json")), before);
    case.duban(["verify"]).exits(0);
}

#[test]
fn a_correction_has_a_number_of_its_own_and_names_the_old_one() {
    let case = numbered();
    case.duban(["issue", LETTER]).exits(0);
    case.edit(
        "seeds/numbers.csv",
        "letters/003-兰州市,2018-02-13,已用",
        "letters/003-兰州市,2018-02-13,作废",
    );
    case.duban(["issue", LETTER]).exits(2).complains("已作废");
    case.duban(["number", "letters"]).exits(0).says("甘政办函〔2018〕4号");
    case.duban(["letters", "--date", "2018-03-01"]).exits(0);
    case.duban(["issue", LETTER, "--corrects", "甘政办函〔2018〕2号"])
        .exits(2)
        .complains("没有归档过甘政办函〔2018〕2号");
    case.duban(["issue", LETTER, "--corrects", "甘政办函[2018]3号"]).exits(0);
    let record = json(&case, "archive/2018/甘政办函-4/record.json");
    assert_eq!(record["corrects"], "甘政办函〔2018〕3号");
    case.duban(["verify"]).exits(0).says("档案共 2 件");
}

#[test]
fn what_has_no_number_or_date_or_is_not_ours_is_refused() {
    let case = Case::tiny();
    case.edit("duban.toml", "\ndate = 2018-02-13\n# 各单位", "\n# 各单位");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["letters"]).exits(0);
    case.duban(["issue", LETTER]).exits(2).complains("没有文号").complains("duban number letters");
    case.duban(["number", "letters"]).exits(0);
    case.duban(["issue", LETTER]).exits(2).complains("没有文号");
    case.duban(["letters", "--draft"]).exits(0);
    case.duban(["issue", LETTER]).exits(2).complains("不加 --draft");
    case.duban(["letters"]).exits(0);
    case.duban(["issue", LETTER]).exits(2).complains("没有成文日期").complains("--date");
    case.duban(["letters", "--date", "2018-02-24"]).exits(0);
    case.duban(["sheets"]).exits(0);
    let workbooks = case.list("output/sheets/units");
    case.duban(["issue", &format!("output/sheets/units/{}", workbooks[0])])
        .exits(2)
        .complains("没有文号");
    case.write("mine.pdf", "x");
    case.duban(["issue", "mine.pdf"]).exits(2).complains("不是 duban 生成的");
    case.write(LETTER, "edited");
    case.duban(["issue", LETTER]).exits(2).complains("生成以后有人改过");
    case.duban([
        "issue",
        "output/letters/001-省财政厅.pdf",
        "output/letters/002-省妇联.pdf",
        "--as",
        "mine.pdf",
    ])
    .exits(2)
    .complains("--as 一次只用于一份文件");
    assert!(case.list("archive").is_empty());
}

#[test]
fn a_bulletin_goes_with_its_workbook() {
    let case = numbered();
    let header = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";
    let row = "2018-03,2-2,,省妇联,,,40,,好,,,,2018-04-02\n";
    case.write("seeds/progress/a.csv", format!("{header}{row}"));
    case.duban(["number", "bulletin"]).exits(0);
    case.duban(["bulletin", "--date", "2018-04-20"]);
    case.duban(["issue", "output/bulletins/2018Q1.xlsx"]).exits(2).complains("2018Q1.pdf");
    let issued =
        case.duban(["issue", "output/bulletins/2018Q1.xlsx", "output/bulletins/2018Q1.pdf"]);
    assert!(issued.status < 2, "{}", issued.stderr);
    let series = case.list("archive/2018");
    assert_eq!(series.len(), 1);
    let files = case.list(&format!("archive/2018/{}", series[0]));
    assert_eq!(files, ["2018Q1.pdf", "2018Q1.xlsx", "record.json"]);
}

#[test]
fn verify_names_what_was_altered_and_exits_with_1() {
    let case = numbered();
    case.duban(["verify"]).exits(0).says("还没有归档过文件");
    case.duban([
        "issue",
        "output/letters/001-省财政厅.pdf",
        "output/letters/002-省妇联.pdf",
        LETTER,
    ])
    .exits(0)
    .says("第3件");
    let last = json(&case, "archive/index.json")[2]["record"].as_str().unwrap().to_owned();
    case.duban(["verify"]).exits(0).says(&last);
    case.duban(["verify", "--expect", &last[..16]]).exits(0).says("第3件");
    case.duban(["verify", "--expect", "0123456789abcdef"]).exits(1).complains("没有哈希为");
    case.write("archive/2018/甘政办函-2/002-省妇联.pdf", "other");
    case.duban(["verify"])
        .exits(1)
        .complains("A103")
        .complains("archive/2018/甘政办函-2/002-省妇联.pdf")
        .says("有 1 处不符");
    std::fs::remove_dir_all(case.path("archive/2018/甘政办函-3")).unwrap();
    case.duban(["verify"]).exits(1).complains("第3件甘政办函〔2018〕3号");
}

#[test]
fn nothing_else_writes_to_the_archive() {
    let case = numbered();
    case.duban(["issue", LETTER]).exits(0);
    let before = case.read(&format!("{FOLDER}/record.json"));
    for output in ["archive", "archive/2018", "./archive/new"] {
        case.duban(["letters", "-o", output]).exits(2).complains("不能作输出目录");
        case.duban(["-o", output]).exits(2);
    }
    // The numbers of what was issued stay in use.
    case.duban(["undo"])
        .exits(1)
        .complains("甘政办函〔2018〕3号的文件已经归档")
        .says("作废 甘政办函〔2018〕2号");
    assert!(case.text("seeds/numbers.csv").contains("letters/003-兰州市,2018-02-13,已用"));
    assert_eq!(case.list("archive/2018"), ["甘政办函-3"]);
    assert_eq!(case.read(&format!("{FOLDER}/record.json")), before);
    #[cfg(unix)]
    {
        std::fs::remove_dir_all(case.path("output/letters")).unwrap();
        std::os::unix::fs::symlink(case.path(FOLDER), case.path("output/letters")).unwrap();
        let run = case.duban(["letters", "--clean"]);
        assert_ne!(run.status, 0);
        assert_eq!(case.list(FOLDER), ["003-兰州市.pdf", "record.json"]);
    }
    case.duban(["verify"]).exits(0);
}

#[test]
fn an_issue_that_was_killed_leaves_nothing() {
    let case = numbered();
    // The rests of a run that was killed before it put its files into their places.
    case.write(&format!("{FOLDER}/.duban-abc"), "half");
    case.duban(["verify"]).exits(0).says("还没有归档过文件");
    case.duban(["issue", LETTER]).exits(0);
    assert_eq!(case.list(FOLDER), ["003-兰州市.pdf", "record.json"]);
}
