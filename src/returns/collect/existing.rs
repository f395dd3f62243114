//! The rows that are there already, and what a new one is beside them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::period::Month;
use crate::returns::{Content, Fate, Field, Filed, Key, TypedCell, TypedFile};

/// A row that is there already.
#[derive(Debug, Clone)]
struct Version {
    said: Said,
    reported_on: Option<Date>,
    /// The file that holds it, and where in it; both as messages name them.
    place: Place,
    /// Its place among the rows of that file, from 0.
    index: usize,
}

/// What a row says, in whatever form it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    content: Content,
    /// The measure of 完成值; for an item without a target nothing else tells it.
    measure: String,
}

/// What a new row is beside those that are there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// There is none of its kind, or only earlier ones.
    New,
    /// It says what is there already.
    Known,
    /// It differs from one of the same day.
    Conflict {
        /// Where that one stands.
        place: Place,
        /// Its place among the rows of its file, from 0.
        index: usize,
    },
    /// A later one is there already, of this day.
    Late(Date),
}

/// All rows that are there already.
#[derive(Debug, Default)]
pub(super) struct Held {
    versions: BTreeMap<(Month, Key), Vec<Version>>,
}

impl Said {
    fn new(filed: &Filed, cells: &[TypedCell]) -> Self {
        let measure = cells.iter().find(|cell| cell.field == Field::Measure);
        Self {
            content: filed.content.clone(),
            measure: measure.map_or_else(String::new, |cell| cell.clean.clone()),
        }
    }
}

impl Held {
    /// Adds the rows of a file.
    pub(super) fn add_file(&mut self, name: &str, file: &TypedFile) {
        for row in file.tables.iter().flat_map(|table| &table.rows) {
            if let Fate::Taken(filed, cells) = &row.fate {
                let mut place = row.place.clone();
                name.clone_into(&mut place.file);
                self.add(filed, cells, place, row.index);
            }
        }
    }

    /// Adds a row.
    pub(super) fn add(&mut self, filed: &Filed, cells: &[TypedCell], place: Place, index: usize) {
        let versions = self.versions.entry((filed.month, filed.key)).or_default();
        versions.push(Version {
            said: Said::new(filed, cells),
            reported_on: filed.reported_on,
            place,
            index,
        });
    }

    /// Forgets the row at `index` of the file `name`.
    pub(super) fn forget(&mut self, filed: &Filed, name: &str, index: usize) {
        if let Some(versions) = self.versions.get_mut(&(filed.month, filed.key)) {
            versions.retain(|version| !(version.place.file == name && version.index == index));
        }
    }

    /// What a row is beside those that are there.
    pub(super) fn standing(&self, filed: &Filed, cells: &[TypedCell]) -> Standing {
        let versions = self.versions.get(&(filed.month, filed.key));
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let said = Said::new(filed, cells);
        let of_the_day = |version: &&Version| version.reported_on == filed.reported_on;
        if versions.iter().filter(of_the_day).any(|v| v.said == said) {
            return Standing::Known;
        }
        if let Some(other) = versions.iter().find(of_the_day) {
            return Standing::Conflict {
                place: other.place.clone(),
                index: other.index,
            };
        }
        let Some(latest) = versions.iter().max_by_key(|version| version.reported_on) else {
            return Standing::New;
        };
        match latest.reported_on {
            // Of undated rows only the latest says whether anything is new.
            _ if latest.said == said
                && (filed.reported_on.is_none() || filed.reported_on > latest.reported_on) =>
            {
                Standing::Known
            }
            Some(day) if Some(day) > filed.reported_on => Standing::Late(day),
            _ => Standing::New,
        }
    }
}
