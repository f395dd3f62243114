//! The rows of a file, one after the other: taken, known already, or refused.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use jiff::civil::Date;

use super::clean::{self, Cell, TypedRow};
use super::existing::ExistingRow;
use super::files::{OwnFiles, file_of};
use super::known_rows::{Comparison, KnownRow, KnownRows};
use super::refusals;
use super::report::{Correction, FileReport};
use super::wanted::{Options, WantedForms};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::period::Month;
use crate::plan::TargetId;
use crate::returns::read::{
    Key, ReturnFile, Row, RowContent, RowOutcome, Table, ZERO_REPORT, ZeroReport,
};
use crate::returns::tally::zero_reports;
use crate::returns::{Field, Reader};

/// The taker of rows, which adds them to the existing ones.
#[derive(Debug)]
pub(super) struct RowTaker<'a> {
    pub reader: &'a Reader<'a>,
    pub wanted: WantedForms,
    pub options: Options,
    pub known: KnownRows<'a>,
    pub files: OwnFiles<'a>,
    /// The existing zero reports.
    pub zero_reports: Vec<ZeroReport>,
}

/// A row that can be read and is of this form.
struct ReadableRow<'f> {
    typed: TypedRow<'f>,
    row: ExistingRow,
    cells: Vec<Cell>,
}

/// The subject of a row, and its day of filing.
type About = (Month, Key, Option<Date>);

/// The day of filing of a row, and that of a later one.
type Days = (Option<Date>, Date);

/// Findings that are reported once for many rows of a file.
#[derive(Default)]
struct RowFindings {
    /// The sheets and lines whose day of filing was reported.
    lines: BTreeSet<(Option<String>, usize)>,
    /// The rows for which a later one exists already, by their day of filing and that of the later one.
    superseded: BTreeMap<Days, Vec<(Key, Place)>>,
}

/// Takes the rows of a file that is one of those wanted.
pub(super) fn take(taker: &mut RowTaker<'_>, file: &ReturnFile, report: &mut FileReport) {
    let form = file.key().map(|key| key.rows.as_slice());
    if let Some(form) = form {
        report.missing = missing(form, file);
        report.problems.extend(refusals::missing(report, taker.reader.index.plan));
    }
    let rows = file.rows();
    let readable = rows.filter_map(|(table, row)| readable(taker, file, table, row, report));
    let readable: Vec<_> = readable.collect();
    for (zero, place) in zero_reports(file, &taker.reader.index) {
        take_zero_report(taker, zero, place, report);
    }
    let contradictions = contradictions(&readable);
    let mut reported = RowFindings::default();
    for row in readable {
        let contradicted = contradictions.get(&about(&row));
        if let Some(places) = contradicted {
            let (key, place) = (row.row.content.key, row.typed.row_place());
            let plan = taker.reader.index.plan;
            report.problems.push(refusals::contradictory(key, place, places, plan));
        }
        take_row(taker, (row, contradicted.is_some()), form, &mut reported, report);
    }
    let superseded = reported.superseded.into_iter();
    let superseded = superseded
        .filter_map(|(days, rows)| refusals::superseded(days, &rows, taker.reader.index.plan));
    report.problems.extend(superseded.collect());
}

