//! The law of conservation: every word of every cell of a table is in an annex CSV, in `repairs.csv` or in a message.

use std::sync::LazyLock;

use duban::diagnostic::Diagnostic;
use duban::notice::{Import, store};
use duban::registry::Registry;
use proptest::prelude::*;

use super::shapes::SHAPES;
use super::{NOTICE, import, registry};
use crate::cases::cases;

static REGISTRY: LazyLock<Registry> = LazyLock::new(registry);

/// Returns the words of a text: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns a text without blanks and marks.
fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns everything that an import writes, and everything that it reports.
fn kept(import: &Import, problems: &[Diagnostic]) -> (String, String) {
    let mut written = String::new();
    for &annex in import.annexes.keys() {
        written.push_str(&String::from_utf8_lossy(&store::table(import, annex, "省政府")));
    }
    written.push_str(&String::from_utf8_lossy(&store::repairs(&import.repairs, "省政府")));
    let mut said = String::new();
    for problem in problems {
        said.push_str(&problem.message);
        if let Some(snippet) = problem.place.as_ref().and_then(|place| place.snippet.as_ref()) {
            said.push_str(&snippet.line);
        }
    }
    (compact(&written), compact(&said))
}

/// Returns the words of the rows of `text` that are in no file and no message, and the share of the characters that are
/// in a message alone.
fn lost(text: &str, registry: &Registry) -> (Vec<String>, f64) {
    let (import, problems) = import(text, registry);
    let (written, said) = kept(&import, &problems);
    let mut lost = Vec::new();
    // A table without a column of items, or without a known header, is none of ours; its rows are counted in the message.
    let is_unread = |problem: &Diagnostic| {
        problem.code.as_str() == "N170" || problem.message.contains("这张表未读入")
    };
    if problems.iter().any(is_unread) {
        return (lost, 0.0);
    }
    let (mut all, mut told) = (0, 0);
    let rows = text.lines().filter(|line| line.contains(['\t', '|']));
    for word in rows.flat_map(words) {
        // Numbers of rows are ids in another form.
        if word.chars().all(|c| c.is_ascii_digit()) || is_title(word) {
            continue;
        }
        let length = word.chars().count();
        all += length;
        if written.contains(word) {
            continue;
        }
        told += length;
        if !said.contains(word) {
            lost.push(word.to_owned());
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few thousand characters")]
    let share = if all == 0 { 0.0 } else { told as f64 / all as f64 };
    (lost, share)
}

/// The titles of columns, which are in the CSV under the names that it has for them.
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 46] = [
        "序号",
        "工作任务",
        "责任领导",
        "责任单位",
        "牵头单位",
        "配合单位",
        "完成时限",
        "备注",
        "工作措施",
        "任务来源",
        "牵头市领导",
        "牵头责任单位",
        "协同责任单位",
        "指标名称",
        "计量单位",
        "上年实绩",
        "目标值",
        "牵头领导",
        "牵头部门",
        "配合部门",
        "一季度",
        "上半年",
        "前三季度",
        "全年备注",
        "类别",
        "任务内容",
        "联系电话",
        "主要指标",
        "省政府",
        "重点工作任务",
        "实事项目",
        "主办单位",
        "会办单位",
        "实施单位",
        "附件1",
        "附件2",
        "2027年重点任务责任清单",
        "年重点任务责任清单",
        "2024年",
        "2025年目标",
        "总量",
        "增幅",
        "项目名称",
        "建设内容",
        "责任人",
        "包抓领导",
    ];
    TITLES.contains(&word)
}

#[test]
fn every_word_of_every_shape_has_a_destination() {
    for (name, text) in SHAPES {
        let (lost, share) = lost(text, &Registry::default());
        assert_eq!(lost, [""; 0], "{name}");
        // The short rows have a cell that nobody can place, and a total is no item.
        let limit = if matches!(name, "short-rows" | "two-row-head") { 0.1 } else { 0.01 };
        assert!(share < limit, "{name}: {share}");
    }
}

#[test]
fn every_word_of_the_notice_of_2018_is_in_a_file() {
    let (lost, share) = lost(NOTICE, &REGISTRY);
    assert_eq!(lost, [""; 0]);
    assert!(share < 0.01, "{share}");
}

/// Damages a line of a table: a cell cut out, a cell doubled, a separator behind it, a page number inside.
fn damaged(line: &str, kind: u8, at: usize) -> String {
    let mut cells: Vec<&str> = line.split('\t').collect();
    let at = at % cells.len().max(1);
    match kind {
        0 if cells.len() > 2 => {
            cells.remove(at);
        }
        1 => cells.insert(at, cells[at]),
        2 => cells.push(""),
        3 => cells.insert(at, ""),
        4 => return format!("{}\n— 3 —\n{}", cells[..at].join("\t"), cells[at..].join("\t")),
        _ => {}
    }
    cells.join("\t")
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn every_word_of_a_damaged_table_has_a_destination(
        shape in 0..SHAPES.len(),
        line in 0..14usize,
        kind in 0..5u8,
        at in 0..8usize,
    ) {
        let text = SHAPES[shape].1;
        let lines: Vec<String> = text
            .lines()
            .enumerate()
            .map(|(number, words)| match number == line && words.contains('\t') {
                true => damaged(words, kind, at),
                false => words.to_owned(),
            })
            .collect();
        let text = lines.join("\n") + "\n";
        let (lost, _) = lost(&text, &Registry::default());
        prop_assert!(lost.is_empty(), "{lost:?}\n{text}");
    }
}
