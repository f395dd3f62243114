//! Where a line may end.
//!
//! UAX #14 (strict) by `icu_segmenter` decides inside Latin text. Around Chinese characters a rule
//! table of our own decides: UAX #14 misses the breaks before “ and after ” and lets a dash begin a
//! line, and it knows nothing of a number and its measure word.

use std::collections::BTreeSet;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

use super::class::{Class, is_glue, is_line_feed};
use super::quantity;

/// For each character of `text` whether a line may end right after it. The last one may.
pub fn opportunities(text: &str) -> Vec<bool> {
    let offsets: Vec<(usize, char)> = text.char_indices().collect();
    let chars: Vec<char> = offsets.iter().map(|&(_, c)| c).collect();
    let by_unicode = unicode_breaks(text, &chars);
    // What draws nothing of its own does not part a number from its measure word.
    let bases: Vec<char> = chars.iter().copied().filter(|&c| is_base(c)).collect();
    let mut held = quantity::held(&bases).into_iter();
    let mut is_held = false;
    let mut before = Before::default();
    let mut breaks = vec![true; chars.len()];
    for (i, pair) in offsets.windows(2).enumerate() {
        let (_, c) = pair[0];
        let (next_offset, next) = pair[1];
        before.read(c);
        if is_base(c) {
            is_held = held.next().unwrap_or(false);
        }
        breaks[i] = !is_held
            && before
                .allows(next)
                .unwrap_or_else(|| by_unicode.contains(&next_offset));
    }
    breaks
}

fn is_base(c: char) -> bool {
    !matches!(Class::of(c), Class::Attached | Class::Invisible)
}

/// The places of UAX #14, in bytes; none where no two neighbours are left to it.
fn unicode_breaks(text: &str, chars: &[char]) -> BTreeSet<usize> {
    let foreign = |c: char| {
        matches!(
            Class::of(c),
            Class::Narrow | Class::Digit | Class::Space | Class::Attached | Class::Invisible
        )
    };
    if !chars.windows(2).any(|w| foreign(w[0]) && foreign(w[1])) {
        return BTreeSet::new();
    }
    LineSegmenter::new_auto(LineBreakOptions::default())
        .segment_str(text)
        .collect()
}

/// What stands before a place between two characters.
#[derive(Default)]
struct Before {
    /// The last character that is not attached or invisible.
    base: Option<char>,
    /// Whether it or an invisible one after it forbids a break.
    glue: bool,
    /// Whether nothing but blanks came since an opening mark (LB14).
    opened: bool,
}

impl Before {
    fn read(&mut self, c: char) {
        if is_line_feed(c) {
            *self = Self::default();
            return;
        }
        if is_base(c) {
            let class = Class::of(c);
            *self = Self {
                base: Some(c),
                glue: is_glue(c),
                opened: class == Class::Opening || (class == Class::Space && self.opened),
            };
        } else {
            self.glue |= is_glue(c);
        }
    }

    /// Our own rules for the place before `next`; `None` leaves it to UAX #14.
    fn allows(&self, next: char) -> Option<bool> {
        use Class::{
            Attached, Closing, Digit, Invisible, Narrow, Opening, Pair, Space, Trailing, Wide,
        };
        let Some(base) = self.base else {
            return Some(false);
        };
        if self.glue || self.opened || is_glue(next) {
            return Some(false);
        }
        let verdict = match (Class::of(base), Class::of(next)) {
            // Neither an ellipsis nor a dash begins a line.
            (_, Closing | Trailing | Attached | Invisible | Pair | Space) => false,
            _ if next == '%' => false,
            (Space, Wide | Opening) => true,
            // 〔2018〕12号 stays whole.
            (Closing, Digit) if base == '〕' => false,
            // 第12号.
            (Wide, Digit) if base == '第' => false,
            // -3 and a.m. are left to UAX #14 like all that is not Chinese.
            (Narrow | Digit | Space, Narrow | Digit) => return None,
            // ASCII marks keep to the word on their side.
            (_, Narrow) if ",.:;!?)]}".contains(next) => false,
            (Narrow, _) if "([{$#".contains(base) => false,
            _ => true,
        };
        Some(verdict)
    }
}
