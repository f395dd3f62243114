//! duban (督办): task letters, bulletins, notices and workbooks for a government supervision office.
//!
//! Data flows one way: annex → plan → progress → assess → report → template → document → typeset → pdf,
//! and sheet beside the last five. `docs/architecture.md` draws the picture.

pub mod annex;
pub mod assess;
pub mod calendar;
pub mod cli;
pub mod collect;
pub mod diagnostic;
pub mod document;
pub mod form;
pub mod job;
pub mod output;
pub mod pdf;
pub mod period;
pub mod plan;
pub mod progress;
pub mod registry;
pub mod report;
pub mod rounding;
#[cfg(test)]
mod sample;
pub mod sheet;
pub mod source;
pub mod status;
pub mod target;
pub mod template;
pub mod typeset;
pub mod workspace;
