//! Documents of the office's own: a template file and its data → a PDF.

use std::path::Path;

use serde_json::Value as Json;

use super::run::Run;
use super::{JobError, Made, Press, Printed, Proof, Session, failed};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;
use crate::output::{Entry, Sources, file_name};
use crate::report::template::Templates;
use gongwen::foreign;

/// The folder of such documents below the output folder.
const FOLDER: &str = "documents/";

/// The reasons why the data of a document cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TypesetError {
    /// The file cannot be read.
    #[error("无法读取数据文件 {file}：{reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// The system's message.
        reason: String,
    },
    /// It is not a JSON object.
    #[error("数据文件 {file} 应是一个 JSON 对象：{reason}")]
    Invalid {
        /// The file.
        file: String,
        /// The reader's message.
        reason: String,
    },
    /// The job cannot begin.
    #[error(transparent)]
    Job(#[from] JobError),
}

/// Sets each of `files` with the data of `data`, a JSON object; without data a template has
/// nothing to fill in.
///
/// # Errors
/// The data, the faces or the output folder cannot be used. A file that cannot be set is a problem
/// and does not stop the others.
pub fn typeset(
    session: &Session,
    run: &mut Run<'_>,
    files: &[&Path],
    data: Option<&Path>,
) -> Result<Made, TypesetError> {
    let context = read(data)?;
    run.open(FOLDER).map_err(JobError::from)?;
    let press = session.press().map_err(JobError::from)?;
    let mut made = Made::default();
    for file in files {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = format!("{FOLDER}{}.pdf", file_name(&stem));
        if made.files.iter().any(|other| other.path == path) {
            let problem = format!("与前一份文件同名，没有再写 {path}");
            made.problems.push(failed(&file.display().to_string(), problem));
            continue;
        }
        let proof = proof((session, &press), file, &context, &mut made.problems);
        made.add(proof.and_then(|proof| written(run, (file, path), &proof.printed)));
    }
    run.record(&mut made, None, |_| true);
    Ok(made)
}

/// Reads the data of a document; without a file there are none.
///
/// # Errors
/// The file cannot be read, or is no JSON object.
pub(super) fn read(data: Option<&Path>) -> Result<Json, TypesetError> {
    let Some(file) = data else { return Ok(Json::Object(serde_json::Map::new())) };
    let name = || file.display().to_string();
    let source = SourceFile::read(Path::new(""), &name())
        .map_err(|problem| TypesetError::Unreadable { file: name(), reason: problem.message })?;
    let json: Json = serde_json::from_str(source.text())
        .map_err(|error| TypesetError::Invalid { file: name(), reason: foreign::json(&error) })?;
    if json.is_object() {
        Ok(json)
    } else {
        Err(TypesetError::Invalid { file: name(), reason: "最外层不是花括号".to_owned() })
    }
}

/// Sets and prints one file.
pub(super) fn proof(
    (session, press): (&Session, &Press<'_>),
    file: &Path,
    context: &Json,
    problems: &mut Diagnostics,
) -> Result<Proof, Diagnostic> {
    let shown = file.display().to_string();
    let (templates, name) = Templates::single(file)?;
    let rendered = templates.document(&name, context)?;
    problems.extend(rendered.problems.iter().cloned().collect());
    let printed = press.print(&rendered, &shown, session.letter_day(), false, problems)?;
    Ok(Proof { printed, pictures: rendered.document.front.seals })
}

fn written(
    run: &Run<'_>,
    (file, path): (&Path, String),
    printed: &Printed,
) -> Result<Entry, Diagnostic> {
    let shown = file.display().to_string();
    let inputs = std::slice::from_ref(&shown);
    // It is made whenever it is asked for.
    let made_from = (inputs, &Sources::new());
    let written = run.write_printed(path, printed, None, made_from);
    written.map_err(|problem| problem.at(Place::file(&shown)))
}
