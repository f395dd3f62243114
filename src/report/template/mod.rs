//! The template engine: Tera with our escape, filters and functions, and the built-in templates.
//!
//! A file in the workspace's `templates/` replaces the built-in template of the same name, so that an office
//! can word its documents itself. Every value that a template prints is escaped by [`document::escape`];
//! tables are data, never pasted text.

mod chart;
mod figures;
mod fuel;
mod table;
mod tag;
mod tera_message;
mod version;
mod words;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value as Json;
use tera::{Context, ErrorKind as TeraErrorKind, Kwargs, ReportError, State, Tera};

use crate::diagnostic::{Code, Diagnostic, Place, Snippet};
use crate::input::SourceFile;
use crate::report::claim::{self, Claims};
use crate::report::listing;
use crate::status::{self, Stage};
use gongwen::document::passage::{is_mark, without_marks};
use gongwen::document::{self, Document, Palette, ParseError, ReferenceError, Remark, RemarkKind};
pub use version::{is_earlier, outdated};
pub use words::{
    ColumnTitle, FormulaWord, Note, Phrase, Prompt, SheetName, WordFault, Words, repeated_sheet,
    repeated_word,
};

/// The templates that come with duban: name and text.
pub const BUILT_IN: &[(&str, &str)] = &[
    (LETTER, include_str!("../../../templates/letter.md")),
    (CHANGE, include_str!("../../../templates/change.md")),
    (BULLETIN, include_str!("../../../templates/bulletin.md")),
    (BULLETIN_YEAR, include_str!("../../../templates/bulletin-year.md")),
    (BULLETIN_MONTH, include_str!("../../../templates/bulletin-month.md")),
    (BRIEF, include_str!("../../../templates/brief.md")),
    (NOTICE, include_str!("../../../templates/notice.md")),
    (CALL, include_str!("../../../templates/call.md")),
    (LEADER, include_str!("../../../templates/leader.md")),
    (LEADER_BRIEF, include_str!("../../../templates/leader-brief.md")),
    (LEADER_WORKBOOK, include_str!("../../../templates/leader-workbook.md")),
    (DISPATCH, include_str!("../../../templates/dispatch.md")),
    (DOSSIER, include_str!("../../../templates/dossier.md")),
    (DOSSIER_UNIT, include_str!("../../../templates/dossier-unit.md")),
    (LISTING, include_str!("../../../templates/listing.md")),
    (EXTENSION, include_str!("../../../templates/extension.md")),
    (CLOSING, include_str!("../../../templates/closing.md")),
    (OVERDUE, include_str!("../../../templates/overdue.md")),
    (TALK, include_str!("../../../templates/talk.md")),
    (REFERRAL, include_str!("../../../templates/referral.md")),
    (RETURNED, include_str!("../../../templates/returned.md")),
    (FORM, include_str!("../../../templates/form.md")),
    (BULLETIN_WORKBOOK, include_str!("../../../templates/bulletin-workbook.md")),
    (WORKBOOK, include_str!("../../../templates/workbook.md")),
];

/// The template of the dossier of an item.
pub const DOSSIER: &str = "dossier.md";
/// The template of the dossier of a unit.
pub const DOSSIER_UNIT: &str = "dossier-unit.md";
/// The template of the workbook with what was not taken of a form.
pub const RETURNED: &str = "returned.md";
/// The template of the task letter.
pub const LETTER: &str = "letter.md";
/// The template of letters about changes.
pub const CHANGE: &str = "change.md";
/// The template of the quarterly bulletin.
pub const BULLETIN: &str = "bulletin.md";
/// The template of the year's bulletin.
pub const BULLETIN_YEAR: &str = "bulletin-year.md";
/// The template of the registers of papers sent and received.
pub const DISPATCH: &str = "dispatch.md";
/// The template of a unit's workbook with its return form.
pub const FORM: &str = "form.md";
/// The template of the workbook of a bulletin.
pub const BULLETIN_WORKBOOK: &str = "bulletin-workbook.md";
/// The template of a listing (挂牌督办通知书).
pub const LISTING: &str = "listing.md";
/// The template of the decision on an extension.
pub const EXTENSION: &str = "extension.md";
/// The template of a delisting (销号通知书).
pub const CLOSING: &str = "closing.md";
/// The template of the notice that a deadline passed.
pub const OVERDUE: &str = "overdue.md";
/// The template of the proposal of a talk.
pub const TALK: &str = "talk.md";
/// The template of the draft of a referral.
pub const REFERRAL: &str = "referral.md";
/// The template of the province's workbook.
pub const WORKBOOK: &str = "workbook.md";
/// The template of the monthly edition.
pub const BULLETIN_MONTH: &str = "bulletin-month.md";
/// The template of the brief of one page.
pub const BRIEF: &str = "brief.md";

