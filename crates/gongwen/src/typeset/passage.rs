//! The passages of a text, found on its pages.

use std::collections::BTreeMap;

use super::page::{PageItem, Pages};
use super::structure::{NodeId, NodeKind, Structure};
use crate::document::PassageId;

/// The marks at which a sentence ends.
const ENDS: &str = "。；！？";

/// A passage on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its number.
    pub id: PassageId,
    /// The page, from 1. A passage that goes on to another page is listed for both.
    pub page: usize,
    /// All its printed characters; blanks at the ends of lines are not printed.
    pub text: String,
    /// The sentence that it is part of, without the mark at its end. In a table it does not go beyond the cell;
    /// in a chart it is the passage itself.
    pub sentence: String,
}

impl Pages {
    /// Returns the passages of the text, page by page in reading order.
    pub fn passages(&self) -> Vec<Passage> {
        let mut reader = Reader { structure: Some(&self.structure), ..Reader::default() };
        for (page, sheet) in (1..).zip(&self.pages) {
            reader.page = page;
            reader.element = None;
            reader.read(&sheet.items);
        }
        let is_figure =
            |node: NodeId| matches!(self.structure.node(node).kind, NodeKind::Figure { .. });
        let elements = reader.elements.into_iter();
        let mut found: Vec<(usize, Passage)> = elements
            .flat_map(|((element, _), glyphs)| {
                passages_of(&glyphs, !element.is_some_and(is_figure))
            })
            .collect();
        found.sort_by_key(|&(order, _)| order);
        found.into_iter().map(|(_, passage)| passage).collect()
    }
}

/// A printed character.
struct Glyph {
    char: char,
    passage: Option<PassageId>,
    page: usize,
    /// Its position among all printed characters.
    order: usize,
}

/// The printed characters of a document, by the element that they belong to. What belongs to none is kept by
/// page.
#[derive(Default)]
struct Reader<'a> {
    structure: Option<&'a Structure>,
    page: usize,
    /// The cell or the paragraph that is read.
    element: Option<NodeId>,
    order: usize,
    elements: BTreeMap<(Option<NodeId>, usize), Vec<Glyph>>,
}

impl Reader<'_> {
    /// Returns the cell that an element is part of, or else the paragraph.
    fn whole(&self, node: NodeId) -> NodeId {
        let Some(structure) = self.structure else { return node };
        let above = |node: &NodeId| structure.node(*node).parent;
        let all = std::iter::successors(Some(node), above);
        let cell = all.clone().find(|node| structure.node(*node).kind.is_cell());
        let paragraph = all.clone().find(|node| !structure.node(*node).kind.is_inline());
        cell.or(paragraph).unwrap_or(node)
    }

    fn read(&mut self, items: &[PageItem]) {
        for item in items {
            match item {
                PageItem::Begin(node) => self.element = Some(self.whole(*node)),
                PageItem::End => self.element = None,
                PageItem::Turned(turned) => self.read(&turned.items),
                PageItem::Text(run) => {
                    let page = if self.element.is_some() { 0 } else { self.page };
                    let glyphs = self.elements.entry((self.element, page)).or_default();
                    for glyph in &run.glyphs {
                        self.order += 1;
                        glyphs.push(Glyph {
                            char: glyph.char,
                            passage: glyph.passage,
                            page: self.page,
                            order: self.order,
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

/// Returns the passages of an element, each with the position of its first character on its page.
fn passages_of(glyphs: &[Glyph], has_sentences: bool) -> Vec<(usize, Passage)> {
    let mut found = Vec::new();
    let text = |glyphs: &[Glyph]| -> String { glyphs.iter().map(|glyph| glyph.char).collect() };
    let ends = |glyph: &Glyph| ENDS.contains(glyph.char);
    let mut start = 0;
    for run in glyphs.chunk_by(|a, b| a.passage == b.passage) {
        let end = start + run.len();
        if let Some(id) = run[0].passage {
            let sentence = if has_sentences {
                let from = glyphs[..start].iter().rposition(ends).map_or(0, |at| at + 1);
                let to = glyphs[end..].iter().position(ends).map_or(glyphs.len(), |at| end + at);
                text(&glyphs[from..to])
            } else {
                text(run)
            };
            for part in run.chunk_by(|a, b| a.page == b.page) {
                let passage =
                    Passage { id, page: part[0].page, text: text(run), sentence: sentence.clone() };
                found.push((part[0].order, passage));
            }
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::passage::marked;
    use crate::typeset::tests::checker::{checked, letter, paragraph};

    #[test]
    fn a_passage_knows_its_sentence_and_every_page() {
        let (three, long) = (marked(PassageId(3), "3"), marked(PassageId(9), &"长".repeat(900)));
        let text = format!("全省共{three}项；其中{three}项滞后。{long}。");
        let found = checked(&letter(vec![paragraph(&text)])).pages.passages();
        let seen: Vec<(u32, usize, usize, &str)> = found
            .iter()
            .map(|p| (p.id.0, p.page, p.text.chars().count(), p.sentence.as_str()))
            .collect();
        let long = "长".repeat(900);
        assert_eq!(
            seen,
            [
                (3, 1, 1, "全省共3项"),
                (3, 1, 1, "其中3项滞后"),
                (9, 1, 900, &*long),
                (9, 2, 900, &*long)
            ]
        );
    }
}
