//! A row of `seeds/changes.csv`.

use jiff::civil::Date;

use super::value::{Changed, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::columns::{ColumnSpec, NamedRow, file_columns};
use crate::input::csv::Cell;
use crate::input::{date, text};
use crate::plan::id_cells::IdCells;
use crate::plan::{self, ItemId, name_cells};
use crate::registry::Registry;
use crate::targets::Target;

file_columns! {
    /// The columns of the file.
    pub(super) enum Column {
        Date = ColumnSpec::required("日期", "date").or(&["生效日期", "自何日起"]),
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Changed = ColumnSpec::required("列", "column").or(&["调整内容", "变更列"]),
        Before = ColumnSpec::required("原", "before").or(&["原为", "调整前"]),
        After = ColumnSpec::required("新", "after").or(&["改为", "调整后"]),
        Evidence = ColumnSpec::required("依据", "evidence").or(&["原因", "理由"]),
    }
}

/// What a row changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// One column.
    Column(Changed),
    /// Every column of units in which the unit stands: another takes over from it (继任).
    Successor,
}

/// A row that could be read.
#[derive(Debug)]
pub(super) struct Row {
    pub date: Date,
    /// The item; `None` for every item in which the earlier content stands.
    pub item: Option<ItemId>,
    pub subject: Subject,
    /// The earlier content, for a successor as lead units.
    pub before: Value,
    pub after: Value,
    pub evidence: String,
    /// The cells of the row that problems are about.
    pub places: Places,
}

/// The places of a row's cells.
#[derive(Debug, Clone)]
pub(super) struct Places {
    pub item: Place,
    pub before: Place,
    pub after: Place,
}

