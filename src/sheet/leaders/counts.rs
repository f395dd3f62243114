//! 领导汇总: how many items each leader leads, as formulas over the list by leader.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, worksheet_range_absolute};
use rust_xlsxwriter::{ColNum, Format, Formula, RowNum, Worksheet, XlsxError};

use super::portfolio::Portfolio;
use super::{ID_COL, JOINT_COL, LEADER_COL, List, NAME};
use crate::plan::Annex;
use crate::sheet::Heading;
use crate::sheet::page::Paper;
use crate::sheet::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::sheet::table::{Cell, Column, Look, Table};

const WHO: ColNum = 0;
const INDICATORS: ColNum = 2;
const TASKS: ColNum = 3;
const ALL: ColNum = 4;
const SOLE: ColNum = 5;
const JOINT: ColNum = 6;

/// A count: its column, its formula, and the formula's result.
type Count = (ColNum, String, usize);

/// Writes the counts of all leaders and a note on how they add up to more than the plan's `items`.
pub(in crate::sheet) fn write(
    sheet: &mut Worksheet,
    list: &List,
    items: usize,
    heading: &Heading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let title = format!("{}年{}领导牵头任务汇总表", heading.year, heading.government);
    let mut table = Table::new(sheet, columns(), usize::from(WHO), styles)?;
    table.across(&title, &styles.title, TITLE_PT)?;
    let header = table.header()?;
    let mut totals: BTreeMap<ColNum, usize> = BTreeMap::new();
    for portfolio in &list.portfolios {
        let row = table.next_row();
        table.row(&[portfolio.name, portfolio.post, "", "", "", "", ""].map(Cell::text))?;
        for count in counts(portfolio, row, list.rows) {
            *totals.entry(count.0).or_default() += count.2;
            write_count(&mut table, row, count, &styles.centred)?;
        }
    }
    let row = table.next_row();
    if row > header + 1 {
        table.labels(&["合计", "", "", "", "", "", ""])?;
        for (col, total) in totals {
            let formula = format!("=SUM({})", cell_range(header + 1, col, row - 1, col));
            write_count(&mut table, row, (col, formula, total), &styles.header)?;
        }
    }
    let note = format!("注：共同牵头的事项分别列在各位领导名下，合计为人次；事项共 {items} 项。");
    table.across(&note, &styles.note, NOTE_PT)?;
    sheet.set_freeze_panes(header + 1, 0)?;
    Paper::A4.set_up(sheet);
    sheet
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(header, header)?;
    Ok(())
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("领导", 110, Look::Centred),
        Column::new("职务", 330, Look::Centred),
        Column::new("主要指标", 110, Look::Centred),
        Column::new("重点工作任务", 110, Look::Centred),
        Column::new("合计", 110, Look::Centred),
        Column::new("其中：\n独立牵头", 110, Look::Centred),
        Column::new("其中：\n共同牵头", 110, Look::Centred),
    ]
}

/// The counts of one leader in the row `row`.
fn counts(portfolio: &Portfolio, row: RowNum, (first, last): (RowNum, RowNum)) -> [Count; 5] {
    let here = |col| row_col_to_cell(row, col);
    let list = |col| worksheet_range_absolute(NAME, first, col, last, col);
    // Not COUNTIFS: in its criteria a name could hold a wildcard or an operator.
    let led = format!("({}={})", list(LEADER_COL), here(WHO));
    let in_annex = |annex: Annex| {
        let ids = list(ID_COL);
        let prefix = format!("{}-", annex.number());
        let formula = format!("=SUMPRODUCT({led}*(LEFT({ids},2)=\"{prefix}\"))");
        (formula, portfolio.in_annex(annex))
    };
    let (indicators, tasks) = (in_annex(Annex::Indicators), in_annex(Annex::Tasks));
    let (all, joint) = (portfolio.items.len(), portfolio.joint());
    let joint_formula = format!("=SUMPRODUCT({led}*({}<>\"\"))", list(JOINT_COL));
    [
        (INDICATORS, indicators.0, indicators.1),
        (TASKS, tasks.0, tasks.1),
        (ALL, format!("={}+{}", here(INDICATORS), here(TASKS)), all),
        (SOLE, format!("={}-{}", here(ALL), here(JOINT)), all - joint),
        (JOINT, joint_formula, joint),
    ]
}

fn write_count(
    table: &mut Table,
    row: RowNum,
    (col, formula, result): Count,
    format: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(formula).set_result(result.to_string());
    (table.sheet).write_formula_with_format(row, col, formula, format)?;
    Ok(())
}
