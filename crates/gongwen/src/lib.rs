//! Chinese official documents (公文): Markdown with front matter → PDF after GB/T 9704-2012.
//!
//! [`document::parse`] reads the text, [`typeset::typeset`] lays it out on pages, and [`pdf::write`] makes the file.

mod color;
pub mod document;
pub mod foreign;
pub mod measure;
pub mod pdf;
pub mod rounding;
pub mod typeset;

pub use color::Color;

#[cfg(test)]
extern crate self as gongwen;
#[cfg(test)]
#[path = "../tests/support/palette.rs"]
mod test_palette;
