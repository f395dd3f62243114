//! 目标分解: each target beside what the units have of it, and whether the parts make up the whole.
//!
//! Amounts add up: sum and difference are formulas. Rates, and amounts that each unit has to reach in full,
//! are handed down as they are: the lowest and the highest stand there instead, and how many are worse
//! than the provincial target. The parts come
//! from 分解数据, the provincial targets from 指标, so that whoever corrects them there sees at once what
//! it leads to.

mod formulas;
mod line;

use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{
    ColNum, Color, ConditionalFormatFormula, Format, RowNum, Worksheet, XlsxError,
};

use self::formulas::{Formulas, Sources};
use self::line::{Line, Units, lines};
use super::targets::{KEY, key};
use crate::assess::Basis;
use crate::workbook::Heading;
use crate::workbook::dataset::Dataset;
use crate::workbook::formula::{Outcome, allow_blank_results, write_formula};
use crate::workbook::home::write_back;
use crate::workbook::page::set_up_table;
use crate::workbook::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(super) const NAME: &str = "目标分解";

/// What is written of a target that nobody has broken down.
const OPEN: &str = "未分解";
/// What is written of a part that is still to be worked out.
const PENDING: &str = "待定";
/// What is written of parts that make up the whole.
const EVEN: &str = "平衡";
const SHORT: &str = "少";
const OVER: &str = "多";

const KEY_COL: ColNum = 0;
const GOAL_COL: ColNum = 4;
const FIRST_UNIT: ColNum = 5;
/// The columns behind the units': sum, difference, lowest, highest, result.
const RESULTS: usize = 5;

/// Writes the targets that are broken down, or that units on the spot have to reach.
pub(super) fn write(
    sheet: &mut Worksheet,
    basis: &Basis<'_>,
    (targets, parts): (&Dataset, &Dataset),
    heading: &Heading,
    styles: &Styles,
) -> Result<usize, XlsxError> {
    let units = Units::new(basis);
    let lines = lines(basis, &units);
    let names: Vec<&str> = units
        .all()
        .map(|unit| basis.registry.unit(unit).short.as_str())
        .collect();
    allow_blank_results(sheet);
    let mut table = Table::new(
        sheet,
        columns(&names, &heading.region),
        usize::from(KEY_COL),
        styles,
    )?;
    let title = format!("{}年{}目标分解表", heading.year, heading.region);
    table.across(&title, &styles.title, TITLE_PT)?;
    table.across(&note(basis, &units, &heading.region), &styles.note, NOTE_PT)?;
    let header = table.header()?;
    let sources = Sources {
        targets,
        parts,
        names: &names,
        header,
        region: &heading.region,
    };
    for line in &lines {
        let row = table.next_row();
        table.row(&cells(line, names.len()))?;
        let formulas = Formulas::new(&sources, &units, row)?;
        write_line(&mut table, line, row, &formulas)?;
    }
    let last_col = table.last_col();
    mark(
        table.sheet,
        (header + 1, last_col),
        (table.next_row().max(header + 2) - 1, last_col),
    )?;
    table.sheet.set_freeze_panes(header + 1, FIRST_UNIT)?;
    set_up_table(table.sheet, header)?;
    write_back(&mut table)?;
    Ok(lines.len())
}

/// What the columns mean; of a unit that lies inside another also that it is not added up.
fn note(basis: &Basis<'_>, units: &Units, region: &str) -> String {
    let inside: Vec<_> = units
        .enclosed
        .iter()
        .map(|&unit| basis.registry.unit(unit).short.as_str())
        .collect();
    let note = format!(
        "注：各单位数取自“分解数据”，{region}目标取自“指标”，改动后本表自动重算。数量的分解数应加总为{region}目标，\
        差额＝分解合计－{region}目标；增速、比率不相加，列最低数和最高数。"
    );
    match inside[..] {
        [] => note,
        _ => format!(
            "{note}{}的数量已含在所在{}之内，单列而不计入合计。",
            inside.join("、"),
            basis.rules.ranked_kind
        ),
    }
}

