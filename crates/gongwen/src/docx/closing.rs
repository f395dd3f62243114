//! The parts after the text: note of attachments, attendance, signature, attachments.

use super::blocks;
use super::note;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::{LINE, Style};
use super::writer::Writer;
use super::xml::Xml;
use crate::document::{Attachment, Document, FrontMatter};
use crate::typeset::standard::{AREA_LEFT, AREA_RIGHT, CELL, PITCH};
use crate::typeset::survey::{SignedRow, attachment_label};
use crate::typeset::{Mm, Role};

/// Indent of a paragraph's first line.
const INDENT: Mm = Mm(CELL.0 * 2.0);

/// Writes the addressee.
pub(super) fn addressee(xml: &mut Xml, names: &str) {
    let text = format!("{}：", names.trim_end_matches('：'));
    let style = Style::Addressee;
    Paragraph::of(style).write(xml, |xml| runs(xml, &text, RunLook::of(style.role())));
}

/// Writes the text with all that stands below it on its last page.
pub(super) fn body(writer: &mut Writer<'_>, document: &Document) {
    let front = &document.front;
    let rows = writer.survey.signature(front);
    let has_more = !document.attachments.is_empty() || !rows.is_empty();
    blocks::write(writer, &document.body, true, has_more);
    attachment_note(writer, &document.attachments, !rows.is_empty());
    attendance(&mut writer.xml, front);
    signature(writer, &rows, front);
}

/// Writes 附件说明: one blank row, then the names, continuation lines under the first character of the name (7.3.4).
fn attachment_note(writer: &mut Writer<'_>, attachments: &[Attachment], keep_next: bool) {
    let hang = INDENT + CELL * 3.0;
    for (index, attachment) in attachments.iter().enumerate() {
        let number = if attachments.len() == 1 { String::new() } else { format!("{}.", index + 1) };
        let left = hang + writer.survey.attachment_number(&number);
        let (label, start) = if index == 0 { ("附件：", INDENT) } else { ("", hang) };
        let paragraph = Paragraph {
            keep_next,
            above: if index == 0 { PITCH } else { Mm::ZERO },
            indent: Some((left, Mm::ZERO, start - left)),
            ..Paragraph::of(Style::AttachmentNote)
        };
        let look = RunLook::of(Role::FangSong);
        paragraph.write(&mut writer.xml, |xml| {
            xml.start("w:hyperlink", &[("w:anchor", &bookmark(index)), ("w:history", &1)]);
            runs(xml, &format!("{label}{number}{}", attachment.title), look);
            xml.end("w:hyperlink");
        });
    }
}

/// Returns the name of the place of an attachment.
fn bookmark(index: usize) -> String {
    format!("附件{}", index + 1)
}

/// Writes the lists of minutes (10.3), continuation lines after the colon.
fn attendance(xml: &mut Xml, front: &FrontMatter) {
    let lists = [("出席", &front.present), ("请假", &front.excused), ("列席", &front.observers)];
    let lists = lists.iter().filter_map(|(label, names)| Some((label, names.as_ref()?)));
    for (index, (label, names)) in lists.enumerate() {
        let paragraph = Paragraph {
            above: if index == 0 { PITCH } else { Mm::ZERO },
            indent: Some((INDENT + CELL * 3.0, Mm::ZERO, -(CELL * 3.0))),
            ..Paragraph::of(Style::Attendance)
        };
        let look = RunLook::of(Role::FangSong);
        paragraph.write(xml, |xml| {
            runs(xml, label, look.emphasised(crate::document::Emphasis::Hei));
            runs(xml, &format!("：{names}"), look);
        });
    }
}

/// Writes names and date at their distance from the right edge, so that they keep it when they are changed, and 附注.
fn signature(writer: &mut Writer<'_>, rows: &[SignedRow], front: &FrontMatter) {
    let note = front.note.as_deref();
    let note_rows = |row: &SignedRow| {
        // 附注 begins two characters in from the left and is the last of all.
        row.lines.first().is_some_and(|line| line.text.starts_with('（')) && note.is_some()
    };
    let end = rows.iter().position(note_rows).unwrap_or(rows.len());
    for (index, row) in rows[..end].iter().enumerate() {
        let is_last = index + 1 == rows.len();
        let line = twips_of(row.height);
        let base = Paragraph {
            keep_next: !is_last,
            above: row.above,
            line,
            ..Paragraph::of(Style::Signature)
        };
        match &row.lines[..] {
            [] => base.write(&mut writer.xml, |_| {}),
            [line] => {
                let width = writer.survey.width(&line.text);
                let right = (AREA_RIGHT - line.x - width).max(Mm::ZERO);
                let base = Paragraph { indent: Some((Mm::ZERO, right, Mm::ZERO)), ..base };
                let look = RunLook::of(Role::FangSong);
                base.write(&mut writer.xml, |xml| runs(xml, &line.text, look));
            }
            lines => {
                let tabs = lines.iter().map(|line| (line.x - AREA_LEFT, false)).collect();
                let base = Paragraph { tabs, align: Some("left"), ..base };
                base.write(&mut writer.xml, |xml| {
                    for line in lines {
                        runs(xml, &format!("\t{}", line.text), RunLook::of(Role::FangSong));
                    }
                });
            }
        }
    }
    if let Some(note) = note {
        let above = rows.get(end).map_or(Mm::ZERO, |row| row.above);
        let paragraph = Paragraph { above, ..Paragraph::of(Style::Note) };
        let look = RunLook::of(Role::FangSong);
        paragraph.write(&mut writer.xml, |xml| runs(xml, &format!("（{note}）"), look));
    }
}

/// Returns the height of a row that is higher than a line, in twips.
fn twips_of(height: Mm) -> Option<i64> {
    let twips = super::units::twips(height);
    (twips > LINE + 20).then_some(twips)
}

/// Writes an attachment: its label, its title two rows below, its content (7.3.7). One with a landscape table is turned as
/// a whole.
pub(super) fn attachment(writer: &mut Writer<'_>, all: &[Attachment], index: usize) {
    let attachment = &all[index];
    let is_turned = attachment.blocks.iter().any(|block| writer.survey.is_across(block));
    writer.turn(is_turned);
    let label = attachment_label(index, all.len());
    Paragraph::of(Style::AttachmentLabel).write(&mut writer.xml, |xml| {
        xml.empty("w:bookmarkStart", &[("w:id", &index), ("w:name", &bookmark(index))]);
        runs(xml, &label, RunLook::of(Role::Hei));
        xml.empty("w:bookmarkEnd", &[("w:id", &index)]);
    });
    let title = writer.survey.title_lines(&attachment.title).join("\n");
    let paragraph =
        Paragraph { above: PITCH, below: PITCH / 2.0, ..Paragraph::of(Style::AttachmentTitle) };
    paragraph.write(&mut writer.xml, |xml| {
        runs(xml, &title, RunLook::of(Role::TitleSong));
        for place in &attachment.notes {
            note::reference(xml, *place);
        }
    });
    blocks::write(writer, &attachment.blocks, false, false);
}
