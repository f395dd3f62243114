use std::fs;

use jiff::civil::date;
use tempfile::TempDir;

use super::*;
use crate::output::Sources;

fn number(serial: u32) -> Number {
    Number { series: "甘政办函".to_owned(), year: 2018, serial }
}

fn record(serial: u32, corrects: Option<Number>) -> Record {
    let mut sources = Sources::new();
    sources.add("seeds/units.csv", "1");
    Record {
        index: 0,
        title: format!("第{serial}份"),
        number: number(serial).to_string(),
        organ: "甘肃省人民政府办公厅".to_owned(),
        addressee: Some("兰州市人民政府".to_owned()),
        date: date(2018, 2, 24),
        classification: None,
        path: format!("letters/{serial}.pdf"),
        corrects: corrects.map(|number| number.to_string()),
        files: Vec::new(),
        inputs: vec!["seeds/units.csv".to_owned()],
        sources,
        previous: None,
    }
}

/// Adds a document of two files and writes them.
fn issue(root: &Path, serial: u32, corrects: Option<Number>) -> Result<(), AddError> {
    let mut archive = Archive::read(root);
    let file = |name: &str, part, text: String| NewFile {
        name: name.to_owned(),
        part,
        bytes: text.into_bytes(),
    };
    let files = vec![
        file("a.pdf", Part::Issued, format!("issued {serial}")),
        file("a-签发.pdf", Part::Signed, format!("signed {serial}")),
    ];
    let (folder, files) = archive.add(&number(serial), record(serial, corrects), files)?;
    fs::create_dir_all(root.join(&folder)).unwrap();
    for NewFile { name, bytes, .. } in files {
        fs::write(root.join(&folder).join(name), bytes).unwrap();
    }
    fs::write(root.join("archive/index.json"), archive.index_bytes().unwrap()).unwrap();
    Ok(())
}

/// An archive of three documents.
fn three() -> TempDir {
    let dir = TempDir::new().unwrap();
    for serial in [21, 22, 23] {
        issue(dir.path(), serial, None).unwrap();
    }
    dir
}

/// The faults, as code and file.
fn faults(root: &Path) -> Vec<String> {
    let faults = Archive::read(root).faults();
    let mut faults: Vec<String> = faults
        .iter()
        .map(|fault| {
            let file = fault.place.as_ref().map_or("", |place| place.file.as_ref());
            format!("{} {}", fault.code.as_str(), file.trim_start_matches("archive/"))
        })
        .collect();
    faults.sort();
    faults
}

fn folder(root: &Path, serial: u32) -> PathBuf {
    root.join(format!("archive/2018/甘政办函-{serial}"))
}

/// Reads, changes and writes the record of a document.
fn rewrite(root: &Path, serial: u32, change: impl FnOnce(&mut Record)) {
    let path = folder(root, serial).join(RECORD_FILE);
    let mut record: Record = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    change(&mut record);
    fs::write(path, record.bytes()).unwrap();
}

#[test]
fn an_archive_that_nobody_touched_has_no_faults() {
    let dir = three();
    assert!(faults(dir.path()).is_empty());
    let archive = Archive::read(dir.path());
    let chain: Vec<_> = archive.records().iter().map(|(record, ..)| record.index).collect();
    assert_eq!(chain, [1, 2, 3]);
    let hashes: Vec<_> = archive.records().iter().map(|(.., hash)| (*hash).to_owned()).collect();
    let previous: Vec<_> =
        archive.records().iter().map(|(record, ..)| record.previous.clone()).collect();
    assert_eq!(previous, [None, Some(hashes[0].clone()), Some(hashes[1].clone())]);
    assert_eq!(archive.last().unwrap().record, hashes[2]);
    // Nothing issued yet.
    assert!(faults(TempDir::new().unwrap().path()).is_empty());
}

#[test]
fn a_file_that_is_changed_exchanged_or_gone_is_found() {
    let dir = three();
    let root = dir.path();
    fs::write(folder(root, 21).join("a.pdf"), "other").unwrap();
    fs::copy(folder(root, 23).join("a-签发.pdf"), folder(root, 22).join("a-签发.pdf")).unwrap();
    fs::remove_file(folder(root, 23).join("a.pdf")).unwrap();
    fs::write(folder(root, 23).join("b.pdf"), "more").unwrap();
    assert_eq!(
        faults(root),
        [
            "A102 2018/甘政办函-23/a.pdf",
            "A103 2018/甘政办函-21/a.pdf",
            "A103 2018/甘政办函-22/a-签发.pdf",
            "A104 2018/甘政办函-23/b.pdf",
        ]
    );
}

