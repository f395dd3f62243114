//! 进展: how far every item has come by the newest month with returns, and the counts by status.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::data;
use crate::assess::{Assessment, Basis, ItemAssessment, TargetMark};
use crate::plan::{Item, ItemId};
use crate::report::lead_unit_words::LeadUnitWords;
use crate::report::wording::Wording;
use crate::targets::{Kind, Target};
use crate::workbook::Heading;
use crate::workbook::dataset::{Dataset, column_name};
use crate::workbook::formula::{of_whole, write_count};
use crate::workbook::home::write_link;
use crate::workbook::statuses;
use crate::workbook::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};
use gongwen::status::Status;

/// The worksheet's name.
pub(super) const NAME: &str = "进展";
/// The titles of the columns that other sheets look statuses up in.
pub(super) const ID: &str = "编号";
pub(super) const STATUS: &str = "状态";

const ID_COL: ColNum = 0;
const STATUS_COL: ColNum = 10;
/// The name of the range of one of these columns.
pub(super) fn column(title: &str) -> String {
    column_name(NAME, title)
}

/// The first of the columns above which the counts of statuses stand.
const FIRST_COUNT: ColNum = 3;
const SUM_COL: ColNum = FIRST_COUNT + 6;
/// Completion and what is due of it.
const PERCENT_COL: ColNum = 8;
const DUE_COL: ColNum = 9;

const NOTE: &str = "完成率和序时进度按总量指标和没有指标的任务列示，有几个指标的取其中完成率最低的；完成值只列单个指标的，供排序和计算。";

/// Writes the items' progress; gives the data, whose columns 编号 and 状态 other sheets refer to.
pub(super) fn write(
    sheet: &mut Worksheet,
    basis: &Basis<'_>,
    assessment: &Assessment,
    rows: &BTreeMap<ItemId, RowNum>,
    heading: &Heading,
    styles: &Styles,
) -> Result<Dataset, XlsxError> {
    let month = assessment.month;
    let mut table = Table::new(sheet, columns(), usize::from(ID_COL), styles)?;
    let title = format!("{}年{}目标任务进展情况", heading.year, heading.region);
    table.across(&title, &styles.title, TITLE_PT)?;
    let day = assessment.month.last_day();
    let state = format!(
        "数据截至{}年{}月{}日。{NOTE}",
        day.year(),
        day.month(),
        day.day()
    );
    table.across(&state, &styles.note, NOTE_PT)?;
    let labels = write_count_labels(&mut table)?;
    let header = table.header()?;
    for item in basis.plan.items() {
        let Some(assessed) = assessment.item(item.id) else {
            continue;
        };
        let row = table.next_row();
        let said = LeadUnitWords::new(item, basis.progress, month);
        table.row(&cells(item, assessed, &said))?;
        write_figures(&mut table, row, assessed)?;
        if let Some(&place) = rows.get(&item.id) {
            let (id, target) = (item.id.to_string(), (data::NAME, place));
            write_link(table.sheet, (row, ID_COL), &id, target, &styles.link)?;
        }
    }
    let data = Dataset::end(&mut table, header, NAME, NAME)?;
    write_counts(&mut table, labels, assessment, &data)?;
    statuses::colour(table.sheet, (labels, FIRST_COUNT), (labels, SUM_COL - 1))?;
    let last = table.next_row().max(header + 2) - 1;
    statuses::colour(table.sheet, (header + 1, STATUS_COL), (last, STATUS_COL))?;
    Ok(data)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new(ID, 52, Look::Id),
        Column::new("事项", 210, Look::Text),
        Column::new("牵头领导", 62, Look::Text),
        Column::new("主要牵头单位", 90, Look::Text),
        Column::new("年度目标", 116, Look::Text),
        Column::new("累计完成", 112, Look::Text),
        Column::new("完成值", 66, Look::Centred),
        Column::new("计量单位", 50, Look::Centred),
        Column::new("完成率", 60, Look::Centred),
        Column::new("序时进度", 60, Look::Centred),
        Column::new(STATUS, 72, Look::Centred),
        Column::new("进展情况", 220, Look::Text),
        Column::new("备注", 72, Look::Text),
    ]
}

