//! A workspace with its data loaded, ready for any job.

use std::path::PathBuf;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::kept_units::KeptUnits;
use super::press::Press;
use super::run::Run;
use super::set_letters::SetLetters;
use super::whole::{BaseTables, Needs, NotWhole};
use crate::assess::Basis;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::numbers::{Document, NUMBERS_FILE, Number, Numbers};
use crate::output::{DocumentFormat, ManifestError, Sources, WriteError};
use crate::period::{Month, Period};
use crate::plan::{Breakdown, Changes, Duties, Plan, Schedule, Territory};
use crate::registers::{Event, LEDGER_FILE, REFERRALS_FILE, Registers};
use crate::registry::Registry;
use crate::returns::collect::ExistingReturns;
use crate::returns::{Known, Progress, Reports};
use crate::supervision::{Cases, Days, Fault};
use crate::workspace::memory::Memory;
use crate::workspace::{CONFIG_FILE, FaceFile, OUTPUT_DIR, Workspace};
use gongwen::typeset::{Face, FontBook, FontError};

/// A workspace with its data loaded.
#[derive(Debug)]
pub struct Session {
    /// The workspace.
    pub workspace: Workspace,
    /// Units, groups and leaders as of the day of the notice.
    pub registry: Registry,
    /// The items in force on the date of the command line or, without one, after all changes.
    pub plan: Plan,
    /// The plan as it was published, and what changed in it.
    pub changes: Changes,
    /// The plan by which returns are read.
    pub(super) reading: Plan,
    /// Targets broken down to units.
    pub breakdown: Breakdown,
    /// The planned course of the year.
    pub schedule: Schedule,
    /// The units' returns, and what the office has verified, until the date on the command line.
    pub progress: Progress,
    /// The same, with everything from which the returns as of another day follow.
    pub reports: Reports,
    /// The numbers that were drawn for documents.
    pub numbers: Numbers,
    /// Receipts, plans that were filed, contacts, the ledger of cases and the referrals.
    pub registers: Registers,
    /// True if every row of the ledger and of the referrals could be read, and every event can have happened.
    pub(super) ledger_is_sound: bool,
    /// The output folder.
    pub output: PathBuf,
    /// The date printed on documents, if the command line gives one.
    pub date: Option<Date>,
    /// True to leave numbers and dates of documents blank.
    pub draft: bool,
    /// True to make everything again, whether it changed or not.
    pub clean: bool,
    /// The formats in which documents are made beside the PDF.
    pub formats: Vec<DocumentFormat>,
    /// The hashes of the faces, once they are known.
    pub(super) faces: OnceLock<Sources>,
    /// The faces, once a document is set.
    book: OnceLock<FontBook>,
    /// The letters that were set, for the file for the printer.
    pub(super) set_letters: SetLetters,
    /// The command as it was typed.
    pub(super) command: String,
    /// The base tables that were read.
    pub(super) tables: BaseTables,
    /// The units whose documents stay as they are.
    pub kept: KeptUnits,
}

