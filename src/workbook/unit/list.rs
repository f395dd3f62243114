//! All items of a unit by role, with everybody involved in them and the unit's last status.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::annex::{MILESTONE, add_deadline, add_units, milestone_cells};
use super::super::cell::Cell;
use super::super::cell::CellFormat::{Centred, Id, Text};
use super::super::link::Place;
use super::super::marked;
use super::super::page::{mark, set_up_table};
use super::super::statuses;
use super::super::table::{Columns, Table};
use super::{FORM, Positions, UnitBooks};
use crate::input::demonstration::DEMONSTRATION;
use crate::period::Period;
use crate::plan::{Item, Role};
use crate::registry::UnitId;
use crate::report::verification;
use crate::status::Stage;

/// The bands of the list.
const ROLES: [Role; 4] = [Role::Lead, Role::Support, Role::Implement, Role::Possible];

/// Writes the list; ids lead to the form, where each item is at `in_form`. Returns the row of each item here.
pub(super) fn write(
    sheet: &mut Worksheet,
    books: &UnitBooks<'_>,
    unit: UnitId,
    in_form: &Positions,
) -> Result<Positions, XlsxError> {
    let list = List { books, unit };
    let mut positions = Positions::new();
    let mut table = Table::new(sheet, list.columns(in_form), 0, &books.styles)?;
    let name = &books.basis.registry.unit(unit).short;
    let title = format!("{name}{}年任务清单", books.config.year);
    let demonstration = books.is_demonstration(unit);
    table.title(&marked(title, demonstration))?;
    let counts = list.counts(!in_form.is_empty());
    table.note(&counts)?;
    table.header()?;
    for role in ROLES {
        let items: Vec<_> = books.basis.duties.in_role(unit, role).collect();
        if items.is_empty() {
            continue;
        }
        table.band(&band(role, items.len()))?;
        for item in items {
            positions.insert(item.id, table.row(item)?);
        }
    }
    if books.assessed.is_some() {
        let (col, (first, last)) = (table.last_col(), table.rows());
        statuses::colour(table.sheet, Stage::UnderWay, (first, col), (last, col))?;
    }
    set_up_table(&mut table, 2)?;
    if demonstration {
        mark(table.sheet, DEMONSTRATION);
    }
    Ok(positions)
}

fn band(role: Role, count: usize) -> String {
    let remark = match role {
        Role::Possible => "：以牵头单位明确为准，明确由本单位承担的作增报事项填报",
        _ => "",
    };
    format!("{}事项（{count}项）{remark}", role.word())
}

/// The list of a unit.
#[derive(Clone, Copy)]
struct List<'l, 'a> {
    books: &'l UnitBooks<'a>,
    unit: UnitId,
}

impl<'l> List<'l, '_> {
    /// Returns the columns. There is one for the unit's own targets where anything was broken down to it, for
    /// deadlines where the notice has any, for what the office has verified, and for its status, the last, where there is
    /// an assessment.
    fn columns<'c>(self, in_form: &'c Positions) -> Columns<'c, Item>
    where
        'l: 'c,
    {
        let issuer = &self.books.config.issuer;
        let items = || self.books.basis.duties.of(self.unit).iter().map(|duty| duty.item);
        let mut columns: Columns<'c, Item> = Columns::new();
        columns.add("编号", 58, Id, |item| {
            let place = in_form.get(&item.id).map(|&row| Place::new(FORM, row, 1));
            Cell::link(&item.id.to_string(), place)
        });
        columns.text("指标、任务", 300, |item| &item.text);
        let leaders = format!("{}\n牵头领导", issuer.government);
        columns.add(leaders, 80, Centred, |item| Cell::lines(item.leaders.iter()));
        add_units(&mut columns, [118, 150, 108]);
        if items().any(|item| self.own_targets(item).next().is_some()) {
            columns
                .add("本单位目标", 140, Text, move |item| Cell::lines(self.own_targets(item)));
        }
        let provincial = format!("{}目标", issuer.region);
        columns.add(provincial, 140, Text, move |item| {
            let targets = item.targets.iter();
            Cell::lines(targets.map(|target| self.books.goal(target, Some(target.value))))
        });
        if items().any(|item| item.deadline.is_some()) {
            add_deadline(&mut columns, 90);
        }
        if items().any(|item| self.milestones(item).next().is_some()) {
            columns.add(MILESTONE, 110, Text, move |item| Cell::lines(self.milestones(item)));
        }
        if let Some(assessed) = &self.books.assessed {
            let months = Period::Month(assessed.month).name();
            let verified = move |item: &Item| {
                let progress = self.books.basis.progress;
                verification::of_unit(item, self.unit, progress, assessed.month)
            };
            if items().any(|item| !verified(item).is_empty()) {
                columns.add(format!("{months}\n核定"), 120, Text, move |item| {
                    Cell::lines(verified(item).iter())
                });
            }
            columns.add(format!("{months}\n评价"), 76, Centred, move |item| {
                // Blank where it neither reported nor had to.
                let part = assessed.item(item.id).and_then(|item| item.unit(self.unit));
                Cell::text(part.map_or("", |part| part.status.word()))
            });
        }
        columns
    }

    /// Returns the next milestones of an item from the form's month on.
    fn milestones(self, item: &Item) -> impl Iterator<Item = String> {
        milestone_cells(item, self.books.basis.schedule, self.books.month.number())
    }

    /// Returns the targets that were broken down to the unit, in words.
    fn own_targets(self, item: &Item) -> impl Iterator<Item = String> {
        let breakdown = self.books.basis.breakdown;
        item.numbered().filter_map(move |(id, target)| {
            let own = breakdown.value(id, self.unit)?;
            Some(self.books.goal(target, Some(own)))
        })
    }

    /// Returns the number of items in each role: 共23项：牵头3项、实施20项。 Adds a note if ids lead to rows of the
    /// form.
    fn counts(&self, linked: bool) -> String {
        let duties = self.books.basis.duties;
        let counts: Vec<_> = ROLES
            .into_iter()
            .map(|role| (role, duties.in_role(self.unit, role).count()))
            .filter(|&(_, count)| count > 0)
            .collect();
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let parts: Vec<_> =
            counts.iter().map(|(role, count)| format!("{}{count}项", role.word())).collect();
        let hint = if linked { "点编号可转到报送行。" } else { "" };
        format!("共{total}项：{}。{hint}", parts.join("、"))
    }
}
