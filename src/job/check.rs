//! All problems of the data, without making anything.

use super::Session;
use crate::diagnostic::Diagnostics;
use crate::plan;

impl Session {
    /// Adds what `duban check` reports beyond loading, and puts all in file order.
    pub fn check(&self, problems: &mut Diagnostics) {
        plan::check(&self.plan, &self.registry, problems);
        problems.sort();
    }
}
