//! The evidence of an assessment: the cells behind the values, targets, milestones and words of items.

use rust_decimal::Decimal;

use super::claim::{Fact, Facts, Rule, Source, Subject, figures};
use super::wording::{Wording, phrase};
use crate::assess::{Basis, ItemAssessment, Kind, Mark, TargetMark};
use crate::diagnostic::Place;
use crate::period::Month;
use crate::plan::{Column, Due, Item, ItemId, ItemPlaces, Plan, Role, TargetId, Who};
use crate::registry::UnitId;
use crate::returns::{Field, Key, Return};
use crate::status::{Stage, Status};
use crate::targets::Target;

/// The cells on which the assessment of a month rests.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Plan, targets, milestones and returns.
    pub basis: &'a Basis<'a>,
    /// The month.
    pub month: Month,
    /// The stage of the year, which determines words.
    pub stage: Stage,
}

/// Returns the cells of an item's text.
pub fn text(plan: &Plan, item: ItemId) -> Vec<Source> {
    cells(plan, item, |places| &places.text)
}

/// Returns the cells of an item's targets.
pub fn targets(plan: &Plan, item: ItemId) -> Vec<Source> {
    cells(plan, item, |places| &places.targets)
}

/// Returns the cells of an item's 完成时限.
pub fn deadline(plan: &Plan, item: ItemId) -> Vec<Source> {
    cells(plan, item, |places| &places.deadline)
}

/// Returns the cells that name an item's leaders and units.
pub fn parties(plan: &Plan, item: ItemId) -> Vec<Source> {
    let columns = Column::ALL.into_iter();
    columns.flat_map(|column| cells(plan, item, |places| places.column(column))).collect()
}

/// Returns the further figures in the notice's words for a target, as in 30万吨/年以下煤矿6处.
pub fn figures_in(target: &Target, from: &[Source]) -> Vec<Fact> {
    let words = [&target.subject, &target.raw].into_iter();
    let figures = words.flat_map(|words| figures(words));
    let numbers = figures.filter_map(|figure| figure.replace(',', "").parse().ok());
    let fact = |number| Fact::number(number, "", Rule::QuoteTarget, from.to_vec());
    numbers.map(fact).collect()
}

/// Returns the figures in the notice's words for an item's deadline, as in 1—6月.
pub fn figures_of_deadline(item: &Item, from: &[Source]) -> Vec<Fact> {
    let figures = item.deadline.iter().flat_map(|words| figures(words));
    let numbers = figures.filter_map(|figure| figure.replace(',', "").parse().ok());
    let fact = |number| Fact::number(number, "", Rule::QuoteDeadline, from.to_vec());
    numbers.map(fact).collect()
}

/// Returns the figures in an item's short title.
pub fn figures_in_title(plan: &Plan, item: &Item) -> Vec<Fact> {
    let figures = figures(&item.short_title).into_iter();
    let numbers = figures.filter_map(|figure| figure.replace(',', "").parse().ok());
    let from = text(plan, item.id);
    numbers.map(|number| Fact::number(number, "", Rule::QuoteTitle, from.clone())).collect()
}

fn cells(plan: &Plan, item: ItemId, cell: impl Fn(&ItemPlaces) -> &Place) -> Vec<Source> {
    plan.places(item).map(|places| Source::from(cell(places))).into_iter().collect()
}

