//! Tasks of one kind, day and paper, which are told together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Task;
use crate::supervision::due::DueKind;

/// Tasks that are told together.
#[derive(Debug, Clone)]
pub(super) struct Group<'a> {
    pub kind: DueKind,
    pub due: Date,
    pub days_left: i32,
    /// The tasks of each unit, in the order of the registry as they came.
    pub units: Vec<(&'a str, Vec<&'a Task>)>,
    /// The first task.
    pub first: &'a Task,
}

/// Puts tasks together, in the order of kinds and days.
pub(super) fn groups<'a>(tasks: impl Iterator<Item = &'a Task>) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<(DueKind, Date, &str, &str), Group<'a>> = BTreeMap::new();
    for task in tasks {
        // Papers to several units have numbers of their own; an item's case is told by itself.
        let own = match task.kind {
            DueKind::Return => task.month.as_str(),
            DueKind::Bulletin => task.document.as_deref().unwrap_or_default(),
            _ => "",
        };
        let of_case = matches!((task.kind, &task.id), (DueKind::Plan, Some(_)));
        let key = (task.kind, task.due, own, if of_case { "case" } else { "" });
        let group = groups.entry(key).or_insert_with(|| Group {
            kind: task.kind,
            due: task.due,
            days_left: task.days_left,
            units: Vec::new(),
            first: task,
        });
        let unit = task.unit.as_deref().unwrap_or_default();
        match group.units.iter_mut().find(|(name, _)| *name == unit) {
            Some((_, tasks)) => tasks.push(task),
            None => group.units.push((unit, vec![task])),
        }
    }
    groups.into_values().collect()
}

impl Group<'_> {
    /// Returns what is due, in words: 2018年6月进展, 整改方案.
    pub(super) fn subject(&self) -> String {
        match self.kind {
            DueKind::Return => format!("报送{}进展", self.first.month),
            DueKind::Plan if self.first.id.is_some() => "报送整改方案".to_owned(),
            DueKind::Plan => "报送实施方案".to_owned(),
            DueKind::Receipt => "签收文件".to_owned(),
            DueKind::Answer => "答复督办".to_owned(),
            DueKind::Rectification => "挂牌事项整改".to_owned(),
            DueKind::Milestone => "时间节点、完成时限".to_owned(),
            DueKind::Bulletin => format!("印发{}", self.first.title),
        }
    }

    /// Returns the item, the number or whatever tells a unit's task from others, in words; empty where nothing has to.
    pub(super) fn detail(task: &Task) -> String {
        let item = match (&task.id, &*task.title) {
            (Some(id), "") => id.clone(),
            (Some(id), title) => format!("{id} {title}"),
            (None, _) => String::new(),
        };
        match (task.kind, &task.document) {
            (DueKind::Bulletin, _) | (_, None) => item,
            (_, Some(document)) if item.is_empty() => document.clone(),
            (_, Some(document)) => format!("{item}（{document}）"),
        }
    }

    /// Returns whether nothing but the name of the unit is to be told of each.
    pub(super) fn is_of_names(&self) -> bool {
        self.units.iter().all(|(_, tasks)| tasks.iter().all(|task| Self::detail(task).is_empty()))
    }
}
