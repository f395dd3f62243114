//! Number formats of cells: what a number means that is shown in one.
//!
//! A format may hold words (`0"人"`), scale the number down (`0!.0,"万人"`, `0.00,,"百万"`), and differ for numbers
//! below zero or under a condition. Digits that it rounds off are kept: what a unit typed is the number.

use rust_decimal::Decimal;

/// A number format: one to four sections.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NumberFormat(Vec<Section>);

/// The form of the numbers for which a section holds.
#[derive(Debug, Clone, PartialEq, Default)]
struct Section {
    condition: Option<Condition>,
    /// The words before and behind the digits.
    before: String,
    behind: String,
    /// True if it shows digits of the number.
    digits: bool,
    /// The number of percent signs.
    percents: u32,
    /// The power of ten by which it scales the number down.
    scaled: u32,
    /// The marks of dates and times in it: `y`, `m`, `d`, `h`, `s`, and `[` for a duration.
    time: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Condition {
    below: bool,
    equal: bool,
    above: bool,
    than: f64,
}

/// What a format shows of a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Face<'f> {
    /// The number with words around it.
    Number {
        before: &'f str,
        value: String,
        behind: String,
    },
    /// Words in place of the number.
    Words(&'f str),
    /// Nothing: the number is hidden.
    Nothing,
    Day,
    /// A day by its month alone: Feb-29, 2029年2月.
    Month,
    /// The time of day.
    Time,
    /// Hours that may be more than a day's.
    Duration,
}

/// Signs of currencies, which do not change the measure of a number.
const CURRENCIES: [char; 5] = ['¥', '￥', '$', '€', '£'];

/// Words before a number by which it falls.
const FALLS: [&str; 8] = ["-", "−", "负", "下降", "减少", "降", "减", "↓"];

impl NumberFormat {
    pub(super) fn parse(code: &str) -> Self {
        Self(sections(code).into_iter().map(|code| Section::parse(&code)).collect())
    }

    /// Returns what the format shows of a number that is `plain` in digits.
    pub(super) fn face(&self, number: f64, plain: &str) -> Face<'_> {
        let Some((section, own_sign)) = self.section(number) else {
            return Face::Number { before: "", value: plain.to_owned(), behind: String::new() };
        };
        if !section.time.is_empty() {
            return section.time();
        }
        let words = section.before.as_str();
        let stroke = !words.trim().is_empty() && words.trim().chars().all(is_stroke);
        // Bookkeepers' formats show a stroke for zero.
        if number == 0.0 && stroke {
            return Face::Number { before: "", value: plain.to_owned(), behind: String::new() };
        }
        if !section.digits {
            return if words.trim().is_empty() { Face::Nothing } else { Face::Words(words) };
        }
        let negative = number < 0.0;
        let (before, behind) = (words.trim(), section.behind.trim());
        let bracketed = before.ends_with('(') && behind.ends_with(')');
        let (before, behind) = match bracketed {
            true => (before.trim_end_matches('('), behind.trim_end_matches(')')),
            false => (before, behind),
        };
        let falls = FALLS.iter().any(|fall| before.contains(fall));
        let value = section.scaled_value(plain.trim_start_matches('-'), number.abs());
        let value = match negative && !(own_sign && falls) {
            true => format!("-{value}"),
            false => value,
        };
        let percent = "%".repeat(section.percents.min(1) as usize);
        Face::Number { before, value, behind: format!("{percent}{behind}") }
    }

    /// Returns the section for a number, and whether it shows the sign of numbers below zero by itself.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let numbers = &self.0[..self.0.len().min(3)];
        if numbers.iter().any(|section| section.condition.is_some()) {
            let last = numbers.len() - 1;
            let found = numbers.iter().enumerate().find(|(at, section)| match section.condition {
                Some(condition) => condition.holds(number),
                None => *at == last || *at == 1 && number < 0.0,
            });
            return found.map(|(at, section)| (section, at > 0 || section.condition.is_some()));
        }
        match numbers {
            [] => None,
            [_, negative, ..] if number < 0.0 => Some((negative, true)),
            [_, _, zero] if number == 0.0 => Some((zero, false)),
            [only, ..] => Some((only, false)),
        }
    }
}

