//! The kinds of what is due.

/// The kind of something that is due, in the order in which a day's work is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// 整改: a listed case is put right.
    Rectification,
    /// 答复: a notice is answered.
    Answer,
    /// 报送: progress is reported.
    Return,
    /// 时间节点: a milestone or the deadline of an item.
    Milestone,
    /// 方案: a plan is filed, that of the year or that of a listed case.
    Plan,
    /// 签收: the arrival of a paper is confirmed.
    Receipt,
    /// 通报: a bulletin is issued.
    Bulletin,
}

impl DueKind {
    /// Every kind, in their order.
    pub const ALL: [Self; 7] = [
        Self::Rectification,
        Self::Answer,
        Self::Return,
        Self::Milestone,
        Self::Plan,
        Self::Receipt,
        Self::Bulletin,
    ];

    /// Returns the word used in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rectification => "rectification",
            Self::Answer => "answer",
            Self::Return => "return",
            Self::Milestone => "milestone",
            Self::Plan => "plan",
            Self::Receipt => "receipt",
            Self::Bulletin => "bulletin",
        }
    }
}
