//! The context of a task letter: the items that one unit leads, supports and implements.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::addressee::Addressee;
use super::goal_lines::{GoalLines, deadline_line, timing};
use super::item_number::ItemNumber;
use super::listing::{joined, whole};
use super::sender::{Issuer, Notice, number};
use crate::assess::Owed;
use crate::numbers::Number;
use crate::plan::{
    AnnexName, Breakdown, Duties, Entry, Item, ItemId, Party, Role, Schedule, nouns,
};
use crate::registry::{Registry, Unit, UnitId};
use crate::workspace::Config;
use gongwen::typeset::WORD_JOINER;

/// The number of characters of a role and a unit from which on they are not kept together.
const LONGEST_HELD: usize = 18;
/// The least number of items of a list that names units once.
const FEWEST_SHARING: usize = 3;

/// The values that `templates/letter.md` may print.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    /// The plan's year.
    pub year: i16,
    /// The issuing office.
    pub issuer: Issuer,
    /// The notice that the letter is based on.
    pub notice: Notice,
    /// The addressed unit.
    pub unit: Addressee,
    /// Document number; the serial is blank until it is drawn.
    pub number: String,
    /// Date printed on the letter, in TOML notation; empty for a draft.
    pub date: String,
    /// Leaders in charge of the unit's items, in protocol order.
    pub leaders: Vec<LeaderCount>,
    /// The kinds of items: 主要指标, 重点工作任务, or 主要指标和重点工作任务.
    pub scope: String,
    /// Number of items that are certain, in all roles.
    pub total: usize,
    /// A list for each role that the unit has, strongest role first.
    pub duties: Vec<DutyList>,
    /// The lists in words: 牵头2项（主要指标1项、重点工作任务1项），另有1项可能涉及，以牵头单位明确为准.
    pub duties_words: String,
    /// The leaders of the items that the unit leads: 黄强（2项）、宋亮（1项）; may be empty.
    pub leads_words: String,
    /// The names of `leaders`: 黄强、宋亮.
    pub leader_names: String,
    /// True if the unit has to report on any of its items; the others report by way of the lead unit, and return an
    /// empty form as a zero report.
    pub must_report: bool,
    /// The deadlines.
    pub demands: Demands,
    /// True if the letter shows targets or milestones that are marked as made up.
    pub is_demonstration: bool,
}

/// A leader and the number of the unit's items in their charge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeaderCount {
    /// Name.
    pub name: String,
    /// Number of their items that the unit leads.
    pub leads: usize,
    /// Number of their items in which the unit has any role.
    pub items: usize,
}

/// The items that a unit has in one role.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DutyList {
    /// The role: 牵头, 配合, 实施 or 可能涉及.
    #[serde(serialize_with = "word")]
    pub role: Role,
    /// The subject of the list: 牵头事项, 可能涉及的事项.
    pub name: String,
    /// Number of items.
    pub total: usize,
    /// Number of items that are indicators.
    pub indicators: usize,
    /// Number of the others.
    pub tasks: usize,
    /// The annexes of its items, with their numbers.
    #[serde(skip)]
    pub kinds: Vec<(Arc<AnnexName>, usize)>,
    /// True if any item states a target.
    pub has_targets: bool,
    /// True if any item has a target, a deadline, or a milestone that is still to come.
    pub has_goals: bool,
    /// The title of the column of these: 年度目标, with deadlines or milestones 年度目标和时限.
    pub goals_title: String,
    /// The units that most items have in a role, which the list names once.
    pub shared: Vec<SharedUnits>,
    /// True if the contents leave out a target of the province that the item's text states.
    pub goals_in_text: bool,
    /// Group lines and items in the order of the notice.
    pub rows: Vec<DutyRow>,
}

fn word<S: Serializer>(role: &Role, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(role.word())
}

impl DutyList {
    /// Returns the counts in words: 牵头2项（主要指标1项、重点工作任务1项）; 另有1项可能涉及，以牵头单位明确为准.
    fn words(&self) -> String {
        let (role, total) = (self.role.word(), self.total);
        if self.role == Role::Possible {
            return format!("另有{total}项{role}，以牵头单位明确为准");
        }
        let kinds = match &self.kinds[..] {
            [(kind, _)] => kind.noun.clone(),
            kinds => {
                joined(kinds.iter().map(|(kind, count)| format!("{}{count}项", kind.noun)), "、")
            }
        };
        format!("{role}{total}项（{kinds}）")
    }
}