fn columns(units: &[&str], region: &str) -> Vec<Column> {
    let mut columns = vec![
        Column::new(KEY, 64, Look::Id),
        Column::new("指标内容", 150, Look::Text),
        Column::new("类型", 44, Look::Centred),
        Column::new("计量\n单位", 46, Look::Centred),
        Column::new(format!("{region}\n目标"), 52, Look::Centred),
    ];
    columns.extend(
        units
            .iter()
            .map(|unit| Column::new(*unit, 40, Look::Centred)),
    );
    columns.extend([
        Column::new("分解\n合计", 52, Look::Centred),
        Column::new("差额", 46, Look::Centred),
        Column::new("最低", 42, Look::Centred),
        Column::new("最高", 42, Look::Centred),
        Column::new("分解情况", 96, Look::Centred),
    ]);
    columns
}

fn cells(line: &Line<'_>, units: usize) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Text(key(line.id)),
        Cell::text(&line.target.subject),
        Cell::text(super::targets::kind_word(line.kind)),
        Cell::text(&line.target.measure),
    ];
    cells.extend(std::iter::repeat_n(Cell::text(""), 1 + units + RESULTS));
    cells
}

/// Writes a line's figures over its blank cells.
fn write_line(
    table: &mut Table<'_>,
    line: &Line<'_>,
    row: RowNum,
    formulas: &Formulas<'_>,
) -> Result<(), XlsxError> {
    let styles = table.styles;
    let sheet = &mut *table.sheet;
    let figure = &styles.figure;
    let goal = Outcome::from(Some(line.target.value));
    write_formula(sheet, (row, GOAL_COL), &formulas.goal(), &goal, figure)?;
    for (col, part) in (FIRST_UNIT..).zip(&line.parts) {
        let formula = formulas.part(col);
        write_formula(sheet, (row, col), &formula, &part.outcome(), figure)?;
    }
    let results = formulas.first_result;
    let write = |sheet: &mut Worksheet, col, formula: &str, outcome: &Outcome, format| {
        write_formula(sheet, (row, results + col), formula, outcome, format)
    };
    let words = if line.adds_up {
        write(sheet, 0, &formulas.sum(), &line.sum(), figure)?;
        let (formula, difference) = (formulas.difference(), line.difference());
        write(sheet, 1, &formula, &difference, &styles.difference)?;
        (formulas.sum_words(), line.sum_words())
    } else {
        let [lowest, highest] = line.range();
        write(sheet, 2, &formulas.extreme("MIN"), &lowest, figure)?;
        write(sheet, 3, &formulas.extreme("MAX"), &highest, figure)?;
        let region = formulas.region();
        (formulas.range_words(line.kind), line.range_words(region))
    };
    write(sheet, 4, &words.0, &Outcome::Text(words.1), &styles.centred)
}

/// Marks what does not add up, is worse than the province or not broken down: white on black, which
/// is read on any copy.
fn mark(
    sheet: &mut Worksheet,
    first: (RowNum, ColNum),
    last: (RowNum, ColNum),
) -> Result<(), XlsxError> {
    let result = row_col_to_cell(first.0, first.1);
    let off = Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x40_40_40));
    let open = Format::new()
        .set_italic()
        .set_background_color(Color::RGB(0xD9_D9_D9));
    let rules = [
        (
            format!(
                "=OR({result}=\"{SHORT}\",{result}=\"{OVER}\",LEFT({result},2)=\"均高\",LEFT({result},2)=\"均低\")"
            ),
            off,
        ),
        (
            format!("=OR({result}=\"{OPEN}\",ISNUMBER(FIND(\"个\",{result})))"),
            open,
        ),
    ];
    for (rule, format) in rules {
        let rule = ConditionalFormatFormula::new()
            .set_rule(rule.as_str())
            .set_format(format);
        sheet.add_conditional_format(first.0, first.1, last.0, last.1, &rule)?;
    }
    Ok(())
}
