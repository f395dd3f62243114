//! All returns of the year, corrections applied.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::defect::Defect;
use super::row_count::Tally;
use super::source::Source;
use crate::diagnostic::Code;
use crate::input::demonstration::is_demonstration;
use crate::period::{Month, Period};
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::returns::read::{Key, ZeroReport};
use crate::returns::{Field, Reported, VERIFIED_FILE, Verification};
use crate::status::Status;

/// The report of one unit on one target, corrections applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Return {
    /// Cumulative value from January, in the target's measure; `None` if the unit has no figure.
    pub value: Option<Decimal>,
    /// True if the value is negative beside a target that is a fall, and a word says so.
    pub rises: bool,
    /// The figures that may be fractions in place of percentages.
    pub fractions: Vec<Field>,
    /// 完成率 in percent (27.5 for 27.5%), as stated by the unit.
    pub percent: Option<Decimal>,
    /// The unit's own judgement.
    pub status: Option<Status>,
    /// 进展情况, in the unit's words.
    pub progress: String,
    /// 存在问题.
    pub problems: String,
    /// 下一步措施.
    pub next_steps: String,
    /// 填报人.
    pub reporter: String,
    /// 填报日期 of the row that counts.
    pub reported_on: Option<Date>,
    /// 填报日期 of the first row that came in, which decides whether the unit was late.
    pub first_reported_on: Option<Date>,
    /// True if a later row replaced an earlier one.
    pub corrected: bool,
    /// The statements that cannot be used, in the order of their fields.
    pub defects: Vec<Defect>,
    /// The places of the cells that count, by field.
    pub sources: BTreeMap<Field, Source>,
    /// What the office has verified in place of the unit's own statements.
    pub verified: Option<Verification>,
}

impl Return {
    /// Puts what the office has verified in place of the unit's statements, and settles every doubt.
    pub(super) fn verify(&mut self, mut verification: Verification) {
        let Self { value, percent, status, .. } = *self;
        verification.reported = Reported { value, percent, status };
        // A figure in doubt does not become true by a status beside it.
        self.value = verification.value.or(self.usable_value());
        self.percent = verification.percent.or(self.usable_percent());
        self.defects.clear();
        let replaced = self.sources.iter().map(|(&field, source)| (field, source.place()));
        verification.replaced = replaced.collect();
        let places = verification.places.iter();
        self.sources.extend(places.map(|(&field, place)| (field, Source::of(place))));
        self.verified = Some(verification);
    }

    /// Returns whether any of it was reported by the unit, and not only verified by the office.
    pub fn is_reported(&self) -> bool {
        let mut files = self.sources.values().map(|source| &source.sheet.file);
        self.verified.is_none() || files.any(|file| file != VERIFIED_FILE)
    }

    /// Returns whether the unit reported it, in a row of the period and of a day that are not in doubt.
    fn is_filed(&self) -> bool {
        let by_unit = self.sources.values().any(|source| source.sheet.file != VERIFIED_FILE);
        let doubted =
            |defect: &Defect| matches!(defect.code, Code::FilingDayDoubtful | Code::PeriodDoubtful);
        by_unit && !self.defects.iter().any(doubted)
    }

    /// Returns whether the return is made up: the name of a file that it comes from, its own words, or the evidence by
    /// which it was verified, are so marked.
    pub fn is_demonstration(&self) -> bool {
        let files = self.sources.values().map(|source| &source.sheet.file);
        let words = [&self.progress, &self.problems, &self.next_steps, &self.reporter];
        let evidence = self.verified.iter().map(|verified| &verified.evidence);
        files.chain(words).chain(evidence).any(|text| is_demonstration(text))
    }

    /// Returns the first defect of a field.
    pub fn defect(&self, field: Field) -> Option<&Defect> {
        self.defects.iter().find(|defect| defect.field == field)
    }

    /// Returns the value if nothing speaks against using it.
    pub fn usable_value(&self) -> Option<Decimal> {
        self.value.filter(|_| self.defect(Field::Value).is_none())
    }

    /// Returns the percentage if nothing speaks against using it.
    pub fn usable_percent(&self) -> Option<Decimal> {
        self.percent.filter(|_| self.defect(Field::Percent).is_none())
    }
}

/// All returns of the year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The returns of each month, by the month at whose end they close.
    pub months: BTreeMap<Month, BTreeMap<Key, Return>>,
    /// The reports of units that have nothing to report, by month.
    pub zero_reports: BTreeMap<Month, BTreeMap<UnitId, ZeroReport>>,
    /// The units of which any row came in, by month, with the number of those rows that cannot be used since
    /// something that every row needs cannot be read; `None` for rows whose period is not known.
    pub senders: BTreeMap<Option<Month>, BTreeMap<UnitId, usize>>,
    /// The rows, counted by their result.
    pub tally: Tally,
}

impl Progress {
    /// Returns the returns of a month; none if nobody reported.
    pub fn of(&self, month: Month) -> &BTreeMap<Key, Return> {
        static NONE: BTreeMap<Key, Return> = BTreeMap::new();
        self.months.get(&month).unwrap_or(&NONE)
    }

    /// Returns the returns of a month about an item, by target and unit.
    pub fn of_item(&self, month: Month, item: ItemId) -> impl Iterator<Item = (&Key, &Return)> {
        let first = Key { target: TargetId::first(item), unit: UnitId::FIRST };
        let returns = self.of(month).range(first..);
        returns.take_while(move |(key, _)| key.target.item == item)
    }

