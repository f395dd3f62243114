//! One row of `verified.csv`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::columns::{ColumnSpec, NamedRow, file_columns};
use crate::input::csv::Cell;
use crate::period::Month;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::filing_days;
use crate::returns::read::{self, Entry, Index, Key, Problem};
use crate::status::Status;

file_columns! {
    /// The columns of the file.
    pub(super) enum Column {
        Period = ColumnSpec::required("期间", "period"),
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Target = ColumnSpec::optional("指标", "target").or(&["指标序号"]),
        Unit = ColumnSpec::optional("单位", "unit").or(&["填报单位"]),
        Value = ColumnSpec::optional("核定值", "value"),
        Status = ColumnSpec::optional("核定状态", "status"),
        Evidence = ColumnSpec::optional("依据", "evidence"),
        Person = ColumnSpec::optional("核定人", "verified_by"),
        Date = ColumnSpec::optional("日期", "date"),
    }
}

/// A row that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub month: Month,
    pub key: Key,
    pub value: Option<Decimal>,
    pub percent: Option<Decimal>,
    pub status: Option<Status>,
    pub evidence: String,
    pub verified_by: String,
    pub date: Option<Date>,
    /// The place of the item's id.
    pub place: Place,
    /// The places of value and status.
    pub places: BTreeMap<Field, Place>,
}

/// The consequence of a problem of a row, in words.
const NOT_USED: &str = "本行未采用";

impl Row {
    /// Reads a row; `None`, with a report, if it cannot be used.
    pub fn read(
        named: &NamedRow<'_, Column>,
        index: &Index<'_>,
        problems: &mut Diagnostics,
    ) -> Option<Self> {
        let reader = RowReader { named, index };
        let needed = [Column::Period, Column::Item];
        let [period, id] = needed.map(|column| named.needed(column, problems));
        let (period, id) = (period?, id?);
        reader.read(period, id).map_err(|problem| problems.push(*problem)).ok().inspect(|row| {
            if row.date.is_none() {
                let message = "没有日期，各期文件都会采用".to_owned();
                let problem = named.source.problem(Code::VerifiedUndated, message, id);
                problems.push(problem.hint("填写核定日期；统计数据填公布日期，此前的文件不用"));
            }
        })
    }

    /// Returns whether another row of the same day states something else.
    pub fn contradicts(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
            matches!((one, other), (Some(one), Some(other)) if one != other)
        }
        differ(self.value, other.value)
            || differ(self.percent, other.percent)
            || differ(self.status, other.status)
    }
}

/// The reason why a row cannot be used.
type Refusal = Box<Diagnostic>;

/// A row, and what its cells refer to.
struct RowReader<'r> {
    named: &'r NamedRow<'r, Column>,
    index: &'r Index<'r>,
}

