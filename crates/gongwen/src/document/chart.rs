//! Charts: the data that the template function `chart(...)` emits and the typesetter draws.

mod check;
mod reading;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value as Json};

use super::palette::{Category, Palette};
use super::passage::{PassageId, first_of};
use super::{Caption, Name};
use crate::foreign;
pub use check::ChartError;
pub use reading::{Count, Reading};

/// The entries that any chart may have.
const COMMON: [&str; 8] =
    ["name", "caption", "unit", "source", "width", "height", "digits", "share"];

/// A chart. It is passed as JSON in a fenced block, so that no value in it can be markup.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Name, caption, unit and size.
    pub setting: ChartSetting,
    /// The kind of chart, with its data.
    pub kind: ChartKind,
    /// The text printed in place of a missing value.
    pub missing: String,
}

/// The entries that all charts share.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartSetting {
    /// The name by which the text refers to it.
    #[serde(default, deserialize_with = "name")]
    pub name: Option<Name>,
    /// The title below it, with its number (图1　…).
    pub caption: Option<Caption>,
    /// The unit of its values (%), printed as 单位：%.
    pub unit: Option<String>,
    /// The source of the data or another note, as printed.
    pub source: Option<String>,
    /// Width in millimetres, 60 to 225. The default and the upper limit is the width of the type area.
    pub width: Option<f64>,
    /// Height of the plot in millimetres, 20 to 160; for upright bars and lines.
    pub height: Option<f64>,
    /// Number of decimals of its values, rounded half up. `None` prints them as given.
    pub digits: Option<u32>,
    /// The share of a page that a small chart takes, beside others of the same share.
    pub share: Option<PageShare>,
}

/// The share of a page that a small chart takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum PageShare {
    /// Four charts a page.
    #[serde(rename = "1/4")]
    Quarter,
    /// Six charts a page.
    #[serde(rename = "1/6")]
    Sixth,
    /// Eight charts a page.
    #[serde(rename = "1/8")]
    Eighth,
}

/// The kinds of charts with their data.
#[derive(Debug, Clone, PartialEq)]
pub enum ChartKind {
    /// Upright bars in groups.
    Bars(Bars),
    /// Horizontal bars, one below the other, with the best and the worst highlighted.
    Ranked(Ranked),
    /// Lines over periods.
    Line(Lines),
    /// Bars divided by category.
    Status(StatusBars),
    /// Cells for units and items, coloured by category.
    Heat(Heat),
}

/// A value to be reached.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its label, such as 全省目标.
    pub label: String,
    /// The value.
    pub value: Reading,
}

/// Upright bars in groups.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bars {
    /// The names of the bars of each group, from left to right; 1 to 4.
    pub series: Vec<String>,
    /// The groups from left to right.
    #[serde(deserialize_with = "entries")]
    pub groups: Vec<Group>,
    /// A line across all groups.
    #[serde(default)]
    pub target: Option<Target>,
}

/// A group of bars.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name.
    pub label: String,
    /// A value for each series.
    #[serde(deserialize_with = "entries")]
    pub values: Vec<Reading>,
}

/// Horizontal bars, one below the other.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// The bars.
    #[serde(deserialize_with = "entries")]
    pub bars: Vec<RankedBar>,
    /// A line across all bars.
    #[serde(default)]
    pub target: Option<Target>,
    /// The order of the bars; `None` keeps the order of the data.
    #[serde(default)]
    pub sort: Option<Sort>,
    /// The direction that is better.
    #[serde(default)]
    pub better: Better,
    /// Number of best bars that are highlighted.
    #[serde(default)]
    pub top: usize,
    /// Number of worst bars that are highlighted.
    #[serde(default)]
    pub bottom: usize,
}

/// A single bar.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedBar {
    /// Its name.
    pub label: String,
    /// Its length.
    #[serde(default)]
    pub value: Reading,
    /// The value that this bar should reach, if it has its own.
    #[serde(default)]
    pub target: Reading,
    /// The rank printed before the name.
    #[serde(default)]
    pub rank: Option<Count>,
    /// True if it takes part in the ranking. A bar that does not is placed below the others when bars are
    /// sorted, and is never among the best or the worst.
    #[serde(default = "yes")]
    pub ranked: bool,
    /// The category whose label is printed in place of a missing value; `None` prints the chart's word.
    #[serde(default, rename = "status", deserialize_with = "optional_category")]
    pub category: Option<Arc<Category>>,
}

