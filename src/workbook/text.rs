//! Writing text into a cell: any text stays text, and the workbook stays valid.

use std::borrow::Cow;

use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

/// Signs that make Excel take what is typed for a formula; the full-width ones count in a Chinese Excel.
const FORMULA_SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes `text` without a format, where it is text as it is. Returns whether it was written.
pub(super) fn write_plain(
    sheet: &mut Worksheet,
    row: RowNum,
    col: ColNum,
    text: &str,
) -> Result<bool, XlsxError> {
    let text = printable(text);
    let is_plain = is_plain(&text);
    if is_plain {
        sheet.write_string(row, col, text)?;
    }
    Ok(is_plain)
}

/// Returns whether a printable text stays text in a cell as it is.
pub(super) fn is_plain(text: &str) -> bool {
    !text.starts_with(FORMULA_SIGNS) && !text.starts_with("<r>")
}

/// Writes `text` as text, never as a formula; an empty one leaves a blank cell with the format.
///
/// A text that looks like a formula also gets Excel's quote prefix, so that it is still text after
/// someone has edited the cell.
///
/// # Errors
/// When the position is outside the worksheet, or the text has more than 32,767 UTF-16 units.
pub(super) fn write_text(
    sheet: &mut Worksheet,
    row: RowNum,
    col: ColNum,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = printable(text);
    if text.starts_with(FORMULA_SIGNS) {
        let quoted = format.clone().set_quote_prefix();
        sheet.write_string_with_format(row, col, text, &quoted)?;
    } else if text.starts_with("<r>") && text.ends_with("</r>") {
        // rust_xlsxwriter takes such a string for the XML of a rich text and copies it unescaped;
        // as the one segment of a real rich text it is escaped.
        sheet.write_rich_string_with_format(row, col, &[(&Format::default(), &text)], format)?;
    } else {
        sheet.write_string_with_format(row, col, text, format)?;
    }
    Ok(())
}

/// Merges a range and writes `text` into it; a single cell is just written.
///
/// # Errors
/// As [`write_text`], and when the range overlaps a merged one.
pub(super) fn write_merged(
    sheet: &mut Worksheet,
    (first_row, first_col): (RowNum, ColNum),
    (last_row, last_col): (RowNum, ColNum),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if (first_row, first_col) != (last_row, last_col) {
        sheet.merge_range(first_row, first_col, last_row, last_col, "", format)?;
    }
    write_text(sheet, first_row, first_col, text, format)
}

/// `text` without characters that have no place in a cell.
///
/// Line breaks of every kind become `\n` and tabs spaces. Other control characters are shown by
/// their pictures (␀, ␛): they are not printed, but nothing vanishes unseen.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.chars().map(picture).collect())
}

fn is_unprintable(c: char) -> bool {
    c != '\n' && (c.is_control() || is_noncharacter(c))
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

fn picture(c: char) -> char {
    match c {
        '\n' | '\r' => '\n',
        '\t' => ' ',
        '\0'..='\u{1F}' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7F}' => '␡',
        c if is_unprintable(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        let text = "省农村“三变”改革\n𠮷林";
        assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn control_characters_are_shown_and_line_breaks_made_one_kind() {
        assert_eq!(
            printable("a\0b\u{1B}c\u{7F}d\u{85}e\u{FFFF}f\tg\r\nh\ri"),
            "a␀b␛c␡d\u{FFFD}e\u{FFFD}f g\nh\ni"
        );
    }
}
