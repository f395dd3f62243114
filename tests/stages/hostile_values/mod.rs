//! Values from data are text and nothing else, whatever they hold and wherever a template uses them.
//!
//! The measure is the document that results from the value 标记. With another value it has to be the same except
//! for the words, block by block and cell by cell.

mod values;
mod visible;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use duban::job;
use duban::report::template::Templates;
use duban::workspace::Workspace;
use gongwen::document::Document;
use gongwen::pdf;
use gongwen::typeset::{FontBook, Materials, NodeId, NodeKind, PageItem, Pages, Typeset, typeset};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use crate::cases::cases;
use crate::pdf_text;
use values::values;
use visible::visible;

/// All places that take a value, except charts: `庚…辛` in running text, `丙…丁` if a value is on a single line,
/// `戊…己` in cells.
const EVERYWHERE: &str = include_str!("template.md");
/// All labels of all charts.
const CHARTS: &str = include_str!("charts.md");
/// A value without any special meaning.
const HARMLESS: &str = "标记";

/// The paragraphs that the template leaves out without a value, in Rust's debug notation.
const LEFT_OUT_WHEN_EMPTY: [&str; 2] = [
    r#", Paragraph([Text { text: "标记", emphasis: None }])"#,
    concat!(
        r#", Paragraph([Text { text: "庚", emphasis: None }, Text { text: "标记", emphasis: Hei }, "#,
        r#"Text { text: "壬", emphasis: None }, Text { text: "标记", emphasis: Kai }, "#,
        r#"Text { text: "辛", emphasis: None }])"#
    ),
];

/// Returns the typefaces of the repository.
fn fonts() -> &'static FontBook {
    static FONTS: OnceLock<FontBook> = OnceLock::new();
    FONTS.get_or_init(|| {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let workspace = Workspace::open(Some(repository)).expect("the repository is a workspace");
        job::fonts(&workspace).expect("the repository has its faces")
    })
}

fn laid_out(document: &Document) -> Typeset {
    typeset(document, &Materials::new(fonts()))
}

fn written(pages: &Pages) -> Vec<u8> {
    pdf::write(pages, fonts(), date(2018, 2, 13)).expect("the pages can be written")
}

/// A template, ready to be filled in.
struct Form {
    templates: Templates,
    name: String,
}

impl Form {
    fn new(template: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("form.md");
        std::fs::write(&file, template).unwrap();
        let (templates, name) = Templates::single(&file).expect("the template is right");
        Self { templates, name }
    }

    fn with(&self, value: &str) -> Document {
        let document = self.templates.document(&self.name, &json!({ "v": value }));
        let rendered = document.unwrap_or_else(|problem| panic!("{value:?}: {}", problem.message));
        rendered.document
    }

    /// Returns the document with the value, in Rust's debug notation, and checks it.
    #[track_caller]
    fn holds(&self, value: &str) -> Document {
        let document = self.with(value);
        let expected = expected(&format!("{:?}", self.with(HARMLESS)), value);
        let found = format!("{document:?}");
        let pairs = found.chars().zip(expected.chars());
        let same = pairs.take_while(|(found, expected)| found == expected).count();
        let rest =
            |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
        let (found_here, expected_here) = (rest(&found), rest(&expected));
        assert!(found == expected, "{value:.50?}\n{found_here}\n{expected_here}");
        document
    }
}

