//! The keys of a form and of its rows, as they are written and read.

use std::fmt;
use std::str::FromStr;

use crate::period::Month;
use crate::plan::TargetId;

/// The version of the form that this program writes, and the highest that it reads.
pub const VERSION: u32 = 2;

/// The first cell of the key's sheet, which identifies the sheet under any name.
pub const KEY_MARK: &str = "duban 报送表";

/// A form: its unit, period and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormKey {
    /// The form's version.
    pub version: u32,
    /// The month at whose end the period closes; its year is the plan's.
    pub period: Month,
    /// The unit's code in the registry (003).
    pub code: String,
    /// The unit's short name when the form was made.
    pub unit: String,
    /// The rows' targets.
    pub rows: Vec<TargetId>,
    /// The names of the sheets beside the form, as the office calls them.
    pub beside: Vec<String>,
}

/// The reason for which a sheet that claims to hold a form's key does not hold one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormKeyError {
    /// A later program made the form.
    #[error("报送表的版本是{0}，本程序只认到{VERSION}")]
    Version(u32),
    /// Something is missing or unreadable.
    #[error("报送表的识别信息“{0}”残缺")]
    Damaged(&'static str),
}

const PERIOD: &str = "期间";
const CODE: &str = "单位代码";
const UNIT: &str = "单位";
const ROW: &str = "事项";
const BESIDE: &str = "附表";

impl FormKey {
    /// Returns the cells of the key's sheet, row by row: a label and its value.
    pub fn cells(&self) -> Vec<[String; 2]> {
        let head = [
            (KEY_MARK, self.version.to_string()),
            (PERIOD, self.period.to_string()),
            (CODE, self.code.clone()),
            (UNIT, self.unit.clone()),
        ];
        let rows = self.rows.iter();
        let rows = rows.map(|target| (ROW, target.to_string()));
        let beside = self.beside.iter().map(|name| (BESIDE, name.clone()));
        let cells = head.into_iter().chain(rows).chain(beside);
        cells.map(|(label, value)| [label.to_owned(), value]).collect()
    }

    /// Reads the key in the first two cells of each row of a sheet. Apart from the first row, the order does
    /// not matter. Returns `None` if it is not a key's sheet.
    ///
    /// # Errors
    /// The form is of a later version, or its key was damaged.
    pub fn parse<'t>(
        rows: impl IntoIterator<Item = [&'t str; 2]>,
    ) -> Option<Result<Self, FormKeyError>> {
        let mut rows = rows.into_iter();
        let [mark, version] = rows.next()?;
        (mark == KEY_MARK).then(|| Self::of(version, rows))
    }

    fn of<'t>(
        version: &str,
        rows: impl Iterator<Item = [&'t str; 2]>,
    ) -> Result<Self, FormKeyError> {
        let version = version.parse();
        let version = version.map_err(|_| FormKeyError::Damaged(KEY_MARK))?;
        if version > VERSION {
            return Err(FormKeyError::Version(version));
        }
        let (mut period, mut code, mut unit) = (None, None, None);
        let (mut items, mut beside) = (Vec::new(), Vec::new());
        for [label, value] in rows {
            match label {
                PERIOD => period = month(value),
                CODE => code = Some(value.to_owned()),
                UNIT => unit = Some(value.to_owned()),
                BESIDE => beside.push(value.to_owned()),
                ROW => items.push(value.parse().map_err(|_| FormKeyError::Damaged(ROW))?),
                _ => {}
            }
        }
        Ok(Self {
            version,
            period: period.ok_or(FormKeyError::Damaged(PERIOD))?,
            code: code.ok_or(FormKeyError::Damaged(CODE))?,
            unit: unit.ok_or(FormKeyError::Damaged(UNIT))?,
            rows: items,
            beside,
        })
    }

    /// Returns the keys of the form's rows, in order.
    pub fn row_keys(&self) -> impl Iterator<Item = RowKey> + '_ {
        self.rows.iter().map(|&target| RowKey {
            version: self.version,
            period: self.period,
            code: self.code.clone(),
            target,
        })
    }
}

/// The key of one row of a form: `DB2.2018-06.003.2-16.1`, of a part `DB2.2018-06.003.2-3.1.1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// The form's version.
    pub version: u32,
    /// The period.
    pub period: Month,
    /// The unit's code.
    pub code: String,
    /// The target.
    pub target: TargetId,
}

