//! The plan out of `seeds/annex/*.csv`, which `duban import` writes and the office edits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::annex_file::{Field, columns, table};
use super::id_cells::IdCells;
use super::written_id::{self, WrittenId};
use super::{
    Annex, AnnexName, Column, Item, ItemId, ItemPlaces, Party, Plan, annex_names, instructions,
    name_cells, short_title, titles,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::columns::{NamedRow, NamedRows, read_table};
use crate::input::csv::Cell;
use crate::registry::Registry;
use crate::targets::Target;

impl Plan {
    /// Reads the plan of the workspace `root`.
    ///
    /// A row whose number or text cannot be read is reported and left out. Any other error in a row is
    /// reported, and the item is kept without the faulty value. A name that the registry does not know is
    /// kept in the item as [`super::Who::Unknown`]. Titles are those of `seeds/titles.csv`. The instructions of leaders
    /// (`seeds/instructions.csv`) follow the items of the notice.
    pub fn load(root: &Path, registry: &Registry, diagnostics: &mut Diagnostics) -> Self {
        let mut sources = Vec::new();
        let before = diagnostics.len();
        for annex in Annex::all() {
            sources.extend(
                table(annex).read_optional(root, diagnostics).map(|source| (annex, source)),
            );
        }
        if sources.is_empty() && diagnostics.len() == before {
            diagnostics.push(no_annex(Annex::TASKS, "seeds/annex 里没有附件表".to_owned()));
        }
        let mut plan = Self::from_sources(&sources, registry, diagnostics);
        plan.report_empty(&sources, diagnostics);
        if let Some(source) = instructions::table().read_optional(root, diagnostics) {
            plan.add(instructions::read(&source, registry, diagnostics));
        }
        if let Some(names) = annex_names::table().read_optional(root, diagnostics) {
            plan.read_annex_names(&names, diagnostics);
        }
        let titles = titles::table().read_optional(root, diagnostics);
        if let Some(titles) = titles.filter(|_| !plan.items.is_empty()) {
            plan.read_titles(&titles, diagnostics);
        }
        plan
    }

    /// Reports annexes without an item.
    fn report_empty(&self, sources: &[(Annex, SourceFile)], diagnostics: &mut Diagnostics) {
        let mut empty = 0;
        for (annex, source) in sources {
            if self.items.iter().all(|item| item.id.annex != *annex) {
                empty += 1;
                let message = "只有列名，下面没有一项可读的事项";
                let problem = Diagnostic::new(Code::TableEmpty, message).at(source.place(0..0));
                diagnostics
                    .push(problem.hint("通知确有这张附件的，请重新导入，或检查文件是否完整"));
            }
        }
        if let Some((_, source)) = sources.first().filter(|_| empty == sources.len()) {
            let message = "附件各表中没有一项可读的事项，任务函、表格和通报都无从生成";
            diagnostics.push(
                Diagnostic::new(Code::PlanEmpty, message)
                    .at(Place::file(source.name()))
                    .hint("先运行 duban import，由通知原文生成附件表，或检查文件是否只存下了列名"),
            );
        }
    }

    /// The plan that the annex files given write down; see [`Plan::load`]. Titles are those that the texts propose.
    pub fn from_sources(
        sources: &[(Annex, SourceFile)],
        registry: &Registry,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut loader =
            Loader { registry, diagnostics, items: Vec::new(), places: BTreeMap::new() };
        for (annex, source) in sources {
            loader.read_annex(*annex, source);
        }
        Self::with_places(loader.items, loader.places)
    }
}

/// F101: the file of an annex is not there.
pub fn no_annex(annex: Annex, message: String) -> Diagnostic {
    let problem = Diagnostic::new(Code::FileMissing, message).at(Place::file(annex.file()));
    problem.hint("先运行 duban import，由通知原文生成附件表")
}

/// The items read so far.
struct Loader<'a> {
    registry: &'a Registry,
    diagnostics: &'a mut Diagnostics,
    items: Vec<Item>,
    places: BTreeMap<ItemId, ItemPlaces>,
}

