//! Properties that hold for every text.

use proptest::prelude::*;

use super::*;
use crate::document::note_mark;
use crate::typeset::text::class::is_line_feed;

/// gbt9704.md, section 9.
const NEVER_FIRST: &str = "、，。；：？！）》〉」』〕】”’·～－…％‰℃%";
const NEVER_LAST: &str = "（《〈「『〔【“‘";

/// A piece of official text that a line holds whole.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    /// True if no line may end inside.
    whole: bool,
}

fn piece() -> impl Strategy<Value = Piece> {
    let whole = |text: String| Piece { text, whole: true };
    let open = |text: String| Piece { text, whole: false };
    prop_oneof![
        8 => "[一-龥]{1,6}".prop_map(open),
        3 => "[，。；：、！？]".prop_map(open),
        1 => "[“《（〈【][一-龥]{1,5}[”》）〉】][，。]?".prop_map(open),
        1 => "《“[一-龥]{2}”》".prop_map(open),
        1 => "《[一-龥]{2}》、《〈[一-龥]〉[一-龥]》".prop_map(open),
        2 => "[1-9][0-9]{0,3}(\\.[0-9]{1,2})?(%|％|万亩|亿元|公里|个百分点|万人次|年|℃)".prop_map(whole),
        1 => "[≥≤±][1-9][0-9]?%|￥[1-9][0-9]{0,2}元|第[1-9][0-9]?号".prop_map(whole),
        1 => "[1-9][0-9]{0,2}(㎡|微克/立方米| 万亩| km|°C)".prop_map(whole),
        1 => "[①-⑳][一-龥]".prop_map(whole),
        1 => "[A-Za-z]{2,9}".prop_map(whole),
        1 => " ".prop_map(open),
        1 => "——|……".prop_map(whole),
        1 => "〔20[0-9]{2}〕[1-9][0-9]?号".prop_map(whole),
        1 => "[一-龥]\u{2060}[一-龥]\u{2060}[一-龥]".prop_map(whole),
    ]
}

/// Generates official text, piece by piece. A word separates pieces that would run into one, and marks
/// that would pile up until no line can be broken correctly.
fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let adheres = |c: char| c.is_ascii_alphanumeric() || NEVER_FIRST.contains(c);
    prop::collection::vec(piece(), 1..60).prop_map(move |pieces| {
        let mut apart: Vec<Piece> = Vec::new();
        for piece in pieces {
            let before = apart.iter().rev().find(|piece| piece.text != " ");
            if before.is_some_and(|before| before.text.ends_with(adheres))
                && piece.text.starts_with(adheres)
            {
                apart.push(Piece { text: "和".to_owned(), whole: false });
            }
            apart.push(piece);
        }
        apart
    })
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Returns the visible characters of a text: all but blanks, line feeds, and characters that draw
/// nothing.
fn drawn(text: &str) -> String {
    text.chars()
        .filter(|&c| !matches!(Class::of(c), Class::Space | Class::Invisible))
        .filter(|&c| !is_line_feed(c) && !class::is_glue(c))
        .map(|c| note_mark::of_raised(c).unwrap_or(c))
        .collect()
}

fn drawn_of(lines: &[Composed]) -> String {
    lines.iter().map(|line| drawn(&line.text)).collect()
}

