//! The context of the draft of a referral (移送函): neutral words, persons only by post.

use serde::Serialize;

use super::context::CaseContext;
use super::facts::facts;
use super::paper::{CaseItem, case_item};
use super::{day_words, reason};
use crate::registers::{Event, EventKind, Referral};
use crate::report::addressee::Addressee;
use crate::report::sender::{Issuer, Notice};

/// The values that `templates/referral.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReferralDraft {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the plan is based on.
    pub notice: Notice,
    /// The body that receives it.
    pub recipient: String,
    /// The unit that it is about.
    pub unit: Addressee,
    /// The number that the register has; empty until there is one.
    pub number: String,
    /// The item.
    pub item: CaseItem,
    /// The facts in the order of time: sentences.
    pub facts: Vec<String>,
    /// The steps already taken: 督办通知1次、挂牌督办1次、约谈1次; may be empty.
    pub steps: String,
    /// The evidence, for a list.
    pub evidence: Vec<EvidenceRow>,
    /// The reason that the register has; may be empty.
    pub reason: String,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceRow {
    /// Its place in the list, from 1.
    pub no: usize,
    /// What it is.
    pub name: String,
    /// Its number; may be empty.
    pub number: String,
    /// Its day, in words.
    pub day: String,
}

/// Returns the draft of a referral; `earlier` are the events of the case until its day, in order. `None` where the plan does
/// not have the item.
pub fn referral_draft(
    context: &CaseContext<'_>,
    referral: &Referral,
    earlier: &[&Event],
) -> Option<ReferralDraft> {
    let item = context.basis.plan.item(context.id)?;
    let Referral { event, recipient } = referral;
    let unit = Addressee::new(context.unit, context.basis.registry, context.config);
    let steps = [
        (EventKind::Notice, "督办通知"),
        (EventKind::List, "挂牌督办"),
        (EventKind::Overdue, "逾期通知"),
        (EventKind::Talk, "约谈"),
    ];
    let steps = steps.into_iter().filter_map(|(kind, word)| {
        let count = earlier.iter().filter(|event| event.kind == kind).count();
        (count > 0).then(|| format!("{word}{count}次"))
    });
    let papers = earlier.iter().filter_map(|event| Some((evidence_name(event.kind)?, event)));
    let evidence = (1..).zip(papers).map(|(no, (name, event))| EvidenceRow {
        no,
        name: name.to_owned(),
        number: event.document.trim().to_owned(),
        day: day_words(event.date),
    });
    Some(ReferralDraft {
        year: context.config.year,
        issuer: Issuer::new(context.config),
        notice: Notice::new(context.config),
        recipient: recipient.clone(),
        number: event.document.trim().to_owned(),
        item: case_item(item),
        facts: facts(context, item, earlier, &unit.short)
            .into_iter()
            .map(|fact| fact.words)
            .collect(),
        steps: steps.collect::<Vec<_>>().join("、"),
        evidence: evidence.collect(),
        reason: reason::for_paper(&event.evidence),
        unit,
    })
}

/// Returns the name of the paper of an event in a list of evidence; `None` where there is none.
fn evidence_name(kind: EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Notice => Some("督办通知"),
        EventKind::Answer => Some("答复"),
        EventKind::List => Some("挂牌督办通知书"),
        EventKind::Plan => Some("整改方案"),
        EventKind::RequestExtension => Some("延期申请"),
        EventKind::Extend | EventKind::RefuseExtension => Some("延期决定"),
        EventKind::RequestClosing => Some("销号申请"),
        EventKind::Verified | EventKind::NotVerified => Some("核查记录"),
        EventKind::Close => Some("销号通知书"),
        EventKind::Overdue => Some("逾期通知"),
        EventKind::Talk => Some("约谈记录"),
        EventKind::Refer => None,
    }
}
