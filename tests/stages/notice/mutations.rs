//! Damage to one row never reaches another, and nothing panics.

use std::ops::Range;
use std::sync::LazyLock;

use duban::diagnostic::{Diagnostic, Severity};
use duban::notice::{AnnexRow, Import};
use duban::registry::Registry;
use proptest::prelude::*;

use super::{NOTICE, import, registry, rows};
use crate::cases::cases;

static REGISTRY: LazyLock<Registry> = LazyLock::new(registry);
static SOUND: LazyLock<Vec<AnnexRow>> =
    LazyLock::new(|| rows(&import(NOTICE, &REGISTRY).0).cloned().collect());

/// The byte range of the row of each item in the notice, in the order of [`SOUND`].
static PLACES: LazyLock<Vec<Range<usize>>> = LazyLock::new(|| {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in NOTICE.split_inclusive('\n') {
        let end = start + line.len();
        match line.split_once('\t') {
            Some((number, _)) if number.parse::<u32>().is_ok() => places.push(start..end),
            Some((title, _)) if title.contains("序号") => {}
            Some(_) => places.last_mut().expect("it continues a row").end = end,
            None => {}
        }
        start = end;
    }
    places
});

/// Draws a place in a row of the notice, on a character boundary.
fn place_in_a_row() -> impl Strategy<Value = usize> {
    (0..PLACES.len(), any::<prop::sample::Index>()).prop_map(|(row, at)| {
        let place = PLACES[row].clone();
        NOTICE.floor_char_boundary(place.start + at.index(place.len()))
    })
}

fn inserted() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("\n".to_owned()),
        Just("\t".to_owned()),
        Just("\n\n".to_owned()),
        Just(" \n　".to_owned()),
        Just("、".to_owned()),
        "[0-9\t\n 　、省厅|。附件\u{0}-\u{ff}]{0,8}",
        (place_in_a_row(), 0..60usize).prop_map(|(at, length)| {
            let end = NOTICE.ceil_char_boundary(at + length);
            NOTICE[at..end].to_owned()
        }),
    ]
}

/// Returns the rows of the notice that stay the same when the bytes at `changed` are replaced: those that
/// do not touch these bytes and inherit nothing from a row that does.
fn untouched(changed: &Range<usize>) -> Vec<&'static AnnexRow> {
    let touched: Vec<bool> = PLACES
        .iter()
        .map(|place| place.start <= changed.end && changed.start <= place.end)
        .collect();
    let mut kept = Vec::new();
    let mut tainted = false;
    for (row, &touched) in SOUND.iter().zip(&touched) {
        tainted = touched || (tainted && !row.inherited.is_empty());
        if !tainted {
            kept.push(row);
        }
    }
    kept
}

fn replaced(changed: Range<usize>, text: &str) -> String {
    format!("{}{text}{}", &NOTICE[..changed.start], &NOTICE[changed.end..])
}

#[test]
fn the_places_are_those_of_the_rows() {
    assert_eq!(PLACES.len(), SOUND.len());
    for (place, row) in PLACES.iter().zip(SOUND.iter()) {
        let start = format!("{}\t{}\t", row.id.no, row.text);
        assert!(NOTICE[place.clone()].starts_with(&start));
    }
}

/// Imports the notice with `text` in place of some bytes from `start` on. Returns their range too.
fn damaged(start: usize, length: usize, text: &str) -> (Range<usize>, Import, Vec<Diagnostic>) {
    let end = NOTICE.ceil_char_boundary((start + length).min(NOTICE.len()));
    let (import, problems) = import(&replaced(start..end, text), &REGISTRY);
    (start..end, import, problems)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn damage_to_a_row_does_not_reach_the_others(
        start in place_in_a_row(),
        length in 0..40usize,
        text in inserted(),
    ) {
        let (place, import, problems) = damaged(start, length, &text);
        let read: Vec<&AnnexRow> = rows(&import).collect();
        for row in untouched(&place) {
            // A damaged row may end up with the number of a sound one; the first of the two is kept.
            let duplicate = format!("序号{}重复", row.id.no);
            let is_duplicate = problems.iter().any(|problem| problem.message.starts_with(&duplicate));
            prop_assert!(
                read.contains(&row) || is_duplicate,
                "{}: {:?} -> {text:?}", row.id, &NOTICE[place.clone()]
            );
        }
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_line_between_two_rows_costs_none_of_them(
        row in 0..PLACES.len(),
        line in "(附件|附表)[ ：]?[1-9一二三]?|第[0-9]页|[一二三]、[a-z]{3}|(注|说明)：[a-z。]{0,9}|附件[1-4]：?[表目录]{0,4}",
    ) {
        let at = PLACES[row].start;
        let (import, _) = import(&replaced(at..at, &format!("{line}\n")), &REGISTRY);
        let read: Vec<&AnnexRow> = rows(&import).collect();
        for row in SOUND.iter() {
            prop_assert!(read.iter().any(|found| found.id == row.id), "{}: {line}", row.id);
        }
    }

    #[test]
    fn every_row_is_read_or_reported(
        start in place_in_a_row(),
        length in 0..40usize,
        text in inserted(),
    ) {
        let (place, import, problems) = damaged(start, length, &text);
        let read: Vec<&AnnexRow> = rows(&import).collect();
        let lost = SOUND.len().saturating_sub(read.len());
        let errors = problems.iter().filter(|problem| problem.severity() != Severity::Note);
        let errors = errors.filter(|problem| problem.code.as_str() != "N113").count();
        // Rows that the change cut out altogether leave a gap in the numbers.
        prop_assert!(lost == 0 || errors > 0, "{lost} rows lost: {:?} -> {text:?}", &NOTICE[place.clone()]);
    }
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn a_notice_cut_off_keeps_the_rows_before_and_says_so(cut in place_in_a_row()) {
        let (import, problems) = import(&NOTICE[..cut], &REGISTRY);
        let read: Vec<&AnnexRow> = rows(&import).collect();
        for (row, place) in SOUND.iter().zip(PLACES.iter()) {
            if place.end <= cut {
                prop_assert!(read.contains(&row), "{}", row.id);
            }
        }
        let in_a_row = PLACES.iter().any(|place| place.start < cut && cut < place.end - 1);
        // A row cut behind a name looks like any other.
        let last_name = NOTICE[..cut].rsplit(['\t', '、']).next().unwrap_or_default();
        let is_whole = REGISTRY.resolve(last_name).is_some();
        let is_told = problems.iter().any(|problem| problem.severity() == Severity::Error);
        prop_assert!(is_told || is_whole || !in_a_row, "{:?}", &NOTICE[..cut].lines().last());
    }

    #[test]
    fn no_text_makes_it_panic(
        at in 0..NOTICE.len(),
        text in prop_oneof![
            any::<String>(),
            "([\t\n| ]|序号|附件[12]|主要指标|重点工作任务|牵头单位|实施单位|[0-9]{1,3}|①|省财政厅|黄 强|[。、（）“”]|5—6%|百分之){0,60}",
        ],
    ) {
        import(&text, &REGISTRY);
        let at = NOTICE.floor_char_boundary(at);
        import(&replaced(at..at, &text), &REGISTRY);
    }
}
