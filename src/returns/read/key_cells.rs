//! The cells that say what a row is about: period, item, target, unit.

use super::figures::{Fault, quote};
use super::index::{Index, ItemError};
use super::period_text::{self, PeriodTextError};
use super::titles::Field;
use crate::diagnostic::Code;
use crate::period::Month;
use crate::plan::{Item, TargetId, Who};
use crate::registry::UnitId;
use crate::registry::spelling::normalize;
use crate::targets::quantity::is_missing;

/// F115: a cell that every row needs is blank.
pub(super) fn blank(field: Field) -> Fault {
    let title = field.title();
    Fault::new(Code::CellEmpty, format!("“{title}”不能为空，本行未读入"))
        .hint(format!("填写“{title}”；不需要的行请整行删除"))
}

/// The month that closes the period of a row.
///
/// # Errors
/// G114 when it cannot be read, G115 when it is of another year than `year`.
pub(super) fn period(text: &str, year: i16) -> Result<Month, Fault> {
    let month = period_text::parse(text, year).map_err(|error| {
        let fault = Fault::new(
            Code::ReturnPeriod,
            format!("期间“{}”{error}，本行未读入", quote(text)),
        );
        match error {
            PeriodTextError::Unreadable => fault.hint("期间写作 2018-03、2018Q1 或 2018"),
            PeriodTextError::NotCumulative => fault.hint("填1月起的累计数，如 1—6月"),
        }
    })?;
    if month.year() != year {
        let message = format!("期间“{}”不在{year}年，本行未读入", quote(text));
        let fault = Fault::new(Code::ReturnYear, message);
        return Err(fault.hint("其他年度的报送请移出此文件夹"));
    }
    Ok(month)
}

/// The target that a row is about, by its number or its subject.
///
/// # Errors
/// G113.
pub(super) fn target(text: &str, item: &Item) -> Result<TargetId, Fault> {
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
        Fault::new(
            Code::ReturnTarget,
            format!("指标“{}”不是序号，本行未读入", quote(text)),
        )
        .hint("填该指标在事项中的序号，从1起；只有一个指标的留空")
    })?;
    let ids = item.reported().map(|(id, _)| id);
    if let Some(id) = ids.clone().find(|id| id.number.get() == number) {
        return Ok(id);
    }
    let count = ids.count();
    let message = format!("{}没有第{number}个指标，共{count}个，本行未读入", item.id);
    Err(Fault::new(Code::ReturnTarget, message))
}

/// The unit that a row names.
///
/// # Errors
/// G116 when the registry does not know it, or it is a collective.
pub(super) fn unit(text: &str, index: &Index<'_>) -> Result<UnitId, Fault> {
    match index.unit(text) {
        Some(Who::Unit(unit)) => Ok(unit),
        Some(Who::Group(_)) => {
            let message = format!("“{}”是一组单位，不能作为填报单位，本行未读入", quote(text));
            Err(Fault::new(Code::ReturnUnit, message).hint("分单位填报"))
        }
        _ => {
            let message = format!("“{}”不在单位名录中，本行未读入", quote(text));
            let fault = Fault::new(Code::ReturnUnit, message);
            Err(match index.registry.nearest(text) {
                Some(known) => fault.hint(format!("是否应为“{known}”？")),
                None => fault.hint("在 seeds/units.csv 中补上该单位或其别名"),
            })
        }
    }
}

/// G111, or F115: why the item of a row cannot be told.
pub(super) fn item_fault(written: &str, error: &ItemError) -> Fault {
    let written = quote(written);
    let (message, hint) = match error {
        ItemError::Blank => return blank(Field::Item),
        ItemError::Unreadable => (
            format!("编号“{written}”无法识别"),
            "编号写作“附件号-序号”，如 1-7".to_owned(),
        ),
        ItemError::NoSuch(id) => (
            format!("没有编号为“{id}”的事项"),
            "编号写作“附件号-序号”，如 1-7".to_owned(),
        ),
        ItemError::Ambiguous(no) => (
            format!("编号“{written}”在附件1和附件2中都有"),
            format!("写作 1-{no} 或 2-{no}"),
        ),
        ItemError::Contradiction(other) => (
            format!("编号“{written}”与事项内容（{other}）不符"),
            format!("如确为该事项，编号写作 {other}"),
        ),
        ItemError::KeyContradiction { key, visible } => (
            format!("表中是{visible}，识别码是{key}，不能确定是哪一项"),
            "编号和事项内容都填上，以二者为准".to_owned(),
        ),
    };
    Fault::new(Code::ReturnItem, format!("{message}，本行未读入")).hint(hint)
}
