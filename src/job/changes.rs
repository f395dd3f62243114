//! The letters about changes (调整函): one to every unit concerned by what changes on a day.

use std::collections::BTreeSet;

use super::pictures::pictures;
use super::run::Run;
use super::where_needed::made_where_needed;
use super::{JobError, Made, Press, Session, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::numbers::{Document, Request};
use crate::output::{Entry, Sources};
use crate::plan::Change;
use crate::registry::UnitId;
use crate::report::template::{CHANGE, Rendered, Templates};
use crate::report::{ChangeLetter, ChangeSource};
use crate::workspace::TEMPLATE_DIR;
use jiff::civil::Date;

/// The folder of the letters below the output run.
const FOLDER: &str = "notices/changes/";

/// A letter before it is made.
struct Draft {
    path: String,
    unit: UnitId,
    /// The first day of what is new.
    day: Date,
    letter: ChangeLetter,
    sources: Sources,
}

/// Makes the letters about all changes of `seeds/changes.csv`; those that would come out as they are stay, and those that are
/// not due any more are deleted.
///
/// # Errors
/// The job cannot begin: faces or output folder cannot be used.
pub fn changes(session: &Session, run: &mut Run<'_>) -> Result<Made, JobError> {
    let mut made = Made::default();
    let letters = letters(session);
    run.open(FOLDER)?;
    match Templates::load(&session.workspace.root, TEMPLATE_DIR, CHANGE) {
        Err(problem) if letters.is_empty() => drop(problem),
        Err(problem) => made.problems.push(problem),
        Ok(templates) => each(session, run, &templates, letters, &mut made)?,
    }
    let complete = !made.problems.has_errors();
    let stays = |entry: &Entry| session.kept.keeps(entry, &session.registry);
    run.record(&mut made, complete.then_some(FOLDER), stays);
    session.remember(run, &mut made);
    Ok(made)
}

/// Returns the letters about changes, each as a document of this date that asks for a number: by day, in registry order.
pub(super) fn to_number(session: &Session, date: Option<Date>) -> Vec<Request> {
    let letters = letters(session).into_iter();
    letters.map(|(document, ..)| Request { date, serial: None, document }).collect()
}

/// The letters, by day and unit.
fn letters(session: &Session) -> Vec<(Document, UnitId, Date, ChangeLetter)> {
    let days: BTreeSet<Date> = session.changes.list().iter().map(|change| change.date).collect();
    let mut letters = Vec::new();
    for day in days {
        let changes = session.changes.list().iter().filter(|change| change.date == day);
        let changes: Vec<Change> = changes.cloned().collect();
        let eve = day.yesterday().unwrap_or(day);
        let before = session.in_force(eve);
        let (named_before, _) = session.named_on(eve, &before);
        let (registry, after) = session.named_on(day, &session.in_force(day));
        let source = ChangeSource {
            day,
            changes: &changes,
            before: &before,
            after: &after,
            named_before: &named_before,
            registry: &registry,
            config: &session.workspace.config,
        };
        for (unit, items) in source.units() {
            if session.kept.contains(&session.registry.unit(unit).short) {
                continue;
            }
            let document = Document::Change { unit, day };
            let drawn = session.numbers.date_of(&document);
            let date = session.date.or(drawn).filter(|_| !session.draft);
            let letter = source.letter(unit, &items, (session.number(&document), date));
            letters.push((document, unit, day, letter));
        }
    }
    letters
}

/// Makes each letter, in parallel. One that cannot be made is a problem and does not stop the others.
fn each(
    session: &Session,
    run: &Run<'_>,
    templates: &Templates,
    letters: Vec<(Document, UnitId, Date, ChangeLetter)>,
    made: &mut Made,
) -> Result<(), JobError> {
    let inputs = inputs::of_change(CHANGE);
    let mut shared = session.shared_sources();
    shared.extend(&session.press_sources());
    shared.extend(&session.name_sources());
    shared.add(format!("{TEMPLATE_DIR}/{CHANGE}"), templates.written());
    let drafts = letters.into_iter().map(|(document, unit, day, letter)| {
        let mut sources = shared.clone();
        let said = serde_json::to_vec(&letter).unwrap_or_default();
        sources.add("本单位的调整、文号和日期", said);
        let path = format!("{}.pdf", document.name(&session.registry));
        let current = run.current_document(&path, (&inputs, &sources));
        (Draft { path, unit, day, letter, sources }, current)
    });
    let make = |press: &Press<'_>, draft, problems: &mut Diagnostics| {
        one(session, run, (press, templates), draft, &inputs, problems)
    };
    let (drafts, press) = (drafts.collect(), || session.press());
    made.files.extend(made_where_needed(drafts, press, &mut made.problems, make)?);
    Ok(())
}

/// Makes one letter.
fn one(
    session: &Session,
    run: &Run<'_>,
    (press, templates): (&Press<'_>, &Templates),
    draft: Draft,
    inputs: &[String],
    problems: &mut Diagnostics,
) -> Result<Entry, Diagnostic> {
    let Draft { path, unit, day, letter, mut sources } = draft;
    let rendered = templates.document(CHANGE, &letter)?;
    let rendered = Rendered { names: session.names_with_figures(), ..rendered };
    let date = letter.date.parse().unwrap_or(day);
    let printed = press.print(&rendered, &path, date, false, problems)?;
    sources.extend(&pictures(&session.workspace, &rendered.document));
    if !problems.is_empty() {
        // What is wrong with it is to be told every time.
        sources = Sources::new();
    }
    let name = &session.registry.unit(unit).short;
    run.write_printed(path, &printed, Some(name), (inputs, &sources))
}
