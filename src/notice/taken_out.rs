//! What was taken out of a table between its rows, reported by kind.

use std::ops::Range;

use super::section;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input::SourceFile;

/// The most words of a kind that a report lists.
const MOST_LISTED: usize = 12;

/// Lines and rows of a table that belong to no item.
#[derive(Debug, Default)]
pub(super) struct TakenOut {
    pages: Vec<(String, Place)>,
    titles: Vec<Place>,
    totals: Vec<(String, Place)>,
    notes: Vec<(String, Place)>,
}

impl TakenOut {
    pub fn page(&mut self, words: String, place: Place) {
        self.pages.push((words, place));
    }

    pub fn titles(&mut self, place: Place) {
        self.titles.push(place);
    }

    pub fn total(&mut self, words: String, place: Place) {
        self.totals.push((words, place));
    }

    pub fn note(&mut self, words: String, place: Place) {
        self.notes.push((words, place));
    }

    /// Separates the lines that are numbers of pages from the others.
    pub fn without_pages(
        &mut self,
        source: &SourceFile,
        lines: &[Range<usize>],
    ) -> Vec<Range<usize>> {
        let mut kept = Vec::new();
        for line in lines {
            let words = source.text().get(line.clone()).unwrap_or_default();
            match section::is_page_number(words) {
                true => self.page(words.trim().to_owned(), source.place(line.clone())),
                false => kept.push(line.clone()),
            }
        }
        kept
    }

    /// Returns a report for each kind.
    pub fn report(self) -> Vec<Diagnostic> {
        let listed = |found: &[(String, Place)]| {
            let words = found.iter().take(MOST_LISTED).map(|(words, _)| format!("“{words}”"));
            let more = if found.len() > MOST_LISTED { "等" } else { "" };
            words.collect::<Vec<_>>().join("、") + more
        };
        let mut reports = Vec::new();
        if let Some((_, first)) = self.pages.first() {
            let message =
                format!("表格中的页码{}处已取出：{}", self.pages.len(), listed(&self.pages));
            reports.push(Diagnostic::new(Code::RowTakenOut, message).at(first.clone()));
        }
        if let Some(first) = self.titles.first() {
            let message = format!("各页重复的表头{}行已取出", self.titles.len());
            reports.push(Diagnostic::new(Code::RowTakenOut, message).at(first.clone()));
        }
        for (words, place) in self.totals {
            let message = format!("合计行“{words}”不是事项，未收入");
            reports.push(Diagnostic::new(Code::RowTakenOut, message).at(place));
        }
        for (words, place) in self.notes {
            let message = format!("表注未收入：{words}");
            reports.push(Diagnostic::new(Code::RowTakenOut, message).at(place));
        }
        reports
    }
}
