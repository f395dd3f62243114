use super::*;

/// A folder with the file `a`, and what is in it, file by file.
fn folder() -> (tempfile::TempDir, impl Fn() -> Vec<(String, String)>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a"), "old").unwrap();
    let root = dir.path().to_owned();
    let list = move || {
        let mut files = Vec::new();
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                }
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let name = path.strip_prefix(&root).unwrap().display().to_string();
                files.push((name, text));
            }
        }
        files.sort();
        files
    };
    (dir, list)
}

fn files<const N: usize>(files: [(&str, &str); N]) -> Vec<(String, String)> {
    files.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
}

#[test]
fn nothing_is_seen_before_and_nothing_is_left_without_publishing() {
    let (dir, list) = folder();
    let publication = Publication::begin(dir.path());
    publication.stage(&dir.path().join("a"), b"new").unwrap();
    publication.stage(&dir.path().join("b/c"), b"new").unwrap();
    assert_eq!(std::fs::read(dir.path().join("a")).unwrap(), b"old");
    assert!(!dir.path().join("b/c").exists());
    drop(publication);
    assert_eq!(list(), files([("a", "old")]));
}

#[test]
fn one_file_is_replaced_while_others_sweep_up() {
    let (dir, list) = folder();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                sweep(dir.path(), true);
                // A run sweeps once where it begins; this is far more often, on a machine that may be busy.
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        });
        let mut rounds = 0..200;
        let written = rounds
            .try_for_each(|round| replace(&dir.path().join("b/c"), round.to_string().as_bytes()));
        done.store(true, std::sync::atomic::Ordering::Relaxed);
        written.unwrap();
    });
    assert_eq!(list(), files([("a", "old"), ("b", ""), ("b/c", "199")]));
    assert!(replace(&dir.path().join("a/c"), b"").is_err());
}

#[test]
fn all_is_published_together_and_no_other_file_is_left() {
    let (dir, list) = folder();
    std::fs::write(dir.path().join("gone"), "").unwrap();
    let publication = Publication::begin(dir.path());
    publication.stage_last(&dir.path().join("a"), b"first").unwrap();
    publication.stage(&dir.path().join("a"), b"new").unwrap();
    publication.stage(&dir.path().join("b/c"), b"new").unwrap();
    publication.remove(&dir.path().join("gone"));
    publication.remove(&dir.path().join("was never there"));
    publication.publish().unwrap();
    assert_eq!(list(), files([(".duban", ""), ("a", "new"), ("b", ""), ("b/c", "new")]));
}

#[test]
fn the_last_file_is_renamed_last() {
    let (dir, _) = folder();
    let publication = Publication::begin(dir.path());
    for name in ["a", "b", "z"] {
        publication.stage(&dir.path().join(name), b"new").unwrap();
    }
    publication.stage_last(&dir.path().join("b"), b"newer").unwrap();
    let work = publication.work();
    let places = work.way_ahead().moves.into_iter().map(|(_, place)| place);
    let names: Vec<_> = places.map(|place| place.file_name().unwrap().to_owned()).collect();
    assert_eq!(names, ["a", "z", "b"]);
}

#[test]
fn a_run_that_changes_nothing_writes_nothing() {
    let (dir, list) = folder();
    let publication = Publication::begin(dir.path());
    publication.prepare(&dir.path().join("empty")).unwrap();
    publication.stage(&dir.path().join("a"), b"old").unwrap();
    publication.publish().unwrap();
    assert_eq!(list(), files([("a", "old")]));
}

