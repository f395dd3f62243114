//! The cost of a letter, stage by stage: `cargo bench`.

use divan::{Bencher, black_box};
use duban::job;
use duban::workspace::Workspace;
use gongwen::document::{self, Document, Palette};
use gongwen::pdf;
use gongwen::typeset::{FontBook, Materials, typeset};
use jiff::civil::date;

fn main() {
    divan::main();
}

const SENTENCE: &str =
    "请于2月28日前制定具体实施方案，列出阶段目标（含“时间节点”）和责任人，报送省政府督查室。";

fn fonts() -> FontBook {
    let repository = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let workspace = Workspace::open(Some(repository)).expect("the repository is a workspace");
    job::fonts(&workspace).expect("the repository has its faces")
}

/// Returns a letter with `paragraphs` in its text and a table of `rows`.
fn letter(paragraphs: usize, rows: usize) -> String {
    let mut text = String::from(
        "+++\nformat = \"letter\"\ntitle = \"关于分解下达2018年重点工作任务的通知\"\nmark = \"甘肃省人民政府办公厅\"\nnumber = \"甘政办函〔2018〕12号\"\naddressee = \"省财政厅\"\nsignature = \"甘肃省人民政府办公厅\"\ndate = 2018-02-13\n+++\n",
    );
    for _ in 0..paragraphs {
        text.push_str(&format!("\n{}\n", SENTENCE.repeat(3)));
    }
    if rows > 0 {
        let rows: Vec<String> = (1..=rows)
            .map(|n| format!("[\"{n}\",\"{SENTENCE}\",\"黄强\",\"牵头：省财政厅\\n配合：省发展改革委、省统计局\"]"))
            .collect();
        text.push_str(&format!(
            "\n# 事项清单\n\n```table\n{{\"columns\":[{{\"title\":\"序号\",\"width\":1,\"align\":\"center\"}},{{\"title\":\"内容\",\"width\":6}},{{\"title\":\"领导\",\"width\":2}},{{\"title\":\"单位\",\"width\":5}}],\"rows\":[{}]}}\n```\n",
            rows.join(",")
        ));
    }
    text
}

fn parsed(paragraphs: usize, rows: usize) -> Document {
    document::parse(&letter(paragraphs, rows), &Palette::default())
        .expect("the letter is well-formed")
}

/// Measures Markdown → document.
#[divan::bench(args = [10, 100])]
fn parse(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let text = letter(paragraphs, paragraphs);
    bencher.bench(|| document::parse(black_box(&text), &Palette::default()));
}

/// Measures paragraphs of four lines.
#[divan::bench(args = [1, 10, 100, 1000])]
fn typeset_paragraphs(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let (document, fonts) = (parsed(paragraphs, 0), fonts());
    bencher.bench(|| typeset(black_box(&document), &Materials::new(&fonts)));
}

/// Measures tables, about seven rows a page.
#[divan::bench(args = [10, 100, 1000])]
fn typeset_table(bencher: Bencher<'_, '_>, rows: usize) {
    let (document, fonts) = (parsed(1, rows), fonts());
    bencher.bench(|| typeset(black_box(&document), &Materials::new(&fonts)));
}

/// Measures pages → PDF: subsetting, content, tags and packing.
#[divan::bench(args = [1, 10, 100, 1000])]
fn write_pages(bencher: Bencher<'_, '_>, pages: usize) {
    // Four lines a paragraph, 22 lines a page.
    let (document, fonts) = (parsed(pages * 22 / 4, 0), fonts());
    let set = typeset(&document, &Materials::new(&fonts));
    bencher.bench(|| pdf::write(black_box(&set.pages), &fonts, date(2018, 2, 13)));
}

/// Measures a whole letter, from Markdown to bytes: nine paragraphs and a table of 25 rows.
#[divan::bench]
fn whole_letter(bencher: Bencher<'_, '_>) {
    let (text, fonts) = (letter(9, 25), fonts());
    bencher.bench(|| {
        let document = document::parse(black_box(&text), &Palette::default())
            .expect("the letter is well-formed");
        let set = typeset(&document, &Materials::new(&fonts));
        pdf::write(&set.pages, &fonts, date(2018, 2, 13))
    });
}
