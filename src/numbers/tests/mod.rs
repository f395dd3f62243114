use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::registry::{UnitId, Who};
use crate::sample::{Province, cases};

/// Three units with codes 001 to 003, of which 省妇联 is also called 妇联.
fn registry() -> Registry {
    Province::tiny().load().0
}

fn unit(registry: &Registry, name: &str) -> UnitId {
    match registry.resolve(name) {
        Some(Who::Unit(unit)) => unit,
        who => panic!("{name} is {who:?}"),
    }
}

/// Reads the rows of a register; problems as `line:column code`.
fn read(rows: &str) -> (Numbers, Vec<String>) {
    let source =
        SourceFile::from_text(NUMBERS_FILE, format!("系列,年度,号,文件,日期,状态\n{rows}"));
    let mut problems = Diagnostics::new();
    let numbers = Numbers::from_source(&source, 2018, &registry(), &mut problems);
    let problems = problems.iter().map(|problem| {
        let place = problem.place.as_ref().expect("it is in the file");
        format!("{}:{} {}", place.line, place.column, problem.code.as_str())
    });
    (numbers, problems.collect())
}

/// The serials of the documents with numbers, by name.
fn serials(numbers: &Numbers) -> BTreeMap<String, u32> {
    let registry = registry();
    let all = numbers.by_document.iter();
    all.map(|(document, number)| (document.name(&registry), number.serial)).collect()
}

fn request(document: Document) -> Request {
    Request { document, serial: None, date: None }
}

#[test]
fn numbers_are_those_of_the_named_documents() {
    let (numbers, problems) = read(
        "甘政办函,2018,21,letters/001-省财政厅,2018-02-13,已用\n\
         甘政办函,〔2018〕,22号,output\\letters\\002-甘肃省妇女联合会.pdf,,\n\
         甘政办发,2018年,7.0,bulletins/2018Q1,2018/5/4,used\n\
         甘政办函,2017,5,letters/003-兰州市,,已用\n\
         甘政办函,2018,23,letters/003-兰州市,,作废\n\
         甘政办函,2018,24,letters/099-撤销了的单位,,已用\n",
    );
    assert_eq!(problems, [""; 0]);
    let expected =
        [("letters/001-省财政厅", 21), ("letters/002-省妇联", 22), ("bulletins/2018Q1", 7)];
    let expected = expected.map(|(name, serial)| (name.to_owned(), serial));
    assert_eq!(serials(&numbers), BTreeMap::from(expected));
}

#[test]
fn the_paper_of_a_case_is_known_by_item_unit_form_and_day() {
    let registry = registry();
    let name = "cases/2-3.1/003-兰州市-挂牌督办通知书-2018-07-12";
    let document = Document::parse(&format!("output/{name}.pdf"), &registry).unwrap();
    let expected = Document::Case {
        item: "2-3.1".to_owned(),
        unit: unit(&registry, "兰州市"),
        form: CaseForm::Listing,
        date: jiff::civil::date(2018, 7, 12),
    };
    assert_eq!(document, expected);
    assert_eq!(document.name(&registry), name);
    for name in [
        "cases/2-3/003-兰州市-表扬-2018-07-12",
        "cases/2-3/003-兰州市-延期",
        "cases/003-兰州市-延期-2018-07-12",
        "cases/2-3/延期-2018-07-12",
    ] {
        assert_eq!(Document::parse(name, &registry), None, "{name}");
    }
}

#[test]
fn a_letter_is_known_by_its_units_name_before_its_code() {
    let registry = registry();
    let parse = |name| Document::parse(name, &registry);
    let letter = |name| Some(Document::Letter(unit(&registry, name)));
    // Units were inserted before it, so that codes given by position have moved.
    assert_eq!(parse("letters/001-兰州市"), letter("兰州市"));
    assert_eq!(parse("letters/003-兰州市政府"), letter("兰州市"));
    // It was renamed, and keeps the code that the registry gives it.
    assert_eq!(parse("letters/003-金城市"), letter("兰州市"));
    assert_eq!(parse("letters/077-金城市"), None);
    assert_eq!(parse("letters/各市州政府"), None);
    assert_eq!(parse("sheets/003-兰州市"), None);
    assert_eq!(parse("bulletins/一季度"), None);
}

