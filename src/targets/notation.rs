//! Targets as text: the column 目标 of the annex CSV, which the office reads and corrects.
//!
//! Targets are joined by `；`, each of them `SUBJECT CMP VALUE MEASURE〔RAW〕`:
//!
//! ```text
//! 城镇新增就业 = 40 万人；城镇登记失业率 ≤ 4 %〔控制在4%以内〕
//! ```
//!
//! The direction is the last sign: ↓ for lower is better, − for a fall, ◎ for near to it, ↑ for higher is better
//! where the words say otherwise. Where no sign is written, the words decide ([`Direction::derived`]).
//!
//! Subject and measure may be empty, blanks may be left out, and `〔RAW〕` is written only where the
//! item's words are not the plain ones that [`plain_words`] makes. On reading, `;` and line ends separate
//! targets too, and >=, <=, ~ and full-width forms do for the signs. A sign of the notation that
//! belongs to a subject, a measure or the words has a backslash before it. Blanks around a subject or
//! a measure are not kept.

use std::fmt;
use std::ops::Range;

use rust_decimal::Decimal;

use super::{Comparator, Direction, Target};
use crate::input::width::half_width;

/// A target of the notation cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct TargetError {
    /// The bytes of the text that are wrong.
    pub range: Range<usize>,
    /// The fault in them.
    pub kind: TargetErrorKind,
}

/// The faults of a target's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TargetErrorKind {
    /// None of = ≥ ≤ ≈ occurs.
    #[error("目标缺少比较符（=、≥、≤、≈）")]
    NoComparator,
    /// A second one of them occurs.
    #[error("一个目标里有两个比较符")]
    TwoComparators,
    /// < or >, which exclude the number.
    #[error("目标的比较符只有=、≥、≤、≈，没有<、>")]
    Exclusive,
    /// No number follows the comparator.
    #[error("比较符后面应是数字")]
    NoValue,
    /// The number that follows has too many digits or is not valid.
    #[error("目标的数字无法识别")]
    BadValue,
    /// 〔 without 〕 or the other way round.
    #[error("目标的〔〕没有成对")]
    Unbalanced,
    /// Text follows the 〕.
    #[error("目标的〔〕后面还有文字")]
    Trailing,
    /// A bound (≤) with another direction than ↓.
    #[error("上限（≤）都是越低越好，不能另写方向；降幅、目标值的目标用=、≥或≈")]
    BoundDirection,
    /// Two directions that contradict each other.
    #[error("一个目标里写了两个方向")]
    TwoDirections,
}

/// Several targets, shown in the notation.
#[derive(Debug, Clone, Copy)]
pub struct Targets<'t>(pub &'t [Target]);

impl fmt::Display for Targets<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, target) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("；")?;
            }
            write!(f, "{target}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.subject.is_empty() {
            write!(f, "{} ", Escaped(&self.subject, is_sign))?;
        }
        write!(f, "{} {}", self.comparator.sign(), self.value)?;
        if !self.measure.is_empty() {
            write!(f, " {}", EscapedMeasure(&self.measure))?;
        }
        if self.raw != plain_words(self.comparator, self.value, &self.measure) {
            write!(f, "〔{}〕", Escaped(&self.raw, is_bracket))?;
        }
        match self.direction {
            Direction::Down if self.comparator == Comparator::Le => Ok(()),
            Direction::Up if self.derived_direction() == Direction::Up => Ok(()),
            direction => write!(f, " {}", direction.sign()),
        }
    }
}

/// A text with a backslash before every character that the predicate names.
struct Escaped<'t>(&'t str, fn(char) -> bool);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for char in self.0.chars() {
            if self.1(char) {
                f.write_str("\\")?;
            }
            write!(f, "{char}")?;
        }
        Ok(())
    }
}

/// A measure, with a backslash before its last character too where it would be read as a direction.
struct EscapedMeasure<'t>(&'t str);

impl fmt::Display for EscapedMeasure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().next_back() {
            Some((at, last)) if Direction::at_end(self.0).is_some() => {
                write!(f, "{}\\{last}", Escaped(&self.0[..at], is_sign))
            }
            _ => write!(f, "{}", Escaped(self.0, is_sign)),
        }
    }
}

/// The words that state a target most plainly: 60万亩, 85%以上, 4%以内, 6%左右.
pub fn plain_words(comparator: Comparator, value: Decimal, measure: &str) -> String {
    let after = match comparator {
        Comparator::Eq => "",
        Comparator::Ge => "以上",
        Comparator::Le => "以内",
        Comparator::About => "左右",
    };
    format!("{value}{measure}{after}")
}

