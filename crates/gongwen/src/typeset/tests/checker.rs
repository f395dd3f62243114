//! Measurements of pages from outside: positions, overlaps, and items outside the type area.

use std::sync::OnceLock;

use crate::color::Color;
use crate::document::{Attachment, Block, Document, Format, FrontMatter, Inline};
use crate::typeset::{FontBook, Image, Materials, Page, PageItem, Rule, TextRun, Typeset, typeset};

/// 一字 and 一行 of the body, and the type area, in millimetres (gbt9704.md, section 1).
pub const CELL: f64 = 5.5714;
pub const PITCH: f64 = 10.2273;
/// Blank at either side of a cell: half a character of 10.5 pt.
pub const PADDING: f64 = 10.5 / 2.0 * 25.4 / 72.0;
pub const LEFT: f64 = 28.0;
pub const RIGHT: f64 = 184.0;
pub const TOP: f64 = 37.0;
pub const BOTTOM: f64 = 262.0;
/// Baseline of the first row.
pub const FIRST_BASELINE: f64 = 44.2585;
/// The greatest distance that ink may extend out of its em box and of the type area: 16 pt glyphs on a
/// narrower grid.
const INK_TOLERANCE: f64 = 0.2;
/// Ink that overlaps by more than this share of the smaller box is illegible.
const MOST_OVERLAP: f64 = 0.1;

/// Returns the faces of the repository.
pub fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(crate::test_faces::fonts)
}

/// Returns a letter with all parts but attachments and copies.
pub fn letter(body: Vec<Block>) -> Document {
    Document {
        front: FrontMatter {
            format: Format::Letter,
            title: "关于落实重点工作任务的函".to_owned(),
            mark: vec!["甘肃省人民政府办公厅".to_owned()],
            mark_word: None,
            copy_number: None,
            secrecy: None,
            urgency: None,
            number: Some("甘政办函〔2018〕12号".to_owned()),
            addressee: Some("省教育厅".to_owned()),
            signers: Vec::new(),
            signature: vec!["甘肃省人民政府办公厅".to_owned()],
            date: Some(jiff::civil::date(2018, 2, 13).into()),
            sealed: true,
            seals: Vec::new(),
            seal_width: 42.0,
            note: None,
            present: None,
            excused: None,
            observers: None,
            copies: None,
            printed_by: None,
            printed_on: None,
        },
        body,
        attachments: Vec::new(),
        notes: Vec::new(),
        remarks: Vec::new(),
    }
}

/// Returns a paragraph.
pub fn paragraph(text: &str) -> Block {
    Block::Paragraph(vec![Inline::plain(text)])
}

/// Returns paragraphs of one line each, all different: 第1行 and so on.
pub fn one_line_paragraphs(count: usize) -> Vec<Block> {
    (1..=count).map(|n| paragraph(&format!("第{n}行"))).collect()
}

/// Returns an attachment.
pub fn attachment(title: &str, blocks: Vec<Block>) -> Attachment {
    Attachment { title: title.to_owned(), notes: Vec::new(), blocks }
}

/// Lays a document out and checks the properties of every document.
pub fn checked(document: &Document) -> Typeset {
    let set = typeset(document, &Materials::new(fonts()));
    check(&set);
    set
}

/// Asserts that nothing overlaps, crosses a rule, or leaves the type area.
pub fn check(set: &Typeset) {
    for (number, page) in set.pages.pages.iter().enumerate() {
        let inks = inks(page);
        for ink in inks.iter().filter(|ink| ink.in_area) {
            assert!(
                ink.left > LEFT - INK_TOLERANCE
                    && ink.right < RIGHT + INK_TOLERANCE
                    && ink.top > TOP - INK_TOLERANCE
                    && ink.bottom < BOTTOM + INK_TOLERANCE,
                "page {number}: outside the type area: {ink:?}"
            );
        }
        check_overlaps(number, &inks);
        for rule in black_rules(page) {
            assert!(
                rule.x.0 > LEFT - 0.01
                    && (rule.x + rule.width).0 < RIGHT + 0.01
                    && rule.y.0 > TOP - 0.01
                    && (rule.y + rule.height).0 < BOTTOM + 0.01,
                "page {number}: a rule outside the type area: {rule:?}"
            );
            let across = inks.iter().find(|ink| ink.lies_on(rule));
            assert!(across.is_none(), "page {number}: {across:?} on {rule:?}");
        }
    }
}

fn check_overlaps(page: usize, inks: &[Ink]) {
    let mut by_left: Vec<&Ink> = inks.iter().collect();
    by_left.sort_by(|a, b| a.left.total_cmp(&b.left));
    for (i, a) in by_left.iter().enumerate() {
        for b in by_left[i + 1..].iter().take_while(|b| b.left < a.right) {
            let width = a.right.min(b.right) - b.left;
            let height = a.bottom.min(b.bottom) - a.top.max(b.top);
            let share = width * height / a.area().min(b.area());
            assert!(height <= 0.0 || share < MOST_OVERLAP, "page {page}: {a:?} and {b:?} overlap");
        }
    }
}

