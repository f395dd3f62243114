//! `duban init`: a new workspace.

use std::path::{Path, PathBuf};

use super::args::{Common, Init};
use super::{CommandError, Status, report};
use crate::output::{Publication, WriteError};
use crate::workspace::memory::MEMORY_DIR;
use crate::workspace::{CONFIG_FILE, lock};
use gongwen::regular_file;

/// The files of a new workspace: path and text.
const FILES: [(&str, &str); 15] = [
    (CONFIG_FILE, include_str!("../../duban.toml")),
    ("seeds/units.csv", "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n"),
    ("seeds/groups.csv", "名称,范围,成员,候选\n"),
    ("seeds/leaders.csv", "顺序,姓名,职务\n"),
    ("seeds/verified.csv", "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n"),
    ("templates/letter.md", include_str!("../../templates/letter.md")),
    ("templates/bulletin.md", include_str!("../../templates/bulletin.md")),
    ("templates/bulletin-month.md", include_str!("../../templates/bulletin-month.md")),
    ("templates/brief.md", include_str!("../../templates/brief.md")),
    (".gitignore", "/output/*\n!/output/README.md\n/.duban/\n"),
    ("templates/bulletin-year.md", include_str!("../../templates/bulletin-year.md")),
    ("templates/form.md", include_str!("../../templates/form.md")),
    ("templates/bulletin-workbook.md", include_str!("../../templates/bulletin-workbook.md")),
    ("templates/workbook.md", include_str!("../../templates/workbook.md")),
    ("output/README.md", "duban 生成的文件都在这里，可以整个删除后重新生成。\n"),
];

const SAMPLE_WATERMARK: &str = "watermark = \"演示数据\"";
const NO_WATERMARK: &str = "watermark = \"\"";

pub(super) fn execute(common: &Common, arguments: &Init) -> Result<Status, CommandError> {
    let dir = &arguments.dir;
    if exists(&dir.join(CONFIG_FILE))? && !dir.join(MEMORY_DIR).is_dir() {
        return Err(refused(dir));
    }
    let new = [dir.clone(), dir.join(MEMORY_DIR)].into_iter().filter(|folder| !folder.exists());
    let new: Vec<PathBuf> = new.collect();
    // A call that was killed is finished now, and the folder is a workspace only since.
    let (writing, finished) = common.keep_out_others(dir)?;
    let made = make(dir, finished);
    drop(writing);
    if made.is_err() && !new.is_empty() {
        let _ = std::fs::remove_file(dir.join(lock::FILE));
        // A folder stays if there is anything else in it.
        new.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
    made
}

/// Makes the workspace. `finished` says that a killed call made it already.
fn make(dir: &Path, finished: bool) -> Result<Status, CommandError> {
    if exists(&dir.join(CONFIG_FILE))? && !finished {
        return Err(refused(dir));
    }
    let publication = Publication::begin(dir);
    let mut new = NewFiles { dir, publication: &publication, kept: Vec::new() };
    for (path, text) in FILES {
        // The watermark of this repository's sample data does not belong on real returns.
        let text = text.replace(SAMPLE_WATERMARK, NO_WATERMARK);
        new.add(Path::new(path), text.as_bytes())?;
    }
    let fonts = copy_fonts(&mut new)?;
    let kept = new.kept;
    publication.publish()?;
    report::out(&format!("已新建工作区：{}", dir.display()))?;
    if !kept.is_empty() {
        report::out(&format!("已有的文件没有改动：{}", kept.join("、")))?;
    }
    match fonts {
        0 => report::out("请把字体文件放入 fonts，或在 duban.toml 的 [fonts] 中指定")?,
        count => report::out(&format!("已复制字体文件 {count} 个"))?,
    }
    report::out(&format!(
        "下一步：修改 {CONFIG_FILE}，把通知原文放入 seeds，运行 duban -C {} import 文件 --propose-units",
        dir.display()
    ))?;
    Ok(Status::Done)
}

fn refused(dir: &Path) -> CommandError {
    CommandError::Usage(format!("{} 已经是工作区，没有改动", dir.display()))
}

/// The files of a new workspace, as they are added.
struct NewFiles<'a> {
    dir: &'a Path,
    publication: &'a Publication,
    /// Files that were there already, and stay as they are.
    kept: Vec<String>,
}

impl NewFiles<'_> {
    /// Adds a file. The folder may have a registry already, which stays.
    fn add(&mut self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        let file = self.dir.join(path);
        if !exists(&file)? {
            // The workspace is one when all else is there.
            let is_last = path == Path::new(CONFIG_FILE);
            let stage = if is_last { Publication::stage_last } else { Publication::stage };
            stage(self.publication, &file, bytes)?;
        } else if !regular_file::read(&file).is_ok_and(|old| old == bytes) {
            self.kept.push(path.display().to_string());
        }
        Ok(())
    }
}

/// Returns whether a file is there.
///
/// # Errors
/// Nobody knows, since the folder cannot be read.
fn exists(file: &Path) -> Result<bool, WriteError> {
    file.try_exists().map_err(|source| WriteError { path: file.to_owned(), source })
}

/// Copies the faces and their licences from the current workspace, if there is one, and returns how many there are. They
/// are files beside the program, since the licence of some does not allow compiling them in.
fn copy_fonts(new: &mut NewFiles<'_>) -> Result<usize, WriteError> {
    let from = Path::new("fonts");
    let Ok(entries) = std::fs::read_dir(from) else { return Ok(0) };
    let mut count = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()) {
        let bytes = regular_file::read(&path)
            .map_err(|source| WriteError { path: path.clone(), source })?;
        new.add(&path, &bytes)?;
        count += 1;
    }
    Ok(count)
}
