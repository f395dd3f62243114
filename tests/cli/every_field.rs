//! Every field of every input is changed in turn, and the documents are those of a run that makes everything: each column
//! of each CSV, each setting, each template. One field in three is changed; all of them where PROPTEST_CASES asks for more
//! than the usual number of random cases.

use crate::incremental::files;
use crate::support::{Case, repository};

/// The files below `seeds/`. The row that is changed is the last with a value in the column, so that every column has one.
const SEEDS: [(&str, &str); 12] = [
    (
        "units.csv",
        "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n\
         1,001,省财政厅,甘肃省财政厅,财政厅,组成部门,,,\n\
         2,002,兰州市,兰州市人民政府,兰州市政府,市州,,,\n\
         3,003,天水市,天水市人民政府,天水市政府,市州,,,\n\
         4,004,省妇儿会,甘肃省妇女儿童会,,群团组织,2018-12-31,,\n\
         5,005,省妇联,甘肃省妇女联合会,省妇女会,群团组织,2010-01-01,2018-12-30,省妇儿会\n",
    ),
    (
        "groups.csv",
        "名称,范围,成员,候选\n\
         各市州政府,all,市州,\n\
         省政府各有关部门,open,,组成部门\n\
         妇女工作成员单位,explicit,省财政厅、兰州市,\n",
    ),
    ("leaders.csv", "顺序,姓名,职务\n1,黄强,副省长\n2,宋亮,副省长\n"),
    ("titles.csv", "编号,简称\n1-1,生产总值增长\n1-2,粮食产量\n2-1,营造林面积\n2-2,妇女之家\n"),
    (
        "annex/indicators.csv",
        "序号,主要指标,省政府牵头领导,牵头单位,配合单位,实施单位,完成时限,目标,沿用\n\
         1,生产总值增长6%左右。,黄强,省财政厅,省政府各有关部门,各市州政府,12月底前,生产总值增长 ≈ 6 %,\n\
         2,粮食总产量达到1000万吨。,黄强,省财政厅,,各市州政府,,粮食总产量 ≥ 1000 万吨,省政府牵头领导、牵头单位\n",
    ),
    (
        "annex/tasks.csv",
        "序号,重点工作任务,省政府牵头领导,牵头单位,配合单位,实施单位,完成时限,目标,沿用\n\
         1,完成营造林360万亩以上。,黄强,省财政厅,省妇女会,各市州政府,年底前,营造林 ≥ 360 万亩,\n\
         2,办好妇女之家。,黄强,省妇女会,省财政厅,各市州政府,11月底前,,省政府牵头领导\n",
    ),
    (
        "targets.csv",
        "编号,指标,单位,目标值,计量单位,备注,权重,规则\n\
         1-1,1,兰州市,6.5,%,,,同全省\n\
         2-1,1,兰州市,200,万亩,已商定,2,\n\
         2-1,1,天水市,160,万亩,已商定,1,\n",
    ),
    ("weights.csv", "单位,人口\n兰州市,372.96\n天水市,333.98\n"),
    ("schedule.csv", "编号,指标,月份,序时进度,备注\n2-1,1,3,20,冬季\n2-1,1,6,50,夏季\n"),
    (
        "verified.csv",
        "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n\
         2018-03,1-1,1,兰州市,6.1,,统计快报,李四,2018-04-20\n\
         2018-03,2-2,,省妇女会,,达到序时,现场核查,李四,2018-04-20\n",
    ),
    (
        "numbers.csv",
        "系列,年度,号,文件,日期,状态\n\
         甘政办函,2018,21,letters/001-省财政厅,2018-02-13,已用\n\
         甘政办函,2018,22,letters/002-兰州市,2018-02-13,已用\n",
    ),
    (
        "progress/2018-03.csv",
        "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n\
         2018-03,1-1,1,省财政厅,6.2,%,,,平稳增长。,投资偏少。,抓紧开工。,张三,2018-04-03\n\
         2018-03,1-1,1,兰州市,6.4,%,,,平稳增长。,投资偏少。,抓紧开工。,张三,2018-04-03\n\
         2018-03,2-1,1,省财政厅,80,万亩,,,完成一批。,,,张三,2018-04-03\n\
         2018-03,2-2,,省妇女会,,,30,达到序时,正在办。,,,李四,2018-04-03\n\
         2018-03,2-1,1,天水市,50,万亩,,,完成一批。,,,张三,2018-04-03\n",
    ),
];

