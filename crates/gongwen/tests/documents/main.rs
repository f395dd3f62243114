//! Documents from text to page, seen from outside: random documents, the positions of everything, and the
//! appearance.

mod contrast;
mod page_text;
#[path = "../support/palette.rs"]
mod palette;
mod pictures;
mod random;
mod read_back;
mod snapshots;
#[path = "../support/mod.rs"]
mod support;

use std::sync::OnceLock;

use gongwen::document::{self, Document};
use gongwen::pdf;
use gongwen::typeset::{FontBook, Materials, Pages, Typeset, typeset};
use jiff::civil::date;

/// Returns the faces of the repository.
fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(support::fonts)
}

fn set(document: &Document) -> Typeset {
    typeset(document, &Materials::new(fonts()))
}

/// Returns the pages of a text in which everything has a glyph and a place.
fn pages(text: &str) -> Pages {
    let document = document::parse(text, &palette::palette())
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    let set = set(&document);
    assert_eq!((&set.missing[..], &set.overflows[..]), (&[][..], &[][..]));
    set.pages
}

fn written(pages: &Pages) -> Vec<u8> {
    pdf::write(pages, fonts(), date(2018, 2, 13)).expect("the pages can be written")
}
