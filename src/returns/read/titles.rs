//! The titles that units give the columns of a table of returns.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::input::text;
use crate::returns::Field;
use crate::returns::form::Column;

/// The titles of columns, separated by blanks, for each field in order of preference. If a table has both 填报单位
/// and 责任单位, the former is the reporting unit.
const TITLES: [(Field, &str); 17] = [
    (Field::RowKey, "识别码"),
    (
        Field::Period,
        "期间 报送期间 period 报告期 统计期 统计期间 时期 数据期间 所属期 所属期间 月份 报送月份 季度 \
         报送季度 报送周期",
    ),
    (
        Field::Item,
        "编号 id 事项编号 任务编号 指标编号 项目编号 item itemid 事项id 事项序号 任务序号 序号 no no.",
    ),
    (
        Field::ItemText,
        "事项 事项内容 事项名称 指标名称 主要指标 重点工作任务 工作任务 任务内容 任务名称 重点任务 任务事项 \
         工作内容 指标或任务 指标(任务) 目标任务内容 内容 任务 text",
    ),
    (Field::Goal, "年度目标 年度目标值 年度目标任务 全年目标 目标 目标值 目标任务"),
    (Field::Last, "上期累计"),
    (Field::Target, "指标 target 指标序号 子指标 分项 分指标 指标号 目标序号"),
    (
        Field::Unit,
        "填报单位 报送单位 上报单位 报告单位 单位 unit 单位名称 部门 填报部门 市州 地区 市(州) 部门(单位) \
         单位(部门) 责任单位",
    ),
    (
        Field::Value,
        "完成值 value 累计完成值 累计完成 累计完成数 累计完成量 累计值 累计数 实际完成 实际完成值 实际完成数 \
         实际值 完成数 完成量 完成数量 完成情况(数值) 累计完成情况(数值) 数值 累计实际完成 1月至今累计完成 \
         累计 完成",
    ),
    (Field::Measure, "计量单位 measure 数量单位 单位(计量) 量纲"),
    (
        Field::Percent,
        "完成率 percent 完成率(%) 完成比例 完成比例(%) 完成百分比 完成进度 完成进度(%) 占年度目标比例 \
         占全年目标比例 占年度目标(%) 进度(%) 完成年度目标(%) 完成年度目标比例",
    ),
    (
        Field::Status,
        "状态 status 进度状态 自评 自评状态 完成状态 自评结果 自评情况 进度评价 进展状态 自我评价",
    ),
    (
        Field::Progress,
        "进展情况 progress 工作进展 工作进展情况 进展 落实情况 推进情况 工作推进情况 完成情况 任务进展 \
         任务进展情况 目前进展 目前进展情况 主要进展 主要工作进展",
    ),
    (
        Field::Problems,
        "存在问题 problems 存在的问题 问题 主要问题 存在的主要问题 存在主要问题 存在问题及原因 问题及原因 \
         困难和问题 存在的困难和问题 未完成原因 滞后原因 原因",
    ),
    (
        Field::NextSteps,
        "下一步措施 nextsteps 下一步打算 下一步工作打算 下一步工作 下一步工作措施 整改措施 措施 下步措施 \
         下步打算 下一步安排 下一步工作安排 下一步计划 工作措施 推进措施",
    ),
    (Field::Reporter, "填报人 reporter 填表人 联系人 报送人 经办人 填报人员 联络员 上报人"),
    (
        Field::ReportedOn,
        "填报日期 reportedon 报送日期 上报日期 填表日期 填报时间 报送时间 上报时间 日期",
    ),
];

/// Titles of columns, of the return form and others, that are known and hold nothing to read.
const KNOWN: &str = "职责 上期 本期 本期完成 \
     本期完成值 当期 当期完成 本月 本月完成 本季度 本季度完成 同比 同比增长 环比 上年同期 预计完成时间 \
     预计完成日期 完成时限 时限 备注 note 说明 电话 联系电话 联系方式 审核人 负责人 类型 类别 牵头领导 \
     省政府牵头领导 牵头单位 配合单位 实施单位 分管领导 序时进度 角色 数据来源 目标单位";

/// The meaning of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A field, and the position of the title in its list.
    Field(Field, usize),
    Known,
}

static MEANINGS: LazyLock<BTreeMap<String, Meaning>> = LazyLock::new(|| {
    let fields = TITLES.iter().flat_map(|&(field, titles)| {
        let ranked = (0..).zip(titles.split(' '));
        ranked.map(move |(rank, title)| (plain(title), Meaning::Field(field, rank)))
    });
    let known = KNOWN.split(' ').map(|title| (plain(title), Meaning::Known));
    known.chain(fields).collect()
});

/// Words in titles of figures that are not cumulative, or of another time.
const OTHER_SPANS: [&str; 12] = [
    "当月", "本月", "单月", "当季", "本季", "上月", "上期", "上年", "去年", "同期", "同比", "环比",
];

/// Returns whether a title says that its column holds figures of another span of time than those of a return.
pub(super) fn is_of_other_span(title: &str) -> bool {
    let title = plain(title);
    OTHER_SPANS.iter().any(|word| title.contains(word))
}

/// Counts the cells that are titles of fields.
pub(super) fn count_titles<'t>(cells: impl Iterator<Item = &'t str>) -> usize {
    cells.filter(|cell| matches!(meaning(cell), Some(Meaning::Field(..)))).count()
}

/// Returns whether a line of a text is a header of returns.
pub(in crate::returns) fn is_header_line(line: &str) -> bool {
    let cells = line.split([',', '\t', ';', '，']).take(200);
    count_titles(cells.map(|cell| cell.trim().trim_matches('"'))) >= 3
}

/// Returns whether a form may give a column this title: whether the reader takes it for that column.
pub fn means_column(title: &str, column: Column) -> bool {
    match (column.field(), meaning(title)) {
        (Some(own), Some(Meaning::Field(field, _))) => field == own,
        (None, Some(Meaning::Known)) => plain(title) == plain(column.title()),
        _ => false,
    }
}

/// Returns titles that a form may give a column.
pub fn known_titles(column: Column) -> Vec<&'static str> {
    let own = column.field().and_then(|own| TITLES.iter().find(|(field, _)| *field == own));
    match own {
        Some((_, titles)) => titles.split(' ').filter(|title| !title.is_ascii()).collect(),
        None => vec![column.title()],
    }
}

/// Returns the meaning of a title, ignoring brackets behind it.
pub(super) fn meaning(title: &str) -> Option<Meaning> {
    // No title is longer. Longer texts of cells need not be looked up.
    if title.len() > 80 {
        return None;
    }
    let title = plain(title);
    if title.is_empty() {
        return None;
    }
    let bare = || title.split_once('(').map(|(bare, _)| bare);
    MEANINGS.get(&title).or_else(|| MEANINGS.get(bare()?)).copied()
}

/// Returns a title without features that people write differently: blanks, `_`, `*`, case, full-width forms.
pub(super) fn plain(title: &str) -> String {
    text::word(title).replace('*', "").trim_end_matches(':').to_owned()
}