impl Target {
    /// Reads the targets of a cell in the notation.
    ///
    /// # Errors
    /// The first of them that cannot be read.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, TargetError> {
        Self::parse_each(text).into_iter().collect()
    }

    /// Reads the targets of a cell in the notation, each by itself.
    pub fn parse_each(text: &str) -> Vec<Result<Self, TargetError>> {
        let tokens = tokens(text);
        let mut depth = 0_usize;
        tokens
            .split(|token| {
                depth = token.depth_after(depth);
                depth == 0 && token.is_plain(is_separator)
            })
            .map(trim)
            .filter(|entry| !entry.is_empty())
            .map(parse)
            .collect()
    }
}

/// A character of the notation.
#[derive(Debug, Clone, Copy)]
struct Token {
    /// Its first byte in the text, or that of the backslash before it.
    start: usize,
    end: usize,
    char: char,
    /// True where a backslash takes its meaning from it.
    escaped: bool,
}

impl Token {
    fn is_plain(self, predicate: fn(char) -> bool) -> bool {
        !self.escaped && predicate(self.char)
    }

    /// Returns the number of 〔 that are open after it when `depth` are open before it.
    fn depth_after(self, depth: usize) -> usize {
        match self.char {
            '〔' if !self.escaped => depth + 1,
            '〕' if !self.escaped => depth.saturating_sub(1),
            _ => depth,
        }
    }
}

fn is_separator(char: char) -> bool {
    matches!(char, '；' | ';' | '\n' | '\r')
}

fn is_bracket(char: char) -> bool {
    matches!(char, '\\' | '〔' | '〕')
}

fn is_comparator(char: char) -> bool {
    matches!(half_width(char), '=' | '<' | '>' | '~' | '≥' | '≧' | '≤' | '≦' | '≈')
}

/// Returns whether a character means something in the notation, and needs a backslash to be itself.
fn is_sign(char: char) -> bool {
    is_separator(char) || is_bracket(char) || is_comparator(char) || char == '％'
}

fn is_number(char: char) -> bool {
    matches!(half_width(char), '0'..='9' | '.' | ',' | '-' | '+') || char == '−'
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len());
    let mut backslash = None;
    for (at, char) in text.char_indices() {
        if char == '\\' && backslash.is_none() {
            backslash = Some(at);
            continue;
        }
        tokens.push(Token {
            start: backslash.unwrap_or(at),
            end: at + char.len_utf8(),
            char,
            escaped: backslash.take().is_some(),
        });
    }
    // A backslash at the very end has nothing after it and means itself.
    tokens.extend(backslash.map(|start| Token {
        start,
        end: text.len(),
        char: '\\',
        escaped: true,
    }));
    tokens
}

fn trim(mut tokens: &[Token]) -> &[Token] {
    while let [first, rest @ ..] = tokens
        && first.is_plain(char::is_whitespace)
    {
        tokens = rest;
    }
    while let [rest @ .., last] = tokens
        && last.is_plain(char::is_whitespace)
    {
        tokens = rest;
    }
    tokens
}

fn range(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.char).collect()
}

/// The text of a measure, in which a full-width ％ is an ordinary one.
fn measure(tokens: &[Token]) -> String {
    let percent = |token: &Token| token.is_plain(|char| char == '％');
    let char = |token: &Token| if percent(token) { '%' } else { token.char };
    tokens.iter().map(char).collect()
}

fn error(tokens: &[Token], kind: TargetErrorKind) -> TargetError {
    TargetError { range: range(tokens), kind }
}

/// Reads one target; `entry` is trimmed and not empty.
fn parse(entry: &[Token]) -> Result<Target, TargetError> {
    let (entry, outer) = split_direction(entry);
    let (entry, raw) = split_raw(entry)?;
    let (entry, inner) = match raw {
        Some(_) => split_direction(entry),
        None => (entry, None),
    };
    let Some(at) = entry.iter().position(|token| token.is_plain(is_comparator)) else {
        return Err(error(entry, TargetErrorKind::NoComparator));
    };
    let (subject, rest) = entry.split_at(at);
    let (comparator, rest) = comparator(rest)?;
    let rest = trim(rest);
    let digits = rest.iter().position(|token| !token.is_plain(is_number));
    let (number, measure) = rest.split_at(digits.unwrap_or(rest.len()));
    if number.is_empty() {
        return Err(error(&entry[at..], TargetErrorKind::NoValue));
    }
    let value = value(number)?;
    if let Some(second) = measure.iter().position(|token| token.is_plain(is_comparator)) {
        return Err(error(&measure[second..=second], TargetErrorKind::TwoComparators));
    }
    let measure = self::measure(trim(measure));
    let written = match (outer, inner) {
        (Some(one), Some(other)) if one != other => {
            return Err(error(entry, TargetErrorKind::TwoDirections));
        }
        (outer, inner) => outer.or(inner),
    };
    if comparator == Comparator::Le && written.is_some_and(|written| written != Direction::Down) {
        return Err(error(entry, TargetErrorKind::BoundDirection));
    }
    let mut target = Target {
        raw: raw.map_or_else(|| plain_words(comparator, value, &measure), text),
        subject: text(trim(subject)),
        comparator,
        direction: Direction::Up,
        value,
        measure,
    };
    target.direction = written.unwrap_or_else(|| target.derived_direction());
    Ok(target)
}

