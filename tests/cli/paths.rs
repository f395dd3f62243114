//! Paths that the workspace's files name: they stay inside, unless `duban.toml` allows a place by name.

use crate::support::{Case, repository};

const ALLOWED: &str = "[paths]\nallow = [";
const NOTE: &str = "+++
format = \"文件\"
mark = \"甘肃省人民政府办公厅\"
title = \"通知\"
signature = \"甘肃省人民政府办公厅\"
date = 2018-02-13
seals = [
    \"章.png\",
]
+++

抓好落实。
";

/// Allows places beside the folder of the faces.
fn allow(case: &Case, places: &str) {
    case.edit("duban.toml", ALLOWED, &format!("{ALLOWED}{places}, "));
}

#[test]
fn a_face_or_notice_outside_the_workspace_ends_the_command_before_anything_is_written() {
    let case = Case::tiny();
    let config = case.text("duban.toml");
    case.write("duban.toml", config.split("[paths]").next().unwrap());
    let face = config.lines().position(|line| line.starts_with("fangsong = ")).unwrap() + 1;
    case.duban([])
        .exits(2)
        .complains("F195")
        .complains(&format!("--> duban.toml:{face}:12"))
        .complains("fonts.fangsong：“")
        .complains("在工作区以外，没有读取")
        .complains("[paths] allow");
    case.duban(["check"]).exits(2).complains("F195");
    assert!(case.list("output").is_empty() && case.list("seeds/annex").is_empty());
    case.write("duban.toml", config.replace("seeds/notice-2018.txt", r"..\\通知.txt"));
    let files = config.lines().position(|line| line.starts_with("files = ")).unwrap() + 1;
    let place = format!("duban.toml:{files}:9");
    case.duban([]).exits(2).complains(&place).complains("notice.files");
    case.write("duban.toml", config);
    case.duban(["-q"]).exits(0);
}

#[test]
fn a_seal_outside_the_workspace_is_reported_at_its_line_and_not_read() {
    let case = Case::tiny();
    for outside in ["../章.png", "/dev/zero", r"C:\\章.png", r"\\\\share\\章.png", "a/../../章.png"]
    {
        case.write("note.md", NOTE.replace("章.png", outside));
        let run = case.duban(["typeset", "note.md"]).exits(1);
        run.complains("错误[F195]").complains("--> note.md:8:6").complains("[paths] allow");
    }
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    // A template's mistake is reported once, and the letters are made without the seal.
    let letter = include_str!("../../templates/letter.md");
    case.write("templates/letter.md", letter.replacen("+++\n", "+++\nseals = \"../章.png\"\n", 1));
    let run = case.duban(["letters"]).exits(1).complains("--> templates/letter.md:2:10");
    assert_eq!(run.stderr.matches("F195").count(), 1, "{}", run.stderr);
    // As long as it is not mended, it is reported every time.
    case.duban(["letters"]).exits(1).complains("F195");
}

#[test]
fn a_place_that_is_allowed_by_name_is_read_until_it_is_no_longer_allowed() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let seals = tempfile::tempdir().unwrap();
    let seal = repository().join("docs/pictures/joint-seals.png");
    std::fs::copy(seal, seals.path().join("章.png")).unwrap();
    let named = format!("{}/章.png", seals.path().display());
    let letter = include_str!("../../templates/letter.md");
    let letter = letter.replacen("+++\n", &format!("+++\nseals = \"{named}\"\n"), 1);
    case.write("templates/letter.md", letter);
    case.duban(["letters"]).exits(1).complains("F195");
    let without = case.read("output/letters/002-省妇联.pdf");
    let config = case.text("duban.toml");
    allow(&case, &format!("\"{}\"", seals.path().display()));
    case.duban(["letters"]).exits(0);
    assert!(case.read("output/letters/002-省妇联.pdf") != without);
    case.duban(["letters"]).exits(0);
    case.write("duban.toml", config);
    case.duban(["letters"]).exits(1).complains("F195");
    assert!(case.read("output/letters/002-省妇联.pdf") == without);
}

#[cfg(unix)]
#[test]
fn links_inside_the_workspace_lead_anywhere_and_typed_paths_are_the_persons_own() {
    let case = Case::tiny();
    let elsewhere = tempfile::tempdir().unwrap();
    let seal = repository().join("docs/pictures/joint-seals.png");
    std::os::unix::fs::symlink(seal, case.path("章.png")).unwrap();
    let note = elsewhere.path().join("note.md");
    std::fs::write(&note, NOTE).unwrap();
    let out = elsewhere.path().join("out");
    case.duban(["typeset", note.to_str().unwrap(), "-o", out.to_str().unwrap()]).exits(0);
    assert!(out.join("documents/note.pdf").is_file());
    let notice = elsewhere.path().join("通知.txt");
    std::fs::rename(case.path("seeds/notice-2018.txt"), &notice).unwrap();
    case.duban(["import", notice.to_str().unwrap()]).exits(0).says("导入");
}