#[test]
fn a_folder_that_is_removed_is_missed_wherever_it_was() {
    for (serial, follower) in [(21, Some(22)), (22, Some(23)), (23, None)] {
        let dir = three();
        fs::remove_dir_all(folder(dir.path(), serial)).unwrap();
        let mut expected = vec![format!("A102 2018/甘政办函-{serial}")];
        expected.extend(follower.map(|serial| format!("A103 2018/甘政办函-{serial}/record.json")));
        assert_eq!(faults(dir.path()), expected);
        // An empty folder is none.
        fs::create_dir(folder(dir.path(), serial)).unwrap();
        assert_eq!(faults(dir.path()), expected);
    }
}

#[test]
fn a_folder_with_new_hashes_is_found_wherever_it_was() {
    for (serial, follower) in [(21, Some(22)), (22, Some(23)), (23, None)] {
        let dir = three();
        let root = dir.path();
        fs::write(folder(root, serial).join("a.pdf"), "other").unwrap();
        rewrite(root, serial, |record| record.files[0].sha256 = sha256(b"other"));
        let own = format!("A103 2018/甘政办函-{serial}/record.json");
        let next = follower.map(|serial| format!("A103 2018/甘政办函-{serial}/record.json"));
        assert_eq!(faults(root), [Some(own), next].into_iter().flatten().collect::<Vec<_>>());
    }
}

#[test]
fn folders_that_are_exchanged_are_found() {
    let dir = three();
    let root = dir.path();
    fs::rename(folder(root, 21), root.join("aside")).unwrap();
    fs::rename(folder(root, 22), folder(root, 21)).unwrap();
    fs::rename(root.join("aside"), folder(root, 22)).unwrap();
    assert_eq!(
        faults(root),
        [
            "A103 2018/甘政办函-21",
            "A103 2018/甘政办函-21/record.json",
            "A103 2018/甘政办函-22",
            "A103 2018/甘政办函-22/record.json",
        ]
    );
}

#[test]
fn a_chain_that_is_made_anew_with_its_index_is_found_by_the_hash_in_the_log() {
    let dir = three();
    let log = Archive::read(dir.path()).last().unwrap().record.clone();
    let other = TempDir::new().unwrap();
    for serial in [21, 23] {
        issue(other.path(), serial, None).unwrap();
    }
    assert!(faults(other.path()).is_empty());
    assert!(Archive::read(other.path()).records().iter().all(|(.., hash)| *hash != log));
}

#[test]
fn strangers_broken_records_and_a_lost_index_are_named() {
    let dir = three();
    let root = dir.path();
    fs::create_dir_all(folder(root, 99)).unwrap();
    fs::write(folder(root, 99).join("a.pdf"), "x").unwrap();
    fs::write(root.join("archive/2018/scan.pdf"), "x").unwrap();
    fs::write(root.join("archive/2018/.DS_Store"), "x").unwrap();
    fs::write(folder(root, 23).join(RECORD_FILE), "{").unwrap();
    assert_eq!(
        faults(root),
        [
            "A101 2018/甘政办函-23/record.json",
            "A102 2018/甘政办函-99/record.json",
            "A104 2018/scan.pdf",
            "A104 2018/甘政办函-99",
        ]
    );
    fs::remove_file(root.join("archive/index.json")).unwrap();
    assert!(faults(root).contains(&"A102 index.json".to_owned()));
    assert_eq!(issue(root, 24, None), Err(AddError::NoEnd));
}

#[test]
fn an_issued_number_is_never_issued_again_and_a_correction_names_the_old_one() {
    let dir = three();
    let root = dir.path();
    assert!(matches!(issue(root, 22, None), Err(AddError::Issued { .. })));
    assert_eq!(issue(root, 24, Some(number(24))), Err(AddError::Itself(number(24))));
    assert_eq!(issue(root, 24, Some(number(9))), Err(AddError::NothingToCorrect(number(9))));
    assert_eq!(issue(root, 24, Some(number(21))), Ok(()));
    let twice = AddError::Corrected { old: number(21), new: number(24) };
    assert_eq!(issue(root, 25, Some(number(21))), Err(twice));
    assert_eq!(issue(root, 25, Some(number(24))), Ok(()));
    assert!(faults(root).is_empty());
    let archive = Archive::read(root);
    assert_eq!(archive.record_of(&number(24)).unwrap().0.corrects, Some(number(21).to_string()));
}
