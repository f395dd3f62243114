//! Lists of cells and marks of categories: signs before a paragraph that are no part of its text.

use super::face;
use super::package::WORD;
use super::run::hex;
use super::xml::Xml;
use crate::color::Color;
use crate::document::{Look, Mark};
use crate::typeset::Role;

/// The signs of a document, each with its colour.
#[derive(Debug, Default)]
pub(super) struct Lists {
    signs: Vec<(char, Color)>,
}

impl Lists {
    /// Returns the number of the list with the sign of items.
    pub(super) fn bullet(&mut self) -> usize {
        self.number('•', Color::BLACK)
    }

    /// Returns the number of the list with the mark of a category.
    pub(super) fn mark(&mut self, look: Look) -> usize {
        let sign = match look.mark {
            Mark::Disc => '●',
            Mark::Ring => '○',
            Mark::Triangle => '▲',
            Mark::Diamond => '◆',
            Mark::Square => '□',
            Mark::Tip => '▽',
            Mark::Dash => '－',
        };
        self.number(sign, look.ink)
    }

    fn number(&mut self, sign: char, color: Color) -> usize {
        let known = self.signs.iter().position(|known| *known == (sign, color));
        known.unwrap_or_else(|| {
            self.signs.push((sign, color));
            self.signs.len() - 1
        }) + 1
    }

    /// Returns the part with the lists; `None` if there are none.
    pub(super) fn part(&self) -> Option<Vec<u8>> {
        if self.signs.is_empty() {
            return None;
        }
        let mut xml = Xml::part();
        xml.start("w:numbering", &[("xmlns:w", &WORD)]);
        for (index, (sign, color)) in self.signs.iter().enumerate() {
            xml.start("w:abstractNum", &[("w:abstractNumId", &index)]);
            xml.value("w:multiLevelType", &"singleLevel");
            xml.start("w:lvl", &[("w:ilvl", &0)]);
            xml.value("w:start", &1);
            xml.value("w:numFmt", &"bullet");
            xml.value("w:suff", &"nothing");
            xml.value("w:lvlText", sign);
            xml.value("w:lvlJc", &"left");
            xml.start("w:rPr", &[]);
            face::chinese(&mut xml, Role::Song);
            if *color != Color::BLACK {
                xml.value("w:color", &hex(*color));
            }
            xml.end("w:rPr");
            xml.end("w:lvl");
            xml.end("w:abstractNum");
        }
        for index in 0..self.signs.len() {
            xml.start("w:num", &[("w:numId", &(index + 1))]);
            xml.value("w:abstractNumId", &index);
            xml.end("w:num");
        }
        xml.end("w:numbering");
        Some(xml.finish())
    }
}
