//! Changes that people make to a form before they send it back.

use super::{FIRST, Form, ROWS, Run, Val, collect, place};
use crate::returns::form::{Column, SIGNATURE};

const ALL: [&str; 5] = ["1-1.1 进展0", "2-1.1 进展1", "2-1.2 进展2", "2-2.1 进展3", "2-3.1 进展4"];

#[test]
fn a_form_as_it_was_handed_out() {
    let result = collect(&Form::filled());
    assert_eq!(result.progress(), ALL);
    assert!(result.told().is_empty(), "{:?}", result.told());
    assert!(result.report().missing.is_empty());
}

#[test]
fn the_sheet_is_renamed() {
    let mut form = Form::filled();
    form.sheet = "Sheet1 (2)";
    assert_eq!(collect(&form).progress(), ALL);
}

#[test]
fn the_sheet_of_the_key_is_deleted() {
    let mut form = Form::filled();
    form.key = None;
    assert_eq!(collect(&form).progress(), ALL);
}

#[test]
fn the_column_of_keys_is_deleted() {
    let mut form = Form::filled();
    for row in &mut form.grid {
        row.remove(0);
    }
    assert_eq!(collect(&form).progress(), ALL);
}

#[test]
fn all_lines_above_the_table_are_deleted() {
    let mut form = Form::filled();
    form.grid.drain(..FIRST - 1);
    let result = collect(&form);
    let row = "2018-06,1-1,1,兰州市,,,,,进展0,,,,";
    assert_eq!(result.rows()[0], row);
    assert_eq!(result.rows().len(), 5);
    // The keys of the rows alone are enough, without that of the sheet.
    form.key = None;
    assert_eq!(collect(&form).rows()[0], row);
}

#[test]
fn lines_above_the_table_are_retyped_beyond_recognition() {
    let mut form = Form::filled();
    form.grid[0] = vec![Val::Text(String::new())];
    form.grid[1] = vec![Val::Text("填报单位：我市　报送期间：上个月".to_owned())];
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(
        result.told(),
        [
            "G161 进展报送!A2 期间“上个月”无法识别，按报送表的识别信息作2018-06",
            "G161 进展报送!A2 单位“我市”无法识别，按报送表的识别信息作兰州市",
        ]
    );
}

#[test]
fn ids_are_wiped_out_or_taken_for_dates() {
    let mut form = Form::filled();
    form.type_in(0, Column::Item, "1月1日").type_in(1, Column::Item, "").type_in(
        3,
        Column::Item,
        "？",
    );
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(
        result.told(),
        [
            "G201 进展报送!B9 编号“？”与任务2（新增种植面积60万亩）的不同，未采用，按其余各列作任务2（新增种植面积60万亩）读入"
        ]
    );
    assert_eq!(
        result.corrected(),
        [
            "进展报送!B6 1月1日 → 1-1",
            "进展报送!G3 2018年7月5日 → 2018-07-05",
            "进展报送!B9 ？ → 2-2",
        ]
    );
}

#[test]
fn columns_are_moved() {
    let mut form = Form::filled();
    for row in &mut form.grid[FIRST - 1..] {
        row.reverse();
    }
    assert_eq!(collect(&form).progress(), ALL);
}

#[test]
fn titles_are_retyped() {
    let mut form = Form::filled();
    form.put(0, Column::Value, Val::Number(93.5));
    let header = &mut form.grid[FIRST - 1];
    header[place(Column::Value)] = Val::Text("到底干了多少".to_owned());
    header[place(Column::Progress)] = Val::Text("工作推进情况（200字）".to_owned());
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert!(result.rows()[0].starts_with("2018-06,1-1,1,兰州市,93.5,%,"));
    assert_eq!(
        result.told(),
        ["G161 进展报送!I5 列名“到底干了多少”无法识别，按报送表的次序作“完成值”列读入"]
    );
}

#[test]
fn nearly_all_titles_are_retyped() {
    let mut form = Form::filled();
    let header = &mut form.grid[FIRST - 1];
    for (at, title) in header.iter_mut().enumerate() {
        let kept = [Column::Item, Column::Text, Column::Status].map(place);
        if !kept.contains(&at) {
            *title = Val::Text(format!("第{at}列"));
        }
    }
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(result.told().iter().filter(|told| told.starts_with("G161")).count(), 9);
}

