//! The lines above a table: 填报单位：省教育厅　报送期间：2018年一季度, or a title that names the period.

use super::period_text;
use super::problem::Problem;
use crate::diagnostic::{Code, Place};
use crate::input::grid::{GridCell, GridRow, Origin};
use crate::input::width::half_width;

/// Words before a colon, separated by blanks, and the statements that they announce.
const LABELS: [(Label, &str); 6] = [
    (Label::Unit, "填报单位 报送单位 上报单位 报告单位 单位名称 单位"),
    (
        Label::Period,
        "报送期间 填报期间 报告期 统计期间 统计期 数据期间 报送季度 报送月份 期间 时期",
    ),
    (Label::Reporter, "填报人 填表人 联系人"),
    (Label::Date, "填报日期 报送日期 上报日期 填表日期 填报时间"),
    (Label::Contact, "单位负责人 联系电话 电话 手机 审核人 签发人 邮箱"),
    (Label::Other, "计量单位 金额单位 责任单位"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Unit,
    Period,
    Reporter,
    Date,
    /// A person or a number for which returns have no place.
    Contact,
    Other,
}

/// A value that a line states, and its place.
pub(in crate::returns) type Statement = Option<(String, Place)>;

/// Statements in the lines above a table, which hold for all of its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::returns) struct HeadingLines {
    pub unit: Statement,
    pub period: Statement,
    pub reporter: Statement,
    pub date: Statement,
    /// The period that a title names.
    pub title_period: Statement,
    /// Statements for which returns have no place, with their labels.
    contacts: Vec<(String, Place)>,
    /// True if the period has a label of its own, which takes precedence over a title.
    labelled_period: bool,
}

impl HeadingLines {
    /// Takes up the statements of a line, and returns whether it has any. The first statement of each kind
    /// counts.
    pub(super) fn read(&mut self, origin: Origin<'_>, row: &GridRow, year: i16) -> bool {
        let cells: Vec<&str> = row.filled().map(GridCell::text).collect();
        let written = cells.join("　");
        let line: String = written.chars().map(half_width).collect();
        let statements = statements(&line);
        for &(label, stated) in &statements {
            let slot = match label {
                Label::Unit => &mut self.unit,
                Label::Period if !self.labelled_period => {
                    self.labelled_period = true;
                    self.period = None;
                    &mut self.period
                }
                Label::Period => &mut self.period,
                Label::Reporter => &mut self.reporter,
                Label::Date => &mut self.date,
                Label::Contact => {
                    let before = characters_before(&line, stated);
                    let place = origin.place(row, column_at(row, before));
                    let value = as_written(&line, &written, stated);
                    let label = label_before(&line, stated);
                    if !value.trim().is_empty() {
                        self.contacts.push((format!("{label}{}", value.trim()), place));
                    }
                    continue;
                }
                Label::Other => continue,
            };
            let value = match label {
                Label::Reporter => as_written(&line, &written, stated),
                _ => without_brackets(stated).to_owned(),
            };
            if slot.is_none() && !value.is_empty() {
                let column = column_at(row, characters_before(&line, stated));
                *slot = Some((value, origin.place(row, column)));
            }
        }
        if statements.is_empty() && self.title_period.is_none() {
            let found = period_in(&line, year);
            self.title_period = found.map(|period| (period, origin.row_place(row)));
            if self.period.is_none() {
                self.period.clone_from(&self.title_period);
            }
        }
        !statements.is_empty()
    }

    /// Returns G213 for statements that have no place in returns.
    pub(super) fn not_read(&self) -> Option<Problem> {
        let (_, first) = self.contacts.first()?;
        let said: Vec<_> = self.contacts.iter().map(|(words, _)| format!("“{words}”")).collect();
        let message = format!("{}没有存放的列，未采用", said.join("、"));
        Some(Problem::new(Code::WordsNotRead, message).at(first.clone()))
    }

    /// Returns the period that has a label of its own.
    pub(super) fn labelled_period(&self) -> Option<&(String, Place)> {
        self.period.as_ref().filter(|_| self.labelled_period)
    }

    /// Takes over the statements of later lines; statements that those lines lack remain.
    pub(super) fn replace_with(&mut self, later: Self) {
        let replace = |held: &mut Statement, later: Statement| {
            if later.is_some() {
                *held = later;
            }
        };
        replace(&mut self.unit, later.unit);
        replace(&mut self.period, later.period);
        replace(&mut self.title_period, later.title_period);
        replace(&mut self.reporter, later.reporter);
        replace(&mut self.date, later.date);
    }
}

