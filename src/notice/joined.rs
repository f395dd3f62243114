//! The text of an item that the notice has in several columns: its name, its content, its target and the measure.

use super::record::Record;
use super::title::Field;
use crate::input::width::half_width;

/// Words with which a target continues the name of an indicator.
const CONTINUING: [&str; 22] = [
    "增长",
    "增加",
    "下降",
    "降低",
    "减少",
    "达到",
    "控制",
    "不低于",
    "不高于",
    "不超过",
    "不少于",
    "不突破",
    "高于",
    "低于",
    "保持",
    "提高",
    "完成",
    "稳定",
    "约",
    "同比",
    "力争",
    "与",
];

/// The text of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joined {
    pub text: String,
    /// The contents of the columns, if there were several.
    pub before: Option<String>,
    /// True if the column of the target has a figure.
    pub has_figure: bool,
}

/// Returns the text of the item in a row.
pub(super) fn text(record: &Record<'_>) -> Joined {
    let [name, content, value] =
        [Field::Name, Field::Text, Field::Value].map(|field| record.content(field));
    // The measure is that of the value; growth is in percent.
    let measure = if value.is_empty() { String::new() } else { record.content(Field::Measure) };
    let base = match (name.as_str(), content.as_str()) {
        ("", content) => content.to_owned(),
        (name, "") => name.to_owned(),
        (name, content) if name == content => content.to_owned(),
        (name, content) => format!("{}：{content}", name.trim_end_matches(['：', ':', '。'])),
    };
    let growth = record.content(Field::Growth);
    let has_value = !value.is_empty() && !is_dash(&value);
    let text = with_growth(with_target(&base, &value, &measure), has_value, &growth);
    let parts: Vec<&str> = [&name, &content, &value, &measure, &growth]
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    Joined {
        has_figure: has_figure(&value) || has_figure(&growth),
        before: (parts.len() > 1).then(|| parts.join("｜")),
        text,
    }
}

/// Returns a text with the growth that is its target, in percent where it does not say in what.
fn with_growth(base: String, has_value: bool, growth: &str) -> String {
    let plain: String = growth.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    if !plain.chars().any(|c| c.is_ascii_digit()) {
        return match plain.is_empty() || is_dash(&plain) {
            true => base,
            false => format!("{base}：{growth}"),
        };
    }
    let (falls, plain) = match plain.strip_prefix(['-', '−', '—']) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, plain),
    };
    let figure = measured(&plain, "%").unwrap_or(plain);
    let continues = CONTINUING.iter().any(|word| figure.starts_with(word) && *word != "不低于");
    let named = ["增长", "增速", "增幅", "下降"].iter().any(|word| base.ends_with(word));
    let verb = match (falls, continues || (named && !has_value)) {
        (true, _) => "下降",
        (false, true) => "",
        (false, false) => "增长",
    };
    let mark = if has_value { "，" } else { "" };
    format!("{}{mark}{verb}{figure}", base.trim_end_matches('。'))
}

/// Returns whether a cell says that there is no target.
fn is_dash(value: &str) -> bool {
    value.chars().all(|c| "-—－–/／".contains(c))
}

/// Returns a text with a single bare number, 不低于8 or 4以内, with the measure behind it; `None` where it has another form.
fn measured(text: &str, measure: &str) -> Option<String> {
    const ENDS: [&str; 6] = ["", "以上", "以内", "以下", "左右", "及以上"];
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let plain: String = text.chars().map(half_width).collect();
    let start = plain.find(|c: char| c.is_ascii_digit())?;
    let rest = &plain[start..];
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    let is_whole = ENDS.contains(&after) && !number.ends_with(['.', ',']);
    is_whole.then(|| format!("{}{number}{measure}{after}", &plain[..start]))
}

