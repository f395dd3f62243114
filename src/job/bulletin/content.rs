//! The content of a file of a bulletin, before it is written.

use crate::output::{DocumentFormat, Facts, Sources};

/// The content of a file of a bulletin.
pub(super) struct Content {
    pub bytes: Vec<u8>,
    /// The number of pages of a PDF.
    pub pages: Option<usize>,
    /// What a document says of itself.
    pub facts: Option<Facts>,
    /// The same document in other formats.
    pub beside: Vec<(DocumentFormat, Vec<u8>)>,
    /// The pictures in it, as its sources.
    pub pictures: Sources,
}