#[test]
fn whole_rows_are_sorted() {
    let mut form = Form::filled();
    form.grid[FIRST..].reverse();
    let mut expected = ALL;
    expected.reverse();
    let result = collect(&form);
    assert_eq!(result.progress(), expected);
    assert!(result.told().is_empty(), "{:?}", result.told());
}

#[test]
fn only_the_visible_columns_are_sorted() {
    let mut form = Form::filled();
    let keys: Vec<Val> = form.grid[FIRST..].iter().map(|row| row[0].clone()).collect();
    form.grid[FIRST..].reverse();
    for (row, key) in form.grid[FIRST..].iter_mut().zip(keys) {
        row[0] = key;
    }
    let result = collect(&form);
    // The row in the middle is in its old place.
    assert_eq!(result.progress(), [ALL[2]]);
    assert_eq!(
        result.told(),
        [
            "G202 进展报送!B6 第6至10行中有4行的识别码、编号、事项内容不是同一项的，疑似只对部分列排过序，不能确定各行填的是哪一项，4行未收"
        ]
    );
    assert_eq!(result.report().refused, 4);
    assert!(result.report().missing.is_empty());
}

#[test]
fn only_what_was_filled_in_and_the_ids_are_sorted() {
    let mut form = Form::filled();
    form.type_in(0, Column::Item, "2-2").type_in(3, Column::Item, "1-1");
    let result = collect(&form);
    assert_eq!(result.progress(), [ALL[1], ALL[2], ALL[4]]);
    assert_eq!(
        result.told(),
        [
            "G202 进展报送!B6 第6至9行中有2行的识别码、编号、事项内容不是同一项的，疑似只对部分列排过序，不能确定各行填的是哪一项，2行未收"
        ]
    );
}

#[test]
fn a_row_was_copied_over_another() {
    let mut form = Form::filled();
    form.type_in(4, Column::Item, "2-2").type_in(4, Column::Text, "新增种植面积60万亩。");
    let result = collect(&form);
    assert_eq!(result.progress(), ALL[..4]);
    assert_eq!(
        result.told(),
        ["G200 进展报送!B10 识别码是2-3，编号是2-2，事项内容是2-2，不能确定填的是哪一项，本行未收"]
    );
    // Nothing was typed in the row, so that nothing can go astray.
    let mut form = Form::new();
    form.type_in(0, Column::Progress, "进展0").type_in(4, Column::Item, "2-2");
    let result = collect(&form);
    assert_eq!(result.progress(), [ALL[0]]);
    assert_eq!((result.report().refused, result.report().blank), (0, 4));
    assert!(result.told()[0].starts_with("G200 进展报送!B10"), "{:?}", result.told());
}

#[test]
fn the_target_for_the_year_tells_the_row() {
    let goals = [
        "义务教育巩固率：92.8%以上",
        "危房改造：11.64万户（全省）",
        "贫困户危房改造：3.97万户（全省）",
        "新增种植面积：60万亩（全省）",
        "—",
    ];
    let mut form = Form::filled();
    for (row, goal) in goals.into_iter().enumerate() {
        form.type_in(row, Column::Goal, goal);
    }
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert!(result.told().is_empty(), "{:?}", result.told());
    // What is right of the item was sorted, with the target.
    let mut sorted = form.clone();
    sorted.type_in(0, Column::Goal, goals[3]).type_in(3, Column::Goal, goals[0]);
    let result = collect(&sorted);
    // Nothing tells whether the last row, which has no target, moved as well.
    assert_eq!(result.progress(), [ALL[1], ALL[2]]);
    assert!(result.told()[0].starts_with("G202 进展报送!B6"), "{:?}", result.told());
    assert_eq!(result.report().refused, 3);
    // Of an item with two targets, each has its own.
    let mut other = form.clone();
    other.type_in(1, Column::Goal, goals[2]);
    assert_eq!(
        collect(&other).told(),
        [
            "G200 进展报送!B7 识别码是2-1第1个指标，指标序号是2-1第1个指标，年度目标是2-1第2个指标，不能确定填的是哪一项，本行未收"
        ]
    );
    other.key = None;
    other.type_in(1, Column::Key, "").type_in(1, Column::Target, "");
    let result = collect(&other);
    // Both rows are kept, and neither counts.
    let both = ["2-1.2 进展1", "2-1.2 进展2"];
    assert_eq!(result.progress()[1..3], both);
    assert!(result.told().iter().all(|told| told.starts_with("G164")), "{:?}", result.told());
    // A figure that is nobody's is named.
    form.type_in(3, Column::Goal, "新增种植面积：66万亩");
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(
        result.told(),
        [
            "G201 进展报送!F9 年度目标“新增种植面积：66万亩”与任务2（新增种植面积60万亩）的不同，未采用，按其余各列作任务2（新增种植面积60万亩）读入"
        ]
    );
}

