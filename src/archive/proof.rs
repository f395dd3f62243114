//! The proof of the archive: each record against its files, its place, the record before it, and the index.

use std::collections::BTreeSet;

use super::fault::{altered, missing, stray, unreadable};
use super::index::{INDEX_FILE, Index, Line};
use super::record::{RECORD_FILE, Record};
use super::{Archive, Folder};
use crate::diagnostic::Diagnostics;
use crate::numbers::Number;
use crate::output::file_name;

impl Archive {
    /// Proves all records with their files. What is wrong is named; without faults nothing was altered since the last
    /// document was issued.
    pub fn faults(&self) -> Diagnostics {
        let mut faults: Diagnostics = self.strange.iter().cloned().collect();
        match &self.index {
            None if self.folders.is_empty() => {}
            None => faults.push(missing(INDEX_FILE, "档案的总目不见了")),
            Some(Err(problem)) => faults.push(problem.clone()),
            Some(Ok(index)) => self.prove_index(index, &mut faults),
        }
        for (path, folder) in &self.folders {
            match &folder.record {
                Err(problem) => faults.push(problem.clone()),
                Ok((record, _)) => self.prove_document(path, folder, record, &mut faults),
            }
        }
        self.prove_chain(&mut faults);
        faults
    }

    /// Proves that the index lists every folder once, with its record.
    fn prove_index(&self, index: &Index, faults: &mut Diagnostics) {
        let mut listed = BTreeSet::new();
        for (place, line) in index.lines.iter().enumerate() {
            let Line { index, number, title, folder, record } = line;
            if *index != place + 1 || !listed.insert(folder) {
                let message = format!("总目的第{}行（{number}）序号不对，或重复", place + 1);
                faults.push(altered(INDEX_FILE, message));
            }
            match self.folders.get(folder).map(|folder| &folder.record) {
                None => {
                    let message = format!("第{index}件{number}（{title}）不见了");
                    faults.push(missing(folder, &message));
                }
                // Told with its folder.
                Some(Err(_)) => {}
                Some(Ok((_, hash))) if hash != record => {
                    let message = format!("{number}的记录与总目里的哈希不符，被改动或调换");
                    faults.push(altered(&format!("{folder}/{RECORD_FILE}"), message));
                }
                Some(Ok(_)) => {}
            }
        }
        for path in self.folders.keys().filter(|path| !listed.contains(path)) {
            faults.push(stray(path));
        }
    }

    /// Proves that a record is that of its folder, and that the files are those of the record.
    fn prove_document(
        &self,
        path: &str,
        folder: &Folder,
        record: &Record,
        faults: &mut Diagnostics,
    ) {
        let expected = Number::parse(&record.number).map(|number| {
            format!("{}/{}-{}", number.year, file_name(&number.series), number.serial)
        });
        if expected.as_deref() != Some(path) {
            let message = format!("目录里是{}的记录，被调换", record.number);
            faults.push(altered(path, message));
        }
        let mut listed = BTreeSet::from([RECORD_FILE]);
        for file in &record.files {
            let place = format!("{path}/{}", file.name);
            listed.insert(&file.name);
            match self.hash(&place) {
                Ok(hash) if hash == file.sha256 => {}
                Ok(_) => {
                    let message = format!("{}的文件与归档时不同，被改动或调换", record.number);
                    faults.push(altered(&place, message));
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    faults.push(missing(&place, &format!("{}的文件不见了", record.number)));
                }
                Err(error) => faults.push(unreadable(&place, &error)),
            }
        }
        let unlisted = folder.files.iter().filter(|name| !listed.contains(name.as_str()));
        for name in unlisted {
            faults.push(stray(&format!("{path}/{name}")));
        }
    }

    /// Proves that each record follows the one before it.
    fn prove_chain(&self, faults: &mut Diagnostics) {
        let records = self.records();
        let mut before: Option<&(&Record, &str, &str)> = None;
        for current in &records {
            let (record, path, _) = current;
            let place = format!("{path}/{RECORD_FILE}");
            let last = before.map_or(0, |(record, ..)| record.index);
            if record.index == last {
                let message = format!(
                    "第{}件有两份记录，另一份是{}",
                    record.index,
                    before.map_or("", |(_, path, _)| path)
                );
                faults.push(altered(&place, message));
            } else if record.index > last + 1 {
                // One whose folder is there is told by itself.
                let message = match record.index - last {
                    2 => format!("在它之前的第{}件没有可用的记录", last + 1),
                    _ => format!(
                        "在它之前的第{}件至第{}件没有可用的记录",
                        last + 1,
                        record.index - 1
                    ),
                };
                faults.push(altered(&place, message));
            } else if record.previous.as_deref() != before.map(|(.., hash)| *hash) {
                let message = match before {
                    Some((before, ..)) => format!(
                        "记录里前一件（{}）的哈希与前一件现在的记录不符：两者之一被改动",
                        before.number
                    ),
                    None => "第1件的记录不应有前一件".to_owned(),
                };
                faults.push(altered(&place, message));
            }
            before = Some(current);
        }
    }
}
