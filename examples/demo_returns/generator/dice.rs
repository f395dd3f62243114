//! Random numbers that are the same in every run.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The seed of all sample data. Another seed gives another year.
const SEED: [u8; 32] = *b"duban sample returns of 2018    ";

/// A source of random numbers for one matter.
///
/// Each matter (an item, a unit's part of it) has a stream of its own: a change to one item leaves the
/// figures of all others as they are.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Makes the dice of the matter called `name`.
    pub fn of(name: &str) -> Self {
        let mut rng = ChaCha8Rng::from_seed(SEED);
        rng.set_stream(fnv(name));
        Self(rng)
    }

    /// Returns a number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let count = u64::try_from(high - low + 1).expect("low is not above high");
        // The ranges are small compared with 2⁶⁴: the remainder favours no number noticeably.
        let drawn = self.0.next_u64() % count;
        low + i64::try_from(drawn).expect("the ranges are small")
    }

    /// Returns true in `percent` of a hundred cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.between(1, 100) <= percent
    }

    /// Returns one of `choices`.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let last = i64::try_from(choices.len()).expect("a list fits into memory") - 1;
        let index = usize::try_from(self.between(0, last)).expect("not below 0");
        &choices[index]
    }
}

/// Returns the 64-bit FNV-1a hash, which is the same on every machine and in every version of Rust.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
