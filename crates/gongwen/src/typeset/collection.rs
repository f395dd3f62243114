//! Several documents in one file for a printer that prints both sides: each begins on a right-hand page.

use super::page::{Anchor, Area, Destination, OutlineEntry, Page, PageItem, Pages, Target};
use super::structure::{NodeId, NodeKind, Structure};

impl Pages {
    /// Returns a collection without documents yet.
    pub fn collection(title: &str, author: &str) -> Self {
        Self {
            title: title.to_owned(),
            author: author.to_owned(),
            watermark: String::new(),
            pages: Vec::new(),
            outline: Vec::new(),
            anchors: Vec::new(),
            addresses: Vec::new(),
            structure: Structure::default(),
        }
    }

    /// Adds a document at the end, behind a blank page where it would begin on the back of a sheet. Its pages keep their
    /// own numbers; its headings come below its title in the outline.
    pub fn add_document(&mut self, document: Self) {
        let Self { title: _, author: _, watermark, pages, outline, anchors, addresses, structure } =
            document;
        if !self.watermark.split('、').any(|words| words == watermark) {
            let before = if self.watermark.is_empty() { "" } else { "、" };
            self.watermark = format!("{}{before}{watermark}", self.watermark);
        }
        // The first page is a right-hand one.
        if !self.pages.len().is_multiple_of(2)
            && let Some(next) = pages.first()
        {
            let (width, height) = (next.width, next.height);
            self.pages.push(Page { width, height, items: Vec::new() });
        }
        let shift = Shift {
            page: self.pages.len(),
            anchor: self.anchors.len(),
            address: self.addresses.len(),
            nodes: self.structure.append(&structure, NodeKind::Part),
        };
        self.pages.extend(pages.into_iter().map(|page| Page {
            items: page.items.into_iter().map(|item| shift.item(item)).collect(),
            ..page
        }));
        let destination = |to: Destination| Destination { page: to.page + shift.page, ..to };
        let entries = outline.into_iter().enumerate().map(|(place, entry)| OutlineEntry {
            // The first is the title.
            level: if place == 0 { 1 } else { entry.level.saturating_add(1) },
            to: destination(entry.to),
            ..entry
        });
        self.outline.extend(entries);
        self.anchors.extend(anchors.into_iter().map(destination));
        self.addresses.extend(addresses);
    }
}

/// The distance by which the parts of a document move in the collection.
struct Shift {
    page: usize,
    anchor: usize,
    address: usize,
    nodes: u32,
}

impl Shift {
    fn node(&self, NodeId(id): NodeId) -> NodeId {
        NodeId(id + self.nodes)
    }

    fn item(&self, item: PageItem) -> PageItem {
        match item {
            PageItem::Begin(node) => PageItem::Begin(self.node(node)),
            PageItem::Area(area) => PageItem::Area(Area { node: self.node(area.node), ..area }),
            PageItem::Link(mut link) => {
                link.to = match link.to {
                    Target::Anchor(to) => Target::Anchor(Anchor(to.0 + self.anchor)),
                    Target::Address(to) => Target::Address(to + self.address),
                };
                link.node = self.node(link.node);
                PageItem::Link(link)
            }
            PageItem::Turned(mut turned) => {
                turned.items = turned.items.into_iter().map(|item| self.item(item)).collect();
                PageItem::Turned(turned)
            }
            item @ (PageItem::Text(_)
            | PageItem::Rule(_)
            | PageItem::Path(_)
            | PageItem::Image(_)
            | PageItem::Drawing(_)
            | PageItem::Aside(_)
            | PageItem::End) => item,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::{Link, Mm};

    /// A document of this many pages, each with a paragraph that links to its last page.
    fn document(count: usize) -> Pages {
        let mut structure = Structure::default();
        let page = |structure: &mut Structure| {
            let paragraph = structure.add(None, NodeKind::Paragraph);
            let node = structure.add(Some(paragraph), NodeKind::Link);
            let [x, y, width, height] = [Mm(1.0); 4];
            let link = Link { x, y, width, height, to: Target::Anchor(Anchor(0)), node };
            let items = vec![PageItem::Begin(paragraph), PageItem::Link(link), PageItem::End];
            Page { width: Mm(210.0), height: Mm(297.0), items }
        };
        let pages = (0..count).map(|_| page(&mut structure)).collect();
        let entry = |level, title: &str, page| OutlineEntry {
            level,
            title: title.to_owned(),
            to: Destination { page, y: Mm(0.0) },
        };
        Pages {
            title: "函".to_owned(),
            author: "甲".to_owned(),
            watermark: String::new(),
            pages,
            outline: vec![entry(1, "函", 0), entry(1, "附件", count - 1)],
            anchors: vec![Destination { page: count - 1, y: Mm(0.0) }],
            addresses: Vec::new(),
            structure,
        }
    }

    #[test]
    fn each_document_begins_on_a_right_hand_page_with_all_its_parts() {
        let mut all = Pages::collection("全部", "甲");
        for count in [3, 2, 1] {
            all.add_document(document(count));
        }
        // 3 and a blank one, 2, 1.
        assert_eq!(all.pages.len(), 7);
        let blank: Vec<_> = all.pages.iter().map(|page| page.items.is_empty()).collect();
        assert_eq!(blank, [false, false, false, true, false, false, false]);
        let outline: Vec<_> =
            all.outline.iter().map(|entry| (entry.level, entry.to.page)).collect();
        assert_eq!(outline, [(1, 0), (2, 2), (1, 4), (2, 5), (1, 6), (2, 6)]);
        let anchors: Vec<_> = all.anchors.iter().map(|to| to.page).collect();
        assert_eq!(anchors, [2, 5, 6]);
        let [PageItem::Begin(paragraph), PageItem::Link(link), PageItem::End] =
            &all.pages[5].items[..]
        else {
            panic!("{:?}", all.pages[5].items)
        };
        assert_eq!(all.structure.node(*paragraph).kind, NodeKind::Paragraph);
        assert_eq!(all.structure.node(link.node).parent, Some(*paragraph));
        let Target::Anchor(to) = link.to else { panic!("{:?}", link.to) };
        assert_eq!(all.anchors[to.0].page, 5);
        // Each document is a part of the structure.
        let part = all.structure.node(*paragraph).parent.unwrap();
        assert_eq!(all.structure.node(part).kind, NodeKind::Part);
        assert_eq!(all.structure.node(part).parent, None);
    }
}
