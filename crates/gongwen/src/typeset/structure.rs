//! The logical structure of a document, for readers that do not look at pages (ISO 32000-1, 14.7): a
//! tree of elements. [`super::PageItem::Begin`] and `End` mark the items on the pages that belong to
//! each element.

/// An element's position in its [`Structure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

impl NodeId {
    /// Returns the position among the elements of the structure.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The kind of an element (ISO 32000-1, 14.8.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A part of the document: an attachment.
    Part,
    /// The document's title.
    Title,
    /// A heading; 1 is the highest level.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A table with what belongs to it: a section of its own.
    Section,
    /// A table.
    Table,
    /// The caption of a table or the words before a list.
    Caption,
    /// The rows of a table that name its columns.
    TableHead,
    /// Rows of a table that belong together.
    TableBody,
    /// A row of a table.
    Row,
    /// A cell that names a column.
    HeaderCell(Span),
    /// A cell that names its rows.
    RowHeader(Span),
    /// A cell with data.
    DataCell(Span),
    /// A list.
    List(Marks),
    /// An item of a list.
    Item,
    /// The words of an item, without its mark.
    ItemBody,
    /// The drawn mark before an item.
    Bullet,
    /// A picture with a description.
    Figure {
        /// The description in words.
        alt: String,
    },
    /// Words that lead to another place.
    Link,
    /// Words that are stressed (`**…**`).
    Strong,
    /// Words in English.
    Foreign,
    /// The mark of a note in the text.
    Reference,
    /// A note.
    Note,
    /// The mark before a note or an item.
    Label,
    /// Words that are not printed as text: those of a watermark.
    Said {
        /// The words.
        words: String,
    },
}

/// The marks before the items of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// The same drawn mark before each.
    Bullets,
    /// Their numbers.
    Numbers,
}

impl NodeKind {
    /// Returns whether the element is a part of a paragraph.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Link | Self::Strong | Self::Foreign)
    }

    /// Returns whether the element is a cell of a table.
    pub fn is_cell(&self) -> bool {
        matches!(self, Self::HeaderCell(_) | Self::RowHeader(_) | Self::DataCell(_))
    }
}

/// The number of columns and rows that a cell covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Columns, at least 1.
    pub columns: u32,
    /// Rows, at least 1.
    pub rows: u32,
}

impl Span {
    /// One column, one row.
    pub const ONE: Self = Self { columns: 1, rows: 1 };
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The kind.
    pub kind: NodeKind,
    /// The parent; `None` for a child of the document itself.
    pub parent: Option<NodeId>,
}

/// The tree of a document's elements. Children are in the order in which they were added, which is the
/// reading order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    nodes: Vec<Node>,
}

impl Structure {
    /// Adds an element at the end of its parent's children.
    pub fn add(&mut self, parent: Option<NodeId>, kind: NodeKind) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).expect("fewer elements than 2^32"));
        self.nodes.push(Node { kind, parent });
        id
    }

    /// Adds the elements of another structure below a new element at its end. Returns the number by which their ids grow.
    pub(super) fn append(&mut self, other: &Self, kind: NodeKind) -> u32 {
        let whole = self.add(None, kind);
        let shift = whole.0 + 1;
        let is_said = |kind: &NodeKind| {
            matches!(kind, NodeKind::Said { .. })
                && self.nodes.iter().any(|known| known.kind == *kind)
        };
        let kind = |kind: &NodeKind| {
            // A paragraph that nothing shows is none.
            if is_said(kind) { NodeKind::Paragraph } else { kind.clone() }
        };
        let kinds: Vec<NodeKind> = other.nodes.iter().map(|node| kind(&node.kind)).collect();
        self.nodes.extend(other.nodes.iter().zip(kinds).map(|(node, kind)| Node {
            kind,
            parent: Some(node.parent.map_or(whole, |NodeId(id)| NodeId(id + shift))),
        }));
        shift
    }

    /// Returns every element with its id, parents before their children.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        (0..).map(NodeId).zip(&self.nodes)
    }

    /// Returns an element.
    ///
    /// # Panics
    ///
    /// If `id` comes from another structure.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}
