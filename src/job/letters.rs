//! A task letter for every unit that has an item.

use rayon::prelude::*;

use super::{JobError, Made, Press, Session, Tick, inputs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{Entry, file_name};
use crate::plan::Duties;
use crate::registry::{Registry, UnitId, Who};
use crate::report;
use crate::report::template::{LETTER, Templates};
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
    let press = Press::new(&session.workspace)?;
    let mut made = Made::default();
    let templates = match Templates::load(&session.workspace.root, TEMPLATE_DIR, LETTER) {
        Ok(templates) => templates,
        Err(problem) => {
            made.problems.push(problem);
            return Ok(made);
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
    let results: Vec<(Result<Entry, Diagnostic>, Diagnostics)> = selection
        .units(&duties)
        .into_par_iter()
        .map(|(position, unit)| {
            let mut problems = Diagnostics::new();
            let result = job.letter(position, unit, &mut problems);
            tick();
            (result, problems)
        })
        .collect();
    for (result, problems) in results {
        made.problems.extend(problems);
        match result {
            // A mistake in the template meets every unit; it is reported once.
            Err(problem) if made.problems.iter().any(|known| *known == problem) => {}
            result => made.add(result),
        }
    }
    let complete = *selection == Selection::All && !made.problems.has_errors();
    session.record(&mut made, complete.then_some(FOLDER));
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
        let path = format!("{FOLDER}{}-{}.pdf", known.code, file_name(&known.short));
        let context = report::letter(
            unit,
            position,
            self.duties,
            &session.registry,
            &session.workspace.config,
            date,
        );
        let document = self.templates.document(LETTER, &context)?;
        let printed = self.press.print(&document, &path, date, problems)?;
        session.write(path, &printed.bytes, Some(printed.pages), Some(&known.short), &self.inputs)
    }
}
