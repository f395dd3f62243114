//! Running numbers of figures and tables (图1, 表1), and the references that print them.
//!
//! A caption that begins with 图 or 表 and a blank receives the next number of its series, counted through body
//! and attachments in reading order. Elsewhere `[图](#name)` prints the label of the element with that name. A
//! number typed by hand is kept and not assigned a second time.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::Deserialize;

use super::{Attachment, Block, Inline};

/// A series of elements that are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// 图.
    Figure,
    /// 表.
    Table,
}

impl Series {
    /// Returns 图 or 表.
    pub fn word(self) -> &'static str {
        match self {
            Self::Figure => "图",
            Self::Table => "表",
        }
    }

    /// Returns the series whose word `text` begins with, and the rest of the text.
    pub(super) fn of(text: &str) -> Option<(Self, &str)> {
        let mut all = [Self::Figure, Self::Table].into_iter();
        all.find_map(|series| Some((series, text.strip_prefix(series.word())?)))
    }

    /// Returns the series whose word is `text`.
    pub(super) fn called(text: &str) -> Option<Self> {
        let (series, rest) = Self::of(text)?;
        rest.is_empty().then_some(series)
    }
}

/// An assigned label: 图3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// The series.
    pub series: Series,
    /// The position in the series, from 1.
    pub number: u32,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.series.word(), self.number)
    }
}

/// A caption (图题, 表题). [`Display`](fmt::Display) prints the whole caption.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(from = "String")]
pub struct Caption {
    /// The label assigned by [`parse`](super::parse); `None` if the caption does not ask for one.
    pub label: Option<Label>,
    /// The words after the label. A caption without a label, or with one typed by hand, is kept whole here.
    pub words: String,
}

impl From<String> for Caption {
    fn from(words: String) -> Self {
        Self { label: None, words }
    }
}

impl fmt::Display for Caption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.label {
            Some(label) if self.words.is_empty() => label.fmt(f),
            Some(label) => write!(f, "{label}\u{3000}{}", self.words),
            None => f.write_str(&self.words),
        }
    }
}

impl Caption {
    /// Returns the series and the number as printed, assigned or typed by hand: 3, 2-1.
    pub fn number(&self) -> Option<(Series, String)> {
        match self.label {
            Some(Label { series, number }) => Some((series, number.to_string())),
            None => self.typed().map(|(series, number)| (series, number.to_owned())),
        }
    }

    /// Returns the label that was typed by hand: 图5　…, 表 2-1.
    fn typed(&self) -> Option<(Series, &str)> {
        let (series, rest) = Series::of(self.words.trim_start())?;
        let number = rest.trim_start();
        let is_figure = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
        let is_part = |c: char| is_figure(c) || "-.".contains(c);
        let end = number.find(|c| !is_part(c)).unwrap_or(number.len());
        let (number, after) = number.split_at(end);
        // 图　2018年… does not begin with its number, 图 1　… does.
        let is_apart = rest.starts_with(is_figure)
            || after.is_empty()
            || after.starts_with(|c: char| c.is_whitespace() || "：:".contains(c));
        (number.starts_with(is_figure) && is_apart).then_some((series, number))
    }

    /// Returns the series in which the caption asks for a number, and its words without the word of that
    /// series.
    fn running(&self) -> Option<(Series, &str)> {
        let (series, rest) = Series::of(self.words.trim_start())?;
        let asks = rest.is_empty() || rest.starts_with(char::is_whitespace);
        (asks && self.typed().is_none()).then_some((series, rest.trim()))
    }
}

/// The name of a table or chart: letters (also Chinese ones), figures, - and _.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Name(String);

impl TryFrom<String> for Name {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let fits = !name.is_empty() && name.chars().all(is_of_name);
        fits.then_some(Self(name)).ok_or_else(|| "应为文字、数字、“-”或“_”".to_owned())
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || "-_".contains(c)
}

/// An error in a name or a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// The link is not a reference.
    #[error("引用图表写作 [图](#名称) 或 [表](#名称)")]
    Form,
    /// No table or chart has the name.
    #[error("没有名称为“{0}”的图表")]
    Unknown(String),
    /// Two tables or charts have the name.
    #[error("名称“{0}”用了两次")]
    Doubled(String),
    /// The caption of the element has no number.
    #[error("“{0}”没有编号，不能引用：图题应以“图　”开头，表题应以“表　”开头")]
    Unnumbered(String),
    /// The element is of the other series.
    #[error("“{name}”是{}，引用应写作 [{0}](#{name})", .series.word())]
    Series {
        /// The name.
        name: String,
        /// The series of the element.
        series: Series,
    },
}

impl ReferenceError {
    /// Returns the name concerned.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Form => None,
            Self::Unknown(name)
            | Self::Doubled(name)
            | Self::Unnumbered(name)
            | Self::Series { name, .. } => Some(name),
        }
    }
}

/// Names and references in reading order, each with its position in the source, in bytes.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    names: Vec<(String, usize)>,
    references: Vec<(Series, String, usize)>,
}

impl Mentions {
    /// Records a reference.
    pub(super) fn reference(&mut self, series: Series, name: &str, at: usize) {
        self.references.push((series, name.to_owned(), at));
    }