    /// Returns whether any return of a month up to `last` is made up.
    pub fn has_demonstrations(&self, last: Month) -> bool {
        let months = self.months.range(..=last);
        months.flat_map(|(_, returns)| returns.values()).any(Return::is_demonstration)
    }

    /// Returns the zero report of a unit for a month.
    pub fn zero_report(&self, month: Month, unit: UnitId) -> Option<&ZeroReport> {
        self.zero_reports.get(&month)?.get(&unit)
    }

    /// Returns the units of which any row came in that is, or may be, about a month, even where it cannot be used,
    /// with the number of those that could not be assigned. A unit may appear twice.
    pub fn senders_of(&self, month: Month) -> impl Iterator<Item = (UnitId, usize)> {
        let of = |month: Option<Month>| self.senders.get(&month).into_iter().flatten();
        of(Some(month)).chain(of(None)).map(|(&unit, &rows)| (unit, rows))
    }

    /// Returns the number of rows of a unit that are, or may be, about a month and could not be assigned.
    pub fn unassigned(&self, month: Month, unit: UnitId) -> usize {
        let senders = self.senders_of(month).filter(|(sender, _)| *sender == unit);
        senders.map(|(_, rows)| rows).sum()
    }

    /// Returns the newest month for which most of the units have filed. See [`Progress::newest_of`].
    pub fn newest(&self) -> Option<Month> {
        self.newest_of(|_| true)
    }

    /// Returns the newest of the `wanted` months for which more than half of the units that file at all have filed.
    ///
    /// The first returns of a month, a mistyped period and a row whose day of filing is in doubt do not make a month
    /// the newest one. Where no month has so many, it is the newest of those for which most units filed; where nobody
    /// filed without doubt, the newest month with returns.
    pub fn newest_of(&self, wanted: impl Fn(Month) -> bool) -> Option<Month> {
        newest_month(&self.months, wanted)
    }

    /// Returns the period with which a report on `period` compares, if there are returns for it: the quarter before, or
    /// for a month the newest month before it for which most of the units have filed, and which is judged: none is before
    /// the month `first_judged`.
    pub fn period_before(&self, period: Period, first_judged: i8) -> Option<Period> {
        match period {
            Period::Month(month) => {
                let is_judged = |one: Month| one.number() >= first_judged;
                let earlier = |one: Month| one < month && is_judged(one);
                self.newest_of(earlier).map(Month::of_bulletin)
            }
            Period::Quarter { .. } | Period::Year(_) => {
                period.previous().filter(|previous| !self.of(previous.close()).is_empty())
            }
        }
    }
}

/// The number of rows of a unit for its fullest month beside which a few of another month have strayed, for each of them.
const STRAY: usize = 5;

/// Maximum number of rows that have strayed.
const MOST_STRAY: usize = 3;

/// The number of units whose rows for a month show together that none of them has strayed.
const ENOUGH_UNITS: usize = 3;

/// Returns the newest month of `months`; see [`Progress::newest_of`].
pub(super) fn newest_month(
    months: &BTreeMap<Month, BTreeMap<Key, Return>>,
    wanted: impl Fn(Month) -> bool,
) -> Option<Month> {
    let rows = filed_rows(months);
    let filed: BTreeMap<Month, usize> = months
        .keys()
        .filter(|month| wanted(**month))
        .map(|&month| {
            let units = rows.values().filter(|rows| rows.contains_key(&month));
            let count = units.clone().count();
            let sure = units.filter(|rows| !strays(rows, month)).count();
            (month, if count < ENOUGH_UNITS { sure } else { count })
        })
        .collect();
    let any = |rows: &&BTreeMap<Month, usize>| filed.keys().any(|month| rows.contains_key(month));
    let units = rows.values().filter(any).count();
    let most = filed.values().copied().max()?;
    let enough = |&(_, &count): &(&Month, &usize)| count > 0 && count * 2 > units;
    let newest = filed.iter().rev().find(enough);
    let newest = newest.or_else(|| filed.iter().rev().find(|(_, count)| **count == most));
    newest.map(|(&month, _)| month)
}

/// Returns the number of rows that each unit filed for each month.
fn filed_rows(
    months: &BTreeMap<Month, BTreeMap<Key, Return>>,
) -> BTreeMap<UnitId, BTreeMap<Month, usize>> {
    let mut rows: BTreeMap<UnitId, BTreeMap<Month, usize>> = BTreeMap::new();
    for (&month, returns) in months {
        for (key, _) in returns.iter().filter(|(_, report)| report.is_filed()) {
            *rows.entry(key.unit).or_default().entry(month).or_default() += 1;
        }
    }
    rows
}

/// Returns whether the rows of a unit for a month are a few beside its other months.
fn strays(rows: &BTreeMap<Month, usize>, month: Month) -> bool {
    let here = rows.get(&month).copied().unwrap_or(0);
    let fullest = rows.values().copied().max().unwrap_or(0);
    here <= MOST_STRAY && here * STRAY < fullest
}

/// Returns the units whose rows for a month after `newest` are a few beside their other months.
pub(super) fn stray_units(
    months: &BTreeMap<Month, BTreeMap<Key, Return>>,
    newest: Month,
) -> BTreeSet<(Month, UnitId)> {
    let rows = filed_rows(months);
    let stray = rows.iter().flat_map(|(&unit, rows)| {
        let later = rows.keys().filter(move |&&month| month > newest);
        let later = later.filter(move |&&month| strays(rows, month));
        later.map(move |&month| (month, unit))
    });
    stray.collect()
}
