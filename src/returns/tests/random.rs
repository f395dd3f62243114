//! Nonsense in every cell: never a panic, and every row is counted.

use proptest::prelude::*;

use super::{HEADER, read};
use crate::sample::cases;

/// Draws a cell: something that belongs into some column, or nonsense.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "", "2018-03", "一季度", "1-1", "2-1", "1", "2", "省建设厅", "省财政厅", "兰州市", "3.2万户", "5%", "约3",
            "合计", "备注：无", "编号", "完成值", "暂无", "滞后", "2018-04-05", "#REF!", "-", "99999999999999999999999999999",
        ]).prop_map(str::to_owned),
        1 => "[^\"\\r\\n]{0,6}",
        1 => "\"[a-z,\n]{0,5}",
    ]
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn rows_read_and_left_out_are_all_rows(
        rows in prop::collection::vec(prop::collection::vec(cell(), 1..14), 0..12),
        header_at in 0_usize..4,
    ) {
        let mut lines: Vec<String> = rows.iter().map(|cells| cells.join(",")).collect();
        lines.insert(header_at.min(lines.len()), HEADER.trim_end().to_owned());
        // `read` asserts that the sums agree.
        let read = read(&[("a.csv", lines.join("\n"))]);
        if read.progress.tally.left_out > 0 {
            prop_assert!(!read.problems.is_empty());
        }
    }
}
