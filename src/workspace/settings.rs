//! The values of `duban.toml`, examined like any other data: ranges, dates of the year, words that have to fit others.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::{Date, Weekday};
use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::paths::{OUTSIDE_HINT, outside};
use super::region::UNNAMED;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::input::SourceFile;

/// The years for which plans are made.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// The kinds that a new workspace asks instead of instructing them, whether it has such units or not.
const COURTESY_KINDS: [&str; 3] = ["党委机构", "群团组织", "中央单位"];

/// Examines the settings that a file writes down.
pub(super) struct Settings<'a> {
    source: &'a SourceFile,
    config: &'a Config,
    problems: Vec<Diagnostic>,
}

impl<'a> Settings<'a> {
    pub(super) fn new(source: &'a SourceFile, config: &'a Config) -> Self {
        Self { source, config, problems: Vec::new() }
    }

    /// Returns the values with which nothing can be made (F191, F195).
    pub(super) fn faults(mut self) -> Vec<Diagnostic> {
        let Config { year, issuer, notice, letters, bulletin, assessment, fonts, .. } = self.config;
        let Config { notices, supervision, standing, .. } = self.config;
        let year_is_possible = YEARS.contains(year);
        self.require(&["year"], year_is_possible, "年度应在2000至2100之间");
        for (path, text) in [
            (["issuer", "name"], &issuer.name),
            (["issuer", "region"], &issuer.region),
            (["issuer", "government"], &issuer.government),
            (["issuer", "office"], &issuer.office),
        ] {
            self.require(&path, !text.trim().is_empty(), "不能为空");
        }
        for (path, series) in [
            (["letters", "series"], &letters.series),
            (["bulletin", "series"], &bulletin.series),
            (["notices", "series"], &notices.series),
            (["notices", "letter_series"], &notices.letter_series),
            (["supervision", "case_series"], &supervision.case_series),
        ] {
            let is_word =
                |c: char| !c.is_ascii_digit() && !c.is_whitespace() && !"〔〕[]()（）".contains(c);
            let is_series = series.chars().all(is_word);
            self.require(&path, is_series, "机关代字只写文字，如“国办函”，不带年份、括号和顺序号");
        }
        let is_day = (1..=31).contains(&letters.return_day);
        self.require(&["letters", "return_day"], is_day, "每月的报送日应在1至31之间");
        let first = letters.first_number.is_none_or(|first| first > 0);
        self.require(&["letters", "first_number"], first, "顺序号从1起");
        let is_span = (1..=365).contains(&bulletin.reply_days);
        self.require(&["bulletin", "reply_days"], is_span, "办理时限应为1至365个工作日");
        let is_day = (1..=31).contains(&notices.day);
        self.require(&["notices", "day"], is_day, "印发日应在1至31之间");
        for (key, days) in [
            ("hint_days", supervision.hint_days),
            ("reply_days", supervision.reply_days),
            ("urgent_days", supervision.urgent_days),
            ("difficult_days", supervision.difficult_days),
            ("receipt_days", supervision.receipt_days),
            ("bulletin_days", supervision.bulletin_days),
            ("call_days", supervision.call_days),
            ("unanswered_days", supervision.unanswered_days),
            ("list_days", supervision.list_days),
            ("plan_days", supervision.plan_days),
            ("report_days", supervision.report_days),
            ("extension_days", supervision.extension_days),
        ] {
            let is_span = (1..=365).contains(&days);
            self.require(&["supervision", key], is_span, "天数应为1至365");
        }
        let hundred = Decimal::ONE_HUNDRED;
        for (key, value, most) in [
            ("lead", standing.lead, hundred),
            ("implement", standing.implement, hundred),
            ("lagging", standing.lagging, Decimal::ONE),
            ("late", standing.late, hundred),
            ("listing", standing.listing, hundred),
            ("commend_from", standing.commend_from, hundred),
            ("criticize_below", standing.criticize_below, hundred),
        ] {
            let fits = (Decimal::ZERO..=most).contains(&value);
            self.require(&["standing", key], fits, &format!("应在0至{most}之间"));
        }
        let whole = standing.lead.checked_add(standing.implement) == Some(hundred);
        self.require(&["standing", "lead"], whole, "lead 与 implement 之和应为100");
        let is_count = (1..=12).contains(&supervision.severe_checks);
        self.require(&["supervision", "severe_checks"], is_count, "次数应为1至12");
        for period in notices.issues.keys() {
            let is_own = period.close().year() == *year;
            let path = ["notices", "issues", &period.to_string()];
            self.require(&path, is_own, &format!("期间不在{year}年"));
        }
        let is_month = (1..=12).contains(&assessment.first_month);
        self.require(&["assessment", "first_month"], is_month, "月份应在1至12之间");
        for (key, value, least) in [
            ("severe_below", assessment.severe_below, Decimal::ONE),
            ("shortfall", assessment.shortfall, Decimal::ZERO),
            ("tolerance", assessment.tolerance, Decimal::ZERO),
            ("margin", assessment.margin, Decimal::ZERO),
            ("margin_points", assessment.margin_points, Decimal::ZERO),
        ] {
            let rule = format!("应在{least}至100之间");
            self.require(&["assessment", key], (least..=hundred).contains(&value), &rule);
        }
        for (period, issue) in &bulletin.issues {
            let (key, year) = (period.to_string(), *year);
            let path = ["bulletin", "issues", &key];
            let is_own = period.close().year() == year;
            self.require(&path, is_own, &format!("期间不在{year}年"));
            self.require(&path, issue.number.is_none_or(|number| number > 0), "顺序号从1起");
        }
        let stated = self.config.paths.allow.iter().all(|place| !place.trim().is_empty());
        self.require(&["paths", "allow"], stated, "每一项都应写明一个文件夹或文件");
        let key = if self.span(&["notice", "file"]).is_some() { "file" } else { "files" };
        for file in &notice.files {
            self.require_inside(&["notice", key], file);
        }
        for (key, file) in fonts.named() {
            self.require_inside(&["fonts", key], &file.to_string_lossy());
        }
        self.problems
    }

