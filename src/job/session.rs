//! A workspace with its data loaded, ready for any job.

use std::path::PathBuf;

use jiff::civil::Date;

use super::{Made, failed};
use crate::assess::Basis;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::output::{self, Entry, Manifest, ManifestError, WriteError};
use crate::period::Month;
use crate::plan::{Breakdown, Duties, Plan, Schedule, Territory};
use crate::registry::Registry;
use crate::returns::collect::ExistingReturns;
use crate::returns::{Known, Progress, Reader, Reports, Standards};
use crate::workspace::{OUTPUT_DIR, Workspace};
use gongwen::typeset::{FontBook, FontError, Role};

/// A workspace with its data loaded.
#[derive(Debug)]
pub struct Session {
    /// The workspace.
    pub workspace: Workspace,
    /// Units, groups and leaders as of the day of the notice.
    pub registry: Registry,
    /// The year's items.
    pub plan: Plan,
    /// Targets broken down to units.
    pub breakdown: Breakdown,
    /// The planned course of the year.
    pub schedule: Schedule,
    /// The units' returns, and what the office has verified, until the date on the command line.
    pub progress: Progress,
    /// The same, with everything from which the returns as of another day follow.
    pub reports: Reports,
    /// The output folder.
    pub output: PathBuf,
    /// The date printed on documents, if the command line gives one.
    pub date: Option<Date>,
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
}

impl Session {
    /// Loads registry, plan, targets and returns, and adds their problems to `problems`.
    pub fn load(
        workspace: Workspace,
        output: Option<PathBuf>,
        date: Option<Date>,
        problems: &mut Diagnostics,
    ) -> Self {
        let mut session = Self::load_plan(workspace, output, date, problems);
        if session.has_items() {
            let reports = Reports::load(&session.workspace.root, &session.reader(), problems);
            session.progress = reports.progress(&session.reader(), problems);
            if date.is_some() {
                let known = Known { filed: None, verified: date };
                session.progress = reports.as_of(known, &session.reader());
            }
            session.reports = reports;
        }
        session
    }

    /// Loads the same, and keeps the rows of the returns for jobs that add others to them.
    pub fn load_with_rows(
        workspace: Workspace,
        output: Option<PathBuf>,
        date: Option<Date>,
        problems: &mut Diagnostics,
    ) -> (Self, ExistingReturns) {
        let mut session = Self::load_plan(workspace, output, date, problems);
        let mut existing = ExistingReturns::default();
        if session.has_items() {
            let root = &session.workspace.root;
            (existing, session.progress) = ExistingReturns::load(root, &session.reader(), problems);
        }
        (session, existing)
    }

    /// Loads all data except the returns.
    fn load_plan(
        workspace: Workspace,
        output: Option<PathBuf>,
        date: Option<Date>,
        problems: &mut Diagnostics,
    ) -> Self {
        let registry = Registry::load(&workspace.root, workspace.config.notice.date, problems);
        // Without units every name of the plan would be reported as unknown; the one problem that matters has
        // been reported already.
        let plan = if registry.is_empty() {
            Plan::default()
        } else {
            Plan::load(&workspace.root, &registry, problems)
        };
        let mut session = Self { registry, plan, ..Self::without_data(workspace, output, date) };
        if session.has_items() {
            let (root, plan) = (&session.workspace.root, &session.plan);
            session.breakdown = Breakdown::load(root, plan, &session.registry, problems);
            session.schedule = Schedule::load(root, plan, problems);
        }
        session
    }

    /// Returns whether there is a plan. Without items every reference to one would be reported; the one problem
    /// that matters has been reported already.
    pub(super) fn has_items(&self) -> bool {
        !self.plan.items().is_empty()
    }

