//! The words of the bulletin's workbook from the workspace's own template.

use std::fs;

use super::*;
use crate::diagnostic::{Code, Diagnostic};

const BUILT_IN: &str = include_str!("../../../../templates/bulletin-workbook.md");

/// Makes the workbook of the first quarter with pieces of the built-in template replaced.
fn made_with(replaced: &[(&str, &str)]) -> Result<Book, Diagnostic> {
    made(&first_quarter(), replaced)
}

/// Makes the workbook of a bulletin with pieces of the built-in template replaced.
fn made(context: &Bulletin, replaced: &[(&str, &str)]) -> Result<Book, Diagnostic> {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("templates")).unwrap();
    let mut text = BUILT_IN.to_owned();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(root.path().join("templates").join(BULLETIN_WORKBOOK), text).unwrap();
    let templates = Templates::load(root.path(), "templates", BULLETIN_WORKBOOK)?;
    let words = BulletinWords::new(&templates, context)?;
    let bytes = crate::workbook::bulletin(context, &words, date(2018, 3, 31), "").unwrap();
    let reader = open_workbook_from_rs(Cursor::new(bytes.clone())).unwrap();
    Ok(Book { bytes, reader })
}

#[test]
fn the_office_may_reword_titles_notes_columns_and_sheets() {
    let mut book = made_with(&[
        ("sheet = \"附表1 主要指标\"", "sheet = \"指标完成\""),
        ("{{ indicators.name }}完成情况表", "指标一览"),
        ("remark = \"备　注\"", "remark = \"说明\""),
        ("各单位均按时完整报送。", "都报了。"),
        ("序时进度{{ period.schedule }}%", "应达到{{ period.schedule }}%"),
    ])
    .unwrap();
    assert_eq!(book.row("指标完成", 1)[0], "2018年一季度指标一览");
    assert_eq!(book.row("指标完成", 2)[0], "数据截至3月31日，应达到25.0%");
    assert!(book.row("指标完成", 3).contains(&"说明".to_owned()));
    // Formulas of other sheets follow the name.
    let all = book.row_of(names::OVERVIEW, "主要指标");
    let formulas = book.formulas(names::OVERVIEW, all);
    assert!(formulas.iter().any(|formula| formula.contains("指标完成!")), "{formulas:?}");
    let charts = book.part("xl/worksheets/sheet3.xml");
    assert!(charts.contains("指标完成!"), "{charts}");
}

#[test]
fn the_word_for_a_place_that_was_kept_is_the_template_s() {
    let halfway = bulletin_of("2018Q2", &format!("{FIRST}{SECOND}"));
    let book = made(&halfway, &[("kept = \"持平\"", "kept = \"不变\"")]).unwrap();
    let styles = book.part("xl/styles.xml");
    assert!(styles.contains("&quot;↓&quot;0;&quot;不变&quot;"), "{styles}");
    assert!(!styles.contains("持平"), "{styles}");
}

/// Every sheet shows its title and the titles of its columns as the template of the year's stage states them, and no words of
/// a period that goes on.
#[test]
fn the_workbook_of_the_year_has_all_titles_and_no_words_of_a_period_under_way() {
    let returns = SECOND.replace("2018Q2", "2018").replace("2018-07-04", "2019-01-04");
    let mut book = Book::of(&bulletin_of("2018", &returns));
    for (sheet, title, head) in [
        ("总览", "2018年主要指标和重点工作任务完成情况总览", "完成年\n度目标"),
        ("附表1 主要指标", "2018年主要指标完成情况表", "指标状态"),
        ("附表1 图表", "2018年主要指标完成情况图", "年度目标"),
        ("附表2 市州位次", "2018年各市州主要指标位次表", "累计完成"),
        ("附表3 任务进展", "2018年重点工作任务完成情况表", "目标和完成情况"),
        ("附表4 未完成事项", "2018年未完成事项清单", "牵头单位"),
        ("附表5 报送情况", "2018年未报送、迟报、漏报和报送有误单位名单", "单　位"),
    ] {
        let range = book.reader.worksheet_range(sheet).unwrap();
        let texts: Vec<String> = range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
        assert!(texts.iter().any(|text| text == title), "{sheet}: {title}: {texts:?}");
        assert!(texts.iter().any(|text| text == head), "{sheet}: {head}: {texts:?}");
        let gone_on = texts.iter().find(|text| text.contains("序时"));
        assert_eq!(gone_on, None, "{sheet}");
    }
}

#[test]
fn mistakes_are_reported_with_their_lines() {
    for (from, to, line, message) in [
        ("near = \"，接近者居前\"\n", "", "[rankings]", "文件头有误：[rankings] 缺少 near"),
        (
            "sheet = \"总览\"",
            "sheet = \"附表1 图表\"",
            "sheet = \"附表1 图表\"",
            "文件头有误：已有名为“附表1 图表”的工作表",
        ),
    ] {
        let Err(problem) = made_with(&[(from, to)]) else { panic!("{from}") };
        let place = problem.place.unwrap();
        assert_eq!(place.file, "templates/bulletin-workbook.md");
        assert_eq!((problem.code, &*problem.message), (Code::FrontMatterInvalid, message));
        assert_eq!(place.snippet.unwrap().line, line);
    }
    let Err(problem) = made_with(&[("{{ period.due }}", "{{ period.do }}")]) else { panic!() };
    assert_eq!(problem.code, Code::TemplateInvalid);
    assert!(problem.message.contains("没有 do 这一项"), "{}", problem.message);
}
