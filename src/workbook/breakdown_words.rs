//! The words of 分解情况, as the template of the workbook states them, in cells and in formulas.

use serde::Deserialize;

use crate::report::template::{FormulaWord, Phrase, WordFault};
use crate::targets::Target;

/// The table of the template.
const TABLE: &str = "sheets.breakdown.results";
/// The mark of a number in a phrase.
const COUNT: &str = "{count}";
/// Maximum length of a phrase in characters: a text in a formula has at most 255.
const LONGEST: usize = 100;

/// The words for how a target is broken down.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::workbook) struct BreakdownResults {
    /// Not broken down.
    pub open: Phrase,
    /// A part that is still to be worked out, in its cell; formulas count it.
    pub pending: FormulaWord,
    /// Some parts are still to be worked out.
    some_pending: Phrase,
    /// The parts make up the whole, less, or more.
    pub even: Phrase,
    pub short: Phrase,
    pub over: Phrase,
    /// No part, some parts, all parts are higher than the province's.
    none_higher: Phrase,
    some_higher: Phrase,
    all_higher: Phrase,
    /// No part, some parts, all parts are lower than the province's.
    none_lower: Phrase,
    some_lower: Phrase,
    all_lower: Phrase,
}

/// The phrases for the parts that are worse than the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worse<'a> {
    pub none: &'a str,
    pub some: Counted<'a>,
    pub all: &'a str,
}

/// A phrase with a number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted<'a> {
    before: &'a str,
    behind: &'a str,
}

impl<'a> Counted<'a> {
    fn new(phrase: &'a str) -> Self {
        let (before, behind) = phrase.split_once(COUNT).unwrap_or(("", phrase));
        Self { before, behind }
    }

    /// Returns the phrase with a number.
    pub(super) fn of(self, count: usize) -> String {
        format!("{}{count}{}", self.before, self.behind)
    }

    /// Returns the formula of the phrase with the number that another formula gives.
    pub(super) fn formula(self, count: &str) -> String {
        let pieces = [literal(self.before), count.to_owned(), literal(self.behind)];
        let pieces: Vec<String> = pieces.into_iter().filter(|piece| piece != "\"\"").collect();
        pieces.join("&")
    }

    /// Returns the formula of whether a cell holds the phrase with any number.
    pub(super) fn is_in(self, cell: &str) -> String {
        let at = |function: &str, text: &str| {
            let length = text.encode_utf16().count();
            format!("{function}({cell},{length})={}", literal(text))
        };
        match (self.before, self.behind) {
            ("", behind) => at("RIGHT", behind),
            (before, "") => at("LEFT", before),
            (before, behind) => format!("AND({},{})", at("LEFT", before), at("RIGHT", behind)),
        }
    }

    /// Returns whether a word would be taken for the phrase.
    fn takes(self, word: &str) -> bool {
        let (word, before, behind) =
            (word.to_lowercase(), self.before.to_lowercase(), self.behind.to_lowercase());
        word.starts_with(&before) && word.ends_with(&behind)
    }
}

/// Returns a text as formulas state it.
pub(super) fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl BreakdownResults {
    /// Returns the phrase for parts that are still to be worked out.
    pub(super) fn some_pending(&self) -> Counted<'_> {
        Counted::new(&self.some_pending)
    }

    /// Returns the phrases for the parts that are worse than a target.
    pub(super) fn worse(&self, target: &Target) -> Worse<'_> {
        let [none, some, all] = match target.lower_is_better() {
            true => [&self.none_higher, &self.some_higher, &self.all_higher],
            false => [&self.none_lower, &self.some_lower, &self.all_lower],
        };
        Worse { none, some: Counted::new(some), all }
    }

    /// Returns the formula of whether a cell says that the parts do not make up the whole, or are all worse.
    pub(super) fn is_off(&self, cell: &str) -> String {
        let words = [&self.short, &self.over, &self.all_higher, &self.all_lower];
        let is = words.map(|word| format!("{cell}={}", literal(word)));
        format!("=OR({})", is.join(","))
    }

    /// Returns the formula of whether a cell says that parts are missing, or that some are worse.
    pub(super) fn is_open(&self, cell: &str) -> String {
        let open = format!("{cell}={}", literal(&self.open));
        let some = self.counted().map(|(_, phrase)| Counted::new(phrase).is_in(cell));
        format!("=OR({open},{})", some.join(","))
    }

    fn counted(&self) -> [(&'static str, &Phrase); 3] {
        [
            ("some_pending", &self.some_pending),
            ("some_higher", &self.some_higher),
            ("some_lower", &self.some_lower),
        ]
    }

    fn plain(&self) -> [(&'static str, &Phrase); 8] {
        [
            ("open", &self.open),
            ("even", &self.even),
            ("short", &self.short),
            ("over", &self.over),
            ("none_higher", &self.none_higher),
            ("all_higher", &self.all_higher),
            ("none_lower", &self.none_lower),
            ("all_lower", &self.all_lower),
        ]
    }

    /// Returns the first word that cannot be told from another in a cell.
    pub(in crate::workbook) fn fault(&self) -> Option<WordFault> {
        let fault = |key, message| Some(WordFault { table: TABLE, key, message });
        let (counted, plain) = (self.counted(), self.plain());
        for (key, phrase) in counted {
            let Counted { before, behind } = Counted::new(phrase);
            if phrase.matches(COUNT).count() != 1 || before.len() + behind.len() == 0 {
                return fault(key, format!("“{}”应有一处 {COUNT} 和说明它的文字", &**phrase));
            }
        }
        for (key, phrase) in counted.into_iter().chain(plain) {
            if phrase.is_empty() || phrase.chars().count() > LONGEST {
                return fault(key, format!("应有1至{LONGEST}字"));
            }
        }
        for (place, (key, phrase)) in plain.into_iter().enumerate() {
            let is_same = |other: &str| other.to_lowercase() == phrase.to_lowercase();
            if plain.iter().take(place).any(|(_, other)| is_same(other))
                || counted.iter().any(|(_, other)| Counted::new(other).takes(phrase))
            {
                return fault(key, format!("“{}”与另一种情况的用词分不开", &**phrase));
            }
        }
        None
    }
}
