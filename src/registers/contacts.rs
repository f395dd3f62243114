//! `contacts.csv`: the units' liaisons and addresses.

use std::collections::BTreeMap;

use super::{rows, twice};
use crate::diagnostic::{Diagnostics, Place};
use crate::input::SourceFile;
use crate::input::columns::{ColumnSpec, file_columns};
use crate::registry::{Registry, UnitId};
use crate::returns::Reader;

/// The register of contacts, relative to the workspace.
pub const CONTACTS_FILE: &str = "seeds/contacts.csv";

file_columns! {
    /// The columns of the register.
    pub(crate) enum ContactColumn {
        Unit = ColumnSpec::required("单位", "unit"),
        Liaison = ColumnSpec::optional("联络员", "liaison"),
        Phone = ColumnSpec::optional("电话", "phone").or(&["联系电话"]),
        Email = ColumnSpec::optional("邮箱", "email").or(&["电子邮箱"]),
        Address = ColumnSpec::optional("地址", "address"),
        Postcode = ColumnSpec::optional("邮编", "postcode").or(&["邮政编码"]),
    }
}

/// The liaison and the address of a unit. Any text may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// 联络员.
    pub liaison: String,
    /// The telephone.
    pub phone: String,
    /// The e-mail address.
    pub email: String,
    /// The postal address.
    pub address: String,
    /// The postcode.
    pub postcode: String,
    /// The place of the row.
    pub place: Place,
}

impl Contact {
    /// Returns the cells of the row of a unit in the register.
    pub(crate) fn cells(&self, unit: UnitId, registry: &Registry) -> Vec<(ContactColumn, String)> {
        vec![
            (ContactColumn::Unit, registry.unit(unit).short.clone()),
            (ContactColumn::Liaison, self.liaison.clone()),
            (ContactColumn::Phone, self.phone.clone()),
            (ContactColumn::Email, self.email.clone()),
            (ContactColumn::Address, self.address.clone()),
            (ContactColumn::Postcode, self.postcode.clone()),
        ]
    }
}

/// The contacts of all units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts(BTreeMap<UnitId, Contact>);

impl Contacts {
    /// Reads the register.
    pub(super) fn read(
        source: Option<&SourceFile>,
        reader: &Reader<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let all = rows(source, ContactColumn::ALL, reader, diagnostics, |cells| {
            let contact = Contact {
                liaison: cells.text(ContactColumn::Liaison),
                phone: cells.text(ContactColumn::Phone),
                email: cells.text(ContactColumn::Email),
                address: cells.text(ContactColumn::Address),
                postcode: cells.text(ContactColumn::Postcode),
                place: cells.place(ContactColumn::Unit),
            };
            Some((cells.unit(ContactColumn::Unit)?, contact))
        });
        let mut contacts: BTreeMap<UnitId, Contact> = BTreeMap::new();
        for (unit, contact) in all {
            match contacts.get(&unit) {
                Some(other) => {
                    let problem = twice("同一单位的联系方式", other.place.line);
                    diagnostics.push(problem.at(contact.place));
                }
                None => drop(contacts.insert(unit, contact)),
            }
        }
        Self(contacts)
    }

    /// Returns the contact of a unit.
    pub fn of(&self, unit: UnitId) -> Option<&Contact> {
        self.0.get(&unit)
    }

    /// Returns the contacts of all units, in registry order.
    pub fn all(&self) -> impl Iterator<Item = (UnitId, &Contact)> {
        self.0.iter().map(|(unit, contact)| (*unit, contact))
    }
}
