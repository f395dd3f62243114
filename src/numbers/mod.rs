//! `numbers.csv`: the numbers that were drawn for documents. A number once given never moves.
//!
//! [`Numbers::load`] reads the register, [`Numbers::of`] returns a document's number, and [`Numbers::draw`] gives
//! the next ones. Builds only read; `duban number` appends.

mod document;
mod row;
mod void;
mod written;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use crate::registry::Registry;
use row::{Row, State};

pub use document::{CaseForm, Document, NoticeForm};
pub use void::void;

/// The register of numbers, relative to the workspace.
pub const NUMBERS_FILE: &str = "seeds/numbers.csv";

file_columns! {
    /// The columns of the register.
    pub(crate) enum Column {
        Series = ColumnSpec::required("系列", "series").or(&["机关代字"]),
        Year = ColumnSpec::required("年度", "year").or(&["年份", "年"]),
        Number = ColumnSpec::required("号", "number").or(&["顺序号", "文号", "编号"]),
        Document = ColumnSpec::required("文件", "document"),
        Date = ColumnSpec::optional("日期", "date").or(&["成文日期"]),
        State = ColumnSpec::optional("状态", "state"),
    }
}

/// The number of a document: 甘政办函〔2018〕21号.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Number {
    /// 机关代字.
    pub series: String,
    /// The year in brackets.
    pub year: i16,
    /// The serial number, from 1.
    pub serial: u32,
}

/// The numbers that were drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Numbers {
    by_document: BTreeMap<Document, Number>,
    /// The dates of the documents, where the register has them.
    dates: BTreeMap<Document, Date>,
    /// The serials of each series and year, voided ones among them.
    used: BTreeMap<(String, i16), BTreeSet<u32>>,
    /// Those that were voided.
    voided: BTreeSet<Number>,
    /// The documents whose number is not known, since a row about them cannot be read or contradicts another.
    in_question: BTreeSet<Document>,
}

/// A document that asks for a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The document.
    pub document: Document,
    /// The serial that it has to get; `None` for the next.
    pub serial: Option<u32>,
    /// The date printed on it, where it is known.
    pub date: Option<Date>,
}

/// A number that was drawn for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The document.
    pub document: Document,
    /// Its number.
    pub number: Number,
    /// The date printed on it, where it is known.
    pub date: Option<Date>,
}

/// The state of a number in the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    /// Nobody has drawn it.
    Free,
    /// It was voided.
    Voided,
    /// It is that of this document.
    Of(&'a Document),
    /// It is that of a document that builds do not make, or of another year.
    OfAnother,
}

/// The serial that a document has to get belongs to another already, or was voided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}已经用过，不能再给别的文件")]
pub struct SerialUsed(pub Number);

/// The table of the register.
pub fn table() -> BaseTable {
    BaseTable::register(NUMBERS_FILE, Column::ALL)
}

/// Returns whether two texts name the same series, which then share one sequence of numbers.
pub fn same_series(one: &str, other: &str) -> bool {
    row::series(one) == row::series(other)
}

impl Numbers {
    /// Reads the register of the workspace `root` for the documents of `year`; a workspace without it has no
    /// numbers yet. Rows that cannot be read, and those that contradict each other, are reported.
    pub fn load(
        root: &Path,
        year: i16,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        table()
            .read_optional(root, diagnostics)
            .map(|source| Self::from_source(&source, year, registry, diagnostics))
            .unwrap_or_default()
    }

