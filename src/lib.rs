//! duban (督办): task letters, bulletins, notices and workbooks for a government supervision office.
//!
//! Data flows one way: notice → plan → returns → assess → report → gongwen (document, typeset, pdf),
//! and workbook beside the last two. `docs/architecture.md` draws the picture.

pub mod archive;
pub mod assess;
pub mod calendar;
pub mod cli;
pub mod diagnostic;
pub mod input;
pub mod job;
mod json_schema;
pub mod notice;
pub mod numbers;
pub mod output;
pub mod period;
pub mod plan;
pub mod registers;
pub mod registry;
pub mod report;
pub mod returns;
#[cfg(test)]
mod sample;
pub mod status;
pub mod supervision;
pub mod targets;
pub mod workbook;
pub mod workspace;