/// The template of the notices to units: 提示函, 督办单, 催办函, 函.
pub const NOTICE: &str = "notice.md";
/// The template of the call for returns: 催报函.
pub const CALL: &str = "call.md";

/// The template of a leader's list.
pub const LEADER: &str = "leader.md";
/// The template of a leader's brief of one page.
pub const LEADER_BRIEF: &str = "leader-brief.md";
/// The template of a leader's workbook.
pub const LEADER_WORKBOOK: &str = "leader-workbook.md";

/// Loaded templates.
pub struct Templates {
    tera: Tera,
    /// The categories that tables and charts may name.
    palette: Arc<Palette>,
    /// The folder of the office's own templates, for messages.
    folder: String,
    /// The templates.
    sources: Vec<Source>,
}

/// A template.
struct Source {
    name: String,
    /// The text as written.
    text: String,
}

/// A document, the claims that its text makes, and the words in which a figure needs none.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// The document.
    pub document: Document,
    /// The claims.
    pub claims: Claims,
    /// The words with a figure that the template has between quotes.
    pub fixed_words: Vec<String>,
    /// The names with a figure in the registries.
    pub names: Vec<String>,
    /// The seals of the front matter, and where the template names each of them.
    pub seals: BTreeMap<String, Place>,
    /// Parts that are printed otherwise than the template's author may expect.
    pub problems: Vec<Diagnostic>,
}

impl Templates {
    /// Loads the built-in template `name`, or the file of that name in `root`'s folder `folder`, which takes
    /// precedence. A mistake in one template does not prevent documents of another kind from being made.
    ///
    /// # Errors
    /// The template cannot be read or does not parse; the place is reported.
    pub fn load(root: &Path, folder: &str, name: &str) -> Result<Self, Diagnostic> {
        let stage = if name == BULLETIN_YEAR { Stage::YearEnd } else { Stage::UnderWay };
        Self::load_at(root, folder, name, stage)
    }

    /// Loads the same for documents of a stage of the year.
    ///
    /// # Errors
    /// The template cannot be read or does not parse; the place is reported.
    pub fn load_at(
        root: &Path,
        folder: &str,
        name: &str,
        stage: Stage,
    ) -> Result<Self, Diagnostic> {
        let mut templates = Self::new(folder, stage, true);
        let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
        let text = match (SourceFile::read(root, &templates.file(name)), built_in) {
            (Ok(own), _) => own.text().to_owned(),
            (Err(problem), Some((_, text))) if problem.code == Code::FileMissing => {
                (*text).to_owned()
            }
            (Err(problem), _) => return Err(problem),
        };
        templates.add(name, &text);
        templates.compile()
    }

    /// Returns the templates as they are written.
    pub fn written(&self) -> String {
        self.sources.iter().map(|source| &*source.text).collect()
    }

