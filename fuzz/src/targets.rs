//! What is fuzzed: each target takes any bytes, and must neither panic nor hang. Used by `cargo fuzz`, by `steady` and by
//! `cargo test`.

use std::path::Path;
use std::sync::LazyLock;

use duban::diagnostic::Diagnostics;
use duban::input::published::{Block, Published};
use duban::input::{SourceFile, csv, date, delimiter, kind::Kind, workbook};
use duban::notice::{self, Settings};
use duban::plan::{Annex, Breakdown, Plan};
use duban::registry::Registry;
use duban::registry::names::Lexicon;
use duban::returns::Reader;
use duban::returns::collect::{Collector, ExistingReturns, Options, WantedForms};
use duban::targets::quantity::Quantity;
use duban::targets::{Target, extract};
use duban::workspace::Config;
use gongwen::Palette;

/// What takes the bytes.
pub type Taker = fn(&[u8]);

/// The targets by name; the folder of the same name in `fuzz/corpus` has the seeds of each.
pub const TARGETS: [(&str, Taker); 14] = [
    ("notice", notice_text),
    ("names", names),
    ("csv", csv_rows),
    ("workbook", workbook_cells),
    ("docx", docx),
    ("html", |bytes| published("fuzz.html", bytes)),
    ("pdf", |bytes| published("fuzz.pdf", bytes)),
    ("quantities", quantities),
    ("dates", dates),
    ("extract", extracted),
    ("markdown", markdown),
    ("tables", tables),
    ("config", config),
    ("returns", returns),
];

/// Runs the target of a name.
pub fn run(name: &str, bytes: &[u8]) {
    if let Some((_, target)) = TARGETS.iter().find(|(known, _)| *known == name) {
        target(bytes);
    }
}

static REGISTRY: LazyLock<Registry> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = if root.join("seeds").is_dir() { root } else { root.parent().unwrap_or(root) };
    Registry::load(root, jiff::civil::date(2018, 2, 13), &mut Diagnostics::new())
});

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of_units(&REGISTRY));

/// The items to which the returns among the seeds report.
static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let rest = "省财政厅,省妇联,各市州政府\n";
    let head = "省政府牵头领导,牵头单位,配合单位,实施单位\n";
    let indicators = format!("序号,主要指标,{head}1,生产总值增长6%左右。,,{rest}");
    let tasks = format!(
        "序号,重点工作任务,{head}1,完成营造林360万亩以上。,,{rest}2,办好妇女之家。,,{rest}"
    );
    let annexes = [(Annex::INDICATORS, indicators), (Annex::TASKS, tasks)];
    let annexes = annexes.map(|(annex, text)| (annex, SourceFile::from_text(annex.file(), text)));
    Plan::from_sources(&annexes, &REGISTRY, &mut Diagnostics::new())
});

/// Returns the file of these bytes, if they are text.
fn source(bytes: &[u8]) -> Option<SourceFile> {
    SourceFile::decode("fuzz.csv", bytes).ok()
}

fn notice_text(bytes: &[u8]) {
    if let Some(source) = source(bytes) {
        notice::import(
            &[Published::text(source)],
            &REGISTRY,
            &Settings::default(),
            &mut Diagnostics::new(),
        );
    }
}

fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for piece in LEXICON.tell_apart(&text) {
        assert!(text.get(piece.range).is_some(), "a piece is a part of the cell");
    }
}

fn csv_rows(bytes: &[u8]) {
    if let Some(source) = source(bytes) {
        let _ = csv::rows(&source, delimiter::delimiter(source.text()), &mut Diagnostics::new());
    }
}

fn workbook_cells(bytes: &[u8]) {
    Kind::of("fuzz.xlsx", bytes);
    let _ = workbook::read(bytes);
}

/// Reads a published file, looks up the places of all cells, and imports it.
fn published(name: &str, bytes: &[u8]) {
    let problems = &mut Diagnostics::new();
    let Ok(file) = Published::decode(name, bytes, problems) else { return };
    for block in &file.blocks {
        let Block::Table(table) = block else { continue };
        let width = table.rows.first().map_or(0, Vec::len);
        for row in &table.rows {
            assert_eq!(row.len(), width, "a table has as many cells in each row");
            for cell in row {
                assert!(file.source.text().get(cell.range.clone()).is_some());
                file.source.place(cell.range.clone());
            }
        }
    }
    notice::import(&[file], &REGISTRY, &Settings::default(), problems);
}

/// The body of a text of Word: mutations of the archive itself would seldom be read.
fn docx(bytes: &[u8]) {
    let (name, mut file) = ("word/document.xml", Vec::new());
    let length = u32::try_from(bytes.len()).unwrap_or(0).to_le_bytes();
    let numbers = [&[0; 8][..], &checksum(bytes).to_le_bytes(), &length, &length].concat();
    let head = [&[20, 0][..], &numbers, &[name.len() as u8, 0, 0, 0]].concat();
    file.extend([&b"PK\x03\x04"[..], &*head, name.as_bytes(), bytes].concat());
    let list = u32::try_from(file.len()).unwrap_or(0).to_le_bytes();
    file.extend([&b"PK\x01\x02\x14\0"[..], &*head, &[0; 14], name.as_bytes()].concat());
    let size = (46 + name.len() as u32).to_le_bytes();
    file.extend([&b"PK\x05\x06\0\0\0\0\x01\0\x01\0"[..], &size[..], &list, &[0; 2]].concat());
    published("fuzz.docx", &file);
}

/// The checksum of an archive's files.
fn checksum(bytes: &[u8]) -> u32 {
    let sum = bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            sum >> 1 ^ 0xedb8_8320 & 0u32.wrapping_sub(sum & 1)
        })
    });
    !sum
}

fn quantities(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Quantity::parse(&text);
    Target::parse_each(&text);
}

fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    date::parse(&text);
    date::from_serial(&text);
    date::english_month(&text);
}

fn extracted(bytes: &[u8]) {
    extract::from_text(&String::from_utf8_lossy(bytes));
}

fn markdown(bytes: &[u8]) {
    let _ = gongwen::parse(&String::from_utf8_lossy(bytes), &Palette::default());
}

fn tables(bytes: &[u8]) {
    if let Some(source) = source(bytes) {
        let problems = &mut Diagnostics::new();
        let day = jiff::civil::date(2018, 2, 13);
        Registry::from_sources(&source, Some(&source), Some(&source), day, problems);
        Plan::from_sources(&[(Annex::TASKS, source)], &REGISTRY, problems);
    }
}

fn config(bytes: &[u8]) {
    let _ = Config::parse(&String::from_utf8_lossy(bytes));
}

fn returns(bytes: &[u8]) {
    let breakdown = Breakdown::default();
    let reader = Reader::new(2018, &PLAN, &breakdown, &REGISTRY);
    let existing = ExistingReturns::default();
    let (wanted, options) = (WantedForms::default(), Options::default());
    let mut collector = Collector::new(&reader, &existing, wanted, options);
    for name in ["fuzz.xlsx", "fuzz.xls", "fuzz.csv"] {
        collector.collect(collector.read(name.to_owned(), duban::returns::Opened::of(name, bytes)));
    }
    collector.finish();
}
