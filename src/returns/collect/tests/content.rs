//! The content of the clean rows: figures without additions, words unchanged.

use super::{FILE, FIRST, Form, HEADER, ROWS, Result, Run, Val, collect};
use crate::input::formula_guard;
use crate::returns::form::Column;

#[test]
fn figures_are_plain_numbers_and_every_change_is_told() {
    let mut form = Form::new();
    form.put(0, Column::Value, Val::Percent(0.931))
        .type_in(0, Column::Status, "按计划推进")
        .type_in(1, Column::Value, "３．２万户")
        .put(1, Column::Percent, Val::Number(27.5))
        .type_in(2, Column::Value, "15,200户")
        .type_in(3, Column::Value, "12.50")
        .type_in(3, Column::Percent, "暂无")
        .type_in(4, Column::Percent, "100%");
    let result = collect(&form);
    assert_eq!(
        result.rows(),
        [
            "2018-06,1-1,1,兰州市,93.1,%,,达到序时,,,,张三,2018-07-05",
            "2018-06,2-1,1,兰州市,3.2,万户,27.5,,,,,张三,2018-07-05",
            "2018-06,2-1,2,兰州市,1.52,万户,,,,,,张三,2018-07-05",
            "2018-06,2-2,1,兰州市,12.5,万亩,暂无,,,,,张三,2018-07-05",
            "2018-06,2-3,1,兰州市,,,100,,,,,张三,2018-07-05",
        ]
    );
    assert_eq!(
        result.corrected(),
        [
            "进展报送!I6 93.1% → 93.1",
            "进展报送!K6 按计划推进 → 达到序时",
            "进展报送!G3 2018年7月5日 → 2018-07-05",
            "进展报送!I7 ３．２万户 → 3.2",
            "进展报送!I8 15,200户 → 1.52",
            "进展报送!I9 12.50 → 12.5",
            "进展报送!J10 100% → 100",
        ]
    );
    assert_eq!((result.report().taken, result.report().refused), (5, 0));
    assert!(result.told().is_empty(), "{:?}", result.told());
}

#[test]
fn a_units_own_words_are_kept_to_the_letter() {
    let words = [
        " 首行缩进\n第二行，有“引号”和\"引号\" ",
        "=SUM(A1:A2)",
        "-3项未完成；@某人，+1",
        "无",
        "\t制表符　全角空格，逗号,分号;\r\n回车",
    ];
    let mut form = Form::new();
    for (row, words) in words.iter().enumerate() {
        form.type_in(row, Column::Progress, words);
    }
    let result = collect(&form);
    let mut reader =
        csv::Reader::from_reader(result.files[FILE].trim_start_matches('\u{feff}').as_bytes());
    let written: Vec<String> = reader.records().map(|row| row.unwrap()[8].to_owned()).collect();
    // No spreadsheet calculates them.
    let marks: Vec<bool> = written.iter().map(|cell| cell.starts_with('\'')).collect();
    assert_eq!(marks, [false, true, true, false, true]);
    let kept: Vec<&str> = written.iter().map(|cell| formula_guard::words(cell)).collect();
    assert_eq!(kept, words);
    assert!(result.report().corrections.len() == 1, "{:?}", result.corrected());
}

#[test]
fn what_was_written_is_read_as_the_same_and_nothing_is_written_twice() {
    let mut form = Form::filled();
    form.type_in(1, Column::Value, "约3.2万户").type_in(2, Column::Value, "—").type_in(
        3,
        Column::Progress,
        " 多行\n文字 ",
    );
    let first = collect(&form);
    let again = Run { existing: vec![(FILE, first.files[FILE].clone())], ..Run::default() }
        .collect(&[("b.xlsx", form.bytes())]);
    assert_eq!(again.report().unchanged, 5);
    assert_eq!(again.report().taken, 0);
    assert!(again.files.is_empty());
    // The CSV itself is a table of returns too.
    let copy = Run::default().collect(&[("c.csv", first.files[FILE].clone().into_bytes())]);
    assert_eq!(copy.files, first.files);
    assert!(copy.report().corrections.is_empty(), "{:?}", copy.corrected());
}

#[test]
fn a_row_without_a_target_keeps_its_own_measure() {
    let mut form = Form::new();
    form.type_in(4, Column::Value, "3.2万人次");
    assert_eq!(collect(&form).rows(), ["2018-06,2-3,1,兰州市,3.2,万人次,,,,,,张三,2018-07-05"]);
}

