//! The cases at a date, as rows.

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use super::super::Session;
use crate::json_schema;
use crate::supervision::State;

/// A case at a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CaseRow {
    /// The item's key.
    pub id: String,
    /// The unit's short name.
    pub unit: String,
    /// The state.
    #[serde(serialize_with = "name")]
    #[schemars(schema_with = "state_schema")]
    pub state: State,
    /// The day on which the case came into it.
    #[serde(serialize_with = "day")]
    #[schemars(schema_with = "json_schema::day")]
    pub since: Date,
    /// The deadline that runs.
    #[serde(serialize_with = "some_day")]
    #[schemars(schema_with = "json_schema::some_day")]
    pub deadline: Option<Date>,
    /// The number of days until then; negative after it.
    pub days_left: Option<i32>,
    /// True if the deadline of the listing was extended.
    pub extended: bool,
    /// The item's short title.
    #[serde(skip)]
    pub title: String,
    /// True if the item was withdrawn by then.
    #[serde(skip)]
    pub is_withdrawn: bool,
    /// True if the unit had the item and has it no more.
    #[serde(skip)]
    pub is_handed_over: bool,
}

fn state_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema::one_of(State::ALL.map(State::as_str))
}

fn name<S: serde::Serializer>(state: &State, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(state.as_str())
}

fn day<S: serde::Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

fn some_day<S: serde::Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}

/// Returns the newest case of each item at each unit at the end of a day, in the order of the notice and of the registry.
pub fn case_rows(session: &Session, date: Date) -> Vec<CaseRow> {
    let cases = session.cases(Some(date));
    let registry = session.registry.named_on(date);
    let (changes, plan) = (&session.changes, session.in_force(date));
    let rows = cases.iter().map(|case| CaseRow {
        id: case.id.to_string(),
        unit: registry.unit(case.unit).short.clone(),
        state: case.state,
        since: case.since,
        deadline: case.deadline(),
        days_left: case.days_left(date),
        extended: case.is_extended(),
        title: changes
            .published()
            .item(case.id)
            .map(|item| item.short_title.clone())
            .unwrap_or_default(),
        is_withdrawn: plan.item(case.id).is_none(),
        is_handed_over: changes.took_away(case.id, case.unit, date, &session.registry),
    });
    rows.collect()
}
