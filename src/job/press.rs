//! The press: a document → the bytes of its PDF, and what went wrong on the way.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::input::demonstration::watermark;
use crate::output::{DocumentFormat, Facts};
use crate::registry::Registry;
use crate::report::claim::{Exempt, unclaimed};
use crate::report::template::Rendered;
use crate::workspace::Workspace;
use crate::workspace::paths::{OUTSIDE_HINT, outside};
use gongwen::docx::{self, DocxError};
use gongwen::pdf::{self, Inks, PdfError};
use gongwen::typeset::{FontBook, Materials, Pages, Pictures, Problem, WordList, typeset};

use super::failed;

/// The name under which a document that can be edited says which one it is: the path of its PDF.
pub(super) const DOCUMENT_MARK: &str = "文件";

/// Sets and prints documents with a workspace's faces, seals and watermark.
#[derive(Debug)]
pub struct Press<'a> {
    workspace: &'a Workspace,
    fonts: FontBook,
    /// The names of units, collectives and leaders, which titles do not part.
    names: WordList,
    /// Words across every page; empty for none.
    watermark: &'a str,
    /// The formats in which documents are made beside the PDF.
    formats: Vec<DocumentFormat>,
    /// What a document that is edited by hand says of its making.
    marks: Vec<(String, String)>,
}

/// A printed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub bytes: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
    /// What it says of itself.
    pub facts: Facts,
    /// The same document in other formats.
    pub beside: Vec<(DocumentFormat, Vec<u8>)>,
}

/// A document that was printed for a look at it.
#[derive(Debug)]
pub(super) struct Proof {
    /// The PDF.
    pub printed: Printed,
    /// The files of the pictures in it, relative to the workspace.
    pub pictures: Vec<String>,
}

impl<'a> Press<'a> {
    /// A press for a workspace and the names of its registry, with faces that are loaded.
    pub(super) fn with_faces(
        workspace: &'a Workspace,
        registry: &Registry,
        fonts: FontBook,
    ) -> Self {
        let names = registry.names().map(|(name, _)| name);
        let leaders = registry.leaders().iter().map(|leader| leader.name.as_str());
        let names = WordList::new(names.chain(leaders));
        let watermark = &workspace.config.watermark;
        Self { workspace, fonts, names, watermark, formats: Vec::new(), marks: Vec::new() }
    }

    /// The same press, which makes documents in these formats beside the PDF. What can be edited bears `marks`, by which
    /// duban knows it again.
    #[must_use]
    pub(super) fn with_formats(
        self,
        formats: &[DocumentFormat],
        marks: Vec<(String, String)>,
    ) -> Self {
        Self { formats: formats.to_vec(), marks, ..self }
    }

    /// The same press with other words across every page; empty ones leave it as it is.
    #[must_use]
    pub fn with_watermark(self, words: &'a str) -> Self {
        if words.trim().is_empty() { self } else { Self { watermark: words, ..self } }
    }

    /// The words across every page of a document, made up or not; empty for none.
    pub fn watermark(&self, demonstration: bool) -> String {
        watermark(self.watermark, demonstration)
    }

    /// Sets a document and makes its PDF. `path` names it in messages, `date` is written to its metadata. With
    /// `demonstration` its pages are marked as made up. Parts that could not be set as written are added to `problems`.
    ///
    /// # Errors
    /// The PDF cannot be made.
    pub fn print(
        &self,
        rendered: &Rendered,
        path: &str,
        date: Date,
        demonstration: bool,
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        let pages = self.pages(rendered, path, demonstration, problems);
        self.finished((rendered, &pages), path, date)
    }

    /// Sets a document of which every figure has its evidence, and makes its PDF as [`print`](Self::print) does.
    ///
    /// # Errors
    /// A figure is in no claim (T160), or the PDF cannot be made.
    pub fn print_claimed(
        &self,
        rendered: &Rendered,
        path: &str,
        date: Date,
        demonstration: bool,
        problems: &mut Diagnostics,
    ) -> Result<Printed, Diagnostic> {
        self.print_with_pages(rendered, path, date, demonstration, problems)
            .map(|(printed, _)| printed)
    }

    /// Prints as [`print_claimed`](Self::print_claimed) does, and returns the pages too.
    ///
    /// # Errors
    /// Those of `print_claimed`.
    pub(super) fn print_with_pages(
        &self,
        rendered: &Rendered,
        path: &str,
        date: Date,
        demonstration: bool,
        problems: &mut Diagnostics,
    ) -> Result<(Printed, Pages), Diagnostic> {
        let (pages, unclaimed) = self.claimed_pages(rendered, path, demonstration, problems);
        let mut unclaimed = unclaimed.into_iter();
        if let Some(first) = unclaimed.next() {
            problems.extend(unclaimed.collect());
            return Err(first);
        }
        let printed = self.finished((rendered, &pages), path, date)?;
        Ok((printed, pages))
    }