/// Generates the characters of hostile data, often enough to be next to each other.
fn hostile() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        ' ', '\t', '\n', '\r', '\u{3000}', '\u{A0}', '\u{AD}', '\u{200B}', '\u{200D}', '\u{200E}',
        '\u{202E}', '\u{2028}', '\u{2029}', '\u{2060}', '\u{FEFF}', '\u{FE0F}', '\u{301}',
        '\u{20DD}', '\u{FFFD}', '\u{0}', '—', '…', '（', '）', '“', '”', '。', '？', '·', '%',
        '％', '⸻', 'Ж', 'W', '0', '9', '万', '亩', '🏽', '👩', '🇨', '中', '文', '㎡', '‰', '№',
        '〓',
    ]);
    let character = prop_oneof![4 => special, 1 => any::<char>()];
    prop::collection::vec(character, 0..120).prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn nothing_is_lost_or_doubled_or_moved(pieces in pieces(), cells in 2.0..30.0f64) {
        let text = joined(&pieces);
        let lines = lines(&text, Measure::justified(CELL * cells));
        prop_assert_eq!(drawn_of(&lines), drawn(&text));
    }

    #[test]
    fn no_mark_stands_where_it_may_not(pieces in pieces(), cells in 14.0..28.0f64) {
        let lines = words(&joined(&pieces), cells);
        for line in &lines[1..] {
            prop_assert!(!line.starts_with(|c| NEVER_FIRST.contains(c)), "{line:?} of {lines:?}");
        }
        for line in &lines[..lines.len() - 1] {
            prop_assert!(!line.ends_with(|c| NEVER_LAST.contains(c)), "{line:?} of {lines:?}");
        }
    }

    #[test]
    fn numbers_words_and_pairs_are_never_parted(pieces in pieces(), cells in 14.0..28.0f64) {
        let measure = Measure::justified(CELL * cells).keeping_names();
        let lines: Vec<String> =
            lines(&joined(&pieces), measure).into_iter().map(|line| line.text).collect();
        // The ends of lines, counted in visible characters.
        let mut count = 0;
        let ends: Vec<usize> = lines.iter().map(|line| {
            count += drawn(line).chars().count();
            count
        }).collect();
        let mut start = 0;
        for (i, piece) in pieces.iter().enumerate() {
            let end = start + drawn(&piece.text).chars().count();
            let cut = ends.iter().find(|at| (start + 1..end).contains(at));
            // A dash between figures makes them a range, which may be longer than a line.
            let neighbours = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
            let is_in_range =
                neighbours.filter_map(|i| pieces.get(i)).any(|piece| piece.text == "——");
            prop_assert!(
                !piece.whole || is_in_range || cut.is_none(),
                "{:?} is parted in {lines:?}",
                piece.text
            );
            start = end;
        }
    }

    #[test]
    fn no_line_is_wider_than_its_measure(pieces in pieces(), cells in 1.0..30.0f64) {
        let width = CELL * cells;
        for line in lines(&joined(&pieces), Measure::justified(width)) {
            prop_assert!(line.width <= width.0 + 0.01, "{line:?} in {width:?}");
            // A 16 pt glyph reaches 0.07 mm out of its cell on the grid, the f of 宋体 0.40 mm.
            prop_assert!(line.ink_right <= width.0 + 0.41, "{line:?} in {width:?}");
        }
    }

    #[test]
    fn no_line_has_more_than_28_cells_with_its_marks_squeezed(pieces in pieces()) {
        let cells = |c: char| match Class::of(c) {
            Class::Opening | Class::Closing | Class::Digit => 0.5,
            Class::Wide | Class::Pair => 1.0,
            // The narrowest of them: i and the point.
            Class::Narrow => 0.3,
            _ => 0.0,
        };
        for line in words(&joined(&pieces), 28.0) {
            let least: f64 = line.chars().map(cells).sum();
            prop_assert!(least <= 28.0, "{least} cells: {line:?}");
        }
    }

    #[test]
    fn full_lines_of_chinese_are_flush_on_the_right(
        pieces in prop::collection::vec(
            "[国省市区]{1,6}|[，。；、]|《[国省]{2,4}》|[0-9]{1,3}年|（国办〔2018〕[0-9]{1,2}号）|[a-z]{2,4}市",
            30..90,
        ),
    ) {
        let width = CELL * 28.0;
        let lines = lines(&pieces.concat(), Measure::justified(width));
        for line in &lines[..lines.len() - 1] {
            prop_assert!((line.width - width.0).abs() < 0.01, "{line:?}");
            // The ink of a character begins and ends near its cell's edges, that of a mark may
            // leave the right half blank.
            let blank = if line.text.ends_with(|c| NEVER_FIRST.contains(c)) { 0.9 } else { 0.3 };
            prop_assert!(line.ink_right > width.0 - CELL.0 * blank, "{line:?}");
        }
    }

    #[test]
    fn chinese_characters_never_part_by_a_tenth(pieces in pieces(), cells in 6.0..28.0f64) {
        let lines = lines(&joined(&pieces), Measure::justified(CELL * cells));
        for line in &lines {
            let chars: Vec<char> = line.text.chars().collect();
            for (i, pair) in chars.windows(2).enumerate() {
                if pair.iter().all(|c| ('一'..='龥').contains(c)) {
                    let gap = (line.at[i + 1] - line.at[i]) / CELL.0 - 1.0;
                    prop_assert!(gap < 0.1, "{line:?}");
                }
            }
        }
    }

    #[test]
    fn ragged_lines_are_flush_left_and_unspread(pieces in pieces(), cells in 4.0..28.0f64) {
        let kept = Measure::justified(CELL * cells).keeping_names();
        let measure = Measure { justified: false, ..kept };
        let justified = lines(&joined(&pieces), kept);
        let ragged = lines(&joined(&pieces), measure);
        for (line, flush) in ragged.iter().zip(&justified) {
            prop_assert_eq!(&line.text, &flush.text);
            prop_assert!(line.width <= flush.width + 0.001);
        }
    }

    #[test]
    fn no_text_is_too_hostile(text in hostile(), cells in 0.05..30.0f64) {
        let width = CELL * cells;
        let lines = lines(&text, Measure::justified(width));
        prop_assert_eq!(drawn_of(&lines), drawn(&text));
        for line in &lines {
            prop_assert!(line.width <= width.0 + 0.01, "{line:?} in {width:?}");
        }
    }

    #[test]
    fn forced_line_ends_divide_the_text(parts in prop::collection::vec("[一-龥]{1,9}", 1..9)) {
        prop_assert_eq!(words(&parts.join("\n"), 9.0), parts);
    }
}
