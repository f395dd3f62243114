//! What closes a document: note of attachments, signature and date, note, end matter.

use super::compositor::Compositor;
use super::font::Role;
use super::overflow::Overflowing;
use super::page::{Anchor, Link, PageItem};
use super::paragraph::{
    PARAGRAPH_INDENT, baseline, body_style, fitted_line, row, single_line, text_rows,
};
use super::standard::{
    AREA_LEFT, AREA_RIGHT, AREA_WIDTH, CELL, CELL_4, END_MATTER_PITCH, PITCH, SIZE_4,
};
use super::strip::{Strip, StripKind};
use super::structure::NodeKind;
use super::text::{Line, Measure, Style, StyledText, compose};
use super::unit::Mm;
use crate::document::{Attachment, FrontMatter};

/// Blank rows between the text and a name that will be sealed: with two, a seal of 42 mm pressed
/// over name and date begins within one row of the text, as 7.3.5.1 asks.
const ROWS_ABOVE_SEALED_NAME: f64 = 2.0;
/// Blank rows between the text and a name without seal (7.3.5.2).
const ROWS_ABOVE_UNSEALED_NAME: f64 = 1.0;
/// A date of ordinary width, for which a draft leaves room.
const DATE_TO_COME: &str = "2018年10月10日";

/// The number of an attachment as printed above it: 附件 or 附件2 (7.3.7).
pub fn attachment_label(index: usize, count: usize) -> String {
    if count == 1 {
        "附件".to_owned()
    } else {
        format!("附件{}", index + 1)
    }
}

/// 附件说明: one blank row, then the names, turnover under the first character of the name (7.3.4).
pub fn attachment_note(
    compositor: &mut Compositor<'_>,
    attachments: &[Attachment],
    anchors: &[Anchor],
) -> Vec<Strip> {
    let hang = PARAGRAPH_INDENT + CELL * 3.0;
    let style = body_style();
    let mut strips = Vec::new();
    for (i, (attachment, &anchor)) in attachments.iter().zip(anchors).enumerate() {
        let number = if attachments.len() == 1 {
            String::new()
        } else {
            format!("{}.", i + 1)
        };
        let number_width =
            single_line(compositor, &number, style).map_or(Mm::ZERO, |line| line.width());
        let label = if i == 0 { "附件：" } else { "" };
        let text = format!("{label}{number}{}", attachment.title);
        let measure = Measure {
            width: AREA_WIDTH,
            first_indent: if i == 0 { PARAGRAPH_INDENT } else { hang },
            indent: hang + number_width,
            justified: true,
        };
        let lines = compose(
            &compositor.shape(&[StyledText { text: &text, style }]),
            measure,
        );
        let paragraph = compositor.element(NodeKind::Paragraph);
        let node = compositor.child(paragraph, NodeKind::Link);
        for (n, line) in lines.iter().enumerate() {
            let indent = if n == 0 {
                measure.first_indent
            } else {
                measure.indent
            };
            let mut strip = row(line, AREA_LEFT, node);
            strip.items.push(PageItem::Link(Link {
                x: AREA_LEFT + indent,
                y: Mm::ZERO,
                width: line.width(),
                height: PITCH,
                to: anchor,
                node,
            }));
            strips.push(strip);
        }
    }
    if !strips.is_empty() {
        strips.insert(0, Strip::blank(PITCH));
    }
    strips
}

/// Name and date (7.3.5), and the note below them (7.3.6). All on one page.
pub fn signature(compositor: &mut Compositor<'_>, front: &FrontMatter) -> Vec<Strip> {
    let name = front
        .signature
        .as_deref()
        .and_then(|name| name_line(compositor, name));
    let written = front.date.as_ref().map(|date| date.as_str());
    let date = single_line(compositor, written.unwrap_or(DATE_TO_COME), body_style());
    let mut strips = Vec::new();
    if name.is_some() || written.is_some() {
        let blank = if front.sealed {
            ROWS_ABOVE_SEALED_NAME
        } else {
            ROWS_ABOVE_UNSEALED_NAME
        };
        let (name_x, date_x) = positions(name.as_ref(), date.as_ref(), front.sealed);
        strips.push(Strip::blank(PITCH * blank));
        if let Some(line) = name {
            let node = compositor.element(NodeKind::Paragraph);
            strips.push(row(&line, name_x, node));
        }
        let node = compositor.element(NodeKind::Paragraph);
        let date = date.map(|line| row(&line, date_x, node));
        strips.extend(date.map(|row| match written {
            Some(_) => row,
            None => Strip::empty_row(row.height),
        }));
    }
    if let Some(note) = &front.note {
        let measure = Measure {
            first_indent: PARAGRAPH_INDENT,
            ..Measure::justified(AREA_WIDTH)
        };
        let text = format!("（{note}）");
        strips.extend(text_rows(
            compositor,
            &[StyledText {
                text: &text,
                style: body_style(),
            }],
            measure,
            NodeKind::Paragraph,
        ));
    }
    strips
}

fn name_line(compositor: &mut Compositor<'_>, name: &str) -> Option<Line> {
    let style = body_style();
    let (line, size) = fitted_line(compositor, name, style, AREA_WIDTH)?;
    if size < style.size {
        compositor.overflow(Overflowing::Signature, name);
    }
    Some(line)
}

/// Left edges of name and date.
fn positions(name: Option<&Line>, date: Option<&Line>, sealed: bool) -> (Mm, Mm) {
    let width = |line: Option<&Line>| line.map_or(Mm::ZERO, Line::width);
    let (name, date) = (width(name), width(date));
    if sealed {
        let date_x = AREA_RIGHT - CELL * 4.0 - date;
        let name_x = date_x + (date - name) / 2.0;
        // A long name would leave the type area: it is kept inside, the date centred on it.
        let kept = name_x.min(AREA_RIGHT - name);
        if name_x > kept {
            (kept, kept + (name - date) / 2.0)
        } else {
            (name_x, date_x)
        }
    } else {
        // The date's first character stands two to the right of the name's. A date that is longer
        // than the name moves both to the left; a name that takes the line leaves less at its end.
        let longer = name.max(date + CELL * 2.0);
        let name_x = (AREA_RIGHT - CELL * 2.0 - longer).max(AREA_LEFT);
        (name_x, name_x + CELL * 2.0)
    }
}

/// End matter of a letter: no rules, at the very foot of the type area (10.1, 7.4.2). 主送 stands
/// here when there was no room for it above the text, with no rule between it and 抄送 (7.4.2).
pub fn end_matter(
    compositor: &mut Compositor<'_>,
    addressee: Option<&str>,
    copies: Option<&str>,
) -> Vec<Strip> {
    let addressee = addressee.map(|names| format!("主送：{names}。"));
    let copies = copies.map(|names| format!("抄送：{names}。"));
    let style = Style::new(Role::FangSong, SIZE_4);
    let measure = Measure {
        width: AREA_WIDTH - CELL_4 * 2.0,
        first_indent: Mm::ZERO,
        indent: CELL_4 * 3.0,
        justified: true,
    };
    let mut strips = Vec::new();
    for text in [addressee, copies].iter().flatten() {
        let node = compositor.element(NodeKind::Paragraph);
        let shaped = compositor.shape(&[StyledText { text, style }]);
        strips.extend(compose(&shaped, measure).iter().map(|line| {
            let baseline = baseline(END_MATTER_PITCH, SIZE_4);
            Strip {
                height: END_MATTER_PITCH,
                items: PageItem::tagged(node, line.place(AREA_LEFT + CELL_4, baseline)),
                kind: StripKind::Free,
                ..Strip::default()
            }
        }));
    }
    strips
}
