//! Places of the prefectures: top and bottom three of section 二, the table of annex 2, the heat map.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::Source;
use super::figure::drawable;
use crate::assess::{Compared, ItemAssessment, Kind, UnitMark};
use crate::plan::{Item, TargetId};
use crate::registry::{Unit, UnitId};
use crate::report::item_number::ItemNumber;
use crate::report::listing::{joined, whole};
use crate::report::wording::{NONE, Wording};
use crate::returns::ZERO_REPORT;
use crate::status::{Stage, Status};
use crate::targets::{Direction, Target};
use gongwen::document::{Better, Sort};
use gongwen::rounding::{print, round};

/// Number of places named at the top and at the bottom.
const NAMED: usize = 3;
/// Maximum number of rankings side by side in a table.
pub(super) const ABREAST: usize = 10;

/// The word for a place that did not change, in a narrow column.
const UNMOVED: &str = "平";

/// The places of the prefectures in all indicators for which prefectures have figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rankings {
    /// One for each target by which prefectures are ranked.
    pub list: Vec<Ranking>,
    /// All rankings as tables of up to ten, for `table(…)`.
    pub tables: Vec<RankTable>,
    /// The columns of the heat map.
    pub heat_columns: Vec<String>,
    /// The rows of the heat map; none if there is nothing to show.
    pub heat_rows: Vec<HeatRow>,
    /// The number of its cells with each status.
    pub heat_counts: BTreeMap<Status, usize>,
    /// The sentence on the units that lie inside a ranked one: 兰州新区不参加排名。 Empty if there are none.
    pub enclosed_words: String,
    /// The same before further words: 兰州新区不参加排名；
    pub enclosed_note: String,
}

/// The places for one target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    /// The target.
    #[serde(skip)]
    pub target: TargetId,
    /// Sequence number of the indicator in annex 1.
    pub no: ItemNumber,
    /// The quantity measured.
    pub subject: String,
    /// The quantity in a word or two.
    pub label: String,
    /// The quantity compared, as the title of a chart: 生产总值增速.
    pub title: String,
    /// A name for its chart, made from the numbers of indicator and target: 排名3-1.
    pub name: String,
    /// True if units are ranked by completion; otherwise by the value itself.
    pub by_completion: bool,
    /// The side on which the compared value is better.
    #[serde(skip)]
    pub direction: Direction,
    /// The direction that is better, `high` or `low`, as `chart(…)` takes it.
    pub better: Better,
    /// The number of places that a chart marks as the first: none where both sides of the target are
    /// equally good, since a chart marks the highest and the lowest, and where so few are ranked that they overlap.
    pub marked: usize,
    /// The number of places that a chart marks as the last: none for units that have completed their amounts.
    pub marked_last: usize,
    /// The order from good to bad, `desc` or `asc`.
    pub sort: Sort,
    /// The measure of the compared values: %.
    pub unit: String,
    /// Number of decimals of the compared values, which are ranked as they are printed.
    pub digits: u32,
    /// The provincial target in that measure, or the percentage due if completion is compared.
    pub line: Decimal,
    /// The label of the line: 全省目标 or 序时进度.
    pub line_label: String,
    /// The word for the ranked units: 市州.
    #[serde(skip)]
    pub localities: String,
    /// Number of ranked units.
    pub ranked: usize,
    /// The units that did not report.
    pub missing: Vec<String>,
    /// The units without a place, by the reason: 天水市未报送，庆阳市报送有误（待核）; empty if all have one.
    pub unranked_words: String,
    /// The first three places, with all units that share them.
    pub top: Vec<Place>,
    /// The last three places, with all units that share them; the last place comes last. Where more than a few are ranked,
    /// none of them has completed its amount.
    pub bottom: Vec<Place>,
    /// All units in registry order.
    pub rows: Vec<RankRow>,
}

/// A unit and its place, for a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// Short name.
    pub unit: String,
    /// The value reached, in words: 增长8.1%.
    pub value: String,
    /// Its place, from 1.
    pub rank: usize,
    /// True if another unit shares the place.
    pub tied: bool,
    /// True if the unit has completed its amount of the year.
    #[serde(skip)]
    pub completed: bool,
}

