//! A writer of XML parts.

use std::fmt::Display;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element, in their order.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// An XML part in the making. Everything is written to memory.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// Begins a part with its declaration.
    pub(super) fn part() -> Self {
        let mut xml = Self::piece();
        let declaration = BytesDecl::new("1.0", Some("UTF-8"), Some("yes"));
        xml.event(Event::Decl(declaration));
        xml
    }

    /// Begins a piece that becomes a part of another one.
    pub(super) fn piece() -> Self {
        Self { writer: Writer::new(Vec::new()) }
    }

    /// Returns what was written.
    pub(super) fn finish(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    /// Begins an element.
    pub(super) fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        let element = element(name, attributes);
        self.event(Event::Start(element));
    }

    /// Ends an element.
    pub(super) fn end(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// Adds an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        let element = element(name, attributes);
        self.event(Event::Empty(element));
    }

    /// Adds an element whose only attribute is `w:val`.
    pub(super) fn value(&mut self, name: &str, value: &dyn Display) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Adds an element with text. Characters that XML does not have are left out.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.start(name, attributes);
        let text = allowed(text);
        self.event(Event::Text(BytesText::new(&text)));
        self.end(name);
    }

    fn event(&mut self, event: Event<'_>) {
        // A vector takes everything.
        let _ = self.writer.write_event(event);
    }
}

fn element<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut element = BytesStart::new(name);
    for (name, value) in attributes {
        element.push_attribute((*name, allowed(&value.to_string()).as_str()));
    }
    element
}

/// Returns text without characters that XML does not have.
fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| matches!(c, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().filter(is_allowed).collect()
}
