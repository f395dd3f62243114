//! Amounts of one of something, averages, concentrations, times: 人均收入3万元. The values of several places do not
//! add up.

use gongwen::measure::{self, MeasureKind};

/// Words for each of a kind, unless they are parts of other words: 人均, but neither 卫生均等化 nor 各村均有.
const EACH: [&str; 8] = ["人均", "户均", "亩均", "生均", "床均", "村均", "县均", "地均"];
const BEFORE_ALL: [char; 4] = ['各', '有', '部', '困'];
const AFTER_EVEN: [char; 2] = ['等', '衡'];

/// Words that follow 单位 where it means one, as in 单位面积; not so in 用人单位 and 单位新增.
const OF_ONE: [&str; 13] = [
    "面积",
    "产品",
    "产值",
    "产量",
    "能耗",
    "电耗",
    "水耗",
    "GDP",
    "生产总值",
    "国内",
    "地区",
    "工业",
    "建设用地",
];

/// Endings of a subject that is no number of things.
const QUALITIES: [&str; 30] = [
    "率",
    "占比",
    "收入比",
    "性别比",
    "配比",
    "师比",
    "比例",
    "比值",
    "比重",
    "浓度",
    "浓度均值",
    "均价",
    "密度",
    "强度",
    "系数",
    "指数",
    "得分",
    "分值",
    "单价",
    "价格",
    "寿命",
    "年龄",
    "天数",
    "日数",
    "周期",
    "时间",
    "时限",
    "单产",
    "温度",
    "湿度",
];

/// Standards, of which each person gets the amount in money.
const STANDARDS: [&str; 2] = ["标准", "最低工资"];

/// Means of time, whose values add up over places: 年平均新增就业.
const OVER_TIME: [&str; 9] =
    ["年平均", "月平均", "日平均", "平均每年", "平均每月", "平均每天", "每年", "每月", "每天"];

/// Units of time after a stroke: a capacity of 30万吨/年 adds up.
const TIMES: [&str; 9] = ["年", "月", "日", "天", "周", "季", "小时", "时", "秒"];

/// Durations that state a term or an age; hours of work and months of training add up.
const TERMS: [&str; 7] = ["个工作日", "工作日", "天", "分钟", "秒", "周岁", "岁"];

/// Returns whether the parts of an amount of `subject` in `measure` do not add up.
pub(super) fn is_intensive(subject: &str, measure: &str) -> bool {
    let subject: String = subject.chars().filter(|char| !char.is_whitespace()).collect();
    let subject = without_closing_bracket(&subject);
    is_of_one(subject) || is_relative(measure) || is_standard(subject, measure)
}

fn is_of_one(subject: &str) -> bool {
    let mean = || {
        let over_time = OVER_TIME.iter().any(|word| subject.contains(word));
        !over_time && (subject.contains('每') || subject.contains("平均"))
    };
    let mut after_unit = subject.split("单位").skip(1);
    EACH.iter().any(|word| names_each(subject, word))
        || after_unit.any(|after| OF_ONE.iter().any(|of| after.starts_with(of)))
        || QUALITIES.iter().any(|ending| subject.ends_with(ending))
        || mean()
}

fn names_each(subject: &str, word: &str) -> bool {
    subject.match_indices(word).any(|(at, _)| {
        let after = &subject[at + word.len()..];
        !subject[..at].ends_with(BEFORE_ALL) && !after.starts_with(AFTER_EVEN)
    })
}

/// Returns the words before a bracket at the end: 浓度 of 浓度（PM2.5）.
fn without_closing_bracket(subject: &str) -> &str {
    let begin = subject.ends_with(['）', ')']).then(|| subject.rfind(['（', '('])).flatten();
    begin.map_or(subject, |begin| &subject[..begin])
}

/// Returns whether a measure is of one thing, 公斤/亩, or a term: 个工作日, 岁.
fn is_relative(measure: &str) -> bool {
    let of = measure.split_once(['/', '／', '每']).map(|(_, of)| of);
    TERMS.contains(&measure) || of.is_some_and(|of| !TIMES.contains(&of))
}

fn is_standard(subject: &str, measure: &str) -> bool {
    let (money, _) = measure.split_once(['/', '／', '每']).unwrap_or((measure, ""));
    let is_money = || {
        let word = money.trim_start_matches(['万', '亿', '千', '百']);
        measure::find(word).is_some_and(|measure| measure.kind == MeasureKind::Money)
    };
    STANDARDS.iter().any(|word| subject.ends_with(word)) && is_money()
}

#[cfg(test)]
mod tests {
    use super::super::Target;

    fn adds_up(notation: &str) -> bool {
        Target::parse_list(notation).unwrap()[0].adds_up()
    }

    #[test]
    fn amounts_of_one_do_not_add_up() {
        for notation in [
            "农村居民人均可支配收入 ≥ 9000 元",
            "户均增收 = 3000 元",
            "亩均产出 ≥ 2.5 万元",
            "PM2.5平均浓度 ≤ 35 微克/立方米",
            "细颗粒物浓度（PM2.5） = 35 微克/立方米 ↓",
            "单位面积粮食产量 ≥ 300 公斤",
            "单位GDP能耗 ≤ 0.7 吨标准煤",
            "粮食 ≥ 300 公斤/亩",
            "每万人口发明专利拥有量 ≥ 2.5 件",
            "企业开办时间 ≤ 5 个工作日",
            "优良天数 ≥ 300 天",
            "平均预期寿命 = 75 岁",
            "城市低保标准 = 500 元",
            "城乡居民收入比 ≤ 3",
        ] {
            assert!(!adds_up(notation), "{notation}");
        }
    }

    #[test]
    fn amounts_of_things_add_up() {
        for notation in [
            "城镇新增就业 = 40 万人",
            "年平均新增就业 = 40 万人",
            "用人单位 ≥ 300 家",
            "单位新增床位 = 500 张",
            "落后产能 = 30 万吨/年",
            "志愿服务 ≥ 10 万小时",
            "扶持村发展乡村旅游 = 150 个",
            "均衡发展县 = 10 个",
            "制定地方标准 = 10 项",
            "基本公共卫生均等化项目 = 14 项",
            "各村均建有卫生室 = 100 个",
            "评比 = 10 次",
            "每年新增就业 = 40 万人",
            "生产安全事故 ≤ 100 起",
            "新建标准化学校 = 20 所",
        ] {
            assert!(adds_up(notation), "{notation}");
        }
    }
}
