//! Lines that CommonMark takes for definitions of links: `[备注]: 内容`.
//!
//! Documents on paper have no such links, so that the line is always meant as words.

/// Returns whether a line may begin the definition of a link.
pub(super) fn may_begin(line: &str) -> bool {
    opening(line).is_some_and(|label| !label.starts_with('^'))
}

/// Returns the label of the definition that is on a line: 备注.
pub(super) fn label(line: &str) -> Option<&str> {
    let label = opening(line).filter(|label| !label.starts_with('^'))?;
    let (label, _) = label.split_once("]:")?;
    (!label.trim().is_empty() && !label.contains(['[', ']'])).then_some(label)
}

/// Returns the text of a line after the bracket with which it begins.
fn opening(line: &str) -> Option<&str> {
    line.trim_start_matches(' ').strip_prefix('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_those_of_definitions() {
        assert_eq!(label("[备注]: 内容"), Some("备注"));
        assert_eq!(label("  [1]:要求"), Some("1"));
        for other in ["[^1]: 脚注", "[图](#甲)", "见[1]: 要求", "[]: 空", "[1] : 要求", ""]
        {
            assert_eq!(label(other), None, "{other}");
        }
    }
}
