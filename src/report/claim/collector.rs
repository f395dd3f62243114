//! The claims of one document, numbered in the order in which its context holds them.
//!
//! serde has no place for a collector beside the serializer, so the one of the running thread is used. It exists
//! only inside [`collected`].

use std::cell::RefCell;
use std::sync::Arc;

use gongwen::document::PassageId;
use gongwen::document::passage::marked;

use super::Claim;

/// The passages of values with a figure and without a claim.
pub const BARE: PassageId = PassageId(0);
/// The passages of dates, numbers in lists and document numbers.
pub const FORMAL: PassageId = PassageId(1);
/// The number of the first claim.
const FIRST: u32 = 2;

thread_local! {
    static CLAIMS: RefCell<Option<Claims>> = const { RefCell::new(None) };
}

/// The claims of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims(Vec<Arc<Claim>>);

impl Claims {
    /// Returns the claim with a number.
    pub fn get(&self, id: PassageId) -> Option<&Arc<Claim>> {
        let position = usize::try_from(id.0.checked_sub(FIRST)?).ok()?;
        self.0.get(position)
    }

    /// Adds a claim and returns its number. A claim that was just added keeps its number.
    fn add(&mut self, claim: &Arc<Claim>) -> PassageId {
        if !self.0.last().is_some_and(|last| Arc::ptr_eq(last, claim)) {
            self.0.push(Arc::clone(claim));
        }
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        PassageId(FIRST + count - 1)
    }
}

/// Runs `make` and collects the claims of the statements that it serializes, behind those that there are.
pub(super) fn collected<T>(before: Claims, make: impl FnOnce() -> T) -> (T, Claims) {
    CLAIMS.with_borrow_mut(|claims| *claims = Some(before));
    let made = make();
    (made, CLAIMS.take().unwrap_or_default())
}

/// Returns the text of a claim: with its number while claims are collected.
pub(super) fn claimed(text: &str, claim: &Arc<Claim>) -> String {
    CLAIMS.with_borrow_mut(|claims| match claims {
        Some(claims) => marked(claims.add(claim), text),
        None => text.to_owned(),
    })
}

/// Returns a text that needs no claim.
pub(super) fn formal(text: &str) -> String {
    match CLAIMS.with_borrow(Option::is_some) {
        true => marked(FORMAL, text),
        false => text.to_owned(),
    }
}
