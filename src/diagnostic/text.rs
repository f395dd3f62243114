//! Problems in the form for people: message, file, the line with the offending part underlined, hint.

use std::borrow::Cow;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Diagnostics, Place, Severity};

/// Maximum width of a quoted line, in terminal columns. A task of the notice is far longer; it is cut around
/// the offending part.
const WIDTH: usize = 110;

/// Returns the problem as several lines of text without a final line end; with colours for a terminal if
/// `color` is set.
pub fn render(problem: &Diagnostic, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let severity = problem.severity();
    let title = level(severity)
        .with_name(severity.label())
        .primary_title(one_line(&problem.message))
        .id(problem.code.as_str());
    let mut report = Group::with_title(title);
    if let Some(place) = &problem.place {
        report = locate(report, place);
    }
    if let Some(hint) = &problem.hint {
        let hint = format!("处理：{}", normalize_untrusted_str(&one_line(hint)));
        report = report.element(Level::HELP.no_name().message(hint));
    }
    renderer.term_width(WIDTH).render(&[report])
}

/// Returns the number of problems of each severity (3 个错误，10 个警告，21 条提示); severities that do not
/// occur are left out, and 没有问题 is returned when there are no problems.
pub fn summary(problems: &Diagnostics) -> String {
    let counts: Vec<_> =
        [(Severity::Error, "个"), (Severity::Warning, "个"), (Severity::Note, "条")]
            .into_iter()
            .map(|(severity, measure)| (problems.count(severity), measure, severity.label()))
            .filter(|&(count, ..)| count > 0)
            .map(|(count, measure, label)| format!("{count} {measure}{label}"))
            .collect();
    if counts.is_empty() { "没有问题".to_owned() } else { counts.join("，") }
}

pub(super) fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Adds the file and, if known, the line with the offending part.
fn locate<'a>(report: Group<'a>, place: &'a Place) -> Group<'a> {
    if place.sheet.is_some() || place.part.is_some() {
        return locate_cell(report, place);
    }
    let path = &*place.file;
    let Some(snippet) = &place.snippet else {
        let origin = Origin::path(path);
        return report.element(match (place.line, place.column) {
            (0, _) => origin,
            (line, 0) => origin.line(line),
            (line, column) => origin.line(line).char_column(column),
        });
    };
    let part = AnnotationKind::Primary.span(snippet.range.clone());
    report
        .element(Snippet::source(&*snippet.line).path(path).line_start(place.line).annotation(part))
}

/// Adds the cell of a worksheet in Excel's notation (报送.xlsx[进展报送!K7]), or the place in a document
/// (通知.docx[第3张表第19行第2列]), and the beginning of its text.
fn locate_cell<'a>(report: Group<'a>, place: &'a Place) -> Group<'a> {
    const LONGEST: usize = 50;
    let cell = format!("{}[{}]", place.file, one_line(&place.cell()));
    let report = report.element(Origin::path(cell));
    let text = place.snippet.as_ref().map_or("", |snippet| &snippet.line);
    if text.is_empty() {
        return report;
    }
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    let text = format!("原文：{}", normalize_untrusted_str(&one_line(&short)));
    report.element(Level::NOTE.no_name().message(text))
}

/// Returns a message in one line, without the line ends of a quoted cell.
pub(super) fn one_line(message: &str) -> Cow<'_, str> {
    if message.contains(['\n', '\r']) {
        Cow::Owned(message.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎"))
    } else {
        Cow::Borrowed(message)
    }
}