#[test]
fn numbers_follow_the_highest_ever_used() {
    let registry = registry();
    let letter = |name| Document::Letter(unit(&registry, name));
    let (numbers, _) = read(
        "甘政办函,2018,21,letters/001-省财政厅,,已用\n\
         甘政办函,2018,30,letters/002-省妇联,,作废\n\
         甘政办函,2017,99,letters/002-省妇联,,已用\n\
         甘政办发,2018,55,bulletins/2018Q1,,已用\n",
    );
    let requests = [request(letter("省妇联")), request(letter("兰州市"))];
    let serials = |series, first| -> Vec<u32> {
        let drawn = numbers.draw(series, 2018, first, &requests).unwrap();
        drawn.into_iter().map(|drawn| drawn.number.serial).collect()
    };
    assert_eq!(serials("甘政办函", 21), [31, 32]);
    assert_eq!(serials(" 甘政办函", 1), [31, 32]);
    assert_eq!(serials("甘政办函", 100), [100, 101]);
    assert_eq!(serials("甘政办发", 1), [56, 57]);
    assert_eq!(serials("甘政督发", 1), [1, 2]);
    let fixed = [Request { serial: Some(30), ..request(letter("兰州市")) }];
    let error = numbers.draw("甘政办函", 2018, 1, &fixed).unwrap_err();
    assert_eq!(error.to_string(), "甘政办函〔2018〕30号已经用过，不能再给别的文件");
    let fixed =
        [Request { serial: Some(33), ..request(letter("兰州市")) }, request(letter("省妇联"))];
    let drawn = numbers.draw("甘政办函", 2018, 1, &fixed).unwrap();
    assert_eq!([drawn[0].number.serial, drawn[1].number.serial], [33, 34]);
}

#[test]
fn the_bulletin_of_a_year_has_a_number_of_the_next() {
    let (numbers, problems) = read("甘政办发,2019,7,bulletins/2018,2019-02-15,已用\n");
    assert!(problems.is_empty(), "{problems:?}");
    let number = numbers.of(&Document::parse("bulletins/2018", &registry()).unwrap());
    assert_eq!(number.map(|number| (number.year, number.serial)), Some((2019, 7)));
    let period = crate::period::Period::Year(2018);
    assert_eq!(period.year_of_issue(None), 2019);
    assert_eq!(period.year_of_issue(Some(jiff::civil::date(2018, 12, 30))), 2018);
}

#[test]
fn rows_that_contradict_each_other_print_no_number() {
    let (numbers, problems) = read(
        "甘政办函,2018,21,letters/001-省财政厅,,已用\n\
         甘政办函,2018,21,letters/002-省妇联,,已用\n\
         甘政办函,2018,22,letters/003-兰州市,,已用\n\
         甘政办函,2018,23,letters/003-兰州市,,已用\n",
    );
    assert_eq!(problems, ["3:11 F161", "5:14 F162"]);
    assert_eq!(serials(&numbers), BTreeMap::new());
    let (_, problems) = read(
        "甘政办函,18年度,1,letters/001-省财政厅,,已用\n\
         甘政办函,2018,〇,letters/001-省财政厅,,已用\n\
         甘政办函,2018,3,letters/001-省财政厅,,收回\n\
         甘政办函,2018,,letters/001-省财政厅,,已用\n\
         ,2018,4,letters/001-省财政厅,,已用\n",
    );
    assert_eq!(problems, ["2:6 F160", "3:11 F160", "4:31 F160", "5:11 F115", "6:1 F115"]);
}