impl Loader<'_> {
    fn read_annex(&mut self, annex: Annex, source: &SourceFile) {
        let table = read_table(source, columns(annex), self.diagnostics);
        let Some(rows) = NamedRows::beside_kept(&table, columns(annex), self.diagnostics) else {
            return;
        };
        let mut ids = IdCells::default();
        for named in rows.iter() {
            let row = Row { annex, named };
            if let Some(item) = self.item(&row, &mut ids) {
                self.places.insert(item.id, row.places());
                self.items.push(item);
            }
        }
        ids.report(self.diagnostics);
    }

    fn item(&mut self, row: &Row<'_>, ids: &mut IdCells) -> Option<Item> {
        let id = self.id(row, ids)?;
        let text = row.needed(Field::Text, self.diagnostics)?.text.clone();
        if self.places.contains_key(&id) {
            self.report(
                Diagnostic::new(Code::ItemDuplicate, format!("编号{id}重复，本行未读入"))
                    .hint("每个序号只能用一次，请改正序号或删除重复的行"),
                row.cell(Field::Number),
                row,
            );
            return None;
        }
        let mut item = Item {
            annex: Arc::new(AnnexName::usual(id.annex)),
            id,
            since: None,
            category: Some(row.cell(Field::Category))
                .filter(|cell| !cell.is_empty())
                .map(|cell| cell.text.clone()),
            text,
            short_title: String::new(),
            leaders: self.leaders(row),
            lead: self.parties(Column::Lead, row),
            support: self.parties(Column::Support, row),
            implement: self.parties(Column::Implement, row),
            deadline: Some(row.cell(Field::Deadline))
                .filter(|cell| !cell.is_empty())
                .map(|cell| cell.text.clone()),
            targets: self.targets(row),
            inherited: self.inherited(row),
        };
        item.short_title = short_title::propose(id.annex, &item.text, &item.targets);
        Some(item)
    }

    /// The id of a row, of which the cell may have the sequence number alone. Excel may have stored it as 12.0. 3-1 in
    /// annex 2 is the first part of item 3.
    fn id(&mut self, row: &Row<'_>, ids: &mut IdCells) -> Option<ItemId> {
        let cell = row.needed(Field::Number, self.diagnostics)?;
        let here = |id: ItemId| match id.annex == row.annex {
            true => Some(id),
            false => id.as_number().map(|number| number.of(row.annex)),
        };
        let id = match written_id::parse(&cell.text) {
            Some(WrittenId::Bare(number)) => Some(number.of(row.annex)),
            Some(WrittenId::Whole(id)) => here(id),
            Some(WrittenId::Mangled(id)) => {
                here(id).map(|id| ids.mangled(row.named.source, cell, id))
            }
            None => None,
        };
        if id.is_none() {
            self.report(
                Diagnostic::new(
                    Code::CellInvalid,
                    format!("序号“{}”不是正整数，本行未读入", cell.text),
                )
                .hint("序号填写通知附件中的编号，如 131"),
                cell,
                row,
            );
        }
        id
    }

    /// The leaders of a row; a name that occurs twice counts once.
    fn leaders(&mut self, row: &Row<'_>) -> Vec<String> {
        let source = row.named.source;
        let report = |problem: Diagnostic, cell: &Cell| {
            self.diagnostics.push(problem.at(source.place(cell.range.clone())));
        };
        name_cells::leaders(row.cell(Field::Names(Column::Leaders)), self.registry, report)
    }

    /// The units and collectives in a column of a row; a name that occurs twice counts once.
    fn parties(&mut self, column: Column, row: &Row<'_>) -> Vec<Party> {
        let source = row.named.source;
        let report = |problem: Diagnostic, cell: &Cell| {
            self.diagnostics.push(problem.at(source.place(cell.range.clone())));
        };
        name_cells::parties(column, row.cell(Field::Names(column)), self.registry, report)
    }

    /// The columns that 沿用 lists, by their titles or English names.
    fn inherited(&mut self, row: &Row<'_>) -> BTreeSet<Column> {
        let mut inherited = BTreeSet::new();
        for cell in row.cell(Field::Inherited).names() {
            let named = |column: &Column| {
                [column.title(), column.word(), column.as_str()].contains(&&*cell.text)
                    || (*column == Column::Leaders && cell.text.ends_with(column.word()))
            };
            if let Some(column) = Column::ALL.into_iter().find(named) {
                inherited.insert(column);
                continue;
            }
            self.report(
                Diagnostic::new(
                    Code::CellInvalid,
                    format!("沿用的“{}”不是列名，未采用", cell.text),
                )
                .hint("可填：牵头领导、牵头单位、配合单位、实施单位"),
                &cell,
                row,
            );
        }
        inherited
    }

    /// The targets of a row that can be read.
    fn targets(&mut self, row: &Row<'_>) -> Vec<Target> {
        let cell = row.cell(Field::Targets);
        let mut targets = Vec::new();
        for read in Target::parse_each(&cell.text) {
            match read {
                Ok(target) => targets.push(target),
                Err(error) => self.report(
                    Diagnostic::new(Code::TargetInvalid, format!("{error}，此目标未采用"))
                        .hint("写作：对象 比较符 数字 计量单位，如 城镇登记失业率 ≤ 4 %；多个目标用；隔开"),
                    &cell.part(error.range),
                    row,
                ),
            }
        }
        targets
    }

    fn report(&mut self, problem: Diagnostic, cell: &Cell, row: &Row<'_>) {
        let place = row.named.source.place(cell.range.clone());
        self.diagnostics.push(problem.at(place));
    }
}

/// A row of an annex file.
struct Row<'a> {
    annex: Annex,
    named: NamedRow<'a, Field>,
}

impl Row<'_> {
    fn cell(&self, field: Field) -> &Cell {
        self.named.cell(field)
    }

    /// The cell of a field; reported (F115) when it has no content.
    fn needed(&self, field: Field, diagnostics: &mut Diagnostics) -> Option<&Cell> {
        self.named.needed(field, diagnostics)
    }

    fn places(&self) -> ItemPlaces {
        let place = |field| self.named.place(field);
        ItemPlaces {
            text: place(Field::Text),
            columns: Column::ALL.map(|column| place(Field::Names(column))),
            targets: place(Field::Targets),
            deadline: place(Field::Deadline),
        }
    }
}
