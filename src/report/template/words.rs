//! The words of a workbook: the front matter of its template, read as TOML, and the notes of its text.
//!
//! A workbook is not a text, so its template has no document to say: its front matter has a table for each sheet, with
//! title, notes and the titles of columns. What a sheet explains at length is the text below: a topic as a heading,
//! and its paragraphs.

use std::fmt;
use std::ops::Deref;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};

use super::Templates;
use crate::diagnostic::{Code, Diagnostic, Place};
use gongwen::document::{split_front_matter, unescape};
use gongwen::foreign;

/// The words of one kind of workbook.
pub trait Words: DeserializeOwned {
    /// Returns the first fault of words that are right one by one: two sheets of one name.
    fn fault(&self) -> Option<WordFault>;
}

/// Words of a template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordFault {
    /// The table of the front matter: `form.columns`.
    pub table: &'static str,
    /// The key in the table.
    pub key: &'static str,
    /// The reason.
    pub message: String,
}

/// A topic of the text with what is noted about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// The heading.
    pub topic: String,
    /// The paragraphs, a line each.
    pub text: String,
}

/// Words of a sheet; may be blank, where nothing is to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(String);

/// Words that a program shows beside a cell: at most 255 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt(Phrase);

/// The title of a column: not blank, and short enough to be the title of a message too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnTitle(Phrase);

/// A word that formulas compare with cells: short, and without signs that formulas or their criteria read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaWord(Phrase);

/// The name of a sheet, within Excel's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetName(Phrase);

impl<'de> Deserialize<'de> for Phrase {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(unescape(&text).trim_matches([' ', '\n', '\t']).to_owned()))
    }
}

impl<'de> Deserialize<'de> for Prompt {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LONGEST: usize = 255;
        let phrase = Phrase::deserialize(deserializer)?;
        match phrase.encode_utf16().count() {
            0..=LONGEST => Ok(Self(phrase)),
            count => Err(D::Error::custom(format!("有{count}字，最多{LONGEST}字"))),
        }
    }
}

impl<'de> Deserialize<'de> for ColumnTitle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LONGEST: usize = 32;
        let phrase = Phrase::deserialize(deserializer)?;
        match phrase.encode_utf16().count() {
            0 => Err(D::Error::custom("列名不能为空")),
            1..=LONGEST => Ok(Self(phrase)),
            count => Err(D::Error::custom(format!("列名有{count}字，最多{LONGEST}字"))),
        }
    }
}

impl<'de> Deserialize<'de> for FormulaWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LONGEST: usize = 32;
        const REFUSED: [char; 9] = ['"', '*', '?', '~', '<', '>', '=', '&', '\n'];
        let word = Phrase::deserialize(deserializer)?;
        let wrong = |why: &str| Err(D::Error::custom(format!("公式中的用词“{word}”{why}")));
        if word.encode_utf16().count() > LONGEST {
            return wrong("超过32字");
        } else if word.contains(REFUSED) {
            return wrong("有公式另有用处的字符：\" * ? ~ < > = & 和换行都不能用");
        } else if !word.starts_with(char::is_alphabetic) {
            return wrong("应以文字开头");
        } else if ["true", "false"].iter().any(|value| word.eq_ignore_ascii_case(value)) {
            return wrong("是 Excel 自用的");
        }
        Ok(Self(word))
    }
}

impl<'de> Deserialize<'de> for SheetName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// UTF-16 units that the name of a sheet may have.
        const LONGEST: usize = 31;
        const REFUSED: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\n'];
        let name = Phrase::deserialize(deserializer)?;
        let wrong = |why: &str| Err(D::Error::custom(format!("工作表名“{name}”{why}")));
        if name.is_empty() {
            return Err(D::Error::custom("工作表名不能为空"));
        } else if name.encode_utf16().count() > LONGEST {
            return wrong("超过31字");
        } else if name.contains(REFUSED) {
            return wrong("有 Excel 不收的字符：[ ] : * ? / \\ 和换行都不能用");
        } else if name.starts_with('\'') || name.ends_with('\'') {
            return wrong("首尾不能是单引号");
        } else if name.eq_ignore_ascii_case("history") {
            return wrong("是 Excel 自用的");
        }
        Ok(Self(name))
    }
}

