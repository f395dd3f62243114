//! Sections: sheets upright and turned, with their headers (red rules, watermark) and footers (page numbers).

use super::drawing::{self, Area, rectangle, root, turned_box};
use super::media::Media;
use super::package::Package;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::{LINE, Style, lower};
use super::units::twips;
use super::xml::Xml;
use crate::document::{Format, FrontMatter};
use crate::typeset::standard::{
    AREA_BOTTOM, AREA_HEIGHT, AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, CELL_4,
    PAGE_NUMBER_BELOW_AREA, SHEET_HEIGHT, SHEET_WIDTH,
};
use crate::typeset::survey::Survey;
use crate::typeset::{Mm, PageItem, Role, Rule};

/// The part with the text.
pub(super) const TEXT: &str = "word/document.xml";
/// The type of the relationship to a header; that to a footer is alike.
const HEADER: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
const FOOTER: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer";
const HEADER_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
const FOOTER_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
/// Lines of a full page (GB/T 9704-2012, 5.2.3), in twips.
const FULL_PAGE: i64 = LINE * 22;
/// What the margins leave below a full page, in twips: rounding, and the ends of sections. LibreOffice puts half of it above
/// the first line, where it has to be too little to be seen.
const SLACK: i64 = 24;
/// Height of the line of a page number.
const NUMBER_LINE: Mm = Mm(400.0 * 25.4 / 1440.0);
/// Distance of a page number's baseline below the middle of its dashes.
const BELOW_DASH: Mm = Mm(1.7);
/// Length of the box of a page number on a turned sheet.
const NUMBER_BOX: Mm = Mm(40.0);

/// The parts that sections refer to: kind (`default`, `even`, `first`) and relationship, on upright and on turned sheets.
#[derive(Debug, Default)]
pub(super) struct Sections {
    upright: Vec<(&'static str, &'static str, String)>,
    turned: Vec<(&'static str, &'static str, String)>,
}

/// The content of a header.
struct Content<'a> {
    rules: &'a [Rule],
    watermark: Option<(&'a str, Vec<PageItem>)>,
}

impl Sections {
    /// Adds headers and footers to the package. The first page has the red `rules`.
    pub(super) fn new(
        front: &FrontMatter,
        rules: &[Rule],
        survey: &mut Survey<'_>,
        watermark: Option<&str>,
        package: &mut Package,
        media: &mut Media<'_>,
    ) -> Self {
        let mut sections = Self::default();
        for is_turned in [false, true] {
            survey.turn(is_turned);
            let mut header = |name: &str, rules: &[Rule]| {
                let watermark = watermark.map(|words| (words, survey.watermark(words)));
                let content = Content { rules, watermark };
                add_header(package, media, name, content, is_turned)
            };
            if is_turned {
                let all = watermark.map(|_| header("header-turned", &[]));
                let all = all.into_iter().flat_map(|id| {
                    ["default", "even"].map(|kind| ("w:headerReference", kind, id.clone()))
                });
                sections.turned.extend(all);
            } else {
                let all = watermark.map(|_| header("header", &[]));
                let all = all.into_iter().flat_map(|id| {
                    ["default", "even"].map(|kind| ("w:headerReference", kind, id.clone()))
                });
                sections.upright.extend(all);
                sections.upright.push((
                    "w:headerReference",
                    "first",
                    header("header-first", rules),
                ));
            }
        }
        survey.turn(false);
        // The first page of a letter has no number (10.1), nor has a paper of one page.
        let is_numbered = matches!(front.format, Format::Official | Format::Minutes);
        let mut footer = |name: &str, write: &dyn Fn(&mut Xml)| {
            let mut xml = Xml::part();
            root(&mut xml, "w:ftr");
            write(&mut xml);
            xml.end("w:ftr");
            let part = format!("word/{name}.xml");
            package.add(&part, (FOOTER_TYPE, xml.finish()), (TEXT, FOOTER))
        };
        let odd = |xml: &mut Xml| number(xml, "right", false);
        let even = |xml: &mut Xml| number(xml, "left", true);
        let blank = |xml: &mut Xml| Paragraph::of(Style::PageNumber).write(xml, |_| {});
        let footers = [
            ("default", footer("footer-odd", &odd)),
            ("even", footer("footer-even", &even)),
            ("first", footer("footer-first", if is_numbered { &odd } else { &blank })),
        ];
        let reference = |(kind, id)| ("w:footerReference", kind, id);
        sections.upright.extend(footers.map(reference));
        let footers = [
            ("default", footer("footer-turned-odd", &|xml| turned_number(xml, true))),
            ("even", footer("footer-turned-even", &|xml| turned_number(xml, false))),
        ];
        sections.turned.extend(footers.map(reference));
        sections
    }

