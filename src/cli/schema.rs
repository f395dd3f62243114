//! `duban schema`.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};

use super::args::{self, SchemaOf};
use super::{CommandError, Status, report};
use crate::archive::Record;
use crate::output::Entry;
use crate::report::claim::PrintedClaim;
use crate::report::status::Task;
use crate::workspace::Config;
use crate::{assess, diagnostic, job, plan};

pub(super) fn execute(arguments: &args::Schema) -> Result<Status, CommandError> {
    let schema = match arguments.what {
        SchemaOf::Items => exported::<Vec<plan::export::ItemRow<'_>>>(),
        SchemaOf::Units => exported::<Vec<plan::export::UnitRow<'_>>>(),
        SchemaOf::Assessment => exported::<assess::export::Export<'_>>(),
        SchemaOf::Claims => exported::<Vec<PrintedClaim>>(),
        SchemaOf::Check => exported::<Vec<diagnostic::json::Row<'_>>>(),
        SchemaOf::Ledger => exported::<Vec<job::CaseRow>>(),
        SchemaOf::Status => exported::<Vec<Task>>(),
        SchemaOf::Manifest => exported::<Vec<Entry>>(),
        SchemaOf::Record => exported::<Record>(),
        SchemaOf::Config => {
            SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Config>()
        }
    };
    let json = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    report::out(&json)?;
    Ok(Status::Done)
}

/// Returns the schema of what duban writes. It admits no other keys, since scripts may rely on all that are there.
fn exported<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    RecursiveTransform(|schema: &mut Schema| {
        if schema.get("properties").is_some() {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
    })
    .transform(&mut schema);
    schema
}
