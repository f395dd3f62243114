//! Whole folders of returns, read against a small plan.

mod corrections;
mod delimited;
mod random;
mod rows;
mod workbooks;

use std::fs;

use jiff::civil::date;
use tempfile::TempDir;

use super::{PROGRESS_DIR, Progress, Return};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::plan::{Breakdown, Plan};
use crate::registry::Registry;

const UNITS: &str = "\
简称,全称,别名,类别,生效,失效,继任
省财政厅,甘肃省财政厅,,组成部门,,,
省建设厅,甘肃省住房和城乡建设厅,省住建厅,组成部门,,,
省农牧厅,甘肃省农牧厅,,组成部门,,2018-10-30,省农业农村厅
省教育厅,甘肃省教育厅,,组成部门,,,
兰州市,兰州市人民政府,兰州,市州,,,
白银市,白银市人民政府,,市州,,,
省农业农村厅,甘肃省农业农村厅,,组成部门,2018-10-31,,
";

const GROUPS: &str = "名称,范围,成员,候选\n各市州政府,all,市州,\n省政府各有关部门,open,,\n";

const INDICATORS: &str = "\
序号,主要指标,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用
1,生产总值增长6%左右。,黄强,省财政厅,省政府各有关部门,各市州政府,生产总值增长 ≈ 6 %,
2,义务教育巩固率达到92.8%。,黄强,省教育厅,,各市州政府,义务教育巩固率 ≥ 92.8 %,
";

const TASKS: &str = "\
序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用
1,完成危房改造11.64万户，其中贫困户3.97万户。,黄强,省建设厅,,各市州政府,危房改造 = 11.64 万户；贫困户危房改造 = 3.97 万户,
2,新增种植面积60万亩。,黄强,省农牧厅,,兰州市,新增种植面积 = 60 万亩,
3,办好博览会。,黄强,省农牧厅,,兰州市,,
";

const TARGETS: &str = "编号,指标,单位,目标值,计量单位,备注\n2-1,1,兰州市,12000,户,\n";

/// The header of FORMATS.md.
const HEADER: &str = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// What a folder of returns was read as.
struct Read {
    progress: Progress,
    problems: Diagnostics,
}

/// Reads files of these names and contents.
fn read<B: AsRef<[u8]>>(files: &[(&str, B)]) -> Read {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join(PROGRESS_DIR);
    fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let source = |name, text| SourceFile::from_text(name, text);
    let mut problems = Diagnostics::new();
    let registry = Registry::from_sources(
        &source("units.csv", UNITS),
        Some(&source("groups.csv", GROUPS)),
        Some(&source("leaders.csv", "姓名\n黄强\n")),
        date(2018, 2, 13),
        &mut problems,
    );
    fs::create_dir_all(dir.path().join("seeds/annex")).unwrap();
    fs::write(dir.path().join("seeds/annex/indicators.csv"), INDICATORS).unwrap();
    fs::write(dir.path().join("seeds/annex/tasks.csv"), TASKS).unwrap();
    let plan = Plan::load(dir.path(), &registry, &mut problems);
    let targets = source("targets.csv", TARGETS);
    let breakdown = Breakdown::from_source(&targets, &plan, &registry, &mut problems);
    assert_eq!(problems, Diagnostics::new());
    let progress = Progress::load(
        dir.path(),
        2018,
        &plan,
        &breakdown,
        &registry,
        &mut problems,
    );
    let tally = progress.tally;
    assert_eq!(tally.read + tally.left_out, tally.rows);
    let reasons = [
        tally.totals,
        tally.remarks,
        tally.not_filled_in,
        tally.uninvolved,
        tally.faulty,
    ];
    assert_eq!(reasons.iter().sum::<usize>(), tally.left_out);
    Read { progress, problems }
}

/// Reads one CSV of the standard header and these rows.
fn rows(rows: &str) -> Read {
    read(&[("a.csv", format!("{HEADER}{rows}"))])
}

impl Read {
    /// Each problem as `CODE file[sheet]:line:column message`.
    fn told(&self) -> Vec<String> {
        self.problems.iter().map(told).collect()
    }

    #[track_caller]
    fn tells(self, expected: &[&str]) -> Self {
        assert_eq!(self.told(), expected);
        self
    }

    /// `rows`, `read` and `left_out`.
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

    /// The returns as `month item.target unit`, with value and percent.
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

    /// The only return.
    #[track_caller]
    fn only(&self) -> &Return {
        let mut all = self
            .progress
            .months
            .values()
            .flat_map(|returns| returns.values());
        match (all.next(), all.next()) {
            (Some(only), None) => only,
            _ => panic!("{:?} {:?}", self.figures(), self.told()),
        }
    }
}

fn told(problem: &Diagnostic) -> String {
    let place = problem
        .place
        .as_ref()
        .expect("problems of returns have a place");
    let file = place.file.strip_prefix(PROGRESS_DIR).unwrap_or(&place.file);
    let file = file.trim_start_matches('/');
    let sheet = place
        .sheet
        .as_ref()
        .map(|sheet| format!("[{sheet}]"))
        .unwrap_or_default();
    let code = problem.code.as_str();
    format!(
        "{code} {file}{sheet}:{}:{} {}",
        place.line, place.column, problem.message
    )
}
