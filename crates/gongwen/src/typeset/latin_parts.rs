//! Parts of a text that readers treat in another way: words in English, which they pronounce, and addresses, which they
//! open. They become elements of their own inside the paragraphs that have them, once the pages are full.

use std::collections::BTreeMap;

use super::page::{Link, Page, PageItem, Target, TextRun};
use super::structure::{NodeId, NodeKind, Structure};

/// The least number of words that are a text in English rather than a name.
const FEWEST_WORDS: usize = 3;
/// The height of a line above its baseline, in ems.
const ASCENT: f64 = 0.88;
/// The width of the last character of an address, in ems.
const LAST: f64 = 0.5;
/// The beginnings of addresses.
const SCHEMES: [&str; 3] = ["http://", "https://", "www."];

/// A part of a text: its first character and the one after its last, and its address, if it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    start: usize,
    end: usize,
    address: Option<String>,
}

/// Makes elements of the parts on pages. Returns the addresses to which links lead, after those of `addresses`.
pub fn mark(pages: &mut [Page], structure: &mut Structure) -> Vec<String> {
    let mut addresses = Vec::new();
    let mut parts = parts_by_node(pages, structure, &mut addresses);
    if parts.is_empty() {
        return addresses;
    }
    for page in pages {
        let mut items = Vec::with_capacity(page.items.len());
        let mut open: Option<NodeId> = None;
        for item in std::mem::take(&mut page.items) {
            match (&item, open) {
                (PageItem::Begin(node), _) => open = Some(*node),
                (PageItem::End | PageItem::Aside(_), _) => open = None,
                (PageItem::Text(run), Some(node)) if parts.contains_key(&node) => {
                    if let Some(text) = parts.get_mut(&node) {
                        text.divide(run, node, &mut items);
                    }
                    continue;
                }
                _ => {}
            }
            items.push(item);
        }
        page.items = items;
    }
    addresses
}

/// The parts of a text with their elements, and the place up to which it is divided.
struct Text {
    parts: Vec<(Part, NodeId, Option<Target>)>,
    at: usize,
}

impl Text {
    /// Divides the next run of the text: its parts become content of their own elements.
    fn divide(&mut self, run: &TextRun, node: NodeId, items: &mut Vec<PageItem>) {
        let from = self.at;
        self.at += run.glyphs.len();
        let part_at = |place: usize| {
            self.parts.iter().find(|(part, ..)| (part.start..part.end).contains(&place))
        };
        let mut start = 0;
        while start < run.glyphs.len() {
            let part = part_at(from + start);
            let same =
                |place: &usize| part_at(*place).map(|part| part.1) == part.map(|part| part.1);
            let length = (from + start..self.at).take_while(same).count();
            let glyphs = run.glyphs[start..start + length].to_vec();
            start += length;
            let text = PageItem::Text(TextRun { glyphs, ..run.clone() });
            let Some((_, element, target)) = part else {
                items.push(text);
                continue;
            };
            items.push(PageItem::End);
            items.extend(link(&text, *target, *element));
            items.extend(PageItem::tagged(*element, vec![text]));
            items.push(PageItem::Begin(node));
        }
    }
}

/// Returns the area of a text that leads to an address.
fn link(text: &PageItem, to: Option<Target>, node: NodeId) -> Option<PageItem> {
    let PageItem::Text(run) = text else { return None };
    let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
    let em = run.size.to_mm();
    let (x, y) = (first.x, run.baseline - em * ASCENT);
    Some(PageItem::Link(Link { x, y, width: last.x - x + em * LAST, height: em, to: to?, node }))
}

