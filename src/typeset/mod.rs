//! Where every glyph stands: [`typeset`] lays a [`Document`] out as [`Pages`] by GB/T 9704-2012.
//!
//! `standard` holds the numbers of the standard; `text` makes lines; `paragraph`, `title`, `table`
//! and `closing` make strips of them; `flow` fills pages with strips; `letter` draws what surrounds
//! the text. Nothing here knows of PDF.

mod closing;
mod flow;
mod font;
mod half_width;
mod letter;
mod missing;
mod overflow;
mod page;
mod paragraph;
mod phrase;
pub mod standard;
mod strip;
mod table;
mod text;
mod title;
mod unit;
mod word_list;

use crate::document::{Attachment, Block, Document, Format, FrontMatter};
use flow::Flow;
pub use font::{Face, FaceId, FontBook, FontError, Role};
pub use missing::MissingGlyph;
pub use overflow::{Overflow, Overflowing};
pub use page::{Color, OutlineEntry, Page, PageItem, Pages, PlacedGlyph, Rule, TextRun};
use paragraph::{body_style, text_rows};
use strip::Strip;
pub use text::WORD_JOINER;
use text::{Measure, Shaper, StyledText, plain};
pub use unit::{Mm, Pt};

/// Blank above a table that follows something (C).
const GAP_ABOVE_TABLE: Mm = Mm(standard::PITCH.0 / 4.0);
/// Lines of text that go along with a signature that has to move to the next page (7.3.5.5).
const LINES_WITH_SIGNATURE: usize = 2;

/// A laid-out document and what could not be set as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Typeset {
    /// The pages.
    pub pages: Pages,
    /// Characters that no face has, each once, in the order of Unicode; 〓 stands in their places.
    pub missing: Vec<MissingGlyph>,
    /// What did not fit its place, in the order of the document. It is all there, and overlaps
    /// nothing, but not as the standard or the template wants it.
    pub overflows: Vec<Overflow>,
}

/// Lays a document out.
pub fn typeset(document: &Document, fonts: &FontBook) -> Typeset {
    let mut shaper = Shaper::new(fonts.reader());
    let front = &document.front;
    let title = title::title(&mut shaper, &front.title);
    let (head, mut flow) = match front.format {
        Format::Letter => letter::first_page(&mut shaper, front, title),
    };
    let moved = addressee(&mut shaper, front, &mut flow);
    flow.extend(main_part(&mut shaper, document));
    for (index, attachment) in document.attachments.iter().enumerate() {
        flow.break_page();
        let label = closing::attachment_label(index, document.attachments.len());
        flow.extend(attachment_strips(&mut shaper, &label, attachment));
    }
    flow.foot(closing::end_matter(
        &mut shaper,
        moved,
        front.copies.as_deref(),
    ));
    let pages = finish(&mut shaper, document, flow, head);
    let (missing, overflows) = shaper.into_problems();
    Typeset {
        pages,
        missing,
        overflows,
    }
}

/// The addressee. One so long that the first page would show no text is returned: it belongs into
/// the end matter (7.3.2).
fn addressee<'a>(
    shaper: &mut Shaper<'_>,
    front: &'a FrontMatter,
    flow: &mut Flow,
) -> Option<&'a str> {
    let names = front.addressee.as_deref()?;
    let text = format!("{names}：");
    let mut strips = text_rows(
        shaper,
        &[StyledText {
            text: &text,
            style: body_style(),
        }],
        Measure::justified(standard::AREA_WIDTH),
    );
    strips.push(Strip::empty_row(standard::PITCH));
    if !flow.takes(&strips) {
        return Some(names);
    }
    strips.pop();
    flow.extend(strips);
    None
}

/// Text, note of attachments, signature.
fn main_part(shaper: &mut Shaper<'_>, document: &Document) -> Vec<Strip> {
    let mut strips = blocks(shaper, &document.body);
    let text_end = strips.len();
    strips.extend(closing::attachment_note(shaper, &document.attachments));
    let note_end = strips.len();
    strips.extend(closing::signature(shaper, &document.front));
    if strips.len() > note_end {
        // No page shows a signature without text, or at least, where the note of attachments takes
        // more than a page, without some of that.
        let mut from = text_end.saturating_sub(LINES_WITH_SIGNATURE);
        if !flow::fits_page(&strips[from..]) {
            from = note_end.saturating_sub(LINES_WITH_SIGNATURE);
        }
        let last = strips.len() - 1;
        for strip in &mut strips[from..last] {
            strip.keep_with_next = true;
        }
    }
    strips
}

/// Label, title two rows below it, contents (7.3.7).
fn attachment_strips(shaper: &mut Shaper<'_>, label: &str, attachment: &Attachment) -> Vec<Strip> {
    let mut strips = text_rows(
        shaper,
        &[StyledText {
            text: label,
            style: body_style().role(Role::Hei),
        }],
        Measure::justified(standard::AREA_WIDTH),
    );
    if let Some(first) = strips.first_mut() {
        let words = plain(&format!("{label} {}", attachment.title));
        first.outline = Some((1, words.trim_end().to_owned()));
    }
    strips.push(Strip::blank(standard::PITCH));
    strips.extend(title::title(shaper, &attachment.title));
    strips.push(Strip::blank(standard::PITCH / 2.0));
    strips.extend(blocks(shaper, &attachment.blocks));
    strips
}

fn blocks(shaper: &mut Shaper<'_>, blocks: &[Block]) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    for block in blocks {
        if let (Block::Table(_), Some(above)) = (block, strips.last()) {
            let mut gap = Strip::blank(GAP_ABOVE_TABLE);
            gap.keep_with_next = above.keep_with_next;
            strips.push(gap);
        }
        strips.extend(match block {
            Block::Heading {
                level,
                number,
                text,
            } => paragraph::heading(shaper, *level, number, text),
            Block::Paragraph(inlines) => paragraph::paragraph(shaper, inlines),
            Block::Table(table) => table::table(shaper, table),
        });
    }
    strips
}

/// Adds head and page numbers to the filled pages.
fn finish(shaper: &mut Shaper<'_>, document: &Document, flow: Flow, head: Vec<PageItem>) -> Pages {
    let front = &document.front;
    let title = plain(&front.title);
    let (mut pages, entries) = flow.finish();
    let mut outline = vec![OutlineEntry {
        level: 1,
        title: title.clone(),
        page: 0,
    }];
    outline.extend(entries);
    if let Some(first) = pages.first_mut() {
        first.items.splice(0..0, head);
    }
    // A letter's first page bears no number (10.1).
    for (index, page) in pages.iter_mut().enumerate().skip(1) {
        page.items.extend(letter::page_number(shaper, index + 1));
    }
    Pages {
        title,
        author: plain(&front.mark),
        pages,
        outline,
    }
}

#[cfg(test)]
mod tests;
