//! Reads a DOCX back: its paragraphs in their order, also after Word or WPS saved it, and the names its maker gave it.
//!
//! Changes that are tracked count as accepted. What is only drawn, headers and footers are not read.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// The greatest size of a part that is read, in bytes: a document of a thousand pages has a tenth of it.
const MOST: u64 = 64 << 20;

/// The words of a DOCX.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its paragraphs that are not blank, in their order; those of cells and notes too.
    pub paragraphs: Vec<ReadParagraph>,
    /// The names and values of its maker's own.
    pub own: BTreeMap<String, String>,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadParagraph {
    /// Its words; ends of lines inside it are left out.
    pub text: String,
    /// The place where it stands.
    pub place: ReadPlace,
}

/// The place of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadPlace {
    /// The text.
    Text,
    /// A cell of a table, by the number of the table.
    Cell(usize),
    /// A note at the foot of the page.
    Note,
}

/// The reasons for which a DOCX cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadingError {
    /// It is no DOCX.
    #[error("不是 DOCX 文件，或者已经损坏")]
    Damaged,
    /// A part of it is too large.
    #[error("文件太大")]
    TooLarge,
}

/// Reads a DOCX.
///
/// # Errors
/// [`ReadingError`] if it is none, is damaged, or too large.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadingError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadingError::Damaged)?;
    let text = part(&mut archive, "word/document.xml")?.ok_or(ReadingError::Damaged)?;
    let mut paragraphs = paragraphs(&text, false)?;
    if let Some(notes) = part(&mut archive, "word/footnotes.xml")? {
        paragraphs.extend(self::paragraphs(&notes, true)?);
    }
    let own = match part(&mut archive, "docProps/custom.xml")? {
        Some(custom) => names(&custom)?,
        None => BTreeMap::new(),
    };
    Ok(Reading { paragraphs, own })
}

/// Returns the content of a part; `None` if there is no such part.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
) -> Result<Option<String>, ReadingError> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut text = String::new();
    let mut limited = file.take(MOST);
    limited.read_to_string(&mut text).map_err(|_| ReadingError::Damaged)?;
    if limited.limit() == 0 { Err(ReadingError::TooLarge) } else { Ok(Some(text)) }
}

/// The state of a reader in the middle of a part.
#[derive(Default)]
struct Walk {
    all: Vec<ReadParagraph>,
    /// The words of the paragraphs that are open; a box in one has paragraphs of its own.
    open: Vec<String>,
    /// The tables that are open, by their numbers.
    tables: Vec<usize>,
    /// The number of tables so far.
    count: usize,
    /// True inside words.
    is_text: bool,
    /// The depth in content that is not read: a second form of a drawing, deleted words.
    passed_over: usize,
}

fn paragraphs(part: &str, are_notes: bool) -> Result<Vec<ReadParagraph>, ReadingError> {
    let mut reader = Reader::from_str(part);
    let mut walk = Walk::default();
    loop {
        match reader.read_event().map_err(|_| ReadingError::Damaged)? {
            Event::Start(element) => walk.start(&element),
            Event::Empty(element) => walk.empty(&element),
            Event::End(element) => walk.end(element.name().as_ref(), are_notes),
            Event::Text(text) if walk.is_text => walk.add(&text.xml10_content()),
            Event::GeneralRef(entity) if walk.is_text => walk.add(&resolved(&entity)),
            Event::Eof => return Ok(walk.all),
            _ => {}
        }
    }
}

/// Returns the characters of an entity.
fn resolved(entity: &quick_xml::events::BytesRef<'_>) -> String {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return c.to_string();
    }
    quick_xml::escape::resolve_predefined_entity(entity).unwrap_or_default().to_owned()
}

impl Walk {
    fn start(&mut self, element: &BytesStart<'_>) {
        if self.passed_over > 0 {
            self.passed_over += 1;
            return;
        }
        match element.name().as_ref() {
            "w:p" => self.open.push(String::new()),
            "w:t" => self.is_text = true,
            "w:tbl" => {
                self.count += 1;
                self.tables.push(self.count);
            }
            "mc:Fallback" | "w:del" | "w:moveFrom" => self.passed_over = 1,
            _ => {}
        }
    }

    fn empty(&mut self, element: &BytesStart<'_>) {
        if self.passed_over == 0 && element.name().as_ref() == "w:tab" {
            // The stops of a style are of the same name.
            let is_stop = element.attributes().next().is_some();
            if !is_stop {
                self.add(" ");
            }
        }
    }

    fn end(&mut self, name: &str, is_note: bool) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        match name {
            "w:t" => self.is_text = false,
            "w:tbl" => {
                self.tables.pop();
            }
            "w:p" => {
                let text = self.open.pop().unwrap_or_default();
                let place = match self.tables.last() {
                    _ if is_note => ReadPlace::Note,
                    Some(table) => ReadPlace::Cell(*table),
                    None => ReadPlace::Text,
                };
                let text = text.trim().to_owned();
                if !text.is_empty() {
                    self.all.push(ReadParagraph { text, place });
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, words: &str) {
        if let Some(open) = self.open.last_mut().filter(|_| self.passed_over == 0) {
            open.push_str(words);
        }
    }
}

/// Returns the names and values of the part with the maker's own.
fn names(part: &str) -> Result<BTreeMap<String, String>, ReadingError> {
    let mut reader = Reader::from_str(part);
    let mut all = BTreeMap::new();
    let mut name: Option<String> = None;
    loop {
        match reader.read_event().map_err(|_| ReadingError::Damaged)? {
            Event::Start(element) if element.name().as_ref() == "property" => {
                let attribute = element.try_get_attribute("name").ok().flatten();
                let value = attribute.and_then(|name| {
                    let value = name.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
                    Some(value.into_owned())
                });
                if let Some(value) = &value {
                    all.insert(value.clone(), String::new());
                }
                name = value;
            }
            Event::Text(text) => {
                let text = text.xml10_content();
                if let Some(value) = name.as_ref().and_then(|name| all.get_mut(name)) {
                    value.push_str(text.trim());
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(value) = name.as_ref().and_then(|name| all.get_mut(name)) {
                    value.push_str(&resolved(&entity));
                }
            }
            Event::End(element) if element.name().as_ref() == "property" => name = None,
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}
