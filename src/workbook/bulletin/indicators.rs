//! 附表1: the main indicators, target by target.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::cells::{lead, leaders, or_dash};
use super::list::ItemList;
use super::page::{Head, finish};
use super::words::IndicatorColumns;
use super::{bars, quotient, statuses};
use crate::report::bulletin::{Figure, IndicatorRow};
use crate::report::wording::NONE;
use crate::status::Stage;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{self, Centred, Text};
use crate::workbook::formula::float;
use crate::workbook::number_cell;
use crate::workbook::page::Paper;
use crate::workbook::table::{Columns, Table};

/// The table is made smaller to fit a page, down to this part of its size.
const SMALLEST: f64 = 0.65;

/// The indicators as they were written.
pub(super) struct Written<'a> {
    /// The list that they make up.
    pub list: ItemList<'a>,
    /// The row of each of the bulletin's rows.
    pub rows: Vec<RowNum>,
    /// The columns that charts take figures from.
    pub columns: FigureColumns,
}

/// The columns of a target's figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct FigureColumns {
    pub goal: ColNum,
    pub value: ColNum,
    pub percent: ColNum,
    /// The percentage due; `None` at the end of the year.
    pub due: Option<ColNum>,
}

/// A target of an indicator.
struct IndicatorLine<'a> {
    row: &'a IndicatorRow,
    /// True for the first target of its indicator.
    is_first: bool,
}

impl IndicatorLine<'_> {
    /// Returns the cell that `of` makes of its figure; a dash where there is none.
    fn figure(&self, of: impl FnOnce(&Figure) -> Option<Cell>) -> Cell {
        or_dash(self.row.figure.as_ref().and_then(of))
    }
}

/// Writes the indicators.
pub(super) fn write<'a>(sheet: &mut Worksheet, head: &Head<'a>) -> Result<Written<'a>, XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.indicators);
    let stage = context.stage;
    let (columns, figures, [status, whole, leaders]) = columns(stage, &words.columns);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    head.write(&mut table, &words.mark, &words.title)?;
    table.header()?;
    let mut before = None;
    let mut written = Vec::new();
    for row in &context.indicators.rows {
        let is_first = before.replace(&row.no) != Some(&row.no);
        written.push(table.row(&IndicatorLine { row, is_first })?);
    }
    let rows = finish(&mut table, head)?;
    table.note(&words.note)?;
    if table.height() * SMALLEST <= Paper::A4.usable_height() {
        table.sheet.set_print_fit_to_pages(1, 1);
    }
    bars::completions(table.sheet, figures.percent, rows)?;
    statuses::colour(table.sheet, stage, (rows.0, status), (rows.1, whole))?;
    let list =
        ItemList { sheet: &words.sheet, rows, status: whole, leaders, last_col: table.last_col() };
    let indicators = written.iter().zip(&context.indicators.rows);
    let items: Vec<_> = indicators.map(|(&row, of)| (row, &of.leaders[..])).collect();
    list.write_marks(&mut table, &context.overall.leaders, &items)?;
    Ok(Written { list, rows: written, columns: figures })
}

/// Returns the columns, with those of figures, of statuses, of whole indicators' statuses and of leaders.
fn columns<'a>(
    stage: Stage,
    titles: &IndicatorColumns,
) -> (Columns<'a, IndicatorLine<'a>>, FigureColumns, [ColNum; 3]) {
    let mut columns: Columns<'a, IndicatorLine<'a>> = Columns::new();
    columns.add(&*titles.no, 46, Centred, |line| number_cell(&line.row.no));
    // The figures beside it are numbers, which do not say that they are falls.
    columns.text(&*titles.subject, 190, |line| match &line.row.figure {
        Some(figure) if figure.states_verb => &figure.label,
        _ => &line.row.subject,
    });
    columns.centred(&*titles.goal_words, 96, |line| &line.row.goal_words);
    let goal = columns.add(&*titles.goal, 66, Centred, |line| {
        line.figure(|figure| {
            let digits = figure.goal.normalize().scale();
            Some(Cell::decimals(figure.goal, digits))
        })
    });
    let value = columns.add(&*titles.value, 70, Centred, |line| {
        line.figure(|figure| Some(Cell::decimals(figure.value?, figure.digits)))
    });
    columns.centred(&*titles.measure, 56, |line| {
        line.row.figure.as_ref().map_or(NONE, |figure| &figure.measure)
    });
    let percent = columns.derive(&*titles.percent, 72, Centred, move |line, at| {
        line.figure(|figure| {
            let is_quotient = quotient::of_figure(figure);
            let cells = [value, goal].map(|col| at.cell(col));
            let digits = figure.percent_digits;
            Some(quotient::completion(figure.percent?, digits, is_quotient, &cells))
        })
    });
    let due = (stage == Stage::UnderWay).then(|| {
        columns.add(&*titles.due, 66, Centred, |line| {
            line.figure(|figure| {
                let digits = figure.percent_digits;
                figure.due.map(|due| Cell::percent_with(due, digits))
            })
        })
    });
    columns.derive(&*titles.gap, 80, Centred, move |line, at| {
        let cell = |col| at.cell(col);
        line.figure(|figure| {
            let gap = figure.gap?;
            // The difference of the figures as they are printed.
            let digits =
                if figure.percent.is_some() { figure.percent_digits } else { figure.digits };
            let difference = match figure.percent {
                Some(_) => {
                    let due = due.map_or_else(|| "1".to_owned(), cell);
                    let percent = cell(percent);
                    format!("ROUND({percent}*100,{digits})-ROUND({due}*100,{digits})")
                }
                None => format!("ROUND({},{digits})-{}", cell(value), cell(goal)),
            };
            // Differences of binary fractions would tip halves either way.
            let formula = format!("=ROUND({difference},10)");
            let format = CellFormat::decimals(gap, figure.gap_digits);
            Some(Cell::formula(formula, float(gap.round_dp(10))).formatted(format))
        })
    });
    let status =
        columns.centred(&*titles.status, 76, move |line| line.row.state.status.word_at(stage));
    let whole = columns.centred(&*titles.whole, 76, move |line| match line.is_first {
        true => line.row.whole.word_at(stage),
        false => "",
    });
    let leaders = columns.add(&*titles.leaders, 62, Centred, |line| leaders(&line.row.leaders));
    columns.add(&*titles.lead, 120, Centred, |line| lead(&line.row.lead));
    columns.add(&*titles.remark, 130, Text, |line| {
        let notes = [&*line.row.trend, &*line.row.computed, &*line.row.verified].into_iter();
        let notes: Vec<&str> = notes.filter(|note| !note.is_empty()).collect();
        Cell::text(&notes.join("；"))
    });
    let figures = FigureColumns { goal, value, percent, due };
    (columns, figures, [status, whole, leaders])
}
