//! The checks that `duban check` makes on targets that were read without trouble.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::{Duties, Item, Plan, TargetId, Territory};
use super::{Breakdown, Division, Rule};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::registry::{Registry, UnitId};
use crate::targets::{Comparator, Target, plain_words};

/// The maximum number of units named among those whose parts are still to be worked out. One command works
/// out all of them.
const NAMED: usize = 5;
/// The maximum number of items named among those without a target.
const MOST_NAMED: usize = 10;

impl Breakdown {
    /// Reports parts that do not add up to their target (P113 to P115), units with a target for an item
    /// that is not theirs to reach (P116), implementing units without a part (P117), parts still to be
    /// worked out (P118), and targets that nobody has broken down (P119) or that nobody has set (P120).
    ///
    /// Whoever implements an item may have a part; so may who leads it (for what it does itself), and
    /// who may be concerned, as long as a collective is open.
    pub fn check(
        &self,
        plan: &Plan,
        registry: &Registry,
        territory: Territory<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let duties = Duties::new(plan, registry);
        for (&id, division) in &self.divisions {
            let item = plan.item(id.item);
            let Some((item, target)) = item.and_then(|item| Some((item, item.target(id)?))) else {
                continue;
            };
            let divided =
                Divided { breakdown: self, division, id, item, target, registry, territory };
            diagnostics.extend(divided.check(&duties));
        }
        let missing = [self.undivided(plan, registry, territory), without_target(plan)];
        diagnostics.extend(missing.into_iter().flatten().collect());
    }

    /// P119: targets of items that ranked units implement, without any row.
    fn undivided(
        &self,
        plan: &Plan,
        registry: &Registry,
        territory: Territory<'_>,
    ) -> Option<Diagnostic> {
        let local = |item: &&Item| {
            let mut units = item.implementers(registry).into_iter();
            units.any(|unit| territory.is_ranked(unit))
        };
        let names = |of_amounts: bool| -> Vec<String> {
            let items = plan.items().iter().filter(local);
            let targets = items.flat_map(|item| item.numbered().map(move |t| (item, t)));
            targets
                .filter(|(_, (id, target))| {
                    let divided = self.division(*id).is_some();
                    !divided && target.is_rate() != of_amounts
                })
                .map(|(item, (id, _))| item.target_name(id))
                .collect()
        };
        let told: Vec<_> = [
            (names(true), "数量指标", "各单位不作评价"),
            (names(false), "比率指标", "各单位按全省目标评价"),
        ]
        .into_iter()
        .filter(|(names, ..)| !names.is_empty())
        .map(|(names, what, then)| {
            format!("{what}{}个（{then}）：{}", names.len(), names.join("、"))
        })
        .collect();
        (!told.is_empty()).then(|| {
            let message = format!("由市州实施而没有分解的{}", told.join("；"));
            Diagnostic::new(Code::BreakdownMissing, message)
                .hint("在 seeds/targets.csv 中分解；比率，和写了权重或规则的数量，可用 duban sheets --propose-targets 测算")
        })
    }
}

/// P120: items for which no target is stated; the first of them by name.
fn without_target(plan: &Plan) -> Option<Diagnostic> {
    let told: Vec<_> = plan
        .annexes()
        .filter_map(|annex| {
            let items = plan.annex(annex).filter(|item| item.targets.is_empty());
            let names: Vec<String> = items.map(Item::name).collect();
            let count = names.len();
            let more = if count > MOST_NAMED { "等" } else { "" };
            let named = names[..count.min(MOST_NAMED)].join("、");
            (count > 0).then(|| format!("{}{count}项：{named}{more}", plan.annex_name(annex).noun))
        })
        .collect();
    (!told.is_empty()).then(|| {
        let message = format!("没有数字目标的{}", told.join("；"));
        Diagnostic::new(Code::TargetMissing, message)
            .hint("文字里有数字而没有读出的，在附件表的“目标”列补上；待下达的，下达后补上。全部见 duban export items 中 targets 为空的")
    })
}

/// A target with rows of its own.
struct Divided<'a> {
    breakdown: &'a Breakdown,
    division: &'a Division,
    id: TargetId,
    item: &'a Item,
    target: &'a Target,
    registry: &'a Registry,
    territory: Territory<'a>,
}

