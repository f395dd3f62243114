//! `ledger.proposed.csv`: the steps that duban proposes, numbered, for a person to accept by their numbers.

use super::event::File;
use super::{Event, LedgerColumn, rows};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::csv_writer;
use crate::registry::Registry;
use crate::returns::Reader;

/// The file of the proposals, relative to the workspace.
pub const PROPOSED_LEDGER_FILE: &str = "seeds/ledger.proposed.csv";

/// A proposal, as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// Its number, from 1.
    pub no: usize,
    /// The event that is proposed, with its reason; without a person who decides.
    pub event: Event,
}

impl Proposed {
    /// Reads the proposals from `source`. Rows that cannot be read are reported.
    pub fn read(
        source: &SourceFile,
        reader: &Reader<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Self> {
        let all = rows(Some(source), LedgerColumn::PROPOSED, reader, diagnostics, |cells| {
            let cell = cells.row.needed(LedgerColumn::No, cells.diagnostics)?.clone();
            let Some(no) = cell.text.parse().ok().filter(|no| *no > 0) else {
                return cells.refuse(&cell, &format!("序号“{}”不是数", cell.text), "写作 1、2、3");
            };
            Some(Self { no, event: Event::read(cells, File::Proposed)? })
        });
        let mut proposals: Vec<Self> = Vec::new();
        for one in all {
            if let Some(other) = proposals.iter().find(|other| other.no == one.no) {
                let line = other.event.place.line;
                let message = format!("序号{}与第{line}行相同，以第{line}行为准", one.no);
                let problem = Diagnostic::new(Code::RegisterTwice, message);
                diagnostics.push(problem.at(one.event.place).hint("改成不同的序号"));
                continue;
            }
            proposals.push(one);
        }
        proposals
    }

    /// Returns the file with these proposals.
    pub fn bytes(proposals: &[Self], registry: &Registry) -> Vec<u8> {
        let columns = LedgerColumn::PROPOSED;
        let titles: Vec<String> = columns.iter().map(|(_, spec)| spec.title.to_owned()).collect();
        let rows = proposals.iter().map(|proposal| {
            let cells = proposal.event.cells(registry);
            let cell = |column: LedgerColumn| match column {
                LedgerColumn::No => proposal.no.to_string(),
                column => {
                    let cell = cells.iter().find(|(of, _)| *of == column);
                    cell.map_or_else(String::new, |(_, text)| text.clone())
                }
            };
            columns.iter().map(|(column, _)| cell(*column)).collect()
        });
        csv_writer::bytes(std::iter::once(titles).chain(rows))
    }
}
