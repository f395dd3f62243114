//! The words of cases: the reasons of proposals, and the contexts of the papers (挂牌督办通知书, 延期, 销号, 逾期, 约谈) and of
//! the drafts of referrals (移送函).

mod claims;
mod context;
mod facts;
mod ground;
mod paper;
mod reason;
mod referral;
mod standard;

pub use claims::claimed_case;
pub use context::CaseContext;
pub use ground::{Ground, grounds};
pub use paper::{CasePaper, case_paper, form_of};
pub use reason::for_paper;
pub use referral::{ReferralDraft, referral_draft};

use jiff::civil::Date;

/// Returns a day in words: 2018年3月31日.
fn day_words(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
