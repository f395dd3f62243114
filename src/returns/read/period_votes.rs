//! The period of a file, about which its title, its lines, its keys and its name vote.

use super::heading_lines::period_in;
use super::period_text;
use super::problem::{Consequence, Problem};
use super::row::{Row, RowOutcome};
use super::table::Table;
use crate::diagnostic::{Code, Place};
use crate::period::Month;
use crate::returns::form::FormKey;

/// A statement of a file about its period.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Vote {
    /// The statement's name in messages.
    word: &'static str,
    month: Month,
    place: Place,
    /// The weight: 2 for what is in the file, 1 for its name, 3 for what the form itself carries.
    weight: u32,
}

/// A file whose tables were read.
#[derive(Debug)]
pub(super) struct File<'f> {
    pub name: &'f str,
    /// The form's key, with its place.
    pub key: Option<(&'f FormKey, &'f Place)>,
    pub tables: &'f mut [Table],
    /// The period that the command line names.
    pub wanted: Option<Month>,
    pub year: i16,
}

/// Returns G204 for statements about the period that contradict the others. Where none of them prevails, no row is
/// read (G205).
pub(super) fn settle(file: &mut File<'_>) -> Option<Problem> {
    let votes = votes(file);
    let first = votes.first()?;
    if votes.iter().all(|vote| vote.month == first.month) {
        return None;
    }
    let weight = |month: Month| -> u32 {
        votes.iter().filter(|vote| vote.month == month).map(|vote| vote.weight).sum()
    };
    let mut months: Vec<_> = votes.iter().map(|vote| (weight(vote.month), vote.month)).collect();
    months.sort();
    months.dedup();
    let (best, winner) = months.pop().unwrap_or((first.weight, first.month));
    let next = months.last().map_or(0, |(weight, _)| *weight);
    let says = |wins: bool| {
        let says = votes.iter().filter(|vote| (vote.month == winner) == wins);
        says.map(|vote| format!("{}是{}", vote.word, vote.month)).collect::<Vec<_>>().join("、")
    };
    let dissent = votes.iter().find(|vote| vote.month != winner).unwrap_or(first);
    // Rows that name their period themselves are read by that.
    let used = used(file);
    if best > next && used.is_none_or(|used| used == winner) {
        let message = format!("{}，{}，按{winner}读入", says(false), says(true));
        let problem = Problem::new(Code::PeriodDisputed, message).at(dissent.place.clone());
        return Some(problem.hint("请核对这份报送表是哪一期的"));
    }
    let mut rows = 0;
    for row in file.tables.iter_mut().flat_map(|table| &mut table.rows) {
        if matches!(row.outcome, RowOutcome::Return(_)) {
            row.outcome = RowOutcome::Faulty;
            rows += 1;
        }
    }
    let message = format!("{}，{}，不能确定是哪一期的", says(true), says(false));
    let problem = Problem::new(Code::PeriodUndecided, message)
        .with(Consequence::RowsNotRead(rows))
        .at(dissent.place.clone());
    Some(problem.hint("请填报单位核对，改正不一致的一处后重报"))
}

/// Returns the period under which all returns of a file were read; `None` if they are of several or none.
fn used(file: &File<'_>) -> Option<Month> {
    let mut months = rows(file).filter_map(|row| row.about.month);
    let first = months.next()?;
    (first.year() == file.year && months.all(|month| month == first)).then_some(first)
}

fn rows<'t>(file: &'t File<'_>) -> impl Iterator<Item = &'t Row> {
    file.tables.iter().flat_map(|table| &table.rows)
}

fn votes(file: &File<'_>) -> Vec<Vote> {
    let at_file = || Place::file(file.name);
    let mut votes = Vec::new();
    let by_form = file.key.map(|(key, place)| (key.period, place.clone()));
    let by_row = || rows(file).find_map(|row| Some((row.key.as_ref()?.period, at_file())));
    let key = by_form.or_else(by_row);
    votes.extend(key.map(|(month, place)| Vote { word: "识别码", month, place, weight: 3 }));
    // A file of several tables has several titles, and each table its own period.
    if let [table] = &*file.tables {
        let lines = &table.head.lines;
        let read = |text: &str| period_text::parse(text, file.year).ok();
        let stated = [("报送期间", lines.labelled_period()), ("标题", lines.title_period.as_ref())];
        for (word, stated) in stated {
            let month = stated.and_then(|(text, place)| Some((read(text)?, place.clone())));
            votes.extend(month.map(|(month, place)| Vote { word, month, place, weight: 2 }));
        }
        let own = used(file).filter(|_| table.has_periods());
        let own = own.map(|month| Vote { word: "期间列", month, place: at_file(), weight: 3 });
        votes.extend(own);
    }
    let named = of_name(file.name, file.year).map(|month| ("文件名", month, 1));
    let wanted = file.wanted.map(|month| ("--period", month, 2));
    let outer = named.into_iter().chain(wanted.filter(|_| !votes.is_empty()));
    let outer = outer.map(|(word, month, weight)| Vote { word, month, place: at_file(), weight });
    votes.extend(outer.collect::<Vec<_>>());
    votes
}

/// Reads the period in the name of a file: 003-兰州市-2018-07.xlsx, 兰州市2018年7月.xlsx. A day is not a period.
fn of_name(name: &str, year: i16) -> Option<Month> {
    let name = name.rsplit(['/', '\\']).next()?;
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let chars: Vec<char> = stem.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let dashed = chars.windows(7).enumerate().find_map(|(at, window)| {
        let goes_on = is_digit(at + 7)
            || matches!(chars.get(at + 7), Some('-' | '.' | '_')) && is_digit(at + 8);
        if goes_on || at > 0 && is_digit(at - 1) {
            return None;
        }
        let text: String = window.iter().collect();
        let (year, month) = text.split_once('-')?;
        Month::new(year.parse().ok()?, (month.len() == 2).then(|| month.parse().ok())??)
    });
    let month = dashed.or_else(|| period_text::parse(&period_in(stem, year)?, year).ok());
    month.filter(|month| month.year() == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_may_name_the_period() {
        for (name, month) in [
            ("in/076-兰州市-2018-07.xlsx", Some("2018-07")),
            ("兰州市2018年8月.xlsx", Some("2018-08")),
            ("兰州市二季度报送表.xls", Some("2018-06")),
            ("兰州市2018-08-03报.xlsx", None),
            ("兰州市20180803.xlsx", None),
            ("兰州市8月3日.xlsx", None),
            ("2017-07.csv", None),
            ("a.csv", None),
        ] {
            let read = of_name(name, 2018).map(|month| month.to_string());
            assert_eq!(read.as_deref(), month, "{name}");
        }
    }
}
