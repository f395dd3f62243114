//! Figures in words, as bulletins write them (`domain.md` 4.6–4.8): 增长 and 下降 instead of signs, differences
//! of rates in 个百分点, 持平 for no change.

use rust_decimal::Decimal;

use super::change::{self, Change};
use super::listing::listed;
use crate::assess::{Kind, Mark, OwedItem, Precision};
use crate::diagnostic::Code;
use crate::plan::{Due, Item, Plan, TargetId};
use crate::returns::{DefectKind, Field, Return};
use crate::status::{Stage, Status};
use crate::targets::{Direction, Target, plain_words};
use gongwen::rounding::{completion_with, print, round};

/// The text printed in place of a missing figure.
pub const NONE: &str = "—";

/// The words for a figure that misses its target by no more than the tolerance.
const NEARLY: &str = "基本达到目标";

/// The words that go with a target's figures.
#[derive(Debug, Clone, Copy)]
pub struct Wording<'a> {
    target: &'a Target,
    kind: Kind,
    change: Option<Change>,
    stage: Stage,
}

impl<'a> Wording<'a> {
    /// Returns the words for `target`.
    pub fn new(target: &'a Target) -> Self {
        let kind = Kind::of(target);
        let change = match kind {
            Kind::Growth | Kind::UpperBound => Change::of(target, kind),
            Kind::Amount | Kind::Level | Kind::Task => None,
        };
        Self { target, kind, change, stage: Stage::default() }
    }

    /// Returns the words for a stage of the year.
    pub fn at(self, stage: Stage) -> Self {
        Self { stage, ..self }
    }

    /// Returns whether a lower value is better.
    pub fn lower_is_better(self) -> bool {
        self.target.lower_is_better()
    }

