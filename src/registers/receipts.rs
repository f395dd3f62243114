//! `receipts.csv`: the papers whose arrival units have confirmed (签收).

use jiff::civil::Date;

use super::{rows, twice};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::columns::{ColumnSpec, file_columns};
use crate::numbers::{Number, Numbers, Standing};
use crate::registry::{Registry, UnitId};
use crate::returns::Reader;

/// The register of receipts, relative to the workspace.
pub const RECEIPTS_FILE: &str = "seeds/receipts.csv";

file_columns! {
    /// The columns of the register.
    pub(crate) enum ReceiptColumn {
        Document = ColumnSpec::required("文号", "document").or(&["发文字号"]),
        Unit = ColumnSpec::required("单位", "unit").or(&["签收单位"]),
        ReceivedOn = ColumnSpec::required("签收日期", "received_on").or(&["日期"]),
        ReceivedBy = ColumnSpec::optional("签收人", "received_by"),
    }
}

/// The arrival of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the paper.
    pub document: Number,
    /// The unit that received it.
    pub unit: UnitId,
    /// The day on which it arrived.
    pub received_on: Date,
    /// The person who signed for it; may be empty.
    pub received_by: String,
    /// The place of the row.
    pub place: Place,
}

impl Receipt {
    /// Returns the cells of its row in the register.
    pub(crate) fn cells(&self, registry: &Registry) -> Vec<(ReceiptColumn, String)> {
        vec![
            (ReceiptColumn::Document, self.document.to_string()),
            (ReceiptColumn::Unit, registry.unit(self.unit).short.clone()),
            (ReceiptColumn::ReceivedOn, self.received_on.to_string()),
            (ReceiptColumn::ReceivedBy, self.received_by.clone()),
        ]
    }
}

/// All receipts, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Receipts(Vec<Receipt>);

impl Receipts {
    /// Reads the register.
    pub(super) fn read(
        source: Option<&SourceFile>,
        reader: &Reader<'_>,
        numbers: &Numbers,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let (mut unknown, mut early) = (Diagnostics::new(), Diagnostics::new());
        let all = rows(source, ReceiptColumn::ALL, reader, diagnostics, |cells| {
            let document = cells.number(ReceiptColumn::Document)?;
            let unit = cells.unit(ReceiptColumn::Unit)?;
            let received_on = cells.needed_day(ReceiptColumn::ReceivedOn)?;
            let place = cells.place(ReceiptColumn::Document);
            if !numbers.is_used(&document) {
                let message = format!("{document}没有登记在 seeds/numbers.csv");
                unknown.push(
                    Diagnostic::new(Code::RegisterNumber, message)
                        .at(place.clone())
                        .hint("核对文号；作废的号也登记在其中"),
                );
            }
            if let Standing::Of(paper) = numbers.standing(&document)
                && let Some(sent) = numbers.date_of(paper).filter(|sent| received_on < *sent)
            {
                let message =
                    format!("{document}签收于{received_on}，早于印发日期{sent}，本行未读入");
                early.push(
                    Diagnostic::new(Code::ReceivedEarly, message)
                        .at(cells.place(ReceiptColumn::ReceivedOn))
                        .hint("核对签收日期和文号"),
                );
                return None;
            }
            let received_by = cells.text(ReceiptColumn::ReceivedBy);
            Some(Receipt { document, unit, received_on, received_by, place })
        });
        diagnostics.extend(unknown);
        diagnostics.extend(early);
        let mut receipts: Vec<Receipt> = Vec::new();
        for receipt in all {
            let same = |other: &&Receipt| {
                (&other.document, other.unit) == (&receipt.document, receipt.unit)
            };
            match receipts.iter().find(same) {
                Some(other) => {
                    let problem = twice("同一文件、同一单位的签收", other.place.line);
                    diagnostics.push(problem.at(receipt.place));
                }
                None => receipts.push(receipt),
            }
        }
        Self(receipts)
    }

    /// Returns the receipt of a paper by a unit.
    pub fn of(&self, document: &Number, unit: UnitId) -> Option<&Receipt> {
        self.0.iter().find(|receipt| receipt.document == *document && receipt.unit == unit)
    }

    /// Returns all receipts, in the order of the file.
    pub fn all(&self) -> &[Receipt] {
        &self.0
    }
}
