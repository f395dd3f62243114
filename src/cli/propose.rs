//! `duban sheets --propose-targets`.

use super::args::Common;
use super::{CommandError, Status};

pub(super) fn execute(_common: &Common) -> Result<Status, CommandError> {
    Err(CommandError::Usage("尚未实现".to_owned()))
}
