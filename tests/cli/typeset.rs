//! `duban typeset`: documents of the office's own.

use crate::support::Case;

const NOTE: &str = "\
+++
format = \"文件\"
mark = \"省政府办公厅\"
mark_word = \"文件\"
title = \"关于{{ what }}的通报\"
signature = \"省政府办公厅\"
date = 2018-05-04
seals = \"seal.png\"
+++

现将{{ what }}通报如下。
";

#[test]
fn a_document_is_filled_in_set_and_listed() {
    let case = Case::tiny();
    case.write("note.md", NOTE.replace("seals = \"seal.png\"\n", "").replace('\n', "\r\n"));
    case.write("data.json", "\u{feff}{\"what\": \"一季度情况\"}");
    case.duban(["typeset", "note.md", "--data", "data.json"])
        .exits(0)
        .says("documents/note.pdf（1 页）");
    let pdf = case.read("output/documents/note.pdf");
    assert!(pdf.starts_with(b"%PDF-"));
    let manifest: serde_json::Value =
        serde_json::from_slice(&case.read("output/manifest.json")).unwrap();
    assert_eq!(manifest[0]["path"], "documents/note.pdf");
    assert_eq!(manifest[0]["bytes"], pdf.len());
}

#[test]
fn the_summary_counts_what_was_set_and_what_came_out_as_it_was() {
    let case = Case::tiny();
    case.write("note.md", NOTE.replace("seals = \"seal.png\"\n", ""));
    let set = |what: &str, summary: &str| {
        case.write("data.json", format!("{{\"what\": \"{what}\"}}"));
        case.duban(["typeset", "note.md", "--data", "data.json"]).exits(0).says(summary);
    };
    set("一季度情况", "新生成 1 个文件，未变 0 个；原因：原来没有");
    set("一季度情况", "新生成 0 个文件，未变 1 个");
    set("二季度情况", "新生成 1 个文件，未变 0 个");
}

#[test]
fn a_seal_that_cannot_be_used_is_told_and_left_out() {
    let case = Case::tiny();
    case.write("note.md", NOTE);
    case.write("data.json", "{\"what\": \"一季度情况\"}");
    case.duban(["typeset", "note.md", "--data", "data.json"])
        .exits(1)
        .complains("T108")
        .complains("印章“seal.png”不能使用，未加盖：没有这个文件");
    assert!(case.read("output/documents/note.pdf").starts_with(b"%PDF-"));
    case.write("seal.png", "no picture");
    case.duban(["typeset", "note.md", "--data", "data.json"])
        .exits(1)
        .complains("既不是 PNG，也不是 JPEG");
}

#[test]
fn a_missing_value_is_told_with_its_place_in_the_file() {
    let case = Case::tiny();
    case.write("note.md", NOTE);
    case.duban(["typeset", "note.md"])
        .exits(1)
        .says("没有生成文件")
        .complains("T101")
        .complains("note.md:5:");
}

#[test]
fn the_watermark_of_the_workspace_is_printed() {
    let case = Case::tiny();
    case.write("note.md", NOTE.replace("seals = \"seal.png\"\n", ""));
    case.write("data.json", "{\"what\": \"一季度情况\"}");
    case.duban(["typeset", "note.md", "--data", "data.json"]).exits(0);
    let plain = case.read("output/documents/note.pdf");
    case.edit("duban.toml", "watermark = \"\"", "watermark = \"征求意见稿\"");
    case.duban(["typeset", "note.md", "--data", "data.json"]).exits(0);
    assert!(case.read("output/documents/note.pdf") != plain);
}

#[test]
fn data_that_are_no_object_are_refused() {
    let case = Case::tiny();
    case.write("note.md", NOTE);
    case.write("data.json", "[1]");
    case.duban(["typeset", "note.md", "--data", "data.json"]).exits(2).complains("data.json");
    case.duban(["typeset", "note.md", "--data", "gone.json"]).exits(2).complains("gone.json");
}
