//! The claims of the counts of items by status.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::{Claims, counted, general, items};
use crate::report::bulletin::status_counts::StatusCounts;
use crate::report::claim::entry::{each, formal, json, number, put, text};
use crate::report::claim::{ClaimKind, Fact, Rule};
use crate::status::Status;

impl Claims<'_> {
    pub(super) fn put_overall(&self, overall: &mut Json) {
        let all = &self.bulletin.overall;
        for (set, counts) in
            [("all", &all.all), ("indicators", &all.indicators), ("tasks", &all.tasks)]
        {
            if let Some(entry) = overall.get_mut(set) {
                put_counts(entry, set, counts);
            }
        }
        formal(overall, &["scope", "prefixes"]);
        if let Some(bar) = overall.get_mut("bar") {
            put_bar(bar, "all");
        }
        each(overall, "leaders", |position, bar| {
            if let Some(leader) = all.leaders.get(position) {
                put_bar(bar, &format!("leader.{}", leader.label));
            }
        });
        let moved = [
            ("improved", all.improved),
            ("worsened", all.worsened),
            ("still_behind", all.still_behind),
            ("still_improved", all.still_improved),
            ("still_worsened", all.still_worsened),
        ];
        let mut facts = general();
        facts.extend(moved.map(|(way, count)| items(count, Rule::CountMoved, way)));
        for (way, _) in moved {
            number(overall, way, counted(facts.clone()));
        }
        for key in ["change_words", "moved_words"] {
            text(overall, key, counted(facts.clone()));
        }
    }
}

fn put_counts(entry: &mut Json, set: &str, counts: &StatusCounts) {
    let mut facts = general();
    let statuses = counts.shares.iter();
    facts.extend(
        statuses.clone().map(|one| {
            items(one.count, Rule::CountStatus, &format!("{set}.{}", one.status.as_str()))
        }),
    );
    facts.extend([partly(set, counts.partly), items(counts.total, Rule::CountItems, set)]);
    facts.extend(statuses.map(|one| share(one.count, counts.total, set, one.status.as_str())));
    let sums = [("behind", counts.behind), ("good", counts.good), ("judged", counts.judged)];
    facts.extend(
        sums.map(|(name, count)| items(count, Rule::CountStatus, &format!("{set}.{name}"))),
    );
    facts.extend(
        [("good", counts.good), ("done", counts.done)]
            .map(|(name, count)| share(count, counts.total, set, name)),
    );
    number(entry, "total", counted(general().with(items(counts.total, Rule::CountItems, set))));
    for (key, count) in sums {
        let fact = items(count, Rule::CountStatus, &format!("{set}.{key}"));
        number(entry, key, counted(general().with(fact)));
    }
    for status in Status::ALL {
        let key = status.as_str();
        let count = counts.shares.iter().find(|one| one.status == status);
        let count = count.map_or(0, |one| one.count);
        let fact = items(count, Rule::CountStatus, &format!("{set}.{key}"));
        number(entry, key, counted(general().with(fact)));
    }
    number(entry, "partly", counted(general().with(partly(set, counts.partly))));
    for (key, name, count) in
        [("good_share", "good", counts.good), ("done_share", "done", counts.done)]
    {
        let share = share(count, counts.total, set, name);
        text(entry, key, counted(general().with(share)));
    }
    for key in ["counts_words", "shares_words", "behind_words", "verdict_words"] {
        text(entry, key, counted(facts.clone()));
    }
    each(entry, "shares", |index, row| {
        let Some(one) = counts.shares.get(index) else { return };
        let status = one.status.as_str();
        let count = items(one.count, Rule::CountStatus, &format!("{set}.{status}"));
        number(row, "count", counted(general().with(count)));
        text(row, "share", counted(general().with(share(one.count, counts.total, set, status))));
    });
}

/// Returns the number of unreported items of which a part was reported.
fn partly(set: &str, count: usize) -> Fact {
    items(count, Rule::CountStatus, &format!("{set}.unreported.partly"))
}

/// Returns the share of items with a status.
fn share(count: usize, total: usize, set: &str, status: &str) -> Fact {
    let percent = (Decimal::from(count) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(total));
    let rule = Rule::ShareStatus.of(&format!("{set}.{status}"));
    Fact::number(percent.unwrap_or_default(), "%", rule, Vec::new())
}

/// Puts the claims of a bar divided by status.
fn put_bar(bar: &mut Json, set: &str) {
    let Some(Json::Object(counts)) = bar.get_mut("counts") else { return };
    let mut total = 0;
    for (status, value) in counts.iter_mut() {
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        let count = count.unwrap_or_default();
        total += count;
        let fact = Fact::count(count, "项", Rule::CountStatus.of(&format!("{set}.{status}")));
        *value = json(&general().with(fact).drawn(ClaimKind::Count, &count.to_string()));
    }
    let fact = Fact::count(total, "项", Rule::CountItems.of(set));
    put(bar, "total", &general().with(fact).drawn(ClaimKind::Count, &total.to_string()));
}
