//! A list of words that can be looked up at a place in a text.

use std::collections::BTreeMap;

/// Words by their first character, so that the time to search a text grows with its length.
#[derive(Debug, Clone)]
pub struct WordList {
    /// The rests of the words after the first character, longest first.
    rests: BTreeMap<char, Vec<Vec<char>>>,
}

impl WordList {
    /// Makes a list of words; empty ones are left out.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut rests: BTreeMap<char, Vec<Vec<char>>> = BTreeMap::new();
        for word in words {
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                rests.entry(first).or_default().push(chars.collect());
            }
        }
        for rests in rests.values_mut() {
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        Self { rests }
    }

    /// Returns the length in characters of the longest word that `text` begins with.
    pub fn longest_at(&self, text: &[char]) -> Option<usize> {
        let (first, text) = text.split_first()?;
        let rest = self.rests.get(first)?.iter().find(|r| text.starts_with(r))?;
        Some(1 + rest.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found() {
        let words = WordList::new(["年", "年度", "亩", ""].into_iter());
        let at = |text: &str| words.longest_at(&text.chars().collect::<Vec<_>>());
        assert_eq!(at("年度内"), Some(2));
        assert_eq!(at("年内"), Some(1));
        assert_eq!(at("内年"), None);
        assert_eq!(at(""), None);
    }
}
