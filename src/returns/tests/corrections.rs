//! Rows that replace, repeat or contradict each other, and figures that are doubted in the end.

use jiff::civil::date;

use super::{HEADER, read, rows};
use crate::returns::{DefectKind, Field};
use crate::status::Status;

#[test]
fn the_later_date_replaces_whatever_the_order_of_files() {
    let early =
        format!("{HEADER}2018-03,2-1,1,省建设厅,3,,25.8,滞后,早的,有问题,,张三,2018-04-05\n");
    let late = format!("{HEADER}2018-03,2-1,1,省建设厅,3.2,,27.5,,,无,措施,,2018-04-09\n");
    for files in [[("a.csv", &early), ("b.csv", &late)], [("a.csv", &late), ("b.csv", &early)]] {
        let read = read(&files).tells(&[]).counts(2, 2, 0);
        assert_eq!(read.progress.tally.replaced, 1);
        assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5"]);
        let only = read.only();
        // Fields that the later row leaves blank remain; 无 erases.
        assert_eq!(only.status, Some(Status::Lagging));
        assert_eq!((&*only.progress, &*only.problems, &*only.next_steps), ("早的", "", "措施"));
        assert_eq!(only.reporter, "张三");
        assert_eq!(only.reported_on, Some(date(2018, 4, 9)));
        assert_eq!(only.first_reported_on, Some(date(2018, 4, 5)));
        assert!(only.corrected);
    }
}

#[test]
fn blank_does_not_erase_a_figure_but_missing_does() {
    let blank = rows(
        "2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n2018-03,2-1,1,省建设厅,,,,,,,,,2018-04-06\n",
    );
    assert_eq!(blank.figures(), ["2018-03 2-1.1 1 3 —"]);
    let missing = rows(
        "2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n2018-03,2-1,1,省建设厅,暂无,,,,,,,,2018-04-06\n",
    );
    assert_eq!(missing.figures(), ["2018-03 2-1.1 1 — —"]);
}

#[test]
fn an_undated_row_is_the_oldest() {
    let read =
        rows("2018-03,2-1,1,省建设厅,3.2,,,,,,,,2018-04-05\n2018-03,2-1,1,省建设厅,3,,,,,,,,\n")
            .tells(&[]);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 —"]);
    assert_eq!(read.only().first_reported_on, Some(date(2018, 4, 5)));
}

#[test]
fn duplicates_are_noted_once_a_file() {
    let row = "2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n";
    let read =
        rows(&row.repeat(3)).tells(&["G131 a.csv:3:20 本行与第2行相同，只计一次"]).counts(3, 3, 0);
    assert_eq!(read.progress.tally.replaced, 2);
    assert!(!read.only().corrected);
}

#[test]
fn contradictions_of_a_day_leave_no_figure() {
    let first = format!("{HEADER}2018-03,2-1,1,省建设厅,3,,,滞后,甲,,,,2018-04-05\n");
    let second = format!("{HEADER}2018-03,2-1,1,省建设厅,3.2,,,滞后,乙,,,,2018-04-05\n");
    let read = read(&[("a.csv", first), ("b.csv", second)]).tells(&[
        "G132 b.csv:2:20 与seeds/progress/a.csv第2行的同一事项在同一天填报，但完成值不同，均不采用",
    ]);
    let only = read.only();
    assert_eq!((only.value, only.status, &*only.progress), (None, Some(Status::Lagging), "乙"));
    let defect = only.defect(Field::Value).unwrap();
    assert_eq!(defect.kind, DefectKind::Contradiction(vec!["3".to_owned(), "3.2".to_owned()]));
    assert_eq!(defect.source.place().file, "seeds/progress/b.csv");
    assert_eq!((read.progress.tally.replaced, read.progress.tally.contradictory), (0, 2));
}

#[test]
fn a_later_row_settles_a_contradiction() {
    let read = rows(
        "2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-05\n\
         2018-03,2-1,1,省建设厅,3.2,,,,,,,,2018-04-05\n\
         2018-03,2-1,1,省建设厅,3.1,,,,,,,,2018-04-06\n",
    )
    .tells(&[]);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.1 —"]);
}

#[test]
fn other_texts_of_the_same_day_replace() {
    let read = rows("2018-03,2-1,1,省建设厅,3,,,,甲,,,,2018-04-05\n2018-03,2-1,1,省建设厅,3,,,,乙,,,,2018-04-05\n").tells(&[]);
    assert_eq!(read.only().progress, "乙");
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3 —"]);
}

