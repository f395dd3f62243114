//! The proposal as a file with the columns of `targets.csv`, for a person to check and rename.

use std::collections::{BTreeMap, BTreeSet};

use super::{Parts, Proposal};
use crate::input::csv_writer;
use crate::plan::{Breakdown, Line, TargetId, TargetsColumn as Column};
use crate::registry::{Registry, UnitId, Who};

/// The file of the proposal, in the workspace.
pub const PROPOSED_FILE: &str = "seeds/targets.proposed.csv";

/// Returns the bytes of [`PROPOSED_FILE`]: every row of the file unchanged, except that the parts that were
/// worked out replace the rows that left them open (one row for each member of a collective), and at the
/// end the parts of targets without rows. The column 备注 gives the way each part was worked out.
pub fn bytes(proposal: &Proposal, breakdown: &Breakdown, registry: &Registry) -> Vec<u8> {
    let file = File { columns: Columns::of(breakdown.header()), registry };
    let mut rows = vec![file.columns.header.clone()];
    for line in breakdown.lines() {
        rows.extend(file.rows(line, proposal));
    }
    let written: BTreeSet<_> = breakdown.lines().iter().filter_map(target).collect();
    for (&target, parts) in &proposal.parts {
        if !written.contains(&target) {
            let units = parts.values.keys();
            rows.extend(
                units.filter_map(|&unit| file.filled(&Line::default(), target, parts, unit)),
            );
        }
    }
    let figures = [Column::Value, Column::Weight];
    let figures = figures.iter().filter_map(|column| file.columns.positions.get(column));
    let figures: BTreeSet<usize> = figures.copied().collect();
    csv_writer::with_figures(rows, |column| figures.contains(&column))
}

/// The target whose parts a row leaves open.
fn target(line: &Line) -> Option<TargetId> {
    line.open.as_ref().map(|(target, _)| *target)
}

/// The context in which rows are written.
struct File<'a> {
    columns: Columns,
    registry: &'a Registry,
}

impl File<'_> {
    /// Returns the new rows for a row of the file: one for each of its parts that were worked out, or else
    /// the row itself.
    fn rows(&self, line: &Line, proposal: &Proposal) -> Vec<Vec<String>> {
        let parts = line.open.as_ref().and_then(|(target, units)| {
            let parts = proposal.parts.get(target)?;
            let rows = units.iter();
            let rows = rows.filter_map(|&unit| self.filled(line, *target, parts, unit));
            Some(rows.collect::<Vec<_>>())
        });
        match parts {
            Some(rows) if !rows.is_empty() => rows,
            _ => vec![self.padded(line)],
        }
    }

    /// The cells of a row, as many as the header has.
    fn padded(&self, line: &Line) -> Vec<String> {
        let mut cells = line.cells.clone();
        cells.resize(self.columns.header.len(), String::new());
        cells
    }

    /// A row with the part of a unit in it; `None` where none was worked out.
    fn filled(
        &self,
        line: &Line,
        target: TargetId,
        parts: &Parts,
        unit: UnitId,
    ) -> Option<Vec<String>> {
        let value = parts.values.get(&unit)?;
        let mut cells = self.padded(line);
        let own = |column| self.columns.cell(line, column);
        let named = self.registry.resolve(own(Column::Unit)) == Some(Who::Unit(unit));
        let mut put = |column, text: String| {
            if let Some(cell) = self.columns.positions.get(&column) {
                cells[*cell] = text;
            }
        };
        if own(Column::Item).is_empty() {
            put(Column::Item, target.item.to_string());
            put(Column::Target, target.number.to_string());
        }
        if !named {
            put(Column::Unit, self.registry.unit(unit).short.clone());
        }
        put(Column::Value, value.to_string());
        // A part is in the measure of its target, whatever the row may have said.
        put(Column::Measure, parts.measure.clone());
        let note = format!("测算：{}", parts.rule);
        match own(Column::Note) {
            "" => put(Column::Note, note),
            remark => put(Column::Note, format!("{remark}；{note}")),
        }
        Some(cells)
    }
}

/// The columns of the file, those that it lacks at the end.
struct Columns {
    header: Vec<String>,
    /// The positions in a row.
    positions: BTreeMap<Column, usize>,
}

impl Columns {
    /// Returns the columns of a file with this header; all of them where there is no file. A file without
    /// 权重 and 规则 is accepted.
    fn of(header: &[String]) -> Self {
        let mut columns = Self { header: header.to_vec(), positions: BTreeMap::new() };
        for &(column, spec) in Column::ALL {
            let position = header.iter().position(|title| spec.is_called(title));
            let position = match position {
                Some(position) => position,
                None if !header.is_empty() && matches!(column, Column::Weight | Column::Rule) => {
                    continue;
                }
                None => {
                    columns.header.push(spec.title.to_owned());
                    columns.header.len() - 1
                }
            };
            columns.positions.insert(column, position);
        }
        columns
    }

    /// The text of a row in `column`.
    fn cell<'l>(&self, line: &'l Line, column: Column) -> &'l str {
        let position = self.positions.get(&column);
        let cell = position.and_then(|&position| line.cells.get(position));
        cell.map_or("", |text| text)
    }
}
