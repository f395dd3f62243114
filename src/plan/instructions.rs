//! The instructions of leaders, and other matters outside the notice: `seeds/instructions.csv`. They become items P-1, P-2 …

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::written_id::{self, WrittenId};
use super::{Annex, AnnexName, Item, ItemId, ItemPlaces, name_cells, short_title};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, file_columns, read_table};
use crate::input::csv::Cell;
use crate::input::{SourceFile, date};
use crate::registry::Registry;

file_columns! {
    /// The columns of the register.
    enum Column {
        Item = ColumnSpec::required("编号", "id"),
        Date = ColumnSpec::required("日期", "date").or(&["批示日期", "交办日期"]),
        Leader = ColumnSpec::optional("领导", "leader").or(&["批示领导", "交办领导", "牵头领导"]),
        Text = ColumnSpec::required("内容", "text").or(&["批示内容", "事项", "交办事项"]),
        Lead = ColumnSpec::required("牵头单位", "lead"),
        Support = ColumnSpec::optional("配合单位", "support").or(&["责任单位"]),
        Implement = ColumnSpec::optional("实施单位", "implement"),
        Deadline = ColumnSpec::optional("完成时限", "deadline").or(&["办结时限", "期限"]),
    }
}

/// The table of instructions.
pub(super) fn table() -> BaseTable {
    BaseTable::register(super::INSTRUCTIONS_FILE, Column::ALL)
}

/// Returns the items of `source` with their places. A row whose number, date or text cannot be read is reported and left
/// out; a name that the registry does not know is reported and kept.
pub(super) fn read(
    source: &SourceFile,
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) -> (Vec<Item>, BTreeMap<ItemId, ItemPlaces>) {
    let (mut items, mut places) = (Vec::new(), BTreeMap::new());
    let table = read_table(source, Column::ALL, diagnostics);
    let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
        return (items, places);
    };
    for row in rows.iter() {
        let Some(item) = item(&row, registry, diagnostics) else { continue };
        if places.contains_key(&item.id) {
            let message = format!("编号{}重复，本行未读入", item.id);
            let problem = source.problem(Code::ItemDuplicate, message, row.cell(Column::Item));
            diagnostics.push(problem.hint("每个编号只能用一次，请改正或删除重复的行"));
            continue;
        }
        places.insert(item.id, self::places(&row));
        items.push(item);
    }
    (items, places)
}

/// Reads one row.
fn item(
    row: &NamedRow<'_, Column>,
    registry: &Registry,
    diagnostics: &mut Diagnostics,
) -> Option<Item> {
    let id = id(row, diagnostics)?;
    let given = row.needed(Column::Date, diagnostics)?;
    let since = date::parse(&given.text).or_else(|| date::from_serial(&given.text));
    if since.is_none() {
        let message = format!("日期“{}”不是日期，本行未读入", given.text);
        let problem = row.source.problem(Code::CellInvalid, message, given);
        diagnostics.push(problem.hint("日期写作 2018-05-10"));
        return None;
    }
    let text = row.needed(Column::Text, diagnostics)?.text.clone();
    let mut report = |problem: Diagnostic, cell: &Cell| {
        diagnostics.push(problem.at(row.source.place(cell.range.clone())));
    };
    let leaders = name_cells::leaders(row.cell(Column::Leader), registry, &mut report);
    let mut parties =
        |column, names| name_cells::parties(names, row.cell(column), registry, &mut report);
    Some(Item {
        id,
        since,
        annex: Arc::new(AnnexName::usual(id.annex)),
        category: None,
        short_title: short_title::propose(id.annex, &text, &[]),
        leaders,
        lead: parties(Column::Lead, super::Column::Lead),
        support: parties(Column::Support, super::Column::Support),
        implement: parties(Column::Implement, super::Column::Implement),
        inherited: BTreeSet::new(),
        targets: Vec::new(),
        deadline: row.filled(Column::Deadline).map(|cell| cell.text.clone()),
        text,
    })
}

