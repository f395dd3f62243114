//! Rows that units have filled in → the registers: taken, known already, or refused.

use jiff::civil::Date;

use super::{Cases, Days, Fault};
use crate::numbers::Numbers;
use crate::registers::{
    AnswerRow, Contact, Event, Ledger, PlanFiled, Receipt, Registers, Responsible,
};
use crate::registry::UnitId;

/// The rows of one or several workbooks that are taken into the registers.
pub struct Intake<'a> {
    registers: &'a Registers,
    numbers: &'a Numbers,
    days: Days<'a>,
    /// The events of the ledger with those that were taken.
    ledger: Vec<Event>,
    /// The receipts that were taken.
    pub receipts: Vec<Receipt>,
    /// The plans that were taken.
    pub plans: Vec<PlanFiled>,
    /// The contacts of units that had none.
    pub contacts: Vec<(UnitId, Contact)>,
    /// The events that were taken.
    pub events: Vec<Event>,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    New,
    /// The register says the same already.
    Known,
}

/// The reason why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The event cannot have happened.
    #[error("{1}不能成立：{0}")]
    Impossible(Fault, Date),
    /// With it, a later event of the ledger would be impossible.
    #[error("登记后，台账中{1}的“{2}”不能成立：{0}")]
    MakesImpossible(Fault, Date, &'static str),
    /// The later deadline that is asked for is not later.
    #[error("申请延至{0}，应晚于现在的期限{1}")]
    NotLater(Date, Date),
    /// The number was never drawn, or was voided.
    #[error("{0}没有发文登记")]
    UnknownPaper(String),
    /// The paper is dated later than its receipt.
    #[error("签收日期{0}早于文件日期{1}")]
    ReceivedBeforeSent(Date, Date),
    /// The paper was sent to another unit.
    #[error("{0}不是发给本单位的")]
    OtherUnits(String),
    /// The register has another receipt.
    #[error("已登记{}签收（签收人：{}）", .0, if .1.is_empty() { "未写" } else { .1 })]
    ReceivedOtherwise(Date, String),
    /// The register has other persons for the same plan.
    #[error("与已登记的责任分工不同（{}），日期相同", .0.map_or_else(|| "没有日期".to_owned(), |day| day.to_string()))]
    PlanOtherwise(Option<Date>),
}

impl<'a> Intake<'a> {
    /// Begins with the registers as they are.
    pub fn new(registers: &'a Registers, numbers: &'a Numbers, days: Days<'a>) -> Self {
        Self {
            registers,
            numbers,
            days,
            ledger: registers.ledger.events().to_vec(),
            receipts: Vec::new(),
            plans: Vec::new(),
            contacts: Vec::new(),
            events: Vec::new(),
        }
    }

    /// Takes a row.
    ///
    /// # Errors
    /// [`Refusal`]: nothing changed.
    pub fn take(&mut self, row: &AnswerRow) -> Result<Taken, Refusal> {
        match row {
            AnswerRow::Plan(plan) => self.take_plan(plan),
            AnswerRow::Receipt(receipt) => self.take_receipt(receipt),
            AnswerRow::Event(event) => self.take_event(event),
        }
    }

    fn take_plan(&mut self, plan: &PlanFiled) -> Result<Taken, Refusal> {
        let all = self.registers.plans.all().iter().chain(&self.plans);
        let mut same = all.filter(|other| {
            (other.unit, other.item, other.filed_on) == (plan.unit, plan.item, plan.filed_on)
        });
        match same.next() {
            Some(other) if other.responsible == plan.responsible => Ok(Taken::Known),
            Some(_) => Err(Refusal::PlanOtherwise(plan.filed_on)),
            None => {
                self.plans.push(plan.clone());
                Ok(Taken::New)
            }
        }
    }

    /// Takes the liaison of a whole unit's plan as its contact, where it has none. Returns the contact that it has
    /// otherwise.
    pub fn take_contact(&mut self, plan: &PlanFiled) -> Option<Contact> {
        let Responsible { liaison, phone, .. } = &plan.responsible;
        if plan.item.is_some() || liaison.is_empty() && phone.is_empty() {
            return None;
        }
        let taken = self.contacts.iter().position(|(unit, _)| *unit == plan.unit);
        let known = match taken {
            Some(at) => self.contacts.get(at).map(|(_, contact)| contact.clone()),
            None => self.registers.contacts.of(plan.unit).cloned(),
        };
        if known.is_none() {
            let contact = Contact {
                liaison: liaison.clone(),
                phone: phone.clone(),
                email: String::new(),
                address: String::new(),
                postcode: String::new(),
                place: plan.place.clone(),
            };
            self.contacts.push((plan.unit, contact));
            return None;
        }
        known.filter(|known| (&known.liaison, &known.phone) != (liaison, phone))
    }

    fn take_receipt(&mut self, receipt: &Receipt) -> Result<Taken, Refusal> {
        let number = &receipt.document;
        let mut papers = self.numbers.documents();
        let Some((document, _)) = papers.find(|(_, drawn)| *drawn == number) else {
            return Err(Refusal::UnknownPaper(number.to_string()));
        };
        if document.unit().is_some_and(|unit| unit != receipt.unit) {
            return Err(Refusal::OtherUnits(number.to_string()));
        }
        let date = self.numbers.date_of(document);
        if let Some(date) = date.filter(|date| receipt.received_on < *date) {
            return Err(Refusal::ReceivedBeforeSent(receipt.received_on, date));
        }
        let mut all = self.registers.receipts.all().iter().chain(&self.receipts);
        let known = all.find(|other| (&other.document, other.unit) == (number, receipt.unit));
        match known {
            Some(known) => {
                let key = |receipt: &Receipt| (receipt.received_on, receipt.received_by.clone());
                if key(known) == key(receipt) {
                    return Ok(Taken::Known);
                }
                let (day, by) = key(known);
                Err(Refusal::ReceivedOtherwise(day, by))
            }
            None => {
                self.receipts.push(receipt.clone());
                Ok(Taken::New)
            }
        }
    }

    fn take_event(&mut self, event: &Event) -> Result<Taken, Refusal> {
        if self.ledger.iter().any(|known| says_the_same(known, event)) {
            return Ok(Taken::Known);
        }
        let before: Ledger = self.ledger.iter().cloned().collect();
        let known = Cases::on(&before, None, self.days);
        if let Some(asked) = event.deadline {
            let until = Cases::on(&before, Some(event.date), self.days);
            let case = until.of(event.id, event.unit);
            let running = case.and_then(|case| case.listing_deadline());
            if let Some(running) = running.filter(|running| asked <= *running) {
                return Err(Refusal::NotLater(asked, running));
            }
        }
        let all: Ledger = self.ledger.iter().cloned().chain([event.clone()]).collect();
        let faults = Cases::on(&all, None, self.days).faults;
        let fault = faults.into_iter().find(|(other, fault)| {
            !known.faults.iter().any(|(event, before)| (*event, before) == (*other, fault))
        });
        if let Some((other, fault)) = fault {
            return Err(match other == event {
                true => Refusal::Impossible(fault, event.date),
                false => Refusal::MakesImpossible(fault, other.date, other.kind.word()),
            });
        }
        self.ledger.push(event.clone());
        self.events.push(event.clone());
        Ok(Taken::New)
    }
}

/// Returns whether the ledger has an event already, as it was filled in.
fn says_the_same(known: &Event, event: &Event) -> bool {
    let key = |event: &Event| {
        (event.date, event.id, event.unit, event.kind, event.deadline, event.evidence.clone())
    };
    key(known) == key(event)
}
