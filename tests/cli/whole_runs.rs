//! The files of a run are published together: what is left of killed runs, exit status 2 that has written nothing, a torn
//! manifest.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::{Case, Run, repository};

/// Returns all files below a folder with their contents, `.duban/lock` aside.
pub(super) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(".duban/lock") {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Checks that the manifest lists just the documents that are there, with their sizes.
fn assert_manifest_is_true(case: &Case) {
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    let listed: BTreeMap<String, u64> = manifest
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["path"].as_str().unwrap().to_owned(), entry["bytes"].as_u64().unwrap()))
        .collect();
    let mut found = tree(&case.path("output"));
    found.retain(|name, _| name != "manifest.json" && name != "README.md");
    let found: BTreeMap<String, u64> =
        found.into_iter().map(|(name, bytes)| (name, bytes.len() as u64)).collect();
    assert_eq!(listed, found);
}

#[test]
fn what_a_killed_run_had_begun_to_publish_is_finished_by_the_next() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let letter = "output/letters/003-兰州市.pdf";
    let whole = case.read(letter);
    // As a kill leaves it: one file is renamed, one is not, one is to be deleted, others are mere rests.
    case.write(letter, "the old letter");
    case.write("output/letters/.duban-aaaaaa", &whole);
    case.write("output/letters/099-没有了.pdf", "");
    case.write(
        ".duban/journal.json",
        r#"{"moves": [[".duban-bbbbbb", "output/letters/002-省妇联.pdf"],
                     [".duban-aaaaaa", "output/letters/003-兰州市.pdf"]],
           "removals": ["output/letters/099-没有了.pdf"]}"#,
    );
    case.write("output/sheets/units/.duban-cccccc", "half a workb");
    case.write("seeds/annex/.duban-dddddd", "");
    case.write(".duban/last/seeds/.duban-eeeeee", "");
    case.duban(["number", "letters"]).exits(0);
    assert!(case.read(letter) == whole);
    assert_manifest_is_true(&case);
    let files = tree(&case.path(""));
    let rests: Vec<_> = files.keys().filter(|name| name.contains(".duban-")).collect();
    assert!(rests.is_empty(), "{rests:?}");
    assert!(!case.path(".duban/journal.json").exists());
}

#[test]
fn commands_that_only_read_say_that_a_run_was_not_finished() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    case.write(".duban/journal.json", r#"{"moves": [], "removals": []}"#);
    for command in
        [vec!["check"], vec!["export", "items"], vec!["why", "1-1", "--period", "2018-03"]]
    {
        let run = Run::from(case.command(&command).output().unwrap());
        run.complains("警告[F197]").complains("会先把上次的补完");
    }
    case.duban(["letters"]).exits(0);
    let run = case.duban(["check"]).exits(0);
    assert!(!run.stderr.contains("F197"), "{}", run.stderr);
}

#[test]
fn a_damaged_journal_ends_the_command_with_a_way_out_that_works() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let before = case.read("output/manifest.json");
    for text in
        ["", "{\"moves\": [[\".dub", r#"{"moves": [["units.csv", "seeds/a.csv"]], "removals": []}"#]
    {
        case.write(".duban/journal.json", text);
        case.write("output/letters/.duban-aaaaaa", "half");
        case.duban(["letters"])
            .exits(2)
            .complains("上次运行中断，没有补完")
            .complains("把它删除，再运行一次");
        assert_eq!(case.read("output/manifest.json"), before);
        std::fs::remove_file(case.path(".duban/journal.json")).unwrap();
        case.duban(["letters"]).exits(0);
        assert!(!case.path("output/letters/.duban-aaaaaa").exists());
    }
}

#[test]
fn init_that_fails_leaves_nothing() {
    let case = Case::tiny();
    case.write("new/templates", "a file in the place of the folder");
    case.duban(["init", "new"]).exits(2);
    assert_eq!(case.list("new"), ["templates"]);
    let long = "长".repeat(80);
    case.write("other/fonts", "a file in the place of the folder");
    case.duban(["init", "other"]);
    case.duban(["init", &format!("third/{long}{long}")]).exits(2);
    assert!(!case.path("third").exists() || case.list("third").is_empty());
}

#[test]
fn rests_in_another_output_folder_are_swept_too() {
    let case = Case::tiny();
    case.write("elsewhere/letters/.duban-aaaaaa", "half a lett");
    case.duban(["-o", "elsewhere"]).exits(0);
    assert!(!case.path("elsewhere/letters/.duban-aaaaaa").exists());
}

