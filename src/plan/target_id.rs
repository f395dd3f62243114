//! The key of a target: an item, and which of its targets.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use super::ItemId;

/// The permanent key of a target: `ITEM.NUMBER`, for example `2-16.1`, or `2-3.1.2` for the second of part 2-3.1.
///
/// Reports on an item without targets are kept under the id of its first target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetId {
    /// The item that states it.
    pub item: ItemId,
    /// Its number among the item's targets, from 1.
    pub number: NonZeroU32,
}

impl TargetId {
    /// The first target of an item, and the only one of most.
    pub fn first(item: ItemId) -> Self {
        Self { item, number: NonZeroU32::MIN }
    }

    /// The target `number` of an item, from 1; `None` for 0.
    pub fn new(item: ItemId, number: u32) -> Option<Self> {
        let number = NonZeroU32::new(number)?;
        Some(Self { item, number })
    }

    /// All numbers of an item, without end.
    pub(super) fn all(item: ItemId) -> impl Iterator<Item = Self> + Clone {
        (1..).filter_map(move |number| Self::new(item, number))
    }

    /// Its place among the item's targets, and among what was assessed of them; from 0.
    pub fn index(self) -> usize {
        self.number.get() as usize - 1
    }
}

impl fmt::Display for TargetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.item, self.number)
    }
}

/// The text is not `ITEM.NUMBER`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("指标应写作“附件号-序号.第几个”，如 2-16.1")]
pub struct TargetIdError;

impl FromStr for TargetId {
    type Err = TargetIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (item, number) = text.rsplit_once('.').ok_or(TargetIdError)?;
        Ok(Self {
            item: item.parse().map_err(|_| TargetIdError)?,
            number: number.parse().map_err(|_| TargetIdError)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_it_is_written() {
        let target: TargetId = "2-16.3".parse().unwrap();
        assert_eq!((target.item.no, target.number.get()), (16, 3));
        assert_eq!(target.to_string(), "2-16.3");
        for text in ["2-16", "2-16.", "2-16.0", "2-0.1", "2-16.0.1", "2-16.一", "2-16.1.1.1"] {
            assert_eq!(text.parse::<TargetId>(), Err(TargetIdError), "{text}");
        }
    }

    #[test]
    fn the_last_number_is_that_of_the_target() {
        let target: TargetId = "2-3.1.2".parse().unwrap();
        assert_eq!((target.item.to_string(), target.number.get()), ("2-3.1".to_owned(), 2));
        assert_eq!(target.to_string(), "2-3.1.2");
        assert_eq!("2-3.1".parse::<TargetId>().unwrap().item.sub, None);
    }

    #[test]
    fn targets_are_in_the_order_of_their_items() {
        let ids = ["1-7.2", "1-11.1", "2-1.1", "2-1.2"].map(|text| text.parse::<TargetId>());
        assert!(ids.is_sorted_by_key(|id| id.unwrap()));
    }
}
