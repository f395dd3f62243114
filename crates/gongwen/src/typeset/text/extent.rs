//! The width of characters as a line: marks take less beside each other and at the line's end.

use super::class::Class;
use super::shape::Shaped;
use crate::typeset::unit::Mm;

/// The width of characters as a line, and the part of it that their marks could give up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Extent {
    /// Width before squeezing, without blanks at the end.
    pub natural: Mm,
    /// The blank that the last mark may give up because it ends the line.
    pub end_blank: Mm,
    /// The blank that the marks before it may give up.
    pub inner_blank: Mm,
    /// The blanks at the end.
    trailing: Mm,
}

impl Extent {
    /// Returns the extent of a line.
    pub fn of(line: &[Shaped]) -> Self {
        let mut extent = Self::default();
        for (i, glyph) in line.iter().enumerate() {
            extent.push(i.checked_sub(1).map(|before| &line[before]), glyph);
        }
        extent
    }

    /// Adds a character that comes right after `before`.
    pub fn push(&mut self, before: Option<&Shaped>, glyph: &Shaped) {
        if glyph.class == Class::Space {
            self.trailing += glyph.width;
            return;
        }
        let shared = before.map_or(Mm::ZERO, |before| shared_blank(before, glyph));
        self.natural += self.trailing + glyph.width - shared;
        self.trailing = Mm::ZERO;
        // The mark that was the last one gives up its blank to this character, or could.
        if shared == Mm::ZERO {
            self.inner_blank += self.end_blank;
        }
        self.end_blank = Mm::ZERO;
        match glyph.class {
            Class::Closing => self.end_blank = glyph.blank,
            Class::Opening if shared == Mm::ZERO => self.inner_blank += glyph.blank,
            _ => {}
        }
    }

    /// Returns the width if only the mark at the end gives up its blank.
    pub fn trimmed(&self) -> Mm {
        self.natural - self.end_blank
    }

    /// Returns the width if every mark gives up its blank.
    pub fn least(&self) -> Mm {
        self.trimmed() - self.inner_blank
    }
}

/// Returns the blank that two neighbours share: of two consecutive marks only one keeps its blank half
/// between them (one and a half cells for both). The mark of a note is above the blank half of the mark before it.
pub fn shared_blank(before: &Shaped, this: &Shaped) -> Mm {
    match (before.class, this.class) {
        // It belongs to the earlier mark, but is taken at the later one, so that a line can still be cut
        // between them.
        (Class::Closing, Class::Closing | Class::Opening | Class::NoteMark) => before.blank,
        (Class::Opening, Class::Opening) => this.blank,
        _ => Mm::ZERO,
    }
}