fn yes() -> bool {
    true
}

/// The order of bars. Missing values come last, followed only by the bars that are not ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// The largest value first.
    Desc,
    /// The smallest value first.
    Asc,
}

/// The direction that is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// Large values.
    #[default]
    High,
    /// Small values, as for an upper bound.
    Low,
}

/// Lines over periods.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    /// The periods from left to right.
    pub periods: Vec<String>,
    /// The lines; 1 to 5.
    #[serde(deserialize_with = "entries")]
    pub lines: Vec<Series>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each period. The list may end early, before periods that have not come yet.
    #[serde(deserialize_with = "entries")]
    pub values: Vec<Reading>,
    /// True if it is the planned course with which the others are compared.
    #[serde(default)]
    pub schedule: bool,
}

/// Bars divided by category.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusBars {
    /// The bars from top to bottom.
    #[serde(deserialize_with = "entries")]
    pub rows: Vec<StatusRow>,
}

/// A bar divided by category.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusRow {
    /// Its name; not printed for a single bar without a name.
    #[serde(default)]
    pub label: String,
    /// Number of items in each category.
    #[serde(deserialize_with = "counts")]
    pub counts: BTreeMap<Arc<Category>, Count>,
    /// The passage that the figures of its total are.
    #[serde(default, deserialize_with = "passage")]
    pub total: Option<PassageId>,
}

impl StatusRow {
    /// Returns the number of items in a category.
    pub fn count(&self, category: &Category) -> Count {
        self.counts.get(category).copied().unwrap_or_default()
    }

    /// Returns the number of items in all categories.
    pub fn total(&self) -> u64 {
        self.counts.values().map(|count| u64::from(count.count)).sum()
    }
}

/// Cells for units and items, coloured by category.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows from top to bottom.
    #[serde(deserialize_with = "entries")]
    pub rows: Vec<HeatRow>,
    /// The passages that the key's figures are: the number of cells in each category.
    #[serde(default, deserialize_with = "counts")]
    pub counts: BTreeMap<Arc<Category>, Count>,
}

/// A row of cells.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// A cell for each column.
    #[serde(deserialize_with = "entries")]
    pub cells: Vec<HeatCell>,
}

/// A cell. In JSON it is an object, or just the name of the category.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatCell {
    /// Its category.
    pub category: Arc<Category>,
    /// The value printed in the cell.
    pub value: Reading,
}

impl<'de> Deserialize<'de> for HeatCell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Fields {
            status: Json,
            #[serde(default)]
            value: Reading,
        }
        let json = Json::deserialize(deserializer)?;
        let Fields { status, value } = if json.is_object() {
            serde_json::from_value(json).map_err(D::Error::custom)?
        } else {
            Fields { status: json, value: Reading::MISSING }
        };
        let category = Category::named(&status);
        Ok(Self { category, value })
    }
}

impl Chart {
    /// Reads and checks the JSON of a fenced block.
    ///
    /// # Errors
    /// See [`ChartError`].
    pub fn from_json(json: &str, palette: &Palette) -> Result<Self, ChartError> {
        let data = serde_json::from_str(json).map_err(|error| unreadable(&error))?;
        Self::from_map(data, palette)
    }

