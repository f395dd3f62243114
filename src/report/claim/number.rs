//! A number that templates calculate with, and print together with its claim.

use std::ops::Deref;

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Claim, Statement};

/// The key of the number in the JSON of a [`Number`], until [`context`](super::context) takes it apart.
pub(super) const VALUE: &str = "$number";
/// The key of its text.
pub(super) const PRINTED: &str = "$printed";

/// A number that templates may compare and add; where one prints it, its claim is printed with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Number {
    value: usize,
    printed: Statement,
}

impl Number {
    /// Returns a number that is claimed.
    pub fn claimed(value: usize, claim: Claim) -> Self {
        Self { value, printed: Statement::claimed(value.to_string(), claim) }
    }

    /// Returns a number in a list, which is not claimed.
    pub fn ordinal(value: usize) -> Self {
        Self { value, printed: Statement::formal(value.to_string()) }
    }

    /// Returns the number.
    pub fn value(&self) -> usize {
        self.value
    }

    /// Returns the number as a text.
    pub fn statement(&self) -> Statement {
        self.printed.clone()
    }
}

impl Deref for Number {
    type Target = usize;

    fn deref(&self) -> &usize {
        &self.value
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(VALUE, &self.value)?;
        map.serialize_entry(PRINTED, &self.printed)?;
        map.end()
    }
}
