//! Plans of the year, and receipts of papers.

use super::{Due, DueKind, DueSource};

/// Returns the plans of the year that were not filed.
pub(super) fn plans(source: &DueSource<'_>) -> Vec<Due> {
    let filed = source.registers.plans.all();
    let Some(due) = source.plan_by.filter(|_| !filed.is_empty()) else { return Vec::new() };
    let present = |unit| source.basis.registry.present(unit);
    let is_filed = |unit| {
        filed.iter().any(|plan| {
            present(plan.unit) == unit && plan.filed_on.is_some_and(|day| day <= source.date)
        })
    };
    let units = source.units.iter().copied().filter(|unit| !is_filed(present(*unit)));
    let missing = units.map(|unit| Due {
        due,
        kind: DueKind::Plan,
        unit: Some(unit),
        id: None,
        document: None,
        month: None,
    });
    missing.collect()
}

/// Returns the papers whose arrival was not confirmed.
pub(super) fn receipts(source: &DueSource<'_>) -> Vec<Due> {
    let receipts = &source.registers.receipts;
    if receipts.all().is_empty() {
        return Vec::new();
    }
    let is_signed = |paper: &super::PaperTo| {
        // Who signed may have become another unit since.
        receipts.all().iter().any(|receipt| {
            receipt.document == paper.number
                && source.basis.registry.present(receipt.unit) == paper.unit
                && receipt.received_on <= source.date
        })
    };
    let papers = source.papers.iter().filter(|paper| !is_signed(paper));
    let missing = papers.map(|paper| Due {
        due: source.calendar.after_working_days(paper.date, source.rules.receipt_days),
        kind: DueKind::Receipt,
        unit: Some(paper.unit),
        id: None,
        document: Some(paper.number.to_string()),
        month: None,
    });
    missing.collect()
}