/// Returns a text with the target behind it.
fn with_target(base: &str, value: &str, measure: &str) -> String {
    if value.is_empty() || is_dash(value) {
        return base.to_owned();
    }
    let is_number = |text: &str| {
        let plain: String = text.chars().map(half_width).collect();
        let plain = plain.trim_start_matches(['≥', '≤', '>', '<', '=', '约']);
        !plain.is_empty()
            && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))
    };
    let (mut base, mut measure) = (base.to_owned(), measure.to_owned());
    // 地区生产总值（亿元） with 1200: the measure is in the name.
    if measure.is_empty()
        && is_number(value)
        && let Some((name, inner)) = base.trim_end_matches(['）', ')']).rsplit_once(['（', '('])
        && inner.len() + name.len() < base.len()
        && inner.chars().count() <= 6
    {
        measure = inner.to_owned();
        base = name.to_owned();
    }
    let figure = match is_number(value) {
        true => format!("{value}{}", measure.trim_matches(['（', '）', '(', ')'])),
        false if measure.is_empty() || value.contains(&measure) => value.to_owned(),
        false => measured(value, &measure).unwrap_or_else(|| format!("{value}（{measure}）")),
    };
    if base.is_empty() {
        return figure;
    }
    if base.contains(&figure) {
        return base;
    }
    let continues = figure.starts_with(|c: char| half_width(c).is_ascii_digit())
        || CONTINUING.iter().any(|word| figure.starts_with(word));
    match base.strip_suffix('。') {
        Some(base) => format!("{base}：{figure}"),
        None if continues && !base.contains('：') => format!("{base}{figure}"),
        None => format!("{base}：{figure}"),
    }
}

/// Returns whether a target has a figure other than a date.
fn has_figure(value: &str) -> bool {
    let plain: Vec<char> = value.chars().map(half_width).collect();
    plain.iter().enumerate().any(|(at, c)| {
        let ends = plain.get(at + 1).is_none_or(|next| !next.is_ascii_digit());
        let is_date =
            plain.get(at + 1).is_some_and(|next| matches!(next, '年' | '月' | '日' | '季'));
        c.is_ascii_digit() && ends && !is_date
    })
}

#[cfg(test)]
mod tests {
    use super::{has_figure, with_growth, with_target};

    #[test]
    fn targets_continue_the_names_of_indicators() {
        assert_eq!(with_target("地区生产总值", "增长6.5%以上", ""), "地区生产总值增长6.5%以上");
        assert_eq!(with_target("城镇新增就业", "32", "万人"), "城镇新增就业32万人");
        assert_eq!(with_target("城镇新增就业", "32万人", "万人"), "城镇新增就业32万人");
        assert_eq!(with_target("地区生产总值（亿元）", "1200", ""), "地区生产总值1200亿元");
        assert_eq!(with_target("县医院新建", "主体封顶", ""), "县医院新建：主体封顶");
        assert_eq!(with_target("新建水库。", "2座", ""), "新建水库：2座");
        assert_eq!(with_target("新建水库2座。", "2座", ""), "新建水库2座。");
        assert_eq!(with_target("", "5%", ""), "5%");
        assert_eq!(with_target("居民收入增长", "不低于8", "%"), "居民收入增长不低于8%");
        assert_eq!(with_target("城镇登记失业率", "4以内", "%"), "城镇登记失业率4%以内");
        assert_eq!(with_target("新建", "3至5", "个"), "新建3至5（个）");
    }

    #[test]
    fn growth_is_said_in_words() {
        let total = || "地区生产总值198亿元".to_owned();
        assert_eq!(with_growth(total(), true, "6.5"), "地区生产总值198亿元，增长6.5%");
        assert_eq!(with_growth(total(), true, "—"), "地区生产总值198亿元");
        let bare = || "固定资产投资".to_owned();
        assert_eq!(with_growth(bare(), false, "8%以上"), "固定资产投资增长8%以上");
        assert_eq!(with_growth(bare(), false, "8左右"), "固定资产投资增长8%左右");
        assert_eq!(with_growth(bare(), false, "-3"), "固定资产投资下降3%");
        assert_eq!(with_growth(bare(), false, "下降3"), "固定资产投资下降3%");
        assert_eq!(with_growth(bare(), false, "高于全省平均"), "固定资产投资：高于全省平均");
        assert_eq!(with_growth("投资增长".to_owned(), false, "8"), "投资增长8%");
    }

    #[test]
    fn dates_are_no_figures() {
        assert!(has_figure("增长6.5%") && has_figure("32") && has_figure("2026年建成3个"));
        assert!(!has_figure("2026年12月底前建成") && !has_figure("完成下达任务"));
    }
}
