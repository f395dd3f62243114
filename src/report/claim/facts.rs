//! The facts that a sentence may state: it is a claim because each of its figures follows from one of them.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::formal::{is_formal_at, ranges};
use super::{Claim, ClaimFigure, ClaimKind, Rule, RuleName, Source, Statement, Subject};
use gongwen::rounding::{completion_with, print};
use gongwen::typeset::WORD_JOINER;

/// Maximum number of decimals of a number that is not printed in a document.
const MOST_DIGITS: u32 = 2;

/// Words that have those of another status in them, or of none.
const LONGER: [&str; 9] = [
    "严重滞后",
    "未完成",
    "未报完成",
    "完成率",
    "完成值",
    "完成时限",
    "完成情况",
    "累计完成",
    "按时完成",
];

/// A value, or words with their meaning, and where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    value: Value,
    rule: RuleName,
    from: Vec<Source>,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    /// A number, and the measure that may follow its figures.
    Number(Decimal, String),
    /// Words, and the code of what they say.
    Words(String, String),
}

/// The precision with which a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Precision {
    /// As it is.
    Exact,
    /// Rounded to its decimals; not to a whole number.
    Rounded,
}

/// The facts about a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    subject: Subject,
    facts: Vec<Fact>,
}

impl Fact {
    /// Returns a number.
    pub fn number(
        value: Decimal,
        measure: &str,
        rule: impl Into<RuleName>,
        from: Vec<Source>,
    ) -> Self {
        Self { value: Value::Number(value, measure.to_owned()), rule: rule.into(), from }
    }

    /// Returns a number of things.
    pub fn count(count: usize, measure: &str, rule: impl Into<RuleName>) -> Self {
        Self::number(Decimal::from(count), measure, rule, Vec::new())
    }

    /// Returns words that say what `code` stands for.
    pub fn words(
        words: impl Into<String>,
        code: impl Into<String>,
        rule: impl Into<RuleName>,
        from: Vec<Source>,
    ) -> Self {
        Self { value: Value::Words(words.into(), code.into()), rule: rule.into(), from }
    }

    /// Returns the figure of the text at `range` with its measure, if it prints this fact as `precision` allows.
    fn printed(&self, text: &str, range: &Range<usize>, precision: Precision) -> Option<String> {
        let Value::Number(value, measure) = &self.value else {
            return None;
        };
        let figures = &text[range.clone()];
        let plain = figures.replace(',', "");
        let digits = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let size = value.abs();
        let fits = match precision {
            Precision::Exact => plain.parse() == Ok(size),
            Precision::Rounded => {
                let digits = u32::try_from(digits).unwrap_or(0);
                // What is short of a whole is never printed as the whole.
                let printed = [print(size, Some(digits)), completion_with(size, digits)];
                digits > 0 && printed.contains(&plain)
            }
        };
        if !fits {
            return None;
        }
        let after = &text[range.end..];
        let measures = [measure.as_str(), "%", "个百分点"];
        let follows = |measure: &&&str| !measure.is_empty() && after.starts_with(**measure);
        let measure = measures.iter().find(follows).copied().unwrap_or_default();
        let sign = match text[..range.start].ends_with('-') {
            true if value.is_sign_negative() => "-",
            _ => "",
        };
        Some(format!("{sign}{figures}{measure}"))
    }

    /// Returns whether the text after a figure begins with the measure.
    fn is_measured(&self, after: &str) -> bool {
        match &self.value {
            Value::Number(_, measure) => !measure.is_empty() && after.starts_with(measure.as_str()),
            Value::Words(..) => false,
        }
    }

    fn figure(&self, printed: String) -> ClaimFigure {
        let value = match &self.value {
            Value::Number(value, _) => value.normalize().to_string(),
            Value::Words(_, code) => code.clone(),
        };
        ClaimFigure { printed, value, rule: self.rule.clone(), from: self.from.clone() }
    }
}

/// Returns the place where a text says words of a status, and not longer ones that say something else: 完成 is in 未完成 and
/// in 完成率.
fn place_of(words: &str, text: &str) -> Option<usize> {
    let longer = |at: usize| {
        LONGER.iter().any(|longer| {
            let inside = longer.match_indices(words).filter(|_| longer.len() > words.len());
            let mut starts = inside.filter_map(|(offset, _)| at.checked_sub(offset));
            starts.any(|start| text.get(start..).is_some_and(|rest| rest.starts_with(longer)))
        })
    };
    let mut places = text.match_indices(words).map(|(at, _)| at).filter(|_| !words.is_empty());
    places.find(|&at| !longer(at))
}

impl Facts {
    /// Returns no facts about a subject.
    pub fn about(subject: Subject) -> Self {
        Self { subject, facts: Vec::new() }
    }

    /// Returns the facts with another one.
    #[must_use]
    pub fn with(mut self, fact: Fact) -> Self {
        self.facts.push(fact);
        self
    }