    /// Records the name and the references of a table or chart.
    pub(super) fn block(&mut self, block: &mut Block, at: usize) {
        for text in texts(block) {
            replace_references(text, |series, name| {
                self.references.push((series, name.to_owned(), at));
                None
            });
        }
        let (_, name) = caption(block);
        self.names.extend(name.map(|name| (name.0.clone(), at)));
    }

    /// Numbers all captions and fills in the references.
    ///
    /// # Errors
    /// The first name or reference that cannot be used, with its place.
    pub(super) fn number(
        &self,
        body: &mut [Block],
        attachments: &mut [Attachment],
    ) -> Result<(), (ReferenceError, usize)> {
        let rest = attachments.iter_mut().flat_map(|one| &mut one.blocks);
        let mut blocks: Vec<&mut Block> = body.iter_mut().chain(rest).collect();
        let labels = give_numbers(&mut blocks);
        let mut known = BTreeSet::new();
        for (name, at) in &self.names {
            if !known.insert(name) {
                return Err((ReferenceError::Doubled(name.clone()), *at));
            }
        }
        for (series, name, at) in &self.references {
            let error = match labels.get(name) {
                Some(Some((found, _))) if found == series => continue,
                Some(&Some((series, _))) => ReferenceError::Series { name: name.clone(), series },
                Some(None) => ReferenceError::Unnumbered(name.clone()),
                None => ReferenceError::Unknown(name.clone()),
            };
            return Err((error, *at));
        }
        let printed = |name: &str| {
            let (series, number) = labels.get(name)?.as_ref()?;
            Some(format!("{}{number}", series.word()))
        };
        for block in blocks {
            for text in texts(block) {
                replace_references(text, |_, name| printed(name));
            }
            if let Block::Paragraph(inlines) | Block::Heading { text: inlines, .. } = block {
                for inline in inlines {
                    if let Inline::Reference { name, label, .. } = inline {
                        *label = printed(name).unwrap_or_default();
                    }
                }
            }
        }
        Ok(())
    }
}

/// Labels every caption that asks for it. Returns the numbers of the elements that have a name.
fn give_numbers(blocks: &mut [&mut Block]) -> BTreeMap<String, Option<(Series, String)>> {
    let mut taken: BTreeSet<(Series, u32)> = BTreeSet::new();
    for block in &mut *blocks {
        let typed = caption(block).0.and_then(|caption| caption.typed());
        let number = typed.and_then(|(series, number)| Some((series, number.parse().ok()?)));
        taken.extend(number);
    }
    let mut last: BTreeMap<Series, u32> = BTreeMap::new();
    let mut labels = BTreeMap::new();
    for block in blocks {
        let (mut caption, name) = caption(block);
        if let Some(caption) = &mut caption
            && let Some((series, words)) = caption.running()
        {
            let last = last.entry(series).or_default();
            let free = (*last + 1..).find(|number| !taken.contains(&(series, *number)));
            *last = free.unwrap_or(u32::MAX);
            let (words, number) = (words.to_owned(), *last);
            caption.label = Some(Label { series, number });
            caption.words = words;
        }
        if let Some(name) = name {
            labels.insert(name.0.clone(), caption.and_then(|caption| caption.number()));
        }
    }
    labels
}

/// Returns the caption and the name of a table or chart.
fn caption(block: &mut Block) -> (Option<&mut Caption>, Option<&Name>) {
    match block {
        Block::Table(table) => (table.caption.as_mut(), table.name.as_ref()),
        Block::Chart(chart) => (chart.setting.caption.as_mut(), chart.setting.name.as_ref()),
        Block::Heading { .. } | Block::Paragraph(_) => (None, None),
    }
}

/// Returns the texts of a table or chart that may hold references.
fn texts(block: &mut Block) -> Vec<&mut String> {
    let (caption, mut texts): (_, Vec<&mut String>) = match block {
        Block::Table(table) => (table.caption.as_mut(), table.notes.iter_mut().collect()),
        Block::Chart(chart) => {
            let setting = &mut chart.setting;
            (setting.caption.as_mut(), setting.source.iter_mut().collect())
        }
        Block::Heading { .. } | Block::Paragraph(_) => return Vec::new(),
    };
    texts.extend(caption.map(|caption| &mut caption.words));
    texts
}

/// Replaces each reference in a text by the result of `with`.
fn replace_references(text: &mut String, mut with: impl FnMut(Series, &str) -> Option<String>) {
    let mut from = 0;
    while let Some(middle) = text[from..].find("](#").map(|at| from + at) {
        let start = middle.checked_sub("[图".len()).filter(|start| *start >= from);
        let series = start.and_then(|start| text.get(start..middle)?.strip_prefix('['));
        let series = series.and_then(Series::called);
        let after = &text[middle + "](#".len()..];
        let name = after.split_once(')').map(|(name, _)| name);
        let name = name.filter(|name| !name.is_empty() && name.chars().all(is_of_name));
        from = middle + "](#".len();
        if let (Some(start), Some(series), Some(name)) = (start, series, name) {
            let end = from + name.len() + ")".len();
            from = end;
            if let Some(words) = with(series, name) {
                text.replace_range(start..end, &words);
                from = start + words.len();
            }
        }
    }
}

#[cfg(test)]
mod tests;