    /// Loads one file, and returns it with its name. Its values are escaped whatever the extension of its
    /// name.
    ///
    /// # Errors
    /// The file cannot be read or does not parse.
    pub fn single(file: &Path) -> Result<(Self, String), Diagnostic> {
        let shown = file.display().to_string();
        let text = SourceFile::read(Path::new(""), &shown)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut templates = Self::new(&folder.display().to_string(), Stage::UnderWay, false);
        templates.tera.autoescape_on([name.clone().into_owned()]);
        templates.add(&name, text.text());
        Ok((templates.compile()?, name.into_owned()))
    }

    /// Returns an engine without templates, for documents of a stage. With `marks_bare`, values with a figure and
    /// without a claim are marked.
    fn new(folder: &str, stage: Stage, marks_bare: bool) -> Self {
        let mut tera = Tera::new();
        tera.set_escape_fn(match marks_bare {
            true => |text: &str, out: &mut dyn Write| {
                out.write_all(document::escape(&figures::with_bare_marks(text)).as_bytes())
            },
            false => {
                |text: &str, out: &mut dyn Write| out.write_all(document::escape(text).as_bytes())
            }
        });
        tera.autoescape_on([".md"]);
        tera.register_filter("whole", whole);
        tera.register_filter(figures::FILTER, figures::filter);
        fuel::register(&mut tera);
        let palette = Arc::new(status::palette(stage));
        let table = table::TableFunction { palette: Arc::clone(&palette), marks_bare };
        let chart = chart::ChartFunction { palette: Arc::clone(&palette), marks_bare };
        tera.register_function("table", table);
        tera.register_function("chart", chart);
        Self { tera, palette, folder: folder.to_owned(), sources: Vec::new() }
    }

    fn add(&mut self, name: &str, text: &str) {
        let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
        let text: String = text.chars().filter(|&c| !is_mark(c)).collect();
        self.sources.push(Source { name: name.to_owned(), text });
    }

    fn compile(mut self) -> Result<Self, Diagnostic> {
        let written = self.sources.iter().map(|one| (one.name.clone(), one.text.clone()));
        let written: Vec<(String, String)> = written.collect();
        let added = self.tera.add_raw_templates(written.clone());
        added.map_err(|error| self.problem(&error))?;
        let filtered = written.into_iter();
        let filtered = filtered.map(|(name, text)| {
            (filtered_name(&name), fuel::with_counters(&figures::with_filter(&text)))
        });
        let added = self.tera.add_raw_templates(filtered.collect::<Vec<_>>());
        added.map_err(|error| self.problem(&error))?;
        Ok(self)
    }

    /// Renders a template with `context`, without marks of claims.
    ///
    /// # Errors
    /// A mistake in the template, with its name, line and the offending piece.
    pub fn text(&self, name: &str, context: &impl Serialize) -> Result<String, Diagnostic> {
        let (text, _) = self.rendered(name, self.collected(context)?)?;
        Ok(without_marks(&text).into_owned())
    }

    /// Renders a template with `context` and reads the result as a document.
    ///
    /// # Errors
    /// A mistake in the template, with its name, line and the offending piece.
    pub fn document(&self, name: &str, context: &impl Serialize) -> Result<Rendered, Diagnostic> {
        self.document_of(name, self.collected(context)?)
    }

    /// Renders a template with data whose claims were collected, and reads the result as a document.
    ///
    /// # Errors
    /// See [`document`](Self::document).
    pub fn document_of(&self, name: &str, context: claim::Context) -> Result<Rendered, Diagnostic> {
        let (text, claims) = self.rendered(name, context)?;
        let document = document::parse(&text, &self.palette);
        let document = document.map_err(|errors| self.misread_all(name, &errors.0))?;
        let fixed_words = self.source(name).map(|source| figures::fixed_words(&source.text));
        let remarks = document.remarks.iter();
        let problems = remarks.map(|remark| self.remarked(name, remark)).collect();
        let seals = document.front.seals.iter();
        let seals = seals.map(|seal| (seal.clone(), self.seal_place(name, seal))).collect();
        Ok(Rendered {
            document,
            claims,
            seals,
            fixed_words: fixed_words.unwrap_or_default(),
            names: Vec::new(),
            problems,
        })
    }

