//! Bytes to text: Excel, WPS and Notepad leave UTF-8, GB18030 and UTF-16 behind.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8};

use crate::diagnostic::{Code, Diagnostic, Place};

/// The text of the file `name`, without a byte order mark.
///
/// # Errors
/// F103 when the bytes are text in none of the encodings.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    let (marked, mark) =
        Encoding::for_bom(bytes).map_or((None, 0), |(encoding, length)| (Some(encoding), length));
    let body = &bytes[mark..];
    let decoded = match marked {
        Some(encoding) => strict(encoding, body),
        None => strict(UTF_8, body).or_else(|utf8| strict(GB18030, body).map_err(|gb| gb.or(utf8))),
    };
    match decoded {
        // A file that was stored with a mark twice begins with a second one.
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(malformed) => Err(malformed.diagnostic(name, mark, bytes)),
    }
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
