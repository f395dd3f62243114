//! The reasons why an event cannot have happened.

use jiff::civil::Date;

use super::super::State;
use crate::registers::EventKind;

/// The reason why an event cannot have happened. It does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The case is in a state, or in none yet, that the event does not follow.
    #[error("{}，不能“{}”", before(*.state), .kind.word())]
    OutOfOrder {
        /// The event.
        kind: EventKind,
        /// The state before it; `None` where there is no case.
        state: Option<State>,
    },
    /// An answer without a notice that waits for one.
    #[error("没有待答复的通知，不能“答复”")]
    NothingToAnswer,
    /// A listing without a notice before it, and without a reason.
    #[error("没有通知过，也没有写依据，不能“挂牌”")]
    ListedWithoutCause,
    /// Another extension after one was granted.
    #[error("已在{0}准予延期，只能延期一次")]
    SecondExtension(Date),
    /// An extension was asked for too late.
    #[error("延期至迟应在{last}以前（到期{days}个工作日前）申请")]
    RequestedLate {
        /// The last day on which it could be asked for.
        last: Date,
        /// The number of working days before the deadline.
        days: u16,
    },
    /// A decision on an extension that nobody asked for.
    #[error("没有待决定的延期申请，不能“{}”", .0.word())]
    NotRequested(EventKind),
    /// The new deadline is not after the old one.
    #[error("延期后的期限应晚于原期限{0}")]
    NotLater(Date),
    /// An application for delisting without a plan of rectification.
    #[error("没有报送整改方案，不能“销号申请”")]
    WithoutPlan,
    /// The deadline has not passed yet.
    #[error("期限{0}还没有过，不能“逾期”")]
    NotPassed(Date),
    /// An application of the unit is not decided yet.
    #[error("{0}的申请还没有决定，不能“{kind}”", kind = .1.word())]
    ApplicationOpen(Date, EventKind),
    /// The number of the paper is another's.
    #[error("文号已用于第{0}行的事件，不能再用")]
    NumberReused(usize),
}

/// Returns the state before an event, in words.
fn before(state: Option<State>) -> String {
    match state {
        Some(state) => format!("此前的状态是“{}”", state.word()),
        None => "此前没有通知或挂牌".to_owned(),
    }
}
