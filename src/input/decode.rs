//! Bytes to text: Excel, WPS and Notepad leave UTF-8, GB18030 and UTF-16 behind.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::text::of_characters;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The text of the file `name`, without a byte order mark.
///
/// # Errors
/// F103 when the bytes are text in none of the encodings.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    let (marked, mark) =
        Encoding::for_bom(bytes).map_or((None, 0), |(encoding, length)| (Some(encoding), length));
    let body = &bytes[mark..];
    if marked.is_none() && is_big5(body) {
        return Err(big5(name));
    }
    let decoded = match marked {
        Some(encoding) => strict(encoding, body),
        None if body.contains(&0) => unmarked_utf16(body)
            .map_or_else(|| strict(UTF_8, body).or_else(|_| strict(GB18030, body)), Ok),
        None => strict(UTF_8, body).or_else(|utf8| strict(GB18030, body).map_err(|gb| gb.or(utf8))),
    };
    match decoded {
        // A file that was stored with a mark twice begins with a second one.
        Ok(text) => Ok(of_characters(text.trim_start_matches('\u{feff}')).into_owned()),
        Err(malformed) => Err(malformed.diagnostic(name, mark, bytes)),
    }
}

/// Returns the text of UTF-16 that lost its mark. A table has separators and line ends in it, whose upper byte is zero
/// and on one side of all pairs; other files with zeros are no text.
fn unmarked_utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, []) = bytes.as_chunks::<2>() else { return None };
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (low, high) = (zeros(0), zeros(1));
    // 一 is 4E00: a character may have a zero on the other side, a zero in both is none.
    if low.min(high) * 4 > low.max(high) || pairs.contains(&[0, 0]) {
        return None;
    }
    let text = strict(utf16_order(bytes), bytes).ok()?;
    let odd = |char: char| {
        char.is_control() && !['\r', '\n', '\t'].contains(&char)
            || ('\u{e000}'..='\u{f8ff}').contains(&char)
    };
    let has_lines = text.contains(['\n', '\r', '\t']);
    (has_lines && !text.contains(odd)).then_some(text)
}

/// Returns the order of bytes in UTF-16 without a mark: the upper byte of a pair is more often zero.
fn utf16_order(bytes: &[u8]) -> &'static Encoding {
    let (pairs, _) = bytes.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    if zeros(1) > zeros(0) { UTF_16LE } else { UTF_16BE }
}

/// Words of a table in traditional characters, of which two show that a file is Big5: its bytes are mostly
/// well-formed GB18030 too, and give other characters there.
const TRADITIONAL: [&str; 12] = [
    "編號", "單位", "期間", "指標", "狀態", "進展", "問題", "計量", "填報", "目標", "任務", "領導",
];

/// Returns whether bytes are a table in Big5.
fn is_big5(bytes: &[u8]) -> bool {
    const BEGINNING: usize = 8 << 10;
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    if std::str::from_utf8(beginning).is_ok() {
        return false;
    }
    let text = BIG5.decode_without_bom_handling(beginning).0;
    TRADITIONAL.iter().filter(|word| text.contains(*word)).count() >= 2
}

/// F103: the file `name` is Big5.
fn big5(name: &str) -> Diagnostic {
    let message = format!("文件“{name}”是繁体中文（Big5）编码，未读入");
    Diagnostic::new(Code::FileEncoding, message)
        .at(Place::file(name))
        .hint("在 Excel 或 WPS 中打开，转换为简体中文，另存为 .xlsx 或“CSV UTF-8”")
}

/// The encoding of the text in `bytes`; see [`text`].
pub(super) fn encoding(bytes: &[u8]) -> &'static Encoding {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    marked.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        _ if bytes.contains(&0) && unmarked_utf16(bytes).is_some() => utf16_order(bytes),
        Ok(_) => UTF_8,
        Err(_) => GB18030,
    })
}

/// The place at which bytes stop being text of an encoding.
struct Malformed {
    encoding: &'static Encoding,
    /// The first byte that does not fit, counted from 0.
    at: usize,
}

/// The text of `bytes` if all of them are well-formed.
fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Malformed> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => Ok(text),
        DecoderResult::Malformed(length, after) => Err(Malformed {
            encoding,
            at: read.saturating_sub(usize::from(length) + usize::from(after)),
        }),
        DecoderResult::OutputFull => Err(Malformed { encoding, at: read }),
    }
}

impl Malformed {
    /// Whichever of two encodings fits the longer beginning: most likely the one that was meant.
    fn or(self, other: Self) -> Self {
        if self.at > other.at { self } else { other }
    }

    /// The problem of the file `name` whose text begins after `mark` bytes.
    fn diagnostic(&self, name: &str, mark: usize, bytes: &[u8]) -> Diagnostic {
        let at = mark + self.at;
        let line = 1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count();
        let encoding = self.encoding.name();
        let message =
            format!("文件的编码无法识别：第{}个字节（第{line}行）起不是{encoding}文字", at + 1);
        Diagnostic::new(Code::FileEncoding, message)
            .at(Place { line, ..Place::file(name) })
            .hint("在 Excel 或 WPS 中另存为“CSV UTF-8”，文本文件在记事本中另存为 UTF-8")
    }
}
