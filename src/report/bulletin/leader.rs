//! The list of a leader (清单): what a bulletin on their items alone does not have.

use serde::Serialize;

use super::Source;
use super::at_risk::is_at_risk;
use super::figure::StatusCell;
use super::task::{TaskRow, row};
use super::worst::worst_first;
use crate::assess::ItemAssessment;
use crate::plan::{Item, Party, nouns};
use crate::registry::Leader;
use crate::report::listing::{joined, whole};
use crate::status::Status;
use crate::supervision::Cases;

/// The values that the templates of a leader's papers print beside those of a bulletin.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderList {
    /// Name.
    pub name: String,
    /// Post; may be empty.
    pub post: String,
    /// Number of items.
    pub total: usize,
    /// Number of indicators.
    pub indicators: usize,
    /// Number of the other items of the notice.
    pub tasks: usize,
    /// Number of instructions and other matters outside the notice.
    pub instructions: usize,
    /// Number of items of which the leader is the only one in charge.
    pub sole: usize,
    /// Number of items that stand in the lists of other leaders, too.
    pub joint: usize,
    /// The counts in words: 主要指标2项，重点工作任务50项；独立牵头30项，共同牵头22项.
    pub counts_words: String,
    /// True if the items have statuses: units have reported.
    pub has_statuses: bool,
    /// The items by what needs the leader first, each status below a group line, for `table(…)`.
    pub rows: Vec<LeaderRow>,
    /// The units to call, those with the most items behind first.
    pub calls: Vec<CallRow>,
    /// That some of these are left out for want of room: （共5个，列出3个）; empty where none is.
    pub calls_cut: String,
}

/// A row of the table of items.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum LeaderRow {
    /// A group line above items of one status.
    Group {
        /// Its words.
        group: String,
        /// The status.
        #[serde(skip)]
        status: Status,
        /// Number of its items.
        #[serde(skip)]
        count: usize,
    },
    /// An item.
    Item(Box<LeaderItem>),
}

/// An item in the list of a leader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderItem {
    /// The item, with the words of its lead unit.
    #[serde(flatten)]
    pub task: TaskRow,
    /// The other leaders in charge: 宋亮、李斌; may be empty.
    pub with: String,
    /// Supporting and implementing units in the wording of the notice, one role a line.
    pub parties: String,
    /// That the item is listed, with the deadline: 挂牌督办，期限7月30日; may be empty.
    pub listed: String,
}

/// A unit to call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CallRow {
    /// Short name.
    pub unit: String,
    /// Number of items that it leads and that are behind.
    pub behind: usize,
    /// Number of those that are severely behind.
    pub severe: usize,
    /// Number of items that it leads and that are not reported or in question.
    pub unreported: usize,
    /// The counts in words: 滞后2项（严重滞后1项），未报送1项.
    pub words: String,
    /// Its liaison and telephone: 张三 0931-1234567; may be empty.
    pub contact: String,
}

/// The statuses in the order in which they need the leader.
const ORDER: [Status; 7] = [
    Status::Severe,
    Status::Lagging,
    Status::Unreported,
    Status::Defective,
    Status::OnTrack,
    Status::Unrated,
    Status::Done,
];

/// Returns the list of a leader, whose items `source` has. `contact` returns the contact of a unit in words.
pub fn leader_list(
    leader: &Leader,
    source: &Source<'_>,
    cases: &Cases<'_>,
    contact: impl Fn(&str) -> String,
) -> LeaderList {
    let items = source.basis.plan.items();
    let count = |holds: &dyn Fn(&Item) -> bool| items.iter().filter(|item| holds(item)).count();
    let instructions = count(&|item| item.id.is_instruction());
    let indicators = count(&|item| item.annex.has_indicators);
    let sole = count(&|item| item.leaders.len() == 1);
    let of_notice = items.len() - instructions;
    LeaderList {
        name: leader.name.clone(),
        post: leader.post.clone(),
        total: items.len(),
        indicators,
        tasks: of_notice - indicators,
        instructions,
        sole,
        joint: items.len() - sole,
        counts_words: counts_words(items, sole),
        has_statuses: !source.basis.progress.of(source.now.month).is_empty(),
        rows: rows(&leader.name, source, cases),
        calls: calls(source, contact),
        calls_cut: String::new(),
    }
}

/// Returns the numbers of items by annex, and of those with other leaders.
fn counts_words(items: &[Item], sole: usize) -> String {
    let annexes = items.chunk_by(|one, next| one.id.annex == next.id.annex);
    let kinds = annexes.filter_map(|items| {
        let noun = nouns(items.first().map(|item| &*item.annex).into_iter());
        (!noun.is_empty()).then(|| format!("{noun}{}项", items.len()))
    });
    let kinds = joined(kinds, "，");
    format!("{kinds}；独立牵头{sole}项，共同牵头{}项", items.len() - sole)
}

