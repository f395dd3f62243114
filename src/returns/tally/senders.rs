//! The units that sent a file, even where its rows hold no returns.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::Place;
use crate::period::Month;
use crate::registry::UnitId;
use crate::returns::Field;
use crate::returns::read::{Index, ReturnFile, RowOutcome, ZeroReport};

/// The units of which rows came in, by month and day of filing, with the number of rows that could not be assigned; `None`
/// for rows whose period or day is not known.
pub(in crate::returns) type Senders = BTreeMap<(Option<Month>, UnitId, Option<Date>), usize>;

/// Returns the units of which a file holds rows.
pub(in crate::returns) fn senders(file: &ReturnFile) -> Senders {
    let mut senders = Senders::new();
    for (_, row) in file.rows().filter(|(_, row)| !row.about.other_year) {
        let unassigned = match row.outcome {
            RowOutcome::Return(_) | RowOutcome::Uninvolved => 0,
            RowOutcome::Faulty => 1,
            _ => continue,
        };
        if let Some(unit) = row.about.unit {
            let (month, filed) = (row.about.month, row.about.filed);
            *senders.entry((month, unit, filed)).or_default() += unassigned;
        }
    }
    senders
}

/// Returns the zero reports that a file holds.
pub(in crate::returns) fn zero_reports(
    file: &ReturnFile,
    index: &Index<'_>,
) -> Vec<(ZeroReport, Place)> {
    let rows = file.rows().filter_map(|(table, row)| match &row.outcome {
        RowOutcome::Zero(report) => {
            let place = table.head.place(file.origin(table), &row.cells, Field::Progress);
            Some((ZeroReport::clone(report), place))
        }
        _ => None,
    });
    rows.chain(file.zero_report(index)).collect()
}