/// Voids these serials of 甘政办函 of 2018 in a register.
fn voided(register: &[u8], serials: &[u32]) -> (Vec<u8>, Vec<u32>) {
    let source = SourceFile::decode(NUMBERS_FILE, register).unwrap();
    let number = |&serial: &u32| Number { series: "甘政办函".to_owned(), year: 2018, serial };
    let numbers: Vec<Number> = serials.iter().map(number).collect();
    let (bytes, voided) = void(register, &source, &numbers);
    (bytes, voided.into_iter().map(|number| number.serial).collect())
}

#[test]
fn voided_numbers_stay_in_the_register_and_all_else_is_as_it_was() {
    let register = "\u{feff}系列,年度,号,文件,日期,状态\r\n甘政办函,2018,1,letters/a,2018-02-24,已用\r\n\
                    甘政办函,2018,2,\"letters/b\",,\r\n甘政办函,2018,3,letters/c\r\n甘政办函,2018,4,d,,作废\r\n";
    let after = "\u{feff}系列,年度,号,文件,日期,状态\r\n甘政办函,2018,1,letters/a,2018-02-24,已用\r\n\
                 甘政办函,2018,2,\"letters/b\",,作废\r\n甘政办函,2018,3,letters/c,,作废\r\n甘政办函,2018,4,d,,作废\r\n";
    let (bytes, serials) = voided(register.as_bytes(), &[2, 3, 4, 9]);
    assert_eq!(String::from_utf8(bytes).unwrap(), after);
    assert_eq!(serials, [2, 3]);
}

#[test]
fn a_register_without_states_gets_them() {
    let (bytes, _) =
        voided("系列,年度,号,文件\n甘政办函,2018,1,\"a\"\n甘政办函,2018,2,b".as_bytes(), &[1]);
    let after = "系列,年度,号,文件,状态\n甘政办函,2018,1,\"a\",作废\n甘政办函,2018,2,b";
    assert_eq!(String::from_utf8(bytes).unwrap(), after);
}

#[test]
fn a_register_in_gbk_stays_one() {
    let register =
        encoding_rs::GB18030.encode("系列,年度,号,文件,状态\n甘政办函,2018,1,函,已用\n").0;
    let (bytes, _) = voided(&register, &[1]);
    let after = encoding_rs::GB18030.encode("系列,年度,号,文件,状态\n甘政办函,2018,1,函,作废\n").0;
    assert!(bytes == *after);
}

proptest! {
    #![proptest_config(cases(200))]

    /// Each line with content takes its number out of use, or a problem names it.
    #[test]
    fn every_row_is_kept_or_reported(
        lines in prop::collection::vec(
            "(甘政办函|甘政办发)?,(2018|2017|〔2018〕|甲)?,([0-3]|[1-3]号|甲|-1)?,(letters/00[1-4]-x|bulletins/2018Q1|信访件)?,(2018-02-13)?,(已用|作废|在办)?|[a-z,，合计附件3]{0,9}|甘政办函,2018,9,信访件,,,备注",
            0..14,
        ),
    ) {
        let (numbers, problems) = read(&(lines.join("\n") + "\n"));
        let told = problems.iter().filter_map(|problem| problem.split_once(':')?.0.parse().ok());
        let told: BTreeSet<usize> = told.collect();
        let rows = (2..).zip(&lines).filter(|(_, line)| line.chars().any(|c| c != ','));
        let silent: Vec<_> = rows.clone().filter(|(at, _)| !told.contains(at)).collect();
        let used: usize = numbers.used.values().map(BTreeSet::len).sum();
        prop_assert!(used >= silent.len() && used <= rows.count(), "{used} of {silent:?}");
        for (_, line) in silent {
            let cells: Vec<&str> = line.split(',').collect();
            let digits = |cell: &str| -> String { cell.chars().filter(char::is_ascii_digit).collect() };
            let key = (cells[0].to_owned(), digits(cells[1]).parse().unwrap());
            prop_assert!(numbers.used[&key].contains(&digits(cells[2]).parse().unwrap()), "{line}");
        }
    }
}
