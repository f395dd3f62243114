//! The claims of a document where its pages print them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::formal::is_formal_beside;
use super::{BARE, Claim, ClaimFigure, ClaimKind, Claims, figures, is_formal};
use gongwen::typeset::{Pages, Passage};

/// A claim as `duban export claims` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrintedClaim {
    /// The document: its path below the output folder.
    pub document: String,
    /// The page, from 1.
    pub page: usize,
    /// The statement as printed. For a count it is the sentence around it.
    pub text: String,
    /// Short name of the unit; `None` for a statement about the province or about several units.
    pub unit: Option<String>,
    /// The item; `None` for a statement about several.
    pub id: Option<String>,
    /// The kind of statement.
    pub kind: ClaimKind,
    /// The figures.
    pub figures: Vec<ClaimFigure>,
}

/// Returns the claims that `pages` print, in their order.
pub fn printed(document: &str, pages: &Pages, claims: &Claims) -> Vec<PrintedClaim> {
    let claim = |passage: Passage| {
        let claim = claims.get(passage.id)?;
        let figures = claim.figures.iter().cloned();
        Some(PrintedClaim {
            document: document.to_owned(),
            page: passage.page,
            unit: claim.subject.unit.clone(),
            id: claim.subject.id.map(|id| id.to_string()),
            kind: claim.kind,
            figures: figures.map(|figure| with_printed(figure, &passage.text)).collect(),
            text: match claim.kind {
                ClaimKind::Count => passage.sentence,
                _ => passage.text,
            },
        })
    };
    pages.passages().into_iter().filter_map(claim).collect()
}

/// Returns the figure with the words in which a chart prints it, which the chart determines itself.
fn with_printed(figure: ClaimFigure, text: &str) -> ClaimFigure {
    match figure.printed.is_empty() {
        true => ClaimFigure { printed: text.to_owned(), ..figure },
        false => figure,
    }
}

/// The words of a document in which a figure needs no claim.
#[derive(Debug, Clone, Copy)]
pub struct Exempt<'a> {
    /// The words with a figure that the template has between quotes.
    pub fixed_words: &'a [String],
    /// The names with a figure in the registries.
    pub names: &'a [String],
}

/// Returns the texts with a figure that `pages` print without a claim, each once, with their first page.
pub fn unclaimed(pages: &Pages, claims: &Claims, exempt: Exempt<'_>) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for Passage { id, text, sentence, page } in pages.passages() {
        let is_known = match claims.get(id) {
            Some(claim) => states(claim, &text),
            None if id == BARE => exempt.covers(&text, &sentence),
            None => true,
        };
        if !is_known && !found.iter().any(|(_, known)| *known == text) {
            found.push((page, text));
        }
    }
    found
}

/// Returns whether each figure of a printed text is one of its claim's. A template may have changed the text.
fn states(claim: &Claim, text: &str) -> bool {
    let printed = claim.figures.iter().map(|figure| figure.printed.as_str());
    let known: BTreeSet<&str> = printed.clone().flat_map(figures).collect();
    // A chart prints a value by itself.
    let is_drawn = printed.clone().any(str::is_empty);
    is_drawn || is_formal_beside(text, |figure| known.contains(figure))
}

impl Exempt<'_> {
    fn covers(self, text: &str, sentence: &str) -> bool {
        let fixed = self.fixed_words.iter();
        let rest = fixed.fold(text.to_owned(), |text, words| text.replace(&**words, " "));
        let of_name = |name: &String| name.contains(text) && sentence.contains(&**name);
        is_formal(text) || is_formal(&rest) || self.names.iter().any(of_name)
    }
}
