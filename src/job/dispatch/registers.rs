//! 发文登记表 and 签收表.

use std::collections::BTreeSet;

use super::FOLDER;
use super::parcel::{Parcel, all_papers};
use crate::job::run::Run;
use crate::job::{Made, Session, failed, inputs};
use crate::numbers::{Document, NUMBERS_FILE, Number};
use crate::output::Entry;
use crate::registers::{RECEIPTS_FILE, Receipt};
use crate::registry::{Registry, UnitId, Who};
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

/// Writes the register of all papers of the year so far, and the one on which units sign for the papers in their parcels.
pub(super) fn write(session: &Session, run: &Run<'_>, parcels: &[Parcel], made: &mut Made) {
    let config = &session.workspace.config;
    let registry = session.registry.named_on(session.newest_day());
    let dispatch = Dispatch {
        year: config.year,
        issuer: Issuer::new(config),
        papers: parcels.iter().flat_map(|parcel| papers(session, &registry, parcel)).collect(),
        all: all(session, &registry, run),
    };
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, DISPATCH) {
        Ok(templates) => templates,
        Err(problem) => return made.problems.push(problem),
    };
    let dates = parcels.iter().flat_map(|parcel| &parcel.papers);
    let dates = dates.filter_map(|paper| paper.facts.as_ref()?.date);
    let date = dates.max().unwrap_or_else(|| config.notice_date());
    let files = [CONFIG_FILE, RECEIPTS_FILE, NUMBERS_FILE].map(str::to_owned);
    let inputs: Vec<String> = files.into_iter().chain([inputs::template(DISPATCH)]).collect();
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

/// Returns the papers of a parcel that the registers list: those with a head, not the forms; by series and number.
fn papers(session: &Session, registry: &Registry, parcel: &Parcel) -> Vec<DispatchedPaper> {
    let papers = parcel.papers.iter().filter_map(|paper| listed(session, registry, paper));
    let mut papers: Vec<_> = papers.collect();
    papers.sort_by_cached_key(order);
    papers
}

/// Returns all papers of the year so far: those that are there, also of earlier months, and those that have a number and are
/// not there, which say less; by series and number.
fn all(session: &Session, registry: &Registry, run: &Run<'_>) -> Vec<DispatchedPaper> {
    let files = all_papers(run);
    let mut papers: Vec<_> =
        files.iter().filter_map(|paper| listed(session, registry, paper)).collect();
    let known: BTreeSet<String> = papers.iter().map(|paper| paper.number.clone()).collect();
    let numbered = session.numbers.documents().filter_map(|(document, number)| {
        let unit = document.unit()?;
        let written = number.to_string();
        let title = title(document).filter(|_| !known.contains(&written))?;
        let receipt = receipt_of(session, registry, number, registry.present(unit));
        Some(DispatchedPaper {
            unit: session.registry.unit(unit).short.clone(),
            number: written,
            title,
            date: day(session.numbers.date_of(document)),
            classification: String::new(),
            pages: None,
            received_on: day(receipt.map(|receipt| receipt.received_on)),
            received_by: receipt.map(|receipt| receipt.received_by.clone()).unwrap_or_default(),
        })
    });
    papers.extend(numbered);
    papers.sort_by_cached_key(order);
    papers
}

/// Returns what a document that is not there can be called; `None` for a bulletin, which goes to no single unit.
fn title(document: &Document) -> Option<String> {
    match document {
        Document::Letter(_) => Some("任务函".to_owned()),
        Document::Bulletin(_) => None,
        Document::Notice { month, form, .. } => {
            Some(format!("{}（{}年{}月）", form.word(), month.year(), month.number()))
        }
        Document::Change { .. } => Some("调整函".to_owned()),
        Document::Case { item, form, .. } => Some(format!("{}（{item}）", form.word())),
    }
}

/// The order of a register: by series, year and serial, then by date; papers without a number last.
fn order(paper: &DispatchedPaper) -> impl Ord + use<> {
    let number = Number::parse(&paper.number);
    let number = number.map(|number| (number.series, number.year, number.serial));
    (number.is_none(), number, paper.date.clone(), paper.unit.clone())
}

fn listed(session: &Session, registry: &Registry, paper: &Entry) -> Option<DispatchedPaper> {
    let (facts, short) = (paper.facts.as_ref()?, paper.unit.as_ref()?);
    let unit = match session.registry.resolve(short) {
        Some(Who::Unit(unit)) => Some(registry.present(unit)),
        _ => None,
    };
    let number = facts.number.as_deref().and_then(Number::parse);
    let receipt = number.zip(unit);
    let receipt = receipt.and_then(|(number, unit)| receipt_of(session, registry, &number, unit));
    let text = |text: Option<String>| text.unwrap_or_default();
    Some(DispatchedPaper {
        unit: short.clone(),
        number: text(facts.number.clone()),
        title: facts.title.clone(),
        date: day(facts.date),
        classification: text(facts.classification.clone()),
        pages: paper.pages,
        received_on: day(receipt.map(|receipt| receipt.received_on)),
        received_by: text(receipt.map(|receipt| receipt.received_by.clone())),
    })
}

/// Returns the receipt of a paper by a unit. Who signed may have become another unit since.
fn receipt_of<'a>(
    session: &'a Session,
    registry: &Registry,
    number: &Number,
    unit: UnitId,
) -> Option<&'a Receipt> {
    let mut receipts = session.registers.receipts.all().iter();
    receipts.find(|receipt| receipt.document == *number && registry.present(receipt.unit) == unit)
}

fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