/// The units that most items of a list have in a role.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedUnits {
    /// The role: 配合 or 实施.
    #[serde(serialize_with = "word")]
    pub role: Role,
    /// The units in the wording of the notice: 各市州政府、兰州新区管委会.
    pub units: String,
    /// True if all items of the list have them.
    pub all: bool,
    /// The first item that has them.
    #[serde(skip)]
    pub first: ItemId,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DutyRow {
    /// A group line above the items of an annex.
    Group {
        /// Its words.
        group: String,
    },
    /// A section of the notice, or the item to which the parts below it belong.
    Section {
        /// Its words.
        group: String,
        /// The item that says so.
        #[serde(skip)]
        of: ItemId,
    },
    /// An item.
    Item(Box<ItemRow>),
}

/// An item as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemRow {
    /// `2-131`.
    pub id: String,
    /// Sequence number in its annex: 131, of a part 3.1.
    pub no: ItemNumber,
    /// Short title.
    pub title: String,
    /// The indicator or task.
    pub text: String,
    /// Lead leaders.
    pub leaders: Vec<String>,
    /// Its targets for the year, one per line: 城镇新增就业：9.99万人（全省40万人） where one is broken down to the unit,
    /// 城镇登记失业率：全省控制在4%以内 where it is not, 片区县摘帽：全省10个（已分解到8个市州，本单位无分解任务） where it is
    /// broken down to others.
    pub targets: String,
    /// Deadline and next milestones, one per line: 完成时限：6月底; 下一节点：6月底完成60%.
    pub timing: String,
    /// Targets, deadline and milestones together.
    pub goals: String,
    /// The text, and below it what it does not say itself: the unit's own targets, those of the province that are not
    /// in it, deadline and milestones.
    pub content: Vec<String>,
    /// The other units by role, one role per line, in the wording of the notice.
    pub others: String,
    /// The same on one line, without those that the list names once: a role in which an item has others or none says so.
    pub units: String,
    /// 完成时限; may be empty.
    pub deadline: String,
}

/// The deadlines, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Demands {
    /// The day by which the unit refines its tasks.
    pub refine_by: String,
    /// The day by which it files its plan.
    pub plan_by: String,
    /// Day of the month on which returns are due.
    pub return_day: u8,
}

/// The data from which letters are made.
#[derive(Debug, Clone, Copy)]
pub struct LetterSource<'a> {
    /// The items of the units.
    pub duties: &'a Duties<'a>,
    /// The units.
    pub registry: &'a Registry,
    /// The targets broken down to units.
    pub breakdown: &'a Breakdown,
    /// The milestones.
    pub schedule: &'a Schedule,
    /// `duban.toml`.
    pub config: &'a Config,
    /// The date of the letters, where it is known.
    pub date: Option<Date>,
    /// True to leave the date blank.
    pub is_draft: bool,
}

impl LetterSource<'_> {
    /// Returns the month of the plan's year from which on milestones are still to come; 13 after the year.
    fn month(self) -> i8 {
        let date = self.date.unwrap_or_else(|| self.config.notice_date());
        match date.year().cmp(&self.config.year) {
            Ordering::Less => 1,
            Ordering::Equal => date.month(),
            Ordering::Greater => 13,
        }
    }
}

