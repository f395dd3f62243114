//! What the types of a chart cannot say: lengths of lists, bounds.

use super::{ChartKind, ChartSetting, Reading, Target};

/// The narrowest chart in millimetres; text would not fit a narrower one.
const LEAST_WIDTH: f64 = 60.0;
/// The widest chart in millimetres: the type area of a turned sheet.
const MOST_WIDTH: f64 = 225.0;
/// The lowest and the highest plot in millimetres.
const HEIGHTS: (f64, f64) = (20.0, 160.0);
/// The most decimals of a label.
const MOST_DIGITS: u32 = 10;
/// The most series of bars that black-and-white copies keep apart.
const MOST_SERIES: usize = 4;
/// The most lines that keep apart.
const MOST_LINES: usize = 5;
/// Why a chart cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// The JSON does not describe a chart.
    #[error("图表数据不合要求：{0}")]
    Json(String),
    /// No such kind.
    #[error("没有“{0}”这种图，kind 可用的有：bars、ranked、line、status、heat")]
    Kind(String),
    /// A list without entries.
    #[error("图表没有数据：{0} 是空的")]
    Empty(&'static str),
    /// A list of another length than its names.
    #[error("{list} 第{index}项有{found}个值，应有{expected}个")]
    Length {
        /// The list.
        list: &'static str,
        /// The entry, from 1.
        index: usize,
        /// Values in the entry.
        found: usize,
        /// How many there should be.
        expected: usize,
    },
    /// More entries than can be told apart.
    #[error("{list} 有{found}项，最多{most}项才分得清")]
    TooMany {
        /// The list.
        list: &'static str,
        /// Its entries.
        found: usize,
        /// How many it may have.
        most: usize,
    },
    /// A length out of bounds.
    #[error("{what} 应在{least}至{most}之间")]
    Size {
        /// Which one.
        what: &'static str,
        /// The least.
        least: f64,
        /// The greatest.
        most: f64,
    },
    /// A target without a value.
    #[error("目标线“{0}”没有数值")]
    Target(String),
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
                // A line may end before the periods do.
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
        Err(ChartError::Length {
            list,
            index: index + 1,
            found,
            expected,
        })
    })
}

fn known(target: Option<&Target>) -> Result<(), ChartError> {
    match target {
        Some(Target {
            label,
            value: Reading(None),
        }) => Err(ChartError::Target(label.clone())),
        _ => Ok(()),
    }
}
