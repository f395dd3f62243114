//! The registers in `seeds/` to which people and duban append: receipts, plans that were filed, contacts, the ledger of
//! cases, and referrals.
//!
//! [`Registers::load`] reads them. Each register has a file; `answers` reads the sheets in which units answer; `cells` reads the cells that several of them have, and
//! `event` the rows of the ledger and of the referrals. A row that cannot be read is reported and left out. The order
//! of the events of a case is not examined here.

mod answers;
mod cells;
mod contacts;
mod event;
mod event_kind;
mod ledger;
mod plans;
mod proposed;
mod receipts;
mod referrals;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, read_table};
use crate::numbers::Numbers;
use crate::returns::Reader;
use cells::Cells;

pub use answers::{AnswerRow, AnswersRead};
pub(crate) use contacts::ContactColumn;
pub use contacts::{CONTACTS_FILE, Contact, Contacts};
pub use event::Event;
pub(crate) use event::LedgerColumn;
pub use event_kind::EventKind;
pub use ledger::{LEDGER_FILE, Ledger};
pub(crate) use plans::PlanColumn;
pub use plans::{PLANS_FILE, PlanFiled, PlansFiled, Responsible};
pub use proposed::{PROPOSED_LEDGER_FILE, Proposed};
pub(crate) use receipts::ReceiptColumn;
pub use receipts::{RECEIPTS_FILE, Receipt, Receipts};
pub use referrals::{REFERRALS_FILE, Referral, Referrals};

/// All registers but that of numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registers {
    /// The papers whose arrival was confirmed (签收).
    pub receipts: Receipts,
    /// The implementation plans that were filed, with those responsible.
    pub plans: PlansFiled,
    /// The units' liaisons and addresses.
    pub contacts: Contacts,
    /// The events of the cases.
    pub ledger: Ledger,
    /// The matters referred to other bodies.
    pub referrals: Referrals,
}

impl Registers {
    /// Reads the registers of the workspace `root`; those that are not there, and those `left_out`, are empty. `reader` knows
    /// the items and units that they name, `numbers` the numbers of documents.
    pub fn load(
        root: &Path,
        left_out: &[&str],
        reader: &Reader<'_>,
        numbers: &Numbers,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let sources = tables().map(|table| match left_out.contains(&table.name) {
            true => None,
            false => table.read_optional(root, diagnostics),
        });
        let [receipts, plans, contacts, ledger, referrals] = &sources;
        Self {
            receipts: Receipts::read(receipts.as_ref(), reader, numbers, diagnostics),
            plans: PlansFiled::read(plans.as_ref(), reader, diagnostics),
            contacts: Contacts::read(contacts.as_ref(), reader, diagnostics),
            ledger: Ledger::read(ledger.as_ref(), reader, diagnostics),
            referrals: Referrals::read(referrals.as_ref(), reader, diagnostics),
        }
    }
}

/// The tables of the registers.
pub fn tables() -> [BaseTable; 5] {
    [
        BaseTable::register(RECEIPTS_FILE, ReceiptColumn::ALL),
        BaseTable::register(PLANS_FILE, PlanColumn::ALL),
        BaseTable::register(CONTACTS_FILE, ContactColumn::ALL),
        BaseTable::register(LEDGER_FILE, LedgerColumn::LEDGER),
        BaseTable::register(REFERRALS_FILE, LedgerColumn::REFERRALS),
    ]
}

/// Reads the rows of a register with `row`, which reports those that it cannot read.
fn rows<C: Copy + PartialEq, T>(
    source: Option<&SourceFile>,
    specs: &'static [(C, ColumnSpec)],
    reader: &Reader<'_>,
    diagnostics: &mut Diagnostics,
    mut row: impl FnMut(&mut Cells<'_, '_, C>) -> Option<T>,
) -> Vec<T> {
    let Some(source) = source else { return Vec::new() };
    let table = read_table(source, specs, diagnostics);
    let Some(named) = NamedRows::new(&table, specs, diagnostics) else { return Vec::new() };
    let mut ids = crate::plan::IdCells::default();
    let read = named.iter().filter_map(|named: NamedRow<'_, C>| {
        row(&mut Cells { row: &named, reader, ids: &mut ids, diagnostics })
    });
    let read = read.collect();
    ids.report(diagnostics);
    read
}

/// L102: a row repeats an earlier one, in `line`.
fn twice(what: &str, line: usize) -> Diagnostic {
    Diagnostic::new(Code::RegisterTwice, format!("{what}与第{line}行重复，以第{line}行为准"))
        .hint("删去多余的一行")
}
