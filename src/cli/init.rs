//! `duban init`: a new workspace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::args::{Common, Init};
use super::{CommandError, Status, report};
use crate::job::{self, NextYear, UNFINISHED_FILE};
use crate::output::{Publication, WriteError};
use crate::report::template::BUILT_IN;
use crate::workspace::memory::MEMORY_DIR;
use crate::workspace::region::Region;
use crate::workspace::{self, CONFIG_FILE, TEMPLATE_DIR, lock, written_settings};
use gongwen::regular_file;

/// The files of a new workspace, besides its settings and every template that comes with duban: path and text.
const FILES: [(&str, &str); 6] = [
    ("seeds/units.csv", "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n"),
    ("seeds/groups.csv", "名称,范围,成员,候选\n"),
    ("seeds/leaders.csv", "顺序,姓名,职务\n"),
    ("seeds/verified.csv", "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期\n"),
    (".gitignore", "/output/*\n!/output/README.md\n/.duban/\n"),
    ("output/README.md", "duban 生成的文件都在这里，可以整个删除后重新生成。\n"),
];

pub(super) fn execute(common: &Common, arguments: &Init) -> Result<Status, CommandError> {
    let dir = &arguments.dir;
    if exists(&dir.join(CONFIG_FILE))? && !dir.join(MEMORY_DIR).is_dir() {
        return Err(refused(dir));
    }
    let new = [dir.clone(), dir.join(MEMORY_DIR)].into_iter().filter(|folder| !folder.exists());
    let new: Vec<PathBuf> = new.collect();
    // A call that was killed is finished now, and the folder is a workspace only since.
    let (writing, finished) = common.keep_out_others(dir)?;
    let made = content(common, arguments).and_then(|content| make(dir, finished, &content));
    drop(writing);
    if made.is_err() && !new.is_empty() {
        let _ = std::fs::remove_file(dir.join(lock::FILE));
        // A folder stays if there is anything else in it.
        new.iter().rev().for_each(|folder| drop(std::fs::remove_dir(folder)));
    }
    made
}

/// The content of a new workspace.
struct Content {
    /// Path and bytes.
    files: BTreeMap<String, Vec<u8>>,
    /// The workspace whose faces it has, if there is another than the current one.
    old: Option<PathBuf>,
    /// The lines that say what it was made from.
    lines: Vec<String>,
    /// Advice on what to do now.
    next: String,
}

/// Returns the content of a workspace of the next year, or of a new place.
fn content(common: &Common, arguments: &Init) -> Result<Content, CommandError> {
    let dir = arguments.dir.display();
    let templates = BUILT_IN.iter().map(|(name, text)| (format!("{TEMPLATE_DIR}/{name}"), *text));
    let files = FILES.iter().map(|(path, text)| ((*path).to_owned(), *text)).chain(templates);
    let mut files: BTreeMap<String, Vec<u8>> =
        files.map(|(path, text)| (path, text.as_bytes().to_vec())).collect();
    if let Some(old) = &arguments.from {
        let next = job::next_year(old, arguments.year)?;
        let lines = inherited(&next, &old.display().to_string());
        files.extend(next.files);
        let next = format!(
            "核对 seeds/leaders.csv，填写 {CONFIG_FILE} 中待填写的日期、时限和节假日；再运行 duban -C {dir} import 通知文件 --propose，然后 duban -C {dir}"
        );
        return Ok(Content { files, old: Some(old.clone()), lines, next });
    }
    let region = match &arguments.region {
        Some(name) => Region::parse(name).ok_or_else(|| {
            CommandError::Usage(format!(
                "“{name}”不像地区的全称；写作 岭西省、东港市、西岭县、岭北自治州 这样的全称"
            ))
        })?,
        None => Region::unnamed(),
    };
    let year = arguments.year.or(common.date.map(|date| date.year()));
    let year = year.unwrap_or_else(workspace::this_year);
    let settings = written_settings::for_region(&region, year);
    files.insert(CONFIG_FILE.to_owned(), settings.into_bytes());
    let line = match &arguments.region {
        Some(_) => format!(
            "{}，{year}年；发文机关 {}，参加排名的单位类别 {}",
            region.name(),
            region.issuer(),
            region.localities()
        ),
        None => format!("没有写明地区（--region），{CONFIG_FILE} 中的“××”请改成本地的名称"),
    };
    let next = format!(
        "运行 duban -C {dir} import 通知文件 --propose，按通知写出名录；填好名录和 {CONFIG_FILE} 中空着的地方，再运行 duban -C {dir}"
    );
    Ok(Content { files, old: None, lines: vec![line], next })
}

/// Returns what was taken over from another workspace, in lines.
fn inherited(next: &NextYear, old: &str) -> Vec<String> {
    let mut lines = vec![format!("沿用 {old}：单位 {} 个、集体、领导、模板和设置", next.units)];
    if !next.replaced.is_empty() {
        let names = next.replaced.join("、");
        lines.push(format!("已失效的单位 {} 个没有沿用：{names}", next.replaced.len()));
    }
    lines.push(match &next.as_of {
        Some(day) => format!(
            "截至{day}未完成的事项 {} 个：{UNFINISHED_FILE}（供起草时参考，不作为数据读入）",
            next.unfinished
        ),
        None => "没有进展报送，未列出未完成的事项".to_owned(),
    });
    lines
}

/// Makes the workspace. `finished` says that a killed call made it already.
fn make(dir: &Path, finished: bool, content: &Content) -> Result<Status, CommandError> {
    if exists(&dir.join(CONFIG_FILE))? && !finished {
        return Err(refused(dir));
    }
    let publication = Publication::begin(dir);
    let mut new = NewFiles { dir, publication: &publication, kept: Vec::new() };
    for (path, bytes) in &content.files {
        new.add(Path::new(path), bytes)?;
    }
    let fonts = copy_fonts(content.old.as_deref(), &mut new)?;
    let kept = new.kept;
    publication.publish()?;
    report::out(&format!("已新建工作区：{}", dir.display()))?;
    for line in &content.lines {
        report::out(line)?;
    }
    if !kept.is_empty() {
        report::out(&format!("已有的文件没有改动：{}", kept.join("、")))?;
    }
    match fonts {
        0 => report::out("请把字体文件放入 fonts，或在 duban.toml 的 [fonts] 中指定")?,
        count => report::out(&format!("已复制字体文件 {count} 个"))?,
    }
    report::out(&format!("下一步：{}", content.next))?;
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

/// Copies the faces and their licences from the workspace `old`, or else from the current one, if there is one, and returns
/// how many there are. They are files beside the program, since the licence of some does not allow compiling them in.
fn copy_fonts(old: Option<&Path>, new: &mut NewFiles<'_>) -> Result<usize, WriteError> {
    let from = old.unwrap_or(Path::new("")).join("fonts");
    let Ok(entries) = std::fs::read_dir(&from) else { return Ok(0) };
    let mut count = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()) {
        let bytes = regular_file::read(&path)
            .map_err(|source| WriteError { path: path.clone(), source })?;
        let name = path.file_name().map_or_else(PathBuf::new, PathBuf::from);
        new.add(&Path::new("fonts").join(name), &bytes)?;
        count += 1;
    }
    Ok(count)
}
