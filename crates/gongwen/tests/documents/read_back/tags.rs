//! The structure, and the references between it and the pages.

use std::collections::{BTreeMap, BTreeSet};

use gongwen::typeset::{NodeKind, PageItem, Pages, Span, TextRun};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::{changed, read, resolve, utf16};

/// An element: its role, its depth, its dictionary.
pub type Element<'a> = (String, usize, &'a Dictionary);

/// The structure of a document as a reader walks it.
#[derive(Default)]
struct Walk<'a> {
    elements: Vec<Element<'a>>,
    /// The element of each piece of content, by page and number.
    content: BTreeMap<(ObjectId, i64), ObjectId>,
    /// The elements of annotations.
    annotations: BTreeMap<ObjectId, ObjectId>,
}

impl<'a> Walk<'a> {
    fn new(document: &'a Document) -> Self {
        let mut walk = Self::default();
        let root = root(document).get(b"K").unwrap().as_reference().unwrap();
        walk.element(document, root, 0);
        walk
    }

    fn element(&mut self, document: &'a Document, id: ObjectId, depth: usize) {
        let element = document.get_dictionary(id).unwrap();
        let role = element.get(b"S").unwrap().as_name().unwrap();
        let role = String::from_utf8(role.to_vec()).unwrap();
        self.elements.push((role, depth, element));
        for kid in element.get(b"K").unwrap().as_array().unwrap() {
            match kid {
                Object::Integer(mcid) => {
                    let page = element.get(b"Pg").unwrap().as_reference().unwrap();
                    assert_eq!(self.content.insert((page, *mcid), id), None);
                }
                Object::Reference(kid) => {
                    let parent = document.get_dictionary(*kid).unwrap().get(b"P").unwrap();
                    assert_eq!(parent.as_reference().unwrap(), id);
                    self.element(document, *kid, depth + 1);
                }
                Object::Dictionary(kid) => self.reference(kid, id),
                other => panic!("{other:?} below an element"),
            }
        }
    }

    fn reference(&mut self, kid: &Dictionary, element: ObjectId) {
        let page = kid.get(b"Pg").unwrap().as_reference().unwrap();
        if let Ok(mcid) = kid.get(b"MCID") {
            let piece = (page, mcid.as_i64().unwrap());
            assert_eq!(self.content.insert(piece, element), None);
        } else {
            let object = kid.get(b"Obj").unwrap().as_reference().unwrap();
            assert_eq!(self.annotations.insert(object, element), None);
        }
    }
}

fn root(document: &Document) -> &Dictionary {
    let catalog = document.catalog().unwrap();
    let mark = resolve(document, catalog.get(b"MarkInfo").unwrap());
    assert_eq!(mark.get(b"Marked").unwrap(), &Object::Boolean(true));
    resolve(document, catalog.get(b"StructTreeRoot").unwrap())
}

/// Returns the parent tree by its keys.
fn parent_tree(document: &Document) -> BTreeMap<i64, &Object> {
    let tree = resolve(document, root(document).get(b"ParentTree").unwrap());
    let numbers = tree.get(b"Nums").unwrap().as_array().unwrap();
    numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), &pair[1])).collect()
}

/// Asserts that pages, elements and parent tree agree, and returns the elements.
pub fn checked(document: &Document) -> Vec<Element<'_>> {
    let walk = Walk::new(document);
    let parents = parent_tree(document);
    let mut on_pages = BTreeSet::new();
    for page in document.get_pages().into_values() {
        let dictionary = document.get_dictionary(page).unwrap();
        assert_eq!(dictionary.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
        let key = dictionary.get(b"StructParents").unwrap().as_i64().unwrap();
        let empty = Vec::new();
        let of_page = parents
            .get(&key)
            .map_or(&empty, |list| document.dereference(list).unwrap().1.as_array().unwrap());
        let numbers = marked(document, page);
        assert_eq!(numbers.len(), of_page.len());
        for mcid in numbers {
            let parent = of_page[usize::try_from(mcid).unwrap()].as_reference().unwrap();
            assert_eq!(walk.content.get(&(page, mcid)), Some(&parent));
            on_pages.insert((page, mcid));
        }
        for annotation in annotations(dictionary) {
            let link = document.get_dictionary(annotation).unwrap();
            let key = link.get(b"StructParent").unwrap().as_i64().unwrap();
            let parent = parents[&key].as_reference().unwrap();
            assert_eq!(walk.annotations.get(&annotation), Some(&parent));
        }
    }
    assert_eq!(on_pages, walk.content.keys().copied().collect());
    walk.elements
}

