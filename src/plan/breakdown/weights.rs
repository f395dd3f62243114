//! Figures of the units by which targets are shared out: `seeds/weights.csv`.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, file_columns, read_table};
use crate::input::csv::{Cell, CsvTable};
use crate::input::text::is_total;
use crate::input::width::half_width;
use crate::registry::{Registry, UnitId, Who};
use crate::targets::quantity::Quantity;

/// Names of a row for the province as a whole.
const WHOLES: [&str; 5] = ["全省", "全市", "全州", "全区", "全县"];

/// The file of the workspace that holds them; optional.
pub const WEIGHTS_FILE: &str = "seeds/weights.csv";

file_columns! {
    enum Known {
        Unit = ColumnSpec::required("单位", "unit"),
    }
}

/// The table of weights.
pub(super) fn table() -> BaseTable {
    BaseTable::optional(WEIGHTS_FILE, Known::ALL)
}

/// A column of figures of the units (人口, 上年基数, …), as the file calls it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Column {
    title: String,
    /// The units' figures, zero or more; all in one measure.
    weights: BTreeMap<UnitId, Decimal>,
}

/// The columns of the file, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Weights(Vec<Column>);

impl Weights {
    /// Returns whether there is a column of that title.
    pub(super) fn has(&self, title: &str) -> bool {
        self.0.iter().any(|column| column.title == title)
    }

    /// The figure of a unit in a column; `None` where the file has none.
    pub(super) fn of(&self, title: &str, unit: UnitId) -> Option<Decimal> {
        let column = self.0.iter().find(|column| column.title == title)?;
        column.weights.get(&unit).copied()
    }

    /// The title most like `title`, for a hint.
    pub(super) fn nearest(&self, title: &str) -> Option<&str> {
        nearest(title, self.0.iter().map(|column| &*column.title))
    }

    /// Reads the file: the column 单位, and besides any columns of numbers. A cell that cannot be read is
    /// reported and left out; of two rows for the same unit the first counts (P111). Totals are passed over (P160).
    pub(super) fn read(
        source: &SourceFile,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let table = read_table(source, Known::ALL, diagnostics);
        let Some(rows) = NamedRows::among_others(&table, Known::ALL, diagnostics) else {
            return Self::default();
        };
        let mut reader =
            Reader { source, registry, diagnostics, columns: Vec::new(), seen: BTreeSet::new() };
        reader.header(&table);
        for row in rows.iter() {
            reader.row(&row);
        }
        Self(reader.columns.into_iter().map(|(_, column)| column).collect())
    }
}

/// The figures read so far.
struct Reader<'a> {
    source: &'a SourceFile,
    registry: &'a Registry,
    diagnostics: &'a mut Diagnostics,
    /// Each column with its position in a row.
    columns: Vec<(usize, Column)>,
    /// The units that have a row already.
    seen: BTreeSet<UnitId>,
}

impl Reader<'_> {
    fn header(&mut self, table: &CsvTable<'_>) {
        for (position, cell) in table.header().iter().enumerate() {
            let title: String = cell.text.chars().map(half_width).collect();
            let title: String = title.split_whitespace().collect();
            if Known::ALL.iter().any(|(_, spec)| spec.is_called(&title)) {
                continue;
            }
            if title.is_empty() {
                let below =
                    |row: &Vec<Cell>| row.get(position).is_some_and(|cell| !cell.is_empty());
                if table.rows().iter().any(below) {
                    let message = "此列没有列名，内容未采用".to_owned();
                    self.report(Code::ColumnUnknown, message, cell);
                }
                continue;
            }
            if self.columns.iter().any(|(_, column)| column.title == title) {
                let message = format!("“{title}”列重复，以前一列为准");
                self.report(Code::ColumnDuplicate, message, cell);
                continue;
            }
            let column = Column { title, ..Column::default() };
            self.columns.push((position, column));
        }
    }

    fn row(&mut self, row: &NamedRow<'_, Known>) {
        let Some(name) = row.needed(Known::Unit, self.diagnostics) else {
            return;
        };
        let Some(Who::Unit(unit)) = self.registry.resolve(&name.text) else {
            if is_total(&name.text) || WHOLES.contains(&&*name.text) {
                let message = format!("“{}”是合计行，略过", name.text);
                return self.report(Code::WeightTotal, message, name);
            }
            let message = format!("“{}”不在单位名录中，本行未读入", name.text);
            return self.report(Code::CellInvalid, message, name);
        };
        if !self.seen.insert(unit) {
            let short = &self.registry.unit(unit).short;
            let message = format!("“{short}”已有一行权重，以前一行为准");
            return self.report(Code::BreakdownDuplicate, message, name);
        }
        for index in 0..self.columns.len() {
            let (position, column) = &mut self.columns[index];
            let Some(cell) = row.cells().get(*position).filter(|cell| !cell.is_empty()) else {
                continue;
            };
            match weight(&cell.text) {
                Ok(weight) => {
                    column.weights.insert(unit, weight);
                }
                Err(problem) => {
                    let message = format!("“{}”列的{problem}，未采用", column.title);
                    self.report(Code::CellInvalid, message, cell);
                }
            }
        }
    }

    fn report(&mut self, code: Code, message: String, cell: &Cell) {
        self.diagnostics.push(self.source.problem(code, message, cell));
    }
}

/// Reads a weight, zero or more. 3.2万 is 32000, so that a column may have cells with and without 万.
///
/// # Errors
/// A description of the error, in words.
pub(super) fn weight(text: &str) -> Result<Decimal, String> {
    let quantity = Quantity::parse(text).ok().flatten();
    quantity
        .and_then(|quantity| quantity.in_measure(""))
        .filter(|weight| *weight >= Decimal::ZERO)
        .ok_or_else(|| format!("“{text}”不是零以上的数字"))
}
