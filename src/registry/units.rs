//! `units.csv`: units with their names, kinds, validity and successors.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::order::in_order;
use super::spelling::normalize;
use super::{Registry, Unit, UnitId, Who};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRow, NamedRows, file_columns, read_table};
use crate::input::csv::Cell;
use crate::input::{SourceFile, date};

/// The file of units, relative to the workspace.
pub const UNITS_FILE: &str = "seeds/units.csv";

file_columns! {
    enum Column {
        Order = ColumnSpec::optional("顺序", "order"),
        Code = ColumnSpec::optional("代码", "code"),
        Short = ColumnSpec::required("简称", "short"),
        Full = ColumnSpec::optional("全称", "full"),
        Aliases = ColumnSpec::optional("别名", "aliases"),
        Kind = ColumnSpec::required("类别", "kind"),
        From = ColumnSpec::optional("生效", "valid_from"),
        To = ColumnSpec::optional("失效", "valid_to"),
        Successors = ColumnSpec::optional("继任", "successor"),
    }
}

/// The titles of its columns.
pub const UNIT_TITLES: [&str; 9] =
    ["顺序", "代码", "简称", "全称", "别名", "类别", "生效", "失效", "继任"];

/// The most characters of a name that is not doubted.
const MOST_NAME: usize = 70;

type Row<'t> = NamedRow<'t, Column>;

/// The table of units.
pub(super) fn table() -> BaseTable {
    BaseTable::required(UNITS_FILE, Column::ALL)
}

