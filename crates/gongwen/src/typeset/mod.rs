//! The position of every glyph: [`typeset`] lays a [`Document`] out as [`Pages`] by GB/T 9704-2012.
//!
//! `standard` holds the numbers of the standard; `text` makes lines; `running_text`, `title`, `table`,
//! `attachment_note`, `attendance`, `signature` and `end_matter` make strips of them; `flow` fills pages
//! with strips; `letter` and `official` draw the heads of first pages. `compositor` holds their shared
//! state. Nothing here depends on PDF.

mod attachment_note;
mod attendance;
mod brief;
mod chart;
mod closing;
mod collection;
mod compositor;
mod drawing;
mod end_matter;
mod flow;
mod font;
mod footnote;
mod frame;
mod half_width;
mod head;
mod headings;
mod image;
mod joint_mark;
mod latin_parts;
mod letter;
mod mark;
mod merged;
mod misdrawn;
mod note_reference;
mod official;
mod overflow;
mod page;
mod page_number;
mod paragraph;
mod passage;
mod phrase;
mod picture;
mod problem;
mod running_text;
mod seal;
mod signature;
mod spacing;
pub mod standard;
mod strip;
mod structure;
pub(crate) mod survey;
mod table;
mod text;
mod title;
mod unit;
mod watermark;
mod word_list;

use crate::document::{Attachment, Block, Chart, Document, Format, FrontMatter};
use closing::Closing;
use compositor::Compositor;
use flow::Flow;
pub use font::{Face, FaceId, FontBook, FontError, Role};
use frame::Frame;
pub use image::{Image, ImageError};
pub use overflow::{Overflow, Overflowing};
pub use page::{
    Anchor, Area, Aside, Destination, Drawing, Link, OutlineEntry, Page, PageItem, Pages, Path,
    PlacedDrawing, PlacedGlyph, PlacedImage, Point, Rule, Segment, Stroke, Target, TextRun, Turned,
};
use paragraph::{body_style, text_rows};
pub use passage::Passage;
pub use phrase::word_ends;
pub use picture::{Pictures, UnusablePicture};
pub use problem::Problem;
use strip::Strip;
pub use structure::{Marks, Node, NodeId, NodeKind, Span, Structure};
use text::Measure;
pub use text::{MissingGlyph, WORD_JOINER, plain};
pub use unit::{Mm, Pt};
use watermark::Watermark;
pub use word_list::WordList;

/// Blank above a table that follows other content (C).
const GAP_ABOVE_TABLE: Mm = Mm(standard::PITCH.0 / 4.0);

/// The materials for setting documents: faces, pictures, watermark.
#[derive(Debug, Clone)]
pub struct Materials<'a> {
    /// The faces.
    pub fonts: &'a FontBook,
    /// The pictures of the documents.
    pub pictures: Pictures,
    /// Words in light grey across every page, such as 征求意见稿.
    pub watermark: Option<&'a str>,
    /// Names of units and people, which the lines of a title do not part.
    pub names: Option<&'a WordList>,
}

impl<'a> Materials<'a> {
    /// Makes materials with faces alone.
    pub fn new(fonts: &'a FontBook) -> Self {
        Self { fonts, pictures: Pictures::default(), watermark: None, names: None }
    }
}

/// A laid-out document and the parts of it that could not be set as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Typeset {
    /// The pages.
    pub pages: Pages,
    /// Pictures of seals that cannot be used; their places are blank.
    pub pictures: Vec<UnusablePicture>,
    /// Characters that no face has, each once, in the order of Unicode; 〓 is printed in their places.
    pub missing: Vec<MissingGlyph>,
    /// Parts that did not fit their places, in the order of the document. All of them are printed and
    /// overlap nothing, but not as the standard or the template requires.
    pub overflows: Vec<Overflow>,
}

