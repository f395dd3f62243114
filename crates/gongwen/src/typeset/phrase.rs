//! The places at which a line of a title may end, and the quality of each.
//!
//! The dictionary of ICU knows common words of two characters and splits much official language;
//! `title_words.txt` has the words that it lacks. A single character that is left over belongs to a word
//! that neither knows (a name, 督查, 省), and is held by both its neighbours.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use super::text::Shaped;
use super::unit::Mm;
use super::word_list::WordList;

/// Characters that may not begin a line of a title (C).
const NOT_FIRST: &str = "的和与及等、，：）》”";
/// Words of one character that belong to the word before them, and not to the next.
const AFTER: &str = "的和与及之";
/// Words of one character that belong to the next word.
const BEFORE: &str = "向对在以将为由从把被请使让";
/// Cost of a place inside a possible word, in squares of cells.
const IN_WORD: f64 = 200.0;
/// Cost of a place inside 《…》 or “…” that fits on one line.
const IN_MARKS: f64 = 120.0;

static WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(listed().map(|(word, _)| word)));
static SUFFIXES: LazyLock<WordList> =
    LazyLock::new(|| WordList::new(listed().filter(|(_, suffix)| *suffix).map(|(word, _)| word)));

/// Returns the words of the list, and for each whether it belongs to the word before it.
fn listed() -> impl Iterator<Item = (&'static str, bool)> {
    include_str!("title_words.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|word| (word.trim_end_matches('<'), word.ends_with('<')))
}

/// Returns the places at which a line may end, as the number of characters before them, with their costs
/// in squares of cells. A line has room for `most`; `names` are those of units and leaders, which are not parted.
pub fn ends(text: &[Shaped], most: Mm, names: &WordList) -> BTreeMap<usize, f64> {
    let chars: Vec<char> = text.iter().map(|glyph| glyph.char).collect();
    let marked = in_marks(text, most);
    let named = in_names(&chars, names);
    let edges: Vec<usize> = edges(&chars).into_iter().collect();
    edges
        .windows(3)
        .filter(|edge| text[edge[1] - 1].breakable && !NOT_FIRST.contains(chars[edge[1]]))
        .map(|edge| {
            let (word, next) = (edge[0]..edge[1], edge[1]..edge[2]);
            let parted = holds_next(text, word) || holds_last(text, &chars, next);
            let cost = if parted || named[edge[1]] { IN_WORD } else { 0.0 };
            (edge[1], cost + if marked[edge[1]] { IN_MARKS } else { 0.0 })
        })
        .collect()
}

/// Returns the places at which `text` may be cut without cutting a word: the numbers of characters before them,
/// in ascending order, without the beginning and with the end.
///
/// A place next to a single character that may belong to a word is not one of them, nor is one after a digit:
/// what follows it is its measure.
pub fn word_ends(text: &str) -> Vec<usize> {
    let chars: Vec<char> = text.chars().collect();
    let edges: Vec<usize> = edges(&chars).into_iter().collect();
    let lonely = |word: &[usize], but: &str| {
        let c = chars[word[0]];
        word[1] - word[0] == 1 && is_ideograph(c) && !but.contains(c)
    };
    let suffix = |word: &[usize]| SUFFIXES.longest_at(&chars[word[0]..]) == Some(word[1] - word[0]);
    edges
        .windows(3)
        .filter(|edge| {
            let (word, next) = (&edge[..2], &edge[1..]);
            let held = lonely(word, AFTER) || lonely(next, BEFORE) && lonely(next, AFTER);
            !held && !suffix(next) && !chars[edge[1] - 1].is_ascii_digit()
        })
        .map(|edge| edge[1])
        .chain((!chars.is_empty()).then_some(chars.len()))
        .collect()
}

/// Returns the places at which words begin and end.
fn edges(chars: &[char]) -> BTreeSet<usize> {
    let text: String = chars.iter().collect();
    let bytes: BTreeSet<usize> =
        WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())
            .segment_str(&text)
            .collect();
    let mut edges: BTreeSet<usize> = text
        .char_indices()
        .enumerate()
        .filter_map(|(i, (byte, _))| bytes.contains(&byte).then_some(i))
        .collect();
    edges.extend([0, chars.len()]);
    let mut i = 0;
    while i < chars.len() {
        let Some(length) = WORDS.longest_at(&chars[i..]) else {
            i += 1;
            continue;
        };
        for inner in i + 1..i + length {
            edges.remove(&inner);
        }
        edges.extend([i, i + length]);
        i += length;
    }
    edges
}

/// Returns whether a word belongs to the text after it: a single character other than a particle or the
/// end of something held together, such as a name or a number.
fn holds_next(text: &[Shaped], word: Range<usize>) -> bool {
    let c = text[word.start].char;
    let ends_piece = word.start > 0 && !text[word.start - 1].breakable;
    word.len() == 1 && is_ideograph(c) && !AFTER.contains(c) && !ends_piece
}

/// Returns whether a word belongs to the text before it: a single character other than a preposition or
/// the beginning of something held together; or a listed word.
fn holds_last(text: &[Shaped], chars: &[char], word: Range<usize>) -> bool {
    let c = chars[word.start];
    let begins_piece = !text[word.start].breakable;
    let single = word.len() == 1 && is_ideograph(c) && !BEFORE.contains(c) && !begins_piece;
    single || SUFFIXES.longest_at(&chars[word.start..]) == Some(word.len())
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns for each place whether it lies inside a name.
fn in_names(chars: &[char], names: &WordList) -> Vec<bool> {
    let mut inside = vec![false; chars.len() + 1];
    let mut i = 0;
    while i < chars.len() {
        let length = names.longest_at(&chars[i..]).unwrap_or(1).max(1);
        inside[i + 1..i + length].fill(true);
        i += length;
    }
    inside
}

/// Returns for each place whether it lies between paired marks that fit on one line.
fn in_marks(text: &[Shaped], most: Mm) -> Vec<bool> {
    let mut right = Mm::ZERO;
    let mut open: Vec<(usize, Mm)> = Vec::new();
    // The number of pairs that begin minus the number that end at each place.
    let mut change = vec![0_isize; text.len() + 1];
    for (i, glyph) in text.iter().enumerate() {
        if "《“".contains(glyph.char) {
            open.push((i, right));
        }
        right += glyph.width;
        if !"》”".contains(glyph.char) {
            continue;
        }
        if let Some((start, left)) = open.pop()
            && right - left <= most
        {
            change[start + 1] += 1;
            change[i + 1] -= 1;
        }
    }
    change
        .iter()
        .scan(0, |pairs, change| {
            *pairs += change;
            Some(*pairs > 0)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::word_ends;

    /// Returns `text` with a bar at each place where it may be cut.
    fn cut(text: &str) -> String {
        let ends = word_ends(text);
        let mut cut = String::new();
        for (i, c) in text.chars().enumerate() {
            if ends.contains(&i) {
                cut.push('|');
            }
            cut.push(c);
        }
        assert_eq!(ends.last().copied().unwrap_or_default(), text.chars().count());
        cut
    }

    #[test]
    fn words_and_quantities_are_not_cut() {
        assert_eq!(cut(""), "");
        assert_eq!(cut("易地扶贫搬迁18.9万人"), "易地扶贫搬迁|18.9万人");
        assert_eq!(cut("经济社会发展主要指标"), "经济社会发展|主要指标");
    }
}
