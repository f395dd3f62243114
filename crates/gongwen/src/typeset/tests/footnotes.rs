//! Notes at the foot of the page.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::checker::{BOTTOM, LEFT, PITCH, Row, TOP, black_rules, check, find, fonts, rows, same};
use crate::document::{Format, Palette};
use crate::typeset::{Materials, NodeKind, Page, PageItem, Typeset, typeset};

/// The height of a line of a note: half a row.
const LINE: f64 = PITCH / 2.0;
/// The size of the words of notes, and of a raised mark.
const NOTE_SIZE: f64 = 10.5;
const MARK_SIZE: f64 = 16.0 * 0.6;

/// Lays out a text below the front matter of an official document and checks its pages.
fn laid(body: &str) -> Typeset {
    let front = "format = \"official\"\ntitle = \"关于工作的通知\"\nmark = \"省政府办公厅\"\n\
        signature = \"省政府办公厅\"\ndate = 2018-02-13\nprinted_by = \"省政府办公厅\"\n\
        printed_on = 2018-02-13\ncopies = \"省委\"";
    let document = crate::parse(&format!("+++\n{front}\n+++\n{body}"), &Palette::default());
    let document = document.unwrap_or_else(|error| panic!("{error}\n{body}"));
    assert_eq!(document.front.format, Format::Official);
    let set = typeset(&document, &Materials::new(fonts()));
    check(&set);
    set
}

/// The notes at the foot of a page.
#[derive(Debug)]
struct Foot {
    /// The upper edge of the rule.
    rule: f64,
    /// The lines of the notes, each with its mark.
    lines: Vec<Row>,
}

/// Returns the foot of a page; `None` if it has no notes.
fn foot(page: &Page) -> Option<Foot> {
    let third = 156.0 / 3.0;
    let rule = black_rules(page).find(|rule| (rule.width.0 - third).abs() < 0.01)?;
    let below = |row: &Row| row.baseline > rule.y.0 && row.size <= NOTE_SIZE;
    let lines = rows(page).into_iter().filter(below).collect();
    Some(Foot { rule: rule.y.0, lines })
}

/// Returns the marks in the text of a page, and those before its notes.
fn marks(set: &Typeset, page: &Page) -> (Vec<String>, Vec<String>) {
    let (mut in_text, mut before_notes) = (Vec::new(), Vec::new());
    let mut into = None;
    for item in &page.items {
        match item {
            PageItem::Begin(node) => {
                let element = set.pages.structure.node(*node);
                let parent = element.parent.map(|parent| &set.pages.structure.node(parent).kind);
                into = match (&element.kind, parent) {
                    (NodeKind::Link, Some(NodeKind::Reference)) => Some(&mut in_text),
                    (NodeKind::Label, _) => Some(&mut before_notes),
                    _ => None,
                };
            }
            PageItem::Text(run) => {
                let words: String = run.glyphs.iter().map(|glyph| glyph.char).collect();
                into.iter_mut().for_each(|marks| marks.push(words.clone()));
            }
            _ => {}
        }
    }
    (in_text, before_notes)
}

/// Returns the rows of the text, without those of notes and the page number.
fn body(page: &Page) -> Vec<Row> {
    rows(page).into_iter().filter(|row| row.size == 16.0 && row.baseline < BOTTOM).collect()
}

/// Asserts that the rows of a page's text are on the grid of 22.
fn on_grid(page: &Page) {
    for row in body(page) {
        let rows = (row.baseline - TOP - 7.2585) / PITCH;
        assert!((rows - rows.round()).abs() < 0.001, "{} is at {rows}", row.text);
    }
}

#[test]
fn a_note_is_at_the_foot_of_the_page_of_its_reference() {
    let set = laid("甲乙丙[^1]丁。\n\n[^1]: 注的文字\n\n戊己庚\n\n# 名\n\n正文\n");
    let page = &set.pages.pages[0];
    let foot = foot(page).unwrap();
    let [mark, note] = &foot.lines[..] else { panic!("{:?}", foot.lines) };
    assert_eq!((mark.text.as_str(), note.text.as_str()), ("①", "注的文字"));
    same(mark.left, LEFT);
    same(note.left, LEFT + 156.0 / 28.0);
    assert_eq!((mark.size, note.size), (NOTE_SIZE, NOTE_SIZE));
    // The only line takes the lower half of the last row; the rule is in the upper one.
    same((note.top() + note.bottom()) / 2.0, BOTTOM - LINE / 2.0);
    same(foot.rule, BOTTOM - LINE * 1.5);
    // The mark in the text is smaller and raised, right after its word.
    let (_, reference) = find(&set, "甲乙丙");
    let raised = rows(page).into_iter().find(|row| (row.size - MARK_SIZE).abs() < 0.001).unwrap();
    assert_eq!(raised.text, "①");
    assert!(raised.baseline < reference.baseline - 1.5);
    same(raised.top(), reference.top() + (0.88 - 0.34 - 0.88 * 0.6) * reference.em());
    assert!((raised.left - reference.last - 156.0 / 28.0).abs() < 0.03);
    on_grid(page);
}

