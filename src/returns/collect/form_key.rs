//! Whether the keys of a file are sound: its own, and those of its rows.

use super::Collector;
use super::identity::{Claim, refused, rows};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::registry::Who;
use crate::returns::TypedFile;
use crate::returns::form::{self, FormKey, FormKeyError};

/// What to do with a form of a later version.
const NEWER: &str = "用与制表时相同或更新的版本收表";

/// G162: the key is of a later form, or of nobody that is known, or there are several.
pub(super) fn refusal(
    file: &TypedFile,
    claim: Option<&Claim>,
    collector: &Collector<'_>,
) -> Option<Diagnostic> {
    later_version(file, claim)
        .or_else(|| several(file, collector))
        .or_else(|| misnamed(file, claim, collector))
        .or_else(|| unknown_rows(file, claim, collector))
}

/// G161: a key that was damaged.
pub(super) fn doubts(file: &TypedFile) -> Diagnostics {
    let doubts = file.keys.iter().filter_map(|(key, place)| {
        let error = key.as_ref().err()?;
        let damaged = matches!(error, FormKeyError::Damaged(_));
        let message = format!("{error}，按表中所写的读入");
        damaged.then(|| Diagnostic::new(Code::ReturnKeyUsed, message).at(place.clone()))
    });
    doubts.collect()
}

fn later_version(file: &TypedFile, claim: Option<&Claim>) -> Option<Diagnostic> {
    let own = file.keys.iter().find_map(|(key, place)| match key {
        Err(FormKeyError::Version(version)) => Some((*version, place)),
        _ => None,
    });
    let (version, place) = own.or_else(|| {
        let mut keyed = rows(file).filter_map(|row| Some((row.key.as_ref()?.version, &row.place)));
        keyed.find(|&(version, _)| version > form::VERSION)
    })?;
    let why = format!("版本是{version}，本程序只认到{}", form::VERSION);
    Some(refused(claim, &why, place.clone()).hint(NEWER))
}

fn several(file: &TypedFile, collector: &Collector<'_>) -> Option<Diagnostic> {
    let mut sound = file.keys.iter();
    let mut sound = sound
        .by_ref()
        .filter_map(|(key, place)| Some((key.as_ref().ok()?, place)));
    let (first, _) = sound.next()?;
    let (other, place) = sound.find(|(key, _)| *key != first)?;
    let claim = |key: &FormKey| Claim::of_key(key, collector.registry);
    Some(several_forms(&claim(first), &claim(other), place.clone()))
}

/// G162: the file holds the forms of two units or periods.
pub(super) fn several_forms(one: &Claim, other: &Claim, place: Place) -> Diagnostic {
    let message = format!(
        "文件里有不止一份报送表（{}、{}），整份未收",
        one.words(),
        other.words()
    );
    let problem = Diagnostic::new(Code::CollectRefused, message).at(place);
    problem.hint("各单位、各期的报送表分开存为几个文件再收")
}

/// The key's code is that of no unit, or of another one than it names.
fn misnamed(
    file: &TypedFile,
    claim: Option<&Claim>,
    collector: &Collector<'_>,
) -> Option<Diagnostic> {
    let mut keys = file.keys.iter();
    let (key, place) = keys.find_map(|(key, place)| Some((key.as_ref().ok()?, place)))?;
    let registry = collector.registry;
    let Some(own) = collector.reader.unit_of_code(&key.code) else {
        let why = format!("单位代码“{}”不在单位名录中", key.code);
        return Some(refused(claim, &why, place.clone()));
    };
    match registry.resolve(&key.unit) {
        Some(Who::Unit(named)) if named != own => {
            let why = format!("识别信息里的单位却是“{}”", key.unit);
            Some(refused(claim, &why, place.clone()))
        }
        _ => None,
    }
}

/// No row's key is of a unit that is known.
fn unknown_rows(
    file: &TypedFile,
    claim: Option<&Claim>,
    collector: &Collector<'_>,
) -> Option<Diagnostic> {
    let mut keyed = rows(file).filter_map(|row| Some((row.key.as_ref()?, &row.place)));
    let (first, place) = keyed.next()?;
    let is_unknown = |code: &str| collector.reader.unit_of_code(code).is_none();
    if !is_unknown(&first.code) || keyed.any(|(key, _)| !is_unknown(&key.code)) {
        return None;
    }
    let why = format!("识别码中的单位代码“{}”不在单位名录中", first.code);
    Some(refused(claim, &why, place.clone()))
}
