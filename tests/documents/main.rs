//! Documents from template to page, seen from outside: where everything stands on their pages, and
//! how it looks.

mod page_text;
mod pictures;
mod snapshots;

use std::path::Path;
use std::sync::OnceLock;

use duban::document::{self, Document};
use duban::job;
use duban::pdf;
use duban::typeset::{FontBook, Materials, Pages, Typeset, typeset};
use duban::workspace::Workspace;
use jiff::civil::date;

/// The faces of the repository.
fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(|| {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::open(Some(repository)).expect("the repository is a workspace");
        job::fonts(&workspace).expect("the repository has its faces")
    })
}

fn set(document: &Document) -> Typeset {
    typeset(document, &Materials::new(fonts()))
}

/// The pages of a text in which everything has a glyph and a place.
fn pages(text: &str) -> Pages {
    let document = document::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let set = set(&document);
    assert_eq!((&set.missing[..], &set.overflows[..]), (&[][..], &[][..]));
    set.pages
}

fn written(pages: &Pages) -> Vec<u8> {
    pdf::write(pages, fonts(), date(2018, 2, 13)).expect("the pages can be written")
}
