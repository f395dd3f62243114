//! CSV and text files in the formats of different desks.

use encoding_rs::GB18030;

use super::{HEADER, read};
use crate::returns::Tally;

const ROWS: &str = "\
2018-03,1-1,,省财政厅,5.3,%,,,经济平稳运行,无,继续努力,张三,2018-04-05
2018-03,2-1,1,省建设厅,3.2,万户,27.5%,正常推进,,,,李四,2018-04-04
";

/// The figures read from `ROWS` (units by their place in the registry).
const FIGURES: [&str; 2] = ["2018-03 1-1.1 0 5.3 —", "2018-03 2-1.1 1 3.2 27.5"];

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_encoding_and_line_end_reads_the_same() {
    let text = format!("{HEADER}{ROWS}");
    let crlf = text.replace('\n', "\r\n");
    for bytes in [
        text.clone().into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        GB18030.encode(&crlf).0.into_owned(),
        utf16(&crlf),
        text.replace(',', "\t").into_bytes(),
        text.replace(',', ";").into_bytes(),
    ] {
        let read = read(&[("a.csv", bytes)]).tells(&[]).counts(2, 2, 0);
        assert_eq!(read.figures(), FIGURES);
    }
}

#[test]
fn nothing_is_read_where_there_is_nothing() {
    let read = read::<&str>(&[]).tells(&[]);
    assert_eq!(read.progress.tally, Tally::default());
    assert_eq!(read.progress.newest(), None);
}

#[test]
fn other_files_are_noted_and_lock_files_are_not() {
    read(&[
        ("A.CSV", format!("{HEADER}{ROWS}")),
        ("readme.md", String::new()),
        ("~$a.xlsx", String::new()),
        (".hidden.csv", String::new()),
        (
            "b.TSV",
            format!("{HEADER}{ROWS}")
                .replace("2018-03", "2018-06")
                .replace("2018-04", "2018-07")
                .replace(',', "\t"),
        ),
        ("c.xls", "\u{0}".to_owned()),
    ])
    .tells(&[
        "G101 c.xls:0:0 文件“seeds/progress/c.xls”不是完好的 Excel 工作簿，未读入",
        "G103 readme.md:0:0 “readme.md”不是报送文件（.xlsx、.xls、.et、.csv、.txt、.tsv、.zip），未读入",
    ])
    .counts(4, 4, 0);
}

#[test]
fn a_damaged_old_workbook_is_told_whatever_it_is_called() {
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    for name in ["a.xls", "a.xlsx", "a.csv"] {
        let read = read(&[(name, ole)]).counts(0, 0, 0);
        let message =
            format!("G101 {name}:0:0 文件“seeds/progress/{name}”不是完好的 Excel 工作簿，未读入");
        assert_eq!(read.told(), [message]);
    }
}

#[test]
fn a_text_under_the_name_of_a_workbook_is_read_as_a_text() {
    let tabs = format!("{HEADER}{ROWS}").replace(',', "\t");
    let read = read(&[("a.xls", tabs)]);
    assert_eq!(read.figures(), FIGURES);
}

#[test]
fn a_web_page_under_the_name_of_a_workbook_is_told() {
    let page = "\n<html><table><tr><td>编号</td><td>完成值</td></tr></table></html>";
    read(&[("a.xls", page)])
        .tells(&["G101 a.xls:0:0 文件“seeds/progress/a.xls”是网页（HTML），未读入"]);
}

#[test]
fn titles_above_and_remarks_below_are_counted_and_told() {
    let text = format!(
        "2018年一季度工作进展情况报送表;汇总,,\n（演示数据，非真实情况）\n\n{HEADER}{ROWS}合计,,,,8.5,,,,,,,,\n\n\
         备注：以上为快报数,,,\n审核人：王五,,,填报人：赵六\n"
    );
    let read = read(&[("a.csv", text)]).tells(&[
        "G107 a.csv:1:1 第1至2行是标题或说明，未作为报送读入",
        "G107 a.csv:7:1 第7行是合计，未作为报送读入",
        "G107 a.csv:9:1 第9至10行是标题或说明，未作为报送读入",
    ]);
    assert_eq!(read.figures(), FIGURES);
    assert_eq!(
        read.progress.tally,
        Tally {
            files: 1,
            rows: 7,
            read: 2,
            left_out: 5,
            totals: 1,
            remarks: 4,
            ..Tally::default()
        }
    );
}

#[test]
fn the_delimiter_is_that_of_the_header_not_of_a_title() {
    let text =
        format!("情况,说明,等等,很多,逗号,在,标题,里,的,一,行,共,有,许多,个\n{HEADER}{ROWS}");
    let tabs = format!("情况,说明,等等\n{}", format!("{HEADER}{ROWS}").replace(',', "\t"));
    for text in [text, tabs] {
        let read = read(&[("a.txt", text)]).counts(3, 2, 1);
        assert_eq!(read.figures(), FIGURES);
    }
}

