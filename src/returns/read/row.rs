//! One row of a table → its statements, or its problems.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::figures::{self, Figure};
use super::head::Head;
use super::index::{Index, Owner};
use super::item_choice::Doubt;
use super::problem::{Consequence, Problem, quote};
use super::row_content::{Content, Entry, Key, Position, RowContent};
use super::{filing_date, formula, key_cells, status_word};
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridRow, Origin};
use crate::period::Month;
use crate::plan::{Item, ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::{FormKey, RowKey};
use crate::status::Status;
use crate::targets::quantity::is_missing;

/// A row of a table.
#[derive(Debug)]
pub(in crate::returns) struct Row {
    /// The row's place among the rows with content of its file or worksheet, from 0.
    pub index: usize,
    /// The row's cells, as typed.
    pub cells: GridRow,
    /// The key that the form gave the row.
    pub key: Option<RowKey>,
    /// The row's period, item, target and unit.
    pub about: About,
    /// The result of reading the row.
    pub outcome: RowOutcome,
}

/// The period, item, target and unit of a row, as far as they could be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::returns) struct About {
    pub month: Option<Month>,
    pub target: Option<TargetId>,
    /// The unit named in the row.
    pub unit: Option<UnitId>,
}

/// The result of reading a row.
#[derive(Debug)]
pub(in crate::returns) enum RowOutcome {
    /// A return.
    Return(Box<RowContent>),
    /// A row with an error, which has been reported.
    Faulty,
    /// A row of a unit that has no role in the item, which has been reported.
    Uninvolved,
    /// A row of a form in which nothing was filled in.
    NotFilledIn,
    /// A total.
    Total,
    /// A title, a remark, a signature.
    Remark {
        /// True if it states something about the table below it.
        states: bool,
    },
}

/// The unit and the period of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormHead {
    pub month: Month,
    pub unit: UnitId,
}

impl FormHead {
    /// Returns the head that a form's key states; `None` if the registry does not know its unit.
    pub(super) fn new(key: &FormKey, index: &Index<'_>) -> Option<Self> {
        Some(Self { month: key.period, unit: index.unit_of_code(&key.code)? })
    }
}

/// A reader of the rows of one table.
pub(super) struct RowReader<'a> {
    pub index: &'a Index<'a>,
    pub origin: Origin<'a>,
    pub head: Head,
    /// The unit and the period of the form, if the file holds a form's key.
    pub form: Option<FormHead>,
    /// Statements above the table that were found wrong; each is reported once.
    pub wrong_statements: BTreeSet<Field>,
    /// The names of units that were reported as renamed in this file.
    pub renamed: BTreeSet<(UnitId, UnitId)>,
    /// Problems of the table.
    pub problems: Vec<Problem>,
}

/// A text that applies to a field of a row: its cell, or a statement above the table.
struct Source<'t> {
    text: &'t str,
    /// The place of a statement above the table; `None` for the cell.
    above: Option<Place>,
}

impl<'a> RowReader<'a> {
    /// Returns the fields that every row needs and that neither a column nor a line above the table states.
    pub(super) fn lacking(&self) -> Vec<Field> {
        let Head { columns, lines } = &self.head;
        if self.form.is_some() || columns.of(Field::RowKey).is_some() {
            return Vec::new();
        }
        let stated = [(Field::Unit, &lines.unit), (Field::Period, &lines.period)];
        let lacking = stated
            .into_iter()
            .filter(|(field, line)| columns.of(*field).is_none() && line.is_none());
        lacking.map(|(field, _)| field).collect()
    }

    /// Reads a row of returns: what it is about, and the result.
    pub(super) fn read(&mut self, row: &GridRow) -> (About, RowOutcome) {
        let formulas = self.formulas(row);
        let month = self.period(row);
        let item = self.item(row);
        let target = item.and_then(|item| self.target(row, item));
        let unit = self.unit(row);
        let about = About { month, target, unit };
        let outcome = match (month, item, target, unit) {
            (Some(month), Some(item), Some(target), Some(unit)) if formulas => {
                self.outcome(row, month, (item, target), unit)
            }
            _ => RowOutcome::Faulty,
        };
        (about, outcome)
    }

