//! Raised and lowered figures (10⁵, CO₂), made of ordinary ones where a face lacks them, and raised marks of notes.

use crate::document::note_mark;
use crate::typeset::font::Adapted;

/// Raised figures: their tops are a little above those of ordinary ones, like ² in our faces.
const RAISED: Adapted = Adapted { scale: 0.6, rise: 0.34 };
/// Lowered figures: they reach below the baseline by a fifth of their height.
const LOWERED: Adapted = Adapted { scale: 0.6, rise: -0.12 };

/// Returns the character that a raised or lowered one is made of, and how; `None` for all others.
pub fn base(c: char) -> Option<(char, Adapted)> {
    let raised = |base| Some((base, RAISED));
    let lowered = |base| Some((base, LOWERED));
    match c {
        '²' => raised('2'),
        '³' => raised('3'),
        '¹' => raised('1'),
        '⁰' | '⁴'..='⁹' => raised(figure(c, '⁰')?),
        '⁺' => raised('+'),
        '⁻' => raised('-'),
        '⁼' => raised('='),
        '⁽' => raised('('),
        '⁾' => raised(')'),
        'ⁿ' => raised('n'),
        'ⁱ' => raised('i'),
        '₀'..='₉' => lowered(figure(c, '₀')?),
        '₊' => lowered('+'),
        '₋' => lowered('-'),
        '₌' => lowered('='),
        '₍' => lowered('('),
        '₎' => lowered(')'),
        'ₐ' => lowered('a'),
        'ₑ' => lowered('e'),
        'ₘ' => lowered('m'),
        'ₙ' => lowered('n'),
        'ₓ' => lowered('x'),
        _ => raised(note_mark::of_raised(c)?),
    }
}

/// Returns the figure at the distance of `c` from the zero of its kind.
fn figure(c: char, zero: char) -> Option<char> {
    char::from_digit(u32::from(c).checked_sub(u32::from(zero))?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_made_of_figures() {
        for (n, c) in "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().enumerate() {
            assert_eq!(base(c), Some((char::from_digit(n as u32, 10).unwrap(), RAISED)), "{c}");
        }
        for (n, c) in "₀₁₂₃₄₅₆₇₈₉".chars().enumerate() {
            assert_eq!(base(c), Some((char::from_digit(n as u32, 10).unwrap(), LOWERED)), "{c}");
        }
        assert_eq!(base('2'), None);
        assert_eq!(base('ⁱ').map(|(base, _)| base), Some('i'));
    }
}
