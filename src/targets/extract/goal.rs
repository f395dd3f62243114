//! The goals among the amounts of an item; the others describe something in it.

use gongwen::measure::MeasureKind;

use super::amount::Amount;
use super::clause;

/// Words after which an amount says how large a thing is: 总装机65万千瓦.
const SIZE_WORDS: [&str; 17] = [
    "装机容量",
    "装机规模",
    "总装机",
    "装机",
    "总投资",
    "投资额",
    "投资",
    "总建筑面积",
    "建筑面积",
    "占地面积",
    "占地",
    "面积",
    "全长",
    "总长",
    "库容",
    "年产",
    "年处理",
];

/// Nouns that an amount before them describes: 20万平方米…示范项目.
const PROJECT_WORDS: [&str; 10] =
    ["项目", "工程", "基地", "园区", "产业园", "生产线", "装置", "电站", "机组", "线路"];

/// Words before and after an amount that make it a speed.
const SPEED_BEFORE: [&str; 4] = ["时速", "时速为", "每小时", "每秒"];
const SPEED_AFTER: [&str; 6] = ["时速", "每小时", "每秒", "/小时", "／小时", "/秒"];

/// Verbs that take an amount as their goal when they are before it or between a scope and it.
const QUANTITY_VERBS: [&str; 36] = [
    "完成", "新增", "增加", "新建", "改建", "扩建", "建成", "建设", "改造", "开工", "实施", "种植",
    "推广", "治理", "整治", "淘汰", "关闭", "退出", "化解", "压减", "减少", "培育", "发放", "引进",
    "培训", "修建", "打通", "硬化", "恢复", "修复", "安排", "落实", "争取", "实现", "达到", "组建",
];

/// Verbs that separate a scope before them from the goal after them: 58个片区县新增….
///
/// Shorter than [`QUANTITY_VERBS`]: words that are inside nouns as well (建设, 改造) are left out.
const SCOPE_VERBS: [&str; 9] =
    ["新增", "新建", "增加", "减少", "完成", "实现", "发放", "安排", "培训"];

/// Words after an amount that make it a capacity: 30万吨/年.
pub(super) const CAPACITY: [&str; 8] = ["/年", "／年", "/日", "／日", "/天", "／天", "/月", "／月"];

/// Bounds after a capacity: 30万吨/年及以下.
const BOUNDS: [&str; 5] = ["及以上", "及以下", "以上", "以下", "以内"];

/// Verbs right before a rate by which something changes.
const CHANGES: [&str; 6] = ["增长", "提高", "提升", "下降", "降低", "减少"];

/// Words of ambition: what they lead up to is more than the target. Words that may stand beside them.
const AMBITIONS: [&str; 6] = ["奋斗目标", "力争", "争取", "力求", "冲刺", "努力"];
const BESIDE_AMBITIONS: [&str; 12] = [
    "并",
    "全年",
    "年内",
    "实现",
    "完成",
    "达到",
    "确保",
    "为",
    "是",
    "在",
    "实际工作中",
    "工作中",
];

/// Words before a number of things that are there already.
const EXISTING: [&str; 4] = ["现有", "原有", "已有", "已建成"];

/// The maximum number of amounts that are read together, as members of one enumeration; no sentence of an item has more.
pub(super) const MOST_JOINED: usize = 64;

/// Returns whether the amount at `index` is a goal.
pub(super) fn is_goal(text: &str, amounts: &[Amount], index: usize) -> bool {
    let Some(amount) = amounts.get(index) else {
        return false;
    };
    let next = next_of(amounts, index);
    let before = before(text, amounts, index);
    let after = after(text, amount, next);
    !(EXISTING.iter().any(|word| before.ends_with(word))
        || is_ambition(amounts, index, before)
        || (amount.measure == "岁" && (!amount.led || is_noun(after)))
        || (amount.kind == Some(MeasureKind::Duration) && !(amount.led || amount.bounded))
        || describes_a_noun(text, amounts, index)
        || is_attribute(amount, before, after)
        || is_size(amount, before, after)
        || next.is_some_and(|next| {
            is_scope(text, amount, before, next)
                || is_baseline(text, amount, before, next)
                || has_size(text, amount, next)
        }))
}

