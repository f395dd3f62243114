//! Section 二 and annex 1: the main indicators.

use gongwen::rounding::{completion_with, print, round, round_completion};
use rust_decimal::Decimal;
use serde::Serialize;

use super::at_risk::{AT_RISK, target_is_at_risk};
use super::figure::{Figure, StatusCell, drawable, figures};
use super::ranking::{Ranking, Rankings};
use super::{Source, lead_units};
use crate::assess::{ItemAssessment, Precision};
use crate::plan::{Item, TargetId};
use crate::report::item_number::ItemNumber;
use crate::report::wording::{NONE, completion_words, phrase};
use crate::report::{origin, verification};
use crate::status::Status;

/// The main indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicators {
    /// The name of the items: 主要指标.
    pub name: String,
    /// A row for each target; a single row for an indicator without a target.
    pub rows: Vec<IndicatorRow>,
    /// The rates that have values, as bars of a chart: `label`, `value`, `target`.
    pub rates: Vec<Bar>,
    /// The amounts that have values: `label`, and completion in percent as `value`.
    pub amounts: Vec<Bar>,
}

/// A bar of a chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: Decimal,
    /// Its target.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Decimal>,
}

/// A target of an indicator, or an indicator without a target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorRow {
    /// The target; the first of an indicator without targets.
    #[serde(skip)]
    pub target: TargetId,
    /// Sequence number in annex 1.
    pub no: ItemNumber,
    /// The whole indicator in the notice's words.
    pub text: String,
    /// The quantity measured.
    pub subject: String,
    /// Lead leaders, in the notice's order.
    pub leaders: Vec<String>,
    /// Lead units.
    pub lead: String,
    /// The target in words. If the notice says that it is handed down: 目标待下达, or 按国家下达 once it is judged.
    pub goal_words: String,
    /// The value with its measure.
    pub value_words: String,
    /// The value with its completion: 24.2万人（60.5%）.
    pub reached: String,
    /// Completion of an amount, in percent.
    pub percent_words: String,
    /// The percentage due of an amount.
    pub due_words: String,
    /// Percentage points above or below.
    pub gap_words: String,
    /// The completion that a unit reported of an indicator without a number, less the share that is due, as printed.
    #[serde(skip)]
    pub bare_gap: Option<Decimal>,
    /// Status of the target.
    pub state: StatusCell,
    /// Status by which the whole indicator is counted: the worst among its targets.
    pub whole: Status,
    /// The sentence of the bulletin, without its full stop.
    pub sentence: String,
    /// The change of a rate against the period before; may be empty.
    pub trend: String,
    /// The number of units whose values were added up; may be empty.
    pub computed: String,
    /// That the office has verified the value, with what was reported; may be empty.
    pub verified: String,
    /// Sentence, change and computation together, without a full stop.
    pub statement: String,
    /// The sentences on the places of the prefectures, with their full stops; empty if nobody is ranked.
    pub places: String,
    /// The figures; `None` for an indicator without a target.
    pub figure: Option<Figure>,
}

impl IndicatorRow {
    /// Returns the value with its completion.
    fn reached(&self) -> String {
        let completion = self.figure.as_ref().and_then(|figure| figure.percent);
        match (completion, &*self.value_words) {
            (None, value) => value.to_owned(),
            (Some(_), NONE) => format!("完成率{}", self.percent_words),
            (Some(_), value) => format!("{value}（{}）", self.percent_words),
        }
    }

    /// Returns the sentence, the change since the period before, and the units whose figures were added up.
    fn stated(&self) -> String {
        let mut words = self.sentence.clone();
        if !self.trend.is_empty() {
            words += &format!("，{}", self.trend);
        }
        match &self.figure {
            Some(figure) => words += &figure.origin,
            None => {
                let notes = [&self.computed, &self.verified].into_iter();
                let notes: Vec<_> = notes.filter(|note| !note.is_empty()).cloned().collect();
                if !notes.is_empty() {
                    words += &format!("（{}）", notes.join("；"));
                }
            }
        }
        words
    }
}

