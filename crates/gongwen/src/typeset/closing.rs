//! The end of a part: the last lines of its text, the signature below them, and the foot of their page.

use std::ops::Range;

use super::compositor::Compositor;
use super::flow::Flow;
use super::overflow::Overflowing;
use super::spacing::{Spacing, excess, spacings};
use super::strip::{Strip, StripKind};
use super::unit::Mm;

/// Lines of text that move with a signature to the next page (7.3.5.5).
const LINES_WITH_SIGNATURE: usize = 2;

/// The least gain for which rows are set otherwise.
const LEAST_GAIN: f64 = 0.01;
/// The greatest number of pages before the last of a part that is set in several ways.
const MOST_PAGES_TRIED: usize = 12;

/// The strips of a part that are still to be set, up to its end.
#[derive(Debug)]
pub struct Closing {
    /// The strips: addressee or title, text, note of attachments, signature.
    pub strips: Vec<Strip>,
    /// The strips of the text.
    pub text: Range<usize>,
    /// The end of the note of attachments; the signature follows.
    pub note_end: usize,
}

impl Closing {
    /// Sets the strips, and keeps `foot` free for the end matter on the page of the last of them. The first page of
    /// a document shows text (7.3.3), and so does the page of a signature (7.3.5.5): rows move closer where
    /// that does it. A signature never begins on one page and ends on the next.
    pub fn set(mut self, compositor: &mut Compositor<'_>, flow: &mut Flow, foot: Mm) {
        let has_foot = foot > Mm::ZERO;
        let is_signed = self.strips.len() > self.note_end;
        let is_first = flow.is_untouched() && !self.text.is_empty();
        if !(has_foot || is_signed || is_first) || flow.takes_above(&self.strips, foot) {
            flow.extend(self.strips);
            return;
        }
        if has_foot {
            // The end matter fills the last page.
            self.strips = self.strips.into_iter().map(Strip::with_filled_end).collect();
        }
        if is_first && !self.begins_here(flow) {
            self.loosen(compositor, flow);
        }
        if !(has_foot || is_signed) {
            flow.extend(self.strips);
            return;
        }
        // The page of the last strips takes the foot, unless there is too much before it.
        let foot = if self.company(flow, foot, is_first).is_some() { foot } else { Mm::ZERO };
        let from = match self.company(flow, foot, is_first) {
            Some(from) if from + LINES_WITH_SIGNATURE <= self.text.end => from,
            _ if is_first && flow.tighten(&self.strips, foot) => {
                flow.extend(self.strips);
                return;
            }
            Some(from) => from,
            None => self.without_company(compositor, flow, is_first && is_signed),
        };
        let (spacing, from) = self.spacing(flow, from, foot);
        flow.space(spacing);
        flow.extend_above(self.tied(from), foot);
        flow.space(Spacing::default());
    }

    /// Returns the strips, of which those after `from` share the page of the last one.
    fn tied(&self, from: usize) -> Vec<Strip> {
        let mut strips = self.strips.clone();
        let last = strips.len().saturating_sub(1);
        for strip in strips.iter_mut().take(last).skip(from) {
            strip.keep_with_next = true;
        }
        strips
    }

    /// Returns the setting of rows and the first strip on the page of the last one by which no page before it is left too
    /// blank: the usual ones, or else the first that do it, or do it best, of rows that are closer, wider apart, and on
    /// shorter pages, with fewer lines beside the signature.
    fn spacing(&self, flow: &Flow, from: usize, foot: Mm) -> (Spacing, usize) {
        let alone = self.text.end.checked_sub(1).map(|from| self.chain_start(from));
        let alone = alone.filter(|&alone| alone > from && alone > self.text.start);
        let mut best = (Spacing::default(), from);
        let mut least = f64::INFINITY;
        let mut pages = 0;
        for spacing in spacings() {
            for from in std::iter::once(from).chain(alone) {
                let mut trial = flow.clone();
                trial.space(spacing);
                let is_usual = spacing == Spacing::default();
                if !is_usual && flow.is_untouched() && !self.begins_here(&trial) {
                    continue;
                }
                trial.extend_above(self.tied(from), foot);
                let blanks = trial.blanks().get(flow.blanks().len()..).unwrap_or_default();
                let excess = excess(blanks);
                if excess < least - LEAST_GAIN {
                    (best, least) = ((spacing, from), excess);
                }
                if least <= 0.0 {
                    return best;
                }
                pages = pages.max(blanks.len());
            }
            if pages > MOST_PAGES_TRIED {
                break;
            }
        }
        best
    }

