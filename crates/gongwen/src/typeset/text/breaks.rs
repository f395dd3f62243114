//! The places at which a line may end.
//!
//! UAX #14 (strict) decides inside Latin text (`latin`). Around Chinese characters our own rule table
//! decides: UAX #14 misses the breaks before “ and after ” and lets a dash begin a line, and it does not
//! know the units that official text keeps whole (`whole`).

use super::class::{Class, is_glue, is_line_feed};
use super::{WORD_JOINER, latin, whole};

/// Returns for each of `chars` whether a line may end right after it. The last one always may. The time
/// grows with the length of the text.
pub fn opportunities(chars: &[char]) -> Vec<bool> {
    // Characters that draw nothing of their own do not separate a number from its measure word.
    let bases: Vec<char> = chars.iter().copied().filter(|&c| is_base(c)).collect();
    let mut held = whole::held(&bases).into_iter();
    let mut is_held = false;
    let mut before = Before::default();
    let mut breaks = latin::opportunities(chars);
    for (i, pair) in chars.windows(2).enumerate() {
        before.read(pair[0]);
        if is_base(pair[0]) {
            is_held = held.next().unwrap_or(false);
        }
        breaks[i] = !is_held && before.allows(pair[1]).unwrap_or(breaks[i]);
    }
    if let Some(last) = breaks.last_mut() {
        *last = true;
    }
    breaks
}

/// Returns for each of `chars` whether a line may end right after it if need be: a word joiner alone holds it to
/// the next one, as in names, which are held for their looks.
pub fn emergencies(chars: &[char]) -> Vec<bool> {
    let mut joined = vec![false; chars.len()];
    if !chars.contains(&WORD_JOINER) {
        return joined;
    }
    let places: Vec<usize> = (0..chars.len()).filter(|&i| chars[i] != WORD_JOINER).collect();
    let bare: Vec<char> = places.iter().map(|&i| chars[i]).collect();
    let allowed = opportunities(&bare);
    for (&place, allowed) in places.iter().zip(allowed) {
        joined[place] = allowed && chars.get(place + 1) == Some(&WORD_JOINER);
    }
    joined
}

/// Returns for each of `chars` whether a line may end right after it rather than be spread too far, although a quantity
/// or a document number goes on there.
pub fn yielding(chars: &[char]) -> Vec<bool> {
    let places: Vec<usize> = (0..chars.len()).filter(|&i| is_base(chars[i])).collect();
    let bases: Vec<char> = places.iter().map(|&i| chars[i]).collect();
    let mut yielding = vec![false; chars.len()];
    let mut before = Before::default();
    for (pair, (place, yields)) in
        bases.windows(2).zip(places.windows(2).zip(whole::yielding(&bases)))
    {
        before.read(pair[0]);
        let adjoin = place[0] + 1 == place[1];
        yielding[place[0]] = yields && adjoin && before.allows(pair[1]) == Some(true);
    }
    yielding
}

fn is_base(c: char) -> bool {
    !matches!(Class::of(c), Class::Attached | Class::Invisible)
}

/// The context before a place between two characters.
#[derive(Default)]
struct Before {
    /// The last character that is neither attached nor invisible.
    base: Option<char>,
    /// True if that character or an invisible one after it forbids a break.
    glue: bool,
    /// True if only blanks have followed an opening mark (LB14).
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

    /// Applies our own rules to the place before `next`; `None` leaves it to UAX #14.
    fn allows(&self, next: char) -> Option<bool> {
        use Class::{
            Attached, Closing, Digit, Invisible, Narrow, NoteMark, Opening, Pair, Space, Trailing,
            Wide,
        };
        let Some(base) = self.base else {
            return Some(false);
        };
        if self.glue || self.opened || is_glue(next) {
            return Some(false);
        }
        let verdict = match (Class::of(base), Class::of(next)) {
            // Neither an ellipsis nor a dash begins a line, nor the mark of a note.
            (_, Closing | Trailing | Attached | Invisible | Pair | Space | NoteMark) => false,
            _ if next == '%' => false,
            (Space, Wide | Opening) => true,
            // ① belongs to the item that it begins.
            (Wide, _) if is_enumerator(base) => false,
            // -3 and a.m. are left to UAX #14, like all text that is not Chinese.
            (Narrow | Digit | Space, Narrow | Digit) => return None,
            // ASCII marks stay with the word on their side: “互联网+”, 元/吨.
            (_, Narrow) if ",.:;!?)]}+-–/".contains(next) => false,
            (Narrow, _) if "([{$#".contains(base) => false,
            _ => true,
        };
        Some(verdict)
    }
}

/// Returns whether a character is a number in a circle, in brackets or with a point: ① ⑴ ⒈.
fn is_enumerator(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{249B}' | '\u{24EA}'..='\u{24FF}' | '\u{2776}'..='\u{2793}')
}
