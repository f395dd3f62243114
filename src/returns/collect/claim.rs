//! The unit and month that a form claims, and the refusal of a form as a whole.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::Month;
use crate::registry::{Registry, UnitId};
use crate::returns::form::{FormKey, RowKey};

/// A unit and a month.
pub(super) type Home = (UnitId, Month);

/// The unit's name and the month that a form states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The unit's short name, or the name in the form if the registry does not know it.
    pub unit: String,
    /// The month that closes the period.
    pub month: Month,
}

impl Claim {
    pub(super) fn of_key(key: &FormKey, registry: &Registry) -> Self {
        Self {
            unit: name_of(&key.code, registry).unwrap_or_else(|| key.unit.clone()),
            month: key.period,
        }
    }

    pub(super) fn of_row(key: &RowKey, registry: &Registry) -> Self {
        Self {
            unit: name_of(&key.code, registry).unwrap_or_else(|| format!("代码{}", key.code)),
            month: key.period,
        }
    }

    pub(super) fn of_home((unit, month): Home, registry: &Registry) -> Self {
        Self { unit: registry.unit(unit).short.clone(), month }
    }

    /// Returns 省教育厅2018年6月.
    pub(super) fn words(&self) -> String {
        format!("{}{}", self.unit, month_words(self.month))
    }
}

fn name_of(code: &str, registry: &Registry) -> Option<String> {
    let mut units = registry.units();
    let (_, unit) = units.find(|(_, unit)| unit.code == code)?;
    Some(unit.short.clone())
}

/// Returns G162: nothing of a file is taken. `whose` is put before the reason: 省教育厅2018年6月的报送表，….
pub(super) fn refused(whose: Option<&Claim>, why: &str, place: Place) -> Diagnostic {
    let whose = whose.map_or_else(String::new, |claim| format!("{}的", claim.words()));
    let message = format!("{whose}报送表，{why}，整份未收");
    Diagnostic::new(Code::CollectRefused, message).at(place)
}

/// Returns G162: the file holds the forms of two units or periods.
pub(super) fn several_forms(one: &Claim, other: &Claim, place: Place) -> Diagnostic {
    let message = format!("文件里有不止一份报送表（{}、{}），整份未收", one.words(), other.words());
    let problem = Diagnostic::new(Code::CollectRefused, message).at(place);
    problem.hint("各单位、各期的报送表分开存为几个文件再收")
}

/// Returns 2018年6月.
pub(super) fn month_words(month: Month) -> String {
    format!("{}年{}月", month.year(), month.number())
}