    /// Returns the end of the first strips of the text that belong together.
    fn first_chain(&self) -> usize {
        let rest = &self.strips[self.text.clone()];
        let ties = rest.iter().take_while(|strip| is_tied(strip)).count();
        (self.text.start + ties + 1).min(self.text.end)
    }

    /// Returns whether the first page shows the beginning of the text.
    fn begins_here(&self, flow: &Flow) -> bool {
        flow.takes(&self.strips[..self.first_chain()])
    }

    /// Has the text begin on the first page, which has no room for a heading with its first line, or for the first
    /// row of a table.
    fn loosen(&mut self, compositor: &mut Compositor<'_>, flow: &mut Flow) {
        if flow.tighten(&self.strips[..self.first_chain()], Mm::ZERO) {
            return;
        }
        let chain = self.text.start..self.first_chain();
        // The head of a table says nothing alone.
        let is_text = |&end: &usize| self.strips[end].kind == StripKind::Text;
        let fits = |&end: &usize| flow.takes(&self.strips[..=end]);
        let fitting = chain.rev().filter(is_text).find(fits);
        match fitting {
            Some(end) => self.strips[end].keep_with_next = false,
            None => compositor.overflow(Overflowing::FirstPage, ""),
        }
    }

    /// Returns the first strip that shares the page of the signature and of the foot: two lines of the text before
    /// them, or at least one, of which none is the first on the first page.
    fn company(&self, flow: &Flow, foot: Mm, is_first: bool) -> Option<usize> {
        let least = if is_first { self.first_chain() } else { 0 };
        let fits =
            |&from: &usize| from >= least && flow.fits_page_above(&self.strips[from..], foot);
        let lines = (1..=self.lines_before_end()).rev();
        let starts = lines.filter_map(|lines| self.text.end.checked_sub(lines));
        let starts = starts.filter(|&from| from >= self.text.start);
        starts.map(|from| self.chain_start(from)).find(fits)
    }

    /// Returns the number of strips of the text that share the page of what comes after it: a row of a table is enough
    /// before the end matter.
    fn lines_before_end(&self) -> usize {
        let last = self.text.end.checked_sub(1).and_then(|last| self.strips.get(last));
        let is_row = last.is_some_and(|last| matches!(last.kind, StripKind::TableRow(_)));
        let is_signed = self.strips.len() > self.note_end;
        if is_row && !is_signed { 1 } else { LINES_WITH_SIGNATURE }
    }

    /// Returns the first of the strips that belong to the one at `from`.
    fn chain_start(&self, from: usize) -> usize {
        let before = self.strips[..from].iter().rev();
        from - before.take_while(|strip| is_tied(strip)).count()
    }

    /// Returns the first strip that shares the page of a signature for which there is no line of text. It takes the end
    /// of the note of attachments, if there is one.
    fn without_company(
        &mut self,
        compositor: &mut Compositor<'_>,
        flow: &Flow,
        is_first: bool,
    ) -> usize {
        let is_text = self.strips[self.text.start..]
            .first()
            .is_some_and(|first| first.kind == StripKind::Text);
        if is_first && is_text && self.first_chain() == self.text.end {
            // The only line, or a heading with its only line: the first strip stays.
            let from = self.text.start + 1;
            self.strips[self.text.start].keep_with_next = false;
            if from == self.text.end {
                compositor.overflow(Overflowing::Company, "");
            }
            return from;
        }
        let from = self.text.end.saturating_sub(LINES_WITH_SIGNATURE);
        if flow.fits_page_above(&self.strips[from..], Mm::ZERO) {
            return from;
        }
        self.note_end.saturating_sub(LINES_WITH_SIGNATURE)
    }
}

/// Returns whether the next strip has to be on the same page.
fn is_tied(strip: &Strip) -> bool {
    strip.keep_with_next && !strip.divisible
}