#[test]
fn renamed_columns_stand_in_any_order() {
    let text = "\
报送日期,任务编号,报送单位,累计完成（万户）,完成比例（%）,进度状态,工作进展,存在的问题,下一步打算,联系人,报送期间,年度目标,备注,领导批示
2018/4/4,2-1,省住建厅,3.2,27.5,正常,开工建设,资金不足,加快进度,李四,一季度,11.64,无,同意
";
    let read = read(&[("a.csv", text)]).tells(&["G105 a.csv:1:72 未采用的列：领导批示"]);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5"]);
    let only = read.only();
    assert_eq!(only.progress, "开工建设");
    assert_eq!(only.problems, "资金不足");
    assert_eq!(only.next_steps, "加快进度");
    assert_eq!(only.reporter, "李四");
    assert_eq!(only.reported_on, Some(jiff::civil::date(2018, 4, 4)));
}

#[test]
fn a_measure_in_the_title_is_that_of_plain_numbers() {
    let text =
        "期间,编号,单位,完成值（户）\n2018-03,2-1,省建设厅,32000\n2018-06,2-1,省建设厅,5万户\n";
    let read = read(&[("a.csv", text)]).tells(&[]);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 —", "2018-06 2-1.1 1 5 —"]);
}

#[test]
fn a_header_may_take_two_rows_and_come_again() {
    let text = "\
期间,编号,单位,完成情况,,存在问题
,,,完成值,完成率,
2018-03,2-1,省建设厅,3.2,27.5,无
单位,期间,编号,完成值
省建设厅,2018-06,2-1,5.82
";
    let read = read(&[("a.csv", text)]).tells(&[]).counts(2, 2, 0);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5", "2018-06 2-1.1 1 5.82 —"]);
}

#[test]
fn unit_and_period_may_stand_above_the_table() {
    let text = "\
进展情况报送表
填报单位：省建设厅（盖章）　报送期间：2018年一季度　填报人：张三　填报日期：2018年4月4日
编号,指标,年度目标,累计完成,完成率
2-1,1,11.64,3.2,27.5%
2-1,2,3.97,,
";
    let read = read(&[("a.csv", text)]).tells(&[
        "G107 a.csv:1:1 第1至2行是标题或说明，未作为报送读入",
        "G107 a.csv:5:1 第5行没有填写内容，未作为报送读入",
    ]);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 27.5"]);
    assert_eq!(read.only().reporter, "张三");
    assert_eq!(read.only().reported_on, Some(jiff::civil::date(2018, 4, 4)));
    assert_eq!(read.progress.tally.not_filled_in, 1);
}

#[test]
fn a_wrong_statement_above_the_table_is_told_once() {
    let text = "填报单位：省住件厅 报送期间：2018年一季度\n编号,完成值\n2-1,3\n2-2,4\n";
    read(&[("a.csv", text)])
        .tells(&[
            "G107 a.csv:1:1 第1行是标题或说明，未作为报送读入",
            "G116 a.csv:1:1 “省住件厅”不在单位名录中，以此为准的各行未读入",
        ])
        .counts(3, 0, 3);
}

#[test]
fn without_unit_and_period_no_row_can_be_read() {
    read(&[("a.csv", "编号,完成值\n2-1,3\n2-2,4\n合计,7\n")])
        .tells(&[
            "G106 a.csv:1:1 没有“单位”、“期间”列，表格上方也没有写明填报单位和报送期间，2行未读入",
            "G107 a.csv:4:1 第4行是合计，未作为报送读入",
        ])
        .counts(3, 0, 3);
}

#[test]
fn a_file_without_a_header_is_an_error() {
    read(&[("a.csv", "甲,乙\n1,2\n3,4\n")])
        .tells(&["G102 a.csv:0:0 没有找到表头，3行内容未读入"])
        .counts(3, 0, 3);
}

#[test]
fn a_header_without_returns_is_reported() {
    for below in ["", "备注：无,,,,,,,,,,,,\n", "合计,,,,12,,,,,,,,\n"] {
        let read = super::rows(below);
        let told = read.told();
        assert!(
            told.contains(&"G171 a.csv:0:0 只有表头，下面没有一行报送数据".to_owned()),
            "{told:?}"
        );
    }
}

#[test]
fn a_stray_quotation_mark_costs_its_row_alone() {
    let read =
        super::rows("2018-03,1-1,,\"省财政厅,5.3,%,,,,,,,\n2018-03,2-1,1,省建设厅,3.2,,,,,,,,\n")
            .tells(&["F116 a.csv:2:14 引号没有成对，本行未读入"])
            .counts(2, 1, 1);
    assert_eq!(read.figures(), ["2018-03 2-1.1 1 3.2 —"]);
}

#[test]
fn a_line_break_inside_a_cell_is_part_of_its_text() {
    let read = super::rows(
        "2018-03,2-1,1,省建设厅,3.2,,,,\"第一行\n第二行\",,,,\n2018-03,9-9,,省建设厅,,,,,,,,,\n",
    )
    .tells(&["G111 a.csv:4:9 没有编号为“9-9”的事项，本行未读入"]);
    assert_eq!(read.only().progress, "第一行\n第二行");
}
