//! The units whose documents stay as they are, since rows about them could not be read; and the bulletins whose number
//! could not be read.

use std::collections::BTreeSet;

use super::whole::BaseTables;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::input::base_table::workbook_name;
use crate::input::csv::{self, Cell};
use crate::input::{SourceFile, list};
use crate::numbers::{Document, NUMBERS_FILE, Number, Numbers};
use crate::output::Entry;
use crate::period::Period;
use crate::plan::written_id::{self, WrittenId};
use crate::plan::{Annex, CHANGES_FILE, Duties, INSTRUCTIONS_FILE, ItemId, Plan};
use crate::registry::{GROUPS_FILE, LEADERS_FILE, Registry, UNITS_FILE, UnitId, Who};
use crate::workspace::memory::Memory;

/// The units whose documents stay as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeptUnits {
    /// Their short names, those of units that were removed from the registry among them.
    names: BTreeSet<String>,
    /// True if an annex or registry has a row that could not be read: then no unit that the registry does not know
    /// loses its documents.
    keeps_unknown: bool,
    bulletins: KeptBulletins,
}

/// The bulletins that stay as they are, since their numbers could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct KeptBulletins {
    periods: BTreeSet<Period>,
    /// True if a row of the register does not say which document it is about.
    any: bool,
}

impl KeptUnits {
    /// Finds the units of rows with errors in the base tables, and those that have lost an item since the last
    /// run while there are such rows.
    pub(super) fn new(
        (plan, registry, numbers): (&Plan, &Registry, &Numbers),
        tables: &BaseTables,
        memory: &Memory,
        problems: &Diagnostics,
    ) -> Self {
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
        let errors: Vec<_> =
            errors.filter_map(|problem| Some((problem, tables.row(problem)?))).collect();
        let duties = Duties::new(plan, registry);
        let mut finder = Finder {
            plan,
            registry,
            duties: &duties,
            memory,
            names: BTreeSet::new(),
            bulletins: KeptBulletins::default(),
        };
        numbers.in_question().for_each(|document| finder.add_document(document));
        for (problem, (source, line)) in &errors {
            if !loses_only_a_name(problem.code) {
                finder.add_row(source, *line);
            }
        }
        // Only these tables give a unit its items.
        let deciding: Vec<&str> =
            [UNITS_FILE, GROUPS_FILE].into_iter().chain(item_files()).collect();
        let keeps_unknown = errors.iter().any(|(_, (source, _))| {
            deciding.iter().any(|file| [*file, &*workbook_name(file)].contains(&source.name()))
        });
        if keeps_unknown {
            finder.add_bereft();
        }
        let Finder { mut names, bulletins, .. } = finder;
        names.retain(|name| {
            let known = registry.resolve(name).and_then(|who| registry.canonical(who));
            known == Some(name) || memory.duties.contains_key(name)
        });
        Self { names, keeps_unknown, bulletins }
    }

    /// Returns whether no unit keeps its documents.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && !self.keeps_unknown
    }

    /// Returns whether the documents of a unit stay as they are.
    pub fn contains(&self, short: &str) -> bool {
        self.names.contains(short)
    }

    /// Returns whether the bulletin of a period, which has this number, stays as it is.
    pub(super) fn keeps_bulletin(&self, period: Period, number: Option<&Number>) -> bool {
        let KeptBulletins { periods, any } = &self.bulletins;
        number.is_none() && (*any || periods.contains(&period))
    }

    /// Returns whether a file that the manifest lists stays although it was not made again.
    pub(super) fn keeps(&self, entry: &Entry, registry: &Registry) -> bool {
        entry.unit.as_ref().is_some_and(|unit| {
            self.contains(unit) || self.keeps_unknown && registry.resolve(unit).is_none()
        })
    }

    /// F156: names the units, in registry order; `None` if there are none.
    pub(super) fn notice(&self, registry: &Registry) -> Option<Diagnostic> {
        let known: Vec<&str> = registry.units().map(|(_, unit)| &*unit.short).collect();
        let gone = self.names.iter().map(|name| &**name).filter(|name| !known.contains(name));
        let names = known.iter().copied().filter(|unit| self.contains(unit)).chain(gone);
        let names: Vec<&str> = names.collect();
        (!names.is_empty()).then(|| {
            let (count, names) = (names.len(), names.join("、"));
            let message = format!(
                "数据有误，{count}个单位的任务函和报送表改正以前不重做，已有的保持原样：{names}"
            );
            Diagnostic::new(Code::DocumentsKept, message).hint("改正数据中的错误后重新运行")
        })
    }

    /// Returns whether no unit that is unknown to the registry loses its documents.
    pub(super) fn keeps_unknown(&self) -> bool {
        self.keeps_unknown
    }
}

