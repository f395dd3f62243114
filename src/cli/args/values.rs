//! Values of arguments that clap does not know.

use jiff::civil::Date;

use crate::numbers::Number;

/// Reads the number of a document: 甘政办函〔2018〕21号.
pub(super) fn document_number(text: &str) -> Result<Number, String> {
    Number::parse(text).ok_or_else(|| "文号应写作 甘政办函〔2018〕21号".to_owned())
}

/// Reads a hash, or the beginning of one.
pub(super) fn hash(text: &str) -> Result<String, String> {
    let text = text.trim().to_ascii_lowercase();
    match text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        true => Ok(text),
        false => Err("哈希是16位以上的十六进制数".to_owned()),
    }
}

/// Reads a date.
pub(super) fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "日期应写作 2018-02-13".to_owned())
}
