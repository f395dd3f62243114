//! The rule by which a target has its status, in words.

use rust_decimal::Decimal;

use super::Question;
use crate::assess::{Kind, Mark, TargetMark};
use crate::plan::TargetId;
use crate::returns::Key;
use crate::status::{Stage, Status};
use crate::targets::{Comparator, Direction};
use gongwen::rounding::print;

impl Question<'_> {
    /// Returns the rule in words; `None` where there is nothing to judge.
    pub(super) fn rule(&self, id: TargetId, province: &TargetMark, mark: &Mark) -> Option<String> {
        let manual = self.unit.or(self.item.primary()).and_then(|unit| {
            let reports = self.evidence.basis.progress.of(self.month);
            reports.get(&Key { target: id, unit })?.verified.as_ref()?.status
        });
        match mark.status {
            Status::Unreported | Status::Defective => None,
            _ if manual.is_some() => Some("状态由督查部门核定".to_owned()),
            Status::Unrated => self.unrated(mark, province),
            _ => self.verdict_rule(id, province, mark),
        }
    }

    fn unrated(&self, mark: &Mark, province: &TargetMark) -> Option<String> {
        let first = self.evidence.basis.rules.first_month;
        match () {
            () if self.month.number() < first => Some(format!("{first}月底以前不评价")),
            () if self.unit.is_some() && mark.goal.is_none() && province.kind != Kind::Task => {
                Some("没有本单位的目标可比".to_owned())
            }
            () => None,
        }
    }

    fn verdict_rule(&self, id: TargetId, province: &TargetMark, mark: &Mark) -> Option<String> {
        let (status, rules) = (mark.status, self.evidence.basis.rules);
        let is_year_end = self.stage == Stage::YearEnd;
        let target = self.item.target(id);
        let unit = target.map_or("个百分点", |target| match &*target.measure {
            "%" => "个百分点",
            measure => measure,
        });
        let number = |value: Decimal| print(value, Some(value.normalize().scale()));
        let rule = match province.kind {
            Kind::Amount | Kind::Task if mark.percent.is_some() => match status {
                Status::Done => "完成率达到100%".to_owned(),
                _ if is_year_end => "完成率不到100%".to_owned(),
                Status::OnTrack => "不低于应完成的".to_owned(),
                Status::Lagging => {
                    format!("低于应完成的，不低于其{}%", number(rules.severe_below))
                }
                _ => format!("低于应完成的{}%", number(rules.severe_below)),
            },
            Kind::Task => "按单位自评".to_owned(),
            Kind::Amount => return None,
            Kind::UpperBound => match status {
                Status::Severe | Status::Lagging => "超过上限".to_owned(),
                _ => "不超过上限".to_owned(),
            },
            Kind::Growth | Kind::Level => {
                let target = target?;
                let is_near = target.direction == Direction::Near;
                let is_about = target.comparator == Comparator::About || is_near;
                let allowed = match is_about {
                    true => format!("“左右”容许差{}{unit}，", number(rules.tolerance)),
                    false => String::new(),
                };
                let again = if is_about { "再" } else { "" };
                let limit = number(rules.shortfall);
                let is_negative = mark.value.is_some_and(|value| value.is_sign_negative());
                let reversed = match target.direction {
                    Direction::Up if province.kind == Kind::Growth => Some("负增长"),
                    Direction::Decline => Some("不降反升"),
                    _ => None,
                };
                match (status, reversed.filter(|_| is_negative)) {
                    (Status::Done | Status::OnTrack, _) => format!("{allowed}达到目标"),
                    _ if is_year_end => format!("{allowed}没有达到目标"),
                    (Status::Lagging, _) => format!("{allowed}{again}差不超过{limit}{unit}"),
                    (_, Some(reversed)) => reversed.to_owned(),
                    _ => format!("{allowed}{again}差超过{limit}{unit}"),
                }
            }
        };
        Some(rule)
    }
}
