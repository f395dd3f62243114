//! Claims (依据): what a document states of a unit or an item, with the figures and the cells behind it.
//!
//! A [`Statement`] is text that was made together with its claims. It reaches the template as text with marks
//! (`gongwen::document::passage`), so that the pages tell where each claim is printed; `collector` numbers the
//! claims of one document, `context` hands them to the template, and `printed` brings pages and claims together.
//! `docs/claims.md` describes the rules.

mod collector;
mod context;
pub mod entry;
mod facts;
mod figure;
mod formal;
mod printed;
mod rule;
mod source;
mod statement;

pub use collector::{BARE, Claims, FORMAL};
pub use context::{Context, context, figures_first, figures_key, is_figures_key};
pub use facts::{Fact, Facts};
pub use figure::{Claim, ClaimFigure, ClaimKind, Subject};
pub use formal::{figures, is_formal};
pub use printed::{Exempt, PrintedClaim, printed, unclaimed};
pub use rule::{Rule, RuleName};
pub use source::Source;
pub use statement::Statement;
