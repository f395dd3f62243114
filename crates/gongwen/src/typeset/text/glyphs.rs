//! Glyphs by face and character, remembered: a text repeats its characters many times.

use std::collections::BTreeMap;

use super::script;
use crate::typeset::font::{Adapted, FaceId, FontReader, FoundGlyph, Ink, Role};

/// Slots for remembered glyphs. A text has some hundreds of different characters; two that share a slot
/// are looked up again in turn.
const PLACES: usize = 4096;

/// A cache of the glyphs in the faces of a book.
pub struct Glyphs<'a> {
    fonts: FontReader<'a>,
    known: Vec<Option<Known>>,
    /// The ink of marks, for which a face has to draw them.
    inks: BTreeMap<(FaceId, u16), Option<Ink>>,
}

/// The remembered result for a character.
#[derive(Debug, Clone, Copy)]
struct Known {
    role: Role,
    char: char,
    found: Option<FoundGlyph>,
}

impl<'a> Glyphs<'a> {
    /// Makes an empty cache.
    pub fn new(fonts: FontReader<'a>) -> Self {
        Self { fonts, known: vec![None; PLACES], inks: BTreeMap::new() }
    }

    /// Returns the glyph that a character is drawn with in text of `role`; `None` if no face has it.
    pub fn find(&mut self, role: Role, c: char) -> Option<FoundGlyph> {
        // Neighbours in Unicode have neighbouring slots, separately for each role.
        let place = (u32::from(c) as usize + role as usize * (PLACES / Role::ALL.len())) % PLACES;
        match self.known[place] {
            Some(known) if known.role == role && known.char == c => known.found,
            _ => {
                let found = look_up(&self.fonts, role, c);
                self.known[place] = Some(Known { role, char: c, found });
                found
            }
        }
    }

    /// Returns the glyph for a raised or lowered character that no face has: that of the figure or sign, smaller.
    pub fn small(&mut self, role: Role, c: char) -> Option<(FoundGlyph, Adapted)> {
        let (base, adapted) = script::base(c)?;
        Some((self.find(role, base)?, adapted))
    }

    /// Returns the ink of a glyph; `None` for blanks.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Option<Ink> {
        *self.inks.entry((face, glyph)).or_insert_with(|| self.fonts.ink(face, glyph))
    }
}

/// Looks a character up in the faces. The middle dot takes half a cell: a glyph of that width is
/// preferred to the face's own. Control characters have no picture; faces that claim them (Fandol) draw
/// nothing, and the data would be lost without a message.
fn look_up(fonts: &FontReader<'_>, role: Role, c: char) -> Option<FoundGlyph> {
    if c.is_control() {
        return None;
    }
    if is_western(c) {
        return fonts.western(role, c);
    }
    let own = fonts.glyph(role, c)?;
    if c == '·' && own.advance > 0.5 {
        let song = fonts.glyph(Role::Song, c);
        return song.filter(|song| song.advance <= 0.5).or(Some(own));
    }
    Some(own)
}

/// Returns whether the character belongs to the Latin face beside Chinese: figures, letters with and
/// without accents, ASCII marks and the blank between words; the degree sign for °C.
fn is_western(c: char) -> bool {
    matches!(c,
        ' '..='~' | '°' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}'
        | '\u{1E00}'..='\u{1EFF}')
}
