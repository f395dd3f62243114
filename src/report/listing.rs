//! Lists in words, ready for printing: names joined by 、.

use gongwen::document::passage::is_mark;
use gongwen::typeset::WORD_JOINER;

/// Returns the words with word joiners between their characters, so that no line breaks inside them.
pub fn whole(words: &str) -> String {
    let mut joined = String::with_capacity(words.len() * 2);
    let mut begun = false;
    for c in words.chars() {
        if !is_mark(c) && std::mem::replace(&mut begun, true) {
            joined.push(WORD_JOINER);
        }
        joined.push(c);
    }
    joined
}

/// Number of names that a list never leaves out: 等 in place of one or two names would save nothing.
const FEW: usize = 2;

/// Returns whether a list of so many names, of which `most` are to be named, leaves some out.
pub fn is_cut(names: usize, most: usize) -> bool {
    names > most.saturating_add(FEW)
}

/// Joins names by 、. If there are many more than `most`, returns the first ones and 等.
pub fn listed(names: impl IntoIterator<Item = String>, most: usize) -> String {
    let names: Vec<String> = names.into_iter().collect();
    if is_cut(names.len(), most) {
        return format!("{}等", names.get(..most).unwrap_or(&names).join("、"));
    }
    names.join("、")
}

/// Joins the strings by `mark`.
pub fn joined(parts: impl IntoIterator<Item = String>, mark: &str) -> String {
    parts.into_iter().collect::<Vec<_>>().join(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_list_the_first_are_named() {
        let list = |most| listed(["甲", "乙", "丙", "丁"].map(str::to_owned), most);
        assert_eq!((&*list(1), &*list(4)), ("甲等", "甲、乙、丙、丁"));
        // One or two are not left out.
        assert_eq!((&*list(2), &*list(3)), ("甲、乙、丙、丁", "甲、乙、丙、丁"));
        assert_eq!(listed([], 2), "");
    }

    #[test]
    fn a_name_is_held_together() {
        assert_eq!(whole("省妇联"), "省\u{2060}妇\u{2060}联");
    }
}
