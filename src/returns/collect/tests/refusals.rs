//! Files and rows that are refused by name.

use super::{FILE, FIRST, Form, HEADER, Run, Val, collect, place};
use crate::period::Month;
use crate::returns::form::{Column, label};

fn refused(form: &Form) -> Vec<String> {
    let result = collect(form);
    assert!(result.files.is_empty(), "{:?}", result.files);
    assert!(result.report().rejected);
    assert!(result.report().claim.is_some());
    result.told()
}

#[test]
fn another_unit_or_period_than_asked_for() {
    let file = [("a.xlsx", Form::filled().bytes())];
    let other_period = Run { period: Some("2018-03"), ..Run::default() }.collect(&file);
    assert_eq!(
        other_period.told(),
        ["G162 第0行 兰州市2018年6月的报送表，本次收2018年3月，整份未收"]
    );
    let other_unit = Run { units: vec!["省教育厅"], ..Run::default() }.collect(&file);
    assert_eq!(
        other_unit.told(),
        ["G162 第0行 兰州市2018年6月的报送表，本次收省教育厅的，整份未收"]
    );
    let asked =
        Run { period: Some("2018Q2"), units: vec!["兰州市"], ..Run::default() }.collect(&file);
    assert_eq!(asked.rows().len(), 5);
}

#[test]
fn lines_and_key_contradict_each_other() {
    let mut form = Form::filled();
    form.grid[1][1] = Val::Text(format!("{}省教育厅", label::UNIT));
    assert_eq!(
        refused(&form),
        ["G162 进展报送!B2 兰州市2018年6月的报送表，表头却写省教育厅，整份未收"]
    );
    let mut form = Form::filled();
    form.grid[1][3] = Val::Text(format!("{}2018年5月", label::PERIOD));
    assert_eq!(
        refused(&form),
        ["G162 进展报送!D2 兰州市2018年6月的报送表，表头却写2018年5月，整份未收"]
    );
    form.key = None;
    assert_eq!(
        refused(&form),
        ["G162 进展报送!A6 兰州市2018年6月的报送表，表头却写2018年5月，整份未收"]
    );
}

#[test]
fn the_title_the_lines_and_the_name_vote_about_the_period() {
    let mut form = Form::filled();
    form.grid[0][1] = Val::Text("2018年5月重点工作进展情况报送表".to_owned());
    let result = collect(&form);
    assert_eq!(result.rows().len(), 5);
    assert_eq!(
        result.told(),
        ["G204 进展报送!B1 标题是2018-05，识别码是2018-06、报送期间是2018-06，按2018-06读入"]
    );
    // Without a key, one reading is as good as the other.
    form.key = None;
    for row in &mut form.grid[FIRST..] {
        row[0] = Val::Text(String::new());
    }
    let result = collect(&form);
    assert!(result.files.is_empty());
    assert_eq!(
        result.told(),
        ["G205 进展报送!B1 报送期间是2018-06，标题是2018-05，不能确定是哪一期的，5行未收"]
    );
    // The office says which.
    let asked = Run { period: Some("2018-06"), ..Run::default() };
    let result = asked.collect(&[("a.xlsx", form.bytes())]);
    assert_eq!(result.rows().len(), 5);
    assert!(result.told()[0].starts_with("G204"), "{:?}", result.told());
}

#[test]
fn another_year_or_a_later_form_or_an_unknown_unit() {
    let mut form = Form::filled();
    form.key.as_mut().unwrap().period = Month::new(2017, 6).unwrap();
    form.grid[0].clear();
    form.grid[1][3] = Val::Text(format!("{}2017年6月", label::PERIOD));
    for (row, key) in form.grid[FIRST..].iter_mut().zip(form.key.as_ref().unwrap().row_keys()) {
        row[0] = Val::Text(key.to_string());
    }
    assert_eq!(refused(&form), ["G162 第0行 兰州市2017年6月的报送表，本年度是2018年，整份未收"]);
    let mut form = Form::filled();
    form.key.as_mut().unwrap().version = 3;
    assert_eq!(
        refused(&form),
        ["G162 duban 兰州市2018年6月的报送表，版本是3，本程序只认到2，整份未收"]
    );
    let mut form = Form::filled();
    form.key.as_mut().unwrap().code = "099".to_owned();
    assert_eq!(
        refused(&form),
        ["G162 duban 兰州市2018年6月的报送表，单位代码“099”不在单位名录中，整份未收"]
    );
}

