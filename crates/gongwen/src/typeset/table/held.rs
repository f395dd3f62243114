//! Names and titles of documents that are not parted at the ends of lines, as far as a line holds them. Of a longer name a
//! line has three characters or more.

use crate::document::passage::is_mark;
use crate::typeset::unit::Mm;
use crate::typeset::{WORD_JOINER, WordList};

/// The width of a Latin character or a figure, in ems.
const NARROW: f64 = 0.55;
/// The width of a mark that ends a line, in ems.
const MARK: f64 = 0.5;
/// The least number of characters of a name wider than a line that a line has of it.
const LEAST_PART: usize = 3;
const EPSILON: Mm = Mm(1e-6);

/// Returns a text in which the names of `names` and 《…》 are joined, if they are no wider than `width`; of wider names the
/// ends. The marks of passages in it make no difference.
pub fn held(text: &str, names: &WordList, em: Mm, width: Mm) -> String {
    let drawn: Vec<char> = text.chars().filter(|&c| is_drawn(c)).collect();
    let joined = joined(&drawn, names, em, width);
    let mut held = String::with_capacity(text.len());
    let mut at = 0;
    for c in text.chars() {
        held.push(c);
        if is_drawn(c) {
            if joined.get(at).copied().unwrap_or(false) {
                held.push(WORD_JOINER);
            }
            at += 1;
        }
    }
    held
}

fn is_drawn(c: char) -> bool {
    c != WORD_JOINER && !is_mark(c)
}

/// Returns for each character whether it is joined to the next one.
fn joined(chars: &[char], names: &WordList, em: Mm, width: Mm) -> Vec<bool> {
    let mut joined = vec![false; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let length = title(rest).filter(|&length| fits(&rest[..length], em, width));
        let length = length.or_else(|| names.longest_at(rest)).unwrap_or(1).max(1);
        let word = &rest[..length];
        let marks = if rest.get(length).is_some_and(|&mark| is_pause(mark)) { MARK } else { 0.0 };
        let ties = &mut joined[at..at + length - 1];
        if em * (ems(word) + marks) <= width + EPSILON {
            ties.fill(true);
            at += length;
        } else if let Some(ends) = ends(word).filter(|&ends| fits(&word[..ends], em, width)) {
            // The ties between the first characters, and between the last ones.
            ties[..ends - 1].fill(true);
            ties[length - ends..].fill(true);
            at += length;
        } else {
            at += 1;
        }
    }
    joined
}

/// Returns the length of the title of a document that a text begins with, with its marks.
fn title(text: &[char]) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, c) in text.iter().enumerate() {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.checked_sub(1)?,
            '\n' | '\r' => return None,
            _ => {}
        }
        if depth == 0 {
            return (index > 0).then_some(index + 1);
        }
    }
    None
}

/// Returns the number of characters at either end of a name wider than a line that are not parted; `None` for a word too
/// short to be parted elsewhere.
fn ends(name: &[char]) -> Option<usize> {
    Some((name.len() / 2).min(LEAST_PART)).filter(|&ends| ends > 1)
}

fn fits(word: &[char], em: Mm, width: Mm) -> bool {
    em * ems(word) <= width + EPSILON
}

fn ems(word: &[char]) -> f64 {
    word.iter().map(|c| if c.is_ascii() { NARROW } else { 1.0 }).sum()
}

/// Returns whether a character is a mark that a line does not begin with.
fn is_pause(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | '：' | '。' | '）')
}

/// Returns the lengths of the names of up to `most` characters in a text, in ems, with the marks after them.
pub fn names_in(text: &str, names: &WordList, most: usize) -> Vec<(usize, f64)> {
    let chars: Vec<char> = text.chars().filter(|&c| is_drawn(c)).collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let length = names.longest_at(rest).unwrap_or(1).max(1);
        if (2..=most).contains(&length) {
            let marks =
                if rest.get(length).is_some_and(|&mark| is_pause(mark)) { MARK } else { 0.0 };
            all.push((length, ems(&rest[..length]) + marks));
        }
        at += length;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::passage::without_marks;

    #[test]
    fn names_and_titles_are_joined_as_far_as_they_fit() {
        let names = WordList::new(["省发展改革委", "黄强"].into_iter());
        let held =
            |text: &str, ems: f64| held(text, &names, Mm(1.0), Mm(ems)).replace(WORD_JOINER, "-");
        assert_eq!(held("由省发展改革委报黄强", 8.0), "由省-发-展-改-革-委报黄-强");
        assert_eq!(held("由省发展改革委报黄强", 5.0), "由省-发-展改-革-委报黄-强");
        assert_eq!(held("由省发展改革委、黄强", 6.0), "由省-发-展改-革-委、黄-强");
        assert_eq!(held("由省发展改革委、黄强", 6.5), "由省-发-展-改-革-委、黄-强");
        assert_eq!(held("由省发展改革委报黄强", 2.0), "由省发展改革委报黄-强");
        assert_eq!(held("按《办法》办", 8.0), "按《-办-法-》办");
        assert_eq!(held("按《省发展改革委办法》", 6.5), "按《省-发-展-改-革-委办法》");
        assert_eq!(held("按《办法", 8.0), "按《办法");
        let marked = crate::document::passage::marked(crate::document::PassageId(1), "发展");
        let text = format!("由省{marked}改革委报");
        assert_eq!(without_marks(&held(&text, 8.0)), "由省-发-展-改-革-委报");
    }
}
