//! Numbers that are voided in the register: they stay in it and are never drawn again.

use std::ops::Range;

use super::row::{Row, State};
use super::{Column, Number};
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::input::amend::amend;
use crate::input::columns::{NamedRows, read_table};
use crate::registry::Registry;

/// Returns `bytes`, the contents of the register `source`, with these numbers voided, and those of them that were in use.
pub fn void(bytes: &[u8], source: &SourceFile, numbers: &[Number]) -> (Vec<u8>, Vec<Number>) {
    let mut problems = Diagnostics::new();
    let table = read_table(source, Column::ALL, &mut problems);
    let Some(named) = NamedRows::new(&table, Column::ALL, &mut problems) else {
        return (bytes.to_vec(), Vec::new());
    };
    let is_state = |(column, _): &&(Column, _)| *column == Column::State;
    let spec = Column::ALL.iter().find(is_state).map(|(_, spec)| spec);
    let is_called = |title: &str| spec.is_some_and(|spec| spec.is_called(title));
    let header = table.header();
    let place = header.iter().position(|cell| is_called(&cell.text));
    let separator = char::from(table.delimiter()).to_string();
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut voided = Vec::new();
    let end = |range: &Range<usize>| {
        let quote = source.text()[range.end..].starts_with('"');
        range.end + usize::from(quote)
    };
    for named in named.iter() {
        let Some(row) = Row::read(&named, &Registry::default(), &mut problems) else { continue };
        if row.state == State::Voided || !numbers.contains(&row.number) {
            continue;
        }
        let cells = named.cells();
        let place = place.unwrap_or(header.len());
        let (range, word) = match (cells.get(place), cells.last()) {
            (Some(cell), _) => (cell.range.clone(), State::Voided.word().to_owned()),
            (None, Some(last)) => {
                let blank = separator.repeat(place + 1 - cells.len());
                (end(&last.range)..end(&last.range), blank + State::Voided.word())
            }
            (None, None) => continue,
        };
        changes.push((range, word));
        voided.push(row.number);
    }
    if let (None, Some(last), Some(spec), false) = (place, header.last(), spec, voided.is_empty()) {
        changes.push((end(&last.range)..end(&last.range), format!("{separator}{}", spec.title)));
    }
    (amend(bytes, source.text(), changes), voided)
}
