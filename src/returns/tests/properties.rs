//! Random returns: what doubts, verified figures and minorities may change.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;

use super::{HEADER, read, read_in, rows};
use crate::returns::{Field, VERIFIED_FILE};
use crate::sample::{Province, cases};

const CITIES: [&str; 4] = ["甲市", "乙市", "丙市", "丁市"];

/// A province with an amount that is divided, a rate and an item without a target.
fn province() -> Province {
    let province = Province::new()
        .unit("省建设厅", "组成部门")
        .units("市州", CITIES)
        .group("各市州政府", "市州")
        .indicator(1, "投资增长6%。", |item| {
            item.lead("省建设厅").implement("各市州政府").target("投资增长 = 6 %")
        })
        .task(1, "新增就业40万人。", |item| {
            item.lead("省建设厅").implement("各市州政府").target("新增就业 = 40 万人")
        })
        .task(2, "办好博览会。", |item| item.lead("省建设厅").implement("各市州政府"));
    CITIES.into_iter().fold(province, |province, city| province.part("2-1", 1, city, "10"))
}

/// A row of a unit: item, month, figure, percentage.
fn row() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["省建设厅", "甲市", "乙市", "丙市", "丁市"]);
    let item = prop::sample::select(vec!["1-1", "2-1", "2-2"]);
    let figure = prop_oneof![
        Just(String::new()),
        (-50i32..2000).prop_map(|tenths| format!("{}", f64::from(tenths) / 10.0)),
        Just("102.1".to_owned()),
        Just("219000".to_owned()),
    ];
    let percent = prop_oneof![Just(String::new()), (-10i32..400).prop_map(|all| all.to_string())];
    let own = prop::sample::select(vec!["", "完成", "滞后", "严重滞后"]);
    let day =
        prop::sample::select(vec!["", "2018-07-04", "2018-04-05", "2017-07-04", "2081-07-04"]);
    (prop::sample::select(vec![3, 6]), unit, item, figure, percent, own, day).prop_map(
        |(month, unit, item, figure, percent, own, day)| {
            format!("2018-{month:02},{item},1,{unit},{figure},,{percent},{own},,,,,{day}\n")
        },
    )
}

proptest! {
    #![proptest_config(cases(64))]

    /// A doubt leaves the statements as they were reported: it only keeps them from being used.
    #[test]
    fn doubts_take_figures_away_and_change_none(rows in prop::collection::vec(row(), 0..20)) {
        let read = read_in(&province(), &[("a.csv", format!("{HEADER}{}", rows.concat()))]);
        for report in read.progress.months.values().flat_map(|returns| returns.values()) {
            if report.defect(Field::Value).is_none() {
                prop_assert_eq!(report.usable_value(), report.value);
            } else {
                prop_assert_eq!(report.usable_value(), None);
            }
            for defect in &report.defects {
                prop_assert!(defect.source.place().file.ends_with("a.csv"), "{:?}", defect);
            }
        }
    }

    /// What the office verifies is used, whatever was reported and doubted.
    #[test]
    fn verified_figures_win(rows in prop::collection::vec(row(), 0..20), tenths in 0u32..200) {
        let figure = f64::from(tenths) / 10.0;
        let verified = format!(
            "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n2018-06,2-1,1,甲市,{figure},,函,张三,2018-07-20\n"
        );
        let files = [
            ("a.csv", format!("{HEADER}{}", rows.concat())),
            (VERIFIED_FILE, verified),
        ];
        let read = read_in(&province(), &files);
        let june = read.progress.months.iter().find(|(month, _)| month.number() == 6).unwrap().1;
        let ours = june.values().find(|report| report.verified.is_some()).unwrap();
        prop_assert_eq!(ours.usable_value(), Some(figure.to_string().parse().unwrap()));
        prop_assert!(ours.defects.is_empty());
    }

    /// Rows of one unit for a later month do not make that month the newest.
    #[test]
    fn a_minority_does_not_move_the_newest_period(
        later in 7u8..=12,
        rows in prop::collection::vec((prop::sample::select(vec!["1-1", "2-2"]), 0u8..100), 1..4),
    ) {
        let june = CITIES.map(|city| format!("2018-06,1-1,1,{city},6,,,,,,,,2018-07-04\n")).concat();
        let minority = rows.iter().map(|(item, percent)| {
            format!("2018-{later:02},{item},1,甲市,,,{percent},,,,,,2019-01-10\n")
        });
        let text = format!("{HEADER}{june}{}", minority.collect::<String>());
        let read = read_in(&province(), &[("a.csv", text)]);
        prop_assert_eq!(read.progress.newest().map(|month| month.number()), Some(6));
    }
}

/// Returns an old workbook (BIFF8) with the cells of lines as texts.
fn old_workbook<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<u8> {
    let record = |kind: u16, fields: &[u8]| {
        let size = u16::try_from(fields.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), fields].concat()
    };
    let begin = |kind: u16| {
        let mut fields = [0x0600u16.to_le_bytes(), kind.to_le_bytes()].concat();
        fields.resize(16, 0);
        record(0x0809, &fields)
    };
    let text = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let count = u16::try_from(units.len()).unwrap().to_le_bytes();
        let units = units.into_iter().flat_map(u16::to_le_bytes);
        count.into_iter().chain([1]).chain(units).collect()
    };
    let mut sheet = begin(0x0010);
    for (row, line) in (0u16..).zip(lines) {
        for (column, cell) in (0u16..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            let place = [row.to_le_bytes(), column.to_le_bytes(), [0; 2]].concat();
            sheet.extend(record(0x0204, &[place, text(cell)].concat()));
        }
    }
    sheet.extend(record(0x000A, &[]));
    // The place of the sheet, its visibility and kind, its name.
    let bound = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0, b'a']].concat());
    let end = record(0x000A, &[]);
    let globals = begin(0x0005);
    let at = u32::try_from(globals.len() + bound(0).len() + end.len()).unwrap();
    let stream = [globals, bound(at), end, sheet].concat();
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

proptest! {
    #![proptest_config(cases(128))]

    /// Each line with content below the header, in a CSV or a workbook of either kind, is counted once: as read, or with the reason why
    /// not.
    #[test]
    fn every_line_is_counted(
        lines in prop::collection::vec(
            "2018-0[1-7],[12]-[1-4],[12]?,(兰州市|省财政厅|白银市|合计|)?,[0-9.万-]{0,4},,(50%|甲)?,(完成|滞后|乙)?,[a-z]{0,3},,,,(2018-07-0[1-9])?|[a-z,、：:附注合计3]{0,12}|零报告,,,省财政厅,,,,,零报告,,,,",
            0..12,
        ),
    ) {
        let with_content = lines.iter().filter(|line| line.chars().any(|c| c != ',')).count();
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(std::iter::once(HEADER.trim_end()).chain(lines.iter().map(String::as_str))) {
            for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        let book = book.save_to_buffer().unwrap();
        let table = std::iter::once(HEADER.trim_end()).chain(lines.iter().map(String::as_str));
        let old = old_workbook(table);
        let texts = rows(&(lines.join("\n") + "\n"));
        for read in [texts, read(&[("a.xlsx", book)]), read(&[("a.xls", old)])] {
            prop_assert_eq!(read.progress.tally.rows, with_content, "{:?}", lines);
            let told = read.told().len();
            prop_assert!(read.progress.tally.left_out == 0 || told > 0);
        }
    }
}
