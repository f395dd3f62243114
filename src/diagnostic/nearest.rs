//! The known name that a user most likely meant.

/// Minimum similarity of a suggested name, from 0 to 1: the share of characters that need no change. With one
/// half, 省发改委 leads to 省发展改革委, and a wholly different name leads to nothing.
const ALIKE: f64 = 0.5;

/// Returns the name among `known` that is most similar to `written`, the first of equally similar ones;
/// `None` if none is similar enough to be helpful.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best = None;
    for name in known {
        let alike = strsim::normalized_levenshtein(written, name);
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_most_alike_name_is_suggested() {
        let known = ["省财政厅", "省发展改革委", "省民政厅"];
        assert_eq!(nearest("省发改委", known), Some("省发展改革委"));
        assert_eq!(nearest("省民正厅", known), Some("省民政厅"));
    }

    #[test]
    fn nothing_is_suggested_for_a_name_unlike_all() {
        assert_eq!(nearest("兰州海关", ["省财政厅", "团省委"]), None);
        assert_eq!(nearest("", ["省财政厅"]), None);
    }
}
