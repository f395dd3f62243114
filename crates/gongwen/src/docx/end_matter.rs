//! 版记: the end matter, a table at the foot of the last page (GB/T 9704-2012, 7.4).

use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::Style;
use super::units::{eighths, twips};
use super::xml::Xml;
use crate::document::{Format, FrontMatter};
use crate::typeset::standard::{
    AREA_LEFT, AREA_WIDTH, CELL_4, END_MATTER_PITCH, END_RULE_THICK, END_RULE_THIN,
};
use crate::typeset::{Mm, Role};

/// Writes the end matter; nothing if there is none. `addressee` is 主送 if there was no room for it above the text. A letter
/// has neither rules nor the line of the printing office (10.1).
pub(super) fn write(xml: &mut Xml, front: &FrontMatter, addressee: Option<&str>) {
    let addressee = addressee.map(|names| format!("主送：{}。", names.trim_end_matches('：')));
    let copies = front.copies.as_deref();
    let copies = copies.map(|names| format!("抄送：{}。", names.trim_end_matches('。')));
    let lists: Vec<String> = addressee.into_iter().chain(copies).collect();
    let is_letter = front.format == Format::Letter;
    let printed = if is_letter { None } else { printing_line(front) };
    if lists.is_empty() && printed.is_none() {
        return;
    }
    xml.start("w:tbl", &[]);
    xml.start("w:tblPr", &[]);
    xml.empty(
        "w:tblpPr",
        &[
            ("w:leftFromText", &0),
            ("w:rightFromText", &0),
            // LibreOffice lets no other table of this width leave the text.
            ("w:vertAnchor", &"margin"),
            ("w:horzAnchor", &"page"),
            ("w:tblpX", &twips(AREA_LEFT)),
            ("w:tblpYSpec", &"bottom"),
        ],
    );
    let width = twips(AREA_WIDTH);
    xml.empty("w:tblW", &[("w:w", &width), ("w:type", &"dxa")]);
    if !is_letter {
        xml.start("w:tblBorders", &[]);
        border(xml, "w:top", END_RULE_THICK);
        border(xml, "w:bottom", END_RULE_THICK);
        border(xml, "w:insideH", END_RULE_THIN);
        xml.end("w:tblBorders");
    }
    xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
    xml.end("w:tblPr");
    xml.start("w:tblGrid", &[]);
    xml.empty("w:gridCol", &[("w:w", &width)]);
    xml.end("w:tblGrid");
    if !lists.is_empty() {
        row(xml, width, |xml| {
            for text in &lists {
                let look = RunLook::of(Role::FangSong);
                Paragraph::of(Style::EndMatter).write(xml, |xml| runs(xml, text, look));
            }
        });
    }
    if let Some(text) = printed {
        row(xml, width, |xml| {
            let paragraph = Paragraph {
                tabs: vec![(AREA_WIDTH - CELL_4, true)],
                indent: Some((CELL_4, CELL_4, Mm::ZERO)),
                align: Some("left"),
                ..Paragraph::of(Style::EndMatter)
            };
            paragraph.write(xml, |xml| runs(xml, &text, RunLook::of(Role::FangSong)));
        });
    }
    xml.end("w:tbl");
}

/// Returns 印发机关 and 印发日期, with a tabulator between them.
fn printing_line(front: &FrontMatter) -> Option<String> {
    let office = front.printed_by.as_deref();
    let date = front.printed_on.as_ref().map(|date| format!("{}印发", date.as_str()));
    (office.is_some() || date.is_some())
        .then(|| format!("{}\t{}", office.unwrap_or_default(), date.unwrap_or_default()))
}

fn border(xml: &mut Xml, side: &str, width: Mm) {
    xml.empty(
        side,
        &[("w:val", &"single"), ("w:sz", &eighths(width)), ("w:space", &0), ("w:color", &"000000")],
    );
}

fn row(xml: &mut Xml, width: i64, content: impl FnOnce(&mut Xml)) {
    xml.start("w:tr", &[]);
    xml.start("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    xml.empty("w:trHeight", &[("w:val", &twips(END_MATTER_PITCH)), ("w:hRule", &"atLeast")]);
    xml.end("w:trPr");
    xml.start("w:tc", &[]);
    xml.start("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
    xml.value("w:vAlign", &"center");
    xml.end("w:tcPr");
    content(xml);
    xml.end("w:tc");
    xml.end("w:tr");
}
