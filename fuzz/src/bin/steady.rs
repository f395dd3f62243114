//! Fuzzes without `cargo fuzz`: `steady MINUTES`. An input on which the program panics or takes over five seconds is
//! written to `fuzz/finds/`.

use std::panic;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use duban_fuzz::mutator::mutated;
use duban_fuzz::targets::TARGETS;

fn main() -> std::io::Result<()> {
    let minutes: f64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let finds = root.join("finds");
    let mut corpora = Vec::new();
    for (name, target) in TARGETS {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(root.join("corpus").join(name))?.flatten().map(|file| file.path()).collect();
        files.sort();
        let seeds: Vec<Vec<u8>> = files.iter().map(std::fs::read).collect::<Result<_, _>>()?;
        corpora.push((name, target, seeds));
    }
    let (mut number, mut found) = (0_u64, 0);
    while Instant::now() < end {
        for (name, target, seeds) in &corpora {
            let seed = |number: u64| &seeds[usize::try_from(number).unwrap_or(0) % seeds.len()];
            let bytes = mutated(seed(number), seed(number / 7), number);
            let start = Instant::now();
            let failed = panic::catch_unwind(|| target(&bytes)).is_err();
            if failed || start.elapsed() > Duration::from_secs(5) {
                std::fs::create_dir_all(&finds)?;
                std::fs::write(finds.join(format!("{name}-{number}")), &bytes)?;
                found += 1;
            }
        }
        number += 1;
    }
    println!("{number} inputs for each of {} targets, {found} finds", corpora.len());
    std::process::exit(i32::from(found > 0));
}