    /// Refuses a path that leaves the workspace and is not allowed by name (F195).
    fn require_inside(&mut self, path: &[&str], file: &str) {
        if !self.config.paths.admits(file) {
            let message = format!("{}：{}", path.join("."), outside(file));
            let problem = self.problem(Code::PathOutside, path, message, None);
            self.problems.push(problem.hint(OUTSIDE_HINT));
        }
    }

    /// Returns the values about which a person should think again (F192). `kinds` are those of the units in the
    /// registry.
    pub(super) fn doubts<'k>(mut self, kinds: impl Iterator<Item = &'k str>) -> Vec<Diagnostic> {
        let Config { year, notice, letters, bulletin, assessment, calendar, .. } = self.config;
        let year = *year;
        let near = |date: Date| (date.year() - year).abs() <= 1;
        let other_year = |date: Date| format!("{date}不在{year}年前后，可能是往年的设置");
        self.expect_filled();
        for (path, date) in [(["notice", "date"], notice.date), (["letters", "date"], letters.date)]
        {
            let Some(date) = date else { continue };
            self.expect(&path, near(date), other_year(date));
        }
        if let (Some(letters), Some(notice)) = (letters.date, notice.date) {
            let message = format!("任务函的日期{letters}早于通知的日期{notice}");
            self.expect(&["letters", "date"], letters >= notice, message);
        }
        for (period, issue) in &bulletin.issues {
            let Some(date) = issue.date else { continue };
            let close = period.close().last_day();
            let message = format!("通报的日期{date}早于{period}结束的日期{close}");
            self.expect(&["bulletin", "issues", &period.to_string()], date > close, message);
        }
        for (period, issue) in &self.config.notices.issues {
            let (date, close) = (issue.date, period.close().last_day());
            let message = format!("督办单的日期{date}早于{period}结束的日期{close}");
            self.expect(&["notices", "issues", &period.to_string()], date > close, message);
        }
        let (holidays, workdays) = (&calendar.holidays, &calendar.workdays);
        for (key, days) in [("holidays", holidays), ("workdays", workdays)] {
            if let Some(&date) = days.iter().find(|date| !near(**date)) {
                self.expect(&["calendar", key], false, other_year(date));
            }
            let of_year = days.is_empty() || days.iter().any(|date| date.year() == year);
            let message = format!("没有{year}年的日期，可能是往年的设置");
            self.expect(&["calendar", key], of_year, message);
        }
        let is_weekend =
            |date: &&Date| matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        if let Some(date) = workdays.iter().find(|date| !is_weekend(date)) {
            let message = format!("{date}不是星期六、星期日，无须写作调休的工作日");
            self.expect(&["calendar", "workdays"], false, message);
        }
        if let Some(date) = holidays.intersection(workdays).next() {
            let message = format!("{date}既是节假日，又是调休的工作日，按工作日算");
            self.expect(&["calendar", "workdays"], false, message);
        }
        let kinds: BTreeSet<&str> = kinds.filter(|kind| !kind.is_empty()).collect();
        let courtesy =
            letters.courtesy_kinds.iter().map(|kind| (["letters", "courtesy_kinds"], kind));
        let ranked = [
            (["assessment", "ranked_kind"], &assessment.ranked_kind),
            (["assessment", "enclosed_kind"], &assessment.enclosed_kind),
        ];
        // Kinds that every government may have, and that this one happens not to have.
        let courtesy = courtesy.filter(|(_, kind)| !COURTESY_KINDS.contains(&kind.as_str()));
        for (path, kind) in courtesy.chain(ranked) {
            self.expect_kind(&path, kind, &kinds);
        }
        self.problems
    }

    /// Reports the settings that nobody has filled in yet, all at once (F210).
    fn expect_filled(&mut self) {
        let Config { issuer, notice, letters, bulletin, notices, calendar, .. } = self.config;
        let is_blank = |text: &str| text.trim().is_empty();
        let is_open = |text: &str| is_blank(text) || text.contains(UNNAMED);
        let settings: [(&[&str], &str, bool); 11] = [
            (&["issuer", "name"], "发文机关", is_open(&issuer.name)),
            (&["notice", "title"], "通知的标题", is_blank(&notice.title)),
            (&["notice", "date"], "通知的印发日期", notice.date.is_none()),
            (&["letters", "series"], "任务函的机关代字", is_blank(&letters.series)),
            (&["letters", "date"], "任务函的成文日期", letters.date.is_none()),
            (&["letters", "refine_by"], "细化分解的时限", is_blank(&letters.refine_by)),
            (&["letters", "plan_by"], "报送实施方案的时限", is_blank(&letters.plan_by)),
            (&["bulletin", "series"], "通报的机关代字", is_blank(&bulletin.series)),
            (&["notices", "series"], "督办单的机关代字", is_blank(&notices.series)),
            (&["calendar", "holidays"], "法定节假日", calendar.holidays.is_empty()),
            (&["calendar", "workdays"], "调休的工作日", calendar.workdays.is_empty()),
        ];
        let open: Vec<_> = settings.into_iter().filter(|(.., is_open)| *is_open).collect();
        let Some((first, ..)) = open.first() else { return };
        let named = open.iter().map(|(path, what, _)| format!("{what}（{}）", path.join(".")));
        let message = format!("没有填写：{}", named.collect::<Vec<_>>().join("、"));
        let problem = self.problem(Code::SettingBlank, first, message, None);
        self.problems
            .push(problem.hint("在 duban.toml 中填写；没有填写的，文件上留空，时限只按周末推算"));
    }

    /// Reports a kind that the file names and no unit has.
    fn expect_kind(&mut self, path: &[&str], kind: &str, kinds: &BTreeSet<&str>) {
        if kinds.is_empty() || kinds.contains(kind) || kind.is_empty() || self.span(path).is_none()
        {
            return;
        }
        let listed = kinds.iter().copied().collect::<Vec<_>>().join("、");
        let hint = match nearest(kind, kinds.iter().copied()) {
            Some(known) => format!("是否应为“{known}”？名录中的类别有：{listed}"),
            None => format!("名录中的类别有：{listed}"),
        };
        let message = format!("单位名录中没有“{kind}”这一类别");
        let problem = self.problem(Code::SettingDoubtful, path, message, Some(kind));
        self.problems.push(problem.hint(hint));
    }

    fn require(&mut self, path: &[&str], holds: bool, rule: &str) {
        if !holds {
            let message = format!("配置有误：{} {rule}", path.join("."));
            let problem = self.problem(Code::SettingInvalid, path, message, None);
            self.problems.push(problem.hint("duban init 写出的配置说明了每一项"));
        }
    }

    fn expect(&mut self, path: &[&str], holds: bool, message: String) {
        if !holds {
            let message = format!("{} {message}", path.join("."));
            let problem = self.problem(Code::SettingDoubtful, path, message, None);
            self.problems.push(problem.hint("请核对，并改成本年度的设置"));
        }
    }

    /// Returns a problem of a value, or of `words` in it.
    fn problem(
        &self,
        code: Code,
        path: &[&str],
        message: String,
        words: Option<&str>,
    ) -> Diagnostic {
        let span = self.span(path);
        let within = words.zip(span.clone()).and_then(|(words, span)| {
            let at = span.start + self.source.text().get(span)?.find(words)?;
            Some(at..at + words.len())
        });
        let place = match within.or(span) {
            Some(span) => self.source.place(span),
            None => Place::file(self.source.name()),
        };
        Diagnostic::new(code, message).at(place)
    }

    /// Returns the bytes of a value; `None` if the file does not have it.
    fn span(&self, path: &[&str]) -> Option<Range<usize>> {
        let table = DeTable::parse(self.source.text()).ok()?;
        let (last, tables) = path.split_last()?;
        let mut table = table.into_inner();
        for key in tables {
            match table.remove(*key)?.into_inner() {
                DeValue::Table(inner) => table = inner,
                _ => return None,
            }
        }
        table.get(*last).map(toml::Spanned::span)
    }
}