    /// Returns the measure: %, 万人.
    pub fn measure(self) -> &'a str {
        &self.target.measure
    }

    /// Returns the quantity measured, without its verb: 一般公共预算收入（同口径）.
    pub fn noun(self) -> String {
        let noun = match self.change {
            Some(_) => change::noun(&self.target.subject),
            None => self.target.subject.clone(),
        };
        let names = [&noun, &self.target.subject, &self.target.raw];
        names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
    }

    /// Returns the noun without the part in brackets, for charts and table heads: 一般公共预算收入. Beside bare figures a
    /// fall is called one: 单位生产总值能耗降幅.
    pub fn label(self) -> String {
        let label = self.short_noun();
        match self.change.filter(|change| change.needed_verb().is_some()) {
            Some(change) => label + change.name(),
            None => label,
        }
    }

    fn short_noun(self) -> String {
        let noun = self.noun();
        match noun.split_once(['（', '(']) {
            Some((label, _)) if !label.is_empty() => label.to_owned(),
            _ => noun,
        }
    }

    /// Returns the quantity compared between units: 生产总值增速, 城镇新增就业完成率.
    pub fn title(self) -> String {
        let label = self.short_noun();
        match (self.kind, self.change) {
            (Kind::Amount, _) => format!("{label}完成率"),
            (_, Some(change)) => format!("{label}{}", change.name()),
            (_, None) => label,
        }
    }

    /// Returns the target beside the noun: 6%左右, 40万人, 4%以内, 下降5%以上.
    pub fn goal(self) -> String {
        self.goal_of(self.target.value)
    }

    /// Returns a unit's own target in the same form.
    pub fn goal_of(self, value: Decimal) -> String {
        let verb = self.needed_verb().unwrap_or_default();
        format!("{verb}{}", self.bare_goal_of(value))
    }

    /// Returns a target beside the whole subject, which has the verb: 死亡人数下降：5%以上.
    pub fn bare_goal_of(self, value: Decimal) -> String {
        plain_words(self.target.comparator, value.normalize(), &self.target.measure)
    }

    /// Returns the verb without which the figures of the target would be misread: 下降 of a fall.
    pub fn needed_verb(self) -> Option<&'static str> {
        self.change.and_then(Change::needed_verb)
    }

    /// Returns the number of decimals of a target in a table.
    pub fn goal_digits(self, goal: Decimal) -> u32 {
        goal.normalize().scale().max(self.target.least_digits())
    }

    /// Returns the value of a result for a table, with its measure: -3.2%, 11.0万人, 下降2.5%; — if there is none.
    pub fn value(self, mark: &Mark) -> String {
        let digits = mark.value_precision.digits();
        let words = |value| match self.needed_verb() {
            Some(_) => self.spoken(value, digits),
            None => self.figure(value, digits),
        };
        mark.value.map_or_else(|| NONE.to_owned(), words)
    }

    /// Returns a figure with its measure and this number of decimals.
    fn figure(self, value: Decimal, digits: u32) -> String {
        format!("{}{}", print(value, Some(digits)), self.measure())
    }

    /// Returns a value for a text, with this number of decimals: 增长5.3%, 下降3.2%, 持平, 11.0万人.
    pub fn spoken(self, value: Decimal, digits: u32) -> String {
        let Some(change) = self.change else {
            return self.figure(value, digits);
        };
        let size = print(value.abs(), Some(digits));
        match value {
            _ if is_zero(&size) => "持平".to_owned(),
            _ if value.is_sign_negative() => format!("{}{size}{}", change.fall, self.measure()),
            _ => format!("{}{size}{}", change.rise, self.measure()),
        }
    }

    /// Returns a value for a text beside another one, with all its decimals.
    pub fn spoken_exactly(self, value: Decimal) -> String {
        self.spoken(value, self.goal_digits(value))
    }

    /// Returns that the office has verified a figure, with the figure that was reported: 核定，原报121.0万人. Empty if it
    /// has not.
    pub fn verified(self, mark: &Mark) -> String {
        let Some(reported) = mark.verified else { return String::new() };
        let now = mark.value.or(mark.percent);
        match reported.value.or(reported.percent).filter(|was| Some(*was) != now) {
            Some(was) if reported.value.is_some() => {
                format!("核定，原报{}", self.spoken_exactly(was))
            }
            Some(was) => format!("核定，原报完成率{}%", exactly(was, 1)),
            None => "核定".to_owned(),
        }
    }

    /// Returns the sentence of a bulletin that compares the value with the target, without its full stop.
    pub fn sentence(self, mark: &Mark, due: Due) -> String {
        let noun = self.noun();
        let Some(value) = mark.value else {
            return match (mark.status, mark.percent) {
                (Status::Unreported | Status::Defective, _) => {
                    format!("{noun}{}", phrase(mark.status, self.stage))
                }
                (_, Some(_)) => format!("{noun}完成年度目标的{}", completion_words(mark)),
                _ if self.stage == Stage::YearEnd => format!("{noun}没有数据，未作评价"),
                _ => format!("{noun}暂无数据，本期不评价"),
            };
        };
        let spoken = self.spoken(value, mark.value_precision.digits());
        let fact = match self.kind {
            Kind::Amount => format!("{noun}累计完成{spoken}"),
            _ if self.change.is_some() => format!("{noun}{spoken}"),
            _ => format!("{noun}为{spoken}"),
        };
        let verified = match &*self.verified(mark) {
            "" => String::new(),
            verified => format!("（{verified}）"),
        };
        let gap = self.gap(mark, due);
        // What is above its limit, if within the tolerance, is not within the limit.
        let verdict = match mark.status {
            Status::Done if gap.ends_with(NEARLY) => phrase(Status::Done, self.stage),
            status => self.verdict(status),
        };
        format!("{fact}{verified}，{gap}，{verdict}")
    }

    /// Returns the gap between a figure and its target: 低于年度目标（6%左右）0.7个百分点.
    pub fn gap(self, mark: &Mark, due: Due) -> String {
        let (Some(value), Some(goal)) = (mark.value, mark.goal) else {
            return String::new();
        };
        let stated = self.goal_of(goal);
        match (self.kind, mark.percent) {
            (Kind::Amount, Some(percent)) => {
                let done = completion_words(mark);
                let ahead = match self.stage {
                    Stage::UnderWay => ahead(percent, mark.percent_precision.digits(), due),
                    Stage::YearEnd => String::new(),
                };
                format!("为年度目标（{stated}）的{done}{ahead}")
            }
            (Kind::Amount | Kind::Task, _) => format!("年度目标{stated}"),
            (kind, _) => {
                let what = self.goal_name(kind);
                let digits = mark.value_precision.digits();
                let gap = above_goal(value, goal, digits).unwrap_or_default();
                let distance = self.distance(gap, digits, &format!("{what}（{stated}）"));
                // Not quite at the target, but within the tolerance of 左右.
                let missed = match self.target.direction {
                    Direction::Up | Direction::Decline => gap.is_sign_negative(),
                    Direction::Down => !gap.is_sign_negative(),
                    Direction::Near => true,
                };
                let is_near = missed && kind != Kind::UpperBound && !gap.is_zero();
                match mark.status {
                    Status::OnTrack | Status::Done if is_near => {
                        format!("{distance}，{NEARLY}")
                    }
                    _ => distance,
                }
            }
        }
    }

    /// Returns the word for the target: a bound and what should be low are limits.
    fn goal_name(self, kind: Kind) -> &'static str {
        match kind {
            Kind::UpperBound => "控制目标",
            _ if self.lower_is_better() => "控制目标",
            _ => "年度目标",
        }
    }

    /// Returns a status as it ends the sentence. What is over its limit is not a matter of progress.
    pub fn verdict(self, status: Status) -> &'static str {
        let is_limit = self.kind == Kind::UpperBound || self.lower_is_better();
        match (status, self.target.direction) {
            (Status::Lagging | Status::Severe, _) if is_limit => "超过控制目标",
            (Status::Done, _) if is_limit && self.stage == Stage::YearEnd => "控制在目标以内",
            (Status::Lagging | Status::Severe, Direction::Near) => "偏离年度目标",
            _ => phrase(status, self.stage),
        }
    }

    /// Returns the distance as 高于 or 低于 something.
    fn distance(self, gap: Decimal, digits: u32, what: &str) -> String {
        let size = print(gap.abs(), Some(digits));
        let point = if self.kind.holds_all_year() && self.target.measure == "%" {
            "个百分点"
        } else {
            &*self.target.measure
        };
        let near = is_zero(&size);
        match gap {
            _ if gap.is_zero() => format!("与{what}持平"),
            _ if near && gap.is_sign_negative() => format!("略低于{what}"),
            _ if near => format!("略高于{what}"),
            _ if gap.is_sign_negative() => format!("低于{what}{size}{point}"),
            _ => format!("高于{what}{size}{point}"),
        }
    }

    /// Returns the change of a rate since an earlier period called `name`: 比一季度加快0.3个百分点. `None` for an
    /// amount, which only ever grows, and if either figure is missing.
    pub fn trend(self, before: Option<&Mark>, now: Option<&Mark>, name: &str) -> Option<String> {
        if !self.kind.holds_all_year() || self.target.measure != "%" {
            return None;
        }
        let precisions = before.into_iter().chain(now).map(|mark| mark.value_precision);
        let digits = Precision::common(precisions);
        let printed = |mark: Option<&Mark>| Some(round(mark?.value?, digits));
        let (before, now) = (printed(before)?, printed(now)?);
        let change = now.checked_sub(before)?;
        let size = print(change.abs(), Some(digits));
        if is_zero(&size) {
            return Some(format!("与{name}持平"));
        }
        // A growth that is or was a fall neither speeds up nor slows down.
        let is_steady = !before.is_sign_negative() && !now.is_sign_negative();
        let grows = !change.is_sign_negative();
        let change = self.change.filter(|_| is_steady);
        let (more, less) = change.map_or(("提高", "降低"), Change::pace);
        Some(format!("比{name}{}{size}个百分点", if grows { more } else { less }))
    }
}

