//! The reasons for which rows are not taken, and other reports about a file, in the words of `duban collect`.

use jiff::civil::Date;

use super::claim::month_words;
use super::known_rows::RowPlace;
use super::report::FileReport;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::grid::GridCell;
use crate::period::Month;
use crate::plan::{Plan, TargetId};
use crate::returns::Field;
use crate::returns::form::{SIGNATURE, signed};
use crate::returns::read::{
    Consequence, Head, Key, Problem, ReturnFile, Row, RowContent, RowOutcome,
};

/// Takes the problems of a file out of it, except those of its rows' contents. The format of a form is not a
/// problem: its title, its notes, rows left blank.
pub(super) fn of_reading(file: &mut ReturnFile) -> Diagnostics {
    let mut problems = std::mem::take(&mut file.problems);
    for table in &mut file.tables {
        problems.extend(table.unread.all());
        problems.append(&mut table.problems);
    }
    problems.into_iter().filter_map(diagnostic).collect()
}

/// Words a problem for those who collect. A row about an item in which the unit has no role is refused here,
/// not only left out.
fn diagnostic(mut problem: Problem) -> Option<Diagnostic> {
    let consequence = match problem.consequence {
        Consequence::NoReturn => return None,
        Consequence::None => "",
        Consequence::RowNotRead => "本行未收",
        // Written down, it would be a figure of each of the rows.
        Consequence::CellLeftOut if problem.code == Code::FigureShared => "本行未收",
        Consequence::CellLeftOut => "此格照原样记下，不采用",
        Consequence::RowsBelowNotRead => "以此为准的各行未收",
        Consequence::RowsNotRead(rows) => {
            if problem.code == Code::ReturnsColumnMissing {
                let hint = "补上该列，或在表格上方写明，或加 --unit、--period 指明";
                problem.hint = Some(hint.to_owned());
            }
            &format!("{rows}行未收")
        }
        Consequence::RowNotCounted => {
            problem.code = Code::CollectRowRefused;
            "本行未收"
        }
    };
    Some(problem.reported(consequence))
}

/// Returns G163: a row that is not taken.
fn row_refused(message: String, place: Place) -> Diagnostic {
    Diagnostic::new(Code::CollectRowRefused, message).at(place)
}

/// Returns G163: a row of a unit or a month that was not asked for.
pub(super) fn unwanted(unit: &str, month: Month, place: Place) -> Diagnostic {
    let month = month_words(month);
    let message = format!("{unit}{month}的报送不在本次所收之列，本行未收");
    row_refused(message, place)
}

/// Returns G166: rows of the form that the file no longer has; empty if all of them are present.
pub(super) fn missing(report: &FileReport, plan: &Plan) -> Diagnostics {
    let items = report.missing_items();
    let items: Vec<_> = items.iter().map(|&id| plan.name(id)).collect();
    let count = report.missing.len();
    let message = format!("报送表中的{count}行不见了：{}", items.join("、"));
    let problem = Diagnostic::new(Code::CollectRowsMissing, message)
        .at(Place::file(&*report.name))
        .hint("请填报单位补报；没有进展的也应零报送");
    (count > 0).then_some(problem).into_iter().collect()
}

/// Reports G107: words below the header that are not a return, so that none of them goes unnoticed, except
/// words that the form itself shows. A row with returns but without a subject is refused, unless it states
/// something about the table below it, across the columns.
pub(super) fn no_return(
    row: &Row,
    head: &Head,
    place: impl FnOnce() -> Place,
    report: &mut FileReport,
) {
    let own = |cell: &&GridCell| !head.columns.shown.contains(&cell.column);
    let words: Vec<_> = row.cells.filled().filter(own).map(GridCell::text).collect();
    let words = words.join("　");
    if words.is_empty() || words.starts_with(SIGNATURE) && signed(&words).is_empty() {
        return;
    }
    let states = matches!(row.outcome, RowOutcome::Remark { states: true });
    let filled_in = |field: &Field| !head.text(&row.cells, *field).is_empty();
    if !states && Field::OPEN.iter().any(filled_in) {
        let message = format!("“{}”没有编号和事项，不知是哪一项，本行未收", short(&words));
        let problem = row_refused(message, place());
        return report.refuse(problem.hint("填上编号；是合计、说明的，删去该行"));
    }
    let message = format!("“{}”不是报送的行，未收", short(&words));
    let problem = Diagnostic::new(Code::RowNoReturn, message);
    report.problems.push(problem.at(place()));
}

