//! The distribution of the rows over files.

use std::collections::BTreeMap;
use std::error::Error;

use super::csv_file::{Style, text};
use super::places::PLACES;
use super::quarter::Quarter;
use super::row::Row;
use super::workbook;

/// Returns the files of a period, by their paths below `seeds`.
///
/// # Errors
/// None that could happen in memory.
pub fn of(
    quarter: Quarter,
    rows: Vec<Row>,
    corrections: Vec<Row>,
) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    let mut by_file: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let file = file_of(&row.unit).to_owned();
        by_file.entry(file).or_default().push(row);
    }
    by_file.insert("更正".to_owned(), corrections);
    for (name, rows) in by_file {
        let (bytes, ending) = bytes(&name, &rows, quarter)?;
        let path = format!("progress/{}-{name}-演示数据.{ending}", quarter.code());
        files.insert(path, bytes);
    }
    Ok(files)
}

/// Returns the file of a unit's rows.
fn file_of(unit: &str) -> &str {
    match unit {
        "兰州市" | "酒泉市" | "临夏州" | "甘南州" => unit,
        _ if PLACES.contains(&unit) => "市州",
        _ => "省直部门",
    }
}

/// Returns a file in its own format, and the ending of its name.
fn bytes(
    name: &str,
    rows: &[Row],
    quarter: Quarter,
) -> Result<(Vec<u8>, &'static str), Box<dyn Error>> {
    let title = format!("2018年{}重点工作进展情况汇总表（演示数据，非真实情况）", quarter.name());
    Ok(match name {
        "兰州市" => (workbook::form(rows, quarter, "兰州市人民政府")?, "xlsx"),
        "酒泉市" => (workbook::plain(rows, quarter, "酒泉市")?, "xlsx"),
        "临夏州" => {
            let style = Style { windows: true, ..Style::default() };
            let text = text(rows, &style)?;
            (encoding_rs::GB18030.encode(&text).0.into_owned(), "csv")
        }
        "甘南州" => {
            let style = Style { title: Some(title), tabs: true, ..Style::default() };
            (text(rows, &style)?.into_bytes(), "csv")
        }
        "省直部门" => {
            // As Excel saves it: with a byte order mark.
            let style =
                Style { title: Some(title), renamed: quarter == Quarter::Half, ..Style::default() };
            (format!("\u{feff}{}", text(rows, &style)?).into_bytes(), "csv")
        }
        "市州" => {
            let style = Style { quarters: true, ..Style::default() };
            (text(rows, &style)?.into_bytes(), "csv")
        }
        _ => (text(rows, &Style::default())?.into_bytes(), "csv"),
    })
}
