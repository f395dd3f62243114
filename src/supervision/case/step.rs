//! The order of steps: which event may follow in which state, and what it leads to.

use jiff::civil::Date;

use super::super::{Rules, State};
use super::{Case, Fault};
use crate::calendar::Calendar;
use crate::registers::{Event, EventKind};
use crate::registry::Registry;

/// The days by which steps are judged.
#[derive(Debug, Clone, Copy)]
pub struct Days<'a> {
    /// Working days.
    pub calendar: &'a Calendar,
    /// The number of days of each rule.
    pub rules: &'a Rules,
    /// The units, with those that took over from others.
    pub registry: &'a Registry,
}

impl Days<'_> {
    /// Returns the last day on which an extension of a case with this deadline can be asked for.
    pub fn last_request(&self, deadline: Date) -> Date {
        let days = self.rules.extension_days;
        let in_time = |day: &Date| self.calendar.after_working_days(*day, days) <= deadline;
        let earlier = deadline.series(jiff::Span::new().days(-1));
        earlier.take(2000).find(in_time).unwrap_or(deadline)
    }

    /// Returns the last working day on which an extension of a case with this deadline can be asked for, as papers say it.
    pub fn last_working_request(&self, deadline: Date) -> Date {
        let last = self.last_request(deadline);
        let mut earlier = last.series(jiff::Span::new().days(-1)).take(30);
        earlier.find(|&day| self.calendar.is_working_day(day)).unwrap_or(last)
    }

    /// Returns the deadline of a case that is listed on a day, unless the decision sets another: so many days later, or the
    /// next working day.
    pub fn list_deadline(&self, day: Date) -> Date {
        let span = jiff::Span::new().days(i64::from(self.rules.list_days));
        self.calendar.working_day_from(day.saturating_add(span))
    }
}

impl<'a> Case<'a> {
    /// Returns the case after an event.
    pub(super) fn step(&self, event: &'a Event, days: Days<'_>) -> Result<Self, Fault> {
        use EventKind as Kind;
        use State::{
            Answered, Closed, Closing, Extended, Listed, Noticed, Overdue, Planned, Verified,
        };
        let (kind, state) = (event.kind, self.state);
        let mut next = self.clone();
        match (kind, state) {
            (Kind::Notice | Kind::List, Closed) => return Self::opened(event),
            (Kind::Notice, _) => {
                next.notice = Some(event.deadline);
                if !state.is_listed() {
                    next.enter(Noticed, event);
                }
            }
            (Kind::Answer, Closed) => return Err(self.out_of_order(kind)),
            (Kind::Answer, _) if self.notice.is_none() => return Err(Fault::NothingToAnswer),
            (Kind::Answer, _) => {
                next.notice = None;
                if state == Noticed {
                    next.enter(Answered, event);
                }
            }
            (Kind::List, Noticed | Answered) => {
                next.deadline = event.deadline;
                next.enter(Listed, event);
            }
            (Kind::Plan, Listed) => {
                next.has_plan = true;
                next.enter(Planned, event);
            }
            // A plan that is late, or filed anew.
            (Kind::Plan, Planned | Extended | Overdue) => next.has_plan = true,
            (Kind::RequestExtension, Listed | Planned | Extended) => {
                next.request = Some(self.requested(event, days)?);
            }
            (Kind::Extend, Listed | Planned) => {
                self.request.ok_or(Fault::NotRequested(kind))?;
                let before = self.deadline.unwrap_or(event.date);
                if event.deadline.is_none_or(|deadline| deadline <= before) {
                    return Err(Fault::NotLater(before));
                }
                (next.deadline, next.request) = (event.deadline, None);
                next.extended = Some(event.date);
                next.enter(Extended, event);
            }
            (Kind::Extend, Extended) => {
                return Err(Fault::SecondExtension(self.extended.unwrap_or(self.since)));
            }
            (Kind::RefuseExtension, Listed | Planned | Extended | Closing) => {
                self.request.ok_or(Fault::NotRequested(kind))?;
                next.request = None;
            }
            (Kind::RequestClosing, Listed | Planned | Extended | Overdue) => {
                if !self.has_plan {
                    return Err(Fault::WithoutPlan);
                }
                next.before_closing = Some(state);
                next.enter(Closing, event);
            }
            (Kind::Verified, Closing) => next.enter(Verified, event),
            (Kind::NotVerified, Closing) => {
                next.enter(self.before_closing.unwrap_or(Planned), event);
            }
            (Kind::Close, Verified) => next.enter(Closed, event),
            (Kind::Overdue, Listed | Planned | Extended) => {
                if let Some(request) = self.request {
                    return Err(Fault::ApplicationOpen(request, kind));
                }
                if let Some(deadline) = self.deadline.filter(|deadline| event.date <= *deadline) {
                    return Err(Fault::NotPassed(deadline));
                }
                next.enter(Overdue, event);
            }
            (Kind::Overdue, Closing) => return Err(Fault::ApplicationOpen(self.since, kind)),
            (Kind::Talk, state) if state != Closed => {}
            _ => return Err(self.out_of_order(kind)),
        }
        next.events.push(event);
        Ok(next)
    }

    /// Returns a case that begins with an event.
    pub(super) fn opened(event: &'a Event) -> Result<Self, Fault> {
        let state = match event.kind {
            EventKind::Notice => State::Noticed,
            EventKind::List if event.evidence.trim().is_empty() => {
                return Err(Fault::ListedWithoutCause);
            }
            EventKind::List => State::Listed,
            kind => return Err(Fault::OutOfOrder { kind, state: None }),
        };
        Ok(Self {
            id: event.id,
            unit: event.unit,
            state,
            since: event.date,
            deadline: event.deadline.filter(|_| state == State::Listed),
            notice: (state == State::Noticed).then_some(event.deadline),
            request: None,
            extended: None,
            has_plan: false,
            before_closing: None,
            events: vec![event],
        })
    }

    fn enter(&mut self, state: State, event: &Event) {
        (self.state, self.since) = (state, event.date);
    }

    /// Returns the day of a request for an extension that is made in time.
    fn requested(&self, event: &Event, days: Days<'_>) -> Result<Date, Fault> {
        if let Some(granted) = self.extended {
            return Err(Fault::SecondExtension(granted));
        }
        if let Some(request) = self.request {
            return Err(Fault::ApplicationOpen(request, event.kind));
        }
        let last = self.deadline.map(|deadline| days.last_request(deadline));
        match last.filter(|last| event.date > *last) {
            Some(last) => Err(Fault::RequestedLate { last, days: days.rules.extension_days }),
            None => Ok(event.date),
        }
    }

    fn out_of_order(&self, kind: EventKind) -> Fault {
        Fault::OutOfOrder { kind, state: Some(self.state) }
    }
}
