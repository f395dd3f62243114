//! The mark of data that are made up to show the program.

/// The word that marks them: in a row's remark, in the name of a file, and on every page made from them.
pub const DEMONSTRATION: &str = "演示数据";

/// Returns whether `text`, a remark or the name of a file, marks made-up data.
pub fn is_demonstration(text: &str) -> bool {
    text.contains(DEMONSTRATION)
}

/// Returns the words of a watermark over pages that may show made-up data: those that the office has set, and the
/// mark, unless they have it already.
pub fn watermark(words: &str, demonstration: bool) -> String {
    let words = words.trim();
    match demonstration && !is_demonstration(words) {
        false => words.to_owned(),
        true if words.is_empty() => DEMONSTRATION.to_owned(),
        true => format!("{words} {DEMONSTRATION}"),
    }
}

#[cfg(test)]
mod tests {
    use super::watermark;

    #[test]
    fn made_up_data_are_marked_beside_what_the_office_has_set() {
        assert_eq!(watermark("", false), "");
        assert_eq!(watermark("", true), "演示数据");
        assert_eq!(watermark(" 征求意见稿 ", false), "征求意见稿");
        assert_eq!(watermark("征求意见稿", true), "征求意见稿 演示数据");
        assert_eq!(watermark("演示数据", true), "演示数据");
    }
}
