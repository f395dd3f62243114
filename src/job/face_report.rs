//! The faces that serve the roles of documents, and the characters of the office's data that each of them lacks.

use std::collections::BTreeSet;

use super::{JobError, Session, fonts};
use crate::plan::Item;
use crate::workspace::FaceFile;
use gongwen::typeset::Role;

/// A face in its role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceReport {
    /// The role in the office's words: 仿宋; 生僻字 for the face of rare characters.
    pub role: &'static str,
    /// The file.
    pub file: FaceFile,
    /// The face's PostScript name.
    pub name: String,
    /// The characters that it lacks and another face has in its place, with the name of that face.
    pub replaced: Vec<(char, String)>,
    /// The characters that no face has.
    pub missing: Vec<char>,
}

/// Returns the face of each role, and that of rare characters.
///
/// # Errors
/// A face cannot be used.
pub fn face_report(session: &Session) -> Result<Vec<FaceReport>, JobError> {
    let workspace = &session.workspace;
    let (files, book) = (workspace.face_files(), fonts(workspace)?);
    let reader = book.reader();
    let characters = characters(session);
    let mut faces: Vec<FaceReport> = Vec::new();
    for (role, (id, face)) in Role::ALL.into_iter().zip(book.faces()) {
        let mut report = FaceReport {
            role: word(role),
            file: files.role(role).clone(),
            name: face.name.clone(),
            replaced: Vec::new(),
            missing: Vec::new(),
        };
        for &c in &characters {
            match reader.glyph(role, c) {
                Some(found) if found.face == id => {}
                Some(found) => report.replaced.push((c, book.face(found.face).name.clone())),
                None => report.missing.push(c),
            }
        }
        faces.push(report);
    }
    let rare = book.faces().nth(Role::ALL.len());
    faces.extend(files.rare.zip(rare).map(|(file, (_, face))| FaceReport {
        role: "生僻字",
        file,
        name: face.name.clone(),
        replaced: Vec::new(),
        missing: Vec::new(),
    }));
    Ok(faces)
}

fn word(role: Role) -> &'static str {
    match role {
        Role::FangSong => "仿宋",
        Role::Hei => "黑体",
        Role::Kai => "楷体",
        Role::TitleSong => "小标宋",
        Role::Song => "宋体",
    }
}

/// Returns the characters of names, items and returns that are drawn.
fn characters(session: &Session) -> BTreeSet<char> {
    let names = session.registry.names().map(|(name, _)| name);
    let leaders = session.registry.leader_names();
    let items = session.plan.items().iter().chain(session.plan.headings()).flat_map(item_texts);
    let returns = session.progress.months.values().flat_map(|returns| {
        returns.values().flat_map(|one| {
            [&one.progress, &one.problems, &one.next_steps, &one.reporter].map(String::as_str)
        })
    });
    let texts = names.chain(leaders).chain(items).chain(returns);
    let is_drawn = |c: &char| !c.is_whitespace() && !c.is_control();
    texts.flat_map(str::chars).filter(is_drawn).collect()
}

fn item_texts(item: &Item) -> impl Iterator<Item = &str> {
    let parties = item.lead.iter().chain(&item.support).chain(&item.implement);
    let texts = [&item.text, &item.short_title].into_iter().chain(&item.leaders);
    texts
        .chain(&item.category)
        .chain(&item.deadline)
        .map(String::as_str)
        .chain(parties.map(|party| &*party.written))
}
