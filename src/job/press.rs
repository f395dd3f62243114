//! The press: a document → the bytes of its PDF, and what went wrong on the way.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::workspace::Workspace;
use gongwen::document::Document;
use gongwen::foreign;
use gongwen::pdf;
use gongwen::typeset::{FontBook, FontError, Image, Materials, typeset};

use super::{failed, fonts};

/// Sets and prints documents with a workspace's faces, seals and watermark.
#[derive(Debug)]
pub struct Press<'a> {
    workspace: &'a Workspace,
    fonts: FontBook,
    /// Words across every page; empty for none.
    watermark: &'a str,
}

/// A printed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
}

impl<'a> Press<'a> {
    /// A press for a workspace.
    ///
    /// # Errors
    /// A face that `duban.toml` names cannot be used.
    pub fn new(workspace: &'a Workspace) -> Result<Self, FontError> {
        Ok(Self {
            workspace,
            fonts: fonts(workspace)?,
            watermark: &workspace.config.watermark,
        })
    }

    /// The same press with other words across every page; empty ones leave it as it is.
    #[must_use]
    pub fn with_watermark(self, words: &'a str) -> Self {
        if words.trim().is_empty() {
            self
        } else {
            Self {
                watermark: words,
                ..self
            }
        }
    }

    /// The words across every page; empty for none.
    pub fn watermark(&self) -> &'a str {
        self.watermark.trim()
    }

    /// Sets a document and makes its PDF. `path` names it in messages, `date` stands in its
    /// metadata. What could not be set as written is added to `problems`.
    ///
    /// # Errors
    /// The PDF cannot be made.
    pub fn print(
        &self,
        document: &Document,
        path: &str,
        date: Date,
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        let watermark = self.watermark();
        let materials = Materials {
            images: self.seals(document, path, problems),
            watermark: Some(watermark).filter(|words| !words.is_empty()),
            ..Materials::new(&self.fonts)
        };
        let set = typeset(document, &materials);
        for missing in &set.missing {
            problems.push(
                Diagnostic::new(Code::GlyphMissing, missing.to_string())
                    .at(Place::file(path))
                    .hint("换用含有该字的字体，或改用别的写法"),
            );
        }
        for overflow in &set.overflows {
            problems.push(
                Diagnostic::new(Code::LayoutOverflow, overflow.to_string())
                    .at(Place::file(path))
                    .hint("缩短文字，或在模板里调整"),
            );
        }
        let bytes = pdf::write(&set.pages, &self.fonts, date);
        let bytes = bytes.map_err(|error| failed(path, error))?;
        Ok(Printed {
            bytes,
            pages: set.pages.pages.len(),
        })
    }

    /// The pictures of the seals that can be used. Without one the room for it stays blank.
    fn seals(
        &self,
        document: &Document,
        path: &str,
        problems: &mut Diagnostics,
    ) -> BTreeMap<String, Arc<Image>> {
        let mut images = BTreeMap::new();
        for name in &document.front.seals {
            if images.contains_key(name) {
                continue;
            }
            match image(&self.workspace.root.join(name)) {
                Ok(image) => {
                    images.insert(name.clone(), Arc::new(image));
                }
                Err(reason) => problems.push(
                    Diagnostic::new(
                        Code::ImageInvalid,
                        format!("印章“{name}”不能使用，未加盖：{reason}"),
                    )
                    .at(Place::file(path)),
                ),
            }
        }
        images
    }
}

fn image(file: &Path) -> Result<Image, String> {
    let bytes = std::fs::read(file).map_err(|error| foreign::system(&error))?;
    Image::decode(&bytes).map_err(|error| error.to_string())
}
