//! The ways to say that there is no figure.

use crate::input::text;

/// Words for "not available", in half-width lower case without blanks.
const WORDS: [&str; 34] = [
    "无",
    "暂无",
    "暂缺",
    "缺",
    "空",
    "未统计",
    "暂未统计",
    "尚未统计",
    "待统计",
    "待核",
    "待核实",
    "待公布",
    "未出",
    "暂未出",
    "尚未出",
    "未公布",
    "暂未公布",
    "尚未公布",
    "未发布",
    "暂未发布",
    "尚未发布",
    "暂无数据",
    "无数据",
    "数据未出",
    "暂不统计",
    "不统计",
    "n/a",
    "na",
    "n.a.",
    "null",
    "none",
    "nil",
    "没有",
    "无此项",
];

/// More characters than the longest word has, with marks around it.
const LONGEST: usize = 12;

/// Returns whether a cell says that there is nothing: blank, —, /, 暂无, N/A. Zero is something.
pub fn is_missing(text: &str) -> bool {
    let chars = text::solid(text);
    // Whole sentences, as in most cells of a return, differ from these words by their length.
    let is_sentence = chars.clone().nth(LONGEST).is_some() && !chars.clone().all(fills);
    !is_sentence && is_word(chars)
}

/// Returns whether characters in half width are strokes, or one of the words.
fn is_word(chars: impl Iterator<Item = char>) -> bool {
    let plain: String = chars.map(|c| c.to_ascii_lowercase()).collect();
    let plain = plain.trim_start_matches('\'').trim_end_matches('。');
    plain.chars().all(fills) || WORDS.contains(&plain)
}

/// Returns whether a character is one of those that fill a cell without saying anything.
fn fills(c: char) -> bool {
    text::is_stroke(c) || matches!(c, '/' | '\\' | '.' | '…' | '*' | '_')
}
