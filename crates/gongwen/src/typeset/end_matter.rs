//! 版记: the end matter at the foot of the last page (7.4).

use super::compositor::Compositor;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::{PageItem, Rule};
use super::paragraph::{baseline, reported_line, single_line};
use super::standard::{
    AREA_HEIGHT, AREA_LEFT, AREA_RIGHT, AREA_WIDTH, CELL_4, END_MATTER_PITCH, END_RULE_THICK,
    END_RULE_THIN, SIZE_4,
};
use super::strip::Strip;
use super::structure::NodeKind;
use super::text::{Measure, Style, compose};
use super::unit::Mm;
use crate::color::Color;
use crate::document::{Format, FrontMatter};

/// Sets the end matter. `addressee` is 主送 if there was no room for it above the text; no rule separates
/// it from 抄送 (7.4.2). A letter has neither rules nor the line of the printing office (10.1).
pub fn end_matter(
    compositor: &mut Compositor<'_>,
    front: &FrontMatter,
    addressee: Option<&str>,
) -> Vec<Strip> {
    let addressee = addressee.map(|names| format!("主送：{names}。"));
    let copies = front.copies.as_deref();
    let copies = copies.map(|names| format!("抄送：{}。", names.trim_end_matches('。')));
    let mut strips = Vec::new();
    for text in [addressee, copies].iter().flatten() {
        strips.extend(organs(compositor, text));
    }
    if front.format == Format::Letter {
        return strips;
    }
    if let Some(line) = printing_line(compositor, front) {
        if !strips.is_empty() {
            strips.push(rule(END_RULE_THIN));
        }
        strips.push(line);
    }
    if !strips.is_empty() {
        strips.insert(0, rule(END_RULE_THICK));
        strips.push(rule(END_RULE_THICK));
        let last = strips.len() - 1;
        for strip in &mut strips[..last] {
            strip.keep_with_next = true;
        }
    }
    strips
}

/// Returns the height of the end matter; none if it takes more than a page.
pub fn height(strips: &[Strip]) -> Mm {
    let height: Mm = strips.iter().map(|strip| strip.height).sum();
    if height <= AREA_HEIGHT { height } else { Mm::ZERO }
}

/// Sets 抄送 and similar lists: indented one character on both sides, continuation lines after the colon.
fn organs(compositor: &mut Compositor<'_>, text: &str) -> Vec<Strip> {
    let style = Style::new(Role::FangSong, SIZE_4);
    let width = AREA_WIDTH - CELL_4 * 2.0;
    let measure = Measure::justified(width).indented(Mm::ZERO, CELL_4 * 3.0);
    let node = compositor.element(NodeKind::Paragraph);
    let shaped = compositor.shape(&[style.text(text)]);
    let baseline = baseline(END_MATTER_PITCH, SIZE_4);
    let lines = compose(&shaped, measure);
    let placed = lines.iter().map(|line| line.place(AREA_LEFT + CELL_4, baseline));
    placed.map(|items| row(PageItem::tagged(node, items))).collect()
}

/// Sets 印发机关 one character in from the left and 印发日期 one character in from the right (7.4.3).
fn printing_line(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Option<Strip> {
    let style = Style::new(Role::FangSong, SIZE_4);
    let baseline = baseline(END_MATTER_PITCH, SIZE_4);
    let mut items = Vec::new();
    let mut right = AREA_RIGHT - CELL_4;
    let date = front.printed_on.as_ref();
    let date = date.map(|date| format!("{}印发", date.as_str()));
    let date = date.and_then(|date| single_line(compositor, &date, style));
    let by = compositor.element(NodeKind::Paragraph);
    let on = compositor.element(NodeKind::Paragraph);
    let printed_on = date.map(|line| {
        right -= line.width();
        line.place(right, baseline)
    });
    if let Some(office) = front.printed_by.as_deref() {
        let room = right - CELL_4 - (AREA_LEFT + CELL_4);
        if let Some(line) = reported_line(compositor, office, style, room, Overflowing::Label) {
            items.extend(PageItem::tagged(by, line.place(AREA_LEFT + CELL_4, baseline)));
        }
    }
    items.extend(PageItem::tagged(on, printed_on.unwrap_or_default()));
    (!items.is_empty()).then(|| row(items))
}

fn row(items: Vec<PageItem>) -> Strip {
    Strip::free(END_MATTER_PITCH, items)
}

/// Returns a rule over the width of the type area.
fn rule(height: Mm) -> Strip {
    let rule = Rule { x: AREA_LEFT, y: Mm::ZERO, width: AREA_WIDTH, height, color: Color::BLACK };
    Strip::free(height, vec![PageItem::Rule(rule)])
}