/// 增长6%左右、力争6.5%: what is hoped for beyond the target before it, in the same measure.
fn is_ambition(amounts: &[Amount], index: usize, before: &str) -> bool {
    let earlier = index.checked_sub(1).and_then(|at| amounts.get(at));
    let (mut rest, mut is_hoped) = (before.trim(), false);
    loop {
        if let Some(shorter) = AMBITIONS.iter().find_map(|word| rest.strip_prefix(word)) {
            (rest, is_hoped) = (shorter, true);
        } else if let Some(shorter) =
            BESIDE_AMBITIONS.iter().find_map(|word| rest.strip_prefix(word))
        {
            rest = shorter;
        } else {
            break;
        }
    }
    let says_no_other = rest.is_empty() || CHANGES.contains(&rest);
    is_hoped
        && says_no_other
        && earlier.is_some_and(|earlier| earlier.measure == amounts[index].measure)
}

/// Returns the amount after that at `index`, if it is in the same clause.
fn next_of(amounts: &[Amount], index: usize) -> Option<&Amount> {
    let amount = amounts.get(index)?;
    amounts.get(index + 1).filter(|next| next.clause == amount.clause)
}

/// Returns the text before the amount in its member of the enumeration, back to the amount before it. An amount
/// that describes a noun belongs to the words: 关闭退出30万吨/年以下煤矿 is what 6处 counts.
pub(super) fn before<'a>(text: &'a str, amounts: &[Amount], index: usize) -> &'a str {
    let amount = &amounts[index];
    let mut first = index;
    while first > 0
        && index - first < MOST_JOINED
        && amounts[first - 1].clause == amount.clause
        && describes_a_noun(text, amounts, first - 1)
    {
        first -= 1;
    }
    let from = first
        .checked_sub(1)
        .map_or(0, |previous| amounts[previous].raw.end)
        .max(amount.clause.start);
    &text[clause::member_start(text, from, amount.raw.start)..amount.raw.start]
}

/// Returns the text after the amount in its member of the enumeration, up to the next amount.
pub(super) fn after<'a>(text: &'a str, amount: &Amount, next: Option<&Amount>) -> &'a str {
    let to = next.map_or(amount.clause.end, |next| next.raw.start);
    &text[amount.raw.end..clause::member_end(text, amount.raw.end, to)]
}

/// Returns whether the amount at `index` only says which things are meant.
fn describes_a_noun(text: &str, amounts: &[Amount], index: usize) -> bool {
    let next = next_of(amounts, index);
    amounts.get(index).is_some_and(|amount| {
        let after = after(text, amount, next);
        is_qualifier(amount, after)
            || is_capacity(after)
            || next.is_some_and(|next| counts_described(text, amount, next))
    })
}

/// 30户以上自然村, 1000万元以上的项目: the thing counted by 户 or 万元 does not follow it, so a noun after 以上 is another
/// thing. After a classifier (100个以上示范村), 万 alone (65万以上贫困人口) and %, the noun is the thing counted.
fn is_qualifier(amount: &Amount, after: &str) -> bool {
    (amount.is_size() || amount.kind == Some(MeasureKind::Count))
        && amount.bounded
        && is_noun(after)
}

/// 30万吨/年以下煤矿: how much a thing can do. 产能达到30万吨/年 is an amount to reach.
fn is_capacity(after: &str) -> bool {
    CAPACITY.iter().find_map(|word| after.strip_prefix(word)).is_some_and(|after| {
        let after = BOUNDS.iter().find_map(|word| after.strip_prefix(word)).unwrap_or(after);
        is_noun(after.trim_start_matches('的'))
    })
}

/// 增速达到10%以上的县区20个, 人口10万以上县城3个, 6个月以上欠薪案件10件: the things counted next are described by a bound.
fn counts_described(text: &str, amount: &Amount, next: &Amount) -> bool {
    let between = &text[amount.raw.end..next.raw.start];
    let counted = matches!(next.kind, Some(MeasureKind::Classifier | MeasureKind::Count));
    let follows = match amount.kind {
        None | Some(MeasureKind::Duration) => is_noun(between),
        _ => between.starts_with('的'),
    };
    amount.bounded && counted && follows && !between.contains(['、', '和', '及'])
}

fn is_noun(after: &str) -> bool {
    after.starts_with(|c: char| c.is_alphanumeric() || c == '“')
}

