//! Whole documents, measured in millimetres. Targets: gbt9704.md, sections 1 to 8 and 10.

mod blank;
mod brief;
mod charts;
pub mod checker;
mod closing;
mod columns;
mod drawing;
mod footnotes;
mod letter;
mod merged_cells;
mod official;
mod outlines;
mod pages;
mod rich_tables;
mod seals;
mod sheets;
mod small_charts;
mod symbols;
mod tables;
mod titles;
