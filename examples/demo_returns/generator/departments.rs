//! The returns of the primary lead units.

use duban::plan::{Item, TargetId};
use duban::targets::Target;
use rust_decimal::Decimal;

use super::dice::Dice;
use super::figures::{Figures, share};
use super::quarter::Quarter;
use super::row::Row;
use super::scenario::Pace;
use super::spellings;
use super::words::{self, Texts};
use super::world::World;

/// Co-leads that report although the primary lead unit does it for them.
const CO_LEADS: [(&str, &str); 3] =
    [("2-19", "省工信委"), ("2-20", "省环保厅"), ("2-165", "省食品药品监管局")];

/// Returns the rows of all lead units, in the order of the items.
pub fn rows(world: &World, figures: &Figures, quarter: Quarter) -> Vec<Row> {
    let mut rows = Vec::new();
    for item in world.plan.items() {
        let lead = world.lead(item);
        if item.targets.is_empty() {
            rows.push(task(world, item, quarter, lead));
        }
        for (id, target) in item.numbered() {
            let mut row = blank(world, id, quarter, lead);
            fill(&mut row, world, item, target, figures);
            rows.push(row);
        }
        let co_lead = CO_LEADS.iter().find(|(id, _)| *id == item.id.to_string());
        if let Some((_, unit)) = co_lead {
            rows.push(task(world, item, quarter, unit));
        }
    }
    rows
}

/// Returns a row with nothing reported yet.
pub fn blank(world: &World, target: TargetId, quarter: Quarter, unit: &str) -> Row {
    Row {
        quarter,
        topic: world.fate(target.item).topic.clone(),
        target,
        unit: unit.to_owned(),
        value: String::new(),
        measure: String::new(),
        percent: String::new(),
        status: String::new(),
        texts: Texts::default(),
        reporter: spellings::reporter(unit),
        date: spellings::day(unit, quarter),
    }
}

/// Returns the row of a task without a figure.
fn task(world: &World, item: &Item, quarter: Quarter, unit: &str) -> Row {
    let mut row = blank(world, TargetId::first(item.id), quarter, unit);
    let fate = world.fate(item.id);
    let pace = fate.pace(quarter);
    let mut dice = Dice::of(&format!("task {} {unit} {}", item.id, quarter.code()));
    row.texts = world.words.texts(fate, quarter, pace, words::PROVINCE, &mut dice);
    if fate.kind == "指标" {
        row.value = "暂无".to_owned();
        row.texts.progress = format!("{}控制指标国家尚未下达，数据待核定后报送。", fate.topic);
        return row;
    }
    state(&mut row, world, item, pace, &mut dice);
    row
}

/// States the progress of a task without a figure: 完成率, 状态, or both.
pub fn state(row: &mut Row, world: &World, item: &Item, pace: Pace, dice: &mut Dice) {
    let due = world.schedule.due(row.target, row.quarter.month()).percent();
    let matter = format!("{} {}", item.id, row.unit);
    let share = share(&matter, pace, due).filter(|_| pace == Pace::Done || dice.chance(60));
    if let Some(share) = share {
        row.percent = words::one_decimal(share);
    }
    if share.is_none() || dice.chance(30) {
        row.status = words::status(pace, dice).to_owned();
    }
}

/// Fills in the figure of a target and the text about it.
fn fill(row: &mut Row, world: &World, item: &Item, target: &Target, figures: &Figures) {
    let fate = world.fate(item.id);
    let quarter = row.quarter;
    let mut dice =
        Dice::of(&format!("text {} {} {}", row.target.item, row.target.number, quarter.code()));
    let pace = fate.pace(quarter);
    row.measure.clone_from(&target.measure);
    row.texts = world.words.texts(fate, quarter, pace, words::PROVINCE, &mut dice);
    let Some(value) = figures.get(row.target, quarter, None) else {
        row.value = "暂无".to_owned();
        row.status = "正常推进".to_owned();
        if row.texts.progress.is_empty() {
            row.texts.progress = format!("{}年底核定，目前按计划推进。", target.subject);
        }
        return;
    };
    row.value = value.to_string();
    let said = words::figure(target, value, Some(target.value), quarter, words::PROVINCE);
    row.texts.progress =
        if row.target.number.get() == 1 { format!("{said}{}", row.texts.progress) } else { said };
    if target.measure != "%" && dice.chance(50) {
        row.percent = words::one_decimal(value * Decimal::ONE_HUNDRED / target.value);
    }
}
