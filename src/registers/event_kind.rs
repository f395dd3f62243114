//! The kinds of events of a case.

use crate::input::text;

/// The kind of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// 通知: the unit was sent a notice about the item.
    Notice,
    /// 答复: the unit answered it.
    Answer,
    /// 挂牌: the item was listed, with a deadline.
    List,
    /// 方案: the unit filed its plan of rectification.
    Plan,
    /// 延期申请: the unit asked for a later deadline.
    RequestExtension,
    /// 准予延期: it was granted.
    Extend,
    /// 不予延期: it was refused.
    RefuseExtension,
    /// 销号申请: the unit asked for delisting.
    RequestClosing,
    /// 核查通过: the office verified that the item was put right.
    Verified,
    /// 核查不通过: the office found that it was not.
    NotVerified,
    /// 销号: the item was delisted.
    Close,
    /// 逾期: the deadline passed without an application.
    Overdue,
    /// 约谈: the head of the unit was summoned to a talk.
    Talk,
    /// 移送: the matter was referred to the body that is competent. In `referrals.csv` alone.
    Refer,
}

/// Every kind, with its word and its English name.
const WORDS: [(EventKind, &str, &str); 14] = [
    (EventKind::Notice, "通知", "notice"),
    (EventKind::Answer, "答复", "answer"),
    (EventKind::List, "挂牌", "list"),
    (EventKind::Plan, "方案", "plan"),
    (EventKind::RequestExtension, "延期申请", "request_extension"),
    (EventKind::Extend, "准予延期", "extend"),
    (EventKind::RefuseExtension, "不予延期", "refuse_extension"),
    (EventKind::RequestClosing, "销号申请", "request_closing"),
    (EventKind::Verified, "核查通过", "verified"),
    (EventKind::NotVerified, "核查不通过", "not_verified"),
    (EventKind::Close, "销号", "close"),
    (EventKind::Overdue, "逾期", "overdue"),
    (EventKind::Talk, "约谈", "talk"),
    (EventKind::Refer, "移送", "refer"),
];

impl EventKind {
    /// Every kind of the ledger, in the order of a case.
    pub fn of_ledger() -> impl Iterator<Item = Self> {
        WORDS.iter().map(|(kind, ..)| *kind).filter(|kind| *kind != Self::Refer)
    }

    /// Returns the word in the register.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, word, _)| word)
    }

    /// Reads a word, or the English name.
    pub fn parse(written: &str) -> Option<Self> {
        let written = text::word(written);
        let mut words = WORDS.iter();
        let found = words.find(|(_, word, name)| written == *word || written == text::word(name));
        found.map(|(kind, ..)| *kind)
    }
}
