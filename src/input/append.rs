//! Rows added at the end of a CSV of the office, which is otherwise left as it is, byte for byte.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::columns::{ColumnSpec, read_table};
use super::formula_guard::guarded;
use super::{SourceFile, decode};
use crate::diagnostic::Diagnostics;

/// Returns `bytes`, the contents of a CSV, with `rows` at its end: in its encoding, with its separator, its
/// order of columns and its line ends. Cells of columns that it does not have are left out.
pub fn append<C: Copy + PartialEq>(
    bytes: &[u8],
    source: &SourceFile,
    specs: &[(C, ColumnSpec)],
    rows: &[Vec<(C, String)>],
) -> Vec<u8> {
    let text = source.text();
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let table = read_table(source, specs, &mut Diagnostics::new());
    let columns: Vec<Option<C>> = table
        .header()
        .iter()
        .map(|cell| specs.iter().find(|(_, spec)| spec.is_called(&cell.text)).map(|&(c, _)| c))
        .collect();
    let separator = table.delimiter();
    let mut added = String::new();
    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
        added.push_str(end);
    }
    for row in rows {
        let cells = columns.iter().map(|column| {
            let cell = row.iter().find(|(of, _)| Some(*of) == *column);
            cell.map_or("", |(_, text)| text)
        });
        let cells: Vec<String> = cells.map(|cell| quoted(cell, separator)).collect();
        added.push_str(&cells.join(&char::from(separator).to_string()));
        added.push_str(end);
    }
    let mut all = bytes.to_vec();
    all.extend(encoded(&added, decode::encoding(bytes)));
    all
}

/// A cell as a CSV writes it.
fn quoted(cell: &str, separator: u8) -> String {
    let cell = &*guarded(cell);
    if cell.contains([char::from(separator), '"', '\r', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Returns a text in an encoding, without a mark.
pub(super) fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    } else if encoding == UTF_16BE {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    } else {
        encoding.encode(text).0.into_owned()
    }
}
