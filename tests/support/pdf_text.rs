//! The text of a PDF as a reader copies it: the texts of the fonts' ToUnicode tables and of the content's
//! ActualText, in the order of the content.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Map from two-byte codes to text.
type Characters = BTreeMap<u16, String>;

/// Returns the text of all pages.
pub fn text(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).expect("the PDF can be read");
    let pages = document.get_pages();
    pages.values().map(|&page| page_text(&document, page)).collect()
}

fn page_text(document: &Document, page: ObjectId) -> String {
    let fonts: BTreeMap<Vec<u8>, Characters> = document
        .get_page_fonts(page)
        .expect("the page names its fonts")
        .into_iter()
        .map(|(name, font)| (name, characters(document, font)))
        .collect();
    let content = document.get_page_content(page);
    let content = Content::decode(&content).expect("the content can be read");
    let mut reader = Reader { fonts: &fonts, font: None, said: Vec::new(), text: String::new() };
    for operation in &content.operations {
        reader.take(operation);
    }
    reader.text
}

struct Reader<'a> {
    fonts: &'a BTreeMap<Vec<u8>, Characters>,
    font: Option<&'a Characters>,
    /// Flags for the open marked contents: true if the text has been output already.
    said: Vec<bool>,
    text: String,
}

impl Reader<'_> {
    fn take(&mut self, operation: &Operation) {
        let operands = &operation.operands;
        match operation.operator.as_str() {
            "Tf" => self.font = self.fonts.get(operands[0].as_name().unwrap()),
            "BMC" => self.said.push(false),
            "BDC" => {
                let actual = operands[1].as_dict().ok();
                let actual = actual.and_then(|marks| marks.get(b"ActualText").ok());
                if let Some(actual) = actual {
                    self.text.push_str(&utf16(&actual.as_str().unwrap()[2..]));
                }
                self.said.push(actual.is_some());
            }
            "EMC" => {
                self.said.pop().expect("marked content is well nested");
            }
            "TJ" if !self.said.contains(&true) => {
                for piece in operands[0].as_array().unwrap() {
                    if let Object::String(codes, _) = piece {
                        self.show(codes);
                    }
                }
            }
            "Tj" | "'" | "\"" => panic!("text is shown by TJ alone"),
            _ => {}
        }
    }

    fn show(&mut self, codes: &[u8]) {
        let font = self.font.expect("a font is chosen");
        for code in codes.chunks_exact(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            self.text.push_str(font.get(&code).unwrap_or_else(|| panic!("code {code} is no text")));
        }
    }
}

/// Reads the ToUnicode table of a font.
fn characters(document: &Document, font: &Dictionary) -> Characters {
    let table = font.get(b"ToUnicode").and_then(Object::as_reference);
    let table = table.and_then(|id| document.get_object(id)?.as_stream());
    let table = table.expect("the font has a ToUnicode table");
    let table = table.decompressed_content().unwrap_or_else(|_| table.content.clone());
    let table = String::from_utf8(table).expect("the table is text");
    let mut characters = Characters::new();
    for section in table.split("beginbfrange").skip(1) {
        let section = section.split("endbfrange").next().unwrap_or_default();
        for line in section.lines().filter(|line| line.contains('<')) {
            // First and last code, and a list with the text of each.
            let words = hexadecimals(line);
            let codes = number(&words[0])..=number(&words[1]);
            assert_eq!(codes.len(), words.len() - 2, "a text for each code: {line}");
            characters.extend(codes.zip(words[2..].iter().map(|text| utf16(text))));
        }
    }
    characters
}

/// Reads the `<…>` of a line as bytes.
fn hexadecimals(line: &str) -> Vec<Vec<u8>> {
    let words = line.split('<').skip(1);
    words
        .map(|word| {
            let word = word.split('>').next().unwrap_or_default();
            let byte = |at: usize| u8::from_str_radix(&word[at..at + 2], 16).unwrap();
            (0..word.len()).step_by(2).map(byte).collect()
        })
        .collect()
}

fn number(bytes: &[u8]) -> u16 {
    u16::from_be_bytes([bytes[0], bytes[1]])
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(number).collect();
    String::from_utf16(&units).expect("the text is UTF-16")
}
