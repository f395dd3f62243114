//! 附件1 图表: the indicators as charts, and below them the figures that they show, taken from 附件1 by
//! formulas. A chart wants its figures one below the other; in 附件1 rates and amounts take turns.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ChartType, ColNum, Color, RowNum, Worksheet, XlsxError};

use super::charts;
use super::figures::{Looks, PERCENT, float, of_whole, write_formula};
use super::indicators::{self, Written};
use super::page::Head;
use crate::report::bulletin::{Bulletin, Figure};
use crate::workbook::styles::BODY_PT;
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "附件1 图表";
/// The height kept for charts, in points.
const CHARTS: f64 = 252.0;

/// Width and height of a chart in pixels.
const CHART: (u32, u32) = (494, 328);
/// Where the second chart begins, in pixels from the first.
const BESIDE: u32 = 500;

const REACHED: Color = Color::RGB(0x7F_A3_C7);
const WANTED: Color = Color::RGB(0xE3_E8_ED);

const LABEL: ColNum = 0;
const SERIES: [(ColNum, Color); 2] = [(1, REACHED), (2, WANTED)];

/// A chart and where its figures are.
struct Source {
    title: &'static str,
    pattern: &'static str,
    /// First and last row; the header stands above the first.
    rows: (RowNum, RowNum),
}

/// One kind of figures: which they are, and where they stand in 附件1.
struct Kind {
    title: &'static str,
    headers: [&'static str; 2],
    pattern: &'static str,
    columns: [ColNum; 2],
    /// What is shown of a figure, if anything, as its cells in 附件1 have it.
    values: fn(&Figure) -> Option<[f64; 2]>,
}

const KINDS: [Kind; 2] = [
    Kind {
        title: "增速和比率类指标完成情况（%）",
        headers: ["累计完成", "年度目标"],
        pattern: "0.0#",
        columns: [indicators::VALUE, indicators::GOAL],
        values: |figure| {
            let is_shown = figure.is_rate && figure.measure == "%";
            let value = figure.value.filter(|_| is_shown)?;
            Some([value, figure.goal].map(float))
        },
    },
    Kind {
        title: "数量类指标完成率",
        headers: ["完成率", "序时进度"],
        pattern: PERCENT,
        columns: [indicators::PERCENT, indicators::DUE],
        values: |figure| Some([figure.percent?, figure.due?].map(of_whole)),
    },
];

/// Writes charts and figures of each kind that there are.
pub(super) fn write(
    sheet: &mut Worksheet,
    context: &Bulletin,
    written: &Written,
    head: &Head<'_>,
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let mut table = Table::new(sheet, columns(), 0, looks.styles)?;
    head.write(&mut table, "", "主要指标完成情况图")?;
    let charts = table.next_row();
    table.space(CHARTS)?;
    let mut sources = Vec::new();
    for kind in &KINDS {
        let figures: Vec<(RowNum, &Figure, [f64; 2])> = written
            .rows
            .iter()
            .zip(&context.indicators.rows)
            .filter_map(|(&row, indicator)| {
                let figure = indicator.figure.as_ref()?;
                Some((row, figure, (kind.values)(figure)?))
            })
            .collect();
        if figures.is_empty() {
            continue;
        }
        table.across(kind.title, &looks.styles.band, BODY_PT)?;
        let [reached, wanted] = kind.headers;
        table.labels(&["指　标", reached, wanted])?;
        let first = table.next_row();
        for (row, figure, values) in figures {
            write_figure(&mut table, kind, row, figure, values, looks)?;
        }
        sources.push(Source {
            title: kind.title,
            pattern: kind.pattern,
            rows: (first, table.next_row() - 1),
        });
    }
    insert(table.sheet, charts, &sources)?;
    head.set_up(table.sheet);
    table.sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("", 494, Look::Text),
        Column::new("", 250, Look::Centred),
        Column::new("", 250, Look::Centred),
    ]
}

fn write_figure(
    table: &mut Table<'_>,
    kind: &Kind,
    source: RowNum,
    figure: &Figure,
    values: [f64; 2],
    looks: &Looks<'_>,
) -> Result<(), XlsxError> {
    let row = table.next_row();
    table.row(&[&*figure.label, "", ""].map(Cell::text))?;
    let format = looks.count.clone().set_num_format(kind.pattern);
    for ((col, _), (from, value)) in SERIES.into_iter().zip(kind.columns.into_iter().zip(values)) {
        let cell = worksheet_range_absolute(indicators::NAME, source, from, source, from);
        write_formula(table.sheet, (row, col), &format!("={cell}"), value, &format)?;
    }
    Ok(())
}

/// Puts the charts into the row that is kept for them.
fn insert(sheet: &mut Worksheet, row: RowNum, sources: &[Source]) -> Result<(), XlsxError> {
    for (offset, source) in (0..).step_by(BESIDE as usize).zip(sources) {
        let (first, last) = source.rows;
        let mut chart = charts::bars(ChartType::Bar, source.title);
        for (col, color) in SERIES {
            chart
                .add_series()
                .set_name((NAME, first - 1, col))
                .set_categories((NAME, first, LABEL, last, LABEL))
                .set_values((NAME, first, col, last, col))
                .set_format(&mut charts::area(color))
                .set_data_label(&charts::labels(source.pattern, Color::Black))
                .set_gap(60);
        }
        chart.set_width(CHART.0).set_height(CHART.1);
        sheet.insert_chart_with_offset(row, 0, &chart, offset, 4)?;
    }
    Ok(())
}
