//! The numbers that Word counts by itself and does not keep in the text.

use std::collections::BTreeMap;

use crate::input::xml::{Attributes, Step, walk};

/// The lists of a document, and the count of each so far.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The definitions of lists, by their ids.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The lists as paragraphs name them: the definition, and the levels that begin anew.
    instances: BTreeMap<String, Instance>,
    /// The lists of styles, with the style that each builds upon.
    styles: BTreeMap<String, Style>,
    /// The counts by definition and level.
    counts: BTreeMap<(String, usize), u32>,
    /// The instances that have been used.
    begun: Vec<String>,
}

#[derive(Debug, Clone, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    /// The number with its marks: `%1.`, `（%1）`, `%1.%2`.
    text: String,
}

#[derive(Debug, Default)]
struct Instance {
    definition: String,
    starts: BTreeMap<usize, u32>,
}

#[derive(Debug, Default)]
struct Style {
    list: Option<String>,
    level: Option<usize>,
    base: Option<String>,
}

/// The deepest level of a list.
const LEVELS: usize = 9;

/// The most styles that build upon each other.
const MOST_BASES: usize = 32;

/// The list of a paragraph as its own properties give it.
#[derive(Debug, Clone, Default)]
pub(super) struct ListMark {
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    pub(super) style: Option<String>,
}

/// Returns the value of an element: `w:val`.
pub(super) fn value(attributes: &Attributes) -> Option<String> {
    attributes.get("val").map(str::to_owned)
}

impl Numbering {
    /// Reads the lists and the styles of a document.
    pub(super) fn read(numbering: &str, styles: &str) -> Self {
        let mut this = Self::default();
        this.read_lists(numbering);
        this.read_styles(styles);
        this
    }

