//! Section 三 and annex 3: the key tasks.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Source;
use super::at_risk::{AT_RISK, is_at_risk};
use super::figure::{Figure, StatusCell, figures};
use super::status_counts::{PARTLY, is_partly_reported};
use super::{lead_units, primary_unit};
use crate::assess::{ItemAssessment, Moved, TargetMark};
use crate::plan::{Item, TargetId, Who};
use crate::registry::UnitId;
use crate::report::item_number::ItemNumber;
use crate::report::lead_unit_words::LeadUnitWords;
use crate::report::listing::{listed, whole};
use crate::report::wording::{NONE, Wording, completion_words};
use crate::report::{origin, verification};
use crate::status::{Stage, Status};

/// The key tasks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tasks {
    /// The name of the items: 重点工作任务.
    pub name: String,
    /// All of them, in order.
    pub rows: Vec<TaskRow>,
    /// The tasks that are done.
    pub done: Vec<TaskRow>,
    /// The tasks that nobody reported on.
    pub unreported: Vec<TaskRow>,
    /// The done tasks in words: 省妇联牵头的任务1（妇女之家）、省财政厅牵头的任务4（……）.
    pub done_words: String,
    /// The tasks whose returns are in question.
    pub defective: Vec<TaskRow>,
    /// The sentences on unreported tasks, with their full stops, each naming the first twenty; may be empty. They
    /// tell apart the tasks on which no lead unit reported, those whose lead unit sent a zero report, and those
    /// on which it reported in part.
    pub unreported_words: String,
    /// The first twenty tasks whose returns are in question, in the form of `done_words`.
    pub defective_words: String,
    /// The tasks that are not behind, each status below a group line, for `table(…)`: what is unknown comes first.
    pub others: Vec<OtherRow>,
}

/// A row of the table of tasks that are not behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum OtherRow {
    /// A group line above tasks of one status.
    Group {
        /// Its words.
        group: String,
    },
    /// A task.
    Task(Box<TaskRow>),
}

/// An item with the statements of its lead unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskRow {
    /// `2-131`.
    pub id: String,
    /// Annex of the notice.
    pub annex: Option<u8>,
    /// Sequence number in its annex.
    pub no: ItemNumber,
    /// Short title; may be empty.
    pub title: String,
    /// Number and short title: 任务131（高铁经济带）.
    pub name: String,
    /// The item in the notice's words.
    pub text: String,
    /// Lead leaders, in the notice's order.
    pub leaders: Vec<String>,
    /// Lead units.
    pub lead: String,
    /// The unit that reports for the province.
    pub primary: String,
    /// Goal and value of each target, one per line. For an item without targets its 完成率; — if there is
    /// neither.
    pub result: String,
    /// Completion in percent: that of the least complete target, or the one reported for an item without
    /// targets.
    pub percent: Option<Decimal>,
    /// Number of decimals with which it is printed.
    pub percent_digits: u32,
    /// The item with its result below it.
    pub matter: String,
    /// Status, with `note` below it.
    pub state: StatusCell,
    /// 进展情况 in the unit's words; may be empty.
    pub progress: String,
    /// 存在问题 in the unit's words; may be empty.
    pub problems: String,
    /// 下一步措施 in the unit's words; may be empty.
    pub next_steps: String,
    /// The change since the period before, and whether figures were added up; may be empty.
    pub note: String,
    /// The figures.
    pub figures: Vec<Figure>,
    #[serde(skip)]
    lead_report: LeadReport,
    /// The sums that prove nothing, in words: 已报4个单位，合计2.3万人.
    #[serde(skip)]
    sums: Vec<String>,
}

/// Maximum number of items that a list in the text names.
pub(super) const MOST_NAMED: usize = 20;

impl TaskRow {
    /// Returns its unit and its name: 省林业厅牵头的任务2（六大产业精准扶贫）.
    pub(super) fn named(&self) -> String {
        match &*self.primary {
            "" => self.name.clone(),
            unit => format!("{}牵头的{}", whole(unit), self.name),
        }
    }

    /// Returns its unit, its name, and the sums of implementing units that prove nothing:
    /// 省林业厅牵头的任务2（植树，已报4个单位，合计2.3万亩）.
    fn named_with_sums(&self) -> String {
        let named = self.named();
        match (self.sums.join("；"), named.strip_suffix('）')) {
            (sums, _) if sums.is_empty() => named,
            (sums, Some(open)) => format!("{open}，{sums}）"),
            (sums, None) => format!("{named}（{sums}）"),
        }
    }

    /// Returns its name, its unit and the change: 任务2（六大产业精准扶贫）由省林业厅牵头（一季度也严重滞后）.
    pub(super) fn lead_words(&self) -> String {
        let lead = format!("{}由{}牵头", self.name, whole(&self.primary));
        match &*self.note {
            "" => lead,
            note => format!("{lead}（{note}）"),
        }
    }
}

