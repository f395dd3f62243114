//! Problems in the user's data, as values.
//!
//! A [`Diagnostic`] has a [`Code`] (which fixes its [`Severity`]), a [`Place`] in one of the user's
//! files, a message in the office's words and, if there is one, a hint on what to do. Stages
//! collect them in [`Diagnostics`]; nothing is thrown, so that one bad row never hides the next.
//! `text` and `json` are the two ways to show them; `gathered` shows those of a kind together.

mod code;
pub mod gathered;
pub mod json;
mod nearest;
mod place;
mod quote;
pub mod text;

#[cfg(test)]
mod tests;

pub use code::{Code, Severity};
pub use nearest::nearest;
pub use place::{Part, Place, Snippet};

/// One problem in the user's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem; fixes the severity.
    pub code: Code,
    /// The problem's place; `None` when it concerns the data as a whole.
    pub place: Option<Place>,
    /// The message: one sentence in Chinese without a final full stop.
    pub message: String,
    /// Advice on what the office can do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// Makes a problem without a place and without a hint. Of a very long quotation in the message its beginning and end
    /// are kept.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, place: None, message: quote::shortened(message.into()), hint: None }
    }

    /// Returns the same problem at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Returns the same problem with a hint on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(quote::shortened(hint.into()));
        self
    }

    /// Returns the problem's severity.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Problems in the order in which they were found, until [`Diagnostics::sort`] puts them in that of
/// the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Makes an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds a problem, unless it is there already: a mistake in a template meets every document, and is told once.
    pub fn push_new(&mut self, diagnostic: Diagnostic) {
        if !self.iter().any(|known| *known == diagnostic) {
            self.push(diagnostic);
        }
    }

    /// Adds all of `others`, in their order.
    pub fn extend(&mut self, others: Diagnostics) {
        self.0.extend(others.0);
    }

    /// Puts the problems in the order in which the office reads its files: the files in the order in which they
    /// first came up, each (a workbook sheet by sheet) from top to bottom. Problems without a place, or at the
    /// same one, keep their order.
    pub fn sort(&mut self) {
        let mut files: Vec<String> = Vec::new();
        let mut sheets: Vec<(String, Option<String>)> = Vec::new();
        for place in self.0.iter().filter_map(|problem| problem.place.as_ref()) {
            if !files.contains(&place.file) {
                files.push(place.file.clone());
            }
            let sheet = (place.file.clone(), place.sheet.clone());
            if sheet.1.is_some() && !sheets.contains(&sheet) {
                sheets.push(sheet);
            }
        }
        self.0.sort_by_key(|problem| {
            let place = problem.place.as_ref()?;
            let file = files.iter().position(|file| *file == place.file);
            let sheet = sheets
                .iter()
                .position(|(file, sheet)| *file == place.file && *sheet == place.sheet);
            Some((file, sheet, place.line, place.column))
        });
    }

    /// Returns all problems, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Returns the number of problems of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.severity() == severity).count()
    }

    /// Returns whether any of them is an error, which makes the exit status 1.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns the number of problems.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}
