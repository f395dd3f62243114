//! Whose form a file is, and whether it is one that is wanted: told by its key, by the keys of its rows,
//! and by the lines above its tables. Where they contradict each other nothing of the file is taken.

use std::collections::BTreeSet;

use super::{Collector, month_words};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::form::{self, FormKey, FormKeyError};
use crate::period::Month;
use crate::progress::{FileReader, TypedFile, TypedRow};
use crate::registry::{Registry, UnitId, Who};

/// What one part of a file says of unit and period.
#[derive(Debug, Clone)]
struct Statement {
    /// What says so, in words.
    by: &'static str,
    unit: Option<UnitId>,
    month: Option<Month>,
    place: Place,
}

/// The units and months of a file's rows, in order of appearance; of a form without rows those of its key.
pub(super) fn owners(file: &TypedFile, reader: &FileReader<'_>) -> Vec<(UnitId, Month)> {
    let mut owners = Vec::new();
    for owner in rows(file).filter_map(|row| Some((row.unit?, row.month?))) {
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    if owners.is_empty() {
        let keys = file.keys.iter().filter_map(|(key, _)| key.as_ref().ok());
        owners.extend(keys.filter_map(|key| Some((reader.unit_of_code(&key.code)?, key.period))));
    }
    owners
}

fn rows(file: &TypedFile) -> impl Iterator<Item = &TypedRow> {
    file.tables.iter().flat_map(|table| &table.rows)
}

/// Why nothing of the file may be taken (G162), and lesser doubts about its key.
pub(super) fn refusals(name: &str, file: &TypedFile, collector: &Collector<'_>) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let registry = collector.registry;
    let Some(key) = key(file, registry, &mut problems) else {
        return problems;
    };
    let statements = statements(file, key, collector);
    let refusal = unknown_keys(file, collector)
        .or_else(|| contradiction(&statements, collector))
        .or_else(|| foreign_rows(file, collector))
        .or_else(|| unwanted(name, file, &statements, collector));
    if let Some(refusal) = refusal {
        problems.push(refusal);
    }
    problems
}

fn refused(message: String, place: Place) -> Diagnostic {
    Diagnostic::new(Code::CollectRefused, format!("{message}，整份未收")).at(place)
}

/// The form's key, if it has one; `None`, with the reason in `problems`, when the file must be refused
/// for it.
fn key<'f>(
    file: &'f TypedFile,
    registry: &Registry,
    problems: &mut Diagnostics,
) -> Option<Option<(&'f FormKey, &'f Place)>> {
    let mut sound: Option<(&FormKey, &Place)> = None;
    for (key, place) in &file.keys {
        match key {
            Ok(key) if sound.is_some_and(|(other, _)| other != key) => {
                let message = "文件里有不止一份报送表的识别信息".to_owned();
                let hint = "各单位、各期的报送表分开报送";
                problems.push(refused(message, place.clone()).hint(hint));
                return None;
            }
            Ok(key) => sound = Some((key, place)),
            Err(error @ FormKeyError::Version(_)) => {
                let refusal = refused(error.to_string(), place.clone());
                problems.push(refusal.hint("用与制表时相同或更新的版本收表"));
                return None;
            }
            Err(error @ FormKeyError::Damaged(_)) => problems.push(
                Diagnostic::new(Code::ReturnKeyUsed, format!("{error}，按表中所写的读入"))
                    .at(place.clone()),
            ),
        }
    }
    if let Some((key, place)) = sound
        && let Some(problem) = misnamed(key, place, registry)
    {
        problems.push(problem);
        return None;
    }
    Some(sound)
}

/// G162: the key's code is that of no unit, or of another one than it names.
fn misnamed(key: &FormKey, place: &Place, registry: &Registry) -> Option<Diagnostic> {
    let (code, name) = (&key.code, &key.unit);
    let Some((id, unit)) = registry.units().find(|(_, unit)| unit.code == *code) else {
        let message = format!("识别信息中的单位代码“{code}”（{name}）不在单位名录中");
        return Some(refused(message, place.clone()));
    };
    match registry.resolve(name) {
        Some(Who::Unit(other)) if other != id => {
            let message = format!("识别信息中的单位是“{name}”，代码{code}却是“{}”", unit.short);
            Some(refused(message, place.clone()))
        }
        _ => None,
    }
}

/// What key, lines above the tables and keys of rows say.
fn statements(
    file: &TypedFile,
    key: Option<(&FormKey, &Place)>,
    collector: &Collector<'_>,
) -> Vec<Statement> {
    let mut statements = Vec::new();
    if let Some((key, place)) = key {
        statements.push(Statement {
            by: "识别信息",
            unit: collector.reader.unit_of_code(&key.code),
            month: Some(key.period),
            place: place.clone(),
        });
    }
    for table in &file.tables {
        if let Some((unit, place)) = &table.unit {
            statements.push(Statement {
                by: "表头",
                unit: Some(*unit),
                month: None,
                place: place.clone(),
            });
        }
        if let Some((month, place)) = &table.month {
            statements.push(Statement {
                by: "表头",
                unit: None,
                month: Some(*month),
                place: place.clone(),
            });
        }
    }
    statements
}

