//! Names and titles of documents that are not parted at the ends of lines, as far as a line holds them.

use crate::document::passage::is_mark;
use crate::typeset::unit::Mm;
use crate::typeset::{WORD_JOINER, WordList};

/// The width of a Latin character or a figure, in ems.
const NARROW: f64 = 0.55;

/// Returns a text in which the names of `names` and 《…》 are joined, if they are no wider than `width`. The marks of
/// passages in it make no difference.
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
        if length > 1 && fits(&rest[..length], em, width) {
            joined[at..at + length - 1].fill(true);
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

fn fits(word: &[char], em: Mm, width: Mm) -> bool {
    let ems: f64 = word.iter().map(|c| if c.is_ascii() { NARROW } else { 1.0 }).sum();
    em * ems <= width
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
        assert_eq!(held("由省发展改革委报黄强", 5.0), "由省发展改革委报黄-强");
        assert_eq!(held("按《办法》办", 8.0), "按《-办-法-》办");
        assert_eq!(held("按《省发展改革委办法》", 6.5), "按《省-发-展-改-革-委办法》");
        assert_eq!(held("按《办法", 8.0), "按《办法");
        let marked = crate::document::passage::marked(crate::document::PassageId(1), "发展");
        let text = format!("由省{marked}改革委报");
        assert_eq!(without_marks(&held(&text, 8.0)), "由省-发-展-改-革-委报");
    }
}
