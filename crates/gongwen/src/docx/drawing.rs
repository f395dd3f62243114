//! Drawings in the text and on the page: pictures, red rules, page numbers on turned sheets.

use super::run::hex;
use super::units::emu;
use super::xml::Xml;
use crate::color::Color;
use crate::typeset::Mm;

const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const SHAPE: &str = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

/// The namespaces of a part with text and drawings, and the ones among them that old readers pass over.
pub(super) const NAMESPACES: [(&str, &str); 7] = [
    ("xmlns:w", super::package::WORD),
    ("xmlns:r", super::package::RELATIONS),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:pic", PICTURE),
    ("xmlns:wps", SHAPE),
    ("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
];

/// Begins the root element of a part with text and drawings.
pub(super) fn root(xml: &mut Xml, name: &str) {
    let attributes: Vec<(&str, &dyn std::fmt::Display)> =
        NAMESPACES.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    xml.start(name, &attributes);
}

/// A rectangle on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: Mm,
    pub(super) y: Mm,
    pub(super) width: Mm,
    pub(super) height: Mm,
}

/// The picture of a part, with its description.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture<'a> {
    /// The identifier of the relationship to its part.
    pub(super) relation: &'a str,
    /// The number of the drawing in its document.
    pub(super) number: usize,
    /// Width.
    pub(super) width: Mm,
    /// Height.
    pub(super) height: Mm,
    /// Its content in words.
    pub(super) alt: &'a str,
}

/// Writes a picture that stands in a line like a character.
pub(super) fn inline(xml: &mut Xml, picture: Picture<'_>) {
    xml.start("w:r", &[]);
    xml.start("w:drawing", &[]);
    xml.start("wp:inline", &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)]);
    xml.empty("wp:extent", &[("cx", &emu(picture.width)), ("cy", &emu(picture.height))]);
    let name = format!("图片 {}", picture.number);
    xml.empty("wp:docPr", &[("id", &picture.number), ("name", &name), ("descr", &picture.alt)]);
    graphic(xml, picture);
    xml.end("wp:inline");
    xml.end("w:drawing");
    xml.end("w:r");
}

/// Writes a picture behind the text, its upper left corner in that of the page.
pub(super) fn behind(xml: &mut Xml, picture: Picture<'_>) {
    let Picture { width, height, number, alt, .. } = picture;
    let area = Area { x: Mm::ZERO, y: Mm::ZERO, width, height };
    xml.start("w:r", &[]);
    xml.start("w:drawing", &[]);
    anchor(xml, area, (number, "水印", alt), true);
    graphic(xml, picture);
    xml.end("wp:anchor");
    xml.end("w:drawing");
    xml.end("w:r");
}

fn graphic(xml: &mut Xml, picture: Picture<'_>) {
    let Picture { relation, number, width, height, .. } = picture;
    xml.start("a:graphic", &[]);
    xml.start("a:graphicData", &[("uri", &PICTURE)]);
    xml.start("pic:pic", &[]);
    xml.start("pic:nvPicPr", &[]);
    xml.empty("pic:cNvPr", &[("id", &number), ("name", &format!("图片 {number}"))]);
    xml.empty("pic:cNvPicPr", &[]);
    xml.end("pic:nvPicPr");
    xml.start("pic:blipFill", &[]);
    xml.empty("a:blip", &[("r:embed", &relation)]);
    xml.start("a:stretch", &[]);
    xml.empty("a:fillRect", &[]);
    xml.end("a:stretch");
    xml.end("pic:blipFill");
    xml.start("pic:spPr", &[]);
    shape(xml, "rect", width, height);
    xml.end("pic:spPr");
    xml.end("pic:pic");
    xml.end("a:graphicData");
    xml.end("a:graphic");
}

/// Writes a filled rectangle on the page.
pub(super) fn rectangle(xml: &mut Xml, area: Area, color: Color, number: usize) {
    shape_on_page(xml, area, (number, "横线", "红色横线"), |xml| {
        xml.empty("wps:cNvSpPr", &[]);
        xml.start("wps:spPr", &[]);
        shape(xml, "rect", area.width, area.height);
        xml.start("a:solidFill", &[]);
        xml.empty("a:srgbClr", &[("val", &hex(color))]);
        xml.end("a:solidFill");
        no_line(xml);
        xml.end("wps:spPr");
        xml.empty("wps:bodyPr", &[]);
    });
}

