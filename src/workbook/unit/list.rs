//! All items of a unit by role, with everybody who has to do with them and the unit's last status.

use rust_xlsxwriter::{ColNum, RowNum, Url, Worksheet, XlsxError};

use super::super::annex::names;
use super::super::page::Paper;
use super::super::statuses;
use super::super::styles::{BODY_PT, NOTE_PT, TITLE_PT};
use super::super::table::{Cell, Column, Look, Table};
use super::{FORM, Positions, UnitBooks};
use crate::period::Period;
use crate::plan::{self, Item, Role};
use crate::registry::UnitId;

/// The bands of the list.
const ROLES: [Role; 4] = [Role::Lead, Role::Support, Role::Implement, Role::Possible];

/// Writes the list; ids lead to the form, where each item stands at `in_form`. Gives where each item
/// stands here.
pub(super) fn write(
    sheet: &mut Worksheet,
    books: &UnitBooks<'_>,
    unit: UnitId,
    in_form: &Positions,
) -> Result<Positions, XlsxError> {
    let list = List::new(books, unit);
    let mut positions = Positions::new();
    let mut table = Table::new(sheet, list.columns(), 0, &books.styles)?;
    let name = &books.basis.registry.unit(unit).short;
    let title = format!("{name}{}年任务清单", books.config.year);
    table.across(&title, &books.styles.title, TITLE_PT)?;
    table.across(
        &list.counts(!in_form.is_empty()),
        &books.styles.note,
        NOTE_PT,
    )?;
    let header = table.header()?;
    for role in ROLES {
        let items: Vec<_> = books.basis.duties.in_role(unit, role).collect();
        if items.is_empty() {
            continue;
        }
        table.across(&band(role, items.len()), &books.styles.band, BODY_PT)?;
        for item in items {
            let row = table.next_row();
            positions.insert(item.id, row);
            table.row(&list.cells(item))?;
            if let Some(&target) = in_form.get(&item.id) {
                link(&mut table, row, item, target, books)?;
            }
        }
    }
    let last = table.next_row().saturating_sub(1);
    if let Some(col) = list.status_col() {
        statuses::colour(sheet, (header + 1, col), (last, col))?;
    }
    Paper::A4.set_up(sheet);
    sheet
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header, header)?
        .set_freeze_panes(header + 1, 2)?;
    Ok(positions)
}

fn band(role: Role, count: usize) -> String {
    let remark = match role {
        Role::Possible => "：以牵头单位明确为准，明确由本单位承担的作增报事项填报",
        _ => "",
    };
    format!("{}事项（{count}项）{remark}", role.word())
}

/// Makes the id of an item lead to its row in the form.
fn link(
    table: &mut Table<'_>,
    row: RowNum,
    item: &Item,
    target: RowNum,
    books: &UnitBooks<'_>,
) -> Result<(), XlsxError> {
    let url = format!("internal:'{FORM}'!B{}", target + 1);
    let url = Url::new(url).set_text(item.id.to_string());
    (table.sheet).write_url_with_format(row, 0, url, &books.looks.link)?;
    Ok(())
}

/// The list of a unit.
struct List<'l, 'a> {
    books: &'l UnitBooks<'a>,
    unit: UnitId,
    /// Whether anything was broken down to the unit.
    has_own: bool,
    /// Whether the notice has deadlines.
    deadlines: bool,
}

impl<'l, 'a> List<'l, 'a> {
    fn new(books: &'l UnitBooks<'a>, unit: UnitId) -> Self {
        let items = || books.basis.duties.of(unit).iter().map(|duty| duty.item);
        let is_own = |item: &Item| {
            let breakdown = books.basis.breakdown;
            let mut targets = item.numbered();
            targets.any(|(id, _)| breakdown.value(id, unit).is_some())
        };
        Self {
            books,
            unit,
            has_own: items().any(is_own),
            deadlines: items().any(|item| item.deadline.is_some()),
        }
    }

