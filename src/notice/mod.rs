//! The import of the annex tables from the text of a notice: `duban import`.
//!
//! [`import`] finds the tables, assembles their rows, separates the names in each cell and fills the cells
//! that merging left blank. As published, the tables need repairs; each one made is a [`Repair`].
//! Unreadable rows are reported with their place and left out; sound rows survive.
//! [`store`] turns the result into the files of `seeds/annex/`, [`propose`] into a first registry for
//! another province. Nothing is written here.

mod align;
mod annex_tables;
mod cell;
mod cell_names;
mod column_report;
mod conserved;
mod ellipsis;
mod fill;
mod header;
mod heading;
mod items;
mod joined;
mod likely;
mod line;
mod list;
mod milestones;
mod number;
mod per_line;
pub mod propose;
mod reader;
mod record;
mod repair;
mod row;
mod row_kind;
mod rows_below;
mod search;
mod section;
mod sequence;
mod settings;
pub mod store;
mod suspect;
mod table;
mod taken_out;
mod title;
mod unknown;
mod written_repairs;

pub use repair::{Repair, RepairKind};
pub use settings::Settings;
pub use store::REPAIRS_FILE;
pub use title::Field;
pub use unknown::UnknownName;
pub use written_repairs::{WrittenRepair, written_repairs};

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::published::Published;
use crate::plan::{Annex, AnnexName, Column, ItemId};
use crate::registry::Registry;
use crate::targets::Target;
use cell_names::Known;
use reader::Reader;
use record::Record;
use section::Sections;
use table::AnnexTables;
use taken_out::TakenOut;
use unknown::Unknowns;

/// The content of a notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Import {
    /// The annexes that have rows.
    pub annexes: BTreeMap<Annex, AnnexTable>,
    /// Every change made to a cell, by annex, row and column.
    pub repairs: Vec<Repair>,
    /// The names that the registry does not know, in the order of the notice.
    pub unknown: Vec<UnknownName>,
    /// True if the notice has a column 完成时限.
    pub has_deadlines: bool,
}

impl Import {
    /// Returns the rows of an annex, in its order.
    pub fn rows(&self, annex: Annex) -> &[AnnexRow] {
        self.annexes.get(&annex).map_or(&[], |table| &table.rows)
    }

    /// Returns the rows of all annexes, in order.
    pub fn all_rows(&self) -> impl Iterator<Item = &AnnexRow> {
        self.annexes.values().flat_map(|table| &table.rows)
    }
}

/// An annex of the notice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AnnexTable {
    /// Its title in the notice's words; `None` where the notice gives none.
    pub title: Option<String>,
    /// Its rows, in its order.
    pub rows: Vec<AnnexRow>,
}

impl AnnexTable {
    /// Returns the name of its rows.
    pub fn noun(&self, annex: Annex) -> String {
        AnnexName::new(annex, self.title.as_deref()).noun
    }
}

/// A row of an annex.
#[derive(Debug, Clone, PartialEq)]
pub struct AnnexRow {
    /// The item's id.
    pub id: ItemId,
    /// The section of the table in which it is (类别), where there are any.
    pub category: Option<String>,
    /// The indicator or task in the notice's words.
    pub text: String,
    /// Lead leaders, surname and given name without a blank.
    pub leaders: Vec<String>,
    /// Lead units in the notice's wording; the first is the primary one.
    pub lead: Vec<String>,
    /// Supporting units.
    pub support: Vec<String>,
    /// Implementing units; lists that share their ending (张掖、金昌、武威市政府) completed.
    pub implement: Vec<String>,
    /// 完成时限, if the notice has it.
    pub deadline: Option<String>,
    /// The contents of the other known columns: quarters, measures, source, last year, remarks.
    pub columns: BTreeMap<Field, String>,
    /// The titles and contents of the columns that are kept as they are.
    pub extra: Vec<(String, String)>,
    /// Columns taken from the row above (merged cells).
    pub inherited: BTreeSet<Column>,
    /// The targets for the year that the text states.
    pub targets: Vec<Target>,
}

