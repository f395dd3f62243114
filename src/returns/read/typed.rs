//! Files of returns row by row, as they were typed and as they read in clean form: for `duban collect`,
//! which writes them down anew.

use rust_decimal::Decimal;

use super::corrections::Returns;
use super::file::Opened;
use super::index::Index;
use super::row::{About, RowReader};
use super::row_content::{Entry, Filed};
use super::table::Sink;
use super::tally::Tally;
use super::titles::Field;
use super::{key_cells, period_text};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::input::grid::GridRow;
use crate::period::Month;
use crate::plan::{Breakdown, Plan, TargetId};
use crate::registry::{Registry, UnitId};
use crate::returns::form::{FormKey, FormKeyError, RowKey};
use crate::targets::quantity::Quantity;

/// The columns of a CSV of returns, from left to right (`FORMATS.md`, "Progress CSV").
pub const COLUMNS: [Field; 13] = [
    Field::Period,
    Field::Item,
    Field::Target,
    Field::Unit,
    Field::Value,
    Field::Measure,
    Field::Percent,
    Field::Status,
    Field::Progress,
    Field::Problems,
    Field::NextSteps,
    Field::Reporter,
    Field::ReportedOn,
];

/// Reads files of returns one by one.
#[derive(Debug)]
pub struct FileReader<'a> {
    index: Index<'a>,
}

/// Whose returns, and of which period, a table holds that states neither: as whoever hands it in says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Presumed {
    /// The unit.
    pub unit: Option<UnitId>,
    /// The month that closes the period.
    pub month: Option<Month>,
}

/// A file of returns.
#[derive(Debug, Default)]
pub struct TypedFile {
    /// The keys of forms that it holds in sheets of their own, with the sheet's place; mostly one or none.
    pub keys: Vec<(Result<FormKey, FormKeyError>, Place)>,
    /// Its tables, in order.
    pub tables: Vec<TypedTable>,
}

/// A table of returns, from its header to the next one.
#[derive(Debug)]
pub struct TypedTable {
    /// The unit that the lines above it state, where the registry knows it.
    pub unit: Option<(UnitId, Place)>,
    /// The period that they state; of any year.
    pub month: Option<(Month, Place)>,
    /// Its rows.
    pub rows: Vec<TypedRow>,
}

/// A row of a table.
#[derive(Debug)]
pub struct TypedRow {
    /// Its place among the rows with content of its file or worksheet, from 0.
    pub index: usize,
    /// Its first cell with content.
    pub place: Place,
    /// The key that the form gave it.
    pub key: Option<RowKey>,
    /// Its period; `None` where it could not be told.
    pub month: Option<Month>,
    /// Its target.
    pub target: Option<TargetId>,
    /// Its unit, as the row names it.
    pub unit: Option<UnitId>,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a row.
#[derive(Debug)]
pub enum Fate {
    /// It is a return: what it says, and its cells in the order of [`COLUMNS`].
    Taken(Box<Filed>, Vec<TypedCell>),
    /// It has an error, or its unit has nothing to do with the item; which was reported.
    Refused,
    /// Nothing was filled in.
    Blank,
    /// It is a title, a remark or a total.
    NoReturn {
        /// What it says.
        words: String,
        /// Whether it has something where returns are filled in.
        filled_in: bool,
    },
}

/// A cell of a row that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedCell {
    /// Its column.
    pub field: Field,
    /// What was typed, to the letter; empty where it was left blank or there is no such column.
    pub typed: String,
    /// What it is in a clean CSV.
    pub clean: String,
    /// Where it stands.
    pub place: Place,
    /// Whether a vertical merge gives the row what stands further up.
    pub spread: bool,
}

impl<'a> FileReader<'a> {
    /// A reader of returns to this plan, whose year is `year`.
    pub fn new(
        year: i16,
        plan: &'a Plan,
        breakdown: &'a Breakdown,
        registry: &'a Registry,
    ) -> Self {
        Self {
            index: Index::new(year, plan, breakdown, registry),
        }
    }

    /// Reads the file `name`; what its tables do not state is `presumed`. What is wrong with its rows is
    /// added to `problems`.
    ///
    /// # Errors
    /// It is no text and no workbook, or damaged, or too large.
    pub fn read(
        &self,
        name: &str,
        bytes: &[u8],
        presumed: Presumed,
        problems: &mut Diagnostics,
    ) -> Result<TypedFile, Diagnostic> {
        let mut opened = Opened::new(name, bytes)?;
        let keys = opened.keys(name);
        let form = opened.head(&self.index);
        let mut tables = Vec::new();
        let mut sink = Sink {
            returns: &mut Returns::default(),
            tally: &mut Tally::default(),
            problems,
            renamed: Default::default(),
            form,
            presumed,
            typed: Some(&mut tables),
        };
        opened.read(name, &self.index, &mut sink);
        Ok(TypedFile { keys, tables })
    }

    /// The plan's year.
    pub fn year(&self) -> i16 {
        self.index.year
    }

