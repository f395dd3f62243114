//! The outline and the links.

use std::collections::BTreeMap;

use lopdf::{Document, Object};

use super::{read, resolve, utf16};

/// Returns the page of a destination and its distance from the lower edge, in points.
fn target(document: &Document, destination: &Object) -> (u32, f32) {
    let pages: BTreeMap<_, _> =
        document.get_pages().into_iter().map(|(number, id)| (id, number)).collect();
    let destination = destination.as_array().unwrap();
    assert_eq!(destination[1].as_name().unwrap(), b"XYZ");
    (pages[&destination[0].as_reference().unwrap()], destination[3].as_float().unwrap())
}

#[test]
fn the_outline_is_a_tree_of_title_headings_and_attachments() {
    let document = read();
    let mut found = Vec::new();
    let root = resolve(&document, document.catalog().unwrap().get(b"Outlines").unwrap());
    assert_eq!(root.get(b"Count").unwrap().as_i64().unwrap(), 3);
    let mut queue = vec![(1, root.get(b"First").unwrap().clone())];
    while let Some((depth, reference)) = queue.pop() {
        let item = resolve(&document, &reference);
        let (page, _) = target(&document, item.get(b"Dest").unwrap());
        found.push((depth, utf16(item.get(b"Title").unwrap()), page));
        if let Ok(next) = item.get(b"Next") {
            queue.push((depth, next.clone()));
        }
        if let Ok(first) = item.get(b"First") {
            queue.push((depth + 1, first.clone()));
        }
    }
    assert_eq!(
        found,
        [
            (1, "关于做好2018年重点工作的通知".to_owned(), 1),
            (2, "一、任务".to_owned(), 1),
            (1, "附件 事项清单".to_owned(), 2),
        ]
    );
}

/// The attachment begins in the first row of page 2, 37 mm below the sheet's upper edge.
#[test]
fn the_note_of_attachments_leads_to_the_attachment() {
    let document = read();
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let links = page.get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(links.len(), 1);
    let link = resolve(&document, &links[0]);
    assert_eq!(link.get(b"Subtype").unwrap().as_name().unwrap(), b"Link");
    assert_eq!(link.get(b"F").unwrap().as_i64().unwrap(), 4);
    let (page, y) = target(&document, link.get(b"Dest").unwrap());
    assert_eq!(page, 2);
    assert!((y - 260.0 * 72.0 / 25.4).abs() < 1.0, "{y}");
    assert_eq!(utf16(link.get(b"Contents").unwrap()), "事项清单");
}