/// Lays a document out.
pub fn typeset(document: &Document, materials: &Materials<'_>) -> Typeset {
    let mut compositor = Compositor::new(materials).with_notes(&document.notes);
    let front = &document.front;
    let watermark = materials.watermark.map(|words| Watermark::new(&mut compositor, words));
    let (head, mut flow) = match front.format {
        Format::Letter => letter::first_page(&mut compositor, front),
        Format::Official | Format::Minutes => official::first_page(&mut compositor, front),
        Format::Brief => brief::first_page(&mut compositor, front),
    };
    let (addressee, moved) = addressee(&mut compositor, front, &flow);
    let has_title = !plain(&front.title).trim().is_empty();
    compositor.below_title(&if has_title { NodeKind::Title } else { NodeKind::Heading(0) });
    let anchors: Vec<Anchor> = document.attachments.iter().map(|_| compositor.anchor()).collect();
    let mut closing = main_part(&mut compositor, document, addressee, &anchors, &mut flow);
    for (index, attachment) in document.attachments.iter().enumerate() {
        closing.set(&mut compositor, &mut flow, Mm::ZERO);
        flow.break_page();
        let label = attachment_note::attachment_label(index, document.attachments.len());
        compositor.part = Some(compositor.element(NodeKind::Part));
        let level = if has_title { 2 } else { 1 };
        compositor.below_title(&NodeKind::Heading(level));
        closing = set_attachment(
            &mut compositor,
            (&label, NodeKind::Heading(level)),
            attachment,
            anchors[index],
            &mut flow,
        );
        compositor.part = None;
    }
    let end_matter = end_matter::end_matter(&mut compositor, front, moved);
    let is_upright = flow.frame() == Frame::UPRIGHT;
    let foot = if is_upright { end_matter::height(&end_matter) } else { Mm::ZERO };
    closing.set(&mut compositor, &mut flow, foot);
    if !end_matter.is_empty() {
        turn(&mut compositor, &mut flow, Frame::UPRIGHT);
        flow.foot(end_matter);
    }
    finish(compositor, document, flow, head, (materials, watermark))
}

/// Continues with sheets of another kind.
fn turn(compositor: &mut Compositor<'_>, flow: &mut Flow, frame: Frame) {
    flow.turn(frame);
    compositor.frame = frame;
}

/// Sets the addressee. One so long that the first page would show no text is returned instead: it
/// belongs in the end matter (7.3.2).
fn addressee<'a>(
    compositor: &mut Compositor<'_>,
    front: &'a FrontMatter,
    flow: &Flow,
) -> (Vec<Strip>, Option<&'a str>) {
    let Some(names) = front.addressee.as_deref() else { return (Vec::new(), None) };
    let names = names.trim_end_matches('：');
    let text = format!("{names}：");
    let mut strips = text_rows(
        compositor,
        &[body_style().text(&text)],
        Measure::justified(standard::AREA_WIDTH),
        NodeKind::Paragraph,
    );
    strips.push(Strip::empty_row(standard::PITCH));
    if !flow.takes(&strips) {
        return (Vec::new(), Some(names));
    }
    strips.pop();
    (strips, None)
}

/// Sets the text up to its last landscape table, and returns the rest with note of attachments and signature.
fn main_part(
    compositor: &mut Compositor<'_>,
    document: &Document,
    addressee: Vec<Strip>,
    anchors: &[Anchor],
    flow: &mut Flow,
) -> Closing {
    let lead = addressee.len();
    let (mut strips, is_whole) = set_blocks(compositor, addressee, &document.body, flow);
    let text = if is_whole { lead } else { 0 }..strips.len();
    strips.extend(attachment_note::attachment_note(compositor, &document.attachments, anchors));
    strips.extend(attendance::attendance(compositor, &document.front));
    let note_end = strips.len();
    strips.extend(signature::signature(compositor, &document.front));
    Closing { strips, text, note_end }
}

/// Sets the label, the title two rows below it, and the contents (7.3.7). An attachment with a landscape
/// table is turned as a whole.
fn set_attachment(
    compositor: &mut Compositor<'_>,
    (label, heading): (&str, NodeKind),
    attachment: &Attachment,
    anchor: Anchor,
    flow: &mut Flow,
) -> Closing {
    let is_turned = attachment.blocks.iter().any(|block| is_across(compositor, block));
    let frame = if is_turned { Frame::TURNED } else { Frame::UPRIGHT };
    turn(compositor, flow, frame);
    let mut strips = text_rows(
        compositor,
        &[body_style().role(Role::Hei).text(label)],
        Measure::justified(frame.width),
        NodeKind::Paragraph,
    );
    if let Some(first) = strips.first_mut() {
        let words = plain(&format!("{label} {}", attachment.title));
        first.outline = Some((1, words.trim_end().to_owned()));
        first.anchor = Some(anchor);
    }
    strips.push(Strip::blank(standard::PITCH));
    let (title, notes) = (&attachment.title, &attachment.notes);
    strips.extend(title::noted_title(compositor, title, notes, heading));
    strips.push(Strip::blank(standard::PITCH / 2.0));
    let head = strips.len();
    strips.extend(blocks(compositor, &attachment.blocks));
    let all = strips.len();
    Closing { strips, text: head..all, note_end: all }
}

/// Returns whether a block is a landscape table.
fn is_across(compositor: &mut Compositor<'_>, block: &Block) -> bool {
    matches!(block, Block::Table(table) if table::is_across(compositor, table))
}