impl Registry {
    /// Adds the units of `source`, in registry order.
    pub(super) fn read_units(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return;
        };
        let rows = in_order(&rows, Column::Order, diagnostics);
        let mut added = Vec::new();
        let (open, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_open);
        self.report_open(&open, diagnostics);
        for row in &rows {
            if let Some(id) = self.add_unit(row, diagnostics) {
                added.push((id, row));
            }
        }
        // Short names come first: an alias of one unit never takes the short name of another.
        for &(id, row) in &added {
            self.add_names(id, row, diagnostics);
        }
        self.assign_codes(&added, diagnostics);
        for &(id, row) in &added {
            self.units[id.0 as usize].successors = self.successors(row, diagnostics);
        }
        for (id, row) in added {
            if self.first_of_circle(id) {
                let name = &self.unit(id).short;
                diagnostics.push(
                    Diagnostic::new(Code::SuccessorCycle, format!("“{name}”的继任绕回了它自己"))
                        .at(row.place(Column::Successors))
                        .hint("继任填写接续其职能的新单位"),
                );
            }
        }
        if self.units.is_empty() {
            diagnostics.push(
                Diagnostic::new(Code::RegistryEmpty, "单位名录中没有单位")
                    .at(source.place(0..0))
                    .hint("填写单位，或用 duban import --propose 从通知中提取"),
            );
        }
    }

    /// Reports the rows that are prepared for units of a kind, which nobody has filled in yet (F211).
    fn report_open(&mut self, rows: &[Row<'_>], diagnostics: &mut Diagnostics) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in rows {
            *counts.entry(row.cell(Column::Kind).text.as_str()).or_default() += 1;
        }
        let Some(first) = rows.first() else { return };
        let counts: Vec<_> =
            counts.iter().map(|(kind, count)| format!("“{kind}”{count}行")).collect();
        let message = format!("名录中预留的各行还没有填写单位：{}", counts.join("、"));
        diagnostics.push(
            Diagnostic::new(Code::RegistryBlank, message)
                .at(first.place(Column::Short))
                .hint("每行填写一个单位的简称和全称，多余的行删除；填好以前，这一类的集体没有成员"),
        );
        self.asked = rows.iter().map(|row| row.cell(Column::Kind).text.clone()).collect();
    }

    /// Adds the unit of one row under its short name, still without code and successors.
    fn add_unit(&mut self, row: &Row<'_>, diagnostics: &mut Diagnostics) -> Option<UnitId> {
        let short = row.needed(Column::Short, diagnostics)?;
        let id = unit_id(self.units.len());
        check_length(short, row.source, diagnostics);
        if !self.claim(short, Who::Unit(id), "本行未读入", row.source, diagnostics) {
            return None;
        }
        let full = row.filled(Column::Full).unwrap_or(short);
        let (valid_from, valid_to) = validity(row, (Column::From, Column::To), diagnostics);
        self.units.push(Unit {
            code: String::new(),
            short: short.text.clone(),
            full: full.text.clone(),
            aliases: row.cell(Column::Aliases).names().map(|alias| alias.text).collect(),
            kind: kind(row, diagnostics),
            valid_from,
            valid_to,
            successors: Vec::new(),
        });
        self.unit_places.push(row.place(Column::Short));
        Some(id)
    }

    /// Registers the full name and the aliases in a unit's row as names of the unit.
    fn add_names(&mut self, id: UnitId, row: &Row<'_>, diagnostics: &mut Diagnostics) {
        let full = row.filled(Column::Full).cloned();
        for name in full.into_iter().chain(row.cell(Column::Aliases).names()) {
            check_length(&name, row.source, diagnostics);
            self.claim(&name, Who::Unit(id), "此处不起作用", row.source, diagnostics);
        }
    }

    /// Gives every unit its code: the one in its row, or else a free number near its place in the order.
    fn assign_codes(&mut self, added: &[(UnitId, &Row<'_>)], diagnostics: &mut Diagnostics) {
        let mut holders: BTreeMap<String, UnitId> = BTreeMap::new();
        for &(id, row) in added {
            let Some(cell) = row.filled(Column::Code) else {
                continue;
            };
            let problem = match written_code(cell) {
                None => Diagnostic::new(
                    Code::CellInvalid,
                    format!("代码“{}”不能用作文件名，已另编代码", cell.text),
                )
                .hint(format!("代码用三位数字，也可用英文字母，不超过{MOST_CODE}个")),
                Some(code) => match holders.get(&code) {
                    Some(holder) => Diagnostic::new(
                        Code::NameAmbiguous,
                        format!("代码“{code}”已用于“{}”，已另编代码", self.unit(*holder).short),
                    )
                    .hint("每个单位的代码应当不同；留空则按顺序自动编码"),
                    None => {
                        holders.insert(code, id);
                        continue;
                    }
                },
            };
            diagnostics.push(problem.at(row.place(Column::Code)));
        }
        for (code, &id) in &holders {
            self.units[id.0 as usize].code.clone_from(code);
        }
        self.coded = holders.clone();
        for (position, unit) in self.units.iter_mut().enumerate() {
            if unit.code.is_empty() {
                let mut free = (position + 1..).map(|number| format!("{number:03}"));
                let code = free.find(|code| !holders.contains_key(code));
                unit.code = code.expect("numbers do not end");
                holders.insert(unit.code.clone(), unit_id(position));
            }
        }
    }

    /// Returns whether the successors of a unit lead back to it and it is the first unit of that circle.
    fn first_of_circle(&self, start: UnitId) -> bool {
        let after = self.all_successors(start);
        after.contains(&start)
            && after
                .iter()
                .filter(|id| self.all_successors(**id).contains(&start))
                .all(|id| start <= *id)
    }

    /// Returns the successors of a unit, their successors, and so on.
    pub(super) fn all_successors(&self, start: UnitId) -> BTreeSet<UnitId> {
        let mut reached = BTreeSet::new();
        let mut open = vec![start];
        while let Some(id) = open.pop() {
            for name in &self.unit(id).successors {
                if let Some(Who::Unit(next)) = self.resolve(name)
                    && reached.insert(next)
                {
                    open.push(next);
                }
            }
        }
        reached
    }

    /// Returns the short names of the units that the column 继任 names.
    fn successors(&self, row: &Row<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
        let mut successors = Vec::new();
        for name in row.cell(Column::Successors).names() {
            if let Some(Who::Unit(id)) = self.resolve(&name.text) {
                successors.push(self.unit(id).short.clone());
            } else {
                let known = self.nearest(&name.text);
                diagnostics.push(unknown_reference("继任单位", &name, known, row.source));
            }
        }
        successors
    }
}

/// Returns whether a row is prepared for a unit of its kind: it has its place in the order, and no names.
fn is_open(row: &Row<'_>) -> bool {
    let blank = [
        Column::Short,
        Column::Full,
        Column::Aliases,
        Column::From,
        Column::To,
        Column::Successors,
    ];
    blank.into_iter().all(|column| row.cell(column).is_empty())
        && !row.cell(Column::Kind).is_empty()
        && !row.cell(Column::Order).is_empty()
}

/// Reports a name that is too long for one (F196).
pub(super) fn check_length(name: &Cell, source: &SourceFile, diagnostics: &mut Diagnostics) {
    let count = name.text.chars().count();
    if count > MOST_NAME {
        let message = format!("名称“{}”有{count}个字，文件名只取前面的", name.text);
        let problem = source.problem(Code::NameTooLong, message, name);
        diagnostics.push(problem.hint("检查是否几个名称没有分开，或误填了别的内容"));
    }
}

fn unit_id(position: usize) -> UnitId {
    UnitId(u32::try_from(position).expect("far fewer units than 2^32"))
}

/// Returns problem R102 for `name`, which is written where a `role` (继任单位, 成员) should be named.
pub(super) fn unknown_reference(
    role: &str,
    name: &Cell,
    nearest: Option<&str>,
    source: &SourceFile,
) -> Diagnostic {
    let message = format!("{role}“{}”不在单位名录中", name.text);
    source.problem(Code::ReferenceUnknown, message, name).hint(match nearest {
        Some(known) => format!("是否应为“{known}”？否则请在 seeds/units.csv 中登记"),
        None => "检查名称，或在 seeds/units.csv 中登记".to_owned(),
    })
}

/// The maximum length of a code: with the longest name and the time of a backup a file name has 255 bytes.
const MOST_CODE: usize = 20;

/// Returns the code in `cell` as it is used in file names. Codes of digits are padded to three digits,
/// because Excel turns 001 into 1.
fn written_code(cell: &Cell) -> Option<String> {
    let code = Some(normalize(&cell.text)).filter(|code| code.len() <= MOST_CODE)?;
    let safe = |char: char| char.is_ascii_alphanumeric() || char == '-' || char == '_';
    if code.chars().all(|char| char.is_ascii_digit()) {
        Some(format!("{code:0>3}"))
    } else {
        code.chars().all(safe).then_some(code)
    }
}

/// Returns the kind of a unit; a unit without one belongs to no kind and is reported (F115).
fn kind(row: &Row<'_>, diagnostics: &mut Diagnostics) -> String {
    let cell = row.cell(Column::Kind);
    if cell.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::CellEmpty, "“类别”为空，此单位不属于任何一类")
                .at(row.place(Column::Kind))
                .hint("填写类别，如 组成部门、市州、省属企业"),
        );
    }
    cell.text.clone()
}

