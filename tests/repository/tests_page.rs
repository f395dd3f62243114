//! `tests/README.md` names only existing paths, and leaves out no tests that have a place of their own.

use std::collections::BTreeSet;
use std::path::Path;

/// The folders that hold tests of any kind.
const SOURCES: [&str; 6] =
    ["src", "tests", "benches", "examples", "crates/gongwen/src", "crates/gongwen/tests"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the paths that the page names.
fn named() -> BTreeSet<String> {
    let page = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let code = page.split('`').skip(1).step_by(2);
    let words = code.flat_map(str::split_whitespace);
    let paths = words.filter(|word| {
        let (first, _) = word.split_once('/').unwrap_or_default();
        ["src", "tests", "benches", "examples", "crates"].contains(&first)
    });
    paths.map(str::to_owned).collect()
}

/// Adds the folders called `tests` of modules, the programs and the scripts below a folder.
fn add_tests(folder: &str, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{folder}/{name}");
        if entry.file_type().unwrap().is_dir() {
            let is_program = folder.ends_with("tests") && entry.path().join("main.rs").is_file();
            if name == "tests" || is_program {
                found.insert(path.clone());
            }
            add_tests(&path, found);
        } else if folder == "benches" && name.ends_with(".rs") || folder == "tests/judges" {
            found.insert(path);
        }
    }
}

#[test]
fn every_path_that_the_page_of_tests_names_is_there() {
    let named = named();
    assert!(named.len() > 60, "{}", named.len());
    for path in named {
        assert!(root().join(&path).exists(), "{path}");
    }
}

#[test]
fn every_folder_program_and_script_of_tests_is_named() {
    let mut found = BTreeSet::new();
    for folder in SOURCES {
        add_tests(folder, &mut found);
    }
    let named = named();
    let is_named =
        |path: &String| Path::new(path).ancestors().any(|at| named.contains(at.to_str().unwrap()));
    let missing: Vec<_> = found.iter().filter(|path| !is_named(path)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(found.len() > 30, "{found:#?}");
}
