//! The notes on filling in the form (`domain.md` 3.8 and 5).

use jiff::civil::Date;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::page::Paper;
use super::super::table::{Columns, Table};
use super::UnitBooks;
use super::row::FALL;
use super::validation::{short_day, statuses};
use crate::returns::form::{Column as Form, LONGEST_ANSWER};

/// Writes the notes.
pub(super) fn write(sheet: &mut Worksheet, books: &UnitBooks<'_>) -> Result<(), XlsxError> {
    let mut columns: Columns<'_, (&str, String)> = Columns::new();
    columns.centred("栏目", 120, |(topic, _)| topic);
    columns.text("填法", 860, |(_, note)| note);
    let mut table = Table::new(sheet, columns, 0, &books.styles)?;
    table.title("填报说明")?;
    table.header()?;
    for note in &notes(books) {
        table.row(note)?;
    }
    Paper::A4.set_up(table.sheet);
    table.sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

/// Returns topics with their notes, in order.
fn notes(books: &UnitBooks<'_>) -> [(&'static str, String); 11] {
    let (year, month) = (books.month.year(), books.month.number());
    let region = &books.config.issuer.region;
    let due = books.config.returns_due(books.month);
    let statuses = statuses().join("、");
    [
        ("报送方式", delivery(books)),
        (
            "报送范围",
            "牵头事项、实施事项逐行填写；本期没有进展的也要在“进展情况”栏写明（如“尚未启动”），整行空白按未报送处理。\
             职责栏注明“选报”的可以不填，有新进展时填写。牵头单位汇总各配合单位的情况后一并填报。\
             没有必报事项的，填好填报人、审核人、填报日期后仍须报回（零报告）。"
                .to_owned(),
        ),
        (
            "一行一个指标",
            format!(
                "一个事项有几个可以衡量的指标，就有几行，“指标”栏是序号，“年度目标”栏写明是哪个指标；逐行分别填写，不要合并。\
                 标有“（{region}）”的是{region}目标，没有分解到本单位：牵头单位填{region}的完成值，实施单位填本单位的完成值；\
                 已全部分解到其他单位的，职责栏注明“选报”，本单位没有分解任务，不必填。"
            ),
        ),
        (
            Form::Value.title(),
            format!(
                "填{year}年1月1日至{month}月底的累计数，不是当月数。按“计量单位”栏的单位换算后只填数字，单位和口径全年不变；\
                 增速、比率填百分数，27.5%写作 27.5% 或 27.5。\
                 增速为负的填负数：下降3.2%写作 -3.2。年度目标写有“填{FALL}”的相反：下降3.2%写作 3.2，反而上升的写“上升1.5”，不要填负数。"
            ),
        ),
        (
            "零和暂无数据",
            "结果确实为零的填0；数据尚未公布、没有统计的留空或填“暂无”，不要填0。".to_owned(),
        ),
        (
            Form::Percent.title(),
            "累计数占年度目标的百分比，27.5%写作 27.5% 或 27.5，不要写作 0.275。没有数量目标的事项，填总体完成的百分比；\
             增速、比率类指标不填。"
                .to_owned(),
        ),
        (
            Form::Status.title(),
            format!("从列表中选择：{statuses}；没有把握的可留空。"),
        ),
        (
            "进展情况\n存在问题\n下一步措施",
            format!(
                "进展、问题、措施各{LONGEST_ANSWER}字以内，写做了什么、到了哪一步、卡在哪里、何时解决；没有问题的填“无”。单元格内换行按 Alt+Enter。"
            ),
        ),
        (
            "表中没有的事项",
            "牵头单位明确由本单位承担、表中没有列出的事项（包括“任务清单”中的“可能涉及事项”），在表末的“增报事项”行填写\
             编号（附件号-序号，如 2-16）、指标序号、计量单位和情况；不够用时在本工作簿中复制一张本表续填。不由本单位承担的事项不收。"
                .to_owned(),
        ),
        (
            "填报日期",
            format!(
                "写作 {} 或 {}。更正后重新报送的，填新的日期，以日期在后的为准；当天更正的，请同时告知{}。",
                short_day(due),
                full_day(due),
                books.config.issuer.office
            ),
        ),
        (
            "表格本身",
            "灰色格已锁定，请勿改动编号和各列标题；行高、列宽可以调整。保存为 .xlsx 格式，文件名可以改；不要另存为图片或 PDF，不要拆分。"
                .to_owned(),
        ),
    ]
}

/// Returns the recipient of the form, the day by which it is due, and the contact.
fn delivery(books: &UnitBooks<'_>) -> String {
    let due = books.config.returns_due(books.month);
    let issuer = &books.config.issuer;
    let contact = match &*issuer.contact {
        "" => String::new(),
        contact => format!("联系人：{contact}。"),
    };
    format!(
        "请于{}前将本工作簿（.xlsx）和审核人签字、加盖公章的扫描件报{}。{contact}",
        full_day(due),
        issuer.office
    )
}

/// Returns a day in words: 2018年8月6日.
fn full_day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