    /// Returns the result for a row whose item and target are known.
    fn outcome(
        &mut self,
        row: &GridRow,
        month: Month,
        (item, target): (&Item, TargetId),
        unit: UnitId,
    ) -> RowOutcome {
        if self.is_left_blank(row) {
            return RowOutcome::NotFilledIn;
        }
        let content = self.content(row, item, target);
        let reported_on = self.reported_on(row, month);
        let (Some(content), Some(reported_on)) = (content, reported_on) else {
            return RowOutcome::Faulty;
        };
        let Some(unit) = self.owner(row, item, unit) else {
            return RowOutcome::Uninvolved;
        };
        RowOutcome::Return(Box::new(RowContent {
            month,
            key: Key { target, unit },
            content,
            reported_on,
            position: self.position(row),
        }))
    }

    /// Returns the row's own key.
    pub(super) fn key(&self, row: &GridRow) -> Option<RowKey> {
        self.head.text(row, Field::RowKey).parse().ok()
    }

    /// Returns unit and period by the row's key, or else by the form's key.
    fn keyed(&self, row: &GridRow) -> Option<FormHead> {
        let own = self.key(row).and_then(|key| {
            Some(FormHead { month: key.period, unit: self.index.unit_of_code(&key.code)? })
        });
        own.or(self.form)
    }

    /// Reports a problem at the cell of `field`.
    fn report(&mut self, row: &GridRow, field: Field, problem: Problem) {
        let place = self.head.place(self.origin, row, field);
        self.problems.push(problem.at(place));
    }

    /// Returns the value read from a cell, or reports at the cell that it cannot be read.
    fn accept<T>(&mut self, row: &GridRow, field: Field, read: Result<T, Problem>) -> Option<T> {
        read.map_err(|problem| self.report(row, field, problem)).ok()
    }

    /// Reports a problem at its cell, or once at the line above the table.
    fn report_at(&mut self, row: &GridRow, field: Field, above: Option<Place>, problem: Problem) {
        match above {
            None => self.report(row, field, problem),
            Some(place) if self.wrong_statements.insert(field) => {
                let consequence = match problem.consequence {
                    Consequence::RowNotRead => Consequence::RowsBelowNotRead,
                    other => other,
                };
                self.problems.push(problem.with(consequence).at(place));
            }
            Some(_) => {}
        }
    }

    /// Returns the text for unit or period: its cell, or the statement in the lines above the table.
    fn stated<'t>(&'t self, row: &'t GridRow, field: Field) -> Option<Source<'t>> {
        let Head { lines, .. } = &self.head;
        let above = match field {
            Field::Unit => lines.unit.as_ref(),
            _ => lines.period.as_ref(),
        };
        match (self.head.text(row, field), above) {
            ("", above) => above.map(|(text, place)| Source { text, above: Some(place.clone()) }),
            (text, _) => Some(Source { text, above: None }),
        }
    }

    /// Reports each cell that cannot be read because its formula resulted in an error or its result was not
    /// stored. Returns whether there is no such cell.
    fn formulas(&mut self, row: &GridRow) -> bool {
        let columns = self.head.columns.all();
        let problems = columns.filter_map(|(field, column)| {
            let problem = formula::problem(row, field, column)?;
            Some(problem.at(self.origin.place(row, column)))
        });
        let before = self.problems.len();
        self.problems.extend(problems);
        self.problems.len() == before
    }

    /// Reads the month that closes the row's period. A period that cannot be read, or is not stated anywhere,
    /// is that of the form's key.
    fn period(&mut self, row: &GridRow) -> Option<Month> {
        let keyed = self.keyed(row).map(|head| head.month);
        let keyed = keyed.filter(|month| month.year() == self.index.year);
        let Some(source) = self.stated(row, Field::Period) else {
            if keyed.is_none() {
                self.report(row, Field::Period, key_cells::blank(Field::Period));
            }
            return keyed;
        };
        let (problem, keyed) = match (key_cells::period(source.text, self.index.year), keyed) {
            (Ok(month), _) => return Some(month),
            (Err(problem), Some(month)) if problem.code == Code::ReturnPeriod => {
                let problem = instead_of("期间", source.text, &month.to_string());
                (problem, Some(month))
            }
            (Err(problem), _) => (problem, None),
        };
        let above = source.above;
        self.report_at(row, Field::Period, above, problem);
        keyed
    }

