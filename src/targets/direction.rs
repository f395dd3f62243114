//! The direction of a target: which values are better, as its words say.
//!
//! The direction is derived from subject and wording where the office has not written it into the column 目标. The
//! lists name the cases that are clear; everything else is [`Direction::Up`], and the office corrects it.

use super::Comparator;

/// The side on which a value is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Higher is better: most of the targets.
    Up,
    /// Lower is better: 失业率, 价格, 涨幅, and every bound (≤).
    Down,
    /// The value is a fall, and a greater fall is better: 能耗下降3%.
    Decline,
    /// Nearer to the target is better, from both sides.
    Near,
}

impl Direction {
    /// The English name, as in `duban export items`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Decline => "decline",
            Self::Near => "near",
        }
    }

    /// The sign, as in the column 目标: ↑ ↓ − ◎.
    pub fn sign(self) -> char {
        match self {
            Self::Up => '↑',
            Self::Down => '↓',
            Self::Decline => '−',
            Self::Near => '◎',
        }
    }

    /// The words that are read for the sign: 越低越好.
    fn words(self) -> &'static str {
        match self {
            Self::Up => "越高越好",
            Self::Down => "越低越好",
            Self::Decline => "降幅",
            Self::Near => "越近越好",
        }
    }

    /// Returns the direction whose sign or words `text` ends with, and the length of these in characters.
    ///
    /// A minus is read however it is typed.
    pub(super) fn at_end(text: &str) -> Option<(Self, usize)> {
        let end = text.chars().next_back()?;
        let end = if matches!(end, '-' | '－' | '–') { '−' } else { end };
        let all = [Self::Up, Self::Down, Self::Decline, Self::Near];
        all.into_iter().find_map(|direction| {
            let words = direction.words();
            match end == direction.sign() {
                true => Some((direction, 1)),
                false => text.ends_with(words).then(|| (direction, words.chars().count())),
            }
        })
    }

    /// Derives the direction from the words of a target; `is_rate` is true for a measure like % whose parts do not
    /// add up.
    pub fn derived(subject: &str, raw: &str, comparator: Comparator, is_rate: bool) -> Self {
        if comparator == Comparator::Le {
            return Self::Down;
        }
        let subject = without_brackets(subject);
        let is_burden = || is_burden(&subject);
        match last_change(&format!("{subject} {raw}")) {
            Some(Change { falls: true, to_a_level: true, .. }) => Self::Down,
            Some(Change { falls: true, literal, .. }) if is_rate || literal => Self::Decline,
            // An amount by which something is reduced is one to reach: 压减产能50万吨.
            Some(Change { falls: true, .. }) => Self::Up,
            // An amount that should be reached or passed is not a burden: 治安案件200件以上.
            _ if !is_rate && comparator == Comparator::Ge => Self::Up,
            _ if is_burden() => Self::Down,
            _ => Self::Up,
        }
    }
}

/// A word in a target that says that something changes.
#[derive(Debug, Clone, Copy)]
struct Change {
    at: usize,
    falls: bool,
    /// True for 下降, 降低 and 降幅, which always state a fall.
    literal: bool,
    /// True where the word leads to a level: 下降到90%.
    to_a_level: bool,
}

const RISES: [&str; 12] = [
    "增长", "增加", "提高", "提升", "上升", "上涨", "增速", "增幅", "涨幅", "净增", "新增", "扩大",
];
const LITERAL_FALLS: [&str; 3] = ["下降", "降低", "降幅"];
const FALLS: [&str; 14] = [
    "减少", "减幅", "压减", "削减", "缩减", "回落", "递减", "净减", "压缩", "缩短", "缩小", "下调",
    "调减", "精简",
];
/// A fall to a level in a single word.
const FALLS_TO: [&str; 3] = ["降到", "降至", "降为"];
const TO: [char; 3] = ['到', '至', '为'];

/// Endings that make a noun of a verb of change: 增加值, 增长极.
const NOUN_ENDINGS: [char; 3] = ['值', '极', '点'];