/// Returns the main indicators of a period, including the places of the prefectures.
pub(super) fn indicators(source: &Source<'_>, rankings: &Rankings) -> Indicators {
    let mut rows: Vec<_> =
        source.basis.plan.indicators().flat_map(|item| rows(item, source)).collect();
    align(&mut rows);
    for row in &mut rows {
        let of_row = |one: &&Ranking| one.target == row.target;
        let places = rankings.list.iter().filter(of_row);
        row.places = places.map(Ranking::sentences).collect();
        row.statement = row.stated();
        row.reached = row.reached();
    }
    let figures: Vec<&Figure> = rows.iter().filter_map(|row| row.figure.as_ref()).collect();
    let name = source.basis.plan.indicators_name();
    Indicators { name, rates: rates(&figures), amounts: amounts(&figures), rows }
}

/// Prints the completions and the gaps of all rows, which are below each other, with the same number of decimals. A gap
/// is the difference of what is printed.
fn align(rows: &mut [IndicatorRow]) {
    let figures = rows.iter().filter_map(|row| row.figure.as_ref());
    let percents = figures.filter(|figure| figure.percent.is_some());
    let percent_digits = Precision::common(percents.map(|figure| figure.percent_precision)).max(1);
    for row in &mut *rows {
        let Some(figure) = &mut row.figure else { continue };
        figure.percent_digits = percent_digits;
        if let Some(percent) = figure.percent.filter(|_| figure.due.is_some()) {
            figure.gap = figure.share.ahead(percent, percent_digits);
            figure.gap_digits = percent_digits;
        }
        if let Some(due) = figure.due {
            row.due_words = format!("{}%", print(due, Some(percent_digits)));
            figure.due_words.clone_from(&row.due_words);
        }
        if let Some(percent) = figure.percent {
            row.percent_words = format!("{}%", completion_with(percent, percent_digits));
            figure.percent_words.clone_from(&row.percent_words);
        }
    }
    let figures = rows.iter().filter_map(|row| row.figure.as_ref());
    let gaps = figures.filter(|figure| figure.gap.is_some());
    let gap_digits = gaps.map(|figure| figure.gap_digits).max().unwrap_or(1);
    for row in rows {
        let Some(figure) = &mut row.figure else { continue };
        if let Some(gap) = figure.gap {
            row.gap_words = print(gap, Some(gap_digits));
            figure.gap_words.clone_from(&row.gap_words);
        }
    }
}

/// Returns the rates as bars, each with its own decimals: they are different quantities.
fn rates(figures: &[&Figure]) -> Vec<Bar> {
    let shown =
        |figure: &&&Figure| figure.is_rate && figure.measure == "%" && figure.value.is_some();
    let bar = |figure: &&Figure| {
        Some(Bar {
            label: figure.label.clone(),
            value: drawable(round(figure.value?, figure.digits), figure.digits)?,
            target: drawable(figure.goal, figure.goal.scale()),
        })
    };
    figures.iter().filter(shown).filter_map(bar).collect()
}

/// Returns the completions of the amounts as bars, all with the same number of decimals.
fn amounts(figures: &[&Figure]) -> Vec<Bar> {
    let shown = figures.iter().filter(|figure| figure.percent.is_some());
    let digits = Precision::common(shown.map(|figure| figure.percent_precision));
    let bar = |figure: &&Figure| {
        Some(Bar {
            label: figure.label.clone(),
            value: drawable(round_completion(figure.percent?, digits), digits)?,
            target: None,
        })
    };
    figures.iter().filter_map(bar).collect()
}

fn rows(item: &Item, source: &Source<'_>) -> Vec<IndicatorRow> {
    let figures = figures(item, source);
    if figures.is_empty() {
        return vec![bare(item, source)];
    }
    figures
        .into_iter()
        .zip(item.reported())
        .map(|(figure, (target, _))| IndicatorRow {
            target,
            subject: figure.subject.clone(),
            goal_words: figure.goal_words.clone(),
            value_words: figure.value_words.clone(),
            percent_words: figure.percent_words.clone(),
            due_words: figure.due_words.clone(),
            gap_words: figure.gap_words.clone(),
            state: StatusCell {
                text: risk_words(source.now.item(item.id), target.index(), source),
                ..figure.state.clone()
            },
            sentence: figure.sentence.clone(),
            trend: figure.trend.clone(),
            computed: figure.computed.clone(),
            verified: figure.verified.clone(),
            figure: Some(figure),
            ..bare(item, source)
        })
        .collect()
}

