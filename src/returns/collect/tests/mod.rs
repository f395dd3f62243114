//! Forms, the changes that people make to them, and the rows written down.

mod content;
mod deeds;
mod existing;
mod refusals;

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook};

use super::{Collector, ExistingReturns, FileReport, Options, WantedForms};
use crate::diagnostic::Diagnostics;
use crate::plan::{Breakdown, TargetId};
use crate::returns::PROGRESS_DIR;
use crate::returns::Reader;
use crate::returns::form::{Column, FormKey, label};
use crate::returns::read::Opened;
use crate::sample::{Province, unit};

fn province() -> Province {
    let cities = "各市州政府";
    Province::new()
        .unit_with("省教育厅", "组成部门", |unit| unit.full("甘肃省教育厅"))
        .unit_with("省建设厅", "组成部门", |unit| {
            unit.full("甘肃省住房和城乡建设厅").aliases("省住建厅")
        })
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府"))
        .group(cities, "市州")
        .leader("黄强")
        .indicator(1, "义务教育巩固率达到92.8%。", |item| {
            let item = item.leaders("黄强").lead("省教育厅").implement(cities);
            item.target("义务教育巩固率 ≥ 92.8 %")
        })
        .task(1, "完成危房改造11.64万户，其中贫困户3.97万户。", |item| {
            let item = item.leaders("黄强").lead("省建设厅").implement(cities);
            item.target("危房改造 = 11.64 万户").target("贫困户危房改造 = 3.97 万户")
        })
        .task(2, "新增种植面积60万亩。", |item| {
            let item = item.leaders("黄强").lead("省建设厅").implement("兰州市");
            item.target("新增种植面积 = 60 万亩")
        })
        .task(3, "办好敦煌文博会。", |item| {
            item.leaders("黄强").lead("省建设厅").implement("兰州市")
        })
        .task(4, "开展普法宣传。", |item| item.leaders("黄强").lead("省教育厅"))
        .task(5, "单位生产总值能耗下降3%。", |item| {
            item.leaders("黄强").lead("省教育厅").target("单位生产总值能耗下降 = 3 %")
        })
}

/// Item, target and text of the rows of 兰州市.
const ROWS: [(&str, u32, &str); 5] = [
    ("1-1", 1, "义务教育巩固率达到92.8%。"),
    ("2-1", 1, "完成危房改造11.64万户，其中贫困户3.97万户。"),
    ("2-1", 2, "完成危房改造11.64万户，其中贫困户3.97万户。"),
    ("2-2", 1, "新增种植面积60万亩。"),
    ("2-3", 1, "办好敦煌文博会。"),
];

/// The first row of returns, from 0.
const FIRST: usize = 5;

const HEADER: &str = "\u{feff}期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// The file of 兰州市 for June.
const FILE: &str = "seeds/progress/2018-06-003-兰州市.csv";

/// The content of a cell.
#[derive(Debug, Clone)]
enum Val {
    Text(String),
    Number(f64),
    Percent(f64),
}

/// The version of the form in most tests: units may still hold forms of the first one. `content` compares both.
const FIRST_VERSION: u32 = 1;

/// Returns the place of a column in a form of the first version, from 0.
fn place(column: Column) -> usize {
    Column::layout(FIRST_VERSION).iter().position(|own| *own == column).expect("a column")
}

/// A return form as a workbook.
#[derive(Debug, Clone)]
struct Form {
    sheet: &'static str,
    key: Option<FormKey>,
    second_key: Option<FormKey>,
    grid: Vec<Vec<Val>>,
    /// First and last row of vertical merges, and their column.
    merges: Vec<(usize, usize, Column)>,
}

impl Form {
    /// Makes the form of 兰州市 for June 2018, filled in by 张三 on 5 July.
    fn new() -> Self {
        Self::of_version(FIRST_VERSION)
    }

    /// Makes it as forms of some version are laid out.
    fn of_version(version: u32) -> Self {
        let columns = Column::layout(version);
        let key = FormKey {
            version,
            period: crate::period::Month::new(2018, 6).unwrap(),
            code: "003".to_owned(),
            unit: "兰州市".to_owned(),
            rows: ROWS
                .map(|(item, target, _)| TargetId::new(item.parse().unwrap(), target).unwrap())
                .to_vec(),
            beside: Vec::new(),
        };
        let line =
            |cells: &[&str]| cells.iter().map(|cell| Val::Text((*cell).to_owned())).collect();
        let mut grid: Vec<Vec<Val>> = vec![
            line(&["", "2018年6月重点工作进展情况报送表"]),
            line(&[
                "",
                &format!("{}兰州市", label::UNIT),
                "",
                &format!("{}2018年6月（累计1—6月）", label::PERIOD),
            ]),
            line(&["", label::REPORTER, "张三", label::PHONE, "", label::DATE, "2018年7月5日"]),
            line(&["", "灰色格已填好并锁定，白色格由本单位填写。"]),
            columns.iter().map(|column| Val::Text(column.title().to_owned())).collect(),
        ];
        for (key, (item, target, text)) in key.row_keys().zip(ROWS) {
            let several = item == "2-1";
            grid.push(
                (columns.iter())
                    .map(|column| {
                        Val::Text(match column {
                            Column::Key => key.to_string(),
                            Column::Item => item.to_owned(),
                            Column::Text => text.to_owned(),
                            Column::Lead => "省建设厅".to_owned(),
                            Column::Role => "实施".to_owned(),
                            Column::Target if several => target.to_string(),
                            _ => String::new(),
                        })
                    })
                    .collect(),
            );
        }
        Self { sheet: "进展报送", key: Some(key), second_key: None, grid, merges: Vec::new() }
    }

