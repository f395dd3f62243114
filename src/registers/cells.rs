//! The cells that registers have in common: units, items, days.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::input::columns::NamedRow;
use crate::input::csv::Cell;
use crate::input::{date, text};
use crate::numbers::Number;
use crate::plan::{IdCells, Item, Who};
use crate::registry::UnitId;
use crate::returns::Reader;
use crate::returns::form::filing_days;

/// The row of a register that is being read. A cell that cannot be read is reported (L101), and the row left out.
pub(super) struct Cells<'r, 'a, C: 'static> {
    pub row: &'r NamedRow<'r, C>,
    pub reader: &'r Reader<'a>,
    pub ids: &'r mut IdCells,
    pub diagnostics: &'r mut Diagnostics,
}

impl<'a, C: Copy + PartialEq> Cells<'_, 'a, C> {
    /// Returns the text of a cell.
    pub fn text(&self, column: C) -> String {
        self.row.cell(column).text.clone()
    }

    /// Returns the text of a cell that must not be blank.
    pub fn needed(&mut self, column: C) -> Option<String> {
        Some(self.row.needed(column, self.diagnostics)?.text.clone())
    }

    /// Reads the unit in a cell that must not be blank.
    pub fn unit(&mut self, column: C) -> Option<UnitId> {
        let cell = self.row.needed(column, self.diagnostics)?.clone();
        match self.reader.called(&cell.text) {
            Some(Who::Unit(unit)) => Some(unit),
            Some(Who::Group(_)) => {
                let message = format!("“{}”是一组单位", cell.text);
                self.refuse(&cell, &message, "分单位登记")
            }
            _ => {
                let message = format!("“{}”不在单位名录中", cell.text);
                let hint = match self.reader.registry().nearest(&cell.text) {
                    Some(known) => format!("是否应为“{known}”？"),
                    None => "在 seeds/units.csv 中补上该单位或其别名".to_owned(),
                };
                self.refuse(&cell, &message, &hint)
            }
        }
    }

    /// Reads the item in a cell that must not be blank.
    pub fn item(&mut self, column: C) -> Option<&'a Item> {
        let cell = self.row.needed(column, self.diagnostics)?.clone();
        let id = self.ids.read(self.row.source, &cell);
        match id.and_then(|id| self.reader.plan().item(id)) {
            Some(item) => Some(item),
            None => {
                let message = format!("没有编号为“{}”的事项", cell.text);
                self.refuse(&cell, &message, "编号写作“附件号-序号”，如 1-7")
            }
        }
    }

    /// Returns the unit that answers for `item` when `unit`, in the cell of `column`, does: itself, or the one that it
    /// took over from.
    pub fn holder(&mut self, item: &Item, unit: UnitId, column: C) -> Option<UnitId> {
        if let Some(holder) = self.reader.holder(item, unit) {
            return Some(holder);
        }
        let cell = self.row.cell(column).clone();
        let name = &self.reader.registry().unit(unit).short;
        let message = format!("“{name}”不承担{}", item.name());
        self.refuse(&cell, &message, "核对编号和单位")
    }

    /// Reads the day in a cell; `Some(None)` where it is blank.
    pub fn day(&mut self, column: C) -> Option<Option<Date>> {
        let Some(cell) = self.row.filled(column).cloned() else { return Some(None) };
        let day = date::parse(&cell.text).or_else(|| date::from_serial(&cell.text));
        let title = self.row.title(column);
        let Some(day) = day else {
            let message = format!("{title}“{}”无法识别", cell.text);
            return self.refuse(&cell, &message, "日期写作 2018-04-05");
        };
        let days = filing_days(self.reader.year());
        if !days.contains(&day) {
            let message = format!("{title}{day}不在{}至{}之间", days.start(), days.end());
            return self.refuse(&cell, &message, "核对年份");
        }
        Some(Some(day))
    }

    /// Reads the day in a cell that must not be blank.
    pub fn needed_day(&mut self, column: C) -> Option<Date> {
        self.row.needed(column, self.diagnostics)?;
        self.day(column)?
    }

    /// Reads the number of a document in a cell that must not be blank.
    pub fn number(&mut self, column: C) -> Option<Number> {
        let cell = self.row.needed(column, self.diagnostics)?.clone();
        match Number::parse(&cell.text) {
            Some(number) => Some(number),
            None => {
                let message = format!("文号“{}”无法识别", text::plain(&cell.text));
                self.refuse(&cell, &message, "文号写作 甘政办督〔2018〕3号")
            }
        }
    }

    /// The place of a cell.
    pub fn place(&self, column: C) -> Place {
        self.row.place(column)
    }

    /// Reports L101: the row is not read because of a cell.
    pub fn refuse<T>(&mut self, cell: &Cell, message: &str, hint: &str) -> Option<T> {
        let message = format!("{message}，本行未读入");
        let problem = self.row.source.problem(Code::RegisterCell, message, cell);
        self.diagnostics.push(problem.hint(hint));
        None
    }
}
