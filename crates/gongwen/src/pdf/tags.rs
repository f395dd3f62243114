//! The structure tree: headings, paragraphs, cells, and the pieces of pages that belong to each (ISO
//! 32000-1, 14.7).

use std::collections::BTreeMap;

use lopdf::ObjectId;

use super::file::Objects;
use super::syntax;
use crate::typeset::{Marks, NodeId, NodeKind, Span, Structure};

/// The deepest level of headings in PDF (14.8.4.3).
const DEEPEST_HEADING: u8 = 6;
/// The words of a drawn mark before an item.
const BULLET: &str = "•";

/// A piece that shows an element.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    /// A piece of marked content: page, from 0, and number.
    Content(usize, usize),
    /// The area of a link: page, from 0, and object.
    Annotation(usize, u32),
}

/// All pieces of a document.
#[derive(Default)]
pub(super) struct Pieces {
    /// Elements and pieces in reading order.
    pub all: Vec<(NodeId, Piece)>,
    /// The areas of links, by their keys in the parent tree.
    pub annotations: Vec<(u32, NodeId)>,
    /// The areas of elements with the pages on which they begin.
    areas: BTreeMap<NodeId, (usize, [f64; 4])>,
}

impl Pieces {
    /// Adds areas on a page. An element that goes on to other pages has the area of its first one.
    pub(super) fn add_areas(&mut self, page: usize, areas: &[(NodeId, [f64; 4])]) {
        for &(node, [left, lower, right, upper]) in areas {
            let known = self.areas.entry(node).or_insert((page, [left, lower, right, upper]));
            if known.0 == page {
                let [l, b, r, t] = known.1;
                known.1 = [l.min(left), b.min(lower), r.max(right), t.max(upper)];
            }
        }
    }
}

/// A child of an element.
#[derive(Clone, Copy)]
enum Kid {
    Element(NodeId),
    Piece(Piece),
}

/// The elements of a document while they are written.
struct Tree<'a> {
    structure: &'a Structure,
    pages: &'a [ObjectId],
    /// The areas of elements with their pages.
    areas: &'a BTreeMap<NodeId, (usize, [f64; 4])>,
    /// The children of each element.
    kids: Vec<Vec<Kid>>,
    /// The object number of each element; `None` for those that nothing shows.
    numbers: Vec<Option<u32>>,
    document: u32,
}

/// Adds the structure tree and returns its root.
pub(super) fn add(
    objects: &mut Objects,
    structure: &Structure,
    pages: &[ObjectId],
    pieces: &Pieces,
) -> u32 {
    let root = objects.reserve();
    let document = objects.reserve();
    let order = Order::new(structure, pieces);
    let numbers =
        structure.nodes().map(|(id, _)| order.is_shown(id).then(|| objects.reserve())).collect();
    let (kids, top) = order.kids();
    let tree = Tree { structure, pages, areas: &pieces.areas, kids, numbers, document };
    tree.document(objects, root, &top);
    for (id, _) in structure.nodes() {
        tree.element(objects, id);
    }
    let parent_tree = tree.parents(objects, pieces);
    let identifiers = tree.identifiers(objects);
    let out = objects.begin(root);
    out.extend_from_slice(b"<</Type/StructTreeRoot/K ");
    syntax::reference(out, document);
    out.extend_from_slice(b"/ParentTree ");
    syntax::reference(out, parent_tree);
    out.extend_from_slice(b"/ParentTreeNextKey ");
    syntax::integer(out, (pages.len() + pieces.annotations.len()) as u64);
    if let Some(identifiers) = identifiers {
        out.extend_from_slice(b"/IDTree ");
        syntax::reference(out, identifiers);
    }
    out.extend_from_slice(b">>");
    root
}

/// Returns the identifier of a note, a string that no other element has. Their order is that of the elements.
fn identifier(note: NodeId) -> String {
    format!("(note{:08})", note.index())
}

