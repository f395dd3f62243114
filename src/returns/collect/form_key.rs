//! The soundness of a file's keys: its own, and those of its rows.

use super::claim::{Claim, refused, several_forms};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::registry::Who;
use crate::returns::form::{self, FormKey, FormKeyError, RowKey};
use crate::returns::read::{Index, ReturnFile};

/// Advice on a form of a later version.
const NEWER: &str = "用与制表时相同或更新的版本收表";

/// Returns G162: the key is of a later form, or of an unknown unit, or there are several keys.
pub(super) fn refusal(
    file: &ReturnFile,
    claim: Option<&Claim>,
    index: &Index<'_>,
) -> Option<Diagnostic> {
    later_version(file, claim)
        .or_else(|| several(file, index))
        .or_else(|| misnamed(file, claim, index))
        .or_else(|| unknown_rows(file, claim, index))
}

/// Returns G161: a key that was damaged.
pub(super) fn doubts(file: &ReturnFile) -> Diagnostics {
    let doubts = file.keys.iter().filter_map(|(key, place)| {
        let error = key.as_ref().err()?;
        let damaged = matches!(error, FormKeyError::Damaged(_));
        let message = format!("{error}，按表中所写的读入");
        damaged.then(|| Diagnostic::new(Code::ReturnKeyUsed, message).at(place.clone()))
    });
    doubts.collect()
}

fn later_version(file: &ReturnFile, claim: Option<&Claim>) -> Option<Diagnostic> {
    let own = file.keys.iter().find_map(|(key, place)| match key {
        Err(FormKeyError::Version(version)) => Some((*version, place)),
        _ => None,
    });
    let own = own.map(|(version, place)| (version, place.clone()));
    let (version, place) = own.or_else(|| {
        let mut later = keyed(file).filter(|(key, _)| key.version > form::VERSION);
        later.next().map(|(key, place)| (key.version, place()))
    })?;
    let why = format!("版本是{version}，本程序只认到{}", form::VERSION);
    Some(refused(claim, &why, place).hint(NEWER))
}

fn several(file: &ReturnFile, index: &Index<'_>) -> Option<Diagnostic> {
    let mut sound = sound(file);
    let (first, _) = sound.next()?;
    let (other, place) = sound.find(|(key, _)| *key != first)?;
    let claim = |key: &FormKey| Claim::of_key(key, index.registry);
    Some(several_forms(&claim(first), &claim(other), place.clone()))
}

/// Returns G162 if the key's code is not a unit's, or belongs to another unit than the key names.
fn misnamed(file: &ReturnFile, claim: Option<&Claim>, index: &Index<'_>) -> Option<Diagnostic> {
    let (key, place) = sound(file).next()?;
    let registry = index.registry;
    let Some(own) = index.registry.unit_of_code(&key.code) else {
        let why = format!("单位代码“{}”不在单位名录中", key.code);
        return Some(refused(claim, &why, place.clone()));
    };
    match registry.resolve(&key.unit) {
        Some(Who::Unit(named)) if !index.related(own, named) => {
            let why = format!("识别信息里的单位却是“{}”", key.unit);
            Some(refused(claim, &why, place.clone()))
        }
        _ => None,
    }
}

/// Returns G162 if no row's key is of a known unit.
fn unknown_rows(file: &ReturnFile, claim: Option<&Claim>, index: &Index<'_>) -> Option<Diagnostic> {
    let (first, place) = keyed(file).next()?;
    if keyed(file).any(|(key, _)| index.registry.unit_of_code(&key.code).is_some()) {
        return None;
    }
    let why = format!("识别码中的单位代码“{}”不在单位名录中", first.code);
    Some(refused(claim, &why, place()))
}

/// Returns the sound keys of forms in sheets of their own.
fn sound(file: &ReturnFile) -> impl Iterator<Item = (&FormKey, &Place)> {
    let keys = file.keys.iter();
    keys.filter_map(|(key, place)| Some((key.as_ref().ok()?, place)))
}

/// Returns the keys of rows, each with a function that makes its row's place.
fn keyed(file: &ReturnFile) -> impl Iterator<Item = (&RowKey, impl Fn() -> Place)> {
    file.rows().filter_map(|(table, row)| {
        let place = || file.origin(table).row_place(&row.cells);
        Some((row.key.as_ref()?, place))
    })
}
