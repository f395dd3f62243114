//! The claims of the prefectures by their own indicators.

use serde_json::Value as Json;

use super::{Claims, counted, general, items};
use crate::report::claim::entry::{each, number, text};
use crate::report::claim::{Fact, Facts, Rule, Subject};

impl Claims<'_> {
    pub(super) fn put_prefectures(&self, entry: &mut Json) {
        let prefectures = &self.bulletin.prefectures;
        let measure = format!("个{}", self.source.basis.rules.localities());
        for (key, rows) in [("behind", &prefectures.behind), ("clear", &prefectures.clear)] {
            let set = Rule::CountUnits.of(&format!("prefectures.{key}"));
            number(entry, key, counted(general().with(Fact::count(rows.len(), &measure, set))));
            each(entry, key, |index, row| {
                let Some(prefecture) = rows.get(index) else { return };
                let count = items(prefecture.count, Rule::CountParts, "behind");
                let facts = Facts::about(Subject::unit(&prefecture.unit)).with(count);
                number(row, "count", counted(facts.clone()));
                text(row, "words", counted(facts));
            });
        }
    }
}
