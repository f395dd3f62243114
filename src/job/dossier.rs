//! Dossiers: the whole life of an item, or all that concerns a unit.

use std::path::Path;

use jiff::civil::Date;
use serde::Serialize;

use super::letters::{Selection, SelectionError};
use super::pictures::pictures;
use super::run::Run;
use super::{JobError, Made, Session, inputs};
use crate::assess::{Assessment, Basis};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::notice::{REPAIRS_FILE, WrittenRepair, written_repairs};
use crate::output::{Entry, Sources};
use crate::period::{Month, Period};
use crate::plan::{CHANGES_FILE, Duties, ItemId};
use crate::registers::{CONTACTS_FILE, LEDGER_FILE, PLANS_FILE, RECEIPTS_FILE};
use crate::registry::{UnitId, Who};
use crate::report::dossier::{DossierSource, item_dossier, unit_dossier};
use crate::report::template::{DOSSIER, DOSSIER_UNIT, Rendered, Templates};
use crate::workspace::TEMPLATE_DIR;

/// The folder of the dossiers below the output folder.
const FOLDER: &str = "dossiers/";

/// The reasons why there is no dossier. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// It is neither the id of an item nor the name of a unit.
    #[error("“{id}”不是事项的编号（如 2-17）；作为单位，{unit}")]
    Unknown {
        /// The text.
        id: String,
        /// The reason why it is no unit.
        unit: SelectionError,
    },
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// The subject of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Item(ItemId),
    Unit(UnitId),
}

/// Makes the dossier of an item, named by its id, or of a unit.
///
/// # Errors
/// There is no such item or unit, or the job cannot begin.
pub fn dossier(session: &Session, run: &mut Run<'_>, name: &str) -> Result<Made, DossierError> {
    if let Some(problem) = session.without_ledger("档案") {
        return Ok(Made { problems: [problem].into_iter().collect(), ..Made::default() });
    }
    let subject = subject(session, name)?;
    run.open(FOLDER).map_err(JobError::from)?;
    let mut made = Made::default();
    let mut problems = Diagnostics::new();
    let entry = written(session, run, subject, &mut problems)?;
    made.problems = problems;
    made.add(entry);
    run.record(&mut made, None, |_| true);
    Ok(made)
}

/// Finds the subject that a name means.
fn subject(session: &Session, name: &str) -> Result<Subject, DossierError> {
    let id = name.trim().parse::<ItemId>().ok();
    if let Some(id) = id.filter(|id| session.changes.published().item(*id).is_some()) {
        return Ok(Subject::Item(id));
    }
    // A unit that has handed over what it had keeps its dossier.
    let published = Duties::new(session.changes.published(), &session.registry);
    let has_had = |unit: &UnitId| !published.of(*unit).is_empty();
    if let Some(Who::Unit(unit)) = session.registry.resolve(name.trim())
        && has_had(&unit)
    {
        return Ok(Subject::Unit(unit));
    }
    let duties = Duties::new(&session.plan, &session.registry);
    let selection = Selection::new(&[name.to_owned()], &session.registry, &duties);
    match selection {
        Ok(Selection::Units(units)) if units.len() == 1 => Ok(Subject::Unit(units[0])),
        Ok(_) => Err(DossierError::Unknown {
            id: name.to_owned(),
            unit: SelectionError::Unknown { name: name.to_owned(), nearest: None },
        }),
        Err(unit) => Err(DossierError::Unknown { id: name.to_owned(), unit }),
    }
}

fn written(
    session: &Session,
    run: &Run<'_>,
    subject: Subject,
    problems: &mut Diagnostics,
) -> Result<Result<Entry, Diagnostic>, DossierError> {
    let press = session.press().map_err(JobError::from)?;
    let template = match subject {
        Subject::Item(_) => DOSSIER,
        Subject::Unit(_) => DOSSIER_UNIT,
    };
    let path = match subject {
        Subject::Item(id) => format!("{FOLDER}{id}.pdf"),
        Subject::Unit(unit) => {
            let unit = session.registry.unit(unit);
            format!("{FOLDER}{}-{}.pdf", unit.code, crate::output::file_name(&unit.short))
        }
    };
    let day = session.newest_day();
    let root = &session.workspace.root;
    let mut make = || -> Result<Entry, Diagnostic> {
        let templates = Templates::load(root, TEMPLATE_DIR, template)?;
        let rendered = with_source(session, root, day, |source| match subject {
            Subject::Item(id) => rendered(&templates, template, &item_dossier(source, id)),
            Subject::Unit(unit) => rendered(&templates, template, &unit_dossier(source, unit)),
        })?;
        let rendered = Rendered { names: session.names_with_figures(), ..rendered };
        let demonstration = session.is_demonstration(session.progress.newest());
        let printed = press.print(&rendered, &path, day, demonstration, problems)?;
        // A dossier is made whenever it is asked for: it shows everything that there is.
        let mut sources = Sources::new();
        sources.extend(&pictures(&session.workspace, &rendered.document));
        let mut files = inputs::of_bulletin(template);
        let registers =
            [CHANGES_FILE, LEDGER_FILE, RECEIPTS_FILE, PLANS_FILE, CONTACTS_FILE, REPAIRS_FILE];
        files.extend(registers.map(str::to_owned));
        let unit = match subject {
            Subject::Unit(unit) => Some(session.registry.unit(unit).short.clone()),
            Subject::Item(_) => None,
        };
        run.write_printed(path.clone(), &printed, unit.as_deref(), (&files, &sources))
    };
    Ok(make())
}

fn rendered(
    templates: &Templates,
    name: &str,
    data: &impl Serialize,
) -> Result<Rendered, Diagnostic> {
    templates.document(name, &serde_json::to_value(data).unwrap_or_default())
}

/// Makes something of all that is known on a day.
fn with_source<T>(
    session: &Session,
    root: &Path,
    day: Date,
    make: impl FnOnce(&DossierSource<'_>) -> T,
) -> T {
    let progress = session.known_by(day);
    let repairs: Vec<WrittenRepair> = written_repairs(root);
    let cases = session.cases(Some(day));
    session.with_basis(day, &progress, |basis| {
        make(&DossierSource {
            basis,
            config: &session.workspace.config,
            changes: &session.changes,
            repairs: &repairs,
            registers: &session.registers,
            numbers: &session.numbers,
            cases: &cases,
            history: &history(session, basis, day),
            day,
        })
    })
}

/// Returns each period with returns until a day, as its bulletin judged it.
fn history(session: &Session, basis: &Basis<'_>, day: Date) -> Vec<(Period, Assessment)> {
    let year = session.workspace.config.year;
    let Some(last) = Month::new(year, 12) else { return Vec::new() };
    let months = last
        .months()
        .filter(|month| !basis.progress.of(*month).is_empty() && month.last_day() <= day);
    let assessed = months.map(|month| {
        let period = month.of_bulletin();
        let duty_day = session.earlier_duty_day(period, day);
        let plan = session.in_force(duty_day);
        let judge = |basis: &Basis<'_>| Assessment::new(basis, month);
        (period, session.with_plan((&plan, duty_day), basis, judge))
    });
    assessed.collect()
}
