//! The symbols of official text compared by outline: each face with 宋体, so that a face that draws one as another is
//! found.

use std::collections::BTreeSet;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};

use super::checker::fonts;
use crate::typeset::misdrawn;

/// The number of points of the grid on an em.
const GRID: i32 = 32;
/// The distance, in points of the grid, within which ink counts as ink of the other face.
const NEAR: i32 = 2;
/// The least share of ink of either face that has ink of the other near it.
const ALIKE: f64 = 0.65;

/// Symbols that were looked at and are right, though another face draws them in another style or elsewhere.
const LOOKED_AT: &str = "Ⅴ∈√⌒♂♀〃＊／＼［］ˇ—ｙ";

/// The outline of a glyph as straight lines, in ems.
#[derive(Default)]
struct Lines {
    em: f32,
    start: (f32, f32),
    at: (f32, f32),
    lines: Vec<((f32, f32), (f32, f32))>,
}

impl Lines {
    fn to(&mut self, x: f32, y: f32) {
        let to = (x / self.em, y / self.em);
        self.lines.push((self.at, to));
        self.at = to;
    }

    /// Returns whether a point lies inside, by the winding of the lines around it.
    fn holds(&self, (x, y): (f32, f32)) -> bool {
        let winding: i32 = self
            .lines
            .iter()
            .map(|&((x0, y0), (x1, y1))| {
                if (y0 <= y) == (y1 <= y) || x0 + (y - y0) / (y1 - y0) * (x1 - x0) <= x {
                    0
                } else if y1 > y0 {
                    1
                } else {
                    -1
                }
            })
            .sum();
        winding != 0
    }
}

impl OutlinePen for Lines {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.at = (x / self.em, y / self.em);
        self.start = self.at;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.curve_to(cx, cy, cx, cy, x, y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let from = (self.at.0 * self.em, self.at.1 * self.em);
        for step in 1..=8_u8 {
            let t = f32::from(step) / 8.0;
            let at = |from: f32, c0: f32, c1: f32, to: f32| {
                let s = 1.0 - t;
                s * s * s * from + 3.0 * s * s * t * c0 + 3.0 * s * t * t * c1 + t * t * t * to
            };
            self.to(at(from.0, cx0, cx1, x), at(from.1, cy0, cy1, y));
        }
    }

    fn close(&mut self) {
        if self.at != self.start {
            self.lines.push((self.at, self.start));
            self.at = self.start;
        }
    }
}

/// A drawn character.
struct Drawn {
    /// The points of a grid over its longer side that have ink.
    ink: Vec<(i32, i32)>,
    /// The height of its middle above the baseline, in ems.
    middle: f32,
    /// The length of its longer side, in ems.
    side: f32,
}

/// Draws a character; `None` if the face lacks it or draws nothing.
fn drawn(font: &FontRef<'_>, c: char) -> Option<Drawn> {
    let glyph = font.charmap().map(c)?;
    let em = f32::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    let mut pen = Lines { em, ..Lines::default() };
    let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
    font.outline_glyphs().get(glyph)?.draw(settings, &mut pen).ok()?;
    pen.close();
    let ends = || pen.lines.iter().flat_map(|&(from, to)| [from, to]);
    let range = |of: fn((f32, f32)) -> f32| {
        let values = || ends().map(of);
        (values().fold(f32::INFINITY, f32::min), values().fold(f32::NEG_INFINITY, f32::max))
    };
    let ((left, right), (bottom, top)) = (range(|at| at.0), range(|at| at.1));
    let side = (right - left).max(top - bottom);
    if side <= 0.0 {
        return None;
    }
    let middle = ((left + right) / 2.0, (bottom + top) / 2.0);
    let place = |n: i32, middle: f32| middle + ((n as f32 + 0.5) / GRID as f32 - 0.5) * side;
    let points = (0..GRID).flat_map(|x| (0..GRID).map(move |y| (x, y)));
    let ink = points.filter(|&(x, y)| pen.holds((place(x, middle.0), place(y, middle.1))));
    Some(Drawn { ink: ink.collect(), middle: middle.1, side })
}

