//! Properties of every document: each character of the source appears exactly once on the pages, within the
//! type area.

use gongwen::document::PassageId;
use gongwen::document::passage::marked;
use gongwen::typeset::standard::{AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP};
use gongwen::typeset::{Page, PageItem, Pages};
use proptest::prelude::*;

use crate::support::cases;
use crate::{fonts, pages};

/// Maximum distance of ink outside the type area, in millimetres. 16 pt glyphs on a grid of 28 reach 0.07 mm
/// out of their cells, the f of 宋体 0.40 mm and the tail of its j 0.45 mm.
const INK_TOLERANCE: f64 = 0.46;
/// The only characters allowed outside elements: those of page numbers.
const FOLIO: &str = "—0123456789 ";

/// A block as Markdown, and the characters that it puts on the page.
#[derive(Debug, Clone)]
struct Source {
    markdown: String,
    shown: String,
}

fn words(length: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => "[一-龥]{1,8}",
        2 => "[，。；：、]",
        1 => "《[一-龥]{1,9}》",
        1 => "[1-9][0-9]{0,4}(万亩|亿元|%)",
        1 => "[A-Za-z]{1,9}",
    ];
    prop::collection::vec(piece, length).prop_map(|pieces| format!("文{}", pieces.concat()))
}

fn paragraph() -> impl Strategy<Value = Source> {
    words(0..90).prop_map(|text| Source { markdown: text.clone(), shown: text })
}

fn heading() -> impl Strategy<Value = Source> {
    // Its number comes from the program, its words from the source.
    (2..=5usize, words(0..9)).prop_map(|(level, text)| Source {
        markdown: format!("{} {text}", "#".repeat(level)),
        shown: text,
    })
}

fn table() -> impl Strategy<Value = Source> {
    let row = prop_oneof![
        1 => words(0..6).prop_map(|group| (serde_json::json!({ "group": group }), group)),
        5 => (words(0..3), words(0..60), words(0..9)).prop_map(|(a, b, c)| {
            (serde_json::json!([a, b, c]), format!("{a}{b}{c}"))
        }),
    ];
    let rows = prop::collection::vec(row, 0..25);
    (rows, 1..9u8).prop_map(|(rows, width)| {
        let (rows, texts): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let column = |title: &str, width: u8| serde_json::json!({"title": title, "width": width});
        let columns = [column("甲", 1), column("乙", width), column("丙", 2)];
        let table = serde_json::json!({ "columns": columns, "rows": rows });
        Source {
            markdown: format!("```table\n{table}\n```"),
            shown: format!("甲乙丙{}", texts.concat()),
        }
    })
}

fn document() -> impl Strategy<Value = Vec<Source>> {
    let block = prop_oneof![5 => paragraph(), 2 => heading(), 1 => table()];
    prop::collection::vec(block, 1..14)
}

fn markdown(blocks: &[Source]) -> String {
    let front = "format = \"letter\"\nmark = \"厅\"\ntitle = \"\"\nsealed = false";
    let blocks: Vec<&str> = blocks.iter().map(|block| block.markdown.as_str()).collect();
    format!("+++\n{front}\n+++\n\n{}\n", blocks.join("\n\n"))
}

/// Returns the text of each paragraph, heading and table, in order, without blanks. The words of a table's
/// cells are joined; a repeated head is not part of any element.
fn shown(pages: &Pages) -> Vec<String> {
    // The block of each element: the outermost one around it. Parents come before their children.
    let mut blocks: Vec<usize> = Vec::new();
    for (id, node) in pages.structure.nodes() {
        blocks.push(node.parent.map_or(id.index(), |parent| blocks[parent.index()]));
    }
    let mut elements = vec![String::new(); blocks.len()];
    for page in &pages.pages {
        let mut open = None;
        for item in &page.items {
            match item {
                PageItem::Begin(node) => open = Some(node.index()),
                PageItem::End => open = None,
                PageItem::Text(run) => {
                    let words = run.glyphs.iter().map(|glyph| glyph.char);
                    let words = words.filter(|c| !c.is_whitespace());
                    if let Some(node) = open {
                        elements[node].extend(words);
                    }
                }
                _ => {}
            }
        }
    }
    let mut shown = vec![String::new(); blocks.len()];
    for (block, words) in blocks.iter().zip(elements) {
        shown[*block].push_str(&words);
    }
    shown.into_iter().filter(|words| !words.is_empty()).collect()
}

