//! The loading of the registry from its three files.

use std::path::Path;

use jiff::civil::Date;

use super::{Registry, Who, groups, leaders, units};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::csv::Cell;

/// The tables of the registry: units, collectives, leaders.
pub fn tables() -> [BaseTable; 3] {
    [units::table(), groups::table(), leaders::table()]
}

impl Registry {
    /// Reads the registry of the workspace `root`, as of the date of the notice, `on`.
    ///
    /// Unreadable rows are reported and left out. Without units the registry is empty.
    pub fn load(root: &Path, on: Date, diagnostics: &mut Diagnostics) -> Self {
        let [units, groups, leaders] = tables()
            .map(|table| table.read(root).map_err(|problem| diagnostics.push(problem)).ok());
        match units {
            Some(units) => {
                Self::from_sources(&units, groups.as_ref(), leaders.as_ref(), on, diagnostics)
            }
            None => Self::default(),
        }
    }

    /// Reads the registry from the given files, as of the date of the notice, `on`.
    pub fn from_sources(
        units: &SourceFile,
        groups: Option<&SourceFile>,
        leaders: Option<&SourceFile>,
        on: Date,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut registry = Self { on, ..Self::default() };
        registry.read_units(units, diagnostics);
        if let Some(groups) = groups {
            registry.read_groups(groups, diagnostics);
        }
        if let Some(leaders) = leaders {
            registry.read_leaders(leaders, diagnostics);
        }
        registry
    }

    /// Registers the name in `cell` as a name of `who`; if it already has another meaning, reports it (R101)
    /// with `consequence`.
    pub(super) fn claim(
        &mut self,
        cell: &Cell,
        who: Who,
        consequence: &str,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Err(held) = self.names.claim(&cell.text, who) else {
            return true;
        };
        let holder = self.canonical(held).unwrap_or_default();
        let message = if cell.text == holder {
            format!("名称“{holder}”重复，{consequence}")
        } else {
            format!("“{}”已是“{holder}”的名称，{consequence}", cell.text)
        };
        let problem = source.problem(Code::NameAmbiguous, message, cell);
        diagnostics.push(problem.hint("一个名称只能指一个单位或集体，请改动或删除其中一处"));
        false
    }
}
