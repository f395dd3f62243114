//! Several names in one cell: 省财政厅、省扶贫办.

use std::ops::Range;

/// The separators between two names: besides 、, which duban writes, everything that people type instead.
const SEPARATORS: [char; 7] = ['、', '，', ',', '；', ';', '\n', '\r'];

/// The byte ranges of the names in `text`, without the blanks around them; empty ones are left out.
pub fn parts(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split(SEPARATORS).map(str::trim).filter_map(|part| {
        let start = part.as_ptr().addr() - text.as_ptr().addr();
        (!part.is_empty()).then(|| start..start + part.len())
    })
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn split(text: &str) -> Vec<&str> {
        parts(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn every_customary_separator_parts_names() {
        assert_eq!(
            split("省财政厅、省扶贫办，省民委, 省妇联；团省委;省残联\r\n省统计局"),
            ["省财政厅", "省扶贫办", "省民委", "省妇联", "团省委", "省残联", "省统计局"]
        );
    }

    #[test]
    fn blanks_and_empty_parts_are_left_out() {
        assert_eq!(split("　省财政厅 、、\u{a0}省民委　、"), ["省财政厅", "省民委"]);
        assert!(split(" 、　").is_empty());
    }
}
