//! The cells that identify a row: period, item, target, unit.

use super::index::Index;
use super::item_choice::{ItemError, NoItem};
use super::period_text::{self, PeriodTextError};
use super::problem::{Problem, quote};
use crate::diagnostic::Code;
use crate::period::Month;
use crate::plan::{Item, TargetId, Who};
use crate::registry::UnitId;
use crate::registry::spelling::normalize;
use crate::returns::Field;
use crate::targets::quantity::is_missing;

/// Returns F115: a cell that every row needs is blank.
pub(super) fn blank(field: Field) -> Problem {
    let title = field.title();
    Problem::of_row(Code::CellEmpty, format!("“{title}”不能为空"))
        .hint(format!("填写“{title}”；不需要的行请整行删除"))
}

/// Reads the month that closes the period of a row.
///
/// # Errors
/// G114 if the period cannot be read, G115 if it is of another year than `year`.
pub(in crate::returns) fn period(text: &str, year: i16) -> Result<Month, Problem> {
    let month = period_text::parse(text, year).map_err(|error| {
        let problem = Problem::of_row(Code::ReturnPeriod, format!("期间“{}”{error}", quote(text)));
        match error {
            PeriodTextError::Unreadable => problem.hint("期间写作 2018-03、2018Q1 或 2018"),
            PeriodTextError::NotCumulative => problem.hint("填1月起的累计数，如 1—6月"),
        }
    })?;
    if month.year() != year {
        let message = format!("期间“{}”不在{year}年", quote(text));
        let problem = Problem::of_row(Code::ReturnYear, message);
        return Err(problem.hint("其他年度的报送请移出此文件夹"));
    }
    Ok(month)
}

/// Reads the item that an id alone names; an id that a spreadsheet took for a date is read back.
///
/// # Errors
/// G111 if there is no such item.
pub(in crate::returns) fn item<'a>(text: &str, index: &Index<'a>) -> Result<&'a Item, Problem> {
    let found = index.choose(text, "", None).map(|choice| choice.item);
    found.map_err(|error| match error {
        NoItem::Unnamed(error) => no_item(text, &error),
        NoItem::Contradiction(_) => no_item(text, &ItemError::Unreadable),
    })
}

/// Reads the target of a row, by its number or its subject.
///
/// # Errors
/// G113 if the cell is neither the subject nor the number of one of the item's targets.
pub(in crate::returns) fn target(text: &str, item: &Item) -> Result<TargetId, Problem> {
    if is_missing(text) {
        return Ok(TargetId::first(item.id));
    }
    let subject = normalize(text);
    let mut targets = item.numbered();
    let named = targets.find(|(_, target)| normalize(&target.subject) == subject);
    if let Some((id, _)) = named {
        return Ok(id);
    }
    let number = subject.strip_suffix(".0").unwrap_or(&subject);
    let number = number.trim_matches(['(', ')', '\'', '第', '个', '项']);
    let number: u32 = number.parse().map_err(|_| {
        Problem::of_row(Code::ReturnTarget, format!("指标“{}”不是序号", quote(text)))
            .hint("填该指标在事项中的序号，从1起；只有一个指标的留空")
    })?;
    let ids = item.reported().map(|(id, _)| id);
    if let Some(id) = ids.clone().find(|id| id.number.get() == number) {
        return Ok(id);
    }
    let count = ids.count();
    let message = format!("{}没有第{number}个指标，共{count}个", item.name());
    Err(Problem::of_row(Code::ReturnTarget, message))
}

/// Reads the unit that a row names.
///
/// # Errors
/// G116 if the registry does not know the unit, or the name is that of a collective.
pub(in crate::returns) fn unit(text: &str, index: &Index<'_>) -> Result<UnitId, Problem> {
    match index.unit(text) {
        Some(Who::Unit(unit)) => Ok(unit),
        Some(Who::Group(_)) => {
            let message = format!("“{}”是一组单位，不能作为填报单位", quote(text));
            Err(Problem::of_row(Code::ReturnUnit, message).hint("分单位填报"))
        }
        _ => {
            let message = format!("“{}”不在单位名录中", quote(text));
            let problem = Problem::of_row(Code::ReturnUnit, message);
            Err(match index.registry.nearest(text) {
                Some(known) => problem.hint(format!("是否应为“{known}”？")),
                None => problem.hint("在 seeds/units.csv 中补上该单位或其别名"),
            })
        }
    }
}

/// Returns G111 or F115: the reason for which the item of a row cannot be identified.
pub(super) fn no_item(written: &str, error: &ItemError) -> Problem {
    let written = quote(written);
    let (message, hint) = match error {
        ItemError::Blank => return blank(Field::Item),
        ItemError::Unreadable => {
            (format!("编号“{written}”无法识别"), "编号写作“附件号-序号”，如 1-7".to_owned())
        }
        ItemError::NoSuch(id) => {
            (format!("没有编号为“{id}”的事项"), "编号写作“附件号-序号”，如 1-7".to_owned())
        }
        ItemError::Ambiguous(no) => {
            (format!("编号“{written}”在附件1和附件2中都有"), format!("写作 1-{no} 或 2-{no}"))
        }
    };
    Problem::of_row(Code::ReturnItem, message).hint(hint)
}