#[cfg(test)]
mod tests {
    use gongwen::foreign;
    use proptest::prelude::*;

    use super::*;
    use crate::workspace::problem;

    const SEED: &str = include_str!("../../duban.toml");
    const KINDS: [&str; 7] =
        ["市州", "新区", "党委机构", "群团组织", "中央在甘单位", "中央企业", "组成部门"];

    /// Returns the problems of the seed's settings with a line changed, as `CODE line:column message（hint）`.
    fn read(from: &str, to: &str) -> Vec<String> {
        assert!(SEED.contains(from), "{from}");
        examine(&SEED.replacen(from, to, 1))
    }

    fn examine(text: &str) -> Vec<String> {
        let source = SourceFile::from_text("duban.toml", text);
        let problems = match Config::parse(text) {
            Err(error) => vec![problem(&source, &error)],
            Ok(config) => {
                let mut problems = Settings::new(&source, &config).faults();
                problems.extend(Settings::new(&source, &config).doubts(KINDS.into_iter()));
                problems
            }
        };
        let line = |problem: Diagnostic| {
            let place = problem.place.unwrap();
            let hint = problem.hint.unwrap_or_default();
            format!(
                "{} {}:{} {}（{hint}）",
                problem.code.as_str(),
                place.line,
                place.column,
                problem.message
            )
        };
        problems.into_iter().map(line).collect()
    }