/// G162: a row's key is of a later form, or of a unit that nobody knows.
fn unknown_keys(file: &TypedFile, collector: &Collector<'_>) -> Option<Diagnostic> {
    let keyed = || rows(file).filter_map(|row| Some((row, row.key.as_ref()?)));
    if let Some((row, key)) = keyed().find(|(_, key)| key.version > form::VERSION) {
        let error = FormKeyError::Version(key.version);
        let refusal = refused(error.to_string(), row.place.clone());
        return Some(refusal.hint("用与制表时相同或更新的版本收表"));
    }
    let is_known = |code: &str| collector.reader.unit_of_code(code).is_some();
    let (row, key) = keyed().next()?;
    let all_unknown = keyed().all(|(_, key)| !is_known(&key.code));
    all_unknown.then(|| {
        let message = format!("识别码中的单位代码“{}”不在单位名录中", key.code);
        refused(message, row.place.clone())
    })
}

/// G162: two parts of the file name different units or periods.
fn contradiction(statements: &[Statement], collector: &Collector<'_>) -> Option<Diagnostic> {
    let registry = collector.registry;
    let (first, rest) = statements.split_first()?;
    // What follows the key: lines above one table must not differ from it; tables without a key may be
    // of different units.
    if first.by != "识别信息" {
        return None;
    }
    for other in rest {
        let units = first.unit.zip(other.unit);
        if let Some((own, stated)) = units.filter(|&(a, b)| !collector.reader.related(a, b)) {
            let message = format!(
                "表头写的是{}，识别信息是{}的报送表",
                registry.unit(stated).short,
                registry.unit(own).short
            );
            let hint = "请核对是哪个单位的；确认后在该单位的报送表上填写";
            return Some(refused(message, other.place.clone()).hint(hint));
        }
        let months = first.month.zip(other.month);
        if let Some((own, stated)) = months.filter(|(a, b)| a != b) {
            let message = format!(
                "表头写的是{}，识别信息是{}的报送表",
                month_words(stated),
                month_words(own)
            );
            let hint = "请核对是哪一期的；确认后在该期的报送表上填写";
            return Some(refused(message, other.place.clone()).hint(hint));
        }
    }
    None
}

/// A unit and a month.
pub(super) type Home = (UnitId, Month);

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

/// G162: every row that has a key is of another unit or period than the file states.
fn foreign_rows(file: &TypedFile, collector: &Collector<'_>) -> Option<Diagnostic> {
    let (reader, registry) = (&collector.reader, collector.registry);
    let head = head(file, reader);
    let mut keyed = rows(file).filter(|row| row.key.is_some()).peekable();
    let first = *keyed.peek()?;
    if keyed.any(|row| is_at_home(row, head, reader)) {
        return None;
    }
    let key = first.key.as_ref()?;
    let (unit, month) = head.or(first.unit.zip(first.month))?;
    let by = if head.is_some() {
        "识别信息"
    } else {
        "表头"
    };
    let keyed = match reader.unit_of_code(&key.code) {
        Some(unit) => registry.unit(unit).short.clone(),
        None => format!("代码{}", key.code),
    };
    let message = format!(
        "{by}写的是{}{}，各行的识别码是{keyed}{}的",
        registry.unit(unit).short,
        month_words(month),
        month_words(key.period)
    );
    let hint = "请核对是哪个单位、哪一期的；确认后在相应的报送表上填写";
    Some(refused(message, first.place.clone()).hint(hint))
}

/// G162: the file is of another year, or of a unit or a period that is not asked for.
fn unwanted(
    name: &str,
    file: &TypedFile,
    statements: &[Statement],
    collector: &Collector<'_>,
) -> Option<Diagnostic> {
    let registry = collector.registry;
    let units: BTreeSet<UnitId> = rows(file)
        .filter_map(|row| row.unit)
        .chain(statements.iter().filter_map(|statement| statement.unit))
        .collect();
    let months: BTreeSet<Month> = rows(file)
        .filter_map(|row| row.month.or(row.key.as_ref().map(|key| key.period)))
        .chain(statements.iter().filter_map(|statement| statement.month))
        .collect();
    let names: Vec<_> = units
        .iter()
        .map(|&unit| &*registry.unit(unit).short)
        .collect();
    let words: Vec<_> = months.iter().map(|&month| month_words(month)).collect();
    let whose = match names[..] {
        [one] => one.to_owned(),
        _ => String::new(),
    };
    let which = format!("{whose}{}的报送表", words.join("、"));
    let other_year = |month: &Month| month.year() != collector.year;
    if months.iter().any(other_year) {
        let message = format!("{which}，本年度是{}年", collector.year);
        return Some(refused(message, Place::file(name)));
    }
    let wanted = &collector.wanted;
    if let Some(month) = wanted.month
        && !months.is_empty()
        && !months.contains(&month)
    {
        let message = format!("{which}，本次收{}", month_words(month));
        return Some(refused(message, Place::file(name)));
    }
    let related = |unit: &UnitId| {
        let mut all = wanted.units.iter();
        all.any(|&wanted| collector.reader.related(wanted, *unit))
    };
    if !wanted.units.is_empty() && !units.is_empty() && !units.iter().any(related) {
        let all = wanted.units.iter().map(|&unit| &*registry.unit(unit).short);
        let all: Vec<_> = all.collect();
        let message = format!("{which}，本次收{}的", all.join("、"));
        let message = match names[..] {
            [_] => message,
            _ => format!("{}{message}", names.join("、")),
        };
        return Some(refused(message, Place::file(name)));
    }
    None
}
