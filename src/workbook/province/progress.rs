//! 进展: the status of every item by the newest month with returns, and the counts by status.

use rust_decimal::Decimal;
use rust_xlsxwriter::utility::{cell_range, row_col_to_cell};
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::data::{ItemRows, id_cell, primary};
use super::months::Courses;
use crate::assess::{Assessment, Change, ItemAssessment, TargetMark};
use crate::plan::Item;
use crate::report::lead_unit_words::LeadUnitWords;
use crate::report::wording::Wording;
use crate::report::{origin, verification};
use crate::status::{Stage, Status};
use crate::targets::{Kind, Target};
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Id, Text};
use crate::workbook::dataset::{self, DataColumn, RangeNames};
use crate::workbook::leaders::goal;
use crate::workbook::sheet_words::ProgressWords;
use crate::workbook::statuses;
use crate::workbook::table::{Columns, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "进展";
/// The item's id.
pub(super) const ID: DataColumn = DataColumn::new(NAME, "编号");
/// The item's status.
pub(super) const STATUS: DataColumn = DataColumn::new(NAME, "状态");

/// The direction in which the item's status moved.
pub(super) const CHANGE: DataColumn = DataColumn::new(NAME, "状态变化");

/// The label of the counts above the table.
const LABEL_COL: ColNum = 1;
/// The first of the columns above which the counts of statuses are; their sum follows.
const FIRST_COUNT: ColNum = 3;
const SUM_COL: ColNum = FIRST_COUNT + Status::ALL.len() as ColNum;

/// An item and its progress.
struct ItemLine<'a> {
    item: &'a Item,
    assessed: &'a ItemAssessment,
    words: LeadUnitWords<'a>,
}

impl<'a> ItemLine<'a> {
    /// Returns the targets with their marks.
    fn targets(&self) -> impl Iterator<Item = (&'a Target, &'a TargetMark)> + use<'a> {
        self.item.targets.iter().zip(&self.assessed.targets)
    }

    /// Returns the value reached of the one target of an item, and its measure; of several, or without a
    /// value, nothing: sums and comparisons would go wrong.
    fn only_value(&self) -> Option<(Decimal, &'a str)> {
        match (&self.item.targets[..], &self.assessed.targets[..]) {
            ([target], [mark]) => Some((mark.mark.value?, &target.measure)),
            _ => None,
        }
    }

    /// Returns the completion of the target least complete, and the part of it that is due, in percent.
    fn completion(&self) -> Option<(Decimal, Decimal)> {
        let targets = self.assessed.targets.iter();
        let counted = targets.filter(|target| matches!(target.kind, Kind::Amount | Kind::Task));
        counted
            .filter_map(|target| Some((target.mark.percent?, target.due.percent())))
            .min_by_key(|(percent, _)| *percent)
    }
}

