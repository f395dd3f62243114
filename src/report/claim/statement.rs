//! Text that was made together with its claims.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::collector;
use super::{Claim, ClaimFigure, ClaimKind, RuleName, Source, Subject};

/// Text for a document. Figures in it belong to claims; [`Display`](fmt::Display) gives the plain text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement(Vec<Part>);

/// A piece of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    text: String,
    basis: Basis,
}

/// The basis of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Basis {
    /// Words that state no figure.
    Words,
    /// A date, a number in a list, the number of a document.
    Formal,
    /// A claim.
    Claimed(Arc<Claim>),
}

impl Statement {
    /// Returns text that makes a claim.
    pub fn claimed(text: impl Into<String>, claim: Claim) -> Self {
        Self::of(text.into(), Basis::Claimed(Arc::new(claim)))
    }

    /// Returns part of a text that makes a claim.
    pub(super) fn shared(text: &str, claim: &Arc<Claim>) -> Self {
        Self::of(text.to_owned(), Basis::Claimed(Arc::clone(claim)))
    }

    /// Returns words without a figure. A figure in them is reported when they are printed.
    pub fn words(text: impl Into<String>) -> Self {
        Self::of(text.into(), Basis::Words)
    }

    /// Returns a date, a number in a list or the number of a document, which need no claim.
    pub fn formal(text: impl Into<String>) -> Self {
        Self::of(text.into(), Basis::Formal)
    }

    /// Returns words of the notice or of a unit.
    pub fn quote(
        words: impl Into<String>,
        subject: Subject,
        rule: impl Into<RuleName>,
        from: Vec<Source>,
    ) -> Self {
        let words = words.into();
        let figure = ClaimFigure::quote(&words, rule, from);
        Self::claimed(words, subject.claim(ClaimKind::Quote, vec![figure]))
    }

    fn of(text: String, basis: Basis) -> Self {
        match text.is_empty() {
            true => Self::default(),
            false => Self(vec![Part { text, basis }]),
        }
    }

    /// Returns whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text followed by another one.
    #[must_use]
    pub fn then(mut self, next: impl Into<Self>) -> Self {
        self.0.extend(next.into().0);
        self
    }

    /// Returns the texts with `mark` between them.
    pub fn joined(parts: impl IntoIterator<Item = Self>, mark: &'static str) -> Self {
        let mut joined = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                joined = joined.then(mark);
            }
            joined = joined.then(part);
        }
        joined
    }

    /// Returns the first texts joined by 、, with 等 if there are more than `most`.
    pub fn listed(parts: impl IntoIterator<Item = Self>, most: usize) -> Self {
        let mut parts = parts.into_iter();
        let named = Self::joined(parts.by_ref().take(most), "、");
        match parts.next() {
            Some(_) => named.then("等"),
            None => named,
        }
    }

    /// Returns the claims, in the order of the text.
    pub fn claims(&self) -> impl Iterator<Item = &Arc<Claim>> {
        self.0.iter().filter_map(|part| match &part.basis {
            Basis::Claimed(claim) => Some(claim),
            Basis::Words | Basis::Formal => None,
        })
    }
}

/// Fixed words.
impl From<&'static str> for Statement {
    fn from(words: &'static str) -> Self {
        Self::words(words)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|part| f.write_str(&part.text))
    }
}

/// Text with marks where a document collects its claims, and plain text elsewhere.
impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::new();
        for part in &self.0 {
            text.push_str(&match &part.basis {
                Basis::Words => part.text.clone(),
                Basis::Formal => collector::formal(&part.text),
                Basis::Claimed(claim) => collector::claimed(&part.text, claim),
            });
        }
        serializer.serialize_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_joined_as_words_are() {
        let list = |most| {
            let parts = ["甲", "乙", "丙"].map(Statement::from);
            Statement::listed(parts, most).to_string()
        };
        assert_eq!((&*list(2), &*list(3)), ("甲、乙等", "甲、乙、丙"));
        assert_eq!(Statement::joined([], "，").to_string(), "");
        assert!(Statement::from("").is_empty());
    }
}
