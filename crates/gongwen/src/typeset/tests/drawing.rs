//! The drawn items of charts, taken from the pages, and the properties of every chart.

use super::checker::{BOTTOM, LEFT, RIGHT, TOP, fonts};
use crate::color::Color;
use crate::typeset::font::Ink;
use crate::typeset::{NodeKind, Page, PageItem, Path, Rule, TextRun, Turned, Typeset};

/// Words of a chart with the edges of their ink.
#[derive(Debug, Clone)]
pub struct Words {
    pub text: String,
    pub color: Color,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// The drawn items of a chart.
#[derive(Debug, Default)]
pub struct Drawing {
    pub page: usize,
    pub alt: String,
    pub words: Vec<Words>,
    pub rules: Vec<Rule>,
    pub paths: Vec<Path>,
}

impl Drawing {
    /// Returns the only words with this text.
    pub fn words(&self, text: &str) -> &Words {
        let mut found = self.words.iter().filter(|words| words.text == text);
        let words = found.next().unwrap_or_else(|| panic!("no {text} in {:?}", self.texts()));
        assert!(found.next().is_none(), "{text} stands there twice");
        words
    }

    pub fn texts(&self) -> Vec<&str> {
        self.words.iter().map(|words| words.text.as_str()).collect()
    }

    /// Returns the areas of a colour from left to right, then from top to bottom.
    pub fn areas(&self, color: Color) -> Vec<Rule> {
        let rules = self.rules.iter().filter(|rule| rule.color == color);
        rules.copied().collect()
    }
}

/// Returns the ink of a run in its own coordinate system.
fn ink_of(run: &TextRun) -> Option<Words> {
    let em = run.size.to_mm().0;
    let reader = fonts().reader();
    let inks: Vec<_> = run
        .glyphs
        .iter()
        .filter_map(|glyph| Some((glyph.x.0, reader.ink(run.face, glyph.glyph)?)))
        .collect();
    let least = |of: &dyn Fn(&(f64, Ink)) -> f64| inks.iter().map(of).fold(f64::INFINITY, f64::min);
    (!inks.is_empty()).then(|| Words {
        text: run.glyphs.iter().map(|glyph| glyph.char).collect(),
        color: run.color,
        left: least(&|(x, ink)| x + ink.left * em),
        right: -least(&|(x, ink)| -(x + ink.right * em)),
        top: least(&|(_, ink)| run.baseline.0 - ink.top * em),
        bottom: -least(&|(_, ink)| ink.bottom * em - run.baseline.0),
    })
}

/// Returns the same words read upwards from a point.
fn turned(words: Words, at: &Turned) -> Words {
    assert_eq!(at.degrees, -90.0);
    Words {
        left: at.x.0 + words.top,
        right: at.x.0 + words.bottom,
        top: at.y.0 - words.right,
        bottom: at.y.0 - words.left,
        ..words
    }
}

pub fn drawings(set: &Typeset) -> Vec<Drawing> {
    let pages = set.pages.pages.iter().enumerate();
    pages.flat_map(|(at, page)| on_page(set, at, page)).collect()
}

fn on_page(set: &Typeset, at: usize, page: &Page) -> Vec<Drawing> {
    let mut drawings: Vec<Drawing> = Vec::new();
    let mut inside = false;
    let mut section = None;
    for item in &page.items {
        if let PageItem::Begin(node) = item {
            let node = set.pages.structure.node(*node);
            if let NodeKind::Figure { alt } = &node.kind {
                inside = true;
                section = node.parent;
                drawings.push(Drawing { page: at, alt: alt.clone(), ..Drawing::default() });
            } else {
                // Source and caption stand beside the figure, in its section.
                inside = section.is_some() && node.parent == section;
            }
        }
        inside &= *item != PageItem::End;
        let (true, Some(drawing)) = (inside, drawings.last_mut()) else {
            continue;
        };
        match item {
            PageItem::Text(run) => drawing.words.extend(ink_of(run)),
            PageItem::Rule(rule) => drawing.rules.push(*rule),
            PageItem::Path(path) => drawing.paths.push(path.clone()),
            PageItem::Turned(group) => {
                let runs = group.items.iter().filter_map(|item| match item {
                    PageItem::Text(run) => ink_of(run),
                    other => panic!("{other:?}"),
                });
                let words = runs.map(|words| turned(words, group));
                drawing.words.extend(words);
            }
            _ => {}
        }
    }
    drawings
}

/// Asserts that all of a drawing lies in the type area and that no words overlap others.
pub fn check(drawing: &Drawing) {
    for (index, a) in drawing.words.iter().enumerate() {
        assert!(
            a.left > LEFT - 0.2 && a.right < RIGHT + 0.2 && a.top > TOP - 0.2,
            "outside: {a:?}"
        );
        assert!(a.bottom < BOTTOM + 0.2, "outside: {a:?}");
        for b in &drawing.words[index + 1..] {
            let width = a.right.min(b.right) - a.left.max(b.left);
            let height = a.bottom.min(b.bottom) - a.top.max(b.top);
            assert!(width < 0.05 || height < 0.05, "{a:?} lies on {b:?}");
        }
    }
    let points = drawing.paths.iter().flat_map(|path| &path.points);
    let corners = drawing.rules.iter().flat_map(|rule| {
        let (x, y) = (rule.x, rule.y);
        [(x.0, y.0), ((x + rule.width).0, (y + rule.height).0)]
    });
    for (x, y) in points.map(|point| (point.x.0, point.y.0)).chain(corners) {
        assert!((LEFT - 0.2..=RIGHT + 0.2).contains(&x), "{x}");
        assert!((TOP - 0.2..=BOTTOM + 0.2).contains(&y), "{y}");
    }
}