/// Returns the last word in `text` that says that something changes.
fn last_change(text: &str) -> Option<Change> {
    let words = |words: &'static [&'static str], falls, literal| {
        words.iter().flat_map(move |&word| {
            text.match_indices(word).filter_map(move |(at, _)| {
                let after = &text[at + word.len()..];
                let to_a_level = after.starts_with(TO);
                (!after.starts_with(NOUN_ENDINGS)).then_some(Change {
                    at,
                    falls,
                    literal,
                    to_a_level,
                })
            })
        })
    };
    let to = FALLS_TO.iter().flat_map(|&word| {
        text.match_indices(word).map(|(at, _)| Change {
            at,
            falls: true,
            literal: true,
            to_a_level: true,
        })
    });
    words(&RISES, false, false)
        .chain(words(&LITERAL_FALLS, true, true))
        .chain(words(&FALLS, true, false))
        .chain(to)
        .max_by_key(|change| change.at)
}

/// Returns whether the subject is a fall, as in 化肥使用量降幅控制在3%以内.
pub(super) fn states_fall(subject: &str) -> bool {
    let change = last_change(&without_brackets(subject));
    change.is_some_and(|change| change.falls && !change.to_a_level)
}

/// Returns `subject` without what is in brackets, and without quotation marks.
fn without_brackets(subject: &str) -> String {
    let mut depth = 0_usize;
    subject
        .chars()
        .filter(|&char| match char {
            '（' | '(' => {
                depth += 1;
                false
            }
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            '“' | '”' => false,
            _ => depth == 0,
        })
        .collect()
}

/// Things of which less is better, at the end of a subject but for a [`NEUTRAL`] ending.
const BURDENS: [&str; 117] = [
    "失业",
    "价格",
    "物价",
    "房价",
    "涨幅",
    "通货膨胀",
    "通胀",
    "死亡",
    "病死",
    "亡人",
    "伤亡",
    "事故",
    "火灾",
    "贫困发生",
    "返贫",
    "致贫",
    "投诉",
    "信访",
    "上访",
    "负债",
    "债务",
    "杠杆",
    "不良贷款",
    "不良资产",
    "不良",
    "坏账",
    "赤字",
    "库存",
    "去化周期",
    "用药量",
    "用肥量",
    "化肥使用",
    "化肥施用",
    "农药使用",
    "农药施用",
    "农药化肥使用",
    "排放",
    "颗粒物",
    "PM2.5",
    "PM10",
    "臭氧",
    "二氧化硫",
    "二氧化氮",
    "氮氧化物",
    "二氧化碳",
    "氨氮",
    "化学需氧量",
    "总磷",
    "污染物",
    "污染",
    "粉尘",
    "扬尘",
    "能耗",
    "煤耗",
    "电耗",
    "水耗",
    "物耗",
    "用水量",
    "耗水量",
    "耗电量",
    "煤炭消费",
    "能源消费总量",
    "能源消费强度",
    "恩格尔系数",
    "基尼系数",
    "收入比",
    "收入差距",
    "差距",
    "辍学",
    "失学",
    "流失",
    "发病",
    "患病",
    "感染",
    "近视",
    "肥胖",
    "龋患",
    "吸烟",
    "文盲",
    "缺陷",
    "贫血",
    "失能",
    "成本",
    "费用",
    "税负",
    "漏损",
    "损耗",
    "线损",
    "空置",
    "闲置",
    "差错",
    "差评",
    "失信",
    "违约",
    "违法",
    "违规",
    "犯罪",
    "发案",
    "案件",
    "拖欠",
    "欠薪",
    "超标",
    "劣五类水体",
    "劣Ⅴ类水体",
    "劣V类水体",
    "亏损",
    "拥堵",
    "药占比",
    "耗材占比",
    "平均住院日",
    "开办时间",
    "办理时间",
    "办理时限",
    "审批时间",
    "审批时限",
    "通关时间",
    "等候时间",
];

