mod back;
mod form;
mod list;
mod printed;
mod words;

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};

use super::{UnitBooks, UnitWords};
use crate::assess::Basis;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::period::{Month, Period};
use crate::plan::{Breakdown, Duties, Plan, Schedule};
use crate::registry::{Registry, UnitId};
use crate::report::template::{FORM as TEMPLATE, Templates};
use crate::returns::form::Column;
use crate::returns::{PROGRESS_DIR, Progress};
use crate::sample::{Province as Rows, unit};
use crate::workbook::SheetError;
use crate::workspace::Config;

/// The sheets of the built-in template.
const FORM: &str = "进展报送";
const LIST: &str = "任务清单";
const NOTES: &str = "填报说明";

/// Units, the third of which has this name.
fn units(third: &str) -> Rows {
    Rows::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .unit(third, "组成部门")
        .units("市州", ["兰州市", "白银市"])
}

/// Adds two tasks to units.
fn tasks(units: Rows) -> Rows {
    units
        .task(1, "办好博览会。", |item| {
            item.leaders("黄强").lead("省财政厅").support("有关部门")
        })
        .task(2, "植树360万亩。", |item| {
            let item = item.leaders("黄强").lead("省妇联").implement("兰州市");
            item.target("植树 ≥ 360 万亩")
        })
}

/// By June 兰州市 had reported on two of its rows; somebody else reported for July.
const RETURNS: &str = "\
期间,编号,指标,单位,完成值,计量单位,完成率,状态,填报人,填报日期
2018-03,1-1,1,兰州市,1.5,万人,,,甲,2018-04-04
2018-06,1-1,1,兰州市,3.20,万人,,,甲,2018-07-04
2018-06,2-2,1,兰州市,,,27.50%,,甲,2018-07-04
2018-07,2-1,1,省财政厅,,,,滞后,甲,2018-08-04
";

/// A small province.
struct Province {
    registry: Registry,
    plan: Plan,
    breakdown: Breakdown,
    progress: Progress,
    config: Config,
}

impl Province {
    fn new() -> Self {
        Self::with(tasks(units("省审计厅")), RETURNS)
    }

    /// Adds collectives, a leader and indicators to units and tasks.
    fn with(units_and_tasks: Rows, returns: &str) -> Self {
        let cities = "各市州政府";
        let rows = units_and_tasks
            .group(cities, "市州")
            .open_group("有关部门", "组成部门")
            .leader_at("黄强", "副省长")
            .indicator(1, "就业40万人，失业率4%以内。", |item| {
                let item = item.leaders("黄强").lead("省妇联、省财政厅");
                item.implement(cities).target("就业 = 40 万人").target("登记失业率 ≤ 4 %")
            })
            .indicator(2, "生产总值增长6%左右。", |item| {
                let item = item.leaders("黄强").lead("省财政厅").support("省妇联");
                item.implement(cities).target("生产总值增长 ≈ 6 %")
            })
            .part("1-1", 1, "兰州市", "4.50");
        let (registry, plan) = rows.load();
        let breakdown = rows.breakdown(&registry, &plan);
        let mut province = Self {
            registry,
            plan,
            breakdown,
            progress: Progress::default(),
            config: Config::parse(include_str!("../../../../duban.toml")).unwrap(),
        };
        province.progress = province.read("a.csv", returns.as_bytes()).0;
        province
    }

    /// Reads a file of returns, and returns its content and the problems reported.
    fn read(&self, name: &str, bytes: &[u8]) -> (Progress, Diagnostics) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join(PROGRESS_DIR)).unwrap();
        fs::write(root.join(PROGRESS_DIR).join(name), bytes).unwrap();
        let mut problems = Diagnostics::new();
        let (plan, registry) = (&self.plan, &self.registry);
        let progress = Progress::load(root, 2018, plan, &self.breakdown, registry, &mut problems);
        (progress, problems)
    }

    fn bytes(&self, name: &str, period: &str) -> Result<Vec<u8>, SheetError> {
        self.worded(Path::new("/nowhere"), name, period).expect("words")
    }

    /// Makes something of a unit's workbook for a period, with the words of a workspace.
    fn make<T>(
        &self,
        root: &Path,
        (name, period): (&str, &str),
        make: impl FnOnce(&UnitBooks<'_>, UnitId, &UnitWords) -> T,
    ) -> Result<T, Diagnostic> {
        let duties = Duties::new(&self.plan, &self.registry);
        let basis = Basis {
            plan: &self.plan,
            registry: &self.registry,
            duties: &duties,
            breakdown: &self.breakdown,
            schedule: &Schedule::default(),
            progress: &self.progress,
            rules: &self.config.assessment,
        };
        let books = UnitBooks::new(basis, &self.config, month(period));
        let templates = Templates::load(root, "templates", TEMPLATE)?;
        let unit = unit(&self.registry, name);
        let words = books.words(&templates, unit)?;
        Ok(make(&books, unit, &words))
    }

    /// Makes a workbook with the words of a workspace.
    fn worded(
        &self,
        root: &Path,
        name: &str,
        period: &str,
    ) -> Result<Result<Vec<u8>, SheetError>, Diagnostic> {
        self.make(root, (name, period), |books, unit, words| books.workbook(unit, words))
    }

    fn book(&self, name: &str, period: &str) -> Book {
        Book::new(self.bytes(name, period).expect("a workbook"))
    }
}

fn month(period: &str) -> Month {
    period.parse::<Period>().expect("a period").close()
}

/// A workbook, read back.
struct Book {
    bytes: Vec<u8>,
    reader: Xlsx<Cursor<Vec<u8>>>,
}

impl Book {
    fn new(bytes: Vec<u8>) -> Self {
        let reader = open_workbook_from_rs(Cursor::new(bytes.clone())).expect("a workbook");
        Self { bytes, reader }
    }

    /// Returns the cells of a row, counted from 1, as text; blank ones empty.
    fn row(&mut self, sheet: &str, row: u32) -> Vec<String> {
        let range = self.reader.worksheet_range(sheet).expect("a sheet");
        let (_, last) = range.end().expect("a sheet with cells");
        let value = |col| range.get_value((row - 1, col)).map(Data::to_string);
        (0..=last).map(|col| value(col).unwrap_or_default()).collect()
    }

    /// Returns all rows of a sheet with content, their filled cells joined.
    fn lines(&mut self, sheet: &str) -> Vec<String> {
        let range = self.reader.worksheet_range(sheet).expect("a sheet");
        let line = |row: &[Data]| {
            let filled = row.iter().filter(|cell| **cell != Data::Empty);
            filled.map(Data::to_string).collect::<Vec<_>>().join("|")
        };
        range.rows().map(line).filter(|line| !line.is_empty()).collect()
    }

    /// Returns one column of the form's rows that have a key.
    fn column(&mut self, column: Column) -> Vec<String> {
        let range = self.reader.worksheet_range(FORM).expect("a form");
        let rows = range.rows().skip(5);
        let keyed = rows.filter(|row| row[0].to_string().starts_with("DB2."));
        keyed.map(|row| row[position(column)].to_string()).collect()
    }

    /// Returns a part of the package.
    fn part(&self, name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(&self.bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// Returns the XML of the form.
    fn form(&self) -> String {
        self.part("xl/worksheets/sheet1.xml")
    }
}

/// Returns the place of a column, from 0.
fn position(column: Column) -> usize {
    let mut all = Column::ALL.into_iter();
    all.position(|one| one == column).expect("a column")
}
