//! The named styles, which the office changes in one place: every part of a document has one.

use super::face;
use super::package::WORD;
use super::units::{half_points, twips};
use super::xml::Xml;
use crate::typeset::standard::{
    CELL, CELL_4, END_MATTER_PITCH, PITCH, SIZE_2, SIZE_3, SIZE_4, SIZE_5, TABLE_PITCH, TITLE_PITCH,
};
use crate::typeset::{Mm, Pt, Role};

/// Distance of the lines of the text: 29 pt, the multiple of half a point next to 225 mm / 22 (10.23 mm).
pub(super) const LINE: i64 = 580;
/// What characters of 三号 give up so that 28 of them fill a line: 0.25 pt, since 0.2 pt is too little.
pub(super) const SPACING: i64 = -5;

/// A style of paragraphs or of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    /// 正文.
    Text,
    /// 标题.
    Title,
    /// 一级标题 to 四级标题.
    Heading(u8),
    /// 发文机关标志.
    Mark,
    /// 份号、密级和紧急程度, the number, signers.
    Label,
    /// 主送.
    Addressee,
    /// 附件说明.
    AttachmentNote,
    /// 附件: the label above an attachment.
    AttachmentLabel,
    /// 附件标题.
    AttachmentTitle,
    /// 出席.
    Attendance,
    /// 落款: names of organs and the date.
    Signature,
    /// 附注.
    Note,
    /// 版记.
    EndMatter,
    /// 题下: number and date below the title of a paper for reading.
    BelowTitle,
    /// 表题.
    TableCaption,
    /// 表格单位.
    TableUnit,
    /// 表头.
    TableHead,
    /// 表文.
    TableText,
    /// 表注.
    TableNote,
    /// 图.
    Figure,
    /// 图题.
    FigureCaption,
    /// 图注.
    FigureSource,
    /// 页码.
    PageNumber,
    /// 页眉.
    Header,
    /// 脚注.
    Footnote,
    /// 间隔: blanks and ends of sections.
    Gap,
}

/// The look of a style.
struct Look {
    role: Role,
    size: Pt,
    /// Distance of lines in twips; `None` for lines as high as they need to be.
    line: Option<i64>,
    align: &'static str,
    /// Indent of the first line in characters.
    first: i64,
    keep_next: bool,
    outline: Option<u8>,
}

impl Style {
    /// All styles.
    const ALL: [Self; 29] = [
        Self::Text,
        Self::Title,
        Self::Heading(1),
        Self::Heading(2),
        Self::Heading(3),
        Self::Heading(4),
        Self::Mark,
        Self::Label,
        Self::Addressee,
        Self::AttachmentNote,
        Self::AttachmentLabel,
        Self::AttachmentTitle,
        Self::Attendance,
        Self::Signature,
        Self::Note,
        Self::EndMatter,
        Self::BelowTitle,
        Self::TableCaption,
        Self::TableUnit,
        Self::TableHead,
        Self::TableText,
        Self::TableNote,
        Self::Figure,
        Self::FigureCaption,
        Self::FigureSource,
        Self::PageNumber,
        Self::Header,
        Self::Footnote,
        Self::Gap,
    ];

