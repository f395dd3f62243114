//! The likely content of words whose column is not known: a person, a unit, a deadline, a sentence.

use crate::registry::names::{is_blank, is_mark};

/// Characters with which names of units end.
const UNIT_ENDINGS: &str =
    "厅委局办部院会司团社队行署府区市县州盟旗镇乡街道心门室处站所台馆校司联网人军线位";

/// Words for whom a collective is.
const COLLECTIVE: [&str; 6] = ["各", "有关", "相关", "全市", "全县", "全省"];

/// Returns whether `text` is a list of persons' names by its form: two to four characters each, none like a unit.
pub(super) fn is_person(text: &str) -> bool {
    let mut names = parts(text);
    names.all(|name| {
        let count = name.chars().count();
        let is_unit =
            name.ends_with(|c| "厅委局办部院府区市县镇乡会司".contains(c)) || is_collective(name);
        (2..=4).contains(&count) && name.chars().all(is_han) && !is_unit
    }) && !text.trim_matches(is_blank).is_empty()
}

/// Returns whether `text` is a list of units by its form.
pub(super) fn is_unit(text: &str) -> bool {
    let mut names = parts(text);
    names.all(|name| {
        let bare = name.trim_end_matches(['）', ')']).trim_end_matches('等');
        let count = bare.chars().count();
        let ends = bare.ends_with(|c| UNIT_ENDINGS.contains(c)) || is_collective(bare);
        (2..=30).contains(&count) && ends && !bare.contains(|c: char| c.is_ascii_digit())
    }) && !text.trim_matches(is_blank).is_empty()
}

fn is_collective(name: &str) -> bool {
    COLLECTIVE.iter().any(|word| name.starts_with(word))
}

/// Returns whether `text` says until when something is to be done.
pub(super) fn is_deadline(text: &str) -> bool {
    let text: String = text.chars().filter(|&c| !is_blank(c)).collect();
    let words = [
        "月",
        "年底",
        "季度",
        "全年",
        "长期",
        "持续",
        "年内",
        "年前",
        "年末",
        "每年",
        "常态",
        "上半年",
        "下半年",
    ];
    text.chars().count() <= 20
        && words.iter().any(|word| text.contains(word))
        && !is_sentence(&text)
}

/// Returns whether `text` is a sentence, or the beginning of one.
pub(super) fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(is_blank);
    text.ends_with(['。', '！', '；', '.']) || text.chars().count() > 30
}

/// Returns the parts of a list of names.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| is_blank(c) || is_mark(c)).filter(|part| !part.is_empty())
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '·' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_known_by_their_form() {
        assert!(is_person("刘建国") && is_person("姚志远、陆秋明"));
        assert!(!is_person("区教委") && !is_person("各镇") && !is_person(""));
        assert!(is_unit("区教委") && is_unit("区住建委 区财政局") && is_unit("各镇街"));
        assert!(!is_unit("刘建国") && !is_unit("2026年11月底") && !is_unit("建成1处。"));
        assert!(is_deadline("2026年6月底") && is_deadline("每季度") && is_deadline("全年"));
        assert!(!is_deadline("区教委") && !is_deadline("10月底前建成。"));
    }
}
