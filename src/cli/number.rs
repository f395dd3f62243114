//! `duban number`.

use super::args::{Common, Number, Numbered};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, NumberError, NumberedKind, NumbersDrawn};
use crate::numbers::Drawn;
use crate::registers::LEDGER_FILE;

pub(super) fn execute(common: &Common, arguments: &Number) -> Result<Status, CommandError> {
    let kind = match (arguments.what, arguments.period.period) {
        (Numbered::Letters, Some(_)) => {
            let message = "任务函不分期间，取号不用 --period".to_owned();
            return Err(CommandError::Usage(message));
        }
        (Numbered::Letters, None) => NumberedKind::Letters,
        (Numbered::Bulletin, period) => NumberedKind::Bulletins(period),
        (Numbered::Notices, period) => NumberedKind::Notices(period),
        (Numbered::Cases, Some(_)) => {
            let message = "台账的文件不分期间，取号不用 --period".to_owned();
            return Err(CommandError::Usage(message));
        }
        (Numbered::Cases, None) => NumberedKind::Cases,
    };
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let drawn = job::draw_numbers(&session, kind, &problems).inspect_err(|error| {
        if let NumberError::Flawed(flaws) = error {
            report::problems(common, flaws, Severity::Error);
        }
    })?;
    problems.extend(drawn.problems.clone());
    problems.sort();
    report::problems(common, &problems, Severity::Error);
    if !common.quiet {
        report::out(&summary(&drawn))?;
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

/// Returns the numbers that were drawn, in a line.
fn summary(drawn: &NumbersDrawn) -> String {
    if drawn.drawn.is_empty() {
        let none = if drawn.documents == 0 { "没有这类文件" } else { "都已有号" };
        return format!("{none}，没有取号");
    }
    let of_years = drawn.drawn.chunk_by(|one, other| {
        (one.number.year, &one.number.series) == (other.number.year, &other.number.series)
    });
    let numbers: Vec<String> = of_years.map(of_year).collect();
    let (count, file) = (drawn.drawn.len(), drawn.file.display());
    let events = match drawn.events {
        0 => String::new(),
        events => format!("；{events} 项记入 {LEDGER_FILE}"),
    };
    format!("取号 {count} 个：{}，登记在 {file}{events}", numbers.join("、"))
}

/// Returns numbers of one series and year: 甘政办函〔2018〕1号至90号.
fn of_year(drawn: &[Drawn]) -> String {
    let (Some(first), Some(last)) = (drawn.first(), drawn.last()) else { return String::new() };
    let serials: Vec<u32> = drawn.iter().map(|drawn| drawn.number.serial).collect();
    let is_row = serials.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let number = &first.number;
    let serials = match (serials.len(), is_row) {
        (1, _) => format!("{}号", number.serial),
        (_, true) => format!("{}号至{}号", number.serial, last.number.serial),
        (_, false) => {
            let serials: Vec<_> = serials.iter().map(|serial| format!("{serial}号")).collect();
            serials.join("、")
        }
    };
    format!("{}〔{}〕{serials}", number.series, number.year)
}
