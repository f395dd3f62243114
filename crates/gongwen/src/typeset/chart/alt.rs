//! A chart in words, for those who cannot see it: its kind, caption and unit, and what it shows, as briefly as one listens to.
//! All its values are in the file of its data.

use super::Plot;
use super::figures::Figures;
use super::ranked::drawn_bars;
use crate::document::{
    Bars, Better, Category, Chart, ChartKind, ChartSetting, Group, Heat, HeatRow, Lines, Ranked,
    RankedBar, Series, StatusBars, StatusRow, Target,
};
use crate::rounding::share;
use crate::typeset::text::plain;
use std::collections::BTreeMap;

/// The greatest number of characters of a description.
const LONGEST: usize = 250;
/// The number of first and of last values that are told of many.
const ENDS: usize = 3;
/// The greatest number of names that are told of those that reached a target or are missing.
const MOST_NAMES: usize = 6;

/// Returns the content of a chart as sentences.
pub fn text(chart: &Chart) -> String {
    described(chart, "", |_, all| all)
}

/// Returns the content of a part of a chart that does not begin it.
pub fn continued(chart: &Chart, plot: &Plot) -> String {
    let (rows, columns) = (&plot.rows, &plot.columns);
    described(chart, "（续）", |is_column, all| {
        let shown = if is_column { columns } else { rows };
        let to = shown.end.min(all.len());
        all[shown.start.min(to)..to].to_vec()
    })
}

/// The rows of a chart, or its columns, that are described.
trait Shown: Fn(bool, Vec<usize>) -> Vec<usize> {}
impl<F: Fn(bool, Vec<usize>) -> Vec<usize>> Shown for F {}

fn described(chart: &Chart, part: &str, shown: impl Shown) -> String {
    let figures = Figures::new(chart);
    let rows = |count: usize| shown(false, (0..count).collect());
    let (kind, values) = match &chart.kind {
        ChartKind::Bars(bars) => {
            let groups = rows(bars.groups.len()).into_iter().map(|row| &bars.groups[row]);
            ("柱状图", of_bars(bars, groups, figures))
        }
        ChartKind::Ranked(ranked) => {
            let bars = drawn_bars(ranked);
            let bars = rows(bars.len()).into_iter().map(|row| bars[row]).collect();
            ("条形图", of_ranked(ranked, bars, figures))
        }
        ChartKind::Line(lines) => ("折线图", of_lines(lines, figures)),
        ChartKind::Status(bars) => {
            let rows = rows(bars.rows.len()).into_iter().map(|row| &bars.rows[row]);
            ("状态构成图", of_status(bars, rows))
        }
        ChartKind::Heat(heat) => {
            let rows = rows(heat.rows.len()).into_iter().map(|row| &heat.rows[row]).collect();
            let columns = shown(true, (0..heat.columns.len()).collect());
            ("状态分布图", of_heat(heat, rows, &columns, figures))
        }
    };
    let head = head(kind, part, &chart.setting);
    shortened(&plain(&format!("{head}。{values}。")))
}

fn head(kind: &str, part: &str, setting: &ChartSetting) -> String {
    let mut head = format!("{kind}{part}");
    if let Some(caption) = &setting.caption {
        head = format!("{head}：{caption}");
    }
    if let Some(unit) = &setting.unit {
        head = format!("{head}（单位：{unit}）");
    }
    head
}

/// Returns a text that is no longer than [`LONGEST`], ended after a whole statement.
fn shortened(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= LONGEST {
        return text.to_owned();
    }
    let room = &chars[..LONGEST - 1];
    let end = room.iter().rposition(|c| matches!(c, '；' | '。' | '，'));
    let end = end.filter(|&end| end * 2 > LONGEST).unwrap_or(room.len());
    format!("{}…", chars[..end].iter().collect::<String>())
}

/// Returns the target, if there is one, as the first of several sentences.
fn target(target: Option<&Target>, figures: Figures<'_>) -> String {
    target.map_or_else(String::new, |target| {
        format!("{}{}；", target.label, figures.reading(target.value))
    })
}

/// Returns values, the first and the last of them where they are many.
fn ends(values: Vec<String>, between: &str) -> String {
    if values.len() <= ENDS * 2 {
        return values.join(between);
    }
    let left_out = values.len() - ENDS * 2;
    let first = values[..ENDS].join(between);
    let last = values[values.len() - ENDS..].join(between);
    format!("{first}{between}中间{left_out}个略{between}{last}")
}

fn of_bars<'a>(
    bars: &Bars,
    groups: impl Iterator<Item = &'a Group>,
    figures: Figures<'_>,
) -> String {
    let group = |group: &Group| {
        let values = bars.series.iter().zip(&group.values);
        let values = values.map(|(name, value)| format!("{name}{}", figures.reading(*value)));
        format!("{}：{}", group.label, joined(values, "，"))
    };
    target(bars.target.as_ref(), figures) + &ends(groups.map(group).collect(), "；")
}