/// Returns the items by status; of those that are behind the worst comes first, of those on schedule those that are only just so.
fn rows(name: &str, source: &Source<'_>, cases: &Cases<'_>) -> Vec<LeaderRow> {
    let stage = source.stage();
    let mut rows = Vec::new();
    for status in ORDER {
        let mut of_status: Vec<(&Item, &ItemAssessment)> = match status.is_behind() {
            true => worst_first(source.basis.plan, source.now)
                .into_iter()
                .map(|(_, item, assessed)| (item, assessed))
                .collect(),
            false => source
                .now
                .items
                .iter()
                .filter_map(|assessed| Some((source.basis.plan.item(assessed.id)?, assessed)))
                .collect(),
        };
        of_status.retain(|(_, assessed)| assessed.status == status);
        // The sort is stable.
        of_status.sort_by_key(|(_, assessed)| !is_at_risk(assessed, source));
        if of_status.is_empty() {
            continue;
        }
        let count = of_status.len();
        let group = format!("{}（{count}项）", status.word_at(stage));
        rows.push(LeaderRow::Group { group, status, count });
        rows.extend(of_status.into_iter().map(|(item, assessed)| {
            LeaderRow::Item(Box::new(leader_item(name, (item, assessed), source, cases)))
        }));
    }
    rows
}

fn leader_item(
    name: &str,
    (item, assessed): (&Item, &ItemAssessment),
    source: &Source<'_>,
    cases: &Cases<'_>,
) -> LeaderItem {
    let mut task = row(item, assessed, source);
    let listed = cases.iter().find(|case| case.id == item.id && case.state.is_listed());
    let listed = listed.map_or_else(String::new, |case| match case.deadline() {
        Some(day) => format!("{}，期限{}月{}日", case.state.word(), day.month(), day.day()),
        None => case.state.word().to_owned(),
    });
    let notes = [&*listed, &task.note].into_iter().filter(|words| !words.is_empty());
    task.state =
        StatusCell { status: assessed.status, text: notes.collect::<Vec<_>>().join("；") };
    let others = item.leaders.iter().filter(|leader| *leader != name);
    let role = |word: &str, parties: &[Party]| match parties {
        [] => None,
        parties => {
            let names = parties.iter().map(|party| party.written.clone());
            Some(format!("{word}：{}", joined(names, "、")))
        }
    };
    let parties = [role("配合", &item.support), role("实施", &item.implement)];
    LeaderItem {
        with: joined(others.map(|leader| whole(leader)), "、"),
        parties: joined(parties.into_iter().flatten(), "\n"),
        listed,
        task,
    }
}

/// Returns the lead units of items that are behind, not reported or in question.
fn calls(source: &Source<'_>, contact: impl Fn(&str) -> String) -> Vec<CallRow> {
    let registry = source.basis.registry;
    let mut calls: Vec<CallRow> = Vec::new();
    for assessed in &source.now.items {
        let item = source.basis.plan.item(assessed.id);
        let Some(unit) = item.and_then(Item::primary) else { continue };
        let unit = &registry.unit(registry.present(unit)).short;
        let status = assessed.status;
        let is_open = matches!(status, Status::Unreported | Status::Defective);
        if !status.is_behind() && !is_open {
            continue;
        }
        let position = calls.iter().position(|call| call.unit == *unit).unwrap_or_else(|| {
            calls.push(CallRow {
                unit: unit.clone(),
                behind: 0,
                severe: 0,
                unreported: 0,
                words: String::new(),
                contact: contact(unit),
            });
            calls.len() - 1
        });
        let call = &mut calls[position];
        call.behind += usize::from(status.is_behind());
        call.severe += usize::from(status == Status::Severe);
        call.unreported += usize::from(is_open);
    }
    for call in &mut calls {
        let severe = match call.severe {
            0 => String::new(),
            severe => format!("（严重滞后{severe}项）"),
        };
        let behind = (call.behind > 0).then(|| {
            let word = Status::Lagging.word_at(source.stage());
            format!("{word}{}项{severe}", call.behind)
        });
        let open = (call.unreported > 0).then(|| format!("未报送或待核{}项", call.unreported));
        call.words = joined(behind.into_iter().chain(open), "，");
    }
    // The sort is stable: equal units stay in the order of their items.
    calls.sort_by_key(|call| std::cmp::Reverse((call.severe, call.behind, call.unreported)));
    calls
}