/// Asserts that the ink of a page's elements is within the type area, and that everything outside elements is
/// a page number or a repeated head.
fn stands_in_its_area(page: &Page) {
    let reader = fonts().reader();
    let mut is_element = false;
    for item in &page.items {
        let run = match item {
            PageItem::Begin(_) => {
                is_element = true;
                continue;
            }
            PageItem::End => {
                is_element = false;
                continue;
            }
            PageItem::Text(run) => run,
            _ => continue,
        };
        let words: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
        if !is_element && words.chars().all(|c| FOLIO.contains(c)) {
            continue;
        }
        assert!(is_element || words.chars().all(|c| "甲乙丙厅".contains(c)), "{words}");
        let em = run.size.to_mm().0;
        for glyph in run.glyphs.iter().filter(|glyph| glyph.char != '厅') {
            let Some(ink) = reader.ink(run.face, glyph.glyph) else {
                continue;
            };
            let (left, right) = (glyph.x.0 + em * ink.left, glyph.x.0 + em * ink.right);
            let (top, bottom) = (run.baseline.0 - em * ink.top, run.baseline.0 - em * ink.bottom);
            assert!(
                left > AREA_LEFT.0 - INK_TOLERANCE
                    && right < AREA_RIGHT.0 + INK_TOLERANCE
                    && top > AREA_TOP.0 - INK_TOLERANCE
                    && bottom < AREA_BOTTOM.0 + INK_TOLERANCE,
                "{:?} of {words} is at {left:.2}–{right:.2}, {top:.2}–{bottom:.2}",
                glyph.char
            );
        }
    }
}

/// Returns the text with some of its words as passages, and the words of each. `choices` determine where they
/// begin and end.
fn with_passages(markdown: &str, choices: &[(u8, u8)]) -> (String, Vec<String>) {
    let (front, body) = markdown.rsplit_once("+++").unwrap();
    let mut choices = choices.iter().cycle();
    let mut text = format!("{front}+++");
    let mut passages = Vec::new();
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        // Words begin with a Chinese character; what begins with another one is structure.
        let is_word = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric();
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len()).max(c.len_utf8());
        let (run, after) = rest.split_at(end);
        rest = after;
        let chars: Vec<char> = run.chars().collect();
        let &(start, length) = choices.next().unwrap();
        if c.is_ascii() || length == 0 {
            text.push_str(run);
            continue;
        }
        let start = usize::from(start) % chars.len();
        let end = (start + usize::from(length)).min(chars.len());
        let words: String = chars[start..end].iter().collect();
        text.extend(&chars[..start]);
        text.push_str(&marked(PassageId(u32::try_from(passages.len()).unwrap()), &words));
        text.extend(&chars[end..]);
        passages.push(words);
    }
    (text, passages)
}

/// Returns the pages without their passages.
fn without_passages(mut pages: Pages) -> Pages {
    for item in pages.pages.iter_mut().flat_map(|page| &mut page.items) {
        if let PageItem::Text(run) = item {
            run.glyphs.iter_mut().for_each(|glyph| glyph.passage = None);
        }
    }
    pages
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn passages_change_nothing_and_are_found_again(
        blocks in document(),
        choices in prop::collection::vec((0..60u8, 0..40u8), 1..40),
    ) {
        let markdown = markdown(&blocks);
        let (text, words) = with_passages(&markdown, &choices);
        let marked = pages(&text);
        let found = marked.passages();
        prop_assert!(found.is_sorted_by_key(|passage| passage.page));
        for (id, words) in (0..).zip(&words) {
            let parts = found.iter().filter(|passage| passage.id == PassageId(id));
            let texts: Vec<&str> = parts.map(|passage| passage.text.as_str()).collect();
            prop_assert!(!texts.is_empty() && texts.iter().all(|text| text == words), "{texts:?}");
        }
        prop_assert_eq!(without_passages(marked), pages(&markdown));
    }

    #[test]
    fn every_character_stands_once_in_the_type_area(blocks in document()) {
        let pages = pages(&markdown(&blocks));
        let shown = shown(&pages);
        // The mark comes before the blocks.
        prop_assert_eq!(shown.len(), blocks.len() + 1, "{:?}", shown);
        for (shown, block) in shown[1..].iter().zip(&blocks) {
            prop_assert!(shown.ends_with(&block.shown), "{shown}\nis not {}", block.shown);
            // The number of a heading comes before its words.
            let number = shown.chars().count() - block.shown.chars().count();
            prop_assert!(number == 0 || block.markdown.starts_with('#'), "{shown}");
        }
        for page in &pages.pages {
            stands_in_its_area(page);
        }
    }
}
