//! CSV files as this program writes them.

use super::formula_guard;

/// The byte order mark of UTF-8. Without it Excel takes a CSV for GB18030 when it is opened by a double
/// click.
pub const MARK: &str = "\u{feff}";

/// The bytes of a CSV of words with a mark; its rows need not have the same number of cells. Words that a spreadsheet would
/// calculate are written as a text ([`formula_guard`]).
pub fn bytes<R>(rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item: AsRef<str>>,
{
    with_figures(rows, |_| false)
}

/// The same, where columns, counted from 0, hold figures: numbers with a sign stay numbers there.
pub fn with_figures<R>(
    rows: impl IntoIterator<Item = R>,
    is_figure: impl Fn(usize) -> bool,
) -> Vec<u8>
where
    R: IntoIterator<Item: AsRef<str>>,
{
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(MARK.as_bytes().to_vec());
    for row in rows {
        for (column, cell) in row.into_iter().enumerate() {
            let words = cell.as_ref();
            let is_number = is_figure(column) && formula_guard::is_number(words);
            let content = if is_number { words.into() } else { formula_guard::guarded(words) };
            writer.write_field(&*content).expect("memory takes all bytes");
        }
        writer.write_record(None::<&[u8]>).expect("memory takes all bytes");
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

    #[test]
    fn words_are_no_formulas_and_figures_stay_numbers() {
        let rows = [["+1", "-3"], ["=1", "-2+3"], ["-3", "+5%"]];
        let text = String::from_utf8(super::with_figures(rows, |column| column == 1)).unwrap();
        assert_eq!(text, "\u{feff}'+1,-3\n'=1,'-2+3\n'-3,+5%\n");
    }
}
