//! Corrections of earlier bulletins: figures that units corrected, or that the office verified, after the bulletin that
//! printed them was issued, and first returns that came after a bulletin that called the unit 未报送.

use serde::Serialize;

use super::Source;
use crate::assess::{Assessment, ItemAssessment, Mark};
use crate::period::Period;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::report::wording::{Wording, exactly, target_name};
use crate::returns::{Key, Progress};
use crate::status::Status;

/// An earlier bulletin: what was known when the last bulletin before this one was issued, and what is known now.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    /// Its period.
    pub period: Period,
    /// The assessment of that period as it was known.
    pub then: Assessment,
    /// The assessment of that period as it is known now.
    pub now: Assessment,
    /// The returns as they were known.
    pub known: Progress,
}

/// The corrections of earlier bulletins.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Corrections {
    /// One for each figure, by period and item.
    pub rows: Vec<CorrectionRow>,
    /// All of them in words: 一季度通报兰州市指标1（生产总值增长）为增长5.3%，现更正为增长5.5%。 Empty if there is none.
    pub words: String,
}

/// A figure that was corrected.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionRow {
    /// The name of the bulletin's period.
    pub period: String,
    /// `1-1`.
    pub id: String,
    /// The quantity, or the item's title.
    pub subject: String,
    /// The item's name, with the quantity where it has several.
    pub name: String,
    /// The unit.
    pub unit: String,
    /// The figure that was printed, in words.
    pub then: String,
    /// The figure that holds now, in words.
    pub now: String,
    /// True if the unit had not reported when the bulletin was issued.
    pub late: bool,
    /// The unit and the target.
    #[serde(skip)]
    pub key: Key,
}

impl CorrectionRow {
    fn words(&self) -> String {
        let [then, now] = self.sides();
        format!("{then}{now}")
    }

    /// Returns what was printed, and what holds now.
    pub(super) fn sides(&self) -> [String; 2] {
        let Self { period, name, unit, then, now, late, .. } = self;
        let changed = if *late { "印发后补报" } else { "现更正为" };
        [format!("{period}通报{unit}{name}为{then}，"), format!("{changed}{now}")]
    }
}

/// Returns the corrections that the bulletin has to note.
pub(super) fn corrections(source: &Source<'_>) -> Corrections {
    let rows: Vec<_> = source.issued.iter().flat_map(|issued| rows(issued, source)).collect();
    let words: Vec<_> = rows.iter().map(CorrectionRow::words).collect();
    let words = match words.is_empty() {
        true => String::new(),
        false => words.join("；") + "。",
    };
    Corrections { rows, words }
}

fn rows(issued: &Issued, source: &Source<'_>) -> Vec<CorrectionRow> {
    let mut rows = Vec::new();
    for item in source.basis.plan.items() {
        let assessed = issued.then.item(item.id).zip(issued.now.item(item.id));
        let Some((then, now)) = assessed else { continue };
        for (id, _) in item.reported() {
            let units = now.units.iter().map(|part| part.unit);
            let printed = units.filter(|&unit| is_printed(item, unit, then, source));
            rows.extend(printed.filter_map(|unit| {
                let (was, is) = (mark(then, unit, id)?, mark(now, unit, id)?);
                let (was, is) = changed(was, is, item, id)?;
                Some(CorrectionRow {
                    period: issued.period.name(),
                    id: item.id.to_string(),
                    subject: subject(item, id),
                    name: target_name(item, id),
                    unit: source.basis.registry.unit(unit).short.clone(),
                    late: was == Status::Unreported.word(),
                    then: was,
                    now: is,
                    key: Key { target: id, unit },
                })
            }));
        }
    }
    rows
}

/// Returns whether a bulletin prints a unit's figure on an item: that of the unit that reports for the province or whose
/// return counts in its place, and those of the prefectures on indicators.
pub(super) fn is_printed(
    item: &Item,
    unit: UnitId,
    assessed: &ItemAssessment,
    source: &Source<'_>,
) -> bool {
    let kind = &source.basis.registry.unit(unit).kind;
    let rules = source.basis.rules;
    let ranked = *kind == rules.ranked_kind || *kind == rules.enclosed_kind;
    let takes_its_place = assessed.targets.iter().any(|target| target.co_lead() == Some(unit));
    item.primary() == Some(unit) || takes_its_place || (item.annex.has_indicators && ranked)
}

fn mark(item: &ItemAssessment, unit: UnitId, id: TargetId) -> Option<&Mark> {
    item.unit(unit)?.targets.get(id.index()).map(|target| &target.mark)
}

/// Returns the two figures in words if they differ. A return without anything to judge by corrects nothing.
fn changed(then: &Mark, now: &Mark, item: &Item, id: TargetId) -> Option<(String, String)> {
    let figures = |mark: &Mark| (mark.value, mark.percent.filter(|_| mark.value.is_none()));
    let same = match figures(then) == figures(now) {
        true => figures(then) != (None, None) || then.status == now.status,
        false => false,
    };
    let says_nothing = now.status == Status::Unrated && figures(now) == (None, None);
    if same || (then.status == Status::Unreported && says_nothing) {
        return None;
    }
    let words = |mark: &Mark| match (item.target(id), mark.value, mark.percent) {
        (Some(target), Some(value), _) => Wording::new(target).spoken_exactly(value),
        (_, None, Some(percent)) => format!("完成率{}%", exactly(percent, 1)),
        _ => mark.status.word().to_owned(),
    };
    Some((words(then), words(now)))
}

/// Returns the quantity of a target, or the title of an item without one.
fn subject(item: &Item, id: TargetId) -> String {
    match item.target(id) {
        Some(target) => Wording::new(target).noun(),
        None if item.short_title.is_empty() => item.text.trim_end_matches('。').to_owned(),
        None => item.short_title.clone(),
    }
}