#[test]
fn numbers_begin_anew_on_each_page() {
    let paragraphs: Vec<String> =
        (1..=60).map(|n| format!("第{n}行[^{n}]\n\n[^{n}]: 第{n}条注")).collect();
    let set = laid(&paragraphs.join("\n\n"));
    assert!(set.pages.pages.len() > 3);
    for page in &set.pages.pages {
        let (text, notes) = marks(&set, page);
        assert_eq!(text, notes);
        let numbers: Vec<String> =
            (1..=text.len()).map(crate::document::note_mark::printed).collect();
        assert_eq!(text, numbers);
        on_grid(page);
    }
}

#[test]
fn a_second_reference_has_the_mark_of_the_first_and_on_another_page_the_place_of_the_note() {
    let lines: Vec<String> = (1..=40).map(|n| format!("第{n}行")).collect();
    let text = lines.join("\n\n");
    let set = laid(&format!(
        "甲[^a]乙[^b]丙[^a]。\n\n{text}\n\n丁[^c]戊[^b]己[^b]\n\n\
        [^a]: 注甲\n[^b]: 注乙\n[^c]: 注丙\n"
    ));
    let marked: Vec<_> = set.pages.pages.iter().map(|page| marks(&set, page)).collect();
    assert_eq!(marked[0].0, ["①", "②", "①"]);
    assert_eq!(marked[0].1, ["①", "②"]);
    let last = marked.iter().rposition(|(text, _)| !text.is_empty()).unwrap();
    assert_eq!(marked[last].0, ["①", "②", "②"]);
    let notes: String =
        foot(&set.pages.pages[last]).unwrap().lines.into_iter().map(|row| row.text).collect();
    assert_eq!(notes, "①注丙②见第1页注②。");
    // Each mark leads to its note.
    let places: Vec<usize> = set.pages.anchors.iter().map(|to| to.page).collect();
    assert_eq!(places, [0, 0, 0, last, last, last]);
}

#[test]
fn the_text_leaves_room_for_the_notes_and_keeps_its_rows() {
    let lines: Vec<String> = (1..=60).map(|n| format!("第{n}行")).collect();
    // A note of three lines with the rule takes two rows.
    let note = "长".repeat(38 * 2 + 5);
    let text = lines.join("\n\n").replace("第20行", "第20行[^1]");
    let with = laid(&format!("{text}\n\n[^1]: {note}"));
    let without = laid(&lines.join("\n\n"));
    let count = |set: &Typeset, page: usize| body(&set.pages.pages[page]).len();
    let page = find(&with, "第20行").0;
    assert_eq!(count(&with, page) + 2, count(&without, page));
    let foot = foot(&with.pages.pages[page]).unwrap();
    assert_eq!(foot.lines.iter().filter(|row| row.text.starts_with('长')).count(), 3);
    same(foot.rule, BOTTOM - LINE * 3.5);
    with.pages.pages.iter().for_each(on_grid);
}

#[test]
fn a_note_longer_than_a_page_is_continued() {
    let note = "长".repeat(40 * 70);
    let lines: Vec<String> = (1..=30).map(|n| format!("第{n}行")).collect();
    let set = laid(&format!(
        "甲[^1]乙\n\n{}\n\n末[^2]\n\n[^1]: {note}\n\n[^2]: 后注",
        lines.join("\n\n")
    ));
    let feet: Vec<Option<Foot>> = set.pages.pages.iter().map(foot).collect();
    let long = |foot: &Foot| foot.lines.iter().filter(|row| row.text.starts_with('长')).count();
    let counts: Vec<usize> = feet.iter().flatten().map(long).collect();
    assert_eq!(counts.iter().sum::<usize>(), 70);
    assert!(counts.iter().filter(|&&count| count > 1).count() >= 2, "{counts:?}");
    assert_eq!(feet[0].as_ref().unwrap().lines[0].text, "①");
    // The text goes on above it.
    assert!(set.pages.pages[..2].iter().all(|page| !body(page).is_empty()));
    assert_eq!(set.overflows, []);
}

