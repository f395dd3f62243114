//! The cells of a row of answers.

use jiff::civil::Date;

use super::refused;
use super::sheet::Table;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::date;
use crate::input::grid::{GridRow, Withheld};
use crate::input::text::plain;
use crate::input::width::half_width;
use crate::plan::ItemId;
use crate::registry::UnitId;
use crate::returns::Reader;
use crate::returns::form::{AnswerColumn as Column, AnswerKey, AnswerKind, filing_days};

/// A row that is being read.
pub(super) struct AnswerCells<'t, 'r> {
    pub table: &'t Table<'t>,
    pub row: &'t GridRow,
    pub reader: &'r Reader<'r>,
}

/// The longest text that is quoted, in characters.
const LONGEST: usize = 30;

impl AnswerCells<'_, '_> {
    /// Returns the key of the row, wherever in it it stands; `None` where it has none.
    pub fn key(&self) -> Option<Result<AnswerKey, Diagnostic>> {
        let cell = self.row.filled().find(|cell| AnswerKey::is(cell.text()))?;
        let key = cell.text().parse::<AnswerKey>().ok();
        let key = key.filter(|key| key.kind.sheet() == self.table.kind);
        Some(key.ok_or_else(|| {
            let place = self.table.origin.place(self.row, cell.column);
            refused("识别码已改动，本行未收", place).hint("请在原表上填写后重报")
        }))
    }

    /// Returns L130 for a row without a key in which something was filled in.
    pub fn without_key(&self) -> Option<Diagnostic> {
        let column = super::open(self.table.kind).find(|column| !self.raw(*column).is_empty())?;
        let message = "没有识别码，不知是哪一项，本行未收";
        Some(refused(message, self.place(column)).hint("请在原有的行上填写，不要另加行"))
    }

    /// Returns whether the unit filled in anything.
    pub fn is_filled_in(&self, key: &AnswerKey) -> bool {
        let is_filled = |column: Column| {
            let at = self.table.columns.get(&column);
            !self.raw(column).is_empty() || at.is_some_and(|at| self.row.lacks_result(*at))
        };
        let names_item = key.kind == AnswerKind::ItemPlan
            && key.item.is_none()
            && !self.raw(Column::Item).is_empty();
        super::open(self.table.kind).any(is_filled) || names_item
    }

    /// G215: words beside the columns.
    pub fn unread(&self) -> Diagnostics {
        let is_beside = |column: usize| !self.table.columns.values().any(|known| *known == column);
        let beside = self.row.filled().filter(|cell| is_beside(cell.column));
        let beside = beside.filter(|cell| !AnswerKey::is(cell.text()));
        let problems = beside.map(|cell| {
            let message = format!("各列以外的“{}”未采用", quoted(cell.text()));
            Diagnostic::new(Code::WrittenElsewhere, message)
                .at(self.table.origin.place(self.row, cell.column))
                .hint("要报送的内容请填报单位填入白色格")
        });
        problems.collect()
    }

    /// Refuses a row of another unit, and one whose cells show something else than its key.
    pub fn examine(&self, key: &AnswerKey, unit: UnitId) -> Result<(), Diagnostic> {
        if self.reader.registry().unit_of_code(&key.code) != Some(unit) {
            return Err(self.refused(Column::Key, "是另一单位的行"));
        }
        let shown = self.raw(Column::Item);
        if key.item.is_some_and(|item| !shown.is_empty() && shown != item.to_string()) {
            let why = format!("编号“{}”与本行的识别码不符", quoted(shown));
            return Err(self.refused(Column::Item, &why));
        }
        let shown = self.raw(Column::Document);
        if !shown.is_empty() && plain(shown) != plain(&key.document) {
            let why = format!("文号“{}”与本行的识别码不符", quoted(shown));
            return Err(self.refused(Column::Document, &why));
        }
        Ok(())
    }

