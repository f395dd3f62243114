//! `leaders.csv`: the leaders in charge, with their posts.

use super::order::in_order;
use super::{Leader, Registry};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::columns::{ColumnSpec, NamedRows};
use crate::input::csv::CsvTable;

const COLUMNS: &[ColumnSpec] = &[
    ColumnSpec::optional("顺序", "order"),
    ColumnSpec::required("姓名", "name"),
    ColumnSpec::optional("职务", "post"),
];

impl Registry {
    /// Adds the leaders of `source`, in protocol order.
    pub(super) fn read_leaders(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = CsvTable::parse(source, diagnostics);
        let Some(rows) = NamedRows::new(&table, COLUMNS, diagnostics) else {
            return;
        };
        for row in in_order(&rows, source, diagnostics) {
            let Some(cell) = row.needed("姓名", source, diagnostics) else {
                continue;
            };
            let name: String = cell.text.split_whitespace().collect();
            if self.names.claim_leader(&name, self.leaders.len()) {
                let post = row.cell("职务").text.clone();
                self.leaders.push(Leader { name, post });
            } else {
                diagnostics.push(
                    Diagnostic::new(Code::NameAmbiguous, format!("领导“{name}”重复，本行未读入"))
                        .at(source.place(cell.range.clone()))
                        .hint("删除重复的一行"),
                );
            }
        }
    }
}
