//! A file of returns: a text, or the worksheets of a workbook.

use std::collections::BTreeSet;

use super::index::Index;
use super::lost_header::has_keys;
use super::mangled_ids::MangledIds;
use super::opened::Opened;
use super::period_votes;
use super::problem::{Consequence, Problem, quote};
use super::row::{FormHead, RowOutcome};
use super::table::{self, Context, PresumedHead, Table};
use super::titles;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::input::grid::{Grid, GridCell, GridRow, Origin};
use crate::input::workbook::{Remark, RemarkKind, Worksheet};
use crate::input::{SourceFile, csv, delimiter};
use crate::period::Month;
use crate::plan::{Breakdown, Item, Plan, Who};
use crate::registry::{Registry, UnitId};
use crate::returns::Standards;
use crate::returns::form::{self, AnswerKey, FormKey, FormKeyError};

/// A reader of files of returns.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(in crate::returns) index: Index<'a>,
}

/// A file of returns.
#[derive(Debug, Default)]
pub(in crate::returns) struct ReturnFile {
    /// The file's name as the user knows it.
    pub name: String,
    /// The file's text; `None` for a workbook.
    pub text: Option<SourceFile>,
    /// True if it is in an archive, where nothing can be written.
    pub packed: bool,
    /// The keys of forms that are in sheets of their own, with the sheet's place; mostly one or none.
    pub keys: Vec<(Result<FormKey, FormKeyError>, Place)>,
    /// The file's tables, in order.
    pub tables: Vec<Table>,
    /// Problems of the file outside its tables.
    pub problems: Vec<Problem>,
    /// Number of rows outside the tables that cannot be read.
    pub faulty: usize,
    /// Number of rows above the tables, and on sheets without a table beside them.
    pub remarks: usize,
    /// The worksheets of a workbook with a form's key, as they came back; empty for any other file.
    pub sheets: Vec<Worksheet>,
}

impl<'a> Reader<'a> {
    /// Makes a reader of returns to this plan, whose year is `year`.
    pub fn new(
        year: i16,
        plan: &'a Plan,
        breakdown: &'a Breakdown,
        registry: &'a Registry,
    ) -> Self {
        Self { index: Index::new(year, plan, breakdown, registry) }
    }

    /// Returns the reader with the settings by which returns are examined.
    #[must_use]
    pub fn with(mut self, standards: Standards<'a>) -> Self {
        self.index.standards = standards;
        self
    }

    /// Returns the year of the plan.
    pub fn year(&self) -> i16 {
        self.index.year
    }

    /// Returns the plan.
    pub fn plan(&self) -> &'a Plan {
        self.index.plan
    }

    /// Returns the registry.
    pub fn registry(&self) -> &'a Registry {
        self.index.registry
    }

    /// Returns the unit or collective that a name means, in any of the forms that returns have.
    pub fn called(&self, name: &str) -> Option<Who> {
        self.index.unit(name)
    }

    /// Returns the unit that has `item`, or had it at any time of the year, where `unit` answers for it: itself, or one that
    /// came before or after it; `None` if it has no role in the item.
    pub fn holder(&self, item: &Item, unit: UnitId) -> Option<UnitId> {
        // Who has an item in the end may report on it from the first month on.
        self.index.owning_unit(item, Month::new(self.index.year, 1)?, unit)
    }

    /// Reads the opened file `name`. `presumed` supplies what the tables do not state.
    pub(in crate::returns) fn read(
        &self,
        name: &str,
        opened: Opened,
        presumed: PresumedHead,
    ) -> ReturnFile {
        let mut file = ReturnFile { name: name.to_owned(), ..ReturnFile::default() };
        let mut context = Context {
            index: &self.index,
            form: None,
            presumed,
            renamed: BTreeSet::new(),
            mangled: MangledIds::default(),
        };
        let sheets = match opened {
            Opened::Sheets(sheets) => sheets,
            Opened::Text(text) => {
                file.read_text(&text, &mut context);
                file.problems.extend(context.mangled.report());
                file.text = Some(text);
                file.report_empty();
                file.settle_period(presumed.month, self.index.year);
                return file;
            }
        };
        file.keys = keys(name, &sheets);
        if !file.keys.is_empty() {
            file.sheets.clone_from(&sheets);
        }
        let mut sound = file.keys.iter().filter_map(|(key, _)| key.as_ref().ok());
        context.form = sound.find_map(|key| FormHead::new(key, &self.index));
        file.read_sheets(sheets, &mut context);
        file.problems.extend(context.mangled.report());
        file.report_empty();
        file.settle_period(presumed.month, self.index.year);
        file
    }
}