#[test]
fn a_table_of_several_units_goes_to_several_files() {
    let table =
        "期间,编号,单位,进展情况\n2018Q2,2-3,兰州市人民政府,甲\n2018年一季度,2-3,省住建厅,乙\n";
    let result = Run::default().collect(&[("表.csv", table.as_bytes().to_vec())]);
    assert_eq!(
        told_rows(&result),
        [
            "seeds/progress/2018-03-002-省建设厅.csv 2018-03,2-3,1,省建设厅,,,,,乙,,,,",
            "seeds/progress/2018-06-003-兰州市.csv 2018-06,2-3,1,兰州市,,,,,甲,,,,",
        ]
    );
}

#[test]
fn a_table_that_does_not_say_whose_it_is_goes_by_the_command() {
    let table = "编号,完成值,进展情况\n2-3,3.2万户,甲\n";
    let files = [("表.csv", table.as_bytes().to_vec())];
    let mut run = Run { units: vec!["兰州市"], ..Run::default() };
    let result = run.collect(&files);
    assert!(result.files.is_empty());
    assert_eq!(
        result.told(),
        [
            "G168 第1行第1列 没有写明单位，按命令中给出的作兰州市",
            "G106 第1行第1列 没有“期间”列，表格上方也没有写明报送期间，1行未收",
        ]
    );
    run.period = Some("2018Q2");
    let result = run.collect(&files);
    assert_eq!(
        told_rows(&result),
        ["seeds/progress/2018-06-003-兰州市.csv 2018-06,2-3,1,兰州市,3.2,万户,,,甲,,,,"]
    );
    assert_eq!(
        result.told(),
        [
            "G168 第1行第1列 没有写明单位，按命令中给出的作兰州市",
            "G168 第1行第1列 没有写明期间，按命令中给出的作2018-06",
        ]
    );
    // With several units, the right one cannot be known.
    run.units = vec!["兰州市", "省建设厅"];
    assert!(run.collect(&files).files.is_empty());
}

#[test]
fn what_a_table_says_itself_counts_before_the_command() {
    let table = "期间,编号,单位,进展情况\n2018-03,2-3,兰州市,甲\n,2-3,,乙\n";
    let run = Run { units: vec!["兰州市"], period: Some("2018-03"), ..Run::default() };
    let result = run.collect(&[("表.csv", table.as_bytes().to_vec())]);
    assert_eq!(
        told_rows(&result),
        ["seeds/progress/2018-03-003-兰州市.csv 2018-03,2-3,1,兰州市,,,,,甲,,,,"]
    );
    assert_eq!(
        result.told(),
        ["F115 第3行第1列 “期间”不能为空，本行未收", "F115 第3行第6列 “单位”不能为空，本行未收",]
    );
}

fn told_rows(result: &Result) -> Vec<String> {
    let files = result.files.iter();
    files
        .map(|(name, text)| format!("{name} {}", text.strip_prefix(HEADER).unwrap().trim_end()))
        .collect()
}

#[test]
fn forms_of_all_versions_are_read_alike_however_their_rows_are_sorted() {
    let sorted = |version: u32, order: &[usize]| {
        let mut form = Form::of_version(version);
        for row in 0..ROWS.len() {
            form.type_in(row, Column::Progress, &format!("进展{row}"));
            form.type_in(row, Column::Problems, &format!("问题{row}"));
        }
        let rows: Vec<_> = order.iter().map(|&row| form.grid[FIRST + row].clone()).collect();
        form.grid.splice(FIRST.., rows);
        let result = collect(&form);
        assert_eq!(result.told(), [""; 0], "{version} {order:?}");
        let mut lines: Vec<_> = result.files[FILE].lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let expected = sorted(1, &[0, 1, 2, 3, 4]);
    for version in [1, 2] {
        for order in [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 4, 1, 0, 3]] {
            assert_eq!(sorted(version, &order), expected, "{version} {order:?}");
        }
    }
}

#[test]
fn a_form_without_its_header_is_read_by_the_layout_of_its_version() {
    for version in [1, 2] {
        let mut form = Form::of_version(version);
        form.type_in(0, Column::Value, "93.1").type_in(1, Column::Progress, "已开工");
        for (row, measure) in ["%", "万户", "万户", "万亩"].into_iter().enumerate() {
            form.type_in(row, Column::Measure, measure);
        }
        form.grid.remove(FIRST - 1);
        let result = collect(&form);
        let file = &result.files[FILE];
        assert!(file.contains("2018-06,1-1,1,兰州市,93.1,"), "{version} {file}");
        assert!(file.contains(",已开工,"), "{version} {file}");
    }
}
