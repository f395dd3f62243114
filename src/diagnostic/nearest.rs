//! The known name that a user most likely meant.

/// Minimum similarity of a suggested name, from 0 to 1: the share of characters that need no change. With one
/// half, 省发改委 leads to 省发展改革委, and a wholly different name leads to nothing.
const ALIKE: f64 = 0.5;

/// Returns the name among `known` that is most similar to `written`, the first of equally similar ones;
/// `None` if none is similar enough to be helpful.
pub fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters: Vec<char> = written.chars().collect();
    let mut rest = Vec::new();
    let mut best = None;
    for name in known {
        // Most names differ in more than the distance, which takes long, needs to be measured for.
        rest.clone_from(&letters);
        if !may_be_alike(&mut rest, name) {
            continue;
        }
        let alike = strsim::normalized_levenshtein(written, name);
        if alike >= ALIKE && best.is_none_or(|(most, _)| alike > most) {
            best = Some((alike, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Returns whether a name has enough of the letters of another to be similar. Those letters are taken out of `rest`.
fn may_be_alike(rest: &mut Vec<char>, name: &str) -> bool {
    let (written, length) = (rest.len(), name.chars().count());
    let longest = written.max(length);
    if written.min(length) * 2 < longest {
        return false;
    }
    for letter in name.chars() {
        if let Some(at) = rest.iter().position(|&c| c == letter) {
            rest.swap_remove(at);
        }
    }
    (written - rest.len()) * 2 >= longest
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
    fn what_is_left_out_before_measuring_would_not_be_suggested() {
        let names = ["甲乙", "甲乙丙", "乙甲", "丁", "甲甲甲甲", "丙乙甲丁", ""];
        for written in names {
            for name in names {
                let is_alike = strsim::normalized_levenshtein(written, name) >= super::ALIKE;
                assert_eq!(nearest(written, [name]).is_some(), is_alike, "{written} {name}");
            }
        }
        assert_eq!(nearest(&"省".repeat(100_000), ["省财政厅"; 3_000]), None);
    }

    #[test]
    fn nothing_is_suggested_for_a_name_unlike_all() {
        assert_eq!(nearest("兰州海关", ["省财政厅", "团省委"]), None);
        assert_eq!(nearest("", ["省财政厅"]), None);
    }
}
