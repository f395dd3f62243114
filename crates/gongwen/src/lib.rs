//! Chinese official documents (公文): Markdown with front matter → PDF after GB/T 9704-2012.
//!
//! [`document::parse`] reads the text, [`typeset::typeset`] lays it out on pages, and [`pdf::write`] makes the file.

pub mod document;
pub mod foreign;
pub mod measure;
pub mod pdf;
pub mod rounding;
pub mod status;
pub mod typeset;
