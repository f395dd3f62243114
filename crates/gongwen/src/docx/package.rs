//! The package: parts with their types and relationships, in a fixed order and with a fixed time.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::DocxError;
use super::xml::Xml;

/// The namespace of text.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships in parts.
pub(super) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// The parts of a package.
#[derive(Default)]
pub(super) struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    types: BTreeMap<String, String>,
    relations: BTreeMap<String, Vec<(String, String)>>,
}

impl Package {
    /// Adds a part with its content type, and the relationship by which the part `from` (empty for the package) leads to
    /// it. Returns the identifier of the relationship.
    pub(super) fn add(
        &mut self,
        name: &str,
        (content_type, bytes): (&str, Vec<u8>),
        (from, relation): (&str, &str),
    ) -> String {
        self.parts.insert(name.to_owned(), bytes);
        self.types.insert(name.to_owned(), content_type.to_owned());
        self.relate(from, relation, name)
    }

    /// Adds a relationship to a part, and returns its identifier.
    pub(super) fn relate(&mut self, from: &str, relation: &str, to: &str) -> String {
        let all = self.relations.entry(from.to_owned()).or_default();
        let target = (relation.to_owned(), to.to_owned());
        let known = all.iter().position(|other| *other == target);
        let place = known.unwrap_or_else(|| {
            all.push(target);
            all.len() - 1
        });
        format!("rId{}", place + 1)
    }

    /// Replaces the content of a part.
    pub(super) fn set(&mut self, name: &str, bytes: Vec<u8>) {
        self.parts.insert(name.to_owned(), bytes);
    }

    /// Returns the archive.
    ///
    /// # Errors
    /// The archive cannot be written: it would be too large.
    pub(super) fn finish(self) -> Result<Vec<u8>, DocxError> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut write = |name: &str, bytes: &[u8]| -> Result<(), DocxError> {
            zip.start_file(name, options)?;
            zip.write_all(bytes)?;
            Ok(())
        };
        write("[Content_Types].xml", &self.content_types())?;
        for (from, relations) in &self.relations {
            write(&relations_of(from), &relationships(from, relations))?;
        }
        for (name, bytes) in &self.parts {
            write(name, bytes)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn content_types(&self) -> Vec<u8> {
        let mut xml = Xml::part();
        xml.start("Types", &[("xmlns", &TYPES)]);
        let relations = "application/vnd.openxmlformats-package.relationships+xml";
        xml.empty("Default", &[("Extension", &"rels"), ("ContentType", &relations)]);
        xml.empty("Default", &[("Extension", &"emf"), ("ContentType", &"image/x-emf")]);
        for (name, content_type) in &self.types {
            if !name.ends_with(".emf") {
                let name = format!("/{name}");
                xml.empty("Override", &[("PartName", &name), ("ContentType", content_type)]);
            }
        }
        xml.end("Types");
        xml.finish()
    }
}

/// Returns the name of the part with the relationships of a part.
fn relations_of(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

fn relationships(from: &str, relations: &[(String, String)]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.start("Relationships", &[("xmlns", &PACKAGE)]);
    let folder = from.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    for (index, (relation, to)) in relations.iter().enumerate() {
        let target = to.strip_prefix(&*folder).unwrap_or(to);
        let id = format!("rId{}", index + 1);
        xml.empty("Relationship", &[("Id", &id), ("Type", relation), ("Target", &target)]);
    }
    xml.end("Relationships");
    xml.finish()
}
