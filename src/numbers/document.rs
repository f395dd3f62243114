//! The documents that get numbers, under names that stay the same.

use jiff::civil::Date;

use crate::output::file_name;
use crate::period::{Month, Period};
use crate::registry::{Registry, UnitId, Who};

/// A document that gets a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The task letter of a unit.
    Letter(UnitId),
    /// The bulletin of a period.
    Bulletin(Period),
    /// A monthly paper to a unit.
    Notice {
        /// The month that it is about.
        month: Month,
        /// The unit.
        unit: UnitId,
        /// Its form.
        form: NoticeForm,
    },
    /// A letter about changes to a unit.
    Change {
        /// The unit.
        unit: UnitId,
        /// The first day of what is new.
        day: Date,
    },
    /// A paper on a case.
    Case {
        /// The item's key.
        item: String,
        /// The unit.
        unit: UnitId,
        /// Its form.
        form: CaseForm,
        /// The day of the event.
        date: Date,
    },
}

/// The forms of the papers on a case, which their file names have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseForm {
    /// 挂牌督办通知书.
    Listing,
    /// 延期: granted or refused.
    Extension,
    /// 销号.
    Closing,
    /// 逾期.
    Overdue,
    /// 约谈.
    Talk,
}

impl CaseForm {
    const ALL: [Self; 5] =
        [Self::Listing, Self::Extension, Self::Closing, Self::Overdue, Self::Talk];

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Listing => "挂牌督办通知书",
            Self::Extension => "延期",
            Self::Closing => "销号",
            Self::Overdue => "逾期",
            Self::Talk => "约谈",
        }
    }
}

/// The forms of the monthly papers, which their file names end with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeForm {
    /// 提示函: something is due soon.
    Hint,
    /// 督办单: an item is behind.
    Notice,
    /// 催办函: an item is behind for the second time, or a notice was not answered.
    Reminder,
    /// 函: any of these to a unit that is asked, not instructed.
    Letter,
    /// 催报函: returns are missing or have to be corrected.
    Call,
}

impl NoticeForm {
    const ALL: [Self; 5] = [Self::Hint, Self::Notice, Self::Reminder, Self::Letter, Self::Call];

    /// Returns the word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hint => "提示函",
            Self::Notice => "督办单",
            Self::Reminder => "催办函",
            Self::Letter => "函",
            Self::Call => "催报函",
        }
    }
}

/// The length of a day in a file name: 2018-08-08.
const DAY: usize = 10;
const CASES: &str = "cases/";
const NOTICES: &str = "notices/";
const CHANGES: &str = "notices/changes/";
const CHANGE: &str = "-调整函-";
const LETTERS: &str = "letters/";
const BULLETINS: &str = "bulletins/";

impl Document {
    /// The unit that the document is addressed to; `None` where it goes to many.
    pub fn unit(&self) -> Option<UnitId> {
        match self {
            Self::Letter(unit)
            | Self::Notice { unit, .. }
            | Self::Change { unit, .. }
            | Self::Case { unit, .. } => Some(*unit),
            Self::Bulletin(_) => None,
        }
    }

    /// The name in the register: the path in the output folder without its ending.
    pub fn name(&self, registry: &Registry) -> String {
        match self {
            Self::Letter(unit) => format!("{LETTERS}{}", file_of(*unit, registry)),
            Self::Bulletin(period) => format!("{BULLETINS}{period}"),
            Self::Notice { month, unit, form } => {
                format!("{NOTICES}{month}/{}-{}", file_of(*unit, registry), form.word())
            }
            Self::Change { unit, day } => {
                format!("{CHANGES}{}{CHANGE}{day}", file_of(*unit, registry))
            }
            Self::Case { item, unit, form, date } => {
                format!("{CASES}{item}/{}-{}-{date}", file_of(*unit, registry), form.word())
            }
        }
    }

    /// Reads a name; `None` if this registry has no such document. A letter is its unit's whose name it bears,
    /// also an earlier one, or else the unit's to which the registry gives the code: so the number stays when a
    /// unit gets another name, or other units before it.
    pub fn parse(name: &str, registry: &Registry) -> Option<Self> {
        let name = name.trim().replace('\\', "/");
        let name = name.strip_prefix("output/").unwrap_or(&name);
        let name = name.strip_suffix(".pdf").unwrap_or(name);
        if let Some(period) = name.strip_prefix(BULLETINS) {
            // The half year is also called June.
            let period = period.parse::<Period>().ok();
            return period.map(|period| Self::Bulletin(period.close().of_bulletin()));
        }
        if let Some(change) = name.strip_prefix(CHANGES) {
            let (unit, day) = change.rsplit_once(CHANGE)?;
            return Some(Self::Change { unit: unit_of(unit, registry)?, day: day.parse().ok()? });
        }
        if let Some(notice) = name.strip_prefix(NOTICES) {
            let (month, file) = notice.split_once('/')?;
            let month = month.parse::<Period>().ok()?.close();
            let mut forms = NoticeForm::ALL.into_iter();
            let (form, unit) = forms.find_map(|form| {
                let unit = file.strip_suffix(form.word())?.strip_suffix('-')?;
                Some((form, unit_of(unit, registry)?))
            })?;
            return Some(Self::Notice { month, unit, form });
        }
        if let Some(case) = name.strip_prefix(CASES) {
            return Self::case(case, registry);
        }
        unit_of(name.strip_prefix(LETTERS)?, registry).map(Self::Letter)
    }

    /// Reads the name of a paper on a case below its folder: 2-17/003-兰州市-延期-2018-08-08.
    fn case(name: &str, registry: &Registry) -> Option<Self> {
        let (item, file) = name.split_once('/')?;
        let (rest, day) = file.split_at_checked(file.len().checked_sub(DAY)?)?;
        let date = day.parse().ok()?;
        let rest = rest.strip_suffix('-')?;
        let mut forms = CaseForm::ALL.into_iter();
        let (form, unit) = forms.find_map(|form| {
            let unit = rest.strip_suffix(form.word())?.strip_suffix('-')?;
            Some((form, unit_of(unit, registry)?))
        })?;
        Some(Self::Case { item: item.to_owned(), unit, form, date })
    }
}

/// Returns the beginning of the names of a unit's files: its code and its short name.
fn file_of(unit: UnitId, registry: &Registry) -> String {
    let unit = registry.unit(unit);
    format!("{}-{}", unit.code, file_name(&unit.short))
}

/// Returns the unit whose files have names with this beginning.
fn unit_of(file: &str, registry: &Registry) -> Option<UnitId> {
    let hyphens = file.match_indices('-').map(|(at, _)| at);
    let parts: Vec<_> = hyphens.map(|at| (&file[..at], &file[at + 1..])).collect();
    let named = parts.iter().find_map(|(_, short)| unit_called(short, registry));
    named.or_else(|| parts.iter().find_map(|(code, _)| registry.unit_with_code(code)))
}

/// Returns the unit with a name that gives this file name.
fn unit_called(short: &str, registry: &Registry) -> Option<UnitId> {
    let mut names = registry.names().filter(|(name, _)| file_name(name) == short);
    names.find_map(|(_, who)| match who {
        Who::Unit(unit) => Some(unit),
        Who::Group(_) | Who::Unknown => None,
    })
}
