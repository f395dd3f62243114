//! `duban number`.

use super::args::{Common, Number, Numbered};
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, NumberError, NumberedKind, NumbersDrawn};

pub(super) fn execute(common: &Common, arguments: &Number) -> Result<Status, CommandError> {
    let kind = match (arguments.what, arguments.period.period) {
        (Numbered::Letters, Some(_)) => {
            let message = "任务函不分期间，取号不用 --period".to_owned();
            return Err(CommandError::Usage(message));
        }
        (Numbered::Letters, None) => NumberedKind::Letters,
        (Numbered::Bulletin, period) => NumberedKind::Bulletins(period),
    };
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let drawn = job::draw_numbers(&session, kind, &problems).inspect_err(|error| {
        if let NumberError::Flawed(flaws) = error {
            report::problems(flaws, Severity::Error);
        }
    })?;
    problems.extend(drawn.problems.clone());
    problems.sort();
    report::problems(&problems, Severity::Error);
    if !common.quiet {
        report::out(&summary(&drawn))?;
        report::out(&report::counted(&problems))?;
    }
    Ok(status(&problems))
}

/// Returns the numbers that were drawn, in a line.
fn summary(drawn: &NumbersDrawn) -> String {
    let (Some(first), Some(last)) = (drawn.drawn.first(), drawn.drawn.last()) else {
        let none = if drawn.documents == 0 { "没有这类文件" } else { "都已有号" };
        return format!("{none}，没有取号");
    };
    let (number, count) = (&first.number, drawn.drawn.len());
    let serials: Vec<u32> = drawn.drawn.iter().map(|drawn| drawn.number.serial).collect();
    let is_row = serials.windows(2).all(|pair| pair[0].checked_add(1) == Some(pair[1]));
    let serials = match (count, is_row) {
        (1, _) => format!("{}号", number.serial),
        (_, true) => format!("{}号至{}号", number.serial, last.number.serial),
        (_, false) => {
            let serials: Vec<_> = serials.iter().map(|serial| format!("{serial}号")).collect();
            serials.join("、")
        }
    };
    let file = drawn.file.display();
    format!("取号 {count} 个：{}〔{}〕{serials}，登记在 {file}", number.series, number.year)
}
