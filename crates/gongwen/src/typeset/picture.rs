//! The pictures named by documents.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::image::{Image, ImageError};

/// Pictures by the names that documents give them, including those that cannot be used.
#[derive(Debug, Clone, Default)]
pub struct Pictures(BTreeMap<String, Result<Arc<Image>, ImageError>>);

/// A picture that a document names and that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusablePicture {
    /// The name in the document.
    pub name: String,
    /// The reason.
    pub reason: ImageError,
}

impl Pictures {
    /// Reads the files in `folder` with these names. A file that cannot be used is kept as such, and is
    /// a problem of the documents that name it.
    pub fn load(folder: &Path, names: &[String]) -> Self {
        let picture = |name: &String| (name.clone(), Image::load(&folder.join(name)).map(Arc::new));
        let names: BTreeSet<&String> = names.iter().collect();
        Self(names.into_iter().map(picture).collect())
    }

    /// Adds a picture.
    pub fn insert(&mut self, name: impl Into<String>, image: Image) {
        self.0.insert(name.into(), Ok(Arc::new(image)));
    }

    /// Returns the picture of a name, if it can be used.
    pub(super) fn get(&self, name: &str) -> Option<Arc<Image>> {
        self.0.get(name)?.as_ref().ok().cloned()
    }

    /// Returns the names without a usable picture, each once.
    pub(super) fn unusable(&self, names: &[String]) -> Vec<UnusablePicture> {
        let mut unusable: Vec<UnusablePicture> = Vec::new();
        for name in names {
            let reason = match self.0.get(name) {
                Some(Ok(_)) => continue,
                Some(Err(reason)) => reason.clone(),
                None => ImageError::Absent,
            };
            if !unusable.iter().any(|other| other.name == *name) {
                unusable.push(UnusablePicture { name: name.clone(), reason });
            }
        }
        unusable
    }
}

/// The message for the user, in Chinese.
impl fmt::Display for UnusablePicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "印章“{}”不能使用，未加盖：{}", self.name, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_cannot_be_used_is_reported_once() {
        let names = ["none.png", "Cargo.toml", "none.png"].map(str::to_owned);
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let printed = |pictures: Pictures| -> Vec<String> {
            let unusable = pictures.unusable(&names);
            unusable.iter().map(UnusablePicture::to_string).collect()
        };
        assert_eq!(
            printed(Pictures::load(folder, &names)),
            [
                "印章“none.png”不能使用，未加盖：没有这个文件或文件夹",
                "印章“Cargo.toml”不能使用，未加盖：图片既不是 PNG，也不是 JPEG"
            ]
        );
        assert_eq!(
            printed(Pictures::default())[0],
            "印章“none.png”不能使用，未加盖：没有给出这张图片"
        );
    }
}