    fn item(&mut self, row: &GridRow) -> Option<&'a Item> {
        let text = |field| self.head.text(row, field);
        let (written, described) = (text(Field::Item), text(Field::ItemText));
        let found = match self.key(row) {
            Some(key) => {
                let chosen = self.index.choose(written, described, key.target.item);
                chosen.map(|choice| {
                    let doubt = choice.doubt.map(|doubt| doubted(doubt, choice.item.id));
                    (choice.item, doubt)
                })
            }
            None => self.index.item(written, described).map(|(item, mangled)| {
                let doubt = mangled.then(|| taken_for_date(written, item.id));
                (item, doubt)
            }),
        };
        let found = found.map_err(|error| key_cells::no_item(written, &error));
        let (item, doubt) = self.accept(row, Field::Item, found)?;
        if let Some(doubt) = doubt {
            self.report(row, Field::Item, doubt);
        }
        Some(item)
    }

    fn target(&mut self, row: &GridRow, item: &Item) -> Option<TargetId> {
        let text = self.head.text(row, Field::Target);
        let read = match self.key(row) {
            Some(RowKey { target, .. }) if is_missing(text) && target.item == item.id => {
                key_cells::target(&target.number.to_string(), item)
            }
            _ => key_cells::target(text, item),
        };
        self.accept(row, Field::Target, read)
    }

    /// Reads the unit that the row names, or takes that of the form's key if the name cannot be read.
    fn unit(&mut self, row: &GridRow) -> Option<UnitId> {
        let keyed = self.keyed(row).map(|head| head.unit);
        let Some(source) = self.stated(row, Field::Unit) else {
            if keyed.is_none() {
                self.report(row, Field::Unit, key_cells::blank(Field::Unit));
            }
            return keyed;
        };
        let problem = match (key_cells::unit(source.text, self.index), keyed) {
            (Ok(unit), _) => return Some(unit),
            (Err(_), Some(unit)) => {
                instead_of("单位", source.text, &self.index.registry.unit(unit).short)
            }
            (Err(problem), None) => problem,
        };
        let above = source.above;
        self.report_at(row, Field::Unit, above, problem);
        keyed
    }

    /// Returns the unit that owns this return; `None`, with a report, if the unit has no role in the item.
    fn owner(&mut self, row: &GridRow, item: &Item, unit: UnitId) -> Option<UnitId> {
        let registry = self.index.registry;
        let name = &registry.unit(unit).short;
        match self.index.owner(item, unit) {
            Owner::Same => Some(unit),
            Owner::Relative(relative) => {
                if self.renamed.insert((unit, relative)) {
                    let known = &registry.unit(relative).short;
                    let message = format!("“{name}”的报送记在“{known}”名下");
                    let problem = Problem::new(Code::ReturnUnitRenamed, message);
                    self.report(row, Field::Unit, problem);
                }
                Some(relative)
            }
            Owner::Uninvolved => {
                let message = format!("“{name}”不承担{}", item.id);
                let problem = Problem::new(Code::ReturnUnitUninvolved, message)
                    .with(Consequence::RowNotCounted)
                    .hint("检查编号和单位；确由该单位承担的，在任务表中补上");
                self.report(row, Field::Unit, problem);
                None
            }
        }
    }

    /// Returns whether nothing is filled in in this row of a form, whose unit and period are above the table.
    fn is_left_blank(&self, row: &GridRow) -> bool {
        let is_empty = |field| self.head.text(row, field).is_empty();
        let a_form = is_empty(Field::Unit) || is_empty(Field::Period);
        let mut open = Field::OPEN.into_iter().chain([Field::Reporter, Field::ReportedOn]);
        a_form && open.all(is_empty)
    }

    /// Reads the content of the row; `None`, with a report, if a figure or the status cannot be read.
    fn content(&mut self, row: &GridRow, item: &Item, target: TargetId) -> Option<Content> {
        let text = |field| self.head.text(row, field);
        let value = figures::value(text(Field::Value), self.head.measure(row), item.target(target));
        let percent = figures::percent(text(Field::Percent));
        let status = status(text(Field::Status));
        let value = self.figure(row, Field::Value, value);
        let percent = self.figure(row, Field::Percent, percent);
        let status = self.accept(row, Field::Status, status);
        let words = |field| {
            let text = self.head.text(row, field);
            let says_nothing = || is_missing(text);
            (!text.is_empty()).then(|| match says_nothing() {
                true => String::new(),
                false => text.to_owned(),
            })
        };
        let above = || Some(self.head.lines.reporter.as_ref()?.0.clone());
        Some(Content {
            value: value?,
            percent: percent?,
            status: status?,
            progress: words(Field::Progress),
            problems: words(Field::Problems),
            next_steps: words(Field::NextSteps),
            reporter: words(Field::Reporter).or_else(above),
        })
    }

    fn figure(
        &mut self,
        row: &GridRow,
        field: Field,
        figure: Result<Figure, Problem>,
    ) -> Option<Entry<Decimal>> {
        let (entry, doubt) = self.accept(row, field, figure)?;
        if let Some(doubt) = doubt {
            self.report(row, field, doubt);
        }
        Some(entry)
    }

    /// Reads the day of filing, in the row or above the table; `None`, with a report, if it cannot be read.
    fn reported_on(&mut self, row: &GridRow, period: Month) -> Option<Option<Date>> {
        let own = self.head.text(row, Field::ReportedOn);
        let (text, above) = match (own, &self.head.lines.date) {
            ("", Some((text, place))) => (text.as_str(), Some(place.clone())),
            (text, _) => (text, None),
        };
        if is_missing(text) {
            return Some(None);
        }
        if let Some(day) = filing_date::parse(text, period) {
            return Some(Some(day));
        }
        let message = format!("填报日期“{}”无法识别", quote(text));
        let problem = Problem::of_row(Code::ReturnDate, message).hint("写作 2018-04-05");
        self.report_at(row, Field::ReportedOn, above, problem);
        None
    }

    fn position(&self, row: &GridRow) -> Position {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let cells = Field::REPORTED.map(|field| {
            let above = match field {
                Field::Reporter => self.head.lines.reporter.as_ref(),
                Field::ReportedOn => self.head.lines.date.as_ref(),
                _ => None,
            };
            let (line, column) = match above {
                Some((_, place)) if self.head.text(row, field).is_empty() => {
                    (place.line, place.column)
                }
                _ => self.origin.position(row, self.head.columns.of(field).unwrap_or(0)),
            };
            (small(line), small(column))
        });
        Position { line: cells[0].0, cells }
    }
}

