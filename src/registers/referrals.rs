//! `referrals.csv`: the matters referred to other bodies (移送). Its events appear nowhere else.

use super::event::File;
use super::{Event, LedgerColumn, rows};
use crate::diagnostic::Diagnostics;
use crate::input::SourceFile;
use crate::returns::Reader;

/// The register of referrals, relative to the workspace.
pub const REFERRALS_FILE: &str = "seeds/referrals.csv";

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// The event.
    pub event: Event,
    /// The body that receives it (接收机关).
    pub recipient: String,
}

/// All referrals, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Referrals(Vec<Referral>);

impl Referrals {
    /// Reads the register.
    pub(super) fn read(
        source: Option<&SourceFile>,
        reader: &Reader<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self(rows(source, LedgerColumn::REFERRALS, reader, diagnostics, |cells| {
            let recipient = cells.needed(LedgerColumn::Recipient)?;
            Some(Referral { event: Event::read(cells, File::Referrals)?, recipient })
        }))
    }

    /// Returns all referrals, in the order of the file.
    pub fn all(&self) -> &[Referral] {
        &self.0
    }
}
