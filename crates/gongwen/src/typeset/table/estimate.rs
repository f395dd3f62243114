//! An estimate of the height of a table, by which the widths of its columns are improved.

use super::metrics::Metrics;
use crate::document::passage::without_marks;
use crate::document::{Cell, CellBlock, Row, Table};
use crate::typeset::unit::Mm;

/// The greatest number of rows that are looked at; of longer tables some are left out evenly.
const MOST_ROWS: usize = 240;
/// The number of rows after which the head is usually repeated.
const ROWS_A_PAGE: usize = 8;
/// The widths by which columns are changed, in ems, one after the other.
const STEPS: [f64; 4] = [4.0, 2.0, 1.0, 0.5];
/// The greatest number of changes for each step.
const MOST_CHANGES: usize = 40;
/// The width of a Latin character or a figure, in ems.
const NARROW: f64 = 0.55;
/// The part of a line that is lost on average, in ems: a mark or a name that begins the next one.
const LOST: f64 = 0.35;
/// The weight of a line that does not make its row higher.
const INNER_LINE: f64 = 0.02;

/// The lengths of the texts of a table.
pub struct Estimate {
    /// For each row and column the lengths of the paragraphs, in ems.
    rows: Vec<Vec<Vec<f64>>>,
    em: Mm,
    padding: Mm,
}

impl Estimate {
    /// Takes the texts of a table.
    pub fn new(table: &Table, metrics: &Metrics) -> Self {
        let rows = table.rows.iter().filter_map(|row| match row {
            Row::Cells(cells) => Some(cells),
            Row::Group { .. } => None,
        });
        let every = table.rows.len().div_ceil(MOST_ROWS).max(1);
        let own = |cell: &Option<Cell>| match cell {
            Some(cell) if cell.columns == 1 && cell.rows == 1 => lengths(cell),
            _ => Vec::new(),
        };
        let head = table.head.iter().map(|cells| cells.iter().map(own).collect());
        let mut all: Vec<Vec<Vec<f64>>> = Vec::new();
        // The head is repeated on each page.
        for row in head {
            all.extend(std::iter::repeat_n(row, 1 + table.rows.len() / ROWS_A_PAGE));
        }
        all.extend(rows.step_by(every).map(|cells| cells.iter().map(own).collect::<Vec<_>>()));
        Self { rows: all, em: metrics.em(), padding: metrics.padding }
    }

    /// Moves width between columns as long as the rows become lower by it and no column gets narrower than its
    /// least width.
    pub fn improve(&self, widths: &mut [Mm], columns: &[usize], least: &[Mm]) {
        let mut best = self.height(widths);
        for step in STEPS.map(|ems| self.em * ems) {
            for _ in 0..MOST_CHANGES {
                let pairs =
                    columns.iter().flat_map(|&from| columns.iter().map(move |&to| (from, to)));
                let changes = pairs.filter_map(|(from, to)| {
                    let width = widths[from] - step;
                    if from == to || width < least[from] {
                        return None;
                    }
                    let mut changed = widths.to_vec();
                    changed[from] = width;
                    changed[to] += step;
                    Some((self.height(&changed), changed))
                });
                let lowest = changes.min_by(|(a, _), (b, _)| a.total_cmp(b));
                match lowest {
                    Some((height, changed)) if height < best - 1e-9 => {
                        best = height;
                        widths.copy_from_slice(&changed);
                    }
                    _ => break,
                }
            }
        }
    }

    /// Returns the height of all rows, in lines.
    fn height(&self, widths: &[Mm]) -> f64 {
        let measures: Vec<f64> =
            widths.iter().map(|width| (*width - self.padding * 2.0) / self.em - LOST).collect();
        let row = |cells: &Vec<Vec<f64>>| {
            let lines = cells.iter().zip(&measures).map(|(texts, measure)| {
                texts.iter().map(|text| ((text - LOST) / measure.max(1.0)).ceil().max(1.0)).sum()
            });
            lines.fold((1.0_f64, 0.0), |(most, all), lines: f64| (most.max(lines), all + lines))
        };
        self.rows.iter().map(row).map(|(most, all)| most + all * INNER_LINE).sum()
    }
}

/// Returns the lengths of the paragraphs of a cell, in ems.
fn lengths(cell: &Cell) -> Vec<f64> {
    let mut all = Vec::new();
    for block in &cell.blocks {
        match block {
            CellBlock::Text(text) => all.extend(text.lines().map(length)),
            CellBlock::Paragraph(text) => all.push(length(text) + 2.0),
            CellBlock::List { items, .. } => {
                all.extend(items.iter().map(|item| length(item) + 1.0));
            }
            CellBlock::Category { .. } | CellBlock::Bar(_) => all.push(0.0),
        }
    }
    all
}

fn length(text: &str) -> f64 {
    let invisible = |c: &char| *c != crate::typeset::WORD_JOINER;
    let text = without_marks(text);
    text.chars().filter(invisible).map(|c| if c.is_ascii() { NARROW } else { 1.0 }).sum()
}
