//! The share of a target that should be reached by the end of each month: `seeds/schedule.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gongwen::rounding::{round, round_completion};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::id_cells::IdCells;
use super::{Item, ItemId, Plan, TargetId};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, file_columns, read_table};
use crate::input::csv::Cell;
use crate::input::demonstration::is_demonstration;
use crate::period::Month;
use crate::targets::quantity::Quantity;

/// The file of the workspace that holds milestones; optional.
pub const SCHEDULE_FILE: &str = "seeds/schedule.csv";

file_columns! {
    enum Column {
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Target = ColumnSpec::optional("指标", "target").or(&["指标序号"]),
        Month = ColumnSpec::required("月份", "month").or(&["月", "时间节点"]),
        Percent = ColumnSpec::required("序时进度", "percent").or(&["进度", "应完成"]),
        Note = ColumnSpec::optional("备注", "note"),
    }
}

/// The table of milestones.
pub(super) fn table() -> BaseTable {
    BaseTable::optional(SCHEDULE_FILE, Column::ALL)
}

/// The planned course of the year: a twelfth a month, or milestones of an item's own.
///
/// Building, planting and housing do not run evenly through a winter in the north. A milestone holds
/// from its month until the next one; before the first nothing is due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Schedule {
    /// By what they hold for: month → percent due at its end.
    milestones: BTreeMap<Scope, BTreeMap<i8, Decimal>>,
    /// The cells of the milestones.
    places: BTreeMap<(Scope, i8), Place>,
    /// What the milestones marked as made up hold for.
    demonstrations: BTreeSet<Scope>,
}

/// A milestone: what is due at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// The month, 1 to 12.
    pub month: i8,
    /// The share due of the year's target, in percent.
    pub percent: Decimal,
    /// True if any milestone of the same target is marked as made up.
    pub is_demonstration: bool,
}

/// The range of targets for which a milestone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Every target of the item without milestones of its own.
    Item(ItemId),
    /// One target.
    Target(TargetId),
}

/// A share of a year's target, as an exact fraction: a twelfth is not a finite decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The part of `whole`.
    pub part: Decimal,
    /// The year's target.
    pub whole: Decimal,
}

impl Due {
    /// Returns the share due on a straight line at the end of `month`, 1 to 12.
    pub fn straight(month: i8) -> Self {
        Self { part: Decimal::from(month), whole: Decimal::from(12) }
    }

    /// Returns the share in percent, rounded where it is not a finite decimal.
    pub fn percent(self) -> Decimal {
        let exact = self.part.checked_mul(Decimal::ONE_HUNDRED);
        exact.and_then(|part| part.checked_div(self.whole)).unwrap_or_default()
    }

    /// Returns the points by which a completion in percent is ahead of the share: the difference of the two as they are
    /// printed with so many decimals.
    pub fn ahead(self, percent: Decimal, digits: u32) -> Option<Decimal> {
        round_completion(percent, digits).checked_sub(round(self.percent(), digits))
    }
}

/// Returns the share due at the end of a month of what was given on a day and has a deadline.
fn span(given: Date, deadline: Option<Date>, month: Month) -> Due {
    let at = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month);
    let now = at(month.year(), month.number());
    let first = at(given.year(), given.month());
    let last = deadline.map_or(at(month.year(), 12), |day| at(day.year(), day.month()));
    let (part, whole) = match last - first {
        whole if whole > 0 => ((now - first).clamp(0, whole), whole),
        _ => (i32::from(now >= first), 1),
    };
    Due { part: Decimal::from(part), whole: Decimal::from(whole) }
}

impl Schedule {
    /// Returns the share due of a target at the end of `month` (1 to 12).
    pub fn due(&self, target: TargetId, month: i8) -> Due {
        match self.of(target) {
            Some((_, milestones)) => {
                let reached = milestones.range(..=month).next_back();
                Due {
                    part: reached.map_or(Decimal::ZERO, |(_, &percent)| percent),
                    whole: Decimal::ONE_HUNDRED,
                }
            }
            None => Due::straight(month),
        }
    }

