//! Cells of one column written into rows of a CSV of the office, which is otherwise left as it is.

use std::ops::Range;

use super::SourceFile;
use super::amend::amend;
use super::columns::{ColumnSpec, NamedRows, read_table};
use super::formula_guard::guarded;
use crate::diagnostic::Diagnostics;

/// Returns `bytes`, the contents of the CSV `source`, with new texts in the cells of `column` of some rows, which `text`
/// gives by one of their lines, from 1. A file without the column gets it as the last one.
pub fn fill<C: Copy + PartialEq>(
    bytes: &[u8],
    source: &SourceFile,
    specs: &'static [(C, ColumnSpec)],
    column: C,
    text: impl Fn(usize) -> Option<String>,
) -> Vec<u8> {
    let mut none = Diagnostics::new();
    let table = read_table(source, specs, &mut none);
    let Some(named) = NamedRows::new(&table, specs, &mut none) else { return bytes.to_vec() };
    let spec = specs.iter().find(|(of, _)| *of == column).map(|(_, spec)| spec);
    let is_called = |title: &str| spec.is_some_and(|spec| spec.is_called(title));
    let header = table.header();
    let place = header.iter().position(|cell| is_called(&cell.text));
    let separator = char::from(table.delimiter());
    let end = |range: &Range<usize>| {
        let quote = source.text()[range.end..].starts_with('"');
        range.end + usize::from(quote)
    };
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for row in named.iter() {
        let cells = row.cells();
        let new = cells.iter().find_map(|cell| text(source.line(cell.range.start)));
        let Some(new) = new else { continue };
        let new = quoted(&new, separator);
        let at = place.unwrap_or(header.len());
        match (cells.get(at), cells.last()) {
            (Some(cell), _) => changes.push((whole(source.text(), &cell.range), new)),
            (None, Some(last)) => {
                let blank = separator.to_string().repeat(at + 1 - cells.len());
                changes.push((end(&last.range)..end(&last.range), blank + &new));
            }
            (None, None) => {}
        }
    }
    if let (None, Some(last), Some(spec), false) = (place, header.last(), spec, changes.is_empty())
    {
        changes.push((end(&last.range)..end(&last.range), format!("{separator}{}", spec.title)));
    }
    amend(bytes, source.text(), changes)
}

/// Returns the range of a cell with the quotation marks around it.
fn whole(text: &str, cell: &Range<usize>) -> Range<usize> {
    let is_quoted = text[..cell.start].ends_with('"') && text[cell.end..].starts_with('"');
    let mark = usize::from(is_quoted);
    cell.start - mark..cell.end + mark
}

/// Returns a text as a cell of a CSV.
fn quoted(text: &str, separator: char) -> String {
    let text = &*guarded(text);
    match text.contains([separator, '"', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::columns::file_columns;
    use super::*;

    file_columns! {
        enum Column {
            Name = ColumnSpec::required("名称", "name"),
            Number = ColumnSpec::optional("文号", "number"),
            Note = ColumnSpec::optional("备注", "note"),
        }
    }

    fn filled(text: &str, lines: &[(usize, &str)]) -> String {
        let source = SourceFile::from_text("a.csv", text);
        let of = |line| {
            let found = lines.iter().find(|(of, _)| *of == line);
            found.map(|(_, text)| (*text).to_owned())
        };
        let bytes = fill(text.as_bytes(), &source, Column::ALL, Column::Number, of);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cells_are_written_into_their_rows_alone() {
        let text = "名称,文号,备注\r\n甲,,a\r\n\"乙\",\"旧,号\",b\r\n丙,,c\r\n";
        assert_eq!(
            filled(text, &[(2, "3号"), (3, "4号")]),
            "名称,文号,备注\r\n甲,3号,a\r\n\"乙\",4号,b\r\n丙,,c\r\n"
        );
        assert_eq!(filled(text, &[]), text);
        assert_eq!(filled(text, &[(4, "1,\"2")]), text.replace("丙,,", "丙,\"1,\"\"2\","));
    }

    #[test]
    fn cells_that_are_not_there_are_added() {
        assert_eq!(
            filled("名称,备注,文号\n甲\n乙,b\n", &[(2, "3号")]),
            "名称,备注,文号\n甲,,3号\n乙,b\n"
        );
        assert_eq!(
            filled("名称,备注\n甲,a\n乙,\"b\"\n", &[(3, "3号")]),
            "名称,备注,文号\n甲,a\n乙,\"b\",3号\n"
        );
        assert_eq!(filled("名称,备注\n甲,a\n", &[]), "名称,备注\n甲,a\n");
    }
}