/// Returns how alike two inks are: the least share of either that has ink of the other at most `near` points away.
fn likeness(one: &Drawn, other: &Drawn, near: i32) -> f64 {
    let share = |ink: &[(i32, i32)], other: &[(i32, i32)]| {
        let is_near = |&&(x, y): &&(i32, i32)| {
            other.iter().any(|(a, b)| (a - x).abs() <= near && (b - y).abs() <= near)
        };
        ink.iter().filter(is_near).count() as f64 / ink.len().max(1) as f64
    };
    share(&one.ink, &other.ink).min(share(&other.ink, &one.ink))
}

/// The symbols: rows 1 to 3 and 9 of GB 2312, currency, units, numbers in circles and brackets, raised and lowered
/// figures.
fn symbols() -> Vec<char> {
    let row_1 = "、。·ˉˇ¨〃々—～‖…‘’“”〔〕〈〉《》「」『』〖〗【】±×÷∶∧∨∑∏∪∩∈∷√⊥∥∠⌒⊙∫∮≡≌≈∽∝≠≮≯≤≥∞∵∴♂♀°′″℃＄¤￠￡‰§№☆★○●◎◇◆□■△▲※→←↑↓〓";
    let more = "―￥¥€£$℉‱％㎡㎥㎏㎎㎜㎝㎞㏄㏑㏒㏕→⇒☑☒✓☐〇―－￣＿";
    let ranges = [
        ('⒈', '⒛'),
        ('⑴', '⒇'),
        ('①', '⑳'),
        ('㈠', '㈩'),
        ('Ⅰ', 'Ⅻ'),
        ('！', '～'),
        ('⁰', '⁹'),
        ('₀', '₉'),
        ('─', '╋'),
    ];
    let ranges = ranges.into_iter().flat_map(|(first, last)| first..=last);
    let mut all: Vec<char> = row_1.chars().chain(more.chars()).chain(ranges).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns whether a face draws a character as 宋体 does: in shape, size and height.
fn is_alike(own: &Drawn, right: &Drawn) -> bool {
    let sides = own.side / right.side;
    likeness(own, right, NEAR) >= ALIKE
        && (own.middle - right.middle).abs() < 0.25
        && (0.62..1.7).contains(&sides)
}

#[test]
fn every_symbol_that_a_face_draws_as_another_is_listed() {
    let faces: Vec<_> = fonts().faces().map(|(_, face)| face).collect();
    let song = FontRef::new(&faces[4].data).unwrap();
    for face in &faces[..4] {
        let font = FontRef::new(&face.data).unwrap();
        let known: Vec<(char, Drawn, Drawn)> = symbols()
            .into_iter()
            .filter_map(|c| Some((c, drawn(&font, c)?, drawn(&song, c)?)))
            .collect();
        assert!(known.len() > 250, "{}", face.name);
        // A symbol with the glyph of another one is wrong if that other one looks more like it.
        let is_anothers = |own: &Drawn, right: &Drawn| {
            let same = known.iter().filter(|(_, other, _)| {
                own.ink == other.ink && (own.side - other.side).abs() < 0.01
            });
            same.map(|(_, _, other)| likeness(own, other, 1))
                .any(|alike| alike > likeness(own, right, 1) + 0.1)
        };
        let wrong = known.iter().filter(|(c, own, right)| {
            !LOOKED_AT.contains(*c) && (!is_alike(own, right) || is_anothers(own, right))
        });
        let wrong: BTreeSet<char> = wrong.map(|(c, _, _)| *c).collect();
        let has = |c: &&char| font.charmap().map(**c).is_some();
        let listed: BTreeSet<char> = misdrawn::by(&face.name).iter().filter(has).copied().collect();
        assert_eq!(wrong, listed, "{}", face.name);
    }
}
