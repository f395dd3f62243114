//! The comparison of names that are written in different ways.

use crate::input::text::is_blank;
use crate::input::width::half_width;

/// Returns the form of `name` in which names are compared: see [`fold`].
pub fn normalize(name: &str) -> String {
    name.chars().filter_map(fold).collect()
}

/// Returns the form of a character in which names are compared; `None` for the blanks that padding, line
/// breaks and Excel leave inside names.
///
/// Full-width ASCII (（, ）, ．, digits) becomes ASCII, and the quotation marks ‘ ’ “ ” 「 」 become ".
/// Each character is folded by itself, so that a folded name can be traced back to its text.
pub fn fold(char: char) -> Option<char> {
    match char {
        _ if is_blank(char) => None,
        '‘' | '’' | '“' | '”' | '「' | '」' => Some('"'),
        _ => Some(half_width(char)),
    }
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn blanks_brackets_and_quotes_do_not_tell_names_apart() {
        assert_eq!(normalize("黄　强"), "黄强");
        assert_eq!(normalize(" 省\u{a0}财政 厅\n"), "省财政厅");
        assert_eq!(normalize("省工信委（省中小企业局）"), "省工信委(省中小企业局)");
        assert_eq!(normalize("省农村“三变”改革"), normalize("省农村\"三变\"改革"));
    }
}
