//! A first registry made of the names that the registry does not know: `--propose-units`.
//!
//! Another province starts from its own notice: every unknown name with its count, its columns, its first
//! place and a kind guessed from its form, in the columns of `units.csv`. Names that are run together are
//! split where their parts occur alone elsewhere in the notice, or by the typical beginnings and endings of
//! units' names. All of it is a proposal that the office checks before it renames the file.

mod kind;
mod part;

use std::collections::{BTreeMap, BTreeSet};

use super::Import;
use crate::diagnostic::Place;
use crate::input::csv_writer;
use crate::plan::Column;
use kind::Kind;

/// The file of the proposal, relative to the workspace.
pub const PROPOSED_FILE: &str = "seeds/units.proposed.csv";

/// A unit, collective or leader to be registered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    kind: Kind,
    short: String,
    full: String,
    /// Other forms of the name in the notice.
    aliases: BTreeSet<String>,
    count: usize,
    columns: BTreeSet<Column>,
    first: Place,
}

/// Returns the bytes of [`PROPOSED_FILE`]: the columns of `units.csv`, then 次数, 首见 and 所在列.
///
/// Units come first, by kind; collectives and leaders, which belong in files of their own, come last.
pub fn units(import: &Import) -> Vec<u8> {
    let titles = [
        "顺序",
        "代码",
        "简称",
        "全称",
        "别名",
        "类别",
        "生效",
        "失效",
        "继任",
        "次数",
        "首见",
        "所在列",
    ];
    let proposals = proposals(import);
    let rows = (1..).zip(&proposals).map(|(order, one)| row(order, one));
    csv_writer::bytes(std::iter::once(titles.map(str::to_owned)).chain(rows))
}

fn row(order: usize, proposal: &Proposal) -> [String; 12] {
    let aliases: Vec<&str> = proposal.aliases.iter().map(String::as_str).collect();
    let columns: Vec<&str> = proposal.columns.iter().map(|c| c.title()).collect();
    let place = &proposal.first;
    [
        order.to_string(),
        format!("{order:03}"),
        proposal.short.clone(),
        proposal.full.clone(),
        aliases.join("、"),
        proposal.kind.label().to_owned(),
        String::new(),
        String::new(),
        String::new(),
        proposal.count.to_string(),
        format!("第{}行第{}字", place.line, place.column),
        columns.join("、"),
    ]
}

/// Returns the entries to be registered, by kind, in the order of the notice.
fn proposals(import: &Import) -> Vec<Proposal> {
    let mut by_short: BTreeMap<String, usize> = BTreeMap::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    for (name, unknown) in part::names(import) {
        let is_leader = unknown.columns.contains(&Column::Leaders);
        let named = kind::guess(&name, is_leader);
        let position = *by_short.entry(named.short.clone()).or_insert_with(|| {
            proposals.push(Proposal {
                kind: named.kind,
                short: named.short.clone(),
                full: named.full,
                aliases: BTreeSet::new(),
                count: 0,
                columns: BTreeSet::new(),
                first: unknown.first.clone(),
            });
            proposals.len() - 1
        });
        let proposal = &mut proposals[position];
        proposal.count += unknown.count;
        proposal.columns.extend(&unknown.columns);
        if name != proposal.short && name != proposal.full {
            proposal.aliases.insert(name);
        }
    }
    proposals.sort_by_key(|proposal| proposal.kind);
    proposals
}

#[cfg(test)]
mod tests;
