//! The claims on the standings of units over the year.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, counted, general};
use crate::report::claim::entry::{each, number, text};
use crate::report::claim::{ClaimKind, Fact, Facts, Rule, Statement, Subject};
use crate::supervision::Standing;

impl Claims<'_> {
    pub(super) fn put_standings(&self, entry: &mut Json) {
        let config = self.source.config;
        let rules = &config.standing;
        let points = |value: Decimal| Fact::number(value, "分", Rule::Setting, Vec::new());
        let mut formula = general();
        formula.extend(
            [rules.lead, rules.implement, rules.lagging, rules.late, rules.listing].map(points),
        );
        formula.extend([points(Decimal::ONE_HUNDRED), points(config.assessment.severe_below)]);
        for key in ["formula", "legend"] {
            text(entry, key, |words| formula.state(ClaimKind::Figure, words));
        }
        let standings = &self.bulletin.standings;
        let units = |count: usize| Fact::count(count, "个", Rule::CountUnits.of("standing"));
        number(entry, "scored", counted(general().with(units(standings.scored))));
        each(entry, "rows", |index, row| match standings.order.get(index) {
            Some(Some(at)) => {
                if let Some(standing) = self.source.standings.get(*at) {
                    self.put_standing(row, standing);
                }
            }
            _ => {
                let below = standings.order.iter().skip(index + 1).map_while(|at| *at).count();
                let set = if index == 0 { "standing.first" } else { "standing.second" };
                let size = Fact::count(below, "个", Rule::CountUnits.of(set));
                text(row, "group", counted(general().with(size)));
            }
        });
    }

    fn put_standing(&self, row: &mut Json, standing: &Standing) {
        let rules = &self.source.config.standing;
        let short = &self.source.basis.registry.unit(standing.unit).short;
        let about = || Facts::about(Subject::unit(short));
        let count = |count: usize| Fact::count(count, "", Rule::StandingItems);
        for (key, tally) in [("lead", standing.lead), ("implement", standing.implement)] {
            let mut facts = about();
            facts.extend([tally.full, tally.lagging, tally.failed].map(count));
            text(row, key, counted(facts));
        }
        let points = |value: Option<Decimal>, rule: Rule| {
            let value = value.unwrap_or_default();
            about().with(Fact::number(value, "", rule, Vec::new()))
        };
        for (key, value, rule) in [
            ("lead_points", standing.lead_points, Rule::StandingPoints),
            ("implement_points", standing.implement_points, Rule::StandingPoints),
            ("score", standing.score, Rule::StandingScore),
        ] {
            text(row, key, |words| points(value, rule).state(ClaimKind::Figure, words));
        }
        let mut deducted = about();
        for (number, each) in
            [(standing.late.len(), rules.late), (standing.listings, rules.listing)]
        {
            let points = each * Decimal::from(number);
            deducted = deducted.with(count(number));
            deducted = deducted.with(Fact::number(points, "", Rule::StandingPoints, Vec::new()));
        }
        text(row, "deducted", counted(deducted));
        text(row, "place", |words| Statement::formal(words));
    }
}
