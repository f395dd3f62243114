//! `docs/diagnostics.md` explains every existing code and no others.

use duban::diagnostic::Code;

/// Returns the code, severity and title of every `### ` heading.
fn headings(page: &str) -> Vec<(&str, &str, &str)> {
    page.lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(|heading| {
            let (code, rest) = heading.split_once(" (").expect("`CODE (severity) title`");
            let (severity, title) = rest.split_once(") ").expect("`CODE (severity) title`");
            (code, severity, title)
        })
        .collect()
}

#[test]
fn every_code_is_explained_in_order_with_its_severity() {
    let page = include_str!("../../docs/diagnostics.md");
    let explained: Vec<_> =
        headings(page).into_iter().map(|(code, severity, _)| (code, severity)).collect();
    let codes: Vec<_> =
        Code::ALL.iter().map(|code| (code.as_str(), code.severity().as_str())).collect();
    assert_eq!(explained, codes);
}

#[test]
fn every_code_has_a_title_and_an_explanation_of_its_own() {
    let page = include_str!("../../docs/diagnostics.md");
    let mut titles: Vec<_> = headings(page).iter().map(|heading| heading.2).collect();
    titles.sort_unstable();
    let count = titles.len();
    titles.dedup();
    assert_eq!(titles.len(), count);
    for section in page.split("### ").skip(1) {
        let (heading, text) = section.split_once('\n').expect("a heading is a line");
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let explanation = lines.find(|line| !line.starts_with('>') && !line.starts_with('#'));
        assert!(explanation.is_some(), "{heading}");
    }
}
