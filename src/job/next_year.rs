//! A workspace of the next year, made from this year's: the registry with the units then in being, leaders, templates,
//! settings, and the items that are not finished. The old workspace is only read.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use super::session::{Options, Session};
use super::whole::NotWhole;
use crate::assess::Assessment;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::{SourceFile, csv_writer, text};
use crate::plan::{Duties, Item, Party};
use crate::registry::{self, GROUPS_FILE, LEADERS_FILE, Registry, UNITS_FILE, UnitId, Who};
use crate::report::template::is_earlier;
use crate::status::{Stage, Status};
use crate::workspace::{CONFIG_FILE, TEMPLATE_DIR, Workspace, WorkspaceError, written_settings};
use gongwen::regular_file;

/// The file of the items that were not finished, for a person to take over from.
pub const UNFINISHED_FILE: &str = "seeds/unfinished.proposed.csv";

/// The files of the next year's workspace, and what a person should know about them.
#[derive(Debug, Default)]
pub struct NextYear {
    /// Path and content.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The number of units in the registry.
    pub units: usize,
    /// The units that are left out, since they are no longer in being, with what took over: 省工信委（现省工信厅）.
    pub replaced: Vec<String>,
    /// The number of unfinished items.
    pub unfinished: usize,
    /// The month at whose end they are unfinished; `None` where nobody has reported.
    pub as_of: Option<String>,
}

/// The reasons why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum NextYearError {
    /// The old workspace cannot be opened.
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    /// One of its tables cannot be read whole.
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    /// One of its files cannot be read.
    #[error("{}", crate::diagnostic::text::render(.0, false))]
    Unreadable(Diagnostic),
    /// The year is that of the old workspace.
    #[error("{old} 已是{year}年的工作区，请用 --year 另写年度")]
    SameYear {
        /// The old workspace.
        old: String,
        /// Its year.
        year: i16,
    },
}

/// Makes the files of the workspace of a year, or of the year after that of `old`, without writing any.
///
/// # Errors
/// [`NextYearError`].
pub fn next_year(old: &Path, year: Option<i16>) -> Result<NextYear, NextYearError> {
    let workspace = Workspace::open(Some(old))?;
    let this = workspace.config.year;
    let year = year.unwrap_or(this.saturating_add(1));
    if year == this {
        return Err(NextYearError::SameYear { old: old.display().to_string(), year });
    }
    let unreadable = NextYearError::Unreadable;
    let settings = SourceFile::read(&workspace.root, CONFIG_FILE).map_err(unreadable)?;
    let settings = written_settings::for_next_year(settings.text(), &workspace.config, year);
    // Its problems were reported there; whatever could be read is taken over.
    let session = Session::load(workspace, Options::default(), &mut Diagnostics::new())?;
    let first = Date::new(year, 1, 1).unwrap_or(Date::MAX);
    let mut next = NextYear::default();
    next.files.insert(CONFIG_FILE.to_owned(), settings.into_bytes());
    next.add_registry(&session, first)?;
    next.add_templates(old);
    next.add_unfinished(&session, first);
    Ok(next)
}

impl NextYear {
    /// Adds the units in being on the first day, the collectives with these in place of others, and the leaders.
    fn add_registry(&mut self, session: &Session, first: Date) -> Result<(), NextYearError> {
        let registry = &session.registry;
        let named = registry.named_on(first);
        let stays = |unit: UnitId| registry.unit(unit).in_being(first);
        let mut rows = vec![registry::UNIT_TITLES.map(str::to_owned).to_vec()];
        for (id, unit) in registry.units() {
            if !stays(id) {
                // One that is not yet in being comes into the registry when it is.
                if unit.valid_to.is_some_and(|last| last < first) {
                    self.replaced.push(match named.present(id) {
                        same if same == id => format!("{}（继任未明确）", unit.short),
                        heir => format!("{}（现{}）", unit.short, registry.unit(heir).short),
                    });
                }
                continue;
            }
            self.units += 1;
            let heirs = unit.successors.iter().filter(
                |name| matches!(registry.resolve(name), Some(Who::Unit(heir)) if stays(heir)),
            );
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            rows.push(vec![
                self.units.to_string(),
                unit.code.clone(),
                unit.short.clone(),
                unit.full.clone(),
                unit.aliases.join("、"),
                unit.kind.clone(),
                day(unit.valid_from),
                day(unit.valid_to),
                heirs.cloned().collect::<Vec<_>>().join("、"),
            ]);
        }
        self.files.insert(UNITS_FILE.to_owned(), csv_writer::bytes(rows));
        let root = &session.workspace.root;
        for table in registry::tables() {
            let file = table.name;
            if file == UNITS_FILE {
                continue;
            }
            let source = table.read(root).map_err(NextYearError::Unreadable)?;
            let of_units = file == GROUPS_FILE;
            let mapped = |name: &str| present(name, registry, &named, first);
            // A leader whose last day has passed leads nothing in the new year.
            let gone: Vec<&str> = match file {
                LEADERS_FILE => registry
                    .placed_leaders()
                    .filter(|(leader, _)| leader.valid_to.is_some_and(|last| last < first))
                    .map(|(leader, _)| &*leader.name)
                    .collect(),
                _ => Vec::new(),
            };
            let is_gone = |cells: &[String]| {
                let mut names = cells.iter().map(|cell| text::word(cell));
                names.any(|name| gone.contains(&&*name))
            };
            let rows = table.texts(&source).into_iter().enumerate();
            let rows = rows.filter(|(row, cells)| *row == 0 || !is_gone(cells));
            let rows = rows.map(|(row, cells)| {
                let cells = cells.into_iter().enumerate().map(|(column, cell)| {
                    match of_units && row > 0 && column > 1 {
                        true => names(&cell, mapped),
                        false => cell,
                    }
                });
                cells.collect::<Vec<_>>()
            });
            self.files.insert(file.to_owned(), csv_writer::bytes(rows));
        }
        Ok(())
    }

