//! `duban collect`: forms come in, clean CSVs are written to `seeds/progress`, and the workspace loads.

use duban::period::Month;
use duban::plan::TargetId;
use duban::returns::form::{Column, FormKey, VERSION, label};
use rust_xlsxwriter::Workbook;

use crate::support::Case;

const FILE: &str = "seeds/progress/2018-06-003-兰州市.csv";
const HEADER: &str = "\u{feff}期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n";

/// Makes a workspace whose notice was imported.
fn case() -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case
}

/// Returns the form of 兰州市 for June: its three items, filled in with these cells.
fn form(day: &str, cells: &[(usize, Column, &str)]) -> Vec<u8> {
    form_book(day, cells).save_to_buffer().unwrap()
}

fn form_book(day: &str, cells: &[(usize, Column, &str)]) -> Workbook {
    let items = ["1-1", "2-1", "2-2"];
    let rows = items.map(|item| TargetId::first(item.parse().unwrap()));
    let key = FormKey {
        version: VERSION,
        period: Month::new(2018, 6).unwrap(),
        code: "003".to_owned(),
        unit: "兰州市".to_owned(),
        rows: rows.to_vec(),
        beside: Vec::new(),
    };
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("进展报送").unwrap();
    let lines = [
        format!("{}兰州市　{}2018年6月", label::UNIT, label::PERIOD),
        format!("{}张三　{}{day}", label::REPORTER, label::DATE),
    ];
    for (row, line) in (0..).zip(lines) {
        sheet.write_string(row, 1, line).unwrap();
    }
    for (column, title) in (0..).zip(Column::ALL.map(Column::title)) {
        sheet.write_string(2, column, title).unwrap();
    }
    for (row, (key, item)) in (3..).zip(key.row_keys().zip(items)) {
        sheet.write_string(row, 0, key.to_string()).unwrap();
        sheet.write_string(row, 1, item).unwrap();
    }
    for &(row, column, text) in cells {
        let row = 3 + u32::try_from(row).unwrap();
        sheet.write_string(row, column as u16, text).unwrap();
    }
    let hidden = book.add_worksheet().set_name("duban").unwrap();
    for (row, cells) in (0..).zip(key.cells()) {
        for (column, text) in (0..).zip(cells) {
            hidden.write_string(row, column, text).unwrap();
        }
    }
    hidden.set_very_hidden(true);
    book
}

/// Returns a form with two rows filled in on 5 July.
fn two() -> Vec<u8> {
    let cells = [
        (0, Column::Value, "6.1%"),
        (1, Column::Value, "１２０万亩"),
        (1, Column::Progress, " 春季造林\n全面完成 "),
    ];
    form("2018-07-05", &cells)
}

#[test]
fn help_says_what_the_common_options_mean_here() {
    let case = Case::tiny();
    case.duban(["collect", "--help"]).exits(0).says("--date 是没有填报日期的各行的填报日期");
}

#[test]
fn a_form_is_collected_once_and_the_workspace_loads() {
    let case = case();
    case.write("收/兰州.xlsx", two());
    case.duban(["collect", "收"])
        .exits(0)
        .says("收/兰州.xlsx：兰州市 2018-06：采用2行，更正2处，未填1行\n")
        .says("  进展报送!J4 “6.1%” 记作 “6.1”\n")
        .says("  进展报送!J5 “１２０万亩” 记作 “120”\n")
        .says("写入：seeds/progress/2018-06-003-兰州市.csv\n")
        .says("2018-06 应报3个单位，已报齐0个\n  未报2个：省财政厅（2项）、省妇联（1项）\n  不全1个：兰州市（缺1项：任务2（妇女之家））\n")
        .says("没有发现问题");
    let expected = format!(
        "{HEADER}2018-06,1-1,1,兰州市,6.1,%,,,,,,张三,2018-07-05\n\
         2018-06,2-1,1,兰州市,120,万亩,,,\" 春季造林\n全面完成 \",,,张三,2018-07-05\n"
    );
    assert_eq!(case.text(FILE), expected);
    case.duban(["check", "--period", "2018-06"])
        .exits(0)
        .says("进展报送：1个文件2行，读入2行，未读入0行");
    case.duban(["collect", "收/兰州.xlsx"])
        .exits(0)
        .says("采用0行，已有相同的2行")
        .says("没有改动");
    assert_eq!(case.text(FILE), expected);
}

