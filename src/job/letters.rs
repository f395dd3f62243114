//! A task letter for every unit that has an item.

use rayon::prelude::*;

use super::remember::Letters;
use super::run::Run;
use super::{JobError, Made, Press, Session, Tick, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::numbers::Document;
use crate::output::{Entry, sha256};
use crate::plan::Duties;
use crate::registry::{Registry, UnitId, Who};
use crate::report::claim::{PrintedClaim, printed};
use crate::report::template::{LETTER, Rendered, Templates};
use crate::report::{self, ClaimedLetter, Letter, LetterSource};
use crate::workspace::TEMPLATE_DIR;

/// The folder of the letters below the output folder.
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
    /// The units with these names; without names all of them.
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
            match registry.resolve(name) {
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

/// Makes the letters of the selected units, in parallel. A letter that cannot be made is a problem
/// and does not stop the others.
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
    let mut problems = Diagnostics::new();
    let letters = each(session, selection, &mut problems, |job, unit, problems| {
        let letter = job.letter(run, unit, problems);
        tick();
        letter
    })?;
    made.problems = problems;
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

/// Returns the claims of the letters of the selected units.
///
/// # Errors
/// The faces cannot be used.
pub(super) fn claims(
    session: &Session,
    selection: &Selection,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, JobError> {
    let claims = each(session, selection, problems, |job, unit, problems| {
        let rendered = job.rendered(unit, &job.context(unit))?;
        let path = job.path(unit);
        let (pages, unclaimed) = job.press.claimed_pages(&rendered, &path, false, problems);
        problems.extend(unclaimed.into_iter().collect());
        Ok(printed(&path, &pages, &rendered.claims))
    })?;
    Ok(claims.concat())
}

/// Makes something of the letter of each selected unit, in parallel. One that cannot be made is a problem and
/// does not stop the others.
///
/// # Errors
/// The faces cannot be used.
fn each<T: Send>(
    session: &Session,
    selection: &Selection,
    problems: &mut Diagnostics,
    make: impl Fn(&LetterJob<'_>, UnitId, &mut Diagnostics) -> Result<T, Diagnostic> + Sync,
) -> Result<Vec<T>, JobError> {
    let press = Press::new(&session.workspace, &session.registry)?;
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, LETTER) {
        Ok(templates) => templates,
        Err(problem) => {
            problems.push(problem);
            return Ok(Vec::new());
        }
    };
    let (_, plan) = session.named_on(session.letter_date());
    let duties = Duties::new(&plan, &session.registry);
    let job = LetterJob {
        session,
        duties: &duties,
        registry: session.registry.named_on(session.letter_date()),
        templates: &templates,
        press: &press,
        inputs: inputs::of_letter(LETTER),
    };
    let results: Vec<(Result<T, Diagnostic>, Diagnostics)> = selection
        .units(&duties)
        .into_par_iter()
        // The issuing office gets a letter where `duban.toml` or the command line says so.
        .filter(|&unit| *selection != Selection::All || session.gets_letter(unit))
        .filter(|&unit| !session.kept.contains(&session.registry.unit(unit).short))
        .map(|unit| {
            let unsettled = session.registry.unsettled_on(unit, session.letter_date());
            let mut problems: Diagnostics = unsettled.into_iter().collect();
            (make(&job, unit, &mut problems), problems)
        })
        .collect();
    let mut made = Vec::new();
    for (result, of_letter) in results {
        problems.extend(of_letter);
        match result {
            Ok(result) => made.push(result),
            // A mistake in the template meets every unit; it is reported once.
            Err(problem) if problems.iter().any(|known| *known == problem) => {}
            Err(problem) => problems.push(problem),
        }
    }
    Ok(made)
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

/// The data that all letters share.
struct LetterJob<'a> {
    session: &'a Session,
    duties: &'a Duties<'a>,
    /// The registry with the names that are in force on the date of the letters.
    registry: Registry,
    templates: &'a Templates,
    press: &'a Press<'a>,
    inputs: Vec<String>,
}

impl LetterJob<'_> {
    /// One letter, from its context to the file.
    fn letter(
        &self,
        run: &Run<'_>,
        unit: UnitId,
        problems: &mut Diagnostics,
    ) -> Result<MadeLetter, Diagnostic> {
        let session = self.session;
        let date = session.letter_date();
        let known = session.registry.unit(unit);
        let (path, name) = (self.path(unit), &*known.short);
        let context = self.context(unit);
        let rendered = self.rendered(unit, &context)?;
        let is_demonstration = context.is_demonstration;
        let printed =
            self.press.print_claimed(&rendered, &path, date, is_demonstration, problems)?;
        let pages = Some(printed.pages);
        let entry = run.write(path, &printed.bytes, pages, Some(name), &self.inputs)?;
        // A letter that got its number, or another date, says nothing new.
        let bare = Letter { number: String::new(), date: String::new(), ..context };
        let content = sha256(self.templates.text(LETTER, &bare)?.as_bytes());
        Ok(MadeLetter { unit, entry, content })
    }

    fn path(&self, unit: UnitId) -> String {
        format!("{}.pdf", Document::Letter(unit).name(&self.session.registry))
    }

    /// The content of a letter, with its claims.
    fn rendered(&self, unit: UnitId, letter: &Letter) -> Result<Rendered, Diagnostic> {
        let context = ClaimedLetter {
            letter,
            unit,
            plan: &self.session.plan,
            breakdown: &self.session.breakdown,
            schedule: &self.session.schedule,
            registry: &self.session.registry,
        };
        let rendered = self.templates.document(LETTER, &context)?;
        Ok(Rendered { names: self.session.names_with_figures(), ..rendered })
    }

    fn context(&self, unit: UnitId) -> Letter {
        let session = self.session;
        let source = LetterSource {
            duties: self.duties,
            registry: &self.registry,
            breakdown: &session.breakdown,
            schedule: &session.schedule,
            config: &session.workspace.config,
            date: session.letter_date(),
            is_draft: session.draft,
        };
        report::letter(unit, session.number(&Document::Letter(unit)), source)
    }
}
