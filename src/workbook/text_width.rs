//! The width of text and the places where a cell will wrap it, so that rows can be given their height.
//!
//! Neither Excel nor LibreOffice is sure to fit the height of a wrapped row when it opens a file, so
//! the heights are computed here. The faces of the reader's machine are not known: widths are those
//! of the widest of the usual ones, and the height that comes out may be a line too much, never a
//! line too little.

/// Height of a line in ems: that of the Noto faces, which LibreOffice on Linux puts in place of 宋体 and 仿宋.
/// Those take 1.15 to 1.3, so that Excel has room for a line that it breaks differently.
const LINE_EMS: f64 = 1.45;
/// Space above and below the text of a row together, in points.
const ROW_PADDING: f64 = 8.0;
/// Space left and right of the text of a cell together, in pixels: Excel's 5 and some for rounding.
const CELL_PADDING: f64 = 8.0;
/// Points of a pixel at 96 dpi, by which column widths are given.
pub(super) const PIXEL: f64 = 0.75;
/// The highest row that Excel has, in points.
const HIGHEST_ROW: f64 = 409.0;

/// Characters that start no line (closing punctuation), as both programs keep them by default.
const NO_LINE_START: &str = "，。、；：？！）〕】》〉」』”’…—％%,.;:?!)]}";

/// Characters that end no line (opening punctuation).
const NO_LINE_END: &str = "（〔【《〈「『“‘([{";

/// Returns the height of a row with the given number of lines of text, in points.
pub(super) fn row_height(lines: usize, points: f64) -> f64 {
    (lines as f64 * points * LINE_EMS + ROW_PADDING).min(HIGHEST_ROW)
}

/// Returns the height of a row that holds a text of upright signs from top to bottom, in points.
pub(super) fn stack_height(text: &str, points: f64) -> f64 {
    row_height(text.chars().count(), points)
}

/// `text` on one line of at most `ems`, shortened with an ellipsis where it has to be.
pub(super) fn shorten(text: &str, ems: f64) -> String {
    let text = text.replace('\n', " ");
    if width(&text) <= ems {
        return text;
    }
    let mut used = advance('…');
    let kept = text.chars().take_while(|&c| {
        used += advance(c);
        used <= ems
    });
    kept.chain(['…']).collect()
}

/// Returns the lines of `text` in a cell `pixels` wide, set in `points`.
pub(super) fn cell_lines(text: &str, pixels: u32, points: f64) -> Vec<&str> {
    let inside = (f64::from(pixels) - CELL_PADDING) * PIXEL;
    lines(text, inside / points)
}

/// Returns the width of `text` on one line, in ems.
fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// Breaks `text` into the lines of a cell that is `ems` wide.
///
/// The lines put one after the other are `text`: a line break inside it stays at the end of its
/// line. There is always at least one line, and each but an empty text's has a character, however
/// narrow the cell.
fn lines(text: &str, ems: f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut opportunity = 0;
    let mut used = 0.0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            opportunity = at;
        }
        while used + advance(c) > ems && at > start {
            let end = if opportunity > start { opportunity } else { at };
            lines.push(&text[start..end]);
            start = end;
            used = width(&text[start..at]);
        }
        used += advance(c);
        before = Some(c);
        if c == '\n' {
            lines.push(&text[start..=at]);
            start = at + 1;
            opportunity = start;
            used = 0.0;
        }
    }
    lines.push(&text[start..]);
    lines
}

/// Returns whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    let inside_word = before.is_ascii_graphic() && after.is_ascii_graphic();
    let keeps_next = !is_ideograph(before) && NO_LINE_END.contains(before);
    let keeps_last = !is_ideograph(after) && (NO_LINE_START.contains(after) || after == ' ');
    !(inside_word || keeps_next || keeps_last)
}

/// Returns whether a character is an ideograph. Most are, and need not be looked up among the marks.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Returns the width of a character in ems: the widest among SimSun, FangSong, SimHei and the Noto faces.
fn advance(c: char) -> f64 {
    match c {
        '\n' => 0.0,
        ' ' => 0.5,
        'W' | 'M' | 'm' | 'w' | '%' | '@' | '&' => 0.95,
        'A'..='Z' => 0.78,
        '!'..='~' => 0.6,
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_wraps_between_any_two_characters() {
        assert_eq!(lines("国家统计局甘肃调查总队", 5.0), ["国家统计局", "甘肃调查总", "队"]);
    }

    #[test]
    fn closing_punctuation_takes_the_character_before_it_along() {
        assert_eq!(lines("省财政厅、省民政厅", 4.0), ["省财政", "厅、省民", "政厅"]);
    }

    #[test]
    fn opening_punctuation_goes_to_the_next_line() {
        assert_eq!(lines("实现“两州一县”", 3.0), ["实现", "“两州", "一县”"]);
    }

    #[test]
    fn numbers_and_words_stay_whole() {
        assert_eq!(lines("新增1064座", 3.0), ["新增", "1064", "座"]);
        assert_eq!(lines("达到92.8%以上", 4.0), ["达到", "92.8%", "以上"]);
    }

    #[test]
    fn a_word_wider_than_the_cell_is_cut() {
        assert_eq!(lines("aaaaaaaa", 1.8), ["aaa", "aaa", "aa"]);
    }

    #[test]
    fn line_breaks_in_the_text_are_kept() {
        assert_eq!(lines("省财政厅\n省扶贫办", 9.0), ["省财政厅\n", "省扶贫办"]);
        assert_eq!(lines("\n", 9.0), ["\n", ""]);
    }

    #[test]
    fn an_empty_text_is_one_line() {
        assert_eq!(lines("", 9.0), [""]);
    }

    #[test]
    fn only_what_is_too_long_is_shortened() {
        assert_eq!(shorten("省财政厅", 4.0), "省财政厅");
        assert_eq!(shorten("省民航机场集团", 4.0), "省民航…");
        assert_eq!(shorten("财政\n厅", 4.0), "财政 厅");
    }

    #[test]
    fn a_row_is_never_higher_than_excel_allows() {
        assert_eq!(row_height(2, 12.0), 42.8);
        assert_eq!(row_height(500, 12.0), 409.0);
    }

    proptest! {
        #[test]
        fn lines_add_up_to_the_text(text in "[\\PC\n]{0,80}", ems in 0.0..20.0) {
            let lines = lines(&text, ems);
            prop_assert_eq!(lines.concat(), text);
        }

        #[test]
        fn no_line_is_wider_than_the_cell(text in "[\\PC\n]{0,80}", ems in 1.0..20.0) {
            for line in lines(&text, ems) {
                prop_assert!(width(line) <= ems + 1e-9, "{:?}", line);
            }
        }
    }
}
