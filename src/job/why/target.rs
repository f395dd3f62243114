//! The lines on a target: the target, what was reported, the verdict.

use super::{CountedCells, Question};
use crate::assess::{Kind, Mark, TargetMark, UnitMark};
use crate::plan::TargetId;
use crate::report::claim::Source;
use crate::report::evidence;
use crate::report::wording::{Wording, completion_words};
use crate::status::Stage;
use gongwen::rounding::print;

impl Question<'_> {
    /// Returns the lines on a target; the first names it.
    pub(super) fn on_target(
        &self,
        id: TargetId,
        province: &TargetMark,
        cells: &mut CountedCells<'_>,
    ) -> Vec<String> {
        let part = self.unit.and_then(|unit| self.assessed.unit(unit)?.targets.get(id.index()));
        let mark = part.map_or(&province.mark, |part| &part.mark);
        let goal = self.goal(id, province, mark, cells);
        let reported = match self.unit {
            Some(unit) => self.reported_by(id, unit, part.is_some_and(|part| part.owed), cells),
            None => self.reported_for_province(id, province, cells),
        };
        let verdict = self.verdict(id, province, mark, part);
        let lines = [goal, Some(reported), Some(verdict)].into_iter().flatten();
        let title = self.words(id).map(Wording::noun).filter(|title| !title.is_empty());
        match title {
            Some(title) => lines.map(|line| format!("{title}：{line}")).collect(),
            None => lines.collect(),
        }
    }

    /// Returns the words for a target; `None` for an item without one.
    pub(super) fn words(&self, id: TargetId) -> Option<Wording<'_>> {
        self.item.target(id).map(|target| Wording::new(target).at(self.stage))
    }

    /// Returns the target, and the share that is due, with their cells.
    fn goal(
        &self,
        id: TargetId,
        province: &TargetMark,
        mark: &Mark,
        cells: &mut CountedCells<'_>,
    ) -> Option<String> {
        let region = &self.session.workspace.config.issuer.region;
        let words = self.words(id);
        let stated = evidence::targets(self.evidence.basis.plan, id.item);
        let own = self.unit.and_then(|unit| self.evidence.basis.breakdown.place(id, unit));
        let mut goal = words.zip(self.item.target(id)).map(|(words, target)| {
            match (own.zip(mark.goal), mark.goal) {
                (Some((place, goal)), _) => {
                    let cell = cells.words(&[Source::from(place)]);
                    format!("本单位目标{}（{cell}）", words.goal_of(goal))
                }
                (None, Some(goal)) => {
                    format!("{region}目标{}（{}）", words.goal_of(goal), cells.words(&stated))
                }
                (None, None) => format!(
                    "{region}目标{}（{}），没有分解给本单位",
                    words.goal_of(target.value),
                    cells.words(&stated)
                ),
            }
        });
        let is_shared_out = matches!(province.kind, Kind::Amount | Kind::Task);
        if is_shared_out && mark.percent.is_some() && self.stage == Stage::UnderWay {
            let due = print(province.due.percent(), Some(1));
            let schedule = self.evidence.basis.schedule;
            let place = schedule.place(id, self.month.number());
            let how = match (schedule.has_milestones(id), place) {
                (false, _) if self.item.since.is_some() => "从交办到完成时限按月均分".to_owned(),
                (false, _) => "按月均分".to_owned(),
                (true, Some(place)) => cells.words(&[Source::from(place)]),
                (true, None) => "没有到期的节点".to_owned(),
            };
            let due = format!("应完成{due}%（{how}）");
            goal = Some(goal.map_or_else(|| due.clone(), |goal| format!("{goal}，{due}")));
        }
        goal
    }

    /// Returns the verdict: the distance from the target, the place, the status and the rule.
    fn verdict(
        &self,
        id: TargetId,
        province: &TargetMark,
        mark: &Mark,
        part: Option<&UnitMark>,
    ) -> String {
        let mut words = Vec::new();
        let gap = self.words(id).filter(|_| mark.value.is_some());
        let gap = gap.map(|words| words.gap(mark, province.due)).filter(|gap| !gap.is_empty());
        match gap {
            Some(gap) => words.push(gap),
            None if mark.percent.is_some() => {
                words.push(format!("完成率{}", completion_words(mark)));
            }
            None => {}
        }
        if let Some(rank) = part.and_then(|part| part.rank) {
            let parts = self.assessed.units.iter();
            let ranked = parts.filter_map(|part| part.targets.get(id.index())?.rank).count();
            let units = self.session.workspace.config.assessment.localities();
            words.push(format!("在参加排位的{ranked}个{units}中居第{rank}位"));
        }
        let status = format!("评为{}", mark.status.word_at(self.stage));
        words.push(match self.rule(id, province, mark) {
            Some(rule) => format!("{status}（{rule}）"),
            None => status,
        });
        words.join("，")
    }
}
