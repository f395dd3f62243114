//! The name of an annex: the notice's, or the usual one.

use super::{Annex, ItemId};

/// The name of an annex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexName {
    /// The annex.
    pub annex: Annex,
    /// Its title in the notice's words, 2019年市政府重点项目责任分解表; `None` for one that has the usual name.
    pub title: Option<String>,
    /// The name of its items: 主要指标, 重点工作任务, 重点项目.
    pub noun: String,
    /// True if its items are indicators, which bulletins rank the prefectures by.
    pub has_indicators: bool,
    /// The word before the number of an item: 指标, 任务, 附件3任务, 交办事项.
    pub(super) word: String,
}

impl AnnexName {
    /// Returns the usual name of an annex.
    pub fn usual(annex: Annex) -> Self {
        let noun = match annex {
            Annex::INDICATORS | Annex::TASKS | Annex::INSTRUCTIONS => annex.noun().to_owned(),
            _ => format!("{}事项", annex.words()),
        };
        Self::of_noun(annex, None, noun)
    }

    /// Returns the name of an annex with this title in the notice.
    pub fn new(annex: Annex, title: Option<&str>) -> Self {
        let Some(title) = title else { return Self::usual(annex) };
        Self::of_noun(annex, Some(title.to_owned()), noun_of(title))
    }

    pub(super) fn of_noun(annex: Annex, title: Option<String>, noun: String) -> Self {
        let has_indicators = noun.contains("指标");
        let word = match () {
            () if annex == Annex::INSTRUCTIONS => annex.noun(),
            () if has_indicators => "指标",
            () if noun.contains("任务") || noun.contains("工作") => "任务",
            () => "事项",
        };
        Self { annex, title, has_indicators, word: word.to_owned(), noun }
    }

    /// Returns the number of an item in words: 任务41.
    pub fn number_words(&self, id: ItemId) -> String {
        format!("{}{}", self.word, id.number())
    }

    /// Returns the title of an annex to which the notice gives none: 2018年全省重点项目分解表.
    pub fn usual_title(&self, year: i16, region: &str) -> String {
        format!("{year}年{region}{}分解表", self.noun)
    }

    /// Returns whether this is not the usual name of the annex.
    pub fn is_own(&self) -> bool {
        self.noun != Self::usual(self.annex).noun
    }
}

/// Returns the nouns of annexes in a row: 主要指标、重点工作任务和重点项目.
pub fn nouns<'a>(names: impl Iterator<Item = &'a AnnexName>) -> String {
    let mut nouns: Vec<&str> = Vec::new();
    for name in names {
        if !nouns.contains(&&*name.noun) {
            nouns.push(&name.noun);
        }
    }
    match nouns.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{}和{last}", rest.join("、")),
        _ => nouns.concat(),
    }
}

/// Returns the name of the items of an annex with this title: 重点工作任务 of 2018年省政府重点工作任务分解表.
pub(super) fn noun_of(title: &str) -> String {
    const ENDS: [&str; 18] = [
        "责任分解一览表",
        "责任一览表",
        "责任分解表",
        "责任分工表",
        "任务分工表",
        "责任清单",
        "责任表",
        "责任分工",
        "责任分解",
        "分工方案",
        "分解表",
        "分工表",
        "一览表",
        "计划表",
        "安排表",
        "清单",
        "台账",
        "表",
    ];
    const STARTS: [&str; 9] = [
        "人民政府",
        "政府",
        "全省",
        "全市",
        "全县",
        "全区",
        "全州",
        "《政府工作报告》",
        "经济社会发展",
    ];
    let whole: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let mut noun = whole.trim_matches(['《', '》', '“', '”']);
    if let Some(end) =
        ENDS.iter().find_map(|end| noun.strip_suffix(end)).filter(|rest| !rest.is_empty())
    {
        noun = end;
    }
    noun = without_year(noun);
    for start in STARTS {
        let rest = noun.split_once(start).map(|(_, rest)| rest.trim_start_matches('》'));
        let is_left = |rest: &&str| rest.chars().count() > 1 && !rest.starts_with("工作报告");
        noun = rest.filter(is_left).unwrap_or(noun);
    }
    noun = without_region(without_year(noun));
    match noun {
        "" => whole,
        noun => noun.to_owned(),
    }
}

/// Returns a noun without the region at its beginning: 北原县重点项目, 各县区主要指标.
fn without_region(noun: &str) -> &str {
    const KINDS: [&str; 5] = ["重点", "主要", "民生", "为民", "十件"];
    let at = KINDS.iter().filter_map(|kind| noun.find(kind)).min().unwrap_or(0);
    let (region, rest) = noun.split_at(at);
    let is_region =
        region.chars().count() <= 8 && region.ends_with(['省', '市', '县', '区', '州', '旗']);
    if is_region { rest } else { noun }
}

/// Returns a title without the year and what is before it: 2018年, 2018年度, 二〇一八年, 清江区2026年.
fn without_year(title: &str) -> &str {
    const NUMERALS: &str = "〇零○一二三四五六七八九";
    let is_year = |year: &str| year.ends_with(|c: char| c.is_ascii_digit() || NUMERALS.contains(c));
    match title.split_once('年') {
        Some((year, rest)) if is_year(year) => rest.strip_prefix('度').unwrap_or(rest),
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_noun_of_a_title_is_what_it_lists() {
        for (title, noun) in [
            ("2018年全省经济社会发展主要指标分解表", "主要指标"),
            ("2018年省政府重点工作任务分解表", "重点工作任务"),
            ("2019年市政府为民办实事项目责任分解表", "为民办实事项目"),
            ("2019年度重点建设项目清单", "重点建设项目"),
            ("岭西市人民政府2019年重点工作责任分解表", "重点工作"),
            ("2019年民生实事项目责任表", "民生实事项目"),
            ("岭南市2026年政府工作报告目标任务分解表", "政府工作报告目标任务"),
            ("重点改革事项", "重点改革事项"),
            ("2026年北原县重点项目责任清单", "重点项目"),
            ("2025年各县区主要指标分解表", "主要指标"),
            ("岭南市2026年十件民生实事任务清单", "十件民生实事任务"),
            ("表", "表"),
        ] {
            assert_eq!(noun_of(title), noun, "{title}");
        }
    }
}