/// The reason for which a job cannot begin. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// A typeface cannot be used.
    #[error("{0}；请检查 duban.toml 的 [fonts]")]
    Font(#[from] FontError),
    /// The output folder does not accept files.
    #[error("{0}；请检查输出目录")]
    Output(#[from] WriteError),
    /// The manifest of earlier runs cannot be used.
    #[error(transparent)]
    Manifest(#[from] ManifestError),
    /// The files cannot be put into their places.
    #[error("{0}；本次运行没有改动任何文件")]
    Unpublished(WriteError),
}

/// The choices of the command line that all jobs share.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The output folder; `None` for the workspace's own.
    pub output: Option<PathBuf>,
    /// The date printed on documents; `None` for the one that `duban.toml` gives.
    pub date: Option<Date>,
    /// True to accept base tables with fewer rows than at the last run, and to replace edited files.
    pub force: bool,
    /// True to leave numbers and dates of documents blank.
    pub draft: bool,
    /// The command as it was typed.
    pub command: String,
    /// True to make everything again, whether it changed or not.
    pub clean: bool,
    /// The formats in which documents are made; empty for those that `duban.toml` names.
    pub formats: Vec<DocumentFormat>,
}

impl Session {
    /// Loads registry, plan, targets and returns, and adds their problems to `problems`.
    ///
    /// # Errors
    /// A base table cannot be read whole.
    pub fn load(
        workspace: Workspace,
        options: Options,
        problems: &mut Diagnostics,
    ) -> Result<Self, NotWhole> {
        let mut session = Self::load_plan(workspace, options, problems)?;
        if session.has_items() {
            let reports = Reports::load(&session.workspace.root, &session.reader(), problems);
            session.progress = reports.progress(&session.reader(), problems);
            if let Some(date) = session.date {
                let known = Known { filed: None, verified: Some(date) };
                session.progress = reports.as_of(known, &session.reader());
            }
            session.reports = reports;
        }
        Ok(session)
    }

    /// Loads the same, and keeps the rows of the returns for jobs that add others to them.
    ///
    /// # Errors
    /// A base table cannot be read whole.
    pub fn load_with_rows(
        workspace: Workspace,
        options: Options,
        problems: &mut Diagnostics,
    ) -> Result<(Self, ExistingReturns), NotWhole> {
        let mut session = Self::load_plan(workspace, options, problems)?;
        let mut existing = ExistingReturns::default();
        if session.has_items() {
            let root = &session.workspace.root;
            (existing, session.progress) = ExistingReturns::load(root, &session.reader(), problems);
        }
        Ok((session, existing))
    }

    /// Loads all data except the returns, on which letters do not depend.
    ///
    /// # Errors
    /// A base table cannot be read whole.
    pub(super) fn load_plan(
        workspace: Workspace,
        options: Options,
        problems: &mut Diagnostics,
    ) -> Result<Self, NotWhole> {
        let tables = BaseTables::read(&workspace.root, Needs::All, options.force)?;
        let mut found = tables.notes.clone();
        let registry = Registry::load(&workspace.root, workspace.config.notice_date(), &mut found);
        // Without units every name of the plan would be reported as unknown; the one problem that matters has
        // been reported already.
        let (root, year) = (&workspace.root, workspace.config.year);
        let changes = if registry.is_empty() {
            Changes::default()
        } else {
            let published = Plan::load(root, &registry, &mut found);
            let due = |month| workspace.config.returns_due(month);
            Changes::load(root, (published, &registry), year, due, &mut found)
        };
        let numbers = Numbers::load(root, year, &registry, &mut found);
        let mut session =
            Self { registry, changes, numbers, ..Self::without_data(workspace, options) };
        if session.has_items() {
            session.plan = session.in_force(session.day());
            session.reading = session.changes.reading(session.day());
            let (root, plan) = (&session.workspace.root, &session.reading);
            session.breakdown = Breakdown::load(root, plan, &session.registry, &mut found);
            session.schedule = Schedule::load(root, plan, &mut found);
        }
        let memory = Memory::load(&session.workspace.root).unwrap_or_default();
        session.kept = KeptUnits::new(
            (&session.plan, &session.registry, &session.numbers),
            &tables,
            &memory,
            &found,
        );
        found.extend(session.not_drawn().into_iter().collect());
        // A row of a register decides about no unit's letter.
        if session.has_items() {
            let root = &session.workspace.root;
            let (left_out, reader) = (&tables.left_out, session.reader());
            session.registers =
                Registers::load(root, left_out, &reader, &session.numbers, &mut found);
            let faults = session.cases(None).faults.into_iter();
            found.extend(faults.map(|(event, fault)| impossible(event, &fault)).collect());
            let is_theirs = |place: &Place| [LEDGER_FILE, REFERRALS_FILE].contains(&&*place.file);
            session.ledger_is_sound = !found.iter().any(|problem| {
                problem.severity() == Severity::Error
                    && problem.place.as_ref().is_some_and(is_theirs)
            });
        }
        session.tables = tables;
        problems.extend(found);
        problems.extend(session.kept.notice(&session.registry).into_iter().collect());
        Ok(session)
    }

    /// Returns what is to be said of documents that rest on the ledger while it is left out (L106): they are not made, since
    /// they would say of cases what is not so.
    pub(super) fn without_ledger(&self, what: &str) -> Option<Diagnostic> {
        let is_left_out = self.tables.left_out.contains(&LEDGER_FILE);
        is_left_out.then(|| {
            let message = format!("{LEDGER_FILE} 没有读入，{what}没有重做，已有的保持原样");
            Diagnostic::new(Code::LedgerLeftOut, message)
                .at(Place::file(LEDGER_FILE))
                .hint("补上缺少的列后重新运行")
        })
    }

    /// Returns whether there is a plan. Without items every reference to one would be reported; the one problem
    /// that matters has been reported already.
    pub(super) fn has_items(&self) -> bool {
        !self.changes.published().items().is_empty()
    }

    /// Returns the basis of every assessment of this session's data.
    pub fn basis<'a>(&'a self, duties: &'a Duties<'a>) -> Basis<'a> {
        Basis {
            plan: &self.plan,
            registry: &self.registry,
            duties,
            breakdown: &self.breakdown,
            schedule: &self.schedule,
            progress: &self.progress,
            rules: &self.workspace.config.assessment,
        }
    }

    /// Returns the names of units, collectives and leaders that have a figure in them.
    pub(super) fn names_with_figures(&self) -> Vec<String> {
        let units = self.registry.names().map(|(name, _)| name);
        let names = units.chain(self.registry.leader_names());
        names
            .filter(|name| name.contains(|c: char| c.is_ascii_digit()))
            .map(str::to_owned)
            .collect()
    }

    /// Returns whether the targets, the milestones, or the returns of any month up to `last` are marked as made up.
    pub fn is_demonstration(&self, last: Option<Month>) -> bool {
        self.breakdown.has_demonstrations()
            || self.schedule.has_demonstrations()
            || last.is_some_and(|last| self.progress.has_demonstrations(last))
    }

    /// Returns the cases at the end of a day, of the whole ledger without one.
    pub fn cases(&self, day: Option<Date>) -> Cases<'_> {
        Cases::on(&self.registers.ledger, day, self.case_days())
    }

    /// Returns the days by which the steps of cases are judged.
    pub(super) fn case_days(&self) -> Days<'_> {
        let config = &self.workspace.config;
        Days { calendar: &config.calendar, rules: &config.supervision, registry: &self.registry }
    }

    /// Returns the units whose figures add up to the province's.
    pub fn territory(&self) -> Territory<'_> {
        let rules = &self.workspace.config.assessment;
        Territory::new(&self.registry, &rules.ranked_kind, &rules.enclosed_kind)
    }

    /// Makes a session for jobs that need no data but `duban.toml`.
    pub fn without_data(workspace: Workspace, options: Options) -> Self {
        let own = workspace.root.join(OUTPUT_DIR);
        let written = &workspace.config.output.formats;
        let asked = if options.formats.is_empty() { written } else { &options.formats };
        // The PDF is made in any case.
        let others =
            DocumentFormat::ALL.into_iter().filter(|&format| format != DocumentFormat::Pdf);
        let formats = others.filter(|format| asked.contains(format)).collect();
        Self {
            output: options.output.unwrap_or(own),
            workspace,
            registry: Registry::default(),
            plan: Plan::default(),
            changes: Changes::default(),
            reading: Plan::default(),
            breakdown: Breakdown::default(),
            schedule: Schedule::default(),
            progress: Progress::default(),
            reports: Reports::default(),
            numbers: Numbers::default(),
            registers: Registers::default(),
            ledger_is_sound: true,
            tables: BaseTables::default(),
            kept: KeptUnits::default(),
            date: options.date,
            draft: options.draft,
            command: options.command,
            clean: options.clean,
            formats,
            faces: OnceLock::new(),
            book: OnceLock::new(),
            set_letters: SetLetters::default(),
        }
    }

    /// Returns the number printed on a document; `None` for a draft and until it is drawn.
    pub(super) fn number(&self, document: &Document) -> Option<&Number> {
        self.numbers.of(document).filter(|_| !self.draft)
    }

    /// F163: numbers that `duban.toml` sets, as it did before they were drawn, and that no document has.
    fn not_drawn(&self) -> Option<Diagnostic> {
        let config = &self.workspace.config;
        let plan = self.letter_plan();
        let duties = Duties::new(&plan, &self.registry);
        let units = duties.units().filter(|&unit| self.gets_letter(unit));
        let mut letters = units.map(Document::Letter);
        let first = config.letters.first_number;
        let issues = config.bulletin.issues.iter();
        let issues = issues.filter(|(_, issue)| issue.number.is_some());
        let mut issues = issues.map(|(period, _)| Document::Bulletin(period.close().of_bulletin()));
        let is_blank = |document: &Document| self.numbers.of(document).is_none();
        let (key, command) = if first.is_some() && letters.any(|letter| is_blank(&letter)) {
            ("[letters] 的 first_number", "duban number letters")
        } else if issues.any(|bulletin| is_blank(&bulletin)) {
            ("[bulletin.issues] 的 number", "duban number bulletin")
        } else {
            return None;
        };
        let message = format!("{key} 不再直接编号，没有取号的文件号留空");
        Some(
            Diagnostic::new(Code::NumberNotDrawn, message)
                .at(Place::file(CONFIG_FILE))
                .hint(format!("运行 {command}，按这里写的号登记到 {NUMBERS_FILE}，以后不再变动")),
        )
    }

    /// Returns the date of the bulletin of a period, where it is known.
    pub(super) fn bulletin_date(&self, period: Period) -> Option<Date> {
        self.date.or(self.workspace.config.issue_date(period))
    }

    /// Returns the date of letters, where it is known.
    pub fn letter_date(&self) -> Option<Date> {
        self.date.or(self.workspace.config.letters.date)
    }

    /// Returns the day on which letters rest: their date or, until it is known, that of the notice.
    pub(super) fn letter_day(&self) -> Date {
        self.letter_date().unwrap_or_else(|| self.workspace.config.notice_date())
    }

    /// Returns a press, whose faces are loaded once for all documents of the session.
    ///
    /// # Errors
    /// A face that `duban.toml` names cannot be used.
    pub fn press(&self) -> Result<Press<'_>, FontError> {
        let book = match self.book.get() {
            Some(book) => book.clone(),
            None => {
                let book = fonts(&self.workspace)?;
                self.book.get_or_init(|| book).clone()
            }
        };
        let press = Press::with_faces(&self.workspace, &self.registry, book);
        Ok(press.with_formats(&self.formats, self.marks()))
    }

    /// Returns what a document that is edited by hand says of the command by which it was made.
    fn marks(&self) -> Vec<(String, String)> {
        let date = self.date.map(|date| ("日期".to_owned(), date.to_string()));
        let draft = self.draft.then(|| ("草稿".to_owned(), "是".to_owned()));
        date.into_iter().chain(draft).collect()
    }

    /// Begins what a run of documents writes.
    ///
    /// # Errors
    /// The manifest of earlier runs cannot be read.
    pub fn begin(&self) -> Result<Run<'_>, JobError> {
        Ok(Run::begin(
            &self.workspace.root,
            &self.output,
            &self.tables,
            (&self.command, self.clean),
        )?
        .with_formats(&self.formats))
    }
}

