//! What is to be said about the columns of a table.

use super::settings::Settings;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Column;

use super::table::Table;

/// Reports columns that are kept under their own titles, and a table without lead units.
pub(super) fn report_columns(
    table: &Table<'_>,
    settings: &Settings,
    problems: &mut Vec<Diagnostic>,
) {
    let header = &table.header;
    for extra in &header.extra {
        let Some(cell) = header.cells.get(extra.position) else { continue };
        let what = match extra.is_duplicate {
            true => "与另一列含义相同",
            false if cell.is_blank() => "没有标题",
            false => "不认识",
        };
        let message = match cell.is_blank() {
            true => format!(
                "第{}列{what}，内容照录在附件表的“{}”列，不作他用",
                extra.position + 1,
                extra.title
            ),
            false => format!(
                "表头“{}”{what}，内容照录在附件表的“{}”列，不作他用",
                cell.running_text(),
                extra.title
            ),
        };
        problems.push(
            Diagnostic::new(Code::ColumnKept, message).at(table.source.place(cell.place())).hint(
                "若是领导、单位、时限等列，请在 duban.toml 的 [import] titles 中写明它相当于哪一列",
            ),
        );
    }
    if !header.has(Field::Names(Column::Lead)) {
        problems.push(
            Diagnostic::new(Code::AnnexColumnMissing, "表头缺少“牵头单位”一列，各项的牵头单位为空")
                .at(table.source.place(table.place()))
                .hint("补上这一列的标题，或改成“牵头单位”“责任单位”"),
        );
    }
    let is_new =
        |code: Code, problems: &[Diagnostic]| problems.iter().all(|problem| problem.code != code);
    if header.first_leads && is_new(Code::FirstUnitLeads, problems) {
        problems.push(
            Diagnostic::new(
                Code::FirstUnitLeads,
                "单位只有一列：各项排在第一位的作为牵头单位，其余作为配合单位",
            )
            .at(table.source.place(table.place())),
        );
    }
    if !header.has(Field::Names(Column::Implement))
        && settings.implementers.is_empty()
        && is_new(Code::NoImplementers, problems)
    {
        problems.push(
            Diagnostic::new(Code::NoImplementers, "表中没有实施单位一列，各项的实施单位为空")
                .at(table.source.place(table.place()))
                .hint("由市州、县区实施的，在 duban.toml 的 [import] implementers 中写明，如 \"各市州政府\"；由所列单位自己实施的，写 \"责任单位\""),
        );
    }
}