#[test]
fn a_failure_half_way_puts_back_what_was_done() {
    let (dir, list) = folder();
    std::fs::write(dir.path().join("gone"), "still here").unwrap();
    let publication = Publication::begin(dir.path());
    for name in ["a", "b", "c"] {
        publication.stage(&dir.path().join(name), b"new").unwrap();
    }
    publication.remove(&dir.path().join("gone"));
    let mut work = std::mem::take(&mut *publication.work());
    let (kept, back) = work.way_back().unwrap();
    let ahead = work.way_ahead();
    // The file for `c` is lost, when `a` and `b` are in their places already.
    std::fs::remove_file(&ahead.moves[2].0).unwrap();
    assert!(ahead.carry_out(false).is_err());
    assert_eq!(std::fs::read(dir.path().join("a")).unwrap(), b"new");
    back.carry_out(true).unwrap();
    drop(kept);
    work.changes.clear();
    assert_eq!(list(), files([("a", "old"), ("gone", "still here")]));
}

#[test]
fn what_a_killed_run_began_is_finished_and_its_rests_are_swept() {
    let (dir, list) = folder();
    let publication = Publication::begin(dir.path());
    for name in ["a", "b/c"] {
        publication.stage(&dir.path().join(name), b"new").unwrap();
    }
    let mut work = std::mem::take(&mut *publication.work());
    let (kept, _) = work.way_back().unwrap();
    std::fs::create_dir(dir.path().join(journal::FOLDER)).unwrap();
    work.way_ahead().write(dir.path()).unwrap();
    // As if it was killed: nothing is deleted.
    kept.into_iter().for_each(|path| drop(path.keep().unwrap()));
    for change in std::mem::take(&mut work.changes).into_values() {
        let Change::Write(path) = change else { unreachable!() };
        path.keep().unwrap();
    }
    std::fs::write(dir.path().join("b/.duban-abc"), "").unwrap();
    assert!(recover(dir.path(), &[dir.path().join("b")]).unwrap());
    let after = files([(".duban", ""), ("a", "new"), ("b", ""), ("b/c", "new")]);
    assert_eq!(list(), after);
    assert!(!recover(dir.path(), &[dir.path().join("b")]).unwrap());
    assert_eq!(list(), after);
}

#[test]
fn a_journal_that_names_other_files_is_not_carried_out() {
    let (dir, _) = folder();
    std::fs::create_dir(dir.path().join(journal::FOLDER)).unwrap();
    let moves = vec![(dir.path().join("a"), dir.path().join("b"))];
    Journal { moves, removals: Vec::new() }.write(dir.path()).unwrap();
    assert!(recover(dir.path(), &[]).is_err());
    assert_eq!(std::fs::read(dir.path().join("a")).unwrap(), b"old");
}

#[test]
fn a_folder_in_the_place_of_a_file_stops_that_file_only() {
    let (dir, _) = folder();
    std::fs::create_dir(dir.path().join("folder")).unwrap();
    let publication = Publication::begin(dir.path());
    let error = publication.stage(&dir.path().join("folder"), b"1").unwrap_err();
    assert!(error.to_string().contains("folder"), "{error}");
    publication.stage(&dir.path().join("a"), b"new").unwrap();
    publication.publish().unwrap();
    assert_eq!(std::fs::read(dir.path().join("a")).unwrap(), b"new");
}

#[test]
fn a_failure_that_meets_all_files_stops_the_publication() {
    let (dir, list) = folder();
    let publication = Publication::begin(dir.path());
    publication.stage(&dir.path().join("a"), b"new").unwrap();
    publication.failed(&dir.path().join("b"), ErrorKind::StorageFull.into());
    assert!(publication.publish().unwrap_err().to_string().contains("磁盘已满"));
    assert_eq!(list(), files([("a", "old")]));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let (dir, _) = folder();
    let elsewhere = tempfile::tempdir().unwrap();
    let (link, file) = (dir.path().join("link"), elsewhere.path().join("file"));
    std::fs::write(&file, "old").unwrap();
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let publication = Publication::begin(dir.path());
    publication.stage(&link, b"new").unwrap();
    publication.publish().unwrap();
    assert!(link.is_symlink());
    assert_eq!(std::fs::read(&file).unwrap(), b"new");
    std::fs::write(elsewhere.path().join(".duban-abc"), "").unwrap();
    recover(dir.path(), &[]).unwrap();
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 1);
}
