//! 附表1 图表: the indicators as charts, and below them the figures that they show, taken from 附表1 by
//! formulas. A chart wants its figures one below the other; in 附表1 rates and amounts take turns.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::charts;
use super::indicators::{FigureColumns, Written};
use super::page::Head;
use super::words::ChartWords;
use crate::report::bulletin::Figure;
use crate::report::template::Phrase;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Pattern};
use crate::workbook::formula::{float, of_whole};
use crate::workbook::styles::PERCENT;
use crate::workbook::table::{Columns, Table};

/// The height kept for charts, in points.
const CHARTS: f64 = 252.0;

/// Width and height of a chart in pixels.
const CHART: (u32, u32) = (494, 328);
/// The beginning of the second chart, in pixels from that of the first.
const BESIDE: u32 = 500;

const REACHED: Color = Color::RGB(0x7F_A3_C7);
const WANTED: Color = Color::RGB(0xE3_E8_ED);

const LABEL: ColNum = 0;
const SERIES: [(ColNum, Color); 2] = [(1, REACHED), (2, WANTED)];

/// One kind of figures: the choice of figures, and their place in 附表1.
struct FigureKind {
    /// Its title, and the headers of its columns.
    words: fn(&ChartWords) -> [&Phrase; 3],
    pattern: &'static str,
    columns: fn(&FigureColumns) -> [Option<ColNum>; 2],
    /// The values shown of a figure, if any, as its cells in 附表1 have them.
    values: fn(&Figure) -> Option<[f64; 2]>,
}

const KINDS: [FigureKind; 2] = [
    FigureKind {
        words: |of| [&of.rates, &of.value, &of.goal],
        pattern: "0.0##",
        columns: |of| [Some(of.value), Some(of.goal)],
        values: |figure| {
            let is_shown = figure.is_rate && figure.measure == "%";
            let value = figure.value.filter(|_| is_shown)?;
            Some([value, figure.goal].map(float))
        },
    },
    FigureKind {
        words: |of| [&of.amounts, &of.percent, &of.due],
        pattern: PERCENT,
        columns: |of| [Some(of.percent), of.due],
        values: |figure| Some([figure.percent?, figure.due?].map(of_whole)),
    },
];

/// An indicator in a chart.
struct Shown<'a> {
    figure: &'a Figure,
    pattern: &'static str,
    /// The value reached, then the one wanted, each with its cell in 附表1.
    values: [(f64, String); 2],
}

/// Writes charts and figures of each kind that occurs.
pub(super) fn write(
    sheet: &mut Worksheet,
    head: &Head<'_>,
    written: &Written<'_>,
) -> Result<(), XlsxError> {
    let (context, styles, words) = (head.context, head.styles, &head.words.charts);
    let mut table = Table::new(sheet, columns(), 0, styles)?;
    head.write(&mut table, "", &words.title)?;
    let charts = table.next_row();
    table.space(CHARTS)?;
    let mut sources = Vec::new();
    for kind in &KINDS {
        let rows = written.rows.iter().zip(&context.indicators.rows);
        let shown: Vec<Shown<'_>> = rows
            .filter_map(|(&row, indicator)| {
                let figure = indicator.figure.as_ref()?;
                let [reached, wanted] = (kind.values)(figure)?;
                let cells = (kind.columns)(&written.columns).map(|col| match col {
                    Some(col) => worksheet_range_absolute(written.list.sheet, row, col, row, col),
                    // At the end of the year the whole target is due.
                    None => "1".to_owned(),
                });
                let [of_reached, of_wanted] = cells;
                Some(Shown {
                    figure,
                    pattern: kind.pattern,
                    values: [(reached, of_reached), (wanted, of_wanted)],
                })
            })
            .collect();
        if shown.is_empty() {
            continue;
        }
        let [title, reached, wanted] = (kind.words)(words);
        table.band(title)?;
        table.labels([&words.label, reached, wanted].map(|title| Cell::text(title)))?;
        let first = table.next_row();
        for indicator in &shown {
            table.row(indicator)?;
        }
        sources.push((kind, (first, table.next_row() - 1)));
    }
    insert(table.sheet, words, charts, &sources)?;
    head.set_up(table.sheet);
    table.sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

fn columns<'a>() -> Columns<'a, Shown<'a>> {
    let mut columns: Columns<'a, Shown<'a>> = Columns::new();
    columns.text("", 494, |shown| &shown.figure.label);
    for side in 0..SERIES.len() {
        columns.add("", 250, Centred, move |shown| {
            let (value, cell) = &shown.values[side];
            Cell::formula(format!("={cell}"), *value).formatted(Pattern(shown.pattern.into()))
        });
    }
    columns
}

/// Puts a chart of each kind into the row that is kept for them; the header is above its first row.
fn insert(
    sheet: &mut Worksheet,
    words: &ChartWords,
    row: RowNum,
    sources: &[(&FigureKind, (RowNum, RowNum))],
) -> Result<(), XlsxError> {
    for (offset, &(kind, (first, last))) in (0..).step_by(BESIDE as usize).zip(sources) {
        let mut chart = charts::bars(ChartType::Bar, (kind.words)(words)[0]);
        let name = &*words.sheet;
        for (col, color) in SERIES {
            chart
                .add_series()
                .set_name((name, first - 1, col))
                .set_categories((name, first, LABEL, last, LABEL))
                .set_values((name, first, col, last, col))
                .set_format(&mut charts::area(color))
                .set_data_label(&charts::labels(kind.pattern, Color::Black))
                .set_gap(60);
        }
        chart.set_width(CHART.0).set_height(CHART.1);
        sheet.insert_chart_with_offset(row, 0, &chart, offset, 4)?;
    }
    Ok(())
}
