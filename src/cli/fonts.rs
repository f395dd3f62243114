//! `duban fonts`.

use super::args::Common;
use super::{CommandError, Status, report, status};
use crate::diagnostic::{Diagnostics, Severity};
use crate::job::{FaceReport, face_report};

/// The number of characters that a line names.
const NAMED: usize = 20;

pub(super) fn execute(common: &Common) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let faces = face_report(&session)?;
    report::problems(common, &problems, Severity::Error);
    for face in &faces {
        let path = face.file.path.strip_prefix(&session.workspace.root);
        let path = path.unwrap_or(&face.file.path).display();
        let member = match face.file.member {
            0 => String::new(),
            member => format!("（第{}个字体）", member + 1),
        };
        let source = match &face.file.family {
            Some(family) => format!("系统字体 {family}"),
            None => "duban.toml".to_owned(),
        };
        report::out(&format!("{}：{}，{source}，{path}{member}", face.role, face.name))?;
        for line in lacks(face) {
            report::out(&format!("  {line}"))?;
        }
    }
    Ok(status(&problems))
}

/// Returns what a face lacks of the characters of the data, in lines.
fn lacks(face: &FaceReport) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<&(char, String)> = face.replaced.iter().collect();
    while let Some((_, by)) = rest.first().copied() {
        let (same, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, other)| other == by);
        let characters: Vec<char> = same.into_iter().map(|(c, _)| *c).collect();
        lines.push(format!("缺{}，改用 {by}", named(&characters)));
        rest = others;
    }
    if !face.missing.is_empty() {
        lines.push(format!("缺{}，所有字体都没有", named(&face.missing)));
    }
    lines
}

/// Returns characters in words: 3个字（𬭎、㛃、龘）.
fn named(characters: &[char]) -> String {
    let shown: Vec<String> = characters.iter().take(NAMED).map(char::to_string).collect();
    let more = if characters.len() > NAMED { "等" } else { "" };
    format!("{}个字（{}{more}）", characters.len(), shown.join("、"))
}
