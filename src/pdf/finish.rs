//! The finishing touches on lopdf's document, and its bytes.

use jiff::civil::Date;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use sha2::{Digest, Sha256};

use crate::typeset::{OutlineEntry, Pages};

/// Adds language, outline, dates and identity, and writes the file.
pub(super) fn finish(
    mut document: Document,
    pages: &Pages,
    date: Date,
) -> Result<Vec<u8>, lopdf::Error> {
    document.version = "1.7".to_owned();
    let outline = outline(&mut document, &pages.outline);
    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("zh-CN"));
    catalog.set(
        "ViewerPreferences",
        Dictionary::from_iter([("DisplayDocTitle", Object::Boolean(true))]),
    );
    catalog.set("PageMode", Object::Name(b"UseNone".to_vec()));
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", Object::Name(b"UseOutlines".to_vec()));
    }
    info(&mut document, date)?;
    document.compress();
    set_identity(&mut document)?;
    bytes(&mut document)
}

/// The document's dates, and nothing about PDF/X, which it does not claim to be.
fn info(document: &mut Document, date: Date) -> Result<(), lopdf::Error> {
    let id = document.trailer.get(b"Info")?.as_reference()?;
    let info = document.get_dictionary_mut(id)?;
    let day = format!(
        "D:{:04}{:02}{:02}000000+08'00'",
        date.year(),
        date.month(),
        date.day()
    );
    for key in ["CreationDate", "ModDate"] {
        info.set(key, Object::string_literal(day.as_str()));
    }
    for key in [
        "GTS_PDFXVersion",
        "Identifier",
        "Keywords",
        "Subject",
        "Trapped",
    ] {
        info.remove(key.as_bytes());
    }
    Ok(())
}

/// Replaces printpdf's /ID, which comes from a process-wide counter, by a hash of all the rest.
fn set_identity(document: &mut Document) -> Result<(), lopdf::Error> {
    document.trailer.remove(b"ID");
    let digest = Sha256::digest(bytes(document)?);
    let id = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    document
        .trailer
        .set("ID", Object::Array(vec![id.clone(), id]));
    Ok(())
}

fn bytes(document: &mut Document) -> Result<Vec<u8>, lopdf::Error> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// The outline as a tree; `None` when there are no entries.
fn outline(document: &mut Document, entries: &[OutlineEntry]) -> Option<Object> {
    if entries.is_empty() {
        return None;
    }
    let root = document.new_object_id();
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let parents = parents(entries);
    for (i, entry) in entries.iter().enumerate() {
        let siblings: Vec<usize> = children(&parents, parents[i]).collect();
        let place = siblings.iter().position(|&s| s == i).unwrap_or(0);
        let mut item = Dictionary::from_iter([
            ("Title", text_string(&entry.title)),
            ("Parent", parents[i].map_or(root, |p| ids[p]).into()),
        ]);
        if let Some(&page) = pages.get(entry.to.page) {
            item.set(
                "Dest",
                vec![
                    page.into(),
                    Object::Name(b"XYZ".to_vec()),
                    Object::Null,
                    Object::Null,
                    Object::Null,
                ],
            );
        }
        if place > 0 {
            item.set("Prev", ids[siblings[place - 1]]);
        }
        if let Some(&next) = siblings.get(place + 1) {
            item.set("Next", ids[next]);
        }
        set_children(
            &mut item,
            &children(&parents, Some(i))
                .map(|c| ids[c])
                .collect::<Vec<_>>(),
        );
        document.set_object(ids[i], item);
    }
    let mut dictionary = Dictionary::from_iter([("Type", Object::Name(b"Outlines".to_vec()))]);
    set_children(
        &mut dictionary,
        &children(&parents, None).map(|c| ids[c]).collect::<Vec<_>>(),
    );
    document.set_object(root, dictionary);
    Some(root.into())
}

/// For each entry the last one before it of a smaller level.
fn parents(entries: &[OutlineEntry]) -> Vec<Option<usize>> {
    entries
        .iter()
        .enumerate()
        .map(|(i, entry)| (0..i).rev().find(|&j| entries[j].level < entry.level))
        .collect()
}

fn children(parents: &[Option<usize>], parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
    (0..parents.len()).filter(move |&i| parents[i] == parent)
}

/// First, last and count (open) of an outline item's children.
fn set_children(item: &mut Dictionary, children: &[ObjectId]) {
    if let (Some(&first), Some(&last)) = (children.first(), children.last()) {
        item.set("First", first);
        item.set("Last", last);
        item.set("Count", children.len() as i64);
    }
}

/// A text string in UTF-16 (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> Object {
    let mut bytes = vec![0xFE, 0xFF];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}
