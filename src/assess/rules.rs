//! The thresholds, as `duban.toml` sets them.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::json_schema;

/// Thresholds of the assessment: the table `[assessment]` of `duban.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Percent of what is due below which lagging becomes severe.
    #[schemars(schema_with = "json_schema::decimal")]
    pub severe_below: Decimal,
    /// Percentage points by which a rate may fall short before lagging becomes severe.
    #[schemars(schema_with = "json_schema::decimal")]
    pub shortfall: Decimal,
    /// Percentage points that 左右 allows below the target.
    #[schemars(schema_with = "json_schema::decimal")]
    pub tolerance: Decimal,
    /// Percent of what is due by which an item on schedule has to be ahead, to be in no danger.
    #[schemars(schema_with = "json_schema::decimal")]
    pub margin: Decimal,
    /// The same for a rate, in percentage points above its target, or below its bound.
    #[schemars(schema_with = "json_schema::decimal")]
    pub margin_points: Decimal,
    /// The month (1 to 12) whose end is the first to be judged: plans are due at the end of February.
    pub first_month: i8,
    /// The kind of the units that are ranked.
    pub ranked_kind: String,
    /// The kind of units that lie inside one of the ranked: shown, but neither ranked nor added up.
    pub enclosed_kind: String,
}

impl Rules {
    /// Returns the word for the units that are ranked: 市州, 县区.
    pub fn localities(&self) -> &str {
        match self.ranked_kind.trim() {
            "" => "地区",
            kind => kind,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            severe_below: Decimal::from(80),
            shortfall: Decimal::ONE,
            tolerance: Decimal::new(5, 1),
            margin: Decimal::from(5),
            margin_points: Decimal::new(2, 1),
            first_month: 3,
            ranked_kind: "市州".to_owned(),
            enclosed_kind: "新区".to_owned(),
        }
    }
}