impl<'a> Evidence<'a> {
    /// Returns a unit's return on a target.
    fn report(&self, target: TargetId, unit: UnitId) -> Option<&'a Return> {
        self.basis.progress.of(self.month).get(&Key { target, unit })
    }

    /// Returns the cell of a field of a return.
    fn field(report: &Return, field: Field) -> Vec<Source> {
        let source = report.sources.get(&field);
        source.map(|source| Source::from(&source.place())).into_iter().collect()
    }

    /// Returns the cells of what the units in charge of an item said in one column, in the order of its targets.
    pub fn words(&self, item: &Item, field: Field) -> Vec<Source> {
        let leads = leads(item);
        let targets = item.reported();
        let reports =
            targets.flat_map(|(id, _)| leads.iter().filter_map(move |&unit| self.report(id, unit)));
        reports.flat_map(|report| Self::field(report, field)).collect()
    }

    /// Returns the cells of what a unit said of an item in one column, in the order of its targets.
    pub fn words_of(&self, unit: UnitId, item: &Item, field: Field) -> Vec<Source> {
        let reports = item.reported().filter_map(|(id, _)| self.report(id, unit));
        reports.flat_map(|report| Self::field(report, field)).collect()
    }

    /// Returns the cells of a unit's figures and status for a target.
    fn reported_cells(&self, target: TargetId, unit: UnitId) -> Vec<Source> {
        let fields = [Field::Value, Field::Percent, Field::Status];
        let report = self.report(target, unit).into_iter();
        report.flat_map(|report| fields.into_iter().flat_map(|f| Self::field(report, f))).collect()
    }

    /// Returns the cells of the result for a target: those of a unit, or those of the province's figure.
    pub fn result_cells(
        &self,
        item: &Item,
        target: TargetId,
        mark: &Mark,
        unit: Option<UnitId>,
    ) -> Vec<Source> {
        if let Some(unit) = unit {
            return self.reported_cells(target, unit);
        }
        let ((_, value), percent) = self.province_values(item, target, mark);
        let figures = [value, percent].concat();
        match figures.is_empty() {
            true => {
                leads(item).into_iter().flat_map(|unit| self.reported_cells(target, unit)).collect()
            }
            false => figures,
        }
    }

    /// Returns the share that is due of a target.
    pub fn due(&self, target: TargetId, due: Due) -> Fact {
        let schedule = self.basis.schedule;
        let plan = self.basis.plan;
        let is_given = plan.item(target.item).is_some_and(|item| item.since.is_some());
        let (rule, from) = match schedule.has_milestones(target) {
            true => {
                let place = schedule.place(target, self.month.number());
                (Rule::ScheduleMilestone, place.map(Source::from).into_iter().collect())
            }
            false if is_given => (Rule::ScheduleSpan, text(plan, target.item)),
            false => (Rule::ScheduleEven, Vec::new()),
        };
        Fact::number(due.percent(), "%", rule, from)
    }

    /// Returns what a unit has to reach of a target; what the province has to without a unit, or without a target of its own.
    pub fn stated(&self, target: &Target, id: TargetId, unit: Option<UnitId>) -> Fact {
        let (rule, from) = self.goal(id, unit);
        let own = unit.and_then(|unit| self.basis.breakdown.value(id, unit));
        Fact::number(own.unwrap_or(target.value), &target.measure, rule, from)
    }

    /// Returns the target of a unit, or of the province, and its cell.
    fn goal(&self, target: TargetId, unit: Option<UnitId>) -> (Rule, Vec<Source>) {
        let own = unit.and_then(|unit| self.basis.breakdown.place(target, unit));
        match own {
            Some(place) => (Rule::TargetOwn, vec![Source::from(place)]),
            None => (Rule::TargetProvince, targets(self.basis.plan, target.item)),
        }
    }

    /// Returns the facts of the province's result for a target.
    pub fn of_province(&self, item: &Item, target: TargetId, mark: &TargetMark) -> Facts {
        let (value, percent) = self.province_values(item, target, &mark.mark);
        let subject = Subject::item(item.id);
        let mut facts = self.facts(subject, item, target, mark, (None, &mark.mark), value, percent);
        let stated = item.target(target);
        let adds_up = stated.is_some_and(|stated| self.basis.breakdown.adds_up(target, stated));
        if mark.kind == Kind::Amount && adds_up {
            facts.extend(self.sums(item, target));
        }
        facts
    }

    /// Returns the facts of a unit's result for a target. `province` has its kind and the share that is due.
    pub fn of_unit(
        &self,
        item: &Item,
        target: TargetId,
        unit: UnitId,
        mark: &Mark,
        province: &TargetMark,
    ) -> Facts {
        let report = self.report(target, unit);
        let field = |field| report.map_or_else(Vec::new, |report| Self::field(report, field));
        let short = &self.basis.registry.unit(unit).short;
        let subject = Subject::part(short, item.id);
        let value = (Rule::ValueReported, field(Field::Value));
        let percent = field(Field::Percent);
        self.facts(subject, item, target, province, (Some(unit), mark), value, percent)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one calculation")]
    fn facts(
        &self,
        subject: Subject,
        item: &Item,
        target: TargetId,
        province: &TargetMark,
        (unit, mark): (Option<UnitId>, &Mark),
        (value_rule, value_from): (Rule, Vec<Source>),
        percent_from: Vec<Source>,
    ) -> Facts {
        let stated = item.target(target);
        let measure = stated.map_or("", |target| target.measure.as_str());
        let goal = mark.goal.or_else(|| stated.map(|target| target.value));
        let (goal_rule, goal_from) = self.goal(target, unit);
        let both = || [value_from.clone(), goal_from.clone()].concat();
        let mut facts = Facts::about(subject);
        facts.extend(
            mark.value.map(|value| Fact::number(value, measure, value_rule, value_from.clone())),
        );
        facts.extend(goal.map(|goal| Fact::number(goal, measure, goal_rule, goal_from.clone())));
        let is_amount = province.kind == Kind::Amount;
        let due = self.due(target, province.due);
        if let Some(percent) = mark.percent {
            let calculated = is_amount && mark.value.is_some();
            facts.extend([match calculated {
                true => Fact::number(percent, "%", Rule::Completion, both()),
                false => Fact::number(percent, "%", Rule::PercentReported, percent_from.clone()),
            }]);
            // A sentence has the difference of what it prints: 49.25% is 49.3%, 0.7 points short of 50%.
            let printed = province.due.ahead(percent, mark.percent_precision.digits());
            let gap = percent.checked_sub(province.due.percent());
            let printed = printed.filter(|printed| Some(*printed) != gap);
            let from = if calculated { both() } else { percent_from.clone() };
            facts.extend([due.clone()]);
            let gaps = gap.into_iter().chain(printed);
            facts.extend(
                gaps.map(|gap| Fact::number(gap, "个百分点", Rule::AmountGap, from.clone())),
            );
        } else {
            facts.extend([due]);
        }
        let points = if measure == "%" { "个百分点" } else { measure };
        let gap = mark.value.zip(goal).and_then(|(value, goal)| value.checked_sub(goal));
        facts.extend(
            gap.filter(|_| !is_amount).map(|gap| Fact::number(gap, points, Rule::RateGap, both())),
        );
        facts.extend(self.replaced(target, unit.or(item.primary()), measure));
        facts.extend(stated.into_iter().flat_map(|target| figures_in(target, &goal_from)));
        facts.extend(figures_in_title(self.basis.plan, item));
        let manual = unit.or(item.primary()).and_then(|unit| self.manual_status(target, unit));
        let from = manual.unwrap_or_else(|| match mark.value.is_some() {
            true => both(),
            false => percent_from,
        });
        facts.extend(self.status_words(mark.status, stated, Rule::StatusTarget, &from));
        facts
    }

    /// Returns the cell of the status that the office verified for a unit; `None` if the rules give its status.
    fn manual_status(&self, target: TargetId, unit: UnitId) -> Option<Vec<Source>> {
        let verified = self.report(target, unit)?.verified.as_ref()?;
        verified.status?;
        Some(verified.places.get(&Field::Status).map(Source::from).into_iter().collect())
    }

    /// Returns what a unit had reported before the office verified something else, and the figures in the evidence for it.
    fn replaced(&self, target: TargetId, unit: Option<UnitId>, measure: &str) -> Vec<Fact> {
        let verified = unit.and_then(|unit| self.report(target, unit)?.verified.as_ref());
        let Some(verified) = verified else { return Vec::new() };
        let (reported, replaced) = (verified.reported, &verified.replaced);
        let fields =
            [(reported.value, measure, Field::Value), (reported.percent, "%", Field::Percent)];
        let row: Vec<Source> = verified.places.values().map(Source::from).collect();
        let numbers = figures(&verified.evidence).into_iter();
        let numbers = numbers.filter_map(|figure| figure.replace(',', "").parse().ok());
        let evidence =
            numbers.map(|number| Fact::number(number, "", Rule::QuoteEvidence, row.clone()));
        let facts = fields.into_iter().filter_map(|(value, measure, field)| {
            let from = replaced.get(&field).map(Source::from);
            Some(Fact::number(value?, measure, Rule::ValueReplaced, from.into_iter().collect()))
        });
        facts.chain(evidence).collect()
    }

    /// Returns the rule and the cells of the province's value, and the cells of its 完成率: those of the lead unit, or
    /// of a co-lead, whose figures they are; otherwise those that were added up.
    fn province_values(
        &self,
        item: &Item,
        target: TargetId,
        mark: &Mark,
    ) -> ((Rule, Vec<Source>), Vec<Source>) {
        let reports: Vec<&Return> =
            leads(item).into_iter().filter_map(|unit| self.report(target, unit)).collect();
        let same = |report: &&&Return| match mark.value {
            Some(value) => report.value == Some(value),
            None => mark.percent.is_some() && report.percent == mark.percent,
        };
        let report = reports.iter().find(same).or(reports.first().filter(|_| mark.value.is_none()));
        match report {
            Some(report) => (
                (Rule::ValueReported, Self::field(report, Field::Value)),
                Self::field(report, Field::Percent),
            ),
            None => ((Rule::ValueSum, self.summed(item, target).1), Vec::new()),
        }
    }

    /// Returns the cells of the values that were added up for a target.
    pub fn summed_cells(&self, item: &Item, target: TargetId) -> Vec<Source> {
        self.summed(item, target).1
    }

    /// Returns the values that the implementing units reported on a target, with their cells.
    fn summed(&self, item: &Item, target: TargetId) -> (Vec<Decimal>, Vec<Source>) {
        let implements = |unit: &UnitId| {
            let role = self.basis.duties.role(*unit, item.id);
            matches!(role, Some(Role::Implement | Role::Possible))
        };
        let reports = self.basis.progress.of_item(self.month, item.id);
        let units = reports.map(|(key, _)| key).filter(|key| key.target == target);
        let units = units.map(|key| key.unit).filter(implements);
        let counted = self.basis.territory().counted(units).into_iter();
        let reports = counted.filter_map(|unit| self.report(target, unit));
        let values = reports.filter_map(|report| Some((report.usable_value()?, report)));
        values.map(|(value, report)| (value, Self::field(report, Field::Value))).fold(
            (Vec::new(), Vec::new()),
            |(mut values, mut cells), (value, cell)| {
                values.push(value);
                cells.extend(cell);
                (values, cells)
            },
        )
    }

    /// Returns the cells of the province's value for a target: those of the lead units, or those added up.
    pub fn value_cells(&self, item: &Item, target: TargetId) -> Vec<Source> {
        let reports = leads(item).into_iter().filter_map(|unit| self.report(target, unit));
        let cells: Vec<Source> =
            reports.flat_map(|report| Self::field(report, Field::Value)).collect();
        if cells.is_empty() { self.summed(item, target).1 } else { cells }
    }

    /// Returns the cells of the values by which units are ranked for a target, and of their targets.
    pub fn ranked_cells(&self, assessed: &ItemAssessment, target: TargetId) -> Vec<Source> {
        let parts = assessed.units.iter();
        let ranked = parts.filter(|part| {
            part.targets.get(target.index()).is_some_and(|part| part.rank.is_some())
        });
        let mut cells = Vec::new();
        for unit in ranked.map(|part| part.unit) {
            let report = self.report(target, unit);
            cells.extend(report.into_iter().flat_map(|report| Self::field(report, Field::Value)));
            cells.extend(self.basis.breakdown.place(target, unit).map(Source::from));
        }
        cells
    }

    /// Returns the cells of a unit's returns that are in question.
    pub fn doubted(&self, short: &str) -> Vec<Source> {
        let registry = self.basis.registry;
        let returns = self.basis.progress.of(self.month).iter();
        let returns = returns.filter(|(key, _)| registry.unit(key.unit).short == short);
        let defects = returns.flat_map(|(_, report)| &report.defects);
        defects.map(|defect| Source::from(&defect.source.place())).collect()
    }

    /// Returns the sum of the units' values and their number.
    fn sums(&self, item: &Item, target: TargetId) -> Vec<Fact> {
        let (values, cells) = self.summed(item, target);
        let total = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
        let measure = item.target(target).map_or("", |target| target.measure.as_str());
        let total = total.filter(|_| !values.is_empty());
        let mut facts: Vec<Fact> = Vec::new();
        facts.push(Fact::number(
            Decimal::from(values.len()),
            "个单位",
            Rule::ValueUnits,
            cells.clone(),
        ));
        facts.extend(total.map(|sum| Fact::number(sum, measure, Rule::ValueSum, cells.clone())));
        let goal = item.target(target).map(|target| target.value);
        let percent = total
            .zip(goal)
            .and_then(|(sum, goal)| sum.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(goal));
        let from = [cells, targets(self.basis.plan, item.id)].concat();
        facts.extend(percent.map(|percent| Fact::number(percent, "%", Rule::Completion, from)));
        facts
    }

    /// Returns a status in each of the words that state it; the longer come first.
    fn status_words(
        &self,
        status: Status,
        target: Option<&Target>,
        rule: Rule,
        from: &[Source],
    ) -> Vec<Fact> {
        let verdict = target.map(|target| Wording::new(target).at(self.stage).verdict(status));
        let mut words = vec![
            phrase(status, self.stage),
            phrase(status, Stage::UnderWay),
            status.word_at(self.stage),
            status.word(),
        ];
        words.extend(verdict);
        words.sort_unstable_by_key(|words| (std::cmp::Reverse(words.len()), *words));
        words.dedup();
        let fact = |words: &str| Fact::words(words, status.as_str(), rule, from.to_vec());
        words.into_iter().map(fact).collect()
    }

    /// Returns the facts of an item: its status, and those of its targets.
    pub fn of_item(&self, item: &Item, assessed: &ItemAssessment) -> Facts {
        let mut facts = Facts::about(Subject::item(item.id));
        let mut from = Vec::new();
        for ((id, _), mark) in item.reported().zip(&assessed.targets) {
            let (value, percent) = self.province_values(item, id, &mark.mark);
            from.extend(value.1);
            from.extend(percent);
            from.extend(self.goal(id, None).1);
        }
        from.dedup();
        for leader in leads(item) {
            let reports = item.reported().filter_map(|(id, _)| self.report(id, leader));
            from.extend(reports.flat_map(|report| Self::field(report, Field::Status)));
        }
        facts.extend(self.status_words(assessed.status, None, Rule::StatusItem, &from));
        facts.extend(figures_in_title(self.basis.plan, item));
        let targets = item.reported().zip(&assessed.targets);
        for ((id, _), mark) in targets {
            facts = facts.and(&self.of_province(item, id, mark));
        }
        facts
    }
}

/// Returns the units that lead an item; the one that reports for the province comes first.
pub fn leads(item: &Item) -> Vec<UnitId> {
    let leads = item.lead.iter().filter_map(|party| match party.who {
        Who::Unit(unit) => Some(unit),
        Who::Group(_) | Who::Unknown => None,
    });
    leads.collect()
}