/// The order of children below their elements.
struct Order<'a> {
    structure: &'a Structure,
    pieces: &'a Pieces,
    /// The position of the first piece of each element or its descendants.
    first: Vec<Option<usize>>,
}

impl<'a> Order<'a> {
    fn new(structure: &'a Structure, pieces: &'a Pieces) -> Self {
        let mut first = vec![None; structure.nodes().count()];
        for (place, (node, _)) in pieces.all.iter().enumerate() {
            first[node.index()].get_or_insert(place);
        }
        // Parents come before their children.
        let parents: Vec<Option<NodeId>> = structure.nodes().map(|(_, node)| node.parent).collect();
        for (index, parent) in parents.into_iter().enumerate().rev() {
            let (Some(place), Some(parent)) = (first[index], parent) else {
                continue;
            };
            let above = &mut first[parent.index()];
            *above = Some(above.map_or(place, |other| other.min(place)));
        }
        Self { structure, pieces, first }
    }

    /// Returns whether an element is shown anywhere. An empty cell is still a cell.
    fn is_shown(&self, id: NodeId) -> bool {
        self.first[id.index()].is_some()
            || matches!(
                self.structure.node(id).kind,
                NodeKind::TableHead
                    | NodeKind::TableBody
                    | NodeKind::Row
                    | NodeKind::HeaderCell(_)
                    | NodeKind::RowHeader(_)
                    | NodeKind::DataCell(_)
                    | NodeKind::Said { .. }
            )
    }

    /// Returns the children of each element and of the document. Elements keep their order; a piece of
    /// an element comes before the first element that is shown after it.
    fn kids(&self) -> (Vec<Vec<Kid>>, Vec<Kid>) {
        let document = self.first.len();
        let mut kids: Vec<Vec<(usize, Kid)>> = vec![Vec::new(); document + 1];
        for (id, node) in self.structure.nodes().filter(|(id, _)| self.is_shown(*id)) {
            let siblings = &mut kids[node.parent.map_or(document, NodeId::index)];
            let before = siblings.last().map_or(0, |(place, _)| *place);
            let place = self.first[id.index()].map_or(before, |place| place.max(before));
            siblings.push((place, Kid::Element(id)));
        }
        for (place, (node, piece)) in self.pieces.all.iter().enumerate() {
            kids[node.index()].push((place, Kid::Piece(*piece)));
        }
        let mut kids: Vec<Vec<Kid>> = kids
            .into_iter()
            .map(|mut kids| {
                kids.sort_by_key(|(place, _)| *place);
                kids.into_iter().map(|(_, kid)| kid).collect()
            })
            .collect();
        let top = kids.pop().unwrap_or_default();
        (kids, top)
    }
}