#[test]
fn a_run_that_cannot_make_documents_does_not_import_either() {
    for (what, spoil) in [
        ("a face", (|case| case.edit("duban.toml", "FandolFang", "Missing")) as fn(&Case)),
        ("the output folder", |case| case.write("output", "a file")),
        ("the manifest", |case| {
            std::fs::create_dir_all(case.path("output/manifest.json")).unwrap();
        }),
        ("the year", |case| case.edit("duban.toml", "year = 2018", "year = 12018")),
    ] {
        let case = Case::tiny();
        spoil(&case);
        let before = tree(&case.path(""));
        case.duban([]).exits(2);
        assert!(tree(&case.path("")) == before, "{what}");
    }
}

#[test]
fn a_document_that_cannot_be_replaced_is_left_out_and_the_manifest_says_so() {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    std::fs::create_dir_all(case.path("output/letters/003-兰州市.pdf/folder")).unwrap();
    case.duban([])
        .exits(1)
        .complains("T107")
        .complains("letters/003-兰州市.pdf")
        .says("任务函 2 份");
    assert_manifest_is_true(&case);
}

#[test]
fn an_empty_or_torn_manifest_is_told_and_made_again() {
    let case = Case::tiny();
    case.duban([]).exits(0);
    let (before, letter) = (tree(&case.path("output")), "output/letters/003-兰州市.pdf");
    for torn in ["", "[{\"path\": \"letters/00"] {
        case.write("output/manifest.json", torn);
        case.duban([]).exits(0).complains("F170").complains("manifest.json");
        assert!(tree(&case.path("output")) == before);
    }
    // Nothing proves any more that this one is as it was made.
    case.write("output/manifest.json", "");
    case.write(letter, "another letter");
    case.duban([]).exits(0).complains("F157").complains("003-兰州市");
    assert!(tree(&case.path("output")) == before);
    case.duban([]).exits(0);
    assert_manifest_is_true(&case);
}

#[test]
fn init_that_was_killed_can_be_called_again() {
    let (case, other) = (Case::tiny(), Case::tiny());
    case.duban(["init", "new"]).exits(0);
    let whole = tree(&case.path("new"));
    // Killed before the configuration, which comes last.
    std::fs::remove_file(case.path("new/duban.toml")).unwrap();
    std::fs::remove_file(case.path("new/templates/letter.md")).unwrap();
    case.duban(["init", "new"]).exits(0);
    assert!(tree(&case.path("new")) == whole);
    // Killed while the configuration was renamed.
    std::fs::rename(case.path("new/duban.toml"), case.path("new/.duban-aaaaaa")).unwrap();
    case.write(
        "new/.duban/journal.json",
        r#"{"moves": [[".duban-aaaaaa", "duban.toml"]], "removals": []}"#,
    );
    case.duban(["init", "new"]).exits(0);
    assert!(tree(&case.path("new")) == whole);
    case.duban(["init", "new"]).exits(2).complains("已经是工作区");
    // What is there already stays, and is named.
    other.write("new/seeds/units.csv", "顺序,代码,简称\n1,001,甲\n");
    other.write("new/seeds/groups.csv", "名称,范围,成员,候选\n");
    other.duban(["init", "new"]).exits(0).says("没有改动：seeds/units.csv\n");
    assert_eq!(other.text("new/seeds/units.csv"), "顺序,代码,简称\n1,001,甲\n");
}

#[test]
fn faces_that_the_office_has_chosen_stay_in_a_new_workspace() {
    let case = Case::tiny();
    let face = std::fs::read(repository().join("fonts/RareNamesMincho-Regular.ttf")).unwrap();
    case.write("fonts/a.ttf", &face);
    case.write("fonts/b.ttf", &face);
    case.write("new/fonts/a.ttf", "the office's own");
    case.duban(["init", "new"]).exits(0).says("fonts/a.ttf");
    assert_eq!(case.text("new/fonts/a.ttf"), "the office's own");
    assert!(case.read("new/fonts/b.ttf") == face);
}

#[test]
fn of_two_documents_with_one_name_the_first_is_made_and_listed() {
    let case = Case::tiny();
    let text = |title| {
        format!(
            "+++\nformat = \"文件\"\nmark = \"省政府办公厅\"\nmark_word = \"文件\"\ntitle = \"{title}\"\n\
             signature = \"省政府办公厅\"\ndate = 2018-05-04\n+++\n\n现将情况通报如下。\n"
        )
    };
    case.write("a/文.md", text("关于甲的通报"));
    case.write("b/文.md", text("关于另一件事的通报"));
    case.duban(["typeset", "a/文.md"]).exits(0);
    let first = case.read("output/documents/文.pdf");
    case.duban(["typeset", "a/文.md", "b/文.md"]).exits(1).complains("与前一份文件同名");
    assert!(case.read("output/documents/文.pdf") == first);
    assert_manifest_is_true(&case);
}