/// Returns whether a problem leaves its row readable: only a name in it means nothing. A unit that loses an
/// item by it is found by its items at the last run.
fn loses_only_a_name(code: Code) -> bool {
    matches!(
        code,
        Code::PartyUnknown
            | Code::LeaderUnknown
            | Code::ReferenceUnknown
            | Code::ColumnDuplicate
            | Code::RegistryEmpty
            // The title that the item's text proposes takes its place.
            | Code::TitleInvalid
    )
}

/// Finds units.
struct Finder<'a> {
    plan: &'a Plan,
    registry: &'a Registry,
    duties: &'a Duties<'a>,
    memory: &'a Memory,
    names: BTreeSet<String>,
    bulletins: KeptBulletins,
}

impl Finder<'_> {
    /// Adds the units of the row of `source` in which `line` is.
    fn add_row(&mut self, source: &SourceFile, line: usize) {
        let Some(cells) = row(source, line) else {
            // A quotation mark without its partner: the cells are not known, but the words are.
            self.bulletins.any |= is_register(source);
            return self.add_words(source, words(source, line));
        };
        if source.name() == LEADERS_FILE || source.name() == workbook_name(LEADERS_FILE) {
            cells.iter().for_each(|cell| self.add_items_of_leaders(&cell.text));
        }
        if is_register(source) {
            let documents =
                cells.iter().filter_map(|cell| Document::parse(&cell.text, self.registry));
            let documents: Vec<_> = documents.collect();
            self.bulletins.any |= documents.is_empty();
            documents.iter().for_each(|document| self.add_document(document));
            // Its numbers and dates are not ids of items: 2018-02-13 is not item 2-13.
            cells.iter().for_each(|cell| {
                self.add_cell(&cell.text);
            });
            return;
        }
        if source.name() == CHANGES_FILE {
            cells.iter().for_each(|cell| self.add_items_of_leaders(&cell.text));
        }
        let ids = cells.iter().filter_map(|cell| written_id::parse(&cell.text));
        // The dates of these rows are not ids either.
        let is_dated = [CHANGES_FILE, INSTRUCTIONS_FILE].contains(&source.name());
        let ids = ids.filter(|id| !is_dated || matches!(id, WrittenId::Whole(_)));
        let ids: Vec<WrittenId> = ids.collect();
        let is_named = cells.iter().map(|cell| self.add_cell(&cell.text)).fold(false, |a, b| a | b);
        self.add_ids(source, ids, is_named);
    }

    /// Adds the units of the items that a row is about. A row that names units is about them alone, unless it is one
    /// of an annex.
    fn add_ids(&mut self, source: &SourceFile, ids: Vec<WrittenId>, is_named: bool) {
        let annexes = Annex::all().chain([Annex::INSTRUCTIONS]);
        let annex = annexes.into_iter().find(|annex| {
            let file = annex.file();
            [file, &*workbook_name(file)].contains(&source.name())
        });
        for id in ids {
            match (id, annex) {
                // The number may be that of another item, which the row does not describe.
                (WrittenId::Bare(number), Some(annex)) => self.add_item(number.of(annex)),
                (WrittenId::Whole(id) | WrittenId::Mangled(id), _)
                    if annex.is_some() || source.name() == CHANGES_FILE || !is_named =>
                {
                    self.add_item(id);
                }
                _ => {}
            }
        }
    }

    /// Adds the units of the items whose lead leaders a text of `leaders.csv` names.
    fn add_items_of_leaders(&mut self, text: &str) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let named = |leader: &String| text.contains(&**leader);
        let items = self.plan.items().iter().filter(|item| item.leaders.iter().any(named));
        items.for_each(|item| self.add_item(item.id));
    }

    /// Adds the units that a cell names, and returns whether it names any.
    fn add_cell(&mut self, text: &str) -> bool {
        let mut is_named = false;
        for range in list::parts(text) {
            let name = &text[range];
            match self.registry.resolve(name) {
                Some(who) => {
                    self.add(who);
                    is_named = true;
                }
                None => {
                    self.names.insert(name.to_owned());
                }
            }
        }
        is_named
    }

    /// Adds every unit whose name occurs in a line that has no whole cells, and those of its items and leaders.
    fn add_words(&mut self, source: &SourceFile, text: &str) {
        let found = self.registry.names().filter(|(name, _)| text.contains(name));
        let found: Vec<Who> = found.map(|(_, who)| who).collect();
        let cells = text.split([',', '\t', ';', '"']).map(str::trim);
        let ids: Vec<WrittenId> = cells.filter_map(written_id::parse).collect();
        self.add_ids(source, ids, !found.is_empty());
        found.into_iter().for_each(|who| self.add(who));
        if source.name() == LEADERS_FILE {
            self.add_items_of_leaders(text);
        }
    }

    fn add(&mut self, who: Who) {
        let registry = self.registry;
        match who {
            Who::Unit(unit) => self.add_unit(unit),
            Who::Group(group) => {
                let units = registry.members(group).iter().chain(registry.candidates(group));
                units.for_each(|&unit| self.add_unit(unit));
            }
            Who::Unknown => {}
        }
    }

    fn add_document(&mut self, document: &Document) {
        match *document {
            Document::Letter(unit)
            | Document::Notice { unit, .. }
            | Document::Change { unit, .. }
            | Document::Case { unit, .. } => self.add_unit(unit),
            Document::Bulletin(period) => {
                self.bulletins.periods.insert(period);
            }
        }
    }

    fn add_unit(&mut self, unit: UnitId) {
        self.names.insert(self.registry.unit(unit).short.clone());
    }

    /// Adds the units that have an item, or had it at the last run.
    fn add_item(&mut self, id: ItemId) {
        let units = self.duties.units().filter(|&unit| self.duties.role(unit, id).is_some());
        units.for_each(|unit| self.add_unit(unit));
        let id = id.to_string();
        let before = self.memory.duties.iter().filter(|(_, items)| items.contains(&id));
        self.names.extend(before.map(|(unit, _)| unit.clone()));
    }

    /// Adds the units that have lost an item since the last run, and those that are gone.
    fn add_bereft(&mut self) {
        for (name, items) in &self.memory.duties {
            let now: BTreeSet<String> = match self.registry.resolve(name) {
                Some(Who::Unit(unit)) => {
                    self.duties.of(unit).iter().map(|duty| duty.item.id.to_string()).collect()
                }
                _ => BTreeSet::new(),
            };
            if !items.is_subset(&now) {
                self.names.insert(name.clone());
            }
        }
    }
}

