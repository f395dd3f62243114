//! Problems of one kind, shown together: the first few of them, a line each, and the number of the others.

use std::borrow::Cow;
use std::collections::BTreeMap;

use annotate_snippets::{Group, Level, Renderer, normalize_untrusted_str};

use super::text::{self, level, one_line};
use super::{Code, Diagnostic, Place};

/// The number of problems of a kind that are shown one by one.
pub const SHOWN: usize = 5;

/// The most characters of a message in a line of its own.
const LONGEST: usize = 90;

/// The page that explains the codes; its headings have a short name for each.
const PAGE: &str = include_str!("../../docs/diagnostics.md");

/// Returns the problems as texts, in their order. Those of a kind of which there are more than [`SHOWN`] make one text, where
/// the first of them comes.
pub fn render<'p>(
    problems: impl Iterator<Item = &'p Diagnostic> + Clone,
    color: bool,
) -> Vec<String> {
    let mut kinds: BTreeMap<Code, Vec<&Diagnostic>> = BTreeMap::new();
    for problem in problems.clone() {
        kinds.entry(problem.code).or_default().push(problem);
    }
    let mut texts = Vec::new();
    for problem in problems {
        match kinds.get(&problem.code) {
            Some(kind) if kind.len() > SHOWN => {
                texts.push(together(kind, color));
                kinds.remove(&problem.code);
            }
            Some(_) => texts.push(text::render(problem, color)),
            None => {}
        }
    }
    texts
}

/// Returns the text of several problems of one kind.
fn together(kind: &[&Diagnostic], color: bool) -> String {
    let Some(first) = kind.first() else { return String::new() };
    let severity = first.severity();
    let title = level(severity)
        .with_name(severity.label())
        .primary_title(heading(kind))
        .id(first.code.as_str());
    let mut report = Group::with_title(title);
    let hint = first.hint.as_ref().filter(|_| kind.iter().all(|one| one.hint == first.hint));
    for problem in kind.iter().take(SHOWN) {
        let own = problem.hint.as_ref().filter(|_| hint.is_none());
        let own = own.map_or_else(String::new, |hint| format!("（{hint}）"));
        let place = problem
            .place
            .as_ref()
            .map_or_else(String::new, |place| format!("{}　", located(place)));
        let line = format!("{place}{}{own}", shortened(&one_line(&problem.message)));
        report = report.element(Level::NOTE.no_name().message(normalize_untrusted_str(&line)));
    }
    let rest = format!("另有{}处，加 --all 逐条列出", kind.len() - SHOWN);
    report = report.element(Level::NOTE.no_name().message(rest));
    if let Some(hint) = hint {
        let hint = format!("处理：{}", normalize_untrusted_str(&one_line(hint)));
        report = report.element(Level::HELP.no_name().message(hint));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[report])
}

/// Returns the first line: 60个单位未报送：省财政厅、省教育厅等.
fn heading(kind: &[&Diagnostic]) -> String {
    let count = kind.len();
    let Some(first) = kind.first() else { return String::new() };
    let what = match first.code {
        Code::ReturnMissing => format!("{count}个单位未报送"),
        Code::ReturnIncomplete => format!("{count}个单位漏报"),
        Code::ReturnLate => format!("{count}个单位迟报"),
        Code::NameUnknown => format!("{count}个名称不在名录中"),
        code => format!("{}，{count}处", short_name(code)),
    };
    let mut named: Vec<&str> = Vec::new();
    for name in kind.iter().filter_map(|problem| quoted(&problem.message)) {
        if !named.contains(&name) {
            named.push(name);
        }
    }
    // One word for all of them is no list.
    if named.len() < 2 {
        return what;
    }
    let more = if named.len() > SHOWN { "等" } else { "" };
    named.truncate(SHOWN);
    format!("{what}：{}{more}", named.join("、"))
}

/// Returns the first words that a message quotes.
fn quoted(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once('“')?;
    let (words, _) = rest.split_once('”')?;
    (!words.is_empty() && words.chars().count() <= 16).then_some(words)
}

/// Returns the short name that the page of codes gives a problem.
fn short_name(code: Code) -> &'static str {
    let heading = format!("### {} (", code.as_str());
    let line = PAGE.lines().find_map(|line| line.strip_prefix(&heading));
    line.and_then(|line| line.split_once(") ")).map_or("", |(_, name)| name.trim())
}

/// Returns a place in a line: seeds/units.csv 第3行第12列.
fn located(place: &Place) -> String {
    match place.line {
        0 if place.sheet.is_none() => place.file.clone(),
        _ if place.sheet.is_some() => format!("{}[{}]", place.file, place.cell()),
        _ => format!("{} {}", place.file, place.cell()),
    }
}

fn shortened(message: &str) -> Cow<'_, str> {
    match message.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &message[..end])),
        None => Cow::Borrowed(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;

    fn missing(unit: usize) -> Diagnostic {
        Diagnostic::new(Code::ReturnMissing, format!("“甲{unit}局”没有报送2018-06，应报{unit}项"))
            .at(Place::file("seeds/units.csv"))
            .hint("催报")
    }

    #[test]
    fn more_than_five_of_a_kind_are_one_text_with_the_first_five() {
        let problems: Diagnostics = (1..=60).map(missing).collect();
        let texts = render(problems.iter(), false);
        assert_eq!(
            texts,
            ["\
警告[G151]: 60个单位未报送：甲1局、甲2局、甲3局、甲4局、甲5局等
 |
 = seeds/units.csv　“甲1局”没有报送2018-06，应报1项
 = seeds/units.csv　“甲2局”没有报送2018-06，应报2项
 = seeds/units.csv　“甲3局”没有报送2018-06，应报3项
 = seeds/units.csv　“甲4局”没有报送2018-06，应报4项
 = seeds/units.csv　“甲5局”没有报送2018-06，应报5项
 = 另有55处，加 --all 逐条列出
 = 处理：催报"]
        );
    }

    #[test]
    fn few_of_a_kind_are_shown_each() {
        let problems: Diagnostics = (1..=5).map(missing).collect();
        let texts = render(problems.iter(), false);
        assert_eq!(texts.len(), 5);
        assert_eq!(texts[0], text::render(&missing(1), false));
    }

    #[test]
    fn every_code_has_a_short_name() {
        for &code in Code::ALL {
            assert!(!short_name(code).is_empty(), "{}", code.as_str());
        }
    }
}