fn of_ranked(ranked: &Ranked, bars: Vec<&RankedBar>, figures: Figures<'_>) -> String {
    let has_value = |bar: &&&RankedBar| bar.value.value.is_some();
    let valued: Vec<&RankedBar> = bars.iter().filter(has_value).copied().collect();
    let is_ranked = ranked.sort.is_some();
    let values = valued.iter().enumerate().map(|(place, bar)| {
        let own = match bar.target.value {
            Some(target) => format!("（目标{}）", figures.value(target)),
            None => String::new(),
        };
        let is_end = place < ENDS || place + ENDS >= valued.len();
        let rank = match bar.rank.filter(|_| is_end) {
            Some(rank) => format!("第{} ", rank.count),
            None => String::new(),
        };
        format!("{rank}{} {}{own}", bar.label, figures.bar(bar))
    });
    let mut parts = Vec::new();
    let values: Vec<String> = values.collect();
    if is_ranked && values.len() > ENDS * 2 {
        let last = values.len() - ENDS;
        parts.push(format!("前三：{}", values[..ENDS].join("，")));
        parts.push(format!("后三：{}", values[last..].join("，")));
    } else if !values.is_empty() {
        parts.push(ends(values, "，"));
    }
    parts.extend(reached(ranked, &valued));
    let missing: Vec<&&RankedBar> = bars.iter().filter(|bar| !has_value(bar)).collect();
    for words in missing.chunk_by(|a, b| figures.bar(a) == figures.bar(b)) {
        let names = words.iter().map(|bar| bar.label.as_str()).collect();
        parts.push(format!("{}：{}", figures.bar(words[0]), names_of(names)));
    }
    target(ranked.target.as_ref(), figures) + &parts.join("；")
}

/// Returns who reached the target: all bars have the same one, or each its own.
fn reached(ranked: &Ranked, bars: &[&RankedBar]) -> Option<String> {
    let common = ranked.target.as_ref().and_then(|target| target.value.value);
    let with_target = bars.iter().filter_map(|bar| {
        let target = bar.target.value.or(common)?;
        let value = bar.value.value?;
        let reaches = match ranked.better {
            Better::High => value >= target,
            Better::Low => value <= target,
        };
        Some((bar.label.as_str(), reaches))
    });
    let (reached, short): (Vec<_>, Vec<_>) = with_target.partition(|(_, reaches)| *reaches);
    let names = |all: Vec<(&'_ str, bool)>| {
        names_of(all.into_iter().map(|(name, _)| name).collect::<Vec<&str>>())
    };
    match (reached.len(), short.len()) {
        (0, 0) => None,
        (_, 0) => Some("均达到目标".to_owned()),
        (0, _) => Some("均未达到目标".to_owned()),
        (many, few) if many > few => Some(format!("达到目标{many}个，未达到：{}", names(short))),
        (many, _) => Some(format!("达到目标{many}个：{}", names(reached))),
    }
}

/// Returns names, with their number where they are many.
fn names_of(names: Vec<&str>) -> String {
    if names.len() <= MOST_NAMES {
        return names.join("、");
    }
    format!("{}等{}个", names[..MOST_NAMES].join("、"), names.len())
}

fn of_lines(lines: &Lines, figures: Figures<'_>) -> String {
    let line = |line: &Series| {
        let values = lines.periods.iter().zip(&line.values);
        let values = values.map(|(period, value)| format!("{period} {}", figures.reading(*value)));
        format!("{}：{}", line.name, ends(values.collect(), "，"))
    };
    joined(lines.lines.iter().map(line), "；")
}

fn of_status<'a>(all: &StatusBars, rows: impl Iterator<Item = &'a StatusRow>) -> String {
    let row = |row: &StatusRow| {
        let parts = row.counts.iter().map(|(category, count)| {
            let count = count.count;
            let share = share(count, row.total()).filter(|_| all.rows.len() <= ENDS);
            let share = share.map_or_else(String::new, |share| format!("（{share}%）"));
            format!("{}{count}项{share}", category.label())
        });
        let name = match row.label.as_str() {
            "" => "合计",
            name => name,
        };
        format!("{name}{}项：{}", row.total(), joined(parts, "，"))
    };
    ends(rows.map(row).collect(), "；")
}

fn of_heat(heat: &Heat, rows: Vec<&HeatRow>, columns: &[usize], figures: Figures<'_>) -> String {
    let row = |row: &&HeatRow| {
        let cells = columns.iter().filter_map(|&column| {
            let (name, cell) = (heat.columns.get(column)?, row.cells.get(column)?);
            let value = match cell.value.value {
                Some(value) => format!(" {}", figures.value(value)),
                None => String::new(),
            };
            Some(format!("{name}{value}{}", cell.category.label()))
        });
        format!("{}：{}", row.label, joined(cells, "，"))
    };
    let full = joined(rows.iter().map(row), "；");
    if full.chars().count() <= LONGEST / 2 {
        return full;
    }
    let mut counts: BTreeMap<&Category, usize> = BTreeMap::new();
    for row in &rows {
        for cell in columns.iter().filter_map(|&column| row.cells.get(column)) {
            *counts.entry(&cell.category).or_default() += 1;
        }
    }
    let counts = counts.iter().map(|(category, count)| format!("{}{count}格", category.label()));
    let names = rows.iter().map(|row| row.label.as_str()).collect();
    let titles: Vec<&str> = columns.iter().map(|&column| heat.columns[column].as_str()).collect();
    format!(
        "{}行：{}；{}列：{}；{}",
        rows.len(),
        names_of(names),
        titles.len(),
        names_of(titles),
        joined(counts, "，")
    )
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}