/// The values of fields that hold names, keys or words with a meaning; all others are changed by [`other`].
const VALUES: [(&str, &str, &str); 33] = [
    ("units.csv", "别名", "省妇女会、妇联"),
    ("units.csv", "继任", ""),
    ("groups.csv", "范围", "open"),
    ("groups.csv", "成员", "省财政厅、天水市"),
    ("groups.csv", "候选", "市州"),
    ("titles.csv", "编号", "1-1"),
    ("annex/indicators.csv", "序号", "3"),
    ("annex/indicators.csv", "省政府牵头领导", "黄强、宋亮"),
    ("annex/indicators.csv", "牵头单位", "省妇女会"),
    ("annex/indicators.csv", "配合单位", "省妇女会"),
    ("annex/indicators.csv", "实施单位", "兰州市"),
    ("annex/indicators.csv", "目标", "粮食总产量 ≈ 1000 万吨"),
    ("annex/indicators.csv", "沿用", ""),
    ("annex/tasks.csv", "序号", "3"),
    ("annex/tasks.csv", "省政府牵头领导", "宋亮"),
    ("annex/tasks.csv", "牵头单位", "省财政厅"),
    ("annex/tasks.csv", "配合单位", "省政府各有关部门"),
    ("annex/tasks.csv", "实施单位", "兰州市、天水市"),
    ("annex/tasks.csv", "目标", "营造林 ≥ 300 万亩"),
    ("annex/tasks.csv", "沿用", ""),
    ("targets.csv", "单位", "各市州政府"),
    ("targets.csv", "计量单位", "亩"),
    ("targets.csv", "规则", ""),
    ("weights.csv", "单位", "天水市人民政府"),
    ("verified.csv", "单位", "省妇联"),
    ("verified.csv", "核定状态", "滞后"),
    ("numbers.csv", "系列", "甘政函"),
    ("numbers.csv", "文件", "letters/003-天水市"),
    ("numbers.csv", "状态", "作废"),
    ("progress/2018-03.csv", "编号", "1-1"),
    ("progress/2018-03.csv", "单位", "天水市政府"),
    ("progress/2018-03.csv", "计量单位", "亩"),
    ("progress/2018-03.csv", "状态", "滞后"),
];

/// A workspace after a run of the main job.
struct Office {
    case: Case,
    /// The number of fields so far.
    fields: usize,
    /// The number of those that were changed.
    changed: usize,
    /// The number of changes without errors in the data, after which documents were compared.
    compared: usize,
}

impl Office {
    fn new() -> Self {
        let case = Case::tiny();
        std::fs::remove_file(case.path("seeds/notice-2018.txt")).unwrap();
        for (name, text) in SEEDS {
            case.write(&format!("seeds/{name}"), text);
        }
        case.duban([]).exits(0).says("未变 0 个");
        Self { case, fields: 0, changed: 0, compared: 0 }
    }

    /// Changes a file, and compares a run with one that makes everything. A change that is an error in the data is taken
    /// back: what such runs leave as it was depends on the run before.
    #[track_caller]
    fn change(&mut self, name: &str, what: &str, text: &str) {
        self.fields += 1;
        if self.fields % 3 != 1 && !all_fields() {
            return;
        }
        self.changed += 1;
        let case = &self.case;
        let before = std::fs::read(case.path(name)).ok();
        assert!(before.as_deref() != Some(text.as_bytes()), "{name} {what} is not changed");
        case.write(name, text);
        let run = case.duban(["--force"]);
        let all = tempfile::tempdir().unwrap();
        let clean = case.duban(["--force", "--clean", "-o", all.path().to_str().unwrap()]);
        assert_eq!(run.status, clean.status, "{name} {what}\n{}\n{}", run.stderr, clean.stderr);
        if run.status == 0 {
            let (ours, theirs) = (files(&case.path("output")), files(all.path()));
            let names = ours.keys().chain(theirs.keys());
            let differ: Vec<_> =
                names.filter(|name| ours.get(*name) != theirs.get(*name)).collect();
            assert!(differ.is_empty(), "{name} {what}: {differ:?} are not those of a clean run");
            self.compared += 1;
            return;
        }
        match before {
            Some(before) => case.write(name, before),
            None => std::fs::remove_file(case.path(name)).unwrap(),
        }
    }

    /// Checks that most of the changes could be compared.
    #[track_caller]
    fn was_compared(&self) {
        let Self { changed, compared, .. } = self;
        assert!(compared * 3 >= changed * 2, "only {compared} of {changed} without errors");
    }

