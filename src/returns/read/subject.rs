//! The item and the target that a row is about, by all of its marks.

use super::goal::{self, Goal};
use super::index::Index;
use super::item_choice::{Mark, NoItem, Votes};
use super::key_cells;
use super::problem::Problem;
use crate::plan::{Item, TargetId};
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::form::RowKey;
use crate::targets::quantity::is_missing;

/// The marks of a row, as typed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks<'r> {
    pub key: Option<&'r RowKey>,
    pub id: &'r str,
    pub text: &'r str,
    pub number: &'r str,
    pub goal: &'r str,
}

/// The item and the target of a row.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub item: &'a Item,
    pub target: TargetId,
    /// True if the id was taken for a date.
    pub mangled: bool,
    /// The marks that mean nothing, or were changed.
    pub unknown: Vec<Mark>,
    /// True if the goal is that of the target. Only then is it certain that the cells beside it are the item's too.
    pub confirmed: bool,
}

/// The reason for which the subject of a row is not known.
#[derive(Debug)]
pub(super) enum NoSubject {
    /// The cell of a field does not say which one.
    Unnamed(Field, Problem),
    /// The marks mean different ones.
    Contradiction(Votes),
    /// The target is that of another unit.
    OfUnit(UnitId),
}

/// Returns the subject of a row of `unit`.
///
/// # Errors
/// The marks mean different subjects, or none.
pub(super) fn find<'a>(
    marks: Marks<'_>,
    unit: Option<UnitId>,
    index: &Index<'a>,
) -> Result<Subject<'a>, NoSubject> {
    let key = marks.key.map(|key| key.target);
    let choice = index.choose(marks.id, marks.text, key.map(|key| key.item));
    let choice = choice.map_err(|error| match error {
        NoItem::Unnamed(error) => {
            NoSubject::Unnamed(Field::Item, key_cells::no_item(marks.id, &error))
        }
        NoItem::Contradiction(votes) => NoSubject::Contradiction(votes),
    })?;
    let (item, mut unknown) = (choice.item, choice.unknown);
    let there = |key: &TargetId| item.reported().any(|(id, _)| id == *key);
    let by_key = key.filter(there);
    let mut votes: Vec<(Mark, Vec<TargetId>)> = Vec::new();
    votes.extend(by_key.map(|key| (Mark::Key, vec![key])));
    let mut unreadable = None;
    if !is_missing(marks.number) {
        match key_cells::target(marks.number, item) {
            Ok(target) => votes.push((Mark::Number, vec![target])),
            Err(problem) => unreadable = Some(problem),
        }
    }
    let goal = goal::read(marks.goal, item, unit, index);
    let confirmed = matches!(goal, Goal::Own { changed: false, .. });
    match goal {
        Goal::Blank => {}
        Goal::Unknown => unknown.push(Mark::Goal),
        Goal::OfUnit(unit) => return Err(NoSubject::OfUnit(unit)),
        Goal::Other(other) => {
            let mut votes = choice.votes;
            votes.push((Mark::Goal, other));
            return Err(NoSubject::Contradiction(votes));
        }
        Goal::Own { targets, changed } => {
            if changed {
                unknown.push(Mark::Goal);
            }
            votes.push((Mark::Goal, targets));
        }
    }
    let target = match (common(&votes), unreadable) {
        (Common::Contradiction, _) => {
            let votes = votes.iter().filter_map(|(mark, targets)| Some((*mark, *targets.first()?)));
            return Err(NoSubject::Contradiction(votes.collect()));
        }
        (Common::One(target), unreadable) => {
            unknown.extend(unreadable.map(|_| Mark::Number));
            target
        }
        (Common::None, None) => TargetId::first(item.id),
        (Common::None, Some(problem)) => return Err(NoSubject::Unnamed(Field::Target, problem)),
    };
    let mangled = choice.mangled && marks.key.is_none();
    Ok(Subject { item, target, mangled, unknown, confirmed })
}

/// The target that all marks may mean.
enum Common {
    /// No mark means one.
    None,
    One(TargetId),
    Contradiction,
}

fn common(votes: &[(Mark, Vec<TargetId>)]) -> Common {
    let Some((_, first)) = votes.first() else {
        return Common::None;
    };
    let mut common = first.iter();
    let found = common.find(|target| votes.iter().all(|(_, targets)| targets.contains(target)));
    found.map_or(Common::Contradiction, |target| Common::One(*target))
}
