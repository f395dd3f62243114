//! No row of the office's tables vanishes in silence: it is read, or a problem names it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use duban::diagnostic::Diagnostics;
use duban::input::SourceFile;
use duban::plan::{Annex, Breakdown, Item, Plan, TargetId};
use duban::registry::Registry;
use jiff::civil::date;
use proptest::prelude::*;

use crate::cases::cases;

/// The tables of the repository.
struct Tables {
    units: String,
    groups: String,
    leaders: String,
    tasks: String,
    titles: String,
    targets: String,
    registry: Registry,
    plan: Plan,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let text = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
        std::fs::read_to_string(path).unwrap().trim_start_matches('\u{feff}').to_owned()
    };
    let mut tables = Tables {
        units: text("units.csv"),
        groups: text("groups.csv"),
        leaders: text("leaders.csv"),
        tasks: text("annex/tasks.csv"),
        titles: text("titles.csv"),
        targets: text("targets.csv"),
        registry: Registry::default(),
        plan: Plan::default(),
    };
    tables.registry = registry(&tables, &mut Diagnostics::new());
    let indicators = source(&text("annex/indicators.csv"));
    let sources = [(Annex::INDICATORS, indicators), (Annex::TASKS, source(&tables.tasks))];
    tables.plan = Plan::from_sources(&sources, &tables.registry, &mut Diagnostics::new());
    tables
});

fn source(text: &str) -> SourceFile {
    SourceFile::from_text("table.csv", text)
}

fn registry(tables: &Tables, problems: &mut Diagnostics) -> Registry {
    Registry::from_sources(
        &source(&tables.units),
        Some(&source(&tables.groups)),
        Some(&source(&tables.leaders)),
        date(2018, 2, 13),
        problems,
    )
}

/// A table that is read, with the number of its rows of which something is kept.
#[derive(Debug, Clone, Copy)]
enum Reader {
    Units,
    Groups,
    Leaders,
    Tasks,
    Titles,
    Targets,
}

impl Reader {
    const ALL: [Self; 6] =
        [Self::Units, Self::Groups, Self::Leaders, Self::Tasks, Self::Titles, Self::Targets];

    fn text(self) -> &'static str {
        let tables = &*TABLES;
        match self {
            Self::Units => &tables.units,
            Self::Groups => &tables.groups,
            Self::Leaders => &tables.leaders,
            Self::Tasks => &tables.tasks,
            Self::Titles => &tables.titles,
            Self::Targets => &tables.targets,
        }
    }

    /// Reads `text`; returns the number of rows read, and the lines that problems name.
    fn read(self, text: &str) -> (usize, BTreeSet<usize>) {
        let tables = &*TABLES;
        let mut problems = Diagnostics::new();
        let empty = || SourceFile::from_text("units.csv", &*tables.units);
        let (groups, leaders) = (source(&tables.groups), source(&tables.leaders));
        let on = date(2018, 2, 13);
        let table = source(text);
        let count = match self {
            Self::Units => {
                let registry = Registry::from_sources(&table, None, None, on, &mut problems);
                registry.units().count()
            }
            Self::Groups => {
                let registry = Registry::from_sources(
                    &empty(),
                    Some(&table),
                    Some(&leaders),
                    on,
                    &mut problems,
                );
                registry.groups().count()
            }
            Self::Leaders => {
                let registry = Registry::from_sources(
                    &empty(),
                    Some(&groups),
                    Some(&table),
                    on,
                    &mut problems,
                );
                registry.leaders().len()
            }
            Self::Tasks => {
                let sources = [(Annex::TASKS, table)];
                Plan::from_sources(&sources, &tables.registry, &mut problems).items().len()
            }
            Self::Titles => {
                let mut plan = tables.plan.clone();
                plan.read_titles(&table, &mut problems);
                // Blanks around a title do not belong to it.
                let written = |item: &&Item| {
                    let id = format!("{},", item.id);
                    let mut titles = text.split(&id).skip(1);
                    titles.any(|title| title.trim_start().starts_with(&item.short_title))
                };
                plan.items().iter().filter(written).count()
            }
            Self::Targets => {
                let (registry, plan) = (&tables.registry, &tables.plan);
                let breakdown =
                    Breakdown::from_sources(Some(&table), None, plan, registry, &mut problems);
                let items = plan.items().iter();
                let targets = items
                    .flat_map(|item| (1..=3).filter_map(|number| TargetId::new(item.id, number)));
                targets.map(|target| breakdown.parts(target).count()).sum()
            }
        };
        let lines = problems.iter().filter_map(|problem| problem.place.as_ref());
        (count, lines.map(|place| place.line).collect())
    }
}

/// A change to a row, to the lines before it, or to the whole table.
#[derive(Debug, Clone)]
enum Change {
    /// Another content of a cell.
    Cell(usize, String),
    /// The row ends early.
    Short(usize),
    /// The row has more cells.
    Long(String),
    /// A line before it.
    Before(String),
    /// The row once more.
    Twice,
    /// The header once more, before it.
    Header,
}

fn change() -> impl Strategy<Value = Change> {
    let words = "[,\"\u{a0} 　\t;=+'、。，一-三a-c0-9-]{0,6}|附件3|合计|省财政厅|2-1|1";
    prop_oneof![
        (0..9usize, words).prop_map(|(at, text)| Change::Cell(at, text)),
        (0..4usize).prop_map(Change::Short),
        words.prop_map(Change::Long),
        words.prop_map(Change::Before),
        Just(Change::Twice),
        Just(Change::Header),
    ]
}

/// Returns the lines of `text` with the row at `index` changed.
fn changed(text: &str, index: usize, change: &Change) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let row = lines[index].clone();
    let mut cells: Vec<&str> = row.split(',').collect();
    match change {
        Change::Cell(at, text) => {
            let at = at % cells.len();
            cells[at] = text;
            lines[index] = cells.join(",");
        }
        Change::Short(left) => {
            cells.truncate((*left).max(1));
            lines[index] = cells.join(",");
        }
        Change::Long(text) => lines[index] = format!("{row},{text},{text}"),
        Change::Before(text) => lines.insert(index, text.clone()),
        Change::Twice => lines.insert(index, row),
        Change::Header => {
            let header = lines[0].clone();
            lines.insert(index, header);
        }
    }
    lines.join("\n")
}

#[test]
fn every_row_of_the_tables_is_read() {
    for reader in Reader::ALL {
        let rows = reader.text().lines().count() - 1;
        let (read, told) = reader.read(reader.text());
        assert!(read + told.len() >= rows, "{reader:?}: {read} of {rows}");
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_changed_table_loses_only_rows_that_problems_name(
        reader in proptest::sample::select(&Reader::ALL[..]),
        at in any::<prop::sample::Index>(),
        change in change(),
    ) {
        let text = reader.text();
        let rows = text.lines().count() - 1;
        let index = 1 + at.index(rows);
        let (before, told_before) = reader.read(text);
        let (after, told) = reader.read(&changed(text, index, &change));
        let lost = before.saturating_sub(after);
        let new = told.len().saturating_sub(told_before.len());
        let near = told.contains(&(index + 1)) || told.contains(&(index + 2));
        prop_assert!(lost == 0 || near || lost <= new, "{reader:?} {index}: {before} -> {after}, {told:?}");
    }
}