#[test]
fn rows_of_another_form_under_this_ones_key() {
    let mut form = Form::filled();
    form.grid.drain(..FIRST - 1);
    form.key.as_mut().unwrap().code = "001".to_owned();
    form.key.as_mut().unwrap().unit = "省教育厅".to_owned();
    assert_eq!(
        refused(&form),
        ["G162 进展报送!A2 省教育厅2018年6月的报送表，各行的识别码却是兰州市2018年6月的，整份未收"]
    );
}

#[test]
fn words_that_belong_to_no_item() {
    let mut form = Form::filled();
    let mut stray = vec![Val::Text(String::new()); Column::ALL.len()];
    stray[place(Column::Progress)] = Val::Text("不知是哪项的进展".to_owned());
    form.grid.push(stray);
    let result = collect(&form);
    assert_eq!((result.rows().len(), result.report().refused), (5, 1));
    assert_eq!(
        result.told(),
        ["G163 进展报送!L11 “不知是哪项的进展”没有编号和事项，不知是哪一项，本行未收"]
    );
}

#[test]
fn a_row_that_was_copied_from_another_form() {
    let mut form = Form::filled();
    form.type_in(4, Column::Key, "DB1.2018-06.002.2-3.1");
    form.type_in(3, Column::Key, "DB1.2018-05.003.2-2.1");
    let result = collect(&form);
    assert_eq!(result.rows().len(), 3);
    assert_eq!(
        result.told(),
        [
            "G163 进展报送!A9 本行的识别码是兰州市2018年5月的，本行未收",
            "G163 进展报送!A10 本行的识别码是省建设厅2018年6月的，本行未收",
        ]
    );
}

#[test]
fn rows_that_contradict_each_other() {
    let mut form = Form::filled();
    let mut again = form.grid[FIRST + 3].clone();
    again[place(Column::Progress)] = Val::Text("另一种说法".to_owned());
    form.grid.push(again);
    let same = form.grid[FIRST].clone();
    form.grid.push(same);
    let result = collect(&form);
    let both = ["2-2.1 进展3", "2-3.1 进展4", "2-2.1 另一种说法"];
    assert_eq!(result.progress()[3..], both);
    assert_eq!((result.report().refused, result.report().unchanged), (0, 1));
    let told = "填的都是任务2（新增种植面积60万亩）而内容不同，均照原样记下，核清前不作评价";
    assert_eq!(
        result.told(),
        [
            format!("G164 进展报送!A9 与第11行{told}"),
            format!("G164 进展报送!A11 与第9行{told}"),
            "G131 进展报送!I12 本行与第6行相同，只计一次".to_owned(),
        ]
    );
    // Nothing is new the second time, and one row in place of the two settles it.
    let existing = || vec![(FILE, result.files[FILE].clone())];
    let again = Run { existing: existing(), ..Run::default() };
    let again = again.collect(&[("a.xlsx", form.bytes())]);
    assert!(again.files.is_empty() && again.report().refused == 0, "{:?}", again.told());
    form.grid.truncate(FIRST + 5);
    for settled in ["进展3", "第三种说法"] {
        form.type_in(3, Column::Progress, settled);
        let run = Run { existing: existing(), ..Run::default() };
        let result = run.collect(&[("a.xlsx", form.bytes())]);
        let rows = result.progress();
        let rows: Vec<_> = rows.iter().filter(|row| row.starts_with("2-2")).collect();
        assert_eq!(rows, [&format!("2-2.1 {settled}")], "{:?}", result.told());
    }
}

