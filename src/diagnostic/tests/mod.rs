use proptest::prelude::*;

use super::{Code, Diagnostic, Diagnostics, Place, json, text};
use crate::input::SourceFile;

fn tasks(line: &str) -> SourceFile {
    SourceFile::from_text("seeds/annex/tasks.csv", format!("序号,牵头单位\n{line}\n"))
}

/// Returns problem P101 at `part` of the one row of `source`.
fn unknown_party(source: &SourceFile, part: &str) -> Diagnostic {
    let at = source.text().find(part).expect("the row has the part");
    Diagnostic::new(Code::PartyUnknown, format!("牵头单位“{part}”不在名录中"))
        .at(source.place(at..at + part.len()))
        .hint("检查名称")
}

/// Compares line by line, so that a difference shows what moved.
fn assert_shown(problem: &Diagnostic, expected: &[&str]) {
    let shown = text::render(problem, false);
    assert_eq!(shown.lines().collect::<Vec<_>>(), expected, "\n{shown}");
}

#[test]
fn wide_characters_and_tabs_are_underlined_where_they_stand() {
    let source = tasks("16\t实施学前教育\t省卫计生委、省人社厅");
    assert_shown(
        &unknown_party(&source, "省卫计生委"),
        &[
            "错误[P101]: 牵头单位“省卫计生委”不在名录中",
            " --> seeds/annex/tasks.csv:2:11",
            "  |",
            "2 | 16    实施学前教育    省卫计生委、省人社厅",
            "  |                       ^^^^^^^^^^",
            "  |",
            "  = 处理：检查名称",
        ],
    );
}

#[test]
fn a_long_line_is_cut_around_the_part() {
    let source = tasks(&format!("16,{},省卫计生委", "完成建设任务".repeat(40)));
    let shown = text::render(&unknown_party(&source, "省卫计生委"), false);
    let lines: Vec<_> = shown.lines().collect();
    assert!(lines[3].starts_with("2 | ..."), "{shown}");
    assert!(lines[3].ends_with(",省卫计生委"), "{shown}");
    assert_eq!(lines[4].matches('^').count(), 10, "{shown}");
}

#[test]
fn control_characters_are_shown_as_pictures() {
    let source = tasks("16,\u{0}\u{1b}[31m省卫计生委");
    let problem = unknown_party(&source, "\u{0}\u{1b}[31m省卫计生委");
    let shown = text::render(&problem, false);
    assert!(!shown.contains(['\u{0}', '\u{1b}']), "{shown:?}");
    assert!(shown.contains("2 | 16,␀␛[31m省卫计生委"), "{shown}");
}

#[test]
fn a_file_or_a_line_as_a_whole_is_named_without_an_underline() {
    let missing = Diagnostic::new(Code::FileMissing, "找不到文件“seeds/units.csv”")
        .at(Place::file("seeds/units.csv"));
    assert_shown(&missing, &["错误[F101]: 找不到文件“seeds/units.csv”", "--> seeds/units.csv"]);
    let encoding = Diagnostic::new(Code::FileEncoding, "文件的编码无法识别")
        .at(Place { line: 7, ..Place::file("seeds/units.csv") });
    assert_shown(&encoding, &["错误[F103]: 文件的编码无法识别", "--> seeds/units.csv:7"]);
}

#[test]
fn line_ends_inside_a_message_do_not_break_it() {
    let problem = Diagnostic::new(Code::UnitIdle, "“甲\r\n乙”没有任何事项").hint("甲\n乙");
    assert_shown(&problem, &["提示[P109]: “甲⏎乙”没有任何事项", " |", " = 处理：甲⏎乙"]);
}

#[test]
fn colours_are_added_only_when_asked_for() {
    let problem = Diagnostic::new(Code::LeadMissing, "2-5没有牵头单位");
    assert_eq!(text::render(&problem, false), "警告[P104]: 2-5没有牵头单位");
    assert!(text::render(&problem, true).contains("\u{1b}["));
}

