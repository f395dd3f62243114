//! The pictures of documents as their sources: which there are is known only from the document.

use std::path::Path;

use gongwen::document::Document;

use crate::output::{Sources, file_hash};
use crate::workspace::Workspace;

/// The beginning of the name of a picture among the sources; its path follows.
const PICTURE: &str = "图片 ";

/// Returns the pictures of a document, without those that may not be read.
pub(super) fn pictures(workspace: &Workspace, document: &Document) -> Sources {
    let Workspace { root, config } = workspace;
    let mut sources = Sources::new();
    for seal in document.front.seals.iter().filter(|seal| config.paths.admits(seal)) {
        sources.add_hash(format!("{PICTURE}{seal}"), file_hash(&root.join(seal)));
    }
    sources
}

/// Returns the pictures among the sources of an earlier making, as they are now.
pub(super) fn pictures_now(root: &Path, before: &Sources) -> Sources {
    let mut sources = Sources::new();
    for name in before.names() {
        if let Some(path) = name.strip_prefix(PICTURE) {
            sources.add_hash(name, file_hash(&root.join(path)));
        }
    }
    sources
}
