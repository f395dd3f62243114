//! The rows of a file, one after the other: taken, known already, or refused.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use jiff::civil::Date;

use super::existing::Standing;
use super::identity::Home;
use super::{Collector, Correction, FileReport, file_of, identity, month_words, row_refused};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::period::Month;
use crate::plan::{ItemId, TargetId};
use crate::returns::form::SIGNATURE;
use crate::returns::{Fate, Field, Filed, Key, TypedCell, TypedFile, TypedRow};

/// The problems of reading without those about the looks of a form: its title, its notes, rows left
/// blank. An item that is none of the unit's is refused here, not only left out.
pub(super) fn without_layout(problems: Diagnostics) -> Diagnostics {
    let kept = problems
        .iter()
        .filter(|problem| problem.code != Code::RowNoReturn);
    let kept = kept.map(|problem| match problem.code {
        Code::ReturnUnitUninvolved => Diagnostic {
            code: Code::CollectRowRefused,
            message: problem.message.replace("本行未计入", "本行未收"),
            ..problem.clone()
        },
        _ => Diagnostic {
            message: problem.message.replace("行未读入", "行未收"),
            ..problem.clone()
        },
    });
    kept.collect()
}

/// A row that could be read.
struct Readable {
    place: Place,
    index: usize,
    filed: Box<Filed>,
    cells: Vec<TypedCell>,
}

/// The sheets and lines whose day of filing was told.
type ToldLines = BTreeSet<(Option<String>, usize)>;

/// The day of filing of a row, and that of a later one.
type Days = (Option<Date>, Date);

/// What is told once for many rows of a file.
#[derive(Default)]
struct Told {
    lines: ToldLines,
    /// Rows for which a later one is there already.
    superseded: BTreeMap<Days, Vec<(Key, Place)>>,
}

impl Collector<'_> {
    /// Goes through the rows of a file that is one of those wanted.
    pub(super) fn take_rows(&mut self, file: TypedFile, report: &mut FileReport) {
        let form: Option<Vec<TargetId>> = file
            .keys
            .iter()
            .find_map(|(key, _)| key.as_ref().ok())
            .map(|key| key.rows.clone());
        let head = identity::head(&file, &self.reader);
        let rows: Vec<TypedRow> = file
            .tables
            .into_iter()
            .flat_map(|table| table.rows)
            .collect();
        if let Some(form) = &form {
            report.missing = missing(form, &rows);
            tell_missing(report);
        }
        let mut readable = Vec::new();
        for row in rows {
            readable.extend(self.readable(row, head, report));
        }
        let doubtful = contradictions(&readable);
        let mut told = Told::default();
        for row in readable {
            let about = (row.filed.month, row.filed.key, row.filed.reported_on);
            if let Some(lines) = doubtful.get(&about) {
                report.refused += 1;
                report.problems.push(contradictory(&row, lines));
                continue;
            }
            self.take(row, form.as_deref(), &mut told, report);
        }
        for (days, rows) in told.superseded {
            let problem = superseded(days, rows);
            report.problems.extend(problem.into_iter().collect());
        }
    }

    /// A row that holds a return of this form and can be read; all others are counted and told.
    fn readable(
        &self,
        row: TypedRow,
        head: Option<Home>,
        report: &mut FileReport,
    ) -> Option<Readable> {
        let refusal = self.refusal(&row, head);
        match row.fate {
            Fate::Blank => report.blank += 1,
            Fate::NoReturn { words, filled_in } => {
                tell_no_return(&row.place, &words, filled_in, report);
            }
            Fate::Refused => report.refused += 1,
            Fate::Taken(..) if refusal.is_some() => {
                report.refused += 1;
                report.problems.extend(refusal.into_iter().collect());
            }
            Fate::Taken(mut filed, mut cells) => {
                if let (None, Some(date)) = (filed.reported_on, self.options.date) {
                    filed.reported_on = Some(date);
                    set_date(&mut cells, date);
                }
                return Some(Readable {
                    place: row.place,
                    index: row.index,
                    filed,
                    cells,
                });
            }
        }
        None
    }

    /// Why a row that can be read is not taken.
    fn refusal(&self, row: &TypedRow, head: Option<Home>) -> Option<Diagnostic> {
        let Fate::Taken(filed, cells) = &row.fate else {
            return None;
        };
        let registry = self.registry;
        let short = |unit| &*registry.unit(unit).short;
        if !identity::is_at_home(row, head, &self.reader) {
            let key = row.key.as_ref()?;
            let unit = self.reader.unit_of_code(&key.code);
            let whose = unit.map_or_else(
                || format!("代码{}", key.code),
                |unit| short(unit).to_owned(),
            );
            let message = format!(
                "本行的识别码是{whose}{}的，本行未收",
                month_words(key.period)
            );
            let hint = "从其他报送表复制来的行，请在本单位本期的报送表上填写";
            return Some(row_refused(message, &row.place).hint(hint));
        }
        let unit = row.unit?;
        let wanted = &self.wanted;
        let mut units = wanted.units.iter();
        let other_unit =
            !wanted.units.is_empty() && !units.any(|&wanted| self.reader.related(wanted, unit));
        if other_unit || wanted.month.is_some_and(|month| month != filed.month) {
            let message = format!(
                "{}{}的报送不在本次所收之列，本行未收",
                short(unit),
                month_words(filed.month)
            );
            return Some(row_refused(message, &row.place));
        }
        spread_figure(cells)
    }

    /// Takes a row, unless what is there already stands against it.
    fn take(
        &mut self,
        row: Readable,
        form: Option<&[TargetId]>,
        told: &mut Told,
        report: &mut FileReport,
    ) {
        let file = file_of(row.filed.month, row.filed.key.unit, self.registry);
        loop {
            match self.held.standing(&row.filed, &row.cells) {
                Standing::Known => {
                    report.unchanged += 1;
                    return;
                }
                Standing::Conflict { place, index } => {
                    let own = place.file == file && self.options.replace;
                    if !(own && self.store.remove(&file, index)) {
                        report.refused += 1;
                        report.problems.push(conflict(&row, &place, &file));
                        return;
                    }
                    self.held.forget(&row.filed, &file, index);
                }
                Standing::Late(day) => {
                    let days = (row.filed.reported_on, day);
                    let rows = told.superseded.entry(days).or_default();
                    rows.push((row.filed.key, row.place.clone()));
                    break;
                }
                Standing::New => break,
            }
        }
        if !self.store.takes(&file) {
            report.refused += 1;
            report.problems.push(reshaped(&row, &file));
            return;
        }
        report.taken += 1;
        let target = row.filed.key.target;
        if form.is_some_and(|rows| !rows.contains(&target)) {
            report.added.push(target.item);
        }
        report
            .corrections
            .extend(corrections(&row.cells, &mut told.lines));
        let record: StringRecord = row.cells.iter().map(|cell| &*cell.clean).collect();
        self.store.add(&file, record);
        let place = Place {
            file: report.name.clone(),
            ..row.place
        };
        self.held.add(&row.filed, &row.cells, place, row.index);
    }
}

