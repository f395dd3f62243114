//! `duban number`: numbers that never move, and drafts without them.

use std::process::Stdio;

use crate::pdf_text;
use crate::support::Case;

const NUMBERS: &str = "seeds/numbers.csv";

/// Makes a workspace with its annex data.
fn imported() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Returns the text of a document without blanks.
fn text(case: &Case, name: &str) -> String {
    let text = pdf_text::text(&case.read(&format!("output/{name}.pdf")));
    text.split_whitespace().collect()
}

/// Adds a return, so that there is a bulletin of the quarter.
fn report(case: &Case, month: &str) {
    let rows = format!(
        "期间,编号,单位,完成值,计量单位,填报人,填报日期\n{month},2-1,省财政厅,100,万亩,甲,2018-12-31\n"
    );
    case.write(&format!("seeds/progress/{month}.csv"), rows);
}

#[test]
fn numbers_are_drawn_in_registry_order_and_never_move() {
    let case = imported();
    case.edit("duban.toml", "# first_number = 21", "first_number = 21");
    case.duban(["letters"]).exits(0).complains("F163").complains("运行 duban number letters");
    assert!(text(&case, "letters/003-兰州市").contains("甘政办函〔2018〕号"));
    case.duban(["number", "letters"])
        .exits(0)
        .says("取号 3 个：甘政办函〔2018〕21号至23号，登记在 ./seeds/numbers.csv");
    assert_eq!(
        case.text(NUMBERS),
        "\u{feff}系列,年度,号,文件,日期,状态\n\
         甘政办函,2018,21,letters/001-省财政厅,2018-02-13,已用\n\
         甘政办函,2018,22,letters/002-省妇联,2018-02-13,已用\n\
         甘政办函,2018,23,letters/003-兰州市,2018-02-13,已用\n"
    );
    case.duban(["number", "letters"]).exits(0).says("都已有号，没有取号");
    let run = case.duban(["letters"]).exits(0).says("任务函内容没有变化");
    assert!(!run.stderr.contains("F163"), "{}", run.stderr);
    assert!(text(&case, "letters/003-兰州市").contains("甘政办函〔2018〕23号"));
    // A unit in the middle, and another name for the last one: codes by position move.
    case.write(
        "seeds/units.csv",
        "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n\
         1,,省财政厅,省财政厅,,组成部门,,,\n2,,省民委,甘肃省民委,,组成部门,,,\n\
         3,,省妇联,甘肃省妇女联合会,,群团组织,,,\n4,,金城市,金城市人民政府,兰州市,市州,,,\n",
    );
    case.edit("seeds/annex/tasks.csv", "省财政厅,省妇联", "省财政厅,省妇联、省民委");
    let before = case.text(NUMBERS);
    case.duban(["letters"]).exits(0);
    for (letter, number) in [("003-省妇联", "22"), ("004-金城市", "23"), ("002-省民委", "")]
    {
        let text = text(&case, &format!("letters/{letter}"));
        assert!(text.contains(&format!("〔2018〕{number}号")), "{letter}: {text}");
    }
    case.duban(["number", "letters"]).exits(0).says("取号 1 个：甘政办函〔2018〕24号");
    let row = "甘政办函,2018,24,letters/002-省民委,2018-02-13,已用\n";
    assert_eq!(case.text(NUMBERS), before + row);
}

#[test]
fn a_draft_has_neither_number_nor_date() {
    let case = imported();
    report(&case, "2018-03");
    case.duban(["number", "letters"]).exits(0);
    case.duban(["number", "bulletin"]).exits(0);
    case.duban([]).exits(0);
    let letter = text(&case, "letters/003-兰州市");
    assert!(letter.contains("〔2018〕3号") && letter.contains("2018年2月13日"), "{letter}");
    let bulletin = text(&case, "bulletins/2018Q1");
    assert!(
        bulletin.contains("甘政办发〔2018〕1号") && bulletin.contains("2018年5月4日"),
        "{bulletin}"
    );
    case.duban(["--draft"]).exits(0).says("任务函内容没有变化");
    let letter = text(&case, "letters/003-兰州市");
    assert!(letter.contains("〔2018〕号") && !letter.contains("2018年2月13日"), "{letter}");
    let bulletin = text(&case, "bulletins/2018Q1");
    assert!(bulletin.contains("〔2018〕号") && !bulletin.contains("2018年5月4日"), "{bulletin}");
}

#[test]
fn voided_numbers_stay_and_are_not_used_again() {
    let case = imported();
    case.duban(["number", "letters"]).exits(0).says("1号至3号");
    case.edit(
        NUMBERS,
        "2,letters/002-省妇联,2018-02-13,已用",
        "2,letters/002-省妇联,2018-02-13,作废",
    );
    case.duban(["letters"]).exits(0);
    assert!(text(&case, "letters/002-省妇联").contains("〔2018〕号"));
    case.duban(["number", "letters"]).exits(0).says("〔2018〕4号");
    case.duban(["letters"]).exits(0);
    assert!(text(&case, "letters/002-省妇联").contains("〔2018〕4号"));
}

