//! 各单位进展: how far each unit is with each target, one target of one unit in a row.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::duties::{first_leader, short_title};
use super::leader_columns;
use super::targets::key;
use super::words::{DataWords, UnitColumns};
use crate::assess::{Assessment, Mark, Moved, UnitMark};
use crate::period::Month;
use crate::plan::{Due, Item, Milestone, Role, TargetId};
use crate::registry::{Unit, UnitId};
use crate::targets::Target;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Figure, Id, Name, Percent};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::formula::{DECIMALS, float};
use crate::workbook::table::Columns;

const PREFIX: &str = "单位进展";

/// The unit.
pub(super) const UNIT: DataColumn = DataColumn::new(PREFIX, "单位");
/// The value reached.
pub(super) const VALUE: DataColumn = DataColumn::new(PREFIX, "完成值");
/// The completion.
pub(super) const PERCENT: DataColumn = DataColumn::new(PREFIX, "完成率");
/// The status.
pub(super) const STATUS: DataColumn = DataColumn::new(PREFIX, "状态");
/// What distinguishes a row from all others.
pub(super) const KEY: DataColumn = DataColumn::new(PREFIX, "索引");

/// Returns the text that distinguishes the row of a unit's target from all others: 1-7#2@75, with the place of the unit in the
/// registry. It is read neither as a date nor as a number, and has no wildcard.
pub(super) fn row_key(id: TargetId, unit: UnitId) -> String {
    format!("{}@{}", key(id), unit.0.saturating_add(1))
}

/// A unit's result for a target.
struct UnitLine<'a> {
    item: &'a Item,
    id: TargetId,
    target: Option<&'a Target>,
    unit_id: UnitId,
    unit: &'a Unit,
    role: Option<Role>,
    mark: &'a UnitMark,
    due: Option<Due>,
    has_own_target: bool,
    before: Option<&'a UnitMark>,
    milestone: Option<Milestone>,
}

impl UnitLine<'_> {
    fn of(&self) -> &Mark {
        &self.mark.mark
    }

    /// Returns what the unit reached in the period before.
    fn value_before(&self) -> Option<Decimal> {
        self.before?.mark.value
    }

    /// Returns the value gained since the period before.
    fn gain(&self) -> Option<Decimal> {
        self.of().value?.checked_sub(self.value_before()?)
    }

    /// Returns the places gained since the period before.
    fn places(&self) -> Option<i64> {
        let place = |rank: Option<usize>| i64::try_from(rank?).ok();
        Some(place(self.before?.rank)? - place(self.mark.rank)?)
    }
}