/// Finds the parts in the texts of all elements, and adds their elements.
fn parts_by_node(
    pages: &[Page],
    structure: &mut Structure,
    addresses: &mut Vec<String>,
) -> BTreeMap<NodeId, Text> {
    let mut texts: BTreeMap<NodeId, Vec<char>> = BTreeMap::new();
    for page in pages {
        let mut open = None;
        for item in &page.items {
            match item {
                PageItem::Begin(node) => open = Some(*node),
                PageItem::End | PageItem::Aside(_) => open = None,
                PageItem::Text(run) => {
                    if let Some(node) = open {
                        texts.entry(node).or_default().extend(run.glyphs.iter().map(|g| g.char));
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = BTreeMap::new();
    for (node, text) in texts {
        // Inside a picture, and in words that lead elsewhere, there are no other elements.
        let kind = &structure.node(node).kind;
        if matches!(kind, NodeKind::Figure { .. } | NodeKind::Link) {
            continue;
        }
        let parts: Vec<_> = parts(&text)
            .into_iter()
            .map(|part| match &part.address {
                Some(address) => {
                    addresses.push(address.clone());
                    let link = structure.add(Some(node), NodeKind::Link);
                    (part, link, Some(Target::Address(addresses.len() - 1)))
                }
                None => (part, structure.add(Some(node), NodeKind::Foreign), None),
            })
            .collect();
        if !parts.is_empty() {
            found.insert(node, Text { parts, at: 0 });
        }
    }
    found
}

/// Returns the parts of a text, in their order.
fn parts(text: &[char]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        // A stretch of ASCII that may have addresses in it.
        let length = text[at..].iter().take_while(|c| matches!(c, ' '..='~')).count();
        stretch(&text[at..at + length], at, &mut parts);
        at += length;
    }
    parts
}

/// Adds the parts of a stretch of ASCII that begins at `from`.
fn stretch(text: &[char], from: usize, parts: &mut Vec<Part>) {
    let mut start = 0;
    let mut english = 0;
    while start < text.len() {
        let length = text[start..].iter().take_while(|c| **c != ' ').count();
        let word: String = text[start..start + length].iter().collect();
        if let Some((skipped, shown, address)) = address(&word) {
            words(&text[english..start], from + english, parts);
            let first = from + start + skipped;
            parts.push(Part { start: first, end: first + shown, address: Some(address) });
            english = start + skipped + shown;
        }
        start += length + 1;
    }
    words(text.get(english..).unwrap_or_default(), from + english, parts);
}

/// Adds a stretch as a text in English, if it has enough words.
fn words(text: &[char], from: usize, parts: &mut Vec<Part>) {
    let is_word = |word: &[char]| word.iter().filter(|c| c.is_ascii_alphabetic()).count() > 1;
    let count = text.split(|c| *c == ' ').filter(|word| is_word(word)).count();
    let is_letter = |c: &char| c.is_ascii_alphanumeric();
    let (Some(first), Some(last)) =
        (text.iter().position(is_letter), text.iter().rposition(is_letter))
    else {
        return;
    };
    if count >= FEWEST_WORDS {
        parts.push(Part { start: from + first, end: from + last + 1, address: None });
    }
}

/// Returns the address that a word has, with the number of characters before it and its own.
fn address(word: &str) -> Option<(usize, usize, String)> {
    if let Some(start) = SCHEMES.iter().filter_map(|scheme| word.find(scheme)).min() {
        let shown = word[start..].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '"', '\'']);
        let is_whole = SCHEMES.iter().all(|scheme| shown.len() > scheme.len() || shown != *scheme);
        let scheme = if shown.starts_with("www.") { "http://" } else { "" };
        return (is_whole && shown.len() > 4)
            .then(|| (start, shown.len(), format!("{scheme}{shown}")));
    }
    let at = word.find('@')?;
    let is_part = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let before = word[..at].chars().rev().take_while(is_part).count();
    let after: String = word[at + 1..].chars().take_while(is_part).collect();
    let after = after.trim_end_matches(['.', '-', '_', '+']);
    let shown = &word[at - before..at + 1 + after.len()];
    let has_domain = after.contains('.') && before > 0;
    has_domain.then(|| (at - before, shown.len(), format!("mailto:{shown}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, Option<String>)> {
        let chars: Vec<char> = text.chars().collect();
        let part = |part: Part| (chars[part.start..part.end].iter().collect(), part.address);
        parts(&chars).into_iter().map(part).collect()
    }

    #[test]
    fn addresses_and_words_in_english_are_found() {
        let address = |shown: &str, to: &str| (shown.to_owned(), Some(to.to_owned()));
        assert_eq!(
            found("见http://www.gansu.gov.cn/a?b=1。"),
            [address("http://www.gansu.gov.cn/a?b=1", "http://www.gansu.gov.cn/a?b=1")]
        );
        assert_eq!(found("见www.gov.cn."), [address("www.gov.cn", "http://www.gov.cn")]);
        assert_eq!(
            found("邮箱(du_ban@gs.gov.cn)"),
            [address("du_ban@gs.gov.cn", "mailto:du_ban@gs.gov.cn")]
        );
        assert_eq!(
            found("按Belt and Road Initiative，GDP和ISO 9001 A级"),
            [("Belt and Road Initiative".to_owned(), None)]
        );
        for none in ["GDP增长6%", "5G NR", "http://", "www.", "a@b", "@gov.cn", "1 2 3 4"] {
            assert_eq!(found(none), [], "{none}");
        }
    }
}
