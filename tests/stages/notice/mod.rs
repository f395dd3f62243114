//! Reading notices: the one of 2018 against a reading by hand, other forms, and damaged texts.

mod by_hand;
mod conservation;
mod forms;
mod mutations;
mod shapes;

use std::path::Path;

use duban::diagnostic::{Diagnostic, Diagnostics, Severity};
use duban::input::SourceFile;
use duban::input::published::Published;
use duban::notice::{self, AnnexRow, Import, Settings};
use duban::registry::Registry;
use jiff::civil::date;

/// The notice of 2018.
const NOTICE: &str = include_str!("../../../seeds/notice-2018.txt");

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Loads the registry of the repository.
fn registry() -> Registry {
    let mut diagnostics = Diagnostics::new();
    let registry = Registry::load(root(), date(2018, 2, 13), &mut diagnostics);
    assert!(!diagnostics.has_errors(), "{diagnostics:?}");
    registry
}

/// Imports `text` with `registry`.
fn import(text: &str, registry: &Registry) -> (Import, Vec<Diagnostic>) {
    let source = SourceFile::from_text("notice.txt", text);
    let mut diagnostics = Diagnostics::new();
    let import = notice::import(
        &[Published::text(source)],
        registry,
        &Settings::default(),
        &mut diagnostics,
    );
    (import, diagnostics.iter().cloned().collect())
}

fn rows(import: &Import) -> impl Iterator<Item = &AnnexRow> {
    import.all_rows()
}

/// Returns a row on one line: `id text | leaders | lead | support | implement | inherited`.
fn shown(row: &AnnexRow) -> String {
    let inherited: Vec<&str> = row.inherited.iter().map(|column| column.as_str()).collect();
    format!(
        "{} {} | {} | {} | {} | {} | {}",
        row.id,
        row.text,
        row.leaders.join("、"),
        row.lead.join("、"),
        row.support.join("、"),
        row.implement.join("、"),
        inherited.join("、"),
    )
}

/// Returns a problem on one line: `CODE line:column “offending words” message`.
fn reported(problem: &Diagnostic) -> String {
    let place = problem.place.as_ref().expect("a problem of a notice has a place");
    let words = place.snippet.as_ref().map_or("", |snippet| &snippet.line[snippet.range.clone()]);
    format!(
        "{} {}:{} “{words}” {}",
        problem.code.as_str(),
        place.line,
        place.column,
        problem.message
    )
}

/// Returns the problems that are not merely doubts about sound rows (N113) or notes, each on one line.
fn faults(problems: &[Diagnostic]) -> Vec<String> {
    let faults = problems
        .iter()
        .filter(|problem| problem.code.as_str() != "N113" && problem.severity() != Severity::Note);
    faults.map(reported).collect()
}
