//! The context of a notice to a unit: what is behind or due soon, why, and what is asked.

use serde::Serialize;

use super::row::{self, NoticeRow, Titled};
use super::{MonthWords, PaperContext};
use crate::numbers::{NoticeForm, Number};
use crate::report::addressee::Addressee;
use crate::report::listing::{joined, whole};
use crate::report::sender::{Issuer, Notice};
use crate::status::Stage;
use crate::supervision::papers::{Grade, Line, Paper};

/// The values that `templates/notice.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthlyNotice {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the plan is based on.
    pub notice: Notice,
    /// The unit that has to act.
    pub unit: Addressee,
    /// Document number; the serial is blank until it is drawn.
    pub number: String,
    /// Date printed on the paper, in TOML notation; empty for a draft.
    pub date: String,
    /// The form: 提示函, 督办单, 催办函; of a paper to a unit that is asked, too.
    pub form: &'static str,
    /// The grade: `hint`, `notice` or `reminder`.
    pub grade: &'static str,
    /// The month.
    pub period: MonthWords,
    /// Number of items.
    pub total: usize,
    /// True if items of the notice are among them.
    pub is_from_notice: bool,
    /// True if matters that leaders assigned are among them.
    pub is_assigned: bool,
    /// True at the end of the year, when items are done or not.
    pub is_year_end: bool,
    /// Number of items that are behind.
    pub behind: usize,
    /// Number of items that are severely behind.
    pub severe: usize,
    /// Number of items with a notice that was not answered.
    pub unanswered: usize,
    /// Number of items on which something is due soon.
    pub soon: usize,
    /// The items, for `table(…)`: for each a group line, a row for each target, and the reason that the unit gave.
    pub rows: Vec<NoticeRow>,
    /// The units that get a copy: 兰州市、白银市; may be empty.
    pub copies: String,
    /// The items of the lines, for the claims.
    #[serde(skip)]
    pub(super) titled: Vec<Titled>,
}

/// Returns the notice to a unit. Without a number the serial is blank.
pub fn monthly_notice(
    paper: &Paper,
    drawn: Option<&Number>,
    context: PaperContext<'_>,
) -> MonthlyNotice {
    let registry = context.basis.registry;
    let count =
        |holds: &dyn Fn(&Line) -> bool| paper.lines.iter().filter(|line| holds(line)).count();
    let (rows, titled) = row::rows(&paper.lines, context);
    let unit = Addressee::new(paper.unit, registry, context.config);
    MonthlyNotice {
        year: context.config.year,
        issuer: Issuer::new(context.config),
        notice: Notice::new(context.config),
        number: context.number(drawn, unit.courtesy),
        unit,
        date: context.date_words(),
        form: form(paper.grade).word(),
        grade: match paper.grade {
            Grade::Hint => "hint",
            Grade::Notice => "notice",
            Grade::Reminder => "reminder",
        },
        period: context.month(),
        total: paper.lines.len(),
        is_from_notice: count(&|line| !line.item.is_instruction()) > 0,
        is_assigned: count(&|line| line.item.is_instruction()) > 0,
        is_year_end: context.stage() == Stage::YearEnd,
        behind: count(&row::is_behind),
        severe: count(&row::is_severe),
        unanswered: count(&row::is_unanswered),
        soon: count(&|line| line.grade() == Grade::Hint),
        rows,
        copies: joined(paper.copies.iter().map(|&unit| whole(&registry.unit(unit).short)), "、"),
        titled,
    }
}

/// Returns the form of a paper of a grade.
pub(super) fn form(grade: Grade) -> NoticeForm {
    match grade {
        Grade::Hint => NoticeForm::Hint,
        Grade::Notice => NoticeForm::Notice,
        Grade::Reminder => NoticeForm::Reminder,
    }
}
