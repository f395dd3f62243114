//! What is fuzzed: each target takes any bytes, and must neither panic nor hang. Used by `cargo fuzz`, by `steady` and by
//! `cargo test`.

use std::path::Path;
use std::sync::LazyLock;

use duban::diagnostic::Diagnostics;
use duban::input::published::Published;
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
pub const TARGETS: [(&str, Taker); 11] = [
    ("notice", notice_text),
    ("names", names),
    ("csv", csv_rows),
    ("workbook", workbook_cells),
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
