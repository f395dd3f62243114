//! 月度数据: what the province reached by the end of each month with returns, one target in one month in a row. Sparklines of
//! other sheets show it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, RowNum, Sparkline, SparklineType, Worksheet, XlsxError};

use super::data::{ItemRows, id_cell};
use super::duties::short_title;
use crate::assess::{Assessment, TargetMark};
use crate::period::Month;
use crate::plan::{Item, ItemId, TargetId};
use crate::status::Stage;
use crate::targets::{Kind, Target};
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Figure, Id, Percent};
use crate::workbook::dataset::{self, RangeNames};
use crate::workbook::formula::{float, of_whole};
use crate::workbook::table::Columns;
use crate::workbook::{Source, statuses};

/// The worksheet's name.
pub(super) const NAME: &str = "月度数据";

const NOTE: &str = "一行一个指标（没有指标的事项一行）截至一个月底的累计情况，只列有报送的月份；“走势值”供“进展”中的走势图取数：\
    总量和任务取完成率，增速、比率取完成值。";

/// A target at the end of a month.
struct MonthLine<'a> {
    item: &'a Item,
    id: TargetId,
    target: Option<&'a Target>,
    month: Month,
    mark: &'a TargetMark,
}

/// The figures of an item that a sparkline shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    rows: (RowNum, RowNum),
    col: ColNum,
}

impl Course {
    /// Returns the sparkline of the figures.
    pub(super) fn sparkline(self) -> Sparkline {
        let (first, last) = self.rows;
        Sparkline::new()
            .set_range((NAME, first, self.col, last, self.col))
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
    months: &[Assessment],
    rows: &ItemRows,
) -> Result<(RangeNames, usize, Courses), XlsxError> {
    let mut columns: Columns<'_, MonthLine<'_>> = Columns::new();
    columns.add("编号", 56, Id, |line| id_cell(line.item.id, rows));
    columns.text("简称", 160, |line| short_title(line.item));
    columns.add("指标序号", 46, Centred, |line| Cell::number(line.id.number.get()));
    columns.text("指标", 160, |line| line.target.map_or("", |target| &target.subject));
    columns.add("期间", 76, Centred, |line| Cell::text(&line.month.to_string()));
    columns.add("月份", 46, Centred, |line| Cell::number(f64::from(line.month.number())));
    columns.centred("计量单位", 66, |line| line.target.map_or("", |target| &target.measure));
    columns.add("完成值", 76, Figure, |line| {
        line.mark.mark.value.map_or(Cell::BLANK, Cell::figure)
    });
    columns.add("完成率", 70, Percent, |line| {
        line.mark.mark.percent.map_or(Cell::BLANK, Cell::percent)
    });
    columns.add("序时进度", 66, Percent, |line| match line.mark.mark.percent {
        Some(_) => Cell::percent(line.mark.due.percent()),
        None => Cell::BLANK,
    });
    let status = columns.centred("状态", 80, |line| line.mark.mark.status.word());
    let col = columns
        .add("走势值", 76, Figure, |line| figure(line.mark).map_or(Cell::BLANK, Cell::number));
    let title = source.marked_title("目标任务月度数据");
    let mut table = dataset::begin_printed(sheet, columns, (&title, NOTE), col, source.styles)?;
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
                courses.insert(item.id, Course { rows, col });
            }
        }
    }
    let names = dataset::end(&mut table, NAME, "月度")?;
    let (first, last) = table.rows();
    statuses::colour(table.sheet, Stage::UnderWay, (first, status), (last, status))?;
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