/// Takes the direction off the end of an entry.
fn split_direction(entry: &[Token]) -> (&[Token], Option<Direction>) {
    let plain = entry.iter().rev().take_while(|token| !token.escaped).count();
    let end: String = text(&entry[entry.len() - plain..]);
    match Direction::at_end(&end) {
        Some((direction, length)) => (trim(&entry[..entry.len() - length]), Some(direction)),
        None => (entry, None),
    }
}

/// Takes the 〔RAW〕 off the end of an entry.
fn split_raw(entry: &[Token]) -> Result<(&[Token], Option<&[Token]>), TargetError> {
    let mut depth = 0;
    let mut opened = None;
    for (at, token) in entry.iter().enumerate() {
        let after = token.depth_after(depth);
        let last = at + 1 == entry.len();
        match token.char {
            '〔' if !token.escaped && depth == 0 => opened = Some(at),
            '〕' if !token.escaped && depth == 0 => {
                return Err(error(&entry[at..=at], TargetErrorKind::Unbalanced));
            }
            '〕' if !token.escaped && after == 0 && !last => {
                return Err(error(&entry[at + 1..], TargetErrorKind::Trailing));
            }
            _ => {}
        }
        depth = after;
    }
    match opened {
        None => Ok((entry, None)),
        Some(at) if depth > 0 => Err(error(&entry[at..=at], TargetErrorKind::Unbalanced)),
        Some(at) => Ok((trim(&entry[..at]), Some(&entry[at + 1..entry.len() - 1]))),
    }
}

/// The comparator that `tokens` begin with, and what follows it.
fn comparator(tokens: &[Token]) -> Result<(Comparator, &[Token]), TargetError> {
    let sign = |at: usize| {
        let token = tokens.get(at).filter(|token| !token.escaped);
        token.map(|token| half_width(token.char))
    };
    let (comparator, length) = match (sign(0), sign(1)) {
        (Some('='), _) => (Comparator::Eq, 1),
        (Some('≥' | '≧'), _) => (Comparator::Ge, 1),
        (Some('≤' | '≦'), _) => (Comparator::Le, 1),
        (Some('>'), Some('=')) => (Comparator::Ge, 2),
        (Some('<'), Some('=')) => (Comparator::Le, 2),
        (Some('~' | '≈'), _) => (Comparator::About, 1),
        _ => return Err(error(&tokens[..1], TargetErrorKind::Exclusive)),
    };
    Ok((comparator, &tokens[length..]))
}

