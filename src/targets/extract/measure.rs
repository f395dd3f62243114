//! What a number counts: the words that may follow it.

/// How a measure relates to what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A rate or a difference of rates: %, ‰, 个百分点, 倍.
    Rate,
    /// A word that counts the noun after it: 个, 座, 条.
    Classifier,
    /// Counts by itself: 户, 万人次, 羊单位.
    Counted,
    /// Area, length, weight, power, money.
    Physical,
    /// Time; a goal only where the words of comparison say so (压缩到5个工作日以内).
    Duration,
    /// 万 or 亿 alone: what is counted follows after other words (65万以上贫困人口).
    Magnitude,
}

/// Measures that are not counted in 万 or 亿.
const RATES: [&str; 6] = ["个百分点", "百分点", "％", "%", "‰", "倍"];
const DURATIONS: [&str; 6] = ["个工作日", "工作日", "小时", "分钟", "个月", "天"];
/// Words that look like a measure and are none.
const NOT_MEASURES: [&str; 7] = ["个季度", "个五年", "部门", "部委", "大于", "人均", "口岸"];

const COUNTED: [&str; 21] = [
    "羊单位",
    "人次",
    "人天",
    "户次",
    "家次",
    "架次",
    "班次",
    "场次",
    "批次",
    "标准箱",
    "标箱",
    "学位",
    "床位",
    "车位",
    "泊位",
    "口人",
    "户",
    "人",
    "例",
    "起",
    "次",
];

const PHYSICAL: [&str; 32] = [
    "微克/立方米",
    "毫克/立方米",
    "毫克/升",
    "吨标准煤",
    "吨标煤",
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公顷",
    "公里",
    "千米",
    "公斤",
    "千克",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "千伏安",
    "平米",
    "美元",
    "欧元",
    "吨",
    "亩",
    "米",
    "元",
    "度电",
    "蒸吨",
    "斤",
    "升",
    "㎡",
    "分贝",
    "方",
];

/// What a classifier counts mostly follows it; 大 as in 5大区域.
const CLASSIFIERS: [&str; 58] = [
    "大类", "个", "项", "座", "条", "处", "名", "家", "所", "台", "套", "件", "只", "头", "匹",
    "羽", "株", "棵", "辆", "艘", "架", "列", "趟", "场", "部", "篇", "册", "种", "类", "门", "张",
    "间", "栋", "幢", "片", "块", "口", "眼", "盏", "根", "支", "枚", "份", "款", "对", "组", "位",
    "盘", "顶", "尾", "箱", "筐", "井", "本", "幅", "道", "批", "大",
];

/// What may stand between a number and its measure.
const MAGNITUDES: [&str; 8] = ["万亿", "千万", "百万", "十万", "万", "亿", "千", "百"];

/// What follows a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Measure {
    /// As it is printed: 万亩, %, 个.
    pub text: String,
    pub kind: Kind,
    /// Whether 余 or 多 stands with it.
    pub approximate: bool,
    /// Its length in the text, in bytes.
    pub length: usize,
}

/// The measure at the beginning of `text`; `None` when what follows is no quantity.
pub(super) fn read(text: &str) -> Option<Measure> {
    let (text_left, early) = strip_about(text);
    let unit = unit(text_left);
    let (magnitude, rest) = match unit {
        Some(_) => ("", text_left),
        None => strip_any(text_left, &MAGNITUDES).unwrap_or(("", text_left)),
    };
    let (rest, late) = strip_about(rest);
    let (word, kind) = match unit.or_else(|| self::unit(rest)) {
        Some(found) => found,
        None if magnitude.ends_with(['万', '亿']) => ("", Kind::Magnitude),
        None => return None,
    };
    if !magnitude.is_empty() && matches!(kind, Kind::Rate | Kind::Duration) {
        return None;
    }
    let word_printed = if word == "％" { "%" } else { word };
    Some(Measure {
        text: format!("{magnitude}{word_printed}"),
        kind,
        approximate: early || late,
        length: text.len() - rest.len() + word.len(),
    })
}

/// A measure without 万 or 亿: what is counted (户 of 万户).
pub(super) fn counted(measure: &str) -> &str {
    strip_any(measure, &MAGNITUDES).map_or(measure, |(_, word)| word)
}

/// The measuring word at the beginning of `text`, the longest one.
fn unit(text: &str) -> Option<(&'static str, Kind)> {
    if strip_any(text, &NOT_MEASURES).is_some() {
        return None;
    }
    let lists: [(&[&'static str], Kind); 5] = [
        (&RATES, Kind::Rate),
        (&DURATIONS, Kind::Duration),
        (&COUNTED, Kind::Counted),
        (&PHYSICAL, Kind::Physical),
        (&CLASSIFIERS, Kind::Classifier),
    ];
    lists
        .into_iter()
        .flat_map(|(words, kind)| words.iter().map(move |&word| (word, kind)))
        .filter(|(word, _)| text.starts_with(word))
        .max_by_key(|(word, _)| word.len())
}

/// Drops 余 or 多 (60余万亩, 100多个).
fn strip_about(text: &str) -> (&str, bool) {
    match text.strip_prefix(['余', '多']) {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

/// The first of `words` that `text` begins with, and what follows it.
pub(super) fn strip_any<'a>(
    text: &'a str,
    words: &[&'static str],
) -> Option<(&'static str, &'a str)> {
    words
        .iter()
        .find_map(|&word| text.strip_prefix(word).map(|rest| (word, rest)))
}
