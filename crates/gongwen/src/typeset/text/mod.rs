//! Running text: characters → glyphs with widths → lines.
//!
//! `class` sorts characters; `breaks` finds the places between them at which a line may end, after
//! `latin` for Latin text and `whole` (with `quantity`) for units that stay together; `shape` finds
//! their glyphs in `glyphs`, `extent` adds up their widths, `compose` fills lines of a given measure,
//! and `line` sets each of them; `missing` records characters without a glyph.

mod breaks;
mod class;
mod compose;
mod extent;
mod glyphs;
mod latin;
mod line;
mod missing;
mod quantity;
mod script;
mod shape;
mod whole;

pub use class::Class;
pub use compose::{Measure, compose, compose_parts};
pub use extent::Extent;
pub use line::Line;
pub use missing::MissingGlyph;
pub use shape::{Shaped, Shaper, Style, StyledText};

/// U+2060: forbids a line break and draws nothing. Templates put it inside names with the filter
/// `whole`.
pub const WORD_JOINER: char = '\u{2060}';

/// Returns the words without line ends, invisible characters and marks of notes, for example for bookmarks.
pub fn plain(text: &str) -> String {
    let is_shown = |c| !matches!(Class::of(c), Class::Invisible | Class::NoteMark);
    text.chars().filter(|&c| is_shown(c) && !class::is_line_feed(c)).collect()
}

#[cfg(test)]
mod tests;
