//! The workbook of a unit: the return form of a period (`form`), all items of the unit (`list`), notes on
//! filling in the form (`notes`), and the form's hidden key (`key`); where something is open for the unit, the sheets in which it answers
//! (`answers`).
//!
//! `row` defines the rows of the form, `validation` the values allowed in its open cells, `formats` the
//! formats of its cells, `page` its printing; `printed` gives the words that a
//! reader finds in it without making it; `growing` lets rows grow while somebody types. The data that
//! all units share is computed once, by [`UnitBooks::new`].

mod answers;
mod fingerprint;
mod form;
mod formats;
mod growing;
mod key;
mod list;
mod notes;
mod page;
mod printed;
mod row;
#[cfg(test)]
mod tests;
mod validation;
mod words;

use std::collections::BTreeMap;

use rust_xlsxwriter::{RowNum, Workbook};

use super::styles::{self, Styles};
use super::text_width::shorten;
use super::{SheetError, add, fill, marked, properties};
use crate::assess::{Assessment, Basis, Owed};
use crate::diagnostic::Diagnostic;
use crate::output::Fingerprint;
use crate::period::{Month, Period};
use crate::plan::{ItemId, Role};
use crate::registry::UnitId;
use crate::report::goal_lines::timing;
use crate::report::template::{FORM, Templates};
use crate::report::{BookUnit, Issuer, Limits, RoleCounts, UnitBook};
use crate::returns::form::{HIGHEST_PERCENT, KEY_SHEET, LONGEST_ANSWER, filing_days};
use crate::supervision::OpenMatters;
use crate::workspace::Config;
use formats::FormFormats;
pub use printed::PrintedWords;
pub use words::UnitWords;

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
    /// True if a return on which the state rests is marked as made up.
    has_demonstrations: bool,
    /// The returns that units owe on each item.
    owed: BTreeMap<ItemId, Owed>,
    /// The deadline and next milestones of each item.
    timing: BTreeMap<ItemId, Vec<String>>,
    /// A hash of each item.
    items: BTreeMap<ItemId, String>,
    /// The matters that are open for units.
    open: BTreeMap<UnitId, OpenMatters>,
    formats: FormFormats,
}

impl<'a> UnitBooks<'a> {
    /// Returns the month of the forms.
    pub fn month(&self) -> Month {
        self.month
    }

    /// Works out what the workbooks share; `month` is that of the forms.
    pub fn new(basis: Basis<'a>, config: &'a Config, month: Month) -> Self {
        let items = || basis.plan.items().iter();
        let formats = FormFormats::new();
        let last = basis.progress.months.range(..month).next_back().map(|(&last, _)| last);
        Self {
            basis,
            config,
            month,
            assessed: last.map(|last| Assessment::new(&basis, last)),
            has_demonstrations: last.is_some_and(|last| basis.progress.has_demonstrations(last)),
            owed: items()
                .map(|item| (item.id, Owed::new(basis.registry, basis.breakdown, item)))
                .collect(),
            timing: items()
                .map(|item| (item.id, timing(item, basis.schedule, month.number())))
                .collect(),
            items: items()
                .map(|item| {
                    let mut shown = Fingerprint::default();
                    shown.value(item);
                    (item.id, shown.finish())
                })
                .collect(),
            open: BTreeMap::new(),
            formats,
        }
    }

    /// Adds the sheets in which units answer what is open for them.
    #[must_use]
    pub fn with_open(self, open: BTreeMap<UnitId, OpenMatters>) -> Self {
        Self { open, ..self }
    }

    /// Returns whether the workbook of a unit shows anything that is marked as made up: a target or milestone of its
    /// items, a return, or a status that follows from returns.
    fn is_demonstration(&self, unit: UnitId) -> bool {
        let Basis { breakdown, schedule, duties, .. } = self.basis;
        let targets = duties.of(unit).iter().flat_map(|duty| duty.item.reported());
        let mut made_up = targets
            .map(|(id, _)| breakdown.is_demonstration(id, unit) || schedule.is_demonstration(id));
        self.has_demonstrations || made_up.any(|made_up| made_up)
    }

    /// Returns the words of a unit's workbook, as the template [`FORM`] states them.
    ///
    /// # Errors
    /// A mistake in the template.
    pub fn words(&self, templates: &Templates, unit: UnitId) -> Result<UnitWords, Diagnostic> {
        let (sheets, topics) = templates.words(FORM, &self.context(unit))?;
        Ok(UnitWords { sheets, topics })
    }

