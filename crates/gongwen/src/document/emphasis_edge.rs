//! Emphasis beside a value from data: the asterisks work whatever the value begins or ends with.
//!
//! CommonMark takes `**` for emphasis only if the characters inside and outside of it are of suitable kinds:
//! `共**5项**` is emphasis, `共**“甲”**` is not. Without this module, the correctness of a template would depend
//! on the data. So a character that is neither punctuation nor blank is inserted between asterisks and the
//! numeric reference that a value has at its edge ([`super::escape`]), and is removed from the words again.

use std::borrow::Cow;

/// The character inserted beside asterisks: a noncharacter that the text does not contain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(Option<char>);

impl Edge {
    /// Returns the text with edges, and the character used for them.
    pub(super) fn put_in(text: &str) -> (Cow<'_, str>, Self) {
        let (mut noncharacters, beside) = ('\u{FDD0}'..='\u{FDEF}', ["*&#x", ";*"]);
        if !beside.iter().any(|pair| text.contains(pair)) {
            return (Cow::Borrowed(text), Self(None));
        }
        let Some(edge) = noncharacters.find(|&c| !text.contains(c)) else {
            return (Cow::Borrowed(text), Self(None));
        };
        let text = text.replace("*&#x", &format!("*{edge}&#x"));
        let text = text.replace(";*", &format!(";{edge}*"));
        (Cow::Owned(text), Self(Some(edge)))
    }

    /// Returns the words without edges.
    pub(super) fn take_out<'t>(self, words: &'t str) -> Cow<'t, str> {
        match self.0 {
            Some(edge) if words.contains(edge) => Cow::Owned(words.replace(edge, "")),
            _ => Cow::Borrowed(words),
        }
    }
}
