//! Whole documents, measured in millimetres. Targets: gbt9704.md, sections 1 to 8 and 10.

mod charts;
pub mod checker;
mod closing;
mod drawing;
mod letter;
mod pages;
mod tables;
mod titles;