/// Returns the row if it holds a return of this form and can be read; all others are counted and reported.
fn readable<'f>(
    taker: &RowTaker<'_>,
    file: &'f ReturnFile,
    table: &'f Table,
    row: &'f Row,
    report: &mut FileReport,
) -> Option<ReadableRow<'f>> {
    let index = &taker.reader.index;
    let content = match &row.outcome {
        RowOutcome::Return(content) => content,
        RowOutcome::NotFilledIn => {
            report.blank += 1;
            return None;
        }
        RowOutcome::Faulty | RowOutcome::Uninvolved => {
            report.refused += 1;
            return None;
        }
        RowOutcome::Zero(_) => return None,
        RowOutcome::Total | RowOutcome::Remark { .. } => {
            let place = || file.origin(table).row_place(&row.cells);
            refusals::no_return(row, &table.head, place, report);
            return None;
        }
    };
    let refused = [Code::FigureShared, Code::HeirUnsettled];
    if content.unreadable.iter().any(|cell| refused.contains(&cell.code)) {
        report.refused += 1;
        return None;
    }
    let typed = TypedRow::new(file, table, row, content);
    if let Some(refusal) = refusal(taker, typed) {
        report.refuse(refusal);
        return None;
    }
    let mut cells = typed.cells(index);
    let mut row = ExistingRow::new(typed, index);
    if let (None, Some(date)) = (content.reported_on, taker.options.date) {
        row.content.reported_on = Some(date);
        let mut days = cells.iter_mut();
        if let Some(cell) = days.find(|cell| cell.field == Field::ReportedOn) {
            cell.clean = clean::day(Some(date));
        }
    }
    Some(ReadableRow { typed, row, cells })
}

/// Returns the reason for refusing a row that can be read: it is not wanted.
fn refusal(taker: &RowTaker<'_>, row: TypedRow<'_>) -> Option<Diagnostic> {
    let RowTaker { reader, wanted, .. } = taker;
    let index = &reader.index;
    let unit = row.row.about.unit?;
    let month = row.content.month;
    let mut units = wanted.units.iter();
    let other_unit = !wanted.units.is_empty() && !units.any(|&wanted| index.related(wanted, unit));
    let unwanted = other_unit || wanted.month.is_some_and(|wanted| wanted != month);
    unwanted.then(|| {
        let unit = &index.registry.unit(unit).short;
        refusals::unwanted(unit, month, row.row_place())
    })
}

