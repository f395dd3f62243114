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

/// Words before a number of things that are there already.
const EXISTING: [&str; 4] = ["现有", "原有", "已有", "已建成"];

/// Returns whether the amount at `index` is a goal.
pub(super) fn is_goal(text: &str, amounts: &[Amount], index: usize) -> bool {
    let Some(amount) = amounts.get(index) else {
        return false;
    };
    let next = amounts.get(index + 1).filter(|next| next.clause == amount.clause);
    let before = before(text, amounts, index);
    let after = after(text, amount, next);
    !(EXISTING.iter().any(|word| before.ends_with(word))
        || (amount.kind == Some(MeasureKind::Duration) && !(amount.led || amount.bounded))
        || is_qualifier(amount, after)
        || is_attribute(amount, before, after)
        || is_size(amount, before, after)
        || next.is_some_and(|next| {
            is_scope(text, amount, before, next)
                || is_baseline(text, amount, before, next)
                || has_size(text, amount, next)
        }))
}

/// Returns the text before the amount in its member of the enumeration, back to the amount before it.
pub(super) fn before<'a>(text: &'a str, amounts: &[Amount], index: usize) -> &'a str {
    let amount = &amounts[index];
    let from = index
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

/// Returns whether an amount only says which things are meant: 30户以上自然村, 1000万元以上的项目.
///
/// The thing counted by 户 or 万元 does not follow it, so a noun after 以上 is another thing. After a
/// classifier (100个以上示范村), 万 alone (65万以上贫困人口) and %, the noun is the thing counted.
fn is_qualifier(amount: &Amount, after: &str) -> bool {
    let follows = after.chars().next();
    (amount.is_size() || amount.kind == Some(MeasureKind::Count))
        && amount.bounded
        && follows.is_some_and(|c| c.is_alphanumeric() || c == '“')
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
    let acts = SCOPE_VERBS.iter().any(|verb| between.contains(verb));
    matches!(amount.kind, Some(MeasureKind::Classifier | MeasureKind::Count))
        && !between.contains('、')
        && (acts || (located && !between.is_empty()))
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
    let verb = SCOPE_VERBS.iter().filter_map(|verb| between.find(verb)).min()?;
    is_scope(text, amount, start, next).then(|| &between[verb..])
}

/// 由60%提高到70%: the first amount is where it starts.
fn is_baseline(text: &str, amount: &Amount, before: &str, next: &Amount) -> bool {
    let between = &text[amount.raw.end..next.raw.start];
    before.contains(['由', '从']) && (next.led || between.ends_with(['到', '至', '为']))
}