/// Sets blocks below the strips of `lead`. Some tables among them may take landscape sheets of their own. Returns the
/// strips after the last such table, and whether they are all, with the lead.
fn set_blocks(
    compositor: &mut Compositor<'_>,
    lead: Vec<Strip>,
    all: &[Block],
    flow: &mut Flow,
) -> (Vec<Strip>, bool) {
    let mut rest = all;
    let mut strips = lead;
    let mut is_whole = true;
    while let Some(at) = rest.iter().position(|block| is_across(compositor, block)) {
        strips.extend(blocks(compositor, &rest[..at]));
        flow.extend(std::mem::take(&mut strips));
        turn(compositor, flow, Frame::TURNED);
        let table = blocks(compositor, &rest[at..=at]);
        flow.extend(table);
        turn(compositor, flow, Frame::UPRIGHT);
        rest = &rest[at + 1..];
        is_whole = false;
    }
    strips.extend(blocks(compositor, rest));
    (strips, is_whole)
}

fn blocks(compositor: &mut Compositor<'_>, blocks: &[Block]) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut rest = blocks;
    while let Some((block, after)) = rest.split_first() {
        let small = small_charts(rest);
        rest = if small.is_empty() { after } else { &rest[small.len()..] };
        let gap = match block {
            Block::Table(_) => Some(GAP_ABOVE_TABLE),
            Block::Chart(_) => Some(chart::GAP),
            Block::Heading { .. } | Block::Paragraph(_) => None,
        };
        if let (Some(gap), false) = (gap, strips.is_empty()) {
            strips.push(Strip { keep_with_next: true, ..Strip::blank(gap) });
        }
        strips.extend(match block {
            Block::Heading { level, number, text } => {
                running_text::heading(compositor, *level, number, text)
            }
            Block::Paragraph(inlines) => running_text::paragraph(compositor, inlines),
            Block::Table(table) => table::table(compositor, table),
            Block::Chart(_) if !small.is_empty() => chart::multiples(compositor, &small),
            Block::Chart(chart) => chart::chart(compositor, chart),
        });
    }
    strips
}

/// Returns the small charts that blocks begin with, all of the same share of a page.
fn small_charts(blocks: &[Block]) -> Vec<&Chart> {
    let charts = blocks.iter().map_while(|block| match block {
        Block::Chart(chart) => chart.setting.share.map(|share| (share, chart)),
        Block::Heading { .. } | Block::Paragraph(_) | Block::Table(_) => None,
    });
    let first = charts.clone().next().map(|(share, _)| share);
    charts.take_while(|(share, _)| Some(*share) == first).map(|(_, chart)| chart).collect()
}

/// Adds head and page numbers to the filled pages.
fn finish(
    mut compositor: Compositor<'_>,
    document: &Document,
    flow: Flow,
    head: Vec<PageItem>,
    (materials, mut watermark): (&Materials<'_>, Option<Watermark>),
) -> Typeset {
    let front = &document.front;
    let title = plain(&front.title);
    let mut flowed = flow.finish();
    let mut outline =
        vec![OutlineEntry { level: 1, title: title.clone(), to: Destination::default() }];
    outline.append(&mut flowed.outline);
    let mut pages = flowed.pages;
    let notes = footnote::draw(&mut compositor, &flowed.notes, &mut pages);
    if let Some(first) = pages.first_mut() {
        first.items.splice(0..0, head);
    }
    // The first page of a letter has no number (10.1), nor has a paper of one page.
    let numbered = match front.format {
        Format::Letter | Format::Brief => 1,
        Format::Official | Format::Minutes => 0,
    };
    for (index, page) in pages.iter_mut().enumerate() {
        if index >= numbered {
            let number = page_number::page_number(&mut compositor, index + 1, page);
            page.items.extend(number);
        }
        if let Some(watermark) = &mut watermark {
            let words = watermark.on(&mut compositor, page);
            page.items.splice(0..0, words);
        }
    }
    let mut finished = compositor.finish();
    let addresses = latin_parts::mark(&mut pages, &mut finished.structure);
    let mut anchors = vec![Destination::default(); finished.anchors];
    for (anchor, to) in flowed.anchors.into_iter().chain(notes) {
        anchors[anchor.0] = to;
    }
    Typeset {
        pages: Pages {
            title,
            author: plain(&front.mark.join("、")),
            watermark: materials.watermark.map(plain).unwrap_or_default(),
            pages,
            outline,
            anchors,
            addresses,
            structure: finished.structure,
        },
        pictures: materials.pictures.unusable(&front.seals),
        missing: finished.missing,
        overflows: finished.overflows,
    }
}

#[cfg(test)]
mod tests;
