//! 退回单: workbooks for units of whose forms something was not taken.

use std::collections::BTreeMap;

use super::written_elsewhere::ReturnedBook;
use super::{Session, failed};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::input::workbook::Worksheet;
use crate::output::{Entry, Manifest, Publication, Sources, WriteError, file_name, sha256};
use crate::period::Month;
use crate::registry::UnitId;
use crate::report::Issuer;
use crate::report::returned::{Refusal, ReturnedForm};
use crate::report::template::{RETURNED, Templates};
use crate::returns::collect::FileReport;
use crate::workbook::{ReturnedWords, returned};
use crate::workspace::TEMPLATE_DIR;

/// The folder of these workbooks below the output folder.
const FOLDER: &str = "returned/";

/// Writes the 退回单 of each unit and month of whose form something was not taken, and deletes that of a form of which
/// everything was. Returns the paths of those written; what prevents one is added to `problems`.
///
/// # Errors
/// A file cannot be written.
pub(super) fn stage(
    session: &Session,
    (reports, books): (&[FileReport], &[ReturnedBook]),
    publication: &Publication,
    problems: &mut Diagnostics,
) -> Result<Vec<String>, WriteError> {
    // Of several forms of a unit and month the last one counts.
    let mut forms: BTreeMap<(UnitId, Month), (&ReturnedBook, Vec<Refusal>)> = BTreeMap::new();
    for book in books {
        let Some(report) = reports.get(book.report) else { continue };
        forms.insert((book.unit, book.month), (book, refusals(report, &book.sheets)));
    }
    // An empty or torn manifest is written anew by the next run of documents.
    let mut manifest = Manifest::load(&session.output).ok().flatten();
    let before = manifest.clone();
    let mut written = Vec::new();
    for ((unit, month), (book, refusals)) in forms {
        let named = session.registry.unit(unit);
        let path = format!("{FOLDER}{}-{}-{month}.xlsx", named.code, file_name(&named.short));
        let file = session.output.join(&path);
        if refusals.is_empty() {
            if file.exists() {
                publication.remove(&file);
            }
            manifest.iter_mut().for_each(|manifest| manifest.remove(&path));
            continue;
        }
        let form = ReturnedForm {
            issuer: Issuer::new(&session.workspace.config),
            unit: named.short.clone(),
            period: format!("{}年{}月", month.year(), month.number()),
            refused: refusals.len(),
            is_rejected: book.rejected,
            refusals,
        };
        match workbook(session, &form, book, &path) {
            Ok(bytes) => {
                publication.stage(&file, &bytes)?;
                let entry = Entry {
                    sha256: sha256(&bytes),
                    bytes: bytes.len(),
                    path: path.clone(),
                    pages: None,
                    unit: Some(form.unit),
                    facts: None,
                    inputs: Vec::new(),
                    sources: Sources::new(),
                };
                manifest.iter_mut().for_each(|manifest| manifest.insert(entry.clone()));
                written.push(path);
            }
            Err(problem) => problems.push_new(problem),
        }
    }
    if let Some(manifest) = manifest.filter(|now| before.as_ref() != Some(now)) {
        publication.stage_last(&Manifest::path(&session.output), &manifest.bytes())?;
    }
    Ok(written)
}

fn workbook(
    session: &Session,
    form: &ReturnedForm,
    book: &ReturnedBook,
    path: &str,
) -> Result<Vec<u8>, Diagnostic> {
    let templates = Templates::load(&session.workspace.root, TEMPLATE_DIR, RETURNED)?;
    let words = ReturnedWords::new(&templates, form)?;
    let date = session.newest_day();
    returned(form, &book.sheets, &words, date).map_err(|error| failed(path, error))
}

/// Returns what was not taken of a form, in the order of the file.
fn refusals(report: &FileReport, sheets: &[Worksheet]) -> Vec<Refusal> {
    let errors = report.problems.iter().filter(|problem| problem.severity() == Severity::Error);
    let refusal = |problem: &Diagnostic| {
        let place = problem.place.as_ref();
        let sheet = place.and_then(|place| place.sheet.clone());
        let (row, column) = place.map_or((0, 0), |place| (place.line, place.column));
        let typed = sheets.iter().find(|one| Some(&one.name) == sheet.as_ref()).and_then(|sheet| {
            let row = sheet.rows.iter().find(|one| one.number == row)?;
            Some(row.raw(column.checked_sub(1)?).to_owned())
        });
        Refusal {
            place: sheet.as_ref().map_or_else(String::new, |_| {
                place.map_or_else(String::new, crate::diagnostic::Place::cell)
            }),
            sheet,
            row,
            column,
            typed: typed.unwrap_or_default(),
            reason: problem.message.clone(),
            hint: problem.hint.clone().unwrap_or_default(),
        }
    };
    errors.map(refusal).collect()
}
