//! The context of a call for returns: what a unit has not reported, and what it has to correct.

use serde::Serialize;

use super::{MonthWords, PaperContext};
use crate::numbers::Number;
use crate::plan::ItemId;
use crate::report::addressee::Addressee;
use crate::report::sender::{Issuer, Notice};
use crate::report::wording;
use crate::supervision::papers::Call;

/// The values that `templates/call.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CallForReturns {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the plan is based on.
    pub notice: Notice,
    /// The unit.
    pub unit: Addressee,
    /// Document number; the serial is blank until it is drawn.
    pub number: String,
    /// Date printed on the paper, in TOML notation; empty for a draft.
    pub date: String,
    /// The month.
    pub period: MonthWords,
    /// True if nothing at all came in from the unit.
    pub is_silent: bool,
    /// Number of items that are missing, wholly or in part.
    pub missing: usize,
    /// Number of statements that have to be corrected.
    pub questioned: usize,
    /// Number of rows that could not be assigned to an item.
    pub unassigned: usize,
    /// The items that are missing, and the statements that have to be corrected, for `table(…)`.
    pub rows: Vec<CallRow>,
    /// The day by which the unit has to report: 6月26日前; in a draft the term.
    pub by: String,
    /// The unit as the returns name it, for the claims.
    #[serde(skip)]
    pub(super) short: String,
}

/// A row of a call.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum CallRow {
    /// A group line.
    Group {
        /// Its words.
        group: String,
    },
    /// An item that is missing.
    Missing {
        /// `2-131`.
        id: String,
        /// Number and short title.
        name: String,
        /// 未报送, or the targets that are missing.
        detail: String,
    },
    /// A statement that cannot be used.
    Questioned {
        /// `2-131`.
        id: String,
        /// Number and short title.
        name: String,
        /// The statement as it was typed, and why it cannot be used.
        #[serde(rename = "detail")]
        doubt: String,
    },
}

/// Returns the call for the returns of a unit. Without a number the serial is blank.
pub fn call_for_returns(
    call: &Call,
    drawn: Option<&Number>,
    context: PaperContext<'_>,
) -> CallForReturns {
    let (registry, plan) = (context.basis.registry, context.basis.plan);
    let returns = context.basis.progress.of(context.now.month);
    let name = |id: ItemId| plan.item(id).map_or_else(|| plan.name(id), |item| item.name());
    let missing = call.missing.iter().map(|owed| CallRow::Missing {
        id: owed.item.to_string(),
        name: name(owed.item),
        detail: wording::missing(plan, owed),
    });
    let missing: Vec<CallRow> = missing.collect();
    let questioned = call.in_question.iter().flat_map(|key| {
        let words = wording::questioned(plan, key.target, returns.get(key)).into_iter();
        words.map(move |doubt| (key.target.item, doubt))
    });
    let questioned: Vec<CallRow> = questioned
        .map(|(item, doubt)| CallRow::Questioned { id: item.to_string(), name: name(item), doubt })
        .collect();
    let mut rows = Vec::new();
    for (what, of_kind) in [("未报送", &missing), ("报送有误，待核实更正", &questioned)]
    {
        if !of_kind.is_empty() {
            rows.push(CallRow::Group { group: format!("{what}（{}项）", of_kind.len()) });
            rows.extend(of_kind.iter().cloned());
        }
    }
    let days = context.config.supervision.call_days;
    let by = context.config.calendar.after_working_days(context.date, days);
    let unit = Addressee::new(call.unit, registry, context.config);
    CallForReturns {
        year: context.config.year,
        issuer: Issuer::new(context.config),
        notice: Notice::new(context.config),
        number: context.number(drawn, unit.courtesy),
        unit,
        date: context.date_words(),
        period: context.month(),
        is_silent: call.is_silent,
        missing: missing.len(),
        questioned: questioned.len(),
        unassigned: call.unassigned,
        rows,
        by: context.by(by, days),
        short: registry.unit(call.unit).short.clone(),
    }
}