    fn collected(&self, context: &impl Serialize) -> Result<claim::Context, Diagnostic> {
        claim::context(context).map_err(|error| self.problem(&tera::Error::message(error)))
    }

    /// Renders a template; the text has the marks of the claims in it.
    fn rendered(
        &self,
        name: &str,
        claim::Context { data, claims }: claim::Context,
    ) -> Result<(String, Claims), Diagnostic> {
        let problem = |error: tera::Error| self.problem(&error);
        let context = Context::from_serialize(&data).map_err(problem)?;
        let mut sheet = fuel::Sheet::default();
        let filtered = filtered_name(name);
        fuel::fill();
        if let Err(error) = self.tera.render_to(&filtered, &context, &mut sheet) {
            if let Some(message) = fuel::message(&error.to_string()) {
                return Err(self.too_much(name, message, &error));
            }
            // The template as written has the mistake at the place where the office finds it.
            let mut again = fuel::Sheet::default();
            let as_written = self.tera.render_to(name, &context, &mut again);
            return Err(problem(as_written.err().unwrap_or(error)));
        }
        let text =
            String::from_utf8(sheet.0).map_err(|error| problem(tera::Error::message(error)))?;
        Ok((text, claims))
    }

    /// Returns the problem of a template that calculates too much, at its line.
    fn too_much(&self, name: &str, message: &str, error: &tera::Error) -> Diagnostic {
        let problem = Diagnostic::new(Code::TemplateTooMuch, message.to_owned())
            .hint("减少循环的层数和次数，不要反复拼接同一个变量");
        let line = match error.kind() {
            TeraErrorKind::RenderingError(report) => Some(report.span().start_line),
            _ => None,
        };
        match line {
            Some(number) => {
                let line = self.source_line(name, number);
                problem.at(self.place(name, number.saturating_sub(1), &line, 0..line.len()))
            }
            None => problem.at(Place::file(self.file(name))),
        }
    }

