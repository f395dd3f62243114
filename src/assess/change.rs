//! The changes against an earlier period.

use super::{Assessment, ItemAssessment};
use crate::plan::{ItemId, TargetId};
use crate::registry::UnitId;
use crate::status::Status;

/// The direction in which a status moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moved {
    /// Towards 完成.
    Up,
    /// Towards 严重滞后.
    Down,
    /// Nowhere.
    Same,
}

/// An assessment beside that of an earlier period.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// The earlier one.
    pub before: &'a Assessment,
    /// The later one.
    pub now: &'a Assessment,
}

impl Moved {
    /// The way from one status to another; `None` unless both are judgements.
    pub fn between(before: Status, now: Status) -> Option<Self> {
        let (before, now) = (height(before)?, height(now)?);
        Some(match now.cmp(&before) {
            std::cmp::Ordering::Less => Self::Down,
            std::cmp::Ordering::Equal => Self::Same,
            std::cmp::Ordering::Greater => Self::Up,
        })
    }
}

/// Returns the rank of a judgement, higher for better; `None` for a status that is not a judgement.
fn height(status: Status) -> Option<u8> {
    match status {
        Status::Done => Some(3),
        Status::OnTrack => Some(2),
        Status::Lagging => Some(1),
        Status::Severe => Some(0),
        Status::Unreported | Status::Defective | Status::Unrated => None,
    }
}

impl<'a> Change<'a> {
    /// Returns the direction in which an item's status moved; `None` unless it was judged both times.
    pub fn of(&self, item: ItemId) -> Option<Moved> {
        let status = |of: &Assessment| of.item(item).map(|item| item.status);
        Moved::between(status(self.before)?, status(self.now)?)
    }

    /// The items whose status went that way, in order.
    pub fn moved(&self, way: Moved) -> impl Iterator<Item = &'a ItemAssessment> {
        let change = *self;
        let items = self.now.items.iter();
        items.filter(move |item| change.of(item.id) == Some(way))
    }

    /// The items that were behind then and are behind now, in order.
    pub fn still_behind(&self) -> impl Iterator<Item = &'a ItemAssessment> {
        let before = self.before;
        let is_behind = |item: &ItemAssessment| item.status.is_behind();
        self.now
            .items
            .iter()
            .filter(move |item| is_behind(item) && before.item(item.id).is_some_and(is_behind))
    }

    /// Returns a unit's place in a target in the period before.
    pub fn rank_before(&self, target: TargetId, unit: UnitId) -> Option<usize> {
        rank(self.before, target, unit)
    }

    /// The places that a unit went up (positive) or down in a target; `None` unless it was ranked both
    /// times.
    pub fn rank(&self, target: TargetId, unit: UnitId) -> Option<i64> {
        let place = |of| i64::try_from(rank(of, target, unit)?).ok();
        Some(place(self.before)? - place(self.now)?)
    }
}

fn rank(of: &Assessment, target: TargetId, unit: UnitId) -> Option<usize> {
    let part = of.item(target.item)?.unit(unit)?;
    part.targets.get(target.index())?.rank
}