/// G163: a figure that stands further up, in a cell merged over several rows.
fn spread_figure(cells: &[TypedCell]) -> Option<Diagnostic> {
    let figures = [Field::Value, Field::Percent];
    let mut spread = cells
        .iter()
        .filter(|cell| cell.spread && figures.contains(&cell.field));
    let cell = spread.find(|cell| !cell.typed.is_empty())?;
    let message = format!(
        "{}“{}”是上面几行合并的单元格里的，不能确定属于哪一行，本行未收",
        cell.field.title(),
        cell.typed.trim()
    );
    Some(row_refused(message, &cell.place).hint("取消合并单元格，逐行填写"))
}

/// The rows of the form that are not in the file any more.
fn missing(form: &[TargetId], rows: &[TypedRow]) -> Vec<TargetId> {
    let there: BTreeSet<TargetId> = rows
        .iter()
        .flat_map(|row| {
            let key = row.key.as_ref().map(|key| key.target);
            // A row that was told by its cells is not the one of its key.
            row.target.or(key)
        })
        .collect();
    let gone = form.iter().filter(|row| !there.contains(row));
    gone.copied().collect()
}

/// G166.
fn tell_missing(report: &mut FileReport) {
    if report.missing.is_empty() {
        return;
    }
    let items: Vec<_> = report
        .missing_items()
        .iter()
        .map(ItemId::to_string)
        .collect();
    let message = format!(
        "报送表中的{}行不见了：{}",
        report.missing.len(),
        items.join("、")
    );
    report.problems.push(
        Diagnostic::new(Code::CollectRowsMissing, message)
            .at(Place::file(&*report.name))
            .hint("请填报单位补报；没有进展的也应零报送"),
    );
}

/// G107: words below the header that are no return, so that none of them goes unnoticed.
/// Where returns are filled in, a row that does not say of what is refused.
fn tell_no_return(place: &Place, words: &str, filled_in: bool, report: &mut FileReport) {
    if words.is_empty() || words.starts_with(SIGNATURE) {
        return;
    }
    if filled_in {
        let message = format!("“{}”没有编号和事项，不知是哪一项，本行未收", short(words));
        report.refused += 1;
        let problem = row_refused(message, place);
        return report
            .problems
            .push(problem.hint("填上编号；是合计、说明的，删去该行"));
    }
    let message = format!("“{}”不是报送的行，未收", short(words));
    let problem = Diagnostic::new(Code::RowNoReturn, message);
    report.problems.push(problem.at(place.clone()));
}