#[test]
fn the_summary_counts_by_severity() {
    let of = |codes: &[Code]| {
        let problems: Diagnostics = codes.iter().map(|&code| Diagnostic::new(code, "")).collect();
        text::summary(&problems)
    };
    let (error, warning, note) = (Code::FileMissing, Code::LeadMissing, Code::UnitIdle);
    assert_eq!(of(&[note, error, warning, note]), "1 个错误，1 个警告，2 条提示");
    assert_eq!(of(&[warning]), "1 个警告");
    assert_eq!(of(&[]), "没有问题");
}

#[test]
fn sorting_follows_the_files_from_top_to_bottom() {
    let at = |file: &str, line, column| {
        Diagnostic::new(Code::CellInvalid, format!("{file}{line}{column}")).at(Place {
            line,
            column,
            ..Place::file(file)
        })
    };
    let mut problems: Diagnostics = [
        at("b", 2, 1),
        at("a", 1, 1),
        at("b", 1, 9),
        at("b", 1, 2),
        Diagnostic::new(Code::UnitIdle, "无"),
    ]
    .into_iter()
    .collect();
    problems.sort();
    let messages: Vec<_> = problems.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages, ["无", "b12", "b19", "b21", "a11"]);
}

#[test]
fn json_has_every_field_and_null_for_what_is_not_known() {
    let source = tasks("16,省\"卫计生委");
    let problems: Diagnostics = [
        unknown_party(&source, "省\"卫计生委"),
        Diagnostic::new(Code::FileMissing, "找不到文件").at(Place::file("seeds/units.csv")),
        Diagnostic::new(Code::UnitIdle, "没有任何事项"),
    ]
    .into_iter()
    .collect();
    let expected = r#"[
  {
    "code": "P101",
    "severity": "error",
    "file": "seeds/annex/tasks.csv",
    "line": 2,
    "column": 4,
    "text": "省\"卫计生委",
    "message": "牵头单位“省\"卫计生委”不在名录中",
    "hint": "检查名称"
  },
  {
    "code": "F101",
    "severity": "error",
    "file": "seeds/units.csv",
    "line": null,
    "column": null,
    "text": null,
    "message": "找不到文件",
    "hint": null
  },
  {
    "code": "P109",
    "severity": "note",
    "file": null,
    "line": null,
    "column": null,
    "text": null,
    "message": "没有任何事项",
    "hint": null
  }
]
"#;
    assert_eq!(json::render(&problems), expected);
    assert_eq!(json::render(&Diagnostics::new()), "[]\n");
}

proptest! {
    #[test]
    fn every_place_can_be_shown(text in "[一a\t\r\n\0\u{200d}\u{301}]{0,200}", start in 0usize..300, length in 0usize..300) {
        let place = SourceFile::from_text("x.csv", text).place(start..start + length);
        let problem = Diagnostic::new(Code::CellInvalid, "不对").at(place).hint("改");
        text::render(&problem, true);
        prop_assert!(text::render(&problem, false).starts_with("错误[F116]: 不对\n"));
    }
}

#[test]
fn a_cell_of_a_worksheet_is_named_as_excel_names_it() {
    let place = Place {
        file: "报送.xlsx".to_owned(),
        sheet: Some("进展报送".to_owned()),
        part: None,
        line: 7,
        column: 11,
        snippet: Some(super::Snippet { line: "红灯".to_owned(), range: 0..6 }),
    };
    let problem = Diagnostic::new(Code::ReturnStatus, "状态“红灯”无法识别").at(place);
    let shown = text::render(&problem, false);
    let expected = "错误[G126]: 状态“红灯”无法识别\n  \
                    --> 报送.xlsx[进展报送!K7]\n  |\n  = 原文：红灯";
    let plain = |text: &str| text.replace([' ', '\n', '|'], "");
    assert_eq!(plain(&shown), plain(expected), "{shown}");
}
