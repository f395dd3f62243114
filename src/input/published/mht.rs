//! A web page in one file with its pictures (.mht): a mail whose parts are pages.

use super::flow::Flow;
use super::{Published, flow, html, too_large, unreadable};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The most parts that are looked at.
const MOST_PARTS: usize = 10_000;

/// Reads a web page in one file.
///
/// # Errors
/// It holds no page, or is too large.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let mut flow = Flow::new();
    let (head, body) = head(bytes);
    let boundary = parameter(&head, "boundary").filter(|boundary| !boundary.is_empty());
    let parts = match boundary {
        Some(boundary) => split(body, format!("--{boundary}").as_bytes()),
        None => vec![bytes],
    };
    for part in parts.into_iter().take(MOST_PARTS) {
        let (head, body) = self::head(part);
        if !head.contains("content-type:text/html") {
            continue;
        }
        let page = if head.contains("content-transfer-encoding:base64") {
            base64(body)
        } else if head.contains("content-transfer-encoding:quoted-printable") {
            quoted_printable(body)
        } else {
            body.to_vec()
        };
        let stated = parameter(&head, "charset");
        flow.extend(html::content(name, &page, stated.as_deref(), problems)?);
    }
    if flow.is_empty() {
        return Err(unreadable(name, "里没有网页的内容", "用浏览器打开，另存为 .html 再导入"));
    }
    let draft = flow::write(flow).map_err(|_| too_large(name))?;
    Ok(draft.finish(name))
}

/// Returns the head of a mail or of a part, without blanks and in lower case but for the boundary, and the rest.
fn head(bytes: &[u8]) -> (String, &[u8]) {
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(bytes.len());
    let bytes = bytes.get(start..).unwrap_or_default();
    let crlf = memchr::memmem::find(bytes, b"\r\n\r\n").map(|at| (at, at + 4));
    let lf = memchr::memmem::find(bytes, b"\n\n").map(|at| (at, at + 2));
    let end = match (crlf, lf) {
        (Some(crlf), Some(lf)) => crlf.min(lf),
        (found, other) => found.or(other).unwrap_or((bytes.len(), bytes.len())),
    };
    let head = String::from_utf8_lossy(bytes.get(..end.0).unwrap_or_default());
    let head = head.chars().filter(|char| !char.is_whitespace()).collect::<String>();
    let lower = match head.to_ascii_lowercase().find("boundary=") {
        Some(at) => {
            let (before, boundary) = head.split_at(at + "boundary=".len());
            format!("{}{boundary}", before.to_ascii_lowercase())
        }
        None => head.to_ascii_lowercase(),
    };
    (lower, bytes.get(end.1..).unwrap_or_default())
}

/// Returns the value of a parameter in a head, with or without quotation marks.
fn parameter(head: &str, name: &str) -> Option<String> {
    let (_, rest) = head.split_once(&format!("{name}="))?;
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([';', '"']).next(),
    };
    value.map(str::to_owned)
}

/// Returns the parts between boundaries.
fn split<'b>(body: &'b [u8], boundary: &[u8]) -> Vec<&'b [u8]> {
    let mut parts = Vec::new();
    let mut begin = None;
    for at in memchr::memmem::find_iter(body, boundary).take(MOST_PARTS) {
        if let Some(begin) = begin {
            parts.extend(body.get(begin..at));
        }
        begin = Some(at + boundary.len());
    }
    parts.extend(begin.and_then(|begin| body.get(begin..)));
    parts
}

fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        rest = behind;
        if first != b'=' {
            bytes.push(first);
            continue;
        }
        let digit = |at: usize| behind.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            // A break of the line that is not one of the text.
            let end = behind.iter().position(|&byte| byte == b'\n').map_or(0, |at| at + 1);
            rest = behind.get(end..).unwrap_or_default();
        }
    }
    bytes
}

fn base64(text: &[u8]) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    bytes
}
