//! Files of returns → tables → rows, in whatever shape units send them.
//!
//! `file` opens a file and finds its sheets, and `table` goes through a sheet: `header` finds the columns by
//! their `titles`, `heading_lines` reads the lines above them, `row_kind` distinguishes returns from totals and
//! remarks, and `row` reads a return with `key_cells`, `index`, `plan::written_id`, `period_text`, `figures`, `formula`,
//! `status_word` and `filing_date`. `subject` compares the marks by which a row names its item
//! (`item_choice`, `texts`) and target (`goal`, `subjects`); `mix_up` and `changed_marks` report marks that
//! disagree, and `last_figures` finds rows that show another item's last figure; `withdrawn` takes out what was struck through. `lost_header` finds the columns of a form without its
//! header, and `zero_report` recognizes a form that says that there is nothing to report.
//!
//! A table keeps its rows as typed, together with the result of reading them. A `problem` holds its consequence
//! as a value; the command that reports it chooses the words. Nothing is counted or judged here.

mod changed_marks;
mod figures;
mod file;
mod filing_date;
mod formula;
mod goal;
mod head;
mod header;
mod heading_lines;
mod index;
mod item_choice;
mod key_cells;
mod last_figures;
mod lost_header;
mod mangled_ids;
mod mix_up;
mod opened;
mod period_text;
mod period_votes;
mod problem;
mod row;
mod row_content;
mod row_kind;
mod status_word;
mod subject;
mod subjects;
mod table;
mod texts;
mod titles;
mod unread_columns;
mod withdrawn;
mod zero_report;

use crate::plan::written_id as item_id;

pub(super) use figures::{percent, value};
pub use file::Reader;
pub(super) use file::ReturnFile;
pub(super) use filing_date::parse as filing_day;
pub(super) use formula::WITHOUT_RESULT;
pub(super) use head::Head;
pub use heading_lines::means_label;
pub(super) use index::Index;
pub(super) use key_cells::{item, period, target, unit};
pub(super) use last_figures::{LastFigures, are_shown, take_back};
pub use opened::Opened;
pub(super) use problem::{Consequence, Problem};
pub use row::ZERO_REPORT;
pub(super) use row::{Row, RowOutcome};
pub use row_content::Key;
pub use row_content::ZeroReport;
pub(super) use row_content::{Content, Entry, RowContent, UnreadableCell};
pub(super) use status_word::parse as status;
pub use table::PresumedHead;
pub(super) use table::Table;
pub(super) use titles::is_header_line;
pub use titles::{known_titles, means_column};
