//! The pages of a file as objects: their tree, their faces and pictures, their content.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::content::Images;
use super::ink::Inks;
use super::subset::Subsets;
use super::{drawing, face, picture};
use crate::typeset::Pages;

/// Makes a document of pages with content, which is compressed by deflate, and pictures. Returns it with the ids of the
/// pages, which share their resources.
pub(super) fn skeleton(
    pages: &Pages,
    subsets: &Subsets,
    contents: Vec<Vec<u8>>,
    images: &Images,
    inks: &Inks,
) -> (Document, Vec<ObjectId>) {
    let mut document = Document::new();
    let fonts = subsets.iter().map(|subset| (subset.resource(), face::add(&mut document, subset)));
    let fonts = Dictionary::from_iter(fonts.map(|(name, id)| (name, Object::Reference(id))));
    let mut resources = dictionary! { "Font" => fonts };
    if let Some(spaces) = inks.spaces() {
        resources.set("ColorSpace", spaces);
    }
    let mut objects = Dictionary::new();
    for (number, image) in images.distinct.iter().enumerate() {
        objects.set(format!("Image{number}"), picture::add(&mut document, image));
    }
    for (number, outlines) in images.drawings.iter().enumerate() {
        objects.set(format!("Outlines{number}"), drawing::add(&mut document, outlines, inks));
    }
    if !objects.is_empty() {
        resources.set("XObject", objects);
    }
    let resources = document.add_object(resources);
    let tree = document.new_object_id();
    let mut ids = Vec::with_capacity(contents.len());
    for (page, content) in pages.pages.iter().zip(contents) {
        let content = Stream::new(dictionary! { "Filter" => "FlateDecode" }, content);
        let content = document.add_object(content);
        let edges = [0.0, 0.0, page.width.to_pt().0, page.height.to_pt().0];
        ids.push(document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => tree,
            "MediaBox" => edges.map(|edge| Object::Real(edge as f32)).to_vec(),
            "Resources" => resources,
            "Contents" => content,
        }));
    }
    let kids: Vec<Object> = ids.iter().map(|&id| Object::Reference(id)).collect();
    let count = kids.len() as i64;
    let nodes = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
    document.set_object(tree, nodes);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    (document, ids)
}
