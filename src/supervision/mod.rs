//! Supervision (督办): who gets which paper, what is due, and where each case stands.
//!
//! Pure functions over assessments and the registers; no files and no wording. `domain.md` 3.4–3.7 and 4.9 have the rules.

mod case;
pub mod due;
mod intake;
mod open;
pub mod papers;
mod proposed_step;
mod rules;
mod standing;
mod state;

pub use case::{Case, Cases, Days, Fault};
pub use intake::{Intake, Refusal, Taken};
pub use open::{OpenCase, OpenMatters, OpenSource, SentPaper};
pub use proposed_step::{Step, StepCause, StepSource, proposed_steps};
pub use rules::{Rules, Urgency};
pub use standing::{Lapses, Proposal, Standing, StandingRules, Tally, standings};
pub use state::State;
