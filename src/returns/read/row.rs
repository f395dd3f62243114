//! One row of a table → its statements, or its problems.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::changed_marks::ChangedMarks;
use super::figures;
use super::head::Head;
use super::index::{Index, Owner};
use super::item_choice::Mark;
use super::mangled_ids::MangledIds;
use super::mix_up::MixedUp;
use super::problem::{Consequence, Problem, quote};
use super::row_content::{Content, Entry, Key, Position, RowContent, UnreadableCell, ZeroReport};
use super::subject::{self, Marks, NoSubject, Subject};
use super::{filing_date, formula, key_cells, period_text, status_word};
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridRow, Origin};
use crate::input::text;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::{FormKey, RowKey};
use crate::status::Status;
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
        let about = About { month, target, unit, other_year };
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
        let (unit, content) = match self.index.owner(item, unit) {
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
            Some(FormHead { month: key.period, unit: self.index.unit_of_code(&key.code)? })
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
        };
        let place = self.head.place(self.origin, row, field);
        self.changed.add(mark, self.head.text(row, field), place, item);
    }

    /// Returns whether the row's key, the form's key, the row's cells and the lines above the table name one unit and
    /// one period; if not, reports it.
    fn is_at_home(&mut self, row: &GridRow, unit: Option<UnitId>, month: Option<Month>) -> bool {
        let (Some(unit), Some(month)) = (unit, month) else {
            return true;
        };
        let index = self.index;
        if let Some(key) = self.key(row) {
            let home = self.form.unwrap_or(FormHead { month, unit });
            let keyed = index.unit_of_code(&key.code);
            let related = keyed.is_some_and(|keyed| index.related(keyed, home.unit));
            if key.period != home.month || !related {
                let place = self.origin.row_place(row);
                self.problems.push(of_another_form(&key, index).at(place));
                return false;
            }
        }
        let above = self.head.unit(index).map(|(unit, _)| unit);
        let own = self.form.map(|form| form.unit).or(above);
        let Some(own) = own.filter(|&own| !index.related(own, unit)) else {
            return true;
        };
        let (own, unit) = (&index.registry.unit(own).short, &index.registry.unit(unit).short);
        let message = format!("本行是{unit}的，这份报送表却是{own}的");
        let problem = Problem::of_row(Code::RowOfAnotherUnit, message)
            .hint("一份报送表只填一个单位；汇总几个单位的，删去表格上方的填报单位");
        self.report(row, Field::Unit, problem);
        false
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
            // A form shows the name in force; its key says which of the units that have it by now is meant.
            (Ok(unit), Some(keyed)) if self.index.registry.takes_over_alone(keyed, unit) => {
                return Some(keyed);
            }
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

    /// Notes that a return of `unit` counts for one that came before or after it.
    fn renamed(&mut self, row: &GridRow, unit: UnitId, relative: UnitId) {
        if self.renamed.insert((unit, relative)) {
            let (name, known) = (self.short(unit), self.short(relative));
            let message = format!("“{name}”的报送记在“{known}”名下");
            self.report(row, Field::Unit, Problem::new(Code::ReturnUnitRenamed, message));
        }
    }

    /// Reports a return of one of several that took over from the unit with the item, and returns the doubt in words.
    fn one_of_heirs(
        &mut self,
        row: &GridRow,
        unit: UnitId,
        holder: UnitId,
        heirs: &[UnitId],
        what: &str,
    ) -> String {
        let (name, known) = (self.short(unit), self.short(holder));
        let heirs = self.quoted(heirs);
        let doubt = format!(
            "“{name}”报送的{what}由“{known}”承担，“{known}”由{heirs}承接，不能断定由哪一家承担"
        );
        let problem = Problem::new(Code::HeirUnsettled, doubt.clone())
            .with(Consequence::RowNotCounted)
            .hint("问明后在附件中把该项的单位写作新单位，或由办公室核实后填入 seeds/verified.csv（核定）");
        self.report(row, Field::Unit, problem);
        doubt
    }

    /// Reports a return that may be about the part of more than one unit.
    fn one_of(&mut self, row: &GridRow, unit: UnitId, units: &[UnitId], item: &Item) {
        let (name, units) = (self.short(unit), self.quoted(units));
        let message = format!("{}由{units}分别承担，不能断定“{name}”报送的是哪一家的", item.id);
        let problem = Problem::of_row(Code::PredecessorUnsettled, message)
            .hint("分别报送，单位写作原单位的名称；或在附件中把该项的单位写作现在的单位");
        self.report(row, Field::Unit, problem);
    }

    fn uninvolved(&mut self, row: &GridRow, unit: UnitId, item: &Item) {
        let message = format!("“{}”不承担{}", self.short(unit), item.name());
        let problem = Problem::new(Code::ReturnUnitUninvolved, message)
            .with(Consequence::RowNotCounted)
            .hint("检查编号和单位；确由该单位承担的，在任务表中补上");
        self.report(row, Field::Unit, problem);
    }

    fn short(&self, unit: UnitId) -> &'a str {
        &self.index.registry.unit(unit).short
    }

    /// Returns names in quotation marks: “甲”、“乙”.
    fn quoted(&self, units: &[UnitId]) -> String {
        let names: Vec<_> = units.iter().map(|&unit| format!("“{}”", self.short(unit))).collect();
        names.join("、")
    }

    /// Returns whether nothing is filled in in this row of a form, whose unit and period are above the table.
    fn is_left_blank(&self, row: &GridRow) -> bool {
        let is_empty = |field| self.head.text(row, field).is_empty();
        let a_form = is_empty(Field::Unit) || is_empty(Field::Period);
        let mut open = Field::OPEN.into_iter().chain([Field::Reporter, Field::ReportedOn]);
        a_form && open.all(is_empty)
    }

    /// Reads the content of the row. Cells that cannot be read are reported and added to `unreadable`, which holds
    /// those whose formula has no result.
    fn content(
        &mut self,
        row: &GridRow,
        item: &Item,
        target: TargetId,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Content {
        let text = |field| self.head.text(row, field);
        let own = |field| self.own_figure(row, field);
        let value = own(Field::Value)
            .and_then(|text| figures::value(text, self.head.measure(row), item.target(target)));
        let percent = own(Field::Percent).and_then(figures::percent);
        let fractions = [(Field::Value, &value), (Field::Percent, &percent)];
        let fractions = fractions.into_iter().filter(|(_, read)| figures::is_fraction(read));
        let fractions = fractions.map(|(field, _)| field).collect();
        let rises = figures::rises(text(Field::Value), item.target(target));
        let status = status(text(Field::Status)).map(|status| (status, None));
        let value = self.entry(row, Field::Value, value, unreadable);
        let percent = self.entry(row, Field::Percent, percent, unreadable);
        let status = self.entry(row, Field::Status, status, unreadable);
        let words = |field| {
            let text = self.head.text(row, field);
            let lost = unreadable.iter().any(|cell| cell.field == field);
            let says_nothing = || is_missing(text);
            (!text.is_empty() && !lost).then(|| match says_nothing() {
                true => String::new(),
                false => text.to_owned(),
            })
        };
        let above = || Some(self.head.lines.reporter.as_ref()?.0.clone());
        Content {
            value,
            rises,
            fractions,
            percent,
            status,
            progress: words(Field::Progress),
            problems: words(Field::Problems),
            next_steps: words(Field::NextSteps),
            reporter: words(Field::Reporter).or_else(above),
        }
    }

    /// Returns the text of a figure.
    ///
    /// # Errors
    /// G214 if it is in a cell that is merged over several rows: any of them may be meant, or all together.
    fn own_figure<'r>(&'r self, row: &'r GridRow, field: Field) -> Result<&'r str, Problem> {
        let text = self.head.text(row, field);
        let shared = self.head.columns.of(field).is_some_and(|column| row.is_shared(column));
        if text.is_empty() || !shared {
            return Ok(text);
        }
        let title = field.title();
        let message = format!("{title}“{}”在几行合并的单元格里，不能确定属于哪一行", quote(text));
        Err(Problem::of_row(Code::FigureShared, message).hint("取消合并单元格，逐行填写"))
    }

    /// Returns the entry read from a cell, and reports the doubt about it or that it cannot be read.
    fn entry<T>(
        &mut self,
        row: &GridRow,
        field: Field,
        read: Result<(Entry<T>, Option<Problem>), Problem>,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Entry<T> {
        let is_lost = |cell: &UnreadableCell| {
            // Without its measure, a value means nothing.
            cell.field == field || field == Field::Value && cell.field == Field::Measure
        };
        let typed = self.head.text(row, field).to_owned();
        if let Some(code) = unreadable.iter().find(|cell| is_lost(cell)).map(|cell| cell.code) {
            if !unreadable.iter().any(|cell| cell.field == field) {
                if is_missing(&typed) {
                    return read.map_or(Entry::Missing, |(entry, _)| entry);
                }
                unreadable.push(UnreadableCell { field, typed, code });
            }
            return Entry::Unreadable;
        }
        match read {
            Ok((entry, doubt)) => {
                if let Some(doubt) = doubt {
                    self.report(row, field, doubt);
                }
                entry
            }
            Err(problem) => {
                unreadable.push(UnreadableCell { field, typed, code: problem.code });
                self.report(row, field, problem.with(Consequence::CellLeftOut));
                Entry::Unreadable
            }
        }
    }

    /// Reads the day of filing, in the row or above the table. If it cannot be read it is reported and added to
    /// `unreadable`.
    fn reported_on(
        &mut self,
        row: &GridRow,
        period: Month,
        unreadable: &mut Vec<UnreadableCell>,
    ) -> Option<Date> {
        if unreadable.iter().any(|cell| cell.field == Field::ReportedOn) {
            return None;
        }
        let own = self.head.text(row, Field::ReportedOn);
        let (text, above) = match (own, &self.head.lines.date) {
            ("", Some((text, place))) => (text.as_str(), Some(place.clone())),
            (text, _) => (text, None),
        };
        if is_missing(text) {
            return None;
        }
        if let Some(day) = filing_date::parse(text, period) {
            return Some(day);
        }
        let typed = text.to_owned();
        let message = format!("填报日期“{}”无法识别", quote(text));
        let problem = Problem::new(Code::ReturnDate, message).hint("写作 2018-04-05");
        let problem = problem.with(Consequence::CellLeftOut);
        let code = problem.code;
        unreadable.push(UnreadableCell { field: Field::ReportedOn, typed, code });
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

/// Returns G163: a row that was copied from another form.
fn of_another_form(key: &RowKey, index: &Index<'_>) -> Problem {
    let unit = index.unit_of_code(&key.code);
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