#[test]
fn rows_are_deleted() {
    let mut form = Form::filled();
    form.grid.remove(FIRST + 3);
    form.grid.remove(FIRST + 2);
    let result = collect(&form);
    assert_eq!(result.progress(), [ALL[0], ALL[1], ALL[4]]);
    assert_eq!(
        result.told(),
        ["G166 第0行 报送表中的2行不见了：任务1（危房改造11.64万户）、任务2（新增种植面积60万亩）"]
    );
}

#[test]
fn rows_are_left_blank_and_remarks_are_told() {
    let mut form = Form::new();
    form.type_in(0, Column::Progress, "进展");
    form.grid.push(vec![Val::Text(String::new()), Val::Text("另：我市其他工作正常。".to_owned())]);
    let result = collect(&form);
    assert_eq!((result.report().taken, result.report().blank), (1, 4));
    assert_eq!(result.told(), ["G107 进展报送!B11 “另：我市其他工作正常。”不是报送的行，未收"]);
}

#[test]
fn rows_are_added() {
    let mut form = Form::filled();
    form.key.as_mut().unwrap().rows.remove(4);
    form.grid[FIRST + 4][0] = Val::Text(String::new());
    // Two rows that the form did not have: the one above, and one of an item in which the unit has no role.
    let mut other = form.grid[FIRST + 4].clone();
    other[place(Column::Item)] = Val::Text("2-4".to_owned());
    other[place(Column::Text)] = Val::Text("开展普法宣传。".to_owned());
    form.grid.push(other);
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(result.report().added, ["2-3".parse().unwrap()]);
    assert_eq!(result.report().refused, 1);
    assert_eq!(result.told(), ["G163 进展报送!B11 “兰州市”不承担任务4（普法宣传），本行未收"]);
}

#[test]
fn figures_are_merged_over_several_rows() {
    let mut form = Form::filled();
    form.type_in(1, Column::Value, "3.2").type_in(3, Column::Problems, "都缺钱");
    form.merges = vec![(1, 2, Column::Value), (3, 4, Column::Problems)];
    let result = collect(&form);
    // The first row is not more likely to be meant than the second.
    assert_eq!(
        result.told(),
        [
            "G214 进展报送!I7 完成值“3.2”在几行合并的单元格里，不能确定属于哪一行，本行未收",
            "G214 进展报送!I8 完成值“3.2”在几行合并的单元格里，不能确定属于哪一行，本行未收",
        ]
    );
    assert_eq!(
        result.rows(),
        [
            "2018-06,1-1,1,兰州市,,,,,进展0,,,张三,2018-07-05",
            "2018-06,2-2,1,兰州市,,,,,进展3,都缺钱,,张三,2018-07-05",
            "2018-06,2-3,1,兰州市,,,,,进展4,都缺钱,,张三,2018-07-05",
        ]
    );
    assert!(result.corrected().contains(&"进展报送!M10 都缺钱 → 都缺钱".to_owned()));
}

#[test]
fn people_and_words_around_the_table_are_told() {
    let mut form = Form::filled();
    form.grid[2][4] = Val::Text("8888".to_owned());
    form.grid[3] = vec![Val::Text(String::new()), Val::Text("我市口径有变，请来电。".to_owned())];
    let signature = format!("{SIGNATURE}　李四　（单位盖章）　2018年7月5日");
    form.grid.push(vec![Val::Text(String::new()), Val::Text(signature)]);
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(
        result.told(),
        [
            "G213 进展报送!E3 “联系电话:8888”没有存放的列，未采用",
            "G213 进展报送!B4 表格上方的“我市口径有变，请来电。”不是报送内容，未采用",
            "G107 进展报送!B11 “审核人签字：　李四　（单位盖章）　2018年7月5日”不是报送的行，未收",
        ]
    );
}

