//! `leaders.csv`: the leaders in charge, with their posts.

use super::order::in_order;
use super::units::{check_length, validity};
use super::{Leader, Registry};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};

/// The file of leaders, relative to the workspace.
pub const LEADERS_FILE: &str = "seeds/leaders.csv";

file_columns! {
    enum Column {
        Order = ColumnSpec::optional("顺序", "order"),
        Name = ColumnSpec::required("姓名", "name"),
        Post = ColumnSpec::optional("职务", "post"),
        From = ColumnSpec::optional("生效", "valid_from"),
        To = ColumnSpec::optional("失效", "valid_to"),
    }
}

/// The table of leaders.
pub(super) fn table() -> BaseTable {
    BaseTable::required(LEADERS_FILE, Column::ALL)
}

impl Registry {
    /// Adds the leaders of `source`, in protocol order.
    pub(super) fn read_leaders(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else {
            return;
        };
        for row in in_order(&rows, Column::Order, diagnostics) {
            let Some(cell) = row.needed(Column::Name, diagnostics) else {
                continue;
            };
            check_length(cell, source, diagnostics);
            let name: String = cell.text.split_whitespace().collect();
            if self.names.claim_leader(&name, self.leaders.len()) {
                let post = row.cell(Column::Post).text.clone();
                let (valid_from, valid_to) =
                    validity(&row, (Column::From, Column::To), diagnostics);
                self.leaders.push(Leader { name, post, valid_from, valid_to });
                self.leader_places.push(row.place(Column::Name));
            } else {
                let message = format!("领导“{name}”重复，本行未读入");
                let problem = source.problem(Code::NameAmbiguous, message, cell);
                diagnostics.push(problem.hint("删除重复的一行"));
            }
        }
    }
}