    /// Sets a document, and returns the problems of figures that are in no claim.
    pub fn claimed_pages(
        &self,
        rendered: &Rendered,
        path: &str,
        demonstration: bool,
        problems: &mut Diagnostics,
    ) -> (Pages, Vec<Diagnostic>) {
        problems.extend(rendered.problems.iter().cloned().collect());
        let pages = self.pages(rendered, path, demonstration, problems);
        let Rendered { claims, fixed_words, names, .. } = rendered;
        let unclaimed = unclaimed(&pages, claims, Exempt { fixed_words, names }).into_iter();
        let unclaimed = unclaimed.map(|(page, text)| {
            Diagnostic::new(
                Code::FigureUnclaimed,
                format!("第{page}页的“{text}”没有依据，文件没有生成，原有的保持原样"),
            )
            .at(Place::file(path))
            .hint("模板里的数用 docs/templates.md 列出的项填写，不要另外计算、拼接")
        });
        let unclaimed = unclaimed.collect();
        (pages, unclaimed)
    }

    /// Makes the PDF of a document from its pages.
    ///
    /// # Errors
    /// The PDF cannot be made.
    pub(super) fn finished(
        &self,
        (rendered, pages): (&Rendered, &Pages),
        path: &str,
        date: Date,
    ) -> Result<Printed, Diagnostic> {
        let bytes = self.bytes(pages, date).map_err(|error| failed(path, error))?;
        let facts = Facts::of(&rendered.document.front);
        let beside = self.formats.iter().filter_map(|format| {
            let bytes = match format {
                DocumentFormat::Pdf => return None,
                DocumentFormat::Docx => self.docx((rendered, pages), path, date),
            };
            Some(bytes.map(|bytes| (*format, bytes)).map_err(|error| failed(path, error)))
        });
        let beside = beside.collect::<Result<_, Diagnostic>>()?;
        Ok(Printed { bytes, pages: pages.pages.len(), facts, beside })
    }

    /// Makes the DOCX of a document, with the watermark of its pages.
    fn docx(
        &self,
        (rendered, pages): (&Rendered, &Pages),
        path: &str,
        date: Date,
    ) -> Result<Vec<u8>, DocxError> {
        let materials = Materials {
            watermark: Some(&*pages.watermark).filter(|words| !words.is_empty()),
            names: Some(&self.names),
            ..Materials::new(&self.fonts)
        };
        let mut own = vec![(DOCUMENT_MARK.to_owned(), path.to_owned())];
        own.extend(self.marks.iter().cloned());
        docx::write(&rendered.document, &materials, &docx::Properties { date, own })
    }

    /// Makes the PDF of pages that are no single document.
    ///
    /// # Errors
    /// The PDF cannot be made.
    pub(super) fn bytes(&self, pages: &Pages, date: Date) -> Result<Vec<u8>, PdfError> {
        let red = Some(self.workspace.config.red_ink.trim()).filter(|ink| !ink.is_empty());
        let inks = Inks { red: red.map(str::to_owned) };
        pdf::write_with_inks(pages, &self.fonts, date, &inks)
    }

    /// Sets a document. `path` names it in messages. With `demonstration` its pages are marked as made up. Parts that
    /// could not be set as written are added to `problems`.
    pub fn pages(
        &self,
        rendered: &Rendered,
        path: &str,
        demonstration: bool,
        problems: &mut Diagnostics,
    ) -> Pages {
        let watermark = self.watermark(demonstration);
        let document = &rendered.document;
        let seals = document.front.seals.iter();
        let admitted = seals.filter(|seal| self.admits(seal)).cloned().collect::<Vec<_>>();
        let materials = Materials {
            pictures: Pictures::load(&self.workspace.root, &admitted),
            watermark: Some(&*watermark).filter(|words| !words.is_empty()),
            names: Some(&self.names),
            ..Materials::new(&self.fonts)
        };
        let set = typeset(document, &materials);
        for problem in set.problems() {
            let (code, hint) = match problem {
                Problem::Picture(picture) if !self.admits(&picture.name) => {
                    let message = format!("{}，没有加盖", outside(&picture.name));
                    let problem = Diagnostic::new(Code::PathOutside, message).hint(OUTSIDE_HINT);
                    let place = rendered.seals.get(&picture.name).cloned();
                    problems.push(problem.at(place.unwrap_or_else(|| Place::file(path))));
                    continue;
                }
                Problem::Picture(_) => (Code::ImageInvalid, None),
                Problem::MissingGlyph(_) => {
                    (Code::GlyphMissing, Some("换用含有该字的字体，或改用别的写法"))
                }
                Problem::Overflow(_) => (Code::LayoutOverflow, Some("缩短文字，或在模板里调整")),
            };
            let problem = Diagnostic::new(code, problem.to_string()).at(Place::file(path));
            problems.push(match hint {
                Some(hint) => problem.hint(hint),
                None => problem,
            });
        }
        set.pages
    }

    /// Returns whether a picture may be read.
    fn admits(&self, seal: &str) -> bool {
        self.workspace.config.paths.admits(seal)
    }
}