#[test]
fn the_register_is_continued_as_the_office_left_it() {
    let case = imported();
    let text = "备注,文件,系列,年度,号,状态\r\n\"补登,手写\",letters/002-省妇联, 甘政办函 ,2018年,30,\r\n,信访件,甘政办函,2018,31,已用";
    let added = "\r\n,letters/001-省财政厅,甘政办函,2018,32,已用\r\n,letters/003-兰州市,甘政办函,2018,33,已用\r\n";
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let tabs = |text: &str| text.replace("\"补登,手写\"", "补登").replace(',', "\t").into_bytes();
    let versions = [
        (text.into(), added.into()),
        (gb(text), gb(added)),
        ([&[0xff, 0xfe], &utf16(text)[..]].concat(), utf16(added)),
        (tabs(text), tabs(added)),
    ];
    for (before, added) in versions {
        case.write(NUMBERS, &before);
        case.duban(["number", "letters"]).exits(0).says("32号至33号");
        assert!(case.read(NUMBERS) == [before, added].concat());
        std::fs::remove_dir_all(case.path(".duban")).unwrap();
    }
}

#[test]
fn nothing_is_drawn_while_the_register_is_in_doubt() {
    let header = "系列,年度,号,文件,日期,状态\n";
    let case = imported();
    for (rows, code) in [
        (
            "甘政办函,2018,1,letters/001-省财政厅,,已用\n甘政办函,2018,1,letters/002-省妇联,,已用\n",
            "F161",
        ),
        (
            "甘政办函,2018,1,letters/001-省财政厅,,已用\n甘政办函,2018,2,letters/001-省财政厅,,已用\n",
            "F162",
        ),
        ("甘政办函,2018,一,letters/001-省财政厅,,已用\n", "F160"),
        ("甘政办函,2018,1,\"letters/001-省财政厅,,已用\n", "F116"),
    ] {
        case.write(NUMBERS, format!("{header}{rows}"));
        case.duban(["number", "letters"]).exits(2).complains(code).complains("没有取号");
        assert_eq!(case.text(NUMBERS), format!("{header}{rows}"));
        assert!(case.list("output").is_empty());
    }
    case.write(NUMBERS, "号码簿\n1\n");
    case.duban(["number", "letters"]).exits(2).complains("F111");
    case.write("seeds/numbers.xlsx", "");
    case.duban(["number", "letters"]).exits(2).complains("F152");
    case.duban(["number", "letters", "--period", "2018Q1"]).exits(2).complains("任务函不分期间");
    case.duban(["number", "returns"]).exits(2).complains("letters");
}

#[test]
fn letters_and_bulletins_of_one_series_share_its_numbers() {
    let case = imported();
    report(&case, "2018-03");
    report(&case, "2018-06");
    case.edit("duban.toml", "series = \"甘政办发\"", "series = \"甘政办函\"");
    case.duban(["number", "bulletin", "--period", "2018Q1"]).exits(0).says("〔2018〕1号");
    case.duban(["number", "letters"]).exits(0).says("〔2018〕2号至4号");
    case.duban(["number", "bulletin"]).exits(0).says("〔2018〕5号");
    let register = case.text(NUMBERS);
    assert!(register.ends_with("甘政办函,2018,5,bulletins/2018Q2,2018-08-03,已用\n"), "{register}");
    case.duban(["number", "bulletin", "--period", "2018-05"])
        .exits(2)
        .complains("2018-05没有任何报送数据");
}

#[test]
fn a_bulletin_whose_number_cannot_be_read_stays_as_it_is() {
    let case = imported();
    report(&case, "2018-03");
    report(&case, "2018-06");
    case.duban(["number", "bulletin"]).exits(0);
    case.duban(["bulletin", "--period", "2018Q1"]).exits(0);
    case.duban(["bulletin", "--period", "2018Q2"]).exits(0);
    let first = case.read("output/bulletins/2018Q1.pdf");
    assert!(text(&case, "bulletins/2018Q1").contains("甘政办发〔2018〕1号"));
    let register = case.text(NUMBERS);
    for (from, to) in
        [("2018,1,", "2018,一,"), ("甘政办发,2018,1,bulletins/2018Q1", "甘政办发,2018,1,")]
    {
        case.write(NUMBERS, register.replacen(from, to, 1));
        case.duban(["bulletin", "--period", "2018Q1"])
            .exits(1)
            .complains("F175")
            .complains("2018Q1的通报可能已有文号而没有读出")
            .says("没有生成通报");
        assert!(case.read("output/bulletins/2018Q1.pdf") == first, "{from}");
        // The other has its number.
        case.duban(["bulletin", "--period", "2018Q2"]).exits(1).says("2018Q2.pdf");
        assert!(text(&case, "bulletins/2018Q2").contains("甘政办发〔2018〕2号"));
    }
    case.duban(["bulletin", "--period", "2018Q1", "--draft"]).exits(1).says("2018Q1.pdf");
    case.write(NUMBERS, &register);
    case.duban(["bulletin", "--period", "2018Q1"]).exits(0);
    assert!(text(&case, "bulletins/2018Q1").contains("甘政办发〔2018〕1号"));
}