/// Returns the words below the status of a target that is only just on schedule.
fn risk_words(assessed: Option<&ItemAssessment>, index: usize, source: &Source<'_>) -> String {
    let is_at_risk = assessed.is_some_and(|assessed| target_is_at_risk(assessed, index, source));
    if is_at_risk { AT_RISK.to_owned() } else { String::new() }
}

/// Returns the row of an indicator without a number, whose target may not have been handed down yet.
fn bare(item: &Item, source: &Source<'_>) -> IndicatorRow {
    let assessed = source.now.item(item.id);
    let status = assessed.map_or(Status::Unrated, |item| item.status);
    let mark = assessed.and_then(|item| item.targets.first()).map(|target| &target.mark);
    let (progress, month) = (source.basis.progress, source.now.month);
    let is_handed_down = ["下达", "控制指标"].iter().any(|words| item.text.contains(words));
    let subject = item.text.trim_end_matches('。').to_owned();
    let name = match &*item.short_title {
        "" => subject.clone(),
        title => title.to_owned(),
    };
    // A verdict says what it rests on.
    let judged = assessed.and_then(|item| item.targets.first());
    let judged = judged.filter(|_| status.is_verdict());
    let reported = judged.filter(|target| target.mark.percent.is_some());
    let completion = reported.map(|target| completion_words(&target.mark));
    let basis = judged.map(|target| match (&completion, &target.mark.verified) {
        (Some(completion), Some(_)) => format!("完成率{completion}（核定）"),
        (Some(completion), None) => format!("单位报完成率{completion}"),
        (None, Some(_)) => "经核定".to_owned(),
        (None, None) => "按单位自评".to_owned(),
    });
    let digits = reported.map_or(1, |target| target.mark.percent_precision.digits().max(1));
    let gap = reported.and_then(|target| target.due.ahead(target.mark.percent?, digits));
    let words = phrase(status, source.stage());
    IndicatorRow {
        target: TargetId::first(item.id),
        no: ItemNumber::among(item, source.basis.plan),
        text: item.text.clone(),
        sentence: match (status, &basis) {
            (_, Some(basis)) => format!("{name}，{basis}，{words}"),
            (Status::Unrated, None) if is_handed_down => {
                format!("{name}的目标或数据尚未下达，{words}")
            }
            (_, None) => format!("{name}，{words}"),
        },
        subject,
        leaders: item.leaders.clone(),
        lead: lead_units(item, source),
        goal_words: match judged {
            Some(_) if item.text.contains("国家下达") => "按国家下达",
            None if is_handed_down => "目标待下达",
            _ => NONE,
        }
        .to_owned(),
        value_words: match (&completion, judged) {
            (Some(completion), _) => format!("完成率{completion}"),
            (None, Some(target)) if target.mark.verified.is_none() => "单位自评".to_owned(),
            _ => NONE.to_owned(),
        },
        reached: String::new(),
        percent_words: mark
            .filter(|mark| mark.percent.is_some())
            .map_or_else(|| NONE.to_owned(), completion_words),
        due_words: reported.map_or_else(
            || NONE.to_owned(),
            |target| format!("{}%", print(target.due.percent(), Some(digits))),
        ),
        gap_words: gap.map_or_else(|| NONE.to_owned(), |gap| print(gap, Some(digits))),
        bare_gap: gap,
        state: StatusCell { status, text: risk_words(assessed, 0, source) },
        whole: status,
        trend: String::new(),
        computed: assessed
            .map(|assessed| origin::of_item(item, assessed, source.basis.registry))
            .unwrap_or_default(),
        verified: verification::short_note(item, progress, month).unwrap_or_default(),
        statement: String::new(),
        places: String::new(),
        figure: None,
    }
}
