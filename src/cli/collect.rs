//! `duban collect`.

use super::args::{Collect, Common};
use super::{CommandError, Status};

pub(super) fn execute(_common: &Common, _arguments: &Collect) -> Result<Status, CommandError> {
    Err(CommandError::Usage("尚未实现".to_owned()))
}
