//! Measures the cost of a document on one core: `cargo run --release --example measure -- LETTER.md 20`
//!
//! Prints the fastest and the median time of that many runs, in milliseconds, from Markdown to the bytes of
//! the PDF, the number of pages, the size of the file and the peak memory of the process; with a third
//! argument, writes the file there. For a folder, each run makes all letters in it, pages and size are those of
//! the last; with 0 runs only the faces are loaded. `benches/compare_typst.py` calls it.

#[path = "../benches/support/memory.rs"]
mod memory;

use std::path::Path;
use std::time::{Duration, Instant};

use duban::job;
use duban::workspace::Workspace;
use gongwen::document::{self, Palette};
use gongwen::pdf;
use gongwen::typeset::{FontBook, Materials, typeset};
use jiff::civil::date;
use memory::peak_memory;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "measure LETTER.md RUNS [OUT.pdf]";
    let texts = texts(arguments.next().ok_or(usage)?.as_ref())?;
    let runs: usize = arguments.next().ok_or(usage)?.parse()?;
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = job::fonts(&Workspace::open(Some(repository))?)?;
    let mut times = Vec::new();
    let mut last = (0, Vec::new());
    for text in (0..runs).flat_map(|_| &texts) {
        let start = Instant::now();
        last = letter(text, &fonts)?;
        times.push(start.elapsed());
    }
    times.sort();
    let time = |place: usize| times.get(place).copied().unwrap_or_default();
    let (pages, bytes) = last;
    println!(
        "{:.2} {:.2} {pages} {} {}",
        milliseconds(time(0)),
        milliseconds(time(times.len() / 2)),
        bytes.len(),
        peak_memory(),
    );
    if let Some(path) = arguments.next() {
        std::fs::write(path, bytes)?;
    }
    Ok(())
}

/// Returns the text of a file, or those of all files in a folder by their names.
fn texts(path: &Path) -> std::io::Result<Vec<String>> {
    if !path.is_dir() {
        return Ok(vec![std::fs::read_to_string(path)?]);
    }
    let files = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
    let mut files = files.collect::<std::io::Result<Vec<_>>>()?;
    files.sort();
    files.into_iter().map(std::fs::read_to_string).collect()
}

/// Makes a letter: Markdown → pages → bytes.
fn letter(text: &str, fonts: &FontBook) -> Result<(usize, Vec<u8>), Box<dyn std::error::Error>> {
    let document =
        document::parse(text, &Palette::default()).map_err(|problems| format!("{problems:?}"))?;
    let set = typeset(&document, &Materials::new(fonts));
    let bytes = pdf::write(&set.pages, fonts, date(2018, 2, 13))?;
    Ok((set.pages.pages.len(), bytes))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
