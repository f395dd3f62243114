//! Headings, paragraphs, tables and charts in their order.

use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::style::Style;
use super::writer::Writer;
use super::xml::Xml;
use super::{figure, note, table};
use crate::document::{Block, Inline};
use crate::typeset::standard::PITCH;
use crate::typeset::survey::small;

/// Writes blocks; in the text some tables among them take sheets of their own. The last paragraph is kept with what
/// follows where `keeps_last`.
pub(super) fn write(writer: &mut Writer<'_>, blocks: &[Block], turns: bool, keeps_last: bool) {
    let mut rest = blocks;
    let mut is_first = true;
    while let Some((block, after)) = rest.split_first() {
        let charts = small(rest);
        let count = charts.len().max(1);
        rest = if count > 1 || !charts.is_empty() { &rest[count..] } else { after };
        if turns {
            let is_across = writer.survey.is_across(block);
            is_first |= writer.turn(is_across);
        }
        let keep_next = keeps_last && rest.is_empty();
        match block {
            Block::Heading { level, number, text } => {
                let style = Style::Heading(*level);
                Paragraph::of(style).write(&mut writer.xml, |xml| {
                    runs(xml, number, RunLook::of(style.role()));
                    inlines(xml, text, RunLook::of(style.role()));
                });
            }
            Block::Paragraph(text) => {
                let paragraph = Paragraph { keep_next, ..Paragraph::of(Style::Text) };
                let look = RunLook::of(Style::Text.role());
                paragraph.write(&mut writer.xml, |xml| inlines(xml, text, look));
            }
            Block::Table(table) => {
                if !is_first {
                    writer.gap(PITCH / 4.0);
                }
                table::write(writer, table);
            }
            Block::Chart(_) if !charts.is_empty() => {
                if !is_first {
                    writer.gap(PITCH / 2.0);
                }
                figure::small_charts(writer, &charts);
            }
            Block::Chart(chart) => {
                if !is_first {
                    writer.gap(PITCH / 2.0);
                }
                figure::chart(writer, chart);
                writer.gap(PITCH / 2.0);
            }
        }
        is_first = false;
    }
    if turns {
        writer.turn(false);
    }
}

/// Writes running text with the marks of its notes.
pub(super) fn inlines(xml: &mut Xml, text: &[Inline], look: RunLook) {
    for inline in text {
        match inline {
            Inline::Text { text, emphasis } => runs(xml, text, look.emphasised(*emphasis)),
            Inline::Reference { label, emphasis, .. } => {
                runs(xml, label, look.emphasised(*emphasis));
            }
            Inline::Note(place) => note::reference(xml, *place),
            Inline::Break => runs(xml, "\n", look),
        }
    }
}
