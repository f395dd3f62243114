//! The workspace: a folder with `duban.toml`, the office's data and templates, and the output.

pub mod backup;
mod clock;
mod config;
mod faces;
pub mod lock;
pub mod memory;
pub mod paths;
pub mod region;
mod settings;
pub mod written_settings;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest, text};
use crate::input::SourceFile;
pub use clock::{this_year, today};
pub use config::{
    BulletinConfig, Config, FontFiles, IssueConfig, IssuerConfig, LettersConfig, NoticeConfig,
    NoticesConfig,
};
pub use faces::{FaceFile, FaceFiles, FontSource};
use gongwen::foreign;
use settings::Settings;

/// The configuration file that makes a folder a workspace.
pub const CONFIG_FILE: &str = "duban.toml";
/// The folder of the office's own templates.
pub const TEMPLATE_DIR: &str = "templates";
/// The output folder, unless the command line names another one.
pub const OUTPUT_DIR: &str = "output";

/// A folder with its configuration.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The folder.
    pub root: PathBuf,
    /// The content of `duban.toml`.
    pub config: Config,
}

/// The reason why a workspace cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// There is no `duban.toml` in the folder (or, without `-C`, in any above it).
    #[error("{0} 不是督办工作区：没有 duban.toml。可用 duban init 新建，或用 -C 指定")]
    NotFound(PathBuf),
    /// `duban.toml` cannot be read.
    #[error("无法读取 {path}：{}", foreign::system(source))]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// `duban.toml` is not valid.
    #[error("{}", rendered(.0))]
    Config(Vec<Diagnostic>),
}

impl Workspace {
    /// Returns the folder of the workspace `dir`, or without one of the nearest at or above the current folder.
    ///
    /// # Errors
    /// There is none.
    pub fn find(dir: Option<&Path>) -> Result<PathBuf, WorkspaceError> {
        match dir {
            Some(dir) if dir.join(CONFIG_FILE).exists() => Ok(dir.to_owned()),
            Some(dir) => Err(WorkspaceError::NotFound(dir.to_owned())),
            None => nearest_folder(),
        }
    }

    /// Opens the workspace `dir`, or without one the nearest at or above the current folder.
    ///
    /// # Errors
    /// [`WorkspaceError`]: there is none, or its configuration cannot be read.
    pub fn open(dir: Option<&Path>) -> Result<Self, WorkspaceError> {
        let root = Self::find(dir)?;
        let config = |problem| WorkspaceError::Config(vec![problem]);
        let source = SourceFile::read(&root, CONFIG_FILE).map_err(config)?;
        let settings = Config::parse(source.text());
        let settings = settings.map_err(|error| config(problem(&source, &error)))?;
        match Settings::new(&source, &settings).faults() {
            faults if faults.is_empty() => Ok(Self { root, config: settings }),
            faults => Err(WorkspaceError::Config(faults)),
        }
    }

    /// Adds what a person should think about again in the settings (F192). `kinds` are those of the units in the registry.
    pub fn check<'k>(&self, kinds: impl Iterator<Item = &'k str>, problems: &mut Diagnostics) {
        if let Ok(source) = SourceFile::read(&self.root, CONFIG_FILE) {
            let doubts = Settings::new(&source, &self.config).doubts(kinds);
            problems.extend(doubts.into_iter().collect());
        }
    }
}

/// Returns the nearest folder with a `duban.toml`, upwards from the current one.
fn nearest_folder() -> Result<PathBuf, WorkspaceError> {
    let here = std::env::current_dir()
        .map_err(|source| WorkspaceError::Read { path: PathBuf::from("."), source })?;
    here.ancestors()
        .find(|dir| dir.join(CONFIG_FILE).exists())
        .map(|dir| if dir == here { PathBuf::from(".") } else { dir.to_owned() })
        .ok_or(WorkspaceError::NotFound(here))
}

/// Returns the problem of the configuration, at its place.
fn problem(source: &SourceFile, error: &toml::de::Error) -> Diagnostic {
    let message = format!("配置有误：{}", foreign::serde(error.message()));
    let span = error.span().unwrap_or(0..0);
    let hint = foreign::unknown_word(error.message()).and_then(|(word, known)| {
        Some(format!("是否应为 {}？", nearest(word, known.iter().map(String::as_str))?))
    });
    let problem = Diagnostic::new(Code::ConfigInvalid, message).at(source.place(span));
    match hint {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

fn rendered(problems: &[Diagnostic]) -> String {
    let problems: Vec<String> = problems.iter().map(|one| text::render(one, false)).collect();
    problems.join("\n\n")
}
