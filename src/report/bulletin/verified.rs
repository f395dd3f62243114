//! Figures and statuses that the office has verified, beside what was reported.

use serde::Serialize;

use super::Source;
use super::correction::is_printed;
use crate::plan::Item;
use crate::report::verification;
use crate::report::wording::target_name;
use crate::returns::{Key, Return};

/// The verified figures and statuses that the bulletin uses.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Verified {
    /// One for each figure or status, in the order of the items.
    pub rows: Vec<String>,
    /// The unit and the target of each.
    #[serde(skip)]
    pub keys: Vec<Key>,
    /// All of them in words: 兰州市指标1（生产总值增长）：增长5.6%（原报增长106.2%）。 Empty if there is none.
    pub words: String,
}

/// Returns what the bulletin prints as verified.
pub(super) fn verified(source: &Source<'_>) -> Verified {
    let returns = source.basis.progress.of(source.now.month).iter();
    let rows = returns.filter_map(|(key, report)| {
        let item = source.basis.plan.item(key.target.item)?;
        is_printed(item, key.unit, source.now.item(item.id)?, source)
            .then(|| Some((words(item, key, report, source)?, *key)))?
    });
    let (rows, keys): (Vec<_>, Vec<_>) = rows.unzip();
    let words = match rows.is_empty() {
        true => String::new(),
        false => rows.join("；") + "。",
    };
    Verified { rows, keys, words }
}

fn words(item: &Item, key: &Key, report: &Return, source: &Source<'_>) -> Option<String> {
    let verified = verification::words(item, key.target, report.verified.as_ref()?)?;
    let unit = &source.basis.registry.unit(key.unit).short;
    Some(format!("{unit}{}：{verified}", target_name(item, key.target)))
}