/// Writes a box on the page whose text reads downwards.
pub(super) fn turned_box(xml: &mut Xml, area: Area, number: usize, text: impl FnOnce(&mut Xml)) {
    shape_on_page(xml, area, (number, "页码", "页码"), |xml| {
        xml.empty("wps:cNvSpPr", &[("txBox", &1)]);
        xml.start("wps:spPr", &[]);
        shape(xml, "rect", area.width, area.height);
        xml.empty("a:noFill", &[]);
        no_line(xml);
        xml.end("wps:spPr");
        xml.start("wps:txbx", &[]);
        xml.start("w:txbxContent", &[]);
        text(xml);
        xml.end("w:txbxContent");
        xml.end("wps:txbx");
        xml.empty(
            "wps:bodyPr",
            &[("vert", &"vert"), ("lIns", &0), ("tIns", &0), ("rIns", &0), ("bIns", &0)],
        );
    });
}

fn no_line(xml: &mut Xml) {
    xml.start("a:ln", &[]);
    xml.empty("a:noFill", &[]);
    xml.end("a:ln");
}

fn shape(xml: &mut Xml, kind: &str, width: Mm, height: Mm) {
    xml.start("a:xfrm", &[]);
    xml.empty("a:off", &[("x", &0), ("y", &0)]);
    xml.empty("a:ext", &[("cx", &emu(width)), ("cy", &emu(height))]);
    xml.end("a:xfrm");
    xml.start("a:prstGeom", &[("prst", &kind)]);
    xml.empty("a:avLst", &[]);
    xml.end("a:prstGeom");
}

fn shape_on_page(
    xml: &mut Xml,
    area: Area,
    named: (usize, &str, &str),
    content: impl FnOnce(&mut Xml),
) {
    xml.start("w:r", &[]);
    xml.start("mc:AlternateContent", &[]);
    xml.start("mc:Choice", &[("Requires", &"wps")]);
    xml.start("w:drawing", &[]);
    anchor(xml, area, named, false);
    xml.start("a:graphic", &[]);
    xml.start("a:graphicData", &[("uri", &SHAPE)]);
    xml.start("wps:wsp", &[]);
    content(xml);
    xml.end("wps:wsp");
    xml.end("a:graphicData");
    xml.end("a:graphic");
    xml.end("wp:anchor");
    xml.end("w:drawing");
    xml.end("mc:Choice");
    xml.end("mc:AlternateContent");
    xml.end("w:r");
}

/// Begins a drawing at a place of the page.
fn anchor(xml: &mut Xml, area: Area, (number, name, alt): (usize, &str, &str), is_behind: bool) {
    xml.start(
        "wp:anchor",
        &[
            ("distT", &0),
            ("distB", &0),
            ("distL", &0),
            ("distR", &0),
            ("simplePos", &0),
            ("relativeHeight", &(number + 1)),
            ("behindDoc", &u8::from(is_behind)),
            ("locked", &0),
            ("layoutInCell", &1),
            ("allowOverlap", &1),
        ],
    );
    xml.empty("wp:simplePos", &[("x", &0), ("y", &0)]);
    for (element, at) in [("wp:positionH", area.x), ("wp:positionV", area.y)] {
        xml.start(element, &[("relativeFrom", &"page")]);
        xml.text("wp:posOffset", &[], &emu(at).to_string());
        xml.end(element);
    }
    xml.empty("wp:extent", &[("cx", &emu(area.width)), ("cy", &emu(area.height))]);
    xml.empty("wp:effectExtent", &[("l", &0), ("t", &0), ("r", &0), ("b", &0)]);
    xml.empty("wp:wrapNone", &[]);
    let name = format!("{name} {number}");
    xml.empty("wp:docPr", &[("id", &number), ("name", &name), ("descr", &alt)]);
    xml.empty("wp:cNvGraphicFramePr", &[]);
}