    /// Returns a template.
    fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.name == name)
    }

    fn file(&self, name: &str) -> String {
        if self.folder.is_empty() { name.to_owned() } else { format!("{}/{name}", self.folder) }
    }

    /// Returns a problem reported by Tera, at its place in the template.
    fn problem(&self, error: &tera::Error) -> Diagnostic {
        match error.kind() {
            TeraErrorKind::SyntaxError(report) => self.report("模板语法有误", report),
            TeraErrorKind::RenderingError(report) => self.report("模板无法套用", report),
            other => self.loose_report(&other.to_string()),
        }
    }

    fn report(&self, what: &str, report: &ReportError) -> Diagnostic {
        let span = report.span();
        let line = self.source_line(report.filename(), span.start_line);
        let byte = |column: usize| line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let start = byte(span.start_col);
        let end = if span.end_line == span.start_line {
            byte(span.end_col).max(start)
        } else {
            line.len()
        };
        Diagnostic::new(
            Code::TemplateInvalid,
            format!("{what}：{}", tera_message::in_chinese(report.message())),
        )
        .at(Place {
            file: self.file(report.filename()),
            sheet: None,
            part: None,
            line: span.start_line,
            column: span.start_col + 1,
            snippet: Some(Snippet { range: start..end, line }),
        })
    }

    /// Returns a line of a template; `line` counts from 1.
    fn source_line(&self, name: &str, line: usize) -> String {
        self.source(name)
            .and_then(|source| source.text.lines().nth(line.saturating_sub(1)))
            .unwrap_or_default()
            .to_owned()
    }

    /// Reads a report that Tera gives only as text: `error: WHAT`, then `--> NAME:LINE:COLUMN`.
    fn loose_report(&self, report: &str) -> Diagnostic {
        let what = report.trim_start_matches("error: ").lines().next();
        let problem = Diagnostic::new(
            Code::TemplateInvalid,
            format!("模板有误：{}", tera_message::in_chinese(what.unwrap_or(report))),
        );
        let position = report.lines().find_map(|line| {
            let mut parts = line.trim().strip_prefix("--> ")?.rsplitn(3, ':');
            let column: usize = parts.next()?.parse().ok()?;
            let line: usize = parts.next()?.parse().ok()?;
            Some((parts.next()?, line, column))
        });
        let Some((name, line, column)) = position else {
            return problem.at(Place::file(self.folder.clone()));
        };
        let text = self.source_line(name, line);
        let start =
            text.char_indices().nth(column.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
        let length = text[start..]
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len() - start);
        problem.at(Place {
            file: self.file(name),
            sheet: None,
            part: None,
            line,
            column,
            snippet: Some(Snippet { range: start..start + length, line: text }),
        })
    }

    /// Reports a template whose output is not a document. The place is in the template if the line can be
    /// found there again; otherwise the rendered line is quoted.
    /// Returns the problem of a text that cannot be read as a document: the first error at its place, and the others
    /// with their lines.
    fn misread_all(&self, name: &str, errors: &[ParseError]) -> Diagnostic {
        let Some((first, others)) = errors.split_first() else {
            return Diagnostic::new(Code::MarkdownUnknown, "模板套用后不能排版");
        };
        let problem = self.misread(name, first);
        if others.is_empty() {
            return problem;
        }
        let others = others.iter().map(|error| {
            let problem = self.misread(name, error);
            let line = problem.place.as_ref().map_or(0, |place| place.line);
            if line > 0 { format!("第{line}行{}", problem.message) } else { problem.message }
        });
        let others: Vec<String> = others.collect();
        let message = format!("{}；另有{}处：{}", problem.message, others.len(), others.join("；"));
        Diagnostic { message, ..problem }
    }

    fn misread(&self, name: &str, error: &ParseError) -> Diagnostic {
        let (line, rendered) = error.position();
        let rendered = &*without_marks(rendered);
        let code = match error {
            ParseError::NoFrontMatter | ParseError::FrontMatter { .. } => Code::FrontMatterInvalid,
            ParseError::Unsupported { .. }
            | ParseError::Table { .. }
            | ParseError::Chart { .. }
            | ParseError::Reference { .. } => Code::MarkdownUnknown,
        };
        let mention = match error {
            ParseError::Reference { error, .. } => self.mention(name, error),
            _ => None,
        };
        if let Some(place) = mention.or_else(|| self.origin(name, rendered)) {
            return Diagnostic::new(code, without_marks(&error.to_string())).at(place);
        }
        let shown: String = rendered.chars().take(60).collect();
        let error = error.to_string();
        let error = without_marks(&error);
        Diagnostic::new(code, format!("{error}（套用后第{line}行：{shown}）"))
            .at(Place::file(self.file(name)))
    }

    /// Returns T170, T171 or T190: a note that is not set as one, an entry that is not printed, or words that look like the definition of a link.
    fn remarked(&self, name: &str, remark: &Remark) -> Diagnostic {
        let (code, hint) = match &remark.kind {
            RemarkKind::LinkDefinition(_) => {
                (Code::LinkNotSet, "不作链接用的，改写为“备注：…”，不用方括号加英文冒号")
            }
            RemarkKind::EntryNotPrinted { .. } => {
                (Code::EntryNotPrinted, "删去这一项；要印出的，写进正文或附注，或换一种格式")
            }
            RemarkKind::NoteInFront(_) | RemarkKind::NoteInChart(_) => {
                (Code::NoteNotSet, "引用写在正文、标题（##）、附件名称或表格里")
            }
            RemarkKind::NoteUnused(label)
            | RemarkKind::NoteDoubled(label)
            | RemarkKind::NoteEmpty(label)
            | RemarkKind::NoteMissing(label) => {
                let hint = format!("引用写作 [^{label}]，注文另起一段写作 [^{label}]: …");
                return self.at_line(name, remark, Code::NoteNotSet).hint(hint);
            }
        };
        self.at_line(name, remark, code).hint(hint)
    }

    fn at_line(&self, name: &str, remark: &Remark, code: Code) -> Diagnostic {
        let message = without_marks(&remark.kind.to_string()).into_owned();
        match self.origin(name, &without_marks(&remark.text)) {
            Some(place) => Diagnostic::new(code, message).at(place),
            None => Diagnostic::new(code, format!("{message}（套用后第{}行）", remark.line))
                .at(Place::file(self.file(name))),
        }
    }

    /// Returns the line of a template that a rendered line comes from: the same line, or one that begins with
    /// the same key of the front matter.
    fn origin(&self, name: &str, rendered: &str) -> Option<Place> {
        let key = rendered.split_once('=').map(|(key, _)| key.trim());
        let text = &self.source(name)?.text;
        let same = |line: &str| {
            !rendered.trim().is_empty() && line.trim() == rendered.trim()
                || key.is_some_and(|key| {
                    line.split_once('=').is_some_and(|(start, _)| start.trim() == key)
                })
        };
        let (index, line) = text.lines().enumerate().find(|(_, line)| same(line))?;
        Some(self.place(name, index, line, 0..line.len()))
    }

    /// Returns the place at which a template names a seal, or else lists its seals.
    fn seal_place(&self, name: &str, seal: &str) -> Place {
        let text = self.source(name).map_or("", |source| &source.text);
        let key = text.lines().position(|line| line.trim_start().starts_with("seals"));
        let escaped = seal.replace('\\', "\\\\");
        let mut lines = text.lines().enumerate().skip(key.unwrap_or(0));
        let named = lines.find_map(|(index, line)| {
            let found = line.find(seal).map(|at| at..at + seal.len());
            let found = found.or_else(|| line.find(&escaped).map(|at| at..at + escaped.len()))?;
            Some(self.place(name, index, line, found))
        });
        let listed = || {
            let line = text.lines().nth(key?)?;
            Some(self.place(name, key?, line, 0..line.len()))
        };
        named.or_else(listed).unwrap_or_else(|| Place::file(self.file(name)))
    }

    /// Returns the piece of a template that refers to a table or chart, or that gives its name a second time.
    fn mention(&self, name: &str, error: &ReferenceError) -> Option<Place> {
        let text = &self.source(name)?.text;
        let target = error.name()?;
        let is_doubled = matches!(error, ReferenceError::Doubled(_));
        let words = match is_doubled {
            true => format!("\"{target}\""),
            false => format!("](#{target})"),
        };
        let mut found = text.lines().enumerate().filter_map(|(index, line)| {
            let at = line.find(&words)?;
            let start = match is_doubled {
                true => line[..at].trim_end_matches([' ', '=']).ends_with("name").then_some(at)?,
                false => line[..at].rfind('[')?,
            };
            Some(self.place(name, index, line, start..at + words.len()))
        });
        let first = found.next();
        if is_doubled { found.next() } else { None }.or(first)
    }

    /// Returns the place of a piece of a template's line; `index` counts from 0.
    fn place(&self, name: &str, index: usize, line: &str, range: Range<usize>) -> Place {
        Place {
            file: self.file(name),
            sheet: None,
            part: None,
            line: index + 1,
            column: line[..range.start].chars().count() + 1,
            snippet: Some(Snippet { line: line.to_owned(), range }),
        }
    }
}

/// Returns the name of a template whose numbers are printed with their claims.
fn filtered_name(name: &str) -> String {
    format!("figures/{name}")
}

/// The filter `whole`: prevents line breaks inside the words.
fn whole(words: &str, _: Kwargs, _: &State) -> String {
    listing::whole(words)
}

/// Returns the replacement for a table or chart without data: the argument `empty`, if it is given.
fn instead(is_empty: bool, empty: Option<&Json>) -> Option<String> {
    let words = empty.filter(|_| is_empty)?.as_str().unwrap_or_default();
    Some(format!("\n{}\n", document::escape(words)))
}

#[cfg(test)]
mod tests;
