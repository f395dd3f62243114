//! Checks of a chart beyond its types: lengths of lists, bounds.

use super::{Chart, ChartKind, ChartSetting, Reading, Target};

/// Minimum width of a chart, in millimetres; text would not fit a narrower one.
const LEAST_WIDTH: f64 = 60.0;
/// Maximum width of a chart, in millimetres: the type area of a landscape page.
const MOST_WIDTH: f64 = 225.0;
/// Minimum and maximum height of a plot, in millimetres.
const HEIGHTS: (f64, f64) = (20.0, 160.0);
/// Maximum number of decimals of a label.
const MOST_DIGITS: u32 = 10;
/// Maximum number of series of bars; more cannot be distinguished in a black-and-white copy.
const MOST_SERIES: usize = 4;
/// Maximum number of lines that can be distinguished.
const MOST_LINES: usize = 5;
/// An error that makes a chart unusable.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// The JSON does not describe a chart.
    #[error("图表数据不合要求：{0}")]
    Json(String),
    /// The kind is unknown.
    #[error("没有“{0}”这种图，kind 可用的有：bars、ranked、line、status、heat")]
    Kind(String),
    /// A list has no entries.
    #[error("图表没有数据：{0} 是空的")]
    Empty(&'static str),
    /// A list does not have the length that its names require.
    #[error("{list} 第{index}项有{found}个值，应有{expected}个")]
    Length {
        /// The list.
        list: &'static str,
        /// The entry's position, from 1.
        index: usize,
        /// Number of values in the entry.
        found: usize,
        /// Number of values required.
        expected: usize,
    },
    /// A list has more entries than can be distinguished.
    #[error("{list} 有{found}项，最多{most}项才分得清")]
    TooMany {
        /// The list.
        list: &'static str,
        /// Number of its entries.
        found: usize,
        /// Maximum number of entries.
        most: usize,
    },
    /// A value is out of bounds.
    #[error("{what} 应在{least}至{most}之间")]
    Size {
        /// The value's name.
        what: &'static str,
        /// The minimum, in millimetres for a length.
        least: f64,
        /// The maximum, in millimetres for a length.
        most: f64,
    },
    /// A target has no value.
    #[error("目标线“{0}”没有数值")]
    Target(String),
    /// A small chart is of a kind that is not drawn small, or has a width of its own.
    #[error("share 只用于 ranked，不能同时写 {0}")]
    Share(&'static str),
}

impl Chart {
    pub(super) fn check_share(&self) -> Result<(), ChartError> {
        if self.setting.share.is_none() {
            return Ok(());
        }
        match (&self.kind, self.setting.width) {
            (ChartKind::Ranked(_), None) => Ok(()),
            (ChartKind::Ranked(_), Some(_)) => Err(ChartError::Share("width")),
            _ => Err(ChartError::Share("其他 kind")),
        }
    }
}

impl ChartSetting {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        within("width", self.width, LEAST_WIDTH, MOST_WIDTH)?;
        within("height", self.height, HEIGHTS.0, HEIGHTS.1)?;
        let digits = self.digits.map(f64::from);
        within("digits", digits, 0.0, f64::from(MOST_DIGITS))
    }
}

fn within(what: &'static str, value: Option<f64>, least: f64, most: f64) -> Result<(), ChartError> {
    match value {
        Some(value) if !(least..=most).contains(&value) => {
            Err(ChartError::Size { what, least, most })
        }
        _ => Ok(()),
    }
}

impl ChartKind {
    pub(super) fn check(&self) -> Result<(), ChartError> {
        match self {
            Self::Bars(bars) => {
                counted("series", bars.series.len(), MOST_SERIES)?;
                counted("groups", bars.groups.len(), usize::MAX)?;
                known(bars.target.as_ref())?;
                let lengths = bars.groups.iter().map(|group| group.values.len());
                complete("groups", lengths, bars.series.len())
            }
            Self::Ranked(ranked) => {
                known(ranked.target.as_ref())?;
                counted("bars", ranked.bars.len(), usize::MAX)
            }
            Self::Line(line) => {
                counted("periods", line.periods.len(), usize::MAX)?;
                counted("lines", line.lines.len(), MOST_LINES)?;
                let most = line.periods.len();
                let lengths = line.lines.iter().map(|series| series.values.len());
                // A line may end before the last period.
                complete("lines", lengths.map(|length| length.max(most)), most)
            }
            Self::Status(status) => counted("rows", status.rows.len(), usize::MAX),
            Self::Heat(heat) => {
                counted("columns", heat.columns.len(), usize::MAX)?;
                counted("rows", heat.rows.len(), usize::MAX)?;
                let lengths = heat.rows.iter().map(|row| row.cells.len());
                complete("rows", lengths, heat.columns.len())
            }
        }
    }
}

fn counted(list: &'static str, found: usize, most: usize) -> Result<(), ChartError> {
    match found {
        0 => Err(ChartError::Empty(list)),
        found if found > most => Err(ChartError::TooMany { list, found, most }),
        _ => Ok(()),
    }
}

fn complete(
    list: &'static str,
    mut lengths: impl Iterator<Item = usize>,
    expected: usize,
) -> Result<(), ChartError> {
    let wrong = lengths.by_ref().enumerate().find(|(_, n)| *n != expected);
    wrong.map_or(Ok(()), |(index, found)| {
        Err(ChartError::Length { list, index: index + 1, found, expected })
    })
}

fn known(target: Option<&Target>) -> Result<(), ChartError> {
    match target {
        Some(Target { label, value: Reading { value: None, .. } }) => {
            Err(ChartError::Target(label.clone()))
        }
        _ => Ok(()),
    }
}
