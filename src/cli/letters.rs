//! `duban letters`.

use super::args::{Common, Letters};
use super::{CommandError, Status, progress, report};
use crate::diagnostic::Diagnostics;
use crate::job::{self, LetterChanges, Made, Run, Selection, SelectionError, Session};
use crate::plan::Duties;

pub(super) fn execute(common: &Common, arguments: &Letters) -> Result<Status, CommandError> {
    let mut problems = Diagnostics::new();
    let session = common.session(&mut problems)?;
    let names = [&arguments.names[..], &arguments.units].concat();
    let selection = selection(&session, &names, &problems)?;
    let mut run = session.begin()?;
    let mut made = make(common, &session, &mut run, &selection)?;
    let line = summary(&session, &made);
    if selection == Selection::All {
        let printed = job::print_file(&session, &mut run, &made)?;
        made = made.and(printed);
    }
    report::finish(common, &session, problems, (made, run), &line)
}

/// Returns the units with these names, or all of them.
pub(super) fn selection(
    session: &Session,
    names: &[String],
    problems: &Diagnostics,
) -> Result<Selection, SelectionError> {
    let duties = Duties::new(&session.plan, &session.registry);
    // With a broken registry every name is unknown; its own problems say more than "unknown unit".
    match Selection::new(names, &session.registry, &duties) {
        Err(_) if problems.has_errors() => Ok(Selection::Units(Vec::new())),
        selection => selection,
    }
}

/// Makes letters under a progress bar.
pub(super) fn make(
    common: &Common,
    session: &Session,
    run: &mut Run<'_>,
    selection: &Selection,
) -> Result<Made, CommandError> {
    let plan = session.letter_plan();
    let count = selection.units(&Duties::new(&plan, &session.registry)).len();
    let bar = progress::bar(count, "任务函", common.quiet);
    let made = job::letters(session, run, selection, &|| bar.inc(1))?;
    bar.finish_and_clear();
    Ok(made)
}

/// Returns the number of letters and their folder, in a line, and the letters to send again in another.
pub(super) fn summary(session: &Session, made: &Made) -> String {
    let count = count(session, made);
    made.changes.as_ref().map_or(count.clone(), |changes| format!("{count}\n{}", changed(changes)))
}

/// Names the letters that changed since the last run.
fn changed(changes: &LetterChanges) -> String {
    let kinds =
        [("新发", &changes.new), ("有变化", &changes.changed), ("撤回", &changes.withdrawn)];
    let kinds = kinds.into_iter().filter(|(_, names)| !names.is_empty());
    let kinds: Vec<_> = kinds
        .map(|(what, names)| format!("{what} {} 份（{}）", names.len(), names.join("、")))
        .collect();
    match &kinds[..] {
        [] => "与上次相比，任务函内容没有变化".to_owned(),
        kinds => format!("与上次相比：{}", kinds.join("，")),
    }
}

fn count(session: &Session, made: &Made) -> String {
    match &made.files[..] {
        [] => "没有生成任务函".to_owned(),
        [only] => format!("任务函 1 份，{} 页：{}", made.pages(), report::path(session, only)),
        files => format!(
            "任务函 {} 份，共 {} 页：{}",
            files.len(),
            made.pages(),
            session.output.join("letters").display()
        ),
    }
}
