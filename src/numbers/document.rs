//! The documents that get numbers, under names that stay the same.

use crate::output::file_name;
use crate::period::Period;
use crate::registry::{Registry, UnitId, Who};

/// A document that gets a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The task letter of a unit.
    Letter(UnitId),
    /// The bulletin of a period.
    Bulletin(Period),
}

const LETTERS: &str = "letters/";
const BULLETINS: &str = "bulletins/";

impl Document {
    /// The name in the register: the path in the output folder without its ending.
    pub fn name(&self, registry: &Registry) -> String {
        match self {
            Self::Letter(unit) => {
                let unit = registry.unit(*unit);
                format!("{LETTERS}{}-{}", unit.code, file_name(&unit.short))
            }
            Self::Bulletin(period) => format!("{BULLETINS}{period}"),
        }
    }

    /// Reads a name; `None` if this registry has no such document. A letter is its unit's whose name it bears,
    /// also an earlier one, or else the unit's to which the registry gives the code: so the number stays when a
    /// unit gets another name, or other units before it.
    pub fn parse(name: &str, registry: &Registry) -> Option<Self> {
        let name = name.trim().replace('\\', "/");
        let name = name.strip_prefix("output/").unwrap_or(&name);
        let name = name.strip_suffix(".pdf").unwrap_or(name);
        if let Some(period) = name.strip_prefix(BULLETINS) {
            // The half year is also called June.
            let period = period.parse::<Period>().ok();
            return period.map(|period| Self::Bulletin(period.close().of_bulletin()));
        }
        let letter = name.strip_prefix(LETTERS)?;
        let hyphens = letter.match_indices('-').map(|(at, _)| at);
        let parts: Vec<_> = hyphens.map(|at| (&letter[..at], &letter[at + 1..])).collect();
        let named = parts.iter().find_map(|(_, short)| unit_called(short, registry));
        let unit =
            named.or_else(|| parts.iter().find_map(|(code, _)| registry.unit_with_code(code)));
        unit.map(Self::Letter)
    }
}

/// Returns the unit with a name that gives this file name.
fn unit_called(short: &str, registry: &Registry) -> Option<UnitId> {
    let mut names = registry.names().filter(|(name, _)| file_name(name) == short);
    names.find_map(|(_, who)| match who {
        Who::Unit(unit) => Some(unit),
        Who::Group(_) | Who::Unknown => None,
    })
}