#[test]
fn a_bad_cell_is_written_down_as_typed_and_falls_out_alone() {
    let mut form = Form::filled();
    form.type_in(0, Column::Value, "九十左右吧").type_in(1, Column::Status, "红灯").type_in(
        2,
        Column::Value,
        "5-6",
    );
    let result = collect(&form);
    assert_eq!(
        result.progress(),
        ["1-1.1 进展0", "2-1.1 进展1", "2-1.2 进展2", "2-2.1 进展3", "2-3.1 进展4"]
    );
    assert_eq!(result.report().refused, 0);
    assert!(result.report().problems.has_errors());
    assert!(
        result.told().iter().any(|told| told.starts_with("G126 进展报送!K7")),
        "{:?}",
        result.told()
    );
    let text = result.rows().join("\n");
    for typed in ["九十左右吧", "红灯", "5-6"] {
        assert!(text.contains(typed), "{typed}: {text}");
    }
}

#[test]
fn what_is_no_return_is_refused() {
    for (name, bytes) in [
        ("空.csv", &b""[..]),
        ("坏.xlsx", b"PK\x03\x04 cut off"),
        ("说明.txt", "无关的文字".as_bytes()),
    ] {
        let result = Run::default().collect(&[(name, bytes.to_vec())]);
        assert!(result.report().problems.has_errors(), "{name}");
        assert!(result.report().rejected, "{name}");
        assert!(result.files.is_empty(), "{name}");
    }
}

#[test]
fn a_text_with_too_many_cells_is_told_once() {
    let text = "编号,进展情况\n".to_owned() + &"1,".repeat(2_000_001);
    let result = Run::default().collect(&[("大.csv", text.into_bytes())]);
    assert!(result.report().rejected);
    assert_eq!(
        result.told(),
        ["F105 第0行 文件“大.csv”中的单元格超过200万个，疑似损坏或恶意文件，未读入"]
    );
}

#[test]
fn several_forms_in_one_file_are_named() {
    let (mut form, other) = (Form::filled(), Form::filled());
    let key = other.key.unwrap();
    let second = crate::returns::form::FormKey {
        code: "001".to_owned(),
        unit: "省教育厅".to_owned(),
        ..key
    };
    form.second_key = Some(second);
    assert_eq!(
        refused(&form),
        ["G162 duban2 文件里有不止一份报送表（兰州市2018年6月、省教育厅2018年6月），整份未收"]
    );
}

/// The returns of 兰州市 for May: a figure of its own in every row but the last two, which are alike.
fn may() -> Vec<(&'static str, String)> {
    let rows = [
        "1-1,1,兰州市,91.5,%,",
        "2-1,1,兰州市,3.25,万户,",
        "2-1,2,兰州市,1.2,万户,",
        "2-2,1,兰州市,20,万亩,",
        "2-3,1,兰州市,,,20",
    ];
    let rows = rows.map(|row| format!("2018-05,{row},,进展,,,李四,2018-06-05\n"));
    vec![("seeds/progress/2018-05.csv", format!("{HEADER}{}", rows.concat()))]
}

/// 上期累计 of the rows, as the form shows it.
const LAST: [&str; 5] = ["91.5", "3.25", "1.2", "20", "20%"];

fn with_last(last: [&str; 5]) -> Form {
    let mut form = Form::filled();
    for (row, figure) in last.into_iter().enumerate() {
        if !figure.is_empty() {
            form.type_in(row, Column::Last, &format!("{figure}\n（5月）"));
        }
    }
    form
}

