//! The rows of files, counted by their result.

use std::ops::AddAssign;

use crate::returns::read::{ReturnFile, RowOutcome};

/// The rows of files, counted by their result. `read` and `left_out` add up to `rows`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Number of files read.
    pub files: usize,
    /// Number of rows with any content, except header rows.
    pub rows: usize,
    /// Number of rows that hold a return, including those that were replaced later.
    pub read: usize,
    /// Number of rows among `read` that another row replaced, or was merged with.
    pub replaced: usize,
    /// Number of rows among `read` that contradict each other, so that their figures are not used.
    pub contradictory: usize,
    /// Number of rows among `read` that are zero reports.
    pub zero_reports: usize,
    /// Number of rows that were left out, each of them reported. It is the sum of the five that follow.
    pub left_out: usize,
    /// Number of totals.
    pub totals: usize,
    /// Number of titles, remarks and signatures, including the rows of sheets that have no table of returns.
    pub remarks: usize,
    /// Number of rows of forms in which nothing was filled in.
    pub not_filled_in: usize,
    /// Number of rows of units that have no role in the item.
    pub uninvolved: usize,
    /// Number of rows with an error.
    pub faulty: usize,
    /// Number of rows of `verified.csv` that are used; they are not among `rows`.
    pub verified: usize,
}

impl Tally {
    /// Counts the rows of a file; nothing is replaced yet.
    pub(in crate::returns) fn of(file: &ReturnFile) -> Self {
        let mut tally =
            Self { files: 1, faulty: file.faulty, remarks: file.remarks, ..Self::default() };
        for (_, row) in file.rows() {
            *match row.outcome {
                RowOutcome::Return(_) => &mut tally.read,
                RowOutcome::Zero(_) => {
                    tally.read += 1;
                    &mut tally.zero_reports
                }
                RowOutcome::Faulty => &mut tally.faulty,
                RowOutcome::Uninvolved => &mut tally.uninvolved,
                RowOutcome::NotFilledIn => &mut tally.not_filled_in,
                RowOutcome::Total => &mut tally.totals,
                RowOutcome::Remark { .. } => &mut tally.remarks,
            } += 1;
        }
        let reasons = tally.reasons().map(|(_, count)| count);
        tally.left_out = reasons.iter().sum();
        tally.rows = tally.read + tally.left_out;
        tally
    }

    /// Returns the reasons for which rows were left out, with the number of rows for each.
    fn reasons(&self) -> [(&'static str, usize); 5] {
        [
            ("合计行", self.totals),
            ("标题和备注", self.remarks),
            ("未填写", self.not_filled_in),
            ("单位与事项无关", self.uninvolved),
            ("有问题", self.faulty),
        ]
    }

    /// Returns the line that `duban check` prints:
    /// 进展报送：12个文件1,234行，读入1,200行（其中被更正12行），未读入34行（合计行3、标题和备注10、有问题21）.
    pub fn line(&self) -> String {
        let mut line = format!(
            "进展报送：{}个文件{}行，读入{}行",
            grouped(self.files),
            grouped(self.rows),
            grouped(self.read)
        );
        let among: Vec<_> = [("被更正", self.replaced), ("互相矛盾未采用", self.contradictory)]
            .into_iter()
            .filter(|&(_, count)| count > 0)
            .map(|(what, count)| format!("{what}{}行", grouped(count)))
            .collect();
        if !among.is_empty() {
            line += &format!("（其中{}）", among.join("、"));
        }
        line += &format!("，未读入{}行", grouped(self.left_out));
        let reasons: Vec<_> = (self.reasons().into_iter())
            .filter(|&(_, count)| count > 0)
            .map(|(reason, count)| format!("{reason}{}", grouped(count)))
            .collect();
        if !reasons.is_empty() {
            line += &format!("（{}）", reasons.join("、"));
        }
        if self.verified > 0 {
            line += &format!("；核定{}行", grouped(self.verified));
        }
        line
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.rows += other.rows;
        self.read += other.read;
        self.replaced += other.replaced;
        self.contradictory += other.contradictory;
        self.zero_reports += other.zero_reports;
        self.left_out += other.left_out;
        self.totals += other.totals;
        self.remarks += other.remarks;
        self.not_filled_in += other.not_filled_in;
        self.uninvolved += other.uninvolved;
        self.faulty += other.faulty;
        self.verified += other.verified;
    }
}

/// Formats a count with thousands separators.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_only_reasons_that_occur() {
        let mut tally = Tally { files: 12, rows: 1200, read: 1200, ..Tally::default() };
        assert_eq!(tally.line(), "进展报送：12个文件1,200行，读入1,200行，未读入0行");
        tally += Tally {
            rows: 34,
            replaced: 12,
            left_out: 34,
            totals: 3,
            remarks: 10,
            faulty: 21,
            ..Tally::default()
        };
        assert_eq!(
            tally.line(),
            "进展报送：12个文件1,234行，读入1,200行（其中被更正12行），未读入34行（合计行3、标题和备注10、有问题21）"
        );
    }

    #[test]
    fn thousands_are_split() {
        for (count, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(count), text);
        }
    }
}