impl Condition {
    fn parse(text: &str) -> Option<Self> {
        let end = text.find(|c: char| !matches!(c, '<' | '>' | '='))?;
        let (sign, than) = text.split_at(end);
        let has = |char| sign.contains(char);
        let than = than.trim().parse().ok()?;
        (!sign.is_empty()).then(|| Self { below: has('<'), equal: has('='), above: has('>'), than })
    }

    fn holds(self, number: f64) -> bool {
        self.below && number < self.than
            || self.above && number > self.than
            || self.equal && number == self.than
    }
}

impl Section {
    fn parse(code: &str) -> Self {
        let mut section = Self::default();
        // Digits behind a point that is a word, and commas that no digit follows.
        let (mut point, mut tens, mut commas) = (false, 0, 0);
        for token in tokens(code) {
            match token {
                Token::Bracket(text) => section.bracket(&text),
                Token::Digit => {
                    section.digits = true;
                    commas = 0;
                    tens += u32::from(point);
                    // Words between digits are those of a number in groups.
                    section.behind.clear();
                }
                Token::Comma if section.digits => commas += 1,
                Token::Comma | Token::Point => {}
                Token::Percent => section.percents += 1,
                Token::Time(mark) => section.time.push(mark),
                Token::Word(char) if char == '.' && section.digits && section.behind.is_empty() => {
                    point = true;
                }
                Token::Word(char) if CURRENCIES.contains(&char) => {}
                Token::Word(char) if section.digits => section.behind.push(char),
                Token::Word(char) => section.before.push(char),
            }
        }
        section.scaled = tens + 3 * commas;
        section
    }

    fn bracket(&mut self, text: &str) {
        let lower = text.to_ascii_lowercase();
        let mark = lower.chars().next();
        match mark {
            Some(mark @ ('h' | 'm' | 's')) if lower.chars().all(|char| char == mark) => {
                self.time.push('[');
                self.time.push(mark);
            }
            _ => self.condition = self.condition.or_else(|| Condition::parse(text)),
        }
    }

    fn time(&self) -> Face<'_> {
        let has = |mark| self.time.contains(mark);
        match () {
            () if has('[') => Face::Duration,
            () if has('d') => Face::Day,
            () if has('y') => Face::Month,
            // A month alone, or minutes beside hours or seconds.
            () if has('h') || has('s') => Face::Time,
            () => Face::Month,
        }
    }

    /// Returns a number in digits as this section scales it.
    fn scaled_value(&self, plain: &str, number: f64) -> String {
        if self.percents == 0 && self.scaled == 0 {
            return plain.to_owned();
        }
        let exact = || {
            let hundred = Decimal::ONE_HUNDRED;
            let up = (0..self.percents.min(4))
                .try_fold(Decimal::ONE, |up, _| up.checked_mul(hundred))?;
            let ten = Decimal::TEN;
            let down =
                (0..self.scaled.min(20)).try_fold(Decimal::ONE, |down, _| down.checked_mul(ten))?;
            let value = Decimal::from_str_exact(plain).ok()?;
            value.checked_mul(up)?.checked_div(down)
        };
        match exact() {
            Some(value) => value.normalize().to_string(),
            None => number.to_string(),
        }
    }
}

fn is_stroke(char: char) -> bool {
    matches!(char, '-' | '—' | '–' | '−' | '?' | ' ')
}

/// A piece of a section.
enum Token {
    Digit,
    Comma,
    Point,
    Percent,
    /// A mark of a date or time, in lower case.
    Time(char),
    /// What is in square brackets.
    Bracket(String),
    /// A character that is shown as it is.
    Word(char),
}