/// Words that may follow a burden without changing the side that is better; the longer first.
const NEUTRAL: [&str; 58] = [
    "总水平",
    "发生率",
    "发案率",
    "浓度均值",
    "比上年",
    "较上年",
    "保持在",
    "稳定在",
    "维持在",
    "平均",
    "年均",
    "总体",
    "总量",
    "总额",
    "总数",
    "余额",
    "规模",
    "面积",
    "强度",
    "水平",
    "指数",
    "比例",
    "比重",
    "占比",
    "系数",
    "增幅",
    "增速",
    "涨幅",
    "增长",
    "上涨",
    "上升",
    "同比",
    "数量",
    "人数",
    "起数",
    "件数",
    "户数",
    "次数",
    "天数",
    "宗数",
    "笔数",
    "浓度",
    "均值",
    "时间",
    "时限",
    "周期",
    "项目",
    "贷款",
    "缺口",
    "率",
    "数",
    "量",
    "额",
    "面",
    "值",
    "款",
    "的",
    "人",
];

/// Actions before a burden that turn it round: 化解库存, 治理水土流失面积.
const ACTIONS: [&str; 56] = [
    "减少", "压减", "化解", "淘汰", "关停", "消化", "清理", "压缩", "削减", "降低", "治理", "处置",
    "处理", "整治", "清偿", "消除", "查处", "破获", "侦破", "偿还", "清欠", "资助", "救助", "帮扶",
    "排查", "办结", "受理", "拆除", "回收", "收回", "清收", "整改", "搬迁", "防治", "防控", "监测",
    "核销", "盘活", "修复", "恢复", "解决", "调处", "争取", "发行", "置换", "收储", "收购", "储备",
    "补贴", "补偿", "培训", "安置", "援助", "审理", "审结", "利用",
];
/// The same as single characters right before the burden: 去库存, 降成本.
const SHORT_ACTIONS: [char; 7] = ['去', '降', '减', '消', '清', '补', '控'];

/// Things that should rise, so that 涨幅 does not make a burden of them.
const GAINS: [&str; 10] =
    ["收入", "工资", "待遇", "养老金", "标准", "补助", "产量", "产值", "利润", "税收"];

/// Returns whether less of the thing that `subject` names is better.
fn is_burden(subject: &str) -> bool {
    BURDENS.iter().any(|burden| {
        subject.rmatch_indices(burden).any(|(at, _)| {
            let (before, after) = (&subject[..at], &subject[at + burden.len()..]);
            let turned = ACTIONS.iter().any(|word| before.contains(word))
                || before.ends_with(SHORT_ACTIONS)
                || (*burden == "涨幅" && GAINS.iter().any(|word| before.contains(word)));
            !turned && is_neutral(after)
        })
    }) || is_overdue(subject)
}

/// Returns whether the words after a burden leave the better side as it is: 人数, 占生产总值比重, 涨幅.
fn is_neutral(after: &str) -> bool {
    let mut rest = after.trim();
    if let Some(of) = rest.strip_prefix(['占', '与']) {
        return ["比", "比重", "比例", "比率", "比值", "率"].iter().any(|end| of.ends_with(end));
    }
    while let Some(shorter) = NEUTRAL.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter.trim_start();
    }
    rest.is_empty()
}

