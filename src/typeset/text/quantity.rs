//! Numbers with their measure words, which no line break may part (gbt9704 section 9).

/// What may stand between a figure and its measure word: 60余万亩, 100多个.
const SCALES: &str = "十百千万亿余多";

/// Measure words and units.
const MEASURES: &str = "个百分点 百分点 平方公里 平方米 立方米 羊单位 标准煤 吨标准煤 吨标煤 千瓦时 千瓦 \
    公里 公顷 公斤 千米 千克 厘米 毫米 瓦时 小时 分钟 周岁 人次 户次 个月 月份 \
    季度 年度 年 月 日 时 分 秒 元 亩 吨 人 户 套 个 项 条 座 处 名 所 家 \
    台 件 里 号 度 倍 次 届 级 类 批 期 辆 艘 股 档 岁 天 周 米 克 瓦 只 \
    头 株 种 册 场";

/// For each of `chars` whether it belongs to the same quantity as the next one.
pub fn held(chars: &[char]) -> Vec<bool> {
    let mut held = vec![false; chars.len()];
    let mut i = 0;
    while i < chars.len() {
        let end = quantity_end(chars, i);
        held[i..end.max(i + 1) - 1].fill(true);
        i = end.max(i + 1);
    }
    held
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
    loop {
        if let Some(length) = measure_at(&chars[end..]) {
            return end + length;
        }
        match chars.get(end) {
            Some(&c) if SCALES.contains(c) => end += 1,
            _ => return end,
        }
    }
}

/// Half-width and full-width figures.
fn is_figure(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The length in characters of the longest measure word that `rest` begins with.
fn measure_at(rest: &[char]) -> Option<usize> {
    MEASURES
        .split(' ')
        .map(|word| (word, word.chars().count()))
        .filter(|&(word, length)| word.chars().eq(rest.iter().copied().take(length)))
        .map(|(_, length)| length)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text` with a bar at every place that no quantity holds together.
    fn parted(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let held = held(&chars);
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
    }

    #[test]
    fn a_number_without_measure_word_holds_nothing_but_itself() {
        assert_eq!(parted("前3,000强，"), "前|3,000|强|，");
        assert_eq!(parted("5.共同"), "5|.|共|同");
        assert_eq!(parted("千万"), "千|万");
    }
}
