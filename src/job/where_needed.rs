//! Documents of which only those are made that would not come out as they are.

use rayon::prelude::*;

use super::outcomes::{Outcome, told_once};
use super::press::Press;
use super::session::JobError;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::Entry;
use gongwen::typeset::FontError;

/// Makes documents in parallel, and returns the entries of all in their order. Beside each draft stands the entry of the
/// document that was made from the same sources, which stays; the faces are loaded where there is none. A document that
/// cannot be made is a problem and does not stop the others.
///
/// # Errors
/// The faces cannot be used.
pub(super) fn made_where_needed<'p, D: Send>(
    drafts: Vec<(D, Option<Entry>)>,
    press: impl FnOnce() -> Result<Press<'p>, FontError>,
    problems: &mut Diagnostics,
    make: impl Fn(&Press<'p>, D, &mut Diagnostics) -> Result<Entry, Diagnostic> + Sync,
) -> Result<Vec<Entry>, JobError> {
    let is_needed = drafts.iter().any(|(_, current)| current.is_none());
    let press = is_needed.then(press).transpose()?;
    let outcomes = drafts.into_par_iter().filter_map(|(draft, current)| {
        let mut problems = Diagnostics::new();
        let entry = match current {
            Some(current) => Ok(current),
            None => make(press.as_ref()?, draft, &mut problems),
        };
        Some((entry, problems))
    });
    Ok(told_once(outcomes.collect::<Vec<Outcome<Entry>>>(), problems))
}
