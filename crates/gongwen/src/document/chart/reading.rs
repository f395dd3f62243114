//! The values of a chart: exact decimals, or missing.

use std::str::FromStr as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use crate::document::passage::{PassageId, first_of, without_marks};

/// Maximum figure. Larger ones do not occur in an office, and would not fit beside a bar.
const GREATEST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// A value that may be missing; missing is not zero. In JSON it is a number or its figures as a string, which
/// may be a passage; null, "" or "—" is a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// The value; `None` if it is missing.
    pub value: Option<Decimal>,
    /// The passage that its figures are.
    pub passage: Option<PassageId>,
}

/// A number of things, which may be a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// The number.
    pub count: u32,
    /// The passage that its figures are.
    pub passage: Option<PassageId>,
}

impl Reading {
    /// A value that was not reported.
    pub const MISSING: Self = Self { value: None, passage: None };

    /// Returns the value for drawing; `None` if it is missing.
    pub fn length(self) -> Option<f64> {
        self.value.and_then(|value| value.to_f64())
    }
}

impl<'de> Deserialize<'de> for Reading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut passage = None;
        let text = match Json::deserialize(deserializer)? {
            Json::Null => return Ok(Self::MISSING),
            Json::String(text) => {
                passage = first_of(&text);
                without_marks(&text).trim().to_owned()
            }
            Json::Number(number) => number.to_string(),
            other => return Err(D::Error::custom(format!("“{other}”不是数"))),
        };
        if matches!(text.as_str(), "" | "—") {
            return Ok(Self::MISSING);
        }
        let value = Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text));
        match value {
            Ok(value) if value.abs() <= GREATEST => Ok(Self { value: Some(value), passage }),
            Ok(_) => Err(D::Error::custom(format!("“{text}”太大"))),
            Err(_) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                Err(D::Error::custom(format!("“{text}”太大或位数太多")))
            }
            Err(_) => Err(D::Error::custom(format!("“{text}”不是数"))),
        }
    }
}

impl From<Decimal> for Reading {
    fn from(value: Decimal) -> Self {
        Self { value: Some(value), passage: None }
    }
}

impl From<u32> for Count {
    fn from(count: u32) -> Self {
        Self { count, passage: None }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Json::deserialize(deserializer)?;
        let Some(text) = json.as_str().filter(|text| first_of(text).is_some()) else {
            return u32::deserialize(json).map(Self::from).map_err(D::Error::custom);
        };
        let count = without_marks(text).trim().parse();
        let count = count.map_err(|_| D::Error::custom(format!("“{text}”不是数")))?;
        Ok(Self { count, passage: first_of(text) })
    }
}
