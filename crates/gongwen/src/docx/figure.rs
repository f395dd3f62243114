//! Charts as pictures, with their sources and captions as text.

use super::drawing;
use super::media::Added;
use super::paragraph::Paragraph;
use super::run::{RunLook, runs};
use super::section::TEXT;
use super::style::{Style, cell_margins};
use super::units::twips;
use super::writer::Writer;
use super::xml::Xml;
use crate::document::{Caption, Chart};
use crate::typeset::Mm;
use crate::typeset::survey::{Picture, SmallPictures};

/// Writes a chart.
pub(super) fn chart(writer: &mut Writer<'_>, chart: &Chart) {
    let pictures = writer.survey.pictures(chart);
    for (index, picture) in pictures.into_iter().enumerate() {
        let added = add(writer, &picture);
        let caption = caption(chart, index > 0);
        words_below(&mut writer.xml, &added, chart, &caption);
    }
}

fn add(writer: &mut Writer<'_>, picture: &Picture) -> Added {
    let Picture { width, height, items, alt } = picture;
    writer.media.picture(&mut writer.package, TEXT, items, (*width, *height), alt)
}

fn caption(chart: &Chart, is_again: bool) -> String {
    let caption = chart.setting.caption.as_ref().map(Caption::to_string).unwrap_or_default();
    if is_again && !caption.is_empty() { format!("{caption}（续）") } else { caption }
}

/// Writes a picture with the words below it.
fn words_below(xml: &mut Xml, picture: &Added, chart: &Chart, caption: &str) {
    let source = chart.setting.source.as_deref().unwrap_or_default();
    let is_last = source.is_empty() && caption.is_empty();
    let figure = Paragraph { keep_next: !is_last, ..Paragraph::of(Style::Figure) };
    figure.write(xml, |xml| drawing::inline(xml, picture.as_ref()));
    if !source.is_empty() {
        let style = Style::FigureSource;
        let paragraph = Paragraph { keep_next: !caption.is_empty(), ..Paragraph::of(style) };
        paragraph.write(xml, |xml| runs(xml, source, RunLook::of(style.role())));
    }
    if !caption.is_empty() {
        let style = Style::FigureCaption;
        Paragraph::of(style).write(xml, |xml| runs(xml, caption, RunLook::of(style.role())));
    }
}

/// Writes small charts side by side: a table without rules, its head the key of all charts.
pub(super) fn small_charts(writer: &mut Writer<'_>, charts: &[&Chart]) {
    let SmallPictures { columns, gutter, key, charts: pictures } =
        writer.survey.small_pictures(charts);
    let mut row: Vec<(&Chart, Picture)> = Vec::new();
    let mut key = key;
    let mut is_open = false;
    for (chart, picture) in charts.iter().zip(pictures) {
        match picture {
            Some(picture) => row.push((chart, picture)),
            None => {
                set_row(writer, &mut is_open, (columns, gutter), key.take(), &mut row);
                close(writer, &mut is_open);
                self::chart(writer, chart);
            }
        }
        if row.len() == columns {
            set_row(writer, &mut is_open, (columns, gutter), key.take(), &mut row);
        }
    }
    set_row(writer, &mut is_open, (columns, gutter), key.take(), &mut row);
    close(writer, &mut is_open);
}

fn close(writer: &mut Writer<'_>, is_open: &mut bool) {
    if std::mem::take(is_open) {
        writer.xml.end("w:tbl");
        writer.gap(Mm::ZERO);
    }
}

fn set_row(
    writer: &mut Writer<'_>,
    is_open: &mut bool,
    (columns, gutter): (usize, Mm),
    key: Option<Picture>,
    row: &mut Vec<(&Chart, Picture)>,
) {
    let Some(width) = row.first().map(|(_, picture)| picture.width) else { return };
    let cell = twips(width + gutter);
    if !std::mem::replace(is_open, true) {
        writer.xml.start("w:tbl", &[]);
        writer.xml.start("w:tblPr", &[]);
        let whole = cell * columns as i64;
        writer.xml.empty("w:tblW", &[("w:w", &whole), ("w:type", &"dxa")]);
        writer.xml.value("w:jc", &"center");
        writer.xml.empty("w:tblLayout", &[("w:type", &"fixed")]);
        cell_margins(&mut writer.xml, "w:tblCellMar", Mm(1.0), gutter / 2.0);
        writer.xml.end("w:tblPr");
        writer.xml.start("w:tblGrid", &[]);
        for _ in 0..columns {
            writer.xml.empty("w:gridCol", &[("w:w", &cell)]);
        }
        writer.xml.end("w:tblGrid");
        if let Some(key) = key {
            let added = add(writer, &key);
            let xml = &mut writer.xml;
            begin_row(xml, true);
            begin_cell(xml, cell * columns as i64, columns);
            Paragraph::of(Style::Figure).write(xml, |xml| drawing::inline(xml, added.as_ref()));
            xml.end("w:tc");
            xml.end("w:tr");
        }
    }
    begin_row(&mut writer.xml, false);
    let count = row.len();
    for (chart, picture) in std::mem::take(row) {
        let added = add(writer, &picture);
        let xml = &mut writer.xml;
        begin_cell(xml, cell, 1);
        words_below(xml, &added, chart, &caption(chart, false));
        xml.end("w:tc");
    }
    for _ in count..columns {
        begin_cell(&mut writer.xml, cell, 1);
        Paragraph::of(Style::Figure).write(&mut writer.xml, |_| {});
        writer.xml.end("w:tc");
    }
    writer.xml.end("w:tr");
}

fn begin_row(xml: &mut Xml, is_head: bool) {
    xml.start("w:tr", &[]);
    xml.start("w:trPr", &[]);
    xml.empty("w:cantSplit", &[]);
    if is_head {
        xml.empty("w:tblHeader", &[]);
    }
    xml.end("w:trPr");
}

fn begin_cell(xml: &mut Xml, width: i64, columns: usize) {
    xml.start("w:tc", &[]);
    xml.start("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
    if columns > 1 {
        xml.value("w:gridSpan", &columns);
    }
    xml.value("w:vAlign", &"bottom");
    xml.end("w:tcPr");
}
