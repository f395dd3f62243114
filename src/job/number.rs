//! Numbers for the documents that have none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::ledger::{CaseEvent, case_events};
use super::register_rows::{RegisterError, append_rows, fill_cells};
use super::run::unwritten;
use super::whole::note_written;
use super::{Session, bulletin, changes, notices};
use crate::diagnostic::{Diagnostics, Place, Severity};
use crate::numbers::{
    self, CaseForm, Column, Document, Drawn, NUMBERS_FILE, Number, Request, SerialUsed,
};
use crate::output::{Publication, WriteError};
use crate::period::Period;
use crate::plan::Duties;
use crate::registers::{Event, LEDGER_FILE, LedgerColumn};
use crate::report::is_asked;
use crate::workspace::backup;

/// The kind of documents that get numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberedKind {
    /// Task letters.
    Letters,
    /// Bulletins: of one period, or of all quarters with returns and the months that `duban.toml` names.
    Bulletins(Option<Period>),
    /// The notices and calls for returns of a month: of the one asked for, or of the newest with returns.
    Notices(Option<Period>),
    /// The papers of the cases in the ledger; the proposal of a talk has no number.
    Cases,
}

/// The reasons why no number was drawn. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NumberError {
    /// The register has errors: which numbers are free is not certain.
    #[error("{}有错误，没有取号；请先改正", files(.0))]
    Flawed(Diagnostics),
    /// A number that `duban.toml` gives is another's.
    #[error("{0}；请改 duban.toml 的 [bulletin.issues]")]
    Used(#[from] SerialUsed),
    /// There is no bulletin of that period.
    #[error(transparent)]
    Bulletin(#[from] bulletin::BulletinError),
    /// There are no notices of that month.
    #[error(transparent)]
    Notices(#[from] notices::NoticeError),
    /// The register, or the ledger, cannot be continued.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// They cannot be published.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Returns the files in which problems are: seeds/numbers.csv 、seeds/ledger.csv.
fn files(problems: &Diagnostics) -> String {
    let files = problems.iter().filter_map(|problem| Some(&*problem.place.as_ref()?.file));
    let files: BTreeSet<&str> = files.collect();
    files.into_iter().map(|file| format!("{file} ")).collect::<Vec<_>>().join("、")
}

/// Numbers that were drawn.
#[derive(Debug, Default)]
pub struct NumbersDrawn {
    /// The number of documents of the kind.
    pub documents: usize,
    /// The numbers, in order.
    pub drawn: Vec<Drawn>,
    /// Number of events that were entered into the ledger.
    pub events: usize,
    /// The register.
    pub file: PathBuf,
    /// What is to be said about the work.
    pub problems: Diagnostics,
}

/// Draws numbers for all documents of a kind that have none, in registry order or order of time, and appends
/// them to the register. `problems` are those of loading the session.
///
/// # Errors
/// [`NumberError`]: nothing was drawn.
pub fn draw_numbers(
    session: &Session,
    kind: NumberedKind,
    problems: &Diagnostics,
) -> Result<NumbersDrawn, NumberError> {
    let files: &[&str] = match kind {
        NumberedKind::Notices(_) | NumberedKind::Cases => &[NUMBERS_FILE, LEDGER_FILE],
        NumberedKind::Letters | NumberedKind::Bulletins(_) => &[NUMBERS_FILE],
    };
    let is_theirs = |place: &Place| files.contains(&place.file.as_str());
    let flaws = problems.iter().filter(|problem| {
        problem.severity() == Severity::Error && problem.place.as_ref().is_some_and(is_theirs)
    });
    let flaws: Diagnostics = flaws.cloned().collect();
    if !flaws.is_empty() {
        return Err(NumberError::Flawed(flaws));
    }
    let config = &session.workspace.config;
    let mut told = Diagnostics::new();
    let (requests, lines) = match kind {
        NumberedKind::Letters => (letters(session), Vec::new()),
        NumberedKind::Bulletins(asked) => (bulletins(session, asked)?, Vec::new()),
        NumberedKind::Notices(asked) => {
            let (mut requests, lines) = notices::to_number(session, asked, &mut told)?;
            // They go out with the notices of the month, and have their date.
            let date = session.date.or_else(|| requests.first().and_then(|request| request.date));
            requests.extend(changes::to_number(session, date));
            (requests, lines)
        }
        NumberedKind::Cases => (cases(session), Vec::new()),
    };
    let documents = match kind {
        NumberedKind::Cases => numbered_papers(session).count(),
        _ => requests.len(),
    };
    let requests: Vec<Request> = requests
        .into_iter()
        .filter(|request| session.numbers.of(&request.document).is_none())
        .collect();
    // Each year of issue has its own sequence.
    let year = |request: &Request| match request.document {
        Document::Letter(_) => config.year,
        Document::Change { day, .. } => request.date.unwrap_or(day).year(),
        Document::Bulletin(period) => period.year_of_issue(request.date),
        Document::Notice { month, .. } => Period::Month(month).year_of_issue(request.date),
        Document::Case { date, .. } => date.year(),
    };
    let mut sequences: Vec<((i16, &str), Vec<Request>)> = Vec::new();
    for request in requests {
        let key = (year(&request), series(session, &request.document));
        match sequences.iter_mut().find(|(known, _)| *known == key) {
            Some((_, requests)) => requests.push(request),
            None => sequences.push((key, vec![request])),
        }
    }
    let mut drawn = Vec::new();
    for ((year, series), requests) in sequences {
        let starts = year == config.year && numbers::same_series(series, &config.letters.series);
        let first = config.letters.first_number.filter(|_| starts).unwrap_or(1);
        let first = first.max(beyond_ledger(session, series, year));
        drawn.extend(session.numbers.draw(series, year, first, &requests)?);
    }
    let root = &session.workspace.root;
    let events: Vec<Event> = lines
        .into_iter()
        .filter_map(|(document, event)| {
            let number = drawn.iter().find(|drawn| drawn.document == document)?.number.to_string();
            Some(Event { document: number, ..event })
        })
        .collect();
    let lines = match kind {
        NumberedKind::Cases => numbers_of_events(session, &drawn),
        _ => BTreeMap::new(),
    };
    let mut result = NumbersDrawn {
        documents,
        drawn,
        events: events.len() + lines.len(),
        file: root.join(NUMBERS_FILE),
        problems: told,
    };
    if !result.drawn.is_empty() || !lines.is_empty() {
        let publication = Publication::begin(root);
        write(session, &result.drawn, (&events, &lines), &publication)?;
        // The register is one of the tables that the next run compares.
        if let Err(error) = note_written(root, &publication.changes(), &publication) {
            result.problems.push(unwritten(error.to_string()));
        }
        let numbers: Vec<_> = result.drawn.iter().map(|drawn| drawn.number.clone()).collect();
        backup::publish(publication, root, &session.command, &numbers)?;
    }
    Ok(result)
}

/// Returns the 机关代字 of a document: papers to units that are asked are letters, and may have one of their own.
fn series<'a>(session: &'a Session, document: &Document) -> &'a str {
    let config = &session.workspace.config;
    let is_asked = |unit| is_asked(unit, &session.registry, config);
    match *document {
        Document::Letter(_) => &config.letters.series,
        Document::Bulletin(_) => &config.bulletin.series,
        Document::Notice { unit, .. } | Document::Change { unit, .. } => {
            config.notice_series(is_asked(unit))
        }
        Document::Case { unit, .. } => config.case_series(is_asked(unit)),
    }
}

/// The letters of all units that get one.
fn letters(session: &Session) -> Vec<Request> {
    let plan = session.letter_plan();
    let duties = Duties::new(&plan, &session.registry);
    let units = duties.units().filter(|&unit| {
        // Whether a unit that is kept still has items is not known.
        session.gets_letter(unit) && !session.kept.contains(&session.registry.unit(unit).short)
    });
    let date = session.letter_date();
    units.map(|unit| Request { document: Document::Letter(unit), serial: None, date }).collect()
}

/// The bulletin of a period, or those of all quarters with returns and of the months that `duban.toml` names.
fn bulletins(
    session: &Session,
    asked: Option<Period>,
) -> Result<Vec<Request>, bulletin::BulletinError> {
    let config = &session.workspace.config;
    let request = |period| Request {
        document: Document::Bulletin(period),
        serial: config.issue(period).and_then(|issue| issue.number),
        date: session.bulletin_date(period),
    };
    Ok(bulletin::to_number(session, asked)?.into_iter().map(request).collect())
}

/// Returns the serial from which on the ledger has none of a series and year: numbers that were given on paper before
/// the register was kept are not given again.
fn beyond_ledger(session: &Session, series: &str, year: i16) -> u32 {
    let events = session.registers.ledger.events().iter();
    let numbers = events.filter_map(|event| Number::parse(&event.document));
    let ours = numbers
        .filter(|number| number.year == year && numbers::same_series(&number.series, series));
    ours.map(|number| number.serial.saturating_add(1)).max().unwrap_or(1)
}

/// The papers of cases whose events have no number yet, by day.
fn cases(session: &Session) -> Vec<Request> {
    let mut requests: Vec<Request> = numbered_events(session)
        .map(|one| Request { document: one.document(), serial: None, date: Some(one.event.date) })
        .collect();
    // The sort is stable: the papers of one day are in the order of the cases.
    requests.sort_by_key(|request| request.date);
    requests
}

/// The events of the ledger whose papers get a number.
fn numbered_papers(session: &Session) -> impl Iterator<Item = CaseEvent<'_>> {
    case_events(session).into_iter().filter(|one| one.form != CaseForm::Talk)
}