impl RowReader<'_> {
    fn read(&self, period: &Cell, id: &Cell) -> Result<Row, Refusal> {
        let (named, index) = (self.named, self.index);
        let month = self.accept(period, read::period(&period.text, index.year))?;
        let item = self.accept(id, read::item(&id.text, index))?;
        let cell = named.cell(Column::Target);
        let target = self.accept(cell, read::target(&cell.text, item))?;
        let key = Key { target, unit: self.unit(item, month, id)? };
        let (value, percent) = self.value(item, target)?;
        let status = self.status()?;
        if value.is_none() && percent.is_none() && status.is_none() {
            let cell = named.cell(Column::Value);
            return Err(self.invalid(cell, "没有核定值，也没有核定状态".to_owned()));
        }
        let filled = [(Field::Value, Column::Value), (Field::Status, Column::Status)];
        let filled = filled.into_iter().filter(|(_, column)| named.filled(*column).is_some());
        let mut places: BTreeMap<_, _> =
            filled.map(|(field, column)| (field, named.place(column))).collect();
        if percent.is_some()
            && let Some(place) = places.remove(&Field::Value)
        {
            places.insert(Field::Percent, place);
        }
        Ok(Row {
            month,
            key,
            value,
            percent,
            status,
            evidence: named.cell(Column::Evidence).text.clone(),
            verified_by: named.cell(Column::Person).text.clone(),
            date: self.date(month)?,
            place: named.source.place(id.range.clone()),
            places,
        })
    }

    fn accept<T>(&self, cell: &Cell, read: Result<T, Problem>) -> Result<T, Refusal> {
        read.map_err(|problem| {
            let place = self.named.source.place(cell.range.clone());
            Box::new(problem.reported(NOT_USED).at(place))
        })
    }

    /// Returns G190: a cell cannot be used.
    fn invalid(&self, cell: &Cell, message: String) -> Refusal {
        let message = format!("{message}，{NOT_USED}");
        Box::new(self.named.source.problem(Code::VerifiedInvalid, message, cell))
    }

    /// Returns the unit that the row is about. A figure without a unit is the item's, which its first lead unit
    /// reports.
    fn unit(&self, item: &Item, month: Month, id: &Cell) -> Result<UnitId, Refusal> {
        let Some(cell) = self.named.filled(Column::Unit) else {
            let reporting = self.index.plan.for_returns(item.id, month).unwrap_or(item);
            return reporting.primary().ok_or_else(|| {
                let message = format!("{}没有可以填报全省数的牵头单位，应写明单位", item.name());
                self.invalid(id, message)
            });
        };
        let unit = self.accept(cell, read::unit(&cell.text, self.index))?;
        self.index.owning_unit(item, month, unit).ok_or_else(|| {
            let name = &self.index.registry.unit(unit).short;
            self.invalid(cell, format!("“{name}”不承担{}", item.name()))
        })
    }

    /// Reads the verified figure: the value of a target, or the completion of an item without one.
    fn value(
        &self,
        item: &Item,
        target: TargetId,
    ) -> Result<(Option<Decimal>, Option<Decimal>), Refusal> {
        let cell = self.named.cell(Column::Value);
        let given = |entry| match entry {
            Entry::Given(value) => Some(value),
            _ => None,
        };
        match item.target(target) {
            Some(target) => {
                let read = read::value(&cell.text, "", Some(target));
                let (value, _) = self.accept(cell, read)?;
                Ok((given(value), None))
            }
            None => {
                let (percent, _) = self.accept(cell, read::percent(&cell.text))?;
                Ok((None, given(percent)))
            }
        }
    }

    /// Reads the verified status, which needs a reason and a person.
    fn status(&self) -> Result<Option<Status>, Refusal> {
        let Some(cell) = self.named.filled(Column::Status) else { return Ok(None) };
        let status = read::status(&cell.text).filter(|&status| status != Status::Unreported);
        let status = status.ok_or_else(|| {
            let message = format!("核定状态“{}”无法识别", cell.text);
            let mut problem = self.invalid(cell, message);
            problem.hint = Some("写作 完成、达到序时、滞后、严重滞后 或 不评价".to_owned());
            problem
        })?;
        for (column, what) in [(Column::Evidence, "依据"), (Column::Person, "核定人")] {
            if self.named.filled(column).is_none() {
                let message = format!("改动状态须写明{what}");
                return Err(self.invalid(self.named.cell(column), message));
            }
        }
        Ok(Some(status))
    }

    fn date(&self, month: Month) -> Result<Option<Date>, Refusal> {
        let Some(cell) = self.named.filled(Column::Date) else { return Ok(None) };
        let day = read::filing_day(&cell.text, month)
            .ok_or_else(|| self.invalid(cell, format!("日期“{}”无法识别", cell.text)))?;
        let days = filing_days(month.year());
        if !days.contains(&day) {
            let message = format!("日期{day}不在{}至{}之间", days.start(), days.end());
            return Err(self.invalid(cell, message));
        }
        Ok(Some(day))
    }
}
