//! Doubts about items as published, for a person to check.

use super::fill::Filled;
use super::record::Record;
use super::title::Field;
use crate::plan::Column;

/// A doubt about a cell, in the office's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suspicion {
    pub field: Field,
    pub note: String,
}

/// Nouns of relation: they need the name of their subject before them (主要污染物排放, 居民消费价格涨幅).
const RELATIONS: [&str; 14] = [
    "排放量",
    "排放",
    "总量",
    "强度",
    "比重",
    "占比",
    "比例",
    "增速",
    "涨幅",
    "降幅",
    "覆盖率",
    "达标率",
    "合格率",
    "指数",
];

/// Words that follow an indicator's name.
const PREDICATES: [&str; 8] = ["完成", "增长", "下降", "达到", "控制在", "提高", "降低", "不"];

/// Nouns that end a clause which is not a sentence: its verb came before.
const OBJECTS: [&str; 6] = ["问题", "任务", "工作", "工程", "项目", "目标"];

/// Returns the doubts about an item with these cells, in the order of the columns.
pub(super) fn of(record: &Record<'_>, filled: &Filled, text: &str) -> Vec<Suspicion> {
    let mut suspicions = Vec::new();
    let mut suspect = |field, note: &str| {
        suspicions.push(Suspicion { field, note: note.to_owned() });
    };
    if has_lost_beginning(text) {
        suspect(Field::Text, "文字像是缺了开头");
    }
    let inherited = |column| filled.inherited.contains(&column);
    if inherited(Column::Support) {
        suspect(
            Field::Names(Column::Support),
            "牵头领导、牵头单位、配合单位都是空白，已全部沿用上一行",
        );
    } else if inherited(Column::Leaders) && has_own(record, Column::Lead) {
        suspect(Field::Names(Column::Leaders), "牵头领导沿用上一行，牵头单位却是本行自己的");
    }
    if let Some((above, no)) = filled.gap
        && let Some(&column) = filled.inherited.first()
    {
        let note = format!("沿用的是第{above}项，第{no}项之前缺了行，原件合并的可能是缺的那一行");
        suspect(Field::Names(column), &note);
    }
    if record.is_aligned
        && let Some(&column) =
            filled.inherited.iter().find(|column| record.missing.contains(&Field::Names(**column)))
    {
        let note = "这一行少一格，按合并单元格沿用上一行".to_owned();
        suspect(Field::Names(column), &note);
    }
    let without = |column| filled.names.get(&column).is_none_or(Vec::is_empty);
    if record.table.is_list && without(Column::Lead) && without(Column::Implement) {
        suspect(Field::Names(Column::Lead), "没有责任单位");
    }
    let implement = Field::Names(Column::Implement);
    if !record.table.is_list && record.cells.get(&implement).is_some_and(|cell| cell.is_blank()) {
        suspect(implement, "没有实施单位");
    }
    suspicions
}

fn has_own(record: &Record<'_>, column: Column) -> bool {
    let cell = record.cells.get(&Field::Names(column));
    cell.is_some_and(|cell| !cell.is_blank())
}

/// Returns whether an item's text has lost its first words, as tasks 12 (33.92万…的安全饮水问题) and
/// indicator 10 (排放完成国家下达的…) of 2018 have.
///
/// Only beginnings that are impossible in a complete sentence count, so that most losses go unnoticed but no
/// sound text is suspected: a mark or particle; a noun of relation, followed at once by its predicate; or a
/// number that begins a clause with 的 and a noun like 问题 at its end, that is, an object without its verb.
fn has_lost_beginning(text: &str) -> bool {
    let begins_inside =
        text.starts_with(['，', '、', '。', '；', '：', '”', '’', '）', '》', ',', ';', ')', '的']);
    let owner_lost = RELATIONS
        .iter()
        .filter_map(|noun| text.strip_prefix(noun))
        .any(|rest| PREDICATES.iter().any(|verb| rest.starts_with(verb)));
    begins_inside || owner_lost || is_object_without_verb(text)
}

fn is_object_without_verb(text: &str) -> bool {
    let clause = text.split(['，', '；', '。']).next().unwrap_or_default();
    let object = OBJECTS.iter().find_map(|noun| clause.strip_suffix(noun));
    text.starts_with(|c: char| c.is_numeric()) && object.is_some_and(|object| object.contains('的'))
}

#[cfg(test)]
mod tests {
    use super::has_lost_beginning;

    #[test]
    fn a_lost_beginning_is_noticed() {
        for text in [
            "33.92万建档立卡贫困人口的安全饮水问题，着力解决好供水保障程度不高的问题。",
            "排放完成国家下达的约束性控制指标。",
            "，加快推进重点项目建设。",
            "的整改工作。",
        ] {
            assert!(has_lost_beginning(text), "{text}");
        }
    }

    #[test]
    fn sound_texts_are_not_suspected() {
        for text in [
            "65万以上贫困人口脱贫，10个片区县、3个插花县申请摘帽。",
            "单位生产总值能耗完成国家下达的控制指标。",
            "“大旅游”重点建设20个大景区。",
            "出口增长5%。",
            "总量控制制度全面落实。",
            "12个城市的地下管廊开工建设，解决内涝问题。",
            "",
        ] {
            assert!(!has_lost_beginning(text), "{text}");
        }
    }
}
