//! The papers that each unit gets, of those in the output folder.

use std::collections::BTreeMap;

use crate::job::run::Run;
use crate::output::{Entry, file_name};

/// The folders of papers to single units. Referrals are not among them.
const FOLDERS: [&str; 4] = ["letters/", "sheets/units/", "notices/", "cases/"];
/// The folder of changes, which are sent whatever their month.
const CHANGES: &str = "notices/changes/";
/// Endings of files that the office edits, and that are not sent.
const DRAFTS: [&str; 1] = [".docx"];

/// All that a unit gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parcel {
    /// The unit's short name.
    pub unit: String,
    /// The name of its folder: code and short name.
    pub folder: String,
    /// The files, letters first.
    pub papers: Vec<Entry>,
}

/// Returns what each unit gets, in the order of their folders.
pub(super) fn parcels(run: &Run<'_>) -> Vec<Parcel> {
    let newest = run.entries("notices/").filter_map(|entry| month(&entry.path)).max();
    let newest = newest.map(|month| format!("notices/{month}/"));
    let is_sent = |entry: &&Entry| {
        let path = &entry.path;
        let of_month = !path.starts_with("notices/")
            || path.starts_with(CHANGES)
            || newest.as_ref().is_some_and(|newest| path.starts_with(newest));
        of_month && !DRAFTS.iter().any(|ending| path.ends_with(ending))
    };
    let mut parcels: BTreeMap<String, Parcel> = BTreeMap::new();
    for folder in FOLDERS {
        for entry in run.entries(folder).filter(is_sent) {
            let Some(unit) = &entry.unit else { continue };
            let Some(folder) = unit_folder(&entry.path, unit) else { continue };
            let parcel = parcels.entry(folder.clone()).or_insert_with(|| Parcel {
                unit: unit.clone(),
                folder,
                papers: Vec::new(),
            });
            parcel.papers.push(entry.clone());
        }
    }
    parcels.into_values().collect()
}

/// Returns the name of a file in the folder of its unit. Papers of cases are told apart by their items, which name their
/// folders.
pub(super) fn name(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let (file, folder) = (parts.next().unwrap_or(path), parts.next());
    match folder {
        Some(item) if path.starts_with("cases/") => format!("{item}-{file}"),
        _ => file.to_owned(),
    }
}

/// Returns code and short name of a unit, with which the names of its files begin: 003-兰州市.
fn unit_folder(path: &str, unit: &str) -> Option<String> {
    let file = path.rsplit('/').next()?;
    let short = format!("-{}", file_name(unit));
    let end = file.find(&short)? + short.len();
    Some(file[..end].to_owned())
}

/// Returns the month of a monthly paper: 2018-05.
fn month(path: &str) -> Option<&str> {
    let month = path.strip_prefix("notices/")?.split('/').next()?;
    month.starts_with(|c: char| c.is_ascii_digit()).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_unit_and_item() {
        let folder = |path, unit| unit_folder(path, unit);
        assert_eq!(folder("letters/003-兰州市.pdf", "兰州市").as_deref(), Some("003-兰州市"));
        let form = folder("sheets/units/620100-兰州市-2018-07.xlsx", "兰州市");
        assert_eq!(form.as_deref(), Some("620100-兰州市"));
        assert_eq!(folder("letters/003-天水市.pdf", "兰州市"), None);
        assert_eq!(
            name("cases/2-17/003-兰州市-挂牌-2018-06-20.pdf"),
            "2-17-003-兰州市-挂牌-2018-06-20.pdf"
        );
        assert_eq!(name("letters/003-兰州市.pdf"), "003-兰州市.pdf");
        assert_eq!(month("notices/2018-05/003-兰州市-督办单.pdf"), Some("2018-05"));
        assert_eq!(month("notices/changes/003-兰州市-调整函-2018-07-01.pdf"), None);
    }
}
