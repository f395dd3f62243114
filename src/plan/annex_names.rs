//! The names of the annexes: those of the notice, which `seeds/annex/annexes.csv` keeps, or the usual ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::annex_name::{AnnexName, noun_of, nouns};
use super::{Annex, Item, Plan};
use crate::diagnostic::{Code, Diagnostics};
use crate::input::SourceFile;
use crate::input::base_table::BaseTable;
use crate::input::columns::{ColumnSpec, NamedRows, file_columns, read_table};
use crate::input::csv_writer;
use crate::input::text;

/// The file of the workspace that holds the names of the annexes, where they are not the usual ones.
pub const ANNEXES_FILE: &str = "seeds/annex/annexes.csv";

file_columns! {
    enum Column {
        Annex = ColumnSpec::required("附件", "annex").or(&["附件号", "附件序号"]),
        Title = ColumnSpec::required("名称", "title").or(&["标题", "附件名称"]),
        Noun = ColumnSpec::optional("简称", "noun").or(&["事项名称"]),
    }
}

/// The table of names.
pub(super) fn table() -> BaseTable {
    BaseTable::optional(ANNEXES_FILE, Column::ALL)
}

/// Returns the bytes of a file of names.
pub fn annexes_csv<'a>(titles: impl Iterator<Item = (Annex, &'a str)>) -> Vec<u8> {
    let header = Column::ALL.iter().map(|(_, column)| column.title.to_owned()).collect::<Vec<_>>();
    let rows =
        titles.map(|(annex, title)| vec![annex.to_string(), title.to_owned(), noun_of(title)]);
    csv_writer::bytes(std::iter::once(header).chain(rows))
}

impl Plan {
    /// Gives the annexes the names that `source` writes down; the others keep the usual ones.
    pub fn read_annex_names(&mut self, source: &SourceFile, diagnostics: &mut Diagnostics) {
        let table = read_table(source, Column::ALL, diagnostics);
        let Some(rows) = NamedRows::new(&table, Column::ALL, diagnostics) else { return };
        let mut names = BTreeMap::new();
        for row in rows.iter() {
            let Some(cell) = row.needed(Column::Annex, diagnostics) else { continue };
            let digits = text::numeral(&cell.text);
            let digits = digits.strip_prefix("附件").unwrap_or(&digits);
            let annex = digits.parse().ok().and_then(Annex::new);
            let Some(annex) = annex.filter(|annex| !names.contains_key(annex)) else {
                let message = format!("“{}”不是附件号，或写了两次，本行未读入", cell.text);
                let problem = source.problem(Code::CellInvalid, message, cell);
                diagnostics.push(problem.hint("附件号写数字，如 3，每个附件只写一行"));
                continue;
            };
            let Some(title) = row.needed(Column::Title, diagnostics) else { continue };
            let noun = row
                .filled(Column::Noun)
                .map_or_else(|| noun_of(&title.text), |cell| cell.text.clone());
            names.insert(annex, AnnexName::of_noun(annex, Some(title.text.clone()), noun));
        }
        self.name_annexes(names);
    }

    /// Gives the annexes these names, and the usual ones to the others.
    pub(super) fn name_annexes(&mut self, mut names: BTreeMap<Annex, AnnexName>) {
        let annexes: BTreeSet<Annex> = self.annexes().collect();
        let mut words = BTreeSet::new();
        self.names = annexes
            .into_iter()
            .map(|annex| {
                let mut name = names.remove(&annex).unwrap_or_else(|| AnnexName::usual(annex));
                // 任务3 would be an item of either.
                if !words.insert(name.word.clone()) {
                    name.word = format!("{}{}", annex.words(), name.word);
                }
                (annex, Arc::new(name))
            })
            .collect();
        let rows = self.items.iter_mut().chain(self.headings.values_mut());
        for item in rows {
            if let Some(name) = self.names.get(&item.id.annex) {
                item.annex = Arc::clone(name);
            }
        }
    }

    /// Returns the name of an annex.
    pub fn annex_name(&self, annex: Annex) -> Arc<AnnexName> {
        self.names.get(&annex).map_or_else(|| Arc::new(AnnexName::usual(annex)), Arc::clone)
    }

    /// Returns the names of the annexes that have items, in order.
    pub fn annex_names(&self) -> impl Iterator<Item = &AnnexName> {
        self.names.values().map(|name| &**name)
    }

    /// Returns the nouns of the annexes that have items, in a row: 主要指标和重点工作任务.
    pub fn scope(&self, is_meant: impl Fn(&AnnexName) -> bool) -> String {
        nouns(self.annex_names().filter(|name| is_meant(name)))
    }

    /// Returns the name of its indicators: 主要指标, also where there are none.
    pub fn indicators_name(&self) -> String {
        self.name_of(true, Annex::INDICATORS)
    }

    /// Returns the name of its other items: 重点工作任务, also where there are none.
    pub fn tasks_name(&self) -> String {
        self.name_of(false, Annex::TASKS)
    }

    fn name_of(&self, has_indicators: bool, usual: Annex) -> String {
        match self.scope(|name| name.has_indicators == has_indicators) {
            name if name.is_empty() => usual.noun().to_owned(),
            name => name,
        }
    }

    /// Returns the items of all annexes of indicators, in order.
    pub fn indicators(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.annex.has_indicators)
    }

    /// Returns the items of all other annexes, in order.
    pub fn tasks(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.annex.has_indicators)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Province;

    #[test]
    fn annexes_go_by_the_names_of_their_file() {
        let lead = |item: crate::sample::Item| item.leaders("黄强").lead("省教育厅");
        let province = Province::new().unit("省教育厅", "组成部门").leader("黄强");
        let province = province.indicator(7, "建成学校。", lead).task(3, "修路。", lead);
        let (_, mut plan) = province.annexed(3, 5, "办实事。", lead).load();
        assert_eq!(plan.name("3-5".parse().unwrap()), "事项5（办实事）");
        let csv = annexes_csv(
            [
                (Annex::INDICATORS, "2019年重点工作任务分解表"),
                (Annex::OTHERS, "2019年为民实事清单"),
            ]
            .into_iter(),
        );
        let mut problems = Diagnostics::new();
        plan.read_annex_names(&SourceFile::decode(ANNEXES_FILE, &csv).unwrap(), &mut problems);
        assert_eq!(problems, Diagnostics::new());
        let words: Vec<_> = plan.items().iter().map(Item::words).collect();
        assert_eq!(words, ["任务7", "附件2任务3", "事项5"]);
        assert_eq!(plan.scope(|_| true), "重点工作任务和为民实事");
        assert_eq!(plan.indicators().count(), 0);
    }
}
