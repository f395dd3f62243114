//! For tests: workbooks out of parts written by hand.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook whose parts are written by hand; everything not set is as small as can be.
pub(crate) struct Parts {
    /// The content of `<worksheet>`.
    pub sheet: String,
    /// The content of `<sst>`.
    pub strings: String,
    /// The content of `<workbook>` before the sheets.
    pub properties: String,
    /// Other files: path and content.
    pub others: Vec<(String, Vec<u8>)>,
}

impl Parts {
    /// A workbook of one sheet with these rows.
    pub(crate) fn rows(rows: &str) -> Self {
        Self {
            sheet: format!("<sheetData>{rows}</sheetData>"),
            strings: String::new(),
            properties: String::new(),
            others: Vec::new(),
        }
    }

    /// The bytes of the file.
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |path: &str, content: &[u8]| {
            let options = SimpleFileOptions::default();
            zip.start_file(path, options).expect("it goes to memory");
            zip.write_all(content).expect("it goes to memory");
        };
        let relation = |id: &str, kind: &str, target: &str| {
            format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
        };
        let relations = [
            relation("r1", "worksheet", "worksheets/sheet1.xml"),
            relation("r2", "sharedStrings", "sharedStrings.xml"),
        ];
        let properties = &self.properties;
        for (path, content) in [
            (
                "_rels/.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
                    relation("r1", "officeDocument", "xl/workbook.xml")
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>"#
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    r#"<Relationships xmlns="{PACKAGE}">{}</Relationships>"#,
                    relations.concat()
                ),
            ),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{}</sst>"#, self.strings)),
            (
                "xl/worksheets/sheet1.xml",
                format!(r#"<worksheet xmlns="{MAIN}">{}</worksheet>"#, self.sheet),
            ),
        ] {
            add(path, content.as_bytes());
        }
        for (path, content) in &self.others {
            add(path, content);
        }
        zip.finish().expect("it goes to memory").into_inner()
    }
}
