//! The content of a file of a bulletin, before it is written.

use crate::output::Sources;

/// The content of a file of a bulletin.
pub(super) struct Content {
    pub bytes: Vec<u8>,
    /// The number of pages of a PDF.
    pub pages: Option<usize>,
    /// The pictures in it, as its sources.
    pub pictures: Sources,
}
