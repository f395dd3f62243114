//! 发文登记表 and 签收表.

use super::FOLDER;
use super::parcel::Parcel;
use crate::job::run::Run;
use crate::job::{Made, Session, failed, inputs};
use crate::numbers::Number;
use crate::registers::RECEIPTS_FILE;
use crate::registry::{Registry, Who};
use crate::report::Issuer;
use crate::report::dispatch::{Dispatch, DispatchedPaper};
use crate::report::template::{DISPATCH, Templates};
use crate::workbook::{DispatchWords, SheetError, outgoing, receipts};
use crate::workspace::{CONFIG_FILE, TEMPLATE_DIR};
use jiff::civil::Date;

/// A register, and the function that makes it.
type Register = (&'static str, fn(&Dispatch, &DispatchWords, Date) -> Result<Vec<u8>, SheetError>);

/// The registers.
const REGISTERS: [Register; 2] = [("发文登记表.xlsx", outgoing), ("签收表.xlsx", receipts)];

/// Writes both registers of the papers in all parcels.
pub(super) fn write(session: &Session, run: &Run<'_>, parcels: &[Parcel], made: &mut Made) {
    let config = &session.workspace.config;
    let registry = session.registry.named_on(session.newest_day());
    let dispatch = Dispatch {
        year: config.year,
        issuer: Issuer::new(config),
        papers: parcels.iter().flat_map(|parcel| papers(session, &registry, parcel)).collect(),
    };
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, DISPATCH) {
        Ok(templates) => templates,
        Err(problem) => return made.problems.push(problem),
    };
    let dates = parcels.iter().flat_map(|parcel| &parcel.papers);
    let dates = dates.filter_map(|paper| paper.facts.as_ref()?.date);
    let date = dates.max().unwrap_or_else(|| config.notice_date());
    let inputs = [CONFIG_FILE.to_owned(), RECEIPTS_FILE.to_owned(), inputs::template(DISPATCH)];
    let mut sources = session.shared_sources();
    sources.add(format!("{TEMPLATE_DIR}/{DISPATCH}"), templates.written());
    sources.add("分送的文件和签收", serde_json::to_vec(&dispatch).unwrap_or_default());
    sources.add("登记表的日期", date.to_string());
    for (name, make) in REGISTERS {
        let path = format!("{FOLDER}{name}");
        let entry = match run.current(&path, (&inputs, &sources)) {
            Some(entry) => Ok(entry),
            None => DispatchWords::new(&templates, &dispatch).and_then(|words| {
                let bytes = make(&dispatch, &words, date).map_err(|error| failed(&path, error))?;
                run.write(path, &bytes, None, None, (&inputs, &sources))
            }),
        };
        // A mistake in the template, which both have, is told once.
        made.add(entry);
    }
}

/// Returns the papers of a parcel that the registers list: those with a head, not the forms.
fn papers(session: &Session, registry: &Registry, parcel: &Parcel) -> Vec<DispatchedPaper> {
    let unit = match session.registry.resolve(&parcel.unit) {
        Some(Who::Unit(unit)) => Some(registry.present(unit)),
        _ => None,
    };
    let papers = parcel.papers.iter().filter_map(|paper| {
        let facts = paper.facts.as_ref()?;
        let number = facts.number.as_deref().and_then(Number::parse);
        let receipt = number.zip(unit);
        // Who signed may have become another unit since.
        let receipt = receipt.and_then(|(number, unit)| {
            let mut receipts = session.registers.receipts.all().iter();
            receipts.find(|receipt| {
                receipt.document == number && registry.present(receipt.unit) == unit
            })
        });
        let text = |text: Option<String>| text.unwrap_or_default();
        Some(DispatchedPaper {
            unit: parcel.unit.clone(),
            number: text(facts.number.clone()),
            title: facts.title.clone(),
            date: text(facts.date.map(|date| date.to_string())),
            classification: text(facts.classification.clone()),
            pages: paper.pages.unwrap_or_default(),
            received_on: text(receipt.map(|receipt| receipt.received_on.to_string())),
            received_by: text(receipt.map(|receipt| receipt.received_by.clone())),
        })
    });
    papers.collect()
}
