//! `duban init`: a new workspace.

use std::path::{Path, PathBuf};

use super::args::Init;
use super::{CommandError, Status, report};
use crate::output;
use crate::workspace::CONFIG_FILE;

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

pub(super) fn execute(arguments: &Init) -> Result<Status, CommandError> {
    let dir = &arguments.dir;
    if dir.join(CONFIG_FILE).exists() {
        return Err(CommandError::Usage(format!("{} 已经是工作区，没有改动", dir.display())));
    }
    for (path, text) in FILES {
        let file = dir.join(path);
        // The folder may have a registry already.
        if !file.exists() {
            // The watermark of this repository's sample data does not belong on real returns.
            let text = text.replace(SAMPLE_WATERMARK, NO_WATERMARK);
            output::write(&file, text.as_bytes())?;
        }
    }
    let fonts = copy_fonts(dir)?;
    report::out(&format!("已新建工作区：{}", dir.display()))?;
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

/// Copies the faces and their licences from the current workspace, if there is one. They are files
/// beside the program, since the licence of some does not allow compiling them in.
fn copy_fonts(dir: &Path) -> Result<usize, CommandError> {
    let from = PathBuf::from("fonts");
    let Ok(entries) = std::fs::read_dir(&from) else {
        return Ok(0);
    };
    let mut count = 0;
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let (Some(name), Ok(bytes)) = (path.file_name(), std::fs::read(&path)) else {
            continue;
        };
        output::write(&dir.join("fonts").join(name), &bytes)?;
        count += 1;
    }
    Ok(count)
}
