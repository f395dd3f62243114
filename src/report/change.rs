//! The change that a target states, in words: 增长 and 下降, 上涨 and 下降, 提高 and 降低.

use crate::targets::{Kind, Target};

/// The verbs of a positive and of a negative value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    /// 增长 for a growth, 下降 for a target that is a fall.
    pub rise: &'static str,
    /// The opposite.
    pub fall: &'static str,
}

const GROWTH: Change = Change { rise: "增长", fall: "下降" };
const DECLINE: Change = Change { rise: "下降", fall: "上升" };

/// The words that state a change, with the verbs of its values; the longer first.
const WORDS: [(&str, Change); 25] = [
    ("增长速度", GROWTH),
    ("增长幅度", GROWTH),
    ("增长", GROWTH),
    ("增速", GROWTH),
    ("增幅", GROWTH),
    ("涨幅", Change { rise: "上涨", fall: "下降" }),
    ("上涨", Change { rise: "上涨", fall: "下降" }),
    ("净增", Change { rise: "增加", fall: "减少" }),
    ("增加", Change { rise: "增加", fall: "减少" }),
    ("提高", Change { rise: "提高", fall: "降低" }),
    ("提升", Change { rise: "提升", fall: "下降" }),
    ("上升", Change { rise: "上升", fall: "下降" }),
    ("下降幅度", DECLINE),
    ("下降", DECLINE),
    ("降幅", DECLINE),
    ("回落", DECLINE),
    ("降低", Change { rise: "降低", fall: "上升" }),
    ("减少", Change { rise: "减少", fall: "增加" }),
    ("减幅", Change { rise: "减少", fall: "增加" }),
    ("压减", Change { rise: "压减", fall: "增加" }),
    ("压缩", Change { rise: "压缩", fall: "增加" }),
    ("削减", Change { rise: "削减", fall: "增加" }),
    ("缩减", Change { rise: "缩减", fall: "增加" }),
    ("缩短", Change { rise: "缩短", fall: "延长" }),
    ("缩小", Change { rise: "缩小", fall: "扩大" }),
];

/// The words for the base of a change, which are left out of the noun.
const BASES: [&str; 9] = [
    "比上年同期",
    "较上年同期",
    "比去年同期",
    "较去年同期",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "同比",
];

impl Change {
    /// Returns the change that a growth or a bound states; `None` for a bound on a level (失业率控制在4%以内) and for a
    /// rate that is a noun of its own (自然增长率).
    pub fn of(target: &Target, kind: Kind) -> Option<Self> {
        if let Some((_, change, _)) = split(&target.subject) {
            return Some(change);
        }
        let is_rate = base_of(&target.subject).0.ends_with('率');
        let raw = WORDS.iter().find(|(word, _)| {
            let after = target.raw.split_once(word).map(|(_, after)| after);
            after.is_some_and(|after| !after.starts_with(['到', '至', '为']))
        });
        match raw {
            Some(&(_, change)) => Some(change),
            None if kind != Kind::Growth => None,
            None if target.states_fall() && !has_change(&target.subject) => Some(DECLINE),
            None if target.subject.ends_with("同比")
                || !is_rate && !has_change(&target.subject) =>
            {
                Some(GROWTH)
            }
            None => None,
        }
    }

    /// Returns the name of the quantity: 增速, 涨幅, 降幅.
    pub fn name(self) -> &'static str {
        match self.rise {
            "增长" => "增速",
            "上涨" => "涨幅",
            "增加" | "提高" | "提升" | "上升" => "增幅",
            _ => "降幅",
        }
    }

    /// Returns the verb of a positive value where the bare figure would be misread: beside 死亡人数, 5% is no fall by 5%.
    /// A bare growth is read as one.
    pub fn needed_verb(self) -> Option<&'static str> {
        (!matches!(self.rise, "增长" | "上涨")).then_some(self.rise)
    }

    /// Returns the verbs of a greater and of a smaller change than before.
    pub fn pace(self) -> (&'static str, &'static str) {
        match self.rise {
            "增长" => ("加快", "回落"),
            "上涨" => ("扩大", "回落"),
            _ => ("扩大", "收窄"),
        }
    }
}

