//! The states of a case.

/// The state of a case: an item at a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// The unit was sent a notice.
    Noticed,
    /// It has answered.
    Answered,
    /// The item is listed (挂牌督办).
    Listed,
    /// The unit has filed its plan of rectification.
    Planned,
    /// The deadline was extended.
    Extended,
    /// The unit has asked for delisting.
    Closing,
    /// The office has verified that the item was put right.
    Verified,
    /// The deadline passed without an application.
    Overdue,
    /// The item is delisted.
    Closed,
}

impl State {
    /// All states, in the order of the steps.
    pub const ALL: [Self; 9] = [
        Self::Noticed,
        Self::Answered,
        Self::Listed,
        Self::Planned,
        Self::Extended,
        Self::Closing,
        Self::Verified,
        Self::Overdue,
        Self::Closed,
    ];

    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Noticed => "noticed",
            Self::Answered => "answered",
            Self::Listed => "listed",
            Self::Planned => "planned",
            Self::Extended => "extended",
            Self::Closing => "closing",
            Self::Verified => "verified",
            Self::Overdue => "overdue",
            Self::Closed => "closed",
        }
    }

    /// Returns the office's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Noticed => "已通知",
            Self::Answered => "已答复",
            Self::Listed => "已挂牌",
            Self::Planned => "已报方案",
            Self::Extended => "已延期",
            Self::Closing => "已申请销号",
            Self::Verified => "核查通过",
            Self::Overdue => "逾期",
            Self::Closed => "已销号",
        }
    }

    /// Returns whether the item is listed, and not delisted yet.
    pub fn is_listed(self) -> bool {
        !matches!(self, Self::Noticed | Self::Answered | Self::Closed)
    }
}
