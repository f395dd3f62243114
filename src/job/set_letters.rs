//! The pages of letters that a run has set: the file for the printer takes them over instead of setting all letters again.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::registry::UnitId;
use gongwen::typeset::Pages;

/// Maximum number of pages that are kept, so that a large province does not fill the memory: the letters beyond are set
/// again.
const MOST_PAGES: usize = 1000;

/// Letters that were set and not taken yet.
#[derive(Debug, Default)]
pub(super) struct SetLetters(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    letters: BTreeMap<UnitId, Pages>,
    pages: usize,
}

impl SetLetters {
    /// Keeps the pages of a unit's letter, as far as there is room.
    pub(super) fn keep(&self, unit: UnitId, pages: Pages) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.pages + pages.pages.len() <= MOST_PAGES {
            kept.pages += pages.pages.len();
            kept.letters.insert(unit, pages);
        }
    }

    /// Takes the pages of a unit's letter, if they were kept.
    pub(super) fn take(&self, unit: UnitId) -> Option<Pages> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = kept.letters.remove(&unit)?;
        kept.pages -= pages.pages.len();
        Some(pages)
    }
}