    /// Returns the numbers, each with its rule and its cells: 12.1万人.
    pub fn numbers(&self) -> impl Iterator<Item = (&RuleName, String, &[Source])> {
        self.facts.iter().filter_map(|fact| match &fact.value {
            Value::Number(value, measure) => {
                let digits = value.normalize().scale().min(MOST_DIGITS);
                let printed = print(*value, Some(digits));
                Some((&fact.rule, format!("{printed}{measure}"), fact.from.as_slice()))
            }
            Value::Words(..) => None,
        })
    }

    /// Returns only the facts of these rules: a cell of a table states one thing.
    #[must_use]
    pub fn only(&self, rules: &[Rule]) -> Self {
        let known = |fact: &&Fact| rules.iter().any(|rule| fact.rule == RuleName::from(*rule));
        let facts = self.facts.iter().filter(known).cloned().collect();
        Self { subject: self.subject.clone(), facts }
    }

    /// Adds facts.
    pub fn extend(&mut self, facts: impl IntoIterator<Item = Fact>) {
        self.facts.extend(facts);
    }

    /// Returns the facts together with others.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.facts.extend(others.facts.iter().cloned());
        self
    }

    /// Returns the text as a claim. Each of its figures is one of the facts as printed, or a date or the like; a
    /// figure that is neither is left out of the claim, and is reported when it is printed.
    pub fn state(&self, kind: ClaimKind, text: &str) -> Statement {
        self.state_with(kind, text, Vec::new())
    }

    /// Returns the text as a claim that has further figures.
    fn state_with(&self, kind: ClaimKind, original: &str, further: Vec<ClaimFigure>) -> Statement {
        // Word joiners do not part a figure.
        let kept = original.char_indices().filter(|&(_, c)| c != WORD_JOINER);
        let text: String = kept.clone().map(|(_, c)| c).collect();
        let text = text.as_str();
        let places = kept.flat_map(|(at, c)| (0..c.len_utf8()).map(move |byte| at + byte));
        let places: Vec<usize> = places.chain([original.len()]).collect();
        let mut figures: Vec<(usize, ClaimFigure)> = Vec::new();
        let mut used = vec![false; self.facts.len()];
        let mut unknown = Vec::new();
        for range in ranges(text) {
            if is_formal_at(text, &range) {
                continue;
            }
            // A figure in the measure of a fact is that fact, rather than one that has the same figures.
            let precisions = [true, false]
                .into_iter()
                .flat_map(|measured| [Precision::Exact, Precision::Rounded].map(|p| (measured, p)));
            let found = precisions.into_iter().find_map(|(measured, precision)| {
                let fits = |(index, fact): (usize, &Fact)| {
                    let fits = !measured || fact.is_measured(&text[range.end..]);
                    Some((index, fact.printed(text, &range, precision).filter(|_| fits)?))
                };
                let facts = self.facts.iter().enumerate();
                let found = facts.clone().filter(|(index, _)| !used[*index]).find_map(fits);
                found.or_else(|| facts.clone().find_map(fits))
            });
            match found {
                Some((index, printed)) => {
                    used[index] = true;
                    figures.push((range.start, self.facts[index].figure(printed)));
                }
                None => unknown.push(range),
            }
        }
        let mut said = BTreeSet::new();
        for fact in &self.facts {
            if let Value::Words(words, code) = &fact.value
                && let Some(at) = place_of(words, text)
                && said.insert((code, &fact.rule))
            {
                figures.push((at, fact.figure(words.clone())));
            }
        }
        figures.sort_by_key(|&(at, _)| at);
        let mut figures: Vec<ClaimFigure> = figures.into_iter().map(|(_, figure)| figure).collect();
        for figure in further {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        if figures.is_empty() && kind != ClaimKind::Verdict {
            return Statement::words(original);
        }
        let claim = Arc::new(self.subject.clone().claim(kind, figures));
        let mut statement = Statement::default();
        let mut start = 0;
        for range in unknown {
            let (from, to) = (places[range.start], places[range.end]);
            statement = statement.then(Statement::shared(&original[start..from], &claim));
            statement = statement.then(Statement::words(&original[from..to]));
            start = to;
        }
        statement.then(Statement::shared(&original[start..], &claim))
    }

    /// Returns the claim that words make.
    pub fn claim(&self, kind: ClaimKind, words: &str) -> Claim {
        let figures = self.facts.iter().filter_map(|fact| match &fact.value {
            Value::Words(known, _) if known == words => Some(fact.figure(known.clone())),
            _ => None,
        });
        self.subject.clone().claim(kind, figures.take(1).collect())
    }

    /// Returns the text as a claim that says of the subject what the words around it say: the status whose words are
    /// `words`.
    pub fn judged(&self, text: &str, words: &str) -> Statement {
        let verdict = self.claim(ClaimKind::Verdict, words).figures;
        self.state_with(ClaimKind::Verdict, text, verdict)
    }

    /// Returns the text as a claim about a place in the text that a chart prints by itself: `value` is drawn.
    pub fn drawn(&self, kind: ClaimKind, text: &str) -> Statement {
        let figures: Vec<ClaimFigure> =
            self.facts.iter().take(1).map(|fact| fact.figure(String::new())).collect();
        Statement::claimed(text, self.subject.clone().claim(kind, figures))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn facts() -> Facts {
        let number = |value: &str, measure: &str, rule: Rule| {
            Fact::number(decimal(value), measure, rule, Vec::new())
        };
        Facts::about(Subject::default())
            .with(number("5.28", "%", Rule::ValueReported))
            .with(number("6", "%", Rule::TargetProvince))
            .with(number("-0.72", "", Rule::RateGap))
            .with(Fact::words("进度滞后", "lagging", Rule::StatusTarget, Vec::new()))
    }

    #[test]
    fn each_figure_follows_from_a_fact() {
        let text = "增长5.3%，低于年度目标（6%左右）0.72个百分点，2018年进度滞后";
        let statement = facts().state(ClaimKind::Verdict, text);
        assert_eq!(statement.to_string(), text);
        let claims: Vec<_> = statement.claims().collect();
        assert_eq!(claims.len(), 1);
        let figures: Vec<(&str, &str)> =
            claims[0].figures.iter().map(|f| (f.printed.as_str(), f.value.as_str())).collect();
        assert_eq!(
            figures,
            [("5.3%", "5.28"), ("6%", "6"), ("0.72个百分点", "-0.72"), ("进度滞后", "lagging")]
        );
    }

    #[test]
    fn a_figure_from_nowhere_is_in_no_claim() {
        let statement = facts().state(ClaimKind::Figure, "增长5.4%，目标6%");
        let serialized = crate::report::claim::context(&statement).unwrap();
        let text = serialized.data.as_str().unwrap().to_owned();
        let bare: Vec<String> = gongwen::document::passage::pieces(&text)
            .into_iter()
            .filter_map(|(passage, piece)| passage.is_none().then_some(piece))
            .collect();
        assert_eq!(bare, ["5.4"]);
    }

    #[test]
    fn a_figure_is_the_fact_of_its_measure() {
        let number = |value: &str, measure: &str, rule: Rule| {
            Fact::number(decimal(value), measure, rule, Vec::new())
        };
        let facts = Facts::about(Subject::default())
            .with(number("50", "万人", Rule::ValueReported))
            .with(number("50", "%", Rule::ScheduleEven))
            .with(number("49.96", "%", Rule::Completion));
        let rules = |text: &str| {
            let statement = facts.state(ClaimKind::Figure, text);
            let claims: Vec<_> = statement.claims().cloned().collect();
            let figures = claims.iter().flat_map(|claim| claim.figures.clone());
            figures.map(|figure| (figure.printed, figure.rule)).collect::<Vec<_>>()
        };
        let named = |printed: &str, rule: Rule| (printed.to_owned(), RuleName::from(rule));
        assert_eq!(rules("应完成50%"), [named("50%", Rule::ScheduleEven)]);
        assert_eq!(
            rules("50.0%，50万人"),
            [named("50.0%", Rule::ScheduleEven), named("50万人", Rule::ValueReported)]
        );
        let only = facts.only(&[Rule::Completion]).state(ClaimKind::Figure, "50.0");
        assert_eq!(only.claims().next().unwrap().figures[0].rule, Rule::Completion.into());
    }

    #[test]
    fn words_of_a_status_are_not_parts_of_other_words() {
        let word = |words: &str, code: &str| Fact::words(words, code, Rule::StatusItem, Vec::new());
        let facts = Facts::about(Subject::default())
            .with(word("完成", "done"))
            .with(word("滞后", "lagging"))
            .with(word("严重滞后", "severe"));
        let codes = |text: &str| {
            let statement = facts.state(ClaimKind::Verdict, text);
            let claims: Vec<_> = statement.claims().cloned().collect();
            let figures = claims.iter().flat_map(|claim| claim.figures.clone());
            figures.map(|figure| figure.value).collect::<Vec<_>>()
        };
        assert_eq!(codes("按完成率排名，未完成"), [""; 0]);
        assert_eq!(codes("完成率高，已完成"), ["done"]);
        assert_eq!(codes("严重滞后"), ["severe"]);
        assert_eq!(codes("严重滞后，一季度为滞后"), ["severe", "lagging"]);
    }

    #[test]
    fn what_is_short_of_a_whole_is_printed_so() {
        let fact = Fact::number(decimal("99.97"), "%", Rule::Completion, Vec::new());
        let facts = Facts::about(Subject::default()).with(fact);
        let statement = facts.state(ClaimKind::Figure, "完成99.9%");
        let claims: Vec<_> = statement.claims().collect();
        assert_eq!(claims[0].figures[0].printed, "99.9%");
    }
}
