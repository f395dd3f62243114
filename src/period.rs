//! Periods of reporting. All of them begin on 1 January: units report cumulative figures.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;

/// The month at whose end a period closes. It identifies returns and assessments: `2018-03` and `2018Q1`
/// are the same figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// Returns the month `month`, 1 to 12, of `year`; `None` if there is no such month.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok()?;
        Some(Self { year, month })
    }

    /// Returns the year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// Returns the number of the month, 1 to 12.
    pub fn number(self) -> i8 {
        self.month
    }

    /// Returns its first day.
    pub fn first_day(self) -> Date {
        jiff::civil::date(self.year, self.month, 1)
    }

    /// Returns its last day, on which the period closes.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// Returns whether it is the last month of the year.
    pub fn closes_year(self) -> bool {
        self.month == 12
    }

    /// Returns the months of the year up to it, in order.
    pub fn months(self) -> impl Iterator<Item = Self> {
        (1..=self.month).map(move |month| Self { month, ..self })
    }

    /// Returns the quarter that ends with it, if one does; for December the year.
    pub fn quarter(self) -> Option<Period> {
        match self.month {
            12 => Some(Period::Year(self.year)),
            month if month % 3 == 0 => {
                Some(Period::Quarter { year: self.year, quarter: month / 3 })
            }
            _ => None,
        }
    }

    /// Returns the period of the bulletin that closes with it: the year, a quarter, or for the monthly edition the month.
    pub fn of_bulletin(self) -> Period {
        self.quarter().unwrap_or(Period::Month(self))
    }
}

/// Writes `2018-03`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// A period as the user names it: `2018-03`, `2018Q1` or `2018`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Period {
    /// January to the end of a month.
    Month(Month),
    /// January to the end of a quarter.
    Quarter {
        /// The year.
        year: i16,
        /// 1 to 4.
        quarter: i8,
    },
    /// The whole year.
    Year(i16),
}

impl Period {
    /// Returns the month at whose end it closes.
    pub fn close(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Quarter { year, quarter } => Month { year, month: quarter * 3 },
            Self::Year(year) => Month { year, month: 12 },
        }
    }

    /// Returns the month at whose end it closes.
    ///
    /// # Errors
    /// It is not of `year`.
    pub fn close_in(self, year: i16) -> Result<Month, OtherYear> {
        let month = self.close();
        if month.year() == year { Ok(month) } else { Err(OtherYear { asked: self, year }) }
    }

    /// Returns the year in which a document on it is issued: that of its date, or else the year of its end; what closes a year
    /// is issued in the next.
    pub fn year_of_issue(self, date: Option<Date>) -> i16 {
        let close = self.close();
        date.map_or_else(|| close.year() + i16::from(close.closes_year()), Date::year)
    }

    /// Returns its name in texts: 一季度, 上半年, 前三季度, 全年; 1—5月, and 1月 for the first month.
    pub fn name(self) -> String {
        let close = self.close();
        let quarterly = !matches!(self, Self::Month(_));
        match close.number() {
            3 if quarterly => "一季度".to_owned(),
            6 if quarterly => "上半年".to_owned(),
            9 if quarterly => "前三季度".to_owned(),
            12 if quarterly => "全年".to_owned(),
            1 => "1月".to_owned(),
            month => format!("1—{month}月"),
        }
    }

    /// Returns the period of the same length before it; `None` for the first of a year.
    pub fn previous(self) -> Option<Self> {
        match self {
            Self::Month(Month { year, month }) => Month::new(year, month - 1).map(Self::Month),
            Self::Quarter { quarter: 1, .. } => None,
            Self::Quarter { year, quarter } => Some(Self::Quarter { year, quarter: quarter - 1 }),
            Self::Year(year) => Some(Self::Quarter { year, quarter: 3 }),
        }
    }
}

/// Writes `2018-03`, `2018Q1` or `2018`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Quarter { year, quarter } => write!(f, "{year:04}Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

/// A period that is of another year than the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("期间{asked}不在{year}年（duban.toml 的 year）")]
pub struct OtherYear {
    /// The period.
    pub asked: Period,
    /// The plan's year.
    pub year: i16,
}

/// The text names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("期间应写作 2018-03（截至3月底）、2018Q1（一季度）或 2018（全年）")]
pub struct PeriodError;

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads the three forms that are printed; `q` is accepted for `Q`.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let digits = |text: &str, length: usize| {
            (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse::<i16>().ok())
                .flatten()
                .ok_or(PeriodError)
        };
        let (Some(year), Some(rest)) = (text.get(..4), text.get(4..)) else {
            return Err(PeriodError);
        };
        let year = digits(year, 4)?;
        if rest.is_empty() {
            return Ok(Self::Year(year));
        }
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            let quarter = i8::try_from(digits(quarter, 1)?).map_err(|_| PeriodError)?;
            return (1..=4)
                .contains(&quarter)
                .then_some(Self::Quarter { year, quarter })
                .ok_or(PeriodError);
        }
        let month = rest.strip_prefix('-').ok_or(PeriodError)?;
        let month = i8::try_from(digits(month, 2)?).map_err(|_| PeriodError)?;
        Month::new(year, month).map(Self::Month).ok_or(PeriodError)
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, PeriodError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn the_three_forms_are_read_and_printed() {
        for (text, close) in [
            ("2018-03", "2018-03"),
            ("2018Q1", "2018-03"),
            ("2018Q4", "2018-12"),
            ("2018", "2018-12"),
        ] {
            assert_eq!(period(text).to_string(), text);
            assert_eq!(period(text).close().to_string(), close);
        }
        assert_eq!(period("2018q3").to_string(), "2018Q3");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "18",
            "2018-3",
            "2018-13",
            "2018-00",
            "2018Q5",
            "2018Q",
            "2018-",
            "2018年",
            "一季度",
        ] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
    }

    #[test]
    fn names_are_those_of_cumulative_periods() {
        let names = [
            ("2018Q1", "一季度"),
            ("2018Q2", "上半年"),
            ("2018Q3", "前三季度"),
            ("2018Q4", "全年"),
            ("2018", "全年"),
            ("2018-01", "1月"),
            ("2018-05", "1—5月"),
            ("2018-06", "1—6月"),
        ];
        for (text, name) in names {
            assert_eq!(period(text).name(), name);
        }
    }

    #[test]
    fn the_period_before_ends_earlier_in_the_same_year() {
        let before = |text: &str| period(text).previous().map(|p| p.to_string());
        assert_eq!(before("2018Q2").as_deref(), Some("2018Q1"));
        assert_eq!(before("2018Q1"), None);
        assert_eq!(before("2018").as_deref(), Some("2018Q3"));
        assert_eq!(before("2018-02").as_deref(), Some("2018-01"));
        assert_eq!(before("2018-01"), None);
    }

    #[test]
    fn a_month_knows_its_last_day() {
        assert_eq!(period("2018Q1").close().last_day(), jiff::civil::date(2018, 3, 31));
        assert_eq!(period("2016-02").close().last_day(), jiff::civil::date(2016, 2, 29));
    }
}