    /// Returns the identifier by which paragraphs refer to it.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Text => "Normal",
            Self::Title => "Title",
            Self::Heading(1) => "YijiBiaoti",
            Self::Heading(2) => "ErjiBiaoti",
            Self::Heading(3) => "SanjiBiaoti",
            Self::Heading(_) => "SijiBiaoti",
            Self::Mark => "Biaozhi",
            Self::Label => "Bantou",
            Self::Addressee => "Zhusong",
            Self::AttachmentNote => "FujianShuoming",
            Self::AttachmentLabel => "Fujian",
            Self::AttachmentTitle => "FujianBiaoti",
            Self::Attendance => "Chuxi",
            Self::Signature => "Luokuan",
            Self::Note => "Fuzhu",
            Self::EndMatter => "Banji",
            Self::BelowTitle => "Tixia",
            Self::TableCaption => "Biaoti",
            Self::TableUnit => "BiaogeDanwei",
            Self::TableHead => "Biaotou",
            Self::TableText => "Biaowen",
            Self::TableNote => "Biaozhu",
            Self::Figure => "Tu",
            Self::FigureCaption => "Tuti",
            Self::FigureSource => "Tuzhu",
            Self::PageNumber => "Footer",
            Self::Header => "Header",
            Self::Footnote => "FootnoteText",
            Self::Gap => "Jiange",
        }
    }

    /// Returns its name. Word shows its own styles (Normal, Title …) in the language of the desk: 正文, 标题.
    fn name(self) -> &'static str {
        match self {
            Self::Text => "Normal",
            Self::Title => "Title",
            Self::Heading(1) => "一级标题",
            Self::Heading(2) => "二级标题",
            Self::Heading(3) => "三级标题",
            Self::Heading(_) => "四级标题",
            Self::Mark => "发文机关标志",
            Self::Label => "版头",
            Self::Addressee => "主送",
            Self::AttachmentNote => "附件说明",
            Self::AttachmentLabel => "附件",
            Self::AttachmentTitle => "附件标题",
            Self::Attendance => "出席",
            Self::Signature => "落款",
            Self::Note => "附注",
            Self::EndMatter => "版记",
            Self::BelowTitle => "题下",
            Self::TableCaption => "表题",
            Self::TableUnit => "表格单位",
            Self::TableHead => "表头",
            Self::TableText => "表文",
            Self::TableNote => "表注",
            Self::Figure => "图",
            Self::FigureCaption => "图题",
            Self::FigureSource => "图注",
            Self::PageNumber => "footer",
            Self::Header => "header",
            Self::Footnote => "footnote text",
            Self::Gap => "间隔",
        }
    }

    /// Returns its other name, for styles whose name is English in the file.
    fn alias(self) -> Option<&'static str> {
        match self {
            Self::Text => Some("正文"),
            Self::Title => Some("标题"),
            Self::PageNumber => Some("页码"),
            Self::Header => Some("页眉"),
            Self::Footnote => Some("脚注"),
            _ => None,
        }
    }

    /// Returns the role of its face.
    pub(super) fn role(self) -> Role {
        self.look().role
    }

    /// Returns the size of its type.
    pub(super) fn size(self) -> Pt {
        self.look().size
    }

    fn look(self) -> Look {
        let text = Look {
            role: Role::FangSong,
            size: SIZE_3,
            line: Some(LINE),
            align: "both",
            first: 0,
            keep_next: false,
            outline: None,
        };
        let title = Look {
            role: Role::TitleSong,
            size: SIZE_2,
            line: Some(twips(TITLE_PITCH)),
            align: "center",
            keep_next: true,
            ..text
        };
        let table = Look { size: SIZE_5, line: Some(twips(TABLE_PITCH)), ..text };
        match self {
            Self::Text | Self::Note => Look { first: 2, ..text },
            Self::Title => title,
            Self::Heading(level) => Look {
                role: match level {
                    1 => Role::Hei,
                    2 => Role::Kai,
                    _ => Role::FangSong,
                },
                first: 2,
                keep_next: true,
                outline: Some(level.clamp(1, 4) - 1),
                ..text
            },
            Self::Mark => Look { role: Role::TitleSong, align: "center", ..text },
            Self::Label => Look { align: "left", ..text },
            Self::Addressee | Self::AttachmentNote | Self::Attendance => text,
            Self::AttachmentLabel => {
                Look { role: Role::Hei, align: "left", keep_next: true, ..text }
            }
            Self::AttachmentTitle => Look { outline: Some(0), ..title },
            Self::Signature => Look { align: "right", ..text },
            Self::EndMatter => Look { size: SIZE_4, line: Some(twips(END_MATTER_PITCH)), ..text },
            Self::BelowTitle => Look { role: Role::Kai, size: SIZE_4, align: "center", ..text },
            Self::TableCaption => {
                Look { role: Role::Hei, align: "center", keep_next: true, ..table }
            }
            Self::TableUnit => Look { align: "right", keep_next: true, ..table },
            Self::TableHead => Look { role: Role::Hei, align: "center", ..table },
            Self::TableText => Look { align: "left", ..table },
            Self::TableNote => table,
            Self::Figure => Look { line: None, align: "center", ..table },
            Self::FigureCaption => Look { role: Role::Hei, align: "center", ..table },
            Self::FigureSource => Look { size: Pt(9.0), align: "left", ..table },
            Self::PageNumber => {
                Look { role: Role::Song, size: SIZE_4, line: Some(400), align: "right", ..text }
            }
            Self::Header => Look { line: Some(20), size: Pt(1.0), align: "left", ..text },
            Self::Footnote => Look { size: SIZE_5, line: Some(twips(TABLE_PITCH)), ..text },
            Self::Gap => Look { line: Some(20), size: Pt(1.0), align: "left", ..text },
        }
    }
}