/// Splits a format at the semicolons that are not words.
fn sections(code: &str) -> Vec<String> {
    let (mut sections, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for char in code.chars() {
        if char == ';' && !quoted && !escaped {
            sections.push(String::new());
            continue;
        }
        escaped = !escaped && !quoted && matches!(char, '\\' | '!' | '_' | '*');
        quoted ^= char == '"' && !escaped;
        if let Some(last) = sections.last_mut() {
            last.push(char);
        }
    }
    sections
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let general = ["General", "general", "GENERAL", "G/通用格式", "@"];
    let mut code = code.to_owned();
    for word in general {
        code = code.replace(word, "0");
    }
    let mut chars = code.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '"' => tokens.extend(chars.by_ref().take_while(|&char| char != '"').map(Token::Word)),
            '\\' | '!' => tokens.extend(chars.next().map(Token::Word)),
            // The width of a character, and a character that fills the cell.
            '_' | '*' => drop(chars.next()),
            '[' => {
                let text: String = chars.by_ref().take_while(|&char| char != ']').collect();
                tokens.push(Token::Bracket(text));
            }
            '0' | '#' | '?' => tokens.push(Token::Digit),
            ',' => tokens.push(Token::Comma),
            '.' => tokens.push(Token::Point),
            '%' => tokens.push(Token::Percent),
            'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => drop(chars.next()),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'E' => {
                let mark = char.to_ascii_lowercase();
                tokens.push(Token::Time(if mark == 'e' { 'y' } else { mark }));
            }
            'A' | 'a' | 'P' | 'p' | '/' | ' ' => {}
            other => tokens.push(Token::Word(other)),
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, number: f64) -> String {
        let format = NumberFormat::parse(code);
        match format.face(number, &number.to_string()) {
            Face::Number { before, value, behind } => format!("{before}{value}{behind}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn words_and_scales_of_a_format_count() {
        for (code, number, text) in [
            ("General", 6950.0, "6950"),
            ("0.00", 3.456, "3.456"),
            ("#,##0", 6950.0, "6950"),
            ("0\"人\"", 6950.0, "6950人"),
            ("0人", 6950.0, "6950人"),
            ("General\"人\"", 6950.0, "6950人"),
            ("#,##0\"万元\"", 1200.0, "1200万元"),
            ("0\\户", 35.0, "35户"),
            ("0!.0,\"万人\"", 69500.0, "6.95万人"),
            ("0!.0000\"万\"", 69500.0, "6.95万"),
            ("0\".\"0,", 69500.0, "6.95"),
            ("0.00,,\"百万\"", 2_500_000.0, "2.5百万"),
            ("#,##0,\"千元\"", 1500.0, "1.5千元"),
            ("0.0%", 0.063, "6.3%"),
            ("0.0\"%\"", 6.3, "6.3%"),
            ("0\\%", 6.0, "6%"),
            ("[$¥-804]#,##0.00", 35.2, "35.2"),
            ("¥#,##0", 35.0, "35"),
            ("[Red]0.0", 1.5, "1.5"),
            ("0.00E+00", 120000.0, "120000"),
            ("# ?/?", 0.5, "0.5"),
            ("\"约\"0.0\"万\"", 3.2, "约3.2万"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 0.0, "0"),
            ("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", -3.5, "-3.5"),
            ("#,##0_);(#,##0)", -35.0, "-35"),
            ("0.0%;[Red]0.0%", -0.035, "-3.5%"),
            ("\"增长\"0.0%;\"下降\"0.0%", -0.035, "下降3.5%"),
            ("\"增长\"0.0%;\"下降\"0.0%", 0.035, "增长3.5%"),
            ("[>=10000]0!.0,\"万\";0", 69500.0, "6.95万"),
            ("[>=10000]0!.0,\"万\";0", 950.0, "950"),
            ("[<1]0.0%;0\"人\"", 0.5, "50%"),
            ("[<1]0.0%;0\"人\"", 12.0, "12人"),
            (";;;", 12.0, "Nothing"),
            ("0;-0;;@", 0.0, "Nothing"),
            ("\"已完成\"", 1.0, "Words(\"已完成\")"),
            ("h:mm", 0.0625, "Time"),
            ("[h]:mm", 1.5, "Duration"),
            ("yyyy\"年\"m\"月\"d\"日\"", 43195.0, "Day"),
            ("m\"月\"d\"日\"", 43195.0, "Day"),
            ("[$-804]yyyy/m/d;@", 43195.0, "Day"),
            ("\"第\"0\"d\"", 5.0, "第5d"),
        ] {
            assert_eq!(shown(code, number), text, "{code} {number}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_format_is_read_without_panic(
            code in "[0#?,.;%\"\\\\!_*\\[\\]<>=@a-zA-Z人万 -]{0,16}",
            number in -1e12_f64..1e12,
        ) {
            let format = NumberFormat::parse(&code);
            let _ = format.face(number, &number.to_string());
        }
    }
}
