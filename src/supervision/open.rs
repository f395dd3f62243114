//! The matters that are open for a unit on a day: what its workbook asks it to answer.

use jiff::civil::Date;

use super::{Case, Cases, Days, State};
use crate::numbers::{Document, Number, Numbers};
use crate::plan::ItemId;
use crate::registers::{Registers, Responsible};
use crate::registry::UnitId;
use crate::returns::Reader;

/// The data in which open matters are found.
#[derive(Clone, Copy)]
pub struct OpenSource<'a> {
    /// The registers.
    pub registers: &'a Registers,
    /// The papers with numbers.
    pub numbers: &'a Numbers,
    /// The cases at the end of the day.
    pub cases: &'a Cases<'a>,
    /// The reader, which knows which unit answers for an item.
    pub reader: &'a Reader<'a>,
    /// The days of the rules.
    pub days: Days<'a>,
    /// The day.
    pub day: Date,
}

/// The matters that are open for a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenMatters {
    /// Those responsible, as far as they are known, until the unit's plan is filed; `None` from then on.
    pub responsible: Option<Responsible>,
    /// The papers that were sent to it and have no receipt, by date.
    pub papers: Vec<SentPaper>,
    /// Notices that wait for an answer.
    pub notices: Vec<OpenCase>,
    /// Listed cases without a plan of rectification.
    pub rectifications: Vec<OpenCase>,
    /// Listed cases for which a later deadline can still be asked for.
    pub extensions: Vec<OpenCase>,
    /// Listed cases whose delisting can be asked for.
    pub closings: Vec<OpenCase>,
}

/// A paper that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPaper {
    /// The paper.
    pub document: Document,
    /// Its number.
    pub number: Number,
    /// Its date.
    pub date: Date,
}

/// A case with what is asked for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCase {
    /// The item.
    pub id: ItemId,
    /// The number of the notice or of the listing, as the ledger has it; may be empty.
    pub document: String,
    /// The deadline that runs.
    pub deadline: Option<Date>,
}

impl OpenMatters {
    /// Returns what is open for a unit.
    pub fn of(source: &OpenSource<'_>, unit: UnitId) -> Self {
        let plan = source.registers.plans.of(unit, None, Some(source.day));
        let is_filed = plan.is_some_and(|plan| plan.filed_on.is_some());
        let mut open = Self {
            responsible: (!is_filed)
                .then(|| plan.map(|plan| plan.responsible.clone()).unwrap_or_default()),
            papers: papers(source, unit),
            ..Self::default()
        };
        for case in source.cases.iter().filter(|case| is_of(source, case, unit)) {
            open.add(source, case);
        }
        open
    }

    fn add(&mut self, source: &OpenSource<'_>, case: &Case<'_>) {
        if let Some(notice) = case.open_notice() {
            self.notices.push(OpenCase {
                id: case.id,
                document: notice.document.clone(),
                deadline: notice.deadline,
            });
        }
        let is_under_way =
            matches!(case.state, State::Listed | State::Planned | State::Extended | State::Overdue);
        if !is_under_way {
            return;
        }
        let listing = case.last(crate::registers::EventKind::List);
        let open = OpenCase {
            id: case.id,
            document: listing.map(|listing| listing.document.clone()).unwrap_or_default(),
            deadline: case.listing_deadline(),
        };
        if !case.has_plan() {
            self.rectifications.push(open.clone());
        }
        let is_in_time = |deadline: Date| source.day <= source.days.last_request(deadline);
        let may_ask = matches!(case.state, State::Listed | State::Planned)
            && case.request().is_none()
            && open.deadline.is_some_and(is_in_time);
        if may_ask {
            self.extensions.push(open.clone());
        }
        self.closings.push(open);
    }
}

/// Returns whether the unit answers for a case: its own, or that of a unit that it took over from.
fn is_of(source: &OpenSource<'_>, case: &Case<'_>, unit: UnitId) -> bool {
    let item = source.reader.plan().item(case.id);
    case.unit == unit || item.and_then(|item| source.reader.holder(item, unit)) == Some(case.unit)
}

/// Returns the papers to a unit that have no receipt, by date. A paper without a date was not sent yet.
fn papers(source: &OpenSource<'_>, unit: UnitId) -> Vec<SentPaper> {
    let own = source.numbers.documents().filter(|(document, number)| {
        document.unit() == Some(unit) && source.registers.receipts.of(number, unit).is_none()
    });
    let sent = own.filter_map(|(document, number)| {
        let date = source.numbers.date_of(document).filter(|date| *date <= source.day)?;
        Some(SentPaper { document: document.clone(), number: number.clone(), date })
    });
    let mut sent: Vec<_> = sent.collect();
    sent.sort_by(|one, other| (one.date, &one.number).cmp(&(other.date, &other.number)));
    sent
}
