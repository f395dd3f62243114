//! Whose form a file is, and whether it is one that is wanted: told by its key, by the keys of its rows,
//! and by the lines above its tables. Where they contradict each other nothing of the file is taken.

use std::collections::BTreeSet;

use super::{Collector, FileReport, form_key, month_words};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::Month;
use crate::registry::{Registry, UnitId};
use crate::returns::form::{FormKey, RowKey};
use crate::returns::{FileReader, TypedFile, TypedRow, TypedTable};

/// A unit and a month.
pub(super) type Home = (UnitId, Month);

/// The unit's name and the month that a form gives for its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The unit's short name; where the registry does not know it, what the form calls it.
    pub unit: String,
    /// The month that closes the period.
    pub month: Month,
}

/// A file that is looked at before anything of it is taken.
struct Case<'c> {
    name: &'c str,
    file: &'c TypedFile,
    collector: &'c Collector<'c>,
    claim: Option<Claim>,
}

impl Claim {
    pub(super) fn of_key(key: &FormKey, registry: &Registry) -> Self {
        Self {
            unit: name_of(&key.code, registry).unwrap_or_else(|| key.unit.clone()),
            month: key.period,
        }
    }

    fn of_row(key: &RowKey, registry: &Registry) -> Self {
        Self {
            unit: name_of(&key.code, registry).unwrap_or_else(|| format!("代码{}", key.code)),
            month: key.period,
        }
    }

    fn of_home((unit, month): Home, registry: &Registry) -> Self {
        Self {
            unit: registry.unit(unit).short.clone(),
            month,
        }
    }

    /// 省教育厅2018年6月.
    pub(super) fn words(&self) -> String {
        format!("{}{}", self.unit, month_words(self.month))
    }
}

fn name_of(code: &str, registry: &Registry) -> Option<String> {
    let mut units = registry.units();
    let (_, unit) = units.find(|(_, unit)| unit.code == code)?;
    Some(unit.short.clone())
}

/// Says in `report` whose the file is, and reports why nothing of it may be taken (G162), if so, and
/// lesser doubts about its key.
pub(super) fn examine(file: &TypedFile, collector: &Collector<'_>, report: &mut FileReport) {
    report.of = owners(file, &collector.reader);
    let case = Case {
        name: &report.name,
        file,
        collector,
        claim: claim(file, &report.of, collector.registry),
    };
    let refusal = form_key::refusal(file, case.claim.as_ref(), collector)
        .or_else(|| case.contradiction())
        .or_else(|| case.foreign_rows())
        .or_else(|| case.unwanted());
    if let Some(refusal) = refusal {
        report.rejected = true;
        report.problems.push(refusal);
    }
    report.claim = case.claim;
    report.problems.extend(form_key::doubts(file));
}