    /// Makes a reader of returns to this plan.
    pub(super) fn reader(&self) -> Reader<'_> {
        let config = &self.workspace.config;
        let standards = Standards {
            schedule: Some(&self.schedule),
            territory: Some(self.territory()),
            return_day: config.letters.return_day,
        };
        Reader::new(config.year, &self.plan, &self.breakdown, &self.registry).with(standards)
    }

    /// Returns the returns as they were known to a document on `month` of this date. Rows filed after it are not used
    /// in it, so that a document that was issued is made again as it was; a date before the returns were due leaves out
    /// none of them. Rows of `verified.csv` with a later date are never used.
    pub(super) fn known_on(&self, date: Option<Date>, month: Month) -> Progress {
        let filed = date.filter(|&date| date >= self.workspace.config.returns_due(month));
        self.reports.as_of(Known { filed, verified: date }, &self.reader())
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

    /// Returns whether an assessment of a month rests on anything that is marked as made up.
    pub fn is_demonstration(&self, month: Month) -> bool {
        self.breakdown.has_demonstrations()
            || self.schedule.has_demonstrations()
            || self.progress.has_demonstrations(month)
    }

    /// Returns the units whose figures add up to the province's.
    pub fn territory(&self) -> Territory<'_> {
        let rules = &self.workspace.config.assessment;
        Territory::new(&self.registry, &rules.ranked_kind, &rules.enclosed_kind)
    }

    /// Makes a session for jobs that need no data but `duban.toml`.
    pub fn without_data(workspace: Workspace, output: Option<PathBuf>, date: Option<Date>) -> Self {
        Self {
            output: output.unwrap_or_else(|| workspace.root.join(OUTPUT_DIR)),
            workspace,
            registry: Registry::default(),
            plan: Plan::default(),
            breakdown: Breakdown::default(),
            schedule: Schedule::default(),
            progress: Progress::default(),
            reports: Reports::default(),
            date,
        }
    }

    /// Returns the date printed on letters.
    pub fn letter_date(&self) -> Date {
        self.date.unwrap_or(self.workspace.config.letters.date)
    }

    /// Writes a file below the output folder and describes it for the manifest.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn write(
        &self,
        path: String,
        bytes: &[u8],
        pages: Option<usize>,
        unit: Option<&str>,
        inputs: &[String],
    ) -> Result<Entry, Diagnostic> {
        output::write(&self.output.join(&path), bytes).map_err(|error| failed(&path, error))?;
        Ok(Entry {
            sha256: output::sha256(bytes),
            bytes: bytes.len(),
            path,
            pages,
            unit: unit.map(str::to_owned),
            inputs: inputs.to_vec(),
        })
    }

    /// Lists new files in the manifest. With `whole`, files that it lists below that folder and that were not
    /// made again are deleted: letters of units that have no items any more. A manifest that cannot be written
    /// is reported as a problem, since the files themselves exist.
    pub(super) fn record(&self, made: &mut Made, whole: Option<&str>) {
        let recorded = Manifest::load(&self.output).map_err(|error| error.to_string()).and_then(
            |mut manifest| {
                if let Some(folder) = whole {
                    manifest.retire(&self.output, folder, &made.files);
                }
                for file in &made.files {
                    manifest.insert(file.clone());
                }
                manifest.save(&self.output).map_err(|error| error.to_string())
            },
        );
        if let Err(error) = recorded {
            made.problems.push(Diagnostic::new(Code::OutputFailed, error));
        }
    }

    /// Checks before any work that a folder below the output folder accepts files and that the manifest can be
    /// read.
    ///
    /// # Errors
    /// The folder or its manifest cannot be used.
    pub fn prepare_output(&self, folder: &str) -> Result<(), JobError> {
        output::prepare(&self.output.join(folder))?;
        Manifest::load(&self.output)?;
        Ok(())
    }
}

/// Loads the typefaces that a workspace's `duban.toml` names.
///
/// # Errors
/// The first typeface that cannot be used.
pub fn fonts(workspace: &Workspace) -> Result<FontBook, FontError> {
    let files = &workspace.config.fonts;
    FontBook::load(|role| {
        workspace.root.join(match role {
            Role::FangSong => &files.fangsong,
            Role::Hei => &files.hei,
            Role::Kai => &files.kai,
            Role::TitleSong => &files.title_song,
            Role::Song => &files.song,
        })
    })
}
