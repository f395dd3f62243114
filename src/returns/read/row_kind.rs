//! Rows of a table that do not hold returns: totals, remarks, signatures.

use super::head::Head;
use super::item_id;
use super::row::ZERO_REPORT;
use crate::input::grid::{GridCell, GridRow};
use crate::input::text::{self, is_total};
use crate::returns::Field;
use crate::returns::form::{RowKey, SIGNATURE};

/// The kind of a row below the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A return.
    Data,
    /// 合计, 小计.
    Total,
    /// A title, a remark, a signature.
    Remark,
}

/// Beginnings of remarks and signatures below a table, separated by blanks.
const REMARKS: &str = "备注 注 说明 填表说明 填报说明 审核人 审核 审核领导 审签 签发 签发人 签字 盖章 单位负责人 负责人 \
     部门负责人 分管领导 主要领导 分管负责人 主要负责人 填报人 填表人 联系人 联系电话 电话 制表 制表人 \
     填报日期 报送日期 填表日期 填报时间 填报单位 报送单位 单位 数据来源 附";

/// Returns the kind of `row`.
pub(super) fn of(row: &GridRow, head: &Head) -> RowKind {
    let text = |field| head.text(row, field);
    let keys = [Field::Period, Field::Item, Field::ItemText, Field::Unit];
    let mut filled = row.filled();
    let first = filled.next().map_or("", GridCell::text);
    let alone = filled.next().is_none();
    let has_id = item_id::parse(text(Field::Item)).is_some()
        || text(Field::RowKey).parse::<RowKey>().is_ok();
    // The text of an item may well end with 总数.
    let total = |&key: &Field| !(has_id && key == Field::ItemText) && is_total(text(key));
    if keys.iter().any(total) || !has_id && is_total(first) {
        return RowKind::Total;
    }
    if has_id {
        return RowKind::Data;
    }
    if row.filled().any(|cell| cell.text().starts_with(SIGNATURE)) {
        return RowKind::Remark;
    }
    if text(Field::Progress).starts_with(ZERO_REPORT) && !text(Field::Unit).is_empty() {
        return RowKind::Data;
    }
    let figures = [Field::Value, Field::Percent, Field::Status];
    let says_nothing = keys.iter().chain(&figures).all(|&field| text(field).is_empty());
    if alone || says_nothing || is_remark(first) { RowKind::Remark } else { RowKind::Data }
}

/// Returns the beginning of a cell without blanks, as much as is needed to recognize it.
fn beginning(text: &str) -> String {
    text::solid(text).take(14).collect()
}

fn is_remark(text: &str) -> bool {
    let text = beginning(text);
    let text = text.trim_start_matches(['(', '*', '※']);
    REMARKS.split(' ').any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() && word != "单位"
                || rest.starts_with([':', '(', ')'])
                || rest.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}