    #[test]
    fn the_seed_is_sound() {
        assert_eq!(examine(SEED), [""; 0]);
    }

    #[test]
    fn values_outside_their_range_are_errors_at_their_place() {
        for (from, to, expected) in [
            ("return_day = 5", "return_day = 0", "letters.return_day 每月的报送日应在1至31之间"),
            ("return_day = 5", "return_day = 32", "letters.return_day 每月的报送日应在1至31之间"),
            ("return_day = 5", "return_day = 300", "值不对：应为整数，不能是数字300"),
            ("first_month = 3", "first_month = 13", "assessment.first_month 月份应在1至12之间"),
            ("severe_below = 80", "severe_below = 800", "assessment.severe_below 应在1至100之间"),
            ("shortfall = 1.0", "shortfall = -1.0", "assessment.shortfall 应在0至100之间"),
            ("year = 2018", "year = 18", "year 年度应在2000至2100之间"),
            ("reply_days = 10", "reply_days = 0", "bulletin.reply_days 办理时限应为1至365个工作日"),
            ("day = 10", "day = 32", "notices.day 印发日应在1至31之间"),
            ("hint_days = 15", "hint_days = 0", "supervision.hint_days 天数应为1至365"),
            ("urgent = []", "urgent = [\"17\"]", "“17”：编号应写作"),
            ("severe_checks = 2", "severe_checks = 0", "supervision.severe_checks 次数应为1至12"),
            (
                "case_series = \"\"",
                "case_series = \"甘政办督〔2018〕\"",
                "supervision.case_series 机关代字只写文字",
            ),
            (
                "[notices.issues]",
                "[notices.issues]\n2017-05 = { date = 2018-06-11 }",
                "notices.issues.2017-05 期间不在2018年",
            ),
            ("\"甘政办函\"", "\"甘政办函〔2018〕\"", "letters.series 机关代字只写文字"),
            ("2018Q1 = {", "2017Q1 = {", "bulletin.issues.2017Q1 期间不在2018年"),
            ("2018Q1 = {", "2018Q7 = {", "期间应写作 2018-03"),
            ("\"全省\"", "\" \"", "issuer.region 不能为空"),
            ("[fonts]", "[paths]\nallow = [\"\"]\n[fonts]", "paths.allow 每一项都应写明"),
        ] {
            let problems = read(from, to);
            assert!(problems[0].contains(expected), "{to}: {problems:?}");
            assert!(!problems[0].contains(" 0:0 "), "{to}: {problems:?}");
        }
        assert!(read("return_day = 5", "return_day = 40")[0].starts_with("F191 46:14 "));
    }

