//! Paragraphs with what differs from their style.

use super::style::Style;
use super::units::twips;
use super::xml::Xml;
use crate::typeset::Mm;

/// The properties of a paragraph beside its style.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Paragraph {
    /// The style; 正文 where there is none.
    pub(super) style: Option<Style>,
    /// True if the next paragraph has to be on the same page.
    pub(super) keep_next: bool,
    /// True if it begins a page.
    pub(super) breaks_page: bool,
    /// The place of a paragraph outside the text.
    pub(super) frame: Option<Place>,
    /// The number of its list, from 1.
    pub(super) list: Option<usize>,
    /// Stops of tabulators from the left edge, each true for one that aligns on the right.
    pub(super) tabs: Vec<(Mm, bool)>,
    /// Blank above.
    pub(super) above: Mm,
    /// Blank below.
    pub(super) below: Mm,
    /// Another distance of lines than that of the style, in twips.
    pub(super) line: Option<i64>,
    /// Other indents than those of the style: left, right, and of the first line beside the left one.
    pub(super) indent: Option<(Mm, Mm, Mm)>,
    /// Another alignment than that of the style.
    pub(super) align: Option<&'static str>,
}

/// The place of a paragraph on the page, outside the text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// Left edge.
    pub(super) x: Mm,
    /// Upper edge.
    pub(super) y: Mm,
    /// Width.
    pub(super) width: Mm,
    /// Height.
    pub(super) height: Mm,
}

impl Paragraph {
    /// Returns a paragraph of a style.
    pub(super) fn of(style: Style) -> Self {
        Self { style: Some(style), ..Self::default() }
    }

    /// Writes the paragraph with its content.
    pub(super) fn write(&self, xml: &mut Xml, content: impl FnOnce(&mut Xml)) {
        xml.start("w:p", &[]);
        self.properties(xml, |_| {});
        content(xml);
        xml.end("w:p");
    }

    /// Writes an empty paragraph that ends a section.
    pub(super) fn end_section(&self, xml: &mut Xml, section: impl FnOnce(&mut Xml)) {
        xml.start("w:p", &[]);
        self.properties(xml, section);
        xml.end("w:p");
    }

    fn properties(&self, xml: &mut Xml, section: impl FnOnce(&mut Xml)) {
        xml.start("w:pPr", &[]);
        if let Some(style) = self.style.filter(|style| *style != Style::Text) {
            xml.value("w:pStyle", &style.id());
        }
        if self.keep_next {
            xml.empty("w:keepNext", &[]);
        }
        if self.breaks_page {
            xml.empty("w:pageBreakBefore", &[]);
        }
        if let Some(place) = self.frame {
            frame(xml, place);
        }
        if let Some(list) = self.list {
            xml.start("w:numPr", &[]);
            xml.value("w:ilvl", &0);
            xml.value("w:numId", &list);
            xml.end("w:numPr");
        }
        if !self.tabs.is_empty() {
            xml.start("w:tabs", &[]);
            for (at, is_right) in &self.tabs {
                let kind = if *is_right { "right" } else { "left" };
                xml.empty("w:tab", &[("w:val", &kind), ("w:pos", &twips(*at))]);
            }
            xml.end("w:tabs");
        }
        self.spacing(xml);
        if let Some((left, right, first)) = self.indent {
            let (left, right, first) = (twips(left), twips(right), twips(first));
            let key = if first < 0 { "w:hanging" } else { "w:firstLine" };
            // The indents in characters of the style come before those in lengths.
            xml.empty(
                "w:ind",
                &[
                    ("w:leftChars", &0),
                    ("w:left", &left),
                    ("w:rightChars", &0),
                    ("w:right", &right),
                    if first < 0 { ("w:hangingChars", &0) } else { ("w:firstLineChars", &0) },
                    (key, &first.abs()),
                ],
            );
        }
        if let Some(align) = self.align {
            xml.value("w:jc", &align);
        }
        section(xml);
        xml.end("w:pPr");
    }

    fn spacing(&self, xml: &mut Xml) {
        let (above, below) = (twips(self.above), twips(self.below));
        match (self.line, above, below) {
            (None, 0, 0) => {}
            (None, _, _) => {
                xml.empty("w:spacing", &[("w:before", &above), ("w:after", &below)]);
            }
            (Some(line), _, _) => xml.empty(
                "w:spacing",
                &[
                    ("w:before", &above),
                    ("w:after", &below),
                    ("w:line", &line),
                    ("w:lineRule", &"exact"),
                ],
            ),
        }
    }
}

fn frame(xml: &mut Xml, place: Place) {
    xml.empty(
        "w:framePr",
        &[
            ("w:w", &twips(place.width)),
            ("w:h", &twips(place.height)),
            ("w:hRule", &"exact"),
            ("w:wrap", &"around"),
            ("w:vAnchor", &"page"),
            ("w:hAnchor", &"page"),
            ("w:x", &twips(place.x)),
            ("w:y", &twips(place.y)),
        ],
    );
}
