//! The facts of a case in the order of time: what checks found, what was sent, what the unit did.

use jiff::civil::Date;

use super::context::CaseContext;
use super::day_words;
use super::ground::of_check;
use crate::period::Month;
use crate::plan::Item;
use crate::registers::{Event, EventKind};

/// The number of checks that a paper shows.
const CHECKS: usize = 2;

/// A fact of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CaseFact {
    /// A sentence with its full stop.
    pub words: String,
    /// The month of the check that found it; `None` for an event of the ledger.
    pub check: Option<Month>,
}

/// Returns the facts of a case before an event, in the order of their days. `you` is how
/// the paper calls the unit.
pub(super) fn facts(
    context: &CaseContext<'_>,
    item: &Item,
    earlier: &[&Event],
    you: &str,
) -> Vec<CaseFact> {
    let mut found = checks(context, item);
    found.extend(earlier.iter().map(|event| (event.date, None, sentence(event, you))));
    // The sort is stable: what happened on one day stays in the order of the ledger.
    found.sort_by_key(|(day, ..)| *day);
    let facts = found.into_iter();
    facts.map(|(_, check, words)| CaseFact { words: format!("{words}。"), check }).collect()
}

/// Returns what the last checks found of the item, or of the unit's part of it, with the last day of each.
fn checks(context: &CaseContext<'_>, item: &Item) -> Vec<(Date, Option<Month>, String)> {
    let unit = context.scope(item);
    let skip = context.checks.len().saturating_sub(CHECKS);
    let last = context.checks.iter().skip(skip);
    let found = last.filter_map(|check| {
        let ground = of_check(context.basis, check, item, unit)?;
        Some((check.month.last_day(), Some(check.month), ground.words))
    });
    found.collect()
}

/// Returns an event in a sentence, without its full stop.
fn sentence(event: &Event, you: &str) -> String {
    let day = day_words(event.date);
    let paper = match event.document.trim() {
        "" => String::new(),
        number => format!("（{number}）"),
    };
    let deadline = event.deadline.map(day_words).unwrap_or_default();
    match event.kind {
        EventKind::Notice if deadline.is_empty() => format!("{day}，发出督办通知{paper}"),
        EventKind::Notice => format!("{day}，发出督办通知{paper}，请于{deadline}前答复"),
        EventKind::Answer => format!("{day}，{you}作出答复{paper}"),
        EventKind::List => format!("{day}，列为挂牌督办事项{paper}，整改期限为{deadline}"),
        EventKind::Plan => format!("{day}，{you}报送整改方案{paper}"),
        EventKind::RequestExtension => format!("{day}，{you}申请延期{paper}"),
        EventKind::Extend => format!("{day}，同意延期至{deadline}{paper}"),
        EventKind::RefuseExtension => format!("{day}，未同意延期{paper}"),
        EventKind::RequestClosing => format!("{day}，{you}申请销号{paper}"),
        EventKind::Verified => format!("{day}，核查认定达到销号标准"),
        EventKind::NotVerified => format!("{day}，核查认定未达到销号标准"),
        EventKind::Close => format!("{day}，予以销号{paper}"),
        EventKind::Overdue => format!("{day}，整改期限届满而没有申请销号，登记为逾期{paper}"),
        EventKind::Talk => format!("{day}，进行约谈"),
        EventKind::Refer => format!("{day}，移送{paper}"),
    }
}