#[test]
fn a_note_is_continued_after_the_last_line_of_the_text() {
    let front = "format = \"letter\"\ntitle = \"题\"\nmark = \"厅\"\nsealed = false";
    let note = "长".repeat(40 * 100);
    let text = format!("+++\n{front}\n+++\n正文。\n\n末[^1]\n\n[^1]: {note}\n");
    let document = crate::parse(&text, &Palette::default()).unwrap();
    let set = typeset(&document, &Materials::new(fonts()));
    check(&set);
    let feet: Vec<Foot> = set.pages.pages.iter().filter_map(foot).collect();
    let long = |foot: &Foot| foot.lines.iter().filter(|row| row.text.starts_with('长')).count();
    let counts: Vec<usize> = feet.iter().map(long).collect();
    assert_eq!((counts.len(), counts.iter().sum::<usize>()), (set.pages.pages.len(), 100));
    // A full page has 43 lines.
    assert_eq!(counts[1..], [43, 100 - 43 - counts[0]]);
}

#[test]
fn notes_are_above_the_end_matter() {
    let set = laid("甲[^1]乙。\n\n[^1]: 注的文字\n");
    let [page] = &set.pages.pages[..] else { panic!("one page is enough") };
    let foot = foot(page).unwrap();
    let (_, copies) = find(&set, "抄送：省委");
    let note = &foot.lines[1];
    assert!(note.bottom() < copies.top() && copies.top() - note.bottom() < 6.0);
    assert!(body(page).iter().all(|row| row.bottom() < foot.rule));
}

#[test]
fn headings_and_names_of_attachments_may_have_notes() {
    let set = laid(
        "## 总体要求[^1]\n\n正文。\n\n# 任务分工[^2]\n\n正文[^1]。\n\n[^1]: 注甲\n[^2]: 注乙\n",
    );
    let pages = &set.pages.pages;
    assert_eq!(marks(&set, &pages[0]).0, ["①"]);
    assert_eq!(marks(&set, &pages[1]).0, ["①", "②"]);
    let notes: String = foot(&pages[1]).unwrap().lines.into_iter().map(|row| row.text).collect();
    assert_eq!(notes, "①注乙②见第1页注①。");
    let words: Vec<&str> = set.pages.outline.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(words[1..], ["一、总体要求", "附件 任务分工"]);
    // The note of attachments has the name alone.
    assert_eq!(find(&set, "附件：").1.text, "附件：任务分工");
}

#[test]
fn a_note_of_a_table_is_below_it() {
    let set = laid(
        "见表[^2]。\n\n```table\n{\"columns\":[{\"title\":\"项目\"},{\"title\":\"数\"}],\"rows\":[[\"一项[^1]\",\"5[^2]\"]]}\n```\n\n\
         后文\n\n[^1]: 注甲\n[^2]: 注乙\n",
    );
    let page = &set.pages.pages[0];
    let (_, first) = find(&set, "①注甲");
    let (_, second) = find(&set, "②注乙");
    let (_, after) = find(&set, "后文");
    assert!(first.bottom() < second.top() && second.bottom() < after.top());
    let raised: Vec<Row> =
        rows(page).into_iter().filter(|row| (row.size - 6.3).abs() < 0.01).collect();
    let marks: Vec<&str> = raised.iter().map(|row| row.text.as_str()).collect();
    assert_eq!(marks, ["①", "②"]);
    assert_eq!(foot(page).unwrap().lines[1].text, "注乙");
}

#[test]
fn a_mark_does_not_begin_a_line_and_takes_the_blank_of_the_mark_before_it() {
    for length in 20..34 {
        let set = laid(&format!("{}。[^1]后\n\n[^1]: 注\n", "文".repeat(length)));
        for row in rows(&set.pages.pages[0]).iter().filter(|row| row.text.starts_with('①')) {
            assert!(row.size > 10.0 || row.left > LEFT + 1.0, "{length}: {row:?}");
        }
    }
    let set = laid("文。[^1]后\n\n[^1]: 注\n");
    let (_, row) = find(&set, "文。");
    let all = rows(&set.pages.pages[0]);
    let mark = all.iter().find(|row| (row.size - MARK_SIZE).abs() < 0.001).unwrap();
    // The glyph is wider than its cell by as much.
    let wider = (MARK_SIZE * 25.4 / 72.0 - 0.6 * 156.0 / 28.0) / 2.0;
    same(mark.left, row.last + 156.0 / 28.0 / 2.0 - wider);
}

