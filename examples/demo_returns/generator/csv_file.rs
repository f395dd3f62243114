//! Returns as text files.

use std::error::Error;

use super::quarter::Quarter;
use super::row::Row;
use super::spellings;

/// The layout of a text file.
#[derive(Default)]
pub struct Style {
    /// A line above the header.
    pub title: Option<String>,
    /// True for tabs instead of commas between the columns.
    pub tabs: bool,
    /// True for line ends as on Windows.
    pub windows: bool,
    /// True for the office's own column titles and order.
    pub renamed: bool,
    /// True for periods as 2018Q1 instead of 2018-03.
    pub quarters: bool,
}

/// The column titles of the file format.
const TITLES: [&str; 13] = [
    "期间",
    "编号",
    "指标",
    "单位",
    "完成值",
    "计量单位",
    "完成率",
    "状态",
    "进展情况",
    "存在问题",
    "下一步措施",
    "填报人",
    "填报日期",
];

/// Titles of the office's own, in its own order, each with the index of its column in [`TITLES`].
const RENAMED: [(&str, usize); 13] = [
    ("事项编号", 1),
    ("填报单位", 3),
    ("指标序号", 2),
    ("报送期间", 0),
    ("累计完成值", 4),
    ("计量单位", 5),
    ("完成比例", 6),
    ("进度状态", 7),
    ("工作进展", 8),
    ("存在问题", 9),
    ("整改措施", 10),
    ("联系人", 11),
    ("报送日期", 12),
];

/// Returns the text of a file.
///
/// # Errors
/// None that could happen in memory.
pub fn text(rows: &[Row], style: &Style) -> Result<String, Box<dyn Error>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(if style.tabs { b'\t' } else { b',' })
        .terminator(if style.windows { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
        .flexible(true)
        .from_writer(Vec::new());
    if let Some(title) = &style.title {
        writer.write_record([title])?;
    }
    let titles = TITLES.map(str::to_owned);
    writer.write_record(if style.renamed {
        RENAMED.map(|(title, _)| title.to_owned())
    } else {
        titles
    })?;
    for row in rows {
        let cells = cells(row, style);
        if style.renamed {
            writer.write_record(RENAMED.map(|(_, column)| cells[column].clone()))?;
        } else {
            writer.write_record(cells)?;
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Returns the cells of a row in the order of [`TITLES`].
fn cells(row: &Row, style: &Style) -> [String; 13] {
    let period = match (style.quarters, row.quarter) {
        (false, quarter) => quarter.code(),
        (true, Quarter::First) => "2018Q1".to_owned(),
        (true, Quarter::Half) => "2018Q2".to_owned(),
    };
    [
        period,
        row.item(),
        row.target.number.to_string(),
        spellings::unit(&row.unit, row.quarter).to_owned(),
        row.value.clone(),
        row.measure.clone(),
        spellings::percent(&row.percent, &row.unit),
        row.status.clone(),
        row.texts.progress.clone(),
        row.texts.problems.clone(),
        row.texts.next_steps.clone(),
        row.reporter.clone(),
        spellings::date(row.date, &row.unit),
    ]
}