/// Returns the tasks of a period.
pub(super) fn tasks(source: &Source<'_>) -> Tasks {
    let rows: Vec<TaskRow> = source
        .basis
        .plan
        .tasks()
        .filter_map(|item| Some(row(item, source.now.item(item.id)?, source)))
        .collect();
    let of = |status| -> Vec<TaskRow> {
        let rows = rows.iter().filter(|row| row.state.status == status);
        rows.cloned().collect()
    };
    let (done, unreported) = (of(Status::Done), of(Status::Unreported));
    let defective = of(Status::Defective);
    let named = |rows: &[TaskRow], most| listed(rows.iter().map(TaskRow::named), most);
    Tasks {
        name: source.basis.plan.tasks_name(),
        done_words: named(&done, usize::MAX),
        unreported_words: unreported_words(&unreported),
        defective_words: named(&defective, MOST_NAMED),
        others: others(&rows, source.stage()),
        done,
        unreported,
        defective,
        rows,
    }
}

/// The statuses of the table of tasks that are not behind, in its order.
pub(super) const OTHERS: [Status; 5] =
    [Status::Unreported, Status::Defective, Status::Unrated, Status::Done, Status::OnTrack];

fn others(rows: &[TaskRow], stage: Stage) -> Vec<OtherRow> {
    let mut lines = Vec::new();
    for status in OTHERS {
        let of_status: Vec<_> = rows.iter().filter(|row| row.state.status == status).collect();
        if !of_status.is_empty() {
            let group = format!("{}（{}项）", status.word_at(stage), of_status.len());
            lines.push(OtherRow::Group { group });
            lines.extend(of_status.into_iter().map(|row| OtherRow::Task(Box::new(row.clone()))));
        }
    }
    lines
}

/// The reports of an item's lead units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LeadReport {
    /// Nothing came in.
    None,
    /// Nothing but a zero report.
    Zero,
    /// Something came in that cannot be assigned.
    Unassigned,
    /// Some targets, but not all.
    Partial,
}

/// Returns what came in from the lead units of an item that counts as unreported.
fn lead_report(item: &Item, source: &Source<'_>) -> LeadReport {
    let (progress, month) = (source.basis.progress, source.now.month);
    let leads: Vec<UnitId> = item
        .lead
        .iter()
        .filter_map(|party| match party.who {
            Who::Unit(unit) => Some(unit),
            Who::Group(_) | Who::Unknown => None,
        })
        .collect();
    if progress.of_item(month, item.id).any(|(key, _)| leads.contains(&key.unit)) {
        LeadReport::Partial
    } else if leads.iter().any(|&unit| progress.unassigned(month, unit) > 0) {
        LeadReport::Unassigned
    } else if leads.iter().any(|&unit| progress.zero_report(month, unit).is_some()) {
        LeadReport::Zero
    } else {
        LeadReport::None
    }
}