impl Deref for Phrase {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for Prompt {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for ColumnTitle {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for FormulaWord {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for SheetName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl SheetName {
    /// Returns whether Excel takes two names for the same.
    pub fn is_same(&self, other: &str) -> bool {
        self.to_lowercase() == other.to_lowercase()
    }
}

/// Returns the fault of the first sheet that has the name of an earlier one or of one of `others`; each sheet comes with its
/// table of the front matter.
pub fn repeated_sheet(sheets: &[(&'static str, &SheetName)], others: &[&str]) -> Option<WordFault> {
    sheets.iter().enumerate().find_map(|(place, &(table, sheet))| {
        let mut earlier = sheets.iter().take(place).map(|(_, earlier)| &***earlier);
        let is_taken = earlier.any(|earlier| sheet.is_same(earlier))
            || others.iter().any(|other| sheet.is_same(other));
        is_taken.then(|| WordFault {
            table,
            key: "sheet",
            message: format!("已有名为“{}”的工作表", &**sheet),
        })
    })
}

/// Returns the fault of the first word that is the same as an earlier one of its table.
pub fn repeated_word(
    table: &'static str,
    words: &[(&'static str, &FormulaWord)],
) -> Option<WordFault> {
    words.iter().enumerate().find_map(|(place, &(key, word))| {
        let is_same =
            |(_, earlier): &&(&str, &FormulaWord)| earlier.to_lowercase() == word.to_lowercase();
        let (earlier, _) = words.iter().take(place).find(is_same)?;
        let message = format!("“{}”已用于 {earlier}，各词应不相同", &**word);
        Some(WordFault { table, key, message })
    })
}

impl Templates {
    /// Renders the template of a workbook with `context`, and returns its words and notes.
    ///
    /// # Errors
    /// A mistake in the template, with its name, line and the offending piece.
    pub fn words<W: Words>(
        &self,
        name: &str,
        context: &impl Serialize,
    ) -> Result<(W, Vec<Note>), Diagnostic> {
        let text = self.text(name, context)?;
        let Some((head, body, body_line)) = split_front_matter(&text) else {
            let message = "文首应有以“+++”行括起的文件头";
            let problem = Diagnostic::new(Code::FrontMatterInvalid, message);
            return Err(problem.at(Place::file(self.file(name))));
        };
        let words: W =
            toml::from_str(head).map_err(|error| self.misread_words(name, head, &error))?;
        if let Some(fault) = words.fault() {
            let place = self.key(name, fault.table, fault.key);
            let message = format!("文件头有误：{}", fault.message);
            return Err(Diagnostic::new(Code::FrontMatterInvalid, message).at(place));
        }
        let notes = notes(body).map_err(|(index, line, construct)| {
            let message = format!("不支持的写法：{construct}");
            let problem = Diagnostic::new(Code::MarkdownUnknown, message);
            problem.at(self.rendered_place(name, body_line + index, line))
        })?;
        Ok((words, notes))
    }

    /// Returns the problem of a front matter that TOML or the kind of workbook refuses, at its line.
    fn misread_words(&self, name: &str, head: &str, error: &toml::de::Error) -> Diagnostic {
        let offset = error.span().map_or(0, |span| span.start).min(head.len());
        let index = head.bytes().take(offset).filter(|byte| *byte == b'\n').count();
        let line = head.lines().nth(index).unwrap_or_default();
        let mut message = foreign::serde(error.message());
        // A key that is missing has no line: its table has one.
        if message.starts_with("缺少 ") {
            let table = line.trim().trim_start_matches('[').split(']').next();
            let table = table.filter(|_| line.trim().starts_with('['));
            message = match table {
                Some(table) => format!("[{table}] {message}"),
                None => message,
            };
        }
        let message = format!("文件头有误：{message}");
        let problem = Diagnostic::new(Code::FrontMatterInvalid, message);
        // The first line of the text is the fence.
        problem.at(self.rendered_place(name, index + 2, line))
    }

    /// Returns the place of a rendered line in the template: on the same line, where that has the same key, else
    /// where the line is found again.
    fn rendered_place(&self, name: &str, number: usize, rendered: &str) -> Place {
        let written = self.source_line(name, number);
        let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
        if written.trim() == rendered.trim()
            || key(&written).is_some() && key(&written) == key(rendered)
        {
            let end = written.len();
            return self.place(name, number - 1, &written, 0..end);
        }
        self.origin(name, rendered).unwrap_or_else(|| Place::file(self.file(name)))
    }

    /// Returns the place of a key in a table of the front matter.
    fn key(&self, name: &str, table: &str, key: &str) -> Place {
        let text = self.source(name).map_or("", |source| source.text.as_str());
        let mut within = String::new();
        let found = text.lines().enumerate().find(|(_, line)| {
            if let Some(header) = line.trim().strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                within = header.trim().to_owned();
            }
            within == table && line.split_once('=').is_some_and(|(found, _)| found.trim() == key)
        });
        match found {
            Some((index, line)) => self.place(name, index, line, 0..line.len()),
            None => Place::file(self.file(name)),
        }
    }
}

/// Reads topics and paragraphs.
///
/// # Errors
/// The first line that is neither: its number from 0, its text, and the construct.
fn notes(text: &str) -> Result<Vec<Note>, (usize, &str, &'static str)> {
    let mut notes: Vec<Note> = Vec::new();
    let mut goes_on = false;
    for (index, line) in text.lines().enumerate() {
        let words = line.trim();
        if words.is_empty() {
            goes_on = false;
            continue;
        }
        if let Some(topic) = words.strip_prefix("## ") {
            notes.push(Note { topic: unescape(topic.trim()), text: String::new() });
            goes_on = false;
            continue;
        }
        if let Some(construct) = construct(words) {
            return Err((index, line, construct));
        }
        let Some(note) = notes.last_mut() else {
            return Err((index, line, "标题之前的文字"));
        };
        if !goes_on && !note.text.is_empty() {
            note.text.push('\n');
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if goes_on && latin(note.text.chars().next_back()) && latin(words.chars().next()) {
            note.text.push(' ');
        }
        note.text.push_str(&unescape(words));
        goes_on = true;
    }
    Ok(notes)
}

/// Returns the construct of Markdown that a line of a note has, for which a cell has no place.
fn construct(line: &str) -> Option<&'static str> {
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = numbered.len() < line.len() && numbered.starts_with(". ");
    if line.starts_with('#') {
        Some("这一级标题（各栏目用“## ”）")
    } else if ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark)) || is_numbered {
        Some("列表")
    } else if line.starts_with("> ") {
        Some("引用")
    } else if line.contains("**") {
        Some("加粗")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_topics_with_paragraphs() {
        let text = "\n## 完成值\n\n填累计数，\n不是当月数。\n\n另起一段 A\nB。\n## 状态\n";
        let note = |topic: &str, text: &str| Note { topic: topic.into(), text: text.into() };
        let expected = [note("完成值", "填累计数，不是当月数。\n另起一段 A B。"), note("状态", "")];
        assert_eq!(notes(text), Ok(expected.to_vec()));
    }

    #[test]
    fn what_a_cell_cannot_show_is_refused_with_its_line() {
        for (line, construct) in [
            ("- 甲", "列表"),
            ("1. 甲", "列表"),
            ("# 甲", "这一级标题（各栏目用“## ”）"),
            ("**甲**", "加粗"),
        ] {
            let text = format!("## 完成值\n{line}\n");
            assert_eq!(notes(&text), Err((1, line, construct)));
        }
        assert_eq!(notes("甲\n## 完成值"), Err((0, "甲", "标题之前的文字")));
    }

    #[test]
    fn names_of_sheets_keep_to_the_rules_of_excel() {
        let read = |name: &str| {
            #[derive(Deserialize)]
            struct Sheet {
                sheet: SheetName,
            }
            let sheet: Result<Sheet, _> = toml::from_str(&format!("sheet = {name:?}"));
            sheet.map(|sheet| sheet.sheet.to_string()).map_err(|error| error.message().to_owned())
        };
        assert_eq!(read("进展报送"), Ok("进展报送".to_owned()));
        assert_eq!(read(&"甲".repeat(31)), Ok("甲".repeat(31)));
        assert!(read(&"甲".repeat(32)).unwrap_err().ends_with("超过31字"));
        for refused in ["", "甲/乙", "[甲]", "甲:", "甲?", "甲*", "'甲", "History"] {
            assert!(read(refused).is_err(), "{refused}");
        }
    }
}
