//! The values of a chart: exact decimals, or missing.

use std::str::FromStr as _;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

/// Maximum figure. Larger ones do not occur in an office, and would not fit beside a bar.
const GREATEST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// A value that may be missing; missing is not zero. In JSON it is a number or its figures as a string; null,
/// "" or "—" is a missing value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading(pub Option<Decimal>);

impl Reading {
    /// A value that was not reported.
    pub const MISSING: Self = Self(None);

    /// Returns the value for drawing; `None` if it is missing.
    pub fn length(self) -> Option<f64> {
        self.0.and_then(|value| value.to_f64())
    }
}

impl<'de> Deserialize<'de> for Reading {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Json::deserialize(deserializer)? {
            Json::Null => return Ok(Self::MISSING),
            Json::String(text) => text.trim().to_owned(),
            Json::Number(number) => number.to_string(),
            other => return Err(D::Error::custom(format!("“{other}”不是数"))),
        };
        if matches!(text.as_str(), "" | "—") {
            return Ok(Self::MISSING);
        }
        let value = Decimal::from_str(&text).or_else(|_| Decimal::from_scientific(&text));
        match value {
            Ok(value) if value.abs() <= GREATEST => Ok(Self(Some(value))),
            Ok(_) => Err(D::Error::custom(format!("“{text}”太大"))),
            Err(_) if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                Err(D::Error::custom(format!("“{text}”太大或位数太多")))
            }
            Err(_) => Err(D::Error::custom(format!("“{text}”不是数"))),
        }
    }
}
