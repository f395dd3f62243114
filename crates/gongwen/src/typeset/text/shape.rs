//! Characters → glyphs with widths.

use std::collections::BTreeMap;

use super::breaks;
use super::class::{Class, is_glue, is_line_feed};
use super::glyphs::Glyphs;
use super::missing::MissingGlyph;
use crate::color::Color;
use crate::document::PassageId;
use crate::document::note_mark;
use crate::document::passage::Passages;
use crate::typeset::font::{Adapted, FaceId, FontReader, FoundGlyph, Ink, Role};
use crate::typeset::unit::{Mm, Pt};

/// 〓, the printers' mark for a missing sort. It is drawn if no face has a character; the character
/// itself is reported.
const MISSING: char = '〓';
/// The greatest length, in ems, by which the ink of a mark may reach into its blank half: faces are
/// drawn by hand.
const INK_TOLERANCE: f64 = 0.02;
/// The greatest deviation from the em of a full-width advance, in ems.
const ADVANCE_TOLERANCE: f64 = 0.02;

/// Tolerance for comparing lengths, far below the resolution of a printer.
pub const EPSILON: Mm = Mm(0.001);

/// The style of text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub role: Role,
    /// The size of the type.
    pub size: Pt,
    /// Width of a full-width character, which may differ from the size to fill a grid.
    pub cell: Mm,
    /// The colour.
    pub color: Color,
}

impl Style {
    /// Makes a style of black type with its natural width.
    pub fn new(role: Role, size: Pt) -> Self {
        Self { role, size, cell: size.to_mm(), color: Color::BLACK }
    }

    /// Returns the style with full-width characters `cell` wide.
    #[must_use]
    pub fn cell(mut self, cell: Mm) -> Self {
        self.cell = cell;
        self
    }

    /// Returns text in this style.
    pub fn text(self, text: &str) -> StyledText<'_> {
        StyledText { text, style: self, note: None, part: None }
    }

    /// Returns the style in another face.
    #[must_use]
    pub fn role(mut self, role: Role) -> Self {
        self.role = role;
        self
    }

    /// Returns the style in another colour.
    #[must_use]
    pub fn color(mut self, color: Color) -> Self {
        self.color = color;
        self
    }

    /// Returns the style `factor` times as large.
    #[must_use]
    pub fn scaled(mut self, factor: f64) -> Self {
        self.size = Pt(self.size.0 * factor);
        self.cell = self.cell * factor;
        self
    }

    /// Returns the style made small enough for a full-width character in a line of `width`.
    #[must_use]
    pub fn fitted(self, width: Mm) -> Self {
        if self.cell > width + EPSILON { self.scaled(width / self.cell) } else { self }
    }
}

/// Text in one style.
#[derive(Debug, Clone, Copy)]
pub struct StyledText<'a> {
    /// The words, with the marks of passages. A line feed forces a line break.
    pub text: &'a str,
    /// Their style.
    pub style: Style,
    /// The note at the foot of the page whose mark they are, by its place among the marks of the text.
    pub note: Option<usize>,
    /// The part of the text with an element of its own that it belongs to, by its place among those.
    pub part: Option<usize>,
}

/// A character with its glyph and width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shaped {
    /// The character that the glyph is drawn for, even if it is another character's glyph. Every blank
    /// narrower than an ideograph is a space.
    pub char: char,
    /// The class.
    pub class: Class,
    /// The face of the glyph.
    pub face: FaceId,
    /// The glyph.
    pub glyph: u16,
    /// The size.
    pub size: Pt,
    /// The distance of its baseline above that of the line.
    pub rise: Mm,
    /// The colour.
    pub color: Color,
    /// The width.
    pub width: Mm,
    /// The blank half of a mark, which it may give up; zero for all others.
    pub blank: Mm,
    /// The distance from the glyph's origin to the left edge of its cell; positive if the glyph is
    /// further left.
    pub shift: Mm,
    /// True if a line may end after it.
    pub breakable: bool,
    /// True if a line may end after it rather than be spread too far: inside a name.
    pub joined: bool,
    /// True if a line may end after it rather than be spread too far: inside a quantity or a document number.
    pub yielding: bool,
    /// The number of line feeds right after it.
    pub feeds: usize,
    /// The passage that it belongs to.
    pub passage: Option<PassageId>,
    /// The note whose mark it is, by its place among the marks of the text.
    pub note: Option<usize>,
    /// The part of the text with an element of its own that it belongs to, by its place among those.
    pub part: Option<usize>,
}