/// 350公里时速高铁, 时速350公里, 100万千瓦级风电基地, 350公里的高铁: how fast or large the thing is.
///
/// Of what 的 leads up to, money and what a verb asks for (新建200公里的公路) are goals all the same.
fn is_attribute(amount: &Amount, before: &str, after: &str) -> bool {
    let is_speed = SPEED_BEFORE.iter().any(|word| before.ends_with(word))
        || SPEED_AFTER.iter().any(|word| after.starts_with(word));
    let is_class = amount.kind != Some(MeasureKind::Classifier) && after.starts_with('级');
    let wanted = QUANTITY_VERBS.iter().any(|verb| before.contains(verb));
    let describes = amount.kind == Some(MeasureKind::Physical)
        && after.starts_with('的')
        && !(amount.led || amount.bounded || wanted);
    is_speed || is_class || describes
}

/// 民乐县20万平方米现代智能温室…示范项目, 总装机65万千瓦光热发电…: the size of a thing.
fn is_size(amount: &Amount, before: &str, after: &str) -> bool {
    if !amount.is_size() || after.is_empty() || amount.led || amount.bounded {
        return false;
    }
    let sized = SIZE_WORDS.iter().any(|word| before.ends_with(word));
    let wanted = QUANTITY_VERBS.iter().any(|verb| before.ends_with(verb));
    let project = PROJECT_WORDS.iter().any(|word| after.contains(word));
    sized || (project && !wanted)
}

/// 9个总装机65万千瓦光热发电示范项目: the things counted are described by a size of their own.
fn has_size(text: &str, amount: &Amount, next: &Amount) -> bool {
    let between = &text[amount.raw.end..next.raw.start];
    let after = after(text, next, None);
    amount.kind == Some(MeasureKind::Classifier)
        && SIZE_WORDS.contains(&between)
        && is_size(next, between, after)
}

/// 58个片区县新增特色产业种植面积60万亩: the first amount says where, the second how much.
fn is_scope(text: &str, amount: &Amount, before: &str, next: &Amount) -> bool {
    let between = &text[amount.raw.end..next.raw.start];
    let located = before.ends_with(['在', '对', '为', '从']);
    let acts = goal_words(between, next).is_some();
    matches!(amount.kind, Some(MeasureKind::Classifier | MeasureKind::Count))
        && !between.contains('、')
        && (acts || (located && !between.is_empty()))
}

/// Returns the words of a goal behind its scope: from the verb that separates the two, or all of them where they are
/// the subject of a change (100家企业增加值增长10%). 增加值 holds no verb.
fn goal_words<'a>(between: &'a str, next: &Amount) -> Option<&'a str> {
    let verbs = SCOPE_VERBS.iter().flat_map(|verb| between.match_indices(verb));
    let verbs = verbs.filter(|(at, verb)| !between[at + verb.len()..].starts_with('值'));
    let changes = || {
        let is_change = CHANGES.iter().any(|verb| between.ends_with(verb));
        (next.kind == Some(MeasureKind::Rate) && is_change).then_some(between)
    };
    verbs.map(|(at, _)| at).min().map(|at| &between[at..]).or_else(changes)
}

/// Returns the words that lead up to the amount at `index`, when the amount before it is its scope or its baseline:
/// 新增特色产业种植面积 in 58个片区县新增…60万亩, 覆盖率 in 覆盖率由60%提高到70%.
pub(super) fn led_in<'a>(text: &'a str, amounts: &[Amount], index: usize) -> Option<&'a str> {
    let earlier = index.checked_sub(1)?;
    let (amount, next) = (amounts.get(earlier)?, amounts.get(index)?);
    if amount.clause != next.clause {
        return None;
    }
    let start = before(text, amounts, earlier);
    if is_baseline(text, amount, start, next) {
        return start.rfind(['由', '从']).map(|at| &start[..at]);
    }
    let between = &text[amount.raw.end..next.raw.start];
    let words = goal_words(between, next)?;
    is_scope(text, amount, start, next).then_some(words)
}

/// 由60%提高到70%: the first amount is where it starts.
fn is_baseline(text: &str, amount: &Amount, before: &str, next: &Amount) -> bool {
    let between = &text[amount.raw.end..next.raw.start];
    before.contains(['由', '从']) && (next.led || between.ends_with(['到', '至', '为']))
}
