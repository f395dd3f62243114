//! The rows of a notice.

use serde::Serialize;

use super::{PaperContext, day_words};
use crate::assess::TargetMark;
use crate::plan::{Item, TargetId};
use crate::report::bulletin::{Measure, StatusCell, UNSTATED, measure};
use crate::report::lead_unit_words::LeadUnitWords;
use crate::report::listing::whole;
use crate::report::wording::NONE;
use crate::supervision::papers::{Cause, Grade, Line, Scope, Sent};

/// A row of the table of a notice.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum NoticeRow {
    /// A group line above an item: 任务41　城市黑臭水体整治（牵头领导：宋亮）.
    Group {
        /// Its words.
        group: String,
    },
    /// A target.
    Target(Box<TargetRow>),
    /// The notice that was not answered.
    Earlier {
        /// Its number and the day on which the answer was due: 甘政办督〔2018〕3号应于5月24日前答复，尚未答复.
        earlier: String,
    },
    /// The reason that the unit gave, in its words; 未说明 where it gave none.
    Reason {
        /// Its words.
        reason: String,
    },
}

/// A target of an item with what was reached, and what is asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetRow {
    /// The status, with the causes of the line below it in the first row of an item.
    pub state: StatusCell,
    /// The target in words; — for an item without targets.
    pub goal_words: String,
    /// What is or will be due: 5月底应完成41.7%; — for a target that holds all year.
    pub due_words: String,
    /// What was reached.
    pub reached: String,
    /// The gap.
    pub gap_words: String,
    /// True in the first row of an item, which has what is asked for all of them.
    pub is_first: bool,
    /// Number of rows of the item, for the cells that extend over them.
    pub span: usize,
    /// The day by which the unit has to act: 6月26日前; in a draft the term.
    pub by: String,
    /// True if the item is behind.
    pub is_behind: bool,
    /// True if it is severely behind.
    pub is_severe: bool,
    /// True if it was behind at the preceding check, too.
    pub is_again: bool,
    /// True if a notice about it was not answered.
    pub is_unanswered: bool,
}

/// The item of a line, with what its claims rest on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Titled {
    /// The line.
    pub line: Line,
    /// The targets of its rows, each with its measure.
    pub targets: Vec<(TargetId, Measure)>,
}

/// Returns whether a line is about an item that is behind and for which its unit answers.
pub(super) fn is_behind(line: &Line) -> bool {
    let mut causes = line.causes.iter();
    causes.any(|cause| matches!(cause, Cause::Behind | Cause::BehindAgain { .. }))
}

/// Returns whether such an item is severely behind.
pub(super) fn is_severe(line: &Line) -> bool {
    is_behind(line) && line.status == crate::status::Status::Severe
}

/// Returns whether a notice about the item was not answered.
pub(super) fn is_unanswered(line: &Line) -> bool {
    line.causes.contains(&Cause::Unanswered)
}

/// Returns the rows of lines.
pub(super) fn rows(lines: &[Line], context: PaperContext<'_>) -> (Vec<NoticeRow>, Vec<Titled>) {
    let (mut rows, mut titled) = (Vec::new(), Vec::new());
    for line in lines {
        let Some(item) = context.basis.plan.item(line.item) else { continue };
        let targets = targets(line, item, context);
        rows.push(NoticeRow::Group { group: heading(item) });
        for (index, (target, measure)) in targets.iter().enumerate() {
            let row = target_row(line, (*target, measure), (index, targets.len()), context);
            rows.push(NoticeRow::Target(Box::new(row)));
        }
        if is_unanswered(line)
            && let Some(sent) = &line.earlier
        {
            rows.push(NoticeRow::Earlier { earlier: unanswered(sent) });
        }
        if is_behind(line) {
            rows.push(NoticeRow::Reason { reason: reason(line, item, context) });
        }
        titled.push(Titled { line: line.clone(), targets });
    }
    (rows, titled)
}

/// Returns the name of an item, with its leaders.
fn heading(item: &Item) -> String {
    let title = match &*item.short_title {
        "" => item.text.clone(),
        title => whole(title),
    };
    let leaders = match item.leaders.join("、") {
        names if names.is_empty() => String::new(),
        names => format!("（牵头领导：{names}）"),
    };
    format!("{}　{title}{leaders}", item.words())
}

/// Returns the words of the unit on why it is behind.
fn reason(line: &Line, item: &Item, context: PaperContext<'_>) -> String {
    let words = LeadUnitWords::of(line.unit, item, context.basis.progress, context.now.month);
    match words.joined(|report| &report.problems) {
        words if words.is_empty() => UNSTATED.to_owned(),
        words => words,
    }
}

