//! A task letter for every unit that has an item.

use std::collections::BTreeMap;

use rayon::iter::Either;
use rayon::prelude::*;

use super::outcomes::{Outcome, told_once};
use super::pictures::pictures;
use super::remember::Letters;
use super::run::Run;
use super::{JobError, Made, Press, Printed, Proof, Session, Tick, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::numbers::Document;
use crate::output::{Entry, Sources, sha256};
use crate::plan::{Breakdown, Duties, Plan};
use crate::registry::{Registry, UnitId, Who};
use crate::report::claim::{PrintedClaim, printed};
use crate::report::template::{LETTER, Rendered, Templates};
use crate::report::{self, ClaimedLetter, Letter, LetterSource};
use crate::workspace::TEMPLATE_DIR;
use gongwen::typeset::Pages;

/// The folder of the letters below the output run.
const FOLDER: &str = "letters/";

/// The units that get a letter or a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// Every unit that has an item.
    All,
    /// These only.
    Units(Vec<UnitId>),
}

/// The reasons why a unit cannot be selected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// The registry does not know the name.
    #[error("名录里没有“{name}”{}", nearest.as_ref().map_or(String::new(), |n| format!("，是否指“{n}”？")))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name that it knows.
        nearest: Option<String>,
    },
    /// A collective gets neither.
    #[error("“{0}”是单位的统称，没有单独的任务函和报送表")]
    Group(String),
    /// The unit has no item.
    #[error("“{0}”没有承担事项，没有任务函和报送表")]
    Idle(String),
}

impl Selection {
    /// The units with these names or codes; without names all of them.
    ///
    /// # Errors
    /// The first name that means no unit with items.
    pub fn new(
        names: &[String],
        registry: &Registry,
        duties: &Duties<'_>,
    ) -> Result<Self, SelectionError> {
        if names.is_empty() {
            return Ok(Self::All);
        }
        let mut units = Vec::new();
        for name in names {
            let coded = || registry.unit_of_code(name).map(Who::Unit);
            match registry.resolve(name).or_else(coded) {
                Some(Who::Unit(unit)) if duties.of(unit).is_empty() => {
                    return Err(SelectionError::Idle(name.clone()));
                }
                Some(Who::Unit(unit)) => units.push(unit),
                Some(Who::Group(_)) => return Err(SelectionError::Group(name.clone())),
                Some(Who::Unknown) | None => {
                    return Err(SelectionError::Unknown {
                        name: name.clone(),
                        nearest: registry.nearest(name).map(str::to_owned),
                    });
                }
            }
        }
        Ok(Self::Units(units))
    }

    /// The units among all that have items.
    pub fn units(&self, duties: &Duties<'_>) -> Vec<UnitId> {
        duties
            .units()
            .filter(|unit| match self {
                Self::All => true,
                Self::Units(units) => units.contains(unit),
            })
            .collect()
    }
}

/// Makes the letters of the selected units, in parallel; those that would come out as they are stay. A letter that cannot
/// be made is a problem and does not stop the others.
///
/// # Errors
/// The job cannot begin: faces or output folder cannot be used.
pub fn letters(
    session: &Session,
    run: &mut Run<'_>,
    selection: &Selection,
    tick: Tick<'_>,
) -> Result<Made, JobError> {
    run.open(FOLDER)?;
    let mut made = Made::default();
    let known = session.letter_contents();
    let letters = with_job(session, selection, &mut made.problems, |job, units, problems| {
        let shared = job.shared();
        let units = units.into_par_iter().map(|unit| {
            let current = job.current(run, &job.draft(unit, &shared), &known);
            current.map_or(Either::Right(unit), Either::Left)
        });
        let (mut letters, units): (Vec<_>, Vec<_>) = units.partition_map(|letter| letter);
        letters.iter().for_each(|_| tick());
        if !units.is_empty() {
            let press = job.press()?;
            // Drafted once more, since the drafts of thousands of letters would be in memory at once.
            letters.extend(each(units, problems, |unit, problems| {
                let letter = job.letter(run, &press, job.draft(unit, &shared), problems);
                tick();
                letter
            }));
        }
        letters.sort_by_key(|letter| letter.unit);
        Ok(letters)
    })?;
    let mut contents = Letters::new();
    for MadeLetter { unit, entry, content } in letters {
        made.files.push(entry);
        contents.insert(unit, content);
    }
    let complete = *selection == Selection::All && !made.problems.has_errors();
    let stays = |entry: &Entry| session.kept.keeps(entry, &session.registry);
    run.record(&mut made, complete.then_some(FOLDER), stays);
    session.remember_letters(run, &mut made, &contents, complete);
    Ok(made)
}