    /// Types into a cell of the row of returns `row`, from 0.
    fn put(&mut self, row: usize, column: Column, val: Val) -> &mut Self {
        let at = self.grid[FIRST - 1]
            .iter()
            .position(|title| matches!(title, Val::Text(title) if title == column.title()));
        self.grid[FIRST + row][at.unwrap_or_else(|| place(column))] = val;
        self
    }

    fn type_in(&mut self, row: usize, column: Column, text: &str) -> &mut Self {
        self.put(row, column, Val::Text(text.to_owned()))
    }

    /// Makes a form with some progress in every row.
    fn filled() -> Self {
        let mut form = Self::new();
        for row in 0..ROWS.len() {
            form.type_in(row, Column::Progress, &format!("进展{row}"));
        }
        form
    }

    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let percent = Format::new().set_num_format("0.0%");
        let sheet = book.add_worksheet().set_name(self.sheet).unwrap();
        for (row, cells) in (0..).zip(&self.grid) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Val::Text(text) => sheet.write_string(row, column, text),
                    Val::Number(number) => sheet.write_number(row, column, *number),
                    Val::Percent(number) => {
                        sheet.write_number_with_format(row, column, *number, &percent)
                    }
                }
                .unwrap();
            }
        }
        for &(first, last, column) in &self.merges {
            let Val::Text(text) = &self.grid[FIRST + first][place(column)] else {
                panic!("merges hold text")
            };
            let row = |at: usize| u32::try_from(FIRST + at).unwrap();
            let column = place(column) as u16;
            sheet.merge_range(row(first), column, row(last), column, text, &Format::new()).unwrap();
        }
        let keys = [("duban", &self.key), ("duban2", &self.second_key)];
        for (name, key) in keys {
            let Some(key) = key else { continue };
            let hidden = book.add_worksheet().set_name(name).unwrap();
            for (row, [label, value]) in (0..).zip(key.cells()) {
                hidden.write_string(row, 0, label).unwrap();
                hidden.write_string(row, 1, value).unwrap();
            }
            hidden.set_very_hidden(true);
        }
        book.save_to_buffer().unwrap()
    }
}

/// The result of collecting files.
struct Result {
    reports: Vec<FileReport>,
    files: BTreeMap<String, String>,
}

/// A collection to be run.
#[derive(Default)]
struct Run<'a> {
    existing: Vec<(&'a str, String)>,
    period: Option<&'a str>,
    units: Vec<&'a str>,
    options: Options,
}

impl Run<'_> {
    fn collect(&self, incoming: &[(&str, Vec<u8>)]) -> Result {
        let (registry, plan) = province().load();
        let breakdown = Breakdown::default();
        let wanted = WantedForms {
            month: self.period.map(|text| text.parse::<crate::period::Period>().unwrap().close()),
            units: self.units.iter().map(|name| unit(&registry, name)).collect(),
        };
        let reader = Reader::new(2018, &plan, &breakdown, &registry);
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join(PROGRESS_DIR)).unwrap();
        for (name, text) in &self.existing {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let mut problems = Diagnostics::new();
        let (existing, _) = ExistingReturns::load(folder.path(), &reader, &mut problems);
        let mut collector = Collector::new(&reader, &existing, wanted, self.options);
        let reports = incoming
            .iter()
            .map(|(name, bytes)| {
                let opened = Opened::of(name, bytes);
                collector.collect(collector.read((*name).to_owned(), opened))
            })
            .collect();
        let files = collector.finish().into_iter();
        let files = files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()));
        Result { reports, files: files.collect() }
    }
}

/// Collects one workbook when there are no existing returns.
fn collect(form: &Form) -> Result {
    Run::default().collect(&[("a.xlsx", form.bytes())])
}

impl Result {
    /// Returns the only report.
    fn report(&self) -> &FileReport {
        let [report] = &self.reports[..] else { panic!("{:?}", self.reports) };
        report
    }

    /// Returns the rows of 兰州市's file below its header.
    #[track_caller]
    fn rows(&self) -> Vec<&str> {
        assert_eq!(self.files.keys().collect::<Vec<_>>(), [FILE]);
        let rows = self.files[FILE].strip_prefix(HEADER).unwrap();
        rows.lines().collect()
    }

    /// Returns item, target and progress of the rows written.
    #[track_caller]
    fn progress(&self) -> Vec<String> {
        let cells = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
        let rows = self.rows().into_iter().map(cells);
        rows.map(|cells| format!("{}.{} {}", cells[1], cells[2], cells[8])).collect()
    }

    /// Returns each problem as `CODE cell message`.
    fn told(&self) -> Vec<String> {
        let problems = self.reports.iter().flat_map(|report| report.problems.iter());
        problems
            .map(|problem| {
                let place = problem.place.as_ref().map(|place| place.cell()).unwrap_or_default();
                format!("{} {place} {}", problem.code.as_str(), problem.message)
            })
            .collect()
    }

    /// Returns each correction as `cell typed → clean`.
    fn corrected(&self) -> Vec<String> {
        let all = self.reports.iter().flat_map(|report| &report.corrections);
        all.map(|one| format!("{} {} → {}", one.place.cell(), one.typed, one.clean)).collect()
    }
}