impl AnnexRow {
    /// Returns the names in a column.
    pub fn names(&self, column: Column) -> &[String] {
        match column {
            Column::Leaders => &self.leaders,
            Column::Lead => &self.lead,
            Column::Support => &self.support,
            Column::Implement => &self.implement,
        }
    }
}

/// Reads the annex tables of a notice, which may be in several files, with the names of `registry`.
///
/// Problems come in the order of the files.
pub fn import(
    files: &[Published],
    registry: &Registry,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) -> Import {
    let mut problems = Vec::new();
    let known = Known::of(registry);
    let annexes = search::find(files, &known, settings, &mut problems);
    let mut unknown = Unknowns::default();
    let mut tables = annexes.iter().flat_map(|annex| &annex.tables);
    let mut import = Import {
        has_deadlines: tables.any(|table| table.header.has(Field::Deadline)),
        ..Import::default()
    };
    for tables in &annexes {
        let (records, sections) = records(tables, &known, &mut problems);
        let mut items = items::Items {
            known: &known,
            settings,
            problems: &mut problems,
            repairs: &mut import.repairs,
            unknown: &mut unknown,
            mostly_without: false,
        };
        let rows = items.read(tables.annex, &records);
        problems.extend(sections.without_items(&rows));
        if !rows.is_empty() {
            import.annexes.insert(tables.annex, AnnexTable { title: tables.title.clone(), rows });
        }
    }
    let (_, in_words) = milestones::of(&import);
    let quarters = || {
        let mut tables = annexes.iter().flat_map(|annex| &annex.tables);
        tables.find(|table| (1..=4).any(|quarter| table.header.has(Field::Quarter(quarter))))
    };
    if let Some(table) = quarters().filter(|_| in_words > 0) {
        let message =
            format!("{in_words}项的季度目标没有折算成序时进度，文字照录在附件表的季度各列");
        problems.push(
            Diagnostic::new(Code::QuarterInWords, message)
                .at(table.source.place(table.place()))
                .hint("要按季度考核的，在 seeds/schedule.csv 中补上这些事项各月的序时进度"),
        );
    }
    import.repairs.sort_by_key(|repair| (repair.item, repair.field, repair.kind));
    import.unknown = unknown.report(registry, &mut problems);
    problems.sort_by_key(|problem| {
        let file = |place: &Place| files.iter().position(|file| file.source.name() == place.file);
        let place = problem.place.as_ref();
        place.map_or((None, 0, 0), |place| (file(place), place.line, place.column))
    });
    diagnostics.extend(problems.into_iter().collect());
    import
}

/// Returns the rows of all tables of an annex, and the headings between them.
///
/// A table whose header row is repeated on each page continues; one that begins with 1 again is another part of the annex.
fn records<'a>(
    annex: &AnnexTables<'a>,
    known: &Known,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Record<'a>>, Sections) {
    let mut records: Vec<Record<'a>> = Vec::new();
    let mut sections = Sections::default();
    let mut part = 0;
    let mut out = TakenOut::default();
    // The last table, if it has no rows.
    let mut last = None;
    for (position, table) in annex.tables.iter().enumerate() {
        if position > 0 {
            out.titles(table.source.place(table.place()));
        }
        for heading in &table.sections {
            sections.open(heading, table.source.place(table.place()));
        }
        part += 1;
        let source = table.source;
        let (sections, part, out) = (&mut sections, &mut part, &mut out);
        let mut reader = Reader { source, known, problems, sections, part, out };
        let more = reader.records(table);
        last = more.is_empty().then_some(table);
        records.extend(more);
    }
    problems.extend(out.report());
    if let Some(table) = last {
        let message = format!("{}表只有表头，下面没有读到一项", annex.annex.noun());
        let header = table.header.cells.first().map_or(0..0, |cell| cell.place());
        problems.push(
            Diagnostic::new(Code::TableWithoutRows, message)
                .at(table.source.place(header))
                .hint("检查文件是否完整，表头以下各行是否用同样的分隔符分开"),
        );
    }
    (records, sections)
}
