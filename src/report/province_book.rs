//! The context of the province's workbook: what the words of its sheets may say.

use serde::Serialize;

use crate::assess::{Assessment, Change, Moved};
use crate::period::Month;

/// The values that `templates/workbook.md` may print.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ProvinceBook {
    /// The plan's year.
    pub year: i16,
    /// The name of the region in titles: 全省.
    pub region: String,
    /// The name of its government in titles: 省政府.
    pub government: String,
    /// The name of its indicators: 主要指标.
    pub indicators: String,
    /// The name of its other items: 重点工作任务.
    pub tasks: String,
    /// The word for the units that are ranked: 市州.
    pub localities: String,
    /// The issuing organ.
    pub issuer: String,
    /// The day of the workbook: 2018年1月20日.
    pub issued: String,
    /// The number of items.
    pub total: usize,
    /// The month of the figures: 2018年6月; empty where nobody has reported.
    pub month: String,
    /// The day of the figures: 2018年6月30日; empty where nobody has reported.
    pub date: String,
    /// The month before with returns: 2018年3月; empty where there is none.
    pub before: String,
    /// The number of items whose status is better than then.
    pub improved: usize,
    /// The number of items whose status is worse.
    pub worsened: usize,
}

impl ProvinceBook {
    /// Adds what follows from the assessments of the year's months with returns.
    #[must_use]
    pub fn with_months(self, months: &[Assessment]) -> Self {
        let Some((now, earlier)) = months.split_last() else { return self };
        let day = now.month.last_day();
        let moved = |way: Moved| {
            earlier.last().map_or(0, |before| Change { before, now }.moved(way).count())
        };
        let words = |month: Month| format!("{}年{}月", month.year(), month.number());
        Self {
            date: format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            month: words(now.month),
            before: earlier.last().map_or_else(String::new, |before| words(before.month)),
            improved: moved(Moved::Up),
            worsened: moved(Moved::Down),
            ..self
        }
    }
}