/// Returns whether a form may put a label in the place of one of its own.
pub fn means_label(label: &str, own: &str) -> bool {
    let [(rest, meaning), (_, own)] = [label, own.trim_end_matches('：')].map(split_label);
    rest.is_empty() && meaning.is_some() && meaning == own
}

/// Returns the labels of a line, each with the text that follows it.
fn statements(line: &str) -> Vec<(Label, &str)> {
    let mut statements = Vec::new();
    let mut parts = split_at_colons(line).into_iter();
    let mut label = parts.next().map(|first| split_label(first).1);
    for part in parts {
        let (value, next) = split_label(part);
        if let Some(Some(label)) = label {
            statements.push((label, value.trim_matches(['_', '　', ' '])));
        }
        label = Some(next);
    }
    statements
}

/// Returns the label, with its colon, that is before a value in its line.
fn label_before<'l>(line: &'l str, value: &str) -> &'l str {
    let before = line.get(..value.as_ptr().addr() - line.as_ptr().addr()).unwrap_or_default();
    let before = before.trim_end_matches(['_', '　', ' ']);
    let end = before.trim_end_matches(':');
    let start = end
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + end[at..].chars().next().map_or(0, char::len_utf8));
    &before[start..]
}

/// Splits a line at its colons, except those inside a time of day (14:30).
fn split_at_colons(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(':') {
        let (before, after) = (&line[..at], &line[at + 1..]);
        let in_time = before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit());
        if !in_time {
            parts.push(&line[start..at]);
            start = at + 1;
        }
    }
    parts.push(&line[start..]);
    parts
}

/// Returns the part of `written` that became `value` in `line`, which has its characters in half width. Names
/// keep their original characters.
fn as_written(line: &str, written: &str, value: &str) -> String {
    let before = characters_before(line, value);
    let length = value.chars().count();
    written.chars().skip(before).take(length).collect()
}

/// Counts the characters of `line` before its part `value`.
fn characters_before(line: &str, value: &str) -> usize {
    let start = value.as_ptr().addr() - line.as_ptr().addr();
    line.get(..start).map_or(0, |before| before.chars().count())
}

/// Returns the column of the cell that holds the character `at` of the row's cells, joined with one blank
/// between each two.
fn column_at(row: &GridRow, at: usize) -> usize {
    let mut end = 0;
    let mut column = 0;
    for cell in row.filled() {
        if at < end {
            break;
        }
        column = cell.column;
        end += cell.text().chars().count() + 1;
    }
    column
}

/// Removes the brackets around a value (（2018年3月）) or the remark behind it (省建设厅（盖章）).
fn without_brackets(value: &str) -> &str {
    let Some(inside) = value.strip_suffix(')') else {
        return value;
    };
    match inside.rfind('(') {
        Some(0) => inside[1..].trim(),
        Some(open) => inside[..open].trim_end(),
        None => value,
    }
}

/// Takes the label off the end of `text`, ignoring blanks inside it and a remark in brackets (盖章) behind it.
fn split_label(text: &str) -> (&str, Option<Label>) {
    let trimmed = text.trim_end();
    let trimmed = match (trimmed.strip_suffix(')'), trimmed.rfind('(')) {
        (Some(_), Some(open)) => trimmed[..open].trim_end(),
        _ => trimmed,
    };
    let words =
        (LABELS.iter()).flat_map(|&(label, words)| words.split(' ').map(move |word| (label, word)));
    let found = words.filter_map(|(label, word)| Some((strip_spaced(trimmed, word)?, Some(label))));
    // 计量单位 ends with 单位 as well: the longest label counts, which leaves the least text.
    let found = found.min_by_key(|(rest, _)| rest.len());
    found.unwrap_or((text, None))
}

/// Removes `word` from the end of `text`, where its characters may be spaced.
fn strip_spaced<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    word.chars().rev().try_fold(text, |rest, char| rest.trim_end().strip_suffix(char))
}