#[test]
fn words_like_formulas_are_text_in_the_csv_and_come_back_as_they_were() {
    let case = case();
    let words = ["=cmd|'/c calc'!A0", "+1", "-2+3", "@x", "'=1", "＝1", "'80年代"];
    for (index, words) in words.into_iter().enumerate() {
        let file = format!("收/{index}.xlsx");
        let cells = [
            (0, Column::Value, "-6.1"),
            (0, Column::Progress, words),
            (1, Column::Problems, words),
        ];
        let form = form(&format!("2018-07-{:02}", index + 3), &cells);
        case.write(&file, form);
        case.duban(["collect", &file, "--force"]).exits(0);
        let mark = if words.starts_with("'8") { "" } else { "'" };
        let csv = case.text(FILE);
        let line = csv.lines().rev().find(|line| line.contains(",1-1,")).unwrap();
        assert!(line.contains(&format!(",-6.1,%,,,{mark}{words},")), "{line}");
        // What was written is what the form says.
        case.duban(["collect", &file]).exits(0).says("采用0行，已有相同的2行").says("没有改动");
        assert_eq!(case.text(FILE), csv);
    }
}

#[test]
fn words_where_nothing_is_read_are_named() {
    let case = case();
    let cells = [
        (0, Column::Value, "6.1"),
        (0, Column::Role, "不是我市的事项"),
        (0, Column::Last, "应为5.8"),
        (1, Column::Role, "实施选报"),
    ];
    let mut book = form_book("2018-07-03", &cells);
    let list = book.add_worksheet().set_name("任务清单").unwrap();
    list.write_string(40, 1, "数据为快报数").unwrap();
    book.worksheet_from_index(0).unwrap().set_footer("&L联系人王五 88&R第 &P 页");
    case.write("a.xlsx", book.save_to_buffer().unwrap());
    let run = case.duban(["collect", "a.xlsx"]).exits(0);
    let told = run.stderr.lines().filter(|line| line.contains("G215"));
    let (margins, told): (Vec<_>, Vec<_>) = told.partition(|line| line.contains("页脚"));
    assert!(margins[0].contains("“联系人王五 88”未采用"), "{margins:?}");
    assert_eq!(
        told,
        [
            "提示[G215]: “职责”处的“不是我市的事项”未采用",
            "提示[G215]: “上期累计”处的“应为5.8”未采用",
            "提示[G215]: 工作表“任务清单”中写的“数据为快报数”未采用",
        ]
    );
    assert!(!run.stdout.contains("没有发现问题"), "{}", run.stdout);
}

#[test]
fn corrections_come_behind_and_same_days_need_force() {
    let case = case();
    case.write("一.xlsx", two());
    case.duban(["collect", "一.xlsx"]).exits(0);
    let before = case.text(FILE);
    case.write("二.xlsx", form("2018-07-05", &[(0, Column::Value, "6.3")]));
    case.duban(["collect", "二.xlsx"])
        .exits(1)
        .complains("G164")
        .complains("二.xlsx[进展报送!A4]")
        .complains("--force")
        .says("采用0行，拒收1行，未填2行");
    assert_eq!(case.text(FILE), before);
    case.write("三.xlsx", form("2018-07-09", &[(0, Column::Value, "6.3")]));
    case.duban(["collect", "三.xlsx"]).exits(0).says("采用1行");
    let later = "2018-06,1-1,1,兰州市,6.3,%,,,,,,张三,2018-07-09\n";
    assert_eq!(case.text(FILE), format!("{before}{later}"));
    case.duban(["collect", "二.xlsx", "--force"]).exits(0);
    assert!(case.text(FILE).contains(",6.3,%,,,,,,张三,2018-07-05\n"));
    assert!(!case.text(FILE).contains(",6.1,"));
    case.duban(["check"]).exits(0);
}