#[test]
fn amounts_that_fall_are_doubted_and_rates_are_not() {
    let read = rows(
        "2018-06,2-1,1,省建设厅,2.5,,,,,,,,\n2018-03,2-1,1,省建设厅,3.2,,,,,,,,\n\
         2018-03,1-1,,省财政厅,5.3,,,,,,,,\n2018-06,1-1,,省财政厅,5,,,,,,,,\n",
    )
    .tells(&["G141 a.csv:2:20 累计完成2.5万户，少于3月底的3.2万户：可能填的是当月数而不是1月起的累计数，也可能3月底多报"]);
    assert_eq!(read.progress.newest().map(|month| month.to_string()).as_deref(), Some("2018-06"));
}

#[test]
fn figures_far_above_their_target_are_doubted() {
    rows("2018-03,2-1,1,省建设厅,32000,,,,,,,,\n2018-03,2-1,1,兰州市,1200,,,,,,,,\n2018-03,2-1,1,白银市,1200,,,,,,,,\n").tells(&[
        "G142 a.csv:2:20 完成值32000万户是目标的2749倍，疑似计量单位写错（如把“人”写作“万人”）：可能是3.2万户，也可能确为32000万户",
        "G142 a.csv:3:19 完成值1200万户是目标的1000倍，疑似计量单位写错（如把“人”写作“万人”）：可能是1.2万户，也可能确为1200万户",
        "G186 a.csv:4:19 完成值1200万户与目标11.64万户相差过大：可能是12万户，也可能确为1200万户",
    ]);
}

#[test]
fn a_percentage_that_the_figures_contradict_is_doubted() {
    // 3.2 of 11.64 are 27.49%; 0.3 of 兰州市's 1.2 are 25%; 白银市 has no part of the target.
    rows(
        "2018-03,2-1,1,省建设厅,3.2,,28.4,,,,,,\n2018-03,2-1,1,兰州市,0.3,,27.5,,,,,,\n\
         2018-03,2-1,1,白银市,0.3,,50,,,,,,\n2018-03,2-1,2,省建设厅,1,,30,,,,,,\n",
    )
    .tells(&[
        "G143 a.csv:3:24 完成率27.5%，按完成值和目标计算应为25%：可能完成率填错，也可能完成值填错",
        "G143 a.csv:5:23 完成率30%，按完成值和目标计算应为25.2%：可能完成率填错，也可能完成值填错",
    ]);
}

#[test]
fn a_correction_that_cannot_be_read_does_not_bring_the_earlier_figure_back() {
    let read = rows(
        "2018-03,2-1,1,省建设厅,3,,25.8,,,,,,2018-04-05\n2018-03,2-1,1,省建设厅,三点几,,,,,,,,2018-04-06\n",
    );
    let only = read.only();
    assert_eq!((only.value, only.percent), (None, None));
    assert!(only.defect(Field::Value).is_some());
    assert_eq!((read.progress.tally.replaced, read.progress.tally.contradictory), (1, 0));
}

#[test]
fn a_readable_correction_settles_what_could_not_be_read() {
    let read = rows(
        "2018-03,2-1,1,省建设厅,三点几,,,,,,,,2018-04-05\n2018-03,2-1,1,省建设厅,3,,,,,,,,2018-04-06\n",
    );
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3 —"]);
    assert_eq!(read.only().defects, []);
}

#[test]
fn on_one_day_a_figure_does_not_stand_in_for_one_that_cannot_be_read() {
    for rows_of_the_day in [["三点几", "3"], ["3", "三点几"]] {
        let [one, other] = rows_of_the_day
            .map(|value| format!("2018-03,2-1,1,省建设厅,{value},,,,,,,,2018-04-05\n"));
        let read = rows(&(one + &other));
        assert_eq!(read.figures(), ["2018-03 2-1.1 1 — —"]);
        let kind = &read.only().defect(Field::Value).unwrap().kind;
        assert_eq!(*kind, DefectKind::Unreadable("三点几".to_owned()));
    }
}

#[test]
fn a_day_that_cannot_be_read_is_neither_before_nor_after_the_others() {
    let row = |value: &str, day: &str| format!("2018-03,2-1,1,省建设厅,{value},,,,,,,,{day}\n");
    let read = rows(&(row("3", "2018-04-05") + &row("3.2", "上周")));
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 — —"]);
    let kind = &read.only().defect(Field::Value).unwrap().kind;
    assert_eq!(*kind, DefectKind::Contradiction(vec!["3".to_owned(), "3.2".to_owned()]));
    assert_eq!(
        read.told()[1],
        "G132 a.csv:3:20 与第2行的同一事项孰先孰后不明（填报日期无法识别），而完成值不同，均不采用"
    );
    // Where both say the same, the order does not matter.
    let read = rows(&(row("3", "2018-04-05") + &row("3", "上周")));
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3 —"]);
    assert_eq!(read.only().reported_on, Some(date(2018, 4, 5)));
}
