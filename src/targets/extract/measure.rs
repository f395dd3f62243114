//! The measure that follows a number: 60余万亩, 92.8%, 100多个.

use gongwen::measure::{self, MeasureKind};

/// A measure in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StatedMeasure {
    /// The words as they are printed: 万亩, %, 个.
    pub text: String,
    /// The kind of the measure; `None` for 万 or 亿 alone, where what is counted follows after other words
    /// (65万以上贫困人口).
    pub kind: Option<MeasureKind>,
    /// True where 余 or 多 comes with it.
    pub approximate: bool,
    /// The length in the text, in bytes.
    pub length: usize,
}

/// Returns the measure at the beginning of `text`; `None` when what follows is not a quantity.
pub(super) fn read(text: &str) -> Option<StatedMeasure> {
    let (rest, early) = strip_about(text);
    let (scale, rest) = split_scale(rest);
    let (rest, late) = strip_about(rest);
    let measure = of_target(rest);
    let counts = match measure {
        Some(measure) => scale.is_empty() || measure.kind.takes_scale(),
        None => scale.ends_with(['万', '亿']),
    };
    let word = measure.map_or("", |measure| measure.word);
    let printed = match word {
        "％" => "%",
        // 5大区域 are counted as 5个.
        "大" => "个",
        word => word,
    };
    counts.then(|| StatedMeasure {
        text: format!("{scale}{printed}"),
        kind: measure.map(|measure| measure.kind),
        approximate: early || late,
        length: text.len() - rest.len() + word.len(),
    })
}

/// Returns a measure without its scale: 户 of 万户.
pub(super) fn without_scale(measure: &str) -> &str {
    split_scale(measure).1
}

/// Splits the scale off the beginning of `text`.
fn split_scale(text: &str) -> (&'static str, &str) {
    measure::scale_at(text).map_or(("", text), |(_, word, rest)| (word, rest))
}

/// Returns the measure of a target with which `text` begins.
fn of_target(text: &str) -> Option<&'static measure::Measure> {
    measure::all()
        .filter(|measure| measure.in_targets || measure.kind == MeasureKind::Label)
        .find(|measure| text.starts_with(measure.word))
        .filter(|measure| measure.in_targets)
}

/// Drops 余 or 多 (60余万亩, 100多个).
fn strip_about(text: &str) -> (&str, bool) {
    match text.strip_prefix(['余', '多']) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}
