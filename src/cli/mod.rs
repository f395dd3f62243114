//! The command line: arguments → jobs → printed results and an exit status.
//!
//! `args` defines the arguments; each command has a file with its job. Results go to standard output,
//! problems and progress to standard error.

mod agenda;
mod args;
mod build;
mod bulletin;
mod change_letters;
mod changes;
mod check;
mod collect;
mod completions;
mod diff_docx;
mod dispatch;
mod dossier;
mod export;
mod fonts;
mod import;
mod init;
mod issue;
mod leaders;
mod ledger;
mod letters;
mod man;
mod message;
mod next;
mod notices;
mod number;
mod opener;
mod preview;
mod progress;
mod propose;
mod report;
mod schema;
mod sheets;

mod threads;
mod typeset;
mod undo;
mod verify;
mod watch;
mod why;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::FromArgMatches as _;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::job::{
    AcceptError, BulletinError, CollectError, DiffDocxError, DossierError, ImportError, IssueError,
    JobError, LeaderError, NextYearError, NotWhole, NoticeError, NumberError, Options,
    PreviewError, ProposalError, RegisterError, SelectionError, Session, TypesetError, UndoError,
    WhyError,
};
use crate::output::{self, ARCHIVE_DIR, WriteError};
use crate::period::OtherYear;
use crate::returns::collect::ExistingReturns;
use crate::workspace::lock::{Lock, LockError, Owner};
use crate::workspace::memory::MEMORY_DIR;
use crate::workspace::{OUTPUT_DIR, TEMPLATE_DIR, Workspace, WorkspaceError};
use args::{Args, Command, Common};
use gongwen::foreign;

/// The outcome of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Done.
    Done,
    /// The data has errors; everything possible was made, and each problem was printed.
    DataErrors,
}