impl Tree<'_> {
    fn document(&self, objects: &mut Objects, root: u32, top: &[Kid]) {
        let out = objects.begin(self.document);
        out.extend_from_slice(b"<</S/Document/P ");
        syntax::reference(out, root);
        self.kids(out, top, None);
        out.extend_from_slice(b">>");
    }

    fn element(&self, objects: &mut Objects, id: NodeId) {
        let Some(number) = self.numbers[id.index()] else {
            return;
        };
        let node = self.structure.node(id);
        let parent = node.parent.and_then(|parent| self.numbers[parent.index()]);
        let out = objects.begin(number);
        out.extend_from_slice(b"<</S/");
        out.extend_from_slice(role(&node.kind).as_bytes());
        out.extend_from_slice(b"/P ");
        syntax::reference(out, parent.unwrap_or(self.document));
        attributes(out, &node.kind);
        let area = self.areas.get(&id);
        if let Some((_, bounds)) = area {
            out.extend_from_slice(b"/A<</O/Layout/Placement/Block/BBox[");
            syntax::numbers(out, bounds);
            out.extend_from_slice(b"]>>");
        }
        if node.kind == NodeKind::Note {
            out.extend_from_slice(b"/ID");
            out.extend_from_slice(identifier(id).as_bytes());
        }
        self.kids(out, &self.kids[id.index()], area.map(|(page, _)| *page));
        out.extend_from_slice(b">>");
    }

    /// Writes the children of an element that is on a `page`, or on that of its first piece. Pieces there are bare numbers.
    fn kids(&self, out: &mut Vec<u8>, kids: &[Kid], page: Option<usize>) {
        let home = page.or_else(|| {
            kids.iter().find_map(|kid| match kid {
                Kid::Piece(Piece::Content(page, _)) => Some(*page),
                _ => None,
            })
        });
        if let Some(home) = home {
            out.extend_from_slice(b"/Pg ");
            self.page(out, home);
        }
        out.extend_from_slice(b"/K[");
        for kid in kids {
            match *kid {
                Kid::Element(id) => {
                    if let Some(number) = self.numbers[id.index()] {
                        syntax::reference(out, number);
                    }
                }
                Kid::Piece(Piece::Content(page, mcid)) if Some(page) == home => {
                    syntax::integer(out, mcid as u64);
                }
                Kid::Piece(Piece::Content(page, mcid)) => {
                    out.extend_from_slice(b"<</Type/MCR/Pg ");
                    self.page(out, page);
                    out.extend_from_slice(b"/MCID ");
                    syntax::integer(out, mcid as u64);
                    out.extend_from_slice(b">>");
                }
                Kid::Piece(Piece::Annotation(page, object)) => {
                    out.extend_from_slice(b"<</Type/OBJR/Pg ");
                    self.page(out, page);
                    out.extend_from_slice(b"/Obj ");
                    syntax::reference(out, object);
                    out.extend_from_slice(b">>");
                }
            }
            out.push(b' ');
        }
        out.push(b']');
    }

    fn page(&self, out: &mut Vec<u8>, page: usize) {
        syntax::reference(out, self.pages[page].0);
    }

    /// Writes the tree of identifiers, which leads from those of notes to their elements; `None` without notes.
    fn identifiers(&self, objects: &mut Objects) -> Option<u32> {
        let notes = self.structure.nodes().filter(|(_, node)| node.kind == NodeKind::Note);
        let notes = notes.filter_map(|(id, _)| Some((id, self.numbers[id.index()]?)));
        let notes: Vec<(NodeId, u32)> = notes.collect();
        let (first, last) = (notes.first()?.0, notes.last()?.0);
        let leaf = objects.reserve();
        let out = objects.begin(leaf);
        out.extend_from_slice(b"<</Limits[");
        out.extend_from_slice(identifier(first).as_bytes());
        out.extend_from_slice(identifier(last).as_bytes());
        out.extend_from_slice(b"]/Names[");
        for (id, number) in notes {
            out.extend_from_slice(identifier(id).as_bytes());
            syntax::reference(out, number);
            out.push(b' ');
        }
        out.extend_from_slice(b"]>>");
        let tree = objects.reserve();
        let out = objects.begin(tree);
        out.extend_from_slice(b"<</Kids[");
        syntax::reference(out, leaf);
        out.extend_from_slice(b"]>>");
        Some(tree)
    }

    /// Writes the parent tree, which leads from pieces to elements: for each page the elements of its
    /// pieces, for each link its element.
    fn parents(&self, objects: &mut Objects, pieces: &Pieces) -> u32 {
        let mut by_page: BTreeMap<usize, Vec<(usize, u32)>> = BTreeMap::new();
        for (node, piece) in &pieces.all {
            if let (Piece::Content(page, mcid), Some(number)) = (piece, self.numbers[node.index()])
            {
                by_page.entry(*page).or_default().push((*mcid, number));
            }
        }
        let lists: Vec<(usize, u32)> = by_page
            .into_iter()
            .map(|(page, mut elements)| {
                elements.sort_unstable();
                let list = objects.reserve();
                let out = objects.begin(list);
                out.push(b'[');
                for (_, number) in elements {
                    syntax::reference(out, number);
                    out.push(b' ');
                }
                out.push(b']');
                (page, list)
            })
            .collect();
        let links = pieces.annotations.iter().enumerate();
        let links = links
            .filter_map(|(i, (_, node))| Some((self.pages.len() + i, self.numbers[node.index()]?)));
        let tree = objects.reserve();
        let out = objects.begin(tree);
        out.extend_from_slice(b"<</Nums[");
        for (key, number) in lists.iter().copied().chain(links) {
            syntax::integer(out, key as u64);
            out.push(b' ');
            syntax::reference(out, number);
            out.push(b' ');
        }
        out.extend_from_slice(b"]>>");
        tree
    }
}