    fn read_lists(&mut self, text: &str) {
        let (mut definition, mut instance, mut level) = (None, None, 0);
        walk(text, |step| match step {
            Step::Open("abstractNum", attributes) => {
                definition = attributes.get("abstractNumId").map(str::to_owned);
            }
            Step::Open("num", attributes) => {
                instance = attributes.get("numId").map(str::to_owned);
            }
            Step::Close("abstractNum") => definition = None,
            Step::Close("num") => instance = None,
            Step::Open("lvl" | "lvlOverride", attributes) => {
                level = attributes.get("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
            }
            Step::Open(name, attributes) => {
                let Some(value) = value(attributes) else { return };
                if let Some(instance) = &instance {
                    let entry = self.instances.entry(instance.clone()).or_default();
                    match name {
                        "abstractNumId" => entry.definition = value,
                        "startOverride" => {
                            entry.starts.extend(value.parse().ok().map(|start| (level, start)));
                        }
                        _ => {}
                    }
                } else if let Some(definition) = &definition {
                    let levels = self.lists.entry(definition.clone()).or_default();
                    let level = levels.entry(level).or_default();
                    match name {
                        "start" => level.start = value.parse().ok(),
                        "numFmt" => level.format = value,
                        "lvlText" => level.text = value,
                        _ => {}
                    }
                }
            }
            _ => {}
        });
    }

    fn read_styles(&mut self, text: &str) {
        let mut id = None;
        walk(text, |step| match step {
            Step::Open("style", attributes) => {
                id = attributes.get("styleId").map(str::to_owned);
            }
            Step::Close("style") => id = None,
            Step::Open(name, attributes) => {
                let (Some(id), Some(value)) = (&id, value(attributes)) else { return };
                let style = self.styles.entry(id.clone()).or_default();
                match name {
                    "basedOn" => style.base = Some(value),
                    "numId" => style.list = Some(value),
                    "ilvl" => style.level = value.parse().ok(),
                    _ => {}
                }
            }
            _ => {}
        });
    }

    /// Counts a paragraph and returns its number with its marks, as Word shows it; `None` for a paragraph without one.
    pub(super) fn next(&mut self, mark: &ListMark) -> Option<String> {
        let (list, level) = self.list(mark)?;
        let instance = self.instances.get(&list)?;
        let definition = instance.definition.clone();
        let levels = self.lists.get(&definition)?;
        let own = levels.get(&level)?;
        if matches!(own.format.as_str(), "bullet" | "none") {
            return None;
        }
        let is_new = !self.begun.contains(&list);
        let start = |level: usize| levels.get(&level).and_then(|level| level.start).unwrap_or(1);
        if is_new {
            for (&level, &start) in &instance.starts {
                self.counts.insert((definition.clone(), level), start.saturating_sub(1));
            }
            self.begun.push(list);
        }
        let key = (definition.clone(), level);
        let before = self.counts.get(&key).copied();
        let count = before.map_or(start(level), |count| count.saturating_add(1));
        self.counts.insert(key, count);
        for deeper in level + 1..LEVELS {
            self.counts.remove(&(definition.clone(), deeper));
        }
        let mut text = own.text.clone();
        for at in (0..=level).rev() {
            let hole = format!("%{}", at + 1);
            if !text.contains(&hole) {
                continue;
            }
            let count = self.counts.get(&(definition.clone(), at)).copied();
            let format = levels.get(&at).map_or("decimal", |level| &level.format);
            text = text.replace(&hole, &number(count.unwrap_or_else(|| start(at)), format));
        }
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns the list and level of a paragraph, its own or its style's.
    fn list(&self, mark: &ListMark) -> Option<(String, usize)> {
        let (mut list, mut level) = (mark.list.clone(), mark.level);
        let mut style = mark.style.clone();
        for _ in 0..MOST_BASES {
            if list.is_some() {
                break;
            }
            let Some(of) = style.and_then(|style| self.styles.get(&style)) else { break };
            list.clone_from(&of.list);
            level = level.or(of.level);
            style = of.base.clone();
        }
        // 0 takes a paragraph out of the list of its style.
        let list = list.filter(|list| list != "0")?;
        Some((list, level.unwrap_or(0).min(LEVELS - 1)))
    }
}

/// Returns a number in a format of Word.
fn number(number: u32, format: &str) -> String {
    let letter = |first: u8| {
        let index = number.saturating_sub(1);
        let letter = char::from(first + u8::try_from(index % 26).unwrap_or(0));
        String::from(letter).repeat((index / 26 + 1).min(20) as usize)
    };
    let from = |first: char, most: u32| {
        let char = char::from_u32(u32::from(first) + number.saturating_sub(1));
        char.filter(|_| (1..=most).contains(&number)).map_or(number.to_string(), String::from)
    };
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCountingThousand"
        | "taiwaneseCounting"
        | "japaneseDigitalTenThousand"
        | "ideographDigital" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => from('①', 20),
        "decimalEnclosedParen" => from('⑴', 20),
        "decimalEnclosedFullstop" => from('⒈', 20),
        "decimalZero" => format!("{number:02}"),
        "lowerLetter" => letter(b'a'),
        "upperLetter" => letter(b'A'),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperRoman" => roman(number),
        _ => number.to_string(),
    }
}

/// Returns a number up to 9999 in Chinese: 二十一, 一百零五.
fn chinese(number: u32) -> String {
    const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if !(1..10_000).contains(&number) {
        return number.to_string();
    }
    let (mut words, mut gap) = (String::new(), false);
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            gap = !words.is_empty();
            continue;
        }
        if gap {
            words.push('零');
        }
        gap = false;
        // 十一, and not 一十一.
        if !(unit == 10 && digit == 1 && words.is_empty()) {
            words.extend(DIGITS.get(digit as usize));
        }
        words.push_str(name);
    }
    words
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 4_999 {
        return number.to_string();
    }
    let (mut rest, mut words) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            rest -= value;
            words.push_str(sign);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_formatted_as_word_does() {
        for (count, format, words) in [
            (3, "decimal", "3"),
            (10, "chineseCountingThousand", "十"),
            (11, "japaneseCounting", "十一"),
            (21, "chineseCounting", "二十一"),
            (105, "chineseCounting", "一百零五"),
            (1010, "chineseCounting", "一千零一十"),
            (12, "decimalEnclosedCircle", "⑫"),
            (28, "lowerLetter", "bb"),
            (14, "upperRoman", "XIV"),
        ] {
            assert_eq!(number(count, format), words);
        }
    }

    #[test]
    fn levels_count_below_each_other_and_lists_begin_anew() {
        let level = |at: usize, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let numbering = format!(
            r#"<w:numbering><w:abstractNum w:abstractNumId="7">{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0, "%1."),
            level(1, "%1.%2")
        );
        let styles = r#"<w:styles><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
        let mut numbering = Numbering::read(&numbering, styles);
        let mut next = |list: Option<&str>, level, style: Option<&str>| {
            let mark = ListMark {
                list: list.map(str::to_owned),
                level: Some(level),
                style: style.map(str::to_owned),
            };
            numbering.next(&mark).unwrap_or_default()
        };
        let one = Some("1");
        assert_eq!(
            [
                next(one, 0, None),
                next(one, 1, None),
                next(one, 1, None),
                next(None, 0, Some("b")),
                next(one, 1, None),
                next(Some("2"), 0, None),
                next(Some("0"), 0, Some("b")),
                next(Some("9"), 0, None),
            ],
            ["1.", "1.1", "1.2", "2.", "2.1", "5.", "", ""]
        );
    }
}
