//! The targets of `fuzz/` over its corpus and some mutations, always the same: nothing panics.

use std::path::{Path, PathBuf};

#[path = "../../fuzz/src/mutator.rs"]
mod mutator;
#[path = "../../fuzz/src/targets.rs"]
mod targets;

/// The number of mutations for each target.
const MUTATIONS: u64 = 120;

#[test]
fn no_seed_and_no_mutation_of_one_panics() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, _) in targets::TARGETS {
        let files = std::fs::read_dir(corpus.join(name)).unwrap();
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        let seeds: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
        assert!(!seeds.is_empty(), "{name}");
        seeds.iter().for_each(|seed| targets::run(name, seed));
        for number in 0..MUTATIONS {
            let seed = |number: u64| &seeds[usize::try_from(number).unwrap() % seeds.len()];
            targets::run(name, &mutator::mutated(seed(number), seed(number / 7), number));
        }
    }
}
