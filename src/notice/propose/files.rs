//! The files of a proposal: those of the registry with three more columns, and the registry itself where it is empty.

use super::{Government, Proposal, Proposals};
use crate::diagnostic::{Diagnostics, Place};
use crate::input::append::append;
use crate::input::columns::{ColumnSpec, file_columns, read_table};
use crate::input::{SourceFile, csv_writer};
use crate::registry::{GROUPS_FILE, LEADERS_FILE, UNITS_FILE};

/// The file of proposed units, relative to the workspace.
pub const UNITS_PROPOSED: &str = "seeds/units.proposed.csv";
/// The file of proposed collectives.
pub const GROUPS_PROPOSED: &str = "seeds/groups.proposed.csv";
/// The file of proposed leaders.
pub const LEADERS_PROPOSED: &str = "seeds/leaders.proposed.csv";

/// The number of rows that are prepared for units of a kind.
const PREPARED: usize = 10;

file_columns! {
    /// The columns of all three files.
    enum Cell {
        Order = ColumnSpec::optional("顺序", "order"),
        Code = ColumnSpec::optional("代码", "code"),
        Short = ColumnSpec::optional("简称", "short"),
        Full = ColumnSpec::optional("全称", "full"),
        Aliases = ColumnSpec::optional("别名", "aliases"),
        Kind = ColumnSpec::optional("类别", "kind"),
        From = ColumnSpec::optional("生效", "valid_from"),
        To = ColumnSpec::optional("失效", "valid_to"),
        Successors = ColumnSpec::optional("继任", "successor"),
        Group = ColumnSpec::optional("名称", "name"),
        Scope = ColumnSpec::optional("范围", "scope"),
        Members = ColumnSpec::optional("成员", "members"),
        Candidates = ColumnSpec::optional("候选", "candidates"),
        Leader = ColumnSpec::optional("姓名", "leader"),
        Post = ColumnSpec::optional("职务", "post"),
        Count = ColumnSpec::optional("次数", "count"),
        First = ColumnSpec::optional("首见", "first"),
        Columns = ColumnSpec::optional("所在列", "columns"),
    }
}

/// The columns of names: a row whose names are there already is not proposed again.
const NAMES: [Cell; 5] = [Cell::Short, Cell::Full, Cell::Aliases, Cell::Group, Cell::Leader];

const UNITS: [Cell; 9] = [
    Cell::Order,
    Cell::Code,
    Cell::Short,
    Cell::Full,
    Cell::Aliases,
    Cell::Kind,
    Cell::From,
    Cell::To,
    Cell::Successors,
];
const GROUPS: [Cell; 4] = [Cell::Group, Cell::Scope, Cell::Members, Cell::Candidates];
const LEADERS: [Cell; 3] = [Cell::Order, Cell::Leader, Cell::Post];
const SEEN: [Cell; 3] = [Cell::Count, Cell::First, Cell::Columns];

type Row = Vec<(Cell, String)>;

/// A file of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedFile {
    /// Its path, relative to the workspace.
    pub path: &'static str,
    /// The file of the registry with the same rows.
    pub registry: &'static str,
    columns: &'static [Cell],
    rows: Vec<Row>,
}

impl Proposals {
    /// Returns the three files.
    pub fn files(&self, government: &Government) -> [ProposedFile; 3] {
        let units = self.units.iter().map(unit_row).chain(self.prepared());
        let units = (1..).zip(units).map(|(order, row)| {
            let own = [(Cell::Order, order.to_string()), (Cell::Code, format!("{order:03}"))];
            own.into_iter().chain(row).collect()
        });
        let mut departments: Vec<&str> = Vec::new();
        for kind in ["组成部门", "直属机构"] {
            if self.units.iter().any(|unit| unit.label == kind) {
                departments.push(kind);
            }
        }
        let departments = departments.join("、");
        let groups = self.groups.iter().map(|(group, members)| {
            let [scope, of, candidates] = members.cells(government, &departments);
            let own = [
                (Cell::Group, group.short.clone()),
                (Cell::Scope, scope),
                (Cell::Members, of),
                (Cell::Candidates, candidates),
            ];
            own.into_iter().chain(seen(group)).collect()
        });
        let leaders = (1..).zip(&self.leaders).map(|(order, leader)| {
            let own = [(Cell::Order, order.to_string()), (Cell::Leader, leader.short.clone())];
            own.into_iter().chain(seen(leader)).collect()
        });
        [
            ProposedFile {
                path: UNITS_PROPOSED,
                registry: UNITS_FILE,
                columns: &UNITS,
                rows: units.collect(),
            },
            ProposedFile {
                path: GROUPS_PROPOSED,
                registry: GROUPS_FILE,
                columns: &GROUPS,
                rows: groups.collect(),
            },
            ProposedFile {
                path: LEADERS_PROPOSED,
                registry: LEADERS_FILE,
                columns: &LEADERS,
                rows: leaders.collect(),
            },
        ]
    }

