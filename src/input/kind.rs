//! The kind of a file. Its content decides, since its ending is often another: systems export web pages as .xls,
//! and people rename files.

use std::io::{Cursor, Read as _};

use encoding_rs::Encoding;
use zip::ZipArchive;

use super::workbook;
use super::workbook::ContainerContent;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The kind of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An Excel workbook, sound or not: .xlsx, .xlsm, .xls, and .et of WPS.
    Workbook,
    /// A zip archive of files.
    Archive,
    /// A kind that is known and not read.
    Foreign(Foreign),
    /// None of them: text, as far as it can be decoded.
    Text,
}

/// The kinds that are known and not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// A binary workbook (.xlsb).
    BinaryWorkbook,
    /// A spreadsheet or text of LibreOffice and its like (.ods, .odt).
    OpenDocument,
    /// A workbook in one XML file, as Excel 2003 wrote it.
    XmlWorkbook,
    /// A web page.
    WebPage,
    /// A web page with its pictures in one file (.mht).
    WebArchive,
    /// Other XML.
    Xml,
    /// A text of Word or WPS (.docx, .doc, .wps).
    Word,
    /// Rich text (.rtf).
    RichText,
    /// Slides (.pptx, .ppt, .dps).
    Slides,
    /// A PDF.
    Pdf,
    /// A document of fixed layout after GB/T 33190 (.ofd).
    Ofd,
    /// A picture.
    Picture,
    /// A mail with its attachments (.eml, .msg).
    Mail,
    /// An archive that is not a zip (.rar, .7z, .gz).
    Packed,
    /// A document of Apple's programs (.numbers, .pages).
    Apple,
    /// A table of a database (.dbf, .mdb).
    Database,
}

/// The number of bytes at the beginning of a text in which markup is looked for.
const BEGINNING: usize = 8 << 10;

impl Kind {
    /// Returns the kind of the file `name` with this content. The name decides only where the content does not.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            return zipped(name, bytes);
        }
        if let Some(content) = workbook::container_content(bytes) {
            return match content {
                ContainerContent::Workbook => Self::Workbook,
                ContainerContent::Text => Self::Foreign(Foreign::Word),
                ContainerContent::Slides => Self::Foreign(Foreign::Slides),
                ContainerContent::Mail => Self::Foreign(Foreign::Mail),
            };
        }
        if workbook::is_bare_stream(bytes) {
            return Self::Workbook;
        }
        let foreign =
            by_first_bytes(bytes).or_else(|| markup(bytes)).or_else(|| by_name(name, bytes));
        foreign.map_or(Self::Text, Self::Foreign)
    }
}

/// Returns the kind of a zip archive: most documents of today are one.
fn zipped(name: &str, bytes: &[u8]) -> Kind {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return if extension(name) == "zip" { Kind::Archive } else { Kind::Workbook };
    };
    let mut kind = None;
    for index in 0..archive.len().min(MOST_PARTS) {
        let path = archive.by_index_raw(index).map(|part| part.name_raw().to_vec());
        let path = String::from_utf8_lossy(&path.unwrap_or_default()).to_ascii_lowercase();
        let path = path.replace('\\', "/");
        let found = match path.trim_start_matches('/') {
            "xl/workbook.bin" => Kind::Foreign(Foreign::BinaryWorkbook),
            "ofd.xml" => Kind::Foreign(Foreign::Ofd),
            "mimetype" if is_open_document(&mut archive, index) => {
                Kind::Foreign(Foreign::OpenDocument)
            }
            "index/document.iwa" | "index.zip" | "index/tables/datalist.iwa" => {
                Kind::Foreign(Foreign::Apple)
            }
            path if path.starts_with("word/") => Kind::Foreign(Foreign::Word),
            path if path.starts_with("ppt/") => Kind::Foreign(Foreign::Slides),
            path if path.starts_with("xl/") || path == "[content_types].xml" => {
                kind = Some(Kind::Workbook);
                continue;
            }
            _ => continue,
        };
        return found;
    }
    kind.unwrap_or(Kind::Archive)
}

/// The number of parts of an archive whose names are looked at.
const MOST_PARTS: usize = 10_000;

