//! Rows of returns → the year's returns.
//!
//! `load` reads the files and `fold` brings their rows together: `row_count` counts them, `corrections` settles
//! which row counts, and `doubts` checks the result, which is a `progress`. Each statement of it has its `source`; what
//! cannot be used is a `defect`. `senders` are the units that sent anything at all.
//!
//! Nothing is judged here; [`crate::assess`] does that.

mod corrections;
mod defect;
mod doubts;
mod filing_day;
mod fold;
mod load;
mod progress;
mod reports;
mod row_count;
mod senders;
mod source;

pub use defect::{Defect, DefectKind};
pub(super) use fold::{Fold, duplicates};
pub(super) use load::each_file;
pub use progress::{Progress, Return};
pub use reports::{Known, Reports};
pub use row_count::Tally;
pub(super) use senders::{Senders, senders, zero_reports};
pub use source::{Sheet, Source};
