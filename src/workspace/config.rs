//! `duban.toml`: the settings that differ from office to office and from year to year.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::faces::FontSource;
use super::paths::PathsConfig;
use crate::assess::Rules;
use crate::calendar::Calendar;
use crate::json_schema;
use crate::notice::Settings;
use crate::output::DocumentFormat;
use crate::period::{Month, Period};
use crate::supervision::{self, StandingRules};

/// The content of `duban.toml`. Unknown keys are refused, so that a misspelt one is noticed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The year of the plan.
    pub year: i16,
    /// The issuer of the documents.
    pub issuer: IssuerConfig,
    /// The notice that hands the plan down.
    pub notice: NoticeConfig,
    /// The task letters.
    pub letters: LettersConfig,
    /// The quarterly bulletins.
    #[serde(default)]
    pub bulletin: BulletinConfig,
    /// The monthly notices.
    #[serde(default)]
    pub notices: NoticesConfig,
    /// The days and classes of supervision.
    #[serde(default)]
    pub supervision: supervision::Rules,
    /// The standing of the units over the year.
    #[serde(default)]
    pub standing: StandingRules,
    /// The reading of the notice.
    #[serde(default)]
    pub import: Settings,
    /// Thresholds of the assessment.
    #[serde(default)]
    pub assessment: Rules,
    /// Holidays, and the weekends that are worked in their place.
    #[serde(default)]
    pub calendar: Calendar,
    /// The files of the faces.
    pub fonts: FontFiles,
    /// What is written beside the PDFs.
    #[serde(default)]
    pub output: OutputConfig,
    /// The places outside the workspace that its files may name.
    #[serde(default)]
    pub paths: PathsConfig,
    /// Words in light grey across every page, such as 征求意见稿; empty for no watermark.
    #[serde(default)]
    pub watermark: String,
    /// The name of the ink in which a printer prints red, such as `PANTONE 485 C`; empty for no ink of its own.
    #[serde(default)]
    pub red_ink: String,
}

/// What is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutputConfig {
    /// The formats of documents. The PDF is made in any case.
    pub formats: Vec<DocumentFormat>,
}

/// The issuer of the documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssuerConfig {
    /// Full name: letterhead and signature.
    pub name: String,
    /// The region as titles name it: 全省, 全区, 全市.
    pub region: String,
    /// The government's short name in running text (省政府).
    pub government: String,
    /// The office that receives plans and returns (省政府督查室).
    pub office: String,
    /// Contact person and telephone; empty leaves the line out.
    #[serde(default)]
    pub contact: String,
}

/// The notice that hands the plan down.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeConfig {
    /// The paths of its files, relative to the workspace; a single one may be given without a list.
    #[serde(alias = "file", deserialize_with = "one_or_several")]
    #[schemars(schema_with = "json_schema::one_or_several")]
    pub files: Vec<String>,
    /// Its title, without 《》; empty until it is known.
    pub title: String,
    /// Its number; empty when it is not known.
    #[serde(default)]
    pub number: String,
    /// The date of issue, which decides which units are in force; `None` until it is known.
    #[serde(default, deserialize_with = "some_date")]
    #[schemars(schema_with = "json_schema::some_day")]
    pub date: Option<Date>,
}

/// The task letters.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LettersConfig {
    /// 机关代字 of the document number.
    pub series: String,
    /// Serial number of the first letter in registry order; `None` leaves the numbers blank.
    #[serde(default)]
    pub first_number: Option<u32>,
    /// The date printed on the letters; `None` leaves it blank.
    #[serde(default, deserialize_with = "some_date")]
    #[schemars(schema_with = "json_schema::some_day")]
    pub date: Option<Date>,
    /// The time limit for a unit to refine its tasks, in words.
    pub refine_by: String,
    /// The time limit for a unit to file its plan, in words.
    pub plan_by: String,
    /// The day of the month on which returns are due, 1 to 31.
    pub return_day: u8,
    /// True if the issuing office, where it has items, gets a letter of its own, worded for its sections.
    #[serde(default = "yes")]
    pub to_issuer: bool,
    /// Kinds of units that are asked, not instructed.
    #[serde(default)]
    pub courtesy_kinds: Vec<String>,
}

fn yes() -> bool {
    true
}

/// The quarterly bulletins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BulletinConfig {
    /// 机关代字 of the document number.
    pub series: String,
    /// The addressees of quarterly and monthly bulletins; empty to name them by the kinds of the registry.
    pub addressee: String,
    /// The recipients of copies, as the imprint names them; empty leaves the line out.
    pub copies: String,
    /// Words across every page of the bulletins in place of the general watermark: 演示数据.
    pub watermark: String,
    /// The number of working days in which units answer the bulletin's demands.
    pub reply_days: u16,
    /// The fixed data of single bulletins, by period.
    #[schemars(with = "BTreeMap<String, IssueConfig>")]
    pub issues: BTreeMap<Period, IssueConfig>,
}

