//! All that a template may see: one context for each kind of document.

mod letter;

pub use letter::{Letter, letter};

#[cfg(test)]
mod tests;
