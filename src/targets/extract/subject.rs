//! The subject of a target: what it measures, in the item's words.

use std::collections::BTreeSet;

use gongwen::measure::MeasureKind;

use super::amount::Amount;
use super::clause;
use super::goal;
use super::measure;
use super::respective;

/// Words at the beginning of a clause that say how or when something is done, or only that it is.
const DOING: [&str; 45] = [
    "其中",
    "全年",
    "年内",
    "年底前",
    "今年",
    "加快",
    "继续",
    "全面",
    "全力",
    "重点",
    "大力",
    "积极",
    "着力",
    "切实",
    "进一步",
    "力争",
    "争取",
    "确保",
    "努力",
    "认真",
    "扎实",
    "深入",
    "稳步",
    "有序",
    "启动",
    "推进",
    "推动",
    "完成",
    "实施",
    "实现",
    "做好",
    "抓好",
    "开展",
    "落实",
    "组织",
    "组建",
    "建设",
    "打造",
    "培育",
    "集中",
    "再",
    "共",
    "将",
    "把",
    "使",
];

/// Nouns that begin with a word of [`DOING`] and keep it.
const NOUNS: [&str; 33] = [
    "继续教育",
    "重点人群",
    "重点行业",
    "重点企业",
    "重点领域",
    "重点区域",
    "重点群体",
    "重点地区",
    "重点流域",
    "重点单位",
    "重点项目",
    "重点工程",
    "重点产业",
    "积极分子",
    "落实率",
    "完成率",
    "推进率",
    "实施率",
    "开展率",
    "启动率",
    "启动区",
    "实现率",
    "组织化",
    "建设用地",
    "建设工期",
    "建设标准",
    "建设成本",
    "集中供",
    "集中式",
    "集中连片",
    "集中安置",
    "使用",
    "将军",
];

/// Characters after 再 and 共 with which they make a word: 再生, 再贷款, 共享.
const AFTER_AGAIN: [char; 8] = ['生', '贷', '就', '保', '造', '制', '融', '利'];
const AFTER_TOGETHER: [char; 5] = ['享', '青', '同', '有', '建'];

/// Words right before an amount that join it to other things.
const JOINING: [&str; 5] = ["等", "和", "及", "与", "以及"];

/// Predicates that the last member of an enumeration shares with the members before it.
const PREDICATES: [&str; 4] = ["申请摘帽", "脱贫摘帽", "摘帽", "脱贫"];

/// Words that say that a quantity changes, but not which one.
const CHANGES: [&str; 12] = [
    "净增", "增长", "增加", "提高", "提升", "上升", "下降", "降低", "减少", "回落", "净减", "改善",
];

/// Words right before an amount that only say that it is to be reached.
const REACHING: [&str; 8] = ["完成", "实现", "确保", "力争", "争取", "力求", "预计", "计划"];

/// Words for a whole that do not say of what.
const WHOLES: [&str; 4] = ["总规模", "总数", "总量", "总额"];

/// Words that say that things are made, of which a whole counts those that were there before too.
const MAKING: [&str; 5] = ["新增", "新建", "净增", "培育", "新认定"];

/// The words for the base of a change.
const BASES: [&str; 12] = [
    "均",
    "双",
    "比上年",
    "较上年",
    "比去年",
    "较去年",
    "比上年度",
    "同比",
    "环比",
    "年均",
    "每年",
    "分别",
];

/// The last goal of the clauses before.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarlierGoal<'a> {
    pub amount: &'a Amount,
    pub subject: &'a str,
}

/// The subject of the goal at `index`; `earlier` is the goal before its clause.
///
/// It is the clause without the amount and without the words that only say that something is done:
/// 精准扶贫劳动力培训 for 完成精准扶贫劳动力培训34万人次, 危房改造 for 完成11.64万户危房改造任务. A part (其中
/// 建档立卡贫困户3.97万户) takes the subject of its whole with it, a change alone (净增0.5个百分点) what the
/// clause before is about.
pub(super) fn of(
    text: &str,
    amounts: &[Amount],
    index: usize,
    earlier: Option<EarlierGoal>,
    first_topic: &str,
) -> String {
    let Some(amount) = amounts.get(index) else {
        return String::new();
    };
    let next = amounts.get(index + 1).filter(|next| next.clause == amount.clause);
    let before = of_all(text, amounts, index).unwrap_or_else(|| leading(text, amounts, index));
    if let Some(share) = respective::share(text, amounts, index) {
        let after = trailing(goal::after(text, amount, next), amount.kind);
        return format!("{}{}{after}", strip_doing(&share.name), share.verb);
    }
    let after = trailing(goal::after(text, amount, next), amount.kind);
    let subject = match after.is_empty() {
        true => without_hope(strip_reaching(strip_doing(before))),
        false => format!("{}{after}", with_object(before)),
    };
    let shared = next.and_then(|_| shared_tail(text, amount, &subject));
    let rest = earlier.and_then(|earlier| whole(text, amount, &subject, earlier));
    match format!("{subject}{}", shared.or(rest).unwrap_or("")) {
        nothing if says_nothing(&nothing) => topic_before(text, amount, earlier).to_owned(),
        change if is_change(&change) => {
            let topic = match topic_before(text, amount, earlier) {
                "" => first_topic,
                topic => topic,
            };
            format!("{topic}{change}")
        }
        share if share.starts_with('占') => {
            format!("{}{share}", unchanged(topic_before(text, amount, earlier)))
        }
        whole if WHOLES.contains(&&*whole) => {
            let topic = unchanged(topic_before(text, amount, earlier));
            let topic = MAKING.iter().find_map(|word| topic.strip_prefix(word)).unwrap_or(topic);
            format!("{topic}{whole}")
        }
        subject => subject,
    }
}

