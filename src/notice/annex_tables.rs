//! Which tables belong to which annex.

use std::collections::BTreeMap;

use super::heading;
use super::title::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::plan::Annex;

use super::table::{AnnexTables, Table};

/// Brings the tables of one annex together, and determines the number of each annex.
///
/// The title of the items decides between annexes 1 and 2, the heading otherwise; a table without either is one of
/// tasks. A second table of the kind has the number of its heading, or the next one that is free.
pub(super) fn annexes<'a>(
    tables: Vec<Table<'a>>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<AnnexTables<'a>> {
    let mut groups: Vec<Vec<Table<'a>>> = Vec::new();
    for table in tables {
        let belongs = |group: &Vec<Table<'a>>| {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
            let kinds = [first.header.annex, table.header.annex];
            let same_kind = kinds[0] == kinds[1] || kinds.contains(&None);
            let same_heading = match (last.heading, table.heading) {
                (Some(above), Some(here)) => above == here,
                (None, Some(_)) => false,
                _ => true,
            };
            let restarts = table.begins_with() == Some(1) || !table.header.has(Field::Number);
            let titled = table.caption.is_some() && table.caption != last.caption;
            let other_file = last.source.name() != table.source.name() && restarts;
            same_kind && same_heading && !(restarts && titled) && !other_file
        };
        match groups.iter_mut().rev().find(|group| belongs(group)) {
            Some(group) => group.push(table),
            None => groups.push(vec![table]),
        }
    }
    let kind = |group: &[Table<'_>]| {
        let by_title = group.iter().find_map(|table| table.header.annex);
        let by_caption = group.iter().find_map(|table| heading::kind(table.caption.as_deref()?));
        by_title.or(by_caption)
    };
    let heading = |group: &[Table<'_>]| group.iter().find_map(|table| table.heading);
    let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
    let offer = |numbers: &mut BTreeMap<usize, u32>, group: usize, number: Option<u32>| {
        if let Some(number) = number.filter(|number| (1..=99).contains(number))
            && !numbers.contains_key(&group)
            && !numbers.values().any(|&other| other == number)
        {
            numbers.insert(group, number);
        }
    };
    let own = |annex: Annex| annex.number().map(u32::from);
    for (at, group) in groups.iter().enumerate() {
        let number = heading(group);
        let agrees = kind(group).is_none_or(|kind| number == own(kind));
        offer(&mut numbers, at, number.filter(|&number| number > 2 || agrees));
    }
    for (at, group) in groups.iter().enumerate() {
        let kind = kind(group);
        offer(&mut numbers, at, kind.and_then(own));
        offer(&mut numbers, at, heading(group));
        offer(&mut numbers, at, own(Annex::TASKS).filter(|_| kind.is_none()));
        for free in 3..=99 {
            offer(&mut numbers, at, Some(free));
        }
    }
    let mut annexes: Vec<AnnexTables<'a>> = Vec::new();
    for (at, tables) in groups.into_iter().enumerate() {
        let number = numbers.get(&at).and_then(|&number| Annex::new(number));
        let (Some(annex), Some(first)) = (number, tables.first()) else { continue };
        if kind(&tables).is_none() && heading(&tables).is_none() {
            let message = format!("表题和列名看不出是主要指标还是重点工作任务，按附件{annex}读入");
            problems.push(
                Diagnostic::new(Code::AnnexByDefault, message)
                    .at(first.source.place(first.place()))
                    .hint("在表前写明附件1、附件2，或把事项一列的标题改为“主要指标”“重点工作任务”"),
            );
        }
        let title = tables.iter().find_map(|table| table.caption.clone());
        annexes.push(AnnexTables { annex, title, tables });
    }
    annexes.sort_by_key(|tables| tables.annex);
    annexes
}
