//! Pages as text: everything on them with its position, in millimetres from the upper left corner of the
//! page.
//!
//! Each thing is on its own line, in the order of the page:
//!
//! - `44.26  28.00–184.07  FandolFang 16  words`: the baseline, the origin of the first glyph and the right
//!   edge of the last one's ink, face, size in points, colour unless black, words;
//! - `rule`, `image`, `link`: left and upper edge, width × height;
//! - `paths`: the number of consecutive lines and areas of a drawing, and their bounds;
//! - `<kind>`: an element of the structure begins; content outside any element is indented less;
//! - `(kind)`: what pages repeat.

use std::fmt::Write as _;

use gongwen::Color;
use gongwen::typeset::{
    Aside, FontBook, NodeKind, Page, PageItem, Pages, Path, Point, Span, Structure, TextRun,
};

/// Returns pages and their outline as text.
pub fn text(pages: &Pages, fonts: &FontBook) -> String {
    let mut writer = Writer {
        fonts,
        structure: &pages.structure,
        out: String::new(),
        indent: 1,
        paths: Vec::new(),
    };
    for (number, page) in (1..).zip(&pages.pages) {
        writer.page(number, page);
    }
    for entry in &pages.outline {
        let (level, title) = (usize::from(entry.level), &entry.title);
        let (page, y) = (entry.to.page + 1, entry.to.y.0);
        writer.line(&format!("outline {level} {title} → page {page}, {y:.2}"));
    }
    writer.out
}

struct Writer<'a> {
    fonts: &'a FontBook,
    structure: &'a Structure,
    out: String,
    indent: usize,
    /// Consecutive lines and areas.
    paths: Vec<&'a Path>,
}

impl<'a> Writer<'a> {
    fn line(&mut self, words: &str) {
        self.flush_paths();
        writeln!(self.out, "{:1$}{words}", "", 2 * self.indent).expect("strings take all");
    }

    fn page(&mut self, number: usize, page: &'a Page) {
        self.indent = 0;
        let (width, height) = (page.width.0, page.height.0);
        self.line(&format!("page {number}: {width:.0} × {height:.0}"));
        self.indent = 1;
        self.items(&page.items);
        self.flush_paths();
        self.indent = 0;
    }

    fn items(&mut self, items: &'a [PageItem]) {
        for item in items {
            match item {
                PageItem::Path(path) => self.paths.push(path),
                PageItem::Text(run) => self.run(run),
                PageItem::Rule(rule) => {
                    let area = area(rule.x.0, rule.y.0, rule.width.0, rule.height.0);
                    self.line(&format!("rule {area}{}", color(rule.color)));
                }
                PageItem::Image(image) => {
                    let area = area(image.x.0, image.y.0, image.width.0, image.height.0);
                    self.line(&format!("image {area}"));
                }
                PageItem::Link(link) => {
                    let area = area(link.x.0, link.y.0, link.width.0, link.height.0);
                    self.line(&format!("link {area}"));
                }
                PageItem::Turned(turned) => {
                    let (x, y, degrees) = (turned.x.0, turned.y.0, turned.degrees);
                    self.line(&format!("turned by {degrees}° about {x:.2} {y:.2}"));
                    self.indent += 1;
                    self.items(&turned.items);
                    self.flush_paths();
                    self.indent -= 1;
                }
                PageItem::Drawing(placed) => {
                    let (x, y, degrees) = (placed.x.0, placed.y.0, placed.degrees);
                    self.line(&format!("outlines turned by {degrees}° about {x:.2} {y:.2}"));
                }
                PageItem::Area(_) => {}
                PageItem::Aside(kind) => {
                    let kind = match kind {
                        Aside::Header => "header",
                        Aside::Footer => "footer",
                        Aside::Watermark => "watermark",
                    };
                    self.line(&format!("({kind})"));
                    self.indent += 1;
                }
                PageItem::Begin(node) => {
                    let kind = kind(&self.structure.node(*node).kind);
                    self.line(&format!("<{kind}>"));
                    self.indent += 1;
                }
                PageItem::End => {
                    self.flush_paths();
                    self.indent -= 1;
                }
            }
        }
    }

    fn run(&mut self, run: &TextRun) {
        let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else {
            return self.line("no glyphs");
        };
        let ink = self.fonts.reader().ink(run.face, last.glyph);
        let ink = ink.map_or(0.0, |ink| ink.right * run.size.to_mm().0);
        let (left, right) = (first.x.0, last.x.0 + ink);
        let name = &self.fonts.face(run.face).name;
        let name = name.strip_suffix("-Regular").unwrap_or(name);
        let size = (run.size.0 * 100.0).round() / 100.0;
        let words: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
        self.line(&format!(
            "{:.2}  {left:.2}–{right:.2}  {name} {size}{}  {words}",
            run.baseline.0,
            color(run.color)
        ));
    }

    fn flush_paths(&mut self) {
        let paths = std::mem::take(&mut self.paths);
        if paths.is_empty() {
            return;
        }
        let points: Vec<Point> = paths.iter().flat_map(|path| path.points.clone()).collect();
        let least = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::MAX, f64::min);
        let most = |of: fn(&Point) -> f64| points.iter().map(of).fold(f64::MIN, f64::max);
        let (left, top) = (least(|point| point.x.0), least(|point| point.y.0));
        let (right, bottom) = (most(|point| point.x.0), most(|point| point.y.0));
        let area = area(left, top, right - left, bottom - top);
        self.line(&format!("paths {} in {area}", paths.len()));
    }
}

fn area(x: f64, y: f64, width: f64, height: f64) -> String {
    format!("{x:.2} {y:.2}  {width:.2} × {height:.2}")
}

fn color(color: Color) -> String {
    match color {
        Color::BLACK => String::new(),
        Color::RED => " red".to_owned(),
        Color { red, green, blue } => format!(" #{red:02x}{green:02x}{blue:02x}"),
    }
}

fn kind(kind: &NodeKind) -> String {
    let spanned = |name: &str, span: Span| match (span.columns, span.rows) {
        (1, 1) => name.to_owned(),
        (columns, rows) => format!("{name} {columns}×{rows}"),
    };
    match kind {
        NodeKind::Part => "part".to_owned(),
        NodeKind::Title => "title".to_owned(),
        NodeKind::Heading(level) => format!("heading {level}"),
        NodeKind::Paragraph => "paragraph".to_owned(),
        NodeKind::Table => "table".to_owned(),
        NodeKind::Row => "row".to_owned(),
        NodeKind::HeaderCell(span) => spanned("header cell", *span),
        NodeKind::RowHeader(span) => spanned("row header", *span),
        NodeKind::DataCell(span) => spanned("cell", *span),
        NodeKind::Figure { alt } => format!("figure: {alt}"),
        NodeKind::Link => "link".to_owned(),
        NodeKind::Reference => "reference".to_owned(),
        NodeKind::Note => "note".to_owned(),
        NodeKind::Label => "label".to_owned(),
        NodeKind::Bullet => "bullet".to_owned(),
        NodeKind::Section => "section".to_owned(),
        NodeKind::Caption => "caption".to_owned(),
        NodeKind::TableHead => "table head".to_owned(),
        NodeKind::TableBody => "table body".to_owned(),
        NodeKind::List(_) => "list".to_owned(),
        NodeKind::Item => "item".to_owned(),
        NodeKind::ItemBody => "item body".to_owned(),
        NodeKind::Strong => "strong".to_owned(),
        NodeKind::Foreign => "foreign".to_owned(),
        NodeKind::Said { words } => format!("said: {words}"),
    }
}
