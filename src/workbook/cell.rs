//! The content of a cell with its format, and how it is written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};

use super::format_runs::FormatRuns;
use super::formula::{Outcome, float, of_whole, write_formula};
use super::link::{Place, write_link};
use super::styles::{Styles, of_column, percent_with};
use super::text::{printable, write_plain, write_text};
use gongwen::rounding::print;

/// A cell of a table: its content, and its format where that is not its column's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    content: Content,
    format: Option<CellFormat>,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    /// Not written, not even with a format.
    Open,
    /// Text; blank when empty.
    Text(String),
    /// A number that can be sorted, filtered and calculated with.
    Number(f64),
    /// A formula with its result.
    Formula(String, Outcome),
    /// Text that leads to another sheet.
    Link(String, Place),
}

impl Cell {
    /// A cell that is left for what is written once the table is there: a merged cell, a count of its rows.
    pub(super) const OPEN: Self = Self::new(Content::Open);

    /// A cell with a format only.
    pub(super) const BLANK: Self = Self::new(Content::Text(String::new()));

    const fn new(content: Content) -> Self {
        Self { content, format: None }
    }

    /// Returns a cell with `text`, made fit for a workbook.
    pub(super) fn text(text: &str) -> Self {
        Self::new(Content::Text(printable(text).into_owned()))
    }

    /// Returns a cell with a line for each text.
    pub(super) fn lines(texts: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let mut joined = String::new();
        for (number, text) in texts.enumerate() {
            if number > 0 {
                joined.push('\n');
            }
            joined.push_str(text.as_ref());
        }
        Self::text(&joined)
    }

    /// Returns a number in the format of its column.
    pub(super) fn number(number: impl Into<f64>) -> Self {
        Self::new(Content::Number(number.into()))
    }

    /// Returns a figure, shown as it was stated.
    pub(super) fn figure(figure: Decimal) -> Self {
        Self::number(float(figure)).formatted(CellFormat::Figure)
    }

    /// Returns a figure that shows with the given number of decimals.
    pub(super) fn decimals(figure: Decimal, digits: u32) -> Self {
        Self::number(float(figure)).formatted(CellFormat::decimals(figure, digits))
    }

    /// Returns a percentage, shown as one: 12.5 is stored as 0.125.
    pub(super) fn percent(percent: Decimal) -> Self {
        Self::number(of_whole(percent)).formatted(CellFormat::Percent)
    }

    /// Returns a percentage that shows with the given number of decimals, but never as the whole what is less.
    pub(super) fn percent_with(percent: Decimal, digits: u32) -> Self {
        Self::percent(percent).formatted(CellFormat::percent(digits))
    }

    /// Returns a number of things.
    pub(super) fn count(count: usize) -> Self {
        Self::number(count as f64).formatted(CellFormat::Count)
    }

    /// Returns a number of things by a formula, with its result.
    pub(super) fn count_by(formula: impl Into<String>, count: usize) -> Self {
        Self::formula(formula, count).formatted(CellFormat::Count)
    }

    /// Returns a formula with its result, in the format of its column.
    pub(super) fn formula(formula: impl Into<String>, result: impl Into<Outcome>) -> Self {
        Self::new(Content::Formula(formula.into(), result.into()))
    }

    /// Text that leads to a place in another sheet; only text where there is none.
    pub(super) fn link(text: &str, place: Option<Place>) -> Self {
        match place {
            Some(place) => Self::new(Content::Link(printable(text).into_owned(), place))
                .formatted(CellFormat::Link),
            None => Self::text(text),
        }
    }

    /// Returns the cell in another format than its column's.
    pub(super) fn formatted(self, format: CellFormat) -> Self {
        Self { format: Some(format), ..self }
    }

    /// Returns the cell in a format, unless it has one that is not its column's.
    pub(super) fn or_formatted(self, format: CellFormat) -> Self {
        Self { format: self.format.or(Some(format)), ..self }
    }

