//! Pictures in the file.

use std::sync::Arc;

use gongwen::typeset::{Image, Mm, NodeKind, PageItem, Pages, PlacedImage};
use lopdf::{Dictionary, Document, Object};

use super::{changed, fonts, pages, written};

/// Returns a picture of two by one pixels: half-transparent red, opaque blue.
fn seal() -> Image {
    Image { width: 2, height: 1, rgba: vec![255, 0, 0, 128, 0, 0, 255, 255] }
}

fn put(pages: &mut Pages, page: usize, image: Arc<Image>) {
    let node = pages.structure.add(None, NodeKind::Figure { alt: "印章".to_owned() });
    let placed = PageItem::Image(PlacedImage {
        image,
        x: Mm(100.0),
        y: Mm(150.0),
        width: Mm(42.0),
        height: Mm(21.0),
    });
    pages.pages[page].items.extend(PageItem::tagged(node, vec![placed]));
}

fn pictures(document: &Document) -> Vec<(&Dictionary, Vec<u8>)> {
    document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image")
        })
        .map(|stream| (&stream.dict, stream.decompressed_content().unwrap()))
        .collect()
}

#[test]
fn a_picture_is_in_the_file_once_with_its_opacity() {
    let document = changed(|pages| {
        let image = Arc::new(seal());
        put(pages, 0, Arc::clone(&image));
        put(pages, 1, image);
        // The same picture, read from another file.
        put(pages, 1, Arc::new(seal()));
    });
    let pictures = pictures(&document);
    assert_eq!(pictures.len(), 2);
    let (colors, pixels) =
        pictures.iter().find(|(dictionary, _)| dictionary.has(b"SMask")).unwrap();
    assert_eq!(pixels, &[255, 0, 0, 0, 0, 255]);
    let mask = colors.get(b"SMask").unwrap();
    let mask = document.dereference(mask).unwrap().1.as_stream().unwrap();
    assert_eq!(mask.decompressed_content().unwrap(), [128, 255]);
}

#[test]
fn an_opaque_picture_has_no_mask() {
    let document = changed(|pages| {
        put(pages, 0, Arc::new(Image { rgba: vec![255; 8], ..seal() }));
    });
    let pictures = pictures(&document);
    assert_eq!(pictures.len(), 1);
    assert!(!pictures[0].0.has(b"SMask"));
}

/// 42 × 21 mm, its lower edge 171 mm below the upper edge of the sheet of 297 mm.
#[test]
fn a_picture_stands_in_its_place() {
    let document = changed(|pages| put(pages, 0, Arc::new(seal())));
    let page = document.get_pages()[&1];
    let content = document.get_and_decode_page_content(page).unwrap();
    let drawn = content.operations.iter().position(|operation| operation.operator == "Do").unwrap();
    let matrix = &content.operations[drawn - 1];
    assert_eq!(matrix.operator, "cm");
    let millimetres: Vec<f32> = matrix
        .operands
        .iter()
        .map(|number| (number.as_float().unwrap() * 25.4 / 72.0 * 100.0).round() / 100.0)
        .collect();
    assert_eq!(millimetres, [42.0, 0.0, 0.0, 21.0, 100.0, 126.0]);
}

#[test]
fn pictures_do_not_depend_on_threads() {
    let fonts = fonts();
    let make = || {
        let mut pages = pages(fonts);
        put(&mut pages, 0, Arc::new(seal()));
        put(&mut pages, 1, Arc::new(seal()));
        written(&pages, fonts)
    };
    let first = make();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(make() == first));
        }
    });
}