/// Returns G210 or G211: what is beside the content of a sheet's cells. Only whoever knows the form as it was handed out
/// can tell what a unit wrote into its header or footer.
fn remark(file: &str, sheet: &str, remark: &Remark) -> Option<Problem> {
    let words = quote(&remark.text);
    let (code, message) = match remark.kind {
        RemarkKind::Comment => (Code::RemarkNotRead, format!("批注“{words}”未采用")),
        RemarkKind::Picture => (Code::RemarkNotRead, "图片（图形）未采用".to_owned()),
        RemarkKind::TextBox => (Code::RemarkNotRead, format!("文本框“{words}”未采用")),
        RemarkKind::StruckPart => {
            (Code::CellWithdrawn, format!("“{words}”有删除线，视为作废，未采用"))
        }
        RemarkKind::Margin => return None,
    };
    let (row, column) = remark.at;
    let place = Place {
        file: file.to_owned(),
        sheet: Some(sheet.to_owned()),
        part: None,
        line: row as usize + 1,
        column: column as usize + 1,
        snippet: None,
    };
    let problem = Problem::new(code, message).at(place);
    Some(problem.hint("要报送的内容请填报单位填入相应的单元格"))
}

/// Returns the keys of forms in sheets of their own.
fn keys(name: &str, sheets: &[Worksheet]) -> Vec<(Result<FormKey, FormKeyError>, Place)> {
    let keys = sheets.iter().filter_map(|sheet| {
        let place = Place { sheet: Some(sheet.name.clone()), ..Place::file(name) };
        Some((key(sheet)?, place))
    });
    keys.collect()
}

/// Returns the form's key, where the sheet holds one.
fn key(sheet: &Worksheet) -> Option<Result<FormKey, FormKeyError>> {
    FormKey::parse(sheet.rows.iter().map(|row| [row.text(0), row.text(1)]))
}

/// Returns whether a cell has the key of a row of answers.
fn is_answer_key(cell: &GridCell) -> bool {
    AnswerKey::is(cell.text())
}

/// Returns the byte that separates cells: the one that splits some line into the most titles of columns. A
/// title above the header may hold any of these bytes.
fn delimiter(text: &str) -> u8 {
    const LINES: usize = 60;
    const CELLS: usize = 200;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let mut best = (1, delimiter::delimiter(text));
    for line in lines.take(LINES) {
        for delimiter in [b',', b'\t', b';'] {
            let cells = line.split(char::from(delimiter)).take(CELLS);
            let cells = cells.map(|cell| cell.trim().trim_matches('"'));
            let count = titles::count_titles(cells);
            if count > best.0 {
                best = (count, delimiter);
            }
        }
    }
    best.1
}

impl ReturnFile {
    /// Returns the origin of one of the file's tables.
    pub fn origin<'s>(&'s self, table: &'s Table) -> Origin<'s> {
        match (&self.text, &table.sheet) {
            (Some(text), _) => Origin::Text(text),
            (None, sheet) => {
                Origin::Worksheet { file: &self.name, sheet: sheet.as_deref().unwrap_or_default() }
            }
        }
    }

    /// Returns the file's rows with their tables, in order.
    pub fn rows(&self) -> impl Iterator<Item = (&Table, &super::Row)> {
        let tables = self.tables.iter();
        tables.flat_map(|table| table.rows.iter().map(move |row| (table, row)))
    }

    /// Returns the first sound key of a form in the file.
    pub fn key(&self) -> Option<&FormKey> {
        self.keys.iter().find_map(|(key, _)| key.as_ref().ok())
    }

    /// Reports G171: the file has a header of returns, and nothing below it that was read or reported as a row. The form
    /// of a unit without items has none either.
    fn report_empty(&mut self) {
        let is_row = |outcome: &RowOutcome| {
            !matches!(outcome, RowOutcome::Total | RowOutcome::Remark { .. })
        };
        let mut rows = self.tables.iter().flat_map(|table| &table.rows);
        let without = !self.tables.is_empty() && self.keys.is_empty() && self.faulty == 0;
        if without && !rows.any(|row| is_row(&row.outcome)) {
            let problem = Problem::new(Code::ReturnsEmpty, "只有表头，下面没有一行报送数据");
            let problem = problem.at(Place::file(&*self.name));
            self.problems.push(problem.hint("检查文件是否保存完整；确无进展的，填报“零报告”"));
        }
    }