/// Returns whether a figure prints as nothing: 0, 0.00.
fn is_zero(printed: &str) -> bool {
    printed.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// Returns the completion of a result with its sign: 27.6%; — if there is none. What is short of the whole never
/// prints as the whole.
pub fn completion_words(mark: &Mark) -> String {
    let digits = mark.percent_precision.digits();
    let words = |percent| format!("{}%", completion_with(percent, digits));
    mark.percent.map_or_else(|| NONE.to_owned(), words)
}

/// Returns a figure with all its decimals, and at least so many.
pub fn exactly(value: Decimal, least: u32) -> String {
    print(value, Some(value.normalize().scale().max(least)))
}

/// Returns by how much a value, as it is printed with so many decimals, is above its target.
pub fn above_goal(value: Decimal, goal: Decimal, digits: u32) -> Option<Decimal> {
    round(value, digits).checked_sub(goal)
}

/// Returns the gap between a completion and the percentage due: ，比序时进度高2.6个百分点.
fn ahead(percent: Decimal, digits: u32, due: Due) -> String {
    if percent >= Decimal::ONE_HUNDRED {
        return String::new();
    }
    let gap = due.ahead(percent, digits).unwrap_or_default();
    let size = print(gap.abs(), Some(digits));
    match gap {
        _ if is_zero(&size) && percent < due.percent() => "，略低于序时进度".to_owned(),
        _ if is_zero(&size) && percent > due.percent() => "，略高于序时进度".to_owned(),
        _ if is_zero(&size) => "，与序时进度持平".to_owned(),
        _ if gap.is_sign_negative() => format!("，比序时进度低{size}个百分点"),
        _ => format!("，比序时进度高{size}个百分点"),
    }
}

/// Returns the name of a target: that of its item, and which quantity of it where it has several:
/// 指标7（城镇新增就业和登记失业率）中的城镇登记失业率.
pub fn target_name(item: &Item, id: TargetId) -> String {
    match item.target(id) {
        Some(target) if item.targets.len() > 1 => {
            format!("{}中的{}", item.name(), quantity(item, id, target))
        }
        _ => item.name(),
    }
}

/// Returns the quantity of a target, told apart from others of the same name: 城镇登记失业率, 公路（第2个目标）.
fn quantity(item: &Item, id: TargetId, target: &Target) -> String {
    let noun = Wording::new(target).noun();
    let is_unique = item.targets.iter().filter(|one| Wording::new(one).noun() == noun).count() < 2;
    if is_unique { noun } else { format!("{noun}（第{}个目标）", id.number) }
}

/// Maximum number of items that a list names; further items are only counted.
const NAMED: usize = 12;

/// Returns the items that a unit owes, with their numbers; those of which it reported another target by the targets that
/// are missing: 缺1项：任务5（光伏扶贫工程）；部分未报送1项：指标7（城镇新增就业和登记失业率）中的城镇登记失业率.
pub fn owed(plan: &Plan, owed: &[OwedItem]) -> String {
    let listed = |what: &str, names: Vec<String>| match names.len() {
        0 => None,
        count => Some(format!("{what}{count}项：{}", listed(names, NAMED))),
    };
    let whole = owed.iter().filter(|owed| !owed.is_partial()).map(|owed| plan.name(owed.item));
    let partial = owed.iter().filter(|owed| owed.is_partial()).map(|owed| {
        let Some(item) = plan.item(owed.item) else { return plan.name(owed.item) };
        let targets = owed.targets.iter().filter_map(|&id| Some((id, item.target(id)?)));
        let missing: Vec<_> = targets.map(|(id, target)| quantity(item, id, target)).collect();
        format!("{}中的{}", item.name(), missing.join("和"))
    });
    let kinds = [listed("缺", whole.collect()), listed("部分未报送", partial.collect())];
    kinds.into_iter().flatten().collect::<Vec<_>>().join("；")
}

/// Returns what is missing of an item: 未报送, or the targets of one that was reported in part.
pub fn missing(plan: &Plan, owed: &OwedItem) -> String {
    let item = plan.item(owed.item).filter(|_| owed.is_partial());
    let targets = item.into_iter().flat_map(|item| {
        let targets = owed.targets.iter().filter_map(|&id| Some((id, item.target(id)?)));
        targets.map(|(id, target)| quantity(item, id, target))
    });
    match targets.collect::<Vec<_>>() {
        names if names.is_empty() => Status::Unreported.word().to_owned(),
        names => format!("{}{}", names.join("、"), Status::Unreported.word()),
    }
}

/// Returns a status as it ends a sentence.
pub fn phrase(status: Status, stage: Stage) -> &'static str {
    match (stage, status) {
        (Stage::YearEnd, Status::Lagging | Status::Severe) => return "未完成年度目标",
        (Stage::YearEnd, Status::OnTrack) => return "单位未报完成",
        (Stage::YearEnd, Status::Unrated) => return "未作评价",
        _ => {}
    }
    match status {
        Status::Done => "已完成年度目标",
        Status::OnTrack => "达到序时进度",
        Status::Lagging => "进度滞后",
        Status::Severe => "进度严重滞后",
        Status::Unreported => "未报送",
        Status::Defective => "报送有误（待核）",
        Status::Unrated => "本期不评价",
    }
}