/// Prints the letter of a unit as [`letters`] would, for a look at it. Returns it with its seals' pictures; `None` where a
/// problem prevents it.
///
/// # Errors
/// None of its own: see [`with_job`].
pub(super) fn proof(
    session: &Session,
    press: &Press<'_>,
    unit: UnitId,
    problems: &mut Diagnostics,
) -> Result<Option<Proof>, JobError> {
    let selection = Selection::Units(vec![unit]);
    let proofs = with_job(session, &selection, problems, |job, units, problems| {
        Ok(each(units, problems, |unit, problems| {
            let (rendered, printed, _) = job.printed(press, unit, &job.context(unit), problems)?;
            Ok(Proof { printed, pictures: rendered.document.front.seals })
        }))
    })?;
    Ok(proofs.into_iter().next())
}

/// Sets all letters that the run has not set, `at_once` of them at the same time, and hands over the pages of all in
/// registry order.
///
/// # Errors
/// None of its own: see [`with_job`].
pub(super) fn each_set(
    session: &Session,
    press: &Press<'_>,
    at_once: usize,
    problems: &mut Diagnostics,
    mut take: impl FnMut(Pages),
) -> Result<(), JobError> {
    with_job(session, &Selection::All, problems, |job, units, problems| {
        for some in units.chunks(at_once.max(1)) {
            let set = each(some.to_vec(), problems, |unit, problems| {
                if let Some(pages) = session.set_letters.take(unit) {
                    return Ok(pages);
                }
                let letter = job.context(unit);
                let rendered = job.rendered(unit, &letter)?;
                Ok(press.pages(&rendered, &job.path(unit), letter.is_demonstration, problems))
            });
            set.into_iter().for_each(&mut take);
        }
        Ok(Vec::<()>::new())
    })?;
    Ok(())
}

/// Returns the claims of the letters of the selected units.
///
/// # Errors
/// The faces cannot be used.
pub(super) fn claims(
    session: &Session,
    selection: &Selection,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, JobError> {
    let claims = with_job(session, selection, problems, |job, units, problems| {
        let press = job.press()?;
        Ok(each(units, problems, |unit, problems| {
            let rendered = job.rendered(unit, &job.context(unit))?;
            let path = job.path(unit);
            let (pages, unclaimed) = press.claimed_pages(&rendered, &path, false, problems);
            problems.extend(unclaimed.into_iter().collect());
            Ok(printed(&path, &pages, &rendered.claims))
        }))
    })?;
    Ok(claims.concat())
}

/// Does something with the letters of the selected units. A template that cannot be used is a problem, and nothing is
/// done.
///
/// # Errors
/// Those of `work`.
fn with_job<T>(
    session: &Session,
    selection: &Selection,
    problems: &mut Diagnostics,
    work: impl FnOnce(&LetterJob<'_>, Vec<UnitId>, &mut Diagnostics) -> Result<Vec<T>, JobError>,
) -> Result<Vec<T>, JobError> {
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, LETTER) {
        Ok(templates) => templates,
        Err(problem) => {
            problems.push(problem);
            return Ok(Vec::new());
        }
    };
    let date = session.letter_day();
    let in_force = session.letter_plan();
    let (_, plan) = session.named_on(date, &in_force);
    let breakdown = session.breakdown_on(date);
    let duties = Duties::new(&plan, &session.registry);
    let mut units = selection.units(&duties);
    // The issuing office gets a letter where `duban.toml` or the command line says so.
    units.retain(|&unit| *selection != Selection::All || session.gets_letter(unit));
    units.retain(|&unit| !session.kept.contains(&session.registry.unit(unit).short));
    let unsettled = units.iter().filter_map(|&unit| session.registry.unsettled_on(unit, date));
    problems.extend(unsettled.collect());
    let job = LetterJob {
        session,
        duties: &duties,
        plan: &in_force,
        breakdown: &breakdown,
        registry: session.registry.named_on(date),
        templates: &templates,
        inputs: inputs::of_letter(LETTER),
        names_with_figures: session.names_with_figures(),
    };
    work(&job, units, problems)
}

/// Makes something of each letter, in parallel. One that cannot be made is a problem and does not stop the others.
fn each<L: Send, T: Send>(
    letters: Vec<L>,
    problems: &mut Diagnostics,
    make: impl Fn(L, &mut Diagnostics) -> Result<T, Diagnostic> + Sync,
) -> Vec<T> {
    let results = letters.into_par_iter().map(|letter| {
        let mut problems = Diagnostics::new();
        (make(letter, &mut problems), problems)
    });
    told_once(results.collect::<Vec<Outcome<T>>>(), problems)
}

impl Session {
    /// Returns whether a unit with items gets a letter: the issuing office only where `duban.toml` says so.
    pub(super) fn gets_letter(&self, unit: UnitId) -> bool {
        let config = &self.workspace.config;
        config.letters.to_issuer || !report::is_issuer(unit, &self.registry, config)
    }
}

/// A letter that was made.
struct MadeLetter {
    unit: UnitId,
    entry: Entry,
    /// SHA-256 of what it says, number and date left aside.
    content: String,
}

/// A letter before it is made.
struct Draft {
    unit: UnitId,
    context: Letter,
    sources: Sources,
}

/// The data that all letters share.
struct LetterJob<'a> {
    session: &'a Session,
    duties: &'a Duties<'a>,
    /// The plan in force on the date of the letters, in the words of the notice.
    plan: &'a Plan,
    /// The targets of units on the date of the letters.
    breakdown: &'a Breakdown,
    /// The registry with the names that are in force on the date of the letters.
    registry: Registry,
    templates: &'a Templates,
    inputs: Vec<String>,
    /// The names that have a figure in them.
    names_with_figures: Vec<String>,
}