/// Returns the number of unreported tasks by what came in from their lead units, each with a name.
pub(super) fn unreported_counts(rows: &[TaskRow]) -> [(&'static str, usize); 4] {
    let count = |kind| rows.iter().filter(|row| row.lead_report == kind).count();
    [
        ("none", count(LeadReport::None)),
        ("partial", count(LeadReport::Partial)),
        ("unassigned", count(LeadReport::Unassigned)),
        ("zero", count(LeadReport::Zero)),
    ]
}

/// Returns the sentences on unreported tasks: 2项任务没有收到牵头单位的报送：任务2（省林业厅）、任务5（省妇联）.
fn unreported_words(rows: &[TaskRow]) -> String {
    let kinds = [
        (LeadReport::None, "没有收到牵头单位的报送"),
        (LeadReport::Partial, "牵头单位没有报全"),
        (LeadReport::Unassigned, "牵头单位的报送无法对应到事项，待核"),
        (LeadReport::Zero, "牵头单位报送了零报告，没有数据"),
    ];
    kinds
        .into_iter()
        .map(|(kind, words)| {
            let of_kind: Vec<_> = rows.iter().filter(|row| row.lead_report == kind).collect();
            match of_kind.len() {
                0 => String::new(),
                count => {
                    let named = of_kind.iter().map(|row| row.named_with_sums());
                    format!("{count}项任务{words}：{}。", listed(named, MOST_NAMED))
                }
            }
        })
        .collect()
}

/// Returns an item as annexes 3 and 4 show it.
pub(super) fn row(item: &Item, assessed: &ItemAssessment, source: &Source<'_>) -> TaskRow {
    let figures = figures(item, source);
    let words = LeadUnitWords::new(item, source.basis.progress, source.now.month);
    let note = note(item, assessed, source);
    let marks = assessed.targets.iter().map(|target| &target.mark);
    let least = marks.filter(|mark| mark.percent.is_some()).min_by_key(|mark| mark.percent);
    let result = result(item, &figures, assessed, source);
    TaskRow {
        id: item.id.to_string(),
        annex: item.id.annex.number(),
        no: ItemNumber::among(item, source.basis.plan),
        title: item.short_title.clone(),
        name: item.name(),
        text: item.text.clone(),
        leaders: item.leaders.clone(),
        lead: lead_units(item, source),
        primary: primary_unit(item, source),
        matter: match &*result {
            NONE => item.text.clone(),
            result => format!("{}\n（{result}）", item.text),
        },
        result,
        percent: least.and_then(|mark| mark.percent),
        percent_digits: least.map_or(1, |mark| mark.percent_precision.digits()),
        state: StatusCell { status: assessed.status, text: note.clone() },
        progress: words.joined(|report| &report.progress),
        problems: words.joined(|report| &report.problems),
        next_steps: words.joined(|report| &report.next_steps),
        note,
        lead_report: lead_report(item, source),
        sums: unproven_sums(item, assessed, source),
        figures,
    }
}

/// Returns the sums of an item's targets that prove nothing, in words.
fn unproven_sums(item: &Item, assessed: &ItemAssessment, source: &Source<'_>) -> Vec<String> {
    let targets = assessed.targets.iter().zip(&item.targets);
    targets
        .filter(|(mark, _)| mark.unproven_sum().is_some())
        .map(|(mark, target)| {
            origin::of_target(mark, Some(Wording::new(target)), item, source.basis.registry)
        })
        .collect()
}

/// Returns the result of an item, in figures.
fn result(
    item: &Item,
    figures: &[Figure],
    assessed: &ItemAssessment,
    source: &Source<'_>,
) -> String {
    let dues = item.reported().zip(&assessed.targets);
    let dues = dues.map(|((id, _), target)| milestone(id, target, source));
    if !figures.is_empty() {
        let lines = figures.iter().zip(dues).map(|(figure, due)| line(figure, &due));
        return lines.collect::<Vec<_>>().join("\n");
    }
    let first = assessed.targets.first().map(|target| &target.mark);
    let due: String = dues.take(1).collect();
    first
        .filter(|mark| mark.percent.is_some())
        .map_or_else(|| NONE.to_owned(), |mark| format!("完成率{}{due}", completion_words(mark)))
}

/// Returns what is due of a target by a milestone of its own: ，按时间节点6月底应完成40%. Empty where it is judged by the
/// months that have passed, or not by its completion, and at the end of the year.
fn milestone(id: TargetId, target: &TargetMark, source: &Source<'_>) -> String {
    let is_judged = target.mark.percent.is_some() && target.mark.status.is_verdict();
    let is_under_way = source.stage() == Stage::UnderWay;
    if !(is_judged && is_under_way && source.basis.schedule.has_milestones(id)) {
        return String::new();
    }
    let (month, due) = (source.now.month.number(), target.due.percent());
    if due.is_zero() {
        return format!("，按时间节点{month}月底尚无应完成数");
    }
    format!("，按时间节点{month}月底应完成{}%", due.normalize())
}

/// Returns a target and its value on one line: 危房改造：目标11.64万户，完成5.20万户（44.7%），按时间节点6月底应完成40%;
/// 死亡人数：目标下降5%以上，实际上升0.4%.
fn line(figure: &Figure, milestone: &str) -> String {
    let done = match (figure.value, figure.percent) {
        (None, _) if figure.state.status == Status::Unreported => match &*figure.computed {
            "" => "未报送".to_owned(),
            sum => format!("未报送（{sum}）"),
        },
        (None, _) if figure.state.status == Status::Defective => {
            Status::Defective.word().to_owned()
        }
        (None, None) => "暂无数据".to_owned(),
        (None, Some(_)) => format!("完成{}", figure.percent_words),
        (Some(_), None) if figure.states_verb => format!("实际{}", figure.value_words),
        (Some(_), None) => format!("完成{}", figure.value_words),
        (Some(_), Some(_)) => format!("完成{}（{}）", figure.value_words, figure.percent_words),
    };
    let verified = match &*figure.verified {
        "" => String::new(),
        verified => format!("（{verified}）"),
    };
    format!("{}：目标{}，{done}{verified}{milestone}", figure.subject, figure.goal_words)
}

/// Returns the content of the column 备注.
fn note(item: &Item, assessed: &ItemAssessment, source: &Source<'_>) -> String {
    let origin = origin::of_item(item, assessed, source.basis.registry);
    let mut notes: Vec<String> = (!origin.is_empty()).then_some(origin).into_iter().collect();
    notes.extend(is_partly_reported(assessed).then(|| PARTLY.to_owned()));
    notes.extend(verification::note(item, source.basis.progress, source.now.month));
    // At the end of the year it does not matter when a target was behind.
    let before = source.before.filter(|_| source.stage() == Stage::UnderWay);
    if let Some((change, (period, before))) = source.change().zip(before) {
        let was = before.item(assessed.id).map(|item| item.status.word());
        let name = period.name();
        match (change.of(assessed.id), was) {
            (Some(Moved::Up | Moved::Down), Some(was)) => notes.push(format!("{name}为{was}")),
            _ if change.still_behind().any(|item| item.id == assessed.id) => {
                notes.push(format!("{name}也{}", assessed.status.word()));
            }
            _ => {}
        }
    }
    notes.extend(is_at_risk(assessed, source).then(|| AT_RISK.to_owned()));
    notes.join("；")
}