/// The command or the configuration is wrong; nothing was written.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
    #[error(transparent)]
    Job(#[from] JobError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Selection(#[from] SelectionError),
    #[error(transparent)]
    Typeset(#[from] TypesetError),
    #[error(transparent)]
    Bulletin(#[from] BulletinError),
    #[error(transparent)]
    Notices(#[from] NoticeError),
    #[error(transparent)]
    Dossier(#[from] DossierError),
    #[error(transparent)]
    DiffDocx(#[from] DiffDocxError),
    #[error(transparent)]
    Leaders(#[from] LeaderError),
    #[error(transparent)]
    Why(#[from] WhyError),
    #[error(transparent)]
    OtherYear(#[from] OtherYear),
    #[error(transparent)]
    Collect(#[from] CollectError),
    #[error(transparent)]
    Proposal(#[from] ProposalError),
    #[error(transparent)]
    Number(#[from] NumberError),
    #[error(transparent)]
    Issue(#[from] IssueError),
    #[error(transparent)]
    Accept(#[from] AcceptError),
    #[error(transparent)]
    NotWhole(#[from] NotWhole),
    #[error(transparent)]
    NextYear(#[from] NextYearError),
    #[error(transparent)]
    Undo(#[from] UndoError),
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Write(#[from] WriteError),
    /// What a killed run began cannot be finished.
    #[error("上次运行中断，没有补完：{0}；{advice}", advice = recovery_advice(.0))]
    Unfinished(WriteError),
    #[error("{0}")]
    Usage(String),
    #[error("无法写到标准输出：{}", foreign::system(.0))]
    Stdout(io::Error),
    /// The work is done and its files are in their places; only what is said of them is lost.
    #[error("无法写到标准输出：{}；应写的文件已经写好", foreign::system(.0))]
    Unprinted(io::Error),
}

impl From<PreviewError> for CommandError {
    fn from(error: PreviewError) -> Self {
        match error {
            PreviewError::Workspace(error) => error.into(),
            PreviewError::NotWhole(error) => error.into(),
            PreviewError::Job(error) => error.into(),
            PreviewError::Selection(error) => error.into(),
            PreviewError::Bulletin(error) => error.into(),
            PreviewError::Typeset(error) => error.into(),
            PreviewError::Notice(error) => error.into(),
            error @ (PreviewError::Unknown(_)
            | PreviewError::NoNotice(_)
            | PreviewError::NoCase(_)) => Self::Usage(error.to_string()),
        }
    }
}

/// Runs the program with these arguments, the first being its name. Exit status: 0 done, 1 the
/// data has errors, 2 the command or the configuration is wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let typed = typed(&arguments);
    let parsed = args::command()
        .try_get_matches_from(arguments)
        .and_then(|matches| Args::from_arg_matches(&matches));
    let mut args = match parsed {
        Ok(args) => args,
        // Help and version.
        Err(error) if !error.use_stderr() => {
            return exit(report::out(error.render().to_string().trim_end()).map(|()| Status::Done));
        }
        Err(error) => {
            report::err(&format!("错误：{}", message::usage(&error)));
            return ExitCode::from(2);
        }
    };
    args.common.typed = typed;
    exit(execute(args))
}

/// Returns the exit status for a command's outcome; prints the reason if it failed.
fn exit(end: Result<Status, CommandError>) -> ExitCode {
    match end {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::DataErrors) => ExitCode::from(1),
        // The reader has seen enough.
        Err(CommandError::Stdout(error) | CommandError::Unprinted(error))
            if error.kind() == io::ErrorKind::BrokenPipe =>
        {
            ExitCode::SUCCESS
        }
        Err(error @ CommandError::Unprinted(_)) => {
            report::err(&format!("错误：{error}"));
            ExitCode::from(1)
        }
        Err(error) => {
            told(&error);
            ExitCode::from(2)
        }
    }
}

/// Prints the reason why a command ended, or why a preview was not made.
fn told(error: &CommandError) {
    match error {
        // Shown like every problem: with code, place and hint.
        CommandError::Import(ImportError::Source(_) | ImportError::Unreadable(_))
        | CommandError::Undo(UndoError::Unreadable(_))
        | CommandError::Proposal(ProposalError::Unreadable(_))
        | CommandError::Collect(CollectError::Unread(_))
        | CommandError::Number(NumberError::Register(RegisterError::Read(_)))
        | CommandError::Accept(AcceptError::Read(_))
        | CommandError::NotWhole(_)
        | CommandError::NextYear(NextYearError::Unreadable(_) | NextYearError::NotWhole(_))
        | CommandError::Workspace(WorkspaceError::Config(_)) => report::err(&error.to_string()),
        _ => report::err(&format!("错误：{error}")),
    }
}

fn execute(args: Args) -> Result<Status, CommandError> {
    let mut common = args.common;
    threads::start(common.jobs.map(|jobs| usize::from(jobs.get())));
    let command = args.command.unwrap_or(Command::Build(args::Build::default()));
    common.formats = [args.formats.formats, command.formats().to_vec()].concat();
    common.keep_out_of_archive()?;
    let is_writing = writes(&command);
    let _writing = if is_writing { Some(common.begin_writing()?) } else { None };
    let publishes = is_writing || matches!(command, Command::Init(_));
    let end = match command {
        Command::Build(arguments) => build::execute(&common, &arguments),
        Command::Bulletin(arguments) => bulletin::execute(&common, &arguments),
        Command::Notices(arguments) => notices::execute(&common, &arguments),
        Command::Leaders(arguments) => leaders::execute(&common, &arguments),
        Command::Import(arguments) => import::execute(&common, &arguments),
        Command::Check(arguments) => check::execute(&common, &arguments),
        Command::Letters(arguments) => letters::execute(&common, &arguments),
        Command::Sheets(arguments) if arguments.propose_targets => propose::execute(&common),
        Command::Sheets(arguments) => sheets::execute(&common, &arguments),
        Command::Number(arguments) => number::execute(&common, &arguments),
        Command::Ledger(arguments) => ledger::execute(&common, &arguments),
        Command::Collect(arguments) => collect::execute(&common, &arguments),
        Command::Typeset(arguments) => typeset::execute(&common, &arguments),
        Command::DiffDocx(arguments) => diff_docx::execute(&common, &arguments),
        Command::Preview(arguments) => preview::execute(common, &arguments),
        Command::Dossier(arguments) => dossier::execute(&common, &arguments),
        Command::Export(arguments) => export::execute(&common, &arguments),
        Command::Status(arguments) => agenda::execute(&common, &arguments),
        Command::Why(arguments) => why::execute(&common, &arguments),
        Command::Dispatch(arguments) => dispatch::execute(&common, &arguments),
        Command::Issue(arguments) => issue::execute(&common, &arguments),
        Command::Verify(arguments) => verify::execute(&common, &arguments),
        Command::Undo => undo::execute(&common),
        Command::Init(arguments) => init::execute(&common, &arguments),
        Command::Completions(arguments) => completions::execute(&arguments),
        Command::Schema(arguments) => schema::execute(&arguments),
        Command::Man => man::execute(),
        Command::Fonts => fonts::execute(&common),
    };
    match end {
        // A command prints when its files are in their places.
        Err(CommandError::Stdout(error)) if publishes => Err(CommandError::Unprinted(error)),
        end => end,
    }
}

/// Returns the command as it was typed, without the folder of the program.
fn typed(arguments: &[OsString]) -> String {
    let rest = arguments.iter().skip(1).map(|argument| argument.to_string_lossy());
    std::iter::once("duban".into()).chain(rest).collect::<Vec<_>>().join(" ")
}

/// Returns whether a command writes to the workspace that it is called in. A preview is nobody's but the caller's.
fn writes(command: &Command) -> bool {
    !matches!(
        command,
        Command::Check(_)
            | Command::DiffDocx(_)
            | Command::Why(_)
            | Command::Status(_)
            | Command::Verify(_)
            | Command::Export(_)
            | Command::Init(_)
            | Command::Preview(_)
            | Command::Completions(_)
            | Command::Schema(_)
            | Command::Man
            | Command::Fonts
    )
}

impl Common {
    /// Refuses an output folder in the archive.
    fn keep_out_of_archive(&self) -> Result<(), CommandError> {
        let Some(output) = &self.output else { return Ok(()) };
        match Workspace::find(self.workspace.as_deref()) {
            Ok(root) if output::is_in_archive(&root, output) => Err(CommandError::Usage(format!(
                "{} 在档案里，不能作输出目录；档案只由 duban issue 写入",
                output.display()
            ))),
            _ => Ok(()),
        }
    }

    /// Keeps other runs out of the workspace until the lock is dropped, and finishes what a killed run began.
    fn begin_writing(&self) -> Result<Lock, CommandError> {
        let root = Workspace::find(self.workspace.as_deref())?;
        Ok(self.keep_out_others(&root)?.0)
    }

    /// Does the same in the folder `root`. Returns whether there was anything to finish, too.
    fn keep_out_others(&self, root: &Path) -> Result<(Lock, bool), CommandError> {
        let waited = |owner: &Owner| report::err(&format!("{owner}，等它结束"));
        let wait: Option<&dyn Fn(&Owner)> = if self.wait { Some(&waited) } else { None };
        let lock = Lock::take(root, self.output.as_deref(), &self.typed, wait)?;
        let written = ["seeds", TEMPLATE_DIR, OUTPUT_DIR, MEMORY_DIR, "fonts", ARCHIVE_DIR];
        let written = written.into_iter().map(|folder| root.join(folder));
        let folders: Vec<PathBuf> = written.chain(self.output.clone()).collect();
        let finished = output::recover(root, &folders).map_err(CommandError::Unfinished)?;
        Ok((lock, finished))
    }

    fn workspace(&self) -> Result<Workspace, WorkspaceError> {
        Workspace::open(self.workspace.as_deref())
    }

    fn session(&self, problems: &mut Diagnostics) -> Result<Session, CommandError> {
        let workspace = self.workspace()?;
        problems.extend(unfinished(&workspace.root).into_iter().collect());
        Ok(Session::load(workspace, self.options(), problems)?)
    }

    /// The same, with the rows of the returns.
    fn session_with_rows(
        &self,
        problems: &mut Diagnostics,
    ) -> Result<(Session, ExistingReturns), CommandError> {
        Ok(Session::load_with_rows(self.workspace()?, self.options(), problems)?)
    }

    /// The choices that all jobs share.
    fn options(&self) -> Options {
        Options {
            output: self.output.clone(),
            date: self.date,
            force: self.force,
            draft: self.draft,
            command: self.typed.clone(),
            clean: self.clean,
            formats: self.formats.clone(),
        }
    }
}

/// F197: a run was killed while it put its files into their places.
fn unfinished(root: &Path) -> Option<Diagnostic> {
    let message = "上次运行中断，有的文件还没有放到位，所读的可能新旧不一";
    let problem = Diagnostic::new(Code::RunUnfinished, message);
    let problem = problem.at(Place::file(format!("{MEMORY_DIR}/journal.json")));
    let problem = problem.hint("运行 duban 或其他生成文件的命令，会先把上次的补完");
    output::is_unfinished(root).then_some(problem)
}

/// Returns advice on a killed run that cannot be finished.
fn recovery_advice(error: &WriteError) -> &'static str {
    match error.source.kind() {
        io::ErrorKind::InvalidData => {
            "这份记录已损坏，核对 seeds 和输出目录里的文件后把它删除，再运行一次"
        }
        _ => "排除原因后再运行一次，就会补完",
    }
}

/// Returns the status that belongs to these problems.
fn status(problems: &Diagnostics) -> Status {
    if problems.has_errors() { Status::DataErrors } else { Status::Done }
}
