//! A task letter for every unit that has an item.

use rayon::prelude::*;

use super::{JobError, Made, Press, Session, Tick, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{Entry, file_name};
use crate::plan::Duties;
use crate::registry::{Registry, UnitId, Who};
use crate::report::claim::{PrintedClaim, printed};
use crate::report::template::{LETTER, Rendered, Templates};
use crate::report::{self, Letter, LetterSource};
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

    /// The units among all that have items, each with its place among those.
    pub fn units(&self, duties: &Duties<'_>) -> Vec<(usize, UnitId)> {
        duties
            .units()
            .enumerate()
            .filter(|(_, unit)| match self {
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
pub fn letters(session: &Session, selection: &Selection, tick: Tick<'_>) -> Result<Made, JobError> {
    session.prepare_output(FOLDER)?;
    let mut made = Made::default();
    let mut problems = Diagnostics::new();
    made.files = each(session, selection, &mut problems, |job, position, unit, problems| {
        let letter = job.letter(position, unit, problems);
        tick();
        letter
    })?;
    made.problems = problems;
    let complete = *selection == Selection::All && !made.problems.has_errors();
    session.record(&mut made, complete.then_some(FOLDER));
    Ok(made)
}

/// Returns the claims of all letters.
///
/// # Errors
/// The faces cannot be used.
pub(super) fn claims(
    session: &Session,
    problems: &mut Diagnostics,
) -> Result<Vec<PrintedClaim>, JobError> {
    let claims = each(session, &Selection::All, problems, |job, position, unit, problems| {
        let Rendered { document, claims } = job.rendered(position, unit)?;
        let path = job.path(unit);
        Ok(printed(&path, &job.press.pages(&document, &path, false, problems), &claims))
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
    make: impl Fn(&LetterJob<'_>, usize, UnitId, &mut Diagnostics) -> Result<T, Diagnostic> + Sync,
) -> Result<Vec<T>, JobError> {
    let press = Press::new(&session.workspace)?;
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, LETTER) {
        Ok(templates) => templates,
        Err(problem) => {
            problems.push(problem);
            return Ok(Vec::new());
        }
    };
    let duties = Duties::new(&session.plan, &session.registry);
    let job = LetterJob {
        session,
        duties: &duties,
        templates: &templates,
        press: &press,
        inputs: inputs::of_letter(LETTER),
    };
    let results: Vec<(Result<T, Diagnostic>, Diagnostics)> = selection
        .units(&duties)
        .into_iter()
        .filter(|(_, unit)| job.is_due(*unit, selection))
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|(position, unit)| {
            let mut problems = Diagnostics::new();
            (make(&job, position, unit, &mut problems), problems)
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

/// The data that all letters share.
struct LetterJob<'a> {
    session: &'a Session,
    duties: &'a Duties<'a>,
    templates: &'a Templates,
    press: &'a Press<'a>,
    inputs: Vec<String>,
}

impl LetterJob<'_> {
    /// Returns whether a unit gets a letter: the issuing office only where `duban.toml` or the command line says so.
    fn is_due(&self, unit: UnitId, selection: &Selection) -> bool {
        let (registry, config) = (&self.session.registry, &self.session.workspace.config);
        config.letters.to_issuer
            || *selection != Selection::All
            || !report::is_issuer(unit, registry, config)
    }

    /// One letter, from its context to the file.
    fn letter(
        &self,
        position: usize,
        unit: UnitId,
        problems: &mut Diagnostics,
    ) -> Result<Entry, Diagnostic> {
        let session = self.session;
        let date = session.letter_date();
        let known = session.registry.unit(unit);
        let path = self.path(unit);
        let context = self.context(position, unit);
        let document = self.templates.document(LETTER, &context)?.document;
        let printed =
            self.press.print(&document, &path, date, context.is_demonstration, problems)?;
        session.write(path, &printed.bytes, Some(printed.pages), Some(&known.short), &self.inputs)
    }

    fn path(&self, unit: UnitId) -> String {
        let unit = self.session.registry.unit(unit);
        format!("{FOLDER}{}-{}.pdf", unit.code, file_name(&unit.short))
    }

    /// The content of a letter, with its claims.
    fn rendered(&self, position: usize, unit: UnitId) -> Result<Rendered, Diagnostic> {
        self.templates.document(LETTER, &self.context(position, unit))
    }

    fn context(&self, position: usize, unit: UnitId) -> Letter {
        let session = self.session;
        let source = LetterSource {
            duties: self.duties,
            registry: &session.registry,
            breakdown: &session.breakdown,
            schedule: &session.schedule,
            config: &session.workspace.config,
            date: session.letter_date(),
        };
        report::letter(unit, position, source)
    }
}
