//! The targets of fuzzing, and a mutator for machines without a nightly Rust.

pub mod mutator;
pub mod targets;