fn annotations(page: &Dictionary) -> Vec<ObjectId> {
    let Ok(annotations) = page.get(b"Annots") else {
        return Vec::new();
    };
    let annotations = annotations.as_array().unwrap();
    annotations.iter().map(|a| a.as_reference().unwrap()).collect()
}

/// Returns the numbers of a page's pieces. Asserts that everything drawn is in a piece or is an artifact, and
/// that no piece is inside another.
fn marked(document: &Document, page: ObjectId) -> BTreeSet<i64> {
    let content = document.get_and_decode_page_content(page).unwrap();
    let mut open: Vec<Option<i64>> = Vec::new();
    let mut numbers = BTreeSet::new();
    for operation in &content.operations {
        match operation.operator.as_str() {
            "BMC" => panic!("an artifact without a type"),
            "BDC" if operation.operands[0].as_name().unwrap() == b"Artifact" => {
                assert!(operation.operands[1].as_dict().unwrap().has(b"Type"));
                assert!(open.is_empty());
                open.push(None);
            }
            "BDC" => {
                let properties = operation.operands[1].as_dict().unwrap();
                let mcid = properties.get(b"MCID").and_then(Object::as_i64).ok();
                if let Some(mcid) = mcid {
                    assert!(open.is_empty() && numbers.insert(mcid));
                }
                open.push(mcid);
            }
            "EMC" => assert!(open.pop().is_some()),
            "TJ" | "f" | "S" | "B" | "Do" => assert!(!open.is_empty(), "{operation:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty());
    numbers
}

fn roles<'a>(elements: &'a [Element<'_>]) -> Vec<(&'a str, usize)> {
    elements.iter().map(|(role, depth, _)| (role.as_str(), *depth)).collect()
}

#[test]
fn elements_stand_in_the_order_of_reading() {
    let document = read();
    let elements = checked(&document);
    let roles = roles(&elements);
    let headings: Vec<_> = roles.iter().filter(|(role, _)| role.starts_with('H')).collect();
    // The title, a heading of the text, and the title of the attachment, which is a part of the document.
    assert_eq!(headings, [&("H1", 1), &("H2", 1), &("H2", 2)]);
    assert_eq!(roles[0], ("Document", 0));
    let place = |role: &str| roles.iter().position(|(other, _)| *other == role).unwrap();
    assert!(place("H1") < place("H2") && place("H2") < place("Link"));
    assert!(place("Link") < place("Part"));
    assert!(!root(&document).has(b"RoleMap"));
}

/// Returns the first run of text on the first page.
fn a_run(pages: &Pages) -> TextRun {
    pages.pages[0]
        .items
        .iter()
        .find_map(|item| match item {
            PageItem::Text(run) => Some(run.clone()),
            _ => None,
        })
        .unwrap()
}

#[test]
fn tables_have_rows_of_cells_that_say_what_they_span() {
    let document = changed(|pages| {
        let text = PageItem::Text(a_run(pages));
        let structure = &mut pages.structure;
        let wide = Span { columns: 2, rows: 1 };
        let table = structure.add(None, NodeKind::Table);
        let head = structure.add(Some(table), NodeKind::Row);
        let name = structure.add(Some(head), NodeKind::HeaderCell(wide));
        let row = structure.add(Some(table), NodeKind::Row);
        let first = structure.add(Some(row), NodeKind::DataCell(Span::ONE));
        // An empty element, which is still present.
        structure.add(Some(row), NodeKind::DataCell(Span { columns: 1, rows: 3 }));
        // Nothing shows it, and it is not a cell.
        structure.add(None, NodeKind::Paragraph);
        for (page, node) in [(0, name), (0, first), (1, first)] {
            let tagged = PageItem::tagged(node, vec![text.clone()]);
            pages.pages[page].items.extend(tagged);
        }
    });
    let elements = checked(&document);
    let is_table = |(role, ..): &(String, _, _)| role == "Table";
    let own = elements.iter().position(is_table).unwrap();
    assert_eq!(
        roles(&elements)[own..own + 13],
        [
            [("Table", 2), ("THead", 3), ("TR", 4)].as_slice(),
            &[("TH", 5), ("P", 6), ("TH", 5), ("P", 6)],
            &[("TBody", 3), ("TR", 4), ("TH", 5), ("P", 6), ("TD", 5), ("P", 6)],
        ]
        .concat()
    );
    let scopes: Vec<Object> = elements[own..]
        .iter()
        .filter(|(role, ..)| role == "TH")
        .map(|(.., cell)| cell.get(b"A").unwrap().as_dict().unwrap().get(b"Scope").unwrap().clone())
        .take(3)
        .collect();
    let scope = |name: &str| Object::Name(name.as_bytes().to_vec());
    assert_eq!(scopes, [scope("Column"), scope("Column"), scope("Row")]);
    let place = elements.iter().rposition(is_table).unwrap();
    assert_eq!(
        roles(&elements)[place..place + 6],
        [("Table", 1), ("TR", 2), ("TH", 3), ("TR", 2), ("TD", 3), ("TD", 3)]
    );
    let attribute = |element: usize, key: &[u8]| {
        let attributes = elements[place + element].2.get(b"A").ok()?.as_dict().ok()?;
        attributes.get(key).ok().cloned()
    };
    assert_eq!(attribute(2, b"Scope"), Some(Object::Name(b"Column".to_vec())));
    assert_eq!(attribute(2, b"ColSpan"), Some(Object::Integer(2)));
    assert_eq!(attribute(2, b"RowSpan"), None);
    assert_eq!(attribute(4, b"O"), None);
    assert_eq!(attribute(5, b"RowSpan"), Some(Object::Integer(3)));
    assert_eq!(elements.iter().filter(|(role, ..)| role == "P").count(), {
        let plain = read();
        let elements = checked(&plain);
        elements.iter().filter(|(role, ..)| role == "P").count()
    });
}

#[test]
fn neighbours_of_one_element_share_a_piece() {
    let count = |document: &Document| marked(document, document.get_pages()[&2]).len();
    let before = count(&read());
    let document = changed(|pages| {
        let mut run = a_run(pages);
        // Two characters that do not compress each other.
        run.glyphs.truncate(2);
        let node = pages.structure.add(None, NodeKind::Paragraph);
        for _ in 0..3 {
            let tagged = PageItem::tagged(node, vec![PageItem::Text(run.clone())]);
            pages.pages[1].items.extend(tagged);
        }
    });
    assert_eq!(count(&document), before + 1);
}

/// 一 (U+4E00) and ⼀ (U+2F00) may share a glyph, and 〓 replaces any character that no face has. A font can
/// name only one character per glyph.
#[test]
fn a_glyph_that_stands_for_two_characters_reads_as_either() {
    let document = changed(|pages| {
        let mut run = a_run(pages);
        run.glyphs.truncate(1);
        run.glyphs[0].char = '𬭛';
        let node = pages.structure.add(None, NodeKind::Paragraph);
        let tagged = PageItem::tagged(node, vec![PageItem::Text(run)]);
        pages.pages[1].items.extend(tagged);
    });
    let page = document.get_pages()[&2];
    let content = document.get_and_decode_page_content(page).unwrap();
    let said = content
        .operations
        .iter()
        .filter(|operation| operation.operator == "BDC")
        .filter_map(|operation| operation.operands[1].as_dict().ok()?.get(b"ActualText").ok())
        .map(utf16)
        .next_back();
    assert_eq!(said.as_deref(), Some("𬭛"));
}

#[test]
fn a_picture_says_what_it_shows() {
    let document = changed(|pages| {
        let text = PageItem::Text(a_run(pages));
        let alt = "一枚（红色）印章".to_owned();
        let node = pages.structure.add(None, NodeKind::Figure { alt });
        pages.pages[0].items.extend(PageItem::tagged(node, vec![text]));
    });
    let elements = checked(&document);
    let (.., figure) = elements.iter().find(|(role, ..)| role == "Figure").unwrap();
    assert_eq!(utf16(figure.get(b"Alt").unwrap()), "一枚（红色）印章");
}

#[test]
fn notes_have_identifiers_and_come_after_the_text_that_refers_to_them() {
    let text = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\nsealed = false\n+++\n\n\
        甲[^1]乙[^2]丙[^1]。\n\n[^1]: 注一\n\n    续\n\n[^2]: 注二\n\n丁。\n";
    let document = Document::load_mem(&crate::written(&crate::pages(text))).unwrap();
    let elements = checked(&document);
    let all = roles(&elements);
    let from = all.iter().position(|role| *role == ("Reference", 2)).unwrap() - 1;
    let expected = [
        ("P", 1),
        ("Reference", 2),
        ("Link", 3),
        ("Reference", 2),
        ("Link", 3),
        ("Reference", 2),
        ("Link", 3),
        ("Note", 1),
        ("Lbl", 2),
        ("P", 2),
        ("P", 2),
        ("Note", 1),
        ("Lbl", 2),
        ("P", 2),
        ("P", 1),
    ];
    assert_eq!(all[from..], expected);
    let notes = elements.iter().filter(|(role, ..)| role == "Note");
    let own: Vec<&[u8]> =
        notes.map(|(.., note)| note.get(b"ID").unwrap().as_str().unwrap()).collect();
    let tree = resolve(&document, root(&document).get(b"IDTree").unwrap());
    let leaf = tree.get(b"Kids").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    let names = document.get_dictionary(leaf).unwrap().get(b"Names").unwrap().as_array().unwrap();
    let named: Vec<&[u8]> = names.iter().step_by(2).map(|name| name.as_str().unwrap()).collect();
    assert_eq!(own, named);
    assert!(own.len() == 2 && own.is_sorted() && own[0] != own[1]);
}

/// A figure and a table say where they are: a reader that enlarges them goes there.
#[test]
fn figures_and_tables_have_areas_on_their_pages() {
    let text = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\nsealed = false\n+++\n\n\
        ```table\n{\"caption\":\"表1　事项\",\"unit\":\"万元\",\"columns\":[{\"title\":\"单　位\",\"width\":1},\
        {\"title\":\"内容\",\"width\":9}],\"rows\":[[\"甲\",\"一\\n二\"]],\"note\":\"注：无\"}\n```\n\n\
        ```chart\n{\"kind\":\"ranked\",\"caption\":\"图1　增速\",\"source\":\"来源\",\
        \"bars\":[{\"label\":\"甲\",\"value\":8}]}\n```\n";
    let document = Document::load_mem(&crate::written(&crate::pages(text))).unwrap();
    let elements = checked(&document);
    let from = elements.iter().position(|(role, ..)| role == "Sect").unwrap();
    let expected = [
        [("Sect", 1), ("Table", 2), ("Caption", 3), ("P", 4), ("P", 4)].as_slice(),
        &[("THead", 3), ("TR", 4), ("TH", 5), ("P", 6), ("TH", 5), ("P", 6)],
        &[("TBody", 3), ("TR", 4), ("TH", 5), ("P", 6), ("TD", 5), ("P", 6), ("P", 6)],
        &[("P", 2), ("Sect", 1), ("Figure", 2), ("P", 2), ("P", 2)],
    ]
    .concat();
    assert_eq!(roles(&elements)[from..], expected);
    for role in ["Table", "Figure"] {
        let (.., element) = elements.iter().find(|(other, ..)| other == role).unwrap();
        let layout = element.get(b"A").unwrap().as_dict().unwrap();
        let bounds = layout.get(b"BBox").unwrap().as_array().unwrap();
        let edges: Vec<f32> = bounds
            .iter()
            .map(|edge| (edge.as_float().unwrap() * 25.4 / 72.0 * 100.0).round() / 100.0)
            .collect();
        // The width of the type area, and some height.
        assert_eq!([edges[0], edges[2]], [28.0, 184.0], "{role}");
        assert!(edges[3] - edges[1] > 5.0 && edges[3] < 297.0 - 37.0, "{role}: {edges:?}");
        assert!(element.has(b"Pg"), "{role}");
    }
}

/// `**…**` is a span, words in English have their language, and addresses are links that say what they are.
#[test]
fn parts_of_a_paragraph_are_elements_in_their_places() {
    let text = "+++\nformat = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\nsealed = false\n+++\n\n\
        请**务必**按Belt and Road Initiative办，见www.gov.cn。\n";
    let document = Document::load_mem(&crate::written(&crate::pages(text))).unwrap();
    let elements = checked(&document);
    let from = elements.iter().rposition(|(role, ..)| role == "P").unwrap();
    assert_eq!(roles(&elements)[from..], [("P", 1), ("Span", 2), ("Span", 2), ("Link", 2)]);
    assert!(!elements[from + 1].2.has(b"Lang"));
    assert_eq!(elements[from + 2].2.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let link = document.get_dictionary(annotations(page)[0]).unwrap();
    assert_eq!(utf16(link.get(b"Contents").unwrap()), "www.gov.cn");
    let action = link.get(b"A").unwrap().as_dict().unwrap();
    assert_eq!(action.get(b"URI").unwrap().as_str().unwrap(), b"http://www.gov.cn");
    // The words between them stay in their order.
    let kids = elements[from].2.get(b"K").unwrap().as_array().unwrap();
    let is_element = |kid: &Object| matches!(kid, Object::Reference(_));
    let order: Vec<bool> = kids.iter().map(is_element).collect();
    assert_eq!(order, [false, true, false, true, false, true, false]);
}
