//! The formats of the workbook's cells, built once and shared.
//!
//! Faces are those that every Chinese Windows and WPS has. 方正小标宋 is not among them, so titles
//! are set in bold 宋体. Emphasis is by weight and grey: copies are printed in black and white.

use rust_xlsxwriter::{
    ColNum, Color, Format, FormatAlign, FormatBorder, FormatUnderline, Workbook, XlsxError,
};

use super::page_words::PageWords;

/// Size of table bodies and headers in points (五号).
pub(super) const BODY_PT: f64 = 10.5;
/// Size in the matrix in points (小五).
pub(super) const MATRIX_PT: f64 = 9.0;
/// Size of notes in points (五号).
pub(super) const NOTE_PT: f64 = 10.5;
/// Size of 附件1 in points (三号).
pub(super) const MARK_PT: f64 = 16.0;
/// Size of titles in points (小二).
pub(super) const TITLE_PT: f64 = 18.0;

/// A share or completion with one decimal. What is short of the whole shows as 99.9%, as on paper.
pub(super) const PERCENT: &str = "[<0.9995]0.0%;[<1]\"99.9%\";0.0%";

/// Returns the same with another number of decimals.
pub(super) fn percent_with(digits: u32) -> String {
    let zeros = "0".repeat(digits as usize);
    let nines = "9".repeat(digits as usize);
    let point = if digits == 0 { "" } else { "." };
    format!("[<0.99{nines}5]0{point}{zeros}%;[<1]\"99{point}{nines}%\";0{point}{zeros}%")
}

/// GB2312, so that programs without the face choose another Chinese one.
const CHINESE_CHARSET: u8 = 134;

/// Lines of the matrix: lighter than the signs between them.
const LINE: u32 = 0x8C_8C_8C;
/// Lines of all other tables.
const BLACK: u32 = 0;
/// The shade of headers, and of cells that are not to be filled in.
pub(super) const PALE: Color = Color::RGB(0xF2F2F2);
const GREY: Color = Color::RGB(0xD9D9D9);

/// Makes Arial 10 the face of cells that have no other, and by that the measure of column widths.
///
/// A column's width is stored as a number of digits of this face. Calibri, the usual one, is missing
/// where LibreOffice runs on Linux, and its substitute there is a third wider; Arial has one of the
/// same width everywhere (Liberation Sans).
pub(super) fn set_default(book: &mut Workbook) -> Result<(), XlsxError> {
    let face = Format::new().set_font_name("Arial").set_font_size(10);
    book.set_default_format(&face, 17, 64)?;
    Ok(())
}

/// The formats of the workbook's cells.
pub(super) struct Styles {
    /// The words of the pages.
    pub page: PageWords,
    /// 附件1.
    pub mark: Format,
    /// The title of a sheet.
    pub title: Format,
    /// Notes and legends.
    pub note: Format,
    /// A table's header row, and its totals.
    pub header: Format,
    /// Running text in a table.
    pub text: Format,
    /// Names and numbers in a table.
    pub centred: Format,
    /// Ids in a table, which stay text when they are edited.
    pub id: Format,
    /// A band between parts of a table.
    pub band: Format,
    /// A name on one line, made smaller where it has to be.
    pub name: Format,
    /// A figure as it was stated, flush right; made smaller where it has to be.
    pub figure: Format,
    /// A count in the middle of its cell, its units below those of other counts.
    pub count: Format,
    /// A sum of counts.
    pub total: Format,
    /// A count that is not shown when it is zero.
    pub sparse: Format,
    /// A completion, flush right.
    pub percent: Format,
    /// A difference, with its sign.
    pub difference: Format,
    /// A link to the row of an item; the id stays text when it is edited.
    pub link: Format,
    /// A link to a sheet.
    pub sheet_link: Format,
    /// The link back to the contents; not printed.
    pub back: Format,
    /// The matrix.
    pub matrix: MatrixStyles,
}

/// The formats of the matrix's cells.
pub(super) struct MatrixStyles {
    /// Headers of the columns on the left.
    pub header: Format,
    /// A unit's name, upright signs from top to bottom.
    pub unit: Format,
    /// Ids.
    pub id: Format,
    /// Items' texts.
    pub text: Format,
    /// A unit's role, and empty crossings.
    pub role: Format,
    /// The role of a lead unit.
    pub lead: Format,
    /// Sums and their labels; zeros are not shown, and no number is too long for its cell.
    pub total: Format,
}