#[test]
fn pictures_of_wps_are_told() {
    let mut form = Form::filled();
    form.type_in(1, Column::Problems, "=DISPIMG(\"ID_81A4\",1)");
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert!(!result.files[super::FILE].contains("DISPIMG"));
    assert_eq!(
        result.told(),
        ["G210 进展报送!M7 存在问题“=DISPIMG(\"ID_81A4\",1)”是嵌入单元格的图片，未采用"]
    );
}

#[test]
fn the_header_is_deleted() {
    let mut form = Form::filled();
    form.grid.remove(FIRST - 1);
    for (row, measure) in form.grid[FIRST - 1..].iter_mut().zip(["%", "万户", "万户", "万亩", ""])
    {
        row[place(Column::Measure)] = Val::Text(measure.to_owned());
    }
    form.grid[FIRST - 1][place(Column::Value)] = Val::Number(93.1);
    form.grid[FIRST - 1][place(Column::Status)] = Val::Text("滞后".to_owned());
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(result.rows()[0], "2018-06,1-1,1,兰州市,93.1,%,,滞后,进展0,,,张三,2018-07-05");
    assert_eq!(result.told(), ["G161 进展报送!A5 列名一行不见了，各列按报送表的次序读入"]);
    let mut moved = form.clone();
    for row in &mut moved.grid[FIRST - 1..] {
        row.insert(place(Column::Progress), Val::Text(String::new()));
    }
    assert!(collect(&moved).files.is_empty());
    // Without the column of the last figures, this month's figures would be taken for them.
    for row in &mut form.grid[FIRST - 1..] {
        row.remove(place(Column::Last));
    }
    let result = collect(&form);
    assert!(result.report().rejected && result.files.is_empty());
    assert_eq!(result.told(), ["G102 第0行 没有找到表头，9行内容未读入"]);
}

#[test]
fn words_beside_the_form_are_told() {
    let mut form = Form::filled();
    form.grid[FIRST - 1].push(Val::Text("备注".to_owned()));
    form.grid[FIRST + 1].extend(["资金未到位", "另有附件"].map(|text| Val::Text(text.to_owned())));
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(
        result.told(),
        [
            "G105 进展报送!O5 未采用的列：备注（“资金未到位”）",
            "G105 进展报送!P7 “另有附件”所在的列没有列名，未采用",
        ]
    );
}

#[test]
fn two_forms_stand_in_one_sheet() {
    let mut form = Form::filled();
    form.key = None;
    let second = Form::filled().grid.into_iter().map(|mut row| {
        for val in &mut row {
            if let Val::Text(text) = val {
                *text = text.replace("兰州市", "省建设厅").replace(".003.", ".002.");
            }
        }
        row
    });
    let rows: Vec<_> = second
        .filter(|row| row.len() < 14 || !matches!(&row[1], Val::Text(id) if id == "1-1"))
        .collect();
    form.grid.extend(rows);
    let result = collect(&form);
    assert_eq!((result.report().taken, result.report().refused), (9, 0));
    assert_eq!(result.files.len(), 2);
}

#[test]
fn the_form_is_saved_as_a_text() {
    let form = Form::filled();
    let lines = form.grid.iter().map(|row| {
        let cells = row.iter().map(|val| match val {
            Val::Text(text) => text.clone(),
            Val::Number(number) | Val::Percent(number) => number.to_string(),
        });
        cells.collect::<Vec<_>>()
    });
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for line in lines {
        writer.write_record(line).unwrap();
    }
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let gbk = encoding_rs::GB18030.encode(&text).0.into_owned();
    assert_eq!(Run::default().collect(&[("a.csv", gbk)]).progress(), ALL);
    assert_eq!(ROWS.len(), ALL.len());
}

#[test]
fn a_column_of_numbers_is_put_before_the_form() {
    let mut form = Form::filled();
    form.grid
        .push(vec![Val::Text(String::new()), Val::Text(format!("{SIGNATURE}　　（单位盖章）"))]);
    let first = FIRST;
    for (at, row) in form.grid.iter_mut().enumerate() {
        let number = match at.checked_sub(first) {
            Some(number) => Val::Number(number as f64),
            None => Val::Text(String::new()),
        };
        row.insert(0, number);
    }
    let result = collect(&form);
    assert_eq!(result.progress(), ALL);
    assert_eq!(result.report().refused, 0);
    assert_eq!(
        result.told(),
        [
            "G105 进展报送!A6 “0”等5格所在的列没有列名，未采用",
            "G107 进展报送!A11 “5　审核人签字：　　（单位盖章）”不是报送的行，未收",
        ]
    );
}
