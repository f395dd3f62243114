//! Quantities as people type them into a cell: 3.2万户, １２．５％, 百分之十二, 暂无.

use rust_decimal::Decimal;

use crate::source::width::half_width;

/// A number with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// The number, exact.
    pub value: Decimal,
    /// The measure that was written with it; empty when there is none.
    pub measure: String,
}

/// Why a text is no quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// It holds no number.
    #[error("不是数字")]
    NoNumber,
}

impl Quantity {
    /// Reads a cell; `None` stands for the many ways to say that there is no figure (blank, —, 暂无).
    ///
    /// # Errors
    /// Why the text is neither.
    pub fn parse(text: &str) -> Result<Option<Self>, QuantityError> {
        let text: String = text.trim().chars().map(half_width).collect();
        if matches!(&*text, "" | "-" | "—" | "无" | "暂无") {
            return Ok(None);
        }
        let end = text
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '-'))
            .unwrap_or(text.len());
        let value = text[..end].parse().map_err(|_| QuantityError::NoNumber)?;
        Ok(Some(Self {
            value,
            measure: text[end..].trim().to_owned(),
        }))
    }

    /// Its value in `measure` (3.2万户 are 32000户); `None` when the two do not measure the same.
    pub fn in_measure(&self, measure: &str) -> Option<Decimal> {
        (self.measure.is_empty() || self.measure == measure).then_some(self.value)
    }
}
