//! Section 二 and annex 1: the main indicators.

use rust_decimal::Decimal;
use serde::Serialize;

use super::figure::{Figure, StatusCell, drawable, figures};
use super::ranking::{Ranking, Rankings};
use super::{Source, lead_units};
use crate::plan::{Annex, Item};
use crate::report::wording::{NONE, phrase};
use crate::status::Status;

/// The main indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Indicators {
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
    /// Sequence number in annex 1.
    pub no: u32,
    /// The whole indicator in the notice's words.
    pub text: String,
    /// The quantity measured.
    pub subject: String,
    /// Lead leaders, in the notice's order.
    pub leaders: Vec<String>,
    /// Lead units.
    pub lead: String,
    /// The target in words; 国家下达后确定 if the notice states no number.
    pub goal_words: String,
    /// The value with its measure.
    pub value_words: String,
    /// Completion of an amount, in percent.
    pub percent_words: String,
    /// The percentage due of an amount.
    pub due_words: String,
    /// Percentage points above or below.
    pub gap_words: String,
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
    /// Returns the sentence, the change since the period before, and the units whose figures were added up.
    fn stated(&self) -> String {
        let mut words = self.sentence.clone();
        if !self.trend.is_empty() {
            words += &format!("，{}", self.trend);
        }
        if !self.computed.is_empty() {
            words += &format!("（牵头单位未报送，按{}计算）", self.computed);
        }
        words
    }
}

/// Returns the main indicators of a period, including the places of the prefectures.
pub(super) fn indicators(source: &Source<'_>, rankings: &Rankings) -> Indicators {
    let mut rows: Vec<_> =
        source.basis.plan.annex(Annex::Indicators).flat_map(|item| rows(item, source)).collect();
    for row in &mut rows {
        let of_row = |one: &&Ranking| one.no == row.no && one.subject == row.subject;
        let places = rankings.list.iter().filter(of_row);
        row.places = places.map(Ranking::sentences).collect();
        row.statement = row.stated();
    }
    let figures = || rows.iter().filter_map(|row| row.figure.as_ref());
    Indicators {
        rates: figures()
            .filter(|figure| figure.is_rate && figure.measure == "%")
            .filter_map(|figure| {
                Some(Bar {
                    label: figure.label.clone(),
                    value: drawable(figure.value?)?,
                    target: drawable(figure.goal),
                })
            })
            .collect(),
        amounts: figures()
            .filter_map(|figure| {
                Some(Bar {
                    label: figure.label.clone(),
                    value: drawable(figure.percent?)?,
                    target: None,
                })
            })
            .collect(),
        rows,
    }
}

fn rows(item: &Item, source: &Source<'_>) -> Vec<IndicatorRow> {
    let figures = figures(item, source);
    if figures.is_empty() {
        return vec![bare(item, source)];
    }
    figures
        .into_iter()
        .map(|figure| IndicatorRow {
            subject: figure.subject.clone(),
            goal_words: figure.goal_words.clone(),
            value_words: figure.value_words.clone(),
            percent_words: figure.percent_words.clone(),
            due_words: figure.due_words.clone(),
            gap_words: figure.gap_words.clone(),
            state: figure.state.clone(),
            sentence: figure.sentence.clone(),
            trend: figure.trend.clone(),
            computed: figure.computed.clone(),
            verified: figure.verified.clone(),
            figure: Some(figure),
            ..bare(item, source)
        })
        .collect()
}

/// Returns the row of an indicator whose target has not been handed down yet.
fn bare(item: &Item, source: &Source<'_>) -> IndicatorRow {
    let status = source.now.item(item.id).map_or(Status::Unrated, |item| item.status);
    let subject = item.text.trim_end_matches('。').to_owned();
    IndicatorRow {
        no: item.id.no,
        text: item.text.clone(),
        sentence: match status {
            Status::Unrated => format!("{subject}，目标或数据尚未下达，{}", phrase(status)),
            _ => format!("{subject}，{}", phrase(status)),
        },
        subject,
        leaders: item.leaders.clone(),
        lead: lead_units(item, source),
        goal_words: "目标待下达".to_owned(),
        value_words: NONE.to_owned(),
        percent_words: NONE.to_owned(),
        due_words: NONE.to_owned(),
        gap_words: NONE.to_owned(),
        state: status.into(),
        whole: status,
        trend: String::new(),
        computed: String::new(),
        verified: String::new(),
        statement: String::new(),
        places: String::new(),
        figure: None,
    }
}
