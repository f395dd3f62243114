//! The words of a workbook from the workspace's own template.

use super::*;
use crate::diagnostic::Code;

const BUILT_IN: &str = include_str!("../../../../templates/form.md");

/// Makes the workbook of a unit with pieces of the built-in template replaced.
fn made_with(replaced: &[(&str, &str)]) -> Result<Book, Diagnostic> {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("templates")).unwrap();
    let mut text = BUILT_IN.to_owned();
    for (from, to) in replaced {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    fs::write(root.path().join("templates/form.md"), text).unwrap();
    let bytes = Province::new().worded(root.path(), "兰州市", "2018-07")?;
    Ok(Book::new(bytes.unwrap()))
}

/// Returns the code, line and message of the problem that pieces of a template make.
fn problem(replaced: &[(&str, &str)]) -> (Code, String, String) {
    let Err(problem) = made_with(replaced) else { panic!("no problem") };
    let place = problem.place.expect("a place");
    assert_eq!(place.file, "templates/form.md");
    let line = place.snippet.map_or_else(String::new, |snippet| snippet.line);
    (problem.code, line, problem.message)
}

#[test]
fn the_office_may_reword_titles_notes_and_sheets() {
    let mut book = made_with(&[
        ("{{ month }}月重点工作进展情况报送表", "{{ month }}月省列重点工作月报表"),
        ("sheet = \"任务清单\"", "sheet = \"本单位任务\""),
        ("problems = \"存在问题\"", "problems = \"困难和问题\""),
        ("结果确实为零的填0；", "为零的填0，"),
        ("## 状态\n", "## 自评\n"),
    ])
    .unwrap();
    let form = book.lines(FORM);
    assert_eq!(form[0], "2018年7月省列重点工作月报表");
    assert!(form[4].contains("进展情况|困难和问题|下一步措施"), "{}", form[4]);
    assert_eq!(book.lines("本单位任务")[0], "兰州市2018年任务清单");
    let notes = book.lines(NOTES);
    assert!(notes.iter().any(|line| line.starts_with("自评|从列表中选择：完成、")), "{notes:?}");
    let zero = "零和暂无数据|为零的填0，数据尚未公布、没有统计的留空或填“暂无”，不要填0。";
    assert!(notes.iter().any(|line| line == zero), "{notes:?}");
}

#[test]
fn a_reworded_form_is_read_like_any_other() {
    let book = made_with(&[
        ("sheet = \"任务清单\"", "sheet = \"本单位任务\""),
        ("sheet = \"填报说明\"", "sheet = \"怎样填\""),
        ("value = \"完成值\"", "value = \"累计完成值\""),
        ("reporter = \"填报人：\"", "reporter = \"填表人：\""),
    ])
    .unwrap();
    let (progress, problems) = Province::new().read("a.xlsx", &book.bytes);
    let problems: Vec<_> = problems.iter().filter(|one| one.code != Code::RowNoReturn).collect();
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(progress.tally.not_filled_in, 4);
}

#[test]
fn mistakes_are_reported_with_their_lines() {
    for (from, to, line, message) in [
        ("status = \"状态\"\n", "", "[form.columns]", "文件头有误：[form.columns] 缺少 status"),
        (
            "spare = ",
            "spar = ",
            "spar = \"增报\\n事项\"",
            "文件头有误：不认识的项 spar，可用的有：sheet、title、unit、period、reporter、phone、reviewer、date、\
             hint、nothing、spare、more_leads、signature、header、columns、prompts、errors",
        ),
        (
            "sheet = \"任务清单\"",
            "sheet = \"任务/清单\"",
            "sheet = \"任务/清单\"",
            "文件头有误：工作表名“任务/清单”有 Excel 不收的字符：[ ] : * ? / \\ 和换行都不能用",
        ),
        (
            "sheet = \"填报说明\"",
            "sheet = \"任务清单\"",
            "sheet = \"任务清单\"",
            "文件头有误：已有名为“任务清单”的工作表",
        ),
        (
            "measure = \"计量单位\"",
            "measure = \"什么单位\"",
            "measure = \"什么单位\"",
            "文件头有误：列名“什么单位”收表时认不出，可用的有：计量单位、数量单位、单位(计量)、量纲",
        ),
        (
            "reporter = \"填报人：\"",
            "reporter = \"谁填的：\"",
            "reporter = \"谁填的：\"",
            "文件头有误：“谁填的：”收表时认不出，开头应写作“填报人：”",
        ),
        ("last = \"上期累计\"", "last = \"\"", "last = \"\"", "文件头有误：列名不能为空"),
    ] {
        let (code, at, said) = problem(&[(from, to)]);
        assert_eq!((code, &*at, &*said), (Code::FrontMatterInvalid, line, message), "{from}");
    }
    let (code, line, message) = problem(&[("## 状态\n", "- 状态\n")]);
    assert_eq!(code, Code::MarkdownUnknown);
    assert_eq!((&*line, &*message), ("- 状态", "不支持的写法：列表"));
    let (code, line, message) = problem(&[("{{ due.full }}前", "{{ due.ful }}前")]);
    assert_eq!(code, Code::TemplateInvalid);
    assert!(line.starts_with("请于{{ due.ful }}"), "{line}");
    assert!(message.contains("没有 ful 这一项，可用的有：full、short"), "{message}");
}
