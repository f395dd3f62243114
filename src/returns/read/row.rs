//! One row of a table → what it files, or what is wrong with it.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::figures::{self, Fault, Figure, quote};
use super::header::Columns;
use super::heading_lines::HeadingLines;
use super::index::{Index, Owner};
use super::row_content::{Content, Entry, Filed, Origin};
use super::row_key::{FormHead, instead_of};
use super::titles::Field;
use super::{Key, filing_date, key_cells, status_word};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::grid::{Grid, GridRow};
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::form::RowKey;
use crate::targets::quantity::is_missing;

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is a return.
    Filed(Box<Filed>),
    /// It has an error, which was reported.
    Faulty,
    /// Its unit has nothing to do with the item, which was reported.
    Uninvolved,
    /// A row of a form in which nothing was filled in; still to be reported.
    NotFilledIn,
}

/// What a row is about, as far as it could be told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct About {
    pub month: Option<Month>,
    pub target: Option<TargetId>,
    /// The unit as the row names it.
    pub unit: Option<UnitId>,
}

/// Reads the rows of one table.
pub(super) struct RowReader<'a> {
    pub index: &'a Index<'a>,
    pub grid: &'a Grid<'a>,
    /// The table, by its place in the list of those read.
    pub table: u32,
    pub columns: Columns,
    pub lines: HeadingLines,
    /// Whose form it is, where its file holds a form's key.
    pub form: Option<FormHead>,
    /// Statements above the table that were found wrong; each is reported once.
    pub wrong_statements: BTreeSet<Field>,
    /// The names of units that were reported as renamed in this file.
    pub renamed: BTreeSet<(UnitId, UnitId)>,
}

/// A text that stands for a field of a row: in its cell, or above the table.
struct Source<'t> {
    text: &'t str,
    /// The place above the table; `None` for the cell.
    above: Option<Place>,
}

impl<'a> RowReader<'a> {
    /// The fields that every row needs and neither a column nor a line above the table states.
    pub(super) fn lacking(&self) -> Vec<Field> {
        let keyed = self.form.is_some() || self.columns.of(Field::RowKey).is_some();
        let lacks = |field, stated: bool| {
            (self.columns.of(field).is_none() && !stated && !keyed).then_some(field)
        };
        [
            lacks(Field::Unit, self.lines.unit.is_some()),
            lacks(Field::Period, self.lines.period.is_some()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Reads a row of returns: what it is about, and what becomes of it.
    pub(super) fn read(&mut self, row: &GridRow, problems: &mut Diagnostics) -> (About, Outcome) {
        let formulas = self.formulas(row, problems);
        let month = self.period(row, problems);
        let item = self.item(row, problems);
        let target = item.and_then(|item| self.target(row, item, problems));
        let unit = self.unit(row, problems);
        let about = About {
            month,
            target,
            unit,
        };
        let outcome = match (month, item, target, unit) {
            (Some(month), Some(item), Some(target), Some(unit)) if formulas => {
                self.file(row, month, (item, target), unit, problems)
            }
            _ => Outcome::Faulty,
        };
        (about, outcome)
    }

    /// What becomes of a row about a target of an item, once that is known.
    fn file(
        &mut self,
        row: &GridRow,
        period: Month,
        (item, target): (&Item, TargetId),
        unit: UnitId,
        problems: &mut Diagnostics,
    ) -> Outcome {
        if self.is_left_blank(row) {
            return Outcome::NotFilledIn;
        }
        let content = self.content(row, item, target, problems);
        let reported_on = self.reported_on(row, period, problems);
        let (Some(content), Some(reported_on)) = (content, reported_on) else {
            return Outcome::Faulty;
        };
        let Some(unit) = self.owner(row, item, unit, problems) else {
            return Outcome::Uninvolved;
        };
        Outcome::Filed(Box::new(Filed {
            month: period,
            key: Key { target, unit },
            content,
            reported_on,
            origin: self.origin(row),
        }))
    }

    pub(super) fn text<'r>(&self, row: &'r GridRow, field: Field) -> &'r str {
        self.columns.of(field).map_or("", |column| row.text(column))
    }

    pub(super) fn place(&self, row: &GridRow, field: Field) -> Place {
        self.columns
            .of(field)
            .map_or_else(|| self.grid.row_place(row), |at| self.grid.place(row, at))
    }

    /// Reports what is wrong with the cell of `field`.
    pub(super) fn fault(
        &self,
        row: &GridRow,
        field: Field,
        fault: Fault,
        problems: &mut Diagnostics,
    ) {
        problems.push(diagnostic(fault, self.place(row, field)));
    }

    /// The text for `field`: its cell, or what the lines above the table state.
    fn stated<'t>(&'t self, row: &'t GridRow, field: Field) -> Option<Source<'t>> {
        let text = self.text(row, field);
        let above = match field {
            Field::Unit => self.lines.unit.as_ref(),
            _ => self.lines.period.as_ref(),
        };
        if !text.is_empty() {
            return Some(Source { text, above: None });
        }
        above.map(|(text, place)| Source {
            text,
            above: Some(place.clone()),
        })
    }

    /// Reports a fault at its cell, or once at the line above the table.
    fn fault_of(
        &mut self,
        row: &GridRow,
        field: Field,
        above: Option<Place>,
        fault: Fault,
        problems: &mut Diagnostics,
    ) {
        match above {
            None => self.fault(row, field, fault, problems),
            Some(place) if self.wrong_statements.insert(field) => {
                let message = fault.message.replace("本行未读入", "以此为准的各行未读入");
                problems.push(diagnostic(Fault { message, ..fault }, place));
            }
            Some(_) => {}
        }
    }

    /// The month that closes the row's period. What cannot be read, or is nowhere stated, is that of the
    /// form's key.
    fn period(&mut self, row: &GridRow, problems: &mut Diagnostics) -> Option<Month> {
        let keyed = self.keyed(row).map(|head| head.month);
        let keyed = keyed.filter(|month| month.year() == self.index.year);
        let Some(source) = self.stated(row, Field::Period) else {
            if keyed.is_none() {
                self.fault(
                    row,
                    Field::Period,
                    key_cells::blank(Field::Period),
                    problems,
                );
            }
            return keyed;
        };
        let read = key_cells::period(source.text, self.index.year);
        let above = source.above;
        let (fault, keyed) = match (read, keyed) {
            (Ok(month), _) => return Some(month),
            (Err(fault), Some(month)) if fault.code == Code::ReturnPeriod => {
                let fault = instead_of("期间", source.text, &month.to_string());
                (fault, Some(month))
            }
            (Err(fault), _) => (fault, None),
        };
        self.fault_of(row, Field::Period, above, fault, problems);
        keyed
    }

    fn item(&self, row: &GridRow, problems: &mut Diagnostics) -> Option<&'a Item> {
        let written = self.text(row, Field::Item);
        if let Some(key) = self.key(row) {
            return self.chosen(row, written, key.target.item, problems);
        }
        let found = self.index.item(written, self.text(row, Field::ItemText));
        match found {
            Ok((item, mangled)) => {
                if mangled {
                    let message = format!(
                        "编号“{}”是被当成日期的“{}”，已按“{}”读入",
                        quote(written),
                        item.id,
                        item.id
                    );
                    let fault = Fault::new(Code::ReturnItemMangled, message)
                        .hint("填写前把“编号”列的格式设为文本");
                    self.fault(row, Field::Item, fault, problems);
                }
                Some(item)
            }
            Err(error) => {
                self.fault(
                    row,
                    Field::Item,
                    key_cells::item_fault(written, &error),
                    problems,
                );
                None
            }
        }
    }