fn short(words: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = words.chars().take(LONGEST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// What the same thing is told of by rows that differ, with the places of those rows.
type Contradictions = BTreeMap<(Month, Key, Option<Date>), Vec<Place>>;

/// Rows of a file about the same thing that say different things on the same day.
fn contradictions(rows: &[Readable]) -> Contradictions {
    let mut groups: BTreeMap<_, Vec<&Readable>> = BTreeMap::new();
    for row in rows {
        let about = (row.filed.month, row.filed.key, row.filed.reported_on);
        groups.entry(about).or_default().push(row);
    }
    let differ = |rows: &Vec<&Readable>| {
        let mut pairs = rows.iter().zip(rows.iter().skip(1));
        pairs.any(|(one, other)| one.filed.content != other.filed.content)
    };
    groups
        .into_iter()
        .filter(|(_, rows)| differ(rows))
        .map(|(about, rows)| (about, rows.iter().map(|row| row.place.clone()).collect()))
        .collect()
}

/// G164: rows of one file that contradict each other.
fn contradictory(row: &Readable, places: &[Place]) -> Diagnostic {
    /// More are counted: a broken file may have thousands.
    const MOST: usize = 5;
    let others = places.iter().filter(|place| **place != row.place);
    let others = others.take(MOST).map(|place| position(place, &row.place));
    let others: Vec<_> = others.collect();
    let count = places.len().saturating_sub(1);
    let more = match count > MOST {
        true => format!("等{count}行"),
        false => String::new(),
    };
    let message = format!(
        "与{}{more}填的是同一事项（{}）而内容不同，均未收",
        others.join("、"),
        about(row.filed.key)
    );
    Diagnostic::new(Code::CollectConflict, message)
        .at(row.place.clone())
        .hint("合并成一行，或给更正的一行填上较晚的填报日期")
}

/// A row as seen from another: 第3行, with its sheet where that is another.
fn position(place: &Place, from: &Place) -> String {
    match &place.sheet {
        Some(sheet) if place.sheet != from.sheet => format!("工作表“{sheet}”第{}行", place.line),
        _ => format!("第{}行", place.line),
    }
}

/// 2-16, or 2-16的第2个指标.
fn about(key: Key) -> String {
    let TargetId { item, number } = key.target;
    match number.get() {
        1 => item.to_string(),
        number => format!("{item}的第{number}个指标"),
    }
}

/// G164: a different row of the same day is there already.
fn conflict(row: &Readable, other: &Place, file: &str) -> Diagnostic {
    let day = match row.filed.reported_on {
        Some(day) => format!("填报日期同为{day}"),
        None => "都没有填报日期".to_owned(),
    };
    let message = format!(
        "{}与{}第{}行不同，{day}，本行未收",
        about(row.filed.key),
        other.file,
        other.line
    );
    let problem = Diagnostic::new(Code::CollectConflict, message).at(row.place.clone());
    if other.file == file {
        problem.hint("是更正的，填上更正那天的填报日期；或加 --force，替换原来的一行")
    } else {
        problem.hint("是更正的，填上更正那天的填报日期；或改正、删除那个文件中的一行")
    }
}

/// G165: rows for which later ones are there already.
fn superseded((own, day): Days, rows: Vec<(Key, Place)>) -> Option<Diagnostic> {
    let own = match own {
        Some(own) => format!("填报日期{own}"),
        None => "没有填报日期".to_owned(),
    };
    let count = rows.len();
    let (key, place) = rows.into_iter().next()?;
    let which = match count {
        1 => about(key),
        count => format!("{}等{count}行", about(key)),
    };
    let message = format!("{which}{own}，已有{day}填报的，有出入的以后者为准");
    let problem = Diagnostic::new(Code::CollectSuperseded, message).at(place);
    Some(problem.hint("是更正的，请填上更正那天的填报日期"))
}

/// G167.
fn reshaped(row: &Readable, file: &str) -> Diagnostic {
    let message = format!("“{file}”的列已改动或内容残缺，不能续写，本行未收");
    Diagnostic::new(Code::CollectFileReshaped, message)
        .at(row.place.clone())
        .hint("把那个文件改名后再收")
}

fn set_date(cells: &mut [TypedCell], date: Date) {
    if let Some(cell) = cells
        .iter_mut()
        .find(|cell| cell.field == Field::ReportedOn)
    {
        cell.clean = date.to_string();
    }
}

/// The cells of a row that are written down otherwise than they were typed. What stands above the table
/// is told once.
fn corrections(cells: &[TypedCell], told: &mut ToldLines) -> Vec<Correction> {
    let changed = cells.iter().filter(|cell| {
        let typed = cell.typed.trim();
        !typed.is_empty() && (typed != cell.clean.trim() || is_spread_word(cell))
    });
    changed
        .filter(|cell| {
            let line = (cell.place.sheet.clone(), cell.place.line);
            cell.field != Field::ReportedOn || told.insert(line)
        })
        .map(|cell| Correction {
            place: cell.place.clone(),
            field: cell.field,
            typed: cell.typed.clone(),
            clean: cell.clean.clone(),
            merged: cell.spread,
        })
        .collect()
}

/// Whether a cell holds words of a row further up. What every row has alike (period, unit) is no matter.
fn is_spread_word(cell: &TypedCell) -> bool {
    let words = [
        Field::Status,
        Field::Progress,
        Field::Problems,
        Field::NextSteps,
    ];
    cell.spread && words.contains(&cell.field)
}
