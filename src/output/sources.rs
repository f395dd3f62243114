//! The sources of an output: a hash of each part of the data, the settings and the program that it is made from.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use gongwen::regular_file;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// The sources of an output: the name of each, as it is shown to the office, with a hash of its content.
///
/// Most outputs share most of their sources: names and hashes are kept once for all of them, and copies of a list
/// share it until one of them changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources(Arc<Vec<Source>>);

/// A source and the hash of its content. The sources of a list are in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    name: Arc<str>,
    hash: Arc<str>,
}

/// A difference between the sources of an output and those that it was last made from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A source with other content.
    Changed(String),
    /// A source that is new.
    Added(String),
    /// A source that is gone.
    Removed(String),
}

impl Sources {
    /// Returns no sources.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns whether there are none: nothing is known of the output's making.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a source with its content.
    pub fn add(&mut self, name: impl Into<String>, content: impl AsRef<[u8]>) {
        self.add_hash(name, short_hash(content.as_ref()));
    }

    /// Adds a source with the hash of its content.
    pub fn add_hash(&mut self, name: impl Into<String>, hash: String) {
        self.insert(Source { name: name.into().into(), hash: hash.into() });
    }

    /// Adds other sources.
    pub fn extend(&mut self, other: &Self) {
        if self.is_empty() {
            self.clone_from(other);
            return;
        }
        for source in &*other.0 {
            self.insert(source.clone());
        }
    }

    /// Puts a source in its place; another one of its name is replaced.
    fn insert(&mut self, source: Source) {
        let sources = Arc::make_mut(&mut self.0);
        match sources.binary_search_by(|held| held.name.cmp(&source.name)) {
            Ok(at) => sources[at] = source,
            Err(at) => sources.insert(at, source),
        }
    }

    /// Returns the hash of a source; `None` where it is not among these.
    fn hash(&self, name: &str) -> Option<&str> {
        let at = self.0.binary_search_by(|held| (*held.name).cmp(name)).ok()?;
        Some(&self.0[at].hash)
    }

    /// Returns the names of the sources, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|source| &*source.name)
    }

    /// Returns the differences from the sources of an earlier making, in the order of their names.
    pub fn differences(&self, before: &Self) -> Vec<Difference> {
        let now = self.0.iter().filter_map(|Source { name, hash }| match before.hash(name) {
            None => Some(Difference::Added(name.to_string())),
            Some(old) if *old != **hash => Some(Difference::Changed(name.to_string())),
            Some(_) => None,
        });
        let gone = before.names().filter(|name| self.hash(name).is_none());
        let mut differences: Vec<_> =
            now.chain(gone.map(|name| Difference::Removed(name.to_owned()))).collect();
        differences.sort_by(|first, second| first.name().cmp(second.name()));
        differences
    }
}

impl Serialize for Sources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|source| (&*source.name, &*source.hash)))
    }
}

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = BTreeMap::<String, String>::deserialize(deserializer)?;
        let sources = read.into_iter();
        let sources = sources.map(|(name, hash)| Source { name: name.into(), hash: hash.into() });
        Ok(Self(Arc::new(sources.collect())))
    }
}

impl Difference {
    /// Returns the name of the source.
    pub fn name(&self) -> &str {
        let (Self::Changed(name) | Self::Added(name) | Self::Removed(name)) = self;
        name
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed(name) => write!(f, "{name} 有变化"),
            Self::Added(name) => write!(f, "{name} 是新增的"),
            Self::Removed(name) => write!(f, "{name} 不再有"),
        }
    }
}

/// Returns 64 bits of the SHA-256 of `content` in hexadecimal: enough to notice every change that is not made on purpose.
pub fn short_hash(content: &[u8]) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.0.update(content);
    fingerprint.finish()
}

/// Returns the hash of a file; of one that cannot be read another than of any other.
pub fn file_hash(path: &Path) -> String {
    regular_file::read(path).map_or_else(|_| String::new(), |bytes| short_hash(&bytes))
}

/// The hash of content that is handed over in pieces.
#[derive(Debug, Clone, Default)]
pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Adds a text; its end counts too.
    pub fn text(&mut self, text: &str) {
        self.0.update(text.as_bytes());
        self.0.update([0xFF]);
    }

    /// Adds a value by all that its debugging output shows.
    pub fn value(&mut self, value: &impl fmt::Debug) {
        // The hash takes every text.
        let _ = write!(self, "{value:?}");
        self.0.update([0xFF]);
    }

    /// Returns 64 bits of the hash in hexadecimal.
    pub fn finish(self) -> String {
        let hash = self.0.finalize();
        hash.iter().take(8).fold(String::with_capacity(16), |mut hex, byte| {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl fmt::Write for Fingerprint {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(parts: &[(&str, &str)]) -> Sources {
        let mut sources = Sources::new();
        parts.iter().for_each(|(name, content)| sources.add(*name, content));
        sources
    }

    #[test]
    fn differences_are_named_in_order() {
        let before = sources(&[("甲", "1"), ("乙", "1"), ("丙", "1")]);
        let now = sources(&[("甲", "1"), ("丙", "2"), ("丁", "1")]);
        let words: Vec<_> = now.differences(&before).iter().map(ToString::to_string).collect();
        assert_eq!(words, ["丁 是新增的", "丙 有变化", "乙 不再有"]);
        assert!(now.differences(&now.clone()).is_empty());
    }

    #[test]
    fn the_ends_of_texts_count() {
        let hash = |texts: &[&str]| {
            let mut fingerprint = Fingerprint::default();
            texts.iter().for_each(|text| fingerprint.text(text));
            fingerprint.finish()
        };
        assert_ne!(hash(&["甲乙", "丙"]), hash(&["甲", "乙丙"]));
        assert_eq!(hash(&["甲"]).len(), 16);
    }
}
