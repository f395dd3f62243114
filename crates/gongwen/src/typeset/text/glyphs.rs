//! Glyphs by face and character, remembered: a text has each of its characters many times.

use std::collections::BTreeMap;

use crate::typeset::font::{FaceId, FontReader, FoundGlyph, Ink, Role};

/// Places for remembered glyphs. A text has some hundreds of different characters; two that share a
/// place are looked up again in turn.
const PLACES: usize = 4096;

/// Looks glyphs up in the faces of a book.
pub struct Glyphs<'a> {
    fonts: FontReader<'a>,
    known: Vec<Option<Known>>,
    /// The ink of marks, which a face has to draw to know.
    inks: BTreeMap<(FaceId, u16), Option<Ink>>,
}

/// What was found for a character.
#[derive(Debug, Clone, Copy)]
struct Known {
    role: Role,
    char: char,
    found: Option<FoundGlyph>,
}

impl<'a> Glyphs<'a> {
    /// Nothing is known yet.
    pub fn new(fonts: FontReader<'a>) -> Self {
        Self {
            fonts,
            known: vec![None; PLACES],
            inks: BTreeMap::new(),
        }
    }

    /// The glyph that a character is drawn with in text of `role`; `None` if no face has it.
    pub fn find(&mut self, role: Role, c: char) -> Option<FoundGlyph> {
        // Neighbours in Unicode have neighbouring places, apart by role.
        let place = (u32::from(c) as usize + role as usize * (PLACES / Role::ALL.len())) % PLACES;
        match self.known[place] {
            Some(known) if known.role == role && known.char == c => known.found,
            _ => {
                let found = look_up(&self.fonts, role, c);
                self.known[place] = Some(Known {
                    role,
                    char: c,
                    found,
                });
                found
            }
        }
    }

    /// The ink of a glyph; `None` for blanks.
    pub fn ink(&mut self, face: FaceId, glyph: u16) -> Option<Ink> {
        *self
            .inks
            .entry((face, glyph))
            .or_insert_with(|| self.fonts.ink(face, glyph))
    }
}

/// The middle dot takes half a cell: a glyph that does is wanted before the face's own. Control
/// characters have no picture; faces that claim them (Fandol) draw nothing, and what was in the data
/// would be gone without a word.
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

/// Whether the character belongs to the Latin face beside Chinese: figures, letters with and
/// without accents, ASCII marks and the blank between words; the degree sign for °C.
fn is_western(c: char) -> bool {
    matches!(c,
        ' '..='~' | '°' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}'
        | '\u{1E00}'..='\u{1EFF}')
}