/// L110: an event of the ledger cannot have happened.
fn impossible(event: &Event, fault: &Fault) -> Diagnostic {
    Diagnostic::new(Code::EventImpossible, format!("{fault}，本行不计入"))
        .at(event.place.clone())
        .hint("核对日期和事件，或补上缺少的步骤")
}

/// Checks before anything is written that documents can be made: the faces, the output folder and its manifest.
///
/// # Errors
/// One of them cannot be used.
pub fn check_means(workspace: &Workspace, options: &Options) -> Result<(), JobError> {
    fonts(workspace)?;
    let output = options.output.clone().unwrap_or_else(|| workspace.root.join(OUTPUT_DIR));
    Run::begin(&workspace.root, &output, &BaseTables::default(), ("", false))?.open("")?;
    Ok(())
}

/// Loads the typefaces that a workspace's `duban.toml` names.
///
/// # Errors
/// The first typeface that cannot be used.
pub fn fonts(workspace: &Workspace) -> Result<FontBook, FontError> {
    fonts_with(workspace, |file| Face::load_member(&file.path, file.member))
}

/// Does the same with faces that `face` loads, or has.
pub(super) fn fonts_with(
    workspace: &Workspace,
    mut face: impl FnMut(&FaceFile) -> Result<Face, FontError>,
) -> Result<FontBook, FontError> {
    let files = workspace.face_files();
    let book = FontBook::with(|role| face(files.role(role)))?;
    match &files.rare {
        Some(file) => Ok(book.with_rare(face(file)?)),
        None => Ok(book),
    }
}