/// The ink of a glyph on a page.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    pub char: char,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    /// True if the ink has to lie in the type area: all but the mark and the page number.
    in_area: bool,
}

impl Ink {
    fn area(&self) -> f64 {
        (self.right - self.left) * (self.bottom - self.top)
    }

    fn lies_on(&self, rule: &Rule) -> bool {
        let width = self.right.min((rule.x + rule.width).0) - self.left.max(rule.x.0);
        let height = self.bottom.min((rule.y + rule.height).0) - self.top.max(rule.y.0);
        width > 0.02 && height > 0.02
    }
}

/// Returns the ink of all glyphs of a page.
pub fn inks(page: &Page) -> Vec<Ink> {
    let reader = fonts().reader();
    let mut inks = Vec::new();
    for run in runs(page) {
        let em = run.size.to_mm().0;
        let in_area = run.color == Color::BLACK && run.baseline.0 < BOTTOM + 2.0;
        for glyph in &run.glyphs {
            if let Some(ink) = reader.ink(run.face, glyph.glyph) {
                inks.push(Ink {
                    char: glyph.char,
                    left: glyph.x.0 + ink.left * em,
                    right: glyph.x.0 + ink.right * em,
                    top: run.baseline.0 - ink.top * em,
                    bottom: run.baseline.0 - ink.bottom * em,
                    in_area,
                });
            }
        }
    }
    inks
}

fn runs(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.items.iter().filter_map(|item| match item {
        PageItem::Text(run) => Some(run),
        _ => None,
    })
}

/// Returns the rules of tables.
pub fn black_rules(page: &Page) -> impl Iterator<Item = &Rule> {
    rules(page, Color::BLACK)
}

/// Returns the rules of the letterhead.
pub fn red_rules(page: &Page) -> Vec<Rule> {
    rules(page, Color::RED).copied().collect()
}

fn rules(page: &Page, color: Color) -> impl Iterator<Item = &Rule> {
    page.items.iter().filter_map(move |item| match item {
        PageItem::Rule(rule) if rule.color == color => Some(rule),
        _ => None,
    })
}

/// A line on a page: runs that follow each other closely on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub text: String,
    /// Origin of the first glyph.
    pub left: f64,
    /// Origin of the last glyph.
    pub last: f64,
    pub baseline: f64,
    pub size: f64,
    pub face: u16,
    pub color: Color,
}

impl Row {
    /// Returns the right edge of the last em box.
    pub fn right(&self) -> f64 {
        self.last + self.em()
    }

    pub fn em(&self) -> f64 {
        self.size * 25.4 / 72.0
    }

    /// Returns the upper edge of the em box.
    pub fn top(&self) -> f64 {
        self.baseline - 0.88 * self.em()
    }

    /// Returns the lower edge of the em box.
    pub fn bottom(&self) -> f64 {
        self.baseline + 0.12 * self.em()
    }
}

/// Returns the lines of a page in reading order.
pub fn rows(page: &Page) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for run in runs(page) {
        let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else {
            continue;
        };
        let text: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
        match rows.last_mut() {
            Some(row)
                if row.baseline == run.baseline.0
                    && (row.last..row.last + 1.2 * row.em()).contains(&first.x.0) =>
            {
                row.text += &text;
                row.last = last.x.0;
            }
            _ => rows.push(Row {
                text,
                left: first.x.0,
                last: last.x.0,
                baseline: run.baseline.0,
                size: run.size.0,
                face: run.face.0,
                color: run.color,
            }),
        }
    }
    rows
}

/// Returns the only line of the document that has these words, and its page (from 0).
pub fn find(set: &Typeset, words: &str) -> (usize, Row) {
    let mut found = set
        .pages
        .pages
        .iter()
        .enumerate()
        .flat_map(|(number, page)| rows(page).into_iter().map(move |row| (number, row)))
        .filter(|(_, row)| row.text.contains(words));
    let row = found.next().unwrap_or_else(|| panic!("no line has {words}"));
    assert!(found.next().is_none(), "several lines have {words}");
    row
}

/// Returns all words of a page, without the separators of its lines.
pub fn text(page: &Page) -> String {
    rows(page).into_iter().map(|row| row.text).collect()
}

/// Asserts that two lengths are the same to a hundredth of a millimetre.
#[track_caller]
pub fn same(measured: f64, expected: f64) {
    assert!((measured - expected).abs() < 0.01, "{measured:.3} mm instead of {expected:.3} mm");
}

/// Sets a document whose seals are all the picture `seal.png`, and checks its pages.
pub fn laid_with_seals(document: &Document) -> Typeset {
    let mut materials = Materials::new(fonts());
    let image = Image { width: 2, height: 2, rgba: vec![255; 16] };
    materials.pictures.insert("seal.png", image);
    let set = typeset(document, &materials);
    check(&set);
    set
}