#[test]
fn the_issuer_gets_no_letter_where_the_settings_say_so() {
    let case = imported();
    case.edit("duban.toml", "name = \"甘肃省人民政府办公厅\"", "name = \"省财政厅\"");
    case.duban(["letters"]).exits(0).says("任务函 3 份");
    assert!(case.list("output/letters").contains(&"001-省财政厅.pdf".to_owned()));
    case.edit("duban.toml", "to_issuer = true", "to_issuer = false");
    case.duban(["letters"]).exits(0).says("任务函 2 份");
    assert_eq!(case.list("output/letters"), ["002-省妇联.pdf", "003-兰州市.pdf"]);
    case.duban(["number", "letters"]).exits(0).says("取号 2 个");
}

#[test]
fn numbers_of_the_configuration_move_to_the_register() {
    let case = imported();
    report(&case, "2018-03");
    report(&case, "2018-06");
    case.edit("duban.toml", "2018Q2 = { date", "2018Q2 = { number = 40, date");
    case.duban(["bulletin"]).exits(0).complains("F163").complains("运行 duban number bulletin");
    assert!(text(&case, "bulletins/2018Q2").contains("甘政办发〔2018〕号"));
    case.duban(["number", "bulletin"]).exits(0).says("取号 2 个：甘政办发〔2018〕41号、40号");
    case.duban(["bulletin"]).exits(0);
    assert!(text(&case, "bulletins/2018Q2").contains("甘政办发〔2018〕40号"));
    std::fs::remove_dir_all(case.path(".duban")).unwrap();
    case.write(NUMBERS, "系列,年度,号,文件\n甘政办发,2018,40,另一份文件\n");
    case.duban(["number", "bulletin"]).exits(2).complains("40号已经用过");
    assert_eq!(case.text(NUMBERS).lines().count(), 2);
}

#[test]
fn two_runs_at_once_do_not_draw_the_same_number() {
    let case = imported();
    let start = |_| {
        let mut command = case.command(&["number", "letters"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let runs: Vec<_> = (0..3).map(start).collect();
    let results: Vec<_> = runs.into_iter().map(|run| run.wait_with_output().unwrap()).collect();
    assert!(results.iter().any(|result| result.status.code() == Some(0)), "{results:?}");
    for result in results.iter().filter(|result| result.status.code() != Some(0)) {
        let message = String::from_utf8_lossy(&result.stderr);
        assert!(message.contains("正在这个工作区中运行"), "{message}");
    }
    assert_eq!(case.text(NUMBERS).lines().count(), 1 + 3);
    case.duban(["number", "letters"]).exits(0).says("都已有号，没有取号");
}

#[test]
fn dates_in_the_register_are_not_ids_of_items() {
    let case = imported();
    case.duban(["number", "letters"]).exits(0);
    case.duban(["letters"]).exits(0);
    // The first number again, for a letter that nobody knows, on a day that looks like item 2-1.
    let row = "甘政办函,2018,1,letters/999-不知道,2018-02-01,已用\n";
    case.write(NUMBERS, case.text(NUMBERS) + row);
    case.duban(["letters"])
        .exits(1)
        .complains("1个单位的任务函和报送表改正以前不重做，已有的保持原样：省财政厅");
}

#[test]
fn a_letter_to_a_unit_of_another_name_is_changed_and_keeps_its_number() {
    let case = imported();
    let units = "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n1,001,省财政厅,省财政厅,,组成部门,,,\n\
         2,002,省妇联,甘肃省妇女联合会,,群团组织,,,\n3,003,兰州市,兰州市人民政府,,市州,,,\n";
    case.write("seeds/units.csv", units);
    case.duban(["number", "letters"]).exits(0);
    case.duban(["letters"]).exits(0);
    // Without the old name among the other names: the code says who it is.
    case.write("seeds/units.csv", units.replace("省妇联,甘肃省妇女联合会", "省女联,甘肃省女联"));
    case.edit("seeds/annex/tasks.csv", "省妇联", "省女联");
    let run = case.duban(["letters"]);
    assert!(run.stdout.contains("有变化"), "{}", run.stdout);
    assert!(run.stdout.contains("省女联"), "{}", run.stdout);
    assert!(!run.stdout.contains("新发") && !run.stdout.contains("撤回"), "{}", run.stdout);
    assert!(text(&case, "letters/002-省女联").contains("甘政办函〔2018〕2号"));
}