/// The files that give units their items.
fn item_files() -> impl Iterator<Item = &'static str> {
    Annex::all().map(Annex::file).chain([INSTRUCTIONS_FILE, CHANGES_FILE])
}

/// Returns the cells of the row in which the line (or row of a worksheet) `number` is; `None` where the file
/// has no whole row there.
fn row(source: &SourceFile, number: usize) -> Option<Vec<Cell>> {
    let is_there = |row: &Vec<Cell>| {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return false };
        let begin = source.position(first.range.start).0;
        (begin..=source.position(last.range.end).0).contains(&number)
    };
    let rows = [b',', b'\t', b';'].into_iter().filter_map(|delimiter| {
        let (rows, _) = csv::rows(source, delimiter, &mut Diagnostics::new()).ok()?;
        rows.into_iter().find(is_there)
    });
    // A base table has several columns: a single cell is a row that another delimiter would divide.
    rows.max_by_key(Vec::len).filter(|cells| cells.len() > 1)
}

fn is_register(source: &SourceFile) -> bool {
    source.name() == NUMBERS_FILE
}

/// Returns the text of a line, counted from 1.
fn words(source: &SourceFile, number: usize) -> &str {
    let range = number.checked_sub(1).and_then(|index| source.lines().nth(index));
    range.map_or("", |range| &source.text()[range])
}
