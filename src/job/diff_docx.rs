//! An edited DOCX against the document as data and template give it now, paragraph by paragraph. Nothing is changed.

use std::path::{Path, PathBuf};

use similar::{ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use super::press::DOCUMENT_MARK;
use super::run::Run;
use super::{
    BulletinError, DossierError, JobError, LeaderError, Made, NoticeError, Selection,
    SelectionError, Session, TypesetError,
};
use crate::diagnostic::Diagnostics;
use crate::numbers::Document;
use crate::output::{DocumentFormat, file_name};
use crate::period::Period;
use crate::plan::Duties;
use crate::registry::UnitId;
use gongwen::docx::{self, ReadParagraph, ReadPlace, ReadingError};
use gongwen::{foreign, regular_file};

/// The least likeness of two paragraphs of which one became the other, 0 to 1.
const ALIKE: f32 = 0.35;

/// The reasons why a DOCX cannot be compared.
#[derive(Debug, thiserror::Error)]
pub enum DiffDocxError {
    /// The file cannot be read.
    #[error("无法读取 {}：{reason}", .file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// The reason.
        reason: String,
    },
    /// It does not say which document it is.
    #[error("{} 不是 duban 生成的：文件属性里没有“文件”一项", .0.display())]
    NotOurs(PathBuf),
    /// The document is not made any more, or cannot be made.
    #[error("按现在的数据没有生成 {0}，无从比较")]
    NotMade(String),
    /// The document cannot be made.
    #[error(transparent)]
    Job(#[from] JobError),
    /// It is the letter of a unit that is not there.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// It is a bulletin that cannot be made.
    #[error(transparent)]
    Bulletin(#[from] BulletinError),
    /// It is a notice that cannot be made.
    #[error(transparent)]
    Notices(#[from] NoticeError),
    /// It is the list of a leader who is not there.
    #[error(transparent)]
    Leaders(#[from] LeaderError),
    /// It is a dossier that cannot be made.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// It is a document of the office's own that cannot be set.
    #[error(transparent)]
    Typeset(#[from] TypesetError),
}

/// An edited DOCX, and what it says of its making.
#[derive(Debug, Clone)]
pub struct EditedDocx {
    file: PathBuf,
    paragraphs: Vec<ReadParagraph>,
    /// The path of the PDF beside which it was made; of a document of the office's own its template.
    pub document: String,
    /// The date that was typed when it was made.
    pub date: Option<jiff::civil::Date>,
    /// True if it was made as a draft.
    pub draft: bool,
}

/// A paragraph that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The place: 第5段, 表2.
    pub place: String,
    /// What became of it.
    pub change: Change,
}

/// What became of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Other words, between those that stay: what was, what is.
    Altered(Vec<Piece>),
    /// A paragraph of the template that is not there any more.
    Removed(String),
    /// A paragraph that the template does not have.
    Added(String),
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words in both.
    Same(String),
    /// Words of the template that are gone.
    Old(String),
    /// Words that are new.
    New(String),
}

impl EditedDocx {
    /// Reads a DOCX of a document of ours.
    ///
    /// # Errors
    /// It cannot be read, or does not say which document it is.
    pub fn read(file: &Path) -> Result<Self, DiffDocxError> {
        let unreadable =
            |reason: String| DiffDocxError::Unreadable { file: file.to_owned(), reason };
        let bytes =
            regular_file::read(file).map_err(|error| unreadable(foreign::system(&error)))?;
        let reading =
            docx::read(&bytes).map_err(|error: ReadingError| unreadable(error.to_string()))?;
        let own = |name: &str| reading.own.get(name).cloned();
        let document = own(DOCUMENT_MARK).ok_or_else(|| DiffDocxError::NotOurs(file.to_owned()))?;
        Ok(Self {
            file: file.to_owned(),
            document,
            date: own("日期").and_then(|date| date.parse().ok()),
            draft: own("草稿").is_some(),
            paragraphs: reading.paragraphs,
        })
    }
}

/// Makes the document anew in the output folder of the session, which is left behind unpublished, and returns the
/// paragraphs that differ. `data` are those of a document of the office's own.
///
/// # Errors
/// The document cannot be made.
pub fn diff_docx(
    session: &Session,
    edited: &EditedDocx,
    data: Option<&Path>,
) -> Result<(Vec<Difference>, Diagnostics), DiffDocxError> {
    let mut run = session.begin()?;
    let (made, pdf) = made(session, &mut run, edited, data)?;
    let path = DocumentFormat::Docx.beside(&pdf);
    let bytes = run.content(&path).map_err(|_| DiffDocxError::NotMade(pdf))?;
    let now = docx::read(&bytes).map_err(|error| DiffDocxError::Unreadable {
        file: edited.file.clone(),
        reason: error.to_string(),
    })?;
    Ok((differences(&now.paragraphs, &edited.paragraphs), made.problems))
}

/// Makes the document, and returns the path of its PDF.
fn made(
    session: &Session,
    run: &mut Run<'_>,
    edited: &EditedDocx,
    data: Option<&Path>,
) -> Result<(Made, String), DiffDocxError> {
    let path = edited.document.clone();
    let parts: Vec<&str> = path.split('/').collect();
    let stem = parts.last().map_or("", |name| name.strip_suffix(".pdf").unwrap_or(name));
    let parts = if path.ends_with(".pdf") { &parts[..] } else { &[] };
    let made = match parts {
        ["letters", _] => {
            let plan = session.letter_plan();
            let duties = Duties::new(&plan, &session.registry);
            let named = |unit: &UnitId| {
                format!("{}.pdf", Document::Letter(*unit).name(&session.registry)) == path
            };
            let units: Vec<_> = duties.units().filter(named).collect();
            super::letters(session, run, &Selection::Units(units), &|| {})?
        }
        ["bulletins", _] => {
            let period: Option<Period> = stem.trim_end_matches("-一页通").parse().ok();
            super::bulletin(session, run, period)?
        }
        ["notices", "changes", _] => super::changes(session, run)?,
        ["notices", month, _] => super::notices(session, run, month.parse().ok())?,
        ["cases", ..] => super::case_papers(session, run)?,
        ["referrals", _] => super::referral_drafts(session, run)?,
        ["leaders", _] => {
            let name = stem.trim_end_matches("-一页通").to_owned();
            super::leaders(session, run, &[name], None)?
        }
        ["dossiers", _] => {
            let unit = session
                .registry
                .units()
                .find(|(_, unit)| stem == format!("{}-{}", unit.code, file_name(&unit.short)));
            let name = unit.map_or(stem, |(_, unit)| &unit.short);
            super::dossier(session, run, name)?
        }
        // A document of the office's own is called by its template.
        _ => {
            let made = super::typeset(session, run, &[Path::new(&path)], data)?;
            let pdf = made.files.first().map(|file| file.path.clone());
            return pdf.map(|pdf| (made, pdf)).ok_or(DiffDocxError::NotMade(path));
        }
    };
    Ok((made, path))
}

/// Compares paragraphs, as data and template give them, with those of an edited document.
fn differences(now: &[ReadParagraph], edited: &[ReadParagraph]) -> Vec<Difference> {
    let words = |all: &[ReadParagraph]| -> Vec<String> {
        all.iter().map(|paragraph| paragraph.text.clone()).collect()
    };
    let (old, new) = (words(now), words(edited));
    let mut found = Vec::new();
    for op in capture_diff_slices(similar::Algorithm::Patience, &old, &new) {
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { old_index, old_len, .. } => {
                found.extend((old_index..old_index + old_len).map(|at| removed(now, at)));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                found.extend((new_index..new_index + new_len).map(|at| added(edited, at)));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let mut next = new_index;
                let end = new_index + new_len;
                for (at, old) in old.iter().enumerate().skip(old_index).take(old_len) {
                    // The paragraph that it became may come after new ones.
                    let alike = (next..end).find(|&other| is_alike(old, &new[other]));
                    let Some(other) = alike else {
                        found.push(removed(now, at));
                        continue;
                    };
                    found.extend((next..other).map(|at| added(edited, at)));
                    found.push(Difference {
                        place: place(edited, other),
                        change: Change::Altered(pieces(old, &new[other])),
                    });
                    next = other + 1;
                }
                found.extend((next..end).map(|at| added(edited, at)));
            }
        }
    }
    found
}

fn is_alike(old: &str, new: &str) -> bool {
    TextDiff::from_chars(old, new).ratio() >= ALIKE
}

fn removed(all: &[ReadParagraph], at: usize) -> Difference {
    Difference { place: place(all, at), change: Change::Removed(all[at].text.clone()) }
}

fn added(all: &[ReadParagraph], at: usize) -> Difference {
    Difference { place: place(all, at), change: Change::Added(all[at].text.clone()) }
}

/// Returns the place of a paragraph: its number among those of the text, its table, or the notes.
fn place(all: &[ReadParagraph], at: usize) -> String {
    match all[at].place {
        ReadPlace::Text => {
            let before = all[..=at].iter().filter(|other| other.place == ReadPlace::Text);
            format!("第{}段", before.count())
        }
        ReadPlace::Cell(table) => format!("第{table}个表"),
        ReadPlace::Note => "脚注".to_owned(),
    }
}

/// Returns a paragraph with the words that changed, each run of them once.
fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let diff = TextDiff::from_chars(old, new);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let words = change.value();
        match (change.tag(), pieces.last_mut()) {
            (ChangeTag::Equal, Some(Piece::Same(text)))
            | (ChangeTag::Delete, Some(Piece::Old(text)))
            | (ChangeTag::Insert, Some(Piece::New(text))) => text.push_str(words),
            (ChangeTag::Equal, _) => pieces.push(Piece::Same(words.to_owned())),
            (ChangeTag::Delete, _) => pieces.push(Piece::Old(words.to_owned())),
            (ChangeTag::Insert, _) => pieces.push(Piece::New(words.to_owned())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &[&str]) -> Vec<ReadParagraph> {
        let of = |text: &&str| ReadParagraph { text: (*text).to_owned(), place: ReadPlace::Text };
        words.iter().map(of).collect()
    }

    #[test]
    fn what_is_the_same_is_not_listed() {
        assert_eq!(differences(&text(&["甲", "乙"]), &text(&["甲", "乙"])), []);
    }

    #[test]
    fn a_paragraph_with_other_words_shows_them_between_those_that_stay() {
        let now = text(&["标题", "请于2月28日前报送方案。"]);
        let edited = text(&["标题", "请于3月5日前书面报送方案。"]);
        let same = |words: &str| Piece::Same(words.to_owned());
        let expected = vec![
            same("请于"),
            Piece::Old("2".to_owned()),
            Piece::New("3".to_owned()),
            same("月"),
            Piece::Old("28".to_owned()),
            Piece::New("5".to_owned()),
            same("日前"),
            Piece::New("书面".to_owned()),
            same("报送方案。"),
        ];
        let change = Change::Altered(expected);
        assert_eq!(differences(&now, &edited), [Difference { place: "第2段".to_owned(), change }]);
    }

    #[test]
    fn paragraphs_that_came_and_went_are_told_apart() {
        let now = text(&["一、事项", "请认真抓好落实工作。", "二、要求"]);
        let edited = text(&["一、事项", "二、要求", "本通知自印发之日起执行。"]);
        let difference = |place: &str, change| Difference { place: place.to_owned(), change };
        let expected = [
            difference("第2段", Change::Removed("请认真抓好落实工作。".to_owned())),
            difference("第3段", Change::Added("本通知自印发之日起执行。".to_owned())),
        ];
        assert_eq!(differences(&now, &edited), expected);
    }

    #[test]
    fn an_altered_paragraph_is_found_behind_a_new_one() {
        let now = text(&["甲", "请认真抓好落实工作。", "乙"]);
        let edited = text(&["甲", "新增一段话", "请认真抓好督查落实工作。", "乙"]);
        let found = differences(&now, &edited);
        assert_eq!(found[0].change, Change::Added("新增一段话".to_owned()));
        assert_eq!(found[1].place, "第3段");
        assert!(matches!(&found[1].change, Change::Altered(pieces)
            if pieces[1] == Piece::New("督查".to_owned())));
    }
}
