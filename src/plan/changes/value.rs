//! What a column of an item holds, before or after a change.

use jiff::civil::Date;

use crate::plan::deadline::date_of;
use crate::plan::{Column, Item, Party, Who};
use crate::targets::Target;

/// The content of a column of an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// 牵头领导.
    Leaders(Vec<String>),
    /// 牵头单位, 配合单位 or 实施单位.
    Parties(Column, Vec<Party>),
    /// 目标.
    Targets(Vec<Target>),
    /// 完成时限; `None` where there is none.
    Deadline(Option<String>),
    /// Whether the item is in force: true until it is withdrawn (撤销).
    InForce(bool),
}

/// The column that a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// A column of names.
    Names(Column),
    /// 目标.
    Targets,
    /// 完成时限.
    Deadline,
    /// The item as a whole: 撤销.
    Item,
}

impl Changed {
    /// Returns the word for it on papers: 牵头单位, 目标, 完成时限, 撤销.
    pub fn word(self) -> &'static str {
        match self {
            Self::Names(column) => column.word(),
            Self::Targets => "目标",
            Self::Deadline => "完成时限",
            Self::Item => "撤销",
        }
    }
}

impl Value {
    /// Returns what an item has in a column.
    pub(super) fn of(item: &Item, changed: Changed) -> Self {
        match changed {
            Changed::Names(Column::Leaders) => Self::Leaders(item.leaders.clone()),
            Changed::Names(Column::Lead) => Self::Parties(Column::Lead, item.lead.clone()),
            Changed::Names(Column::Support) => Self::Parties(Column::Support, item.support.clone()),
            Changed::Names(Column::Implement) => {
                Self::Parties(Column::Implement, item.implement.clone())
            }
            Changed::Targets => Self::Targets(item.targets.clone()),
            Changed::Deadline => Self::Deadline(item.deadline.clone()),
            Changed::Item => Self::InForce(true),
        }
    }

    /// Returns the column.
    pub fn changed(&self) -> Changed {
        match self {
            Self::Leaders(_) => Changed::Names(Column::Leaders),
            Self::Parties(column, _) => Changed::Names(*column),
            Self::Targets(_) => Changed::Targets,
            Self::Deadline(_) => Changed::Deadline,
            Self::InForce(_) => Changed::Item,
        }
    }

    /// Gives the content to an item. A withdrawn item has to be taken out of its plan.
    pub(super) fn put(&self, item: &mut Item) {
        match self {
            Self::Leaders(leaders) => item.leaders.clone_from(leaders),
            Self::Parties(Column::Lead, parties) => item.lead.clone_from(parties),
            Self::Parties(Column::Support, parties) => item.support.clone_from(parties),
            Self::Parties(_, parties) => item.implement.clone_from(parties),
            Self::Targets(targets) => item.targets.clone_from(targets),
            Self::Deadline(deadline) => item.deadline.clone_from(deadline),
            Self::InForce(_) => {}
        }
        if let Changed::Names(column) = self.changed() {
            item.inherited.remove(&column);
        }
    }

    /// Returns whether another content says the same: the same people and units in any order, the same quantities, the
    /// same day of `year`.
    pub(super) fn is(&self, other: &Self, year: i16) -> bool {
        match (self, other) {
            (Self::Leaders(one), Self::Leaders(other)) => {
                one.len() == other.len() && one.iter().all(|name| other.contains(name))
            }
            (Self::Parties(_, one), Self::Parties(_, other)) => {
                one.len() == other.len()
                    && one.iter().all(|party| other.iter().any(|known| is_same(party, known)))
            }
            (Self::Targets(one), Self::Targets(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| equal(one, other))
            }
            (Self::Deadline(one), Self::Deadline(other)) => {
                let day = |words: &Option<String>| date_of(words.as_deref()?, year);
                let (first, second): (Option<Date>, Option<Date>) = (day(one), day(other));
                one == other || (first.is_some() && first == second)
            }
            (one, other) => one == other,
        }
    }

    /// Returns the content with the names of `before` replaced by those of `after`, in the place of the first; `None`
    /// unless all of them stand in it.
    pub(super) fn replaced(&self, before: &Self, after: &Self) -> Option<Self> {
        match (self, before, after) {
            (Self::Leaders(all), Self::Leaders(before), Self::Leaders(after)) => {
                replaced(all, before, after, String::eq).map(Self::Leaders)
            }
            (Self::Parties(column, all), Self::Parties(_, before), Self::Parties(_, after)) => {
                replaced(all, before, after, is_same).map(|all| Self::Parties(*column, all))
            }
            _ => None,
        }
    }

    /// Returns whether nothing stands in the column.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Leaders(names) => names.is_empty(),
            Self::Parties(_, parties) => parties.is_empty(),
            Self::Targets(targets) => targets.is_empty(),
            Self::Deadline(words) => words.is_none(),
            Self::InForce(_) => false,
        }
    }

    /// Returns the content in the words of the notice; empty where nothing stands in the column.
    pub fn words(&self) -> String {
        match self {
            Self::Leaders(names) => names.join("、"),
            Self::Parties(_, parties) => {
                let names: Vec<&str> = parties.iter().map(|party| &*party.written).collect();
                names.join("、")
            }
            Self::Targets(targets) => {
                let targets: Vec<String> = targets.iter().map(plain).collect();
                targets.join("；")
            }
            Self::Deadline(words) => words.clone().unwrap_or_default(),
            Self::InForce(true) => "继续执行".to_owned(),
            Self::InForce(false) => "撤销".to_owned(),
        }
    }
}

/// Returns a target in words, as the notice has it: 城镇新增就业40万人.
fn plain(target: &Target) -> String {
    let subject = target.subject.trim();
    match target.raw.trim() {
        raw if raw.contains(subject) => raw.to_owned(),
        raw => format!("{subject}{raw}"),
    }
}

/// Returns whether two names mean the same unit or collective; names that mean none are compared as they are written.
fn is_same(one: &Party, other: &Party) -> bool {
    one.who == other.who && (one.who != Who::Unknown || one.written == other.written)
}

/// Returns whether two targets state the same, whatever the notice's words.
fn equal(one: &Target, other: &Target) -> bool {
    let raw = String::new();
    Target { raw: raw.clone(), ..one.clone() } == Target { raw, ..other.clone() }
}

fn replaced<T: Clone>(
    all: &[T],
    before: &[T],
    after: &[T],
    is: impl Fn(&T, &T) -> bool,
) -> Option<Vec<T>> {
    let among = |one: &T, many: &[T]| many.iter().any(|other| is(one, other));
    if before.is_empty() || !before.iter().all(|one| among(one, all)) {
        return None;
    }
    let first = all.iter().position(|one| among(one, before))?;
    let rest = |part: &[T]| -> Vec<T> {
        part.iter().filter(|one| !among(one, before) && !among(one, after)).cloned().collect()
    };
    Some([rest(&all[..first]), after.to_vec(), rest(&all[first..])].concat())
}