/// Returns a period that a title names (2018年一季度重点工作进展情况报送表). A month needs its year, since 3月底前报送 is a
/// deadline, and a day is not a month.
pub(super) fn period_in(line: &str, year: i16) -> Option<String> {
    const LONGEST: usize = 14;
    let line: Vec<char> = line.chars().filter(|c| !c.is_whitespace()).collect();
    let marks = ['月', '季', '半'];
    if !line.iter().any(|char| marks.contains(char)) {
        return None;
    }
    for start in 0..line.len() {
        let starts_number = line[start].is_ascii_digit();
        let inside = starts_number && start > 0 && line[start - 1].is_ascii_digit();
        if inside {
            continue;
        }
        for end in (start + 2..=line.len().min(start + LONGEST)).rev() {
            let part: String = line[start..end].iter().collect();
            if part.contains(['(', ')', '日']) {
                continue;
            }
            let named = part.contains("季度") || part.contains("半年");
            let dated = part.contains('年') && part.contains('月');
            let goes_on = line.get(end).is_some_and(char::is_ascii_digit);
            if (named || dated) && !goes_on && period_text::parse(&part, year).is_ok() {
                return Some(part);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::input::SourceFile;
    use crate::input::grid::Grid;

    fn read(text: &str) -> HeadingLines {
        let source = SourceFile::from_text("a.csv", text);
        let grid = Grid::text(&source, b',', &mut Diagnostics::new()).unwrap();
        let mut lines = HeadingLines::default();
        for row in &grid.rows {
            lines.read(grid.origin, row, 2018);
        }
        lines
    }

    fn stated(stated: Statement) -> Option<String> {
        stated.map(|(text, _)| text)
    }

    #[test]
    fn the_labels_of_the_form_are_known() {
        use crate::returns::form::label;
        for (label, known) in [
            (label::UNIT, Label::Unit),
            (label::PERIOD, Label::Period),
            (label::REPORTER, Label::Reporter),
            (label::PHONE, Label::Contact),
            (label::REVIEWER, Label::Contact),
            (label::DATE, Label::Date),
        ] {
            let label = label.trim_end_matches('：');
            assert_eq!(split_label(label), ("", Some(known)), "{label}");
        }
    }

    #[test]
    fn a_time_of_day_is_no_label() {
        let lines = read("填报人：张三,填报日期：2018-04-05 14:30:00,联系电话：0931");
        assert_eq!(stated(lines.date).as_deref(), Some("2018-04-05 14:30:00"));
        assert_eq!(stated(lines.reporter).as_deref(), Some("张三"));
    }

    #[test]
    fn labels_state_unit_period_reporter_and_date() {
        for text in [
            "填报单位：省教育厅　报送期间：2018年一季度　填报人：张三　填报日期：2018年4月5日",
            "填报单位：,省教育厅,报送期间：,2018年一季度,填报人：,张三,填报日期：,2018年4月5日",
            "填 报 单 位（盖章）： 省教育厅 报送期间:2018年一季度 填报人:张三 填报日期:2018年4月5日",
            "填报单位：省教育厅\n报送期间：（2018年一季度）\n填报人：张三,填报日期：2018年4月5日",
        ] {
            let lines = read(text);
            assert_eq!(stated(lines.unit).as_deref(), Some("省教育厅"), "{text}");
            assert_eq!(stated(lines.period).as_deref(), Some("2018年一季度"), "{text}");
            assert_eq!(stated(lines.reporter).as_deref(), Some("张三"), "{text}");
            assert_eq!(stated(lines.date).as_deref(), Some("2018年4月5日"), "{text}");
        }
    }

    #[test]
    fn the_reporter_is_kept_to_the_letter() {
        for (text, name) in [
            ("填报人：张三（规划处）　联系电话：8888", "张三（规划处）"),
            ("填报单位：省教育厅,填报人：,Ｌi 四,填报日期：,4月5日", "Ｌi 四"),
        ] {
            assert_eq!(stated(read(text).reporter).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn a_title_names_the_period() {
        for (title, period) in [
            ("2018年一季度重点工作进展情况报送表", Some("2018年一季度")),
            ("省教育厅2018年1-3月进展情况表", Some("2018年1-3月")),
            ("重点工作上半年进展情况", Some("上半年")),
            ("（2018年3月）", Some("2018年3月")),
            ("2018年工作进展情况", None),
            ("请于4月5日前报送", None),
            ("2018年4月5日印发", None),
            ("请于3月底前报送", None),
        ] {
            assert_eq!(stated(read(title).period).as_deref(), period, "{title}");
        }
    }

    #[test]
    fn a_label_counts_for_more_than_a_title() {
        let lines = read("2018年上半年进展情况表\n报送期间：2018年一季度");
        assert_eq!(stated(lines.period).as_deref(), Some("2018年一季度"));
    }

    #[test]
    fn other_labels_state_nothing() {
        let lines = read("计量单位：万元　责任单位：");
        assert_eq!(lines, HeadingLines::default());
    }

    #[test]
    fn people_without_a_place_are_named() {
        let lines =
            read("填报人：,张三,联系电话：,0931-8888,审核人：,李四（处长）,填报日期：,4月5日");
        let problem = lines.not_read().unwrap();
        assert_eq!(
            problem.message,
            "“联系电话:0931-8888”、“审核人:李四（处长）”没有存放的列，未采用"
        );
        assert_eq!(read("填报人：张三,联系电话：,审核人：").not_read(), None);
    }
}
