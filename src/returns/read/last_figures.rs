//! The item of which 上期累计 in a row of a form is.
//!
//! Cells from there on may have been sorted or pasted without the cells to their left, which all agree. Only the figure
//! that the unit reported last, which the form shows beside them, tells then that the row is another one's.

use std::collections::{BTreeMap, BTreeSet};

use super::file::ReturnFile;
use super::index::Index;
use super::item_choice::Mark;
use super::mix_up::{self, MixedUp};
use super::row::{Row, RowOutcome};
use super::row_content::{Entry, Key, RowContent};
use super::table::Table;
use crate::input::text::plain;
use crate::period::Month;
use crate::plan::TargetId;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::{VERIFIED, are_last_words, last_figures, last_words};

/// The words that 上期累计 may show in the forms of each unit, and the targets of which they are.
#[derive(Debug, Default)]
pub(in crate::returns) struct LastFigures(BTreeMap<UnitId, BTreeMap<String, BTreeSet<TargetId>>>);

/// The item of which 上期累计 of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// Nothing is known of it: it is blank, was typed, or was reported otherwise in the meantime.
    Unknown,
    /// The row's own; `alone` if no other item has the same.
    Own { alone: bool },
    /// This one, or one of several.
    Other { target: TargetId, alone: bool },
}

impl LastFigures {
    /// Adds the figures that a form may show of a target.
    pub(in crate::returns) fn add(
        &mut self,
        month: Month,
        key: Key,
        figures: impl Iterator<Item = String>,
    ) {
        let words = self.0.entry(key.unit).or_default();
        for figure in figures {
            words.entry(plain(&last_words(&figure, month))).or_default().insert(key.target);
        }
    }

    /// Adds the figures of a row.
    pub(in crate::returns) fn add_row(&mut self, row: &RowContent) {
        let content = &row.content;
        let figures =
            last_figures(given(content.value), given(content.percent), given(content.status));
        self.add(row.month, row.key, figures);
    }

    fn shows(&self, text: &str, (unit, own): (UnitId, TargetId), index: &Index<'_>) -> Shows {
        if !are_last_words(text) {
            return Shows::Unknown;
        }
        let text = plain(&text.replace(VERIFIED, ""));
        let units = self.0.iter().filter(|(other, _)| index.related(unit, **other));
        let targets = units.filter_map(|(_, words)| words.get(&text)).flatten().copied();
        let targets: BTreeSet<TargetId> = targets.collect();
        let alone = targets.len() == 1;
        match targets.first() {
            None => Shows::Unknown,
            Some(_) if targets.contains(&own) => Shows::Own { alone },
            Some(&target) => Shows::Other { target, alone },
        }
    }
}

fn given<T: Copy>(entry: Entry<T>) -> Option<T> {
    match entry {
        Entry::Given(value) => Some(value),
        _ => None,
    }
}

/// Returns whether a file has a form's 上期累计 in it.
pub(in crate::returns) fn are_shown(file: &ReturnFile) -> bool {
    let mut rows = file.rows();
    rows.any(|(table, row)| are_last_words(table.head.text(&row.cells, Field::Last)))
}

/// Takes back the rows of a file of which 上期累计 is another item's, and reports them (G200, G202).
pub(in crate::returns) fn take_back(
    file: &mut ReturnFile,
    figures: &LastFigures,
    index: &Index<'_>,
) {
    let mut tables = std::mem::take(&mut file.tables);
    for table in &mut tables {
        let (taken, together) = moved(table, figures, index);
        let origin = file.origin(table);
        let mixed_up = taken.iter().filter_map(|(at, votes)| {
            let row = table.rows.get(*at)?;
            let place = table.head.place(origin, &row.cells, Field::Last);
            let filled = matches!(row.outcome, RowOutcome::Return(_));
            Some(MixedUp { line: row.cells.number, place, votes: votes.clone(), filled })
        });
        let problems = mix_up::report(mixed_up.collect(), together);
        table.problems.extend(problems);
        for (at, _) in taken {
            if let Some(row) = table.rows.get_mut(at)
                && matches!(row.outcome, RowOutcome::Return(_))
            {
                row.outcome = RowOutcome::Faulty;
            }
        }
    }
    file.tables = tables;
}

/// A row by its place in the table, with the marks that disagree.
type Taken = (usize, Vec<(Mark, TargetId)>);

/// Returns the rows of a table that cannot be used, and whether more than some single ones were moved.
///
/// Rows whose own figure is that of no other item are certain. Where several of those between them show another item's,
/// the others of them, of which nothing is known, may have moved as well; unless the former changed places.
fn moved(table: &Table, figures: &LastFigures, index: &Index<'_>) -> (Vec<Taken>, bool) {
    let mut taken = Vec::new();
    let mut together = false;
    let shown =
        table.rows.iter().enumerate().map(|(at, row)| (at, row, shows(table, row, figures, index)));
    let shown: Vec<_> = shown.collect();
    for rows in shown.split(|(_, _, shows)| *shows == Shows::Own { alone: true }) {
        let others = rows.iter().filter_map(|&(at, row, shows)| match shows {
            Shows::Other { target, alone } => Some((at, row, target, alone)),
            _ => None,
        });
        let others: Vec<_> = others.collect();
        let votes = others.iter().filter_map(|&(at, row, other, _)| {
            let own = row.about.target?;
            Some((at, vec![(mark(table, row), own), (Mark::Last, other)]))
        });
        if others.len() < 2 || changed_places(&others) {
            taken.extend(votes);
            continue;
        }
        together = true;
        let votes: BTreeMap<_, _> = votes.collect();
        let uncertain = rows.iter().filter(|(at, row, _)| {
            votes.contains_key(at) || matches!(row.outcome, RowOutcome::Return(_))
        });
        taken.extend(uncertain.map(|(at, ..)| (*at, votes.get(at).cloned().unwrap_or_default())));
    }
    (taken, together)
}

fn shows(table: &Table, row: &Row, figures: &LastFigures, index: &Index<'_>) -> Shows {
    let about = row.about.unit.zip(row.about.target);
    let text = table.head.text(&row.cells, Field::Last);
    about.map_or(Shows::Unknown, |about| figures.shows(text, about, index))
}

/// Returns whether rows show each other's figures, and no one else's.
fn changed_places(rows: &[(usize, &Row, TargetId, bool)]) -> bool {
    let own: BTreeSet<_> = rows.iter().filter_map(|(_, row, ..)| row.about.target).collect();
    let others: BTreeSet<_> = rows.iter().map(|(_, _, other, _)| *other).collect();
    rows.iter().all(|(.., alone)| *alone) && own == others && own.len() == rows.len()
}

/// Returns the first mark that a row has.
fn mark(table: &Table, row: &Row) -> Mark {
    match (&row.key, table.head.text(&row.cells, Field::Item)) {
        (Some(_), _) => Mark::Key,
        (None, "") => Mark::Text,
        (None, _) => Mark::Id,
    }
}