/// Number and date of one bulletin.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IssueConfig {
    /// The serial number; `None` leaves it blank.
    pub number: Option<u32>,
    /// The date printed on the bulletin; `None` leaves it blank.
    #[serde(deserialize_with = "some_date")]
    #[schemars(schema_with = "json_schema::some_day")]
    pub date: Option<Date>,
}

impl Default for BulletinConfig {
    fn default() -> Self {
        Self {
            series: String::new(),
            addressee: String::new(),
            copies: String::new(),
            watermark: String::new(),
            reply_days: 10,
            issues: BTreeMap::new(),
        }
    }
}

/// The monthly notices: 提示函, 督办单, 催办函, 催报函.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NoticesConfig {
    /// 机关代字 of the document number.
    pub series: String,
    /// 机关代字 of papers to units that are asked, not instructed; empty for that of the others.
    pub letter_series: String,
    /// The day of the following month on which the notices of a month are issued, 1 to 31; if it is a day off, the next
    /// working day.
    pub day: u8,
    /// The dates of the notices of single months, by period.
    #[schemars(with = "BTreeMap<String, NoticesIssue>")]
    pub issues: BTreeMap<Period, NoticesIssue>,
}

/// The date of the notices of a month.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticesIssue {
    /// The date printed on them.
    #[serde(deserialize_with = "date")]
    #[schemars(schema_with = "json_schema::day")]
    pub date: Date,
}

impl Default for NoticesConfig {
    fn default() -> Self {
        Self {
            series: String::new(),
            letter_series: String::new(),
            day: 10,
            issues: BTreeMap::new(),
        }
    }
}

/// The files of the faces, relative to the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FontFiles {
    /// The place where faces are looked for first.
    #[serde(default)]
    pub source: FontSource,
    /// 仿宋: everything not named otherwise.
    pub fangsong: PathBuf,
    /// 黑体.
    pub hei: PathBuf,
    /// 楷体.
    pub kai: PathBuf,
    /// 小标宋: letterhead and titles.
    pub title_song: PathBuf,
    /// 宋体: page numbers, and characters that the other faces lack.
    pub song: PathBuf,
    /// Characters of rare names that 宋体 lacks too. Without it the face that comes with duban is used, if it lies
    /// beside 宋体.
    #[serde(default)]
    pub rare: Option<PathBuf>,
}

impl FontFiles {
    /// Returns the files with their keys.
    pub fn named(&self) -> Vec<(&'static str, &Path)> {
        let Self { source: _, fangsong, hei, kai, title_song, song, rare } = self;
        let files = [
            ("fangsong", Some(fangsong)),
            ("hei", Some(hei)),
            ("kai", Some(kai)),
            ("title_song", Some(title_song)),
            ("song", Some(song)),
            ("rare", rare.as_ref()),
        ];
        files.into_iter().filter_map(|(key, file)| Some((key, file?.as_path()))).collect()
    }
}

impl Config {
    /// Reads the text of `duban.toml`.
    ///
    /// # Errors
    /// The TOML error, which shows the line: broken syntax, an unknown or missing key, a wrong type.
    pub fn parse(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }

    /// Returns the day on which the registry is read: that of the notice or, until it is known, the first of the year.
    pub fn notice_date(&self) -> Date {
        let first = || Date::new(self.year, 1, 1).unwrap_or(Date::MIN);
        self.notice.date.unwrap_or_else(first)
    }

    /// Returns the date of the bulletin of a period, if it has one.
    pub fn issue_date(&self, period: Period) -> Option<Date> {
        self.issue(period)?.date
    }

    /// Returns the settings of the bulletin of a period. The year may be named as such, as its last quarter, or as its last
    /// month, a quarter as its last month.
    pub fn issue(&self, period: Period) -> Option<&IssueConfig> {
        let issues = &self.bulletin.issues;
        let other = || issues.iter().find(|(named, _)| named.close() == period.close());
        issues.get(&period).or_else(|| other().map(|(_, issue)| issue))
    }

    /// Returns the 机关代字 of notices and calls; of those to units that are asked, which are letters, with `courtesy`.
    pub fn notice_series(&self, courtesy: bool) -> &str {
        match self.notices.letter_series.trim() {
            series if courtesy && !series.is_empty() => series,
            _ => &self.notices.series,
        }
    }

