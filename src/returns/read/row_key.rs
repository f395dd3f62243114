//! What the hidden keys of a return form say of its rows ([`crate::returns::form`]).

use super::figures::{Fault, quote};
use super::index::Index;
use super::item_choice::Doubt;
use super::key_cells;
use super::row::RowReader;
use super::titles::Field;
use crate::diagnostic::{Code, Diagnostics};
use crate::input::grid::GridRow;
use crate::period::Month;
use crate::plan::{Item, ItemId};
use crate::registry::UnitId;
use crate::returns::form::{FormKey, RowKey};

/// Whose form it is, and for which period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FormHead {
    pub month: Month,
    pub unit: UnitId,
}

impl FormHead {
    /// What a form's key says; `None` where the registry does not know its unit.
    pub(super) fn new(key: &FormKey, index: &Index<'_>) -> Option<Self> {
        Some(Self {
            month: key.period,
            unit: index.unit_of_code(&key.code)?,
        })
    }
}

impl<'a> RowReader<'a> {
    /// The row's own key.
    pub(super) fn key(&self, row: &GridRow) -> Option<RowKey> {
        self.text(row, Field::RowKey).parse().ok()
    }

    /// Unit and period by the row's key, or else by that of the form.
    pub(super) fn keyed(&self, row: &GridRow) -> Option<FormHead> {
        let own = self.key(row).and_then(|key| {
            Some(FormHead {
                month: key.period,
                unit: self.index.unit_of_code(&key.code)?,
            })
        });
        own.or(self.form)
    }

    /// The item of a row with a key; reported where its cells say something else.
    pub(super) fn chosen(
        &self,
        row: &GridRow,
        written: &str,
        key: ItemId,
        problems: &mut Diagnostics,
    ) -> Option<&'a Item> {
        let chosen = self
            .index
            .choose(written, self.text(row, Field::ItemText), key);
        match chosen {
            Ok(choice) => {
                if let Some(doubt) = choice.doubt {
                    let fault = doubted(doubt, choice.item.id);
                    self.fault(row, Field::Item, fault, problems);
                }
                Some(choice.item)
            }
            Err(error) => {
                let fault = key_cells::item_fault(written, &error);
                self.fault(row, Field::Item, fault, problems);
                None
            }
        }
    }
}

/// G160: of id, text and key one is that of another item.
fn doubted(doubt: Doubt, item: ItemId) -> Fault {
    let message = match doubt {
        Doubt::Key(key) => {
            format!("隐藏的识别码是{key}，编号和事项内容都是{item}，已按{item}读入")
        }
        Doubt::Id(id) => format!("编号是{id}，事项内容和识别码都是{item}，已按{item}读入"),
        Doubt::Text(text) => {
            format!("事项内容是{text}的，编号和识别码都是{item}，已按{item}读入")
        }
    };
    Fault::new(Code::ReturnKeyContradicts, message)
        .hint("可能只对部分列排过序或改过编号，请核对本行内容是哪一项的")
}

/// G161: a name of the unit or the period that cannot be read, beside a key that can.
pub(super) fn instead_of(what: &str, text: &str, keyed: &str) -> Fault {
    let message = format!(
        "{what}“{}”无法识别，按报送表的识别信息作{keyed}",
        quote(text)
    );
    Fault::new(Code::ReturnKeyUsed, message)
}