fn short(words: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = words.chars().take(LONGEST).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

/// Returns G164: one of the rows of a file, at `places`, that contradict each other. They are written down.
pub(super) fn contradictory(key: Key, place: Place, places: &[Place], plan: &Plan) -> Diagnostic {
    /// Maximum number of rows that are named. More are only counted: a broken file may have thousands.
    const MOST: usize = 5;
    let others = places.iter().filter(|other| **other != place);
    let others = others.take(MOST).map(|other| position(other, &place));
    let others: Vec<_> = others.collect();
    let count = places.len().saturating_sub(1);
    let more = match count > MOST {
        true => format!("等{count}行"),
        false => String::new(),
    };
    let message = format!(
        "与{}{more}填的都是{}而内容不同，均照原样记下，核清前不作评价",
        others.join("、"),
        about(key, plan)
    );
    Diagnostic::new(Code::CollectConflict, message)
        .at(place)
        .hint("请填报单位核对，只留一行后重报；是更正的，给那一行填上较晚的填报日期")
}

/// Describes a row as seen from another: 第3行, with its sheet if that is a different one.
fn position(place: &Place, from: &Place) -> String {
    match &place.sheet {
        Some(sheet) if place.sheet != from.sheet => format!("工作表“{sheet}”第{}行", place.line),
        _ => format!("第{}行", place.line),
    }
}

/// Returns 任务16（旅游厕所）, or 任务16（旅游厕所）第2个指标.
fn about(key: Key, plan: &Plan) -> String {
    let TargetId { item, number } = key.target;
    match number.get() {
        1 => plan.name(item),
        _ => plan.target_name(key.target),
    }
}

/// Returns G164: a different row of the same day exists already.
pub(super) fn conflict(
    row: &RowContent,
    place: Place,
    other: &RowPlace,
    file: &str,
    plan: &Plan,
) -> Diagnostic {
    let day = match row.reported_on {
        Some(day) => format!("填报日期同为{day}"),
        None => "都没有填报日期".to_owned(),
    };
    let message =
        format!("{}与{}第{}行不同，{day}，本行未收", about(row.key, plan), other.file, other.line);
    let problem = Diagnostic::new(Code::CollectConflict, message).at(place);
    if other.file == file {
        problem.hint("是更正的，填上更正那天的填报日期；或加 --force，替换原来的一行")
    } else {
        problem.hint("是更正的，填上更正那天的填报日期；或改正、删除那个文件中的一行")
    }
}

/// Returns G165: rows, with this day of filing, for which later ones exist already.
pub(super) fn superseded(
    (own, day): (Option<Date>, Date),
    rows: &[(Key, Place)],
    plan: &Plan,
) -> Option<Diagnostic> {
    let own = match own {
        Some(own) => format!("填报日期{own}"),
        None => "没有填报日期".to_owned(),
    };
    let (key, place) = rows.first()?;
    let which = match rows.len() {
        1 => about(*key, plan),
        count => format!("{}等{count}行", about(*key, plan)),
    };
    let message = format!("{which}{own}，已有{day}填报的，有出入的以后者为准");
    let problem = Diagnostic::new(Code::CollectSuperseded, message).at(place.clone());
    Some(problem.hint("是更正的，请填上更正那天的填报日期"))
}

/// Returns G167: the file that a row belongs to does not accept rows.
pub(super) fn reshaped(file: &str, place: Place) -> Diagnostic {
    let message = format!("“{file}”的列已改动或内容残缺，不能续写，本行未收");
    Diagnostic::new(Code::CollectFileReshaped, message).at(place).hint("把那个文件改名后再收")
}