/// Returns the statements of a return on a target that cannot be used, with the name of the target and the reasons:
/// 任务13（危房改造）完成值“约一半”无法识别. One entry for each reason.
pub fn questioned(plan: &Plan, target: TargetId, report: Option<&Return>) -> Vec<String> {
    const FIGURES: [Field; 3] = [Field::Value, Field::Percent, Field::Status];
    let mut kinds: Vec<(Vec<&str>, (&DefectKind, Code))> = Vec::new();
    let defects = report.map_or(&[][..], |report| &report.defects);
    for defect in defects.iter().filter(|defect| FIGURES.contains(&defect.field)) {
        let title = defect.field.title();
        match kinds.iter_mut().find(|(_, reason)| *reason == (&defect.kind, defect.code)) {
            Some((titles, _)) => titles.push(title),
            None => kinds.push((vec![title], (&defect.kind, defect.code))),
        }
    }
    let name = plan
        .item(target.item)
        .map_or_else(|| plan.name(target.item), |item| target_name(item, target));
    let words = kinds.into_iter();
    words
        .map(|(titles, (kind, code))| format!("{name}{}{}", titles.join("、"), defect(kind, code)))
        .collect()
}

/// Returns the reason for which a statement cannot be used: “约一半”无法识别. `code` is that of its problem: a figure in
/// a wrong measure or in a merged cell can be read.
pub fn defect(kind: &DefectKind, code: Code) -> String {
    match kind {
        DefectKind::Unreadable(typed) if code == Code::FigureMeasure => {
            format!("“{typed}”的计量单位有误")
        }
        DefectKind::Unreadable(typed) if code == Code::FigureShared => {
            format!("“{typed}”在几行合并的单元格里")
        }
        DefectKind::Unreadable(typed) => format!("“{typed}”无法识别"),
        DefectKind::Contradiction(values) => format!("同时报送{}", values.join("、")),
        DefectKind::Doubt(doubt) => format!("存疑：{doubt}"),
    }
}
