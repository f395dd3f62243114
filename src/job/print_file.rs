//! All letters in one file for the printer, each beginning on a right-hand page.

use super::letters;
use super::run::Run;
use super::{JobError, Made, Press, Session, failed};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::output::{Entry, Sources};
use crate::workspace::OUTPUT_DIR;
use gongwen::typeset::Pages;

/// The folder of files for the printer below the output run.
const FOLDER: &str = "print/";
/// Maximum number of pages of a file: what is more goes into further ones, so that memory and printers can take them.
const MOST_PAGES: usize = 1000;
/// Number of letters that are set at the same time.
const AT_ONCE: usize = 32;

/// Puts all letters of a run that made all of them into one file. Where a letter could not be made, the file stays as it
/// is, and that is told.
///
/// # Errors
/// The job cannot begin: faces or output folder cannot be used.
pub fn print_file(session: &Session, run: &mut Run<'_>, letters: &Made) -> Result<Made, JobError> {
    run.open(FOLDER)?;
    let mut made = Made::default();
    let entries = &letters.files;
    if entries.is_empty() {
        run.record(&mut made, Some(FOLDER), |_| false);
        return Ok(made);
    }
    if letters.problems.has_errors() || !session.kept.is_empty() {
        if run.entries(FOLDER).next().is_some() {
            made.problems.push(kept());
        }
        return Ok(made);
    }
    let mut sources = session.shared_sources();
    for Entry { path, sha256, .. } in entries {
        sources.add_hash(format!("{OUTPUT_DIR}/{path}"), sha256.clone());
    }
    // All letters have the same.
    let inputs = entries.first().map_or_else(Vec::new, |letter| letter.inputs.clone());
    let made_from = (&*inputs, &sources);
    let known: Vec<String> = run.entries(FOLDER).map(|entry| entry.path.clone()).collect();
    let current = known.iter().map(|path| run.current(path, made_from));
    match current.collect::<Option<Vec<Entry>>>() {
        Some(files) if !files.is_empty() => made.files = files,
        _ => make(session, run, made_from, &mut made)?,
    }
    let complete = !made.problems.has_errors();
    run.record(&mut made, complete.then_some(FOLDER), |_| false);
    Ok(made)
}

/// Brings all letters together, and writes them in as few files as they take.
fn make(
    session: &Session,
    run: &Run<'_>,
    made_from: (&[String], &Sources),
    made: &mut Made,
) -> Result<(), JobError> {
    let press = session.press()?;
    let config = &session.workspace.config;
    let title = format!("{}年任务函", config.year);
    let begin = || Pages::collection(&title, &config.issuer.name);
    // What is wrong with a letter was told when it was made.
    let mut told = Diagnostics::new();
    let mut collection = begin();
    let mut volume = 1;
    let mut finish = |collection: &Pages, made: &mut Made| {
        made.add(write(session, run, &press, (collection, volume), made_from));
        volume += 1;
    };
    letters::each_set(session, &press, AT_ONCE, &mut told, |pages| {
        if !collection.pages.is_empty() && collection.pages.len() + pages.pages.len() > MOST_PAGES {
            finish(&std::mem::replace(&mut collection, begin()), made);
        }
        collection.add_document(pages);
    })?;
    finish(&collection, made);
    Ok(())
}

fn write(
    session: &Session,
    run: &Run<'_>,
    press: &Press<'_>,
    (collection, volume): (&Pages, usize),
    made_from: (&[String], &Sources),
) -> Result<Entry, Diagnostic> {
    let path = match volume {
        1 => format!("{FOLDER}letters.pdf"),
        volume => format!("{FOLDER}letters-{volume}.pdf"),
    };
    let bytes =
        press.bytes(collection, session.letter_day()).map_err(|error| failed(&path, error))?;
    run.write(path, &bytes, Some(collection.pages.len()), None, made_from)
}

/// F176: the file for the printer was left as it was.
fn kept() -> Diagnostic {
    let message = "有任务函没有重新生成，供印刷的合订文件保持原样";
    Diagnostic::new(Code::PrintFileKept, message)
        .at(Place::file(format!("{FOLDER}letters.pdf")))
        .hint("改正所报的问题后重新生成，再付印")
}