impl Divided<'_> {
    fn check(&self, duties: &Duties<'_>) -> Diagnostics {
        let open = self.open();
        let sum = if open.is_empty() { self.sum() } else { None };
        let reach = if self.target.adds_up() { sum } else { self.rates() };
        let mut found: Diagnostics =
            [reach, self.partial(), self.still_open(&open)].into_iter().flatten().collect();
        found.extend(self.uninvolved(duties));
        found
    }

    /// The units whose parts are to be worked out.
    fn open(&self) -> Vec<UnitId> {
        let units = if self.target.adds_up() {
            self.counted()
        } else {
            self.division.shares.keys().copied().collect()
        };
        let open = |unit: &UnitId| self.breakdown.value(self.id, *unit).is_none();
        units.into_iter().filter(open).collect()
    }

    /// The units whose parts add up to the province.
    fn counted(&self) -> Vec<UnitId> {
        self.territory.counted(self.division.shares.keys().copied())
    }

    /// P113 to P115 for what adds up: the sum against the province's target.
    fn sum(&self) -> Option<Diagnostic> {
        if self.division.rule == Some(Rule::Same) {
            return None;
        }
        let total = self.target.value;
        let units = self.counted().into_iter();
        let mut parts = units.filter_map(|unit| self.breakdown.value(self.id, unit));
        let sum = parts.try_fold(Decimal::ZERO, Decimal::checked_add);
        let difference = sum.and_then(|sum| Some((sum, sum.checked_sub(total)?)));
        let Some((sum, difference)) = difference else {
            let message = format!("{}分解的数位数太多，无法合计", self.name());
            return Some(self.problem(Code::BreakdownOver, message));
        };
        let bound = self.target.comparator == Comparator::Le;
        let (code, than, hint) = match difference.cmp(&Decimal::ZERO) {
            Ordering::Equal => return None,
            Ordering::Less if bound => (Code::BreakdownOver, "少", "核对是否有意从严"),
            Ordering::Less => (Code::BreakdownShort, "少", "补足，或核对全省目标"),
            Ordering::Greater if bound => {
                (Code::BreakdownUnreachable, "多", "各单位都不突破，全省也会突破；请调整")
            }
            Ordering::Greater => (Code::BreakdownOver, "多", "核对是否有意留有余地"),
        };
        let message = format!(
            "{}分解合计{}，比全省目标{}{than}{}",
            self.name(),
            self.amount(sum),
            self.amount(total),
            self.amount(difference.abs()),
        );
        Some(self.problem(code, message).hint(hint))
    }

    /// P115 for a rate: no unit is asked to do as well as the province.
    fn rates(&self) -> Option<Diagnostic> {
        let lower = self.target.lower_is_better();
        let total = self.target.value;
        let worse = |value: Decimal| if lower { value > total } else { value < total };
        let mut parts = self.breakdown.parts(self.id).peekable();
        parts.peek()?;
        parts.all(|(_, value)| worse(value)).then(|| {
            let than = if lower { "高于" } else { "低于" };
            let words =
                plain_words(self.target.comparator, total.normalize(), &self.target.measure);
            let message = format!("{}分给各单位的都{than}全省目标{words}", self.name());
            self.problem(Code::BreakdownUnreachable, message)
                .hint("各单位都完成，全省也完不成；请调整")
        })
    }

    /// P117.
    fn partial(&self) -> Option<Diagnostic> {
        let shares = &self.division.shares;
        let implementers = self.item.implementers(self.registry);
        let left: Vec<_> = implementers
            .into_iter()
            .filter(|unit| self.territory.is_ranked(*unit) && !shares.contains_key(unit))
            .collect();
        if left.is_empty() {
            return None;
        }
        let then = if self.target.is_rate() { "按全省目标评价" } else { "不作评价" };
        let message = format!(
            "{}没有分解到{}个实施单位（{then}）：{}",
            self.name(),
            left.len(),
            self.names(&left)
        );
        Some(self.problem(Code::BreakdownPartial, message).hint("漏了的补上；确实没有任务的可填0"))
    }

    /// P118.
    fn still_open(&self, open: &[UnitId]) -> Option<Diagnostic> {
        if open.is_empty() {
            return None;
        }
        let (named, more) = match open.get(..NAMED) {
            Some(first) if open.len() > NAMED => (first, "等"),
            _ => (open, ""),
        };
        let message = format!(
            "{}有{}个单位的目标值待定：{}{more}",
            self.name(),
            open.len(),
            self.names(named),
        );
        Some(
            self.problem(Code::BreakdownOpen, message)
                .hint("运行 duban sheets --propose-targets 测算，核对后改名为 targets.csv"),
        )
    }

    /// P116.
    fn uninvolved(&self, duties: &Duties<'_>) -> Diagnostics {
        let concerned = |unit: &UnitId| duties.may_share(*unit, self.item, self.registry);
        let shares = self.division.shares.iter();
        shares
            .filter(|(unit, _)| !concerned(unit))
            .map(|(&unit, share)| {
                let short = &self.registry.unit(unit).short;
                let message =
                    format!("“{short}”不是{}的实施单位，却有分解的目标", self.item.name());
                Diagnostic::new(Code::BreakdownUninvolved, message)
                    .at(share.place.clone())
                    .hint("核对编号和单位；确由其实施的，在附件表的“实施单位”列补上")
            })
            .collect()
    }

    fn problem(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, message).at(self.division.place.clone())
    }

    fn amount(&self, value: Decimal) -> String {
        format!("{}{}", value.normalize(), self.target.measure)
    }

    fn name(&self) -> String {
        format!("{}第{}个指标", self.item.name(), self.id.number)
    }

    fn names(&self, units: &[UnitId]) -> String {
        let names: Vec<_> = units.iter().map(|&unit| &*self.registry.unit(unit).short).collect();
        names.join("、")
    }
}