/// Returns the quantity that changes: 一般公共预算收入（同口径） of 一般公共预算收入增长（同口径）. Only a verb at the end or the
/// beginning is left out: 规模以上工业增加值 keeps its 增加.
pub(super) fn noun(subject: &str) -> String {
    match split(subject) {
        Some((noun, _, brackets)) => format!("{noun}{brackets}"),
        None => match subject.strip_suffix("同比") {
            Some(noun) => noun.to_owned(),
            None => subject.to_owned(),
        },
    }
}

/// Returns a subject without its verb, the change, and the brackets at the end; `None` without a verb at an end.
fn split(subject: &str) -> Option<(&str, Change, &str)> {
    let (words, brackets) = base_of(subject);
    let at_end = WORDS.iter().find_map(|(word, change)| {
        let mut noun = words.strip_suffix(word)?;
        while let Some(shorter) = BASES.iter().find_map(|base| noun.strip_suffix(base)) {
            noun = shorter;
        }
        Some((noun, *change, brackets))
    });
    let at_start = || {
        WORDS.iter().find_map(|(word, change)| {
            let noun = words.strip_prefix(word)?;
            let is_noun = noun.starts_with(['值', '极', '点', '率', '量', '到', '至', '为']);
            (!noun.is_empty() && !is_noun).then_some((noun, *change, brackets))
        })
    };
    at_end.or_else(at_start)
}

/// Splits the brackets off the end of a subject.
fn base_of(subject: &str) -> (&str, &str) {
    match subject.rfind(['（', '(']) {
        Some(at) if at > 0 && subject.ends_with(['）', ')']) => subject.split_at(at),
        _ => (subject, ""),
    }
}

fn has_change(subject: &str) -> bool {
    WORDS.iter().any(|(word, _)| {
        let mut after = subject.split(word).skip(1);
        after.any(|after| !after.starts_with(['值', '极', '点']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(notation: &str) -> (String, Option<(&'static str, &'static str)>) {
        let target = &Target::parse_list(notation).expect(notation)[0];
        let change = Change::of(target, Kind::of(target));
        (noun(&target.subject), change.map(|change| (change.rise, change.fall)))
    }

    #[test]
    fn a_verb_at_the_end_or_the_beginning_is_not_part_of_the_noun() {
        for (notation, noun, rise, fall) in [
            ("一般公共预算收入增长（同口径） = 7 %", "一般公共预算收入（同口径）", "增长", "下降"),
            ("规模以上工业增加值增长 = 6 %", "规模以上工业增加值", "增长", "下降"),
            ("规模以上工业增加值同比 = 6 %", "规模以上工业增加值", "增长", "下降"),
            ("城镇化率提高 = 1 个百分点", "城镇化率", "提高", "降低"),
            ("提高全员劳动生产率 = 6 %", "全员劳动生产率", "提高", "降低"),
            ("死亡人数比上年下降 ≥ 5 %", "死亡人数", "下降", "上升"),
            ("万元工业增加值用水量降低 = 4 %", "万元工业增加值用水量", "降低", "上升"),
            ("居民消费价格涨幅 ≤ 3 %", "居民消费价格", "上涨", "下降"),
            ("劳务收入 = 5 %〔提高5%〕", "劳务收入", "提高", "降低"),
            ("单位能耗 ≥ 3 % −", "单位能耗", "下降", "上升"),
        ] {
            assert_eq!(said(notation), (noun.to_owned(), Some((rise, fall))), "{notation}");
        }
    }

    #[test]
    fn a_noun_that_holds_a_verb_keeps_it() {
        for subject in ["人口自然增长率", "能耗下降率", "单产提高率", "规模以上工业增加值占比"]
        {
            let notation = format!("{subject} = 6 %");
            assert_eq!(said(&notation), (subject.to_owned(), None), "{notation}");
        }
        assert_eq!(said("城镇登记失业率 ≤ 4 %"), ("城镇登记失业率".to_owned(), None));
    }
}
