//! Text without notes → strips on the text grid, single lines.

use super::compositor::Compositor;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::PageItem;
use super::standard::{ASCENT, CELL, PITCH, SIZE_3};
use super::strip::Strip;
use super::structure::{NodeId, NodeKind};
use super::text::{Line, Measure, Style, StyledText, compose};
use super::unit::{Mm, Pt};
use crate::document::note_mark::FIRST_RAISED;
use crate::document::{Emphasis, Inline};

/// The character that holds the word of a reference and its number together, as text.
const JOINER: &str = "\u{2060}";

/// Indent of a paragraph's first line (7.3.3).
pub const PARAGRAPH_INDENT: Mm = Mm(CELL.0 * 2.0);

/// Returns the body's style: 三号 仿宋 on the grid (5.2.2, 5.2.3).
pub fn body_style() -> Style {
    Style::new(Role::FangSong, SIZE_3).cell(CELL)
}

/// Returns the baseline in a row of `height`, with the em box of `size` in its middle.
pub fn baseline(height: Mm, size: Pt) -> Mm {
    (height - size.to_mm()) / 2.0 + size.to_mm() * ASCENT
}

/// Returns inlines in a base style. A reference is not broken between its word and its number.
pub fn styled<'a>(inlines: &'a [Inline], base: Style) -> Vec<StyledText<'a>> {
    let style = |emphasis: &Emphasis| match emphasis {
        Emphasis::None => base,
        Emphasis::Kai => base.role(Role::Kai),
        Emphasis::Hei => base.role(Role::Hei),
    };
    let mut styled = Vec::with_capacity(inlines.len());
    let (mut marks, mut stressed) = (0.., 0..);
    for inline in inlines {
        // Headings in 黑体 have no words that differ.
        let emphasis = match inline {
            Inline::Text { emphasis, .. } | Inline::Reference { emphasis, .. } => *emphasis,
            Inline::Note(_) | Inline::Break => Emphasis::None,
        };
        let is_strong = emphasis == Emphasis::Hei && base.role != Role::Hei;
        let strong = if is_strong { stressed.next() } else { None };
        let (texts, style) = match inline {
            Inline::Text { text, emphasis } => ([text, "", ""], style(emphasis)),
            Inline::Reference { label, emphasis, .. } => {
                let word = label.chars().next().map_or(0, char::len_utf8);
                let (word, number) = label.split_at(word);
                ([word, JOINER, number], style(emphasis))
            }
            Inline::Note(_) => {
                styled.push(StyledText { note: marks.next(), ..base.text(FIRST_RAISED) });
                continue;
            }
            Inline::Break => (["\n", "", ""], base),
        };
        let texts = texts.into_iter().filter(|text| !text.is_empty());
        styled.extend(texts.map(|text| StyledText { part: strong, ..style.text(text) }));
    }
    styled
}

/// Sets text from the type area's left edge, one row of the grid per line, as an element of its own.
pub fn text_rows(
    compositor: &mut Compositor<'_>,
    pieces: &[StyledText<'_>],
    measure: Measure,
    kind: NodeKind,
) -> Vec<Strip> {
    let shaped = compositor.shape(pieces);
    let left = compositor.frame.left;
    let node = compositor.element(kind);
    compose(&shaped, measure).iter().map(|line| row(line, left, node)).collect()
}

/// Sets one line of body text as a row of the grid, its measure's left edge at `x`.
pub fn row(line: &Line, x: Mm, node: NodeId) -> Strip {
    Strip {
        height: PITCH,
        items: PageItem::tagged(node, line.place(x, baseline(PITCH, SIZE_3))),
        ..Strip::default()
    }
}

/// Sets a single line that is never broken: a name, a date, a label.
pub fn single_line(compositor: &mut Compositor<'_>, text: &str, style: Style) -> Option<Line> {
    let mut shaped = compositor.shape(&[style.text(text)]);
    for glyph in &mut shaped {
        glyph.breakable = false;
        glyph.feeds = 0;
    }
    compose(&shaped, Measure::ragged(Mm(f64::INFINITY))).into_iter().next()
}

/// Sets a single line no wider than `most`, in smaller type if necessary, and returns it with its size.
pub fn fitted_line(
    compositor: &mut Compositor<'_>,
    text: &str,
    style: Style,
    most: Mm,
) -> Option<(Line, Pt)> {
    let natural = single_line(compositor, text, style)?;
    if natural.width() <= most {
        return Some((natural, style.size));
    }
    let smaller = style.scaled(most / natural.width());
    single_line(compositor, text, smaller).map(|line| (line, smaller.size))
}

/// Sets a single line no wider than `most`. A line that needs smaller type is reported as `what`.
pub fn reported_line(
    compositor: &mut Compositor<'_>,
    text: &str,
    style: Style,
    most: Mm,
    what: Overflowing,
) -> Option<Line> {
    let (line, size) = fitted_line(compositor, text, style, most)?;
    if size < style.size {
        compositor.overflow(what, text);
    }
    Some(line)
}

/// Sets a single line of text at `x` on `baseline`.
pub fn label(
    compositor: &mut Compositor<'_>,
    text: &str,
    style: Style,
    x: Mm,
    baseline: Mm,
) -> Vec<PageItem> {
    single_line(compositor, text, style).map_or_else(Vec::new, |line| line.place(x, baseline))
}

/// Returns the distances of the ink of text above and below its baseline (below is negative).
pub fn ink(compositor: &mut Compositor<'_>, items: &[PageItem]) -> (Mm, Mm) {
    let mut reach: Option<(Mm, Mm)> = None;
    for item in items {
        let PageItem::Text(run) = item else { continue };
        for glyph in &run.glyphs {
            if let Some(ink) = compositor.ink(run.face, glyph.glyph) {
                let em = run.size.to_mm();
                let (top, bottom) = (em * ink.top, em * ink.bottom);
                reach = Some(reach.map_or((top, bottom), |(t, b)| (t.max(top), b.min(bottom))));
            }
        }
    }
    reach.unwrap_or_default()
}
