//! Classes of characters for line breaking and punctuation widths.

use crate::document::note_mark;

/// The classes of characters that Chinese official text distinguishes (GB/T 15834; gbt9704 section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Ideographs and other full-width characters without a blank half.
    Wide,
    /// Opening marks with their ink in the right half: （《“.
    Opening,
    /// Closing and stopping marks with their ink in the left half: ，。）》”.
    Closing,
    /// Marks that may not begin a line but have no blank half to give up: ％ ℃ ～ － ·.
    Trailing,
    /// The dash — and the ellipsis …, which come in unbreakable pairs.
    Pair,
    /// Arabic figures, with their point and comma.
    Digit,
    /// Other characters of proportional width: Latin letters, ASCII marks.
    Narrow,
    /// Blanks, which vanish at the end of a line.
    Space,
    /// Marks that are drawn on the character before: accents, enclosing circles, skin tones.
    Attached,
    /// Raised marks of notes.
    NoteMark,
    /// Characters that draw nothing: joiners, variation selectors, directional controls.
    Invisible,
}

impl Class {
    /// Returns the class of `c`.
    pub fn of(c: char) -> Self {
        match c {
            // Nearly all of a text; the rest is classified range by range.
            '\u{4E00}'..='\u{9FFF}' => Self::Wide,
            'A'..='Z' | 'a'..='z' => Self::Narrow,
            ' ' | '\t' | '\u{1680}' | '\u{205F}' | '\u{3000}' => Self::Space,
            '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' => Self::Space,
            '（' | '《' | '〈' | '「' | '『' | '〔' | '【' | '〖' | '“' | '‘' | '［' | '｛'
            | '〝' => Self::Opening,
            '、' | '，' | '。' | '；' | '：' | '？' | '！' | '）' | '》' | '〉' | '」' | '』'
            | '〕' | '】' | '〗' | '”' | '’' | '］' | '｝' | '．' | '〞' | '〟' => {
                Self::Closing
            }
            '·' | '～' | '－' | '％' | '‰' | '℃' | '℉' | '／' | '々' | '′' | '″' => {
                Self::Trailing
            }
            c if is_non_starter(c) => Self::Trailing,
            '—' | '…' => Self::Pair,
            '0'..='9' => Self::Digit,
            c if is_invisible(c) => Self::Invisible,
            c if is_attached(c) => Self::Attached,
            c if is_wide(c) => Self::Wide,
            c if note_mark::of_raised(c).is_some() => Self::NoteMark,
            _ => Self::Narrow,
        }
    }

    /// Returns whether a line should not begin with such a character, wherever it is cut.
    pub fn never_first(self) -> bool {
        matches!(
            self,
            Self::Closing | Self::Trailing | Self::Pair | Self::Attached | Self::NoteMark
        )
    }
}

/// Returns whether the character ends a line: LF, CR, and the separators of Unicode. CR LF is one end.
pub fn is_line_feed(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Returns whether a line may not end on either side of the character (UAX #14, class GL and WJ; ZWJ of
/// LB8a).
pub fn is_glue(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2007}' | '\u{200D}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}')
}

/// Returns whether the character is another one that may not begin a line by UAX #14 (strict): wave
/// dash, katakana dot, repetition marks, small kana, double exclamation and question marks.
fn is_non_starter(c: char) -> bool {
    matches!(
        c,
        '〜' | '〻'
            | '・'
            | 'ゝ'
            | 'ゞ'
            | 'ヽ'
            | 'ヾ'
            | 'ー'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ゕ'
            | 'ゖ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
            | '\u{31F0}'..='\u{31FF}'
    )
}

/// Returns whether the character is a Default_Ignorable_Code_Point of Unicode or an interlinear
/// annotation control, or one of the noncharacters that mark passages.
fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xFDD0..=0xFDEF | 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
        | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A
        | 0xE0000..=0xE0FFF)
}

/// Returns whether the character is a combining mark that occurs with Latin, kana or symbols. Those of
/// other scripts are in none of our faces and are reported as missing like any other character.
fn is_attached(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0x302A..=0x302F
        | 0x3099..=0x309A | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF)
}

/// Returns whether a character takes a full cell in Chinese text: ideographs, kana, full-width forms,
/// enclosed numbers, geometric and other symbols that our faces draw full-width.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c),
        0x2014..=0x2015 | 0x2030..=0x203B | 0x2100..=0x24FF | 0x2500..=0x27BF
        | 0x2E80..=0x303E | 0x3041..=0x33FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xA960..=0xA97F | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFE30..=0xFE6F
        | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6 | 0x1F300..=0x1FAFF | 0x20000..=0x3FFFF)
}
