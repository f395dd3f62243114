//! The annexes of the notice, by number.

use std::fmt;
use std::sync::LazyLock;

/// The file of the workspace that holds the instructions of leaders; optional.
pub const INSTRUCTIONS_FILE: &str = "seeds/instructions.csv";

/// One of the notice's tables, by its number: 附件1, 附件2, …; or, in their place, what leaders have instructed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Annex(u8);

impl Annex {
    /// Annex 1: the main indicators (主要指标), where the notice does not say otherwise.
    pub const INDICATORS: Self = Self(1);
    /// Annex 2: the key tasks (重点工作任务), where the notice does not say otherwise.
    pub const TASKS: Self = Self(2);
    /// The first annex that has no title but its own.
    pub(super) const OTHERS: Self = Self(3);
    /// Not an annex: the instructions of leaders (交办事项), which come after all annexes.
    pub const INSTRUCTIONS: Self = Self(u8::MAX);
    /// The last annex that can be numbered.
    const LAST: u8 = 99;

    /// Returns the annex with this number, from 1 to 99.
    pub fn new(number: u32) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        (1..=Self::LAST).contains(&number).then_some(Self(number))
    }

    /// Returns every annex that a notice may have, in order.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        (1..=Self::LAST).map(Self)
    }

    /// Returns its number; `None` for the instructions, which are in no annex.
    pub fn number(self) -> Option<u8> {
        Some(self.0).filter(|_| self != Self::INSTRUCTIONS)
    }

    /// Returns the words by which papers refer to it: 附件2, 交办事项.
    pub fn words(self) -> String {
        match self {
            Self::INSTRUCTIONS => self.noun().to_owned(),
            Self(number) => format!("附件{number}"),
        }
    }

    /// The file of the workspace that holds it, once imported; that of the instructions is the office's.
    pub fn file(self) -> &'static str {
        if self == Self::INSTRUCTIONS {
            return INSTRUCTIONS_FILE;
        }
        static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let others =
                Annex::all().skip(2).map(|annex| format!("seeds/annex/annex-{}.csv", annex.0));
            let first = ["seeds/annex/indicators.csv", "seeds/annex/tasks.csv"].map(str::to_owned);
            first.into_iter().chain(others).collect()
        });
        FILES.get(usize::from(self.0) - 1).map_or("", String::as_str)
    }

    /// Returns the title of the column of its items in its file: 主要指标, 重点工作任务, and 事项 of those after them.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::INDICATORS => "主要指标",
            Self::TASKS => "重点工作任务",
            Self::INSTRUCTIONS => "交办事项",
            _ => "事项",
        }
    }
}

impl fmt::Display for Annex {
    /// Writes what an item's id begins with: 2, or P for an instruction.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number() {
            Some(number) => number.fmt(f),
            None => f.write_str("P"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_annex_has_a_file_of_its_own() {
        let files: Vec<_> = Annex::all().map(Annex::file).collect();
        assert_eq!(files.len(), 99);
        assert_eq!(
            files[..3],
            ["seeds/annex/indicators.csv", "seeds/annex/tasks.csv", "seeds/annex/annex-3.csv"]
        );
        assert_eq!(files[98], "seeds/annex/annex-99.csv");
    }

    #[test]
    fn annexes_are_numbered_from_1_to_99() {
        assert_eq!(Annex::new(2), Some(Annex::TASKS));
        assert_eq!([0, 100, 255, 257].map(Annex::new), [None; 4]);
    }

    #[test]
    fn instructions_come_after_all_annexes_and_have_no_number() {
        assert!(Annex::all().all(|annex| annex < Annex::INSTRUCTIONS));
        assert_eq!(Annex::INSTRUCTIONS.number(), None);
        assert_eq!(Annex::INSTRUCTIONS.to_string(), "P");
        assert_eq!(Annex::INSTRUCTIONS.words(), "交办事项");
        assert_eq!(Annex::TASKS.to_string(), "2");
    }
}
