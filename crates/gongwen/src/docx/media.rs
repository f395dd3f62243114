//! The pictures of a document.

use super::drawing::Picture;
use super::emf;
use super::package::Package;
use crate::typeset::{FontBook, Mm, PageItem};

const IMAGE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";

/// The pictures of a document, each once, and the number of its drawings.
pub(super) struct Media<'a> {
    fonts: &'a FontBook,
    pictures: Vec<Vec<u8>>,
    drawings: usize,
}

/// A picture in the package.
#[derive(Debug)]
pub(super) struct Added {
    relation: String,
    number: usize,
    size: (Mm, Mm),
    alt: String,
}

impl Added {
    /// Returns the picture for a drawing.
    pub(super) fn as_ref(&self) -> Picture<'_> {
        let Self { relation, number, size: (width, height), alt } = self;
        Picture { relation, number: *number, width: *width, height: *height, alt }
    }
}

impl<'a> Media<'a> {
    /// Begins without pictures; words in them are drawn with `fonts`.
    pub(super) fn new(fonts: &'a FontBook) -> Self {
        Self { fonts, pictures: Vec::new(), drawings: 0 }
    }

    /// Returns the number of the next drawing.
    pub(super) fn number(&mut self) -> usize {
        self.drawings += 1;
        self.drawings
    }

    /// Adds a picture of items to which the part `from` refers.
    pub(super) fn picture(
        &mut self,
        package: &mut Package,
        from: &str,
        items: &[PageItem],
        (width, height): (Mm, Mm),
        alt: &str,
    ) -> Added {
        let bytes = emf::picture(self.fonts, items, width, height);
        let known = self.pictures.iter().position(|known| *known == bytes);
        let place = known.unwrap_or(self.pictures.len());
        let name = format!("word/media/image{}.emf", place + 1);
        let relation = match known {
            Some(_) => package.relate(from, IMAGE, &name),
            None => {
                self.pictures.push(bytes.clone());
                package.add(&name, ("image/x-emf", bytes), (from, IMAGE))
            }
        };
        Added { relation, number: self.number(), size: (width, height), alt: alt.to_owned() }
    }
}