/// Returns the indent of the first line of so many characters.
pub(super) fn characters(count: i64) -> i64 {
    twips(CELL * count as f64)
}

/// Returns the part with all styles.
pub(super) fn part() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start("w:styles", &[("xmlns:w", &WORD)]);
    defaults(&mut xml);
    for style in Style::ALL {
        paragraph(&mut xml, style);
    }
    for (id, name, role) in [("Kaiti", "楷体强调", Role::Kai), ("Heiti", "黑体强调", Role::Hei)]
    {
        xml.start(
            "w:style",
            &[("w:type", &"character"), ("w:customStyle", &1), ("w:styleId", &id)],
        );
        xml.value("w:name", &name);
        xml.value("w:uiPriority", &"20");
        xml.empty("w:qFormat", &[]);
        xml.start("w:rPr", &[]);
        face::fonts(&mut xml, role);
        xml.end("w:rPr");
        xml.end("w:style");
    }
    xml.start("w:style", &[("w:type", &"character"), ("w:styleId", &"FootnoteReference")]);
    xml.value("w:name", &"footnote reference");
    xml.value("w:aliases", &"脚注引用");
    xml.value("w:uiPriority", &"99");
    xml.start("w:rPr", &[]);
    xml.value("w:vertAlign", &"superscript");
    xml.end("w:rPr");
    xml.end("w:style");
    table(&mut xml);
    xml.end("w:styles");
    xml.finish()
}