    /// Adds the templates of the old workspace.
    fn add_templates(&mut self, old: &Path) {
        let Ok(entries) = std::fs::read_dir(old.join(TEMPLATE_DIR)) else { return };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        for name in names.filter(|name| name.ends_with(".md")) {
            let path = format!("{TEMPLATE_DIR}/{name}");
            // One that was never edited gives way to the program's own.
            if let Ok(bytes) = regular_file::read(old.join(&path))
                && !is_earlier(&bytes)
            {
                self.files.insert(path, bytes);
            }
        }
    }

    /// Adds the items that are not finished at the end of the newest month with returns, with their origin.
    fn add_unfinished(&mut self, session: &Session, first: Date) {
        let duties = Duties::new(&session.plan, &session.registry);
        let Some(month) = session.progress.newest() else { return };
        let assessment = Assessment::new(&session.basis(&duties), month);
        let (registry, plan) = (session.registry.named_on(first), &session.plan);
        let year = session.workspace.config.year;
        let stage = if month.closes_year() { Stage::YearEnd } else { Stage::UnderWay };
        let mut rows: Vec<Vec<String>> = vec![
            [
                "来源",
                "编号",
                "简称",
                "内容",
                "牵头领导",
                "牵头单位",
                "配合单位",
                "实施单位",
                "完成时限",
                "状态",
            ]
            .map(str::to_owned)
            .to_vec(),
        ];
        for item in plan.items() {
            let status = assessment.item(item.id).map_or(Status::Unrated, |found| found.status);
            if status == Status::Done {
                continue;
            }
            self.unfinished += 1;
            rows.push(unfinished(
                item,
                &registry,
                year,
                &format!("截至{year}年{}月底{}", month.number(), status.word_at(stage)),
            ));
        }
        self.as_of = Some(format!("{year}年{}月底", month.number()));
        self.files.insert(UNFINISHED_FILE.to_owned(), csv_writer::bytes(rows));
    }
}

/// Returns the row of an unfinished item.
fn unfinished(item: &Item, registry: &Registry, year: i16, status: &str) -> Vec<String> {
    let parties = |parties: &[Party]| {
        let names = parties.iter().map(|party| match party.who {
            Who::Unit(unit) => registry.unit(unit).short.clone(),
            Who::Group(_) | Who::Unknown => party.written.clone(),
        });
        let mut told: Vec<String> = Vec::new();
        for name in names {
            if !told.contains(&name) {
                told.push(name);
            }
        }
        told.join("、")
    };
    vec![
        format!("{year}年{}", item.words()),
        item.id.to_string(),
        item.short_title.clone(),
        item.text.clone(),
        item.leaders.join("、"),
        parties(&item.lead),
        parties(&item.support),
        parties(&item.implement),
        item.deadline.clone().unwrap_or_default(),
        status.to_owned(),
    ]
}

/// Returns the names of a cell, each as it is called then.
fn names(cell: &str, mapped: impl Fn(&str) -> String) -> String {
    let mut names: Vec<String> = Vec::new();
    for name in cell.split('、').map(str::trim).filter(|name| !name.is_empty()) {
        let name = mapped(name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("、")
}

/// Returns the name of the unit that has taken over from the one called `name`; the name itself where nobody alone has.
fn present(name: &str, registry: &Registry, named: &Registry, first: Date) -> String {
    match registry.resolve(name) {
        Some(Who::Unit(unit)) if !registry.unit(unit).in_being(first) => {
            match named.present(unit) {
                heir if heir != unit => registry.unit(heir).short.clone(),
                _ => name.to_owned(),
            }
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_named_as_they_are_called_then() {
        let mapped =
            |name: &str| if name == "甲委" { "甲厅".to_owned() } else { name.to_owned() };
        assert_eq!(names("甲委、乙局、甲厅", mapped), "甲厅、乙局");
        assert_eq!(names("", mapped), "");
    }
}