/// Reads the word for the status; G126 if it is unknown.
fn status(text: &str) -> Result<Entry<Status>, Problem> {
    if text.is_empty() {
        return Ok(Entry::Blank);
    }
    if let Some(status) = status_word::parse(text) {
        return Ok(Entry::Given(status));
    }
    if is_missing(text) {
        return Ok(Entry::Missing);
    }
    let message = format!("状态“{}”无法识别", quote(text));
    Err(Problem::of_row(Code::ReturnStatus, message)
        .hint("状态写作 完成、达到序时、滞后、严重滞后 或 不评价，也可留空"))
}

/// Returns G112: an id that Excel took for a date.
fn taken_for_date(written: &str, id: ItemId) -> Problem {
    let message = format!("编号“{}”是被当成日期的“{id}”，已按“{id}”读入", quote(written));
    Problem::new(Code::ReturnItemMangled, message).hint("填写前把“编号”列的格式设为文本")
}

/// Returns G160: one of id, text and key is that of another item.
fn doubted(doubt: Doubt, item: ItemId) -> Problem {
    let message = match doubt {
        Doubt::Key(key) => {
            format!("隐藏的识别码是{key}，编号和事项内容都是{item}，已按{item}读入")
        }
        Doubt::Id(id) => format!("编号是{id}，事项内容和识别码都是{item}，已按{item}读入"),
        Doubt::Text(text) => {
            format!("事项内容是{text}的，编号和识别码都是{item}，已按{item}读入")
        }
    };
    Problem::new(Code::ReturnKeyContradicts, message)
        .hint("可能只对部分列排过序或改过编号，请核对本行内容是哪一项的")
}

/// Returns G161: a name of the unit or the period that cannot be read, beside a key that can.
fn instead_of(what: &str, text: &str, keyed: &str) -> Problem {
    let message = format!("{what}“{}”无法识别，按报送表的识别信息作{keyed}", quote(text));
    Problem::new(Code::ReturnKeyUsed, message)
}
