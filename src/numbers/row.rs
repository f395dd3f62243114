//! A row of the register.

use super::{Column, Document, Number};
use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostics};
use crate::input::columns::NamedRow;
use crate::input::csv::Cell;
use crate::input::{date, text};
use crate::registry::Registry;

/// The state of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// 已用.
    Used,
    /// 作废: never used again.
    Voided,
}

impl State {
    /// The word in the register.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Used => "已用",
            Self::Voided => "作废",
        }
    }

    /// Reads a word; a blank cell means that the number is used.
    fn parse(word: &str) -> Option<Self> {
        match &*text::word(word) {
            "" | "已用" | "used" => Some(Self::Used),
            "作废" | "已作废" | "voided" | "void" => Some(Self::Voided),
            _ => None,
        }
    }
}

/// A row that could be read.
#[derive(Debug)]
pub(super) struct Row {
    pub number: Number,
    /// The document; `None` for one that is not made any more.
    pub document: Option<Document>,
    /// The date printed on it, where it can be read.
    pub date: Option<Date>,
    pub state: State,
}

impl Row {
    /// Reads a row; reported (F115, F160) if that fails.
    pub(super) fn read(
        row: &NamedRow<'_, Column>,
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let series = row.needed(Column::Series, diagnostics)?;
        let year = row.needed(Column::Year, diagnostics)?;
        let serial = row.needed(Column::Number, diagnostics)?;
        let document = row.needed(Column::Document, diagnostics)?;
        let state = row.cell(Column::State);
        let mut report = |cell: &Cell, what: &str| {
            let message = format!("{what}“{}”无法识别，本行未读入", cell.text);
            diagnostics.push(
                row.source
                    .problem(Code::NumberRow, message, cell)
                    .hint("年度写作 2018，号写作 21，状态为 已用 或 作废"),
            );
        };
        let Some(year) = whole(&year.text, ['〔', '〕', '[', ']', '年']) else {
            report(year, "年度");
            return None;
        };
        let Some(serial) = whole(&serial.text, ['第', '号']).filter(|&serial: &u32| serial > 0)
        else {
            report(serial, "号");
            return None;
        };
        let Some(state) = State::parse(&state.text) else {
            report(state, "状态");
            return None;
        };
        Some(Self {
            number: Number { series: self::series(&series.text), year, serial },
            document: Document::parse(&document.text, registry),
            date: date::parse(&row.cell(Column::Date).text),
            state,
        })
    }
}

/// The words of a series as they are compared and printed.
pub(super) fn series(text: &str) -> String {
    text::plain(text)
}

/// Reads a whole number, which Excel may have stored as 21.0, without the marks around it.
pub(super) fn whole<T: std::str::FromStr, const N: usize>(
    text: &str,
    marks: [char; N],
) -> Option<T> {
    let text = text::numeral(text);
    let text = text.trim_matches(marks);
    let text = text.strip_suffix(".0").unwrap_or(text);
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}
