//! The formats of the form's cells: what is filled in already is shaded, what is to be filled in is white. Both are
//! open under protection, since Excel sorts no range with a locked cell in it.
//!
//! Open cells have no number format, so that Excel gives them one when 27.5% or a day is typed, and the
//! reader of returns sees it. Where Excel would spoil what is typed (a telephone number's first zero,
//! an id that looks like a date), the format is text.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::returns::form::Column;

use super::super::styles::{BODY_PT, PALE, boxed, centred, face};

/// The size of the form's text: 小五. Its 14 columns are printed on A4 in this size; a larger one would leave
/// fewer characters a row.
pub(super) const FORM_PT: f64 = 9.0;

/// The size of the form's title, which stays on the screen and takes room from the rows.
pub(super) const FORM_TITLE_PT: f64 = 14.0;

/// Excel's own blue of links.
const LINK: Color = Color::RGB(0x0563C1);

/// Excel's own format of text, by its number: nothing that is typed turns into anything else.
const TEXT: u8 = 49;

/// The formats of the form.
pub(super) struct FormFormats {
    /// The form's title.
    pub title: Format,
    /// Unit and period, and other lines of text.
    pub line: Format,
    /// The label before an open cell.
    pub label: Format,
    /// An open cell beside its label, for text.
    pub answer: Format,
    /// An open cell beside its label, for a day.
    pub day: Format,
    /// A table's header.
    pub header: Format,
    /// Names and numbers that are filled in already.
    pub given: Format,
    /// Running text that is filled in already.
    pub given_text: Format,
    /// A section of the notice, which goes on over the cells beside it.
    pub group: Format,
    /// An id that leads to another sheet.
    pub given_link: Format,
    /// An open cell for a figure or a word.
    pub open: Format,
    /// An open cell for running text, which begins at the top.
    pub open_text: Format,
    /// An open cell for an id.
    pub open_id: Format,
    /// A sentence in place of rows.
    pub sentence: Format,
    /// An id in the list that leads to the form.
    pub list_link: Format,
    /// Keys.
    pub key: Format,
}

impl FormFormats {
    /// Returns the format of an open cell of a column.
    pub(super) fn open_cell(&self, column: Column) -> &Format {
        match column {
            Column::Item | Column::Target => &self.open_id,
            Column::Text
            | Column::Goal
            | Column::Progress
            | Column::Problems
            | Column::NextSteps => &self.open_text,
            _ => &self.open,
        }
    }

    /// Builds the formats.
    pub(super) fn new() -> Self {
        let line = face("宋体", FORM_PT).set_align(FormatAlign::Left).set_text_wrap();
        let answer = line.clone().set_unlocked().set_border_bottom(FormatBorder::Thin);
        let body = boxed(face("仿宋", FORM_PT)).set_text_wrap();
        let given = body.clone().set_background_color(PALE).set_unlocked();
        let open = body.clone().set_unlocked();
        let linked = |format: Format| {
            centred(format)
                .set_font_color(LINK)
                .set_underline(FormatUnderline::Single)
                .set_num_format_index(TEXT)
        };
        Self {
            title: centred(face("宋体", FORM_TITLE_PT)).set_bold().set_text_wrap(),
            label: line.clone().set_align(FormatAlign::Right),
            answer: answer.clone().set_num_format_index(TEXT),
            day: answer,
            line,
            header: centred(boxed(face("黑体", FORM_PT)).set_text_wrap())
                .set_background_color(PALE)
                .set_unlocked(),
            given: centred(given.clone()),
            given_text: given.clone().set_align(FormatAlign::Left),
            group: given.clone().set_align(FormatAlign::Left).set_bold().unset_text_wrap(),
            given_link: linked(given),
            open: centred(open.clone()),
            open_text: open.clone().set_align(FormatAlign::Left).set_align(FormatAlign::Top),
            open_id: centred(open).set_num_format_index(TEXT),
            sentence: centred(body.clone()),
            list_link: linked(boxed(face("仿宋", BODY_PT)).set_text_wrap()),
            key: Format::new().set_num_format_index(TEXT),
        }
    }
}
