//! The workbook of a unit: the return form of a period (`form`), all items of the unit (`list`), notes on
//! filling in the form (`notes`), and the form's hidden key (`key`).
//!
//! `row` defines the rows of the form, `validation` the values allowed in its open cells, `formats` the
//! formats of its cells, `page` its printing; `growing` lets rows grow while somebody types. The data that
//! all units share is computed once, by [`UnitBooks::new`].

mod form;
mod formats;
mod growing;
mod key;
mod list;
mod notes;
mod page;
mod row;
#[cfg(test)]
mod tests;
mod validation;

use std::collections::BTreeMap;

use rust_xlsxwriter::{RowNum, Workbook};

use super::styles::{self, Styles};
use super::{SheetError, add, fill, marked, properties};
use crate::assess::{Assessment, Basis, Owed};
use crate::period::Month;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::report::goal_lines::timing;
use crate::returns::form::{KEY_SHEET, LIST_SHEET as LIST, NOTES_SHEET as NOTES};
use crate::workspace::Config;
use form::ShownText;
use formats::FormFormats;

/// The sheet with the return form. It comes first, since whoever saves the workbook as CSV saves its
/// first sheet.
const FORM: &str = "进展报送";

/// The first row of each item on a sheet, from 0.
type Positions = BTreeMap<ItemId, RowNum>;

/// Makes the workbooks of units, with the return forms of one month.
pub struct UnitBooks<'a> {
    basis: Basis<'a>,
    config: &'a Config,
    /// The month at whose end the form's period closes.
    month: Month,
    /// The state by the newest month with returns before the form's, in which few have reported
    /// while its forms are made again.
    assessed: Option<Assessment>,
    /// The returns that units owe on each item.
    owed: BTreeMap<ItemId, Owed>,
    /// The text of each item in a form, with its deadline and next milestone.
    texts: BTreeMap<ItemId, ShownText>,
    styles: Styles,
    formats: FormFormats,
}

impl<'a> UnitBooks<'a> {
    /// Works out what the workbooks share; `month` is that of the forms.
    pub fn new(basis: Basis<'a>, config: &'a Config, month: Month) -> Self {
        let items = || basis.plan.items().iter();
        let formats = FormFormats::new();
        Self {
            basis,
            config,
            month,
            assessed: (basis.progress.months.range(..month).next_back())
                .map(|(&last, _)| Assessment::new(&basis, last)),
            owed: items()
                .map(|item| (item.id, Owed::new(basis.registry, basis.breakdown, item)))
                .collect(),
            texts: items()
                .map(|item| {
                    let timing = timing(item, basis.schedule, month.number());
                    (item.id, ShownText::new(&item.text, &timing))
                })
                .collect(),
            styles: Styles { link: formats.list_link.clone(), ..Styles::new() },
            formats,
        }
    }

    /// Returns whether the workbook of a unit shows anything that is marked as made up: a target or milestone of its
    /// items, a return, or a status that follows from returns.
    fn is_demonstration(&self, unit: UnitId) -> bool {
        let Basis { breakdown, schedule, progress, duties, .. } = self.basis;
        let targets = duties.of(unit).iter().flat_map(|duty| duty.item.reported());
        let mut made_up = targets
            .map(|(id, _)| breakdown.is_demonstration(id, unit) || schedule.is_demonstration(id));
        let assessed = self.assessed.as_ref();
        assessed.is_some_and(|assessed| progress.has_demonstrations(assessed.month))
            || made_up.any(|made_up| made_up)
    }

    /// Returns the workbook of a unit.
    ///
    /// # Errors
    /// When a name is longer than a cell can hold, or the year or the notice's date is outside Excel's
    /// calendar.
    pub fn workbook(&self, unit: UnitId) -> Result<Vec<u8>, SheetError> {
        let rows = self.rows(unit);
        let key = key::of(self, unit, &rows);
        let mut book = Workbook::new();
        let name = &self.basis.registry.unit(unit).short;
        let title = format!("{name}{}年任务清单和进展情况报送表", self.config.year);
        let title = marked(title, self.is_demonstration(unit));
        let issuer = &self.config.issuer;
        let properties = properties(title, &issuer.office, &issuer.name, self.config.notice.date)?;
        book.set_properties(&key::mark(properties, &key));
        styles::set_default(&mut book).map_err(SheetError::Pack)?;
        for name in [FORM, LIST, NOTES, KEY_SHEET] {
            add(&mut book, name, |_| Ok(()))?;
        }
        let in_form = form::positions(&rows);
        let in_list = fill(&mut book, LIST, |sheet| list::write(sheet, self, unit, &in_form))?;
        let table = fill(&mut book, FORM, |sheet| form::write(sheet, self, unit, &rows, &in_list))?;
        fill(&mut book, NOTES, |sheet| notes::write(sheet, self))?;
        fill(&mut book, KEY_SHEET, |sheet| key::write(sheet, &key, &self.formats))?;
        growing::pack(book, table).map_err(SheetError::Pack)
    }
}
