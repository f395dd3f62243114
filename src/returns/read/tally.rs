//! How many rows the files have, and what became of them.

/// How many rows the files have, and what became of them. `read` and `left_out` add up to `rows`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files read.
    pub files: usize,
    /// Rows with any content, header rows aside.
    pub rows: usize,
    /// Rows that hold a return, those that were replaced later included.
    pub read: usize,
    /// Rows among `read` that another one replaced, or was merged with.
    pub replaced: usize,
    /// Rows that were left out; each was reported. The sum of the five that follow.
    pub left_out: usize,
    /// Totals.
    pub totals: usize,
    /// Titles, remarks and signatures, and the rows of sheets that have no table of returns.
    pub remarks: usize,
    /// Rows of forms in which nothing was filled in.
    pub not_filled_in: usize,
    /// Rows of units that have nothing to do with the item.
    pub uninvolved: usize,
    /// Rows with an error.
    pub faulty: usize,
}

impl Tally {
    /// Counts a row that was read.
    pub(super) fn count_read(&mut self) {
        self.rows += 1;
        self.read += 1;
    }

    /// Counts `rows` rows that were left out for the reason that `which` counts.
    pub(super) fn count_left_out(&mut self, which: fn(&mut Self) -> &mut usize, rows: usize) {
        self.rows += rows;
        self.left_out += rows;
        *which(self) += rows;
    }

    /// What `duban check` prints: 进展报送：12个文件1,234行，读入1,200行（其中被更正12行），未读入34行（合计行3、标题和备注10、有问题21）.
    pub fn line(&self) -> String {
        let mut line = format!(
            "进展报送：{}个文件{}行，读入{}行",
            grouped(self.files),
            grouped(self.rows),
            grouped(self.read)
        );
        if self.replaced > 0 {
            line += &format!("（其中被更正{}行）", grouped(self.replaced));
        }
        line += &format!("，未读入{}行", grouped(self.left_out));
        let reasons = [
            ("合计行", self.totals),
            ("标题和备注", self.remarks),
            ("未填写", self.not_filled_in),
            ("单位与事项无关", self.uninvolved),
            ("有问题", self.faulty),
        ];
        let reasons: Vec<_> = reasons
            .into_iter()
            .filter(|&(_, count)| count > 0)
            .map(|(reason, count)| format!("{reason}{}", grouped(count)))
            .collect();
        if !reasons.is_empty() {
            line += &format!("（{}）", reasons.join("、"));
        }
        line
    }
}

/// A count with thousands separators.
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
        let mut tally = Tally {
            files: 12,
            ..Tally::default()
        };
        for _ in 0..1200 {
            tally.count_read();
        }
        assert_eq!(
            tally.line(),
            "进展报送：12个文件1,200行，读入1,200行，未读入0行"
        );
        tally.replaced = 12;
        tally.count_left_out(|tally| &mut tally.totals, 3);
        tally.count_left_out(|tally| &mut tally.remarks, 10);
        tally.count_left_out(|tally| &mut tally.faulty, 21);
        assert_eq!(
            tally.line(),
            "进展报送：12个文件1,234行，读入1,200行（其中被更正12行），未读入34行（合计行3、标题和备注10、有问题21）"
        );
    }

    #[test]
    fn thousands_are_parted() {
        for (count, text) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(grouped(count), text);
        }
    }
}
