//! Clickable areas that lead to another place (ISO 32000-1, 12.5.6.5).

use lopdf::{Object, ObjectId};

use super::content::Content;
use super::file::Objects;
use super::outline::destination;
use super::syntax;
use super::tags::{Piece, Pieces};
use crate::typeset::{Pages, Target};

/// Adds the links of a page and returns them.
pub(super) fn add(
    objects: &mut Objects,
    page: usize,
    content: &Content,
    pages: &Pages,
    ids: &[ObjectId],
    pieces: &mut Pieces,
) -> Vec<Object> {
    let mut annotations = Vec::with_capacity(content.links.len());
    for (link, bounds) in &content.links {
        let (to, address) = match link.to {
            Target::Anchor(to) => (pages.anchors.get(to.0), None),
            Target::Address(to) => (None, pages.addresses.get(to)),
        };
        if to.is_none() && address.is_none() {
            continue;
        }
        let id = objects.reserve();
        let out = objects.begin(id);
        // Printed with the page (flag 4), as PDF/A requires (ISO 19005-2, 6.3.2), and without a frame.
        out.extend_from_slice(b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
        syntax::numbers(out, bounds);
        out.push(b']');
        if let Some(to) = to {
            destination(out, to, &pages.pages, ids);
        }
        if let Some(address) = address {
            out.extend_from_slice(b"/A<</S/URI/URI ");
            syntax::object(out, &Object::string_literal(address.as_str()));
            out.extend_from_slice(b">>");
        }
        if let Some(text) = content.link_texts.get(&link.node) {
            out.extend_from_slice(b"/Contents ");
            syntax::text(out, text.chars());
        }
        out.extend_from_slice(b"/StructParent ");
        syntax::integer(out, (ids.len() + pieces.annotations.len()) as u64);
        out.extend_from_slice(b">>");
        pieces.annotations.push((id, link.node));
        pieces.all.push((link.node, Piece::Annotation(page, id)));
        annotations.push(Object::Reference((id, 0)));
    }
    annotations
}
