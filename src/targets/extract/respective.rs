//! Amounts that 分别 deals out: 化学需氧量、氨氮排放量分别下降1.5%和2%.

use super::amount::Amount;
use super::clause;
use super::goal::MOST_JOINED;

const RESPECTIVELY: &str = "分别";

/// Words between names in a list; the longer first.
const BETWEEN: [&str; 4] = ["以及", "及", "和", "与"];

/// One word for the people of towns and of villages, and the word for each.
const BOTH: &str = "城乡居民";
const EACH: [&str; 2] = ["城镇居民", "农村居民"];

/// Endings of the last name of a list that hold for the names before it too: 化学需氧量、氨氮排放量; the longer first.
const SHARED_ENDINGS: [&str; 7] = [
    "居民人均可支配收入",
    "居民可支配收入",
    "人均可支配收入",
    "居民收入",
    "排放总量",
    "排放量",
    "增加值",
];

/// Endings of the name of an indicator that needs nothing from another.
const INDICATOR_ENDINGS: [&str; 14] = [
    "率",
    "额",
    "值",
    "收入",
    "投资",
    "排放量",
    "总量",
    "产量",
    "能耗",
    "强度",
    "比重",
    "面积",
    "价格",
    "数",
];

/// A subject dealt out by 分别: whose it is, and what is done.
pub(super) struct Share<'a> {
    /// The name, with what it shares with the last one.
    pub name: String,
    /// The words between 分别 and the first amount.
    pub verb: &'a str,
}

/// The share of the amount at `index`; `None` when no 分别 leads up to it.
///
/// As many names as amounts go by their order; otherwise each amount is about all of them.
pub(super) fn share<'a>(text: &'a str, amounts: &[Amount], index: usize) -> Option<Share<'a>> {
    let mut first = index;
    while index - first < MOST_JOINED && continues(text, amounts, first) {
        first -= 1;
    }
    let (head, verb) = gap(text, amounts, first)?.rsplit_once(RESPECTIVELY)?;
    let mut count = index + 1 - first;
    while count < MOST_JOINED && continues(text, amounts, first + count) {
        count += 1;
    }
    let head = head.trim().trim_start_matches('、');
    let name = match names(head, count) {
        Some(names) => complete(&names, index - first),
        None if count == 2 && head.contains(BOTH) => {
            head.replacen(BOTH, EACH[usize::from(index > first)], 1)
        }
        None => head.to_owned(),
    };
    (!name.is_empty()).then_some(Share { name, verb })
}

/// Returns whether only 、 or 和 is between the amount at `index` and the one before it.
pub(super) fn continues(text: &str, amounts: &[Amount], index: usize) -> bool {
    index > 0 && gap(text, amounts, index).is_some_and(clause::is_joint)
}

/// Returns the text before the amount at `index` in its clause, back to the amount before it.
fn gap<'a>(text: &'a str, amounts: &[Amount], index: usize) -> Option<&'a str> {
    let amount = amounts.get(index)?;
    let earlier = index.checked_sub(1).and_then(|at| amounts.get(at));
    let from = earlier.map_or(0, |earlier| earlier.raw.end);
    text.get(from.max(amount.clause.start)..amount.raw.start)
}

/// The `count` names in `head`, if it is a list of just so many.
fn names(head: &str, count: usize) -> Option<Vec<&str>> {
    let by_marks: Vec<&str> = head.split('、').collect();
    let mut by_words = by_marks.clone();
    for word in BETWEEN {
        by_words = by_words.iter().flat_map(|name| name.split(word)).collect();
    }
    [by_words, by_marks]
        .into_iter()
        .find(|names| names.len() == count && names.iter().all(|name| !name.is_empty()))
}

/// The name at `index` with what it shares with the last one.
fn complete(names: &[&str], index: usize) -> String {
    let name = names.get(index).copied().unwrap_or_default();
    let is_whole = INDICATOR_ENDINGS.iter().any(|word| name.ends_with(word));
    let last = names.last().copied().unwrap_or_default();
    let shared = SHARED_ENDINGS.iter().find(|word| !is_whole && last.ends_with(*word));
    let shared = shared.copied().unwrap_or_default();
    // 城镇居民 and 农村居民人均可支配收入 share what comes after 居民.
    let shared = shared.strip_prefix("居民").filter(|_| name.ends_with("居民")).unwrap_or(shared);
    format!("{name}{shared}")
}
