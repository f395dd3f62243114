//! Gives the program a hash of its sources: outputs that another program made are made again.

use std::fs;
use std::path::{Path, PathBuf};

/// The files and folders of which the program consists.
const PARTS: [&str; 5] = ["src", "templates", "crates/gongwen/src", "Cargo.toml", "Cargo.lock"];

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = Fnv::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={part}");
        add(&mut hash, &root, &root.join(part));
    }
    println!("cargo::rustc-env=DUBAN_SOURCES={:016x}", hash.0);
}

/// Adds a file, or the files below a folder in the order of their names.
fn add(hash: &mut Fnv, root: &Path, path: &Path) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| add(hash, root, path));
    } else if let Ok(bytes) = fs::read(path) {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        hash.add(name.as_bytes());
        // The same on systems whose checkouts have other line ends.
        hash.add(&bytes.into_iter().filter(|byte| *byte != b'\r').collect::<Vec<_>>());
    }
}

/// FNV-1a of 64 bits: the same with every compiler.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
