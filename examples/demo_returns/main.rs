//! Writes the made-up returns of the repository's own workspace: `cargo run --example demo_returns [-- DIR]`
//!
//! `targets.csv` and the files in `progress/` are written to `DIR`, or to the repository's `seeds`. They are
//! made from the annexes, the registry and `schedule.csv` of the repository's workspace, from
//! `generator/scenario.csv` (the progress of each item) and `generator/phrases.csv` (the units' phrases).
//! The same inputs give the same bytes; `tests/repository/demo_returns.rs` compares them with the files in `seeds`.
//! `seeds/README.md` lists the faults that were put in on purpose.

mod generator;

use std::error::Error;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::args_os().nth(1).map_or_else(|| repository.join("seeds"), PathBuf::from);
    for (name, bytes) in generator::files(repository)? {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&path, &bytes)?;
        println!("{} {}", path.display(), bytes.len());
    }
    Ok(())
}
