//! A workspace of its own for each test, and the program run in it.

pub mod fill;
pub mod province;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use province::Province;

/// A workspace in an empty folder.
pub struct Case {
    dir: TempDir,
}

/// The result of a run of the program.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Case {
    /// Makes a copy of the repository's workspace: configuration and seeds. The typefaces stay in the
    /// repository.
    pub fn seeds() -> Self {
        let case = Self::tiny();
        for file in ["units", "groups", "leaders", "titles"] {
            let name = format!("seeds/{file}.csv");
            case.write(&name, std::fs::read(repository().join(&name)).unwrap());
        }
        let notice = std::fs::read(repository().join("seeds/notice-2018.txt")).unwrap();
        case.write("seeds/notice-2018.txt", notice);
        case
    }

    /// Makes an empty folder.
    pub fn empty() -> Self {
        Self { dir: TempDir::new().unwrap() }
    }

    /// Makes a workspace with three units, a collective, a leader and a notice of three items.
    pub fn tiny() -> Self {
        let case = Self::empty();
        let config = std::fs::read_to_string(repository().join("duban.toml")).unwrap();
        let fonts = format!("\"{}/fonts/", repository().display());
        let config = config.replace("\"fonts/", &fonts);
        let allowed = format!("\n[paths]\nallow = [\"{}/fonts\"]\n", repository().display());
        case.write("duban.toml", config + &allowed);
        case.write_registry(&Province::tiny());
        case.write("seeds/notice-2018.txt", TINY_NOTICE);
        case
    }

    /// Writes the files of the registry.
    pub fn write_registry(&self, province: &Province) {
        self.write("seeds/units.csv", province.units_csv());
        self.write("seeds/groups.csv", province.groups_csv());
        self.write("seeds/leaders.csv", province.leaders_csv());
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, contents).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }

    /// Replaces text in a file, which has to contain it.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, text.replace(from, to));
    }

    /// Returns the files of a folder, sorted; empty if the folder does not exist.
    pub fn list(&self, name: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.path(name)) else {
            return Vec::new();
        };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// Returns the texts of the backups whose paths in their run's folder begin so, oldest run first.
    pub fn backups(&self, name: &str) -> Vec<String> {
        self.backup_files(name).iter().map(|file| self.text(file)).collect()
    }

    /// Returns the paths of these backups.
    pub fn backup_files(&self, name: &str) -> Vec<String> {
        let (folder, start) = name.rsplit_once('/').unwrap();
        let runs = self.list(".duban/backup").into_iter();
        let folders = runs.map(|run| format!(".duban/backup/{run}/{folder}"));
        let files = folders.flat_map(|folder| {
            let names = self.list(&folder).into_iter().filter(|name| name.starts_with(start));
            names.map(|name| format!("{folder}/{name}")).collect::<Vec<_>>()
        });
        files.collect()
    }

    /// Returns the program in this workspace, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
        command.current_dir(self.dir.path()).args(arguments);
        command
    }

    pub fn duban<const N: usize>(&self, arguments: [&str; N]) -> Run {
        Run::from(self.command(&arguments).output().unwrap())
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().expect("the program was not killed"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    #[track_caller]
    pub fn exits(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no {text:?} in:\n{}", self.stdout);
        self
    }

    #[track_caller]
    pub fn complains(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in:\n{}", self.stderr);
        self
    }
}

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const TINY_NOTICE: &str = "\
附件1
序号\t主要指标\t省政府牵头领导\t牵头单位\t配合单位\t实施单位
1\t生产总值增长6%左右。\t黄 强\t省财政厅\t省政府各有关部门\t各市州政府
附件2
序号\t重点工作任务\t省政府牵头领导\t牵头单位\t配合单位\t实施单位
1\t完成营造林360万亩以上。\t黄强\t省财政厅\t省妇联\t各市州政府
2\t办好妇女之家。\t\t省妇联\t\t各市州政府
";
