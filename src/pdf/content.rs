//! Page items → printpdf operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color as PdfColor, CurTransMat, DictItem, Line, LineDashPattern, LinePoint, Op,
    PaintMode, PdfFontHandle, Point as PdfPoint, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem,
    TextMatrix, WindingOrder,
};

use super::subset::{Subset, Subsets};
use crate::typeset::{Color, Mm, Page, PageItem, Path, PlacedGlyph, Rule, TextRun, Turned};

/// Kerning below this (thousandths of an em) is left out: 0.003 mm at 16 pt.
const KERN_TOLERANCE: f64 = 0.5;
/// Boxes that lie on each other by more than this share of an em are told what they read as. Below
/// it readers take glyphs for neighbours.
const MOST_OVERLAP: f64 = 0.08;

/// The operations that draw a page.
pub(super) fn operations(page: &Page, subsets: &Subsets) -> Vec<Op> {
    let mut painter = Painter {
        subsets,
        ops: Vec::new(),
        height: page.height,
        fill: None,
    };
    painter.items(&page.items);
    painter.ops
}

/// Draws items one after another.
struct Painter<'a> {
    subsets: &'a Subsets,
    ops: Vec<Op>,
    /// What y counts down from.
    height: Mm,
    /// The colour that areas and glyphs are filled with at present.
    fill: Option<Color>,
}

impl Painter<'_> {
    fn items(&mut self, items: &[PageItem]) {
        for item in items {
            match item {
                PageItem::Text(run) => {
                    self.fill(run.color);
                    self.text(run);
                }
                PageItem::Rule(rule) => {
                    self.fill(rule.color);
                    let op = rectangle(rule, self.height);
                    self.ops.push(op);
                }
                PageItem::Path(path) => self.path(path),
                PageItem::Turned(turned) => self.turned(turned),
                PageItem::Image(_) | PageItem::Link(_) | PageItem::Begin(_) | PageItem::End => {}
            }
        }
    }

    fn fill(&mut self, color: Color) {
        if self.fill != Some(color) {
            self.ops.push(Op::SetFillColor { col: ink(color) });
            self.fill = Some(color);
        }
    }

    fn turned(&mut self, turned: &Turned) {
        let (sin, cos) = turned.degrees.to_radians().sin_cos();
        let (sin, cos) = (sin as f32, cos as f32);
        let x = rounded(turned.x.to_pt().0).0;
        let y = rounded((self.height - turned.y).to_pt().0).0;
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw([cos, -sin, sin, cos, x, y]),
        });
        let (height, fill) = (self.height, self.fill);
        self.height = Mm::ZERO;
        self.items(&turned.items);
        self.ops.push(Op::RestoreGraphicsState);
        (self.height, self.fill) = (height, fill);
    }

    fn path(&mut self, path: &Path) {
        let points: Vec<LinePoint> = path
            .points
            .iter()
            .map(|point| LinePoint {
                p: PdfPoint {
                    x: rounded(point.x.to_pt().0),
                    y: rounded((self.height - point.y).to_pt().0),
                },
                bezier: false,
            })
            .collect();
        if let Some(color) = path.fill {
            self.fill(color);
            self.ops.push(Op::DrawPolygon {
                polygon: Polygon {
                    rings: vec![PolygonRing {
                        points: points.clone(),
                    }],
                    mode: PaintMode::Fill,
                    winding_order: WindingOrder::NonZero,
                },
            });
        }
        let Some(stroke) = path.stroke else { return };
        self.ops.push(Op::SetOutlineColor {
            col: ink(stroke.color),
        });
        self.ops.push(Op::SetOutlineThickness {
            pt: rounded(stroke.width.to_pt().0),
        });
        let dash = stroke.dash.map(|dash| rounded(dash.to_pt().0).0);
        self.ops.push(Op::SetLineDashPattern {
            dash: dash.map_or_else(LineDashPattern::solid, |dash| {
                LineDashPattern::new(0.0, &[dash, dash])
            }),
        });
        self.ops.push(Op::DrawLine {
            line: Line {
                points,
                is_closed: path.closed,
            },
        });
    }

    fn text(&mut self, run: &TextRun) {
        let Some(subset) = self.subsets.get(run.face) else {
            return;
        };
        let ops = &mut self.ops;
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
                    rounded((self.height - run.baseline).to_pt().0),
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
}

fn ink(color: Color) -> PdfColor {
    let share = |part: u8| f32::from(part) / 255.0;
    PdfColor::Rgb(Rgb::new(
        share(color.red),
        share(color.green),
        share(color.blue),
        None,
    ))
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

fn rectangle(rule: &Rule, height: Mm) -> Op {
    Op::DrawRectangle {
        rectangle: Rect {
            x: rounded(rule.x.to_pt().0),
            y: rounded((height - rule.y - rule.height).to_pt().0),
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