/// Reads the id of a row: P-1, or 1 alone.
fn id(row: &NamedRow<'_, Column>, diagnostics: &mut Diagnostics) -> Option<ItemId> {
    let cell = row.needed(Column::Item, diagnostics)?;
    let id = match written_id::parse(&cell.text) {
        Some(WrittenId::Whole(id)) => Some(id).filter(|id| id.is_instruction()),
        Some(WrittenId::Bare(number)) if number.sub.is_none() => {
            Some(number.of(Annex::INSTRUCTIONS))
        }
        _ => None,
    };
    if id.is_none() {
        let message = format!("编号“{}”不是交办事项的编号，本行未读入", cell.text);
        let problem = row.source.problem(Code::CellInvalid, message, cell);
        diagnostics.push(problem.hint("编号写作 P-1、P-2，依次往下编"));
    }
    id
}

fn places(row: &NamedRow<'_, Column>) -> ItemPlaces {
    ItemPlaces {
        text: row.place(Column::Text),
        columns: [Column::Leader, Column::Lead, Column::Support, Column::Implement]
            .map(|column| row.place(column)),
        // An instruction has no targets; the place tells where they would be stated.
        targets: row.place(Column::Text),
        deadline: row.place(Column::Deadline),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;
    use crate::plan::Plan;
    use crate::sample::{self, Province};

    const HEADER: &str = "编号,日期,领导,内容,牵头单位,配合单位,实施单位,完成时限\n";

    fn load(rows: &str) -> (Plan, Vec<String>) {
        let lead = |item: sample::Item| item.leaders("黄强").lead("省教育厅");
        let province = Province::new().unit("省教育厅", "组成部门").unit("省水利厅", "组成部门");
        let (registry, mut plan) = province.leader("黄强").task(1, "办好教育。", lead).load();
        let mut problems = Diagnostics::new();
        let source =
            SourceFile::from_text(crate::plan::INSTRUCTIONS_FILE, format!("{HEADER}{rows}"));
        plan.add(read(&source, &registry, &mut problems));
        let errors = problems.iter().filter(|problem| problem.severity() == Severity::Error);
        (plan, errors.map(|problem| problem.message.clone()).collect())
    }

    #[test]
    fn an_instruction_becomes_an_item_after_those_of_the_notice() {
        let (plan, problems) = load(
            "P-2,2018-06-01,黄强,整治校园周边环境。,省教育厅,,,年底\n\
             P-1,2018-05-10,黄强,查清黄河险段，提出治理方案。,省水利厅,省教育厅,,6月30日前\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let ids: Vec<String> = plan.items().iter().map(|item| item.id.to_string()).collect();
        assert_eq!(ids, ["2-1", "P-1", "P-2"]);
        let item = plan.item("P-1".parse().unwrap()).unwrap();
        assert_eq!(item.words(), "交办事项1");
        assert_eq!(item.since, Some(jiff::civil::date(2018, 5, 10)));
        assert_eq!(item.leaders, ["黄强"]);
        assert_eq!(item.lead[0].written, "省水利厅");
        assert_eq!(item.deadline_date(2018), Some(jiff::civil::date(2018, 6, 30)));
        assert_eq!(plan.without_instructions().items().len(), 1);
        assert_eq!(plan.without_instructions().scope(|_| true), "重点工作任务");
    }

    #[test]
    fn a_row_with_a_wrong_id_date_or_unit_is_told() {
        let (plan, problems) = load(
            "2-5,2018-05-10,黄强,修路。,省水利厅,,,\n\
             P-1,五月,黄强,修路。,省水利厅,,,\n\
             P-2,2018-05-10,黄强,修路。,省水利厅,,,\n\
             P-2,2018-05-11,黄强,修桥。,省水利厅,,,\n\
             3,2018-05-11,李斌,修桥。,省公路局,,,\n",
        );
        assert_eq!(
            problems,
            [
                "编号“2-5”不是交办事项的编号，本行未读入",
                "日期“五月”不是日期，本行未读入",
                "编号P-2重复，本行未读入",
                "领导“李斌”不在领导名录中",
                "牵头单位“省公路局”不在名录中",
            ]
        );
        assert_eq!(plan.items().len(), 3);
    }
}
