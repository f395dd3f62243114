//! The words of cases: the reasons of proposals.

mod ground;

pub use ground::{Ground, grounds};