/// Those that have none written beside them.
fn numbered_events(session: &Session) -> impl Iterator<Item = CaseEvent<'_>> {
    numbered_papers(session).filter(|one| one.event.document.trim().is_empty())
}

/// Returns the numbers that the events of the ledger get, by their lines: those drawn now, or already.
fn numbers_of_events(session: &Session, drawn: &[Drawn]) -> BTreeMap<usize, String> {
    let number = |document: &Document| {
        let new = drawn.iter().find(|drawn| drawn.document == *document);
        new.map(|drawn| &drawn.number).or_else(|| session.numbers.of(document)).cloned()
    };
    let events = numbered_events(session);
    events
        .filter_map(|one| Some((one.event.place.line, number(&one.document())?.to_string())))
        .collect()
}

/// Appends the numbers to the register, enters the events of the notices among their documents into the ledger, and numbers
/// of papers into the events of cases.
fn write(
    session: &Session,
    drawn: &[Drawn],
    (events, lines): (&[Event], &BTreeMap<usize, String>),
    publication: &Publication,
) -> Result<(), RegisterError> {
    let rows: Vec<_> = drawn.iter().map(|drawn| drawn.cells(&session.registry)).collect();
    if !rows.is_empty() {
        append_rows(session, NUMBERS_FILE, Column::ALL, &rows, publication)?;
    }
    if !lines.is_empty() {
        let ledger = (LEDGER_FILE, LedgerColumn::LEDGER);
        fill_cells(session, ledger, LedgerColumn::Document, lines, publication)?;
    }
    if events.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = events.iter().map(|event| event.cells(&session.registry)).collect();
    append_rows(session, LEDGER_FILE, LedgerColumn::LEDGER, &rows, publication)
}
