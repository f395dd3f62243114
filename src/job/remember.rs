//! What a run notes for the next one, and the letters that changed since the last.

use std::collections::{BTreeMap, BTreeSet};

use super::run::{Run, unwritten};
use super::{Made, Session};
use crate::plan::Duties;
use crate::registry::{UnitId, Who};
use crate::workspace::memory::Memory;

/// The letters that changed since the last run: short names of units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterChanges {
    /// Units that had none.
    pub new: Vec<String>,
    /// Units whose letter says something else, in registry order.
    pub changed: Vec<String>,
    /// Units that have none any more.
    pub withdrawn: Vec<String>,
}

/// Letters that were made: each unit with the hash of its letter's content.
pub(super) type Letters = BTreeMap<UnitId, String>;

impl Session {
    /// Notes what the next run has to know of this one. A failure is reported as a problem.
    pub(super) fn remember(&self, run: &mut Run<'_>, made: &mut Made) {
        self.note(run, made, |_| None);
    }

    /// Notes the same and the letters that were made, and adds those that changed since the last run to `made`.
    /// With `whole` all letters were made, and others are withdrawn.
    pub(super) fn remember_letters(
        &self,
        run: &mut Run<'_>,
        made: &mut Made,
        letters: &Letters,
        whole: bool,
    ) {
        made.changes = self.note(run, made, |memory| self.compare(memory, letters, whole));
    }

    /// Returns the contents of the letters of the last run that wrote to the same folder, by short name of the unit.
    pub(super) fn letter_contents(&self) -> BTreeMap<String, String> {
        let memory = Memory::load(&self.workspace.root).unwrap_or_default();
        memory.letters.get(&self.output_name()).cloned().unwrap_or_default()
    }

    /// Returns the output folder as the notes name it.
    fn output_name(&self) -> String {
        let output = self.output.strip_prefix(&self.workspace.root).unwrap_or(&self.output);
        output.display().to_string()
    }

    fn note(
        &self,
        run: &mut Run<'_>,
        made: &mut Made,
        compare: impl FnOnce(&mut Memory) -> Option<LetterChanges>,
    ) -> Option<LetterChanges> {
        let root = &self.workspace.root;
        let noted = run.note(|memory, publication| {
            let changes = compare(memory);
            self.note_duties(memory);
            self.tables.note(root, memory, publication)?;
            Ok(changes)
        });
        noted.unwrap_or_else(|error| {
            made.problems.push(unwritten(error));
            None
        })
    }

    /// Notes the items of each unit. A unit whose rows cannot be read keeps those that it had.
    fn note_duties(&self, memory: &mut Memory) {
        let duties = Duties::new(&self.plan, &self.registry);
        memory.duties.retain(|name, _| {
            self.kept.contains(name)
                || self.kept.keeps_unknown() && self.registry.resolve(name).is_none()
        });
        for unit in duties.units() {
            let items = duties.of(unit).iter().map(|duty| duty.item.id.to_string());
            let held = memory.duties.entry(self.registry.unit(unit).short.clone()).or_default();
            held.extend(items);
        }
        let units = self.registry.units();
        memory.codes = units.map(|(_, unit)| (unit.short.clone(), unit.code.clone())).collect();
    }

    /// Compares the letters with those of the last run, and puts them into its place.
    fn compare(
        &self,
        memory: &mut Memory,
        letters: &Letters,
        whole: bool,
    ) -> Option<LetterChanges> {
        let codes = memory.codes.clone();
        let output = self.output_name();
        let is_first = !memory.letters.contains_key(&output);
        let before = memory.letters.entry(output).or_default();
        let unit_of = |name: &str| match self.registry.resolve(name) {
            Some(Who::Unit(unit)) => Some(unit),
            _ => None,
        };
        let mut changes = LetterChanges::default();
        for (&unit, content) in letters {
            let short = &self.registry.unit(unit).short;
            // A unit that was given another name has its letter under the old one.
            let old = before.keys().find(|name| *name == short);
            let old = old.or_else(|| before.keys().find(|name| unit_of(name) == Some(unit)));
            // Or the registry has forgotten that one, and the code says who it is, as it does for its number.
            let coded = |name: &&String| {
                let code = codes.get(*name).filter(|_| unit_of(name).is_none());
                code.and_then(|code| self.registry.unit_with_code(code)) == Some(unit)
            };
            let old = old.or_else(|| before.keys().find(coded)).cloned();
            match old.and_then(|old| before.remove(&old)) {
                None => changes.new.push(short.clone()),
                Some(old) if old != *content => changes.changed.push(short.clone()),
                Some(_) => {}
            }
            before.insert(short.clone(), content.clone());
        }
        if whole {
            let made: BTreeSet<&String> =
                letters.keys().map(|&unit| &self.registry.unit(unit).short).collect();
            let stays = |name: &String| {
                made.contains(name)
                    || self.kept.contains(name)
                    || unit_of(name).is_none() && self.kept.keeps_unknown()
            };
            changes.withdrawn = before.keys().filter(|name| !stays(name)).cloned().collect();
            before.retain(|name, _| stays(name));
        }
        (!is_first).then_some(changes)
    }
}
