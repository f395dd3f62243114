//! The items' texts, by which a row names its item: in full, cut off, or slightly changed.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Item, ItemId, Plan};
use crate::registry::spelling::normalize;
use crate::returns::form::without_cut_off;

/// The texts of all items.
#[derive(Debug)]
pub(super) struct Texts {
    /// The texts, normalized.
    texts: Vec<(String, ItemId)>,
    /// The short titles, normalized; blank ones are left out.
    titles: Vec<(String, ItemId)>,
    /// Pairs of neighbouring characters, with the places in `texts` that have them.
    pairs: BTreeMap<[char; 2], Vec<usize>>,
}

/// The item that a text describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Described {
    /// None: the cell is blank.
    Blank,
    /// None: the words are of no item, or of several.
    Unknown,
    /// The words are those of these items, in full or cut off.
    Same(Vec<ItemId>),
    /// The words are nearly those of this item.
    Similar(ItemId),
}

/// The share of a text's pairs that the row's own item has at least, so that the text is nearly its own.
const NEAR: f64 = 0.3;
/// The same for an item that nothing else in the row names.
const SURE: f64 = 0.75;
/// The lead of that item over all others.
const MARGIN: f64 = 0.25;
/// The fewest characters of a text that may be another item's. Shorter ones are captions in somebody's own words:
/// 农村危房改造 is said of two items.
const LONG: usize = 10;

impl Texts {
    pub(super) fn new(plan: &Plan) -> Self {
        let items = plan.items().iter();
        let texts: Vec<_> = items.map(|item| (normalize(&item.text), item.id)).collect();
        let titled = plan.items().iter().filter(|item| !item.short_title.is_empty());
        let titles = titled.map(|item| (normalize(&item.short_title), item.id)).collect();
        let mut pairs: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, (text, _)) in texts.iter().enumerate() {
            for pair in pairs_of(text) {
                pairs.entry(pair).or_default().push(at);
            }
        }
        Self { texts, titles, pairs }
    }

    /// Returns the only item whose text is `text`, or begins alike.
    pub(super) fn only(&self, text: &str) -> Option<ItemId> {
        let text = plain(text);
        let mut found = self.texts.iter().filter(|(full, _)| same_text(full, &text));
        match (found.next(), found.next()) {
            (Some(&(_, id)), None) => Some(id),
            _ => None,
        }
    }

    /// Returns the item that `text` describes. The `likely` ones are those that other marks of the row name: of
    /// items that begin alike they count. In a row of a form, whose texts are locked, every text counts; elsewhere
    /// a caption may say anything.
    pub(super) fn described(&self, text: &str, likely: &[&Item], in_form: bool) -> Described {
        let plain = plain(text);
        if plain.is_empty() {
            return Described::Blank;
        }
        let same = likely.iter().filter(|item| is_said(item, &plain));
        let same: Vec<_> = same.map(|item| item.id).collect();
        if !same.is_empty() {
            return Described::Same(same);
        }
        if let Some(only) = self.only(text) {
            return Described::Same(vec![only]);
        }
        // In a form the words are a short title. Elsewhere a caption that is one may be meant for another item.
        let titled = self.titles.iter().filter(|(title, _)| in_form && *title == plain);
        let titled: Vec<_> = titled.map(|&(_, id)| id).collect();
        if !titled.is_empty() {
            return Described::Same(titled);
        }
        let is_caption = !in_form && plain.chars().count() < LONG;
        match self.similar(&plain, likely) {
            Some(item) => Described::Similar(item),
            None if is_caption => Described::Blank,
            None => Described::Unknown,
        }
    }

    fn similar(&self, text: &str, likely: &[&Item]) -> Option<ItemId> {
        let pairs = pairs_of(text);
        let mut shared = vec![0_u32; self.texts.len()];
        for pair in &pairs {
            for &at in self.pairs.get(pair).into_iter().flatten() {
                shared[at] += 1;
            }
        }
        let mut scores: Vec<_> = (self.texts.iter().zip(shared))
            .map(|(&(_, id), shared)| (f64::from(shared) / pairs.len().max(1) as f64, id))
            .collect();
        scores.sort_by(|one, other| other.0.total_cmp(&one.0));
        let is_likely = |id: ItemId| likely.iter().any(|item| item.id == id);
        let own = scores.iter().find(|(_, id)| is_likely(*id)).copied();
        let own_score = own.map_or(0.0, |(score, _)| score);
        let (best, nearest) = *scores.first()?;
        let next = scores.get(1).map_or(0.0, |&(score, _)| score);
        let is_long = text.chars().count() >= LONG;
        let is_other = is_long && best >= SURE && best - next.max(own_score) >= MARGIN;
        match own {
            _ if is_other => Some(nearest),
            Some((score, own)) if score >= NEAR => Some(own),
            _ => None,
        }
    }
}

/// Returns whether an item's text is `text`, or one of them begins with the other. A text of a few characters
/// does not count: too many items begin with it.
pub(super) fn same_text(full: &str, text: &str) -> bool {
    const FEWEST: usize = 4;
    let shorter = full.chars().count().min(text.chars().count());
    full == text || shorter >= FEWEST && (full.starts_with(text) || text.starts_with(full))
}

/// Returns whether `text` is an item's text, in full or cut off as in the form, or its short title.
pub(super) fn is_text_of(item: &Item, text: &str) -> bool {
    is_said(item, &plain(text))
}

/// Returns whether `plain` is an item's text or short title.
fn is_said(item: &Item, plain: &str) -> bool {
    same_text(&normalize(&item.text), plain) || normalize(&item.short_title) == plain
}

/// Returns a text as it is compared, without the marks for what was cut off.
fn plain(text: &str) -> String {
    let mut text = normalize(without_cut_off(text));
    text.truncate(text.trim_end_matches(['…', '.', '。']).len());
    text
}

fn pairs_of(text: &str) -> BTreeSet<[char; 2]> {
    text.chars().zip(text.chars().skip(1)).map(|(one, next)| [one, next]).collect()
}
