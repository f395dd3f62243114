//! Loading of the files of returns: read a few at a time, and folded one after the other.

use std::path::Path;

use rayon::prelude::*;

use super::fold::Fold;
use super::progress::Progress;
use super::reports::Reports;
use crate::diagnostic::Diagnostics;
use crate::plan::{Breakdown, Plan};
use crate::registry::Registry;
use crate::returns::Verified;
use crate::returns::folder::{self, IncomingFile};
use crate::returns::read::{
    LastFigures, PresumedHead, Reader, ReturnFile, RowOutcome, are_shown, take_back,
};

/// The number of files that are read at once.
const AT_ONCE: usize = 16;

impl Reports {
    /// Reads every file in `seeds/progress` of the workspace `root`, in the order of their names, and
    /// `seeds/verified.csv`. Content that cannot be read is reported.
    pub fn load(root: &Path, reader: &Reader<'_>, problems: &mut Diagnostics) -> Self {
        let mut fold = Fold::default();
        each_file(root, reader, problems, |_, file, problems| {
            if let Some(mut file) = file {
                fold.add_file(&mut file, &reader.index, problems);
            }
        });
        let verified = Verified::load(root, &reader.index, problems);
        fold.finish(verified)
    }
}

impl Progress {
    /// Reads the year's returns of the workspace `root`, as [`Reports::load`] does, with the customary standards.
    ///
    /// `year` is the plan's year; returns of another year are left out. Content that cannot be read is
    /// reported.
    pub fn load(
        root: &Path,
        year: i16,
        plan: &Plan,
        breakdown: &Breakdown,
        registry: &Registry,
        problems: &mut Diagnostics,
    ) -> Self {
        let reader = Reader::new(year, plan, breakdown, registry);
        Reports::load(root, &reader, problems).progress(&reader, problems)
    }
}

/// Reads every file of returns of the workspace `root` once and hands it out by its path in the workspace:
/// `None` if it cannot be read, which is reported.
pub(in crate::returns) fn each_file(
    root: &Path,
    reader: &Reader<'_>,
    problems: &mut Diagnostics,
    mut take: impl FnMut(String, Option<ReturnFile>, &mut Diagnostics),
) {
    // From the first form on, files wait until all figures are known that a form may show as the last ones.
    let mut held: Vec<(String, Option<ReturnFile>)> = Vec::new();
    let mut figures = LastFigures::default();
    let names = folder::files(root, folder::PROGRESS_DIR, problems);
    // A few files at a time, since their tables are dropped once they are folded.
    for names in names.chunks(AT_ONCE) {
        let read = names.par_iter().map(|name| read(root, name, reader));
        for (found, file) in read.collect::<Vec<_>>().into_iter().flatten() {
            problems.extend(found);
            let Some((name, file)) = file else { continue };
            for (_, row) in file.iter().flat_map(ReturnFile::rows) {
                if let RowOutcome::Return(content) = &row.outcome {
                    figures.add_row(content);
                }
            }
            match held.is_empty() && !file.as_ref().is_some_and(are_shown) {
                true => take(name, file, problems),
                false => held.push((name, file)),
            }
        }
    }
    if !held.is_empty() {
        Verified::load(root, &reader.index, &mut Diagnostics::new()).add_to(&mut figures);
    }
    for (name, mut file) in held {
        if let Some(file) = &mut file {
            take_back(file, &figures, &reader.index);
        }
        take(name, file, problems);
    }
}

/// A file of returns by its path, and what is to be reported before it; the last has no file.
type Read = (Diagnostics, Option<(String, Option<ReturnFile>)>);

/// Reads the file `name`; of an archive, each of its files.
fn read(root: &Path, name: &str, reader: &Reader<'_>) -> Vec<Read> {
    let mut read: Vec<Read> = Vec::new();
    let mut problems = Diagnostics::new();
    folder::open_found(root, name, &mut problems, &mut |incoming, problems| {
        let IncomingFile { name, content, packed } = incoming;
        let file = content.and_then(|bytes| reader.read(&name, &bytes, PresumedHead::default()));
        let file = file.map(|file| ReturnFile { packed, ..file });
        let file = file.map_err(|problem| problems.push(problem)).ok();
        read.push((std::mem::take(problems), Some((name, file))));
    });
    read.push((problems, None));
    read
}