/// Returns the first and last day of a unit or of a leader in the post. A last day before the first is reported (R104), and
/// both are dropped.
pub(super) fn validity<C: Copy + PartialEq>(
    row: &NamedRow<'_, C>,
    (first, last): (C, C),
    diagnostics: &mut Diagnostics,
) -> (Option<Date>, Option<Date>) {
    let from = day(row, first, diagnostics);
    let to = day(row, last, diagnostics);
    if let (Some(begin), Some(end)) = (from, to)
        && end < begin
    {
        let message = format!("失效日期{end}早于生效日期{begin}，均未采用");
        diagnostics.push(
            Diagnostic::new(Code::ValidityReversed, message)
                .at(row.place(last))
                .hint("检查两个日期是否填反"),
        );
        return (None, None);
    }
    (from, to)
}

/// Returns the date in `column`, if there is one; an unreadable date is reported (F116).
fn day<C: Copy + PartialEq>(
    row: &NamedRow<'_, C>,
    column: C,
    diagnostics: &mut Diagnostics,
) -> Option<Date> {
    let cell = row.filled(column)?;
    let day = date::parse(&cell.text).or_else(|| date::from_serial(&cell.text));
    if day.is_none() {
        let message = format!("{}“{}”不是日期，未采用", row.title(column), cell.text);
        let problem = row.source.problem(Code::CellInvalid, message, cell);
        diagnostics.push(problem.hint("日期写作 2018-10-30"));
    }
    day
}