/// Returns the letter to `unit`. Without a number the serial is blank.
pub fn letter(unit: UnitId, drawn: Option<&Number>, source: LetterSource<'_>) -> Letter {
    let LetterSource { duties, registry, config, .. } = source;
    let date = source.date.filter(|_| !source.is_draft);
    let goals = GoalLines {
        unit,
        breakdown: source.breakdown,
        registry,
        ranked_kind: &config.assessment.ranked_kind,
        region: &config.issuer.region,
    };
    let leaders = leaders(unit, duties, registry);
    let leading = leaders.iter().filter(|leader| leader.leads > 0);
    let leading = leading.map(|leader| format!("{}（{}项）", leader.name, leader.leads));
    let lists: Vec<DutyList> = [Role::Lead, Role::Support, Role::Implement, Role::Possible]
        .into_iter()
        .filter_map(|role| duty_list(role, goals, source))
        .collect();
    Letter {
        year: config.year,
        issuer: Issuer::new(config),
        notice: Notice::new(config),
        unit: Addressee::new(unit, registry, config),
        number: number(drawn, &config.letters.series, config.year),
        date: date.map_or_else(String::new, |date| date.to_string()),
        leads_words: joined(leading, "、"),
        leader_names: joined(leaders.iter().map(|leader| whole(&leader.name)), "、"),
        leaders,
        scope: scope(&lists),
        total: lists.iter().filter(|list| list.role != Role::Possible).map(|list| list.total).sum(),
        duties_words: joined(lists.iter().map(DutyList::words), "，"),
        duties: lists,
        must_report: duties
            .of(unit)
            .iter()
            .any(|duty| Owed::new(registry, source.breakdown, duty.item).units().contains(&unit)),
        demands: Demands {
            refine_by: config.letters.refine_by.clone(),
            plan_by: config.letters.plan_by.clone(),
            return_day: config.letters.return_day,
        },
        is_demonstration: duties
            .of(unit)
            .iter()
            .any(|duty| goals.is_demonstration(duty.item, source.schedule, source.month())),
    }
}

/// Returns the kinds of items in the lists, in words.
fn scope(lists: &[DutyList]) -> String {
    let kinds = lists.iter().flat_map(|list| &list.kinds);
    let kinds: BTreeMap<_, _> = kinds.map(|(kind, _)| (kind.annex, &**kind)).collect();
    nouns(kinds.into_values())
}

fn duty_list(role: Role, goals: GoalLines<'_>, source: LetterSource<'_>) -> Option<DutyList> {
    let items: Vec<&Item> = source.duties.in_role(goals.unit, role).collect();
    if items.is_empty() {
        return None;
    }
    let itself = source.registry.unit(goals.unit);
    let shared = shared(&items, itself, source.registry);
    let mut rows = Vec::new();
    let mut kinds = Vec::new();
    for of_annex in items.chunk_by(|one, next| one.id.annex == next.id.annex) {
        let Some(first) = of_annex.first() else { continue };
        let group = format!("{}（{}项）", first.annex.noun, of_annex.len());
        rows.push(DutyRow::Group { group });
        for line in source.duties.plan().outline(of_annex.iter().copied()) {
            rows.push(match line {
                Entry::Item(item) => {
                    DutyRow::Item(Box::new(item_row(item, goals, source, &shared)))
                }
                Entry::Heading(of) | Entry::Category(of, _) => {
                    DutyRow::Section { group: line.group().unwrap_or_default(), of: of.id }
                }
            });
        }
        kinds.push((Arc::clone(&first.annex), of_annex.len()));
    }
    let indicators = items.iter().filter(|item| item.annex.has_indicators).count();
    let has_targets = items.iter().any(|item| !item.targets.is_empty());
    let has_timing =
        items.iter().any(|item| !timing(item, source.schedule, source.month()).is_empty());
    Some(DutyList {
        role,
        name: match role {
            Role::Possible => format!("{}的事项", role.word()),
            _ => format!("{}事项", role.word()),
        },
        total: items.len(),
        indicators,
        tasks: items.len() - indicators,
        kinds,
        has_targets,
        has_goals: has_targets || has_timing,
        goals_title: match has_timing {
            true => "年度目标和时限".to_owned(),
            false => "年度目标".to_owned(),
        },
        goals_in_text: items.iter().any(|item| goals.beyond_text(item).len() < item.targets.len()),
        shared,
        rows,
    })
}

fn item_row(
    item: &Item,
    goals: GoalLines<'_>,
    source: LetterSource<'_>,
    shared: &[SharedUnits],
) -> ItemRow {
    let targets = goals.targets(item);
    let timing = timing(item, source.schedule, source.month());
    let itself = source.registry.unit(goals.unit);
    let stated = |line: &&String| {
        item.deadline
            .iter()
            .any(|words| item.text.contains(words.as_str()) && **line == deadline_line(words))
    };
    let beyond = timing.iter().filter(|line| !stated(line)).cloned();
    let content =
        std::iter::once(item.text.clone()).chain(goals.beyond_text(item)).chain(beyond).collect();
    ItemRow {
        id: item.id.to_string(),
        no: ItemNumber::of(item),
        title: item.short_title.clone(),
        text: item.text.clone(),
        leaders: item.leaders.clone(),
        targets: targets.join("\n"),
        timing: timing.join("\n"),
        goals: [targets, timing].concat().join("\n"),
        content,
        others: others(item, itself, source.registry, &[]).join("\n"),
        units: joined(
            others(item, itself, source.registry, shared).iter().map(|part| held(part)),
            "；",
        ),
        deadline: item.deadline.clone().unwrap_or_default(),
    }
}

