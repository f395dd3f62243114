//! 月度数据: what the province reached by the end of each month with returns, one target in one month in a row. Sparklines of
//! other sheets show it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, RowNum, Sparkline, SparklineType, Worksheet, XlsxError};

use super::data::{ItemRows, id_cell};
use super::duties::short_title;
use super::words::{DataWords, MonthColumns};
use crate::assess::{Assessment, TargetMark};
use crate::period::Month;
use crate::plan::{Item, ItemId, TargetId};
use crate::targets::{Kind, Target};
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Figure, Id, Percent};
use crate::workbook::dataset::{self, RangeNames};
use crate::workbook::formula::{float, of_whole};
use crate::workbook::table::Columns;

/// A target at the end of a month.
struct MonthLine<'a> {
    item: &'a Item,
    id: TargetId,
    target: Option<&'a Target>,
    month: Month,
    mark: &'a TargetMark,
}

/// The figures of an item that a sparkline shows.
#[derive(Debug, Clone)]
pub(super) struct Course {
    sheet: String,
    rows: (RowNum, RowNum),
    col: ColNum,
}

impl Course {
    /// Returns the sparkline of the figures.
    pub(super) fn sparkline(&self) -> Sparkline {
        let (first, last) = self.rows;
        Sparkline::new()
            .set_range((self.sheet.as_str(), first, self.col, last, self.col))
            .set_type(SparklineType::Line)
            .show_markers(true)
            .set_sparkline_color("#1F3864")
            .set_line_weight(1.5)
    }
}

/// The figures of each item that has any in two months or more.
pub(super) type Courses = BTreeMap<ItemId, Course>;

/// Writes the months. Returns the names of the columns, the number of rows, and the figures of each item: of the target least
/// complete, or the first with a value.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    words: &DataWords<MonthColumns>,
    months: &[Assessment],
    rows: &ItemRows,
) -> Result<(RangeNames, usize, Courses), XlsxError> {
    let titles = &words.columns;
    let mut columns: Columns<'_, MonthLine<'_>> = Columns::new();
    columns.add(&*titles.id, 56, Id, |line| id_cell(line.item.id, rows));
    columns.text(&*titles.short, 160, |line| short_title(line.item));
    columns.add(&*titles.target, 46, Centred, |line| Cell::number(line.id.number.get()));
    columns.text(&*titles.subject, 160, |line| line.target.map_or("", |target| &target.subject));
    columns.add(&*titles.period, 76, Centred, |line| Cell::text(&line.month.to_string()));
    columns.add(&*titles.month, 46, Centred, |line| Cell::number(f64::from(line.month.number())));
    columns.centred(&*titles.measure, 66, |line| line.target.map_or("", |target| &target.measure));
    columns.add(&*titles.value, 76, Figure, |line| {
        line.mark.mark.value.map_or(Cell::BLANK, Cell::figure)
    });
    columns.add(&*titles.percent, 70, Percent, |line| {
        line.mark.mark.percent.map_or(Cell::BLANK, Cell::percent)
    });
    columns.add(&*titles.due, 66, Percent, |line| match line.mark.mark.percent {
        Some(_) => Cell::percent(line.mark.due.percent()),
        None => Cell::BLANK,
    });
    let status = columns.centred(&*titles.status, 80, |line| line.mark.mark.status.word());
    let col = columns.add(&*titles.course, 76, Figure, |line| {
        figure(line.mark).map_or(Cell::BLANK, Cell::number)
    });
    let title = source.marked(&words.title);
    let mut table =
        dataset::begin_printed(sheet, columns, (&title, &words.note), col, source.styles)?;
    let (mut courses, mut count) = (Courses::new(), 0);
    for item in source.basis.plan.items() {
        let shown = months.last().and_then(|now| shown(&now.item(item.id)?.targets));
        for (id, target) in item.reported() {
            let first = table.next_row();
            let mut figures = 0;
            for month in months {
                let mark = month.item(item.id).and_then(|item| item.targets.get(id.index()));
                let Some(mark) = mark else { continue };
                figures += usize::from(figure(mark).is_some());
                table.row(&MonthLine { item, id, target, month: month.month, mark })?;
                count += 1;
            }
            if shown == Some(id.index()) && figures > 1 {
                let rows = (first, table.next_row() - 1);
                let sheet = words.sheet.to_string();
                courses.insert(item.id, Course { sheet, rows, col });
            }
        }
    }
    let names = dataset::end(&mut table, &words.sheet, "月度", source.back(), &[status])?;
    Ok((names, count, courses))
}

/// Returns the figure that a sparkline shows of a target.
fn figure(target: &TargetMark) -> Option<f64> {
    match target.kind {
        Kind::Amount | Kind::Task => target.mark.percent.map(of_whole),
        _ => target.mark.value.map(float),
    }
}

/// Returns the place of the target that a sparkline shows: the one least complete, else the first with a value.
fn shown(targets: &[TargetMark]) -> Option<usize> {
    let completion = |target: &TargetMark| -> Option<Decimal> {
        target.mark.percent.filter(|_| matches!(target.kind, Kind::Amount | Kind::Task))
    };
    let completions = targets.iter().enumerate();
    let least = completions
        .filter_map(|(place, target)| Some((completion(target)?, place)))
        .min()
        .map(|(_, place)| place);
    least.or_else(|| targets.iter().position(|target| figure(target).is_some()))
}