/// Returns a topic without the change at its end: 研发经费投入 of 研发经费投入增长.
fn unchanged(topic: &str) -> &str {
    CHANGES.iter().find_map(|word| topic.strip_suffix(word)).unwrap_or(topic)
}

/// Returns the words before an amount without those at their end that only say that it is to be reached: 固定资产投资
/// of 固定资产投资完成. 完成 alone stays.
fn strip_reaching(before: &str) -> &str {
    let mut rest = before;
    while let Some(shorter) = REACHING.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter.trim_end();
    }
    if rest.is_empty() { before } else { rest }
}

/// Returns a subject without the hope before its change: 到位资金增长 for 到位资金力争增长.
fn without_hope(subject: &str) -> String {
    let hoped = CHANGES.iter().find_map(|change| {
        let topic = subject.strip_suffix(change)?;
        let topic =
            ["力争", "争取", "力求", "确保"].iter().find_map(|word| topic.strip_suffix(word));
        topic.filter(|topic| !topic.is_empty()).map(|topic| format!("{topic}{change}"))
    });
    hoped.unwrap_or_else(|| subject.to_owned())
}

/// Returns the words before an amount that is stated of all members of an enumeration: 旅游人数、旅游收入均 before
/// 增长20%.
fn of_all<'a>(text: &'a str, amounts: &[Amount], index: usize) -> Option<&'a str> {
    let amount = amounts.get(index)?;
    let earlier = index.checked_sub(1).and_then(|at| amounts.get(at));
    let from = earlier.map_or(0, |earlier| earlier.raw.end).max(amount.clause.start);
    let words = text.get(from..amount.raw.start)?.trim().trim_start_matches('、');
    let members = CHANGES.iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
    let is_of_all = members.ends_with('均')
        && !["人均", "户均", "亩均", "年均", "日均", "月均", "平均"]
            .iter()
            .any(|word| members.ends_with(word));
    (is_of_all && members.contains('、')).then_some(words)
}

/// Returns the whole that a part (其中…) belongs to; nothing when it is counted otherwise or names its whole itself:
/// 重点项目投资1万亿元，其中省级重点项目600个、年度投资6000亿元.
fn whole<'a>(
    text: &str,
    amount: &Amount,
    subject: &str,
    earlier: EarlierGoal<'a>,
) -> Option<&'a str> {
    let is_part = text[amount.clause.clone()].trim_start().starts_with("其中");
    let same =
        measure::without_scale(&amount.measure) == measure::without_scale(&earlier.amount.measure);
    let ending = earlier.subject.char_indices().rev().nth(1);
    let ending = ending.map_or("", |(at, _)| &earlier.subject[at..]);
    let says_itself = subject.contains(earlier.subject) || subject.ends_with(ending);
    (is_part && same && !says_itself).then_some(earlier.subject)
}

/// Returns whether `subject` holds only words that join or lead up to something.
fn says_nothing(subject: &str) -> bool {
    subject.is_empty() || clause::is_joint(subject) || matches!(subject, "把" | "将")
}

/// Returns whether `subject` is a change without what changes: 净增, 比上年提高.
fn is_change(subject: &str) -> bool {
    let mut rest = subject.trim();
    while let Some(shorter) = BASES.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    CHANGES.contains(&rest)
}

/// Returns the topic of the clause before that of the amount, which is meant when the amount is alone.
fn topic_before<'a>(text: &'a str, amount: &Amount, earlier: Option<EarlierGoal<'a>>) -> &'a str {
    let Some(clause) = clause::before(text, amount.clause.start) else { return "" };
    match earlier.filter(|earlier| earlier.amount.clause == clause) {
        Some(earlier) if is_change(earlier.subject) => "",
        Some(earlier) => earlier.subject,
        None => strip_doing(&text[clause]),
    }
}

