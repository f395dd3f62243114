#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! [`document`] is the content of a document, [`typeset`](mod@typeset) places every glyph of it, [`pdf`]
//! writes the file. [`rounding`] prints numbers as charts do; [`foreign`] translates messages of serde and
//! the system into Chinese.

mod color;
pub mod document;
pub mod docx;
pub mod foreign;
pub mod measure;
pub mod pdf;
pub mod regular_file;
pub mod rounding;
pub mod typeset;

pub use color::Color;
pub use document::{Document, Palette, ParseError, ParseErrors, parse};
pub use pdf::PdfError;
pub use typeset::{FontBook, FontError, Materials, Pictures, Problem, Role, Typeset, typeset};

#[cfg(test)]
extern crate self as gongwen;
#[cfg(test)]
#[path = "../tests/support/faces.rs"]
mod test_faces;
#[cfg(test)]
#[path = "../tests/support/palette.rs"]
mod test_palette;
