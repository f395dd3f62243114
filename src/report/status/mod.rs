//! What is due and overdue on a day (督办到期情况): [`Agenda`] has it with names and telephone numbers; `text` puts it into
//! words that an officer reads within a minute, `calendar` into a calendar, and it serializes as `status --format json`.

mod calendar;
mod groups;
mod text;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::json_schema;
use crate::supervision::due::DueKind;

pub use calendar::calendar;
pub use text::text;

/// All that is due, on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Agenda {
    /// The office.
    pub office: String,
    /// The day.
    pub date: Date,
    /// The number of days ahead that the text and the list show.
    pub days_ahead: i32,
    /// What is due, in the order of the days, however far ahead.
    pub entries: Vec<Task>,
    /// Steps of cases that wait for the office: a request for an extension, an application, a verification.
    pub decisions: Vec<Decision>,
    /// What nothing can be said about, since nobody keeps the register.
    pub unkept: Vec<&'static str>,
}

/// Something that is due. It serializes as an entry of `status --format json`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Task {
    /// The kind.
    #[serde(serialize_with = "kind")]
    #[schemars(schema_with = "kind_schema")]
    pub kind: DueKind,
    /// The short name of the unit; `None` for what the office owes, and for all units together.
    pub unit: Option<String>,
    /// The id of the item.
    pub id: Option<String>,
    /// The number of the paper, or the period of the bulletin.
    pub document: Option<String>,
    /// The day.
    #[schemars(schema_with = "json_schema::day")]
    pub due: Date,
    /// The number of days by which it is overdue; 0 until then.
    pub overdue_days: i32,
    /// The number of days left; negative where it is overdue.
    #[serde(skip)]
    pub days_left: i32,
    /// The title of the item, or of the bulletin; may be empty.
    #[serde(skip)]
    pub title: String,
    /// The month of a return: 2018年6月; empty for the rest.
    #[serde(skip)]
    pub month: String,
    /// The person to call in the unit, with the telephone; may be empty.
    #[serde(skip)]
    pub contact: String,
}

/// A step that waits for the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The short name of the unit.
    pub unit: String,
    /// The id of the item.
    pub id: String,
    /// The title of the item.
    pub title: String,
    /// The step: 延期申请待决定.
    pub step: &'static str,
    /// The day since which it waits.
    pub since: Date,
}

impl Agenda {
    /// Returns what is overdue, or due within the days that the list shows.
    pub fn near(&self) -> impl Iterator<Item = &Task> {
        self.entries.iter().filter(|task| task.days_left <= self.days_ahead)
    }
}

fn kind_schema(_: &mut SchemaGenerator) -> Schema {
    json_schema::one_of(DueKind::ALL.map(DueKind::as_str))
}

fn kind<S: Serializer>(kind: &DueKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.as_str())
}