#[test]
fn what_is_not_asked_for_is_refused_by_name() {
    let case = case();
    case.write("a.xlsx", two());
    case.duban(["collect", "a.xlsx", "--period", "2018-03"])
        .exits(1)
        .complains("兰州市2018年6月的报送表，本次收2018年3月，整份未收")
        .says("兰州市 2018-06：未收（a.xlsx）\n没有改动");
    case.duban(["collect", "a.xlsx", "--unit", "省妇联"])
        .exits(1)
        .complains("兰州市2018年6月的报送表，本次收省妇联的，整份未收");
    assert!(case.list("seeds/progress").is_empty());
    case.duban(["collect", "a.xlsx", "--unit", "兰州市政府", "--period", "2018Q2"]).exits(0);
    assert_eq!(case.list("seeds/progress"), ["2018-06-003-兰州市.csv"]);
}

#[test]
fn a_wrong_command_writes_nothing() {
    let case = case();
    case.write("a.xlsx", two());
    case.duban(["collect", "a.xlsx", "b.xlsx"]).exits(2).complains("找不到“b.xlsx”");
    case.duban(["collect", "a.xlsx", "--unit", "省财正厅"]).exits(2).complains("是否指“省财政厅”");
    case.duban(["collect", "a.xlsx", "--unit", "各市州政府"]).exits(2).complains("统称");
    case.duban(["collect", "a.xlsx", "--period", "2017-06"]).exits(2).complains("2018年");
    case.duban(["collect"]).exits(2);
    assert!(case.list("seeds/progress").is_empty());
    let bare = Case::tiny();
    bare.write("a.xlsx", two());
    bare.duban(["collect", "a.xlsx"]).exits(2).complains("先运行 duban import");
}

#[test]
fn one_bad_file_does_not_hide_the_next() {
    let case = case();
    case.write("收/1.xlsx", b"PK\x03\x04 cut off");
    case.write("收/2.xlsx", two());
    case.write("收/说明.docx", b"PK");
    case.write("收/~$2.xlsx", b"lock");
    case.duban(["-q", "collect", "收"])
        .exits(1)
        .complains("文件“收/1.xlsx”不是完好的 Excel 工作簿");
    assert_eq!(case.text(FILE).lines().count(), 4);
    case.duban(["collect", "收/说明.docx"]).exits(1);
}

/// Returns a zip archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn folders_archives_and_wrong_endings_are_read() {
    let case = case();
    let csv =
        |value: &str| format!("{HEADER}2018-06,2-1,1,兰州市,{value},万亩,,,,,,张三,2018-07-06\n");
    let rest = form("2018-07-05", &[(2, Column::Status, "完成")]);
    case.write("收/市州/甘肃/兰州.et", two());
    case.write("收/其他.xls", zip(&[("兰州/补.xlsx", &rest), ("__MACOSX/._补.xlsx", b"x")]));
    case.duban(["collect", "收"])
        .exits(0)
        .says("收/其他.xls/兰州/补.xlsx：兰州市 2018-06：采用1行，未填2行\n")
        .says("收/市州/甘肃/兰州.et：兰州市 2018-06：采用2行，更正2处，未填1行\n")
        .says("没有发现问题");
    case.write("收/市州/1.zip", zip(&[("a.xls", csv("150").as_bytes())]));
    case.duban(["collect", "收/市州/1.zip"])
        .exits(0)
        .says("收/市州/1.zip/a.xls：兰州市 2018-06：采用1行\n");
    // The same in the workspace's own folder.
    std::fs::remove_dir_all(case.path("seeds/progress")).unwrap();
    case.write("seeds/progress/六月/1.zip", zip(&[("a.csv", csv("150").as_bytes())]));
    case.write("seeds/progress/六月/兰州.xlsm", two());
    case.duban(["check", "--period", "2018-06"])
        .exits(0)
        .says("进展报送：2个文件6行，读入3行（其中被更正1行），未读入3行（标题和备注2、未填写1）");
}

