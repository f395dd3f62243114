//! The XML of the parts of office files, as far as it is read here and not by calamine.

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// A step through a document.
#[derive(Debug, PartialEq)]
pub(super) enum Step<'x> {
    /// The beginning of an element, by its name without a prefix.
    Open(&'x str, &'x Attributes),
    Text(&'x str),
    /// The end of an element.
    Close(&'x str),
}

/// The attributes of an element: names without a prefix, and values.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().filter_map(Result::ok).map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value =
                unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), Into::into);
            (name, value)
        });
        Self(attributes.collect())
    }
}

/// Goes through a document step by step, up to its end or to the place where it is broken.
pub(super) fn walk(text: &str, mut step: impl FnMut(Step<'_>)) {
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(start) => {
                step(Step::Open(start.local_name().as_ref(), &Attributes::of(&start)));
            }
            Event::Empty(start) => {
                let name = start.local_name();
                step(Step::Open(name.as_ref(), &Attributes::of(&start)));
                step(Step::Close(name.as_ref()));
            }
            Event::End(end) => step(Step::Close(end.local_name().as_ref())),
            Event::Text(text) => step(Step::Text(&text.xml10_content())),
            Event::CData(text) => step(Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let char = reference.resolve_char_ref().ok().flatten();
                let text = match char {
                    Some(char) => char.to_string(),
                    None => {
                        let entity = format!("&{};", reference.xml10_content());
                        unescape(&entity).map(Into::into).unwrap_or(entity.clone())
                    }
                };
                step(Step::Text(&text));
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_texts_are_handed_out() {
        let mut seen = Vec::new();
        walk(r#"<x:a r:id="1&amp;2">甲&lt;&#20057;<b/></x:a>"#, |step| {
            seen.push(match step {
                Step::Open(name, attributes) => {
                    format!("+{name}{}", attributes.get("id").unwrap_or(""))
                }
                Step::Text(text) => text.to_owned(),
                Step::Close(name) => format!("-{name}"),
            });
        });
        assert_eq!(seen, ["+a1&2", "甲", "<", "乙", "+b", "-b", "-a"]);
    }
}