impl RowKey {
    /// Returns the key without the form's version: `2018-06.003.2-16.1`. Forms of another version have other keys for the
    /// same rows.
    pub fn unversioned(&self) -> String {
        let Self { period, code, target, .. } = self;
        format!("{period}.{code}.{target}")
    }

    /// Returns whether a text is the key of a row.
    pub(in crate::returns) fn is(text: &str) -> bool {
        text.parse::<Self>().is_ok()
    }
}

/// The error for a text that is not the key of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是报送表的识别码")]
pub struct RowKeyError;

impl fmt::Display for RowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DB{}.{}", self.version, self.unversioned())
    }
}

impl FromStr for RowKey {
    type Err = RowKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (version, rest) = text.strip_prefix("DB")?.split_once('.')?;
            let (period, rest) = rest.split_once('.')?;
            // A code may contain a full stop or a hyphen itself.
            let target = rest.get(..rest.rfind('-')?)?.rfind('.')?;
            let (code, target) = (rest.get(..target)?, rest.get(target + 1..)?);
            Some(Self {
                version: number(version)?,
                period: month(period)?,
                code: code.to_owned(),
                target: target.parse().ok()?,
            })
        };
        read().ok_or(RowKeyError)
    }
}

/// Reads `2018-06`.
fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    Month::new(year.parse().ok()?, month.parse().ok()?)
}

/// Reads a whole number from 1.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|&number| number > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> FormKey {
        FormKey {
            version: VERSION,
            period: Month::new(2018, 6).unwrap(),
            code: "003".to_owned(),
            unit: "省教育厅".to_owned(),
            rows: ["1-9.1", "2-16.2"].map(|row| row.parse().unwrap()).to_vec(),
            beside: vec!["任务清单".to_owned()],
        }
    }

    fn parse(cells: &[[String; 2]]) -> Option<Result<FormKey, FormKeyError>> {
        FormKey::parse(cells.iter().map(|row| row.each_ref().map(String::as_str)))
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let cells = key().cells();
        let expected = [
            ["duban 报送表", "2"],
            ["期间", "2018-06"],
            ["单位代码", "003"],
            ["单位", "省教育厅"],
            ["事项", "1-9.1"],
            ["事项", "2-16.2"],
            ["附表", "任务清单"],
        ];
        assert_eq!(cells, expected.map(|row| row.map(str::to_owned)));
        assert_eq!(parse(&cells), Some(Ok(key())));
    }

    #[test]
    fn other_sheets_are_no_keys() {
        assert_eq!(parse(&[]), None);
        assert_eq!(parse(&[["期间".to_owned(), "2018-06".to_owned()]]), None);
    }

    #[test]
    fn a_damaged_or_later_key_is_told() {
        let mut cells = key().cells();
        cells[0][1] = "3".to_owned();
        assert_eq!(parse(&cells), Some(Err(FormKeyError::Version(3))));
        let mut cells = key().cells();
        cells[1][1] = "2018-13".to_owned();
        assert_eq!(parse(&cells), Some(Err(FormKeyError::Damaged("期间"))));
        let mut cells = key().cells();
        cells.remove(2);
        assert_eq!(parse(&cells), Some(Err(FormKeyError::Damaged("单位代码"))));
        let mut cells = key().cells();
        cells[4][1] = "2-16".to_owned();
        assert_eq!(parse(&cells), Some(Err(FormKeyError::Damaged("事项"))));
    }

    #[test]
    fn the_key_of_a_row_is_one_word() {
        let keys: Vec<_> = key().row_keys().collect();
        assert_eq!(keys[1].to_string(), "DB2.2018-06.003.2-16.2");
        assert_eq!("DB2.2018-06.003.2-16.2".parse(), Ok(keys[1].clone()));
        let earlier = RowKey { version: 1, ..keys[1].clone() };
        assert_eq!("DB1.2018-06.003.2-16.2".parse(), Ok(earlier));
        let odd = RowKey { code: "甲.1".to_owned(), ..keys[0].clone() };
        assert_eq!(odd.to_string().parse(), Ok(odd));
    }

    #[test]
    fn what_is_no_key_of_a_row_is_refused() {
        for text in [
            "",
            "2-16",
            "DB1.2018-06.003.2-16",
            "DB0.2018-06.003.2-16.1",
            "DB1.2018-00.003.2-16.1",
            "DB1.2018-06.003.2-0.1",
            "DB1.2018-06.003.2-16.0",
            "DB1.2018-06.003.2-16.一",
        ] {
            assert_eq!(text.parse::<RowKey>(), Err(RowKeyError), "{text}");
        }
    }
}
