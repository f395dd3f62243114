//! The files that an import makes beside the annexes where the notice has something for them: the names of the annexes, and
//! milestones. What an earlier import made goes when the notice no longer says it; what a person made or edited stays.

use std::collections::BTreeMap;
use std::path::Path;

use super::record::ANNEXES;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::input;
use crate::input::base_table::workbook_name;

/// The treatment of such files, by path.
#[derive(Debug, Default)]
pub(super) struct ByProducts {
    /// Those to write.
    pub written: BTreeMap<String, Vec<u8>>,
    /// Those to remove.
    pub gone: BTreeMap<String, Vec<u8>>,
    /// What the notice has for those that stay as they are. Once noted, it is not told again.
    pub known: BTreeMap<String, Vec<u8>>,
    /// Those that stay as they are, against the notice (F173).
    pub kept: Vec<Diagnostic>,
}

impl ByProducts {
    /// Determines the treatment of the file `name`, for which the notice has `new`, or nothing. `overwrites` says that
    /// the notice wins over a file that a person has edited.
    ///
    /// # Errors
    /// F102: the file is there and cannot be read.
    pub fn add(
        &mut self,
        root: &Path,
        name: &str,
        new: Option<Vec<u8>>,
        overwrites: bool,
    ) -> Result<(), Diagnostic> {
        let workbook = workbook_name(name);
        if input::is_there(root, &workbook)? {
            if let Some(new) = new {
                self.keep(root, name, &workbook, new);
            }
            return Ok(());
        }
        let old = match input::bytes(root, name) {
            Ok(bytes) => Some(bytes),
            Err(problem) if problem.code == Code::FileMissing => None,
            Err(problem) => return Err(problem),
        };
        let is_ours = old.as_ref().is_none_or(|old| ANNEXES.holds(root, name, old));
        match (old, new) {
            (old, Some(new)) if is_ours || overwrites || old.as_ref() == Some(&new) => {
                self.written.insert(name.to_owned(), new);
            }
            (_, Some(new)) => self.keep(root, name, name, new),
            (Some(_), None) if is_ours => {
                self.gone.insert(name.to_owned(), Vec::new());
            }
            // A file of which no import ever made anything is the office's alone.
            (Some(_), None) if ANNEXES.has(root, name) => {
                self.known.insert(name.to_owned(), Vec::new());
                self.kept.push(kept(name, "没有删去"));
            }
            (_, None) => {}
        }
        Ok(())
    }

    /// Lets `file`, which holds the table `name`, stay as it is, and says so unless the notice has what it had before.
    fn keep(&mut self, root: &Path, name: &str, file: &str, new: Vec<u8>) {
        if !ANNEXES.holds(root, name, &new) {
            self.kept.push(kept(file, "没有覆盖"));
        }
        self.known.insert(name.to_owned(), new);
    }
}

fn kept(name: &str, what: &str) -> Diagnostic {
    let why = if name.ends_with(".xlsx") { "由人工编制" } else { "已由人工修改" };
    Diagnostic::new(Code::ByProductKept, format!("{name} {why}，{what}"))
        .at(Place::file(name))
        .hint("按这次的通知核对其中的内容；要按通知重新生成，先把这个文件移走再导入")
}
