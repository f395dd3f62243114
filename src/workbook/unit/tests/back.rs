//! The form as the reader of returns sees it: blank, filled in, and with hostile texts.

use std::io::Write as _;

use zip::write::SimpleFileOptions;

use super::*;
use crate::diagnostic::Code;
use crate::plan::TargetId;
use crate::returns::Key;
use crate::status::Status;

/// Returns the codes of the problems, without the notes on sheets and rows that hold no returns.
fn said(problems: &Diagnostics) -> Vec<String> {
    let notes = [Code::ReturnsSheetIgnored, Code::RowNoReturn];
    let others = problems.iter().filter(|problem| !notes.contains(&problem.code));
    others.map(|problem| problem.message.clone()).collect()
}

#[test]
fn a_blank_form_is_no_return_and_leaves_no_doubt() {
    let province = Province::new();
    for (name, rows) in [("兰州市", 4), ("省妇联", 4), ("省审计厅", 0)] {
        let bytes = province.bytes(name, "2018-07").unwrap();
        let (progress, problems) = province.read("a.xlsx", &bytes);
        assert_eq!(said(&problems), [""; 0], "{name}");
        assert_eq!(progress.tally.not_filled_in, rows, "{name}");
        assert_eq!(progress.tally.left_out, progress.tally.rows, "{name}");
        let (faulty, totals) = (progress.tally.faulty, progress.tally.totals);
        assert_eq!((faulty, totals), (0, 0), "{name}");
    }
}

/// Returns the workbook with cells of its form filled in, as XML.
fn filled(bytes: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    let book = Book::new(bytes.to_vec());
    let mut form = book.form();
    for (cell, content) in cells {
        let start = format!("<c r=\"{cell}\" s=\"");
        let (before, rest) = form.split_once(&start).expect("a cell");
        let (style, after) = rest.split_once("\"/>").expect("a blank cell");
        let kind = if content.starts_with("<is>") { "inlineStr" } else { "n" };
        form = format!("{before}{start}{style}\" t=\"{kind}\">{content}</c>{after}");
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut copy = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..archive.len() {
        let file = archive.by_index_raw(part).unwrap();
        if file.name().unwrap() == "xl/worksheets/sheet1.xml" {
            drop(file);
            let options = SimpleFileOptions::default();
            copy.start_file("xl/worksheets/sheet1.xml", options).unwrap();
            copy.write_all(form.as_bytes()).unwrap();
        } else {
            copy.raw_copy_file(file).unwrap();
        }
    }
    copy.finish().unwrap().into_inner()
}

#[test]
fn what_is_filled_in_comes_back_to_the_letter() {
    let province = Province::new();
    let bytes = province.bytes("兰州市", "2018-07").unwrap();
    let cells = [
        ("C3", "<is><t>张三</t></is>"),
        ("E3", "<is><t>0931-8888888</t></is>"),
        ("J3", "<is><t>李四</t></is>"),
        ("M3", "<v>43315</v>"),
        ("J6", "<v>2.25</v>"),
        ("L6", "<is><t>严重滞后</t></is>"),
        ("M6", "<is><t>=1+1 已完成\n第二行</t></is>"),
        ("N6", "<is><t>+资金缺口</t></is>"),
        ("K9", "<v>27.5</v>"),
        ("O9", "<is><t>@加快</t></is>"),
        ("B10", "<is><t>2-1</t></is>"),
        ("M10", "<is><t>已启动</t></is>"),
    ];
    let (progress, problems) = province.read("改名.xlsx", &filled(&bytes, &cells));
    // The item is open to more departments, but not to 兰州市.
    assert_eq!(
        said(&problems),
        [
            "“联系电话:0931-8888888”、“审核人:李四”没有存放的列，未采用",
            "“兰州市”不承担任务1（办好博览会），本行未计入",
        ]
    );
    let returns = progress.of(month("2018-07"));
    let key = |id: &str| Key {
        target: TargetId::first(id.parse().unwrap()),
        unit: unit(&province.registry, "兰州市"),
    };
    assert_eq!(returns.len(), 2);
    let first = &returns[&key("1-1")];
    assert_eq!(first.value, Some("2.25".parse().unwrap()));
    assert_eq!(first.status, Some(Status::Severe));
    assert_eq!(first.progress, "=1+1 已完成\n第二行");
    assert_eq!(first.problems, "+资金缺口");
    assert_eq!(first.reporter, "张三");
    assert_eq!(first.reported_on, Some(jiff::civil::date(2018, 8, 3)));
    let second = &returns[&key("2-2")];
    assert_eq!(second.percent, Some("27.5".parse().unwrap()));
    assert_eq!(second.next_steps, "@加快");
    let tally = progress.tally;
    assert_eq!((tally.read, tally.uninvolved, tally.not_filled_in), (2, 1, 2));
}

#[test]
fn hostile_names_and_texts_stay_text() {
    let name = "=cmd|'/c calc'!A1";
    let rows = Rows::new()
        .unit("省财政厅", "组成部门")
        .unit("省妇联", "群团组织")
        .units("市州", ["兰州市", name])
        .task(1, "=HYPERLINK(\"http://x\")", |item| {
            let item = item.lead("省财政厅").implement("各市州政府");
            item.target("@甲 = 3 -个")
        });
    let province = Province::with(rows, "");
    let mut book = province.book(name, "2018-07");
    for sheet in 1..=4 {
        let xml = book.part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>"), "{sheet}");
    }
    assert!(book.row(FORM, 2)[1].starts_with("填报单位：=cmd"));
    let texts = book.column(Column::Text);
    assert!(texts.last().unwrap().starts_with("=HYPERLINK"), "{texts:?}");
    let (progress, problems) = province.read("a.xlsx", &province.bytes(name, "2018-07").unwrap());
    assert_eq!(said(&problems), [""; 0]);
    assert_eq!(progress.tally.not_filled_in, texts.len());
}

#[test]
fn names_and_texts_of_any_length_make_a_workbook() {
    let mut province = Province::new();
    let long = "慢".repeat(40_000);
    let mut items = province.plan.items().to_vec();
    items[3].text.clone_from(&long);
    items[3].short_title.clear();
    province.plan = Plan::new(items);
    let mut book = province.book("兰州市", "2018-07");
    let text = book.column(Column::Text)[3].clone();
    assert_eq!(text, format!("{}……", "慢".repeat(14)));
    let list = book.lines(LIST).concat();
    assert_eq!(list.matches('慢').count(), 40_000);
    let (_, problems) = province.read("a.xlsx", &province.bytes("兰州市", "2018-07").unwrap());
    assert_eq!(said(&problems), [""; 0]);
}

#[test]
fn a_name_of_300_characters_stands_in_full_above_the_table() {
    let name = "厅".repeat(300);
    let province = Province::with(tasks(units(&name)), "");
    let mut book = province.book(&name, "2018-07");
    assert_eq!(book.row(FORM, 2)[1], format!("填报单位：{name}"));
}