    /// Returns its number, or that of its formula; 0 where there is none.
    pub(super) fn value(&self) -> f64 {
        match &self.content {
            Content::Number(number) | Content::Formula(_, Outcome::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// Returns its text; empty where it holds something else.
    pub(super) fn words(&self) -> &str {
        match &self.content {
            Content::Text(text) | Content::Link(text, _) => text,
            _ => "",
        }
    }

    /// Returns whether it refers to other cells.
    pub(super) fn is_reference(&self) -> bool {
        matches!(self.content, Content::Formula(..) | Content::Link(..))
    }

    /// Writes it into a column with `format`, where it has none of its own.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        at @ (row, col): (RowNum, ColNum),
        format: &CellFormat,
        (formats, styles): (&mut ColumnFormats, &Styles),
    ) -> Result<(), XlsxError> {
        let number = formats.number(col, self.format.as_ref().unwrap_or(format), styles);
        if formats.runs.is_some() && self.write_bare(sheet, at)? {
            formats.later(at, number);
            return Ok(());
        }
        let own = &formats.of_column(col)[number].1;
        match &self.content {
            Content::Open => Ok(()),
            Content::Text(text) => write_text(sheet, row, col, text, own),
            Content::Number(number) => {
                sheet.write_number_with_format(row, col, *number, own)?;
                Ok(())
            }
            Content::Formula(formula, result) => write_formula(sheet, at, formula, result, own),
            Content::Link(text, place) => write_link(sheet, at, text, place, own),
        }
    }
}

impl Cell {
    /// Writes it without a format. Returns false, and writes nothing, where it must have its format from the beginning.
    fn write_bare(
        &self,
        sheet: &mut Worksheet,
        (row, col): (RowNum, ColNum),
    ) -> Result<bool, XlsxError> {
        match &self.content {
            Content::Text(text) => write_plain(sheet, row, col, text),
            Content::Number(number) => {
                sheet.write_number(row, col, *number)?;
                Ok(true)
            }
            Content::Open | Content::Formula(..) | Content::Link(..) => Ok(false),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Number(number) => number.fmt(f),
            _ => self.words().fmt(f),
        }
    }
}

/// The formats of a sheet's cells, by column: no two columns have the same (see [`of_column`]). Each is made once.
pub(super) struct ColumnFormats {
    sheet: String,
    columns: BTreeMap<ColNum, Vec<(CellFormat, Format)>>,
    /// The cells whose formats are set at the end, where they are.
    runs: Option<FormatRuns>,
}

impl ColumnFormats {
    /// Returns the formats of a sheet.
    pub(super) fn of(sheet: &Worksheet) -> Self {
        Self { sheet: sheet.name(), columns: BTreeMap::new(), runs: None }
    }

    /// Leaves the formats of the cells that are written from here on to [`ColumnFormats::set`].
    pub(super) fn postpone(&mut self) {
        self.runs.get_or_insert_default();
    }

    /// Returns whether formats are left to the end.
    pub(super) fn are_postponed(&self) -> bool {
        self.runs.is_some()
    }

    /// Sets the formats that were left to the end.
    pub(super) fn set(&mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let runs = self.runs.take().unwrap_or_default();
        runs.set(sheet, |col, number| Some(&self.of_column(col).get(number)?.1))
    }

    fn later(&mut self, at: (RowNum, ColNum), number: usize) {
        if let Some(runs) = &mut self.runs {
            runs.add(at, number);
        }
    }

    /// Returns the formats of a column.
    fn of_column(&self, col: ColNum) -> &[(CellFormat, Format)] {
        self.columns.get(&col).map_or(&[], Vec::as_slice)
    }

    /// Returns the number of a format among those of a column.
    fn number(&mut self, col: ColNum, format: &CellFormat, styles: &Styles) -> usize {
        let made = self.columns.entry(col).or_default();
        made.iter().position(|(known, _)| known == format).unwrap_or_else(|| {
            made.push((format.clone(), of_column(&format.of(styles), &self.sheet, col)));
            made.len() - 1
        })
    }
}

/// One of the formats of [`Styles`], or one with a pattern of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellFormat {
    /// Running text, flush left.
    Text,
    /// Names and numbers.
    Centred,
    /// Names that are looked up: on one line whatever their length, since a row that goes on in the next
    /// would split them.
    Name,
    /// Ids, which a program must not take for dates when someone edits them (2-16).
    Id,
    /// A label, as in the header.
    Header,
    /// A figure as it was stated.
    Figure,
    /// A count.
    Count,
    /// A sum of counts.
    Total,
    /// A count that is not shown when it is zero.
    Sparse,
    /// A share or completion.
    Percent,
    /// A difference, with its sign.
    Difference,
    /// A link to an item.
    Link,
    /// A link to a sheet.
    SheetLink,
    /// A number with this pattern, otherwise as a count.
    Pattern(Cow<'static, str>),
}

impl CellFormat {
    /// Returns the format of `value` with the given number of decimals. Excel would show a fall that rounds
    /// to nothing as -0.0.
    pub(super) fn decimals(value: Decimal, digits: u32) -> Self {
        // Excel takes 30 decimals, a decimal has up to 28.
        let pattern = match digits {
            0 => "0".to_owned(),
            digits => format!("0.{}", "0".repeat(digits as usize)),
        };
        let vanishes = print(value, Some(digits)) == print(Decimal::ZERO, Some(digits));
        Self::Pattern(if value.is_sign_negative() && vanishes {
            format!("{pattern};\"{pattern}\"").into()
        } else {
            pattern.into()
        })
    }

    /// Returns the format of a completion with the given number of decimals.
    pub(super) fn percent(digits: u32) -> Self {
        if digits == 1 { Self::Percent } else { Self::Pattern(percent_with(digits).into()) }
    }

    fn of<'s>(&self, styles: &'s Styles) -> Cow<'s, Format> {
        Cow::Borrowed(match self {
            Self::Text => &styles.text,
            Self::Centred => &styles.centred,
            Self::Name => &styles.name,
            Self::Id => &styles.id,
            Self::Header => &styles.header,
            Self::Figure => &styles.figure,
            Self::Count => &styles.count,
            Self::Total => &styles.total,
            Self::Sparse => &styles.sparse,
            Self::Percent => &styles.percent,
            Self::Difference => &styles.difference,
            Self::Link => &styles.link,
            Self::SheetLink => &styles.sheet_link,
            Self::Pattern(pattern) => {
                return Cow::Owned(styles.count.clone().set_num_format(&**pattern));
            }
        })
    }
}
