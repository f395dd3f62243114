//! A saved web page (.html, and what systems export as .xls but is one).
//!
//! The page is read as a browser reads it, whatever is wrong with its tags. Scripts, styles and menus are left out.

use encoding_rs::{Encoding, GB18030, GBK, UTF_8};
use scraper::{ElementRef, Html, Node};

use super::flow::{Cell, DEEPEST, Flow, Piece, Row, Rows};
use super::{Published, flow, too_large};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::SourceFile;

/// The largest page that is read, in bytes: its tree takes many times as much.
const LARGEST: usize = 24 << 20;

/// The deepest elements that are told apart; the text of those below is run together.
const DEEPEST_ELEMENT: usize = 256;

/// The bytes in which the page names its encoding.
const HEAD: usize = 4 << 10;

/// The most rows over which a cell extends, as browsers have it.
const MOST_ROWS: usize = 65_534;

/// Reads a web page.
///
/// # Errors
/// It is too large.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    problems: &mut Diagnostics,
) -> Result<Published, Diagnostic> {
    let flow = content(name, bytes, None, problems)?;
    let draft = flow::write(flow).map_err(|_| too_large(name))?;
    Ok(draft.finish(name))
}

/// Returns the content of a web page of the file `name`; `stated` is the name of its encoding where the page itself does
/// not give it.
///
/// # Errors
/// It is too large.
pub(super) fn content(
    name: &str,
    bytes: &[u8],
    stated: Option<&str>,
    problems: &mut Diagnostics,
) -> Result<Flow, Diagnostic> {
    if bytes.len() > LARGEST {
        return Err(too_large(name));
    }
    let text = decoded(name, bytes, stated, problems);
    let page = Html::parse_document(&text);
    let mut walker = Walker::default();
    walker.element(page.root_element(), 0);
    walker.end();
    Ok(walker.flow)
}

/// Returns the text of a page. One or two bytes that are no text do not spoil a page of many.
fn decoded(name: &str, bytes: &[u8], stated: Option<&str>, problems: &mut Diagnostics) -> String {
    let label = label(bytes).or_else(|| stated.map(str::to_owned));
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // The Chinese encodings and UTF-8 are mistaken for each other so often that the bytes themselves decide.
    let other = named.filter(|&named| ![UTF_8, GBK, GB18030].contains(&named));
    if other.is_none()
        && let Ok(source) = SourceFile::decode(name, bytes)
    {
        return source.text().to_owned();
    }
    let encoding = match (other, named) {
        (Some(other), _) => other,
        (None, Some(named)) if named == UTF_8 => UTF_8,
        _ => GB18030,
    };
    let (text, _, is_broken) = encoding.decode(bytes);
    if is_broken {
        let count = text.matches('\u{fffd}').count();
        let message = format!("网页中有{count}处不是{}文字，读作“\u{fffd}”", encoding.name());
        problems.push(
            Diagnostic::new(Code::FileEncoding, message)
                .at(Place::file(name))
                .hint("重新保存网页，或在附件表里改正带“\u{fffd}”的文字"),
        );
    }
    text.into_owned()
}

/// Returns the encoding that a page names in its head.
fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|char: char| !(char.is_ascii_alphanumeric() || "-_:.".contains(char)));
    rest.get(..end.unwrap_or(rest.len())).map(str::to_owned)
}

/// The state of going through a page, or through a cell.
#[derive(Debug, Default)]
struct Walker {
    flow: Flow,
    /// The paragraph that is open.
    paragraph: String,
    /// True after a blank that counts only if text follows.
    blank: bool,
    /// The tables around.
    tables: usize,
    /// True within text whose line breaks count.
    is_preformatted: bool,
}

/// The elements that begin a line of their own.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "tbody",
    "tr",
    "ul",
];

/// The elements whose content is no part of a text.
const LEFT_OUT: [&str; 17] = [
    "audio", "button", "canvas", "datalist", "head", "iframe", "nav", "noscript", "object", "rp",
    "rt", "script", "select", "style", "svg", "template", "textarea",
];

