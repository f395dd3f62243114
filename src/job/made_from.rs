//! The sources of documents, by which a run finds those that would come out as they are.
//!
//! Documents of a single unit are compared by what they show, so that a change elsewhere does not touch them. The
//! workbook of the province and the bulletins show everything, and are compared by the files that they are made from.

use std::path::Path;

use super::Session;
use crate::output::{Sources, file_hash};
use crate::workspace::{CONFIG_FILE, FaceFile};

/// The name of the program among the sources.
const PROGRAM: &str = "程序";
/// The name of the files of the faces by their roles.
const FACE_ROLES: &str = "各字体所用的文件";

impl Session {
    /// Returns the sources that all outputs share: the program, and the options that change what is printed.
    pub(super) fn shared_sources(&self) -> Sources {
        let mut sources = Sources::new();
        sources.add(PROGRAM, format!("{} {}", env!("CARGO_PKG_VERSION"), env!("DUBAN_SOURCES")));
        if let Some(date) = self.date {
            sources.add("--date", date.to_string());
        }
        if self.draft {
            sources.add("--draft", "");
        }
        sources
    }

    /// Returns the sources of every PDF: the faces, and the words across its pages.
    pub(super) fn press_sources(&self) -> Sources {
        let mut sources = self.faces.get_or_init(|| self.face_sources()).clone();
        let config = &self.workspace.config;
        sources.add("水印", &config.watermark);
        if !config.red_ink.is_empty() {
            sources.add("红色油墨", &config.red_ink);
        }
        // A seal that may no longer be read has to be reported.
        if !config.paths.allow.is_empty() {
            sources.add("可以读取的工作区以外的位置", config.paths.allow.join("\n"));
        }
        sources
    }

    fn face_sources(&self) -> Sources {
        let root = &self.workspace.root;
        let files = self.workspace.face_files();
        let mut sources = Sources::new();
        // As the workspace names them, wherever it is.
        let name = |file: &FaceFile| {
            let name = shown(file.path.strip_prefix(root).unwrap_or(&file.path));
            if file.member == 0 { name } else { format!("{name}#{}", file.member) }
        };
        // Two roles may exchange their files, or share one.
        sources.add(FACE_ROLES, files.all().map(name).collect::<Vec<_>>().join("\n"));
        for file in files.all() {
            sources.add_hash(name(file), file_hash(&file.path));
        }
        sources
    }

    /// Returns the names of units, collectives and leaders, which titles do not part and figures may be in.
    pub(super) fn name_sources(&self) -> Sources {
        let names = self.registry.names().map(|(name, _)| name);
        let names: Vec<&str> = names.chain(self.registry.leader_names()).collect();
        let mut sources = Sources::new();
        sources.add("名录中的名称", names.join("\n"));
        sources
    }

    /// Returns the settings and the contents of files, each by itself; `inputs` are their paths in the workspace, a
    /// folder for all files in it.
    pub(super) fn file_sources(&self, inputs: &[String]) -> Sources {
        let root = &self.workspace.root;
        let mut sources = Sources::new();
        for name in inputs.iter().filter(|name| *name != CONFIG_FILE) {
            let name = self.tables.file(name).unwrap_or(name);
            let path = root.join(name);
            let Ok(entries) = std::fs::read_dir(&path) else {
                if path.exists() {
                    sources.add_hash(name, file_hash(&path));
                }
                continue;
            };
            for entry in entries.flatten() {
                let file = entry.file_name().to_string_lossy().into_owned();
                // What systems and Excel leave beside open files is not read either.
                if !file.starts_with('.') && !file.starts_with("~$") {
                    sources.add_hash(format!("{name}/{file}"), file_hash(&entry.path()));
                }
            }
        }
        sources.add(CONFIG_FILE, format!("{:?}", self.workspace.config));
        sources
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
