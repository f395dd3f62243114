//! `groups.csv`: collectives of units.

use std::collections::BTreeSet;

use super::units::{check_length, unknown_reference};
use super::{Group, GroupId, Registry, Scope, UnitId, Who};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, file_columns, read_table};

/// The file of collectives, relative to the workspace.
pub const GROUPS_FILE: &str = "seeds/groups.csv";

file_columns! {
    enum Column {
        Name = ColumnSpec::required("名称", "name"),
        Scope = ColumnSpec::required("范围", "scope"),
        Members = ColumnSpec::optional("成员", "members"),
        Candidates = ColumnSpec::optional("候选", "candidates"),
    }
}

/// The table of collectives.
pub(super) fn table() -> BaseTable {
    BaseTable::required(GROUPS_FILE, Column::ALL)
}

impl Registry {
    /// Adds the collectives of `source`. The units must have been added before.
    pub(super) fn read_groups(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return;
        };
        for row in rows.iter() {
            self.add_group(&row, diagnostics);
        }
    }

    /// Adds the collective of one row.
    ///
    /// An open collective whose members the office has filled in counts as explicit. One that should have
    /// members but names no known unit counts as open: members are never guessed.
    fn add_group(&mut self, row: &NamedRow<'_, Column>, diagnostics: &mut Diagnostics) {
        let Some(name) = row.needed(Column::Name, diagnostics) else {
            return;
        };
        check_length(name, row.source, diagnostics);
        let id = GroupId(u32::try_from(self.groups.len()).expect("far fewer groups than 2^32"));
        if !self.claim(name, Who::Group(id), "本行未读入", row.source, diagnostics) {
            return;
        }
        let written = scope(row, diagnostics);
        let listed = row.cell(Column::Members);
        if written != Scope::Open && listed.is_empty() {
            let message = format!("“{}”的成员没有填写", name.text);
            let problem = row.source.problem(Code::CellEmpty, message, listed);
            diagnostics.push(problem.hint("填写成员；成员尚未明确的，范围写 open"));
        }
        let (members, named) = self.units_in(row, Column::Members, diagnostics);
        let scope = match written {
            _ if !named => Scope::Open,
            Scope::All => Scope::All,
            Scope::Explicit | Scope::Open => Scope::Explicit,
        };
        let (mut candidates, _) = self.units_in(row, Column::Candidates, diagnostics);
        if scope != Scope::Open {
            candidates.clear();
        }
        self.groups.push(Group { name: name.text.clone(), scope });
        self.group_places.push(row.place(Column::Name));
        self.members.push(members.into_iter().collect());
        self.candidates.push(candidates.into_iter().collect());
    }

    /// Returns the units that the cell in `column` means, and whether it names any that is known. A name is
    /// that of a unit or of a kind; a kind means every unit of it that exists on the date of the notice.
    fn units_in(
        &self,
        row: &NamedRow<'_, Column>,
        column: Column,
        diagnostics: &mut Diagnostics,
    ) -> (BTreeSet<UnitId>, bool) {
        let mut units = BTreeSet::new();
        let mut named = false;
        for name in row.cell(column).names() {
            if let Some(Who::Unit(id)) = self.resolve(&name.text) {
                units.insert(id);
            } else if self.units.iter().any(|unit| unit.kind == name.text) {
                units.extend(self.of_kind(&name.text));
            } else if self.asked.contains(&name.text) {
                // The units of this kind have been asked for.
                continue;
            } else {
                let kinds = self.units.iter().map(|unit| unit.kind.as_str());
                let names = self.names().map(|(name, _)| name);
                let known = nearest(&name.text, kinds.chain(names));
                let role = row.title(column);
                diagnostics.push(unknown_reference(role, &name, known, row.source));
                continue;
            }
            named = true;
        }
        (units, named)
    }

    /// Returns the units of a kind that exist on the date of the notice, in order.
    fn of_kind(&self, kind: &str) -> impl Iterator<Item = UnitId> {
        self.units()
            .filter(move |(_, unit)| unit.kind == kind && unit.in_being(self.on))
            .map(|(id, _)| id)
    }
}

/// Returns the scope of a row; an unknown one is reported (F116) and counts as open.
fn scope(row: &NamedRow<'_, Column>, diagnostics: &mut Diagnostics) -> Scope {
    let cell = row.cell(Column::Scope);
    match cell.text.to_ascii_lowercase().as_str() {
        "explicit" => Scope::Explicit,
        "all" => Scope::All,
        "open" => Scope::Open,
        other => {
            let message = format!("范围“{other}”不是 explicit、all 或 open，按 open 处理");
            diagnostics.push(
                row.source
                    .problem(Code::CellInvalid, message, cell)
                    .hint("explicit 列出成员，all 列出类别，open 成员待明确"),
            );
            Scope::Open
        }
    }
}
