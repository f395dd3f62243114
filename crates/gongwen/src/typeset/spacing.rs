//! The distances of rows and the lengths of pages by which the end of a part fits its page (7.3.5.5).

use super::standard::{LEAST_PITCH, MOST_PITCH, PITCH};
use super::unit::Mm;

/// The greatest share of a page before the last that is left blank.
const MOST_BLANK: f64 = 0.28;
/// The same share of the first page.
const MOST_BLANK_FIRST: f64 = 0.35;
/// The weight of the pages between against the first one.
const WEIGHT_BETWEEN: f64 = 10.0;
/// The number of distances that are tried between the usual one and the least or the greatest.
const STEPS: u8 = 6;
/// The greatest number of rows by which the pages between are shorter.
const MOST_SHORT: u8 = 6;
/// The greatest number of rows by which the first page is shorter.
const MOST_SHORT_FIRST: u8 = 12;

/// The setting of the rows of a part whose end has to fit its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spacing {
    /// The height of a row.
    pub pitch: Mm,
    /// The part of the first page that stays blank at its foot.
    pub first_short: Mm,
    /// The part of the pages after it, but the last, that stays blank at their feet.
    pub short: Mm,
}

impl Default for Spacing {
    fn default() -> Self {
        Self { pitch: PITCH, first_short: Mm::ZERO, short: Mm::ZERO }
    }
}

/// Returns the settings of rows, the least noticeable first.
pub fn spacings() -> impl Iterator<Item = Spacing> {
    let towards = |pitch: Mm| {
        let step = (pitch - PITCH) / f64::from(STEPS);
        (1..=STEPS).map(move |n| PITCH + step * f64::from(n))
    };
    let pitches = std::iter::once(PITCH).chain(towards(LEAST_PITCH)).chain(towards(MOST_PITCH));
    let whole = pitches.map(|pitch| Spacing { pitch, ..Spacing::default() });
    let rows = |count: u8| PITCH * f64::from(count);
    let between = [PITCH, (PITCH + MOST_PITCH) / 2.0, MOST_PITCH];
    // The first page may have too few rows to give any.
    let alike =
        (1..=MOST_SHORT).map(move |short| Spacing { short: rows(short), ..Spacing::default() });
    let shorter = (1..=MOST_SHORT_FIRST).flat_map(move |first| {
        [0, (first - 1).min(MOST_SHORT)].into_iter().flat_map(move |short| {
            between.into_iter().map(move |pitch| Spacing {
                pitch,
                first_short: rows(first),
                short: rows(short),
            })
        })
    });
    whole.chain(alike).chain(shorter)
}

/// Returns the blank of the full pages of a part that is too much.
pub fn excess(blanks: &[f64]) -> f64 {
    let Some((first, between)) = blanks.split_first() else { return 0.0 };
    let between: f64 = between.iter().map(|blank| (blank - MOST_BLANK).max(0.0)).sum();
    (first - MOST_BLANK_FIRST).max(0.0) + between * WEIGHT_BETWEEN
}
