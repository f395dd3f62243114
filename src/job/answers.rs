//! The answers that came back beside forms → the registers, as part of what `collect` publishes.

use std::collections::BTreeMap;

use super::Session;
use super::register_rows::{RegisterError, append_rows};
use super::whole::note_written;
use super::written_elsewhere::ReturnedBook;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::columns::ColumnSpec;
use crate::output::Publication;
use crate::registers::{
    AnswerRow, AnswersRead, CONTACTS_FILE, Contact, ContactColumn, LEDGER_FILE, LedgerColumn,
    PLANS_FILE, PlanColumn, RECEIPTS_FILE, ReceiptColumn,
};
use crate::supervision::{Intake, Taken};

/// What became of the answers in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnswersTaken {
    /// The number of rows that were taken.
    pub taken: usize,
    /// The number of rows that the registers had already.
    pub known: usize,
    /// The number of rows that were refused, each of them reported.
    pub refused: usize,
}

/// The answers of all files of a run.
pub(super) struct TakenAnswers<'a> {
    intake: Intake<'a>,
    /// What became of them, by the position of the file.
    pub reports: BTreeMap<usize, AnswersTaken>,
    problems: BTreeMap<usize, Diagnostics>,
}

impl<'a> TakenAnswers<'a> {
    /// Takes the answers in workbooks, one after the other.
    pub fn of(session: &'a Session, books: &[ReturnedBook]) -> Self {
        let intake = Intake::new(&session.registers, &session.numbers, session.case_days());
        let mut taken = Self { intake, reports: BTreeMap::new(), problems: BTreeMap::new() };
        let reader = session.reader();
        for book in books.iter().filter(|book| !book.rejected) {
            let read = AnswersRead::of(&book.name, &book.sheets, book.unit, &reader);
            taken.take(book.report, read);
        }
        taken
    }

    fn take(&mut self, at: usize, read: AnswersRead) {
        let AnswersRead { mut rows, refused, mut problems } = read;
        let mut report = AnswersTaken { refused, ..AnswersTaken::default() };
        // Steps of a case are taken in the order of their days, whatever the order of the sheets.
        rows.sort_by_key(|row| match row {
            AnswerRow::Event(event) => Some(event.date),
            _ => None,
        });
        for row in rows {
            match self.intake.take(&row) {
                Ok(Taken::New) => report.taken += 1,
                Ok(Taken::Known) => report.known += 1,
                Err(refusal) => {
                    report.refused += 1;
                    let message = format!("{refusal}，本行未收");
                    let problem = Diagnostic::new(Code::AnswerRefused, message);
                    problems.push(problem.at(row.place().clone()).hint(hint(&row)));
                    continue;
                }
            }
            let AnswerRow::Plan(plan) = &row else { continue };
            if let Some(known) = self.intake.take_contact(plan) {
                let named = &plan.responsible;
                let problem = differs((&named.liaison, &named.phone), &known);
                problems.push(problem.at(plan.place.clone()));
            }
        }
        if report != AnswersTaken::default() {
            self.reports.insert(at, report);
        }
        self.problems.insert(at, problems);
    }

    /// Returns the problems of the files, by their positions.
    pub fn problems(&self) -> Vec<(usize, Diagnostics)> {
        self.problems.iter().map(|(at, problems)| (*at, problems.clone())).collect()
    }

    /// Adds the rows to the registers. Returns the registers that change.
    ///
    /// # Errors
    /// A register was changed since it was read, or cannot be read or written.
    pub fn write(
        &self,
        session: &Session,
        publication: &Publication,
    ) -> Result<Vec<String>, RegisterError> {
        let registry = &session.registry;
        let Intake { receipts, plans, contacts, events, .. } = &self.intake;
        let mut written = Written { session, publication, names: Vec::new() };
        let rows: Vec<_> = plans.iter().map(|plan| plan.cells(registry)).collect();
        written.add(PLANS_FILE, PlanColumn::ALL, &rows)?;
        let rows: Vec<_> =
            contacts.iter().map(|(unit, contact)| contact.cells(*unit, registry)).collect();
        written.add(CONTACTS_FILE, ContactColumn::ALL, &rows)?;
        let rows: Vec<_> = receipts.iter().map(|receipt| receipt.cells(registry)).collect();
        written.add(RECEIPTS_FILE, ReceiptColumn::ALL, &rows)?;
        let rows: Vec<_> = events.iter().map(|event| event.cells(registry)).collect();
        written.add(LEDGER_FILE, LedgerColumn::LEDGER, &rows)?;
        if !written.names.is_empty() {
            // The registers are among the tables that the next run compares.
            note_written(&session.workspace.root, &publication.changes(), publication)?;
        }
        Ok(written.names)
    }
}

/// The registers to which rows are added.
struct Written<'w> {
    session: &'w Session,
    publication: &'w Publication,
    names: Vec<String>,
}

impl Written<'_> {
    fn add<C: Copy + PartialEq>(
        &mut self,
        name: &'static str,
        columns: &'static [(C, ColumnSpec)],
        rows: &[Vec<(C, String)>],
    ) -> Result<(), RegisterError> {
        if !rows.is_empty() {
            append_rows(self.session, name, columns, rows, self.publication)?;
            self.names.push(name.to_owned());
        }
        Ok(())
    }
}

/// Returns what to do about a row that is refused.
fn hint(row: &AnswerRow) -> &'static str {
    match row {
        AnswerRow::Plan(_) => "责任人有变动的，填报变动后的方案报送日期；或改正 seeds/plans.csv",
        AnswerRow::Receipt(_) => "核对文号和签收日期；登记有误的，改正 seeds/receipts.csv",
        AnswerRow::Event(_) => "核对日期；台账缺了步骤的，补记到 seeds/ledger.csv 后再收",
    }
}

/// L131: the register of contacts names another liaison.
fn differs((liaison, phone): (&str, &str), known: &Contact) -> Diagnostic {
    let message = format!(
        "联络员“{liaison}”（{phone}）与 {CONTACTS_FILE} 的“{}”（{}）不同，通讯录没有改动",
        known.liaison, known.phone
    );
    Diagnostic::new(Code::ContactDiffers, message).hint("核对后改正通讯录")
}
