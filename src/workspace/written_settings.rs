//! The text of `duban.toml` for a new workspace: the settings of another one, line by line with its explanations, in which
//! what is not known yet is left out or blank.

use super::Config;
use super::region::Region;
use crate::input::demonstration::DEMONSTRATION;

/// The settings of the sample, of which a new place takes the explanations and what holds everywhere.
const SAMPLE: &str = include_str!("../../duban.toml");

/// Kinds of units that a government asks instead of instructing them, wherever it is.
const COURTESY_KINDS: &str = r#"["党委机构", "群团组织", "中央单位"]"#;

/// Returns the settings of a new place for a year.
pub fn for_region(region: &Region, year: i16) -> String {
    let mut text = Written::new(SAMPLE);
    let government = region.government();
    text.set("", "watermark", "\"\"");
    text.set("issuer", "name", &quoted(&region.issuer()));
    text.set("issuer", "region", &quoted(region.whole()));
    text.set("issuer", "government", &quoted(government));
    text.set("issuer", "office", &quoted(&format!("{government}督查室")));
    text.set("issuer", "contact", "\"\"");
    text.set("notice", "title", "\"\"");
    text.set("letters", "series", "\"\"");
    text.set("letters", "return_day", "5");
    text.set("letters", "courtesy_kinds", COURTESY_KINDS);
    text.set("bulletin", "series", "\"\"");
    text.set("notices", "series", "\"\"");
    text.set("notices", "letter_series", "\"\"");
    text.set("supervision", "case_series", "\"\"");
    text.set("bulletin", "addressee", "\"\"");
    text.set("bulletin", "copies", &quoted(&region.copies()));
    text.set("assessment", "ranked_kind", &quoted(region.localities()));
    text.set("assessment", "enclosed_kind", &quoted(region.enclosed()));
    for_year(text, year)
}

/// Returns the settings of a workspace, `text`, for another year.
pub fn for_next_year(text: &str, config: &Config, year: i16) -> String {
    let mut text = Written::new(text);
    let (old, new) = (config.year.to_string(), year.to_string());
    let title = config.notice.title.replace(&old, &new);
    text.set("notice", "title", &quoted(&title));
    for_year(text, year)
}

/// Leaves out what belongs to one year: dates, deadlines, numbers, days off.
fn for_year(mut text: Written, year: i16) -> String {
    let day = format!("{year}-01-01");
    text.set("", "year", &year.to_string());
    let notice = quoted(&format!("seeds/notice-{year}.txt"));
    text.set("notice", "file", &notice);
    text.set("notice", "files", &format!("[{notice}]"));
    text.set("notice", "number", "\"\"");
    text.leave_open("notice", "date", &day);
    text.leave_open("letters", "date", &day);
    text.leave_out("letters", "first_number");
    text.set("letters", "refine_by", "\"\"");
    text.set("letters", "plan_by", "\"\"");
    text.clear("bulletin.issues");
    text.clear("notices.issues");
    // The items of a year have their keys in that year only.
    text.set("supervision", "urgent", "[]");
    text.set("supervision", "difficult", "[]");
    text.set("supervision", "instructed", "[]");
    text.set("calendar", "holidays", "[]");
    text.set("calendar", "workdays", "[]");
    // A mark of the sample's data does not belong on real returns.
    let sample = quoted(DEMONSTRATION);
    for table in ["", "bulletin"] {
        if text.value(table, "watermark") == Some(sample.as_str()) {
            text.set(table, "watermark", "\"\"");
        }
    }
    text.finish()
}

/// Returns a text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A line of settings, or an entry with all of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// A comment, a blank, the head of a table.
    Plain(String),
    /// An entry: the head of its table, its key, the text of its value.
    Entry { table: String, key: String, value: String },
}

/// Settings that are being changed.
struct Written(Vec<Line>);

impl Written {
    fn new(text: &str) -> Self {
        let mut lines = Vec::new();
        let mut table = String::new();
        let mut rest = text.lines();
        while let Some(line) = rest.next() {
            let plain = line.trim();
            if let Some(head) = plain.strip_prefix('[').and_then(|head| head.split(']').next()) {
                table = head.trim().to_owned();
            }
            let entry = line.split_once('=').filter(|_| !plain.starts_with(['#', '[']));
            let Some((key, value)) = entry else {
                lines.push(Line::Plain(line.to_owned()));
                continue;
            };
            let mut value = value.trim().to_owned();
            while !is_whole(&value) {
                let Some(next) = rest.next() else { break };
                value = format!("{value}\n{next}");
            }
            lines.push(Line::Entry { table: table.clone(), key: key.trim().to_owned(), value });
        }
        Self(lines)
    }

