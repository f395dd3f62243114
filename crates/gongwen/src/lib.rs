#![doc = include_str!("../README.md")]
//!
//! # Modules
//!
//! [`document`] is what a document says, [`typeset`](mod@typeset) where every glyph of it stands, [`pdf`] the
//! file. [`rounding`] prints numbers as charts do; [`foreign`] puts what serde and the system say
//! into Chinese.

mod color;
pub mod document;
pub mod foreign;
pub mod measure;
pub mod pdf;
pub mod rounding;
pub mod typeset;

pub use color::Color;
pub use document::{Document, Palette, ParseError, parse};
pub use pdf::PdfError;
pub use typeset::{FontBook, FontError, Materials, Pictures, Problem, Role, Typeset, typeset};

#[cfg(test)]
extern crate self as gongwen;
#[cfg(test)]
#[path = "../tests/support/palette.rs"]
mod test_palette;
