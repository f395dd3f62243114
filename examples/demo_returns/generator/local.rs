//! The returns of the prefectures and 兰州新区 on the items that they implement.

use duban::plan::{Item, TargetId};
use duban::targets::{Comparator, Target};
use rust_decimal::Decimal;

use super::breakdown::{division, parts};
use super::departments::{blank, state};
use super::dice::Dice;
use super::figures::Figures;
use super::places::PLACES;
use super::quarter::Quarter;
use super::row::Row;
use super::scenario::Pace;
use super::words;
use super::world::World;

/// Returns the rows of all places, place by place.
///
/// They are short: only places that are behind explain.
pub fn rows(world: &World, figures: &Figures, quarter: Quarter) -> Vec<Row> {
    let mut rows = Vec::new();
    for (place, unit) in PLACES.iter().enumerate() {
        for item in world.implemented(place) {
            if item.targets.is_empty() {
                rows.push(task(world, item, quarter, unit));
            }
            for (id, target) in item.numbered() {
                let mut row = blank(world, id, quarter, unit);
                fill(&mut row, world, item, target, figures, place);
                rows.push(row);
            }
        }
    }
    rows
}

/// Returns the word for a place's area in texts.
fn area(unit: &str) -> &'static str {
    match unit.chars().next_back() {
        Some('州') => "全州",
        Some('区') => "全区",
        _ => "全市",
    }
}

/// Returns the row of a task without a figure.
fn task(world: &World, item: &Item, quarter: Quarter, unit: &str) -> Row {
    let mut row = blank(world, TargetId::first(item.id), quarter, unit);
    let fate = world.fate(item.id);
    if fate.pace(quarter) == Pace::Silent {
        row.value = "暂无".to_owned();
        return row;
    }
    let mut dice = Dice::of(&format!("local {} {unit} {}", item.id, quarter.code()));
    let pace = local_pace(fate.pace(quarter), &mut dice);
    state(&mut row, world, item, pace, &mut dice);
    if pace.behind() {
        row.texts = world.words.texts(fate, quarter, pace, area(unit), &mut dice);
    }
    row
}

/// Returns a place's pace with a task, given that of the province.
fn local_pace(province: Pace, dice: &mut Dice) -> Pace {
    let (severe, lagging) = match province {
        Pace::Severe => (45, 85),
        Pace::Lagging => (12, 55),
        _ => (1, 6),
    };
    match dice.between(1, 100) {
        roll if roll <= severe => Pace::Severe,
        roll if roll <= lagging => Pace::Lagging,
        _ if province.behind() => Pace::OnTrack,
        _ => province,
    }
}

/// Fills in the figure of a target, with an explanation if the place is behind.
fn fill(
    row: &mut Row,
    world: &World,
    item: &Item,
    target: &Target,
    figures: &Figures,
    place: usize,
) {
    let fate = world.fate(item.id);
    let quarter = row.quarter;
    let area = area(&row.unit);
    let mut dice = Dice::of(&format!(
        "local {} {} {} {}",
        row.target.item,
        row.target.number,
        row.unit,
        quarter.code()
    ));
    let Some(value) = figures.get(row.target, quarter, Some(place)) else {
        no_figure(row, world, item, target, &mut dice);
        return;
    };
    row.value = value.to_string();
    row.measure.clone_from(&target.measure);
    let own = parts(row.target, target).get(place).copied().flatten();
    let rate = target.measure == "%";
    let goal = if rate { own.or(Some(target.value)) } else { own };
    if !rate
        && let Some(goal) = goal
        && dice.chance(30)
    {
        row.percent = words::one_decimal(value * Decimal::ONE_HUNDRED / goal);
    }
    let due = world.schedule.due(row.target, quarter.month()).percent();
    if goal.is_some_and(|goal| falls_short(target, value, goal, due)) {
        row.texts.progress = words::figure(target, value, goal, quarter, area);
        world.words.explain(&mut row.texts, fate, area, &mut dice);
    }
}

/// Returns whether `value` is short of its goal after `due` percent of the year's work.
fn falls_short(target: &Target, value: Decimal, goal: Decimal, due: Decimal) -> bool {
    if target.comparator == Comparator::Le {
        value > goal
    } else if target.measure == "%" {
        value < goal
    } else {
        value * Decimal::ONE_HUNDRED < goal * due
    }
}

/// Fills in a target for which the place has no figure: there is none yet, the place has no part in it, or
/// only the province counts.
fn no_figure(row: &mut Row, world: &World, item: &Item, target: &Target, dice: &mut Dice) {
    let silent = world.fate(item.id).pace(row.quarter) == Pace::Silent;
    let divided = division(row.target).is_some_and(|division| division.binding);
    if silent || target.measure == "%" {
        row.value = "暂无".to_owned();
    } else if divided {
        row.value = "无".to_owned();
        row.texts.progress = "本地无此项任务，零报送。".to_owned();
    } else {
        row.status = words::status(Pace::OnTrack, dice).to_owned();
    }
}