fn role(kind: &NodeKind) -> &'static str {
    match kind {
        NodeKind::Part => "Part",
        // PDF 1.7 has no element for titles, nor for stressed words.
        NodeKind::Title => "H1",
        NodeKind::Heading(level) => {
            let index = usize::from((*level).clamp(1, DEEPEST_HEADING) - 1);
            ["H1", "H2", "H3", "H4", "H5", "H6"][index]
        }
        NodeKind::Paragraph | NodeKind::Said { .. } => "P",
        NodeKind::Section => "Sect",
        NodeKind::Table => "Table",
        NodeKind::Caption => "Caption",
        NodeKind::TableHead => "THead",
        NodeKind::TableBody => "TBody",
        NodeKind::Row => "TR",
        NodeKind::HeaderCell(_) | NodeKind::RowHeader(_) => "TH",
        NodeKind::DataCell(_) => "TD",
        NodeKind::List(_) => "L",
        NodeKind::Item => "LI",
        NodeKind::ItemBody => "LBody",
        NodeKind::Figure { .. } => "Figure",
        NodeKind::Link => "Link",
        NodeKind::Strong | NodeKind::Foreign => "Span",
        NodeKind::Reference => "Reference",
        NodeKind::Note => "Note",
        NodeKind::Label | NodeKind::Bullet => "Lbl",
    }
}

/// Writes the attributes of an element (14.8.5).
fn attributes(out: &mut Vec<u8>, kind: &NodeKind) {
    match kind {
        NodeKind::HeaderCell(span) => cell(out, "/Scope/Column", *span),
        NodeKind::RowHeader(span) => cell(out, "/Scope/Row", *span),
        NodeKind::DataCell(span) if *span != Span::ONE => cell(out, "", *span),
        NodeKind::Figure { alt } => {
            out.extend_from_slice(b"/Alt ");
            syntax::text(out, alt.chars());
        }
        NodeKind::List(marks) => {
            out.extend_from_slice(b"/A<</O/List/ListNumbering/");
            out.extend_from_slice(match marks {
                Marks::Bullets => b"Disc",
                Marks::Numbers => b"Decimal",
            });
            out.extend_from_slice(b">>");
        }
        NodeKind::Bullet => {
            out.extend_from_slice(b"/ActualText ");
            syntax::text(out, BULLET.chars());
        }
        NodeKind::Foreign => out.extend_from_slice(b"/Lang(en)"),
        NodeKind::Said { words } => {
            out.extend_from_slice(b"/ActualText ");
            syntax::text(out, words.chars());
        }
        _ => {}
    }
}

fn cell(out: &mut Vec<u8>, scope: &str, span: Span) {
    out.extend_from_slice(b"/A<</O/Table");
    out.extend_from_slice(scope.as_bytes());
    for (key, count) in [("/ColSpan ", span.columns), ("/RowSpan ", span.rows)] {
        if count > 1 {
            out.extend_from_slice(key.as_bytes());
            syntax::integer(out, count.into());
        }
    }
    out.extend_from_slice(b">>");
}