impl Ranking {
    /// Returns the sentences of the text: 13个市州排名，居前的是…，居后的是…。天水市未报送，不参加排名。 Few units are named in
    /// order: 4个市州排名，依次为….
    pub(super) fn sentences(&self) -> String {
        let (ranked, units) = (self.ranked, &self.localities);
        let how = if self.by_completion { "按完成率" } else { "" };
        let mut words = match (&self.top[..], &self.bottom[..]) {
            ([first, ..], []) if self.is_tied_throughout() => {
                let what = if self.by_completion { "完成率" } else { "" };
                let is_figure = |c: char| c.is_ascii_digit() || c == '-';
                let all = if first.value.starts_with(is_figure) { "均为" } else { "均" };
                format!("{ranked}个{units}{what}{all}{}", first.value)
            }
            (only, []) if self.ranked == 1 => {
                format!("只有1个{units}可以{how}排名：{}", self.named(only))
            }
            // The last of two is not in front.
            (top, bottom) if self.has_few() => {
                let all: Vec<_> = top.iter().chain(bottom).cloned().collect();
                format!("{ranked}个{units}{how}排名，依次为{}", self.named(&all))
            }
            (top, []) => format!("{ranked}个{units}{how}排名，居前的是{}", self.named(top)),
            (top, bottom) => format!(
                "{ranked}个{units}{how}排名，居前的是{}，居后的是{}",
                self.named(top),
                self.named(bottom)
            ),
        };
        words.push('。');
        if !self.unranked_words.is_empty() {
            words += &format!("{}，不参加排名。", self.unranked_words);
        }
        words
    }

    /// Returns whether the first three places and the last three overlap.
    fn has_few(&self) -> bool {
        has_few(self.ranked)
    }

    fn is_tied_throughout(&self) -> bool {
        self.ranked > 1
            && self.top.len() == self.ranked
            && self.top.iter().all(|place| place.rank == 1)
    }

    /// Names units with their places. More than half of all on one place are only counted.
    fn named(&self, places: &[Place]) -> String {
        let by_place = places.chunk_by(|one, other| one.rank == other.rank);
        let words = by_place.flat_map(|tied| match tied {
            [first, ..] if tied.len() * 2 > self.ranked && tied.len() > 1 => {
                let (count, value, rank) = (tied.len(), &first.value, first.rank);
                vec![format!("{count}个{}（{value}，并列第{rank}位）", self.localities)]
            }
            tied => tied.iter().map(Place::words).collect(),
        });
        joined(words, "、")
    }
}

impl Place {
    /// Returns unit, value and place in words: 嘉峪关市（增长7.1%，并列第1位）.
    fn words(&self) -> String {
        let (unit, value, rank) = (whole(&self.unit), &self.value, self.rank);
        match self.tied {
            true => format!("{unit}（{value}，并列第{rank}位）"),
            false => format!("{unit}（{value}）"),
        }
    }
}

/// A unit in a ranking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankRow {
    /// The unit.
    #[serde(skip)]
    pub unit: UnitId,
    /// Short name.
    pub label: String,
    /// The compared value; `None` if the unit did not report, and for a chart if the value is too large to
    /// draw.
    pub value: Option<Decimal>,
    /// Its place; `None` for a unit that is not ranked.
    pub rank: Option<usize>,
    /// True if it takes part in the ranking.
    pub ranked: bool,
    /// Its status; the status word is printed if there is no value.
    pub status: Status,
    /// The further values that the table shows.
    #[serde(skip)]
    pub cell: RankCell,
}

/// A unit's cell in a table of places.
#[derive(Debug, Clone, PartialEq)]
pub struct RankCell {
    /// The compared value; exact, and of any size.
    pub compared: Option<Compared>,
    /// The value as reported.
    pub value: Option<Decimal>,
    /// The decimals with which the value is printed by itself.
    pub value_digits: u32,
    /// The unit's own target, or the provincial target of a rate.
    pub goal: Option<Decimal>,
    /// Completion in percent; only for an amount.
    pub percent: Option<Decimal>,
    /// Its place in the period before.
    pub before: Option<usize>,
    /// Number of places gained (positive) or lost (negative); `None` unless ranked in both periods.
    pub change: Option<i64>,
    /// Its status.
    pub status: Status,
}

/// A table of places: the arguments of `table(…)`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankTable {
    /// Its columns.
    pub columns: Vec<Json>,
    /// Its rows.
    pub rows: Vec<Json>,
}

