//! One row of a table → its statements, or its problems.

mod content;
mod unit;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::changed_marks::ChangedMarks;
use super::head::Head;
use super::index::{Index, Owner};
use super::item_choice::Mark;
use super::mangled_ids::MangledIds;
use super::mix_up::MixedUp;
use super::problem::{Consequence, Problem, quote};
use super::row_content::{Key, RowContent, UnreadableCell, ZeroReport};
use super::subject::{self, Marks, NoSubject, Subject};
use super::{formula, key_cells, period_text};
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridRow, Origin};
use crate::input::text;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::{FormKey, RowKey};
use crate::targets::quantity::is_missing;

/// The words of a report that there is nothing to report.
pub const ZERO_REPORT: &str = "零报告";

/// The fields without which a row cannot be assigned.
const KEYS: [Field; 6] =
    [Field::Period, Field::Item, Field::ItemText, Field::Target, Field::Unit, Field::RowKey];

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
    /// True if the row is of another year.
    pub other_year: bool,
    /// The day of filing.
    pub filed: Option<Date>,
}

/// The result of reading a row.
#[derive(Debug)]
pub(in crate::returns) enum RowOutcome {
    /// A return.
    Return(Box<RowContent>),
    /// A report that there is nothing to report.
    Zero(Box<ZeroReport>),
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
        Some(Self { month: key.period, unit: index.registry.unit_of_code(&key.code)? })
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
    /// The ids that a spreadsheet took for dates.
    pub mangled: MangledIds,
    /// Rows whose marks mean different items.
    pub mixed_up: Vec<MixedUp>,
    /// Marks that mean no item.
    pub changed: ChangedMarks,
    /// True if the goal of the last row is that of its target.
    pub confirmed: bool,
    /// The number of rows that show no goal although they have a target.
    pub lost_goals: usize,
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
        let unreadable = self.formulas(row);
        let month = self.period(row);
        let other_year = month.is_none() && self.is_of_another_year(row);
        if self.is_zero_report(row) {
            return self.zero_report(row, month);
        }
        let keys_read = !unreadable.iter().any(|cell| KEYS.contains(&cell.field));
        let unit = self.unit(row);
        let at_home = self.is_at_home(row, unit, month);
        let found = self.subject(row, unit);
        let target = found.as_ref().map(|found| found.target);
        let filed = month.and_then(|month| self.day_of_filing(row, month));
        let about = About { month, target, unit, other_year, filed };
        let outcome = match (month, found, unit) {
            (Some(month), Some(found), Some(unit)) if keys_read && at_home => {
                self.outcome(row, month, (found.item, found.target), unit, unreadable)
            }
            (Some(_), None, Some(_)) if self.is_left_blank(row) => RowOutcome::NotFilledIn,
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
        mut unreadable: Vec<UnreadableCell>,
    ) -> RowOutcome {
        if self.is_left_blank(row) {
            return RowOutcome::NotFilledIn;
        }
        let content = self.content(row, item, target, &mut unreadable);
        let reported_on = self.reported_on(row, month, &mut unreadable);
        let (unit, content) = match self.index.owner(item, month, unit) {
            Owner::Same => (unit, content),
            Owner::Relative(relative) => {
                self.renamed(row, unit, relative);
                (relative, content)
            }
            Owner::OneOfHeirs { holder, heirs } => {
                let doubt = self.one_of_heirs(row, unit, holder, &heirs, &item.id.to_string());
                (holder, content.held(&doubt, &mut unreadable))
            }
            Owner::OneOf(units) => {
                self.one_of(row, unit, &units, item);
                return RowOutcome::Faulty;
            }
            Owner::Uninvolved => {
                self.uninvolved(row, unit, item);
                return RowOutcome::Uninvolved;
            }
        };
        RowOutcome::Return(Box::new(RowContent {
            month,
            key: Key { target, unit },
            content,
            reported_on,
            unreadable,
            position: self.position(row),
        }))
    }

    /// Returns whether a row has no item and says 零报告.
    fn is_zero_report(&self, row: &GridRow) -> bool {
        let text = |field| self.head.text(row, field);
        let names_none = |&field: &Field| is_missing(text(field));
        let keys = [Field::Item, Field::ItemText, Field::RowKey];
        keys.iter().all(names_none)
            && text::word(text(Field::Progress)).trim_end_matches('。') == ZERO_REPORT
            && [Field::Value, Field::Percent, Field::Status].iter().all(names_none)
    }

    /// Reads a row that says 零报告.
    fn zero_report(&mut self, row: &GridRow, month: Option<Month>) -> (About, RowOutcome) {
        let unit = self.unit(row);
        let about = About { month, unit, ..About::default() };
        let (Some(month), Some(unit)) = (month, unit) else {
            return (about, RowOutcome::Faulty);
        };
        if let Some((holder, heirs)) = self.index.one_of_heirs(unit) {
            self.one_of_heirs(row, unit, holder, &heirs, "零报告所涉事项");
            return (about, RowOutcome::Faulty);
        }
        let reported_on = self.reported_on(row, month, &mut Vec::new());
        let own = self.head.text(row, Field::Reporter);
        let above = self.head.lines.reporter.as_ref().map(|(text, _)| text.as_str());
        let reporter = [Some(own), above].into_iter().flatten().find(|text| !is_missing(text));
        let reporter = reporter.map(str::to_owned);
        (about, RowOutcome::Zero(Box::new(ZeroReport { month, unit, reporter, reported_on })))
    }

