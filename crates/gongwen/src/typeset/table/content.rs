//! The contents of a cell → lines.

use super::bar::bar;
use super::column::Column;
use super::held::held;
use super::metrics::Metrics;
use crate::color::Color;
use crate::document::passage::without_marks;
use crate::document::{Align, Cell, CellBlock, Mark};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::mark::mark;
use crate::typeset::page::{PageItem, Path, Point};
use crate::typeset::paragraph::{baseline, label, single_line};
use crate::typeset::structure::{Marks, NodeId, NodeKind};
use crate::typeset::text::{Extent, Line, Measure, Style, compose_parts};
use crate::typeset::unit::Mm;

/// Width of a bullet and the blank after it, in ems.
const BULLET_CELL: f64 = 1.0;
/// Size of a bullet, in ems.
const BULLET: f64 = 0.28;
/// The middle of a bullet, measured from the left edge of its cell, in ems.
const BULLET_AT: f64 = 0.35;
/// Width of the mark of a category and the blank after it, in ems.
pub const MARK_CELL: f64 = 1.1;
/// Size of a category's mark, in ems.
const MARK: f64 = 0.8;
/// The middle of an ideograph above its baseline, in ems.
const MIDDLE: f64 = 0.38;
/// Blank after an item's number, in ems.
const NUMBER_GAP: f64 = 0.3;
/// The least number of characters that a line holds beside an indent; otherwise there is no indent.
const BESIDE_INDENT: f64 = 3.0;

/// The greatest number of characters of a unit after a figure: 余万吨标准煤.
const LONGEST_UNIT: usize = 8;
/// The smallest factor by which a figure shrinks; below it the figure is broken.
const SMALLEST_FIGURE: f64 = 0.5;

/// The items of a line, measured from its upper edge.
pub type CellLine = Vec<PageItem>;

/// Returns the face of a cell's text.
pub fn face(cell: &Cell) -> Role {
    if cell.bold { Role::Hei } else { Role::FangSong }
}

/// Sets the contents of a cell in a column, as elements below `node`, or outside the structure without one. If the column is narrower than a character of the style, all
/// characters are set smaller; a single one that is wider is set smaller alone.
pub fn lines(
    compositor: &mut Compositor<'_>,
    metrics: &Metrics,
    column: Column,
    (cell, node): (&Cell, Option<NodeId>),
    role: Role,
    align: Align,
) -> Vec<CellLine> {
    let mut setter = Setter {
        compositor,
        node,
        pitch: metrics.pitch,
        figures: metrics.figures,
        column,
        style: metrics.style(role).fitted(column.inner()),
        align,
        lines: Vec::new(),
    };
    for block in &cell.blocks {
        setter.block(block);
    }
    setter.lines
}