    /// Reads and checks the entries of a chart.
    ///
    /// # Errors
    /// See [`ChartError`].
    pub fn from_map(mut data: Map<String, Json>, palette: &Palette) -> Result<Self, ChartError> {
        let mut common = Map::new();
        for key in COMMON {
            common.extend(data.remove_entry(key));
        }
        let kind = match data.remove("kind") {
            Some(Json::String(kind)) => kind,
            Some(other) => return Err(ChartError::Kind(other.to_string())),
            None => return Err(ChartError::Json("缺少 kind".to_owned())),
        };
        let mut chart = Self {
            setting: read(common)?,
            kind: match kind.as_str() {
                "bars" => ChartKind::Bars(read(data)?),
                "ranked" => ChartKind::Ranked(read(data)?),
                "line" => ChartKind::Line(read(data)?),
                "status" => ChartKind::Status(read(data)?),
                "heat" => ChartKind::Heat(read(data)?),
                _ => return Err(ChartError::Kind(kind)),
            },
            missing: palette.missing().to_owned(),
        };
        chart.kind.resolve(palette).map_err(ChartError::Json)?;
        chart.setting.check()?;
        chart.check_share()?;
        chart.kind.check()?;
        Ok(chart)
    }
}

fn read<T: DeserializeOwned>(data: Map<String, Json>) -> Result<T, ChartError> {
    serde_json::from_value(Json::Object(data)).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> ChartError {
    ChartError::Json(foreign::serde(&error.to_string()))
}

/// Reads the entries of a list. A fault in an entry is reported with its position in the list.
fn entries<'de, D: Deserializer<'de>, T: DeserializeOwned>(d: D) -> Result<Vec<T>, D::Error> {
    let list = Vec::<Json>::deserialize(d)?;
    let read = |(index, json)| {
        serde_json::from_value(json).map_err(|error: serde_json::Error| {
            let what = foreign::serde(&error.to_string());
            D::Error::custom(format!("第{}项：{what}", index + 1))
        })
    };
    list.into_iter().enumerate().map(read).collect()
}

/// Reads the name of a chart. A fault is reported with its key.
fn name<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Name>, D::Error> {
    Option::deserialize(d).map_err(|error| D::Error::custom(format!("name {error}")))
}

/// Reads the passage of a figure that the chart works out itself.
fn passage<'de, D: Deserializer<'de>>(d: D) -> Result<Option<PassageId>, D::Error> {
    Ok(Json::deserialize(d)?.as_str().and_then(first_of))
}

/// Reads counts by the names of categories.
fn counts<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<Arc<Category>, Count>, D::Error> {
    let counts = BTreeMap::<String, Count>::deserialize(d)?.into_iter();
    let named = counts.map(|(name, count)| (Category::named(&Json::String(name)), count));
    Ok(named.collect())
}

fn optional_category<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Arc<Category>>, D::Error> {
    let name = Option::<Json>::deserialize(d)?;
    Ok(name.as_ref().map(Category::named))
}

impl ChartKind {
    /// Replaces categories that are only named by those of the palette.
    fn resolve(&mut self, palette: &Palette) -> Result<(), String> {
        let resolve = |category: &mut Arc<Category>| {
            *category = palette.named(category)?;
            Ok(())
        };
        match self {
            Self::Bars(_) | Self::Line(_) => Ok(()),
            Self::Ranked(ranked) => {
                each(&mut ranked.bars, |bar| bar.category.iter_mut().try_for_each(resolve))
            }
            Self::Status(bars) => each(&mut bars.rows, |row| resolved(&mut row.counts, palette)),
            Self::Heat(heat) => {
                resolved(&mut heat.counts, palette)?;
                each(&mut heat.rows, |row| each(&mut row.cells, |cell| resolve(&mut cell.category)))
            }
        }
    }
}

/// Replaces categories that are only named by those of the palette.
fn resolved(counts: &mut BTreeMap<Arc<Category>, Count>, palette: &Palette) -> Result<(), String> {
    for (name, count) in std::mem::take(counts) {
        let category = palette.named(&name)?;
        if counts.insert(category.clone(), count).is_some() {
            return Err(format!("“{}”写了两次", category.label()));
        }
    }
    Ok(())
}

/// Applies a function to each entry of a list. A fault is reported with the entry's position in the list.
fn each<T>(
    list: &mut [T],
    mut act: impl FnMut(&mut T) -> Result<(), String>,
) -> Result<(), String> {
    let mut entries = list.iter_mut().enumerate();
    entries.try_for_each(|(index, entry)| {
        act(entry).map_err(|what| format!("第{}项：{what}", index + 1))
    })
}

#[cfg(test)]
mod tests;
