//! Rows whose marks mean different items: each one named, or a block of which some columns were sorted.

use super::item_choice::{Mark, Votes};
use super::problem::{Consequence, Problem};
use crate::diagnostic::{Code, Place};
use crate::plan::{ItemId, TargetId};

/// A row whose marks mean different items.
#[derive(Debug)]
pub(super) struct MixedUp {
    /// The row's line.
    pub line: usize,
    pub place: Place,
    pub votes: Votes,
    /// True if the unit typed something in the row.
    pub filled: bool,
}

/// The fewest rows that are reported together even if they do not change places among each other.
const MANY: usize = 6;

/// Reports the rows of a table (G200, G202), which are not read. A row in which nothing was typed is named only if
/// no other is.
pub(super) fn report(mut rows: Vec<MixedUp>, together: bool) -> Vec<Problem> {
    rows.sort_by_key(|row| row.line);
    if together || is_block(&rows) || rows.len() >= MANY {
        return block(&rows).into_iter().collect();
    }
    if rows.iter().any(|row| row.filled) {
        rows.retain(|row| row.filled);
    }
    rows.into_iter().map(single).collect()
}

/// Returns whether the goals of rows are those of others: the cells from there on were sorted without the items, and
/// those of a row without a goal may have moved as well. `lost` rows have no goal although they have a target.
pub(super) fn goals_moved(rows: &[MixedUp], lost: usize) -> bool {
    let by_goal = rows.iter().filter_map(|row| {
        let (_, goal) = row.votes.iter().find(|(mark, _)| *mark == Mark::Goal)?;
        // The first mark is the key, where there is one: a goal that agrees with it has not moved.
        let (_, first) = row.votes.first()?;
        (first != goal).then_some((*first, *goal))
    });
    let moved: Vec<_> = by_goal.collect();
    // Two targets of one item whose numbers were confused.
    let is_swap = matches!(moved[..], [(one, other), (two, another)]
        if (one, other) == (another, two) && one.item == other.item);
    !moved.is_empty() && moved.len() + lost > 1 && !(is_swap && lost == 0)
}

/// Returns whether the items that one mark names are those that another names in other rows.
fn is_block(rows: &[MixedUp]) -> bool {
    let (mut one, mut other): (Vec<ItemId>, Vec<ItemId>) =
        rows.iter().filter_map(|row| sides(&row.votes)).unzip();
    one.sort();
    other.sort();
    one.len() > 1 && one == other
}

/// Returns the item of the first mark, and the one that another mark names instead.
fn sides(votes: &Votes) -> Option<(ItemId, ItemId)> {
    let mut items = votes.iter().map(|(_, target)| target.item);
    let first = items.next()?;
    Some((first, items.find(|&item| item != first)?))
}

/// Returns G202.
fn block(rows: &[MixedUp]) -> Option<Problem> {
    let (first, last) = (rows.first()?, rows.last()?);
    let mut marks: Vec<_> = rows.iter().flat_map(|row| &row.votes).map(|(mark, _)| *mark).collect();
    marks.sort();
    marks.dedup();
    let marks: Vec<_> = marks.into_iter().map(Mark::word).collect();
    let count = rows.len();
    let message = format!(
        "第{}至{}行中有{count}行的{}不是同一项的，疑似只对部分列排过序，不能确定各行填的是哪一项",
        first.line,
        last.line,
        marks.join("、")
    );
    let filled = rows.iter().filter(|row| row.filled).count();
    let problem = Problem::new(Code::RowsMixedUp, message).at(first.place.clone());
    let hint = "请填报单位在原表上重新填报，或选中全部列（含隐藏列）恢复原来的次序";
    Some(problem.with(Consequence::RowsNotRead(filled)).hint(hint))
}

/// Returns G200.
fn single(row: MixedUp) -> Problem {
    let several = row.votes.iter().any(|(_, target)| target.number.get() > 1);
    let says = row.votes.iter().map(|(mark, target)| {
        format!(
            "{}是{}",
            mark.word(),
            if several { target_words(*target) } else { target.item.to_string() }
        )
    });
    let says: Vec<_> = says.collect();
    let message = format!("{}，不能确定填的是哪一项", says.join("，"));
    Problem::of_row(Code::RowContradicts, message)
        .at(row.place)
        .hint("可能只对部分列排过序、复制过行或改过编号；请填报单位核对后重填")
}

fn target_words(target: TargetId) -> String {
    format!("{}第{}个指标", target.item, target.number.get())
}
