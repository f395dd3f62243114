//! References → notes with their lines.

use std::rc::Rc;

use super::LINE;
use crate::document::{Inline, Note, plain_text};
use crate::typeset::compositor::Compositor;
use crate::typeset::font::Role;
use crate::typeset::note_reference::Footnote;
use crate::typeset::page::{Link, PageItem, Target};
use crate::typeset::paragraph::{baseline, label, styled};
use crate::typeset::standard::{CELL, SIZE_5};
use crate::typeset::structure::{NodeId, NodeKind};
use crate::typeset::text::{Line, Measure, Style, compose};
use crate::typeset::unit::Mm;

/// The mark before a note while its number is not known.
const LABEL: &str = "①";

/// Returns the places of the notes to which a text refers, in its order.
pub fn of(inlines: &[Inline]) -> Vec<usize> {
    let notes = inlines.iter().filter_map(|inline| match inline {
        Inline::Note(place) => Some(*place),
        Inline::Text { .. } | Inline::Reference { .. } | Inline::Break => None,
    });
    notes.collect()
}

/// Makes the notes of a text, which are at these places among those of the document. `parent` is the element of the text.
pub fn refer(
    compositor: &mut Compositor<'_>,
    notes: &[usize],
    parent: NodeId,
) -> Vec<Rc<Footnote>> {
    notes.iter().map(|&note| Rc::new(footnote(compositor, note, parent))).collect()
}

fn footnote(compositor: &mut Compositor<'_>, place: usize, parent: NodeId) -> Footnote {
    let (reference, first, before) = compositor.references.count(place);
    let mark = compositor.child(parent, NodeKind::Reference);
    let link = compositor.child(mark, NodeKind::Link);
    let element = compositor.element(NodeKind::Note);
    let label = compositor.child(element, NodeKind::Label);
    let note = compositor.note(place);
    let words: Vec<String> = note.paragraphs.iter().map(|words| plain_text(words)).collect();
    let lines = match before {
        None => lines(compositor, &note, element, label),
        Some(_) => Vec::new(),
    };
    Footnote {
        reference,
        before,
        first,
        lines,
        left: compositor.frame.left,
        link,
        label,
        elsewhere: compositor.child(element, NodeKind::Paragraph),
        anchor: compositor.anchor(),
        words: words.concat(),
    }
}

/// Returns the style of notes.
pub fn style() -> Style {
    Style::new(Role::FangSong, SIZE_5)
}

/// Returns the baseline of a line of a note.
pub fn note_baseline() -> Mm {
    baseline(LINE, SIZE_5)
}

/// Sets the mark before a note, or before words that say where it is.
pub fn mark(compositor: &mut Compositor<'_>, words: &str, node: NodeId, left: Mm) -> Vec<PageItem> {
    let items = label(compositor, words, style().role(Role::Song), left, note_baseline());
    PageItem::tagged(node, items)
}

/// Sets the lines of a note beside its mark.
fn lines(
    compositor: &mut Compositor<'_>,
    note: &Note,
    element: NodeId,
    label: NodeId,
) -> Vec<Vec<PageItem>> {
    let frame = compositor.frame;
    let mut lines = Vec::new();
    let mut first = CELL;
    for paragraph in &note.paragraphs {
        let shaped = compositor.shape(&styled(paragraph, style()));
        let node = compositor.child(element, NodeKind::Paragraph);
        let measure = Measure::justified(frame.width).indented(first, CELL);
        let composed = compose(&shaped, measure);
        let placed = composed.iter().map(|line| line.place(frame.left, note_baseline()));
        lines.extend(placed.map(|items| PageItem::tagged(node, items)));
        first = CELL + SIZE_5.to_mm() * 2.0;
    }
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    let mark = mark(compositor, LABEL, label, frame.left);
    lines[0].splice(0..0, mark);
    lines
}

/// Places a line of a strip of some height: its words as content of `node`, or of the elements of stressed words, its marks
/// as links to their notes. Returns its items and its notes, of those of the text.
pub fn tagged(
    line: &Line,
    (x, baseline): (Mm, Mm),
    height: Mm,
    (node, strong): (NodeId, &[NodeId]),
    notes: &[Rc<Footnote>],
) -> (Vec<PageItem>, Vec<Rc<Footnote>>) {
    if !line.has_parts() {
        return (PageItem::tagged(node, line.place(x, baseline)), Vec::new());
    }
    let mut items = Vec::new();
    let mut own = Vec::new();
    for part in line.parts(x, baseline) {
        let Some(note) = part.note.and_then(|note| notes.get(note)) else {
            let stressed = part.part.and_then(|place| strong.get(place)).copied();
            items.extend(PageItem::tagged(stressed.unwrap_or(node), part.items));
            continue;
        };
        items.extend(PageItem::tagged(note.link, part.items));
        items.push(PageItem::Link(Link {
            x: part.left,
            y: Mm::ZERO,
            width: part.width,
            height,
            to: Target::Anchor(note.anchor),
            node: note.link,
        }));
        own.push(Rc::clone(note));
    }
    (items, own)
}
