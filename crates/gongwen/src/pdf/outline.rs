//! The outline: headings and attachments as a tree (ISO 32000-1, 12.3.3).

use lopdf::ObjectId;

use super::file::Objects;
use super::syntax;
use crate::typeset::{Destination, OutlineEntry, Page};

/// The place of an entry in the tree, by positions.
#[derive(Default, Clone)]
struct Links {
    parent: Option<usize>,
    previous: Option<usize>,
    next: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// The number of entries below it, at any depth.
    below: usize,
}

/// Adds the outline; `None` if there are no entries.
pub(super) fn add(
    objects: &mut Objects,
    entries: &[OutlineEntry],
    pages: &[Page],
    ids: &[ObjectId],
) -> Option<u32> {
    if entries.is_empty() {
        return None;
    }
    // The root comes after the entries.
    let tree = tree(entries);
    let numbers: Vec<u32> = tree.iter().map(|_| objects.reserve()).collect();
    let root = *numbers.last()?;
    for (i, links) in tree.iter().enumerate() {
        let out = objects.begin(numbers[i]);
        out.extend_from_slice(b"<<");
        if let Some(entry) = entries.get(i) {
            out.extend_from_slice(b"/Title ");
            syntax::text(out, entry.title.chars());
            destination(out, &entry.to, pages, ids);
        } else {
            out.extend_from_slice(b"/Type/Outlines");
        }
        for (key, to) in [
            ("/Parent ", links.parent),
            ("/Prev ", links.previous),
            ("/Next ", links.next),
            ("/First ", links.first),
            ("/Last ", links.last),
        ] {
            if let Some(to) = to {
                out.extend_from_slice(key.as_bytes());
                syntax::reference(out, numbers[to]);
            }
        }
        if links.below > 0 {
            out.extend_from_slice(b"/Count ");
            syntax::integer(out, links.below as u64);
        }
        out.extend_from_slice(b">>");
    }
    Some(root)
}

/// Returns the entries' places in the tree, followed by the root's.
fn tree(entries: &[OutlineEntry]) -> Vec<Links> {
    let root = entries.len();
    let mut tree = vec![Links::default(); root + 1];
    // The entries that may be parents of the next one, in order of level.
    let mut open: Vec<usize> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        while open.last().is_some_and(|&j| entries[j].level >= entry.level) {
            open.pop();
        }
        let parent = open.last().copied().unwrap_or(root);
        open.push(i);
        let previous = tree[parent].last;
        tree[i].parent = Some(parent);
        tree[i].previous = previous;
        match previous {
            Some(previous) => tree[previous].next = Some(i),
            None => tree[parent].first = Some(i),
        }
        tree[parent].last = Some(i);
    }
    for i in (0..root).rev() {
        if let Some(parent) = tree[i].parent {
            tree[parent].below += tree[i].below + 1;
        }
    }
    tree
}

/// Writes the key and value of a destination (12.3.2.2), unless its page is missing.
pub(super) fn destination(out: &mut Vec<u8>, to: &Destination, pages: &[Page], ids: &[ObjectId]) {
    let (Some(page), Some(&(id, _))) = (pages.get(to.page), ids.get(to.page)) else {
        return;
    };
    out.extend_from_slice(b"/Dest[");
    syntax::reference(out, id);
    out.extend_from_slice(b"/XYZ null ");
    syntax::number(out, (page.height - to.y).to_pt().0);
    out.extend_from_slice(b" null]");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(levels: &[u8]) -> Vec<(Option<usize>, usize)> {
        let entries: Vec<OutlineEntry> = levels
            .iter()
            .map(|&level| OutlineEntry { level, title: String::new(), to: Destination::default() })
            .collect();
        tree(&entries).iter().map(|links| (links.parent, links.below)).collect()
    }

    #[test]
    fn an_entry_stands_below_the_last_of_a_smaller_level() {
        assert_eq!(
            below(&[1, 2, 4, 3, 1, 2]),
            [
                (Some(6), 3),
                (Some(0), 2),
                (Some(1), 0),
                (Some(1), 0),
                (Some(6), 1),
                (Some(4), 0),
                (None, 6),
            ]
        );
    }

    #[test]
    fn a_document_may_begin_with_a_deeper_level() {
        assert_eq!(below(&[3, 2, 1]), [(Some(3), 0), (Some(3), 0), (Some(3), 0), (None, 3)]);
    }
}
