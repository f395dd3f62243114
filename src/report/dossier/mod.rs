//! Dossiers (一事一档): the whole life of an item, or all that concerns a unit, by date.
//!
//! What was referred to other bodies appears in neither.

mod entry;
mod item;
mod open_case;
mod papers;
mod unit;

pub use entry::DossierEntry;
pub use item::{ItemDossier, item_dossier};
pub use open_case::OpenCase;
pub use unit::{UnitDossier, unit_dossier};

use jiff::civil::Date;

use crate::assess::{Assessment, Basis};
use crate::notice::WrittenRepair;
use crate::numbers::Numbers;
use crate::period::Period;
use crate::plan::{Changes, Item, Party};
use crate::registers::Registers;
use crate::supervision::Cases;
use crate::workspace::Config;

/// The data from which a dossier is made.
#[derive(Debug, Clone, Copy)]
pub struct DossierSource<'a> {
    /// Plan in force, registry, returns and rules.
    pub basis: &'a Basis<'a>,
    /// `duban.toml`.
    pub config: &'a Config,
    /// The plan as it was published, and what changed in it.
    pub changes: &'a Changes,
    /// The repairs that the import made.
    pub repairs: &'a [WrittenRepair],
    /// The registers.
    pub registers: &'a Registers,
    /// The numbers of documents.
    pub numbers: &'a Numbers,
    /// Where each case stands.
    pub cases: &'a Cases<'a>,
    /// Each period with returns, and what was reached by its end.
    pub history: &'a [(Period, Assessment)],
    /// The day of the dossier; what happened later is not in it.
    pub day: Date,
}

impl DossierSource<'_> {
    fn short(&self, unit: crate::registry::UnitId) -> String {
        self.basis.registry.unit(unit).short.clone()
    }

    fn names(&self, parties: &[Party]) -> String {
        let name = |party: &Party| {
            let canonical = self.basis.registry.canonical(party.who);
            canonical.unwrap_or(&party.written).to_owned()
        };
        parties.iter().map(name).collect::<Vec<_>>().join("、")
    }

    /// Returns the source of an item: 《…》附件2第17项, or the instruction that it comes from.
    fn origin(&self, item: &Item) -> String {
        let notice = super::sender::Notice::new(self.config);
        match item.id.annex.number() {
            None => "领导批示和交办".to_owned(),
            Some(_) => format!("{}{}第{}项", notice.cited, item.id.annex.words(), item.id.number()),
        }
    }
}