impl Styles {
    /// Builds the formats.
    pub(super) fn new(page: PageWords) -> Self {
        let body = boxed(face("仿宋", BODY_PT)).set_text_wrap();
        let heavy = boxed(face("黑体", BODY_PT)).set_text_wrap();
        let plain = boxed(face("仿宋", BODY_PT)).set_shrink();
        let number = plain.clone().set_align(FormatAlign::Right);
        let name = centred(plain);
        let id = centred(body.clone()).set_num_format("@");
        let sheet_link = body.clone().set_align(FormatAlign::Left);
        let header = centred(heavy.clone()).set_background_color(PALE);
        Self {
            page,
            count: name.clone().set_num_format("??0"),
            total: header.clone().set_num_format("??0"),
            sparse: name.clone().set_num_format("??0;-??0;"),
            name,
            figure: number.clone(),
            percent: number.clone().set_num_format(PERCENT),
            difference: number.set_num_format("+General;-General;0"),
            link: linked(id.clone()),
            sheet_link: linked(sheet_link),
            back: linked(face("宋体", NOTE_PT)),
            mark: face("黑体", MARK_PT).set_align(FormatAlign::Left),
            title: centred(face("宋体", TITLE_PT)).set_bold().set_text_wrap(),
            note: face("宋体", NOTE_PT).set_align(FormatAlign::Left).set_text_wrap(),
            header,
            text: body.clone().set_align(FormatAlign::Left),
            centred: centred(body),
            id,
            band: heavy.set_align(FormatAlign::Left).set_background_color(GREY),
            matrix: MatrixStyles::new(),
        }
    }

    /// Builds the formats of the bulletin's workbook: its figures are in the middle of their cells, and a place that was kept
    /// is shown as the word `kept`.
    pub(super) fn of_bulletin(page: PageWords, kept: &str) -> Self {
        let styles = Self::new(page);
        let number = styles.centred.clone().unset_text_wrap().set_shrink();
        Self {
            count: number.clone().set_num_format("0"),
            sparse: number.clone().set_num_format("0;-0;"),
            percent: number.clone().set_num_format(PERCENT),
            // Places gained, lost or kept.
            difference: number.clone().set_num_format(format!("\"↑\"0;\"↓\"0;\"{kept}\"")),
            sheet_link: number.set_hyperlink(),
            ..styles
        }
    }
}

impl MatrixStyles {
    fn new() -> Self {
        let body = boxed(face("宋体", MATRIX_PT)).set_border_color(Color::RGB(LINE));
        let heavy = centred(boxed(face("黑体", MATRIX_PT))).set_border_color(Color::RGB(LINE));
        Self {
            header: heavy.clone().set_background_color(PALE),
            unit: heavy
                .clone()
                .set_rotation(270)
                .set_align(FormatAlign::Top)
                .set_background_color(PALE),
            id: centred(body.clone()).set_num_format("@"),
            text: body.clone().set_align(FormatAlign::Left),
            role: centred(body),
            lead: heavy.clone().set_background_color(GREY),
            total: heavy.set_num_format("0;-0;").set_shrink().set_background_color(PALE),
        }
    }
}

/// Returns the format of text in a face, in the middle of its cell's height.
pub(super) fn face(name: &str, points: f64) -> Format {
    Format::new()
        .set_font_name(name)
        .set_font_charset(CHINESE_CHARSET)
        .set_font_size(points)
        .set_align(FormatAlign::VerticalCenter)
}

/// Underlines a link: a colour would turn grey in print.
fn linked(format: Format) -> Format {
    format.set_underline(FormatUnderline::Single)
}

/// Adds thin lines around the cell.
pub(super) fn boxed(format: Format) -> Format {
    format.set_border(FormatBorder::Thin)
}

/// Returns the lines of the matrix alone.
pub(super) fn matrix_lines() -> Format {
    boxed(Format::new()).set_border_color(Color::RGB(LINE))
}

/// Returns a format as the cells of one column of a sheet have it: no cell of another column or sheet has the same.
///
/// Libraries that change one cell (exceljs) change all that share its format. Only the colours of the lines at the sides
/// differ, unnoticeably from black: number formats, faces and locks stay, and no program drops a colour.
pub(super) fn of_column(format: &Format, sheet: &str, col: ColNum) -> Format {
    tinted(format, BLACK, sheet, col)
}

/// Returns the same of a format of the matrix, whose lines are grey.
pub(super) fn of_matrix_column(format: &Format, sheet: &str, col: ColNum) -> Format {
    tinted(format, LINE, sheet, col)
}

fn tinted(format: &Format, line: u32, sheet: &str, col: ColNum) -> Format {
    // FNV-1a, folded to the bits of a tint.
    let hash = (sheet.bytes())
        .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (format.clone())
        .set_border_left_color(tint(line, hash ^ (hash >> TINT_BITS)))
        .set_border_right_color(tint(line, u32::from(col)))
}

/// The bits of a number that a tint can show: an eighth of the range of red, green and blue.
const TINT_BITS: u32 = 15;

/// Returns a colour that looks like that of a line, a different one for each number below 2¹⁵.
fn tint(line: u32, number: u32) -> Color {
    let part = |shift: u32| (number >> shift) & 0x1F;
    Color::RGB(line ^ (part(10) << 16 | part(5) << 8 | part(0)))
}

/// In the middle of the cell's width.
pub(super) fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center)
}