/// Reads the rows of a file.
pub(super) struct Reader<'a> {
    pub registry: &'a Registry,
    /// The year in which changes may be made.
    pub year: i16,
    pub ids: IdCells,
    pub problems: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reads a row; reported (F115, P180) if that fails.
    pub(super) fn row(&mut self, row: &NamedRow<'_, Column>) -> Option<Row> {
        let date = self.date(row)?;
        let item = match row.filled(Column::Item) {
            None => None,
            Some(cell) => match self.ids.read(row.source, cell) {
                Some(id) => Some(id),
                None => {
                    let message = format!("编号“{}”无法识别", cell.text);
                    return self.invalid(row, cell, message, "写作 2-41、P-1；涉及各项的留空");
                }
            },
        };
        let cell = row.needed(Column::Changed, self.problems)?;
        let Some(subject) = subject(&cell.text) else {
            let message = format!("“{}”不是可以调整的列", cell.text);
            let hint = "可填：牵头领导、牵头单位、配合单位、实施单位、目标、完成时限、继任、撤销";
            return self.invalid(row, cell, message, hint);
        };
        let evidence = row.needed(Column::Evidence, self.problems)?.text.clone();
        let before = self.value(row, Column::Before, subject)?;
        let after = self.value(row, Column::After, subject)?;
        if before == after && before != Value::InForce(false) {
            let cell = row.cell(Column::After);
            return self.invalid(row, cell, "原、新两列相同".to_owned(), "填写调整后的内容");
        }
        if after.is_empty() && matches!(after.changed(), Changed::Names(plan::Column::Lead)) {
            let cell = row.cell(Column::After);
            let message = "单位不能调整为空".to_owned();
            return self.invalid(row, cell, message, "填写接手的单位；不再执行的事项，列写“撤销”");
        }
        let places = Places {
            item: row.place(Column::Item),
            before: row.place(Column::Before),
            after: row.place(Column::After),
        };
        Some(Row { date, item, subject, before, after, evidence, places })
    }

    /// Returns the item that a row withdraws, whatever else is wrong with the row.
    pub(super) fn withdrawn(&mut self, row: &NamedRow<'_, Column>) -> Option<ItemId> {
        let is_withdrawal = subject(&row.cell(Column::Changed).text)?;
        let id = self.ids.read(row.source, row.cell(Column::Item))?;
        (is_withdrawal == Subject::Column(Changed::Item)).then_some(id)
    }

    fn date(&mut self, row: &NamedRow<'_, Column>) -> Option<Date> {
        let cell = row.needed(Column::Date, self.problems)?;
        let year = self.year;
        match date::parse(&cell.text).or_else(|| date::from_serial(&cell.text)) {
            Some(day) if day.year() == year => Some(day),
            Some(day) => {
                let message = format!("日期{day}不在{year}年");
                self.invalid(row, cell, message, "只登记本年度的调整")
            }
            None => {
                let message = format!("日期“{}”不是日期", cell.text);
                self.invalid(row, cell, message, "日期写作 2018-07-01")
            }
        }
    }

    /// Reads the content before or after.
    fn value(
        &mut self,
        row: &NamedRow<'_, Column>,
        column: Column,
        subject: Subject,
    ) -> Option<Value> {
        let cell = row.cell(column);
        let mut unknown = None;
        let report = |problem: Diagnostic, part: &Cell| {
            unknown.get_or_insert((problem, part.clone()));
        };
        let value = match subject {
            Subject::Column(Changed::Names(plan::Column::Leaders)) => {
                Value::Leaders(name_cells::leaders(cell, self.registry, report))
            }
            Subject::Column(Changed::Names(names)) => {
                Value::Parties(names, name_cells::parties(names, cell, self.registry, report))
            }
            Subject::Successor => {
                let names = plan::Column::Lead;
                Value::Parties(names, name_cells::parties(names, cell, self.registry, report))
            }
            Subject::Column(Changed::Targets) => match Target::parse_list(&cell.text) {
                Ok(targets) => Value::Targets(targets),
                Err(error) => {
                    let part = cell.part(error.range.clone());
                    let hint = "与附件“目标”列的写法相同，如 城镇新增就业 ≥ 42 万人";
                    return self.invalid(row, &part, error.to_string(), hint);
                }
            },
            Subject::Column(Changed::Deadline) => {
                Value::Deadline(Some(cell.text.clone()).filter(|text| !text.is_empty()))
            }
            Subject::Column(Changed::Item) => {
                if !["", "撤销", "是", "有效", "执行", "继续执行"]
                    .contains(&&*text::word(&cell.text))
                {
                    let message = format!("撤销一项，原、新两列留空，不写“{}”", cell.text);
                    return self.invalid(row, cell, message, "改动别的内容的，“列”写那一列的名称");
                }
                Value::InForce(false)
            }
        };
        let Some((problem, part)) = unknown else { return Some(value) };
        // What the row says of people and units must be certain.
        let hint = problem.hint.clone().unwrap_or_default();
        self.invalid(row, &part, problem.message, &hint)
    }

    /// Reports a cell (P180).
    fn invalid<T>(
        &mut self,
        row: &NamedRow<'_, Column>,
        cell: &Cell,
        message: String,
        hint: &str,
    ) -> Option<T> {
        let message = format!("{message}，本行未采用");
        let problem = row.source.problem(Code::ChangeInvalid, message, cell);
        self.problems.push(problem.hint(hint));
        None
    }
}

/// Reads the name of a column.
fn subject(words: &str) -> Option<Subject> {
    let words = text::word(words);
    let names = plan::Column::ALL.into_iter().find(|column| {
        [column.title(), column.word(), column.as_str()].contains(&&*words)
            || (*column == plan::Column::Leaders && words.ends_with(column.word()))
    });
    if let Some(column) = names {
        return Some(Subject::Column(Changed::Names(column)));
    }
    Some(match &*words {
        "领导" | "leader" => Subject::Column(Changed::Names(plan::Column::Leaders)),
        "责任单位" => Subject::Column(Changed::Names(plan::Column::Support)),
        "目标" | "target" | "targets" => Subject::Column(Changed::Targets),
        "完成时限" | "时限" | "deadline" => Subject::Column(Changed::Deadline),
        "撤销" | "withdrawal" | "withdraw" | "withdrawn" => Subject::Column(Changed::Item),
        "继任" | "承接单位" | "单位" | "successor" => Subject::Successor,
        _ => return None,
    })
}
