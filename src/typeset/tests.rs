//! Whole documents, measured in millimetres. Targets: gbt9704.md, sections 1 to 8 and 10.

pub mod checker;
mod closing;
mod letter;
mod merged_cells;
mod pages;
mod rich_tables;
mod tables;
mod titles;