    fn columns(&self) -> Vec<Column> {
        let issuer = &self.books.config.issuer;
        let mut columns = vec![
            Column::new("编号", 58, Look::Id),
            Column::new("指标、任务", 300, Look::Text),
            Column::new(
                format!("{}\n牵头领导", issuer.government),
                80,
                Look::Centred,
            ),
            Column::new(plan::Column::Lead.title(), 118, Look::Centred),
            Column::new(plan::Column::Support.title(), 150, Look::Centred),
            Column::new(plan::Column::Implement.title(), 108, Look::Centred),
        ];
        if self.has_own {
            columns.push(Column::new("本单位目标", 140, Look::Text));
        }
        columns.push(Column::new(
            format!("{}目标", issuer.region),
            140,
            Look::Text,
        ));
        if self.deadlines {
            columns.push(Column::new("完成时限", 90, Look::Centred));
        }
        if let Some(assessed) = &self.books.assessed {
            let months = Period::Month(assessed.month).name();
            columns.push(Column::new(format!("{months}\n评价"), 76, Look::Centred));
        }
        columns
    }

    fn cells(&self, item: &Item) -> Vec<Cell> {
        let mut cells = vec![
            Cell::text(&item.id.to_string()),
            Cell::text(&item.text),
            Cell::text(&item.leaders.join("\n")),
            Cell::text(&names(&item.lead)),
            Cell::text(&names(&item.support)),
            Cell::text(&names(&item.implement)),
        ];
        if self.has_own {
            cells.push(Cell::text(&self.own_targets(item)));
        }
        cells.push(Cell::text(&self.provincial_targets(item)));
        if self.deadlines {
            cells.push(Cell::text(item.deadline.as_deref().unwrap_or_default()));
        }
        if self.books.assessed.is_some() {
            cells.push(Cell::text(self.status(item)));
        }
        cells
    }

    /// What was broken down to the unit, a line for each target.
    fn own_targets(&self, item: &Item) -> String {
        let breakdown = self.books.basis.breakdown;
        let lines: Vec<_> = item
            .numbered()
            .filter_map(|(id, target)| {
                let own = breakdown.value(id, self.unit)?;
                Some(self.books.goal(target, Some(own)))
            })
            .collect();
        lines.join("\n")
    }

    fn provincial_targets(&self, item: &Item) -> String {
        let targets = item.targets.iter();
        let lines: Vec<_> = targets
            .map(|target| self.books.goal(target, Some(target.value)))
            .collect();
        lines.join("\n")
    }

    /// The column of the unit's status, which is the last, where there is an assessment.
    fn status_col(&self) -> Option<ColNum> {
        self.books.assessed.as_ref()?;
        ColNum::try_from(self.columns().len().checked_sub(1)?).ok()
    }

    /// The unit's status in the newest assessment; empty where it neither reported nor had to.
    fn status(&self, item: &Item) -> &'static str {
        let assessed = self.books.assessed.as_ref();
        let part = assessed.and_then(|assessed| assessed.item(item.id)?.unit(self.unit));
        part.map_or("", |part| part.status.word())
    }

    /// How many items there are in each role: 共23项：牵头3项、实施20项。 And, where ids lead to rows of the
    /// form, that they do.
    fn counts(&self, linked: bool) -> String {
        let duties = self.books.basis.duties;
        let counts: Vec<_> = ROLES
            .into_iter()
            .map(|role| (role, duties.in_role(self.unit, role).count()))
            .filter(|&(_, count)| count > 0)
            .collect();
        let total: usize = counts.iter().map(|(_, count)| count).sum();
        let parts: Vec<_> = counts
            .iter()
            .map(|(role, count)| format!("{}{count}项", role.word()))
            .collect();
        let hint = if linked {
            "点编号可转到报送行。"
        } else {
            ""
        };
        format!("共{total}项：{}。{hint}", parts.join("、"))
    }
}
