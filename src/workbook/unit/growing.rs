//! Rows that grow with what is typed into them.
//!
//! A row of a worksheet either has a height that somebody set, and keeps it whatever is typed, or one
//! that the program worked out, and works out again. rust_xlsxwriter only has the former, and rows
//! without any height, which LibreOffice shows as high as a line. So the mark of a set height is taken
//! off the finished sheet: programs open it with the heights that were worked out here, and Excel and
//! WPS let rows grow, under protection too, since rows may be formatted.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{RowNum, Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The lowest level of compression.
const QUICKLY: u8 = 1;

/// The mark of a height that somebody set.
const SET: &str = " customHeight=\"1\"";

/// Returns the bytes of a workbook in which rows of the first sheets may grow: of each the first and the last, from 0.
///
/// Stronger compression makes a workbook a fifth smaller and costs more time than everything else together.
///
/// # Errors
/// The workbook cannot be packed.
pub(super) fn pack(mut book: Workbook, tables: &[(RowNum, RowNum)]) -> Result<Vec<u8>, XlsxError> {
    let numbered = (1..).zip(tables);
    let tables: BTreeMap<String, (RowNum, RowNum)> = numbered
        .map(|(number, rows)| (format!("xl/worksheets/sheet{number}.xml"), *rows))
        .collect();
    let stored = book.set_zip_compression_level(QUICKLY).save_to_buffer()?;
    let mut stored = ZipArchive::new(Cursor::new(stored))?;
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..stored.len() {
        let mut file = stored.by_index(part)?;
        let name = file.name()?.to_string();
        let Some(&(first, last)) = tables.get(&name) else {
            packed.raw_copy_file(file)?;
            continue;
        };
        let mut content = String::new();
        file.read_to_string(&mut content)?;
        let modified = file.last_modified().unwrap_or_default();
        packed.start_file(
            name,
            SimpleFileOptions::default()
                .compression_level(Some(QUICKLY.into()))
                .last_modified_time(modified),
        )?;
        packed.write_all(without_marks(&content, first, last).as_bytes())?;
    }
    Ok(packed.finish()?.into_inner())
}

/// Returns a worksheet's XML without the marks of set heights in these rows.
fn without_marks(xml: &str, first: RowNum, last: RowNum) -> String {
    let mut parts = xml.split("<row r=\"");
    let mut result = String::with_capacity(xml.len());
    result.push_str(parts.next().unwrap_or_default());
    for part in parts {
        result.push_str("<row r=\"");
        let number = part.split('"').next().and_then(|r| r.parse::<RowNum>().ok());
        let grows = number.is_some_and(|number| (first + 1..=last + 1).contains(&number));
        match part.split_once('>') {
            Some((tag, rest)) if grows => {
                result.push_str(&tag.replacen(SET, "", 1));
                result.push('>');
                result.push_str(rest);
            }
            _ => result.push_str(part),
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rows_of_the_table_lose_the_mark() {
        let row = |number: u32, mark: &str| {
            format!("<row r=\"{number}\" ht=\"30\"{mark}><c r=\"A{number}\"/></row>")
        };
        let sheet = |mark: &str| {
            let rows = [row(1, SET), row(2, mark), row(3, mark), row(4, SET)];
            format!("<sheetData>{}</sheetData>", rows.concat())
        };
        assert_eq!(without_marks(&sheet(SET), 1, 2), sheet(""));
    }
}
