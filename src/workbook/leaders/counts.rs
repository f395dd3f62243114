//! 领导汇总: the number of items that each leader leads, as formulas over the leaders' sheets.

use rust_xlsxwriter::utility::worksheet_range_absolute;
use rust_xlsxwriter::{ColNum, Worksheet, XlsxError};

use super::{List, Portfolio};
use crate::plan::{Annex, Plan};
use crate::workbook::Source;
use crate::workbook::cell::Cell;
use crate::workbook::cell::CellFormat::{Centred, Total};
use crate::workbook::formula::ANY_TEXT;
use crate::workbook::home::write_back;
use crate::workbook::link::Place;
use crate::workbook::page::set_up_table;
use crate::workbook::sheet_words::LeaderCountColumns;
use crate::workbook::table::{Columns, Table};

/// The worksheet's name.
pub(in crate::workbook) const NAME: &str = "领导汇总";

/// The sheet of a leader: its name and its list.
pub(in crate::workbook) struct Listed {
    pub sheet: String,
    pub list: List,
}

impl Listed {
    /// Returns the range of a column of the list.
    fn column(&self, col: ColNum) -> String {
        let (first, last) = self.list.rows;
        worksheet_range_absolute(&self.sheet, first, col, last, col)
    }
}

/// A leader, and his or her sheet, if the leader leads any item.
type Leader<'a> = (Portfolio<'a>, Option<Listed>);

/// Writes the counts of all leaders, each linked to the leader's sheet, and a note on how they add up
/// to more than the items of the plan.
pub(in crate::workbook) fn write(
    sheet: &mut Worksheet,
    source: Source<'_>,
    leaders: &[Leader<'_>],
) -> Result<(), XlsxError> {
    let (styles, words) = (source.styles, &source.words.leaders);
    let plan = source.basis.plan;
    let (columns, counts) = columns(&words.columns, &source.words.leader.joint, plan);
    let mut table = Table::new(sheet, columns, 0, styles)?;
    table.title(&source.marked(&words.title))?;
    table.header()?;
    for leader in leaders {
        table.row(leader)?;
    }
    if !leaders.is_empty() {
        table.totals(leaders, (0, &words.columns.total), counts, &Total)?;
    }
    table.note(&words.note)?;
    set_up_table(&mut table, 0)?;
    write_back(&mut table, source.back())
}

/// Returns the columns, with the first and the last of those of counts.
fn columns<'a>(
    titles: &LeaderCountColumns,
    manner: &'a str,
    plan: &'a Plan,
) -> (Columns<'a, Leader<'a>>, (ColNum, ColNum)) {
    let mut columns: Columns<'a, Leader<'a>> = Columns::new();
    columns.add(&*titles.leader, 190, Centred, |(leader, listed)| {
        let listed = listed.as_ref();
        let place = listed.map(|listed| Place::new(&listed.sheet, 0, 0));
        Cell::link(leader.name, place)
    });
    columns.centred(&*titles.post, 290, |(leader, _)| leader.post);
    let indicators =
        columns.add(&*titles.indicators, 102, Centred, move |leader| of_kind(leader, plan, true));
    let tasks =
        columns.add(&*titles.tasks, 102, Centred, move |leader| of_kind(leader, plan, false));
    let all = columns.derive(&*titles.total, 102, Centred, move |leader, at| {
        let sum = |_: &Listed| format!("={}+{}", at.cell(indicators), at.cell(tasks));
        count(leader, leader.0.items.len(), sum)
    });
    let jointly = columns.next() + 1;
    columns.derive(&*titles.sole, 102, Centred, move |leader, at| {
        let sole = leader.0.items.len() - leader.0.joint();
        let rest = |_: &Listed| format!("={}-{}", at.cell(all), at.cell(jointly));
        count(leader, sole, rest)
    });
    columns.add(&*titles.joint, 102, Centred, move |leader| {
        count(leader, leader.0.joint(), |listed| {
            format!("=COUNTIF({},\"{manner}\")", listed.column(listed.list.manners))
        })
    });
    (columns, (indicators, jointly))
}

/// Returns the number of items that are indicators, or that are not.
fn of_kind(leader: &Leader<'_>, plan: &Plan, has_indicators: bool) -> Cell {
    let annexes = plan.annex_names().filter(|name| name.has_indicators == has_indicators);
    let mut annexes: Vec<Annex> = annexes.map(|name| name.annex).collect();
    if annexes.is_empty() {
        annexes.push(if has_indicators { Annex::INDICATORS } else { Annex::TASKS });
    }
    count(leader, leader.0.of_kind(has_indicators), |listed| {
        let ids = listed.column(listed.list.ids);
        let manners = listed.column(listed.list.manners);
        // An item that goes on in a further row has its manner in the first one only.
        let counts = annexes
            .iter()
            .map(|annex| format!("COUNTIFS({ids},\"{annex}-*\",{manners},\"{ANY_TEXT}\")"));
        format!("={}", counts.collect::<Vec<_>>().join("+"))
    })
}

/// Returns a count by a formula; for a leader who leads nothing, the number by itself.
fn count((_, listed): &Leader<'_>, count: usize, formula: impl FnOnce(&Listed) -> String) -> Cell {
    match listed {
        Some(listed) => Cell::count_by(formula(listed), count),
        None => Cell::count(count),
    }
}