    /// Changes every column of a file below `seeds/`.
    fn change_columns(&mut self, file: &str) {
        let name = format!("seeds/{file}");
        let header = self.case.text(&name).lines().next().unwrap().to_owned();
        for (column, title) in header.split(',').enumerate() {
            let text = self.case.text(&name);
            let mut rows: Vec<Vec<&str>> =
                text.lines().map(|line| line.split(',').collect()).collect();
            let filled = |row: &Vec<&str>| !row[column].is_empty();
            let row = rows.iter().rposition(filled).filter(|row| *row > 0);
            let row = row.unwrap_or_else(|| panic!("{name} has no value for {title}"));
            let typed = VALUES.iter().find(|value| (value.0, value.1) == (file, title));
            let new = typed.map_or_else(|| other(rows[row][column]), |value| value.2.to_owned());
            rows[row][column] = &new;
            let rows: Vec<String> = rows.iter().map(|row| row.join(",") + "\n").collect();
            self.change(&name, title, &rows.concat());
        }
    }
}

/// Returns whether every field is to be changed, and not a sample of them.
fn all_fields() -> bool {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    cases.is_some_and(|cases: u32| cases > 256)
}

/// Returns another value of the same kind: the next number or day, or a word more.
fn other(value: &str) -> String {
    if let Ok(day) = value.parse::<jiff::civil::Date>() {
        return day.tomorrow().unwrap().to_string();
    }
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    match whole.parse::<u32>() {
        Ok(number) if decimals.is_empty() => format!("{:0width$}", number + 1, width = value.len()),
        Ok(number) => format!("{}.{decimals}", number + 1),
        Err(_) => format!("{value}等"),
    }
}

#[test]
fn who_there_is() {
    let mut office = Office::new();
    for file in ["leaders.csv", "groups.csv", "units.csv", "titles.csv", "weights.csv"] {
        office.change_columns(file);
    }
    office.was_compared();
}

#[test]
fn what_is_to_be_done() {
    let mut office = Office::new();
    for file in ["schedule.csv", "targets.csv", "annex/indicators.csv", "annex/tasks.csv"] {
        office.change_columns(file);
    }
    office.was_compared();
}

#[test]
fn what_was_reported() {
    let mut office = Office::new();
    for file in ["numbers.csv", "verified.csv", "progress/2018-03.csv"] {
        office.change_columns(file);
    }
    office.was_compared();
}

#[test]
fn every_file_of_data_is_changed_by_one_of_these_tests() {
    let source = include_str!("every_field.rs");
    for (file, _) in SEEDS {
        assert!(source.matches(&format!("\"{file}\"")).count() > 1, "{file}");
    }
}

#[test]
fn every_setting() {
    let mut office = Office::new();
    let lines: Vec<String> = office.case.text("duban.toml").lines().map(str::to_owned).collect();
    for (at, line) in lines.iter().enumerate() {
        let Some((key, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let key = key.trim();
        let new = match value {
            "true" => "false".to_owned(),
            "\"\"" => "\"甲\"".to_owned(),
            "[]" => "[\"2-1\"]".to_owned(),
            // Not a value of one line.
            _ if !is_whole(value) => continue,
            _ if key == "files" || key == "allow" => continue,
            _ if value.contains("/fonts/") => {
                let face =
                    if key == "song" { "NotoSerifSC-Bold.ttf" } else { "FandolHei-Regular.otf" };
                let face = if key == "hei" { "FandolKai-Regular.otf" } else { face };
                format!("\"{}/fonts/{face}\"", repository().display())
            }
            _ if value.starts_with('[') => value.rsplit_once(", ").unwrap().0.to_owned() + "]",
            _ if value.starts_with("{ date = ") => {
                format!("{{ date = {} }}", other(value[9..].trim_end_matches(" }")))
            }
            _ => match value.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
                Some(text) => format!("\"{}\"", other(text)),
                None => other(value),
            },
        };
        let mut changed = office.case.text("duban.toml");
        changed = changed.replacen(&format!("\n{line}\n"), &format!("\n{key} = {new}\n"), 1);
        office.change("duban.toml", &format!("{}: {key} = {new}", at + 1), &changed);
    }
    office.was_compared();
}

/// Returns whether a value of TOML ends in its line.
fn is_whole(value: &str) -> bool {
    value.matches('[').count() == value.matches(']').count()
}

#[test]
fn every_template_and_the_calendar() {
    let mut office = Office::new();
    let config = office.case.text("duban.toml");
    for day in ["\"2018-02-11\", ", "\"2018-01-01\", "] {
        let changed = office.case.text("duban.toml").replace(day, "");
        office.change("duban.toml", day, &changed);
    }
    assert_ne!(office.case.text("duban.toml"), config);
    for entry in std::fs::read_dir(repository().join("templates")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".md") || name == "README.md" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        // The first mark at the end of a sentence of the office's words.
        let changed = text.replacen("。", "！", 1);
        let changed = if changed == text { text.replacen("（", "（甲", 1) } else { changed };
        office.change(&format!("templates/{name}"), "a mark", &changed);
    }
    office.was_compared();
}
