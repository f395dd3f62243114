//! The subjects of the plan's targets, by which a row names its target.

use std::collections::BTreeMap;

use crate::plan::{Plan, TargetId};
use crate::registry::spelling::normalize;

/// The targets of the plan by their subjects, normalized.
#[derive(Debug)]
pub(super) struct Subjects(BTreeMap<String, Vec<TargetId>>);

impl Subjects {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut subjects: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (id, target) in plan.items().iter().flat_map(|item| item.numbered()) {
            if !target.subject.is_empty() {
                subjects.entry(normalize(&target.subject)).or_default().push(id);
            }
        }
        Self(subjects)
    }

    /// Returns the first target whose subject `words`, which are normalized, begin with, before a colon.
    pub(super) fn named(&self, words: &str) -> Option<TargetId> {
        let ends = words.match_indices(':').map(|(end, _)| end);
        let mut found = ends.filter_map(|end| self.0.get(words.get(..end)?));
        found.next_back()?.first().copied()
    }
}
