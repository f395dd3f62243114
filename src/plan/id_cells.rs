//! The ids in a table of the office, with those that a spreadsheet took for dates.

use super::ItemId;
use super::written_id::{self, WrittenId};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::csv::Cell;

/// Reads the ids of one file.
#[derive(Debug, Default)]
pub(crate) struct IdCells {
    /// What the file has, and the id that was meant.
    mangled: Vec<(String, ItemId)>,
    /// The first of them.
    place: Option<Place>,
}

impl IdCells {
    /// Reads the id in `cell`; `None` if it is not one.
    pub(crate) fn read(&mut self, source: &SourceFile, cell: &Cell) -> Option<ItemId> {
        match written_id::parse(&cell.text)? {
            WrittenId::Whole(id) => Some(id),
            WrittenId::Mangled(id) => Some(self.mangled(source, cell, id)),
            WrittenId::Bare(_) => None,
        }
    }

    /// Notes that `cell` shows a date in place of `id`.
    pub(super) fn mangled(&mut self, source: &SourceFile, cell: &Cell, id: ItemId) -> ItemId {
        self.mangled.push((cell.text.clone(), id));
        self.place.get_or_insert_with(|| source.place(cell.range.clone()));
        id
    }

    /// Reports the dates (F155), once for the file.
    pub(crate) fn report(self, diagnostics: &mut Diagnostics) {
        const SHOWN: usize = 3;
        let Some(place) = self.place else { return };
        let count = self.mangled.len();
        let shown = self.mangled.iter().take(SHOWN).map(|(text, id)| format!("“{text}”是{id}"));
        let shown = shown.collect::<Vec<_>>().join("，");
        let more = if count > SHOWN { "等" } else { "" };
        let message = format!("{count}个编号被表格软件改成了日期，已按编号读入：{shown}{more}");
        diagnostics.push(
            Diagnostic::new(Code::IdMangled, message)
                .at(place)
                .hint("填写以前把“编号”列的格式设为文本"),
        );
    }
}
