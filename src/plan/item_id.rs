//! The keys of the rows of the notice's tables.

use std::fmt;
use std::str::FromStr;

use super::Annex;

/// The permanent key of an item: `ANNEX-NO`, for example `2-131`, or `ANNEX-NO.SUB`, `2-3.1`, of a part; `P-1` of an
/// instruction.
///
/// Keys are in the order of the notice: 2-3, 2-3.1, 2-3.2, 2-4; instructions follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId {
    /// The table that contains it.
    pub annex: Annex,
    /// Its sequence number there (序号), from 1; of a part, that of the item to which it belongs.
    pub no: u32,
    /// The number of a part within its item, from 1.
    pub sub: Option<u32>,
}

impl ItemId {
    /// Returns the key of a whole item.
    pub const fn new(annex: Annex, no: u32) -> Self {
        Self { annex, no, sub: None }
    }

    /// Returns the key of the item to which a part belongs; `None` of a whole item.
    pub fn parent(self) -> Option<Self> {
        self.sub.map(|_| Self::new(self.annex, self.no))
    }

    /// Returns whether it is that of an instruction, which the notice does not have.
    pub fn is_instruction(self) -> bool {
        self.annex == Annex::INSTRUCTIONS
    }

    /// Returns its number in its annex: 41, 3.1.
    pub fn number(self) -> String {
        match self.sub {
            Some(sub) => format!("{}.{sub}", self.no),
            None => self.no.to_string(),
        }
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.annex, self.number())
    }
}

/// The text is not `ANNEX-NO` or `ANNEX-NO.SUB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("编号应写作“附件号-序号”，如 2-131，或“附件号-序号.分项号”，如 2-3.1；交办事项写作 P-1")]
pub struct ItemIdError;

impl FromStr for ItemId {
    type Err = ItemIdError;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (annex, number) = s.split_once('-').ok_or(ItemIdError)?;
        if annex == "P" {
            return Ok(Self::new(Annex::INSTRUCTIONS, natural(number)?));
        }
        let annex = Annex::new(natural(annex)?).ok_or(ItemIdError)?;
        let (no, sub) = match number.split_once('.') {
            Some((no, sub)) => (no, Some(natural(sub)?)),
            None => (number, None),
        };
        Ok(Self { annex, no: natural(no)?, sub })
    }
}

/// Reads digits as a number from 1.
fn natural(text: &str) -> Result<u32, ItemIdError> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ItemIdError);
    }
    text.parse().ok().filter(|&number| number > 0).ok_or(ItemIdError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        for text in ["1-7", "2-131", "3-4", "2-3.1", "2-3.10", "99-1.2", "P-1", "P-12"] {
            assert_eq!(text.parse::<ItemId>().unwrap().to_string(), text);
        }
        for text in [
            "", "7", "0-1", "100-1", "2-0", "2-3.0", "2-3.", "2-3.1.1", "2--3", "+2-3", "2-+3",
            "二-3", "P-0", "P-1.1", "p-1", "P1", "255-1",
        ] {
            assert_eq!(text.parse::<ItemId>(), Err(ItemIdError), "{text}");
        }
    }

    #[test]
    fn parts_follow_their_item() {
        let ids = ["1-9", "2-3", "2-3.1", "2-3.2", "2-3.10", "2-4", "3-1", "99-1", "P-1", "P-2"];
        let ids = ids.map(|text| text.parse::<ItemId>().unwrap());
        assert!(ids.is_sorted());
        assert_eq!(ids.map(ItemId::parent)[1..3], [None, Some(ids[1])]);
    }
}
