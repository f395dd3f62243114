//! Categories that tables and charts distinguish by colour and mark: statuses, grades, risks. The caller
//! defines them.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::color::Color;

/// The categories that tables and charts of a document may name, and the word for missing values.
///
/// The default has no categories, so that a table or chart that names one is refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    categories: Vec<Arc<Category>>,
    missing: String,
}

/// A category. Categories are ordered as in their palette.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Category {
    /// Its position in its palette.
    position: usize,
    /// The code by which data refer to it; never printed.
    pub code: String,
    /// The words by which data may also refer to it. The first one is its label.
    pub words: Vec<String>,
    /// Its colours and mark.
    pub look: Look,
}

/// The colours and the mark of a category. A black-and-white copy keeps the lightness of the fill and the
/// shape of the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// The colour of its word on white paper; contrast at least 4.5 : 1 (WCAG 2.1, 1.4.3).
    pub ink: Color,
    /// The colour of its areas.
    pub fill: Color,
    /// The colour of text on `fill`; contrast at least 4.5 : 1.
    pub ink_on_fill: Color,
    /// Its mark.
    pub mark: Mark,
    /// The lines on its areas.
    pub texture: Texture,
    /// True if the category is a rating. In a single bar, the words of the other categories are printed below
    /// the bar.
    pub rates: bool,
}

/// The shape of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// A filled circle.
    Disc,
    /// An open circle.
    Ring,
    /// A filled triangle on its base.
    Triangle,
    /// A filled square on its corner.
    Diamond,
    /// An open square.
    Square,
    /// An open triangle on its tip.
    Tip,
    /// A short horizontal bar.
    Dash,
}

/// Lines on an area, in an unobtrusive grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Texture {
    /// No lines.
    Solid,
    /// An outline.
    Outlined,
    /// An outline and hatching.
    Hatched,
}

impl Default for Palette {
    fn default() -> Self {
        Self::new([], "—")
    }
}

impl Palette {
    /// Returns a palette of categories in the order of keys and of the parts of bars. `missing` is printed in
    /// place of a missing value.
    pub fn new(categories: impl IntoIterator<Item = Category>, missing: impl Into<String>) -> Self {
        let numbered = (0..).zip(categories);
        let categories = numbered.map(|(position, category)| Category { position, ..category });
        Self { categories: categories.map(Arc::new).collect(), missing: missing.into() }
    }

    /// Returns the word for a missing value.
    pub fn missing(&self) -> &str {
        &self.missing
    }

    /// Returns the category with this code or word.
    pub fn find(&self, name: &str) -> Option<&Arc<Category>> {
        let is_named = |category: &&Arc<Category>| category.names().any(|known| known == name);
        self.categories.iter().find(is_named)
    }

    /// Returns the palette's category that `name` refers to.
    pub(super) fn named(&self, name: &Category) -> Result<Arc<Category>, String> {
        self.find(&name.code).cloned().ok_or_else(|| {
            let labels: Vec<&str> = self.categories.iter().map(|known| known.label()).collect();
            let known = labels.join("、");
            format!("没有“{}”这种状态，可用的有：{known}", name.code)
        })
    }

    /// Returns the words of all categories, then their codes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let words = self.categories.iter().flat_map(|category| &category.words);
        let codes = self.categories.iter().map(|category| &category.code);
        words.chain(codes).map(String::as_str)
    }
}

impl Category {
    /// Returns a category of a palette.
    pub fn new(code: impl Into<String>, words: &[&str], look: Look) -> Self {
        Self {
            position: 0,
            code: code.into(),
            words: words.iter().map(|&word| word.to_owned()).collect(),
            look,
        }
    }

    /// Returns a category that is only named; its palette supplies the look later.
    pub(super) fn named(name: &Json) -> Arc<Self> {
        let name = name.as_str().map_or(name.to_string(), str::to_owned);
        let look = Look {
            ink: Color::BLACK,
            fill: Color::WHITE,
            ink_on_fill: Color::BLACK,
            mark: Mark::Dash,
            texture: Texture::Outlined,
            rates: false,
        };
        Arc::new(Self::new(name, &[], look))
    }

    /// Returns the printed word: the first of its words, or its code if it has none.
    pub fn label(&self) -> &str {
        self.words.first().unwrap_or(&self.code)
    }

    /// Returns the word for narrow columns: the shortest one, the label if there are several.
    pub fn short_label(&self) -> &str {
        let length = |word: &&String| word.chars().count();
        self.words.iter().min_by_key(length).unwrap_or(&self.code)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.code).chain(&self.words).map(String::as_str)
    }
}
