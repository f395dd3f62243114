//! Documents in other formats beside their PDFs, and an edited one against the data.

use std::io::{Read as _, Write as _};

use crate::support::{Case, Run};

const DOCX: &str = "output/letters/003-兰州市.docx";

/// Returns a DOCX whose text has other words in one place, and more of them than it had.
fn edited(docx: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut made = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "word/document.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{text}");
            content = text.replace(from, to).into_bytes();
        }
        made.start_file(&*name, zip::write::SimpleFileOptions::default()).unwrap();
        made.write_all(&content).unwrap();
    }
    made.finish().unwrap().into_inner()
}

/// A workspace whose letters were made with `arguments`.
fn made(arguments: &[&str]) -> Case {
    let case = Case::tiny();
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    let command = [&["letters"], arguments].concat();
    Run::from(case.command(&command).output().unwrap()).exits(0);
    case
}

#[test]
fn a_docx_lies_beside_each_pdf_and_in_the_manifest_only_where_it_is_asked_for() {
    let case = made(&[]);
    assert!(!case.path(DOCX).exists());
    case.duban(["letters", "--format", "docx"]).exits(0);
    let first = case.read(DOCX);
    assert!(first.starts_with(b"PK"));
    let manifest = String::from_utf8(case.read("output/manifest.json")).unwrap();
    assert!(manifest.contains("\"letters/003-兰州市.docx\""));
    // The same again, and nothing made without a reason.
    case.duban(["letters", "--format", "docx"]).exits(0).says("新生成 0 个文件");
    case.duban(["letters", "--format", "docx", "--clean"]).exits(0);
    assert!(case.read(DOCX) == first);
    // What is not made any more would soon say something else than the PDF.
    case.duban(["letters"]).exits(0);
    assert!(!case.path(DOCX).exists());
    assert!(case.path("output/letters/003-兰州市.pdf").exists());
}

#[test]
fn the_settings_ask_for_formats_too() {
    let case = Case::tiny();
    let toml = String::from_utf8(case.read("duban.toml")).unwrap();
    case.write("duban.toml", format!("{toml}\n[output]\nformats = [\"pdf\", \"docx\"]\n"));
    case.duban(["import", "seeds/notice-2018.txt"]).exits(0);
    case.duban(["letters", "兰州市"]).exits(0);
    assert!(case.path(DOCX).exists());
    case.write("duban.toml", format!("{toml}\n[output]\nformats = [\"doc\"]\n"));
    case.duban(["letters", "兰州市"]).exits(2).complains("没有“doc”这种格式，可用的有：pdf、docx");
}

#[test]
fn a_docx_that_was_edited_is_kept_when_the_letter_is_made_again() {
    let case = made(&["--format", "docx"]);
    case.write(DOCX, "改过");
    case.duban(["letters", "--format", "docx"]).exits(0).complains("有人改过");
    assert!(case.read(DOCX).starts_with(b"PK"));
}

#[test]
fn an_edited_docx_is_compared_paragraph_by_paragraph_and_nothing_is_changed() {
    let case = made(&["--format", "docx", "--date", "2018-03-01"]);
    let docx = case.read(DOCX);
    case.write("稿.docx", &docx);
    case.duban(["diff-docx", "稿.docx"])
        .exits(0)
        .says("letters/003-兰州市：与现在的数据和模板一致");
    case.write("稿.docx", edited(&docx, "请认真抓好落实", "请切实抓好落实"));
    let before = crate::incremental::files(&case.path("output"));
    case.duban(["diff-docx", "稿.docx"])
        .exits(1)
        .says("letters/003-兰州市：1 处与现在的数据和模板不同")
        .says("请［认真］｛切实｝抓好落实");
    assert!(crate::incremental::files(&case.path("output")) == before);
}

#[test]
fn what_is_no_docx_of_ours_cannot_be_compared() {
    let case = Case::tiny();
    case.write("a.docx", "PK");
    case.duban(["diff-docx", "a.docx"]).exits(2).complains("不是 DOCX 文件，或者已经损坏");
    case.duban(["diff-docx", "b.docx"]).exits(2).complains("无法读取 b.docx");
}