/// A row of the heat map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HeatRow {
    /// The unit.
    pub label: String,
    /// A cell for each column: `status` and, where there is one, `value`.
    pub cells: Vec<Json>,
}

/// Returns all places of a period.
pub(super) fn rankings(source: &Source<'_>) -> Rankings {
    let list: Vec<Ranking> = source
        .basis
        .plan
        .indicators()
        .filter_map(|item| Some((item, source.now.item(item.id)?)))
        .flat_map(|(item, assessed)| {
            let targets = item.numbered();
            targets.filter_map(move |(id, target)| ranking(item, assessed, id, target, source))
        })
        .collect();
    let enclosed = enclosed(source);
    Rankings {
        enclosed_words: if enclosed.is_empty() { String::new() } else { format!("{enclosed}。") },
        enclosed_note: if enclosed.is_empty() { String::new() } else { format!("{enclosed}；") },
        tables: list.chunks(ABREAST).map(|chunk| rank_table(chunk, source)).collect(),
        heat_columns: list.iter().map(|ranking| ranking.label.clone()).collect(),
        heat_rows: heat_rows(&list),
        heat_counts: heat_counts(&list),
        list,
    }
}

/// Returns that the units inside ranked ones have no place: 兰州新区不参加排名; empty if there are none.
fn enclosed(source: &Source<'_>) -> String {
    let (registry, territory) = (source.basis.registry, source.basis.territory());
    let inside = registry.units().filter(|(unit, _)| territory.is_enclosed(*unit));
    let names: Vec<&str> = inside.map(|(_, unit)| unit.short.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("{}不参加排名", names.join("、")) }
}

/// Returns the places for a target; `None` if nobody is ranked.
fn ranking(
    item: &Item,
    assessed: &ItemAssessment,
    target_id: TargetId,
    target: &Target,
    source: &Source<'_>,
) -> Option<Ranking> {
    let words = Wording::new(target).at(source.stage());
    let of_province = assessed.targets.get(target_id.index())?;
    let by_completion = of_province.kind == Kind::Amount;
    let lower_is_better = target.lower_is_better();
    let change = source.change();
    let mut rows: Vec<RankRow> = units(source)
        .filter_map(|(id, unit)| {
            let part = assessed.unit(id)?.targets.get(target_id.index())?;
            let moved = change.and_then(|change| change.rank(target_id, id));
            let before = change.and_then(|change| change.rank_before(target_id, id));
            Some(row((id, unit), part, (before, moved), of_province.kind, source))
        })
        .collect();
    let ranked = rows.iter().filter(|row| row.rank.is_some()).count();
    if ranked == 0 {
        return None;
    }
    let digits = Compared::digits(rows.iter().filter_map(|row| row.cell.compared.as_ref()));
    for row in &mut rows {
        let printed = row.cell.compared.map(|compared| compared.printed(digits));
        row.value = printed.and_then(|printed| drawable(printed, digits));
    }
    let speak = |value: Decimal| match by_completion {
        true => format!("{}%", print(value, Some(digits))),
        false => words.spoken(value, digits),
    };
    let places = places(&rows, by_completion, |compared| speak(compared.printed(digits)));
    let top = places.iter().filter(|place| place.rank <= NAMED).count();
    let bottom = first_of_the_last(&places).max(top);
    let falls_short = |place: &&Place| has_few(ranked) || !place.completed;
    let last = places.iter().rev().take_while(|place| !place.completed).count();
    let bottom: Vec<Place> = places[bottom..].iter().filter(falls_short).cloned().collect();
    let marked = match target.direction {
        Direction::Near => 0,
        _ if has_few(ranked) => 0,
        _ => NAMED,
    };
    Some(Ranking {
        target: target_id,
        no: ItemNumber::among(item, source.basis.plan),
        subject: words.noun(),
        label: words.label(),
        by_completion,
        title: words.title(),
        name: format!("排名{}-{}", ItemNumber::among(item, source.basis.plan), target_id.number),
        direction: if by_completion { Direction::Up } else { target.direction },
        better: if lower_is_better { Better::Low } else { Better::High },
        marked,
        marked_last: if bottom.len() > last { 0 } else { marked.min(bottom.len()) },
        sort: if lower_is_better { Sort::Asc } else { Sort::Desc },
        unit: if by_completion { "%" } else { words.measure() }.to_owned(),
        digits,
        line: match by_completion {
            true => rescaled(round(of_province.due.percent(), digits.max(1)), digits.max(1)),
            false => rescaled(target.value, words.goal_digits(target.value)),
        },
        line_label: match source.stage() {
            Stage::UnderWay if by_completion => "序时进度".to_owned(),
            Stage::YearEnd if by_completion => "年度目标".to_owned(),
            _ => format!("{}目标", source.config.issuer.region),
        },
        localities: source.basis.rules.localities().to_owned(),
        ranked,
        missing: without_place(&rows, &|row| absence(row, source) == Absence::Unreported),
        unranked_words: unranked_words(&rows, by_completion, source),
        top: places[..top].to_vec(),
        bottom,
        rows,
    })
}

