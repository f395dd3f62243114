//! `duban completions`.

use super::args::{self, Completions};
use super::{CommandError, Status};

pub(super) fn execute(arguments: &Completions) -> Result<Status, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut args::command(), "duban", &mut script);
    super::report::out(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Status::Done)
}
