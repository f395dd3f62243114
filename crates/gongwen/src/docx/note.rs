//! Notes at the foot of the page, which the reader numbers and places.

use super::drawing::root;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::Style;
use super::xml::Xml;
use crate::document::{Inline, Note};
use crate::typeset::standard::SIZE_5;
use crate::typeset::{Mm, Role};

/// Writes the mark of a note in the text. Marks of the same note refer to it again by its first one's number.
pub(super) fn reference(xml: &mut Xml, note: usize) {
    xml.start("w:r", &[]);
    xml.start("w:rPr", &[]);
    xml.value("w:rStyle", &"FootnoteReference");
    xml.end("w:rPr");
    xml.empty("w:footnoteReference", &[("w:id", &(note + 1))]);
    xml.end("w:r");
}

/// Returns the part with the notes.
pub(super) fn part(notes: &[Note]) -> Vec<u8> {
    let mut xml = Xml::part();
    root(&mut xml, "w:footnotes");
    for (id, kind, element) in
        [(-1, "separator", "w:separator"), (0, "continuationSeparator", "w:continuationSeparator")]
    {
        xml.start("w:footnote", &[("w:type", &kind), ("w:id", &id)]);
        Paragraph::of(Style::Footnote).write(&mut xml, |xml| {
            xml.start("w:r", &[]);
            xml.empty(element, &[]);
            xml.end("w:r");
        });
        xml.end("w:footnote");
    }
    for (index, note) in notes.iter().enumerate() {
        xml.start("w:footnote", &[("w:id", &(index + 1))]);
        let hang = SIZE_5.to_mm();
        let blank = [Vec::new()];
        let paragraphs = if note.paragraphs.is_empty() { &blank[..] } else { &note.paragraphs };
        for (number, paragraph) in paragraphs.iter().enumerate() {
            let first = if number == 0 { -hang } else { Mm::ZERO };
            let of = Paragraph {
                indent: Some((hang, Mm::ZERO, first)),
                ..Paragraph::of(Style::Footnote)
            };
            of.write(&mut xml, |xml| {
                if number == 0 {
                    xml.start("w:r", &[]);
                    xml.empty("w:footnoteRef", &[]);
                    xml.end("w:r");
                }
                for inline in paragraph {
                    piece(xml, inline);
                }
            });
        }
        xml.end("w:footnote");
    }
    xml.end("w:footnotes");
    xml.finish()
}

fn piece(xml: &mut Xml, inline: &Inline) {
    let look = RunLook::of(Role::FangSong);
    match inline {
        Inline::Text { text, emphasis } => runs(xml, text, look.emphasised(*emphasis)),
        Inline::Reference { label, emphasis, .. } => runs(xml, label, look.emphasised(*emphasis)),
        Inline::Break => runs(xml, "\n", look),
        // A note has no notes.
        Inline::Note(_) => {}
    }
}