impl Walker {
    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        let name = element.value().name();
        if LEFT_OUT.contains(&name) {
            return;
        }
        if depth > DEEPEST_ELEMENT {
            element.text().for_each(|text| self.text(text));
            return;
        }
        match name {
            "br" => return self.line_break(),
            "table" if self.tables < DEEPEST => return self.table(element, depth),
            _ => {}
        }
        let is_block = BLOCKS.contains(&name);
        let outer = self.is_preformatted;
        self.is_preformatted |= name == "pre";
        if is_block {
            self.end();
        }
        let ordered = name == "ol";
        let mut number = attribute(element, "start").unwrap_or(1);
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.text(text),
                Node::Element(_) => {
                    let Some(child) = ElementRef::wrap(child) else { continue };
                    if ordered && child.value().name() == "li" {
                        self.item(child, number, depth);
                        number = number.saturating_add(1);
                    } else {
                        self.element(child, depth + 1);
                    }
                }
                _ => {}
            }
        }
        if is_block {
            self.end();
        }
        self.is_preformatted = outer;
        // Cells of a table that is too deep, or of none, do not run together.
        if matches!(name, "td" | "th") {
            self.blank = true;
        }
    }

    /// An item of a numbered list, whose number the browser counts; one that has its number in its text already keeps
    /// that.
    fn item(&mut self, item: ElementRef<'_>, number: usize, depth: usize) {
        self.end();
        let text: String = item.text().take(64).collect();
        let begins = |char: char| char.is_numeric() || "（(第一二三四五六七八九十".contains(char);
        let is_numbered = text.trim_start().starts_with(begins);
        if !is_numbered && !text.trim().is_empty() {
            let number = attribute(item, "value").unwrap_or(number);
            self.paragraph = format!("{number}. ");
        }
        let before = self.flow.len();
        let mark = std::mem::take(&mut self.paragraph);
        self.element(item, depth + 1);
        if let Some(Piece::Paragraph(text)) = self.flow.get_mut(before) {
            text.insert_str(0, &mark);
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_preformatted {
            self.paragraph.push_str(text);
            return;
        }
        for char in text.chars() {
            if char.is_ascii_whitespace() {
                self.blank = true;
                continue;
            }
            // Pages break lines anywhere in Chinese text; a blank counts only beside a letter or digit.
            if std::mem::take(&mut self.blank)
                && self.paragraph.chars().next_back().is_some_and(|last| last != '\n')
            {
                self.paragraph.push(' ');
            }
            self.paragraph.push(char);
        }
    }

    fn line_break(&mut self) {
        self.blank = false;
        self.paragraph.push('\n');
    }

    /// Ends the paragraph that is open. One without text is none.
    fn end(&mut self) {
        self.blank = false;
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = paragraph.trim_matches(['\n', ' ', '\r']);
        if !text.is_empty() {
            self.flow.push(Piece::Paragraph(text.to_owned()));
        }
    }

    fn table(&mut self, table: ElementRef<'_>, depth: usize) {
        self.end();
        let mut rows = Vec::new();
        // The parts of the table that are open, the last on top.
        let mut open = vec![table.children()];
        while let Some(children) = open.last_mut() {
            let Some(child) = children.next() else {
                open.pop();
                continue;
            };
            let Some(child) = ElementRef::wrap(child) else { continue };
            match child.value().name() {
                "thead" | "tbody" | "tfoot" => open.push(child.children()),
                "tr" => rows.push(self.row(child, depth)),
                "caption" => self.element(child, depth + 1),
                _ => {}
            }
        }
        self.flow.push(Piece::Table(rows));
    }

    fn row(&self, row: ElementRef<'_>, depth: usize) -> Row {
        let cells = row.children().filter_map(ElementRef::wrap);
        let cells = cells.filter(|cell| matches!(cell.value().name(), "td" | "th"));
        let cells = cells.map(|cell| {
            let mut inner = Self { tables: self.tables + 1, ..Self::default() };
            inner.element(cell, depth + 1);
            inner.end();
            Cell {
                columns: attribute(cell, "colspan").unwrap_or(1).max(1),
                rows: Rows::Count(attribute(cell, "rowspan").unwrap_or(1).min(MOST_ROWS)),
                content: inner.flow,
            }
        });
        Row { skipped: 0, cells: cells.collect() }
    }
}

/// Returns a number that is the value of an attribute.
fn attribute(element: ElementRef<'_>, name: &str) -> Option<usize> {
    let value = element.value().attr(name)?.trim();
    let end = value.find(|char: char| !char.is_ascii_digit()).unwrap_or(value.len());
    value.get(..end)?.parse().ok()
}
