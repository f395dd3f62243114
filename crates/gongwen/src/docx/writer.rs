//! The state of a document being written, and its sheets.

use super::list::Lists;
use super::media::Media;
use super::package::Package;
use super::paragraph::Paragraph;
use super::section::Sections;
use super::style::Style;
use super::xml::Xml;
use crate::typeset::Mm;
use crate::typeset::standard::{AREA_HEIGHT, AREA_WIDTH};
use crate::typeset::survey::Survey;

/// The state of a document being written.
pub(super) struct Writer<'a> {
    /// The text so far.
    pub(super) xml: Xml,
    /// What is known of its layout.
    pub(super) survey: Survey<'a>,
    /// The other parts.
    pub(super) package: Package,
    /// The pictures.
    pub(super) media: Media<'a>,
    /// The signs before paragraphs.
    pub(super) lists: Lists,
    sections: Sections,
    is_turned: bool,
    is_first_section: bool,
}

impl<'a> Writer<'a> {
    /// Begins the text with an upright sheet.
    pub(super) fn new(
        survey: Survey<'a>,
        package: Package,
        media: Media<'a>,
        sections: Sections,
    ) -> Self {
        let mut xml = Xml::part();
        super::drawing::root(&mut xml, "w:document");
        xml.start("w:body", &[]);
        Self {
            xml,
            survey,
            package,
            media,
            lists: Lists::default(),
            sections,
            is_turned: false,
            is_first_section: true,
        }
    }

    /// Returns the height of the type area.
    pub(super) fn page_height(&self) -> Mm {
        if self.is_turned { AREA_WIDTH } else { AREA_HEIGHT }
    }

    /// Continues with sheets of another kind. Returns whether a section ended.
    pub(super) fn turn(&mut self, is_turned: bool) -> bool {
        if self.is_turned == is_turned {
            return false;
        }
        let (sections, was_turned, is_first) =
            (&self.sections, self.is_turned, self.is_first_section);
        Paragraph::of(Style::Gap)
            .end_section(&mut self.xml, |xml| sections.write(xml, was_turned, is_first));
        self.is_first_section = false;
        self.is_turned = is_turned;
        self.survey.turn(is_turned);
        true
    }

    /// Ends the text, and returns the package with everything but the text, and the text.
    pub(super) fn finish(mut self) -> (Package, Lists, Vec<u8>) {
        // A reader wants a paragraph after a table.
        Paragraph::of(Style::Gap).write(&mut self.xml, |_| {});
        self.sections.write(&mut self.xml, self.is_turned, self.is_first_section);
        self.xml.end("w:body");
        self.xml.end("w:document");
        (self.package, self.lists, self.xml.finish())
    }

    /// Writes a blank, at least as high as a line of no height.
    pub(super) fn gap(&mut self, height: Mm) {
        let line = super::units::twips(height).max(20);
        let paragraph = Paragraph { line: Some(line), ..Paragraph::of(Style::Gap) };
        paragraph.write(&mut self.xml, |_| {});
    }
}