/// Returns the position of the decimal point in a figure, in characters, or the place after its last
/// digit if it has none. `None` for a text other than a figure with at most a unit after it.
pub fn decimal_point(text: &str) -> Option<usize> {
    let text = without_marks(text);
    let text = text.trim();
    let unsigned = text.trim_start_matches(['+', '-', '−', '－']);
    let sign = text.chars().count() - unsigned.chars().count();
    let whole = unsigned.chars().take_while(|c| c.is_ascii_digit() || *c == ',').count();
    let rest = unsigned.get(whole..)?;
    let unit = rest
        .strip_prefix('.')
        .map_or(rest, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_figure = sign <= 1
        && unsigned.starts_with(|c: char| c.is_ascii_digit())
        && !unit.contains(|c: char| c.is_ascii_digit() || c.is_control())
        && unit.chars().count() <= LONGEST_UNIT;
    is_figure.then_some(sign + whole)
}

/// Returns the blank left of a line that has `free` blank on both sides together.
pub fn offset(align: Align, free: Mm) -> Mm {
    match align {
        Align::Left => Mm::ZERO,
        Align::Center | Align::Decimal => free / 2.0,
        Align::Right => free,
    }
}

/// Returns the indent of a list's items: the width of the widest label.
pub fn hang(compositor: &mut Compositor<'_>, numbered: bool, items: usize, style: Style) -> Mm {
    let em = style.size.to_mm();
    if !numbered {
        return em * BULLET_CELL;
    }
    let widest = single_line(compositor, &format!("{items}."), style);
    widest.map_or(Mm::ZERO, |line| line.width()) + em * NUMBER_GAP
}

/// Returns the factor by which a figure has to shrink to fit a column; `None` if the text is no figure, fits, or would have
/// to be broken all the same.
pub fn shrinking(
    compositor: &mut Compositor<'_>,
    metrics: &Metrics,
    column: Column,
    cell: &Cell,
) -> Option<f64> {
    let style = metrics.style(face(cell)).fitted(column.inner());
    let texts = cell.blocks.iter().filter_map(|block| match block {
        CellBlock::Text(text) => Some(text),
        _ => None,
    });
    let texts = texts.filter(|text| decimal_point(text).is_some());
    let factors = texts.filter_map(|text| {
        let width = single_line(compositor, text.trim(), style)?.width();
        Some(column.inner() / width).filter(|factor| (SMALLEST_FIGURE..1.0).contains(factor))
    });
    factors.reduce(f64::min)
}

struct Setter<'c, 'a> {
    compositor: &'c mut Compositor<'a>,
    /// The element that its elements are below.
    node: Option<NodeId>,
    pitch: Mm,
    figures: f64,
    column: Column,
    style: Style,
    align: Align,
    lines: Vec<CellLine>,
}

impl Setter<'_, '_> {
    fn block(&mut self, block: &CellBlock) {
        match block {
            CellBlock::Text(text) => {
                if !self.figure(text) {
                    let style = self.figure_style(text);
                    self.text(text, style, Mm::ZERO, Mm::ZERO, self.align);
                }
            }
            CellBlock::Paragraph(text) => {
                let indent = self.indent(self.em() * 2.0);
                self.text(text, self.style, indent, Mm::ZERO, Align::Left);
            }
            CellBlock::List { numbered, items } => self.list(*numbered, items),
            CellBlock::Category { word, category } => {
                let look = category.look;
                let style = self.style.role(Role::Hei).color(look.ink);
                let cell = self.em() * MARK_CELL;
                let indent = self.indent(cell);
                let first = self.lines.len();
                self.text(word, style, indent, Mm::ZERO, self.align);
                // The word says the same.
                self.mark(first, indent, None, |left, em| {
                    let x = left.x + em * (MARK / 2.0);
                    mark(look.mark, Point { x, ..left }, em * MARK, style.color)
                });
            }
            CellBlock::Bar(drawn) => {
                let across = (self.left(), self.column.inner());
                let upright = (self.pitch / 2.0, self.baseline());
                let node = self.element(NodeKind::Paragraph);
                let items = bar(self.compositor, drawn, self.style, across, upright);
                let words = |item: &PageItem| matches!(item, PageItem::Text(_));
                let (words, mut items): (Vec<PageItem>, Vec<PageItem>) =
                    items.into_iter().partition(words);
                items.extend(tagged(node, words));
                self.lines.push(items);
            }
        }
    }

    /// Adds an element to that of the contents.
    fn element(&mut self, kind: NodeKind) -> Option<NodeId> {
        self.node.map(|node| self.compositor.child(node, kind))
    }

    /// Sets something whose elements are below `node`.
    fn below<T>(&mut self, node: Option<NodeId>, set: impl FnOnce(&mut Self) -> T) -> T {
        let above = std::mem::replace(&mut self.node, node);
        let done = set(self);
        self.node = above;
        done
    }

    fn em(&self) -> Mm {
        self.style.size.to_mm()
    }

    fn left(&self) -> Mm {
        self.column.x + self.column.padding
    }

    fn baseline(&self) -> Mm {
        baseline(self.pitch, self.style.size)
    }

    /// Returns the wanted indent if the column has room beside it, otherwise none.
    fn indent(&self, wanted: Mm) -> Mm {
        let has_room = self.column.inner() >= wanted + self.em() * BESIDE_INDENT;
        if has_room { wanted } else { Mm::ZERO }
    }

    /// Sets a figure on the decimal point of its column; `false` if the text is not a figure or has no
    /// room.
    fn figure(&mut self, text: &str) -> bool {
        let (Align::Decimal, Some(point)) = (self.align, self.column.point) else {
            return false;
        };
        let text = text.trim();
        let Some(before) = decimal_point(text) else {
            return false;
        };
        let style = self.style;
        let shaped = self.compositor.shape(&[style.text(text)]);
        let before = Extent::of(&shaped[..before.min(shaped.len())]).natural;
        let Some(line) = single_line(self.compositor, text, style) else {
            return false;
        };
        let tolerance = Mm(0.01);
        let offset = point - before;
        if offset < -tolerance || offset + line.width() > self.column.inner() + tolerance {
            return false;
        }
        let line = line.place(self.left() + offset, self.baseline());
        let node = self.element(NodeKind::Paragraph);
        self.lines.push(tagged(node, line));
        true
    }

    /// Returns the style of a text: figures are set smaller rather than broken, all of a table alike.
    fn figure_style(&self, text: &str) -> Style {
        if self.figures < 1.0 && decimal_point(text).is_some() {
            self.style.scaled(self.figures)
        } else {
            self.style
        }
    }

    /// Sets text whose first line is indented by `first` and the others by `rest`. Each line feed begins a paragraph.
    fn text(&mut self, text: &str, style: Style, first: Mm, rest: Mm, align: Align) {
        let inner = self.column.inner();
        let widest = inner - first.max(rest);
        let text = held(text, self.compositor.names(), style.size.to_mm(), widest);
        let shaped = self.compositor.shape_within(widest, style.text(&text));
        let measure = Measure {
            justified: align == Align::Left,
            ..Measure::justified(inner).indented(first, rest).keeping_names()
        };
        let mut is_first = true;
        for paragraph in compose_parts(&shaped, measure) {
            let node = self.element(NodeKind::Paragraph);
            for line in paragraph {
                let indent = if is_first { first } else { rest };
                is_first = false;
                let free = (inner - indent - line.width()).max(Mm::ZERO);
                let x = self.left() + offset(align, free);
                self.push(&line, x, node);
            }
        }
    }

    fn push(&mut self, line: &Line, x: Mm, node: Option<NodeId>) {
        let placed = line.place(x, self.baseline());
        self.lines.push(tagged(node, placed));
    }

    /// Sets items with a hanging indent. In a column without room for it, marks take lines of their own.
    fn list(&mut self, numbered: bool, items: &[String]) {
        let hang = hang(self.compositor, numbered, items.len(), self.style);
        let indent = self.indent(hang);
        let marks = if numbered { Marks::Numbers } else { Marks::Bullets };
        let list = self.element(NodeKind::List(marks));
        for (i, text) in items.iter().enumerate() {
            let first = self.lines.len();
            let item = self.below(list, |list| list.element(NodeKind::Item));
            let kind = if numbered { NodeKind::Label } else { NodeKind::Bullet };
            let label = self.below(item, |item| item.element(kind));
            let body = self.below(item, |item| item.element(NodeKind::ItemBody));
            self.below(body, |body| {
                body.text(text, body.style, indent, indent, Align::Left);
            });
            if numbered {
                self.number(first, indent, &format!("{}.", i + 1), label);
            } else {
                self.mark(first, indent, label, bullet);
            }
        }
    }

    /// Puts an item's number before the line that it begins, flush right.
    fn number(&mut self, first: usize, indent: Mm, number: &str, node: Option<NodeId>) {
        let line = single_line(self.compositor, number, self.style);
        let width = line.map_or(Mm::ZERO, |line| line.width());
        let gap = self.em() * NUMBER_GAP;
        let x = self.left() + (indent - gap - width).max(Mm::ZERO);
        let style = self.style.fitted(self.column.inner());
        let items = label(self.compositor, number, style, x, self.baseline());
        self.put_before(first, indent, tagged(node, items));
    }

    /// Draws a mark before the first glyph of a line.
    fn mark(
        &mut self,
        first: usize,
        indent: Mm,
        node: Option<NodeId>,
        draw: impl Fn(Point, Mm) -> Path,
    ) {
        let start = self.lines.get(first).and_then(|line| start_of(line));
        let x = start.map_or(self.left(), |start| (start - indent).max(self.left()));
        let y = self.baseline() - self.em() * MIDDLE;
        let drawn = draw(Point { x, y }, self.em());
        self.put_before(first, indent, tagged(node, vec![PageItem::Path(drawn)]));
    }

    /// Puts items before those of a line, or above it where its text has no indent.
    fn put_before(&mut self, line: usize, indent: Mm, mut items: Vec<PageItem>) {
        match self.lines.get_mut(line) {
            Some(below) if indent > Mm::ZERO => {
                items.append(below);
                *below = items;
            }
            _ => self.lines.insert(line.min(self.lines.len()), items),
        }
    }
}

/// Returns items as the content of an element, if there is one.
fn tagged(node: Option<NodeId>, items: Vec<PageItem>) -> Vec<PageItem> {
    match node {
        Some(node) => PageItem::tagged(node, items),
        None => items,
    }
}

/// Returns the lines of a head without its wide blanks (内　容): they are distances, not characters.
pub fn without_wide_blanks(mut lines: Vec<CellLine>) -> Vec<CellLine> {
    for item in lines.iter_mut().flatten() {
        if let PageItem::Text(run) = item {
            run.glyphs.retain(|glyph| glyph.char != '\u{3000}');
        }
    }
    lines
}

/// Returns the mark before an item without a number, in the cell whose left edge is at `left`.
fn bullet(left: Point, em: Mm) -> Path {
    let centre = Point { x: left.x + em * BULLET_AT, ..left };
    mark(Mark::Disc, centre, em * BULLET, Color::BLACK)
}

/// Returns the place at which the glyphs of a line begin.
fn start_of(line: &[PageItem]) -> Option<Mm> {
    line.iter().find_map(|item| match item {
        PageItem::Text(run) => run.glyphs.first().map(|glyph| glyph.x),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_point_of_a_figure_is_found() {
        for (text, point) in [
            ("12.5", Some(2)),
            (" -3.25% ", Some(2)),
            ("1,234", Some(5)),
            ("92%", Some(2)),
            ("65万亩", Some(2)),
            ("—", None),
            ("约12", None),
            ("1.2.3", None),
            ("2018年2月", None),
            ("12\n3", None),
            ("", None),
            ("+-1", None),
            ("10个片区县申请摘帽验收", None),
        ] {
            assert_eq!(decimal_point(text), point, "{text}");
        }
    }
}