    /// The rows to be filled in with the units of a kind that a collective means and the notice does not name.
    fn prepared(&self) -> impl Iterator<Item = Row> {
        self.asked.iter().flat_map(|(kind, group)| {
            let row = vec![
                (Cell::Kind, kind.clone()),
                (Cell::Columns, format!("“{group}”所指，请逐行填写")),
            ];
            std::iter::repeat_n(row, PREPARED)
        })
    }
}

impl ProposedFile {
    /// Returns the number of rows.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// Returns the file with the places where the names were seen.
    pub fn bytes(&self) -> Vec<u8> {
        self.written(&[self.columns, &SEEN].concat())
    }

    /// Returns the file of the registry, which has no such places.
    pub fn registry_bytes(&self) -> Vec<u8> {
        self.written(self.columns)
    }

    fn written(&self, columns: &[Cell]) -> Vec<u8> {
        let titles = columns.iter().map(|column| title(*column).to_owned()).collect();
        let rows = self.rows.iter().map(|row| {
            columns.iter().map(|column| cell(row, *column).to_owned()).collect::<Vec<_>>()
        });
        csv_writer::bytes(std::iter::once(titles).chain(rows))
    }

    /// Returns the file `old` with the rows at its end whose names it does not have; all that is in it stays as it is.
    pub fn merged(&self, old: &[u8], source: &SourceFile) -> Vec<u8> {
        let table = read_table(source, Cell::ALL, &mut Diagnostics::new());
        let is_name = |title: &str| {
            Cell::ALL.iter().any(|(column, spec)| NAMES.contains(column) && spec.is_called(title))
        };
        let positions = table.header().iter().enumerate();
        let positions: Vec<usize> =
            positions.filter(|(_, cell)| is_name(&cell.text)).map(|(at, _)| at).collect();
        let there: Vec<String> = table
            .rows()
            .iter()
            .flat_map(|row| positions.iter().filter_map(|at| row.get(*at)))
            .flat_map(|cell| cell.names().map(|name| name.text))
            .collect();
        let is_new = |row: &&Row| {
            let mut names = NAMES.iter().map(|column| cell(row, *column));
            // Rows that are prepared for units are there from the first time on.
            names.clone().any(|name| !name.is_empty())
                && !names.any(|name| there.iter().any(|known| known == name))
        };
        let rows: Vec<Row> = self.rows.iter().filter(is_new).map(unnumbered).collect();
        if rows.is_empty() { old.to_vec() } else { append(old, source, Cell::ALL, &rows) }
    }
}

/// Returns a row without its place in the order, which belongs to the rows of the first time.
fn unnumbered(row: &Row) -> Row {
    row.iter().filter(|(column, _)| !matches!(column, Cell::Order | Cell::Code)).cloned().collect()
}

fn unit_row(unit: &Proposal) -> Row {
    let aliases: Vec<&str> = unit.aliases.iter().map(String::as_str).collect();
    let own = [
        (Cell::Short, unit.short.clone()),
        (Cell::Full, unit.full.clone()),
        (Cell::Aliases, aliases.join("、")),
        (Cell::Kind, unit.label.clone()),
    ];
    own.into_iter().chain(seen(unit)).collect()
}

fn seen(proposal: &Proposal) -> Row {
    let columns: Vec<&str> = proposal.columns.iter().map(|column| column.word()).collect();
    vec![
        (Cell::Count, proposal.count.to_string()),
        (Cell::First, first(&proposal.first)),
        (Cell::Columns, columns.join("、")),
    ]
}

/// Returns the first place of a name, as the office finds it.
fn first(place: &Place) -> String {
    match (&place.sheet, place.line) {
        (None, 1..) => format!("第{}行第{}字", place.line, place.column),
        _ => place.cell(),
    }
}

fn cell(row: &Row, column: Cell) -> &str {
    row.iter().find(|(of, _)| *of == column).map_or("", |(_, text)| text)
}

fn title(column: Cell) -> &'static str {
    Cell::ALL.iter().find(|(of, _)| *of == column).map_or("", |(_, spec)| spec.title)
}
