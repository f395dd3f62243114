//! Rows added to a register of the office, as part of what a command publishes.

use std::collections::BTreeMap;

use super::Session;
use crate::input::append::append;
use crate::input::base_table::BaseTable;
use crate::input::columns::ColumnSpec;
use crate::input::fill::fill;
use crate::input::{self, csv_writer};
use crate::output::{Publication, WriteError};

/// The reasons why rows are not added to a register. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Somebody else changed the register since it was read.
    #[error("{0} 在此期间被改动（可能另有一次登记），没有登记；请重新运行")]
    Changed(&'static str),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// It cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Read(crate::diagnostic::Diagnostic),
}

/// Writes texts into the cells of a column of the register `name`, in the rows of these lines, from 1.
///
/// # Errors
/// The register is not as it was when the session was loaded, or it cannot be read or written.
pub(super) fn fill_cells<C: Copy + PartialEq>(
    session: &Session,
    (name, columns): (&'static str, &'static [(C, ColumnSpec)]),
    column: C,
    texts: &BTreeMap<usize, String>,
    publication: &Publication,
) -> Result<(), RegisterError> {
    let root = &session.workspace.root;
    let bytes = input::bytes(root, name).map_err(RegisterError::Read)?;
    if session.tables.bytes(name) != Some(&*bytes) {
        return Err(RegisterError::Changed(name));
    }
    let table = BaseTable::register(name, columns);
    let source = table.decode(name, &bytes).map_err(RegisterError::Read)?;
    let filled = fill(&bytes, &source, columns, column, |line| texts.get(&line).cloned());
    Ok(publication.stage(&root.join(name), &filled)?)
}

/// Adds rows at the end of the register `name`, which is made with the titles of its columns where there is none.
///
/// # Errors
/// The register is not as it was when the session was loaded, or it cannot be read or written.
pub(super) fn append_rows<C: Copy + PartialEq>(
    session: &Session,
    name: &'static str,
    columns: &'static [(C, ColumnSpec)],
    rows: &[Vec<(C, String)>],
    publication: &Publication,
) -> Result<(), RegisterError> {
    let root = &session.workspace.root;
    let read = session.tables.bytes(name);
    let bytes = if input::is_there(root, name).map_err(RegisterError::Read)? {
        let bytes = input::bytes(root, name).map_err(RegisterError::Read)?;
        if read != Some(&*bytes) {
            return Err(RegisterError::Changed(name));
        }
        let table = BaseTable::register(name, columns);
        let source = table.decode(name, &bytes).map_err(RegisterError::Read)?;
        append(&bytes, &source, columns, rows)
    } else if read.is_some() {
        return Err(RegisterError::Changed(name));
    } else {
        let titles: Vec<String> = columns.iter().map(|(_, spec)| spec.title.to_owned()).collect();
        let cells = |row: &Vec<(C, String)>| -> Vec<String> {
            let cell = |of: C| row.iter().find(|(column, _)| *column == of);
            columns
                .iter()
                .map(|&(of, _)| cell(of).map_or_else(String::new, |(_, text)| text.clone()))
                .collect()
        };
        csv_writer::bytes(std::iter::once(titles).chain(rows.iter().map(cells)))
    };
    Ok(publication.stage(&root.join(name), &bytes)?)
}
