//! Names that the registry does not know.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::plan::Column;
use crate::registry::Registry;

/// A name that the registry does not know, with all its occurrences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    /// The name as written in the notice, without blanks.
    pub name: String,
    /// Number of cells with the name.
    pub count: usize,
    /// Columns with the name.
    pub columns: BTreeSet<Column>,
    /// Its first place.
    pub first: Place,
}

/// The unknown names found so far, in the order of the notice.
#[derive(Debug, Default)]
pub(super) struct Unknowns {
    names: Vec<UnknownName>,
    /// Names with their positions in `names`.
    by_name: BTreeMap<String, usize>,
}

impl Unknowns {
    /// Counts an occurrence.
    pub fn meet(&mut self, name: String, column: Column, place: impl FnOnce() -> Place) {
        let names = &mut self.names;
        let position = *self.by_name.entry(name).or_insert_with_key(|name| {
            names.push(UnknownName {
                name: name.clone(),
                count: 0,
                columns: BTreeSet::new(),
                first: place(),
            });
            names.len() - 1
        });
        let met = &mut self.names[position];
        met.count += 1;
        met.columns.insert(column);
    }

    /// Returns the names; reports each (N108) at its first place.
    pub fn report(self, registry: &Registry, problems: &mut Vec<Diagnostic>) -> Vec<UnknownName> {
        problems.extend(self.names.iter().map(|name| problem(name, registry)));
        self.names
    }
}

fn problem(unknown: &UnknownName, registry: &Registry) -> Diagnostic {
    let name = &unknown.name;
    let is_leader = unknown.columns.contains(&Column::Leaders);
    let (list, files, nearest) = match is_leader {
        true => ("领导名录", "seeds/leaders.csv", registry.nearest_leader(name)),
        false => ("单位名录", "seeds/units.csv 或 seeds/groups.csv", registry.nearest(name)),
    };
    let times = match unknown.count {
        1 => String::new(),
        count => format!("（共出现{count}处）"),
    };
    let hint = match nearest {
        Some(known) => format!("是否应为“{known}”？否则请在 {files} 中登记，再重新导入"),
        None => format!("检查名称，或在 {files} 中登记后重新导入"),
    };
    Diagnostic::new(Code::NameUnknown, format!("“{name}”不在{list}中{times}"))
        .at(unknown.first.clone())
        .hint(hint)
}