    /// Writes the properties of a section.
    pub(super) fn write(&self, xml: &mut Xml, is_turned: bool, is_first: bool) {
        xml.start("w:sectPr", &[]);
        let parts = if is_turned { &self.turned } else { &self.upright };
        for (element, kind, id) in parts.iter().filter(|(_, kind, _)| is_first || *kind != "first")
        {
            xml.empty(element, &[("w:type", kind), ("r:id", id)]);
        }
        xml.value("w:type", &"nextPage");
        let margins = margins(is_turned);
        let (width, height) = (twips(SHEET_WIDTH), twips(SHEET_HEIGHT));
        if is_turned {
            xml.empty("w:pgSz", &[("w:w", &height), ("w:h", &width), ("w:orient", &"landscape")]);
        } else {
            xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        }
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &margins.top),
                ("w:right", &margins.right),
                ("w:bottom", &margins.bottom),
                ("w:left", &margins.left),
                ("w:header", &567),
                ("w:footer", &margins.footer),
                ("w:gutter", &0),
            ],
        );
        if is_first && !is_turned {
            xml.empty("w:titlePg", &[]);
        }
        xml.empty("w:docGrid", &[("w:type", &"lines"), ("w:linePitch", &LINE)]);
        xml.end("w:sectPr");
    }
}

/// The margins of a sheet, in twips.
struct Margins {
    top: i64,
    right: i64,
    bottom: i64,
    left: i64,
    footer: i64,
}

/// Returns the margins of a sheet. Above and below they are chosen so that the 22 baselines of a full page are where a
/// PDF has them.
fn margins(is_turned: bool) -> Margins {
    let top = |area: Mm| twips(area + lower());
    if is_turned {
        let left = twips(SHEET_HEIGHT - AREA_BOTTOM);
        return Margins {
            top: top(AREA_LEFT),
            right: twips(SHEET_HEIGHT) - left - twips(AREA_HEIGHT),
            bottom: twips(SHEET_WIDTH - AREA_RIGHT),
            left,
            footer: 567,
        };
    }
    let (left, top) = (twips(AREA_LEFT), top(AREA_TOP));
    let bottom = twips(SHEET_HEIGHT) - top - FULL_PAGE - SLACK;
    let footer = number_baseline() - NUMBER_LINE * 0.8 + NUMBER_LINE;
    Margins {
        top,
        right: twips(SHEET_WIDTH) - left - twips(AREA_WIDTH),
        bottom,
        left,
        footer: twips(SHEET_HEIGHT - footer),
    }
}

/// Returns the upper edge of the text area.
pub(super) fn text_top() -> Mm {
    AREA_TOP + lower()
}

fn number_baseline() -> Mm {
    AREA_BOTTOM + PAGE_NUMBER_BELOW_AREA + BELOW_DASH
}

/// Writes the number of a page: — 2 —.
fn number(xml: &mut Xml, align: &'static str, is_even: bool) {
    let indent = is_even.then_some((CELL_4, Mm::ZERO, Mm::ZERO));
    let paragraph = Paragraph { align: Some(align), indent, ..Paragraph::of(Style::PageNumber) };
    paragraph.write(xml, field);
}

fn field(xml: &mut Xml) {
    let look = RunLook::of(Role::Song);
    runs(xml, "— ", look);
    xml.start("w:fldSimple", &[("w:instr", &" PAGE ")]);
    runs(xml, "1", look);
    xml.end("w:fldSimple");
    runs(xml, " —", look);
}

/// Writes the number of a turned page, where it would be on an upright one (clause 8): at the left edge of the sheet,
/// reading downwards.
fn turned_number(xml: &mut Xml, is_odd: bool) {
    let right = SHEET_HEIGHT - number_baseline() + NUMBER_LINE * 0.8;
    let top = if is_odd { AREA_RIGHT - CELL_4 - NUMBER_BOX } else { AREA_LEFT + CELL_4 };
    let area = Area { x: right - NUMBER_LINE, y: top, width: NUMBER_LINE, height: NUMBER_BOX };
    Paragraph::of(Style::Header).write(xml, |xml| {
        turned_box(xml, area, 9000 + usize::from(is_odd), |xml| {
            let paragraph = Paragraph {
                align: Some(if is_odd { "right" } else { "left" }),
                indent: Some((Mm::ZERO, Mm::ZERO, Mm::ZERO)),
                ..Paragraph::of(Style::PageNumber)
            };
            paragraph.write(xml, field);
        });
    });
}

/// Adds a header and returns its relationship.
fn add_header(
    package: &mut Package,
    media: &mut Media<'_>,
    name: &str,
    content: Content<'_>,
    is_turned: bool,
) -> String {
    let part = format!("word/{name}.xml");
    let id = package.add(&part, (HEADER_TYPE, Vec::new()), (TEXT, HEADER));
    let (width, height) =
        if is_turned { (SHEET_HEIGHT, SHEET_WIDTH) } else { (SHEET_WIDTH, SHEET_HEIGHT) };
    let mut xml = Xml::part();
    root(&mut xml, "w:hdr");
    Paragraph::of(Style::Header).write(&mut xml, |xml| {
        if let Some((words, items)) = &content.watermark {
            let alt = format!("水印：{words}");
            let picture = media.picture(package, &part, items, (width, height), &alt);
            drawing::behind(xml, picture.as_ref());
        }
        for rule in content.rules {
            let Rule { x, y, width, height, color } = *rule;
            rectangle(xml, Area { x, y, width, height }, color, media.number());
        }
    });
    xml.end("w:hdr");
    package.set(&part, xml.finish());
    id
}
