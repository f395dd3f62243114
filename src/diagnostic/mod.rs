//! Problems in the user's data, as values.
//!
//! A [`Diagnostic`] has a [`Code`] (which fixes its [`Severity`]), a [`Place`] in one of the user's
//! files, a message in the office's words and, where there is one, a hint on what to do. Stages
//! collect them in [`Diagnostics`]; nothing is thrown, so that one bad row never hides the next.
//! `text` and `json` are the two ways to show them.

mod code;
pub mod json;
mod nearest;
mod place;
pub mod text;

#[cfg(test)]
mod tests;

pub use code::{Code, Severity};
pub use nearest::nearest;
pub use place::{Place, Snippet};

/// One problem in the user's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is; fixes the severity.
    pub code: Code,
    /// Where it is; `None` when it concerns the data as a whole.
    pub place: Option<Place>,
    /// What is wrong, one sentence in Chinese without a final full stop.
    pub message: String,
    /// What the office can do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A problem without a place and without a hint.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            place: None,
            message: message.into(),
            hint: None,
        }
    }

    /// The same problem at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same problem with a hint on what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

/// Problems in the order in which they were found, until [`Diagnostics::sort`] puts them in that of
/// the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all of `others`, in their order.
    pub fn extend(&mut self, others: Diagnostics) {
        self.0.extend(others.0);
    }

    /// Puts them in the order in which the office reads its files: file by file as they came up
    /// first, each (a workbook sheet by sheet) from top to bottom; problems without a place, or at the same one, keep their order.
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

    /// All of them, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// How many there are of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.severity() == severity).count()
    }

    /// Whether any of them is an error: the exit status is 1 then.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
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
