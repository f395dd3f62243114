//! The content of cells.

use super::drawing;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::section::TEXT;
use super::style::Style;
use super::units::twips;
use super::writer::Writer;
use super::xml::Xml;
use crate::document::passage::without_marks;
use crate::document::{Align, Bar, Cell, CellBlock};
use crate::typeset::standard::SIZE_5;
use crate::typeset::survey::Places;
use crate::typeset::{Mm, Pt, Role};

/// The least length of a bar; where there is less room, only the figure is printed.
const BAR_LEAST: Mm = Mm(8.0);

/// The place of a cell and the look of its text.
pub(super) struct Place<'p> {
    /// The places of the table.
    pub(super) places: &'p Places,
    /// Its first column, and the one after its last.
    pub(super) columns: (usize, usize),
    /// The alignment of its text.
    pub(super) align: Align,
    /// The style of its text.
    pub(super) style: Style,
    /// The role of its face.
    pub(super) role: Role,
    /// True if it stays with the next row.
    pub(super) keep_next: bool,
}

/// Returns roughly the number of lines of a cell that holds so many characters in a line.
pub(super) fn lines(cell: &Cell, room: f64) -> usize {
    let of = |text: &str| -> usize {
        let text = without_marks(text);
        let width =
            |line: &str| line.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>();
        text.split('\n').map(|line| (width(line) / room).ceil().max(1.0) as usize).sum()
    };
    let of_block = |block: &CellBlock| match block {
        CellBlock::Text(text) | CellBlock::Paragraph(text) => of(text),
        CellBlock::List { items, .. } => items.iter().map(|item| of(item)).sum(),
        CellBlock::Category { .. } | CellBlock::Bar(_) => 1,
    };
    cell.blocks.iter().map(of_block).sum()
}

/// Writes the content of a cell: at least one paragraph.
pub(super) fn content(writer: &mut Writer<'_>, cell: &Cell, place: &Place<'_>) {
    if cell.is_blank() {
        place.paragraph().write(&mut writer.xml, |_| {});
    }
    for block in &cell.blocks {
        match block {
            CellBlock::Text(text) => text_block(writer, place, text),
            CellBlock::Paragraph(text) => {
                let indent = Some((Mm::ZERO, Mm::ZERO, place.em() * 2.0));
                let paragraph = Paragraph { indent, align: Some("both"), ..place.paragraph() };
                paragraph.write(&mut writer.xml, |xml| runs(xml, text, place.look()));
            }
            CellBlock::List { numbered, items } => list(writer, place, *numbered, items),
            CellBlock::Category { word, category } => {
                let list = writer.lists.mark(category.look);
                let look = place.look().faced(Role::Hei).colored(category.look.ink);
                let paragraph = Paragraph { list: Some(list), ..place.paragraph() };
                paragraph.write(&mut writer.xml, |xml| runs(xml, word, look));
            }
            CellBlock::Bar(bar) => progress(writer, place, bar),
        }
    }
}

fn text_block(writer: &mut Writer<'_>, place: &Place<'_>, text: &str) {
    let mut paragraph = place.paragraph();
    let mut look = place.look();
    let plain = without_marks(text);
    let (size, figures) = place.places.sizes();
    if place.align == Align::Decimal {
        let right = writer.survey.right_of_figure(place.places, place.columns.0, &plain);
        if let Some(right) = right {
            paragraph.indent = Some((Mm::ZERO, right, Mm::ZERO));
            paragraph.align = Some("right");
        }
    }
    // Figures are set smaller rather than broken.
    let is_figure = plain.starts_with(|c: char| c.is_ascii_digit() || "+-−".contains(c));
    if figures != size && is_figure {
        look = look.sized(Some(figures));
    }
    paragraph.write(&mut writer.xml, |xml| runs(xml, text, look));
}

fn list(writer: &mut Writer<'_>, place: &Place<'_>, numbered: bool, items: &[String]) {
    let hang = writer.survey.hang(place.places, numbered, items.len());
    for (index, text) in items.iter().enumerate() {
        let list = if numbered { None } else { Some(writer.lists.bullet()) };
        let paragraph = Paragraph {
            list,
            indent: Some((hang, Mm::ZERO, -hang)),
            align: Some("both"),
            tabs: if numbered { vec![(hang, false)] } else { Vec::new() },
            ..place.paragraph()
        };
        let number = if numbered { format!("{}.\t", index + 1) } else { String::new() };
        paragraph.write(&mut writer.xml, |xml| {
            runs(xml, &format!("{number}{text}"), place.look());
        });
    }
}

/// Writes a bar as a picture, and its figure as text.
fn progress(writer: &mut Writer<'_>, place: &Place<'_>, bar: &Bar) {
    let (length, items, figure) = writer.survey.bar(place.places, place.columns, bar);
    let height = place.places.pitch() * 0.8;
    let blank = place.places.pitch() * 0.1;
    let items: Vec<_> = items.into_iter().map(|item| item.moved(Mm::ZERO, -blank)).collect();
    let picture = (length >= BAR_LEAST).then(|| {
        let size = (length, height);
        writer.media.picture(&mut writer.package, TEXT, &items, size, &figure)
    });
    place.paragraph().write(&mut writer.xml, |xml: &mut Xml| {
        if let Some(picture) = &picture {
            drawing::inline(xml, picture.as_ref());
            runs(xml, " ", place.look());
        }
        runs(xml, &figure, place.look());
    });
}

impl Place<'_> {
    fn em(&self) -> Mm {
        self.places.sizes().0.to_mm()
    }

    fn paragraph(&self) -> Paragraph {
        let line = twips(self.places.pitch());
        let align = match self.align {
            Align::Left => "left",
            Align::Center | Align::Decimal => "center",
            Align::Right => "right",
        };
        let own = if self.style == Style::TableHead { "center" } else { "left" };
        Paragraph {
            keep_next: self.keep_next,
            line: Some(line).filter(|line| *line != twips(crate::typeset::standard::TABLE_PITCH)),
            align: Some(align).filter(|align| *align != own),
            ..Paragraph::of(self.style)
        }
    }

    fn look(&self) -> RunLook {
        let size: Pt = self.places.sizes().0;
        let look = RunLook::of(self.style.role()).faced(self.role);
        look.sized(Some(size).filter(|size| *size != SIZE_5))
    }
}