impl LetterJob<'_> {
    /// Sets up the press.
    ///
    /// # Errors
    /// The faces cannot be used.
    fn press(&self) -> Result<Press<'_>, JobError> {
        Ok(self.session.press()?)
    }

    /// Returns the sources that all letters share.
    fn shared(&self) -> Sources {
        let mut shared = self.session.shared_sources();
        shared.extend(&self.session.press_sources());
        shared.extend(&self.session.name_sources());
        shared.add(format!("{TEMPLATE_DIR}/{LETTER}"), self.templates.written());
        shared
    }

    /// Brings together what a letter says; `shared` has the sources that all letters share.
    fn draft(&self, unit: UnitId, shared: &Sources) -> Draft {
        let context = self.context(unit);
        let mut sources = shared.clone();
        let said = serde_json::to_vec(&bare(&context)).unwrap_or_default();
        sources.add("本单位的事项、目标和要求", said);
        sources.add("文号", &context.number);
        sources.add(
            "日期",
            self.session.letter_date().map_or_else(String::new, |date| date.to_string()),
        );
        Draft { unit, context, sources }
    }

    /// Returns the letter that would come out as it is; `known` has the contents of the letters of the last run.
    fn current(
        &self,
        run: &Run<'_>,
        Draft { unit, sources, .. }: &Draft,
        known: &BTreeMap<String, String>,
    ) -> Option<MadeLetter> {
        let content = known.get(&self.session.registry.unit(*unit).short).cloned();
        let current = run.current_document(&self.path(*unit), (&self.inputs, sources)).zip(content);
        current.map(|(entry, content)| MadeLetter { unit: *unit, entry, content })
    }

    /// One letter, from its context to the file.
    fn letter(
        &self,
        run: &Run<'_>,
        press: &Press<'_>,
        draft: Draft,
        problems: &mut Diagnostics,
    ) -> Result<MadeLetter, Diagnostic> {
        let Draft { unit, context, mut sources } = draft;
        let (path, name) = (self.path(unit), &*self.session.registry.unit(unit).short);
        let before = problems.len();
        let (rendered, printed, pages) = self.printed(press, unit, &context, problems)?;
        self.session.set_letters.keep(unit, pages);
        sources.extend(&pictures(&self.session.workspace, &rendered.document));
        if problems.len() > before {
            // What is wrong with it is to be told every time.
            sources = Sources::new();
        }
        let made_from = (&*self.inputs, &sources);
        let entry = run.write_printed(path, &printed, Some(name), made_from)?;
        let content = sha256(self.templates.text(LETTER, &bare(&context))?.as_bytes());
        Ok(MadeLetter { unit, entry, content })
    }

    /// Sets and prints a letter.
    fn printed(
        &self,
        press: &Press<'_>,
        unit: UnitId,
        context: &Letter,
        problems: &mut Diagnostics,
    ) -> Result<(Rendered, Printed, Pages), Diagnostic> {
        let rendered = self.rendered(unit, context)?;
        let (path, date) = (self.path(unit), self.session.letter_day());
        let is_demonstration = context.is_demonstration;
        let (printed, pages) =
            press.print_with_pages(&rendered, &path, date, is_demonstration, problems)?;
        Ok((rendered, printed, pages))
    }

    fn path(&self, unit: UnitId) -> String {
        format!("{}.pdf", Document::Letter(unit).name(&self.session.registry))
    }

    /// The content of a letter, with its claims.
    fn rendered(&self, unit: UnitId, letter: &Letter) -> Result<Rendered, Diagnostic> {
        let context = ClaimedLetter {
            letter,
            unit,
            plan: self.plan,
            breakdown: self.breakdown,
            schedule: &self.session.schedule,
            registry: &self.session.registry,
        };
        let rendered = self.templates.document(LETTER, &context)?;
        Ok(Rendered { names: self.names_with_figures.clone(), ..rendered })
    }

    fn context(&self, unit: UnitId) -> Letter {
        let session = self.session;
        let source = LetterSource {
            duties: self.duties,
            registry: &self.registry,
            breakdown: self.breakdown,
            schedule: &session.schedule,
            config: &session.workspace.config,
            date: session.letter_date(),
            is_draft: session.draft,
        };
        report::letter(unit, session.number(&Document::Letter(unit)), source)
    }
}

/// Returns a letter without its number and date: one that got its number, or another date, says nothing new.
fn bare(letter: &Letter) -> Letter {
    Letter { number: String::new(), date: String::new(), ..letter.clone() }
}