/// Writes the results of `now`, beside those of the period before. Returns the names of the columns and the number of rows.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    words: &DataWords<UnitColumns>,
    (now, before): (&Assessment, Option<&Assessment>),
    rows: &ItemRows,
) -> Result<(RangeNames, usize), XlsxError> {
    let (month, titles, values) = (now.month, &words.columns, source.values);
    let mut columns: Columns<'_, UnitLine<'_>> = Columns::new();
    columns.add(&*titles.id, 52, Id, |line| id_cell(line.item.id, rows));
    columns.text(&*titles.short, 132, |line| short_title(line.item));
    columns.text(&*titles.subject, 120, |line| line.target.map_or("", |target| &target.subject));
    columns.add(&*titles.unit, 92, Name, |line| Cell::text(&line.unit.short));
    columns.named(UNIT.title);
    columns.centred(&*titles.role, 46, |line| line.role.map_or("", Role::word));
    columns.add(&*titles.goal, 60, Figure, |line| line.of().goal.map_or(Cell::BLANK, Cell::figure));
    columns.centred(&*titles.measure, 56, |line| line.target.map_or("", |target| &target.measure));
    let value = columns
        .add(&*titles.value, 64, Figure, |line| line.of().value.map_or(Cell::BLANK, Cell::figure));
    columns.named(VALUE.title);
    columns.add(&*titles.percent, 60, Percent, |line| {
        line.of().percent.map_or(Cell::BLANK, Cell::percent)
    });
    columns.named(PERCENT.title);
    columns.add(&*titles.due, 56, Percent, |line| match (line.due, line.of().percent) {
        (Some(due), Some(_)) => Cell::percent(due.percent()),
        _ => Cell::BLANK,
    });
    let status = columns.centred(&*titles.status, 72, |line| line.of().status.word());
    columns.named(STATUS.title);
    let rank = columns
        .add(&*titles.rank, 42, Centred, |line| line.mark.rank.map_or(Cell::BLANK, Cell::count));
    let mut coloured = vec![status];
    if before.is_some() {
        let old = columns.add(&*titles.value_before, 64, Figure, |line| {
            line.value_before().map_or(Cell::BLANK, Cell::figure)
        });
        columns.derive(&*titles.gain, 60, Figure, move |line, at| {
            line.gain().map_or(Cell::BLANK, |gain| {
                let (now, then) = (at.cell(value), at.cell(old));
                Cell::formula(format!("=ROUND({now}-{then},{DECIMALS})"), float(gain))
            })
        });
        coloured.push(columns.centred(&*titles.status_before, 72, |line| {
            line.before.map_or("", |before| before.mark.status.word())
        }));
        columns.centred(&*titles.change, 46, move |line| {
            let moved =
                line.before.and_then(|before| Moved::between(before.mark.status, line.of().status));
            moved.map_or("", |moved| values.moved(moved))
        });
        let old = columns.add(&*titles.rank_before, 42, Centred, |line| {
            line.before.and_then(|before| before.rank).map_or(Cell::BLANK, Cell::count)
        });
        columns.derive(&*titles.places, 46, Centred, move |line, at| {
            line.places().map_or(Cell::BLANK, |places| {
                Cell::formula(format!("={}-{}", at.cell(old), at.cell(rank)), places as f64)
            })
        });
    }
    columns.add(&*titles.milestone, 76, Centred, move |line| {
        let day = line.milestone.and_then(|next| Month::new(month.year(), next.month));
        Cell::text(&day.map_or_else(String::new, |month| month.to_string()))
    });
    let last = columns.next() - 1;
    columns.add(&*titles.milestone_due, 64, Percent, |line| {
        line.milestone.map_or(Cell::BLANK, |milestone| Cell::percent(milestone.percent))
    });
    columns.add(&*titles.period, 76, Centred, move |_| Cell::text(&month.to_string()));
    columns.add(&*titles.target, 46, Centred, |line| Cell::number(line.id.number.get()));
    columns.centred(&*titles.annex, 84, |line| values.annex(&line.item.annex));
    columns.centred(&*titles.target_kind, 56, |line| match line.target {
        Some(target) => values.target(target),
        None => &values.targets.task,
    });
    columns.centred(&*titles.unit_kind, 90, |line| &line.unit.kind);
    columns.centred(&*titles.goal_origin, 66, |line| match (line.has_own_target, line.of().goal) {
        (true, _) => &values.own,
        (false, Some(_)) => &source.heading.region,
        (false, None) => "",
    });
    columns.centred(&*titles.owed, 42, |line| values.owed(line.mark.owed));
    columns.centred(&*titles.leader, 76, |line| first_leader(line.item));
    columns.text(&*titles.lead, 110, |line| primary(line.item));
    columns.add(&*titles.key, 96, Id, |line| Cell::text(&row_key(line.id, line.unit_id)));
    columns.named(KEY.title);
    leader_columns::add(&mut columns, source, |line: &UnitLine<'_>| line.item);
    let title = source.marked(&words.title);
    let mut table =
        dataset::begin_printed(sheet, columns, (&title, &words.note), last, source.styles)?;
    let mut count = 0;
    for line in lines(source, now, before) {
        table.row(&line)?;
        count += 1;
    }
    let names = dataset::end(&mut table, &words.sheet, PREFIX, source.back(), &coloured)?;
    Ok((names, count))
}

/// Returns the results of all units for all targets, in the order of the plan.
fn lines<'a>(
    source: Source<'a>,
    now: &'a Assessment,
    before: Option<&'a Assessment>,
) -> Vec<UnitLine<'a>> {
    let basis = source.basis;
    let mut lines = Vec::new();
    for (item, assessed) in
        basis.plan.items().iter().filter_map(|item| Some((item, now.item(item.id)?)))
    {
        let earlier = before.and_then(|before| before.item(item.id));
        for (id, target) in item.reported() {
            for part in &assessed.units {
                let Some(mark) = part.targets.get(id.index()) else { continue };
                let earlier = earlier.and_then(|item| item.unit(part.unit));
                lines.push(UnitLine {
                    item,
                    id,
                    target,
                    unit_id: part.unit,
                    unit: basis.registry.unit(part.unit),
                    role: basis.duties.role(part.unit, item.id),
                    mark,
                    due: assessed.targets.get(id.index()).map(|target| target.due),
                    has_own_target: basis.breakdown.value(id, part.unit).is_some(),
                    before: earlier.and_then(|unit| unit.targets.get(id.index())),
                    milestone: basis.schedule.next(id, now.month.number().saturating_add(1)),
                });
            }
        }
    }
    lines
}
