//! Words that a unit wrote into its form's workbook where nothing is read: on the list of its duties, on the notes,
//! over the role and the last figure of a row, and in the printed headers and footers.
//!
//! Everything in these places that is not in the workbook as it was handed out is reported.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Session;
use crate::assess::Basis;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::text::plain;
use crate::input::workbook::{RemarkKind, Worksheet};
use crate::period::Month;
use crate::plan::Duties;
use crate::registry::UnitId;
use crate::report::template::{FORM, Templates};
use crate::returns::collect::FileReport;
use crate::returns::form::{Column, OPTIONAL};
use crate::workbook::{PrintedWords, UnitBooks, UnitWords};
use crate::workspace::TEMPLATE_DIR;

/// A workbook with a form that came back.
pub(super) struct ReturnedBook {
    /// The position of its report.
    pub report: usize,
    /// The name of its file.
    pub name: String,
    /// The unit whose form it is.
    pub unit: UnitId,
    /// The month of the form.
    pub month: Month,
    /// True if nothing of the form was taken.
    pub rejected: bool,
    /// Its worksheets.
    pub sheets: Vec<Worksheet>,
}

/// The number of cells of a sheet that are quoted one by one; the data may have changed since it was handed out.
const MOST_QUOTED: usize = 10;

/// The longest text that is quoted, in characters.
const LONGEST: usize = 30;

impl ReturnedBook {
    /// Returns the workbook with the form that `report` is about, which has these worksheets; `None` where it has none.
    pub fn of(
        at: usize,
        report: &FileReport,
        sheets: Vec<Worksheet>,
        session: &Session,
    ) -> Option<Self> {
        let claim = report.claim.as_ref().filter(|_| !sheets.is_empty())?;
        let unit = session.registry.units().find(|(_, unit)| unit.short == claim.unit)?.0;
        let (name, month, rejected) = (report.name.clone(), claim.month, report.rejected);
        Some(Self { report: at, name, unit, month, rejected, sheets })
    }
}

/// Returns the problems of workbooks, each with the position of its report. With a template that cannot be used,
/// there is nothing to compare with.
pub(super) fn problems(session: &Session, books: &[ReturnedBook]) -> Vec<(usize, Diagnostics)> {
    let mut by_month: BTreeMap<Month, Vec<&ReturnedBook>> = BTreeMap::new();
    for book in books.iter().filter(|book| !book.rejected) {
        by_month.entry(book.month).or_default().push(book);
    }
    let mut found = Vec::new();
    let Ok(templates) = Templates::load(&session.workspace.root, TEMPLATE_DIR, FORM) else {
        return found;
    };
    for (month, books) in by_month {
        let due = session.workspace.config.returns_due(month);
        let (plan, breakdown) = (session.in_force(due), session.breakdown_on(due));
        let (registry, plan) = session.named_on(month.last_day(), &plan);
        let duties = Duties::new(&plan, &registry);
        let basis = Basis {
            registry: &registry,
            plan: &plan,
            breakdown: &breakdown,
            ..session.basis(&duties)
        };
        let makers = UnitBooks::new(basis, &session.workspace.config, month);
        found.par_extend(books.into_par_iter().filter_map(|book| {
            let words = makers.words(&templates, book.unit).ok()?;
            let printed = makers.printed(book.unit, &words).ok()?;
            Some((book.report, differences(book, &printed, &words)))
        }));
    }
    found
}

fn differences(book: &ReturnedBook, printed: &PrintedWords, words: &UnitWords) -> Diagnostics {
    let titles = (words.title(Column::Key), SHOWN.map(|column| words.title(column)));
    let mut problems = Diagnostics::new();
    for sheet in &book.sheets {
        problems.extend(margins_added(book, sheet, &printed.margins));
        if let Some(texts) = printed.sheets.get(&sheet.name) {
            problems.extend(words_added(book, sheet, texts));
        }
        if let Some(table) = Shown::of(sheet, titles) {
            problems.extend(table.changes(book, &printed.rows));
        }
    }
    problems
}

/// Returns the words of a sheet's printed header and footer.
fn margins(sheet: &Worksheet) -> impl Iterator<Item = &str> {
    let remarks = sheet.remarks.iter().filter(|remark| remark.kind == RemarkKind::Margin);
    remarks.map(|remark| remark.text.as_str())
}

/// G215: words of a printed header or footer that none had when it was handed out.
fn margins_added(book: &ReturnedBook, sheet: &Worksheet, made: &[String]) -> Diagnostics {
    let own = |text: &str| {
        let text = plain(text);
        made.iter().any(|made| plain(made) == text || is_version(&text, &plain(made)))
    };
    let added = margins(sheet).filter(|text| !own(text)).map(|text| {
        let message = format!("工作表“{}”页眉或页脚中的“{}”未采用", sheet.name, quoted(text));
        let place = Place { sheet: Some(sheet.name.clone()), ..Place::file(&book.name) };
        noted(message).at(place)
    });
    added.collect()
}