    /// Returns the 机关代字 of case papers; of those to units that are asked, which are letters, with `courtesy`.
    pub fn case_series(&self, courtesy: bool) -> &str {
        let own = self.supervision.case_series.trim();
        let is_letter = courtesy && !self.notices.letter_series.trim().is_empty();
        if is_letter || own.is_empty() { self.notice_series(courtesy) } else { own }
    }

    /// Returns the day on which the returns of `month` are due: `return_day` of the following month, or the next
    /// working day.
    pub fn returns_due(&self, month: Month) -> Date {
        self.working_day_after(month, self.letters.return_day)
    }

    /// Returns the day on which the notices of `month` are issued: as the file says, or on its `day` of the following month,
    /// or the next working day.
    pub fn notices_date(&self, month: Month) -> Date {
        let issues = &self.notices.issues;
        let issue = issues.iter().find(|(period, _)| period.close() == month);
        let set = issue.map(|(_, issue)| issue.date);
        set.unwrap_or_else(|| self.working_day_after(month, self.notices.day))
    }

    /// Returns a day of the month after `month`, or the next working day.
    fn working_day_after(&self, month: Month, day: u8) -> Date {
        let last = month.last_day();
        let next = last.tomorrow().unwrap_or(last);
        let day = i8::try_from(day).unwrap_or(i8::MAX);
        let due = next.with().day(day.clamp(1, next.days_in_month())).build();
        self.calendar.working_day_from(due.unwrap_or(next))
    }
}

/// Reads a TOML date that may be left out.
fn some_date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    date(deserializer).map(Some)
}

/// Reads a TOML date as a calendar date.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let value = toml::value::Datetime::deserialize(deserializer)?;
    let date =
        value.date.ok_or_else(|| serde::de::Error::custom("日期应写作 2018-02-13，不带引号"))?;
    Date::new(
        i16::try_from(date.year).map_err(serde::de::Error::custom)?,
        i8::try_from(date.month).map_err(serde::de::Error::custom)?,
        i8::try_from(date.day).map_err(serde::de::Error::custom)?,
    )
    .map_err(|_| serde::de::Error::custom("没有这一天"))
}

/// A text, or a list of texts.
fn one_or_several<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        One(String),
        Several(Vec<String>),
    }
    match Given::deserialize(deserializer) {
        Ok(Given::One(file)) => Ok(vec![file]),
        Ok(Given::Several(files)) => Ok(files),
        Err(_) => Err(serde::de::Error::custom("应写作 files = [\"seeds/通知.docx\"]")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: &str = include_str!("../../duban.toml");

    #[test]
    fn the_seed_configuration_reads() {
        let config = Config::parse(SEED).unwrap();
        assert_eq!(config.year, 2018);
        assert_eq!(config.notice.date, Some(jiff::civil::date(2018, 2, 13)));
        assert_eq!(config.letters.first_number, None);
        assert_eq!(config.fonts.hei, PathBuf::from("fonts/FandolHei-Regular.otf"));
    }

    #[test]
    fn returns_are_due_on_a_working_day_of_the_month_after() {
        let mut config = Config::parse(SEED).unwrap();
        let due = |config: &Config, month| {
            let month = Month::new(2018, month).unwrap();
            config.returns_due(month).to_string()
        };
        // 5 to 7 April are holidays, Sunday the 8th is a working day.
        assert_eq!(due(&config, 3), "2018-04-08");
        assert_eq!(due(&config, 6), "2018-07-05");
        assert_eq!(due(&config, 12), "2019-01-07");
        config.letters.return_day = 31;
        assert_eq!(due(&config, 5), "2018-07-02");
    }

    #[test]
    fn notices_are_issued_on_a_working_day_or_on_the_day_that_is_set() {
        let mut config = Config::parse(SEED).unwrap();
        let month = |month| Month::new(2018, month).unwrap();
        // 10 June is a Sunday; the other days are working days.
        assert_eq!(config.notices_date(month(5)).to_string(), "2018-06-11");
        assert_eq!(config.notices_date(month(3)).to_string(), "2018-04-10");
        let date = jiff::civil::date(2018, 6, 13);
        config.notices.issues.insert("2018-05".parse().unwrap(), NoticesIssue { date });
        assert_eq!(config.notices_date(month(5)), date);
    }

    #[test]
    fn a_misspelt_key_is_refused_with_its_line() {
        let error = Config::parse(&SEED.replace("series", "serie")).unwrap_err();
        assert!(error.to_string().contains("serie"), "{error}");
    }

    #[test]
    fn a_day_that_is_none_is_refused() {
        assert!(Config::parse(&SEED.replace("2018-02-13", "2018-02-30")).is_err());
    }
}
