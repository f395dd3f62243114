//! A workbook of ours, filled in: cells get texts, as a person types them, and all else stays as it is.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Returns the names of a workbook's sheets, in the order of their tabs.
pub fn sheets(book: &[u8]) -> Vec<String> {
    let workbook = part(book, "xl/workbook.xml");
    let names = workbook.split("<sheet name=\"").skip(1);
    names.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Returns a workbook with these texts in cells, each by the name of its sheet and the name of the cell.
pub fn fill(book: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let names = sheets(book);
    let path = |sheet: &str| {
        let at = names.iter().position(|name| name == sheet);
        let at = at.unwrap_or_else(|| panic!("no sheet {sheet} among {names:?}"));
        format!("xl/worksheets/sheet{}.xml", at + 1)
    };
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().to_string();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let own: Vec<_> = cells.iter().filter(|(sheet, ..)| path(sheet) == name).collect();
        if !own.is_empty() {
            let mut xml = String::from_utf8(content).unwrap();
            for (_, cell, text) in own {
                xml = with_text(&xml, cell, text);
            }
            content = xml.into_bytes();
        }
        filled.start_file(name, SimpleFileOptions::default()).unwrap();
        filled.write_all(&content).unwrap();
    }
    filled.finish().unwrap().into_inner()
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn with_text(xml: &str, cell: &str, text: &str) -> String {
    let start = xml.find(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let (before, rest) = xml.split_at(start);
    let tag = rest.find('>').unwrap();
    let after = match rest[..tag].ends_with('/') {
        true => &rest[tag + 1..],
        false => rest.split_once("</c>").unwrap().1,
    };
    let style = rest[..tag].split(" s=\"").nth(1).map(|style| style.split('"').next().unwrap());
    let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("{before}<c r=\"{cell}\"{style} t=\"inlineStr\"><is><t>{text}</t></is></c>{after}")
}