    /// Reports statements about the period that contradict each other.
    fn settle_period(&mut self, wanted: Option<Month>, year: i16) {
        let mut keys =
            self.keys.iter().filter_map(|(key, place)| Some((key.as_ref().ok()?, place)));
        let mut votes = period_votes::File {
            name: &self.name,
            key: keys.next(),
            tables: &mut self.tables,
            wanted,
            year,
        };
        self.problems.extend(period_votes::settle(&mut votes));
    }

    fn read_text(&mut self, text: &SourceFile, context: &mut Context<'_>) {
        let mut broken = Diagnostics::new();
        let grid = Grid::text(text, delimiter(text.text()), &mut broken);
        self.problems.extend(broken.iter().map(|row| Problem {
            message: csv::STRAY_QUOTE.to_owned(),
            consequence: Consequence::RowNotRead,
            ..Problem::from(row.clone())
        }));
        let grid = match grid {
            Ok(grid) => grid,
            Err(problem) => return self.problems.push(problem.into()),
        };
        let (rows, keyed) = (grid.rows.len(), has_keys(&grid.rows));
        self.faulty += grid.broken;
        match table::read(grid.origin, grid.rows, context) {
            Some((tables, above)) => {
                self.tables = tables;
                self.remarks += above;
            }
            None => self.no_header(rows, keyed),
        }
    }

    /// Reads the sheets of a workbook. A workbook with a return form shows other content in tables too (the
    /// unit's duties, its last figures); only its form is read.
    fn read_sheets(&mut self, sheets: Vec<Worksheet>, context: &mut Context<'_>) {
        let is_form = !self.keys.is_empty();
        let any_keyed = sheets.iter().any(|sheet| has_keys(&sheet.rows));
        let mut without = Vec::new();
        for sheet in sheets {
            if key(&sheet).is_some() {
                continue;
            }
            // The registers' reader reads them.
            let is_answers = sheet.rows.iter().flat_map(GridRow::filled).any(is_answer_key);
            let wanted = match (any_keyed, is_form) {
                _ if is_answers => false,
                (true, _) => has_keys(&sheet.rows),
                (false, true) => table::has_form(&sheet.rows),
                (false, false) => true,
            };
            let rows = sheet.rows.len();
            self.problems.extend(
                sheet.remarks.iter().filter_map(|one| remark(&self.name, &sheet.name, one)),
            );
            let origin = Origin::Worksheet { file: &self.name, sheet: &sheet.name };
            let read = wanted.then(|| table::read(origin, sheet.rows, context));
            match read.flatten() {
                Some((tables, above)) => {
                    self.tables.extend(tables);
                    self.remarks += above;
                }
                None if is_answers => self.remarks += rows,
                None => without.push((sheet.name, rows)),
            }
        }
        let rows: usize = without.iter().map(|(_, rows)| rows).sum();
        if self.tables.is_empty() {
            return self.no_header(rows, any_keyed);
        }
        self.remarks += rows;
        // The sheets beside the form in its own workbook need no report.
        let named = self.key().map(|key| key.beside.clone()).unwrap_or_default();
        let beside = |sheet: &str| {
            any_keyed && (form::BESIDE.contains(&sheet) || named.iter().any(|name| name == sheet))
        };
        without.retain(|(sheet, rows)| *rows > 0 && !beside(sheet));
        for (sheet, rows) in without {
            let message = format!("工作表“{sheet}”中没有报送表，{rows}行内容未读入");
            let place = Place { sheet: Some(sheet), ..Place::file(&*self.name) };
            let problem = Problem::new(Code::ReturnsSheetIgnored, message);
            self.problems.push(problem.at(place));
        }
    }

    /// Reports G102: none of the file's `rows` can be read.
    fn no_header(&mut self, rows: usize, keyed: bool) {
        self.faulty += rows;
        let message = match rows {
            0 => "文件是空的，没有报送数据".to_owned(),
            rows => format!("没有找到表头，{rows}行内容未读入"),
        };
        let hint = if keyed {
            "这份报送表的列名一行不见了，各列的次序也改过：把原来的列名一行放回各列上方"
        } else {
            "表头应有：期间、编号、指标、单位、完成值、计量单位、完成率、状态、进展情况等列"
        };
        let problem = Problem::new(Code::ReturnsHeader, message);
        let place = Place::file(&*self.name);
        self.problems.push(problem.at(place).hint(hint));
    }
}
