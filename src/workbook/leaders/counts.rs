//! 领导汇总: how many items each leader leads, as formulas over the leaders' sheets.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::{cell_range, row_col_to_cell, worksheet_range_absolute};
use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::{ID_COL, JOINT, MANNER_COL, Portfolio};
use crate::plan::Annex;
use crate::workbook::Heading;
use crate::workbook::formula::write_count;
use crate::workbook::home::{write_back, write_link};
use crate::workbook::page::set_up_table;
use crate::workbook::styles::{NOTE_PT, Styles, TITLE_PT};
use crate::workbook::table::{Cell, Column, Look, Table};

/// The worksheet's name.
pub(in crate::workbook) const NAME: &str = "领导汇总";

const WHO: ColNum = 0;
const INDICATORS: ColNum = 2;
const TASKS: ColNum = 3;
const ALL: ColNum = 4;
const SOLE: ColNum = 5;
const JOINTLY: ColNum = 6;

/// The sheet of a leader: its name, and the first and last rows of its list.
pub(in crate::workbook) struct Listed {
    pub sheet: String,
    pub rows: (RowNum, RowNum),
}

/// A count: its column, its formula, and the formula's result.
type Count = (ColNum, String, usize);

/// Writes the counts of all leaders, each linked to the leader's sheet, and a note on how they add up
/// to more than the plan's `items`. Who leads nothing has no sheet.
pub(in crate::workbook) fn write(
    sheet: &mut Worksheet,
    leaders: &[(Portfolio<'_>, Option<Listed>)],
    items: usize,
    heading: &Heading,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let title = format!("{}年{}领导牵头任务汇总表", heading.year, heading.government);
    let mut table = Table::new(sheet, columns(), usize::from(WHO), styles)?;
    table.across(&title, &styles.title, TITLE_PT)?;
    let header = table.header()?;
    let mut totals: BTreeMap<ColNum, usize> = BTreeMap::new();
    for (portfolio, listed) in leaders {
        let row = table.next_row();
        table.row(&[portfolio.name, portfolio.post, "", "", "", "", ""].map(Cell::text))?;
        match listed {
            Some(listed) => {
                let (name, link) = (portfolio.name, (listed.sheet.as_str(), 0));
                write_link(table.sheet, (row, WHO), name, link, &styles.link)?;
                for count in counts(portfolio, row, listed) {
                    *totals.entry(count.0).or_default() += count.2;
                    let (col, formula, count) = count;
                    write_count(table.sheet, (row, col), &formula, count, &styles.count)?;
                }
            }
            None => write_nothing(&mut table, row)?,
        }
    }
    let row = table.next_row();
    if row > header + 1 {
        table.labels(&["合计", "", "", "", "", "", ""])?;
        for col in INDICATORS..=JOINTLY {
            let formula = format!("=SUM({})", cell_range(header + 1, col, row - 1, col));
            let total = totals.get(&col).copied().unwrap_or_default();
            write_count(table.sheet, (row, col), &formula, total, &styles.total)?;
        }
    }
    let note = format!("注：共同牵头的事项分别列在各位领导名下，合计为人次；事项共 {items} 项。");
    table.across(&note, &styles.note, NOTE_PT)?;
    table.sheet.set_freeze_panes(header + 1, 0)?;
    set_up_table(table.sheet, header)?;
    write_back(&mut table)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("领导", 190, Look::Centred),
        Column::new("职务", 290, Look::Centred),
        Column::new("主要指标", 102, Look::Centred),
        Column::new("重点工作任务", 102, Look::Centred),
        Column::new("合计", 102, Look::Centred),
        Column::new("其中：\n独立牵头", 102, Look::Centred),
        Column::new("其中：\n共同牵头", 102, Look::Centred),
    ]
}

/// The counts of one leader in the row `row`.
fn counts(portfolio: &Portfolio<'_>, row: RowNum, listed: &Listed) -> [Count; 5] {
    let here = |col| row_col_to_cell(row, col);
    let (first, last) = listed.rows;
    let list = |col| worksheet_range_absolute(&listed.sheet, first, col, last, col);
    let (ids, manners) = (list(ID_COL), list(MANNER_COL));
    // An item that goes on in a further row has its manner in the first one only.
    let in_annex = |annex: Annex| {
        let prefix = format!("{}-", annex.number());
        let formula = format!("=SUMPRODUCT((LEFT({ids},2)=\"{prefix}\")*({manners}<>\"\"))");
        (formula, portfolio.in_annex(annex))
    };
    let (indicators, tasks) = (in_annex(Annex::Indicators), in_annex(Annex::Tasks));
    let (all, joint) = (portfolio.items.len(), portfolio.joint());
    let jointly = format!("=COUNTIF({manners},\"{JOINT}\")");
    [
        (INDICATORS, indicators.0, indicators.1),
        (TASKS, tasks.0, tasks.1),
        (ALL, format!("={}+{}", here(INDICATORS), here(TASKS)), all),
        (
            SOLE,
            format!("={}-{}", here(ALL), here(JOINTLY)),
            all - joint,
        ),
        (JOINTLY, jointly, joint),
    ]
}

/// The counts of a leader who leads nothing.
fn write_nothing(table: &mut Table<'_>, row: RowNum) -> Result<(), XlsxError> {
    let format = &table.styles.count;
    for col in INDICATORS..=JOINTLY {
        table.sheet.write_number_with_format(row, col, 0, format)?;
    }
    Ok(())
}
