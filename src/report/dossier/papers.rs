//! The papers that were sent to a unit, with their numbers and receipts.

use super::DossierSource;
use super::entry::Dated;
use crate::numbers::{Document, Number};
use crate::registry::UnitId;
use crate::report::paper_title;

/// Returns the papers to a unit, as entries: those that are its own, and the bulletins.
pub(super) fn to_unit(source: &DossierSource<'_>, unit: UnitId) -> Vec<Dated> {
    let mut entries = Vec::new();
    for (document, number) in source.numbers.documents() {
        let Some(date) = source.numbers.date_of(document) else { continue };
        let registry = source.basis.registry;
        if document.unit().is_some_and(|own| registry.present(own) != registry.present(unit)) {
            continue;
        }
        entries.push(sent(source, document, number, unit, date));
        entries.extend(received(source, number, unit));
    }
    entries
}

/// Returns the arrival of a paper at a unit.
pub(super) fn received(source: &DossierSource<'_>, number: &Number, unit: UnitId) -> Option<Dated> {
    // A unit that became another signed under its own name.
    let registry = source.basis.registry;
    let is_theirs = |one: UnitId| registry.present(one) == registry.present(unit);
    let mut receipts = source.registers.receipts.all().iter();
    let receipt = receipts.find(|one| one.document == *number && is_theirs(one.unit))?;
    let by = match receipt.received_by.as_str() {
        "" => String::new(),
        name => format!("，签收人：{name}"),
    };
    let words = vec![format!("{}{by}", number)];
    Some(Dated::new(receipt.received_on, "签收", source.short(unit), words))
}

pub(super) fn sent(
    source: &DossierSource<'_>,
    document: &Document,
    number: &Number,
    unit: UnitId,
    date: jiff::civil::Date,
) -> Dated {
    let words = vec![format!("{}（{}）", paper_title(document), number)];
    let whom = document.unit().map_or_else(String::new, |_| source.short(unit));
    Dated::new(date, "发文", whom, words)
}