/// Returns whether a part names the kind of an OpenDocument.
fn is_open_document(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> bool {
    let Ok(part) = archive.by_index(index) else { return false };
    let mut start = Vec::new();
    let read = part.take(64).read_to_end(&mut start);
    read.is_ok() && start.starts_with(b"application/vnd.oasis.opendocument")
}

fn by_first_bytes(bytes: &[u8]) -> Option<Foreign> {
    let known: [(&[u8], Foreign); 15] = [
        (b"{\\rtf", Foreign::RichText),
        (b"\x89PNG", Foreign::Picture),
        (b"\xff\xd8\xff", Foreign::Picture),
        (b"GIF8", Foreign::Picture),
        (b"II*\0", Foreign::Picture),
        (b"MM\0*", Foreign::Picture),
        (b"Rar!\x1a\x07", Foreign::Packed),
        (b"7z\xbc\xaf\x27\x1c", Foreign::Packed),
        (b"\x1f\x8b\x08", Foreign::Packed),
        (b"BZh", Foreign::Packed),
        (b"\xfd7zXZ\0", Foreign::Packed),
        (b"\0\x01\0\0Standard Jet DB", Foreign::Database),
        (b"\0\x01\0\0Standard ACE DB", Foreign::Database),
        (b"%PDF-", Foreign::Pdf),
        (b"\xef\xbb\xbf%PDF-", Foreign::Pdf),
    ];
    let found = known.iter().find(|(magic, _)| bytes.starts_with(magic));
    let at = |at: usize, word: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(word));
    let picture = at(0, b"RIFF") && at(8, b"WEBP")
        || at(4, b"ftyphei")
        || at(4, b"ftypmif1")
        || at(0, b"BM") && at(6, &[0; 4]);
    found.map(|&(_, kind)| kind).or(picture.then_some(Foreign::Picture))
}

/// Returns the kind of a text that is markup or a mail.
fn markup(bytes: &[u8]) -> Option<Foreign> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let text = match Encoding::for_bom(beginning) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&beginning[mark..]).0,
        // Tags are ASCII in all encodings but UTF-16.
        None => String::from_utf8_lossy(beginning),
    };
    let text = text.replace('\0', "").to_ascii_lowercase();
    let text = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    if text.starts_with('<') {
        return if has(&["urn:schemas-microsoft-com:office:spreadsheet", "progid=\"excel.sheet\""])
            && text.starts_with("<?xml")
        {
            Some(Foreign::XmlWorkbook)
        } else if has(&[
            "<html",
            "<!doctype html",
            "<table",
            "<head>",
            "<body",
            "<meta",
            "<style",
            "<div",
        ]) {
            Some(Foreign::WebPage)
        } else {
            begins(&["<?xml"]).then_some(Foreign::Xml)
        };
    }
    let is_mail = begins(&[
        "mime-version:",
        "from:",
        "received:",
        "return-path:",
        "date:",
        "message-id:",
        "x-",
    ]);
    (is_mail && has(&["content-type:"]))
        .then(|| if has(&["multipart/related"]) { Foreign::WebArchive } else { Foreign::Mail })
}

/// Returns the kind by the ending of the name, for content that tells nothing and is no text.
fn by_name(name: &str, bytes: &[u8]) -> Option<Foreign> {
    if !bytes.contains(&0) {
        return None;
    }
    match &*extension(name) {
        "ods" | "odt" | "sxc" | "fods" => Some(Foreign::OpenDocument),
        "doc" | "docx" | "wps" | "docm" | "dot" | "wpt" => Some(Foreign::Word),
        "ppt" | "pptx" | "dps" => Some(Foreign::Slides),
        "xlsb" => Some(Foreign::BinaryWorkbook),
        "pdf" => Some(Foreign::Pdf),
        "ofd" => Some(Foreign::Ofd),
        "jpg" | "jpeg" | "png" | "bmp" | "tif" | "tiff" | "gif" | "webp" | "heic" => {
            Some(Foreign::Picture)
        }
        "rar" | "7z" | "gz" | "tar" | "tgz" | "bz2" | "xz" | "cab" | "iso" => Some(Foreign::Packed),
        "eml" | "msg" => Some(Foreign::Mail),
        "numbers" | "pages" => Some(Foreign::Apple),
        "dbf" | "mdb" | "accdb" => Some(Foreign::Database),
        _ => None,
    }
}

/// Returns the ending of a file's name, in lower case.
pub fn extension(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.trim().to_ascii_lowercase()
}

/// Returns whether programs write workbooks under this ending.
pub fn is_workbook_ending(ending: &str) -> bool {
    ending.starts_with("xls") || ["xlt", "xltx", "xltm", "et", "ett"].contains(&ending)
}

