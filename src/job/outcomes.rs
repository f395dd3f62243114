//! What documents that are made in parallel bring: the documents, and problems that are told once.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// The outcome of one document: it, or the reason why there is none; and what is to be said about it besides.
pub(super) type Outcome<T> = (Result<T, Diagnostic>, Diagnostics);

/// Returns what was made, in order, and adds the problems. One that cannot be made does not stop the others.
pub(super) fn told_once<T>(
    outcomes: impl IntoIterator<Item = Outcome<T>>,
    problems: &mut Diagnostics,
) -> Vec<T> {
    let mut made = Vec::new();
    for (result, found) in outcomes {
        for problem in found.iter().chain(result.as_ref().err()) {
            problems.push_new(problem.clone());
        }
        made.extend(result.ok());
    }
    made
}