/// Returns the words of the first clause without an amount; empty where every clause has one.
pub(super) fn first_topic<'a>(text: &'a str, amounts: &[Amount]) -> &'a str {
    let stated: BTreeSet<usize> = amounts.iter().map(|amount| amount.clause.start).collect();
    let mut clauses = clause::all(text).into_iter();
    let topic = clauses
        .find(|clause| !text[clause.clone()].trim().is_empty() && !stated.contains(&clause.start));
    topic.map_or("", |clause| strip_doing(&text[clause]))
}

/// Returns the text before the amount; of 59户212人 and 1%和2% the second amount has what the first one has, of
/// 58个片区县新增…60万亩 it begins with the verb.
fn leading<'a>(text: &'a str, amounts: &[Amount], index: usize) -> &'a str {
    let mut first = index;
    let adjoins =
        |at: usize| at > 0 && !amounts[at].led && amounts[at - 1].raw.end == amounts[at].raw.start;
    while index - first < goal::MOST_JOINED
        && (adjoins(first) || respective::continues(text, amounts, first))
    {
        first -= 1;
    }
    let before = goal::before(text, amounts, first);
    goal::led_in(text, amounts, first).unwrap_or(before)
}

/// Returns the text after the amount without the words that only say that it is a task.
fn trailing(after: &str, kind: Option<MeasureKind>) -> &str {
    if goal::CAPACITY.contains(&after) {
        return "";
    }
    let after = without_other_measure(after).trim_start_matches('的');
    let after = JOINING.iter().find_map(|word| after.strip_suffix(word)).unwrap_or(after);
    // 年度整改任务 is what 项 counts; what 户 counts is not 危房改造任务.
    if kind == Some(MeasureKind::Classifier) && !after.contains("阶段性任务") {
        return after;
    }
    ["阶段性任务", "任务"]
        .iter()
        .find_map(|word| after.strip_suffix(word))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(after)
}

/// Returns the text after an amount without another word for its measure in brackets: 3.5万套（间）.
fn without_other_measure(after: &str) -> &str {
    let bracketed = after.strip_prefix('（').and_then(|rest| rest.split_once('）'));
    match bracketed {
        Some((word, rest)) if gongwen::measure::find(word).is_some() => rest,
        _ => after,
    }
}

/// Returns the text before an amount whose thing follows it: only a verb that says more than that it is done.
///
/// 扶持150个村 keeps 扶持; “大旅游”重点建设20个大景区 and 实现“两州一县”和18个… keep nothing.
fn with_object(before: &str) -> &str {
    let joins = JOINING.iter().any(|word| before.ends_with(word));
    let only_does = DOING.iter().any(|word| before.ends_with(word));
    match joins || only_does {
        true => "",
        false => strip_doing(before),
    }
}

/// `before` without the words of [`DOING`] that it begins with; unchanged when nothing would be left.
fn strip_doing(before: &str) -> &str {
    let mut rest = before.trim().trim_start_matches('的');
    while let Some(shorter) = DOING.iter().find_map(|word| rest.strip_prefix(word)) {
        if begins_with_a_noun(rest) {
            break;
        }
        rest = shorter;
    }
    if rest.is_empty() { before.trim() } else { rest }
}

/// Returns whether the word of [`DOING`] with which `rest` begins is a part of a noun: 再生资源, 继续教育.
fn begins_with_a_noun(rest: &str) -> bool {
    NOUNS.iter().any(|noun| rest.starts_with(noun))
        || rest.strip_prefix('再').is_some_and(|after| after.starts_with(AFTER_AGAIN))
        || rest.strip_prefix('共').is_some_and(|after| after.starts_with(AFTER_TOGETHER))
}

/// Returns the words of the last member of an enumeration that hold for the members before it as well:
/// 申请摘帽 for the first of 10个片区县、3个插花县申请摘帽, 连通工程 for that of 28个“出口路”、4个“断头路”连通工程.
fn shared_tail<'a>(text: &'a str, amount: &Amount, subject: &str) -> Option<&'a str> {
    let clause = &text[amount.clause.clone()];
    if subject.ends_with('”')
        && let Some((_, after)) = clause.rsplit_once('”').filter(|(_, after)| !after.is_empty())
    {
        return Some(after);
    }
    let predicate = PREDICATES.iter().find(|word| clause.ends_with(*word))?;
    let has_own = PREDICATES.iter().any(|word| subject.ends_with(word));
    (!has_own).then(|| &clause[clause.len() - predicate.len()..])
}
