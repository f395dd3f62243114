//! 分工: who has which role in which item, one unit in a row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::leader_columns;
use super::words::{DataWords, DutyColumns};
use crate::plan::{Item, Party, Role};
use crate::registry::{UnitId, Who};
use crate::status::Status;
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Name};
use crate::workbook::dataset::{self, RangeNames};
use crate::workbook::leaders::Statuses;
use crate::workbook::table::Columns;
use crate::workbook::values::LeadWords;

const PREFIX: &str = "分工";

/// A unit or an open collective, and its role in an item.
struct DutyLine<'a> {
    item: &'a Item,
    name: &'a str,
    kind: &'a str,
    role: Role,
    /// The name in the notice that means it.
    written: &'a str,
    /// True for the first lead unit.
    is_primary: bool,
}

/// Writes the roles. Returns the names of the columns and the number of rows.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    words: &DataWords<DutyColumns>,
    rows: &ItemRows,
    statuses: Option<&Statuses<'_>>,
) -> Result<(RangeNames, usize), XlsxError> {
    let (titles, values) = (&words.columns, source.values);
    let mut columns: Columns<'_, DutyLine<'_>> = Columns::new();
    let id = columns.add(&*titles.id, 56, Id, |line| id_cell(line.item.id, rows));
    columns.text(&*titles.short, 150, |line| short_title(line.item));
    columns.centred(&*titles.annex, 84, |line| values.annex(&line.item.annex));
    columns.add(&*titles.unit, 130, Name, |line| Cell::text(line.name));
    columns.named("单位");
    columns.centred(&*titles.kind, 96, |line| line.kind);
    columns.centred(&*titles.role, 66, |line| line.role.word());
    columns.centred(&*titles.manner, 66, |line| manner(line, &values.lead));
    columns.text(&*titles.written, 130, |line| line.written);
    let last = columns.text(&*titles.lead, 110, |line| primary(line.item));
    let status = statuses.map(|statuses| {
        columns.derive(&*titles.status, 76, Centred, move |line, at| {
            statuses.cell(line.item.id, &at.cell(id))
        })
    });
    columns.centred(&*titles.leader, 76, |line| first_leader(line.item));
    leader_columns::add(&mut columns, source, |line: &DutyLine<'_>| line.item);
    let title = source.marked(&words.title);
    let mut table = dataset::begin_printed(
        sheet,
        columns,
        (&title, &words.note),
        status.unwrap_or(last),
        source.styles,
    )?;
    let mut count = 0;
    for line in lines(source) {
        table.row(&line)?;
        count += 1;
    }
    let names = dataset::end(&mut table, &words.sheet, PREFIX, source.back(), status.as_slice())?;
    Ok((names, count))
}

/// Returns the lines of all items, each with its units in the order of the roles, then with its open collectives.
fn lines<'a>(source: Source<'a>) -> Vec<DutyLine<'a>> {
    let (basis, mut lines) = (source.basis, Vec::new());
    for item in basis.plan.items() {
        let mut held: Vec<(Role, UnitId)> = (basis.duties.units())
            .filter_map(|unit| Some((basis.duties.role(unit, item.id)?, unit)))
            .collect();
        // The lead units in the order of the notice; the first of them is the primary one.
        let place = |unit: UnitId| item.lead.iter().position(|party| party.who == Who::Unit(unit));
        held.sort_by_key(|&(role, unit)| (role, place(unit).unwrap_or(usize::MAX), unit));
        for (role, id) in held {
            let unit = basis.registry.unit(id);
            lines.push(DutyLine {
                item,
                name: &unit.short,
                kind: &unit.kind,
                role,
                written: written(source, item, id, role),
                is_primary: item.primary() == Some(id),
            });
        }
        for role in [Role::Lead, Role::Support, Role::Implement] {
            let open = item.parties(role).iter().filter(|party| is_open(source, party));
            lines.extend(open.map(|party| DutyLine {
                item,
                name: &party.written,
                kind: &source.values.open,
                role,
                written: &party.written,
                is_primary: false,
            }));
        }
    }
    lines
}

/// Returns whether no member of what the notice names is known, and no candidate.
fn is_open(source: Source<'_>, party: &Party) -> bool {
    match party.who {
        Who::Unit(_) => false,
        Who::Group(group) => {
            let registry = source.basis.registry;
            registry.members(group).is_empty() && registry.candidates(group).is_empty()
        }
        Who::Unknown => true,
    }
}

/// Returns the name by which the notice gives a unit its role.
fn written<'a>(source: Source<'_>, item: &'a Item, unit: UnitId, role: Role) -> &'a str {
    let registry = source.basis.registry;
    let means = |party: &&Party| match party.who {
        Who::Unit(named) => named == unit,
        Who::Group(group) => {
            registry.members(group).contains(&unit) || registry.candidates(group).contains(&unit)
        }
        Who::Unknown => false,
    };
    let columns = match role {
        Role::Possible => &[Role::Lead, Role::Support, Role::Implement][..],
        _ => &[role],
    };
    let mut parties = columns.iter().flat_map(|&role| item.parties(role));
    parties.find(means).map_or("", |party| &party.written)
}

/// Returns the word for the first of the lead units and for the others; nothing for other roles.
fn manner<'a>(line: &DutyLine<'_>, words: &'a LeadWords) -> &'a str {
    match (line.role, line.is_primary) {
        (Role::Lead, true) => &words.first,
        (Role::Lead, false) => &words.other,
        _ => "",
    }
}

/// Returns the short title of an item; where it has none, its text.
pub(super) fn short_title(item: &Item) -> &str {
    if item.short_title.is_empty() { &item.text } else { &item.short_title }
}

/// Returns the first of an item's lead leaders; nothing where the notice names none.
pub(super) fn first_leader(item: &Item) -> &str {
    item.leaders.first().map_or("", String::as_str)
}

impl Statuses<'_> {
    /// Returns the cell with the status of an item whose id is in a cell.
    pub(super) fn cell(&self, item: crate::plan::ItemId, id: &str) -> Cell {
        let word = self.of.get(&item).copied().map_or("", Status::word);
        Cell::formula(format!("=INDEX({},MATCH(${id},{},0))", self.words, self.ids), word)
    }
}
