//! The papers that each unit gets, of those in the output folder.

use std::collections::BTreeMap;

use crate::job::run::Run;
use crate::output::{Entry, file_name};
use crate::registry::{Registry, Who};

/// The folders of papers to single units. Referrals are not among them.
const FOLDERS: [&str; 5] = ["letters/", "sheets/units/", "returned/", "notices/", "cases/"];
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
    /// The papers to other units of which it gets a copy (抄送).
    pub copies: Vec<Entry>,
}

/// Returns what each unit gets, in the order of their folders. Of monthly papers it gets those of their newest month.
pub(super) fn parcels(run: &Run<'_>, registry: &Registry) -> Vec<Parcel> {
    let mut parcels: BTreeMap<String, Parcel> = BTreeMap::new();
    for folder in FOLDERS {
        let newest = run.entries(folder).filter_map(|entry| month(&entry.path)).max();
        let is_sent = |entry: &&Entry| {
            let of_month = month(&entry.path).is_none_or(|month| Some(month) == newest);
            of_month && !DRAFTS.iter().any(|ending| entry.path.ends_with(ending))
        };
        for entry in run.entries(folder).filter(is_sent) {
            let Some(unit) = &entry.unit else { continue };
            let Some(folder) = unit_folder(&entry.path, unit) else { continue };
            let parcel = parcels.entry(folder.clone()).or_insert_with(|| Parcel {
                unit: unit.clone(),
                folder,
                papers: Vec::new(),
                copies: Vec::new(),
            });
            parcel.papers.push(entry.clone());
            for (unit, folder) in copied(entry, registry) {
                let parcel = parcels.entry(folder.clone()).or_insert_with(|| Parcel {
                    unit,
                    folder,
                    papers: Vec::new(),
                    copies: Vec::new(),
                });
                parcel.copies.push(entry.clone());
            }
        }
    }
    parcels.into_values().collect()
}

/// Returns the units that a paper names among its copies, with the names of their folders; those who are no units, and the unit
/// that it goes to, get none here.
fn copied(entry: &Entry, registry: &Registry) -> Vec<(String, String)> {
    let names = entry.facts.as_ref().and_then(|facts| facts.copies.as_deref()).unwrap_or_default();
    let units = names.split(['，', '、']).filter_map(|name| match registry.resolve(name.trim()) {
        Some(Who::Unit(unit)) => Some(registry.unit(unit)),
        _ => None,
    });
    let others = units.filter(|unit| entry.unit.as_ref() != Some(&unit.short));
    others
        .map(|unit| (unit.short.clone(), format!("{}-{}", unit.code, file_name(&unit.short))))
        .collect()
}

/// Returns the papers of the year so far that have a head, those of earlier months too.
pub(super) fn all_papers(run: &Run<'_>) -> Vec<Entry> {
    let is_sent = |entry: &&Entry| {
        entry.unit.is_some()
            && entry.facts.is_some()
            && !DRAFTS.iter().any(|ending| entry.path.ends_with(ending))
    };
    FOLDERS.into_iter().flat_map(|folder| run.entries(folder).filter(is_sent).cloned()).collect()
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

/// Returns the month of a monthly paper: that of the folder of a notice, 2018-05, or that at the end of a workbook's name.
/// Letters about changes are of a day, and sent whatever their month.
fn month(path: &str) -> Option<&str> {
    if let Some(notice) = path.strip_prefix("notices/") {
        let month = notice.split('/').next()?;
        return month.starts_with(|c: char| c.is_ascii_digit()).then_some(month);
    }
    let workbook = path.strip_suffix(".xlsx")?;
    let start = workbook.len().checked_sub("-2018-05".len())?;
    workbook.get(start..)?.strip_prefix('-')
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
        assert_eq!(month("sheets/units/003-兰州市-2018-07.xlsx"), Some("2018-07"));
        assert_eq!(month("returned/003-兰州市-2018-06.xlsx"), Some("2018-06"));
        assert_eq!(month("cases/2-17/003-兰州市-挂牌-2018-06-20.pdf"), None);
        assert_eq!(month("letters/003-兰州市.pdf"), None);
    }
}
