//! A row of the ledger or of the referrals.

use jiff::civil::Date;

use super::EventKind;
use super::cells::Cells;
use crate::diagnostic::{Code, Place};
use crate::input::columns::{ColumnSpec, file_columns};
use crate::plan::ItemId;
use crate::registry::{Registry, UnitId};

file_columns! {
    /// The columns of the registers of events and of the proposals.
    pub(crate) enum LedgerColumn {
        Date = ColumnSpec::required("日期", "date"),
        Item = ColumnSpec::required("编号", "id").or(&["事项编号"]),
        Unit = ColumnSpec::required("单位", "unit"),
        Kind = ColumnSpec::required("事件", "event"),
        Document = ColumnSpec::optional("文号", "document").or(&["发文字号"]),
        Deadline = ColumnSpec::optional("期限", "deadline").or(&["办理期限"]),
        Evidence = ColumnSpec::optional("依据", "evidence"),
        DecidedBy = ColumnSpec::optional("决定人", "decided_by"),
        Recipient = ColumnSpec::required("接收机关", "recipient"),
        No = ColumnSpec::required("序号", "no"),
    }
}

impl LedgerColumn {
    /// The columns of `ledger.csv`.
    pub(crate) const LEDGER: &'static [(Self, ColumnSpec)] = Self::ALL.split_at(8).0;
    /// The columns of `referrals.csv`.
    pub(crate) const REFERRALS: &'static [(Self, ColumnSpec)] = Self::ALL.split_at(9).0;
    /// The columns of `ledger.proposed.csv`: the number of the proposal, and those of the ledger up to the reason.
    pub(crate) const PROPOSED: &'static [(Self, ColumnSpec)] = &[
        Self::ALL[9],
        Self::ALL[0],
        Self::ALL[1],
        Self::ALL[2],
        Self::ALL[3],
        Self::ALL[5],
        Self::ALL[6],
    ];
}

/// A file with events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    /// `ledger.csv`.
    Ledger,
    /// `referrals.csv`.
    Referrals,
    /// `ledger.proposed.csv`, in which nothing is decided yet.
    Proposed,
}

/// An event of an item at a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The day.
    pub date: Date,
    /// The item.
    pub id: ItemId,
    /// The unit that answers for the item; one that took it over stands for the one that the plan names.
    pub unit: UnitId,
    /// The kind.
    pub kind: EventKind,
    /// The number of the paper that goes with it, as it is written; empty where there is none.
    pub document: String,
    /// The deadline that it sets.
    pub deadline: Option<Date>,
    /// The reason; may be empty.
    pub evidence: String,
    /// The person who decided; may be empty.
    pub decided_by: String,
    /// The place of the word of the event.
    pub place: Place,
}

impl Event {
    /// Reads a row of a file.
    pub(super) fn read(cells: &mut Cells<'_, '_, LedgerColumn>, file: File) -> Option<Self> {
        let date = cells.needed_day(LedgerColumn::Date)?;
        let item = cells.item(LedgerColumn::Item)?;
        let named = cells.unit(LedgerColumn::Unit)?;
        let unit = cells.holder(item, named, LedgerColumn::Unit)?;
        let kind = kind(cells, file)?;
        let deadline = match kind {
            EventKind::List | EventKind::Extend if file != File::Proposed => {
                Some(cells.needed_day(LedgerColumn::Deadline)?)
            }
            _ => cells.day(LedgerColumn::Deadline)?,
        };
        if let Some(deadline) = deadline.filter(|deadline| *deadline < date) {
            let cell = cells.row.cell(LedgerColumn::Deadline).clone();
            let message = format!("期限{deadline}早于日期{date}");
            return cells.refuse(&cell, &message, "核对日期和期限");
        }
        let event = Self {
            date,
            id: item.id,
            unit,
            kind,
            document: cells.text(LedgerColumn::Document),
            deadline,
            evidence: cells.text(LedgerColumn::Evidence),
            decided_by: cells.text(LedgerColumn::DecidedBy),
            place: cells.place(LedgerColumn::Kind),
        };
        if event.decided_by.is_empty() && is_decision(kind) && file != File::Proposed {
            let message = format!("“{}”没有写决定人", kind.word());
            let cell = cells.row.cell(LedgerColumn::DecidedBy);
            let problem = cells.row.source.problem(Code::DecisionUnsigned, message, cell);
            cells.diagnostics.push(problem.hint("挂牌、延期、销号等由人决定，填写决定人"));
        }
        Some(event)
    }
}

impl Event {
    /// Returns the cells of its row in the ledger.
    pub(crate) fn cells(&self, registry: &Registry) -> Vec<(LedgerColumn, String)> {
        let deadline = self.deadline.map_or_else(String::new, |day| day.to_string());
        vec![
            (LedgerColumn::Date, self.date.to_string()),
            (LedgerColumn::Item, self.id.to_string()),
            (LedgerColumn::Unit, registry.unit(self.unit).short.clone()),
            (LedgerColumn::Kind, self.kind.word().to_owned()),
            (LedgerColumn::Document, self.document.clone()),
            (LedgerColumn::Deadline, deadline),
            (LedgerColumn::Evidence, self.evidence.clone()),
            (LedgerColumn::DecidedBy, self.decided_by.clone()),
        ]
    }
}

/// Returns whether an event is a decision of the office, by a person.
fn is_decision(kind: EventKind) -> bool {
    use EventKind as Kind;
    matches!(
        kind,
        Kind::List | Kind::Extend | Kind::RefuseExtension | Kind::Close | Kind::Talk | Kind::Refer
    )
}

/// Reads the kind of an event.
fn kind(cells: &mut Cells<'_, '_, LedgerColumn>, file: File) -> Option<EventKind> {
    let of_ledger = file != File::Referrals;
    let word = cells.needed(LedgerColumn::Kind)?;
    let cell = cells.row.cell(LedgerColumn::Kind).clone();
    let kind = EventKind::parse(&word);
    match kind {
        Some(EventKind::Refer) if of_ledger => {
            cells.refuse(&cell, "“移送”不记入台账", "移送只登记在 seeds/referrals.csv")
        }
        Some(kind) if of_ledger || kind == EventKind::Refer => Some(kind),
        Some(_) => cells.refuse(
            &cell,
            &format!("“{word}”不记入移送登记"),
            "这里只登记“移送”，其他记入 seeds/ledger.csv",
        ),
        None => {
            let words: Vec<_> = EventKind::of_ledger().map(EventKind::word).collect();
            let words =
                if of_ledger { words.join("、") } else { EventKind::Refer.word().to_owned() };
            let hint = format!("写作 {words}");
            cells.refuse(&cell, &format!("事件“{word}”无法识别"), &hint)
        }
    }
}
