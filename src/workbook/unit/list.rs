//! All items of a unit by role, with everybody involved in them and the unit's last status.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::annex::{add_deadline, add_units, milestone_cells};
use super::super::cell::Cell;
use super::super::cell::CellFormat::{Centred, Id, Text};
use super::super::link::Place;
use super::super::marked;
use super::super::page::{mark, set_up_table};
use super::super::statuses;
use super::super::styles::Styles;
use super::super::table::{Columns, Table, Texts};
use super::words::{Bands, ListWords};
use super::{Positions, UnitBooks, UnitWords};
use crate::input::demonstration::DEMONSTRATION;
use crate::plan::{Entry, Item, Role};
use crate::registry::UnitId;
use crate::report::verification;
use crate::status::Stage;

/// The bands of the list.
const ROLES: [Role; 4] = [Role::Lead, Role::Support, Role::Implement, Role::Possible];

/// Writes the list; ids lead to the form, where each item is at `in_form`. Returns the row of each item here.
pub(super) fn write(
    sheet: &mut Worksheet,
    books: &UnitBooks<'_>,
    styles: &Styles,
    unit: UnitId,
    words: &UnitWords,
    in_form: &Positions,
) -> Result<Positions, XlsxError> {
    let list = List::new(books, unit, words);
    let mut table = Table::new(sheet, list.columns(in_form), 0, styles)?;
    table.postpone_formats();
    let positions = list.fill(&mut table)?;
    table.set_formats()?;
    if books.assessed.is_some() {
        let (col, (first, last)) = (table.last_col(), table.rows());
        statuses::colour(table.sheet, Stage::UnderWay, (first, col), (last, col))?;
    }
    set_up_table(&mut table, 2)?;
    if list.demonstration {
        mark(table.sheet, DEMONSTRATION);
    }
    Ok(positions)
}

/// Returns the texts of the list.
pub(super) fn texts(
    books: &UnitBooks<'_>,
    styles: &Styles,
    unit: UnitId,
    words: &UnitWords,
) -> Result<Texts, XlsxError> {
    let list = List::new(books, unit, words);
    let (mut sheet, in_form) = (Worksheet::new(), Positions::new());
    let mut table = Table::new(&mut sheet, list.columns(&in_form), 0, styles)?;
    table.keep_texts();
    list.fill(&mut table)?;
    Ok(table.into_texts())
}

fn band(words: &Bands, role: Role) -> &str {
    match role {
        Role::Lead => &words.lead,
        Role::Support => &words.support,
        Role::Implement => &words.implement,
        Role::Possible => &words.possible,
    }
}

/// The list of a unit.
#[derive(Clone, Copy)]
struct List<'l, 'a> {
    books: &'l UnitBooks<'a>,
    unit: UnitId,
    words: &'l ListWords,
    /// The sheet of the form.
    form: &'l str,
    /// True if anything in it is marked as made up.
    demonstration: bool,
}

impl<'l, 'a> List<'l, 'a> {
    fn new(books: &'l UnitBooks<'a>, unit: UnitId, words: &'l UnitWords) -> Self {
        let (words, form) = (&words.sheets.list, &words.sheets.form.sheet);
        Self { books, unit, words, form, demonstration: books.is_demonstration(unit) }
    }

    /// Writes title, header and rows. Returns the row of each item.
    fn fill(self, table: &mut Table<'_, Item>) -> Result<Positions, XlsxError> {
        let mut positions = Positions::new();
        table.title(&marked(self.words.title.to_string(), self.demonstration))?;
        table.note(&self.words.note)?;
        table.header()?;
        for role in ROLES {
            let items: Vec<_> = self.books.basis.duties.in_role(self.unit, role).collect();
            if items.is_empty() {
                continue;
            }
            table.band(band(&self.words.bands, role))?;
            for line in self.books.basis.plan.outline(items) {
                match line {
                    Entry::Item(item) => {
                        positions.insert(item.id, table.row(item)?);
                    }
                    other => table.band(&other.group().unwrap_or_default())?,
                }
            }
        }
        Ok(positions)
    }

    /// Returns the columns. There is one for the unit's own targets where anything was broken down to it, for
    /// deadlines where the notice has any, for what the office has verified, and for its status, the last, where there is
    /// an assessment.
    fn columns<'c>(self, in_form: &'c Positions) -> Columns<'c, Item>
    where
        'l: 'c,
    {
        let titles = &self.words.columns;
        let items = || self.books.basis.duties.of(self.unit).iter().map(|duty| duty.item);
        let mut columns: Columns<'c, Item> = Columns::new();
        columns.add(&*titles.item, 58, Id, move |item| {
            let place = in_form.get(&item.id).map(|&row| Place::new(self.form, row, 1));
            Cell::link(&item.id.to_string(), place)
        });
        columns.text(&*titles.text, 300, |item| &item.text);
        columns.add(&*titles.leaders, 80, Centred, |item| Cell::lines(item.leaders.iter()));
        let units = [(&*titles.lead, 118), (&*titles.support, 150), (&*titles.implement, 108)];
        add_units(&mut columns, units);
        if items().any(|item| self.own_targets(item).next().is_some()) {
            columns.add(&*titles.own, 140, Text, move |item| Cell::lines(self.own_targets(item)));
        }
        columns.add(&*titles.target, 140, Text, move |item| {
            let targets = item.targets.iter();
            Cell::lines(targets.map(|target| self.books.goal(target, Some(target.value))))
        });
        if items().any(|item| item.deadline.is_some()) {
            add_deadline(&mut columns, &titles.deadline, 90);
        }
        if items().any(|item| self.milestones(item).next().is_some()) {
            columns
                .add(&*titles.milestone, 110, Text, move |item| Cell::lines(self.milestones(item)));
        }
        if let Some(assessed) = &self.books.assessed {
            let verified = move |item: &Item| {
                let progress = self.books.basis.progress;
                verification::of_unit(item, self.unit, progress, assessed.month)
            };
            if items().any(|item| !verified(item).is_empty()) {
                columns.add(&*titles.verified, 120, Text, move |item| {
                    Cell::lines(verified(item).iter())
                });
            }
            columns.add(&*titles.status, 76, Centred, move |item| {
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
}
