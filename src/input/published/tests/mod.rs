mod docx;
mod html;
mod pdf;
mod plain;
mod workbook;

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// Reads a file and shows it: lines as they are, rows of tables with `|` between their cells, line breaks in cells as `/`,
/// and covered cells as `^`.
fn shown(name: &str, bytes: &[u8]) -> Vec<String> {
    let (published, problems) = read(name, bytes);
    let codes = problems.iter().map(|problem| problem.code.as_str()).collect::<Vec<_>>();
    let mut shown = lines(&published);
    if !codes.is_empty() {
        shown.push(codes.join(" "));
    }
    shown
}

fn read(name: &str, bytes: &[u8]) -> (Published, Diagnostics) {
    let mut problems = Diagnostics::new();
    let published = Published::decode(name, bytes, &mut problems);
    (published.unwrap_or_else(|problem| panic!("{}", problem.message)), problems)
}

fn lines(published: &Published) -> Vec<String> {
    let text = published.source.text();
    let mut shown = Vec::new();
    for block in &published.blocks {
        match block {
            Block::Lines(range) => {
                let lines = text[range.clone()].lines().filter(|line| !line.trim().is_empty());
                shown.extend(lines.map(str::to_owned));
            }
            Block::Table(table) => shown.extend(table.rows.iter().map(|row| {
                let cells = row.iter().map(|cell| match cell.covered_by {
                    Some(_) => "^".to_owned(),
                    None => text[cell.range.clone()].replace('\n', "/"),
                });
                cells.collect::<Vec<_>>().join("|")
            })),
        }
    }
    shown
}

/// The place of a word in a file.
fn place(published: &Published, word: &str) -> String {
    let at = published.source.text().find(word).unwrap();
    published.source.place(at..at + word.len()).cell()
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn formats_that_are_not_read_are_named_with_what_to_do() {
    let refusal = |name: &str, bytes: &[u8]| {
        let problem = Published::decode(name, bytes, &mut Diagnostics::new()).unwrap_err();
        format!(
            "{} {} {}",
            problem.code.as_str(),
            problem.message,
            problem.hint.unwrap_or_default()
        )
    };
    let mut doc = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    doc.create_stream("WordDocument").unwrap();
    let doc = doc.into_inner().into_inner();
    let mut locked = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    locked.create_stream("EncryptedPackage").unwrap();
    let locked = locked.into_inner().into_inner();
    for (name, bytes, words) in [
        (
            "通知.doc",
            &doc[..],
            "F200 文件“通知.doc”是 Word 97-2003 文档（.doc），未读入 在 Word 或 WPS 中打开，另存为 .docx 再导入",
        ),
        (
            "通知.wps",
            &doc,
            "F200 文件“通知.wps”是 WPS 文字的旧格式（.wps），未读入 在 WPS 中打开，另存为 .docx 再导入",
        ),
        ("通知.docx", &locked, "F201 文件“通知.docx”加了密码，未读入 打开后取消密码，另存再导入"),
        (
            "通知.rtf",
            b"{\\rtf1",
            "F200 文件“通知.rtf”是 RTF 文档，未读入 在 Word 或 WPS 中打开，另存为 .docx 再导入",
        ),
        (
            "通知.jpg",
            b"\xff\xd8\xff",
            "F200 文件“通知.jpg”是图片，未读入 请用带文字的原件；只有扫描件的，先做文字识别并校对",
        ),
    ] {
        assert_eq!(refusal(name, bytes), words);
    }
    let damaged = zip(&[("word/document.xml", "<w:document/>")]);
    assert!(refusal("a.docx", &damaged).starts_with("F201"));
    assert!(refusal("a.docx", &damaged[..40]).starts_with("F201"));
}