    fn target(&self, row: &GridRow, item: &Item, problems: &mut Diagnostics) -> Option<TargetId> {
        let text = self.text(row, Field::Target);
        let read = match self.key(row) {
            Some(RowKey { target, .. }) if is_missing(text) && target.item == item.id => {
                key_cells::target(&target.number.to_string(), item)
            }
            _ => key_cells::target(text, item),
        };
        read.map_err(|fault| self.fault(row, Field::Target, fault, problems))
            .ok()
    }

    /// The unit as the row names it; that of the form's key where the name cannot be read.
    fn unit(&mut self, row: &GridRow, problems: &mut Diagnostics) -> Option<UnitId> {
        let keyed = self.keyed(row).map(|head| head.unit);
        let Some(source) = self.stated(row, Field::Unit) else {
            if keyed.is_none() {
                self.fault(row, Field::Unit, key_cells::blank(Field::Unit), problems);
            }
            return keyed;
        };
        let read = key_cells::unit(source.text, self.index);
        let above = source.above;
        let fault = match (read, keyed) {
            (Ok(unit), _) => return Some(unit),
            (Err(_), Some(unit)) => {
                instead_of("单位", source.text, &self.index.registry.unit(unit).short)
            }
            (Err(fault), None) => fault,
        };
        self.fault_of(row, Field::Unit, above, fault, problems);
        keyed
    }

    /// The unit whose return this is; `None`, reported, where the item is none of the unit's.
    fn owner(
        &mut self,
        row: &GridRow,
        item: &Item,
        unit: UnitId,
        problems: &mut Diagnostics,
    ) -> Option<UnitId> {
        let registry = self.index.registry;
        let name = &registry.unit(unit).short;
        match self.index.owner(item, unit) {
            Owner::Same => Some(unit),
            Owner::Relative(relative) => {
                if self.renamed.insert((unit, relative)) {
                    let known = &registry.unit(relative).short;
                    let fault = Fault::new(
                        Code::ReturnUnitRenamed,
                        format!("“{name}”的报送记在“{known}”名下"),
                    );
                    self.fault(row, Field::Unit, fault, problems);
                }
                Some(relative)
            }
            Owner::Uninvolved => {
                let message = format!("“{name}”不承担{}，本行未计入", item.id);
                let fault = Fault::new(Code::ReturnUnitUninvolved, message)
                    .hint("检查编号和单位；确由该单位承担的，在任务表中补上");
                self.fault(row, Field::Unit, fault, problems);
                None
            }
        }
    }

