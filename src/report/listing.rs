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

/// Joins names by 、. If there are more than `most`, returns the first ones and 等.
pub fn listed(names: impl IntoIterator<Item = String>, most: usize) -> String {
    let names: Vec<String> = names.into_iter().collect();
    let more = if names.len() > most { "等" } else { "" };
    let named = names.get(..most).unwrap_or(&names);
    format!("{}{more}", named.join("、"))
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
        let list = |most| listed(["甲", "乙", "丙"].map(str::to_owned), most);
        assert_eq!((&*list(2), &*list(3)), ("甲、乙等", "甲、乙、丙"));
        assert_eq!(listed([], 2), "");
    }

    #[test]
    fn a_name_is_held_together() {
        assert_eq!(whole("省妇联"), "省\u{2060}妇\u{2060}联");
    }
}