    /// Returns the share due of a target of an item at the end of `month`. An instruction is due on a straight line by months
    /// from the one in which it was given to that of its deadline, or to December without one; an item of the notice, and
    /// every item with milestones, as [`due`](Self::due) says.
    pub fn due_of(&self, item: &Item, target: TargetId, month: Month) -> Due {
        match item.since.filter(|_| !self.has_milestones(target)) {
            Some(since) => span(since, item.deadline_date(month.year()), month),
            None => self.due(target, month.number()),
        }
    }

    /// Returns the milestones of a target, and for what they were given.
    fn of(&self, target: TargetId) -> Option<(Scope, &BTreeMap<i8, Decimal>)> {
        let scopes = [Scope::Target(target), Scope::Item(target.item)];
        scopes.into_iter().find_map(|scope| Some((scope, self.milestones.get(&scope)?)))
    }

    /// Returns the cell of the milestone that holds for a target at the end of `month`.
    pub fn place(&self, target: TargetId, month: i8) -> Option<&Place> {
        let (scope, milestones) = self.of(target)?;
        let (&reached, _) = milestones.range(..=month).next_back()?;
        self.places.get(&(scope, reached))
    }

    /// Returns whether the item or target has milestones of its own.
    pub fn has_milestones(&self, target: TargetId) -> bool {
        self.of(target).is_some()
    }

    /// Returns the first milestone of a target at the end of `month` (1 to 12) or later at which anything is due;
    /// `None` where the target has no milestones of its own, or none any more.
    pub fn next(&self, target: TargetId, month: i8) -> Option<Milestone> {
        let (scope, milestones) = self.of(target)?;
        let (&month, &percent) =
            milestones.range(month..).find(|(_, percent)| !percent.is_zero())?;
        let is_demonstration = self.demonstrations.contains(&scope);
        Some(Milestone { month, percent, is_demonstration })
    }

    /// Returns whether a milestone of a target is marked as made up.
    pub fn is_demonstration(&self, target: TargetId) -> bool {
        let own = Scope::Target(target);
        let scope = match self.milestones.contains_key(&own) {
            true => own,
            false => Scope::Item(target.item),
        };
        self.demonstrations.contains(&scope)
    }

    /// Returns whether any milestone is marked as made up.
    pub fn has_demonstrations(&self) -> bool {
        !self.demonstrations.is_empty()
    }

    /// Sets what is due at the end of `month` (1 to 12).
    pub fn set(&mut self, scope: Scope, month: i8, percent: Decimal) {
        let milestones = self.milestones.entry(scope).or_default();
        milestones.insert(month, percent);
    }

    /// Reads the milestones of the workspace `root`; a workspace without the file has none. A row that
    /// cannot be read is reported and left out.
    pub fn load(root: &Path, plan: &Plan, diagnostics: &mut Diagnostics) -> Self {
        table()
            .read_optional(root, diagnostics)
            .map(|source| Self::from_source(&source, plan, diagnostics))
            .unwrap_or_default()
    }

    /// The milestones that `source` writes down; see [`Schedule::load`].
    pub fn from_source(source: &SourceFile, plan: &Plan, diagnostics: &mut Diagnostics) -> Self {
        let mut schedule = Self::default();
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return schedule;
        };
        let mut ids = IdCells::default();
        for row in rows.iter() {
            let cells = (|| {
                Some([
                    row.needed(Column::Item, diagnostics)?,
                    row.needed(Column::Month, diagnostics)?,
                    row.needed(Column::Percent, diagnostics)?,
                ])
            })();
            let Some(cells) = cells else { continue };
            match milestone(&row, cells, plan, &mut ids) {
                Ok((scope, month, percent)) => {
                    if let Some(earlier) = schedule.places.get(&(scope, month)) {
                        let line = earlier.line;
                        let message = format!(
                            "与第{line}行是同一事项、同一月份，以第{line}行为准，本行未采用"
                        );
                        let problem = source.problem(Code::MilestoneTwice, message, cells[1]);
                        diagnostics.push(problem.hint("删去其中一行"));
                        continue;
                    }
                    schedule.set(scope, month, percent);
                    schedule.places.insert((scope, month), row.place(Column::Percent));
                    if is_demonstration(&row.cell(Column::Note).text) {
                        schedule.demonstrations.insert(scope);
                    }
                }
                Err((cell, message)) => {
                    let message = format!("{message}，本行未读入");
                    diagnostics.push(source.problem(Code::CellInvalid, message, cell));
                }
            }
        }
        ids.report(diagnostics);
        schedule
    }
}

