//! Loading of the files of returns: read a few at a time, and folded one after the other.

use std::path::Path;

use super::fold::Fold;
use super::progress::Progress;
use super::reports::Reports;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::{Breakdown, Plan};
use crate::registry::Registry;
use crate::returns::Verified;
use crate::returns::batch::Batch;
use crate::returns::folder::{self, IncomingFile};
use crate::returns::read::{
    LastFigures, Opened, PresumedHead, Reader, ReturnFile, RowOutcome, are_shown, take_back,
};

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
    let mut batch = Batch::default();
    let mut finish = |batch: &mut Batch, problems: &mut Diagnostics| {
        for (name, file) in batch.read(|incoming| read(reader, incoming)) {
            let file = file.map_err(|problem| problems.push(problem)).ok();
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
    };
    for name in folder::files(root, folder::PROGRESS_DIR, problems) {
        let mut passed_over = Diagnostics::new();
        folder::open_found(root, &name, &mut passed_over, &mut |incoming, _| {
            if batch.add(incoming) {
                finish(&mut batch, problems);
            }
        });
        if !passed_over.is_empty() {
            // The problems come in the order of the files.
            finish(&mut batch, problems);
            problems.extend(passed_over);
        }
    }
    finish(&mut batch, problems);
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

/// Reads an incoming file. Returns it with its name.
fn read(reader: &Reader<'_>, incoming: IncomingFile) -> (String, Result<ReturnFile, Diagnostic>) {
    let IncomingFile { name, content, packed } = incoming;
    let opened = content.and_then(|bytes| Opened::of(&name, &bytes));
    let file = opened.map(|opened| reader.read(&name, opened, PresumedHead::default()));
    (name, file.map(|file| ReturnFile { packed, ..file }))
}