fn defaults(xml: &mut Xml) {
    xml.start("w:docDefaults", &[]);
    xml.start("w:rPrDefault", &[]);
    xml.start("w:rPr", &[]);
    face::fonts(xml, Role::FangSong);
    xml.value("w:sz", &half_points(SIZE_3));
    xml.value("w:szCs", &half_points(SIZE_3));
    xml.empty("w:lang", &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN"), ("w:bidi", &"ar-SA")]);
    xml.end("w:rPr");
    xml.end("w:rPrDefault");
    xml.start("w:pPrDefault", &[]);
    xml.start("w:pPr", &[]);
    on_its_own(xml);
    xml.end("w:pPr");
    xml.end("w:pPrDefault");
    xml.end("w:docDefaults");
}

/// Leaves out what readers add to Chinese text: marks that hang out of the type area, blanks beside Latin, and the grid, to
/// whose lines they would stretch others. The pages of a PDF have none of it.
fn on_its_own(xml: &mut Xml) {
    for name in ["w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"] {
        xml.value(name, &0);
    }
}

fn paragraph(xml: &mut Xml, style: Style) {
    let Look { role, size, line, align, first, keep_next, outline } = style.look();
    let id = style.id();
    match style.alias() {
        Some(_) if style == Style::Text => {
            let kind = [("w:type", &"paragraph" as &dyn std::fmt::Display), ("w:default", &1)];
            xml.start("w:style", &[kind[0], kind[1], ("w:styleId", &id)]);
        }
        Some(_) => xml.start("w:style", &[("w:type", &"paragraph"), ("w:styleId", &id)]),
        None => xml.start(
            "w:style",
            &[("w:type", &"paragraph"), ("w:customStyle", &1), ("w:styleId", &id)],
        ),
    }
    xml.value("w:name", &style.name());
    if let Some(alias) = style.alias() {
        xml.value("w:aliases", &alias);
    }
    xml.empty("w:qFormat", &[]);
    xml.start("w:pPr", &[]);
    if keep_next {
        xml.empty("w:keepNext", &[]);
    }
    if style == Style::AttachmentLabel {
        xml.empty("w:pageBreakBefore", &[]);
    }
    xml.value("w:widowControl", &0);
    // Not every reader takes them from the defaults.
    on_its_own(xml);
    if let Some(line) = line {
        xml.empty("w:spacing", &[("w:line", &line), ("w:lineRule", &"exact")]);
    }
    if matches!(style, Style::Title | Style::AttachmentTitle) {
        // Its lines end where they do on the pages of a PDF, also where a reader makes them a little longer.
        let room = -characters(1) / 2;
        xml.empty("w:ind", &[("w:left", &room), ("w:right", &room)]);
    } else if first > 0 {
        xml.empty(
            "w:ind",
            &[("w:firstLineChars", &(first * 100)), ("w:firstLine", &characters(first))],
        );
    } else if style == Style::PageNumber {
        xml.empty("w:ind", &[("w:right", &twips(CELL_4))]);
    } else if style == Style::EndMatter {
        let one = twips(CELL_4);
        xml.empty("w:ind", &[("w:left", &(one * 4)), ("w:right", &one), ("w:hanging", &(one * 3))]);
    }
    xml.value("w:jc", &align);
    if let Some(outline) = outline {
        xml.value("w:outlineLvl", &outline);
    }
    xml.end("w:pPr");
    xml.start("w:rPr", &[]);
    face::fonts(xml, role);
    if size == SIZE_3 && line == Some(LINE) {
        xml.value("w:spacing", &SPACING);
    }
    xml.value("w:sz", &half_points(size));
    xml.value("w:szCs", &half_points(size));
    xml.end("w:rPr");
    xml.end("w:style");
}

fn table(xml: &mut Xml) {
    xml.start("w:style", &[("w:type", &"table"), ("w:default", &1), ("w:styleId", &"TableNormal")]);
    xml.value("w:name", &"Normal Table");
    xml.start("w:tblPr", &[]);
    cell_margins(xml, "w:tblCellMar", Mm::ZERO, Mm::ZERO);
    xml.end("w:tblPr");
    xml.end("w:style");
}

/// Writes the blank around the text of cells.
pub(super) fn cell_margins(xml: &mut Xml, name: &str, above: Mm, beside: Mm) {
    xml.start(name, &[]);
    for (side, blank) in
        [("w:top", above), ("w:left", beside), ("w:bottom", above), ("w:right", beside)]
    {
        xml.empty(side, &[("w:w", &twips(blank)), ("w:type", &"dxa")]);
    }
    xml.end(name);
}

/// Returns the height of a line of the text.
pub(super) fn line_height() -> Mm {
    Mm(LINE as f64 * 25.4 / 1440.0)
}

/// Returns the distance by which a row of a PDF lies lower than the line with the same baseline here: readers put the
/// baseline at four fifths of a line of fixed height.
pub(super) fn lower() -> Mm {
    let em = SIZE_3.to_mm();
    let row = (PITCH - em) / 2.0 + em * crate::typeset::standard::ASCENT;
    row - line_height() * 0.8
}
