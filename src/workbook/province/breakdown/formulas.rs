//! The formulas of a target's line.

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, row_col_to_cell_absolute};
use rust_xlsxwriter::{ColNum, RowNum, XlsxError};

use super::line::{Units, worse_word};
use super::{EVEN, FIRST_UNIT, GOAL_COL, KEY_COL, OPEN, OVER, PENDING, RESULTS, SHORT};
use crate::targets::Kind;
use crate::workbook::dataset::Dataset;
use crate::workbook::formula::DECIMALS;
use crate::workbook::province::parts::UNIT;
use crate::workbook::province::targets::{KEY, VALUE};

/// The longest name, in characters, that may be a criterion; Excel's limit is 255.
const LONGEST_CRITERION: usize = 250;

/// Where the figures come from.
pub(super) struct Sources<'a> {
    /// 指标.
    pub targets: &'a Dataset,
    /// 分解数据.
    pub parts: &'a Dataset,
    /// The units' names, in the order of the columns.
    pub names: &'a [&'a str],
    /// The row that they stand in.
    pub header: RowNum,
    /// What the province is called: 全省.
    pub region: &'a str,
}

/// The formulas of one line.
pub(super) struct Formulas<'a> {
    sources: &'a Sources<'a>,
    row: RowNum,
    /// First columns: of the enclosed units, of the others, of what follows the units.
    first_enclosed: ColNum,
    first_other: ColNum,
    /// The column of the sum; difference, lowest, highest and result follow it.
    pub first_result: ColNum,
}

impl<'a> Formulas<'a> {
    pub(super) fn new(
        sources: &'a Sources<'a>,
        units: &Units,
        row: RowNum,
    ) -> Result<Self, XlsxError> {
        let after = |count: usize| {
            let col = ColNum::try_from(count).ok();
            let col = col.and_then(|count| count.checked_add(FIRST_UNIT));
            col.ok_or(XlsxError::RowColumnLimitError)
        };
        let ranked = units.ranked.len();
        let first_enclosed = after(ranked)?;
        let first_other = after(ranked + units.enclosed.len())?;
        // What comes behind has its columns too.
        after(units.count() + RESULTS)?;
        Ok(Self {
            sources,
            row,
            first_enclosed,
            first_other,
            first_result: after(units.count())?,
        })
    }