    #[test]
    fn values_that_do_not_fit_the_year_or_the_registry_are_doubted() {
        for (from, to, expected) in [
            (
                "ranked_kind = \"市州\"",
                "ranked_kind = \"市洲\"",
                "没有“市洲”这一类别（是否应为“市州”？",
            ),
            ("\"群团组织\"", "\"群众组织\"", "没有“群众组织”这一类别（是否应为“群团组织”？"),
            ("\"2018-02-11\"", "\"2018-02-12\"", "2018-02-12不是星期六、星期日"),
            ("\"2018-02-11\"", "\"2008-02-11\"", "2008-02-11不在2018年前后"),
            ("\"2018-02-11\"", "\"2018-04-07\"", "2018-04-07既是节假日，又是调休的工作日"),
            (
                "date = 2018-05-04",
                "date = 2018-03-04",
                "通报的日期2018-03-04早于2018Q1结束的日期2018-03-31",
            ),
            (
                "[notices.issues]",
                "[notices.issues]\n2018-05 = { date = 2018-05-11 }",
                "督办单的日期2018-05-11早于2018-05结束的日期2018-05-31",
            ),
            (
                "number = \"\"\ndate = 2018-02-13",
                "number = \"\"\ndate = 2008-02-13",
                "notice.date 2008-02-13不在2018年前后",
            ),
            (
                "number = \"\"\ndate = 2018-02-13",
                "number = \"\"\ndate = 2018-02-14",
                "早于通知的日期2018-02-14",
            ),
        ] {
            let problems = read(from, to);
            assert!(problems[0].contains(expected), "{to}: {problems:?}");
            assert!(problems[0].starts_with("F192 "), "{to}: {problems:?}");
        }
        let old = SEED.replace("year = 2018", "year = 2019").replace("2018Q", "2019Q");
        let problems = examine(&old);
        let expected = "calendar.workdays 没有2019年的日期，可能是往年的设置";
        assert!(problems.iter().any(|problem| problem.contains(expected)), "{problems:?}");
    }

    #[test]
    fn paths_outside_are_errors_at_their_place_unless_they_are_allowed() {
        let notice = "\"seeds/notice-2018.txt\"";
        assert_eq!(
            read(notice, "\"../通知.txt\""),
            [
                "F195 23:9 notice.files：“../通知.txt”在工作区以外，没有读取（把文件放进工作区，写相对路径；\
                 确要用工作区以外的，把它所在的文件夹写进 duban.toml 的 [paths] allow）"
            ]
        );
        assert!(
            read("\"fonts/FandolHei-Regular.otf\"", r"'C:\simhei.ttf'")[0].starts_with("F195 ")
        );
        let hei = "hei = \"fonts/FandolHei-Regular.otf\"";
        let elsewhere = "hei = \"/usr/share/fonts/simhei.ttf\"";
        let refused = read(hei, elsewhere);
        assert!(refused[0].starts_with("F195 ") && refused.len() == 1, "{refused:?}");
        let rare = read(hei, &format!("{hei}\nrare = \"../a.ttf\""));
        assert!(rare[0].contains(" fonts.rare："), "{rare:?}");
        let allowed = "[paths]\nallow = [\"/usr/share/fonts\"]";
        let text = SEED.replacen(hei, elsewhere, 1);
        assert_eq!(examine(&format!("{text}\n{allowed}\n")), [""; 0]);
    }

    #[test]
    fn a_misspelt_key_comes_with_the_nearest_one() {
        let problems = read("return_day", "retrun_day");
        assert!(problems[0].ends_with("（是否应为 return_day？）"), "{problems:?}");
        let problems = read("[calendar]", "[calender]");
        assert!(problems[0].ends_with("（是否应为 calendar？）"), "{problems:?}");
    }

    proptest! {
        #![proptest_config(crate::sample::cases(400))]

        #[test]
        fn no_mistake_is_described_in_english(
            at in any::<prop::sample::Index>(),
            length in 0..12usize,
            text in "[\"'\\[\\]{}=,.0-9a-z#\\\\\n　省-]{0,4}|true|2018-13-01|1e9|\"\"\"|\\[\\[|0x|inf|9999999999999999999999|[0-9]{1,4}",
        ) {
            let start = SEED.floor_char_boundary(at.index(SEED.len()));
            let end = SEED.floor_char_boundary((start + length).min(SEED.len()));
            let changed = format!("{}{text}{}", &SEED[..start], &SEED[end..]);
            for problem in examine(&changed) {
                let words = problem.split("，可用的有").next().unwrap_or_default();
                prop_assert!(!foreign::is_foreign(words), "{problem}");
            }
        }
    }
}
