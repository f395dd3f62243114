//! The targets that the text of an item states: 60万亩, 34万人次, 92.8%, 控制在4%以内.
//!
//! The rules are a small grammar of how official Chinese states a quantity, not a list of items:
//!
//! - `number`: digits (with thousands separators, in full width too) or 百分之…, but no ordinals
//!   (第24届), no names (5A级, “中国制造2025”), no dates;
//! - `measure`: the words after the number, from the table of measures; those that never state a target (500强,
//!   1号线, 2018年) are left out;
//! - `amount`: number, measure and the words of comparison around them (不低于…, 控制在…以内, …左右),
//!   and the range 5—6%;
//! - `goal`: whether the amount is a goal, or describes something else (58个片区县新增…60万亩, a
//!   project's 20万平方米, 30户以上自然村);
//! - `subject`: what is measured, in the item's words;
//! - `respective`: whose amount it is where 分别 deals several out.
//!
//! Chinese numerals (六大产业, 三年) are never targets. The rules will miss or misread some wordings:
//! the office corrects the column 目标 of the annex CSV, which is what the program goes by.

mod amount;
mod clause;
mod goal;

mod measure;
mod number;
mod respective;
mod subject;

#[cfg(test)]
mod tests;

use self::amount::Amount;
use self::subject::EarlierGoal;
use super::{Direction, Target};

/// Returns the words of an amount, with the classifier that units write: 5个 for 5大区域.
fn raw(words: &str, measure: &str) -> String {
    match words.strip_suffix('大') {
        Some(number) if measure.ends_with('个') => format!("{number}个"),
        _ => words.to_owned(),
    }
}

/// The targets that `text` states, in its order.
pub fn from_text(text: &str) -> Vec<Target> {
    let amounts = amount::all(text);
    let mut targets: Vec<Target> = Vec::new();
    let mut goals: Vec<&Amount> = Vec::new();
    let first_topic = subject::first_topic(text, &amounts);
    // The number of goals in the clauses before the one of the last goal.
    let mut finished = 0;
    for (index, amount) in amounts.iter().enumerate() {
        if goal::is_goal(text, &amounts, index) {
            if goals.last().is_some_and(|last| last.clause != amount.clause) {
                finished = goals.len();
            }
            let earlier = finished.checked_sub(1).and_then(|at| goals.get(at).zip(targets.get(at)));
            let earlier = earlier
                .map(|(goal, target)| EarlierGoal { amount: goal, subject: &target.subject });
            let subject = subject::of(text, &amounts, index, earlier, first_topic);
            goals.push(amount);
            let mut target = Target {
                value: amount.value,
                measure: amount.measure.clone(),
                comparator: amount.comparator,
                direction: Direction::Up,
                subject,
                raw: raw(&text[amount.raw.clone()], &amount.measure),
            };
            target.direction = target.derived_direction();
            targets.push(target);
        }
    }
    targets
}