/// Returns whether so few are ranked that the first and the last places overlap.
fn has_few(ranked: usize) -> bool {
    ranked < 2 * NAMED
}

fn rescaled(mut value: Decimal, digits: u32) -> Decimal {
    value.rescale(digits);
    value
}

/// The reason for which a unit has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Absence {
    Unreported,
    ZeroReport,
    InQuestion,
    NoFigure,
}

/// Returns the reason for which a unit without a place has none.
fn absence(row: &RankRow, source: &Source<'_>) -> Absence {
    let (progress, month) = (source.basis.progress, source.now.month);
    match row.status {
        Status::Defective => Absence::InQuestion,
        // A row of the unit that could not be assigned may be the missing one.
        Status::Unreported if progress.unassigned(month, row.unit) > 0 => Absence::InQuestion,
        Status::Unreported if progress.zero_report(month, row.unit).is_some() => {
            Absence::ZeroReport
        }
        Status::Unreported => Absence::Unreported,
        _ => Absence::NoFigure,
    }
}

/// Returns the names of the units that take part, but have no place, if they are `wanted`.
fn without_place(rows: &[RankRow], wanted: &dyn Fn(&RankRow) -> bool) -> Vec<String> {
    let rows = rows.iter().filter(|row| row.ranked && row.rank.is_none());
    rows.filter(|row| wanted(row)).map(|row| row.label.clone()).collect()
}

/// Returns why units that take part have no place: 天水市未报送，庆阳市报送有误（待核）.
fn unranked_words(rows: &[RankRow], by_completion: bool, source: &Source<'_>) -> String {
    let by = |reason: Absence| without_place(rows, &|row| absence(row, source) == reason);
    let lacks_goal = |row: &RankRow| by_completion && row.cell.goal.is_none();
    let no_figure = |has_goal: bool| {
        without_place(rows, &|row| {
            absence(row, source) == Absence::NoFigure && lacks_goal(row) != has_goal
        })
    };
    let reasons: [(Vec<String>, &str); 5] = [
        (by(Absence::Unreported), Status::Unreported.word()),
        (by(Absence::ZeroReport), ZERO_REPORT),
        (by(Absence::InQuestion), Status::Defective.word()),
        (no_figure(false), "没有分解目标"),
        (no_figure(true), "没有数据"),
    ];
    let told = reasons.into_iter().filter(|(names, _)| !names.is_empty());
    joined(told.map(|(names, reason)| format!("{}{reason}", names.join("、"))), "，")
}

/// Returns the ranked units and the units that lie inside one of them, in registry order.
fn units<'a>(source: &Source<'a>) -> impl Iterator<Item = (UnitId, &'a Unit)> {
    let rules = source.basis.rules;
    let units = source.basis.registry.units();
    units
        .filter(move |(_, unit)| unit.kind == rules.ranked_kind || unit.kind == rules.enclosed_kind)
}

fn row(
    (id, unit): (UnitId, &Unit),
    part: &UnitMark,
    (before, change): (Option<usize>, Option<i64>),
    kind: Kind,
    source: &Source<'_>,
) -> RankRow {
    let mark = &part.mark;
    RankRow {
        unit: id,
        label: unit.short.clone(),
        value: None,
        rank: part.rank,
        ranked: unit.kind == source.basis.rules.ranked_kind,
        status: mark.status,
        cell: RankCell {
            compared: Compared::of(kind, mark),
            value: mark.value,
            value_digits: mark.value_precision.digits(),
            goal: mark.goal,
            percent: mark.percent,
            before,
            change,
            status: mark.status,
        },
    }
}

