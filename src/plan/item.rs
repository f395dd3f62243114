//! An item of the notice: a row of an annex.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::deadline::date_of as deadline_date;
use super::{AnnexName, ItemId, TargetId};
use crate::registry::{Registry, UnitId, Who};
use crate::targets::Target;

/// The columns of the annex tables that name people and units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 省政府牵头领导.
    Leaders,
    /// 牵头单位.
    Lead,
    /// 配合单位.
    Support,
    /// 实施单位.
    Implement,
}

impl Column {
    /// All four, in the order of the published table.
    pub const ALL: [Column; 4] = [Self::Leaders, Self::Lead, Self::Support, Self::Implement];

    /// The English name, as in `duban export items`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Leaders => "leaders",
            Self::Lead => "lead",
            Self::Support => "support",
            Self::Implement => "implement",
        }
    }

    /// The word for it in messages, whatever the government.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Leaders => "牵头领导",
            other => other.title(),
        }
    }

    /// Returns its title in the annex CSVs of a government: 市政府牵头领导.
    pub fn title_of(self, government: &str) -> String {
        match self {
            Self::Leaders => format!("{government}{}", self.word()),
            other => other.title().to_owned(),
        }
    }

    /// The column's title in the annex CSV.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Leaders => "省政府牵头领导",
            Self::Lead => "牵头单位",
            Self::Support => "配合单位",
            Self::Implement => "实施单位",
        }
    }
}

/// The role of a unit in an item, ordered by strength.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// 牵头: organises, compiles, reports.
    Lead,
    /// 配合: helps the lead unit.
    Support,
    /// 实施: does the work locally.
    Implement,
    /// 可能涉及: member of an open group whose members the lead unit still has to name.
    Possible,
}

impl Role {
    /// Returns the word for it in documents.
    pub fn word(self) -> &'static str {
        match self {
            Self::Lead => "牵头",
            Self::Support => "配合",
            Self::Implement => "实施",
            Self::Possible => "可能涉及",
        }
    }
}

/// A name in a unit column, resolved with the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name in the notice's wording (各市州政府, 省机场集团), inner spaces removed.
    pub written: String,
    /// Whom it means.
    pub who: Who,
}

/// A row of an annex.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its key.
    pub id: ItemId,
    /// The day from which it is an item; `None` for those of the notice.
    pub since: Option<Date>,
    /// The name of its annex.
    pub annex: Arc<AnnexName>,
    /// 类别: the section of its table in which the notice has it, where there are any.
    pub category: Option<String>,
    /// The indicator or task in the notice's words.
    pub text: String,
    /// Its short title, of at most [`super::short_title::MOST`] characters; may be empty.
    pub short_title: String,
    /// The lead leaders' names, surname and given name without a space, in the notice's order.
    pub leaders: Vec<String>,
    /// Lead units; the first is the primary one.
    pub lead: Vec<Party>,
    /// Supporting units.
    pub support: Vec<Party>,
    /// Implementing units.
    pub implement: Vec<Party>,
    /// Columns taken from the row above (merged cells in the published table).
    pub inherited: BTreeSet<Column>,
    /// The targets that it states for the year.
    pub targets: Vec<Target>,
    /// 完成时限, where the notice has such a column.
    pub deadline: Option<String>,
}

impl Item {
    /// Returns the item's number in words: 任务41, 任务3.1.
    pub fn words(&self) -> String {
        self.annex.number_words(self.id)
    }

    /// Returns whether it names no unit in any role.
    pub fn has_no_units(&self) -> bool {
        self.lead.is_empty() && self.support.is_empty() && self.implement.is_empty()
    }

    /// Returns the item's name on papers: 任务41（城市黑臭水体整治）.
    pub fn name(&self) -> String {
        match &*self.short_title {
            "" => self.words(),
            title => format!("{}（{title}）", self.words()),
        }
    }

    /// The first lead unit, which compiles and reports for the province; `None` where the first name in the
    /// column is not a unit.
    pub fn primary(&self) -> Option<UnitId> {
        match self.lead.first()?.who {
            Who::Unit(unit) => Some(unit),
            Who::Group(_) | Who::Unknown => None,
        }
    }

    /// Returns the day of its deadline, in `year` where the words name none; `None` without a deadline, or where its
    /// words mean no single day.
    pub fn deadline_date(&self, year: i16) -> Option<Date> {
        deadline_date(self.deadline.as_deref()?, year)
    }

    /// Its targets with their ids, in order.
    pub fn numbered(&self) -> impl Iterator<Item = (TargetId, &Target)> + Clone {
        TargetId::all(self.id).zip(&self.targets)
    }

    /// Returns the subjects of reports: each of its targets, or, for an item without targets, the item as a
    /// whole under the id of its first target.
    pub fn reported(&self) -> impl Iterator<Item = (TargetId, Option<&Target>)> + Clone {
        let count = self.targets.len().max(1);
        let ids = TargetId::all(self.id).take(count);
        ids.map(|id| (id, self.target(id)))
    }

    /// The target with `id`, which is one of this item's; `None` where it has fewer.
    pub fn target(&self, id: TargetId) -> Option<&Target> {
        let own = id.item == self.id;
        self.targets.get(id.index()).filter(|_| own)
    }

    /// A target as lists have it: the item's name, and which of its targets where it has several: 任务13（危房改造）第1个.
    pub fn target_name(&self, id: TargetId) -> String {
        match self.targets.len() {
            0 | 1 => self.name(),
            _ => format!("{}第{}个", self.name(), id.number),
        }
    }

    /// Returns the units that do the work locally, including members of collectives; those of open
    /// collectives are not known.
    pub fn implementers(&self, registry: &Registry) -> BTreeSet<UnitId> {
        let mut units = BTreeSet::new();
        for party in &self.implement {
            match party.who {
                Who::Unit(unit) => {
                    units.insert(unit);
                }
                Who::Group(group) => units.extend(registry.members(group)),
                Who::Unknown => {}
            }
        }
        units
    }

    /// The names in one of the three unit columns; empty for [`Column::Leaders`] and for
    /// roles that are no column.
    pub fn parties(&self, role: Role) -> &[Party] {
        match role {
            Role::Lead => &self.lead,
            Role::Support => &self.support,
            Role::Implement => &self.implement,
            Role::Possible => &[],
        }
    }
}
