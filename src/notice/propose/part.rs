//! The splitting of unknown names that are run together, by evidence in the notice itself.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Import, UnknownName};
use super::government::Government;
use super::kind::{self, Kind};
use crate::plan::Column;
use crate::registry::names::{Lexicon, Shape};

/// Endings of units' names; longer ones come first.
const ENDINGS: [&str; 14] = [
    "委员会",
    "办公室",
    "管委会",
    "公司",
    "集团",
    "政府",
    "海关",
    "支行",
    "厅",
    "局",
    "委",
    "办",
    "院",
    "社",
];

/// Endings of local governments' names.
const GOVERNMENTS: [&str; 5] = ["市政府", "州政府", "县政府", "区政府", "市人民政府"];

/// Minimum number of characters in a unit's name.
const LEAST: usize = 3;

/// Returns the unknown names of the notice in the form in which they should be registered, each with its
/// source: names run together are split, broken ones joined, and those without their ending completed.
pub(super) fn names<'i>(
    import: &'i Import,
    government: &Government,
) -> Vec<(String, &'i UnknownName)> {
    let parting = Parting::of(import, government);
    let parts = |unknown| {
        let parts = parting.parts(unknown);
        parts.into_iter().map(move |part| (part, unknown))
    };
    import.unknown.iter().flat_map(parts).collect()
}

struct Parting {
    /// Names of units that occur alone somewhere.
    units: BTreeSet<String>,
    /// Names of leaders that occur alone somewhere.
    leaders: BTreeSet<String>,
    /// Pieces of names: the first one with the whole name, which counts for all of them.
    pieces: BTreeMap<String, Option<String>>,
    /// Characters with which many names of units begin: 省.
    initials: BTreeSet<char>,
}

impl Parting {
    fn of(import: &Import, government: &Government) -> Self {
        let rows = || import.all_rows();
        let leaders = rows().flat_map(|row| &row.leaders).cloned();
        let lists: Vec<&[String]> =
            rows().flat_map(|row| [&row.lead[..], &row.support, &row.implement]).collect();
        let mut units: BTreeSet<String> = lists.iter().copied().flatten().cloned().collect();
        let mut pieces = BTreeMap::new();
        for list in lists {
            pieces.extend(broken(list, &units));
            pieces.extend(elliptical(list, government));
        }
        units.retain(|name| !pieces.contains_key(name));
        Self {
            initials: initials(&units),
            // A person's name has at most three characters, apart from rare double surnames.
            leaders: leaders.filter(|name| (2..=3).contains(&name.chars().count())).collect(),
            units,
            pieces,
        }
    }

    /// Returns the names in an unknown one; the name itself if it cannot be split.
    fn parts(&self, unknown: &UnknownName) -> Vec<String> {
        let name = &unknown.name;
        if let Some(whole) = self.pieces.get(name) {
            return whole.iter().cloned().collect();
        }
        let is_leader = unknown.columns.contains(&Column::Leaders);
        let (shape, names) = match is_leader {
            true => (Shape::People, &self.leaders),
            false => (Shape::Units, &self.units),
        };
        let shorter = names.iter().filter(|other| *other != name);
        let lexicon = Lexicon::new(shape, shorter.map(String::as_str));
        let pieces = lexicon.tell_apart(name);
        if pieces.len() > 1 {
            pieces.into_iter().map(|piece| piece.name).collect()
        } else if is_leader {
            vec![name.clone()]
        } else {
            self.by_form(name)
        }
    }

    /// Splits a name where an ending is followed by a common initial: 省甲厅|省乙局.
    fn by_form(&self, name: &str) -> Vec<String> {
        let mut parts = Vec::new();
        let mut start = 0;
        for (at, initial) in name.char_indices() {
            let part = &name[start..at];
            let ends = ENDINGS.iter().any(|ending| part.ends_with(ending));
            let long = part.chars().count() >= LEAST && name[at..].chars().count() >= LEAST;
            if ends && long && self.initials.contains(&initial) {
                parts.push(part.to_owned());
                start = at;
            }
        }
        parts.push(name[start..].to_owned());
        parts
    }
}

/// Returns neighbours in a cell that are pieces of one name: 省脱贫攻坚领导小组 成员单位, where the notice
/// has the two as one elsewhere, and no other name begins like the second.
fn broken<'a>(
    list: &'a [String],
    units: &'a BTreeSet<String>,
) -> impl Iterator<Item = (String, Option<String>)> + 'a {
    let siblings = |name: &str| {
        let initial = name.chars().next();
        units.iter().filter(|unit| unit.chars().next() == initial).count()
    };
    list.windows(2)
        .filter_map(move |pair| match pair {
            [first, second] => {
                let whole = format!("{first}{second}");
                let broken = units.contains(&whole) && siblings(second) < 2;
                broken.then(|| [(first.clone(), Some(whole)), (second.clone(), None)])
            }
            _ => None,
        })
        .flatten()
}

/// Returns names that lack the ending of the name after them: 张掖, 金昌 before 武威市政府.
/// A collective (各县政府) has no ending for others, and what is known to be a unit (市妇联, 人行) lacks none.
fn elliptical(list: &[String], government: &Government) -> Vec<(String, Option<String>)> {
    let mut completed = Vec::new();
    let mut ending = None;
    for name in list.iter().rev() {
        let length = name.chars().count();
        let whole = name.ends_with(['市', '州', '县', '区', '厅', '局', '委', '办', '会', '府']);
        ending = match ending {
            Some(ending)
                if (length == 2 || (length == 3 && !whole)) && may_be_a_place(name, government) =>
            {
                completed.push((name.clone(), Some(format!("{name}{ending}"))));
                Some(ending)
            }
            _ => GOVERNMENTS
                .iter()
                .find(|ending| name.ends_with(*ending))
                .filter(|_| kind::guess(name, false, government).kind == Kind::Locality),
        };
    }
    completed
}

/// Returns whether a name without an ending may be that of a region: nothing else is known of it, and it does not begin
/// like the units of the government.
fn may_be_a_place(name: &str, government: &Government) -> bool {
    kind::guess(name, false, government).kind == Kind::Other
        && !name.starts_with(government.initial.as_str())
}

/// Returns the characters with which at least every tenth name begins.
fn initials(names: &BTreeSet<String>) -> BTreeSet<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for initial in names.iter().filter_map(|name| name.chars().next()) {
        *counts.entry(initial).or_default() += 1;
    }
    let common = |&(_, count): &(char, usize)| count >= 2 && count * 10 >= names.len();
    counts.into_iter().filter(common).map(|(c, _)| c).collect()
}
