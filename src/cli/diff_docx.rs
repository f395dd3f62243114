//! `duban diff-docx`.

use super::args::{Common, DiffDocx};
use super::{CommandError, Status, report};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{self, Change, Difference, EditedDocx, JobError, Options, Piece, Session};
use crate::output::{DocumentFormat, WriteError};

pub(super) fn execute(common: &Common, arguments: &DiffDocx) -> Result<Status, CommandError> {
    let edited = EditedDocx::read(&arguments.file)?;
    // What is made to compare with goes nowhere.
    let folder = tempfile::tempdir().map_err(|source| {
        let path = std::env::temp_dir();
        JobError::Output(WriteError { path, source })
    })?;
    let options = Options {
        output: Some(folder.path().to_owned()),
        date: common.date.or(edited.date),
        draft: common.draft || edited.draft,
        clean: true,
        formats: vec![DocumentFormat::Docx],
        ..common.options()
    };
    let mut problems = Diagnostics::new();
    let session = Session::load(common.workspace()?, options, &mut problems)?;
    let (found, of_document) = job::diff_docx(&session, &edited, arguments.data.as_deref())?;
    let mut of_document = of_document;
    of_document.sort();
    report::problems(common, &of_document, Severity::Error);
    let document = edited.document.strip_suffix(".pdf").unwrap_or(&edited.document);
    if found.is_empty() {
        report::out(&format!("{document}：与现在的数据和模板一致"))?;
        return Ok(Status::Done);
    }
    report::out(&format!(
        "{document}：{} 处与现在的数据和模板不同（［删去的］｛改成、添上的｝）",
        found.len()
    ))?;
    for difference in &found {
        report::out(&line(difference))?;
    }
    Ok(Status::DataErrors)
}

/// Returns a difference in words.
fn line(difference: &Difference) -> String {
    let place = &difference.place;
    match &difference.change {
        Change::Removed(text) => format!("{place} 删去：［{text}］"),
        Change::Added(text) => format!("{place} 新增：｛{text}｝"),
        Change::Altered(pieces) => {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Same(text) => text.clone(),
                Piece::Old(text) => format!("［{text}］"),
                Piece::New(text) => format!("｛{text}｝"),
            });
            format!("{place} 改动：{}", pieces.collect::<String>())
        }
    }
}