/// The number that `tokens` write, thousands separators left aside, its scale kept.
fn value(tokens: &[Token]) -> Result<Decimal, TargetError> {
    let digits: String = tokens
        .iter()
        .map(|token| half_width(token.char))
        .filter(|&char| char != ',')
        .map(|char| if char == '−' { '-' } else { char })
        .collect();
    Decimal::from_str_exact(&digits).map_err(|_| error(tokens, TargetErrorKind::BadValue))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::{TargetErrorKind, Targets};
    use crate::targets::{Comparator, Direction, Target};

    fn target(
        subject: &str,
        comparator: Comparator,
        value: &str,
        measure: &str,
        raw: &str,
    ) -> Target {
        let mut target = Target {
            value: value.parse().expect("a decimal"),
            measure: measure.to_owned(),
            comparator,
            direction: Direction::Up,
            subject: subject.to_owned(),
            raw: raw.to_owned(),
        };
        target.direction = target.derived_direction();
        target
    }

    #[test]
    fn targets_are_written_as_the_office_reads_them() {
        let targets = [
            target("城镇新增就业", Comparator::Eq, "40", "万人", "40万人"),
            target("城镇登记失业率", Comparator::Le, "4", "%", "控制在4%以内"),
            target("", Comparator::About, "6", "%", "6%左右"),
            target("脱贫", Comparator::Ge, "92.80", "", ""),
        ];
        let text = Targets(&targets).to_string();
        assert_eq!(
            text,
            "城镇新增就业 = 40 万人；城镇登记失业率 ≤ 4 %〔控制在4%以内〕；≈ 6 %；脱贫 ≥ 92.80〔〕"
        );
        assert_eq!(Target::parse_list(&text), Ok(targets.to_vec()));
    }

    #[test]
    fn a_direction_that_the_words_do_not_state_is_the_last_sign() {
        for notation in [
            "甲 = 5 %",
            "甲 = 5 % ↓",
            "甲 ≥ 3 % −",
            "甲 ≈ 3 % ◎",
            "失业率 ≈ 5.5 % ↓",
            "失业率 ≈ 5.5 % ↑",
            "失业率 ≤ 4 %",
            "用药量 = 90 %〔下降到上年的90%〕 ↓",
            "甲 = 5 个\\−",
        ] {
            let read = Target::parse_list(notation).expect(notation);
            assert_eq!(Targets(&read).to_string(), notation);
        }
    }

    #[test]
    fn what_people_type_is_read() {
        let read = |text| Target::parse_list(text).expect(text);
        assert_eq!(
            read("甲>=1,064座;乙 ＜＝ ４．５０％\n~-3〔〔a〕；=〕；"),
            [
                target("甲", Comparator::Ge, "1064", "座", "1064座以上"),
                target("乙", Comparator::Le, "4.50", "%", "4.50%以内"),
                target("", Comparator::About, "-3", "", "〔a〕；="),
            ]
        );
        assert_eq!(read(" ； "), []);
    }

    #[test]
    fn each_fault_is_named_where_it_is() {
        for (text, fault, kind) in [
            ("甲 60 万亩", "甲 60 万亩", TargetErrorKind::NoComparator),
            ("甲 > 60", ">", TargetErrorKind::Exclusive),
            ("甲 ≥ 万亩", "≥ 万亩", TargetErrorKind::NoValue),
            ("甲 ≥ 1.2.3 亩", "1.2.3", TargetErrorKind::BadValue),
            ("甲 = 5、乙 = 6", "=", TargetErrorKind::TwoComparators),
            ("甲 = 5 个〔五个", "〔", TargetErrorKind::Unbalanced),
            ("甲 = 5 个〕", "〕", TargetErrorKind::Unbalanced),
            ("甲 = 5 〔五〕个", "个", TargetErrorKind::Trailing),
            ("甲 ≤ 5 个 −", "甲 ≤ 5 个", TargetErrorKind::BoundDirection),
            ("甲 = 5 个 ↓〔五〕◎", "甲 = 5 个", TargetErrorKind::TwoDirections),
            ("甲 = −", "=", TargetErrorKind::NoValue),
        ] {
            let error = Target::parse_list(text).expect_err(text);
            assert_eq!((&text[error.range], error.kind), (fault, kind), "{text}");
        }
    }

    #[test]
    fn a_bad_target_does_not_hide_the_next() {
        let read = Target::parse_each("甲 = 1 个；乙；丙 = 3 个");
        let fine: Vec<_> = read.iter().map(Result::is_ok).collect();
        assert_eq!(fine, [true, false, true]);
    }

    fn any_target() -> impl Strategy<Value = Target> {
        let words = "[甲乙a1％ ；;=≥≤≈~<>＝～〔〕\\\\\n.,↓↑◎−-]{0,8}|越低越好|降幅|失业率|下降";
        let direction = prop::sample::select(vec![
            Direction::Up,
            Direction::Down,
            Direction::Decline,
            Direction::Near,
        ]);
        let comparator = prop::sample::select(vec![
            Comparator::Eq,
            Comparator::Ge,
            Comparator::Le,
            Comparator::About,
        ]);
        (words, comparator, direction, any::<i64>(), 0..6_u32, words, words).prop_map(
            |(subject, comparator, direction, number, scale, measure, raw)| Target {
                value: Decimal::new(number, scale),
                measure: measure.trim().to_owned(),
                direction: match comparator {
                    Comparator::Le => Direction::Down,
                    _ => direction,
                },
                comparator,
                subject: subject.trim().to_owned(),
                raw,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(targets in prop::collection::vec(any_target(), 0..4)) {
            let text = Targets(&targets).to_string();
            prop_assert_eq!(Target::parse_list(&text), Ok(targets), "{}", text);
        }

        #[test]
        fn scales_are_kept(number: i64, scale in 0..9_u32) {
            let value = Decimal::new(number, scale);
            let read = Target::parse_list(&format!("= {value} %")).expect("a target");
            prop_assert_eq!(read[0].value.to_string(), value.to_string());
        }

        #[test]
        fn no_text_makes_it_panic(text in "[甲1 ；=≥>〔〕\\\\.,%-]{0,20}") {
            for error in Target::parse_each(&text).into_iter().filter_map(Result::err) {
                prop_assert!(text.get(error.range).is_some());
            }
        }
    }
}