/// Takes a row, unless an existing row prevents it. Rows of the file that contradict each other are all written down,
/// so that the return is one that is there and cannot be judged.
fn take_row(
    taker: &mut RowTaker<'_>,
    (row, contradicted): (ReadableRow<'_>, bool),
    form: Option<&[TargetId]>,
    reported: &mut RowFindings,
    report: &mut FileReport,
) {
    let ReadableRow { typed, row, cells } = row;
    let RowContent { month, key, reported_on, .. } = row.content;
    let file = file_of(month, key.unit, taker.reader.index.registry);
    let mut mends = false;
    loop {
        match taker.known.compare(&row, contradicted) {
            Comparison::Known => {
                report.unchanged += 1;
                return;
            }
            Comparison::Conflict { other, .. } if contradicted && other.file == report.name => {
                break;
            }
            Comparison::Conflict { other, is_mended } => {
                mends |= is_mended;
                let own = other.file == file && (mends || taker.options.replace);
                if !(own && taker.files.remove(&file, other.index)) {
                    let place = typed.row_place();
                    report.refuse(refusals::conflict(
                        &row.content,
                        place,
                        &other,
                        &file,
                        taker.reader.index.plan,
                    ));
                    return;
                }
                taker.known.remove(&row, &other);
            }
            Comparison::Late(day) => {
                let rows = reported.superseded.entry((reported_on, day)).or_default();
                rows.push((key, typed.row_place()));
                break;
            }
            Comparison::New => break,
        }
    }
    if !taker.files.takes(&file) {
        report.refuse(refusals::reshaped(&file, typed.row_place()));
        return;
    }
    report.taken += 1;
    if form.is_some_and(|rows| !rows.contains(&key.target)) {
        report.added.push(key.target.item);
    }
    let corrections = cells.iter().filter(|cell| is_corrected(cell));
    let corrections = corrections.filter_map(|cell| {
        let place = typed.place(cell.field);
        let line = (place.sheet.clone(), place.line);
        // A statement above the table is reported once.
        let fresh = cell.field != Field::ReportedOn || reported.lines.insert(line);
        fresh.then(|| Correction {
            place,
            field: cell.field,
            typed: cell.typed.clone(),
            clean: cell.clean.clone(),
            merged: cell.spread,
        })
    });
    report.corrections.extend(corrections);
    let record: StringRecord = cells.iter().map(|cell| &*cell.clean).collect();
    taker.files.add(&file, record);
    taker.known.add(KnownRow { file: Cow::Owned(report.name.clone()), row: Cow::Owned(row) });
}

/// Takes a zero report, unless it exists already or is not wanted.
fn take_zero_report(
    taker: &mut RowTaker<'_>,
    zero: ZeroReport,
    place: Place,
    report: &mut FileReport,
) {
    let index = &taker.reader.index;
    let zero = ZeroReport { reported_on: zero.reported_on.or(taker.options.date), ..zero };
    let unit = index.registry.unit(zero.unit);
    let wanted = &taker.wanted;
    let mut units = wanted.units.iter();
    let other_unit =
        !wanted.units.is_empty() && !units.any(|&wanted| index.related(wanted, zero.unit));
    if other_unit || wanted.month.is_some_and(|wanted| wanted != zero.month) {
        return report.refuse(refusals::unwanted(&unit.short, zero.month, place));
    }
    report.zero_reports.push((zero.unit, zero.month));
    if taker.zero_reports.contains(&zero) {
        report.unchanged += 1;
        return;
    }
    let file = file_of(zero.month, zero.unit, index.registry);
    if !taker.files.takes(&file) {
        return report.refuse(refusals::reshaped(&file, place));
    }
    let record = Field::CSV.map(|field| match field {
        Field::Period => zero.month.to_string(),
        Field::Unit => unit.short.clone(),
        Field::Progress => ZERO_REPORT.to_owned(),
        Field::Reporter => zero.reporter.clone().unwrap_or_default(),
        Field::ReportedOn => clean::day(zero.reported_on),
        _ => String::new(),
    });
    report.taken += 1;
    taker.files.add(&file, record.iter().collect());
    taker.zero_reports.push(zero);
}

/// Returns the rows of the form that are no longer in the file.
fn missing(form: &[TargetId], file: &ReturnFile) -> Vec<TargetId> {
    let there = file.rows().filter_map(|(_, row)| {
        let keyed = || row.key.as_ref().map(|key| key.target);
        // A row that was identified by its cells is not the one of its key.
        row.about.target.or_else(keyed)
    });
    let there: BTreeSet<_> = there.collect();
    let gone = form.iter().filter(|row| !there.contains(row));
    gone.copied().collect()
}

fn about(row: &ReadableRow<'_>) -> About {
    let content = &row.row.content;
    (content.month, content.key, content.reported_on)
}

/// Returns the rows of a file about the same subject that state different things on the same day, with their
/// places.
fn contradictions(rows: &[ReadableRow<'_>]) -> BTreeMap<About, Vec<Place>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        groups.entry(about(row)).or_default().push(row);
    }
    groups.retain(|_, rows| {
        let mut pairs = rows.windows(2);
        pairs.any(|pair| {
            let mut contents = pair.iter().map(|row| &row.row.content.content);
            contents.next() != contents.next()
        })
    });
    let places =
        |rows: Vec<&ReadableRow<'_>>| rows.iter().map(|row| row.typed.row_place()).collect();
    let groups = groups.into_iter();
    groups.map(|(about, rows)| (about, places(rows))).collect()
}

/// Returns whether a cell's text was changed when it was written down.
fn is_corrected(cell: &Cell) -> bool {
    let typed = cell.typed.trim();
    !typed.is_empty() && (typed != cell.clean.trim() || is_spread_word(cell))
}

/// Returns whether a cell holds words of a row further up. Fields that are alike in every row (period, unit) do
/// not matter.
fn is_spread_word(cell: &Cell) -> bool {
    let words = [Field::Status, Field::Progress, Field::Problems, Field::NextSteps];
    cell.spread && words.contains(&cell.field)
}
