//! Names of worksheets that are made from data: allowed by Excel, and no two alike.

use std::collections::BTreeSet;

use super::text::printable;
use crate::input::width::half_width;

/// UTF-16 units that the name of a sheet may have.
const LONGEST: usize = 31;
/// Characters that Excel allows nowhere in a name, with their replacements.
const REPLACED: [(char, char); 7] =
    [('[', '［'), (']', '］'), (':', '：'), ('*', '＊'), ('?', '？'), ('/', '／'), ('\\', '＼')];
/// The name that Excel keeps for itself, and those that formulas take for values: no quotation marks are
/// put around them.
const RESERVED: [&str; 3] = ["history", "true", "false"];
/// The name of a sheet whose own has nothing to show.
const NAMELESS: &str = "未命名";

/// The names of a workbook's sheets.
#[derive(Debug, Default)]
pub(super) struct SheetNames {
    /// In the form in which they are compared.
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// Takes a name for a sheet: `wanted`, without what Excel does not allow, and with a number
    /// behind it where the name is taken.
    pub(super) fn claim(&mut self, wanted: &str) -> String {
        let wanted = allowed(wanted);
        let mut name = shortened(&wanted, "");
        let mut number = 2;
        while !self.taken.insert(compared(&name)) {
            name = shortened(&wanted, &format!("（{number}）"));
            number += 1;
        }
        name
    }
}

/// `wanted` with every character that Excel refuses replaced.
fn allowed(wanted: &str) -> String {
    let line = printable(wanted).replace('\n', " ");
    let name: String = line.chars().map(replaced).collect();
    let name = name.trim_matches(|c: char| c == '\'' || c.is_whitespace());
    match name {
        "" => NAMELESS.to_owned(),
        name if RESERVED.contains(&&*compared(name)) => format!("{name}（1）"),
        name => name.to_owned(),
    }
}

fn replaced(c: char) -> char {
    let found = REPLACED.iter().find(|(forbidden, _)| *forbidden == c);
    found.map_or(c, |(_, instead)| *instead)
}

/// Returns as much of `name` as fits before `ending`. A cut may expose an apostrophe at the end.
fn shortened(name: &str, ending: &str) -> String {
    let mut room = LONGEST.saturating_sub(ending.encode_utf16().count());
    let kept: String = name
        .chars()
        .take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        })
        .collect();
    format!("{}{ending}", kept.trim_end_matches('\''))
}

/// Excel takes names for the same that differ in case, and in an Eastern edition in width.
fn compared(name: &str) -> String {
    name.chars().map(half_width).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_xlsxwriter::Workbook;

    fn claim(wanted: &[&str]) -> Vec<String> {
        let mut names = SheetNames::default();
        wanted.iter().map(|wanted| names.claim(wanted)).collect()
    }

    #[test]
    fn ordinary_names_are_kept() {
        assert_eq!(claim(&["附件1", "黄强", "O'Neil"]), ["附件1", "黄强", "O'Neil"]);
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        assert_eq!(
            claim(&["黄强", "黄强", "黄强", "Ａbc", "aBC"]),
            ["黄强", "黄强（2）", "黄强（3）", "Ａbc", "aBC（2）"]
        );
    }

    #[test]
    fn what_excel_refuses_is_replaced() {
        assert_eq!(
            claim(&["[a]:*?/\\", "'甲'", " \n ", "''", "HISTORY", "True", "a\tb\u{1}"]),
            ["［a］：＊？／＼", "甲", "未命名", "未命名（2）", "HISTORY（1）", "True（1）", "a b␁"]
        );
    }

    #[test]
    fn long_names_are_cut_and_still_told_apart() {
        let long = "甲".repeat(40);
        assert_eq!(claim(&[&long, &long]), ["甲".repeat(31), format!("{}（2）", "甲".repeat(28))]);
        // 𠮷 takes two units, of which only one is left.
        let wide = format!("{}𠮷", "甲".repeat(30));
        assert_eq!(claim(&[&wide]), ["甲".repeat(30)]);
        let apostrophe = format!("{}'甲", "甲".repeat(30));
        assert_eq!(claim(&[&apostrophe]), ["甲".repeat(30)]);
    }

    proptest! {
        #[test]
        fn excel_takes_any_names(wanted in proptest::collection::vec("[\\PC'\\[\\]:a\n]{0,40}", 1..8)) {
            let mut names = SheetNames::default();
            let mut book = Workbook::new();
            for wanted in &wanted {
                book.add_worksheet().set_name(names.claim(wanted)).unwrap();
            }
            prop_assert!(book.save_to_buffer().is_ok());
        }
    }
}