fn cells(item: &Item, assessed: &ItemAssessment, said: &LeadUnitWords<'_>) -> Vec<Cell> {
    let targets = || item.targets.iter().zip(&assessed.targets);
    let goals: Vec<_> = targets().map(|(target, _)| goal(target)).collect();
    let values: Vec<_> = targets()
        .map(|(target, mark)| value(target, mark))
        .collect();
    let (figure, measure) = only_value(item, assessed);
    let primary = item.primary().and(item.lead.first());
    let note = match assessed
        .targets
        .iter()
        .filter_map(|target| target.computed)
        .min_by_key(|sum| sum.reported)
    {
        Some(sum) => format!("按{}个实施单位报送数合计", sum.reported),
        None => String::new(),
    };
    vec![
        Cell::Text(item.id.to_string()),
        Cell::text(&item.text),
        Cell::text(&item.leaders.join("、")),
        Cell::text(primary.map_or("", |party| &party.written)),
        Cell::text(&goals.join("\n")),
        Cell::text(&values.join("\n")),
        figure,
        Cell::text(measure),
        Cell::text(""),
        Cell::text(""),
        Cell::text(assessed.status.word()),
        Cell::text(&said.joined(|report| &report.progress)),
        Cell::text(&note),
    ]
}

/// What was reached of the one target of an item, and its measure; of several, or without a value,
/// nothing: sums and comparisons would go wrong.
fn only_value<'a>(item: &'a Item, assessed: &ItemAssessment) -> (Cell, &'a str) {
    match (&item.targets[..], &assessed.targets[..]) {
        ([target], [mark]) => match mark.mark.value {
            Some(value) => (Cell::Figure(value), &target.measure),
            None => (Cell::text(""), ""),
        },
        _ => (Cell::text(""), ""),
    }
}

/// 城镇新增就业：40万人.
fn goal(target: &Target) -> String {
    let words = Wording::new(target);
    format!("{}：{}", words.noun(), words.goal())
}

/// 城镇新增就业：21.5万人; — where there is no value.
fn value(target: &Target, mark: &TargetMark) -> String {
    let words = Wording::new(target);
    format!("{}：{}", words.noun(), words.value(mark.mark.value))
}

/// Writes the completion of the target least complete, and what is due of it.
fn write_figures(
    table: &mut Table<'_>,
    row: RowNum,
    assessed: &ItemAssessment,
) -> Result<(), XlsxError> {
    let format = &table.styles.percent;
    let counted = assessed
        .targets
        .iter()
        .filter(|target| matches!(target.kind, Kind::Amount | Kind::Task));
    let Some((percent, target)) = counted
        .filter_map(|target| Some((target.mark.percent?, target)))
        .min_by_key(|(percent, _)| *percent)
    else {
        return Ok(());
    };
    for (col, percent) in [(PERCENT_COL, percent), (DUE_COL, target.due.percent())] {
        table
            .sheet
            .write_number_with_format(row, col, of_whole(percent), format)?;
    }
    Ok(())
}

/// Writes the statuses above the row of their counts; gives the row of the statuses.
fn write_count_labels(table: &mut Table<'_>) -> Result<RowNum, XlsxError> {
    let row = table.next_row();
    let mut labels = vec![""; usize::from(table.last_col()) + 1];
    for (label, status) in labels
        .iter_mut()
        .skip(usize::from(FIRST_COUNT))
        .zip(Status::ALL)
    {
        *label = status.word();
    }
    labels[usize::from(SUM_COL)] = "合计";
    labels[1] = "状态";
    table.labels(&labels)?;
    let mut counts = vec![Cell::text(""); labels.len()];
    counts[1] = Cell::text("事项数");
    table.row(&counts)?;
    Ok(row)
}

/// Counts the statuses, and adds the counts up.
fn write_counts(
    table: &mut Table<'_>,
    labels: RowNum,
    assessment: &Assessment,
    data: &Dataset,
) -> Result<(), XlsxError> {
    let (row, counts, format) = (labels + 1, assessment.counts(), &table.styles.count);
    let statuses = data.column(STATUS);
    for (col, status) in (FIRST_COUNT..).zip(Status::ALL) {
        let formula = format!("=COUNTIF({statuses},{})", row_col_to_cell(labels, col));
        write_count(table.sheet, (row, col), &formula, counts.of(status), format)?;
    }
    let sum = format!("=SUM({})", cell_range(row, FIRST_COUNT, row, SUM_COL - 1));
    write_count(table.sheet, (row, SUM_COL), &sum, counts.total(), format)
}