    /// Whether the row of a form, whose unit and period stand above the table, has nothing filled in.
    fn is_left_blank(&self, row: &GridRow) -> bool {
        let is_empty = |field| self.text(row, field).is_empty();
        let a_form = is_empty(Field::Unit) || is_empty(Field::Period);
        let mut open = Field::OPEN
            .into_iter()
            .chain([Field::Reporter, Field::ReportedOn]);
        a_form && open.all(is_empty)
    }

    /// What the row files; `None`, reported, when a figure or the status cannot be read.
    fn content(
        &self,
        row: &GridRow,
        item: &Item,
        target: TargetId,
        problems: &mut Diagnostics,
    ) -> Option<Content> {
        let target = item.target(target);
        let measure = match self.text(row, Field::Measure) {
            "" => &self.columns.measure,
            measure => measure,
        };
        let value = figures::value(self.text(row, Field::Value), measure, target);
        let value = self.figure(row, Field::Value, value, problems);
        let percent = figures::percent(self.text(row, Field::Percent));
        let percent = self.figure(row, Field::Percent, percent, problems);
        let status = self.status(row, problems);
        let words = |field| {
            let text = self.text(row, field);
            (!text.is_empty()).then(|| {
                let says_nothing = is_missing(text);
                if says_nothing {
                    String::new()
                } else {
                    text.to_owned()
                }
            })
        };
        let reporter = words(Field::Reporter)
            .or_else(|| self.lines.reporter.as_ref().map(|(name, _)| name.clone()));
        Some(Content {
            value: value?,
            percent: percent?,
            status: status?,
            progress: words(Field::Progress),
            problems: words(Field::Problems),
            next_steps: words(Field::NextSteps),
            reporter,
        })
    }

    fn figure(
        &self,
        row: &GridRow,
        field: Field,
        figure: Result<Figure, Fault>,
        problems: &mut Diagnostics,
    ) -> Option<Entry<rust_decimal::Decimal>> {
        match figure {
            Ok((entry, doubt)) => {
                if let Some(doubt) = doubt {
                    self.fault(row, field, doubt, problems);
                }
                Some(entry)
            }
            Err(mut fault) => {
                fault.message.push_str("，本行未读入");
                self.fault(row, field, fault, problems);
                None
            }
        }
    }

    fn status(
        &self,
        row: &GridRow,
        problems: &mut Diagnostics,
    ) -> Option<Entry<crate::status::Status>> {
        let text = self.text(row, Field::Status);
        if text.is_empty() {
            return Some(Entry::Blank);
        }
        if let Some(status) = status_word::parse(text) {
            return Some(Entry::Given(status));
        }
        if is_missing(text) {
            return Some(Entry::Missing);
        }
        let message = format!("状态“{}”无法识别，本行未读入", quote(text));
        let fault = Fault::new(Code::ReturnStatus, message)
            .hint("状态写作 完成、达到序时、滞后、严重滞后 或 不评价，也可留空");
        self.fault(row, Field::Status, fault, problems);
        None
    }

    /// The day of filing, in the row or above the table; `None`, reported, when it cannot be read.
    fn reported_on(
        &mut self,
        row: &GridRow,
        period: Month,
        problems: &mut Diagnostics,
    ) -> Option<Option<Date>> {
        let (text, above) = match (self.text(row, Field::ReportedOn), &self.lines.date) {
            ("", Some((text, place))) => (text.as_str(), Some(place.clone())),
            (text, _) => (text, None),
        };
        if is_missing(text) {
            return Some(None);
        }
        if let Some(day) = filing_date::parse(text, period) {
            return Some(Some(day));
        }
        let message = format!("填报日期“{}”无法识别，本行未读入", quote(text));
        let fault = Fault::new(Code::ReturnDate, message).hint("写作 2018-04-05");
        self.fault_of(row, Field::ReportedOn, above, fault, problems);
        None
    }

    fn origin(&self, row: &GridRow) -> Origin {
        let position = |field| {
            let at = self.columns.of(field).unwrap_or(0);
            self.grid.position(row, at)
        };
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (line, value) = position(Field::Value);
        Origin {
            table: self.table,
            line: small(line),
            value: small(value),
            percent: small(position(Field::Percent).1),
        }
    }
}

pub(super) fn diagnostic(fault: Fault, place: Place) -> Diagnostic {
    let problem = Diagnostic::new(fault.code, fault.message).at(place);
    match fault.hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}