    /// What the province is called.
    pub(super) fn region(&self) -> &'a str {
        self.sources.region
    }

    fn key(&self) -> String {
        format!("${}", row_col_to_cell(self.row, KEY_COL))
    }

    fn cell(&self, col: ColNum) -> String {
        row_col_to_cell(self.row, col)
    }

    /// The cells of the units from one column to before another; `None` where there are none.
    fn units(&self, first: ColNum, end: ColNum) -> Option<String> {
        (first < end).then(|| cell_range(self.row, first, self.row, end - 1))
    }

    fn all_units(&self) -> String {
        cell_range(self.row, FIRST_UNIT, self.row, self.first_result - 1)
    }

    /// 全省目标.
    pub(super) fn goal(&self) -> String {
        let targets = self.sources.targets;
        let (values, keys) = (targets.column(VALUE), targets.column(KEY));
        format!("=INDEX({values},MATCH({},{keys},0))", self.key())
    }

    /// What the unit of a column has; blank where that is nothing.
    pub(super) fn part(&self, col: ColNum) -> String {
        let parts = self.sources.parts;
        let [keys, units, values] = [KEY, UNIT, VALUE].map(|title| parts.column(title));
        let (key, unit) = (
            self.key(),
            row_col_to_cell_absolute(self.sources.header, col),
        );
        let name = self.sources.names.get(usize::from(col - FIRST_UNIT));
        let (rows, figures, sum) = if name.is_some_and(|name| is_criterion(name)) {
            let wanted = format!("{keys},{key},{units},\"=\"&{unit}");
            (
                format!("COUNTIFS({wanted})"),
                format!("COUNTIFS({wanted},{values},\"<>\")"),
                format!("SUMIFS({values},{wanted})"),
            )
        } else {
            let wanted = format!("({keys}={key})*({units}={unit})");
            (
                format!("SUMPRODUCT({wanted})"),
                format!("SUMPRODUCT({wanted}*({values}<>\"\"))"),
                format!("SUMPRODUCT({wanted},{values})"),
            )
        };
        format!("=IF({rows}=0,\"\",IF({figures}=0,\"{PENDING}\",{sum}))")
    }

    /// What `of` makes of the cells that are added up, added: a unit inside another counts only where no
    /// such unit has a part.
    fn added(&self, of: impl Fn(&str) -> String) -> String {
        let ranked = self.units(FIRST_UNIT, self.first_enclosed);
        let enclosed = self.units(self.first_enclosed, self.first_other);
        let others = self.units(self.first_other, self.first_result);
        let outside = ranked.iter().chain(&others).map(|cells| of(cells));
        let mut terms: Vec<_> = outside.collect();
        terms.extend(enclosed.map(|inside| match &ranked {
            Some(ranked) => format!(
                "IF(COUNT({ranked})+{}=0,{},0)",
                pending(ranked),
                of(&inside)
            ),
            None => of(&inside),
        }));
        terms.join("+")
    }

    /// 分解合计.
    pub(super) fn sum(&self) -> String {
        let sum = self.added(|cells| format!("SUM({cells})"));
        self.unless_open(&format!("ROUND({sum},{DECIMALS})"))
    }

    /// 差额.
    pub(super) fn difference(&self) -> String {
        let (sum, goal) = (self.cell(self.first_result), self.cell(GOAL_COL));
        format!("=IF({sum}=\"\",\"\",ROUND({sum}-{goal},{DECIMALS}))")
    }

    /// 分解情况 where the parts add up.
    pub(super) fn sum_words(&self) -> String {
        let gap = self.cell(self.first_result + 1);
        let pending = self.added(pending);
        format!(
            "=IF({pending}>0,{pending}&\"个{PENDING}\",IF({gap}=\"\",\"{OPEN}\",IF({gap}=0,\"{EVEN}\",IF({gap}<0,\"{SHORT}\",\"{OVER}\"))))"
        )
    }

    /// 最低 or 最高, by Excel's `function`.
    pub(super) fn extreme(&self, function: &str) -> String {
        self.unless_open(&format!("{function}({})", self.all_units()))
    }

    /// 分解情况 where the parts do not add up.
    pub(super) fn range_words(&self, kind: Kind) -> String {
        let (units, goal) = (self.all_units(), self.cell(GOAL_COL));
        let (pending, count) = (pending(&units), format!("COUNT({units})"));
        let sign = if kind.lower_is_better() { '>' } else { '<' };
        let worse = format!("COUNTIF({units},\"{sign}\"&{goal})");
        let than = format!(
            "{}{}",
            worse_word(kind),
            self.sources.region.replace('"', "\"\"")
        );
        let some = format!("IF({worse}={count},\"均{than}\",{worse}&\"个{than}\")");
        format!(
            "=IF({pending}>0,{pending}&\"个{PENDING}\",IF({count}=0,\"{OPEN}\",IF({worse}=0,\"均不{than}\",{some})))"
        )
    }

    fn unless_open(&self, value: &str) -> String {
        format!("=IF(COUNT({})=0,\"\",{value})", self.all_units())
    }
}

/// Counts the parts among `cells` that are still to be worked out.
fn pending(cells: &str) -> String {
    format!("COUNTIF({cells},\"{PENDING}\")")
}

/// Whether SUMIFS takes a name for nothing but itself: *, ? and ~ are wildcards.
fn is_criterion(name: &str) -> bool {
    !name.contains(['*', '?', '~']) && name.encode_utf16().count() <= LONGEST_CRITERION
}