#[test]
fn a_row_with_the_last_figure_of_another_is_refused() {
    let run = || Run { existing: may(), ..Run::default() };
    let taken = |form: &Form| {
        let result = run().collect(&[("a.xlsx", form.bytes())]);
        let rows = result.files.get(FILE).map(|_| result.progress()).unwrap_or_default();
        let told = result.told().into_iter().filter(|told| told.starts_with("G20"));
        (rows, told.collect::<Vec<_>>())
    };
    let all = ["1-1.1 进展0", "2-1.1 进展1", "2-1.2 进展2", "2-2.1 进展3", "2-3.1 进展4"];
    let (rows, told) = taken(&with_last(LAST));
    assert_eq!((rows, told), (all.map(str::to_owned).to_vec(), Vec::<String>::new()));

    // Two rows whose figures changed places; with hidden keys and without.
    let mut swapped = with_last(["3.25", "91.5", "1.2", "20", "20%"]);
    let (rows, told) = taken(&swapped);
    assert_eq!(rows, all[2..]);
    let block = |lines: &str, rows: usize, mark: &str| {
        [format!(
            "G202 进展报送!H6 第{lines}行中有{rows}行的{mark}、上期累计不是同一项的，疑似只对部分列排过序，\
             不能确定各行填的是哪一项，{rows}行未收"
        )]
    };
    assert_eq!(told, block("6至7", 2, "识别码"));
    for row in 0..5 {
        swapped.type_in(row, Column::Key, "");
    }
    swapped.key = None;
    let (rows, told) = taken(&swapped);
    assert_eq!(rows, all[2..]);
    assert_eq!(told, block("6至7", 2, "编号"));

    // All of them moved down by one: the first, which shows nothing now, has moved with the others.
    let (rows, told) = taken(&with_last(["", "91.5", "3.25", "1.2", "20"]));
    assert_eq!(rows, Vec::<String>::new());
    assert_eq!(told, block("6至10", 5, "识别码"));

    // One row alone.
    let (rows, told) = taken(&with_last(["91.5", "3.25", "1.2", "91.5", "20%"]));
    assert_eq!(rows, [all[0], all[1], all[2], all[4]]);
    let alone = "G200 进展报送!H9 识别码是2-2，上期累计是1-1，不能确定填的是哪一项，本行未收";
    assert_eq!(told, [alone]);

    // A figure that was corrected since, or typed over, is no other item's.
    let (rows, told) = taken(&with_last(["90", "3.25", "1.2", "20", "20%"]));
    assert_eq!((rows.len(), told), (5, Vec::new()));
    let mut typed = with_last(LAST);
    typed.type_in(0, Column::Last, "3.25");
    assert_eq!(taken(&typed).0.len(), 5);
}

#[test]
fn a_file_named_after_another_unit_is_taken_with_a_doubt() {
    let doubt = "文件名写的是省教育厅，表中是兰州市的，按兰州市收";
    for (name, doubted) in [
        ("收件/003-省教育厅-2018-06.xlsx", true),
        ("甘肃省教育厅.xlsx", true),
        ("省教育厅（兰州市）.xlsx", false),
        ("兰州市报省教育厅.xlsx", false),
        ("报省教育厅.xlsx", false),
        ("省教育厅关于报送进展的附件.xlsx", false),
        ("收件/省教育厅/a.xlsx", false),
    ] {
        let result = Run::default().collect(&[(name, Form::filled().bytes())]);
        assert_eq!(result.rows().len(), 5, "{name}");
        let told = result.told();
        assert_eq!(told.iter().any(|told| told.ends_with(doubt)), doubted, "{name}: {told:?}");
    }
}

#[test]
fn two_numbers_of_targets_that_changed_places_cost_only_their_rows() {
    let mut form = Form::filled();
    let goals = [
        "义务教育巩固率：92.8%",
        "危房改造：11.64万户",
        "贫困户危房改造：3.97万户",
        "新增种植面积：60万亩",
        "—",
    ];
    for (row, goal) in goals.into_iter().enumerate() {
        form.type_in(row, Column::Goal, goal);
    }
    form.type_in(1, Column::Target, "2").type_in(2, Column::Target, "1");
    for keyed in [true, false] {
        if !keyed {
            form.key = None;
            for row in 0..5 {
                form.type_in(row, Column::Key, "");
            }
        }
        let result = collect(&form);
        assert_eq!(result.progress(), ["1-1.1 进展0", "2-2.1 进展3", "2-3.1 进展4"]);
        let told = result.told();
        assert_eq!(told.iter().filter(|told| told.starts_with("G200")).count(), 2, "{told:?}");
    }
}

#[test]
fn a_column_of_the_month_alone_is_not_the_cumulative_one() {
    let mut form = Form::filled();
    form.type_in(1, Column::Value, "3.5");
    form.grid[FIRST - 1][place(Column::Value)] = Val::Text("当月完成数".to_owned());
    let result = collect(&form);
    assert!(result.rows()[1].starts_with("2018-06,2-1,1,兰州市,,"), "{:?}", result.rows());
    let told = result.told();
    assert!(told.iter().any(|told| told.contains("当月完成数")), "{told:?}");
}