    /// Returns the item of the row and the unit that has it.
    pub fn item(&self, key: &AnswerKey, unit: UnitId) -> Result<(ItemId, UnitId), Diagnostic> {
        let text: String = self.raw(Column::Item).chars().map(half_width).collect();
        let id = match key.item {
            Some(item) => item,
            None if text.is_empty() => return Err(self.refused(Column::Item, "没有填编号")),
            None => text.parse().map_err(|error| {
                self.refused(Column::Item, &format!("编号“{}”无法识别", quoted(&text)))
                    .hint(format!("{error}"))
            })?,
        };
        let item = self.reader.plan().item(id);
        let Some(item) = item else {
            return Err(self.refused(Column::Item, &format!("没有编号为“{id}”的事项")));
        };
        match self.reader.holder(item, unit) {
            Some(holder) => Ok((id, holder)),
            None => {
                let name = &self.reader.registry().unit(unit).short;
                Err(self.refused(Column::Item, &format!("“{name}”不承担{}", item.name())))
            }
        }
    }

    /// Returns the text of a cell.
    pub fn text(&self, column: Column) -> Result<String, Diagnostic> {
        let Some(&at) = self.table.columns.get(&column) else { return Ok(String::new()) };
        if self.row.lacks_result(at) {
            let why = format!("“{}”是公式，没有结果", column.title());
            return Err(self.refused(column, &why).hint("请直接填写内容"));
        }
        match self.row.withheld(at) {
            Some(Withheld::Struck) => {
                let why = format!("“{}”有删除线，视为作废", column.title());
                Err(self.refused(column, &why))
            }
            Some(Withheld::Hidden) => {
                let why = format!("“{}”的内容被格式隐藏", column.title());
                Err(self.refused(column, &why))
            }
            None => Ok(self.row.text(at).to_owned()),
        }
    }

    /// Returns the text of a cell that must not be blank.
    pub fn needed(&self, column: Column) -> Result<String, Diagnostic> {
        let text = self.text(column)?;
        if text.is_empty() { Err(self.blank(column)) } else { Ok(text) }
    }

    /// Returns the telephone in a cell.
    pub fn phone(&self, column: Column) -> Result<String, Diagnostic> {
        let text = self.text(column)?;
        let digits = text.chars().map(half_width).filter(char::is_ascii_digit).count();
        match text.is_empty() || digits >= 3 {
            true => Ok(text),
            false => {
                let why = format!("{}“{}”不是电话号码", column.title(), quoted(&text));
                Err(self.refused(column, &why))
            }
        }
    }

    /// Returns the day in a cell; `None` where it is blank.
    pub fn day(&self, column: Column) -> Result<Option<Date>, Diagnostic> {
        let text = self.text(column)?;
        if text.is_empty() {
            return Ok(None);
        }
        let title = column.title();
        let Some(day) = date::parse(&text).or_else(|| date::from_serial(&text)) else {
            let why = format!("{title}“{}”无法识别", quoted(&text));
            return Err(self.refused(column, &why).hint("日期写作 2018-04-05"));
        };
        let days = filing_days(self.reader.year());
        if !days.contains(&day) {
            let why = format!("{title}{day}不在{}至{}之间", days.start(), days.end());
            return Err(self.refused(column, &why).hint("核对年份"));
        }
        Ok(Some(day))
    }

    /// Returns the day in a cell that must not be blank.
    pub fn needed_day(&self, column: Column) -> Result<Date, Diagnostic> {
        self.day(column)?.ok_or_else(|| self.blank(column))
    }

    /// Returns L130 for a cell.
    pub fn refused(&self, column: Column, why: &str) -> Diagnostic {
        refused(&format!("{why}，本行未收"), self.place(column))
    }

    /// Returns the place of a cell; where there is no such column, that of the row.
    pub fn place(&self, column: Column) -> Place {
        match self.table.columns.get(&column) {
            Some(at) => self.table.origin.place(self.row, *at),
            None => self.table.origin.row_place(self.row),
        }
    }

    fn blank(&self, column: Column) -> Diagnostic {
        self.refused(column, &format!("没有填“{}”", column.title()))
    }

    fn raw(&self, column: Column) -> &str {
        self.table.columns.get(&column).map_or("", |at| self.row.text(*at))
    }
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() { short + "…" } else { short }
}
