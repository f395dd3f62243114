//! The formulas of a target's line.

use rust_xlsxwriter::ColNum;
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell_absolute};

use super::line::Units;
use crate::targets::Target;
use crate::workbook::breakdown_words::{BreakdownResults, literal};
use crate::workbook::formula::{ANY_NUMBER, DECIMALS};
use crate::workbook::province::{parts, targets};
use crate::workbook::table::At;

/// The longest name, in characters, that may be a criterion; Excel's limit is 255.
const LONGEST_CRITERION: usize = 250;

/// The formulas of a row, and the columns that they refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formulas<'a> {
    /// The words of the results.
    words: &'a BreakdownResults,
    pub key: ColNum,
    goal: ColNum,
    /// First columns: of all units, of the enclosed ones, of the others.
    pub first_unit: ColNum,
    first_enclosed: ColNum,
    first_other: ColNum,
    /// The columns behind the units.
    sum: ColNum,
    difference: ColNum,
}

impl<'a> Formulas<'a> {
    /// Returns the formulas of a table in which the units' columns follow that of the provincial target.
    pub(super) fn new(
        key: ColNum,
        goal: ColNum,
        units: &Units,
        words: &'a BreakdownResults,
    ) -> Self {
        // More columns than Excel has are refused when the table is begun.
        let count = |units: &[_]| ColNum::try_from(units.len()).unwrap_or(ColNum::MAX);
        let first_unit = goal + 1;
        let first_enclosed = first_unit.saturating_add(count(&units.ranked));
        let first_other = first_enclosed.saturating_add(count(&units.enclosed));
        let sum = first_other.saturating_add(count(&units.others));
        Self {
            words,
            key,
            goal,
            first_unit,
            first_enclosed,
            first_other,
            sum,
            difference: sum.saturating_add(1),
        }
    }

    fn key(&self, at: At) -> String {
        format!("${}", at.cell(self.key))
    }

    /// Returns the cells of the units from one column to before another; `None` where there are none.
    fn units(at: At, first: ColNum, end: ColNum) -> Option<String> {
        (first < end).then(|| cell_range(at.row, first, at.row, end - 1))
    }

    fn all_units(&self, at: At) -> String {
        cell_range(at.row, self.first_unit, at.row, self.sum - 1)
    }

    /// Returns the formula of 全省目标.
    pub(super) fn goal(&self, at: At) -> String {
        let (values, keys) = (targets::VALUE, targets::KEY);
        format!("=INDEX({values},MATCH({},{keys},0))", self.key(at))
    }

    /// Returns the part of the unit of a column; blank where it has none.
    pub(super) fn part(&self, at: At, col: ColNum, is_criterion: bool) -> String {
        let (keys, units, values) = (parts::KEY, parts::UNIT, parts::VALUE);
        let pending = literal(&self.words.pending);
        let (key, unit) = (self.key(at), row_col_to_cell_absolute(at.header, col));
        let (rows, figures, sum) = if is_criterion {
            let wanted = format!("{keys},{key},{units},\"=\"&{unit}");
            (
                format!("COUNTIFS({wanted})"),
                format!("COUNTIFS({wanted},{values},\"{ANY_NUMBER}\")"),
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
        format!("=IF({rows}=0,\"\",IF({figures}=0,{pending},{sum}))")
    }

    /// Returns the sum of the results of `of` for the cells that are added up. A unit inside another is
    /// counted only if no enclosing unit has a part.
    fn added(&self, at: At, of: impl Fn(&str) -> String) -> String {
        let ranked = Self::units(at, self.first_unit, self.first_enclosed);
        let enclosed = Self::units(at, self.first_enclosed, self.first_other);
        let others = Self::units(at, self.first_other, self.sum);
        let outside = ranked.iter().chain(&others).map(|cells| of(cells));
        let mut terms: Vec<_> = outside.collect();
        terms.extend(enclosed.map(|inside| match &ranked {
            Some(ranked) => {
                format!("IF(COUNT({ranked})+{}=0,{},0)", self.pending(ranked), of(&inside))
            }
            None => of(&inside),
        }));
        terms.join("+")
    }

    /// Returns the formula of 分解合计.
    pub(super) fn sum(&self, at: At) -> String {
        let sum = self.added(at, |cells| format!("SUM({cells})"));
        self.unless_open(at, &format!("ROUND({sum},{DECIMALS})"))
    }

    /// Returns the formula of 差额.
    pub(super) fn difference(&self, at: At) -> String {
        let (sum, goal) = (at.cell(self.sum), at.cell(self.goal));
        format!("=IF({sum}=\"\",\"\",ROUND({sum}-{goal},{DECIMALS}))")
    }

    /// Returns the formula of 分解情况 for parts that add up.
    pub(super) fn sum_words(&self, at: At) -> String {
        let gap = at.cell(self.difference);
        let pending = self.added(at, |cells| self.pending(cells));
        let some = self.words.some_pending().formula(&pending);
        let BreakdownResults { open, even, short, over, .. } = self.words;
        let [open, even, short, over] = [open, even, short, over].map(|word| literal(word));
        format!(
            "=IF({pending}>0,{some},IF({gap}=\"\",{open},IF({gap}=0,{even},IF({gap}<0,{short},{over}))))"
        )
    }

    /// Returns the formula of 最低 or 最高, by Excel's `function`.
    pub(super) fn extreme(&self, at: At, function: &str) -> String {
        self.unless_open(at, &format!("{function}({})", self.all_units(at)))
    }

    /// Returns the formula of 分解情况 for parts that do not add up.
    pub(super) fn range_words(&self, at: At, target: &Target) -> String {
        let (units, goal) = (self.all_units(at), at.cell(self.goal));
        let (pending, count) = (self.pending(&units), format!("COUNT({units})"));
        let sign = if target.lower_is_better() { '>' } else { '<' };
        let worse = format!("COUNTIF({units},\"{sign}\"&{goal})");
        let words = self.words.worse(target);
        let (none, all) = (literal(words.none), literal(words.all));
        let some = format!("IF({worse}={count},{all},{})", words.some.formula(&worse));
        let open = literal(&self.words.open);
        let pended = self.words.some_pending().formula(&pending);
        format!("=IF({pending}>0,{pended},IF({count}=0,{open},IF({worse}=0,{none},{some})))")
    }

    /// Returns a formula that counts the parts among `cells` that are still to be worked out.
    fn pending(&self, cells: &str) -> String {
        format!("COUNTIF({cells},{})", literal(&self.words.pending))
    }

    fn unless_open(&self, at: At, value: &str) -> String {
        format!("=IF(COUNT({})=0,\"\",{value})", self.all_units(at))
    }
}

/// Returns whether SUMIFS takes a name literally: *, ? and ~ are wildcards.
pub(in crate::workbook::province) fn is_criterion(name: &str) -> bool {
    !name.contains(['*', '?', '~']) && name.encode_utf16().count() <= LONGEST_CRITERION
}