    /// Returns what the words of a unit's workbook may say.
    fn context(&self, unit: UnitId) -> UnitBook {
        const LONGEST_LABEL_EMS: f64 = 40.0;
        let days = filing_days(self.month.year());
        let known = self.basis.registry.unit(unit);
        let assessed = self.assessed.as_ref().map(|assessed| Period::Month(assessed.month).name());
        UnitBook {
            year: self.month.year(),
            month: self.month.number(),
            months: Period::Month(self.month).name(),
            assessed: assessed.unwrap_or_default(),
            issuer: Issuer::new(self.config),
            unit: BookUnit {
                short: known.short.clone(),
                full: known.full.clone(),
                kind: known.kind.clone(),
                label: shorten(&known.short, LONGEST_LABEL_EMS),
            },
            has_rows: !self.rows(unit).is_empty(),
            counts: self.counts(unit),
            due: self.config.returns_due(self.month).into(),
            statuses: validation::statuses().join("、"),
            fall: row::FALL.to_owned(),
            limits: Limits {
                answer: LONGEST_ANSWER,
                percent: HIGHEST_PERCENT,
                extension_days: self.config.supervision.extension_days,
                first_year: days.start().year(),
                last_year: days.end().year(),
            },
            is_demonstration: self.is_demonstration(unit),
        }
    }

    /// Returns the number of a unit's items in each role.
    fn counts(&self, unit: UnitId) -> RoleCounts {
        let count = |role| self.basis.duties.in_role(unit, role).count();
        let roles = [Role::Lead, Role::Support, Role::Implement, Role::Possible];
        let [lead, support, implement, possible] = roles.map(count);
        let words = roles.into_iter().map(|role| (role, count(role)));
        let words = words.filter(|(_, count)| *count > 0);
        let words: Vec<_> =
            words.map(|(role, count)| format!("{}{count}项", role.word())).collect();
        RoleCounts {
            total: lead + support + implement + possible,
            lead,
            support,
            implement,
            possible,
            words: words.join("、"),
        }
    }

    /// Returns the formats of the sheets beside the form.
    fn styles(&self, words: &UnitWords) -> Styles {
        let page = words.sheets.page.clone();
        Styles { link: self.formats.list_link.clone(), ..Styles::new(page) }
    }

    /// Returns the workbook of a unit with its words.
    ///
    /// # Errors
    /// When a name is longer than a cell can hold, or the year or the notice's date is outside Excel's
    /// calendar.
    pub fn workbook(&self, unit: UnitId, words: &UnitWords) -> Result<Vec<u8>, SheetError> {
        let styles = &self.styles(words);
        let rows = self.rows(unit);
        let answers = self.answers(unit, words);
        let key = key::of(self, unit, words, &rows);
        let mut book = Workbook::new();
        let title = marked(words.sheets.title.to_string(), self.is_demonstration(unit));
        let issuer = &self.config.issuer;
        let properties =
            properties(title, &issuer.office, &issuer.name, self.config.notice_date())?;
        book.set_properties(&key::mark(properties, &key));
        styles::set_default(&mut book).map_err(SheetError::Pack)?;
        // The form comes first, since whoever saves the workbook as CSV saves its first sheet.
        let [form, list, notes] = words.sheets.names();
        let beside = answers.iter().map(|answers| answers.name());
        for name in [form].into_iter().chain(beside).chain([list, notes, KEY_SHEET]) {
            add(&mut book, name, |_| Ok(()))?;
        }
        let in_form = form::positions(&rows);
        let in_list =
            fill(&mut book, list, |sheet| list::write(sheet, self, styles, unit, words, &in_form))?;
        let table = fill(&mut book, form, |sheet| {
            form::write(sheet, self, styles, unit, words, &rows, &in_list)
        })?;
        let mut growing = vec![table];
        for answers in &answers {
            growing
                .push(fill(&mut book, answers.name(), |sheet| answers.write(sheet, self, styles))?);
        }
        fill(&mut book, notes, |sheet| notes::write(sheet, styles, words))?;
        fill(&mut book, KEY_SHEET, |sheet| key::write(sheet, &key, &self.formats))?;
        growing::pack(book, &growing).map_err(SheetError::Pack)
    }
}
