//! Runs: pieces of text in one face.

use super::face;
use super::units::half_points;
use super::xml::Xml;
use crate::color::Color;
use crate::document::Emphasis;
use crate::document::note_mark::of_raised;
use crate::document::passage::without_marks;
use crate::typeset::survey::is_shown;
use crate::typeset::{Pt, Role};

/// The look of text beside that of its style.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RunLook {
    /// The role of its face.
    pub(super) role: Role,
    /// True if the face is that of the style.
    pub(super) is_own: bool,
    /// The emphasis.
    pub(super) emphasis: Emphasis,
    /// Another size than that of the style.
    pub(super) size: Option<Pt>,
    /// Another colour than black.
    pub(super) color: Option<Color>,
}

/// The kind of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Characters whose face follows from them.
    Plain,
    /// Signs that other languages have too.
    Shared,
    /// The raised mark of a note below a table.
    Raised,
    /// The end of a line.
    Break,
}

impl RunLook {
    /// Returns the look of text in the face of its style.
    pub(super) fn of(role: Role) -> Self {
        Self { role, is_own: true, emphasis: Emphasis::None, size: None, color: None }
    }

    /// Returns the look with an emphasis.
    pub(super) fn emphasised(self, emphasis: Emphasis) -> Self {
        let role = match emphasis {
            Emphasis::None => self.role,
            Emphasis::Kai => Role::Kai,
            Emphasis::Hei => Role::Hei,
        };
        Self { role, emphasis, ..self }
    }

    /// Returns the look with another face than that of the style.
    pub(super) fn faced(self, role: Role) -> Self {
        Self { role, is_own: role == self.role && self.is_own, ..self }
    }

    /// Returns the look with another size.
    pub(super) fn sized(self, size: Option<Pt>) -> Self {
        Self { size, ..self }
    }

    /// Returns the look in a colour.
    pub(super) fn colored(self, color: Color) -> Self {
        Self { color: Some(color).filter(|color| *color != Color::BLACK), ..self }
    }
}

/// Writes text as runs, without its marks for the layout.
pub(super) fn runs(xml: &mut Xml, text: &str, look: RunLook) {
    let text = without_marks(text);
    let mut pieces: Vec<(Piece, String)> = Vec::new();
    for c in text.chars() {
        let (piece, c) = match (of_raised(c), c) {
            (Some(circled), _) => (Piece::Raised, circled),
            (None, '\n') => (Piece::Break, c),
            (None, c) if !is_shown(&c) => continue,
            (None, c) if face::is_shared(c) => (Piece::Shared, c),
            (None, c) => (Piece::Plain, c),
        };
        match pieces.last_mut() {
            Some((last, words)) if *last == piece && piece != Piece::Break => words.push(c),
            _ => pieces.push((piece, c.to_string())),
        }
    }
    for (piece, words) in pieces {
        xml.start("w:r", &[]);
        properties(xml, look, piece);
        match piece {
            Piece::Break => xml.empty("w:br", &[]),
            _ => words_of(xml, &words),
        }
        xml.end("w:r");
    }
}

fn words_of(xml: &mut Xml, words: &str) {
    for (index, part) in words.split('\t').enumerate() {
        if index > 0 {
            xml.empty("w:tab", &[]);
        }
        if !part.is_empty() {
            xml.text("w:t", &[("xml:space", &"preserve")], part);
        }
    }
}

fn properties(xml: &mut Xml, look: RunLook, piece: Piece) {
    xml.start("w:rPr", &[]);
    match look.emphasis {
        Emphasis::None => {}
        Emphasis::Kai => xml.value("w:rStyle", &"Kaiti"),
        Emphasis::Hei => xml.value("w:rStyle", &"Heiti"),
    }
    match piece {
        Piece::Shared | Piece::Raised => face::chinese(xml, look.role),
        _ if look.is_own => xml.empty("w:rFonts", &[("w:hint", &"eastAsia")]),
        _ => face::fonts(xml, look.role),
    }
    if let Some(color) = look.color {
        xml.value("w:color", &hex(color));
    }
    if let Some(size) = look.size {
        xml.value("w:sz", &half_points(size));
        xml.value("w:szCs", &half_points(size));
    }
    if piece == Piece::Raised {
        xml.value("w:vertAlign", &"superscript");
    }
    xml.end("w:rPr");
}

/// Returns a colour as six hexadecimal figures.
pub(super) fn hex(color: Color) -> String {
    format!("{:02X}{:02X}{:02X}", color.red, color.green, color.blue)
}
