//! The sheets beside a return form in which a unit answers → rows of registers.
//!
//! [`AnswersRead::of`] reads the sheets of a workbook; `cells` reads the cells of a row. Each cell is examined as strictly as
//! those of the registers. What speaks against a row that can be read, in the registers and in the order of steps, is
//! not examined here.

mod cells;
mod sheet;

use super::{Event, EventKind, PlanFiled, Receipt, Responsible};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::workbook::Worksheet;
use crate::numbers::Number;
use crate::registry::UnitId;
use crate::returns::Reader;
use crate::returns::form::{AnswerColumn as Column, AnswerKey, AnswerKind, AnswerSheet};
use cells::AnswerCells;
use sheet::Table;

/// A row of a register that a unit has filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerRow {
    /// For `plans.csv`.
    Plan(PlanFiled),
    /// For `receipts.csv`.
    Receipt(Receipt),
    /// For `ledger.csv`.
    Event(Event),
}

/// The rows of the sheets of a workbook.
#[derive(Debug, Default)]
pub struct AnswersRead {
    /// The rows that can be read, in the order of the sheets.
    pub rows: Vec<AnswerRow>,
    /// The number of rows that cannot.
    pub refused: usize,
    /// The reasons, and what else was written in the sheets and is not read.
    pub problems: Diagnostics,
}

impl AnswerRow {
    /// Returns the place of the row.
    pub fn place(&self) -> &Place {
        match self {
            Self::Plan(plan) => &plan.place,
            Self::Receipt(receipt) => &receipt.place,
            Self::Event(event) => &event.place,
        }
    }
}

impl AnswersRead {
    /// Reads the sheets of the workbook `file` of a unit.
    pub fn of(file: &str, sheets: &[Worksheet], unit: UnitId, reader: &Reader<'_>) -> Self {
        let mut read = Self::default();
        for sheet in sheets.iter().filter(|sheet| sheet::has_keys(&sheet.rows)) {
            match Table::of(file, sheet) {
                Ok(table) => read.table(&table, unit, reader),
                Err(problem) => read.refuse(problem),
            }
        }
        // A plan of one item has the date of the whole unit's, unless it has its own.
        let whole = read.rows.iter().find_map(|row| match row {
            AnswerRow::Plan(plan) if plan.item.is_none() => plan.filed_on,
            _ => None,
        });
        for row in &mut read.rows {
            if let AnswerRow::Plan(plan) = row {
                plan.filed_on = plan.filed_on.or(whole);
            }
        }
        read
    }

    fn refuse(&mut self, problem: Diagnostic) {
        self.refused += 1;
        self.problems.push(problem);
    }

    fn table(&mut self, table: &Table<'_>, unit: UnitId, reader: &Reader<'_>) {
        for row in table.rows() {
            let mut cells = AnswerCells { table, row, reader };
            self.problems.extend(cells.unread());
            let key = match cells.key() {
                Some(Ok(key)) => key,
                Some(Err(problem)) => {
                    self.refuse(problem);
                    continue;
                }
                None => {
                    if let Some(problem) = cells.without_key() {
                        self.refuse(problem);
                    }
                    continue;
                }
            };
            if !cells.is_filled_in(&key) {
                continue;
            }
            match read_row(&mut cells, &key, unit) {
                Ok(row) => self.rows.push(row),
                Err(problem) => self.refuse(problem),
            }
        }
    }
}

/// Reads a row in which something was filled in.
fn read_row(
    cells: &mut AnswerCells<'_, '_>,
    key: &AnswerKey,
    unit: UnitId,
) -> Result<AnswerRow, Diagnostic> {
    cells.examine(key, unit)?;
    let event = |cells: &AnswerCells<'_, '_>, kind, day: Column, words: Column| {
        let (item, holder) = cells.item(key, unit)?;
        Ok(Event {
            date: cells.needed_day(day)?,
            id: item,
            unit: holder,
            kind,
            document: String::new(),
            deadline: None,
            evidence: cells.needed(words)?,
            decided_by: String::new(),
            place: cells.place(day),
        })
    };
    Ok(match key.kind {
        AnswerKind::UnitPlan => AnswerRow::Plan(plan(cells, unit)?),
        AnswerKind::ItemPlan => {
            let (item, holder) = cells.item(key, unit)?;
            AnswerRow::Plan(PlanFiled { unit: holder, item: Some(item), ..plan(cells, unit)? })
        }
        AnswerKind::Receipt => {
            let number = Number::parse(&key.document);
            AnswerRow::Receipt(Receipt {
                document: number.ok_or_else(|| cells.refused(Column::Document, "文号无法识别"))?,
                unit,
                received_on: cells.needed_day(Column::ReceivedOn)?,
                received_by: cells.text(Column::ReceivedBy)?,
                place: cells.place(Column::ReceivedOn),
            })
        }
        AnswerKind::Answer => {
            let answer = event(cells, EventKind::Answer, Column::AnsweredOn, Column::Situation)?;
            AnswerRow::Event(Event { document: key.document.clone(), ..answer })
        }
        AnswerKind::Rectification => {
            AnswerRow::Event(event(cells, EventKind::Plan, Column::AnsweredOn, Column::Situation)?)
        }
        AnswerKind::Extension => {
            let request =
                event(cells, EventKind::RequestExtension, Column::RequestedOn, Column::Reason)?;
            let deadline = cells.needed_day(Column::NewDeadline)?;
            if deadline <= request.date {
                let why = format!("申请延至{deadline}，应晚于申请日期{}", request.date);
                return Err(cells.refused(Column::NewDeadline, &why));
            }
            AnswerRow::Event(Event { deadline: Some(deadline), ..request })
        }
        AnswerKind::Closing => AnswerRow::Event(event(
            cells,
            EventKind::RequestClosing,
            Column::RequestedOn,
            Column::Done,
        )?),
    })
}

/// Reads those responsible and the date of the plan.
fn plan(cells: &AnswerCells<'_, '_>, unit: UnitId) -> Result<PlanFiled, Diagnostic> {
    let responsible = Responsible {
        principal_head: cells.text(Column::PrincipalHead)?,
        deputy_in_charge: cells.text(Column::DeputyInCharge)?,
        section: cells.text(Column::Section)?,
        liaison: cells.text(Column::Liaison)?,
        phone: cells.phone(Column::Phone)?,
    };
    if responsible == Responsible::default() {
        return Err(cells.refused(Column::PrincipalHead, "没有填写责任人"));
    }
    let filed_on = cells.day(Column::FiledOn)?;
    let place = cells.place(Column::PrincipalHead);
    Ok(PlanFiled { unit, item: None, filed_on, responsible, place })
}

/// L130: a row of a sheet of answers, or a whole sheet, is not taken.
fn refused(what: &str, place: Place) -> Diagnostic {
    Diagnostic::new(Code::AnswerRefused, what).at(place)
}

/// Returns the columns of a sheet that a unit fills in.
fn open(sheet: AnswerSheet) -> impl Iterator<Item = Column> {
    sheet.columns().iter().copied().filter(|column| column.is_open())
}
