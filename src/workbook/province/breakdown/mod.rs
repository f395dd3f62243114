//! 目标分解: each target beside what the units have of it, and whether the parts make up the whole.
//!
//! Amounts add up: sum and difference are formulas. Rates, and amounts that each unit has to reach in full,
//! are handed down as they are: the lowest and the highest are there instead, and how many are worse
//! than the provincial target. The parts come
//! from 分解数据, the provincial targets from 指标, so that whoever corrects them there sees at once what
//! it leads to.

mod formulas;
mod line;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatFormula, Format, RowNum, Worksheet, XlsxError,
};

use self::formulas::Formulas;
pub(super) use self::formulas::is_criterion;
use self::line::{BreakdownLine, Units, lines};
use super::targets::key;
use crate::assess::Basis;
use crate::workbook::Source;
use crate::workbook::breakdown_words::BreakdownResults;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Difference, Figure, Id};
use crate::workbook::formula::{Outcome, allow_blank_results};
use crate::workbook::home::write_back;
use crate::workbook::page::set_up_table;
use crate::workbook::sheet_words::BreakdownWords;
use crate::workbook::table::{Columns, Table};
use crate::workbook::values::ValueWords;

/// The worksheet's name.
pub(super) const NAME: &str = "目标分解";

/// Writes the targets that are broken down, or that local units have to reach.
pub(super) fn write(sheet: &mut Worksheet, source: Source<'_>) -> Result<usize, XlsxError> {
    let (basis, styles, words) = (source.basis, source.styles, &source.words.breakdown);
    let units = Units::new(basis);
    let lines = lines(basis, &units);
    let names: Vec<&str> =
        units.all().map(|unit| basis.registry.unit(unit).short.as_str()).collect();
    allow_blank_results(sheet);
    let (columns, formulas) = columns(words, source.values, &units, &names);
    let mut table = Table::new(sheet, columns, formulas.key, styles)?;
    table.title(&source.marked(&words.title))?;
    table.note(&note(basis, &units, words))?;
    table.header()?;
    for line in &lines {
        table.row(line)?;
    }
    let (last_col, (first, last)) = (table.last_col(), table.rows());
    mark(table.sheet, &words.results, (first, last_col), (last, last_col))?;
    set_up_table(&mut table, formulas.first_unit)?;
    write_back(&mut table, source.back())?;
    Ok(lines.len())
}

/// Returns the meaning of the columns; for a unit that lies inside another it adds that the unit is not added
/// up.
fn note(basis: &Basis<'_>, units: &Units, words: &BreakdownWords) -> String {
    let inside: Vec<_> =
        units.enclosed.iter().map(|&unit| basis.registry.unit(unit).short.as_str()).collect();
    match inside[..] {
        [] => words.note.to_string(),
        _ => {
            let enclosed = words.enclosed.replace("{kind}", &basis.rules.ranked_kind);
            format!("{}{}", &*words.note, enclosed.replace("{units}", &inside.join("、")))
        }
    }
}

/// Returns the columns, with the formulas that refer to them.
fn columns<'a>(
    words: &'a BreakdownWords,
    values: &'a ValueWords,
    units: &Units,
    names: &[&str],
) -> (Columns<'a, BreakdownLine<'a>>, Formulas<'a>) {
    let (titles, results) = (&words.columns, &words.results);
    let mut columns: Columns<'a, BreakdownLine<'a>> = Columns::new();
    let key = columns.add(&*titles.key, 64, Id, |line| Cell::text(&key(line.id)));
    columns.text(&*titles.subject, 150, |line| &line.target.subject);
    columns.centred(&*titles.kind, 44, |line| values.target(line.target));
    columns.centred(&*titles.measure, 46, |line| &line.target.measure);
    let formulas = Formulas::new(key, columns.next(), units, results);
    columns.derive(&*titles.goal, 52, Centred, move |line, at| {
        let goal = Outcome::from(Some(line.target.value));
        Cell::formula(formulas.goal(at), goal).formatted(Figure)
    });
    for (index, name) in names.iter().enumerate() {
        let (col, is_criterion) = (columns.next(), formulas::is_criterion(name));
        columns.derive(*name, 40, Centred, move |line, at| {
            let formula = formulas.part(at, col, is_criterion);
            Cell::formula(formula, line.parts[index].outcome(&results.pending)).formatted(Figure)
        });
    }
    columns.derive(&*titles.sum, 52, Centred, move |line, at| {
        if !line.adds_up {
            return Cell::BLANK;
        }
        Cell::formula(formulas.sum(at), line.sum()).formatted(Figure)
    });
    columns.derive(&*titles.difference, 46, Centred, move |line, at| {
        if !line.adds_up {
            return Cell::BLANK;
        }
        Cell::formula(formulas.difference(at), line.difference()).formatted(Difference)
    });
    for (title, function, index) in [(&titles.lowest, "MIN", 0), (&titles.highest, "MAX", 1)] {
        columns.derive(&**title, 42, Centred, move |line, at| {
            if line.adds_up {
                return Cell::BLANK;
            }
            let result = line.range()[index];
            Cell::formula(formulas.extreme(at, function), result).formatted(Figure)
        });
    }
    columns.derive(&*titles.result, 96, Centred, move |line, at| {
        if line.adds_up {
            Cell::formula(formulas.sum_words(at), &*line.sum_words(results))
        } else {
            Cell::formula(formulas.range_words(at, line.target), &*line.range_words(results))
        }
    });
    (columns, formulas)
}

/// Marks what does not add up, is worse than the province or not broken down: white on black, which
/// is read on any copy.
fn mark(
    sheet: &mut Worksheet,
    results: &BreakdownResults,
    first: (RowNum, ColNum),
    last: (RowNum, ColNum),
) -> Result<(), XlsxError> {
    let result = row_col_to_cell(first.0, first.1);
    let off = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x40_40_40));
    let open = Format::new().set_italic().set_background_color(Color::RGB(0xD9_D9_D9));
    for (rule, format) in [(results.is_off(&result), off), (results.is_open(&result), open)] {
        let rule = ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(format);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
    }
    Ok(())
}
