//! The list of a unit's items.

use super::*;
use crate::returns::{Reported, Verification};

#[test]
fn items_stand_in_bands_by_role_with_targets_and_status() {
    let mut book = Province::new().book("兰州市", "2018-07");
    let lines = book.lines(LIST);
    assert_eq!(lines[0], "兰州市2018年任务清单");
    assert_eq!(lines[1], "共3项：实施3项。点编号可转到报送行。");
    let header = "编号|指标、任务|省政府\n牵头领导|牵头单位|配合单位|实施单位|本单位目标|全省目标|1—6月\n评价";
    assert_eq!(lines[2], header);
    assert_eq!(lines[3], "实施事项（3项）");
    let employment = "1-1|就业40万人，失业率4%以内。|黄强|省妇联\n省财政厅|各市州政府|就业：4.5万人|\
                      就业：40万人\n登记失业率：4%以内|未报送";
    assert_eq!(lines[4], employment);
    let mut book = Province::new().book("省妇联", "2018-07");
    assert_eq!(book.lines(LIST)[1], "共3项：牵头2项、配合1项。点编号可转到报送行。");
    let bands: Vec<_> =
        book.lines(LIST).into_iter().filter(|line| line.contains("事项（")).collect();
    assert_eq!(bands, ["牵头事项（2项）", "配合事项（1项）"]);
    // No target was broken down to it, and no return on the last item is expected from it.
    assert!(!book.lines(LIST)[2].contains("本单位目标"));
    assert_eq!(book.row(LIST, 8)[0], "1-2");
    assert_eq!(book.row(LIST, 8)[7], "");
}

#[test]
fn statuses_are_those_of_the_last_month_before_the_forms() {
    // For July one unit has reported so far.
    let list = |period: &str| Province::new().book("兰州市", period).lines(LIST);
    let title = |period: &str| list(period)[2].rsplit('|').next().unwrap().to_owned();
    assert_eq!(title("2018-07"), "1—6月\n评价");
    assert_eq!(title("2018-08"), "1—7月\n评价");
    assert_eq!(title("2018-06"), "1—3月\n评价");
    assert!(!list("2018-03")[2].contains("评价"));
}

#[test]
fn before_the_first_returns_there_are_no_statuses() {
    let mut book = Province::with(tasks(units("省审计厅")), "").book("兰州市", "2018-02");
    assert!(!book.lines(LIST)[2].contains("评价"));
}

#[test]
fn the_words_for_statuses_are_coloured() {
    let list = |book: Book| book.part("xl/worksheets/sheet2.xml");
    let coloured = list(Province::new().book("兰州市", "2018-07"));
    // Three items below a band in row 4; the assessment is the ninth column.
    assert!(coloured.contains("<conditionalFormatting sqref=\"I4:I7\">"), "{coloured}");
    assert!(coloured.contains("<formula>\"未报送\"</formula>"));
    let plain = list(Province::with(tasks(units("省审计厅")), "").book("兰州市", "2018-02"));
    assert!(!plain.contains("<conditionalFormatting"));
}

#[test]
fn ids_lead_from_the_list_to_the_form_and_back() {
    let mut book = Province::new().book("省妇联", "2018-07");
    let list = book.part("xl/worksheets/sheet2.xml");
    // The optional item is the last in the form, and its band the last in the list.
    let to_form = format!("<hyperlink ref=\"A8\" location=\"'{FORM}'!B9\"");
    assert!(list.contains(&to_form), "{list}");
    let to_list = format!("<hyperlink ref=\"B9\" location=\"'{LIST}'!A8\"");
    assert!(book.form().contains(&to_list));
    assert_eq!(book.row(FORM, 9)[1], "1-2");
    // Both rows of an item with two targets lead to it.
    let to_list = format!("location=\"'{LIST}'!A5\"");
    assert_eq!(book.form().matches(&to_list).count(), 2);
    let mut none = Province::new().book("省审计厅", "2018-07");
    assert_eq!(none.lines(LIST)[1], "共1项：可能涉及1项。");
    assert!(!none.part("xl/worksheets/sheet2.xml").contains("<hyperlink "));
}

#[test]
fn what_the_office_verified_of_the_unit_says_so_in_list_and_form() {
    let mut province = Province::new();
    let june = province.progress.months.iter_mut().find(|(month, _)| month.number() == 6);
    let report = june.unwrap().1.values_mut().find(|report| report.value == "3.2".parse().ok());
    let report = report.unwrap();
    let reported = Reported { value: report.value, ..Reported::default() };
    report.value = "2.9".parse().ok();
    report.verified =
        Some(Verification { value: report.value, reported, ..Verification::default() });
    let mut book = province.book("兰州市", "2018-08");
    assert_eq!(book.column(Column::Last)[0], "2.9（核定）\n（6月）");
    let mut book = province.book("兰州市", "2018-07");
    let lines = book.lines(LIST);
    assert!(lines[2].ends_with("|1—6月\n核定|1—6月\n评价"), "{}", lines[2]);
    assert!(lines[4].contains("|就业：核定2.9万人（原报3.2万人）|"), "{}", lines[4]);
    // Other units are not told.
    assert!(!province.book("省妇联", "2018-07").lines(LIST)[2].contains("核定"));
}
