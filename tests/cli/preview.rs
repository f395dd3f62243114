//! `duban preview`: one document at a fixed place, made again when a file is saved.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::Case;
use crate::support::province::RETURNS_HEADER;

const NOTE: &str = "\
+++
format = \"文件\"
mark = \"省政府办公厅\"
mark_word = \"文件\"
title = \"通知\"
signature = \"省政府办公厅\"
date = 2018-05-04
+++

正文{% if what %}{{ what }}{% endif %}。
";
const LETTER: &str = "output/preview/letter.pdf";

/// A workspace with returns, after a run of the main job.
fn made() -> Case {
    let case = Case::tiny();
    let rows = [
        "2018-03,2-1,1,兰州市,100,万亩,,达到序时,完成一批。,,,张三,2018-04-03",
        "2018-03,2-1,1,省财政厅,100,万亩,,达到序时,完成一批。,,,张三,2018-04-03",
        "2018-03,2-2,,省妇联,,,,达到序时,正在办。,,,李四,2018-04-03",
    ];
    let returns = format!("{RETURNS_HEADER}{}\n", rows.join("\n"));
    case.write("seeds/progress/2018-03.csv", returns);
    case.duban([]).exits(0);
    case
}

/// Returns the files of the workspace but the previews, with their bytes.
fn others(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("preview") {
            found.extend(others(&path));
        } else if path.is_file() {
            found.insert(path.display().to_string(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn a_letter_has_the_bytes_of_the_real_one_and_nothing_else_is_touched() {
    let case = made();
    let before = others(&case.path(""));
    for name in ["省妇联", "甘肃省妇女联合会", "002"] {
        case.duban(["preview", "letter", name, "--no-open"])
            .exits(0)
            .says("预览 4 页：./output/preview/letter.pdf");
        assert!(case.read(LETTER) == case.read("output/letters/002-省妇联.pdf"), "{name}");
        std::fs::remove_file(case.path(LETTER)).unwrap();
    }
    case.duban(["preview", "任务函", "兰州市", "--no-open", "--draft", "-o", "other"]).exits(0);
    assert_eq!(case.list("other/preview"), ["letter.pdf"]);
    std::fs::remove_dir_all(case.path("other")).unwrap();
    assert!(others(&case.path("")) == before);
    // The main job leaves it alone.
    case.duban(["preview", "letter", "兰州市", "--no-open"]).exits(0);
    case.duban([]).exits(0).says("新生成 0 个文件");
    assert_eq!(case.list("output/preview"), ["letter.pdf"]);
}

#[test]
fn a_bulletin_and_its_brief_have_the_bytes_of_the_real_ones() {
    let case = made();
    for (what, place, real) in [
        (&["bulletin"][..], "bulletin.pdf", "2018Q1.pdf"),
        (&["通报", "--period", "2018Q1"], "bulletin.pdf", "2018Q1.pdf"),
        (&["brief"], "brief.pdf", "2018Q1-一页通.pdf"),
    ] {
        let run = case.command(&[&["preview", "--no-open"], what].concat()).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        let preview = case.read(&format!("output/preview/{place}"));
        assert!(preview == case.read(&format!("output/bulletins/{real}")), "{what:?}");
    }
}

#[test]
fn a_file_of_the_offices_own_has_the_bytes_that_typeset_makes() {
    let case = Case::tiny();
    case.write("note.md", NOTE);
    case.write("data.json", "{\"what\": \"一季度情况\"}");
    case.duban(["typeset", "note.md", "--data", "data.json"]).exits(0);
    case.duban(["preview", "note.md", "--data", "data.json", "--no-open"]).exits(0);
    assert!(case.read("output/preview/note.pdf") == case.read("output/documents/note.pdf"));
    case.write("data.json", "{");
    case.duban(["preview", "note.md", "--data", "data.json", "--no-open"])
        .exits(2)
        .complains("data.json");
}

#[test]
fn what_cannot_be_previewed_is_refused_in_words() {
    let case = Case::tiny();
    case.duban(["preview", "letter", "兰州市", "--no-open"]).exits(2).complains("duban import");
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    for (arguments, words) in [
        (&["letter", "省妇女联合会"][..], "是否指"),
        (&["letter", "099"], "名录里没有“099”"),
        (&["letter"], "没有写明单位"),
        (&["leter", "兰州市"], "没有文件 leter，是否指 letter？"),
        (&["无.md"], "没有文件 无.md"),
        (&["bulletin"], "没有报送数据"),
        (&["bulletin", "兰州市"], "“兰州市”是多余的"),
        (&["bulletin", "--period", "2017Q1"], "2017"),
        (&["notice"], "没有写明单位"),
        (&["notice", "兰州市"], "没有报送数据"),
        (&["case"], "没有写明事项或单位"),
        (&["case", "2-1"], "台账里没有“2-1”挂牌督办的文件"),
        (&["letter", "兰州市", "--period", "2018Q1"], "--period 只用于"),
        (&["letter", "兰州市", "--data", "a.json"], "--data 只用于"),
        (&[], "缺少 <文件>"),
    ] {
        let run = case.command(&[&["preview", "--no-open"], arguments].concat()).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
    assert_eq!(case.list("output/preview"), [""; 0]);
}

#[test]
fn a_template_with_a_mistake_leaves_the_preview_as_it_was() {
    let case = made();
    case.duban(["preview", "letter", "兰州市", "--no-open"]).exits(0);
    let before = case.read(LETTER);
    case.write("templates/letter.md", "{{");
    case.duban(["preview", "letter", "兰州市", "--no-open"])
        .exits(1)
        .complains("templates/letter.md:1")
        .says("没有重新生成，原有的保持原样");
    assert!(case.read(LETTER) == before);
}

#[test]
fn a_preview_that_a_person_changed_goes_to_the_backups() {
    let case = made();
    case.duban(["preview", "letter", "兰州市", "--no-open"]).exits(0);
    let ours = case.read(LETTER);
    let with_remark = [&ours[..], b"9 0 obj\n<< /Type /Annot >>\nendobj\n"].concat();
    case.write(LETTER, &with_remark);
    case.duban(["preview", "letter", "兰州市", "--no-open"]).exits(0).complains("F157");
    assert!(case.read(LETTER) == ours);
    let backups = case.backup_files("output/preview/letter");
    assert_eq!(backups.len(), 1);
    assert!(case.read(&backups[0]) == with_remark);
}

/// The program of the desk is one that notes what it is to open.
#[cfg(target_os = "linux")]
#[test]
fn the_desks_program_opens_the_document() {
    use std::os::unix::fs::PermissionsExt;
    let case = made();
    case.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" >> \"$OPENED\"\n");
    let program = case.path("bin/xdg-open");
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let preview = |arguments: &[&str], path: &str| {
        let mut command = case.command(&[&["preview", "letter", "兰州市"], arguments].concat());
        command.env("PATH", path).env("OPENED", case.path("opened"));
        let run = command.output().unwrap();
        assert!(run.status.success(), "{run:?}");
        String::from_utf8(run.stderr).unwrap()
    };
    let path = format!("{}:/bin:/usr/bin", case.path("bin").display());
    preview(&["--no-open"], &path);
    assert!(!case.path("opened").exists());
    let said = preview(&[], &path);
    assert!(!said.contains("没有找到"), "{said}");
    let opened = case.text("opened");
    assert!(opened.ends_with("output/preview/letter.pdf\n") && opened.starts_with('/'), "{opened}");
    // There is none, or it fails: the document is there all the same.
    assert!(preview(&[], "/nowhere").contains("没有找到能打开 PDF 的程序"));
    case.write("bin/xdg-open", "#!/bin/sh\nexit 3\n");
    assert!(preview(&[], &path).contains("没有找到能打开 PDF 的程序"));
}

/// A preview that watches, and what it has said so far.
struct Watching<'a> {
    case: &'a Case,
    child: Child,
    said: Arc<Mutex<String>>,
    file: &'static str,
}

impl<'a> Watching<'a> {
    fn begin(case: &'a Case, what: &[&str], file: &'static str) -> Self {
        let mut command = case.command(&[&["preview", "--watch", "--no-open"], what].concat());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (mut pipe, text) = (child.stderr.take().unwrap(), Arc::clone(&said));
        thread::spawn(move || {
            let (mut bytes, mut piece) = (Vec::new(), [0; 4096]);
            while let Ok(count @ 1..) = pipe.read(&mut piece) {
                bytes.extend_from_slice(&piece[..count]);
                *text.lock().unwrap() = String::from_utf8_lossy(&bytes).into_owned();
            }
        });
        let this = Self { case, child, said, file };
        this.says("第 1 次");
        this
    }

    /// Waits until it has said this since the last time; forgets what it has said.
    #[track_caller]
    fn says(&self, words: &str) {
        let begun = Instant::now();
        loop {
            let mut said = self.said.lock().unwrap();
            // A round is over when it waits again.
            if said.contains(words) && said.ends_with("结束\n") {
                said.clear();
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "no {words:?} in {said:?}");
            drop(said);
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn pdf(&self) -> Vec<u8> {
        std::fs::read(self.case.path(self.file)).unwrap_or_default()
    }

    /// Waits until the PDF is another one.
    #[track_caller]
    fn changes_from(&self, before: &[u8]) -> Vec<u8> {
        let begun = Instant::now();
        loop {
            let now = self.pdf();
            if now != before {
                assert!(now.starts_with(b"%PDF-") && now.ends_with(b"%%EOF\n"), "half a file");
                return now;
            }
            let said = self.said.lock().unwrap();
            assert!(begun.elapsed() < Duration::from_secs(60), "unchanged: {said:?}");
            drop(said);
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_template_or_setting_makes_a_letter_again_and_mistakes_do_not_end_it() {
    let case = made();
    let watching = Watching::begin(&case, &["letter", "兰州市"], LETTER);
    let first = watching.pdf();
    assert!(first == case.read("output/letters/003-兰州市.pdf"));
    let template = include_str!("../../templates/letter.md");
    case.write("templates/letter.md", template.replace("请认真抓好落实", "请抓好落实"));
    let second = watching.changes_from(&first);
    watching.says("等待保存");
    // A mistake: shown in its place, the last good one stays.
    case.write("templates/letter.md", template.replace("{{ unit.full }}", "{{ unit.full }"));
    watching.says("templates/letter.md:9:");
    assert!(watching.pdf() == second);
    case.write("templates/letter.md", template);
    assert!(watching.changes_from(&second) == first);
    // A setting; a file that cannot be read; one that an editor puts aside.
    case.edit("duban.toml", "watermark = \"\"", "watermark = \"征求意见稿\"");
    let marked = watching.changes_from(&first);
    watching.says("等待保存");
    let config = case.text("duban.toml");
    case.write("duban.toml", "year = \n");
    watching.says("duban.toml:1:");
    std::fs::remove_file(case.path("duban.toml")).unwrap();
    watching.says("没有 duban.toml");
    assert!(watching.pdf() == marked);
    case.write("duban.toml", config.replace("征求意见稿", ""));
    assert!(watching.changes_from(&marked) == first);
}

#[test]
fn a_face_that_comes_later_is_found() {
    let case = made();
    let hei = crate::support::repository().join("fonts/FandolHei-Regular.otf");
    let config = case.text("duban.toml");
    let line = config.lines().find(|line| line.starts_with("hei = ")).unwrap();
    case.write("duban.toml", config.replace(line, "hei = \"hei.otf\""));
    let watching = Watching::begin(&case, &["letter", "兰州市"], LETTER);
    assert!(watching.pdf().is_empty());
    std::fs::copy(hei, case.path("hei.otf")).unwrap();
    assert!(watching.changes_from(b"") == case.read("output/letters/003-兰州市.pdf"));
}

#[test]
fn what_no_saving_mends_ends_a_preview_that_watches() {
    let case = made();
    for (what, words) in
        [(&["letter", "省妇女联"][..], "名录里没有"), (&["bulletin", "--period", "2017Q1"], "2017")]
    {
        let command = &[&["preview", "--watch", "--no-open"], what].concat();
        let run = case.command(command).output().unwrap();
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn saved_data_make_a_bulletin_again_and_torn_ones_do_not_end_it() {
    let case = made();
    let watching = Watching::begin(&case, &["bulletin"], "output/preview/bulletin.pdf");
    let first = watching.pdf();
    case.edit("seeds/progress/2018-03.csv", "省妇联,,,,达到序时", "省妇联,,,,滞后");
    let second = watching.changes_from(&first);
    watching.says("等待保存");
    // An annex that was saved by half, then saved by renaming.
    let tasks = case.text("seeds/annex/tasks.csv");
    case.write("seeds/annex/tasks.csv", &tasks[..tasks.len() * 2 / 3]);
    watching.says("以上数据没有读完整");
    assert!(watching.pdf() == second);
    case.write("seeds/annex/.new", &tasks);
    std::fs::rename(case.path("seeds/annex/.new"), case.path("seeds/annex/tasks.csv")).unwrap();
    watching.says("等待保存");
    assert!(watching.pdf() == second);
    // Only the template has changed: the data are kept, and the document is that of the main job.
    let template = include_str!("../../templates/bulletin.md");
    case.write("templates/bulletin.md", template.replacen("\n## ", "\n## 附：", 1));
    watching.changes_from(&second);
    watching.says("等待保存");
    case.duban([]).exits(0);
    assert!(watching.pdf() == case.read("output/bulletins/2018Q1.pdf"));
}

#[test]
fn a_saved_file_of_data_makes_an_own_document_again() {
    let case = Case::tiny();
    case.write("note.md", NOTE);
    case.write("data.json", "{}");
    let what = ["note.md", "--data", "data.json"];
    let watching = Watching::begin(&case, &what, "output/preview/note.pdf");
    let first = watching.pdf();
    case.write("data.json", "{\"what\": ");
    watching.says("data.json");
    case.write("data.json", "{\"what\": \"一季度情况\"}");
    let second = watching.changes_from(&first);
    watching.says("等待保存");
    std::fs::rename(case.path("note.md"), case.path("note.md~")).unwrap();
    watching.says("note.md");
    assert!(watching.pdf() == second);
    std::fs::rename(case.path("note.md~"), case.path("note.md")).unwrap();
    watching.says("等待保存");
    assert!(watching.pdf() == second);
}

#[test]
fn others_work_while_a_preview_watches() {
    let case = made();
    let watching = Watching::begin(&case, &["letter", "兰州市"], LETTER);
    let first = watching.pdf();
    thread::scope(|threads| {
        let builds = threads.spawn(|| (0..4).map(|_| case.duban(["--clean"])).collect::<Vec<_>>());
        let template = include_str!("../../templates/letter.md");
        let mut before = first;
        for round in 0.. {
            if builds.is_finished() {
                break;
            }
            let words = format!("请抓好第{round}项落实");
            // A build must not read half of it.
            case.write("templates/.new", template.replace("请认真抓好落实", &words));
            let [new, letter] = ["templates/.new", "templates/letter.md"].map(|at| case.path(at));
            std::fs::rename(new, letter).unwrap();
            before = watching.changes_from(&before);
        }
        builds.join().unwrap().into_iter().for_each(|run| drop(run.exits(0)));
    });
    // And a preview does not wait for others.
    let lock = File::options().write(true).open(case.path(".duban/lock")).unwrap();
    lock.lock().unwrap();
    case.duban(["preview", "bulletin", "--no-open"]).exits(0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_without_a_rest() {
    let case = made();
    for signal in ["-INT", "-TERM"] {
        let mut watching = Watching::begin(&case, &["bulletin"], "output/preview/bulletin.pdf");
        let pid = watching.child.id().to_string();
        std::process::Command::new("kill").args([signal, &pid]).status().unwrap();
        assert_eq!(watching.child.wait().unwrap().code(), Some(0));
        assert_eq!(case.list("output/preview"), ["bulletin.pdf"]);
    }
}