/// Returns the ranked units, best first; equal units in registry order.
fn places(rows: &[RankRow], by_completion: bool, speak: impl Fn(Compared) -> String) -> Vec<Place> {
    let mut ranked: Vec<(usize, &RankRow)> =
        rows.iter().filter_map(|row| Some((row.rank?, row))).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked
        .iter()
        .map(|&(rank, row)| Place {
            unit: row.label.clone(),
            value: row.cell.compared.map_or_else(|| NONE.to_owned(), &speak),
            rank,
            tied: ranked.iter().filter(|&&(other, _)| other == rank).count() > 1,
            completed: by_completion && row.status == Status::Done,
        })
        .collect()
}

/// Returns the index at which the last three places begin. Units that share a place with the first of them
/// are included.
fn first_of_the_last(places: &[Place]) -> usize {
    let third_last = places.len().saturating_sub(NAMED);
    let rank = places.get(third_last).map(|place| place.rank);
    let first = places.iter().position(|place| Some(place.rank) == rank);
    first.unwrap_or(third_last)
}

/// Returns a table of up to ten rankings side by side, with a row for each unit.
fn rank_table(rankings: &[Ranking], source: &Source<'_>) -> RankTable {
    let mut columns =
        vec![json!({"title": "市　州", "key": "unit", "width": "18mm", "align": "center"})];
    for (index, ranking) in rankings.iter().enumerate() {
        let title = format!("{}（{}）", ranking.label, ranking.unit);
        let part = |title: &str, key: &str, align: &str| json!({"title": title, "key": format!("{key}{index}"), "align": align});
        let mut parts = vec![part("完成", "value", "decimal"), part("位次", "rank", "center")];
        if source.before.is_some() {
            parts.push(part("升降", "change", "center"));
        }
        columns.push(json!({"title": title, "columns": parts}));
    }
    let rows = units(source).map(|(_, unit)| {
        let mut row = Map::new();
        row.insert("unit".to_owned(), json!(unit.short));
        for (index, ranking) in rankings.iter().enumerate() {
            let found = ranking.rows.iter().find(|row| row.label == unit.short);
            let [value, rank, change] = found
                .map_or_else(|| [NONE; 3].map(str::to_owned), |row| cells(row, ranking.digits));
            row.insert(format!("value{index}"), json!(value));
            row.insert(format!("rank{index}"), json!(rank));
            row.insert(format!("change{index}"), json!(change));
        }
        Json::Object(row)
    });
    RankTable { rows: rows.collect(), columns }
}

/// Returns the cells that a table shows for a unit: value, place, change.
fn cells(row: &RankRow, digits: u32) -> [String; 3] {
    let none = || NONE.to_owned();
    let printed = |compared: Compared| print(compared.printed(digits), Some(digits));
    [
        row.cell.compared.map_or_else(none, printed),
        row.rank.map_or_else(none, |rank| rank.to_string()),
        row.cell.change.map_or_else(none, |change| match change {
            0 => UNMOVED.to_owned(),
            change => change_words(change),
        }),
    ]
}

/// Returns the change of place in words: ↑2, ↓1, or 持平.
pub fn change_words(change: i64) -> String {
    match change {
        0 => "持平".to_owned(),
        up if up > 0 => format!("↑{up}"),
        down => format!("↓{}", down.unsigned_abs()),
    }
}

/// Returns the number of cells of the heat map with each status.
fn heat_counts(rankings: &[Ranking]) -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for cell in heat_rows(rankings).iter().flat_map(|row| &row.cells) {
        let status = cell.get("status").and_then(Json::as_str).and_then(Status::with_code);
        *counts.entry(status.unwrap_or(Status::Unrated)).or_default() += 1;
    }
    counts
}

fn heat_rows(rankings: &[Ranking]) -> Vec<HeatRow> {
    let Some(first) = rankings.iter().max_by_key(|ranking| ranking.rows.len()) else {
        return Vec::new();
    };
    let cell = |ranking: &Ranking, unit: &str| {
        let row = ranking.rows.iter().find(|row| row.label == unit);
        row.map_or_else(
            || json!({"status": Status::Unrated}),
            |row| match row.value {
                Some(value) => json!({"status": row.cell.status, "value": value}),
                None => json!({"status": row.cell.status}),
            },
        )
    };
    first
        .rows
        .iter()
        .map(|row| HeatRow {
            label: row.label.clone(),
            cells: rankings.iter().map(|one| cell(one, &row.label)).collect(),
        })
        .collect()
}
