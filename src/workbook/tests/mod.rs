mod annexes;
mod breakdown;
mod data_sheets;
mod hostile;
mod leaders;
mod links;
mod matrix;
mod portable;
mod progress;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::sync::Arc;
use std::thread;

use calamine::{Data as Value, Dimensions, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::date;
use zip::ZipArchive;

use super::*;
use crate::assess::{Assessment, Basis, Rules};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::period::Month;
use crate::plan::{AnnexName, Breakdown, Column, Duties, Item, ItemId, Party, Plan, Schedule};
use crate::registry::{Registry, Who};
use crate::report::ProvinceBook;
use crate::report::template::{Templates, WORKBOOK};
use crate::returns::Progress;
use crate::sample::Province;

fn registry() -> Registry {
    Province::new()
        .units("组成部门", ["省发展改革委", "省财政厅", "省农牧厅", "省审计厅"])
        .unit_with("兰州市", "市州", |unit| unit.aliases("兰州市政府"))
        .unit_with("白银市", "市州", |unit| unit.aliases("白银市政府"))
        .unit("兰州新区", "新区")
        .group("各市州政府", "市州")
        .open_group("相关市州政府", "市州")
        .open_group("省政府各有关部门", "")
        .leader_at("黄强", "常务副省长")
        .leader_at("李斌", "副省长")
        .leader_at("何伟", "副省长")
        .load()
        .0
}

/// Returns an item: id and text, then leaders, lead, supporting and implementing units, each joined by 、.
fn item(id: &str, text: &str, columns: [&str; 4]) -> Item {
    let registry = registry();
    let names = |cell: &str| -> Vec<String> {
        let names = cell.split('、').filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let parties = |cell: &str| -> Vec<Party> {
        let party = |written: String| Party {
            who: registry.resolve(&written).unwrap_or(Who::Unknown),
            written,
        };
        names(cell).into_iter().map(party).collect()
    };
    let id: ItemId = id.parse().expect("a test's id");
    Item {
        id,
        annex: Arc::new(AnnexName::usual(id.annex)),
        category: None,
        text: text.to_owned(),
        short_title: String::new(),
        since: None,
        leaders: names(columns[0]),
        lead: parties(columns[1]),
        support: parties(columns[2]),
        implement: parties(columns[3]),
        inherited: BTreeSet::new(),
        targets: Vec::new(),
        deadline: None,
    }
}

fn small_plan() -> Plan {
    let both = "省发展改革委、省农牧厅";
    let mut inherited =
        item("2-2", "落实“先诊疗后付费”。", ["黄强、李斌", both, "", "相关市州政府"]);
    inherited.inherited = BTreeSet::from([Column::Leaders, Column::Lead]);
    Plan::new(vec![
        item(
            "1-1",
            "生产总值增长6%左右。",
            ["黄强", "省发展改革委", "省政府各有关部门", "各市州政府"],
        ),
        item("2-1", "完成34万人次。", ["黄强、李斌", both, "省财政厅", "兰州市政府"]),
        inherited,
        item("2-3", "清理规范。", ["王五", "省财政厅", "", ""]),
        item("2-4", "无人牵头。", ["", "省农牧厅", "", "白银市政府"]),
    ])
}

fn heading() -> Heading {
    Heading {
        year: 2018,
        region: "全省".into(),
        government: "省政府".into(),
        issuer: "甘肃省人民政府办公厅".into(),
        author: "省政府督查室".into(),
        date: date(2018, 2, 13),
        is_demonstration: false,
    }
}

/// Returns the words of the built-in template.
fn words(months: &[Assessment]) -> ProvinceWords {
    words_with(months, &[], &heading()).expect("words")
}

/// Returns the words of the built-in template with pieces replaced.
fn words_with(
    months: &[Assessment],
    replaced: &[(&str, &str)],
    heading: &Heading,
) -> Result<ProvinceWords, Diagnostic> {
    let root = tempfile::tempdir().expect("a folder");
    let mut text = include_str!("../../../templates/workbook.md").to_owned();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::create_dir(root.path().join("templates")).expect("a folder");
    std::fs::write(root.path().join("templates/workbook.md"), text).expect("a file");
    let templates = Templates::load(root.path(), "templates", WORKBOOK).expect("a template");
    let context = ProvinceBook {
        year: heading.year,
        region: heading.region.clone(),
        government: heading.government.clone(),
        localities: "市州".into(),
        indicators: "主要指标".into(),
        tasks: "重点工作任务".into(),
        issuer: heading.issuer.clone(),
        issued: "2018年2月13日".into(),
        ..ProvinceBook::default()
    };
    ProvinceWords::new(&templates, &context.with_months(months))
}

/// The data of a workbook besides the plan.
#[derive(Default)]
struct Data {
    breakdown: Breakdown,
    progress: Progress,
    /// Pieces of the template that are replaced.
    replaced: Vec<(&'static str, &'static str)>,
    /// The month that is assessed, and the one before with returns.
    month: Option<Month>,
    before: Option<Month>,
}

impl Data {
    fn make(&self, plan: &Plan, heading: &Heading) -> Result<Vec<u8>, SheetError> {
        let registry = registry();
        let basis = Basis {
            plan,
            registry: &registry,
            duties: &Duties::new(plan, &registry),
            breakdown: &self.breakdown,
            schedule: &Schedule::default(),
            progress: &self.progress,
            rules: &Rules::default(),
        };
        let months = self.before.into_iter().chain(self.month);
        let months: Vec<_> = months.map(|month| Assessment::new(&basis, month)).collect();
        let words = words_with(&months, &self.replaced, heading).expect("words");
        decomposition(&basis, &months, heading, &words)
    }

    fn book(&self, plan: &Plan) -> Book {
        Book::open(self.make(plan, &heading()).expect("a workbook"))
    }
}

fn bytes(plan: &Plan) -> Vec<u8> {
    Data::default().make(plan, &heading()).expect("a workbook")
}

struct Book(Xlsx<Cursor<Vec<u8>>>, Vec<u8>);

impl Book {
    fn of(plan: &Plan) -> Self {
        Self::open(bytes(plan))
    }

    fn open(bytes: Vec<u8>) -> Self {
        let book = open_workbook_from_rs(Cursor::new(bytes.clone()));
        Self(book.expect("a readable workbook"), bytes)
    }

    /// Returns a part of the package: `xl/workbook.xml`.
    fn part(&self, name: &str) -> String {
        let mut package = ZipArchive::new(Cursor::new(&self.1)).expect("a package");
        let mut part = package.by_name(name).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        text
    }

    /// Returns the XML of a worksheet.
    fn sheet(&self, name: &str) -> String {
        let at = self.0.sheet_names().iter().position(|sheet| sheet == name);
        let number = at.expect("a sheet") + 1;
        self.part(&format!("xl/worksheets/sheet{number}.xml"))
    }

    /// Returns the rows of a sheet from one to another, cells joined by |.
    fn lines(&mut self, sheet: &str, rows: std::ops::RangeInclusive<u32>) -> Vec<String> {
        rows.map(|row| self.texts(sheet, row).join("|")).collect()
    }

    /// Returns the stored cells of a row, counted from 1 as Excel does, without the link back to the contents
    /// beside the table.
    fn row(&mut self, sheet: &str, row: u32) -> Vec<Value> {
        let range = self.0.worksheet_range(sheet).expect("a sheet");
        let (_, last) = range.end().expect("a sheet with cells");
        let link = range.get_value((0, last)).is_some_and(|cell| *cell == "返回目录");
        (0..=last - u32::from(link && last > 0))
            .map(|col| range.get_value((row - 1, col)).cloned().unwrap_or_default())
            .collect()
    }

    /// Returns the same cells as text, blank cells empty.
    fn texts(&mut self, sheet: &str, row: u32) -> Vec<String> {
        self.row(sheet, row).iter().map(Value::to_string).collect()
    }

    /// Returns the first texts of all rows.
    fn first_column(&mut self, sheet: &str) -> Vec<String> {
        let range = self.0.worksheet_range(sheet).expect("a sheet");
        let first = |row: &[Value]| row.first().map(Value::to_string);
        range.rows().filter_map(first).collect()
    }

    fn formula(&mut self, sheet: &str, row: u32, col: u32) -> String {
        let formulas = self.0.worksheet_formula(sheet).expect("a sheet");
        let formula = formulas.get_value((row - 1, col));
        formula.cloned().unwrap_or_default()
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        let merged = self.0.merge_cells_by_sheet_name(sheet);
        merged.expect("a sheet")
    }
}
