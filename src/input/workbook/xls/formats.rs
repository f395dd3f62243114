//! The number formats of the cells of a BIFF8 workbook: a cell names an XF record, which names a number
//! format ([MS-XLS] 2.4.353, 2.4.126).

use std::collections::BTreeMap;

use super::records::Fields;
use super::strings;
use crate::input::workbook::beside::StruckText;
use crate::input::workbook::shown::Shown;

/// The formats of a workbook.
#[derive(Debug, Default)]
pub(super) struct Formats {
    /// The formats that the file spells out, by their numbers.
    own: BTreeMap<u16, String>,
    /// By FONT record: whether it is struck through.
    fonts: Vec<bool>,
    /// By XF record: the numbers of its font and its format.
    xfs: Vec<(u16, u16)>,
    /// True if days are counted from 1904.
    pub since_1904: bool,
}

impl Formats {
    /// Takes up a FORMAT record.
    pub(super) fn add_format(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        let number = fields.u16()?;
        self.own.insert(number, strings::long(fields)?);
        Some(())
    }

    /// Takes up an XF record.
    pub(super) fn add_xf(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        self.xfs.push((fields.u16()?, fields.u16()?));
        Some(())
    }

    /// Takes up a FONT record ([MS-XLS] 2.4.122).
    pub(super) fn add_font(&mut self, fields: &mut Fields<'_>) -> Option<()> {
        const STRUCK: u16 = 0x0008;
        let _height = fields.u16()?;
        self.fonts.push(fields.u16()? & STRUCK != 0);
        Some(())
    }

    /// Splits the text of a cell into what is struck through and the rest. `xf` names the cell's XF record, `runs` the
    /// fonts of the parts of its text.
    pub(super) fn struck(&self, text: &str, xf: Option<u16>, runs: &[(u16, u16)]) -> StruckText {
        let own = xf.and_then(|xf| self.xfs.get(usize::from(xf)));
        let mut strikes = own.is_some_and(|&(font, _)| self.strikes(font));
        let mut runs = runs.iter().peekable();
        let mut parts = StruckText::default();
        let mut at = 0;
        for char in text.chars() {
            while let Some(&(_, font)) = runs.next_if(|(from, _)| usize::from(*from) <= at) {
                strikes = self.strikes(font);
            }
            if strikes {
                parts.struck.push(char);
            } else {
                parts.rest.push(char);
            }
            at += char.len_utf16();
        }
        parts
    }

    fn strikes(&self, font: u16) -> bool {
        // No font has the number 4.
        let place = usize::from(if font > 4 { font - 1 } else { font });
        self.fonts.get(place) == Some(&true)
    }

    /// Returns the form in which each XF record shows a number, by its place.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let xfs = self.xfs.iter();
        xfs.map(|&(_, format)| self.shown_by(format)).collect()
    }

    fn shown_by(&self, format: u16) -> Shown {
        let day = Shown::Day { since_1904: self.since_1904 };
        match (self.own.get(&format), format) {
            (Some(code), _) => Shown::of_code(code, self.since_1904),
            // Those that need not be spelt out ([MS-XLS] 2.4.126, ECMA-376 18.8.30 for zh-cn).
            (None, 9 | 10) => Shown::Percent,
            (None, 18..=21 | 45 | 47) => Shown::of_code("h:mm:ss", self.since_1904),
            (None, 46) => Shown::of_code("[h]:mm:ss", self.since_1904),
            (None, 14..=22 | 27..=36 | 50..=58) => day,
            (None, _) => Shown::Plain,
        }
    }
}
