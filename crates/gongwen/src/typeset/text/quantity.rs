//! Numbers with their signs and measure words, which no line break may part (gbt9704 section 9).

use std::sync::LazyLock;

use crate::typeset::word_list::WordList;

/// What may stand right before a figure and belongs to it: 第12号, ≥4%, ￥300.
const SIGNS: &str = "第±＋－≥≤＞＜＝≈≠￥＄￡€№§";

/// What may stand between a figure and its measure word: 60余万亩, 100多个.
const SCALES: &str = "十百千万亿余多";

/// Measure words and units.
const MEASURES: &str = "个百分点 百分点 平方公里 平方千米 平方厘米 平方米 立方厘米 立方米 羊单位 标准煤 \
    吨标准煤 吨标煤 千瓦时 千瓦 兆瓦 千伏 公里 公顷 公斤 千米 千克 厘米 毫米 微米 微克 毫克 毫升 海里 \
    瓦时 小时 分钟 周岁 人次 户次 个月 月份 季度 年度 年代 世纪 工作日 个工作日 \
    年 月 日 时 分 秒 元 亩 吨 人 户 套 个 项 条 座 处 名 所 家 台 件 里 号 度 倍 次 届 级 类 批 期 \
    辆 艘 股 档 岁 天 周 米 克 瓦 只 头 株 种 册 场 升 伏 孔 眼 口 间 栋 幢 张 封 份 篇 本 部 首 幅 枚 \
    支 架 列 趟 宗 起 例 组 队 班 章 节 款 版 页 门 轮 步 成 折 代 位 层 段 站 片 棵 匹 顶 \
    km km² m² m³ cm mm kg mg mL kW kWh MW GW kV GB MB TB Hz";

static WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(MEASURES.split_whitespace()));

/// Marks in `held` each of `chars` that belongs to the same quantity as the next one.
pub fn hold(chars: &[char], held: &mut [bool]) {
    let mut i = 0;
    while i < chars.len() {
        let end = quantity_end(chars, i);
        if end > i {
            held[signed_start(chars, i)..end - 1].fill(true);
        }
        i = end.max(i + 1);
    }
}

/// Where the quantity whose figures begin at `start` begins with its sign; a blank may part them.
fn signed_start(chars: &[char], start: usize) -> usize {
    let sign = |before: &&[char]| before.last().is_some_and(|&c| SIGNS.contains(c));
    let (close, apart) = (&chars[..start], chars[..start].strip_suffix(&[' ']));
    [Some(close), apart]
        .into_iter()
        .flatten()
        .find(sign)
        .map_or(start, |before| before.len() - 1)
}

/// The end (exclusive) of the quantity that begins at `start`; `start` itself where none does.
fn quantity_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    while chars.get(end).is_some_and(|&c| is_figure(c)) {
        end += 1;
        // A point or comma belongs to the number when a figure follows it.
        let mark = chars.get(end).is_some_and(|c| ".,．".contains(*c));
        if mark && chars.get(end + 1).is_some_and(|&c| is_figure(c)) {
            end += 1;
        }
    }
    if end == start {
        return start;
    }
    let number = end;
    end += usize::from(chars.get(end) == Some(&' '));
    let scales = chars[end..].iter().take_while(|&&c| SCALES.contains(c));
    let scaled = end + scales.count();
    match measured(&chars[scaled..]) {
        Some(length) => scaled + length,
        None if scaled > end => scaled,
        None => number,
    }
}

/// Half-width and full-width figures.
fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The length in characters of the unit that `rest` begins with: a measure word, or a rate of two
/// (微克/立方米).
fn measured(rest: &[char]) -> Option<usize> {
    let length = measure_at(rest)?;
    let rate = match rest.get(length) {
        Some('/' | '／') => measure_at(&rest[length + 1..]),
        _ => None,
    };
    Some(length + rate.map_or(0, |second| 1 + second))
}

/// The length in characters of the longest measure word that `rest` begins with.
fn measure_at(rest: &[char]) -> Option<usize> {
    let first = *rest.first()?;
    if is_squared(first) {
        return Some(1);
    }
    let length = WORDS.longest_at(rest)?;
    // A Latin unit is a whole word.
    let next = rest.get(length);
    let runs_on = first.is_ascii() && next.is_some_and(char::is_ascii_alphanumeric);
    (!runs_on).then_some(length)
}

/// The units that Unicode has as one character: ㎡, ㎞, ㎏.
fn is_squared(c: char) -> bool {
    matches!(c, '\u{3371}'..='\u{337A}' | '\u{3380}'..='\u{33DF}' | '\u{33FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with a bar at every place that no quantity holds together.
    fn parted(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut held = vec![false; chars.len()];
        hold(&chars, &mut held);
        let mut out = String::new();
        for (i, c) in chars.iter().enumerate() {
            out.push(*c);
            if !held[i] && i + 1 < chars.len() {
                out.push('|');
            }
        }
        out
    }

    #[test]
    fn a_number_keeps_its_measure_word() {
        assert_eq!(parted("造林60万亩以上"), "造|林|60万亩|以|上");
        assert_eq!(parted("转移34万人次"), "转|移|34万人次");
        assert_eq!(parted("建成200公里"), "建|成|200公里");
        assert_eq!(parted("提高6.5个百分点"), "提|高|6.5个百分点");
        assert_eq!(parted("１２．５亿元"), "１２．５亿元");
        assert_eq!(parted("装机60余万千瓦"), "装|机|60余万千瓦");
        assert_eq!(parted("面积120㎡的"), "面|积|120㎡|的");
    }

    #[test]
    fn a_blank_before_the_measure_word_holds_too() {
        assert_eq!(parted("新增 60 万亩地"), "新|增| |60 万亩|地");
        assert_eq!(parted("约200 km的"), "约|200 km|的");
        assert_eq!(parted("2018 kms"), "2018| |k|m|s");
        assert_eq!(parted("12 其他"), "12| |其|他");
    }

    #[test]
    fn a_rate_is_one_unit() {
        assert_eq!(parted("到86微克/立方米左"), "到|86微克/立方米|左");
        assert_eq!(parted("每3元/吨"), "每|3元/吨");
        assert_eq!(parted("5年/或"), "5年|/|或");
    }

    #[test]
    fn a_sign_belongs_to_its_number() {
        assert_eq!(parted("第12号令"), "第12号|令");
        assert_eq!(parted("率≤ 4"), "率|≤ 4");
        assert_eq!(parted("共￥300元"), "共|￥300元");
        assert_eq!(parted("第一3"), "第|一|3");
    }

    #[test]
    fn a_number_without_measure_word_holds_nothing_but_itself() {
        assert_eq!(parted("前3,000强，"), "前|3,000|强|，");
        assert_eq!(parted("5.共同"), "5|.|共|同");
        assert_eq!(parted("千万"), "千|万");
    }
}
