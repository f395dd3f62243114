//! The room that notes take at the foot of a page.

use std::rc::Rc;

use super::{ABOVE, LINE};
use crate::typeset::note_reference::Footnote;
use crate::typeset::unit::Mm;

/// The least number of lines of a note on the page that refers to it.
const LEAST_BEGUN: usize = 2;
/// The greatest share of a page for notes that are continued from the one before, while there is text.
const MOST_CONTINUED: f64 = 0.6;

/// The notes at the foot of a page that is being filled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Room {
    /// The first reference on the page.
    first: Option<usize>,
    /// The lines of all notes.
    lines: usize,
    /// The lines that the page takes at the least: the last note may be continued on the next one.
    least: usize,
    /// True if notes of the pages before do not end here: no other note can begin.
    goes_on: bool,
    /// True if one would have to, nevertheless.
    is_over: bool,
}

impl Room {
    /// Returns the room of lines that are continued from the page before, on a page of some height.
    pub fn continued(lines: usize, height: Mm) -> Self {
        let most = (height * MOST_CONTINUED / LINE).floor() as usize;
        let goes_on = lines > most;
        let lines = lines.min(most);
        Self { lines, least: lines, goes_on, ..Self::default() }
    }

    /// Returns the room with the notes of a strip. Those that the page has already take none.
    #[must_use]
    pub fn with(mut self, notes: &[Rc<Footnote>]) -> Self {
        for note in notes {
            let first = *self.first.get_or_insert(note.reference);
            if note.before.is_some_and(|before| before >= first) {
                continue;
            }
            let lines = note.height();
            self.least = self.lines + lines.min(LEAST_BEGUN);
            self.lines += lines;
            self.is_over |= self.goes_on;
        }
        self
    }

    /// Returns whether notes of the pages before do not end on this one.
    pub fn goes_on(self) -> bool {
        self.goes_on
    }

    /// Returns whether a note would have to begin where it cannot.
    pub fn is_over(self) -> bool {
        self.is_over
    }

    /// Returns the height with the rule and the blank above.
    pub fn height(self) -> Mm {
        self.height_of(self.lines)
    }

    /// Returns the least height, with the last note continued on the next page.
    pub fn least_height(self) -> Mm {
        self.height_of(self.least)
    }

    fn height_of(self, lines: usize) -> Mm {
        match lines {
            _ if self.is_over => Mm(f64::INFINITY),
            0 => Mm::ZERO,
            _ => ABOVE + LINE * lines as f64,
        }
    }
}