#[test]
fn what_looks_like_a_return_and_is_left_out_makes_the_exit_status_1() {
    let inner = zip(&[("a.xlsx", &two())]);
    for (name, content, told) in [
        (
            "表.docx",
            zip(&[("word/document.xml", b"")]),
            "文件“收/表.docx”是 Word 或 WPS 文字文档，未读入",
        ),
        ("表.xls", b"<html><table>".to_vec(), "文件“收/表.xls”是网页（HTML），未读入"),
        ("表.pdf", b"%PDF-1.4".to_vec(), "文件“收/表.pdf”是 PDF 文件，未读入"),
        ("外.zip", zip(&[("内.zip", &inner)]), "“收/外.zip/内.zip”是压缩包里的压缩包，未读入"),
        ("空.zip", zip(&[]), "压缩包“收/空.zip”中没有文件"),
        ("坏.zip", inner[..inner.len() - 40].to_vec(), "文件“收/坏.zip”不是完好的压缩包，未读入"),
    ] {
        let case = case();
        let path = format!("收/{name}");
        case.write(&path, content.clone());
        case.write("收/~$表.xlsx", "x");
        case.write("收/旧.bak", "x");
        case.write("收/说明.md", "x");
        case.duban(["collect", "收"]).exits(1).complains(told);
        case.duban(["collect", &path]).exits(1).complains(told);
        case.write(&format!("seeds/progress/{path}"), content);
        case.duban(["check"]).exits(1).complains(&told.replace("收/", "seeds/progress/收/"));
        std::fs::remove_file(case.path(&path)).unwrap();
        case.duban(["collect", "收"]).exits(0).complains("“说明.md”不是报送文件");
    }
}

#[test]
fn a_bare_table_needs_the_command_to_say_whose_it_is() {
    let case = case();
    case.write("兰州.csv", "编号,完成率\n1-1,60.50%\n");
    case.duban(["collect", "兰州.csv"]).exits(1).complains("或加 --unit、--period 指明");
    case.duban(["collect", "兰州.csv", "--unit", "兰州市", "--period", "2018Q2"])
        .exits(0)
        .says("  第2行完成率 “60.50%” 记作 “60.5”")
        .complains("提示[G168]: 没有写明单位，按命令中给出的作兰州市");
    assert!(case.text(FILE).ends_with("\n2018-06,1-1,1,兰州市,,,60.5,,,,,,\n"));
}

#[test]
fn a_form_without_a_day_takes_that_of_the_command() {
    let case = case();
    case.write("a.xlsx", form("", &[(2, Column::Status, "已完成")]));
    case.duban(["collect", "a.xlsx", "--date", "2018-07-04"]).exits(0).says("“已完成” 记作 “完成”");
    let row = "2018-06,2-2,1,兰州市,,,,完成,,,,张三,2018-07-04\n";
    assert_eq!(case.text(FILE), format!("{HEADER}{row}"));
}

/// Uses a pipe as a file, which gives its content to each reader who opens it, and counts the openings.
#[cfg(unix)]
#[test]
fn returns_that_cannot_be_read_are_named_by_collect() {
    let case = case();
    case.write("一.xlsx", two());
    case.duban(["collect", "一.xlsx"]).exits(0);
    let made =
        std::process::Command::new("mkfifo").arg(case.path("seeds/progress/手工.csv")).status();
    assert!(made.unwrap().success());
    case.write("二.xlsx", form("2018-07-09", &[(0, Column::Value, "6.3")]));
    case.duban(["collect", "二.xlsx"])
        .exits(1)
        .says("写入：seeds/progress/2018-06-003-兰州市.csv\n")
        .complains("seeds/progress/手工.csv")
        .complains("F102");
}
