//! Measures the cost of a document on one core: `cargo run --release --example measure -- LETTER.md 20`
//!
//! Prints the fastest and the median time of that many runs, in milliseconds, from Markdown to the bytes of
//! the PDF, the number of pages, the size of the file and the peak memory of the process; with a third
//! argument, writes the file there. `benches/compare_typst.py` calls it.

#[path = "../benches/support/memory.rs"]
mod memory;

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
    let text = std::fs::read_to_string(arguments.next().ok_or(usage)?)?;
    let runs: usize = arguments.next().ok_or(usage)?.parse()?;
    let repository = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = job::fonts(&Workspace::open(Some(repository))?)?;
    let mut times = Vec::with_capacity(runs);
    let mut last = (0, Vec::new());
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        last = letter(&text, &fonts)?;
        times.push(start.elapsed());
    }
    times.sort();
    let (pages, bytes) = last;
    println!(
        "{:.2} {:.2} {pages} {} {}",
        milliseconds(times[0]),
        milliseconds(times[times.len() / 2]),
        bytes.len(),
        peak_memory(),
    );
    if let Some(path) = arguments.next() {
        std::fs::write(path, bytes)?;
    }
    Ok(())
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
