//! CSV files as this program writes them.

/// The byte order mark of UTF-8. Without it Excel takes a CSV for GB18030 when it is opened by a double
/// click.
pub const MARK: &str = "\u{feff}";

/// The bytes of a CSV with a mark; its rows need not have the same number of cells.
pub fn bytes<R>(rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item: AsRef<[u8]>>,
{
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    for row in rows {
        writer.write_record(row).expect("memory takes all bytes");
    }
    writer.into_inner().expect("memory takes all bytes")
}

#[cfg(test)]
mod tests {
    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [vec!["编号", "备注"], vec!["1-7", "甲,\"乙\"\n丙"], vec!["2-1"]];
        assert_eq!(
            String::from_utf8(super::bytes(rows)).unwrap(),
            "\u{feff}编号,备注\n1-7,\"甲,\"\"乙\"\"\n丙\"\n2-1\n"
        );
    }
}