    /// Reads the register from `source`; see [`Numbers::load`].
    pub fn from_source(
        source: &SourceFile,
        year: i16,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(named) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return Self::default();
        };
        let mut numbers = Self::default();
        let mut contradicted = BTreeSet::new();
        for named in named.iter() {
            let Some(row) = Row::read(&named, registry, diagnostics) else {
                let document = Document::parse(&named.cell(Column::Document).text, registry);
                numbers.in_question.extend(document);
                continue;
            };
            let Row { number, document, date, state } = row;
            let serials = numbers.used.entry((number.series.clone(), number.year)).or_default();
            let is_new = serials.insert(number.serial);
            let is_of_year = |document: &Document| match document {
                // The bulletin of the whole year is issued in the next.
                Document::Bulletin(period) => period.close().year() == year,
                Document::Notice { month, .. } => month.year() == year,
                Document::Letter(_) => number.year == year,
                Document::Change { day, .. } => day.year() == year,
                // A case of the year may go on in the next.
                Document::Case { .. } => true,
            };
            if state == State::Voided {
                numbers.voided.insert(number.clone());
            }
            let document = document.filter(|document| state == State::Used && is_of_year(document));
            if !is_new {
                diagnostics.push(twice(&number).at(named.place(Column::Number)));
                let holder = numbers.by_document.iter().find(|(_, held)| **held == number);
                let holder = holder.map(|(document, _)| document.clone());
                contradicted.extend(holder.into_iter().chain(document));
                continue;
            }
            let Some(document) = document else { continue };
            if let Some(held) = numbers.by_document.get(&document) {
                let message =
                    format!("“{}”已有{}号，不能有两个号", document.name(registry), held.serial);
                diagnostics.push(
                    Diagnostic::new(Code::DocumentNumberedTwice, message)
                        .at(named.place(Column::Document))
                        .hint("没有用的一个，状态改为“作废”"),
                );
                contradicted.insert(document);
                continue;
            }
            numbers.dates.extend(date.map(|date| (document.clone(), date)));
            numbers.by_document.insert(document, number);
        }
        // Which of two numbers is right is not known, so neither is printed.
        numbers.by_document.retain(|document, _| !contradicted.contains(document));
        numbers.in_question.extend(contradicted);
        let known = &numbers.by_document;
        numbers.in_question.retain(|document| !known.contains_key(document));
        numbers
    }

    /// The documents that may have numbers which are not known, since a row about them cannot be read or contradicts
    /// another.
    pub fn in_question(&self) -> impl Iterator<Item = &Document> {
        self.in_question.iter()
    }

    /// Returns whether a number was drawn, also if it was voided since.
    pub fn is_used(&self, number: &Number) -> bool {
        let used = self.used.get(&(number.series.clone(), number.year));
        used.is_some_and(|used| used.contains(&number.serial))
    }

    /// The number of a document; `None` until it is drawn.
    pub fn of(&self, document: &Document) -> Option<&Number> {
        self.by_document.get(document)
    }

    /// Returns the documents that have numbers, in their order, with these.
    pub fn documents(&self) -> impl Iterator<Item = (&Document, &Number)> {
        self.by_document.iter()
    }

    /// Returns the date with which the number of a document was drawn; `None` where the register has none.
    pub fn date_of(&self, document: &Document) -> Option<Date> {
        self.dates.get(document).copied().filter(|_| self.by_document.contains_key(document))
    }

    /// Returns the state of a number in the register.
    pub fn standing(&self, number: &Number) -> Standing<'_> {
        let serials = self.used.get(&(row::series(&number.series), number.year));
        let mut holders = self.by_document.iter();
        match holders.find(|(_, held)| *held == number) {
            Some((document, _)) => Standing::Of(document),
            None if self.voided.contains(number) => Standing::Voided,
            None if serials.is_some_and(|used| used.contains(&number.serial)) => {
                Standing::OfAnother
            }
            None => Standing::Free,
        }
    }

    /// Gives numbers of a series and year to documents, in their order: to each the serial that it has to get,
    /// or the one after the highest that was ever used, and none below `first`.
    ///
    /// # Errors
    /// [`SerialUsed`]: nothing is drawn.
    pub fn draw(
        &self,
        series: &str,
        year: i16,
        first: u32,
        requests: &[Request],
    ) -> Result<Vec<Drawn>, SerialUsed> {
        let series = row::series(series);
        let used = self.used.get(&(series.clone(), year));
        let mut used = used.cloned().unwrap_or_default();
        let number = |serial| Number { series: series.clone(), year, serial };
        let fixed = requests.iter().filter_map(|request| request.serial);
        for serial in fixed {
            if !used.insert(serial) {
                return Err(SerialUsed(number(serial)));
            }
        }
        let mut next = used.last().map_or(first, |last| first.max(last.saturating_add(1)));
        let drawn = requests.iter().map(|request| {
            let serial = request.serial.unwrap_or_else(|| {
                next = next.saturating_add(1);
                next - 1
            });
            let (document, date) = (request.document.clone(), request.date);
            Drawn { document, number: number(serial), date }
        });
        Ok(drawn.collect())
    }
}

impl Drawn {
    /// The cells of its row in the register.
    pub(crate) fn cells(&self, registry: &Registry) -> Vec<(Column, String)> {
        let Number { series, year, serial } = &self.number;
        let date = self.date.map_or_else(String::new, |date| date.to_string());
        vec![
            (Column::Series, series.clone()),
            (Column::Year, year.to_string()),
            (Column::Number, serial.to_string()),
            (Column::Document, self.document.name(registry)),
            (Column::Date, date),
            (Column::State, State::Used.word().to_owned()),
        ]
    }
}

/// F161: a number that was given before.
fn twice(number: &Number) -> Diagnostic {
    let message = format!("{number}登记了两次");
    Diagnostic::new(Code::NumberTwice, message)
        .hint("一个号只能给一份文件，作废的号也不再用；改正其中一行")
}
