//! Numbers that are voided in the register: they stay in it and are never drawn again.

use std::collections::BTreeSet;

use super::row::{Row, State};
use super::{Column, Number};
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::input::columns::{NamedRows, read_table};
use crate::input::fill::fill;
use crate::registry::Registry;

/// Returns `bytes`, the contents of the register `source`, with these numbers voided, and those of them that were in use.
pub fn void(bytes: &[u8], source: &SourceFile, numbers: &[Number]) -> (Vec<u8>, Vec<Number>) {
    let mut problems = Diagnostics::new();
    let table = read_table(source, Column::ALL, &mut problems);
    let Some(named) = NamedRows::new(&table, Column::ALL, &mut problems) else {
        return (bytes.to_vec(), Vec::new());
    };
    let (mut voided, mut lines) = (Vec::new(), BTreeSet::new());
    for named in named.iter() {
        let Some(row) = Row::read(&named, &Registry::default(), &mut problems) else { continue };
        if row.state == State::Voided || !numbers.contains(&row.number) {
            continue;
        }
        lines.extend(named.cells().first().map(|cell| source.line(cell.range.start)));
        voided.push(row.number);
    }
    let word = |line| lines.contains(&line).then(|| State::Voided.word().to_owned());
    (fill(bytes, source, Column::ALL, Column::State, word), voided)
}