    /// Returns the text of a value, as it is written.
    fn value(&self, of: &str, named: &str) -> Option<&str> {
        self.0.iter().find_map(|line| match line {
            Line::Entry { table, key, value } if table == of && key == named => {
                Some(value.as_str())
            }
            _ => None,
        })
    }

    /// Gives an entry another value; one that is not there stays away.
    fn set(&mut self, of: &str, named: &str, new: &str) {
        for line in &mut self.0 {
            match line {
                Line::Entry { table, key, value } if table == of && key == named => {
                    new.clone_into(value);
                }
                _ => {}
            }
        }
    }

    /// Replaces an entry by a comment that shows how it is written.
    fn leave_open(&mut self, of: &str, named: &str, like: &str) {
        let open = format!("# {named} = {like}　　# 待填写：改成实际日期，去掉行首的 #");
        self.replace(of, |key| key == named, Some(open));
    }

    fn leave_out(&mut self, of: &str, named: &str) {
        self.replace(of, |key| key == named, None);
    }

    /// Takes all entries out of a table.
    fn clear(&mut self, of: &str) {
        self.replace(of, |_| true, None);
    }

    fn replace(&mut self, of: &str, wanted: impl Fn(&str) -> bool, by: Option<String>) {
        let is_wanted = |line: &Line| matches!(line, Line::Entry { table, key, .. } if table == of && wanted(key));
        let lines = std::mem::take(&mut self.0).into_iter();
        self.0 = lines
            .filter_map(|line| match is_wanted(&line) {
                true => by.clone().map(Line::Plain),
                false => Some(line),
            })
            .collect();
    }

    fn finish(self) -> String {
        let lines = self.0.into_iter().map(|line| match line {
            Line::Plain(line) => line + "\n",
            Line::Entry { key, value, .. } => format!("{key} = {value}\n"),
        });
        lines.collect()
    }
}

/// Returns whether a value ends with its line: the brackets outside its strings are closed.
fn is_whole(value: &str) -> bool {
    let mut depth = 0_i32;
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match (char, quote) {
            ('\\', Some('"')) => drop(chars.next()),
            (_, Some(open)) if char == open => quote = None,
            (_, Some(_)) => {}
            ('"' | '\'', None) => quote = Some(char),
            ('[' | '{', None) => depth += 1,
            (']' | '}', None) => depth -= 1,
            ('#', None) => while chars.next().is_some_and(|char| char != '\n') {},
            _ => {}
        }
    }
    depth <= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_the_sample_is_left_in_a_new_place() {
        for name in ["岭西省", "东港市", "西岭县"] {
            let text = for_region(&Region::parse(name).unwrap(), 2019);
            for word in ["甘", "兰州", "2018", "征求", DEMONSTRATION] {
                let lines =
                    text.lines().filter(|line| line.contains(word) && !line.starts_with('#'));
                assert_eq!(lines.collect::<Vec<_>>(), [""; 0], "{name}");
            }
            let config = Config::parse(&text).unwrap();
            assert_eq!((config.year, config.notice.date, config.letters.date), (2019, None, None));
            assert_eq!(config.issuer.name, Region::parse(name).unwrap().issuer());
            assert!(config.calendar.holidays.is_empty() && config.bulletin.issues.is_empty());
        }
    }

    #[test]
    fn the_next_year_keeps_what_the_office_has_set() {
        let old = SAMPLE.replace("return_day = 5", "return_day = 8  # 每月8日");
        let text = for_next_year(&old, &Config::parse(&old).unwrap(), 2019);
        let config = Config::parse(&text).unwrap();
        assert_eq!(
            config.notice.title,
            "关于分解下达2019年全省经济社会发展主要指标和重点工作任务的通知"
        );
        assert_eq!(config.letters.return_day, 8);
        assert_eq!(config.letters.series, "甘政办函");
        assert_eq!((config.letters.date, config.notice.date), (None, None));
        assert_eq!((&*config.letters.refine_by, &*config.letters.plan_by), ("", ""));
        assert!(config.calendar.holidays.is_empty() && config.bulletin.issues.is_empty());
        assert_eq!(config.notice.files, ["seeds/notice-2019.txt"]);
        let open = "# date = 2019-01-01　　# 待填写：改成实际日期，去掉行首的 #";
        assert_eq!(text.lines().filter(|line| *line == open).count(), 2);
    }

    #[test]
    fn values_over_several_lines_are_one() {
        for (value, whole) in [
            ("[\"a]\", # ]", false),
            ("[\"a]\"]", true),
            ("'['", true),
            ("\"\\\"[\"", true),
            ("{ date = 1 }", true),
        ] {
            assert_eq!(is_whole(value), whole, "{value}");
        }
    }
}