/// Returns the result that a line shows for a target: the province's, or the unit's in its place.
pub(super) fn mark(line: &Line, index: usize, context: PaperContext<'_>) -> Option<TargetMark> {
    let assessed = context.now.item(line.item)?;
    let province = assessed.targets.get(index)?.clone();
    match line.scope {
        Scope::Province => Some(province),
        Scope::Unit { .. } => {
            let part = assessed.unit(line.unit)?.targets.get(index)?;
            let origin = crate::assess::Origin::Lead;
            Some(TargetMark { mark: part.mark.clone(), origin, narrow: false, ..province })
        }
    }
}

/// Returns the targets that a line is about: those that are behind, or due soon, or else all.
fn targets(line: &Line, item: &Item, context: PaperContext<'_>) -> Vec<(TargetId, Measure)> {
    let (month, stage) = (context.now.month, context.stage());
    let all: Vec<_> = item
        .reported()
        .enumerate()
        .filter_map(|(index, (id, _))| Some((index, id, mark(line, index, context)?)))
        .collect();
    let is_due = |target: TargetId| {
        let mut causes = line.causes.iter();
        causes.any(|cause| matches!(cause, Cause::Milestone { target: due, .. } if *due == target))
    };
    let is_meant = |(_, id, mark): &&(usize, TargetId, TargetMark)| match is_behind(line) {
        true => mark.mark.status.is_behind(),
        false => is_due(*id),
    };
    let meant: Vec<_> = all.iter().filter(is_meant).collect();
    let meant = if meant.is_empty() { all.iter().collect() } else { meant };
    let measures = meant.into_iter().map(|(index, id, mark)| {
        let mut measured = measure(item, *index, mark, (month, stage), context.basis.registry);
        if item.target(*id).is_some() && mark.mark.goal.is_none() {
            // The province's amount is not this unit's to reach.
            (measured.goal_words, measured.due_words) = (String::new(), String::new());
        }
        (*id, measured)
    });
    measures.collect()
}

fn target_row(
    line: &Line,
    (target, measure): (TargetId, &Measure),
    (index, span): (usize, usize),
    context: PaperContext<'_>,
) -> TargetRow {
    let or_none = |words: &str| if words.is_empty() { NONE.to_owned() } else { words.to_owned() };
    let is_first = index == 0;
    let status = mark(line, target.index(), context).map_or(line.status, |mark| mark.mark.status);
    let days = context.config.supervision.days_to_reply(line.item);
    let is_hint = line.grade() == Grade::Hint;
    let milestone = line.causes.iter().find_map(|cause| match cause {
        Cause::Milestone { target: due, .. } if *due == target => Some(cause_words(cause, line)),
        _ => None,
    });
    TargetRow {
        state: StatusCell {
            status: context.stage().shown(status),
            text: if is_first { causes(line) } else { String::new() },
        },
        goal_words: or_none(&measure.goal_words),
        due_words: milestone.unwrap_or_else(|| or_none(&measure.due_words)),
        reached: or_none(&measure.reached),
        gap_words: if is_hint { NONE.to_owned() } else { or_none(&measure.gap_words) },
        is_first,
        span,
        by: if is_hint {
            format!("{}前", day_words(line.due))
        } else {
            context.by(line.due, days)
        },
        is_behind: is_behind(line),
        is_severe: is_severe(line),
        is_again: line.causes.iter().any(|cause| matches!(cause, Cause::BehindAgain { .. })),
        is_unanswered: is_unanswered(line),
    }
}

/// Returns the causes of a line in words, but for a notice that was not answered, which has a row of its own.
fn causes(line: &Line) -> String {
    let causes = line.causes.iter().filter(|cause| **cause != Cause::Unanswered);
    let words = causes.map(|cause| cause_words(cause, line));
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("；")
}

/// Returns a cause in words; empty for one that the status says.
pub(super) fn cause_words(cause: &Cause, line: &Line) -> String {
    match cause {
        Cause::Behind => String::new(),
        Cause::BehindAgain { before, was } => {
            format!("{}也{}", before.of_bulletin().name(), was.word())
        }
        Cause::Unanswered => line.earlier.as_ref().map_or_else(String::new, unanswered),
        Cause::Milestone { month, percent, .. } => {
            format!("{month}月底应完成{}%", percent.normalize())
        }
        Cause::Deadline(day) => format!("完成时限为{}", day_words(*day)),
    }
}

/// Returns that a notice was not answered: 甘政办督〔2018〕3号应于5月24日前答复，尚未答复.
fn unanswered(sent: &Sent) -> String {
    let document = match &*sent.document {
        "" => format!("{}的督办单", day_words(sent.date)),
        number => number.to_owned(),
    };
    match sent.deadline {
        Some(deadline) => format!("{document}应于{}前答复，尚未答复", day_words(deadline)),
        None => format!("{document}尚未答复"),
    }
}