impl Foreign {
    /// Returns the words for it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::BinaryWorkbook => "Excel 二进制工作簿（.xlsb）",
            Self::OpenDocument => "OpenDocument 文档（.ods 等）",
            Self::XmlWorkbook => "XML 格式的表格（Excel 2003）",
            Self::WebPage => "网页（HTML）",
            Self::WebArchive => "单个文件网页（MHT）",
            Self::Xml => "XML 文件",
            Self::Word => "Word 或 WPS 文字文档",
            Self::RichText => "RTF 文档",
            Self::Slides => "演示文稿",
            Self::Pdf => "PDF 文件",
            Self::Ofd => "OFD 文件",
            Self::Picture => "图片",
            Self::Mail => "邮件",
            Self::Packed => "压缩包，但不是 .zip",
            Self::Apple => "苹果办公软件的文档",
            Self::Database => "数据库文件",
        }
    }

    /// Returns what the office can do.
    fn hint(self) -> &'static str {
        match self {
            Self::BinaryWorkbook
            | Self::OpenDocument
            | Self::XmlWorkbook
            | Self::WebPage
            | Self::WebArchive
            | Self::Xml
            | Self::Database => "在 Excel 或 WPS 表格中打开，另存为 .xlsx，再收",
            Self::Word | Self::RichText | Self::Slides => {
                "请单位填写下发的报送表；或把里面的表格复制到 Excel、WPS 表格中，另存为 .xlsx，再收"
            }
            Self::Pdf | Self::Ofd | Self::Picture => "请单位报送 .xlsx 原件",
            Self::Mail => "把邮件里的附件存出来，再收",
            Self::Packed => "解压后再收；或改压成 .zip",
            Self::Apple => "在 Numbers 中导出为 .xlsx，再收",
        }
    }

    /// Returns G101: the file `name` is of this kind, and not read.
    pub fn diagnostic(self, name: &str) -> Diagnostic {
        let words = self.words();
        let blank = if words.starts_with(|char: char| char.is_ascii()) { " " } else { "" };
        let message = format!("文件“{name}”是{blank}{words}，未读入");
        Diagnostic::new(Code::ReturnsFormat, message).at(Place::file(name)).hint(self.hint())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn content_decides_and_not_the_ending() {
        use Kind::{Archive, Text, Workbook};
        let ods = "application/vnd.oasis.opendocument.spreadsheet";
        let utf16: Vec<u8> =
            "\u{feff}<html><table>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (bytes, kind) in [
            (zip(&[("[Content_Types].xml", ""), ("xl/workbook.xml", "")]), Workbook),
            (zip(&[("xl\\workbook.xml", "")]), Workbook),
            (zip(&[("省教育厅.xlsx", ""), ("子/xl/workbook.xml", "")]), Archive),
            (zip(&[]), Archive),
            (
                zip(&[("[Content_Types].xml", ""), ("xl/workbook.bin", "")]),
                Kind::Foreign(Foreign::BinaryWorkbook),
            ),
            (zip(&[("mimetype", ods)]), Kind::Foreign(Foreign::OpenDocument)),
            (zip(&[("mimetype", "x")]), Archive),
            (
                zip(&[("[Content_Types].xml", ""), ("word/document.xml", "")]),
                Kind::Foreign(Foreign::Word),
            ),
            (b"PK\x03\x04 cut off".to_vec(), Workbook),
            (b"%PDF-1.4".to_vec(), Kind::Foreign(Foreign::Pdf)),
            (b"\x89PNG\r\n".to_vec(), Kind::Foreign(Foreign::Picture)),
            (b" \n<HTML><body>".to_vec(), Kind::Foreign(Foreign::WebPage)),
            (utf16, Kind::Foreign(Foreign::WebPage)),
            (
                b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>".to_vec(),
                Kind::Foreign(Foreign::XmlWorkbook),
            ),
            (b"{\\rtf1".to_vec(), Kind::Foreign(Foreign::RichText)),
            (
                b"MIME-Version: 1.0\r\nContent-Type: multipart/related;".to_vec(),
                Kind::Foreign(Foreign::WebArchive),
            ),
            ("期间,编号\n".into(), Text),
            ("<5%,编号\n".into(), Text),
            (Vec::new(), Text),
        ] {
            assert_eq!(Kind::of("a.xls", &bytes), kind, "{:?}", String::from_utf8_lossy(&bytes));
        }
        assert_eq!(Kind::of("a.zip", b"PK\x03\x04 cut off"), Archive);
        assert_eq!(Kind::of("a.wps", b"\0\0"), Kind::Foreign(Foreign::Word));
        assert_eq!(Kind::of("a.wps", "文字".as_bytes()), Text);
    }
}
