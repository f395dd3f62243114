//! `duban preview`.

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::args::{Common, Preview as Arguments};
use super::watch::{End, saved};
use super::{CommandError, Status, opener, report, status, told};
use crate::diagnostic::{Diagnostics, Severity, nearest};
use crate::job::{BulletinError, JobError, Look, NoticeError, Preview, Printed, Subject};
use crate::workspace::{Workspace, WorkspaceError};

/// Clears the screen and begins at its top.
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";

pub(super) fn execute(mut common: Common, arguments: &Arguments) -> Result<Status, CommandError> {
    let root = Workspace::find(common.workspace.as_deref())?;
    let subject = subject(arguments)?;
    // Somebody may be at work when a file is saved.
    common.wait |= arguments.watch;
    let preview = Preview::new(root.clone(), common.options(), subject);
    let mut desk = Desk { common, root, preview, opens: !arguments.no_open };
    if arguments.watch { desk.watch() } else { desk.show() }
}

/// Returns the document that is asked for.
fn subject(arguments: &Arguments) -> Result<Subject, CommandError> {
    let Arguments { what, unit, period, data, .. } = arguments;
    let period = period.period;
    let usage = |message: String| Err(CommandError::Usage(message));
    let superfluous =
        |unit: &str| usage(format!("“{unit}”是多余的：只有 letter、notice、case 后面写单位"));
    let subject = match what.to_str().and_then(kind) {
        Some(Kind::Letter) => match unit {
            Some(unit) => Subject::Letter(unit.clone()),
            None => return usage("没有写明单位：duban preview letter 兰州市".to_owned()),
        },
        Some(Kind::Bulletin) => Subject::Bulletin(period),
        Some(Kind::Brief) => Subject::Brief(period),
        Some(Kind::Notice) => match unit {
            Some(unit) => Subject::Notice(unit.clone(), period),
            None => return usage("没有写明单位：duban preview notice 兰州市".to_owned()),
        },
        Some(Kind::Case) => match unit {
            Some(name) => Subject::Case(name.clone()),
            None => return usage("没有写明事项或单位：duban preview case 2-17".to_owned()),
        },
        None if what.is_file() => Subject::File(what.clone(), data.clone()),
        None => return usage(unknown(what)),
    };
    match &subject {
        Subject::Letter(_) | Subject::Case(_) | Subject::File(..) if period.is_some() => {
            usage("--period 只用于 bulletin、brief、notice".to_owned())
        }
        Subject::File(..) => match unit {
            Some(unit) => superfluous(unit),
            None => Ok(subject),
        },
        _ if data.is_some() => usage("--data 只用于自拟的文件".to_owned()),
        Subject::Bulletin(_) | Subject::Brief(_) => match unit {
            Some(unit) => superfluous(unit),
            None => Ok(subject),
        },
        _ => Ok(subject),
    }
}

/// The kinds of documents that a word names.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Letter,
    Bulletin,
    Brief,
    Notice,
    Case,
}

/// The words for them.
const KINDS: [(&str, Kind); 10] = [
    ("letter", Kind::Letter),
    ("任务函", Kind::Letter),
    ("bulletin", Kind::Bulletin),
    ("通报", Kind::Bulletin),
    ("brief", Kind::Brief),
    ("一页通", Kind::Brief),
    ("notice", Kind::Notice),
    ("督办单", Kind::Notice),
    ("case", Kind::Case),
    ("挂牌督办", Kind::Case),
];

fn kind(word: &str) -> Option<Kind> {
    KINDS.iter().find(|(known, _)| *known == word).map(|&(_, kind)| kind)
}

/// Returns the message that a word is neither a kind nor a file.
fn unknown(what: &Path) -> String {
    let word = what.display().to_string();
    match nearest(&word, KINDS.iter().map(|&(known, _)| known)) {
        Some(known) => format!("没有文件 {word}，是否指 {known}？"),
        None => format!(
            "没有文件 {word}；可以是 letter 单位、bulletin、brief、notice 单位、case 编号，或自拟的文件"
        ),
    }
}

/// The desk at which a document is looked at.
struct Desk {
    common: Common,
    root: PathBuf,
    preview: Preview,
    /// True until the document has been opened.
    opens: bool,
}

impl Desk {
    /// Makes the document again whenever a file is saved, until the end.
    fn watch(&mut self) -> Result<Status, CommandError> {
        let end = End::listen();
        let mut seen = self.preview.stamps();
        let mut round = 1;
        loop {
            if io::stderr().is_terminal() {
                report::err(CLEAR);
            }
            match self.show() {
                Ok(_) => {}
                Err(error) if round == 1 && is_of_command(&error) => return Err(error),
                Err(error @ CommandError::Stdout(_)) => return Err(error),
                Err(error) => {
                    told(&error);
                    report::err("没有重新生成，原有的保持原样");
                }
            }
            if !self.common.quiet {
                report::err(&format!("第 {round} 次；等待保存，按 Ctrl-C 结束"));
            }
            seen.take_revealed(self.preview.stamps());
            match saved(&self.preview, &seen, &end) {
                Some(now) => seen = now,
                None => return Ok(Status::Done),
            }
            round += 1;
        }
    }

    /// Makes the document once, shows its problems, and opens it the first time.
    fn show(&mut self) -> Result<Status, CommandError> {
        let look = self.preview.look().inspect_err(|_| {
            // Unreadable data may be the reason.
            let mut problems = self.preview.problems_of_data();
            problems.sort();
            report::problems(&self.common, &problems, Severity::Warning);
        });
        let Look { of_data, of_document, printed } = look?;
        let put = printed.as_ref().map(|printed| self.put(printed)).transpose()?;
        let mut all = of_data;
        all.sort();
        all.extend(put.unwrap_or_default());
        all.extend(of_document);
        // What is wrong with the document comes last, where it is seen.
        report::problems(&self.common, &all, Severity::Warning);
        let file = self.preview.file();
        if !self.common.quiet {
            report::out(&match &printed {
                Some(printed) => format!("预览 {} 页：{}", printed.pages, file.display()),
                None => "没有重新生成，原有的保持原样".to_owned(),
            })?;
            report::out(&report::counted(&all))?;
        }
        if printed.is_some() && std::mem::take(&mut self.opens) {
            opener::open(&file);
        }
        Ok(status(&all))
    }

    /// Writes the PDF. Returns what is to be said about it.
    fn put(&mut self, printed: &Printed) -> Result<Diagnostics, CommandError> {
        if self.preview.write(&printed.bytes)? {
            return Ok(Diagnostics::new());
        }
        let _writing = self.common.keep_out_others(&self.root)?;
        let put = self.preview.write_over_changed(&printed.bytes);
        Ok(put.map_err(JobError::Unpublished)?)
    }
}

/// Returns whether what was typed is wrong, which no saving mends.
fn is_of_command(error: &CommandError) -> bool {
    matches!(
        error,
        CommandError::Selection(_)
            | CommandError::Usage(_)
            | CommandError::Notices(NoticeError::OtherYear(_))
            | CommandError::Bulletin(BulletinError::OtherYear(_))
            | CommandError::Workspace(WorkspaceError::NotFound(_))
    )
}