/// Returns the debug notation of a document with `value`, given that of the document with the harmless value.
fn expected(written: &str, value: &str) -> String {
    let text = in_text(value);
    let line = text.replace(['\n', '\u{2028}', '\u{2029}'], "");
    let joined: Vec<String> = value.chars().map(String::from).collect();
    let whole = in_text(&joined.join("\u{2060}"));
    let mut written = written.to_owned();
    if value.is_empty() {
        for left_out in LEFT_OUT_WHEN_EMPTY {
            written = written.replace(left_out, "");
        }
        written = written.replace(r#"[Text("标记")]"#, "[]");
    }
    for (harmless, hostile) in [
        ("\"丙标记丁\"", format!("{:?}", format!("丙{line}丁"))),
        ("\"庚标记辛\"", format!("{:?}", format!("庚{text}辛"))),
        ("\"标记辛\"", format!("{:?}", format!("{text}辛"))),
        ("\"上一行标记辛\"", format!("{:?}", format!("上一行{text}辛"))),
        (r#""庚标\u{2060}记辛""#, format!("{:?}", format!("庚{whole}辛"))),
        ("text: \"标记\"", format!("text: {text:?}")),
        ("\"戊标记己\"", format!("{:?}", format!("戊{value}己"))),
        ("\"戊标记己\\n一\"", format!("{:?}", format!("戊{value}己\n一"))),
        ("\"标记\"", format!("{value:?}")),
    ] {
        written = written.replace(harmless, &hostile);
    }
    written
}

/// Returns a value as it appears in running text: one kind of line end, and no other control characters but
/// tabs.
fn in_text(value: &str) -> String {
    value
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .chars()
        .map(|c| if c.is_control() && !"\n\t".contains(c) { '\u{FFFD}' } else { c })
        .collect()
}

/// Returns the text of each element of the structure. Links and the like count as text of
/// their element, the lines of a cell as text of the cell.
fn elements(pages: &Pages) -> Vec<(&NodeKind, String)> {
    let structure = &pages.structure;
    let owner = |mut node: NodeId| {
        let parent = |node: NodeId| structure.node(node).parent;
        while let Some(above) = parent(node).filter(|&above| {
            structure.node(node).kind.is_inline() || structure.node(above).kind.is_cell()
        }) {
            node = above;
        }
        node
    };
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    for page in &pages.pages {
        let mut open = None;
        for item in &page.items {
            match item {
                PageItem::Begin(node) => open = Some(owner(*node).index()),
                PageItem::End => open = None,
                PageItem::Text(run) => {
                    if let Some(node) = open {
                        texts.entry(node).or_default().extend(run.glyphs.iter().map(|g| g.char));
                    }
                }
                _ => {}
            }
        }
    }
    let nodes = structure.nodes().filter(|&(id, _)| owner(id) == id);
    let text = |index| texts.get(&index).map(|text| visible(text)).unwrap_or_default();
    nodes.map(|(id, node)| (&node.kind, text(id.index()))).collect()
}

/// Returns the text that the pages show, in order.
fn shown(pages: &Pages) -> String {
    fn add(items: &[PageItem], text: &mut String) {
        for item in items {
            match item {
                PageItem::Text(run) => text.extend(run.glyphs.iter().map(|glyph| glyph.char)),
                PageItem::Turned(turned) => add(&turned.items, text),
                _ => {}
            }
        }
    }
    let mut text = String::new();
    for page in &pages.pages {
        add(&page.items, &mut text);
    }
    text
}

/// Asserts that every visible character of the value is on the pages where it belongs, or reported as missing,
/// and that the PDF reads like the pages.
#[track_caller]
fn shows(set: &Typeset, value: &str) {
    for missing in &set.missing {
        let told = missing.to_string();
        let code = format!("U+{:04X}", u32::from(missing.char));
        assert!(told.contains(&code), "{told}");
    }
    let shown = shown(&set.pages);
    let read = pdf_text::text(&written(&set.pages));
    assert_eq!(visible(&read), visible(&shown), "{value:?}");
    assert!(!value.contains("7*7") || !read.contains("49"), "{read}");
}

#[test]
fn a_document_has_the_same_parts_whatever_the_values() {
    let (form, charts) = (Form::new(EVERYWHERE), Form::new(CHARTS));
    for value in values() {
        form.holds(&value);
        charts.holds(&value);
    }
}

#[test]
fn every_element_reads_as_its_value() {
    let form = Form::new(EVERYWHERE);
    let harmless = laid_out(&form.with(HARMLESS));
    for value in values().iter().filter(|value| !is_long(value)) {
        let set = laid_out(&form.with(value));
        let (text, cell) = (visible(&in_text(value)), visible(value));
        let elements = elements(&set.pages);
        let left_out =
            |words: &str| value.is_empty() && ["标记", "庚标记壬标记辛"].contains(&words);
        let expected: Vec<(&NodeKind, String)> = self::elements(&harmless.pages)
            .into_iter()
            .filter(|(kind, words)| **kind != NodeKind::Paragraph || !left_out(words))
            .map(|(kind, words)| {
                let is_cell = kind.is_cell();
                let value = if is_cell { &cell } else { &text };
                (kind, words.replace(HARMLESS, value))
            })
            .collect();
        let short = |words: &str| words.chars().take(40).collect::<String>();
        let told = short(value);
        for (element, expected) in elements.iter().zip(&expected) {
            let (words, wanted) = (short(&element.1), short(&expected.1));
            // A cell without words names no row.
            let is_unnamed = value.is_empty()
                && matches!(
                    (element.0, expected.0),
                    (NodeKind::DataCell(one), NodeKind::RowHeader(other)) if one == other
                );
            assert!(
                element.1 == expected.1 && (element.0 == expected.0 || is_unnamed),
                "{told}: {:?} {words}, not {:?} {wanted}",
                element.0,
                expected.0
            );
        }
        assert_eq!(elements.len(), expected.len(), "{told}");
        shows(&set, value);
    }
}

/// Returns whether a value is longer than a page. As the addressee it goes into the end matter (7.3.2).
fn is_long(value: &str) -> bool {
    value.chars().count() > 900
}

#[test]
fn values_longer_than_a_page_are_there_wherever_they_belong() {
    let form = Form::new(EVERYWHERE);
    let words = |set: &Typeset| -> String {
        let elements = elements(&set.pages).into_iter();
        elements.map(|(_, words)| words).collect()
    };
    let places = words(&laid_out(&form.with(HARMLESS))).matches(HARMLESS).count();
    for value in values().iter().filter(|value| is_long(value)) {
        let set = laid_out(&form.with(value));
        assert_eq!(words(&set).matches(value.as_str()).count(), places);
        shows(&set, value);
    }
}

#[test]
fn charts_show_every_value() {
    let form = Form::new(CHARTS);
    for value in values() {
        let set = laid_out(&form.with(&value));
        let shown = visible(&shown(&set.pages));
        let label = format!("戊{}己", visible(&value));
        assert!(shown.matches(&label).count() >= 1, "{value:?}: {shown}");
        shows(&set, &value);
    }
}

/// Draws characters that tests of text seldom have, often enough for them to be adjacent.
fn any_text() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(
        "\n\r\t \0\u{1B}|#*_`~<>[]()!&;\\\"'{}%+-=.1、“。\u{202E}\u{301}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let character = prop_oneof![2 => marks, 1 => any::<char>(), 1 => prop::char::range('一', '龥')];
    prop::collection::vec(character, 0..40).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_text_is_more_than_text(value in any_text()) {
        let form = Form::new(EVERYWHERE);
        let set = laid_out(&form.holds(&value));
        shows(&set, &value);
        for c in value.chars().filter(|c| c.is_control() && !c.is_whitespace()) {
            prop_assert!(set.missing.iter().any(|missing| missing.char == c), "{c:?} is not told");
        }
        let charts = Form::new(CHARTS);
        shows(&laid_out(&charts.holds(&value)), &value);
    }
}
