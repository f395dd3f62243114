//! The claims of the figures of annex 1 and its charts.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, put_state, put_value};
use crate::plan::TargetId;
use crate::report::bulletin::figure::Figure;
use crate::report::bulletin::indicator::IndicatorRow;
use crate::report::claim::entry::{each, number, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Source, Statement, Subject};
use crate::report::evidence;

/// The rules of the figures that a chart draws.
const DRAWN: [Rule; 4] =
    [Rule::ValueReported, Rule::ValueSum, Rule::Completion, Rule::PercentReported];

impl Claims<'_> {
    pub(super) fn put_indicators(&self, indicators: &mut Json) {
        let rows = &self.bulletin.indicators.rows;
        let facts = rows.iter().map(|row| {
            let mut facts = self.of_target(row.target);
            facts.extend(self.printed_gap(row));
            (row.target.item, facts)
        });
        let facts: Vec<_> = facts.collect();
        each(indicators, "rows", |index, entry| {
            let Some((id, facts)) = facts.get(index) else { return };
            number(entry, "no", |words| Statement::formal(words));
            text(entry, "no", |words| Statement::formal(words));
            // Without a figure the completion is all that is known: 完成率90.0%.
            if rows.get(index).is_some_and(|row| row.figure.is_none()) {
                let known = facts.only(&[Rule::Completion, Rule::PercentReported]);
                text(entry, "value_words", |words| known.state(ClaimKind::Figure, words));
            }
            self.put_figure(entry, facts);
            let reached =
                [Rule::ValueReported, Rule::ValueSum, Rule::Completion, Rule::PercentReported];
            let reached = facts.only(&reached);
            text(entry, "reached", |words| reached.state(ClaimKind::Figure, words));
            for key in ["statement", "sentence", "trend"] {
                text(entry, key, |words| facts.state(ClaimKind::Verdict, words));
            }
            let plan = self.source.basis.plan;
            let (item, targets) = (evidence::text(plan, *id), evidence::targets(plan, *id));
            for (key, rule, from) in [
                ("text", Rule::QuoteItem, item.clone()),
                ("subject", Rule::QuoteTarget, [targets, item].concat()),
            ] {
                text(entry, key, |words| Statement::quote(words, Subject::item(*id), rule, from));
            }
            if let Some(row) = rows.get(index) {
                text(entry, "places", |words| self.places(row.target, words));
            }
            put_state(entry, facts, self.bulletin.stage);
        });
        for key in ["rates", "amounts"] {
            let mut drawn = BTreeSet::new();
            each(indicators, key, |_, bar| {
                let mut figures = rows.iter().zip(&facts).enumerate().filter_map(|(at, both)| {
                    let (row, (_, facts)) = both;
                    Some((at, row.figure.as_ref()?, facts))
                });
                let own = figures.find(|(at, figure, _)| {
                    !drawn.contains(at) && (key == "rates") == figure.is_rate && draws(bar, figure)
                });
                if let Some((at, _, facts)) = own {
                    drawn.insert(at);
                    put_value(bar, &facts.only(&DRAWN));
                }
            });
        }
    }

    /// Returns the facts of a target, and of its change since the period before.
    pub(super) fn of_target(&self, target: TargetId) -> Facts {
        let id = target.item;
        let Some((item, assessed)) = self.item(id) else {
            return Facts::about(Subject::item(id));
        };
        let Some(mark) = assessed.targets.get(target.index()) else {
            return self.of_item(id);
        };
        let mut facts = self.evidence.of_province(item, target, mark);
        if let Some((evidence, before)) = self.before(id)
            && let Some(then) = before.targets.get(target.index())
        {
            let change = mark.mark.value.zip(then.mark.value);
            let change = change.and_then(|(now, then)| now.checked_sub(then));
            let from =
                [&self.evidence, &evidence].map(|evidence| evidence.value_cells(item, target));
            facts.extend(
                change.map(|change| Fact::number(change, "个百分点", Rule::Trend, from.concat())),
            );
        }
        facts
    }

    /// Returns the gap of a target as it is printed.
    fn printed_gap(&self, row: &IndicatorRow) -> Option<Fact> {
        let from = self.value_and_goal(row.target);
        let Some(figure) = &row.figure else {
            let gap = row.bare_gap;
            return gap.map(|gap| Fact::number(gap, "个百分点", Rule::AmountGap, from));
        };
        let (rule, points) = match figure.due {
            Some(_) => (Rule::AmountGap, "个百分点"),
            None if figure.measure == "%" => (Rule::RateGap, "个百分点"),
            None => (Rule::RateGap, figure.measure.as_str()),
        };
        figure.gap.map(|gap| Fact::number(gap, points, rule, from))
    }

    /// Returns the cells of the province's value for a target, and of the target.
    fn value_and_goal(&self, target: TargetId) -> Vec<Source> {
        let plan = self.source.basis.plan;
        let values = plan.item(target.item).map(|item| self.evidence.value_cells(item, target));
        [values.unwrap_or_default(), evidence::targets(plan, target.item)].concat()
    }

    /// Puts the figures of a target into the cells of a table.
    pub(super) fn put_figure(&self, entry: &mut Json, facts: &Facts) {
        for (key, rules) in [
            ("goal_words", &[Rule::TargetProvince][..]),
            ("value_words", &[Rule::ValueReported, Rule::ValueSum]),
            ("percent_words", &[Rule::Completion, Rule::PercentReported]),
            ("due_words", &[Rule::ScheduleEven, Rule::ScheduleMilestone, Rule::ScheduleSpan]),
            ("gap_words", &[Rule::AmountGap, Rule::RateGap]),
        ] {
            text(entry, key, |words| facts.only(rules).state(ClaimKind::Figure, words));
        }
        for key in ["computed", "verified", "origin"] {
            text(entry, key, |words| facts.state(ClaimKind::Figure, words));
        }
    }
}

/// Returns whether a bar of a chart draws a figure: its completion, or the value of a rate.
fn draws(bar: &Json, figure: &Figure) -> bool {
    let text = |key| bar.get(key).and_then(Json::as_str);
    let exact = if figure.is_rate { figure.value } else { figure.percent };
    let drawn = text("value").and_then(|value| value.parse::<Decimal>().ok());
    let near = |(exact, drawn): (Decimal, Decimal)| {
        let unit = Decimal::new(1, drawn.scale());
        exact.checked_sub(drawn).is_some_and(|rest| rest.abs() <= unit)
    };
    text("label") == Some(figure.label.as_str()) && exact.zip(drawn).is_some_and(near)
}
