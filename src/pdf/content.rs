//! Page items → printpdf operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color as PdfColor, DictItem, Op, PaintMode, PdfFontHandle, Pt, Rect, Rgb, TextItem,
    TextMatrix,
};

use super::subset::{Subset, Subsets};
use crate::typeset::{Color, Mm, Page, PageItem, PlacedGlyph, Rule, TextRun};

/// Kerning below this (thousandths of an em) is left out: 0.003 mm at 16 pt.
const KERN_TOLERANCE: f64 = 0.5;
/// Boxes that lie on each other by more than this share of an em are told what they read as. Below
/// it readers take glyphs for neighbours.
const MOST_OVERLAP: f64 = 0.08;

/// The operations that draw a page.
pub(super) fn operations(page: &Page, subsets: &Subsets) -> Vec<Op> {
    let mut ops = Vec::new();
    let mut color = None;
    for item in &page.items {
        let wanted = match item {
            PageItem::Text(run) => run.color,
            PageItem::Rule(rule) => rule.color,
        };
        if color != Some(wanted) {
            ops.push(Op::SetFillColor { col: ink(wanted) });
            color = Some(wanted);
        }
        match item {
            PageItem::Text(run) => text(run, page, subsets, &mut ops),
            PageItem::Rule(rule) => ops.push(rectangle(rule, page)),
        }
    }
    ops
}

fn ink(color: Color) -> PdfColor {
    let (r, g, b) = match color {
        Color::Black => (0.0, 0.0, 0.0),
        Color::Red => (1.0, 0.0, 0.0),
    };
    PdfColor::Rgb(Rgb::new(r, g, b, None))
}

fn text(run: &TextRun, page: &Page, subsets: &Subsets, ops: &mut Vec<Op>) {
    let Some(subset) = subsets.get(run.face) else {
        return;
    };
    ops.push(Op::StartTextSection);
    ops.push(Op::SetFont {
        font: PdfFontHandle::External(subset.id()),
        size: Pt(run.size.0 as f32),
    });
    for piece in pieces(run, subset) {
        let Some(first) = piece.glyphs.first() else {
            continue;
        };
        if piece.overlapping {
            ops.push(actual_text(piece.glyphs));
        }
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Translate(
                rounded(first.x.to_pt().0),
                rounded((page.height - run.baseline).to_pt().0),
            ),
        });
        ops.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(codes(piece.glyphs, run.size, subset))],
        });
        if piece.overlapping {
            ops.push(Op::EndMarkedContent);
        }
    }
    ops.push(Op::EndTextSection);
}

/// A part of a run.
struct Piece<'a> {
    glyphs: &'a [PlacedGlyph],
    /// Whether each glyph stands on the blank half of the one before it.
    overlapping: bool,
}

/// Cuts a run into stretches of ordinary glyphs and clusters of squeezed marks.
///
/// Where ）and ， share a cell, the box of one lies on that of the other. Some readers take that for
/// two lines when text is copied, so such a cluster says itself what it reads as.
fn pieces<'a>(run: &'a TextRun, subset: &Subset) -> Vec<Piece<'a>> {
    let glyphs = &run.glyphs;
    let overlaps = |i: usize| {
        let (_, width) = subset.glyph(glyphs[i - 1].glyph);
        let advance = run.size.to_mm() * (width / 1000.0);
        glyphs[i - 1].x + advance - glyphs[i].x > run.size.to_mm() * MOST_OVERLAP
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < glyphs.len() {
        let overlapping = start + 1 < glyphs.len() && overlaps(start + 1);
        let mut end = start + 1;
        while end < glyphs.len() {
            let ends_here = if overlapping {
                !overlaps(end)
            } else {
                end + 1 < glyphs.len() && overlaps(end + 1)
            };
            if ends_here {
                break;
            }
            end += 1;
        }
        pieces.push(Piece {
            glyphs: &glyphs[start..end],
            overlapping,
        });
        start = end;
    }
    pieces
}

/// Begins a span that reads as its characters, whatever its boxes look like (ISO 32000-1, 14.9.4).
fn actual_text(glyphs: &[PlacedGlyph]) -> Op {
    let mut data = vec![0xFE, 0xFF];
    for glyph in glyphs {
        let mut units = [0; 2];
        for unit in glyph.char.encode_utf16(&mut units) {
            data.extend(unit.to_be_bytes());
        }
    }
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict {
            map: BTreeMap::from([(
                "ActualText".to_owned(),
                DictItem::String {
                    data,
                    literal: false,
                },
            )]),
        },
    }
}

/// The glyphs' codes, with the kerning that puts each in its place.
fn codes(glyphs: &[PlacedGlyph], size: crate::typeset::Pt, subset: &Subset) -> Vec<Codepoint> {
    let thousandth = size.to_mm() / 1000.0;
    let mut codes: Vec<Codepoint> = Vec::with_capacity(glyphs.len());
    // The pen as the reader moves it: by the widths written in the font's dictionary.
    let mut pen = glyphs.first().map_or(Mm::ZERO, |glyph| glyph.x);
    for placed in glyphs {
        let (glyph, width) = subset.glyph(placed.glyph);
        let kern = ((placed.x - pen) / thousandth).round();
        if let Some(before) = codes.last_mut()
            && kern.abs() > KERN_TOLERANCE
        {
            before.offset = -kern as f32;
            pen += thousandth * kern;
        }
        codes.push(Codepoint::with_cid(glyph, 0.0, placed.char.to_string()));
        pen += thousandth * width;
    }
    codes
}

fn rectangle(rule: &Rule, page: &Page) -> Op {
    Op::DrawRectangle {
        rectangle: Rect {
            x: rounded(rule.x.to_pt().0),
            y: rounded((page.height - rule.y - rule.height).to_pt().0),
            width: rounded(rule.width.to_pt().0),
            height: rounded(rule.height.to_pt().0),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        },
    }
}

/// To a thousandth of a point, which keeps the file small and is finer than any printer.
fn rounded(points: f64) -> Pt {
    Pt(((points * 1000.0).round() / 1000.0) as f32)
}
