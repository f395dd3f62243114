//! The spelling habits of the units: each keeps to its own.

use jiff::civil::Date;

use super::dice::Dice;
use super::quarter::Quarter;

/// Returns the office of a unit that fills in its returns.
pub fn reporter(unit: &str) -> String {
    let offices = ["办公室", "综合处", "规划财务处", "督查科", "政策法规处"];
    (*Dice::of(&format!("office {unit}")).pick(&offices)).to_owned()
}

/// Returns the day on which a punctual unit sends its returns.
pub fn day(unit: &str, quarter: Quarter) -> Date {
    let due = quarter.due();
    let days = match quarter {
        // The 5th to the 7th of April were days off.
        Quarter::First => [2, 3, 4, 8],
        Quarter::Half => [2, 3, 4, 5],
    };
    let day = *Dice::of(&format!("day {unit} {}", quarter.code())).pick(&days);
    due.with().day(day).build().unwrap_or(due)
}

/// Returns a date as a unit writes it.
pub fn date(date: Date, unit: &str) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match Dice::of(&format!("date {unit}")).between(1, 6) {
        1 => format!("{year}/{month}/{day}"),
        2 => format!("{year}.{month}.{day}"),
        3 => format!("{year}年{month}月{day}日"),
        4 => format!("{year}{month:02}{day:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

/// Returns a 完成率 as a unit writes it: 27.3, 27.3% or ２７．３％.
pub fn percent(percent: &str, unit: &str) -> String {
    if percent.is_empty() {
        return String::new();
    }
    match Dice::of(&format!("percent {unit}")).between(1, 8) {
        1..=4 => percent.to_owned(),
        5..=7 => format!("{percent}%"),
        _ => full_width(&format!("{percent}%")),
    }
}

/// Returns the name that a unit signs with.
pub fn unit(short: &str, quarter: Quarter) -> &str {
    match (short, quarter) {
        ("省发展改革委", _) => "省发改委",
        ("省政府国资委", _) => "省国资委",
        ("省建设厅", Quarter::First) => "甘肃省住房和城乡建设厅",
        ("省建设厅", Quarter::Half) => "省住建厅",
        ("省卫生计生委", Quarter::Half) => "省卫计委",
        ("省旅游发展委", Quarter::First) => "省旅游委",
        ("嘉峪关市", _) => "嘉峪关",
        ("白银市", _) => "白银市人民政府",
        ("临夏州", _) => "临夏回族自治州",
        ("甘南州", _) => "甘南州政府",
        ("兰州新区", _) => "兰州新区管委会",
        _ => short,
    }
}

/// Returns `text` in full-width digits and signs.
pub fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(wide).collect()
}
