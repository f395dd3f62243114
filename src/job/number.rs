//! Numbers for the documents that have none.

use std::path::PathBuf;

use super::register_rows::{RegisterError, append_rows};
use super::run::unwritten;
use super::whole::note_written;
use super::{Session, bulletin, changes, notices};
use crate::diagnostic::{Diagnostics, Place, Severity};
use crate::numbers::{self, Column, Document, Drawn, NUMBERS_FILE, Request, SerialUsed};
use crate::output::{Publication, WriteError};
use crate::period::Period;
use crate::plan::Duties;
use crate::registers::{Event, LEDGER_FILE, LedgerColumn};
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
}

/// The reasons why no number was drawn. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum NumberError {
    /// The register has errors: which numbers are free is not certain.
    #[error("{NUMBERS_FILE} 有错误，没有取号；请先改正")]
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
        NumberedKind::Notices(_) => &[NUMBERS_FILE, LEDGER_FILE],
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
            requests.extend(changes::to_number(session));
            (requests, lines)
        }
    };
    let documents = requests.len();
    let requests: Vec<Request> = requests
        .into_iter()
        .filter(|request| session.numbers.of(&request.document).is_none())
        .collect();
    let series = match kind {
        NumberedKind::Letters => &config.letters.series,
        NumberedKind::Bulletins(_) => &config.bulletin.series,
        NumberedKind::Notices(_) => &config.notices.series,
    };
    let starts = numbers::same_series(series, &config.letters.series);
    let first = config.letters.first_number.filter(|_| starts).unwrap_or(1);
    // Each year of issue has its own sequence.
    let year = |request: &Request| match request.document {
        Document::Letter(_) => config.year,
        Document::Change { day, .. } => request.date.unwrap_or(day).year(),
        Document::Bulletin(period) => period.year_of_issue(request.date),
        Document::Notice { month, .. } => Period::Month(month).year_of_issue(request.date),
    };
    let mut drawn = Vec::new();
    for of_year in requests.chunk_by(|one, other| year(one) == year(other)) {
        let year = of_year.first().map_or(config.year, year);
        let first = if year == config.year { first } else { 1 };
        drawn.extend(session.numbers.draw(series, year, first, of_year)?);
    }
    let root = &session.workspace.root;
    let events: Vec<Event> = lines
        .into_iter()
        .filter_map(|(document, event)| {
            let number = drawn.iter().find(|drawn| drawn.document == document)?.number.to_string();
            Some(Event { document: number, ..event })
        })
        .collect();
    let mut result = NumbersDrawn {
        documents,
        drawn,
        events: events.len(),
        file: root.join(NUMBERS_FILE),
        problems: told,
    };
    if !result.drawn.is_empty() {
        let publication = Publication::begin(root);
        write(session, &result.drawn, &events, &publication)?;
        // The register is one of the tables that the next run compares.
        if let Err(error) = note_written(root, &publication.changes(), &publication) {
            result.problems.push(unwritten(error.to_string()));
        }
        let numbers: Vec<_> = result.drawn.iter().map(|drawn| drawn.number.clone()).collect();
        backup::publish(publication, root, &session.command, &numbers)?;
    }
    Ok(result)
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

/// Appends the numbers to the register, and the events of the notices among their documents to the ledger.
fn write(
    session: &Session,
    drawn: &[Drawn],
    events: &[Event],
    publication: &Publication,
) -> Result<(), RegisterError> {
    let rows: Vec<_> = drawn.iter().map(|drawn| drawn.cells(&session.registry)).collect();
    append_rows(session, NUMBERS_FILE, Column::ALL, &rows, publication)?;
    if events.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = events.iter().map(|event| event.cells(&session.registry)).collect();
    append_rows(session, LEDGER_FILE, LedgerColumn::LEDGER, &rows, publication)
}
