//! Asterisks beside a value from data set apart whatever the value begins or ends with.
//!
//! CommonMark takes `**` for emphasis only if what stands inside of it and outside of it is of fitting
//! kinds: `共**5项**` is, `共**“甲”**` is not. Whether a template is right would depend on the data.
//! So a character that is neither mark nor blank is put between asterisks and the numeric reference
//! that a value has at its edge ([`super::escape`]), and taken out of the words again.

use std::borrow::Cow;

/// A character that is put beside asterisks: a noncharacter that the text does not have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(Option<char>);

impl Edge {
    /// The text with edges, and what they are.
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

    /// Words as they were before.
    pub(super) fn take_out<'t>(self, words: &'t str) -> Cow<'t, str> {
        match self.0 {
            Some(edge) if words.contains(edge) => Cow::Owned(words.replace(edge, "")),
            _ => Cow::Borrowed(words),
        }
    }
}
