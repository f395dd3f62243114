//! Emphasis beside a value from data: the asterisks work whatever the value begins or ends with.
//!
//! CommonMark takes `**` for emphasis only if the characters inside and outside of it are of suitable kinds:
//! `共**5项**` is emphasis, `共**“甲”**` is not. Without this module, the correctness of a template would depend
//! on the data. So a character that is neither punctuation nor blank is inserted between asterisks and the
//! numeric reference that a value has at its edge ([`super::escape`]), and is removed from the words again.
//!
//! The same character keeps the paragraph `[备注]: 内容` from being the definition of a link, which CommonMark takes out
//! of the text.

use std::borrow::Cow;

use super::definition;

/// The character inserted beside asterisks: a noncharacter that the text does not contain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(Option<char>);

impl Edge {
    /// Returns the text with edges, and the character used for them.
    pub(super) fn put_in(text: &str) -> (Cow<'_, str>, Self) {
        let (mut noncharacters, beside) = ('\u{FDD0}'..='\u{FDEF}', ["*&#x", ";*"]);
        let defines = text.lines().any(definition::may_begin);
        if !defines && !beside.iter().any(|pair| text.contains(pair)) {
            return (Cow::Borrowed(text), Self(None));
        }
        let Some(edge) = noncharacters.find(|&c| !text.contains(c)) else {
            return (Cow::Borrowed(text), Self(None));
        };
        let text = text.replace("*&#x", &format!("*{edge}&#x"));
        let text = text.replace(";*", &format!(";{edge}*"));
        let line = |line: &str| match (definition::may_begin(line), line.find('[')) {
            (true, Some(at)) => format!("{}{edge}{}", &line[..at], &line[at..]),
            _ => line.to_owned(),
        };
        let text = text.split_inclusive('\n').map(line).collect();
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
