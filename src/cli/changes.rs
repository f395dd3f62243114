//! The files that a run made, those that it left as they were, and why.

use std::path::{Path, PathBuf};

use super::args::Common;
use crate::job::{Made, Reason, Session};
use crate::workspace::OUTPUT_DIR;

/// Maximum number of reasons in the summary.
const MOST: usize = 4;

/// Returns the numbers of files made, unchanged and deleted, with the reasons, in a line, and a line for each file that
/// was asked about.
pub(super) fn summary(common: &Common, session: &Session, made: &[&Made]) -> String {
    let mut lines = vec![counts(made)];
    lines.extend(common.explain.iter().map(|file| explained(session, made, file)));
    lines.join("\n")
}

fn counts(made: &[&Made]) -> String {
    let files: usize = made.iter().map(|made| made.files.len()).sum();
    let again: usize = made.iter().map(|made| made.reasons.len()).sum();
    let removed: Vec<&str> =
        made.iter().flat_map(|made| &made.removed).map(|path| &**path).collect();
    let mut line = format!("新生成 {again} 个文件，未变 {} 个", files.saturating_sub(again));
    match removed.len() {
        0 => {}
        count => line.push_str(&format!("，删去 {count} 个（{}）", removed.join("、"))),
    }
    let mut reasons: Vec<String> = Vec::new();
    for reason in made.iter().flat_map(|made| made.reasons.values()) {
        for word in summed_up(reason) {
            if !reasons.contains(&word) {
                reasons.push(word);
            }
        }
    }
    if reasons.is_empty() {
        return line;
    }
    let more =
        if reasons.len() > MOST { format!("等{}项", reasons.len()) } else { String::new() };
    reasons.truncate(MOST);
    format!("{line}；原因：{}{more}", reasons.join("、"))
}

/// Returns the words for a reason in the summary: files that are put together from others change with these, which have
/// reasons of their own.
fn summed_up(reason: &Reason) -> Vec<String> {
    let is_output =
        |name: &str| name.strip_prefix(OUTPUT_DIR).is_some_and(|rest| rest.starts_with('/'));
    match reason {
        Reason::Sources(differences) => {
            let own = differences.iter().filter(|difference| !is_output(difference.name()));
            own.map(ToString::to_string).collect()
        }
        reason => words(reason),
    }
}

fn words(reason: &Reason) -> Vec<String> {
    let word = match reason {
        Reason::Clean => "--clean",
        Reason::New => "原来没有",
        Reason::Unknown => "上次有问题，或没有记录",
        Reason::Missing => "原有的不在了",
        Reason::Altered => "原有的有人改过",
        Reason::Sources(differences) => {
            return differences.iter().map(ToString::to_string).collect();
        }
    };
    vec![word.to_owned()]
}

/// Returns why a file was made, or that it would come out as it is.
fn explained(session: &Session, made: &[&Made], file: &Path) -> String {
    let shown = file.display();
    let mut files = made.iter().flat_map(|made| made.files.iter().map(move |file| (*made, file)));
    let found = files.find(|(_, entry)| is_file(session, &entry.path, file));
    match found.map(|(made, entry)| made.reasons.get(&entry.path)) {
        None => format!("{shown}：本次没有涉及"),
        Some(None) => format!("{shown}：依据没有变化，原样保留"),
        Some(Some(reason)) => format!("{shown}：重新生成，因为{}", words(reason).join("、")),
    }
}

/// Returns whether a file was typed as a path of the output folder, from there or from where the program runs.
fn is_file(session: &Session, path: &str, typed: &Path) -> bool {
    let same = |first: &Path, second: &Path| {
        std::path::absolute(first).ok() == std::path::absolute(second).ok()
    };
    let whole: PathBuf = session.output.join(path);
    typed == Path::new(path)
        || same(typed, &whole)
        || same(&session.workspace.root.join(typed), &whole)
}
