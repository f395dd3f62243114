//! The short titles that the office gives to items: `seeds/titles.csv`.

use std::collections::{BTreeMap, BTreeSet};

use super::id_cells::IdCells;
use super::short_title::{MOST, cuts_number, fits, is_closed, length};
use super::{Item, ItemId, Plan};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use crate::input::csv::Cell;
use crate::input::csv_writer;

/// The file of the workspace that holds the short titles.
pub const TITLES_FILE: &str = "seeds/titles.csv";

file_columns! {
    enum Column {
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Title = ColumnSpec::required("简称", "title").or(&["短标题"]),
    }
}

/// The table of short titles.
pub(super) fn table() -> BaseTable {
    BaseTable::optional(TITLES_FILE, Column::ALL)
}

/// Returns the bytes of a file of short titles.
pub fn titles_csv(titles: impl Iterator<Item = (ItemId, String)>) -> Vec<u8> {
    let header = Column::ALL.iter().map(|(_, column)| column.title.to_owned()).collect::<Vec<_>>();
    let rows = titles.map(|(id, title)| vec![id.to_string(), title]);
    csv_writer::bytes(std::iter::once(header).chain(rows))
}

impl Plan {
    /// Gives the items the titles that `source` writes down. A row that cannot be used is reported, and its item
    /// keeps the title that its text proposes; so do the items without a row.
    pub fn read_titles(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return;
        };
        let mut titles: BTreeMap<ItemId, Cell> = BTreeMap::new();
        let (mut seen, mut ids) = (BTreeSet::new(), IdCells::default());
        for row in rows.iter() {
            let Some(id) = row.needed(Column::Item, diagnostics) else {
                continue;
            };
            let mut refuse = |code, message: String, cell: &Cell, hint: &str| {
                diagnostics.push(source.problem(code, message, cell).hint(hint));
            };
            let Some(item) = ids.read(source, id).and_then(|id| self.row(id)) else {
                let message = format!("没有编号为“{}”的事项，本行未读入", id.text);
                refuse(Code::TitleInvalid, message, id, "编号写作“附件号-序号”，如 2-41");
                continue;
            };
            if !seen.insert(item.id) {
                let message = format!("{}的简称重复，以前一行为准", item.id);
                refuse(Code::TitleInvalid, message, id, "每个编号只写一行，请删除多余的一行");
                continue;
            }
            let Some(cell) = row.filled(Column::Title) else {
                let message = format!("{}的简称是空的，暂用“{}”", item.id, item.short_title);
                let cell = row.cell(Column::Title);
                refuse(Code::TitleInvalid, message, cell, "填写简称，或删除本行");
                continue;
            };
            match fault(&cell.text, item) {
                None => {
                    titles.insert(item.id, cell.clone());
                }
                Some((code, fault, hint)) => {
                    let message =
                        format!("简称“{}”{fault}，未采用，暂用“{}”", cell.text, item.short_title);
                    refuse(code, message, cell, hint);
                }
            }
        }
        ids.report(diagnostics);
        self.report_equal(&titles, source, diagnostics);
        self.report_untitled(&seen, source, diagnostics);
        for item in self.items.iter_mut().chain(self.headings.values_mut()) {
            if let Some(cell) = titles.get(&item.id) {
                item.short_title.clone_from(&cell.text);
            }
        }
    }

    /// Reports titles that two items of an annex share.
    fn report_equal(
        &self,
        titles: &BTreeMap<ItemId, Cell>,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) {
        let mut first = BTreeMap::new();
        for (id, cell) in titles {
            if let Some(other) = first.insert((id.annex, &cell.text), id) {
                let message = format!("简称“{}”与{other}的相同", cell.text);
                let problem = source.problem(Code::TitleShared, message, cell);
                diagnostics.push(problem.hint("改动其中一个，使人不看编号也能分清"));
            }
        }
    }

    /// Reports the items without a row, once a file.
    fn report_untitled(
        &self,
        seen: &BTreeSet<ItemId>,
        source: &SourceFile,
        diagnostics: &mut Diagnostics,
    ) {
        let is_untitled = |item: &&Item| !seen.contains(&item.id) && !item.id.is_instruction();
        let untitled = self.items().iter().filter(is_untitled);
        let names: Vec<String> = untitled.map(Item::name).collect();
        if !names.is_empty() {
            let message =
                format!("{}项没有简称，暂用按原文拟的：{}", names.len(), names.join("、"));
            let problem = Diagnostic::new(Code::TitleMissing, message).at(source.place(0..0));
            diagnostics.push(problem.hint("核对后把编号和简称补进本文件"));
        }
    }
}

/// The reason why a title cannot be used, with the code of the problem and what to do.
fn fault(title: &str, item: &Item) -> Option<(Code, String, &'static str)> {
    let invalid = |fault: String, hint| Some((Code::TitleInvalid, fault, hint));
    if length(title) > MOST {
        return invalid(
            format!("有{}个字，多于{MOST}个", length(title)),
            "缩短到14个字以内，标点也算字数",
        );
    }
    if !is_closed(title) {
        return invalid("的引号或括号不成对".to_owned(), "补齐引号、括号，或不用它们");
    }
    if cuts_number(title, &item.text) {
        return invalid("在数字中间断开".to_owned(), "写全数字，或不写数字");
    }
    if title.chars().any(char::is_control) {
        return invalid("里有换行等控制字符".to_owned(), "写成一行");
    }
    (!fits(title, &item.text)).then(|| {
        let fault = format!("不像{}的：原文里找不到它的大半文字", item.id);
        (Code::TitleForeign, fault, "核对编号；简称至少有一半的字取自原文")
    })
}
