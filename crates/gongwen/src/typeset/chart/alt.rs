//! A chart in words, for those who cannot see it: its kind, its caption, all its values.

use super::figures::Figures;
use crate::document::{
    Bars, Chart, ChartKind, ChartSetting, Group, Heat, HeatRow, Lines, Ranked, RankedBar, Series,
    StatusBars, StatusRow, Target,
};
use crate::rounding::share;
use crate::typeset::text::plain;

/// Returns the content of the chart as sentences.
pub fn text(chart: &Chart) -> String {
    let setting = &chart.setting;
    let figures = Figures::new(chart);
    let (kind, values) = match &chart.kind {
        ChartKind::Bars(bars) => ("柱状图", of_bars(bars, figures)),
        ChartKind::Ranked(ranked) => ("条形图", of_ranked(ranked, figures)),
        ChartKind::Line(lines) => ("折线图", of_lines(lines, figures)),
        ChartKind::Status(bars) => ("状态构成图", of_status(bars)),
        ChartKind::Heat(heat) => ("状态分布图", of_heat(heat, figures)),
    };
    let head = head(kind, setting);
    plain(&format!("{head}。{values}。"))
}

fn head(kind: &str, setting: &ChartSetting) -> String {
    let mut head = kind.to_owned();
    if let Some(caption) = &setting.caption {
        head = format!("{head}：{caption}");
    }
    if let Some(unit) = &setting.unit {
        head = format!("{head}（单位：{unit}）");
    }
    head
}

/// Returns the target, if there is one, as the first of several sentences.
fn target(target: Option<&Target>, figures: Figures<'_>) -> String {
    target.map_or_else(String::new, |target| {
        format!("{}{}；", target.label, figures.reading(target.value))
    })
}

fn of_bars(bars: &Bars, figures: Figures<'_>) -> String {
    let group = |group: &Group| {
        let values = bars.series.iter().zip(&group.values);
        let values = values.map(|(name, value)| format!("{name}{}", figures.reading(*value)));
        format!("{}：{}", group.label, joined(values, "，"))
    };
    let groups = joined(bars.groups.iter().map(group), "；");
    target(bars.target.as_ref(), figures) + &groups
}

fn of_ranked(ranked: &Ranked, figures: Figures<'_>) -> String {
    let bar = |bar: &RankedBar| {
        let own = match bar.target.value {
            Some(target) => format!("（目标{}）", figures.value(target)),
            None => String::new(),
        };
        format!("{} {}{own}", bar.label, figures.bar(bar))
    };
    let bars = joined(ranked.bars.iter().map(bar), "，");
    target(ranked.target.as_ref(), figures) + &bars
}

fn of_lines(lines: &Lines, figures: Figures<'_>) -> String {
    let line = |line: &Series| {
        let values = lines.periods.iter().zip(&line.values);
        let values = values.map(|(period, value)| format!("{period} {}", figures.reading(*value)));
        format!("{}：{}", line.name, joined(values, "，"))
    };
    joined(lines.lines.iter().map(line), "；")
}

fn of_status(bars: &StatusBars) -> String {
    let row = |row: &StatusRow| {
        let parts = row.counts.iter().map(|(category, count)| {
            let count = count.count;
            let share = share(count, row.total());
            let share = share.map_or_else(String::new, |share| format!("（{share}%）"));
            format!("{}{count}项{share}", category.label())
        });
        let name = match row.label.as_str() {
            "" => "合计",
            name => name,
        };
        format!("{name}{}项：{}", row.total(), joined(parts, "，"))
    };
    joined(bars.rows.iter().map(row), "；")
}

fn of_heat(heat: &Heat, figures: Figures<'_>) -> String {
    let row = |row: &HeatRow| {
        let cells = heat.columns.iter().zip(&row.cells).map(|(column, cell)| {
            let value = match cell.value.value {
                Some(value) => format!(" {}", figures.value(value)),
                None => String::new(),
            };
            format!("{column}{value}{}", cell.category.label())
        });
        format!("{}：{}", row.label, joined(cells, "，"))
    };
    joined(heat.rows.iter().map(row), "；")
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}
