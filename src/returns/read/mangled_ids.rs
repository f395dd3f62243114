//! Ids in a file of returns that a spreadsheet took for dates.

use super::problem::{Problem, quote};
use crate::diagnostic::{Code, Place};
use crate::plan::ItemId;

/// The number of ids that are named.
const SHOWN: usize = 3;

/// The dates of a file that were read as ids, in the order of its rows.
#[derive(Debug, Default)]
pub(super) struct MangledIds {
    count: usize,
    /// The first of them, and the ids that were meant.
    shown: Vec<(String, ItemId)>,
    /// The place of the first.
    place: Option<Place>,
}

impl MangledIds {
    pub(super) fn add(&mut self, written: &str, id: ItemId, place: impl FnOnce() -> Place) {
        self.count += 1;
        if self.shown.len() < SHOWN {
            self.shown.push((quote(written), id));
        }
        self.place.get_or_insert_with(place);
    }

    /// Returns G112, once for the file; `None` if there are none.
    pub(super) fn report(self) -> Option<Problem> {
        let Self { count, shown, place } = self;
        let more = if count > shown.len() { "等" } else { "" };
        let shown = shown.iter().map(|(written, id)| format!("“{written}”是{id}"));
        let shown = shown.collect::<Vec<_>>().join("，");
        let message = format!("{count}个编号被表格软件改成了日期，已按编号读入：{shown}{more}");
        let problem = Problem::new(Code::ReturnItemMangled, message).at(place?);
        Some(problem.hint("填写前把“编号”列的格式设为文本"))
    }
}
