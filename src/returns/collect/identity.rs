//! The unit and period of a file, and the decision whether it is wanted. They follow from the file's key, the
//! keys of its rows, and the lines above its tables. If these contradict each other, nothing of the file is
//! taken.

use std::collections::BTreeSet;

use super::claim::{Claim, Home, month_words, refused, several_forms};
use super::file_name;
use super::form_key;
use super::report::FileReport;
use super::wanted::WantedForms;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::Month;
use crate::registry::{Registry, UnitId};
use crate::returns::read::{Index, ReturnFile, Row, Table};

/// A file under examination, before anything of it is taken.
struct Case<'c> {
    file: &'c ReturnFile,
    index: &'c Index<'c>,
    wanted: &'c WantedForms,
    claim: Option<Claim>,
}

/// Reports the file's unit and month, the reason for which nothing of it may be taken (G162), if there is one,
/// and lesser doubts about its key.
pub(super) fn examine(
    file: &ReturnFile,
    index: &Index<'_>,
    wanted: &WantedForms,
    report: &mut FileReport,
) {
    report.of = owners(file, index);
    let case = Case { file, index, wanted, claim: claim(file, &report.of, index.registry) };
    let refusal = form_key::refusal(file, case.claim.as_ref(), index)
        .or_else(|| case.contradiction())
        .or_else(|| case.foreign_rows())
        .or_else(|| case.unwanted());
    if let Some(refusal) = refusal {
        report.rejected = true;
        report.problems.push(refusal);
    } else {
        let owners = report.of.iter().map(|(unit, _)| *unit);
        report.problems.extend(file_name::doubt(&file.name, owners, index).into_iter().collect());
    }
    report.claim = case.claim;
    report.problems.extend(form_key::doubts(file));
}

