//! Whole folders of returns, read against a small plan.

mod corrections;
mod delimited;
mod doubts;
mod properties;
mod random;
mod rows;
mod workbooks;

use std::fs;

use tempfile::TempDir;

use super::{PROGRESS_DIR, Progress, Reader, Reports, Return, Standards};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::Territory;
use crate::sample::Province;

/// A province one of whose departments is followed by another within the year.
fn province() -> Province {
    let cities = "各市州政府";
    let successor = "省农业农村厅";
    Province::new()
        .unit_with("省财政厅", "组成部门", |unit| unit.full("甘肃省财政厅"))
        .unit_with("省建设厅", "组成部门", |unit| {
            unit.full("甘肃省住房和城乡建设厅").aliases("省住建厅")
        })
        .unit_with("省农牧厅", "组成部门", |unit| {
            unit.full("甘肃省农牧厅").until("2018-10-30", successor)
        })
        .unit_with("省教育厅", "组成部门", |unit| unit.full("甘肃省教育厅"))
        .unit_with("兰州市", "市州", |unit| unit.full("兰州市人民政府").aliases("兰州"))
        .unit_with("白银市", "市州", |unit| unit.full("白银市人民政府"))
        .unit_with(successor, "组成部门", |unit| {
            unit.full("甘肃省农业农村厅").since("2018-10-31")
        })
        .group(cities, "市州")
        .open_group("省政府各有关部门", "")
        .leader("黄强")
        .indicator(1, "生产总值增长6%左右。", |item| {
            let item = item.leaders("黄强").lead("省财政厅").implement(cities);
            item.support("省政府各有关部门").target("生产总值增长 ≈ 6 %")
        })
        .indicator(2, "义务教育巩固率达到92.8%。", |item| {
            let item = item.leaders("黄强").lead("省教育厅").implement(cities);
            item.target("义务教育巩固率 ≥ 92.8 %")
        })
        .task(1, "完成危房改造11.64万户，其中贫困户3.97万户。", |item| {
            let item = item.leaders("黄强").lead("省建设厅").implement(cities);
            item.target("危房改造 = 11.64 万户").target("贫困户危房改造 = 3.97 万户")
        })
        .task(2, "新增种植面积60万亩。", |item| {
            let item = item.leaders("黄强").lead("省农牧厅").implement("兰州市");
            item.target("新增种植面积 = 60 万亩")
        })
        .task(3, "办好博览会。", |item| {
            item.leaders("黄强").lead("省农牧厅").implement("兰州市")
        })
        .part("2-1", 1, "兰州市", "12000户")
}

/// The header of FORMATS.md.
const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// The result of reading a folder of returns.
struct Read {
    progress: Progress,
    problems: Diagnostics,
}

/// Reads files of these names and contents.
fn read<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Read {
    read_in(&province(), files)
}

/// Reads files against the plan of a province. A name with a folder is one of the workspace.
fn read_in<B: AsRef<[u8]>>(province: &Province, files: &[(&str, B)]) -> Read {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join(PROGRESS_DIR);
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        let folder = if name.contains('/') { dir.path() } else { &folder };
        fs::write(folder.join(name), bytes).unwrap();
    }
    let (registry, plan) = province.load();
    let breakdown = province.breakdown(&registry, &plan);
    let mut problems = Diagnostics::new();
    let territory = Some(Territory::new(&registry, "市州", "新区"));
    let standards = Standards { territory, ..Standards::default() };
    let reader = Reader::new(2018, &plan, &breakdown, &registry).with(standards);
    let reports = Reports::load(dir.path(), &reader, &mut problems);
    let progress = reports.progress(&reader, &mut problems);
    let tally = progress.tally;
    assert_eq!(tally.read + tally.left_out, tally.rows);
    let reasons =
        [tally.totals, tally.remarks, tally.not_filled_in, tally.uninvolved, tally.faulty];
    assert_eq!(reasons.iter().sum::<usize>(), tally.left_out);
    Read { progress, problems }
}

/// Reads one CSV of the standard header and these rows.
fn rows(rows: &str) -> Read {
    read(&[("a.csv", format!("{HEADER}{rows}"))])
}

impl Read {
    /// Returns each problem as `CODE file[sheet]:line:column message`.
    fn told(&self) -> Vec<String> {
        self.problems.iter().map(told).collect()
    }

    #[track_caller]
    fn tells(self, expected: &[&str]) -> Self {
        assert_eq!(self.told(), expected);
        self
    }

    /// Asserts `rows`, `read` and `left_out`.
    #[track_caller]
    fn counts(self, rows: usize, read: usize, left_out: usize) -> Self {
        let tally = self.progress.tally;
        assert_eq!(
            (tally.rows, tally.read, tally.left_out),
            (rows, read, left_out),
            "{:?}",
            self.told()
        );
        self
    }

    /// Returns the returns as `month item.target unit`, with value and percent.
    fn figures(&self) -> Vec<String> {
        let plain = |figure: Option<rust_decimal::Decimal>| {
            figure.map_or("—".to_owned(), |figure| figure.normalize().to_string())
        };
        let months = self.progress.months.iter();
        let returns =
            months.flat_map(|(month, returns)| returns.iter().map(move |one| (month, one)));
        returns
            .map(|(month, (key, filed))| {
                let (value, percent) = (plain(filed.value), plain(filed.percent));
                format!("{month} {} {} {value} {percent}", key.target, key.unit.0)
            })
            .collect()
    }

    /// Returns the only return.
    #[track_caller]
    fn only(&self) -> &Return {
        let mut all = self.progress.months.values().flat_map(|returns| returns.values());
        match (all.next(), all.next()) {
            (Some(only), None) => only,
            _ => panic!("{:?} {:?}", self.figures(), self.told()),
        }
    }
}

fn told(problem: &Diagnostic) -> String {
    let place = problem.place.as_ref().expect("problems of returns have a place");
    let file = place.file.strip_prefix(PROGRESS_DIR).unwrap_or(&place.file);
    let file = file.trim_start_matches('/');
    let sheet = place.sheet.as_ref().map(|sheet| format!("[{sheet}]")).unwrap_or_default();
    let code = problem.code.as_str();
    format!("{code} {file}{sheet}:{}:{} {}", place.line, place.column, problem.message)
}