    /// Returns the row's own key.
    pub(super) fn key(&self, row: &GridRow) -> Option<RowKey> {
        self.head.text(row, Field::RowKey).parse().ok()
    }

    /// Returns unit and period by the row's key, or else by the form's key.
    fn keyed(&self, row: &GridRow) -> Option<FormHead> {
        let own = self.key(row).and_then(|key| {
            Some(FormHead { month: key.period, unit: self.index.registry.unit_of_code(&key.code)? })
        });
        own.or(self.form)
    }

    /// Reports a problem at the cell of `field`.
    fn report(&mut self, row: &GridRow, field: Field, problem: Problem) {
        let place = self.head.place(self.origin, row, field);
        self.problems.push(problem.at(place));
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

    /// Reports and returns each cell that cannot be read because its formula resulted in an error or its result
    /// was not stored.
    fn formulas(&mut self, row: &GridRow) -> Vec<UnreadableCell> {
        let columns = self.head.columns.all();
        let columns = columns.filter(|(field, _)| !matches!(field, Field::Goal | Field::Last));
        let found = columns.filter_map(|(field, column)| {
            let problem = formula::problem(row, field, column)?;
            let problem = match KEYS.contains(&field) {
                true => problem,
                false => problem.with(Consequence::CellLeftOut),
            };
            let typed = match row.text(column) {
                "" => formula::WITHOUT_RESULT,
                text => text,
            };
            let cell = UnreadableCell { field, typed: typed.to_owned(), code: problem.code };
            Some((cell, problem.at(self.origin.place(row, column))))
        });
        let (cells, problems): (Vec<_>, Vec<_>) = found.unzip();
        self.problems.extend(problems);
        cells
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

    /// Returns whether the row's period can be read and is of another year.
    fn is_of_another_year(&self, row: &GridRow) -> bool {
        let year = self.index.year;
        let stated = self.stated(row, Field::Period);
        let month = stated.and_then(|source| period_text::parse(source.text, year).ok());
        month.is_some_and(|month| month.year() != year)
    }

    /// Returns the item and the target that the marks of the row mean; `None`, with a report, if they do not agree.
    fn subject(&mut self, row: &GridRow, unit: Option<UnitId>) -> Option<Subject<'a>> {
        let (key, filled) = (self.key(row), !self.is_left_blank(row));
        let text = |field| self.head.text(row, field);
        let marks = Marks {
            key: key.as_ref(),
            id: text(Field::Item),
            text: text(Field::ItemText),
            number: text(Field::Target),
            goal: text(Field::Goal),
        };
        match subject::find(marks, unit, self.index) {
            Ok(found) => {
                self.confirmed = found.confirmed;
                let is_lost = !marks.goal.is_empty() && is_missing(marks.goal);
                self.lost_goals +=
                    usize::from(is_lost && found.item.target(found.target).is_some());
                if found.mangled {
                    let place = || self.head.place(self.origin, row, Field::Item);
                    self.mangled.add(marks.id, found.item.id, place);
                }
                for &mark in &found.unknown {
                    self.changed_mark(row, mark, found.item);
                }
                Some(found)
            }
            Err(NoSubject::Contradiction(votes)) => {
                let place = self.head.place(self.origin, row, Field::Item);
                self.mixed_up.push(MixedUp { line: row.number, place, votes, filled });
                None
            }
            Err(NoSubject::Unnamed(field, problem)) => {
                self.report(row, field, problem);
                None
            }
            Err(NoSubject::OfUnit(other)) => {
                let other = &self.index.registry.unit(other).short;
                let message = format!("本行的年度目标是{other}的，不能确定填的是哪个单位的数");
                let problem = Problem::of_row(Code::RowOfAnotherUnit, message)
                    .hint("从其他单位的报送表复制来的行，请在本单位的报送表上重填");
                self.report(row, Field::Goal, problem);
                None
            }
        }
    }

    fn changed_mark(&mut self, row: &GridRow, mark: Mark, item: &Item) {
        let field = match mark {
            Mark::Key => Field::RowKey,
            Mark::Id => Field::Item,
            Mark::Text => Field::ItemText,
            Mark::Number => Field::Target,
            Mark::Goal => Field::Goal,
            Mark::Last => Field::Last,
        };
        let place = self.head.place(self.origin, row, field);
        self.changed.add(mark, self.head.text(row, field), place, item);
    }
}

/// Returns G163: a row that was copied from another form.
fn of_another_form(key: &RowKey, index: &Index<'_>) -> Problem {
    let unit = index.registry.unit_of_code(&key.code);
    let whose = unit.map_or_else(
        || format!("代码{}", key.code),
        |unit| index.registry.unit(unit).short.clone(),
    );
    let (year, month) = (key.period.year(), key.period.number());
    let message = format!("本行的识别码是{whose}{year}年{month}月的");
    Problem::of_row(Code::CollectRowRefused, message)
        .hint("从其他报送表复制来的行，请在本单位本期的报送表上填写")
}

/// Returns G161: a name of the unit or the period that cannot be read, beside a key that can.
fn instead_of(what: &str, text: &str, keyed: &str) -> Problem {
    let message = format!("{what}“{}”无法识别，按报送表的识别信息作{keyed}", quote(text));
    Problem::new(Code::ReturnKeyUsed, message)
}
