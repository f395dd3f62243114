//! `duban man`.

use super::args;
use super::{CommandError, Status, report};

pub(super) fn execute() -> Result<Status, CommandError> {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(args::command()).render(&mut page);
    report::out(String::from_utf8_lossy(&page).trim_end())?;
    Ok(Status::Done)
}
