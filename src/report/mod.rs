//! The data that templates can print: one context for each kind of document.

mod addressee;
mod addressees;
pub mod bulletin;
pub mod cases;
mod change;
mod change_letter;
pub mod claim;
pub mod dispatch;
pub mod dossier;
pub mod evidence;
pub mod goal_lines;
pub mod item_number;
pub mod lead_unit_words;
mod letter;
mod letter_claims;
pub mod listing;
pub mod origin;
mod paper_title;
pub mod papers;
mod province_book;
pub mod returned;
mod sender;
pub mod status;
pub mod template;
mod unit_book;
pub mod verification;
pub mod wording;

pub use addressee::{Addressee, is_asked, is_issuer};
pub use bulletin::{Bulletin, bulletin};
pub use change_letter::{ChangeLetter, ChangeRow, ChangeSource};
pub use letter::{Letter, LetterSource, letter};
pub use letter_claims::ClaimedLetter;
pub use paper_title::paper_title;
pub use province_book::ProvinceBook;
pub use sender::{Issuer, Notice};
pub use unit_book::{BookUnit, DueDay, Limits, RoleCounts, UnitBook};

#[cfg(test)]
mod tests;
