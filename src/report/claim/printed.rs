//! The claims of a document where its pages print them.

use serde::Serialize;

use super::{BARE, ClaimFigure, ClaimKind, Claims, is_formal};
use gongwen::typeset::{Pages, Passage};

/// A claim as `duban export claims` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// Returns the values with a figure that `pages` print without a claim, each once, with their first page.
pub fn unclaimed(pages: &Pages) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for passage in pages.passages() {
        let known = found.iter().any(|(_, text)| *text == passage.text);
        if passage.id == BARE && !is_formal(&passage.text) && !known {
            found.push((passage.page, passage.text));
        }
    }
    found
}