/// Returns the units that an item has in a role besides the unit itself, in the wording of the notice.
fn names(item: &Item, role: Role, unit: &Unit, registry: &Registry) -> String {
    let others = item.parties(role).iter().filter(|party| !is_itself(party, unit, registry));
    joined(others.map(|party| party.written.clone()), "、")
}

fn is_itself(party: &Party, unit: &Unit, registry: &Registry) -> bool {
    registry.canonical(party.who) == Some(unit.short.as_str())
}

/// Returns the units that at least two thirds of the items have in a role, if there are several items.
fn shared(items: &[&Item], unit: &Unit, registry: &Registry) -> Vec<SharedUnits> {
    let of_role = |role: Role| {
        let mut counts: BTreeMap<String, (usize, ItemId)> = BTreeMap::new();
        for item in items {
            let units = names(item, role, unit, registry);
            counts.entry(units).or_insert((0, item.id)).0 += 1;
        }
        let (units, (count, first)) = counts.into_iter().max_by_key(|(_, (count, _))| *count)?;
        let is_shared =
            !units.is_empty() && items.len() >= FEWEST_SHARING && count * 3 >= items.len() * 2;
        is_shared.then_some(SharedUnits { role, units, all: count == items.len(), first })
    };
    [Role::Support, Role::Implement].into_iter().filter_map(of_role).collect()
}

/// Returns the other units of an item by role, without the unit itself and the units that the list names once.
fn others(item: &Item, unit: &Unit, registry: &Registry, shared: &[SharedUnits]) -> Vec<String> {
    let roles = [Role::Lead, Role::Support, Role::Implement].into_iter();
    let parts = roles.filter_map(|role| {
        let parties = item.parties(role);
        let has_role = parties.iter().any(|party| is_itself(party, unit, registry));
        let names = names(item, role, unit, registry);
        let label = match role {
            Role::Lead if has_role => "共同牵头",
            role => role.word(),
        };
        match shared.iter().find(|shared| shared.role == role) {
            Some(shared) if shared.units == names => None,
            Some(_) if names.is_empty() && has_role => Some(format!("{label}：无其他单位")),
            Some(_) if names.is_empty() => Some(format!("{label}：无")),
            _ => (!names.is_empty()).then(|| format!("{label}：{names}")),
        }
    });
    parts.collect()
}

/// Returns the units of a role with its word kept together, and with the first unit as far as narrow cells hold both.
fn held(part: &str) -> String {
    let Some((role, names)) = part.split_once('：') else { return part.to_owned() };
    let first = names.split('、').next().unwrap_or_default();
    let is_short = role.chars().count() + first.chars().count() < LONGEST_HELD;
    let joiner = if is_short { WORD_JOINER.to_string() } else { String::new() };
    format!("{}{joiner}{names}", whole(&format!("{role}：")))
}

/// Returns the leaders of the unit's items in protocol order; leaders that the registry does not know come
/// last.
fn leaders(unit: UnitId, duties: &Duties<'_>, registry: &Registry) -> Vec<LeaderCount> {
    let mut names: Vec<&str> = registry.leader_names().collect();
    for duty in duties.of(unit) {
        for name in &duty.item.leaders {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
    }
    names
        .into_iter()
        .map(|name| {
            let of_leader = || {
                duties
                    .of(unit)
                    .iter()
                    .filter(move |duty| duty.item.leaders.iter().any(|leader| leader == name))
            };
            LeaderCount {
                name: name.to_owned(),
                leads: of_leader().filter(|duty| duty.role == Role::Lead).count(),
                items: of_leader().count(),
            }
        })
        .filter(|leader| leader.items > 0)
        .collect()
}
