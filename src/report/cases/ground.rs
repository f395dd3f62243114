//! The reasons of a proposal in words, each with the cells that it rests on.

use super::reason::for_paper;
use crate::assess::{Assessment, Basis, ItemAssessment, Mark, TargetMark};
use crate::diagnostic::Place;
use crate::period::Month;
use crate::plan::Item;
use crate::registers::{Event, EventKind};
use crate::registry::UnitId;
use crate::report::claim::Source;
use crate::report::evidence::Evidence;
use crate::report::listing::joined;
use crate::report::wording::{Wording, completion_words, phrase};
use crate::status::{Stage, Status};
use crate::supervision::{Step, StepCause, StepSource};

/// A reason in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The words, without a full stop.
    pub words: String,
    /// The cells that they rest on.
    pub from: Vec<Source>,
}

/// Returns the reasons of a proposal: a sentence for each check at which the item was severe, and one for each other.
pub fn grounds(source: &StepSource<'_>, proposal: &Step<'_>) -> Vec<Ground> {
    let item = source.basis.plan.item(proposal.id);
    let causes = proposal.causes.iter().flat_map(|cause| match cause {
        StepCause::Severe { province, months } => {
            let unit = Some(proposal.unit).filter(|_| !province);
            let checks = source.checks.iter().filter(|check| months.contains(&check.month));
            let found = item.into_iter().flat_map(|item| {
                checks.clone().filter_map(|check| of_check(source.basis, check, item, unit))
            });
            found.collect()
        }
        StepCause::Checked { province, month } => {
            let unit = Some(proposal.unit).filter(|_| !province);
            let check = source.checks.iter().find(|check| check.month == *month);
            let found = item.zip(check);
            found
                .and_then(|(item, check)| of_check(source.basis, check, item, unit))
                .into_iter()
                .collect()
        }
        other => vec![of_cause(source, other)],
    });
    causes.collect()
}

/// Returns the reason that is no figure.
fn of_cause(source: &StepSource<'_>, cause: &StepCause<'_>) -> Ground {
    let from = |event: &Event| vec![Source::from(&event.place)];
    match cause {
        StepCause::Unanswered { notice, deadline } => {
            let paper = paper(notice);
            let words = format!("{paper}限{deadline}答复，至{}没有答复", source.date);
            Ground { words, from: from(notice) }
        }
        StepCause::Passed(set_by) => {
            let deadline = set_by.deadline.map_or_else(String::new, |day| day.to_string());
            let set =
                if set_by.kind == EventKind::Extend { "延期后的期限" } else { "期限" };
            let words = format!("挂牌督办的{set}{deadline}已过，没有申请销号");
            Ground { words, from: from(set_by) }
        }
        StepCause::Overdue(event) => {
            let words = format!("挂牌督办{}登记逾期，至{}没有约谈", event.date, source.date);
            Ground { words, from: from(event) }
        }
        StepCause::Instructed => {
            let place = Place::file("duban.toml");
            Ground {
                words: "省领导批示挂牌督办".to_owned(), from: vec![Source::from(&place)]
            }
        }
        StepCause::Requested { request, last } => {
            let asked = request.deadline.map(|day| format!("至{day}")).unwrap_or_default();
            let reason = match request.evidence.trim() {
                "" => "没有写明理由".to_owned(),
                reason => format!("理由：{}", for_paper(reason)),
            };
            let words =
                format!("{}申请延期{asked}（最迟{last}申请），没有延过期，{reason}", request.date);
            Ground { words, from: from(request) }
        }
        StepCause::Applied(event) => {
            let words = format!("{}申请销号{}", event.date, told(event));
            Ground { words, from: from(event) }
        }
        StepCause::Verified(event) => {
            let words = format!("{}核查通过{}", event.date, told(event));
            Ground { words, from: from(event) }
        }
        // Handled by their checks.
        StepCause::Severe { .. } | StepCause::Checked { .. } => {
            Ground { words: String::new(), from: Vec::new() }
        }
    }
}

/// Returns what the ledger tells of an event, after a colon.
fn told(event: &Event) -> String {
    match for_paper(&event.evidence) {
        words if words.is_empty() => words,
        words => format!("：{words}"),
    }
}

/// Returns the number and the date of the paper of an event.
fn paper(event: &Event) -> String {
    match event.document.trim() {
        "" => format!("{}的{}", event.date, event.kind.word()),
        number => format!("{number}（{}）", event.date),
    }
}

/// Returns what a check found of an item, or of a unit's part of it: the targets that are as bad as the whole.
pub fn of_check(
    basis: &Basis<'_>,
    check: &Assessment,
    item: &Item,
    unit: Option<UnitId>,
) -> Option<Ground> {
    let assessed = check.item(item.id)?;
    let stage = if check.month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
    let evidence = Evidence { basis, month: check.month, stage };
    let (status, marks) = marks(assessed, unit)?;
    let mut from = Vec::new();
    let targets = item.reported().zip(marks).zip(&assessed.targets);
    let worst = targets.filter(|((_, mark), _)| mark.status == status);
    let sentences: Vec<String> = worst
        .map(|(((id, target), mark), province)| {
            from.extend(evidence.result_cells(item, id, mark, unit));
            match target {
                Some(target) => Wording::new(target).at(stage).sentence(mark, province.due),
                None => of_task(mark, province, stage),
            }
        })
        .collect();
    from.dedup();
    let month = month_words(check.month);
    let said = joined(sentences, "；");
    Some(Ground { words: format!("截至{month}，{said}"), from })
}

/// Returns the status and the marks by target of an item, or of a unit's part of it.
fn marks(assessed: &ItemAssessment, unit: Option<UnitId>) -> Option<(Status, Vec<&Mark>)> {
    match unit {
        None => {
            let marks = assessed.targets.iter().map(|target| &target.mark);
            Some((assessed.status, marks.collect()))
        }
        Some(unit) => {
            let part = assessed.unit(unit)?;
            Some((part.status, part.targets.iter().map(|target| &target.mark).collect()))
        }
    }
}

/// Returns the result of an item without a target.
fn of_task(mark: &Mark, province: &TargetMark, stage: Stage) -> String {
    let verdict = phrase(mark.status, stage);
    match (mark.percent, stage) {
        (Some(_), Stage::UnderWay) => {
            let due = gongwen::rounding::print(province.due.percent(), Some(1));
            format!("完成{}，序时进度{due}%，{verdict}", completion_words(mark))
        }
        (Some(_), Stage::YearEnd) => format!("完成{}，{verdict}", completion_words(mark)),
        (None, _) => {
            let how = if mark.verified.is_some() { "核定" } else { "报送" };
            format!("{how}的状态为“{}”", mark.status.word())
        }
    }
}

/// Returns the last day of a month in words: 2018年5月底.
fn month_words(month: Month) -> String {
    format!("{}年{}月底", month.year(), month.number())
}
