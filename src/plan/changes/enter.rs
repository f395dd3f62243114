//! The rows of `seeds/changes.csv` entered one after the other, each checked against what is in force on its date.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Change;
use super::row::{Column, Reader, Row, Subject};
use super::value::{Changed, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::input::SourceFile;
use crate::input::columns::{NamedRows, read_table};
use crate::plan::id_cells::IdCells;
use crate::plan::{self, Item, ItemId, Plan};
use crate::registry::{Registry, Who};

/// The changes entered so far.
pub(super) struct Ledger {
    pub list: Vec<Change>,
    /// The plan after them.
    plan: Plan,
    year: i16,
    /// The columns that have a change on a date, with true where it is one of every item in which a name stood.
    entered: BTreeMap<(Date, ItemId, Changed), bool>,
    withdrawn: BTreeSet<ItemId>,
}

impl Ledger {
    pub(super) fn new(plan: Plan, year: i16) -> Self {
        let (entered, withdrawn) = (BTreeMap::new(), BTreeSet::new());
        Self { list: Vec::new(), plan, year, entered, withdrawn }
    }

    /// Enters the rows of a file by their dates.
    pub(super) fn read(
        &mut self,
        source: &SourceFile,
        registry: &Registry,
        problems: &mut Diagnostics,
    ) {
        let table = read_table(source, Column::ALL, problems);
        let Some(named) = NamedRows::new(&table, Column::ALL, problems) else { return };
        let mut reader = Reader { registry, year: self.year, ids: IdCells::default(), problems };
        let mut rows: Vec<Row> = named.iter().filter_map(|row| reader.row(&row)).collect();
        let Reader { ids, problems, .. } = reader;
        ids.report(problems);
        rows.sort_by_key(|row| row.date);
        for row in &rows {
            match row.item {
                Some(id) => self.enter(row, id, registry, problems),
                None => self.enter_all(row, registry, problems),
            }
        }
    }

    /// Enters a change of one item.
    fn enter(&mut self, row: &Row, id: ItemId, registry: &Registry, problems: &mut Diagnostics) {
        let Some(item) = self.plan.item(id).cloned() else {
            return problems.extend(self.without_item(row, id).into_iter().collect());
        };
        if item.since.is_some_and(|since| row.date < since) {
            let message = format!("{}在{}还没有交办，本行未采用", item.name(), row.date);
            return problems.push(not_in_force(row, message));
        }
        let changes: Vec<(Value, Value)> = match row.subject {
            Subject::Successor => taken_over(&item, row),
            Subject::Column(changed) => {
                let now = Value::of(&item, changed);
                match changed == Changed::Item || now.is(&row.before, self.year) {
                    true => vec![(now, row.after.clone())],
                    false => Vec::new(),
                }
            }
        };
        if changes.is_empty() {
            let message = match row.subject {
                Subject::Successor => {
                    format!("{}在{}没有单位“{}”", item.name(), row.date, row.before.words())
                }
                Subject::Column(changed) => {
                    let shown = |words: String| match &*words {
                        "" => "空的".to_owned(),
                        _ => format!("“{words}”"),
                    };
                    let now = shown(Value::of(&item, changed).words());
                    let (name, date) = (item.name(), row.date);
                    let before = shown(row.before.words());
                    format!("{name}的{}在{date}是{now}，不是{before}", changed.word())
                }
            };
            return problems.push(not_in_force(row, format!("{message}，本行未采用")));
        }
        self.push((row, registry), id, changes, problems);
    }

    /// Enters a change of every item in which the earlier content stands.
    fn enter_all(&mut self, row: &Row, registry: &Registry, problems: &mut Diagnostics) {
        if row.before.is_empty() || matches!(row.subject, Subject::Column(Changed::Item)) {
            let message = "没有编号的一行须写明原为什么，撤销须写明编号，本行未采用";
            let problem = Diagnostic::new(Code::ChangeInvalid, message);
            return problems.push(problem.at(row.places.item.clone()).hint("填写编号，如 2-41"));
        }
        let items: Vec<Item> = self.plan.items().to_vec();
        let mut is_found = false;
        for item in items.iter().filter(|item| item.since.is_none_or(|since| since <= row.date)) {
            let changes = match row.subject {
                Subject::Successor => taken_over(item, row),
                Subject::Column(changed) => {
                    let now = Value::of(item, changed);
                    let after = match changed {
                        Changed::Names(_) => now.replaced(&row.before, &row.after),
                        _ => now.is(&row.before, self.year).then(|| row.after.clone()),
                    };
                    after.map(|after| (now, after)).into_iter().collect()
                }
            };
            is_found |= !changes.is_empty();
            self.push((row, registry), item.id, changes, problems);
        }
        if !is_found {
            let (date, before) = (row.date, row.before.words());
            let message = format!("{date}没有一项事项的这一列有“{before}”，本行未采用");
            problems.push(not_in_force(row, message));
        }
    }

    /// Adds changes of an item, unless one of the columns has another change on the same date (P182), or the item would
    /// be left without a lead unit.
    fn push(
        &mut self,
        (row, registry): (&Row, &Registry),
        id: ItemId,
        changes: Vec<(Value, Value)>,
        problems: &mut Diagnostics,
    ) {
        for (before, after) in changes {
            let changed = after.changed();
            let is_for_all = row.item.is_none();
            let key = (row.date, id, changed);
            if let Some(other) = self.entered.get(&key)
                && !(is_for_all && *other)
            {
                let (name, word) = (self.plan.name(id), changed.word());
                let message = format!("{name}的{word}在{}已有一次调整，本行未采用", row.date);
                problems.push(
                    Diagnostic::new(Code::ChangeTwice, message)
                        .at(row.places.after.clone())
                        .hint("一天内一项的一列只能调整一次，合并成一行"),
                );
                continue;
            }
            if after.is_empty() && changed == Changed::Names(plan::Column::Lead) {
                let message = format!("{}就没有牵头单位了，本行未采用", self.plan.name(id));
                let problem = Diagnostic::new(Code::ChangeInvalid, message);
                problems.push(problem.at(row.places.after.clone()).hint("填写接手的单位"));
                continue;
            }
            if let Some(problem) = not_there(&before, &after, row, registry) {
                problems.push_new(problem);
            }
            self.entered.insert(key, is_for_all);
            let change = Change {
                date: row.date,
                item: id,
                before,
                after,
                evidence: row.evidence.clone(),
                place: row.places.after.clone(),
            };
            if changed == Changed::Item {
                self.withdrawn.insert(id);
            }
            self.plan.change(&change);
            self.list.push(change);
        }
    }

    /// The problem with a row about an item that is not there; rows of withdrawn items may be gone from the annex.
    fn without_item(&self, row: &Row, id: ItemId) -> Option<Diagnostic> {
        let at = row.places.item.clone();
        if self.withdrawn.contains(&id) {
            let message = format!("{id}已经撤销，本行未采用");
            return Some(not_in_force(row, message).at(at));
        }
        if self.plan.row(id).is_some() {
            let message = format!("{id}只是各分项的标题，没有单位，本行未采用");
            let problem = Diagnostic::new(Code::ChangeInvalid, message).at(at);
            return Some(problem.hint(format!("写明分项，如 {id}.1，每个分项一行")));
        }
        if row.subject == Subject::Column(Changed::Item) {
            let message = format!("撤销的{id}已不在附件中，撤销以前的文件也不再有这一项");
            let problem = Diagnostic::new(Code::ChangeWithoutItem, message).at(at);
            return Some(problem.hint("附件中保留撤销的事项，以前的通报才能照原样重做"));
        }
        let message = format!("没有编号为“{id}”的事项，本行未采用");
        let problem = Diagnostic::new(Code::ChangeInvalid, message).at(at);
        Some(problem.hint("检查编号；涉及各项的，编号留空"))
    }
}

/// P185: who takes over is not there yet, or no more, on the day of the change.
fn not_there(before: &Value, after: &Value, row: &Row, registry: &Registry) -> Option<Diagnostic> {
    let day = row.date;
    let told = |message: String| {
        let problem = Diagnostic::new(Code::ChangeNotThere, message).at(row.places.after.clone());
        Some(problem.hint("核对调整的日期和名录中的生效、失效"))
    };
    match (before, after) {
        (Value::Parties(_, before), Value::Parties(_, after)) => {
            let new = after.iter().filter(|party| !before.iter().any(|old| old.who == party.who));
            let mut units = new.filter_map(|party| match party.who {
                Who::Unit(unit) => Some(registry.unit(unit)),
                Who::Group(_) | Who::Unknown => None,
            });
            let (unit, first) = units.find_map(|unit| {
                let first = unit.valid_from.filter(|first| *first > day)?;
                Some((unit, first))
            })?;
            told(format!("“{}”自{first}起才有，{day}的调整已由它接手", unit.short))
        }
        (Value::Leaders(before), Value::Leaders(after)) => {
            let new = |name: &str| {
                after.iter().any(|one| one == name) && !before.iter().any(|one| one == name)
            };
            let mut leaders = registry.placed_leaders().map(|(leader, _)| leader);
            let leader = leaders.find(|leader| {
                new(&leader.name)
                    && (leader.valid_from.is_some_and(|first| first > day)
                        || leader.valid_to.is_some_and(|last| last < day))
            })?;
            let name = &leader.name;
            match (leader.valid_from.filter(|first| *first > day), leader.valid_to) {
                (Some(first), _) => told(format!("“{name}”{first}起任职，{day}的调整已由其接手")),
                (None, Some(last)) => told(format!("“{name}”任职到{last}，{day}的调整由其接手")),
                (None, None) => None,
            }
        }
        _ => None,
    }
}

/// Returns the columns of an item in which a unit stands, before and after another takes over from it.
fn taken_over(item: &Item, row: &Row) -> Vec<(Value, Value)> {
    let columns = [plan::Column::Lead, plan::Column::Support, plan::Column::Implement];
    let changes = columns.into_iter().filter_map(|column| {
        let now = Value::of(item, Changed::Names(column));
        let after = now.replaced(&row.before, &row.after)?;
        Some((now, after))
    });
    changes.collect()
}

/// P181: what a row says was there is not in force on its date.
fn not_in_force(row: &Row, message: String) -> Diagnostic {
    Diagnostic::new(Code::ChangeNotInForce, message)
        .at(row.places.before.clone())
        .hint("“原”写当日在用的全部内容，与附件和以前的调整一致")
}
