//! The words by which rows of the province's workbook are filtered, as its template states them. The words of statuses and
//! roles are not among them: they are the same in all documents, and returns are read by them.

use serde::Deserialize;

use crate::assess::Moved;
use crate::plan::{Annex, AnnexName};
use crate::report::template::{FormulaWord, WordFault, repeated_word};
use crate::targets::{Kind, Target};

/// The words of values.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValueWords {
    pub items: ItemKinds,
    pub targets: TargetKinds,
    pub change: ChangeWords,
    pub lead: LeadWords,
    pub owed: OwedWords,
    /// The kind of a party that is not a unit of the registry.
    pub open: FormulaWord,
    /// The origin of a target that is the unit's own.
    pub own: FormulaWord,
}

/// Declares words of which no two in a column are the same, in a table of `values` by their keys.
macro_rules! distinct {
    ($(#[$doc:meta])* $name:ident in $table:literal { $($(#[$key_doc:meta])* $key:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$key_doc])* pub $key: FormulaWord,)*
        }

        impl $name {
            /// Returns the first word that is the same as an earlier one.
            fn fault(&self) -> Option<WordFault> {
                repeated_word($table, &[$((stringify!($key), &self.$key)),*])
            }
        }
    };
}

distinct!(
    /// The kinds of items.
    ItemKinds in "values.items" { indicators, tasks }
);
distinct!(
    /// The kinds of targets.
    TargetKinds in "values.targets" {
        total,
        growth,
        rate,
        /// A level or an amount that is not a sum of parts.
        level,
        bound,
        /// An item without targets, or a target that is a task.
        task,
    }
);
distinct!(
    /// The directions in which a status moved.
    ChangeWords in "values.change" { better, worse, same }
);
distinct!(
    /// The first of the lead units, and the others.
    LeadWords in "values.lead" { first, other }
);
distinct!(
    /// Whether a unit has to report.
    OwedWords in "values.owed" { yes, no }
);

impl ValueWords {
    /// Returns the first word that is the same as an earlier one of its column.
    pub(super) fn fault(&self) -> Option<WordFault> {
        (self.items.fault())
            .or_else(|| self.targets.fault())
            .or_else(|| self.change.fault())
            .or_else(|| self.lead.fault())
            .or_else(|| self.owed.fault())
    }

    /// Returns the word for the kind of an annex's items: the template's, unless the notice has another.
    pub(super) fn annex<'w>(&'w self, name: &'w AnnexName) -> &'w str {
        match name.annex {
            _ if name.is_own() => &name.noun,
            Annex::INDICATORS => &self.items.indicators,
            Annex::TASKS => &self.items.tasks,
            _ => &name.noun,
        }
    }

    /// Returns the word for the kind of a target.
    pub(super) fn target(&self, target: &Target) -> &str {
        let words = &self.targets;
        match Kind::of(target) {
            Kind::Amount if !target.adds_up() => &words.level,
            Kind::Amount => &words.total,
            Kind::Growth => &words.growth,
            Kind::Level if !target.is_rate() => &words.level,
            Kind::Level => &words.rate,
            Kind::UpperBound => &words.bound,
            Kind::Task => &words.task,
        }
    }

    /// Returns the word for the direction in which a status moved.
    pub(super) fn moved(&self, moved: Moved) -> &str {
        match moved {
            Moved::Up => &self.change.better,
            Moved::Down => &self.change.worse,
            Moved::Same => &self.change.same,
        }
    }

    /// Returns the word for whether a unit has to report.
    pub(super) fn owed(&self, owed: bool) -> &str {
        if owed { &self.owed.yes } else { &self.owed.no }
    }
}
