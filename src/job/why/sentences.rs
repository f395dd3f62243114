//! The sentences of letters and bulletin that follow from a judgement.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::Question;
use crate::diagnostic::Diagnostics;
use crate::job::bulletin;
use crate::job::letters::{self, Selection};
use crate::report::claim::{ClaimKind, PrintedClaim};
use crate::status::Status;

/// Maximum number of sentences that are quoted.
const MOST: usize = 2;
/// Maximum number of characters of a quoted sentence.
const LONGEST: usize = 60;
/// The folder of letters in the names of documents.
const LETTERS: &str = "letters/";
/// Minimum number of characters of a sentence; less is a cell of a table.
const SHORTEST: usize = 5;

impl Question<'_> {
    /// Returns the sentences that say something of the matter: those of the bulletin of the period, and of the letter to
    /// the unit. The longest statement says most.
    pub(super) fn sentences(&self) -> Vec<String> {
        let (id, names) = (self.item.id.to_string(), self.names());
        let status = self.unit.and_then(|unit| self.assessed.unit(unit));
        let status = status.map_or(self.assessed.status, |part| part.status).as_str();
        // What was said of the period before is another verdict.
        let of_now = |claim: &PrintedClaim| {
            let figures = claim.figures.iter().map(|figure| figure.value.as_str());
            let mut judged = figures.filter(|value| Status::with_code(value).is_some()).peekable();
            judged.peek().is_none() || judged.any(|value| value == status)
        };
        let says = |claim: &&PrintedClaim| {
            let of_unit = match &claim.unit {
                Some(unit) => names.contains(unit),
                None => self.unit.is_none(),
            };
            let is_said = of_unit && claim.kind != ClaimKind::Quote;
            (is_said || self.is_text(claim))
                && claim.id.as_deref() == Some(id.as_str())
                && claim.text.chars().count() >= SHORTEST
                && of_now(claim)
        };
        let claims = self.claims();
        let mut found: Vec<&PrintedClaim> = claims.iter().filter(says).collect();
        found.sort_by_key(|claim| {
            let verdict = claim.figures.iter().any(|figure| figure.value == status);
            let is_verdict = claim.kind == ClaimKind::Verdict;
            let is_said = claim.kind != ClaimKind::Quote;
            Reverse((verdict, is_verdict, is_said, claim.text.chars().count()))
        });
        let mut said = BTreeSet::new();
        let first = found.into_iter().filter(|claim| said.insert(&claim.text)).take(MOST);
        first.map(quoted).collect()
    }

    /// Returns whether a claim is the item's text in the unit's letter, which states the targets that the letter does not
    /// repeat.
    fn is_text(&self, claim: &PrintedClaim) -> bool {
        self.unit.is_some()
            && claim.kind == ClaimKind::Quote
            && claim.document.starts_with(LETTERS)
            && claim.text == self.item.text
    }

    /// Returns the names by which documents call the unit.
    fn names(&self) -> BTreeSet<String> {
        let (session, Some(unit)) = (self.session, self.unit) else { return BTreeSet::new() };
        let (of_letters, _) = session.named_on(session.letter_day(), &session.letter_plan());
        let day = session.bulletin_date(self.month.of_bulletin());
        let of_bulletin = session.registry.named_on(day.unwrap_or(self.month.last_day()));
        let registries = [&session.registry, &of_letters, &of_bulletin].into_iter();
        registries.map(|registry| registry.unit(unit).short.clone()).collect()
    }

    /// Returns the claims of the documents that may speak of the matter.
    fn claims(&self) -> Vec<PrintedClaim> {
        // The answer is for a person on the telephone: `check` lists the problems.
        let mut problems = Diagnostics::new();
        let period = Some(self.month.of_bulletin());
        let of_bulletin = bulletin::claims(self.session, period, &mut problems);
        let mut claims = of_bulletin.unwrap_or_default();
        if let Some(unit) = self.unit.filter(|&unit| self.session.gets_letter(unit)) {
            let selection = Selection::Units(vec![unit]);
            let of_letter = letters::claims(self.session, &selection, &mut problems);
            claims.extend(of_letter.unwrap_or_default());
        }
        claims
    }
}

/// Returns a statement with its document: bulletins/2018Q2.pdf第4页：“…”.
fn quoted(claim: &PrintedClaim) -> String {
    let text = claim.text.replace('\n', "；");
    let short: String = text.chars().take(LONGEST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("{}第{}页：“{short}{more}”", claim.document, claim.page)
}