/// The units and months of a file's rows, in order of appearance; of a form without rows those of its key.
fn owners(file: &TypedFile, reader: &FileReader<'_>) -> Vec<Home> {
    let mut owners = Vec::new();
    for owner in rows(file).filter_map(|row| Some((row.unit?, row.month?))) {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    if owners.is_empty() {
        owners.extend(head(file, reader));
    }
    owners
}

/// Whose the file is in its own words: by its key, or those of its rows, or the lines above them.
fn claim(file: &TypedFile, owners: &[Home], registry: &Registry) -> Option<Claim> {
    let mut keys = file.keys.iter().filter_map(|(key, _)| key.as_ref().ok());
    if let Some(key) = keys.next() {
        return Some(Claim::of_key(key, registry));
    }
    if let Some(key) = rows(file).find_map(|row| row.key.as_ref()) {
        return Some(Claim::of_row(key, registry));
    }
    match owners {
        [owner] => Some(Claim::of_home(*owner, registry)),
        _ => None,
    }
}

pub(super) fn rows(file: &TypedFile) -> impl Iterator<Item = &TypedRow> {
    file.tables.iter().flat_map(|table| &table.rows)
}

/// G162. `whose` stands before the reason: 省教育厅2018年6月的报送表，….
pub(super) fn refused(whose: Option<&Claim>, why: &str, place: Place) -> Diagnostic {
    let whose = whose.map_or_else(String::new, |claim| format!("{}的", claim.words()));
    let message = format!("{whose}报送表，{why}，整份未收");
    Diagnostic::new(Code::CollectRefused, message).at(place)
}

/// Whose form a file is by its key.
pub(super) fn head(file: &TypedFile, reader: &FileReader<'_>) -> Option<Home> {
    let mut keys = file.keys.iter().filter_map(|(key, _)| key.as_ref().ok());
    keys.find_map(|key| Some((reader.unit_of_code(&key.code)?, key.period)))
}

/// Whether a row's own key is that of the form, or where that has none of the unit and the period under
/// which the row stands.
pub(super) fn is_at_home(row: &TypedRow, head: Option<Home>, reader: &FileReader<'_>) -> bool {
    let (Some(key), Some((unit, month))) = (&row.key, head.or(row.unit.zip(row.month))) else {
        return true;
    };
    let keyed = reader.unit_of_code(&key.code);
    key.period == month && keyed.is_some_and(|keyed| reader.related(keyed, unit))
}

impl Case<'_> {
    fn refused(&self, why: &str, place: Place) -> Diagnostic {
        refused(self.claim.as_ref(), why, place)
    }

    fn short(&self, unit: UnitId) -> &str {
        &self.collector.registry.unit(unit).short
    }

    /// G162: the lines above a table name another unit or period than the form's key. Tables without a
    /// key may be of different units.
    fn contradiction(&self) -> Option<Diagnostic> {
        let (own, month) = head(self.file, &self.collector.reader)?;
        self.file.tables.iter().find_map(|table| {
            let unit = table.unit.as_ref();
            let unit = unit.filter(|(unit, _)| !self.collector.reader.related(own, *unit));
            let period = table.month.as_ref().filter(|(stated, _)| *stated != month);
            let place = unit.map(|(_, place)| place);
            let place = place.or(period.map(|(_, place)| place))?;
            if let (Some(claim), Some(other)) = (&self.claim, self.form_of_its_own(table)) {
                return Some(form_key::several_forms(claim, &other, place.clone()));
            }
            let unit = unit.map(|&(unit, _)| unit);
            let period = period.map(|&(month, _)| month);
            Some(self.other_lines(unit, period, place))
        })
    }

    /// Whose form a table is by the keys of its rows, where the lines above it say the same.
    fn form_of_its_own(&self, table: &TypedTable) -> Option<Claim> {
        let key = table.rows.iter().find_map(|row| row.key.as_ref())?;
        let reader = &self.collector.reader;
        let (unit, month) = (table.unit.as_ref()?.0, table.month.as_ref()?.0);
        let own = reader.related(reader.unit_of_code(&key.code)?, unit) && key.period == month;
        own.then(|| Claim::of_row(key, self.collector.registry))
    }

    /// G162: the lines above the table name another unit, or period, or both.
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

    /// G162: every row that has a key is of another unit or period than the file states.
    fn foreign_rows(&self) -> Option<Diagnostic> {
        let (reader, registry) = (&self.collector.reader, self.collector.registry);
        let head = head(self.file, reader);
        let mut keyed = rows(self.file).filter(|row| row.key.is_some()).peekable();
        let first = *keyed.peek()?;
        if keyed.any(|row| is_at_home(row, head, reader)) {
            return None;
        }
        let key = first.key.as_ref()?;
        if head.is_none() {
            let (unit, month) = first.unit.zip(first.month)?;
            let keyed = reader.unit_of_code(&key.code);
            let unit =
                Some(unit).filter(|&unit| keyed.is_none_or(|own| !reader.related(own, unit)));
            let month = Some(month).filter(|&month| month != key.period);
            return Some(self.other_lines(unit, month, &first.place));
        }
        let whose = Claim::of_row(key, registry).words();
        let hint = "请核对是哪个单位、哪一期的；确认后在相应的报送表上填写";
        let refusal = self.refused(&format!("各行的识别码却是{whose}的"), first.place.clone());
        Some(refusal.hint(hint))
    }

    /// G162: the file is of another year, or of a unit or a period that is not asked for.
    fn unwanted(&self) -> Option<Diagnostic> {
        let why = self.of_another_year().or_else(|| {
            let period = self.of_another_period();
            period.or_else(|| self.of_another_unit())
        })?;
        let whose = self.whose();
        let message = format!("{whose}的报送表，{why}，整份未收");
        Some(Diagnostic::new(Code::CollectRefused, message).at(Place::file(self.name)))
    }

    fn of_another_year(&self) -> Option<String> {
        let year = self.collector.year;
        let mut months = self.months().into_iter();
        months
            .any(|month| month.year() != year)
            .then(|| format!("本年度是{year}年"))
    }

    fn of_another_period(&self) -> Option<String> {
        let wanted = self.collector.wanted.month?;
        let months = self.months();
        let other = !months.is_empty() && !months.contains(&wanted);
        other.then(|| format!("本次收{}", month_words(wanted)))
    }

    fn of_another_unit(&self) -> Option<String> {
        let wanted = &self.collector.wanted.units;
        let units = self.units();
        let is_wanted = |unit: &UnitId| {
            let mut all = wanted.iter();
            all.any(|&wanted| self.collector.reader.related(wanted, *unit))
        };
        if wanted.is_empty() || units.is_empty() || units.iter().any(is_wanted) {
            return None;
        }
        let names: Vec<_> = wanted.iter().map(|&unit| self.short(unit)).collect();
        Some(format!("本次收{}的", names.join("、")))
    }

    /// 省教育厅2018年6月, or of how many units where there are several.
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

    /// The units of its rows, its key and the lines above its tables.
    fn units(&self) -> BTreeSet<UnitId> {
        let lines = self.file.tables.iter();
        let lines = lines.filter_map(|table| Some(table.unit.as_ref()?.0));
        let head = head(self.file, &self.collector.reader).map(|(unit, _)| unit);
        let rows = rows(self.file).filter_map(|row| row.unit);
        rows.chain(lines).chain(head).collect()
    }

    /// Likewise the months.
    fn months(&self) -> BTreeSet<Month> {
        let lines = self.file.tables.iter();
        let lines = lines.filter_map(|table| Some(table.month.as_ref()?.0));
        let head = head(self.file, &self.collector.reader).map(|(_, month)| month);
        let rows = rows(self.file);
        let rows = rows.filter_map(|row| row.month.or(row.key.as_ref().map(|key| key.period)));
        rows.chain(lines).chain(head).collect()
    }
}
