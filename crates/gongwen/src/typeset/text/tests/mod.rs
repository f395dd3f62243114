//! The line breaker with the faces of the repository.

mod examples;
mod faces;
mod long;
mod properties;

use super::*;
use crate::typeset::font::Role;
use crate::typeset::page::PageItem;
use crate::typeset::standard::{CELL, SIZE_3};
use crate::typeset::tests::checker::fonts;
use crate::typeset::unit::Mm;

/// A composed line.
#[derive(Debug)]
struct Composed {
    text: String,
    /// Origins of the glyphs.
    at: Vec<f64>,
    /// The width that the line reports.
    width: f64,
    /// The right edge of the ink of the last character.
    ink_right: f64,
}

/// Breaks `text` in the body's style (仿宋, 28 characters to 156 mm) to a measure.
fn lines(text: &str, measure: Measure) -> Vec<Composed> {
    let style = Style::new(Role::FangSong, SIZE_3).cell(CELL);
    let mut shaper = Shaper::new(fonts().reader());
    let shaped: Vec<Shaped> = shaper
        .shape(&[style.text(text)])
        .into_iter()
        .map(|glyph| glyph.fitted(measure.width - measure.first_indent.max(measure.indent)))
        .collect();
    compose(&shaped, measure).iter().map(composed).collect()
}

fn composed(line: &Line) -> Composed {
    let reader = fonts().reader();
    let mut text = String::new();
    let mut at = Vec::new();
    let mut ink_right = 0.0;
    for item in line.place(Mm::ZERO, Mm::ZERO) {
        let PageItem::Text(run) = item else { continue };
        for glyph in &run.glyphs {
            text.push(glyph.char);
            at.push(glyph.x.0);
            if let Some(ink) = reader.ink(run.face, glyph.glyph) {
                ink_right = glyph.x.0 + ink.right * run.size.to_mm().0;
            }
        }
    }
    Composed { text, at, width: line.width().0, ink_right }
}

/// Returns the words of the lines of a measure of this many cells, without indent.
fn words(text: &str, cells: f64) -> Vec<String> {
    lines(text, Measure::justified(CELL * cells)).into_iter().map(|line| line.text).collect()
}