#[test]
fn figures_above_fifty_are_raised_without_a_circle() {
    let references: String = (1..=52).map(|n| format!("甲[^{n}]")).collect();
    let notes: Vec<String> = (1..=52).map(|n| format!("[^{n}]: 注{n}。")).collect();
    let set = laid(&format!(
        "正文。\n\n```table\n{{\"columns\":[{{\"title\":\"项\"}}],\"rows\":[[\"{references}\"]]}}\n```\n\n{}\n",
        notes.join("\n")
    ));
    let words: String = set.pages.pages.iter().flat_map(text_of).collect();
    assert!(words.contains("㊿甲⁵¹甲⁵²"), "{words}");
    assert!(words.contains("㊿注50。51注51。52注52。"), "{words}");
}

#[test]
fn more_notes_than_a_page_takes_are_reported() {
    let long = "长".repeat(40 * 24);
    let set = laid(&format!(
        "正文。\n\n甲[^1]乙[^2]丙[^3]。\n\n[^1]: {long}\n[^2]: {long}\n[^3]: 短注\n"
    ));
    let told: Vec<String> = set.problems().iter().map(ToString::to_string).collect();
    assert_eq!(told, ["脚注“短注”所在的页脚注太多，排到了下一页"]);
    assert!(set.pages.pages.iter().any(|page| text_of(page).any(|row| row == "短注")));
}

/// Returns the words of the lines of a page.
fn text_of(page: &Page) -> impl Iterator<Item = String> {
    rows(page).into_iter().map(|row| row.text)
}

/// A paragraph, and the lengths of the notes to which it refers.
#[derive(Debug, Clone)]
struct Source {
    lead: String,
    notes: Vec<usize>,
    heading: bool,
}

fn source() -> impl Strategy<Value = Source> {
    // Only the last note of a line can be continued on the next page.
    let short = prop::collection::vec(0..60usize, 0..4);
    let last = prop_oneof![4 => Just(None), 2 => (60..400usize).prop_map(Some), 1 => (400..1800usize).prop_map(Some)];
    ("[一-龥]{1,120}", short, last, prop::bool::weighted(0.15)).prop_map(
        |(lead, mut notes, last, heading)| {
            notes.extend(last.filter(|_| !heading));
            Source { lead, notes, heading }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_note_begins_on_the_page_of_its_reference_and_every_word_is_printed_once(
        sources in prop::collection::vec(source(), 1..26),
    ) {
        let mut written = "第一段。\n\n第二段。\n\n".to_owned();
        let mut texts = String::new();
        let mut words = Vec::new();
        for source in &sources {
            let lead: String = match source.heading {
                true => format!("## {}", source.lead.chars().take(12).collect::<String>()),
                false => source.lead.clone(),
            };
            written += &lead;
            for length in &source.notes {
                let n = words.len();
                written += &format!("[^{n}]某");
                // Each note has words of its own.
                let own = format!("甲{n}乙{}丙{n}丁", "注".repeat(*length));
                texts += &format!("[^{n}]: {own}\n\n");
                words.push(own);
            }
            written += "\n\n";
        }
        let set = laid(&format!("{written}\n{texts}"));
        prop_assert_eq!(&set.overflows[..], &[][..]);
        let all: Vec<String> = set.pages.pages.iter().map(|page| {
            foot(page).map_or_else(String::new, |foot| foot.lines.into_iter().map(|row| row.text).collect())
        }).collect();
        let joined = all.concat();
        let mut begun: BTreeMap<usize, usize> = BTreeMap::new();
        for (page, notes) in all.iter().enumerate() {
            for n in 0..words.len() {
                if notes.contains(&format!("甲{n}乙")) {
                    prop_assert_eq!(begun.insert(n, page), None);
                }
            }
        }
        let mut n = 0;
        for (number, page) in set.pages.pages.iter().enumerate() {
            let (text, notes) = marks(&set, page);
            prop_assert_eq!(&text, &notes);
            for _ in text {
                prop_assert_eq!(begun.get(&n), Some(&number), "note {}", n);
                n += 1;
            }
            on_grid_or_spaced(page);
            // Text and notes do not overlap.
            if let Some(foot) = foot(page) {
                prop_assert!(body(page).iter().all(|row| row.bottom() <= foot.rule));
                prop_assert!(foot.lines.iter().all(|row| row.bottom() <= BOTTOM));
            }
        }
        prop_assert_eq!(n, words.len());
        for own in &words {
            prop_assert_eq!(joined.matches(own.as_str()).count(), 1, "{}", own);
        }
    }
}

/// Asserts that the rows of a page are at equal distances.
fn on_grid_or_spaced(page: &Page) {
    let baselines: Vec<f64> = body(page).into_iter().map(|row| row.baseline).collect();
    let mut gaps: Vec<f64> =
        baselines.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.1).collect();
    gaps.sort_by(f64::total_cmp);
    if let Some(least) = gaps.first() {
        assert!(*least >= 26.0 * 25.4 / 72.0 - 0.01, "{least}");
    }
}