/// Returns the units and months of a file's rows, in order of appearance; for a form without rows, those of its
/// key.
fn owners(file: &ReturnFile, index: &Index<'_>) -> Vec<Home> {
    let mut owners = Vec::new();
    for (_, row) in file.rows() {
        let Some(owner) = row.about.unit.zip(row.about.month) else {
            continue;
        };
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    if owners.is_empty() {
        owners.extend(head(file, index));
    }
    owners
}

/// Returns the unit and month that the file itself states: by its key, the keys of its rows, or the lines above
/// them.
fn claim(file: &ReturnFile, owners: &[Home], registry: &Registry) -> Option<Claim> {
    if let Some(key) = file.key() {
        return Some(Claim::of_key(key, registry));
    }
    if let Some(key) = file.rows().find_map(|(_, row)| row.key.as_ref()) {
        return Some(Claim::of_row(key, registry));
    }
    match owners {
        [owner] => Some(Claim::of_home(*owner, registry)),
        _ => None,
    }
}

/// Returns the unit and month of a form by its key.
pub(super) fn head(file: &ReturnFile, index: &Index<'_>) -> Option<Home> {
    let mut keys = file.keys.iter().filter_map(|(key, _)| key.as_ref().ok());
    keys.find_map(|key| Some((index.registry.unit_of_code(&key.code)?, key.period)))
}

/// Returns whether a row's own key is that of the form, or, for a form without a key, that of the unit and the
/// period under which the row is entered.
pub(super) fn is_at_home(row: &Row, head: Option<Home>, index: &Index<'_>) -> bool {
    let own = row.about.unit.zip(row.about.month);
    let (Some(key), Some((unit, month))) = (&row.key, head.or(own)) else {
        return true;
    };
    let keyed = index.registry.unit_of_code(&key.code);
    key.period == month && keyed.is_some_and(|keyed| index.related(keyed, unit))
}

impl Case<'_> {
    fn refused(&self, why: &str, place: Place) -> Diagnostic {
        refused(self.claim.as_ref(), why, place)
    }

    fn short(&self, unit: UnitId) -> &str {
        &self.index.registry.unit(unit).short
    }

    /// Returns G162 if the lines above a table name another unit or period than the form's key. Tables without
    /// a key may be of different units.
    fn contradiction(&self) -> Option<Diagnostic> {
        let (own, month) = head(self.file, self.index)?;
        self.file.tables.iter().find_map(|table| {
            let unit = table.head.unit(self.index);
            let unit = unit.filter(|(unit, _)| !self.index.related(own, *unit));
            let period = table.head.month(self.index);
            let period = period.filter(|(stated, _)| *stated != month);
            let place = unit.map(|(_, place)| place);
            let place = place.or(period.map(|(_, place)| place))?;
            if let (Some(claim), Some(other)) = (&self.claim, self.form_of_its_own(table)) {
                return Some(several_forms(claim, &other, place.clone()));
            }
            let unit = unit.map(|(unit, _)| unit);
            let period = period.map(|(month, _)| month);
            Some(self.other_lines(unit, period, place))
        })
    }

    /// Returns the unit and month of a table by the keys of its rows, if the lines above it state the same.
    fn form_of_its_own(&self, table: &Table) -> Option<Claim> {
        let key = table.rows.iter().find_map(|row| row.key.as_ref())?;
        let index = self.index;
        let (unit, month) = (table.head.unit(index)?.0, table.head.month(index)?.0);
        let own =
            index.related(index.registry.unit_of_code(&key.code)?, unit) && key.period == month;
        own.then(|| Claim::of_row(key, self.index.registry))
    }

    /// Returns G162: the lines above the table name another unit, or period, or both.
    fn other_lines(&self, unit: Option<UnitId>, month: Option<Month>, place: &Place) -> Diagnostic {
        let unit = unit.map_or("", |unit| self.short(unit));
        let month = month.map_or_else(String::new, month_words);
        let why = format!("表头却写{unit}{month}");
        let hint = match (unit, &*month) {
            (_, "") => "请核对是哪个单位的；确认后在该单位的报送表上填写",
            ("", _) => "请核对是哪一期的；确认后在该期的报送表上填写",
            _ => "请核对是哪个单位、哪一期的；确认后在相应的报送表上填写",
        };
        self.refused(&why, place.clone()).hint(hint)
    }

    /// Returns G162 if every row that has a key is of another unit or period than the file states.
    fn foreign_rows(&self) -> Option<Diagnostic> {
        let index = self.index;
        let head = head(self.file, index);
        let mut keyed = (self.file.rows()).filter_map(|(table, row)| {
            let key = row.key.as_ref()?;
            Some((table, row, key))
        });
        let (table, first, key) = keyed.next()?;
        let mut all = std::iter::once(first).chain(keyed.map(|(_, row, _)| row));
        if all.any(|row| is_at_home(row, head, index)) {
            return None;
        }
        let place = self.file.origin(table).row_place(&first.cells);
        if head.is_none() {
            let (unit, month) = first.about.unit.zip(first.about.month)?;
            let keyed = index.registry.unit_of_code(&key.code);
            let unit = Some(unit).filter(|&unit| keyed.is_none_or(|own| !index.related(own, unit)));
            let month = Some(month).filter(|&month| month != key.period);
            return Some(self.other_lines(unit, month, &place));
        }
        let whose = Claim::of_row(key, index.registry).words();
        let hint = "请核对是哪个单位、哪一期的；确认后在相应的报送表上填写";
        let refusal = self.refused(&format!("各行的识别码却是{whose}的"), place);
        Some(refusal.hint(hint))
    }

    /// Returns G162 if the file is of another year, or of a unit or a period that is not asked for.
    fn unwanted(&self) -> Option<Diagnostic> {
        let why = self.of_another_year().or_else(|| {
            let period = self.of_another_period();
            period.or_else(|| self.of_another_unit())
        })?;
        let whose = self.whose();
        let message = format!("{whose}的报送表，{why}，整份未收");
        Some(Diagnostic::new(Code::CollectRefused, message).at(Place::file(&*self.file.name)))
    }

    fn of_another_year(&self) -> Option<String> {
        let year = self.index.year;
        let mut months = self.months().into_iter();
        months.any(|month| month.year() != year).then(|| format!("本年度是{year}年"))
    }

    fn of_another_period(&self) -> Option<String> {
        let wanted = self.wanted.month?;
        let months = self.months();
        let other = !months.is_empty() && !months.contains(&wanted);
        other.then(|| format!("本次收{}", month_words(wanted)))
    }

    fn of_another_unit(&self) -> Option<String> {
        let wanted = &self.wanted.units;
        let units = self.units();
        let is_wanted = |unit: &UnitId| {
            let mut all = wanted.iter();
            all.any(|&wanted| self.index.related(wanted, *unit))
        };
        if wanted.is_empty() || units.is_empty() || units.iter().any(is_wanted) {
            return None;
        }
        let names: Vec<_> = wanted.iter().map(|&unit| self.short(unit)).collect();
        Some(format!("本次收{}的", names.join("、")))
    }

    /// Returns 省教育厅2018年6月, or the number of units if there are several.
    fn whose(&self) -> String {
        if let Some(claim) = &self.claim {
            return claim.words();
        }
        let units: Vec<_> = self.units().into_iter().collect();
        let units = match units[..] {
            [] => String::new(),
            [first] => self.short(first).to_owned(),
            [first, ..] => format!("{}等{}个单位", self.short(first), units.len()),
        };
        let months: Vec<_> = self.months().into_iter().map(month_words).collect();
        format!("{units}{}", months.join("、"))
    }

    /// Returns the units of the file's rows, its key and the lines above its tables.
    fn units(&self) -> BTreeSet<UnitId> {
        let tables = self.file.tables.iter();
        let lines = tables.filter_map(|table| Some(table.head.unit(self.index)?.0));
        let head = head(self.file, self.index).map(|(unit, _)| unit);
        let rows = self.file.rows().filter_map(|(_, row)| row.about.unit);
        rows.chain(lines).chain(head).collect()
    }

    /// Returns the months of the file's rows, its key and the lines above its tables.
    fn months(&self) -> BTreeSet<Month> {
        let tables = self.file.tables.iter();
        let lines = tables.filter_map(|table| Some(table.head.month(self.index)?.0));
        let head = head(self.file, self.index).map(|(_, month)| month);
        let rows = self.file.rows().filter_map(|(_, row)| {
            let keyed = || row.key.as_ref().map(|key| key.period);
            row.about.month.or_else(keyed)
        });
        rows.chain(lines).chain(head).collect()
    }
}
