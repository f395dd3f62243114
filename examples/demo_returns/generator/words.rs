//! `phrases.csv`: the units' descriptions of their work, by kind of work.

use std::collections::BTreeMap;
use std::error::Error;

use duban::targets::Target;
use rust_decimal::{Decimal, RoundingStrategy};

use super::dice::Dice;
use super::quarter::Quarter;
use super::scenario::{Fate, Pace};

/// The area of the lead units in texts.
pub const PROVINCE: &str = "全省";

/// The phrases, by kind of work and use.
pub struct Words(BTreeMap<(String, String), Vec<String>>);

/// The three texts of a return.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    /// 进展情况.
    pub progress: String,
    /// 存在问题.
    pub problems: String,
    /// 下一步措施.
    pub next_steps: String,
}

impl Words {
    /// Reads the phrases.
    ///
    /// # Errors
    /// A row is malformed.
    pub fn load() -> Result<Self, Box<dyn Error>> {
        let mut phrases: BTreeMap<_, Vec<String>> = BTreeMap::new();
        for record in csv::Reader::from_reader(include_str!("phrases.csv").as_bytes()).records() {
            let record = record?;
            let key = (record[0].to_owned(), record[1].to_owned());
            phrases.entry(key).or_default().push(record[2].to_owned());
        }
        Ok(Self(phrases))
    }

    /// Returns the texts of a unit of `area` (全省, 全市) about a task at this pace.
    pub fn texts(
        &self,
        fate: &Fate,
        quarter: Quarter,
        pace: Pace,
        area: &str,
        dice: &mut Dice,
    ) -> Texts {
        let usage = match pace {
            Pace::Done => "完成",
            Pace::Lagging | Pace::Severe => "落后",
            Pace::OnTrack | Pace::Silent => quarter.name(),
        };
        let mut texts =
            Texts { progress: self.phrase(fate, usage, area, dice), ..Texts::default() };
        if pace.behind() {
            self.explain(&mut texts, fate, area, dice);
        }
        texts
    }

    /// Adds the reason for the delay and the measures against it.
    pub fn explain(&self, texts: &mut Texts, fate: &Fate, area: &str, dice: &mut Dice) {
        texts.problems = self.phrase(fate, "问题", area, dice);
        texts.next_steps = self.phrase(fate, "措施", area, dice);
    }

    /// Returns one of the phrases for a use, filled in; empty if the kind of work has none.
    fn phrase(&self, fate: &Fate, usage: &str, area: &str, dice: &mut Dice) -> String {
        let key = (fate.kind.clone(), usage.to_owned());
        let Some(phrases) = self.0.get(&key) else {
            return String::new();
        };
        let most = if area == PROVINCE { 12 } else { 3 };
        dice.pick(phrases)
            .replace("{T}", &fate.topic)
            .replace("{P}", area)
            .replace("{n}", &dice.between(most / 4, most).max(2).to_string())
    }
}

/// Returns a word for 状态.
pub fn status(pace: Pace, dice: &mut Dice) -> &'static str {
    match pace {
        Pace::Done => "已完成",
        Pace::OnTrack => dice.pick::<&str>(&["达到序时进度", "达到序时", "正常推进", "按计划推进"]),
        Pace::Lagging => dice.pick::<&str>(&["滞后", "进度滞后"]),
        Pace::Severe => "严重滞后",
        Pace::Silent => "正常推进",
    }
}

/// Returns a sentence with a figure; `goal` is the goal of `area`, if it has one.
pub fn figure(
    target: &Target,
    value: Decimal,
    goal: Option<Decimal>,
    quarter: Quarter,
    area: &str,
) -> String {
    let (subject, measure) = (&target.subject, &target.measure);
    if measure != "%" {
        let share = goal.map(|goal| one_decimal(value * Decimal::ONE_HUNDRED / goal));
        let share = share.map_or_else(String::new, |share| format!("，占年度目标的{share}%"));
        // The measure 大 (5大区域) is counted as 个 (5个).
        let measure = if measure == "大" { "个" } else { measure };
        let month = quarter.month();
        return format!("截至{month}月底，{area}{subject}累计完成{value}{measure}{share}。");
    }
    let period = quarter.name();
    let Some(topic) = subject.split_once("增长").map(|(topic, _)| topic) else {
        return format!("{period}{area}{subject}为{value}%。");
    };
    let change = if value.is_zero() {
        "与上年同期持平".to_owned()
    } else if value.is_sign_negative() {
        format!("同比下降{}%", value.abs())
    } else {
        format!("同比增长{value}%")
    };
    let gap = goal.map_or(Decimal::ZERO, |goal| value - goal);
    let gap = match gap {
        gap if gap.is_zero() => String::new(),
        gap if gap.is_sign_negative() => format!("，低于目标{}个百分点", gap.abs()),
        gap => format!("，高于目标{gap}个百分点"),
    };
    format!("{period}{area}{topic}{change}{gap}。")
}

/// Returns a percentage to one decimal, half up; a value below 100 never reads 100.0.
pub fn one_decimal(percent: Decimal) -> String {
    let rounded = percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    if percent < Decimal::ONE_HUNDRED && rounded >= Decimal::ONE_HUNDRED {
        return "99.9".to_owned();
    }
    rounded.normalize().to_string()
}