/// Returns whether the subject counts what is overdue, not what is done about it.
fn is_overdue(subject: &str) -> bool {
    subject.split_once("逾期").is_some_and(|(before, after)| {
        !ACTIONS.iter().any(|word| before.contains(word) || after.contains(word))
            || after.starts_with("办结")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::Target;

    #[track_caller]
    fn all_are(direction: Direction, notations: &[&str]) {
        for notation in notations {
            let target = &Target::parse_list(notation).expect(notation)[0];
            assert_eq!(target.direction, direction, "{notation}");
        }
    }

    #[test]
    fn what_is_not_known_to_be_a_burden_is_better_when_higher() {
        all_are(
            Direction::Up,
            &[
                "生产总值增长 ≈ 6 %",
                "城镇新增就业 = 40 万人",
                "贫困地区义务教育巩固率 ≥ 92.8 %〔达到92.8%〕",
                "失业保险金标准 = 90 %〔提高到最低工资标准的90%〕",
                "失业人员再就业 = 10 万人",
                "规模以上工业增加值 = 6 %",
                "城镇化率提高 = 1 个百分点",
                "最低工资标准涨幅 ≈ 8 %",
                "信访积案化解率 ≥ 95 %",
                "投诉办结率 = 98 %",
                "污水处理率 = 95 %",
                "受污染耕地安全利用率 ≥ 90 %",
                "非化石能源消费比重 ≈ 20 %",
                "农药利用率 = 40 %",
            ],
        );
    }

    #[test]
    fn an_amount_by_which_something_is_reduced_is_to_be_reached() {
        all_are(
            Direction::Up,
            &[
                "压减产能 = 50 万吨",
                "减少贫困人口 = 65 万人",
                "贫困人口脱贫 ≥ 65 万",
                "化解商品房库存 = 300 万平方米",
                "去库存 = 300 万平方米",
                "降成本 = 100 亿元",
                "治理水土流失面积 = 1000 平方公里",
                "新增水土流失治理面积 = 1000 平方公里",
                "查处违法案件 = 200 起",
                "处置不良贷款 = 20 亿元",
                "淘汰落后产能 = 471 万吨",
            ],
        );
    }

    #[test]
    fn of_a_burden_less_is_better() {
        all_are(
            Direction::Down,
            &[
                "城镇调查失业率 ≈ 5.5 %",
                "城镇登记失业率 = 4 %〔稳定在4%〕",
                "居民消费价格涨幅 ≈ 3 %",
                "居民消费价格上涨 ≈ 3 %",
                "居民消费价格指数涨幅 = 3 %",
                "亿元生产总值生产安全事故死亡率 = 0.1 %",
                "孕产妇死亡率 ≈ 20 %",
                "贫困发生率 = 3 %",
                "生产安全事故起数 = 100 起",
                "投诉率 = 1 %",
                "资产负债率 ≈ 60 %",
                "不良贷款率 = 2 %",
                "赤字率 = 3 %",
                "商品房去化周期 ≈ 12 个月",
                "化肥使用量 = 90 万吨",
                "二氧化碳排放强度 = 2 %",
                "细颗粒物（PM2.5）平均浓度 ≈ 35 微克/立方米",
                "PM10浓度 ≈ 80 微克/立方米",
                "万元工业增加值用水量 = 40 立方米",
                "恩格尔系数 = 30 %",
                "小学辍学率 = 0.2 %",
                "法定传染病发病率 = 0.2 %",
                "社会物流总费用占生产总值比重 ≈ 14 %",
                "逾期率 = 1 %",
                "项目逾期办结率 = 1 %",
                "公立医院药占比 = 30 %",
            ],
        );
    }

    #[test]
    fn a_fall_is_compared_as_a_fall_and_a_level_that_is_reached_by_one_is_a_level() {
        all_are(
            Direction::Decline,
            &[
                "单位生产总值能耗下降 = 3 %",
                "死亡人数下降 ≥ 5 %",
                "能耗降低率 = 3 %",
                "能耗降幅 ≥ 3 %",
                "化肥使用量减少 = 1 %",
                "万元工业增加值用水量下降 = 4 %",
                "降低万元工业增加值用水量 = 4 %",
                "失业率 = 0.5 个百分点〔下降0.5个百分点〕",
                "企业开办时间压缩 ≥ 50 %",
                "生产安全事故起数下降 = 10 起",
            ],
        );
        all_are(
            Direction::Down,
            &[
                "单位面积用药量 = 90 %〔下降到上年的90%〕",
                "城镇失业率 = 5 %〔降至5%〕",
                "审批事项 = 100 项〔减少到100项〕",
                "办理环节 = 5 个工作日〔压缩到5个工作日〕",
                "城镇登记失业率 ≤ 4 %",
                "生产安全事故 ≤ 100 起",
                "化肥使用量降幅 ≤ 3 %",
            ],
        );
    }

    #[test]
    fn the_office_s_sign_wins_over_the_words() {
        all_are(Direction::Up, &["失业率 ≈ 5.5 % ↑", "失业率 ≈ 5.5 %越高越好"]);
        all_are(Direction::Down, &["甲 = 5 % ↓", "甲 = 5 %↓〔五〕", "甲 = 5 %〔五〕 越低越好"]);
        all_are(Direction::Decline, &["甲 ≥ 3 % −", "甲 ≥ 3-", "甲 ≥ 3 %降幅", "甲 = 5 %〔五〕-"]);
        all_are(Direction::Near, &["甲 ≈ 3 % ◎", "甲 ≈ 3 越近越好"]);
    }
}