/// The milestone of a row, or the cell that is wrong and why.
fn milestone<'r>(
    row: &'r NamedRow<'_, Column>,
    [id, month, percent]: [&'r Cell; 3],
    plan: &Plan,
    ids: &mut IdCells,
) -> Result<(Scope, i8, Decimal), (&'r Cell, String)> {
    let item = ids.read(row.source, id).filter(|&id| plan.item(id).is_some());
    let item = item.ok_or_else(|| (id, format!("没有编号为“{}”的事项", id.text)))?;
    let cell = row.cell(Column::Target);
    let target: u32 = match &*cell.text {
        "" => 0,
        text => text.parse().map_err(|_| (cell, format!("指标“{text}”不是序号")))?,
    };
    let count = plan.item(item).map_or(0, |item| item.targets.len());
    if usize::try_from(target).is_ok_and(|target| target > count.max(1)) {
        return Err((cell, format!("{item}只有{count}个指标，没有第{target}个")));
    }
    // 0 is written for all targets, too.
    let scope = TargetId::new(item, target).map_or(Scope::Item(item), Scope::Target);
    let written = month.text.trim_end_matches('月');
    let number = written.parse().ok().filter(|number| (1..=12).contains(number));
    let number = number.ok_or_else(|| (month, format!("月份“{}”不是1至12", month.text)))?;
    let due = Quantity::parse(&percent.text)
        .ok()
        .flatten()
        .and_then(|quantity| quantity.in_measure("%"))
        .filter(|due| *due >= Decimal::ZERO);
    let due = due.ok_or_else(|| (percent, format!("序时进度“{}”不是百分数", percent.text)))?;
    Ok((scope, number, due))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::Annex;
    use crate::sample::{Province, cases};

    fn id(no: u32) -> ItemId {
        ItemId::new(Annex::TASKS, no)
    }

    /// The schedule of these rows, and the problems as `line:column message`.
    fn read(rows: &str) -> (Schedule, Vec<String>) {
        let province = Province::tiny()
            .without_items()
            .task(1, "甲", |item| item.target("造林 = 360 万亩").target("管护 = 6 项"));
        let (_, plan) = province.task(2, "乙", |item| item).load();
        let text = format!("编号,指标,月份,序时进度,备注\n{rows}");
        let mut diagnostics = Diagnostics::new();
        let source = SourceFile::from_text(SCHEDULE_FILE, text);
        let schedule = Schedule::from_source(&source, &plan, &mut diagnostics);
        let problems = diagnostics.iter().map(|problem| {
            let place = problem.place.as_ref().expect("it stands in the file");
            format!("{}:{} {}", place.line, place.column, problem.message)
        });
        (schedule, problems.collect())
    }

    fn due(schedule: &Schedule, no: u32, target: u32, month: i8) -> String {
        let percent = schedule.due(TargetId::new(id(no), target).unwrap(), month).percent();
        percent.round_dp(2).normalize().to_string()
    }

    #[test]
    fn without_milestones_a_twelfth_is_due_each_month() {
        let (schedule, problems) = read("");
        assert_eq!(problems, [""; 0]);
        for (month, percent) in [(1, "8.33"), (3, "25"), (8, "66.67"), (12, "100")] {
            assert_eq!(due(&schedule, 1, 1, month), percent);
        }
    }

    #[test]
    fn a_milestone_holds_until_the_next() {
        let (schedule, problems) = read("2-1,,3月,5%,\n2-1,,6,60,演示数据\n2-1,,12,100,\n");
        assert_eq!(problems, [""; 0]);
        for (month, percent) in [(2, "0"), (3, "5"), (5, "5"), (6, "60"), (11, "60"), (12, "100")] {
            assert_eq!(due(&schedule, 1, 1, month), percent, "{month}");
            assert_eq!(due(&schedule, 1, 2, month), percent, "{month}");
        }
        assert_eq!(due(&schedule, 2, 1, 3), "25");
    }

    #[test]
    fn the_next_milestone_is_the_first_at_which_anything_is_due() {
        let (schedule, _) = read("2-1,,3,0,\n2-1,,6,60,演示数据\n2-1,,12,100,\n2-1,2,9,40,\n");
        let next = |no, target, month| {
            let next = schedule.next(TargetId::new(id(no), target).unwrap(), month)?;
            Some((next.month, next.percent.to_string(), next.is_demonstration))
        };
        assert_eq!(next(1, 1, 2), Some((6, "60".to_owned(), true)));
        assert_eq!(next(1, 1, 6), Some((6, "60".to_owned(), true)));
        assert_eq!(next(1, 1, 7), Some((12, "100".to_owned(), true)));
        assert_eq!(next(1, 2, 2), Some((9, "40".to_owned(), false)));
        assert_eq!(next(1, 2, 10), None);
        assert_eq!(next(2, 1, 2), None);
    }

    #[test]
    fn a_second_milestone_of_a_month_is_reported_and_the_first_counts() {
        let (schedule, problems) = read("2-1,,3,5,\n2-1,,3月,50,\n2-1,3,6,9,\n");
        assert_eq!(due(&schedule, 1, 1, 3), "5");
        assert_eq!(
            problems,
            [
                "3:6 与第2行是同一事项、同一月份，以第2行为准，本行未采用",
                "4:5 2-1只有2个指标，没有第3个，本行未读入"
            ]
        );
    }

    #[test]
    fn milestones_of_a_target_come_before_those_of_its_item() {
        let (schedule, _) = read("2-1,,3,5,\n2-1,2,3,40,\n");
        assert_eq!(due(&schedule, 1, 1, 3), "5");
        assert_eq!(due(&schedule, 1, 2, 3), "40");
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_cell_and_left_out() {
        let (schedule, problems) = read(
            "2-9,,3,5,\n2-1,甲,3,5,\n2-1,,13,5,\n2-1,,3,半,\n2-1,,3,-5,\n2-1,,3,5户,\n2-1,,,5,\n",
        );
        assert_eq!(schedule, Schedule::default());
        assert_eq!(
            problems,
            [
                "2:1 没有编号为“2-9”的事项，本行未读入",
                "3:5 指标“甲”不是序号，本行未读入",
                "4:6 月份“13”不是1至12，本行未读入",
                "5:8 序时进度“半”不是百分数，本行未读入",
                "6:8 序时进度“-5”不是百分数，本行未读入",
                "7:8 序时进度“5户”不是百分数，本行未读入",
                "8:6 “月份”不能为空，本行未读入",
            ]
        );
    }

    proptest! {
        #![proptest_config(cases(200))]

        /// Each line with content is a milestone, or a problem names it.
        #[test]
        fn every_row_is_kept_or_reported(
            lines in prop::collection::vec(
                "2-[1-3]?,[1-3甲]?,(1[0-3]|[0-9]|3月)?,([0-9]{1,3}%?|甲|-1|1/2)?,(演示数据)?|2-1,,3,5,|[a-z,，合计附件3]{0,9}|2-1,1,3,5,备注,多",
                0..14,
            ),
        ) {
            let (schedule, problems) = read(&(lines.join("\n") + "\n"));
            let kept: BTreeSet<usize> = schedule.places.values().map(|place| place.line).collect();
            prop_assert_eq!(kept.len(), schedule.places.len());
            let told = problems.iter().filter_map(|problem| problem.split_once(':')?.0.parse().ok());
            let told: BTreeSet<usize> = told.collect();
            let lost = (2..).zip(&lines).filter(|(_, line)| line.chars().any(|c| c != ','));
            let lost: Vec<_> = lost.filter(|(at, _)| !kept.contains(at) && !told.contains(at)).collect();
            prop_assert!(lost.is_empty(), "{lost:?}");
        }
    }
}
