//! What a paper is, in short: for lists of papers.

use crate::numbers::Document;
use crate::period::Period;

/// Returns what a paper is: 任务函, 上半年通报, 5月督办单.
pub fn paper_title(document: &Document) -> String {
    match document {
        Document::Letter(_) => "任务函".to_owned(),
        Document::Bulletin(Period::Month(month)) => format!("{}月通报", month.number()),
        Document::Bulletin(period) => format!("{}通报", period.name()),
        Document::Change { .. } => "调整函".to_owned(),
        Document::Case { item, form, .. } => format!("{item}{}", form.word()),
        Document::Notice { month, form, .. } => format!("{}月{}", month.number(), form.word()),
    }
}