impl Shaped {
    /// Returns the character made small enough for a line of `width`.
    #[must_use]
    pub fn fitted(mut self, width: Mm) -> Self {
        if self.width > width + EPSILON {
            let factor = width / self.width;
            self.size = Pt(self.size.0 * factor);
            self.width = width;
            self.blank = self.blank * factor;
            self.shift = self.shift * factor;
            self.rise = self.rise * factor;
        }
        self
    }
}

/// A shaper, which finds glyphs and records the characters that could not be set as written.
pub struct Shaper<'a> {
    glyphs: Glyphs<'a>,
    missing: BTreeMap<char, MissingGlyph>,
}

impl<'a> Shaper<'a> {
    /// Makes a shaper over the faces of a book.
    pub fn new(fonts: FontReader<'a>) -> Self {
        Self { glyphs: Glyphs::new(fonts), missing: BTreeMap::new() }
    }

    /// Returns the characters that no face has, each once and in the order of Unicode.
    pub fn into_missing(self) -> Vec<MissingGlyph> {
        self.missing.into_values().collect()
    }

    /// Returns the ink of a glyph; `None` for blanks.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Option<Ink> {
        self.glyphs.ink(face, glyph)
    }

    /// Returns the glyphs of a text in several styles. Line feeds before the first glyph are dropped.
    pub fn shape(&mut self, pieces: &[StyledText<'_>]) -> Vec<Shaped> {
        let mut text = Vec::new();
        let mut origins = Vec::new();
        let mut passages = Passages::default();
        for piece in pieces {
            for c in piece.text.chars() {
                if let Some(passage) = passages.take(c) {
                    text.push(c);
                    origins.push((piece.style, passage, (piece.note, piece.part)));
                }
            }
        }
        let mut shaped: Vec<Shaped> = Vec::with_capacity(text.len());
        let joined = breaks::emergencies(&text);
        let yielding = breaks::yielding(&text);
        // The width on which marks attached to the last character are centred.
        let mut base = None;
        let mut last = ' ';
        for ((i, (style, passage, (note, part))), breakable) in
            origins.into_iter().enumerate().zip(breaks::opportunities(&text))
        {
            let c = text[i];
            if is_line_feed(c) {
                base = None;
                if let (Some(before), false) = (shaped.last_mut(), (last, c) == ('\r', '\n')) {
                    before.feeds += 1;
                }
            } else if Class::of(c) == Class::Invisible {
                // Whether a line may end here is known after the last attached character.
                if let (Some(before), true) = (shaped.last_mut(), base.is_some()) {
                    before.breakable = breakable;
                }
            } else if let Some(glyph) = self.shape_char((&text, i), style, breakable, base) {
                if base.is_none() || glyph.class != Class::Attached {
                    base = Some(glyph.width);
                }
                let yielding = yielding.get(i).copied().unwrap_or(false);
                shaped.push(Shaped { passage, note, part, joined: joined[i], yielding, ..glyph });
            }
            last = c;
        }
        shaped
    }

    /// Returns the glyph of a character, given its text and position there, after a glyph of width
    /// `base` if one precedes it on its line; `None` if even 〓 is in no face.
    fn shape_char(
        &mut self,
        (text, at): (&[char], usize),
        style: Style,
        breakable: bool,
        base: Option<Mm>,
    ) -> Option<Shaped> {
        let c = text[at];
        let drawn = drawn_as(c);
        // ⑪ is in no face but this, and ① should be of a kind with it.
        let style = if Class::of(c) == Class::NoteMark { style.role(Role::Song) } else { style };
        let plain = self.glyphs.find(style.role, drawn).map(|found| (found, Adapted::PLAIN));
        let (class, (found, adapted)) = match plain.or_else(|| self.glyphs.small(style.role, drawn))
        {
            Some(found) => (Class::of(c), found),
            None => {
                self.missing.entry(c).or_insert_with(|| MissingGlyph::new(c, text, at));
                let sort = [Role::Song, style.role];
                let sort = sort.into_iter().find_map(|role| self.glyphs.find(role, MISSING));
                (Class::Wide, (sort?, Adapted::PLAIN))
            }
        };
        let rise = style.size.to_mm() * adapted.rise;
        let style = if adapted.scale < 1.0 { style.scaled(adapted.scale) } else { style };
        let (width, shift) = self.cell(class, drawn, found, style, base);
        Some(Shaped {
            char: if drawn == ' ' { ' ' } else { note_mark::of_raised(c).unwrap_or(c) },
            class,
            face: found.face,
            glyph: found.glyph,
            size: style.size,
            rise,
            color: style.color,
            width,
            blank: self.blank(class, found, style, width, shift),
            shift,
            breakable,
            joined: false,
            yielding: false,
            feeds: 0,
            passage: None,
            note: None,
            part: None,
        })
    }

    /// Returns the width of a character, and the distance by which its glyph is drawn left of its cell.
    fn cell(
        &mut self,
        class: Class,
        drawn: char,
        found: FoundGlyph,
        style: Style,
        base: Option<Mm>,
    ) -> (Mm, Mm) {
        let em = style.size.to_mm();
        let scale = style.cell / em;
        let natural = em * found.advance;
        // Some faces draw the dash narrower and per mille wider than their cell: centre them.
        let centred = |width: Mm| (width, (natural - width) / 2.0);
        let narrow = found.advance < 1.0 - ADVANCE_TOLERANCE;
        match class {
            Class::Trailing if drawn == '·' => centred(style.cell / 2.0),
            Class::Trailing | Class::Pair | Class::NoteMark => centred(style.cell),
            Class::Attached => {
                let centre = self.ink(found.face, found.glyph).map_or(0.0, |ink| ink.centre());
                match base {
                    Some(base) => (Mm::ZERO, base / 2.0 + em * centre),
                    None => (style.cell, em * centre - style.cell / 2.0),
                }
            }
            Class::Digit | Class::Narrow | Class::Invisible => (natural * scale, Mm::ZERO),
            Class::Space if drawn == ' ' => (natural * scale, Mm::ZERO),
            Class::Wide if narrow => centred(style.cell),
            Class::Wide if found.advance > 1.0 + ADVANCE_TOLERANCE => (natural * scale, Mm::ZERO),
            Class::Wide | Class::Opening | Class::Closing | Class::Space => (style.cell, Mm::ZERO),
        }
    }

    /// Returns half the cell if the face leaves it blank. Not every ？ is drawn in the left half.
    fn blank(&mut self, class: Class, found: FoundGlyph, style: Style, width: Mm, shift: Mm) -> Mm {
        if !matches!(class, Class::Opening | Class::Closing) {
            return Mm::ZERO;
        }
        let em = style.size.to_mm();
        let (half, tolerance) = (width / 2.0, em * INK_TOLERANCE);
        let is_blank = match self.ink(found.face, found.glyph) {
            Some(ink) if class == Class::Opening => em * ink.left - shift >= half - tolerance,
            Some(ink) => em * ink.right - shift <= half + tolerance,
            None => true,
        };
        if is_blank { half } else { Mm::ZERO }
    }
}

/// Returns the character drawn for `c`. A reader cannot distinguish the blanks; a face need not have
/// each of them.
fn drawn_as(c: char) -> char {
    let blank = Class::of(c) == Class::Space || is_glue(c);
    if blank && c != '\u{3000}' { ' ' } else { c }
}
