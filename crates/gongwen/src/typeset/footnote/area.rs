//! The notes of all pages, page by page.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::room::Room;
use super::{ABOVE, LINE};
use crate::typeset::frame::Frame;
use crate::typeset::note_reference::Footnote;
use crate::typeset::unit::Mm;

/// Tolerance for comparing heights.
const EPSILON: f64 = 0.01;

/// The page of a reference, from 0, and the number of its note there, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered {
    /// The page.
    pub page: usize,
    /// The number.
    pub number: usize,
}

/// A line of a note.
#[derive(Debug, Clone)]
pub struct NoteLine {
    /// The note.
    pub note: Rc<Footnote>,
    /// The line, from 0.
    pub line: usize,
}

/// A line of a note on a page.
#[derive(Debug, Clone)]
pub struct LaidLine {
    /// The page, from 0.
    pub page: usize,
    /// Its upper edge.
    pub y: Mm,
    /// The line.
    pub line: NoteLine,
}

/// All that is known of notes when the pages are full.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// The references by their numbers.
    pub references: BTreeMap<usize, (Rc<Footnote>, Numbered)>,
    /// The lines in their order.
    pub lines: Vec<LaidLine>,
    /// The rules: page, left and upper edge.
    pub rules: Vec<(usize, Mm, Mm)>,
}

/// A collector of the notes of pages.
#[derive(Debug, Clone, Default)]
pub struct Area {
    laid: Laid,
    /// The lines that wait for the end of their page, or for the next one.
    waiting: VecDeque<NoteLine>,
    /// The number of notes that the page brought.
    count: usize,
}

impl Area {
    /// Takes a reference on a page.
    pub fn refer(&mut self, note: &Rc<Footnote>, page: usize) {
        let known = note.before.and_then(|before| self.laid.references.get(&before));
        let known = known.map(|(_, numbered)| *numbered).filter(|known| known.page == page);
        let numbered = known.unwrap_or_else(|| {
            self.count += 1;
            let lines = (0..note.height()).map(|line| NoteLine { note: Rc::clone(note), line });
            self.waiting.extend(lines);
            Numbered { page, number: self.count }
        });
        self.laid.references.insert(note.reference, (Rc::clone(note), numbered));
    }

    /// Returns whether lines wait for a page.
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Returns the room that the lines that wait take on a new page.
    pub fn room(&self, frame: Frame) -> Room {
        Room::continued(self.waiting.len(), frame.height)
    }

    /// Lays the lines that fit between the content of a page, which ends at `top`, and `bottom`. The others wait for the
    /// next page. Returns the height that they take.
    pub fn lay(&mut self, page: usize, frame: Frame, top: Mm, bottom: Mm) -> Mm {
        let room = ((bottom - top - ABOVE) / LINE + EPSILON).floor().max(0.0) as usize;
        let mut count = self.waiting.len().min(room);
        // A last line does not go to the next page alone.
        let is_alone =
            self.waiting.len() == count + 1 && self.waiting.get(count).is_some_and(|l| l.line > 1);
        if is_alone && count > 1 {
            count -= 1;
        }
        self.count = 0;
        if count == 0 {
            return Mm::ZERO;
        }
        let first = bottom - LINE * count as f64;
        self.laid.rules.push((page, frame.left, first - ABOVE / 2.0));
        for (n, line) in self.waiting.drain(..count).enumerate() {
            self.laid.lines.push(LaidLine { page, y: first + LINE * n as f64, line });
        }
        ABOVE + LINE * count as f64
    }

    /// Returns what was laid.
    pub fn finish(self) -> Laid {
        self.laid
    }
}