/// Writes the items' progress. Returns the names of the columns.
pub(super) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    (assessment, before): (&Assessment, Option<&Assessment>),
    rows: &ItemRows,
    courses: &Courses,
) -> Result<RangeNames, XlsxError> {
    let (basis, styles) = (source.basis, source.styles);
    let (titles, values) = (&source.words.progress.columns, source.values);
    let mut columns: Columns<'_, ItemLine<'_>> = Columns::new();
    columns.add((&titles.id, ID.title), 52, Id, |line| id_cell(line.item.id, rows));
    columns.text((&titles.text, "事项"), 200, |line| &line.item.text);
    columns.add((&titles.leaders, "牵头领导"), 62, Text, |line| {
        Cell::text(&line.item.leaders.join("、"))
    });
    columns.text((&titles.primary, "主要牵头单位"), 90, |line| primary(line.item));
    columns.add((&titles.goal, "年度目标"), 116, Text, |line| {
        Cell::lines(line.targets().map(|(target, _)| goal(target)))
    });
    columns.add((&titles.reached, "累计完成"), 112, Text, |line| {
        Cell::lines(line.targets().map(|(target, mark)| value(target, mark)))
    });
    columns.add((&titles.value, "完成值"), 66, Centred, |line| {
        let value = line.only_value();
        value.map_or(Cell::BLANK, |(value, _)| Cell::figure(value))
    });
    columns.centred((&titles.measure, "计量单位"), 50, |line| {
        line.only_value().map_or("", |(_, measure)| measure)
    });
    columns.add((&titles.percent, "完成率"), 60, Centred, |line| {
        let completion = line.completion();
        completion.map_or(Cell::BLANK, |(percent, _)| Cell::percent(percent))
    });
    columns.add((&titles.due, "序时进度"), 60, Centred, |line| {
        let completion = line.completion();
        completion.map_or(Cell::BLANK, |(_, due)| Cell::percent(due))
    });
    let status =
        columns.centred((&titles.status, STATUS.title), 72, |line| line.assessed.status.word());
    let mut coloured = vec![status];
    let mut course = None;
    if let Some(before) = before {
        let change = Change { before, now: assessment };
        coloured.push(columns.centred((&titles.status_before, "上期状态"), 72, move |line| {
            before.item(line.item.id).map_or("", |before| before.status.word())
        }));
        columns.centred((&titles.change, CHANGE.title), 44, move |line| {
            change.of(line.item.id).map_or("", |moved| values.moved(moved))
        });
        course = Some(columns.add((&titles.course, "走势"), 84, Centred, |_| Cell::BLANK));
    }
    columns.add((&titles.report, "进展情况"), 200, Text, |line| {
        Cell::text(&line.words.joined(|report| &report.progress))
    });
    columns.add((&titles.note, "备注"), 72, Text, |line| {
        let origin = origin::of_item(line.item, line.assessed, basis.registry);
        let verified = verification::note(line.item, basis.progress, assessment.month);
        let notes = [Some(origin).filter(|origin| !origin.is_empty()), verified];
        Cell::text(&notes.into_iter().flatten().collect::<Vec<_>>().join("；"))
    });
    let mut table = Table::new(sheet, columns, 0, styles)?;
    let words = &source.words.progress;
    table.title(&source.marked(&words.title))?;
    let state = format!("{}{}", words.note, words.course);
    table.note(&state)?;
    let labels = write_count_labels(&mut table, words)?;
    table.header()?;
    for item in basis.plan.items() {
        if let Some(assessed) = assessment.item(item.id) {
            let words = LeadUnitWords::new(item, basis.progress, assessment.month);
            let row = table.row(&ItemLine { item, assessed, words })?;
            if let Some((col, course)) = course.zip(courses.get(&item.id)) {
                table.sheet.add_sparkline(row, col, &course.sparkline())?;
            }
        }
    }
    write_counts(&mut table, labels, assessment)?;
    statuses::colour(table.sheet, Stage::UnderWay, (labels, FIRST_COUNT), (labels, SUM_COL - 1))?;
    dataset::end(&mut table, NAME, NAME, source.back(), &coloured)
}

/// Returns a value in words: 城镇新增就业：21.5万人（核定，原报25.1万人）; — where there is no value.
fn value(target: &Target, mark: &TargetMark) -> String {
    let words = Wording::new(target);
    let value = format!("{}：{}", words.noun(), words.value(&mark.mark));
    match &*words.verified(&mark.mark) {
        "" => value,
        verified => format!("{value}（{verified}）"),
    }
}

/// Writes the statuses above the row of their counts, which are left open. Returns the row of the statuses.
fn write_count_labels<R>(
    table: &mut Table<'_, R>,
    words: &ProgressWords,
) -> Result<RowNum, XlsxError> {
    let row = |label: &str, counts: &mut dyn Iterator<Item = Cell>| {
        let mut cells = vec![Cell::BLANK; usize::from(table.last_col()) + 1];
        cells[usize::from(LABEL_COL)] = Cell::text(label);
        for (cell, count) in cells.iter_mut().skip(usize::from(FIRST_COUNT)).zip(counts) {
            *cell = count;
        }
        cells
    };
    let statuses = Status::ALL.map(Status::word).into_iter().chain([&*words.total]);
    let labels = row(&words.status_label, &mut statuses.map(Cell::text));
    let counts = row(&words.count_label, &mut (FIRST_COUNT..=SUM_COL).map(|_| Cell::OPEN));
    let first = table.labels(labels)?;
    table.row_of_cells(&counts)?;
    Ok(first)
}

/// Counts the statuses, and adds the counts up.
fn write_counts<R>(
    table: &mut Table<'_, R>,
    labels: RowNum,
    assessment: &Assessment,
) -> Result<(), XlsxError> {
    let (row, counts) = (labels + 1, assessment.counts());
    for (col, status) in (FIRST_COUNT..).zip(Status::ALL) {
        let formula = format!("=COUNTIF({STATUS},{})", row_col_to_cell(labels, col));
        let count = Cell::count_by(formula, counts.of(status));
        table.fill((row, col), &count)?;
    }
    let sum = format!("=SUM({})", cell_range(row, FIRST_COUNT, row, SUM_COL - 1));
    table.fill((row, SUM_COL), &Cell::count_by(sum, counts.total()))
}
