//! The workspace: a folder with `duban.toml`, the office's data and templates, and the output.

pub mod backup;
mod clock;
mod config;
pub mod lock;
pub mod memory;

use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, text};
use crate::input::SourceFile;
pub use config::{
    BulletinConfig, Config, FontFiles, IssueConfig, IssuerConfig, LettersConfig, NoticeConfig,
};
use gongwen::foreign;

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
    #[error("{}", text::render(.0, false))]
    Config(Diagnostic),
}

impl Workspace {
    /// Returns the folder of the workspace `dir`, or without one of the nearest at or above the current folder.
    ///
    /// # Errors
    /// There is none.
    pub fn find(dir: Option<&Path>) -> Result<PathBuf, WorkspaceError> {
        match dir {
            Some(dir) if dir.join(CONFIG_FILE).is_file() => Ok(dir.to_owned()),
            Some(dir) => Err(WorkspaceError::NotFound(dir.to_owned())),
            None => nearest(),
        }
    }

    /// Opens the workspace `dir`, or without one the nearest at or above the current folder.
    ///
    /// # Errors
    /// [`WorkspaceError`]: there is none, or its configuration cannot be read.
    pub fn open(dir: Option<&Path>) -> Result<Self, WorkspaceError> {
        let root = Self::find(dir)?;
        let source = SourceFile::read(&root, CONFIG_FILE).map_err(WorkspaceError::Config)?;
        let config = Config::parse(source.text())
            .map_err(|error| WorkspaceError::Config(problem(&source, &error)))?;
        Ok(Self { root, config })
    }
}

/// Returns the nearest folder with a `duban.toml`, upwards from the current one.
fn nearest() -> Result<PathBuf, WorkspaceError> {
    let here = std::env::current_dir()
        .map_err(|source| WorkspaceError::Read { path: PathBuf::from("."), source })?;
    here.ancestors()
        .find(|dir| dir.join(CONFIG_FILE).is_file())
        .map(|dir| if dir == here { PathBuf::from(".") } else { dir.to_owned() })
        .ok_or(WorkspaceError::NotFound(here))
}

/// Returns the problem of the configuration, at its place.
fn problem(source: &SourceFile, error: &toml::de::Error) -> Diagnostic {
    let message = format!("配置有误：{}", foreign::serde(error.message()));
    Diagnostic::new(Code::ConfigInvalid, message).at(source.place(error.span().unwrap_or(0..0)))
}