/// G215: text on a sheet that was not there when it was handed out.
fn words_added(
    book: &ReturnedBook,
    sheet: &Worksheet,
    printed: &BTreeMap<(usize, usize), String>,
) -> Diagnostics {
    let at: BTreeMap<_, _> = printed.iter().map(|(&at, text)| (at, plain(text))).collect();
    let known: BTreeSet<&String> = at.values().collect();
    let mut added = Vec::new();
    for row in &sheet.rows {
        for cell in row.filled() {
            let (place, text) = ((row.number, cell.column + 1), plain(cell.text()));
            let is_known = known.contains(&text)
                || at.get(&place).is_some_and(|before| is_version(&text, before));
            if !is_known {
                added.push((row.number, cell.column + 1, cell.text()));
            }
        }
    }
    let place = |line, column| Place {
        sheet: Some(sheet.name.clone()),
        line,
        column,
        ..Place::file(&book.name)
    };
    if added.len() > MOST_QUOTED {
        let count = added.len();
        let message = format!("工作表“{}”有{count}处与印发的不同，未采用", sheet.name);
        return [noted(message).at(place(0, 0))].into_iter().collect();
    }
    let problems = added.into_iter().map(|(line, column, text)| {
        noted(format!("工作表“{}”中写的“{}”未采用", sheet.name, quoted(text)))
            .at(place(line, column))
    });
    problems.collect()
}

/// Returns whether `text` is what the program itself wrote in place of `now` at another time, and not what somebody
/// wrote over it or behind it.
fn is_version(text: &str, now: &str) -> bool {
    let pairs =
        |text: &str| -> BTreeSet<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (text_pairs, now_pairs) = (pairs(text), pairs(now));
    let shared = text_pairs.intersection(&now_pairs).count();
    !text.contains(now) && shared * 2 >= text_pairs.len()
}

fn noted(message: String) -> Diagnostic {
    let hint = "要报送的内容请填报单位填入报送表的白色格；印发后数据有更正的，也会与印发的不同";
    Diagnostic::new(Code::WrittenElsewhere, message).hint(hint)
}

fn quoted(text: &str) -> String {
    let short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() { short + "…" } else { short }
}

/// The columns of a form that only show something to the unit.
const SHOWN: [Column; 3] = PrintedWords::COLUMNS;

/// Returns the text of a cell without the mark of rows that may stay blank.
fn without_mark(text: &str) -> String {
    plain(text).replace(OPTIONAL, "")
}

/// The cells of a form that only show something to the unit, by the keys of their rows.
struct Shown<'a> {
    sheet: &'a str,
    rows: BTreeMap<&'a str, [(Place, &'a str); 3]>,
}

impl<'a> Shown<'a> {
    /// Returns the cells of a sheet below these titles; `None` where it is not a form with the keys of its rows.
    fn of(sheet: &'a Worksheet, (key, shown): (&str, [&str; 3])) -> Option<Self> {
        let mut columns = None;
        let mut rows = BTreeMap::new();
        for row in &sheet.rows {
            let titled = |title: &str| {
                let title = plain(title);
                row.filled().find(|cell| plain(cell.text()) == title).map(|cell| cell.column)
            };
            // A form of the first version has no lead units.
            let found = || Some((titled(key)?, titled(shown[1])?, shown.map(titled)));
            let Some((key, _, shown)) = columns else {
                columns = found();
                continue;
            };
            let cell = |column: Option<usize>| {
                let place = Place {
                    sheet: Some(sheet.name.clone()),
                    line: row.number,
                    column: column.map_or(0, |column| column + 1),
                    ..Place::file("")
                };
                (place, column.map_or("", |column| row.text(column)))
            };
            // Forms of another version have other keys for the same rows.
            if let Some((_, key)) = row.text(key).split_once('.') {
                rows.insert(key, shown.map(cell));
            }
        }
        columns.map(|_| Self { sheet: &sheet.name, rows })
    }

    /// G215: text over what the form showed.
    fn changes(&self, book: &ReturnedBook, printed: &BTreeMap<String, [String; 3]>) -> Diagnostics {
        let mut changes = Diagnostics::new();
        for (key, cells) in &self.rows {
            let Some(shown) = printed.get(*key) else { continue };
            for ((column, (place, text)), shown) in SHOWN.iter().zip(cells).zip(shown) {
                if !text.is_empty() && without_mark(text) != without_mark(shown) {
                    let words = format!("“{}”处的“{}”未采用", column.title(), quoted(text));
                    let place = Place { file: book.name.clone(), ..place.clone() };
                    changes.push(noted(words).at(place));
                }
            }
        }
        if changes.len() > MOST_QUOTED {
            let message =
                format!("工作表“{}”有{}处与印发的不同，未采用", self.sheet, changes.len());
            let place = Place { sheet: Some(self.sheet.to_owned()), ..Place::file(&book.name) };
            return [noted(message).at(place)].into_iter().collect();
        }
        changes
    }
}
