//! The words of workbooks come from templates: the code of `src/workbook` has no Chinese text but what is listed here.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Names of sheets that links and formulas of other sheets refer to, beginnings of names of ranges and tables, and the part of
/// those names that stands for a column: 进展_状态. Titles of columns may change; these names do not.
const NAMES: &[&str] = &[
    "目录",
    "附件1",
    "附件2",
    "数据",
    "事项",
    "指标",
    "分解数据",
    "分解",
    "目标分解",
    "责任矩阵",
    "单位统计",
    "进展",
    "领导汇总",
    "领导分工",
    "分工",
    "单位进展",
    "月度",
    "{prefix}表",
    "附件",
    "序号",
    "编号",
    "类型",
    "牵头领导",
    "主要牵头单位",
    "牵头单位",
    "配合单位",
    "实施单位",
    "指标个数",
    "沿用上行",
    "完成时限",
    "下一节点",
    "单位",
    "领导",
    "事项状态",
    "指标编号",
    "目标值",
    "指标序号",
    "指标内容",
    "单位类别",
    "计量单位",
    "状态",
    "状态变化",
    "年度目标",
    "累计完成",
    "完成值",
    "完成率",
    "序时进度",
    "上期状态",
    "走势",
    "进展情况",
    "备注",
    "比较",
    "原文",
    "索引",
];

/// Counts of roles, which the form's template prints: `counts.words`.
const COUNTS: &[&str] = &["{}{count}项"];

/// Names of typefaces, alone and in the codes of headers and footers.
const TYPEFACES: &[&str] = &["宋体", "仿宋", "黑体"];

/// Words on figures that the forms share with all documents and hand to the template: `fall`.
const OF_FIGURES: &[&str] = &["降幅", "{goal}（填{FALL}）"];

/// The name of a sheet whose own has no character that Excel takes.
const NAMELESS: &[&str] = &["未命名"];

/// Parts of messages: faults of templates, and why a workbook cannot be made. They are words of the program, not of a workbook.
const MESSAGES: &[&str] = &[
    "列名“",
    "已有名为“",
    "收表时认不出",
    "用词分不开",
    "应有一处",
    "页脚有",
    "应有1至",
    "无法打包",
    "无法生成",
    "工作表“",
    "文档日期",
    "上限",
];

#[test]
fn workbooks_have_no_words_in_the_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/workbook");
    let mut found = BTreeSet::new();
    collect(&root, &mut found);
    let allowed: BTreeSet<&str> =
        [NAMES, COUNTS, TYPEFACES, OF_FIGURES, NAMELESS].into_iter().flatten().copied().collect();
    let is_message = |text: &str| MESSAGES.iter().any(|mark| text.contains(mark));
    let is_typeface = |text: &str| text.starts_with('&') && text.contains(",Regular");
    let words: Vec<_> = (found.iter())
        .filter(|(_, text)| !allowed.contains(&**text) && !is_message(text) && !is_typeface(text))
        .collect();
    assert!(words.is_empty(), "words in the code that belong into a template: {words:#?}");
    let texts: BTreeSet<&str> = found.iter().map(|(_, text)| &**text).collect();
    let gone: Vec<_> = allowed.difference(&texts).collect();
    assert!(gone.is_empty(), "no longer in the code: {gone:?}");
}

/// Collects the texts with Chinese characters in the code of a folder, without comments and tests, each with its file.
fn collect(folder: &Path, found: &mut BTreeSet<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            if name != "tests" {
                collect(&path, found);
            }
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let line = line.replace("\\\"", "\u{1}");
            for literal in line.split('"').skip(1).step_by(2) {
                if literal.contains(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter)) {
                    found.insert((name.clone(), literal.replace('\u{1}', "\"")));
                }
            }
        }
    }
}