    /// The unit with this code.
    pub fn unit_of_code(&self, code: &str) -> Option<UnitId> {
        self.index.unit_of_code(code)
    }

    /// Whether two units are the same, or one came out of the other.
    pub fn related(&self, one: UnitId, other: UnitId) -> bool {
        self.index.related(one, other)
    }
}

impl TypedTable {
    /// The table that `reader` is about to read.
    pub(super) fn new(reader: &RowReader<'_>) -> Self {
        let (lines, index) = (&reader.lines, reader.index);
        Self {
            unit: lines.unit.as_ref().and_then(|(text, place)| {
                let unit = key_cells::unit(text, index).ok()?;
                Some((unit, place.clone()))
            }),
            month: lines.period.as_ref().and_then(|(text, place)| {
                let month = period_text::parse(text, index.year).ok()?;
                Some((month, place.clone()))
            }),
            rows: Vec::new(),
        }
    }
}

impl TypedRow {
    /// A row that was read as `about`.
    pub(super) fn new(
        index: usize,
        row: &GridRow,
        about: About,
        fate: Fate,
        reader: &RowReader<'_>,
    ) -> Self {
        Self {
            index,
            place: reader.grid.row_place(row),
            key: reader.key(row),
            month: about.month,
            target: about.target,
            unit: about.unit,
            fate,
        }
    }
}

impl Fate {
    /// A row that was taken for `filed`.
    pub(super) fn taken(row: &GridRow, filed: &Filed, reader: &RowReader<'_>) -> Self {
        let cells = COLUMNS.map(|field| {
            let (typed, place) = typed(row, field, reader);
            TypedCell {
                field,
                clean: clean(row, field, &typed, filed, reader),
                typed,
                place,
                spread: reader
                    .columns
                    .of(field)
                    .is_some_and(|column| row.is_spread(column)),
            }
        });
        Self::Taken(Box::new(filed.clone()), cells.to_vec())
    }
}

/// What a row has in a column, and where. Reporter and day of filing may stand above the table.
fn typed(row: &GridRow, field: Field, reader: &RowReader<'_>) -> (String, Place) {
    let column = reader.columns.of(field);
    let raw = column.map_or("", |column| row.raw(column));
    let above = match field {
        Field::Reporter => &reader.lines.reporter,
        Field::ReportedOn => &reader.lines.date,
        _ => &None,
    };
    match above {
        Some((text, place)) if raw.trim().is_empty() => (text.clone(), place.clone()),
        _ if raw.trim().is_empty() => (String::new(), reader.place(row, field)),
        _ => (raw.to_owned(), reader.place(row, field)),
    }
}

/// What a cell is in a clean CSV. What says that there is nothing (暂无) stays, since a blank says less.
fn clean(
    row: &GridRow,
    field: Field,
    typed: &str,
    filed: &Filed,
    reader: &RowReader<'_>,
) -> String {
    let (key, content) = (filed.key, &filed.content);
    let registry = reader.index.registry;
    match field {
        Field::Period => filed.month.to_string(),
        Field::Item => key.target.item.to_string(),
        Field::Target => key.target.number.to_string(),
        Field::Unit => registry.unit(key.unit).short.clone(),
        Field::Value => entry(&content.value, typed, plain),
        Field::Measure => match content.value {
            Entry::Given(_) => measure(row, key.target, reader),
            // It stands there from the start.
            _ => typed.trim().to_owned(),
        },
        Field::Percent => entry(&content.percent, typed, plain),
        Field::Status => entry(&content.status, typed, |status| status.word().to_owned()),
        Field::ReportedOn => filed
            .reported_on
            .map_or(String::new(), |day| day.to_string()),
        Field::Progress | Field::Problems | Field::NextSteps | Field::Reporter => typed.to_owned(),
        Field::ItemText | Field::RowKey => String::new(),
    }
}

fn entry<T>(entry: &Entry<T>, typed: &str, text: impl Fn(&T) -> String) -> String {
    match entry {
        Entry::Given(value) => text(value),
        Entry::Missing => typed.trim().to_owned(),
        Entry::Blank | Entry::Conflicting => String::new(),
    }
}

/// A figure without zeros at its end, as a number in a cell has it: 35 for 35.0.
fn plain(figure: &Decimal) -> String {
    figure.normalize().to_string()
}

/// The measure of a value: that of its target, into which it was converted, or else as the row states it.
fn measure(row: &GridRow, target: TargetId, reader: &RowReader<'_>) -> String {
    if let Some(target) = reader.index.plan.target(target) {
        return target.measure.clone();
    }
    let written = Quantity::parse(reader.text(row, Field::Value));
    let own = written.ok().flatten().map(|quantity| quantity.measure);
    let column = match reader.text(row, Field::Measure) {
        "" => &reader.columns.measure,
        column => column,
    };
    own.filter(|own| !own.is_empty())
        .unwrap_or_else(|| column.to_owned())
}
