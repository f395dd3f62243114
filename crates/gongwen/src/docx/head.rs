//! The head of the first page: the organ's mark, labels and number at their places, and the title.

use super::paragraph::{Paragraph, Place};
use super::run::{RunLook, runs};
use super::section::text_top;
use super::style::{LINE, Style, lower};
use super::units::twips;
use super::xml::Xml;
use crate::typeset::standard::{AREA_LEFT, AREA_RIGHT, TITLE_PITCH};
use crate::typeset::survey::{HeadPlaces, PlacedLine};
use crate::typeset::{Mm, Pt, Role};

/// Room for words that are a little wider on another desk.
const ROOM: Mm = Mm(12.0);
/// Distance of a title from its text where the head leaves no choice.
const BELOW_TITLE: Mm = Mm(10.0);

/// Writes the lines above the title, each in a frame at its place.
pub(super) fn above(xml: &mut Xml, lines: &[PlacedLine]) {
    for line in lines {
        frame(xml, line);
    }
}

fn frame(xml: &mut Xml, line: &PlacedLine) {
    let is_mark = line.role == Role::TitleSong;
    let style = if is_mark { Style::Mark } else { Style::Label };
    let height = twips(line.size.to_mm() * 1.25);
    let right = line.x + line.width;
    let (x, width, align) = if line.spread {
        (line.x, line.width, "distribute")
    } else if right > AREA_RIGHT - Mm(12.0) && line.x > AREA_LEFT + Mm(12.0) {
        (line.x - ROOM, line.width + ROOM, "right")
    } else if line.x < AREA_LEFT + Mm(12.0) && line.width < Mm(80.0) {
        (line.x, line.width + ROOM, "left")
    } else {
        let room = ROOM.min(line.x).min(Mm(210.0) - right);
        (line.x - room / 2.0, line.width + room, "center")
    };
    let line_height = Mm(height as f64 * 25.4 / 1440.0);
    let place = Place { x, y: line.baseline - line_height * 0.8, width, height: line_height };
    let paragraph = Paragraph {
        frame: Some(place),
        line: Some(height),
        align: Some(align),
        ..Paragraph::of(style)
    };
    let size = Some(line.size).filter(|size| *size != style.size());
    let look = RunLook::of(style.role()).faced(line.role).sized(size).colored(line.color);
    paragraph.write(xml, |xml| runs(xml, &line.text, look));
}

/// Writes the title and what stands between it and the text.
pub(super) fn title(xml: &mut Xml, lines: &[String], head: &HeadPlaces) {
    let line_height = Mm(twips(TITLE_PITCH) as f64 * 25.4 / 1440.0);
    let first = head.title.unwrap_or(text_top() + line_height * 0.8);
    let above = (first - line_height * 0.8 - text_top()).max(Mm::ZERO);
    let bottom = text_top() + above + line_height * lines.len() as f64;
    let rest = match head.title {
        Some(_) => (head.text_top + lower() - bottom).max(Mm::ZERO),
        None => BELOW_TITLE,
    };
    let text = lines.join("\n");
    let below = if head.below.is_empty() { rest } else { Mm::ZERO };
    let paragraph = Paragraph { above, below, ..Paragraph::of(Style::Title) };
    paragraph.write(xml, |xml| runs(xml, &text, RunLook::of(Role::TitleSong)));
    for (index, line) in head.below.iter().enumerate() {
        let height = rest / head.below.len() as f64;
        let is_last = index + 1 == head.below.len();
        let line_height = height.min(Mm(LINE as f64 * 25.4 / 1440.0)).max(Pt(16.0).to_mm());
        let below = if is_last { (height - line_height).max(Mm::ZERO) } else { Mm::ZERO };
        let paragraph =
            Paragraph { line: Some(twips(line_height)), below, ..Paragraph::of(Style::BelowTitle) };
        paragraph.write(xml, |xml| runs(xml, &line.text, RunLook::of(Role::Kai)));
    }
}
