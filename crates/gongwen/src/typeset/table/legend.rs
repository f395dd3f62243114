//! The text around a table: its caption, the unit of its figures, 续表, notes.

use super::content::offset;
use super::rows::{Setting, stacked};
use crate::document::{Align, Caption, LabelSeries};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::page::PageItem;
use crate::typeset::paragraph::baseline;
use crate::typeset::strip::Strip;
use crate::typeset::structure::{NodeId, NodeKind};
use crate::typeset::text::{Measure, Style, compose};
use crate::typeset::unit::Mm;

/// The word above the head on every page but the first (C).
const CONTINUED: &str = "续表";

/// Sets the caption and the unit, which stay with the head of the table and are the caption of its element.
pub fn above(compositor: &mut Compositor<'_>, setting: &Setting<'_>, table: NodeId) -> Vec<Strip> {
    let metrics = &setting.metrics;
    let mut strips = Vec::new();
    if setting.table.caption.is_none() && setting.table.unit.is_none() {
        return strips;
    }
    let node = Some(compositor.child(table, NodeKind::Caption));
    if let Some(caption) = &setting.table.caption {
        let style = metrics.style(Role::Hei);
        let caption = caption.to_string();
        strips.extend(lines(compositor, setting, (&caption, node), style, Align::Center));
    }
    if let Some(unit) = &setting.table.unit {
        let style = metrics.style(Role::FangSong);
        strips.extend(lines(compositor, setting, (unit, node), style, Align::Right));
    }
    for strip in &mut strips {
        strip.keep_with_next = true;
    }
    strips
}

/// Sets the notes below a table, which stay together, in the section of the table.
pub fn below(
    compositor: &mut Compositor<'_>,
    setting: &Setting<'_>,
    section: Option<NodeId>,
) -> Vec<Strip> {
    let style = setting.metrics.style(Role::FangSong);
    let notes = setting.table.notes.iter();
    let mut strips: Vec<Strip> = notes
        .flat_map(|note| lines(compositor, setting, (note, section), style, Align::Left))
        .collect();
    if let Some((_, others)) = strips.split_last_mut() {
        for strip in others {
            strip.keep_with_next = true;
        }
    }
    if let Some(first) = strips.first_mut() {
        let gap = setting.metrics.padding_v / 2.0;
        first.height += gap;
        let items = std::mem::take(&mut first.items).into_iter();
        first.items = items.map(|item| item.moved(Mm::ZERO, gap)).collect();
    }
    strips
}

/// Sets the line above a table on the pages that it continues on: 续表, with the table's number from the
/// caption and the unit of its figures if all have room on one line.
pub fn continued(compositor: &mut Compositor<'_>, setting: &Setting<'_>) -> (Vec<PageItem>, Mm) {
    let table = setting.table;
    let number = table.caption.as_ref().and_then(Caption::number);
    let number = number.filter(|(series, _)| *series == LabelSeries::Table);
    let number = number.map(|(_, number)| number);
    let mut words = format!("{CONTINUED}{}", number.unwrap_or_default());
    if let Some(unit) = &table.unit {
        words = format!("{words}（{unit}）");
    }
    let style = setting.metrics.style(Role::Hei);
    let mut lines = set(compositor, setting, &words, style, Align::Right);
    if lines.len() > 1 {
        lines = set(compositor, setting, CONTINUED, style, Align::Right);
    }
    let pitch = setting.metrics.pitch;
    let height = pitch * lines.len() as f64;
    (stacked(lines, Mm::ZERO, pitch), height)
}

/// Puts lines of text into strips, as an element of their own below `parent`.
fn lines(
    compositor: &mut Compositor<'_>,
    setting: &Setting<'_>,
    (text, parent): (&str, Option<NodeId>),
    style: Style,
    align: Align,
) -> Vec<Strip> {
    let lines = set(compositor, setting, text, style, align);
    let node = match parent {
        Some(parent) => compositor.child(parent, NodeKind::Paragraph),
        None => compositor.element(NodeKind::Paragraph),
    };
    let tagged = lines.into_iter().map(|items| PageItem::tagged(node, items));
    tagged.map(|items| Strip::free(setting.metrics.pitch, items)).collect()
}

/// Sets lines over the width of the table, each measured from its upper edge.
fn set(
    compositor: &mut Compositor<'_>,
    setting: &Setting<'_>,
    text: &str,
    style: Style,
    align: Align,
) -> Vec<Vec<PageItem>> {
    let frame = compositor.frame;
    // A table of a few narrow columns may have a long caption.
    let (left, width) = match align {
        Align::Center => (frame.left, frame.width),
        _ => (setting.columns.left, setting.columns.right - setting.columns.left),
    };
    let shaped = compositor.shape_within(width, style.text(text));
    let measure = Measure { justified: align == Align::Left, ..Measure::justified(width) };
    let y = baseline(setting.metrics.pitch, style.size);
    let lines = compose(&shaped, measure);
    let lines = lines.iter().map(|line| line.place(left + offset(align, width - line.width()), y));
    lines.collect()
}
