//! Markdown → blocks, based on `pulldown-cmark`.
//!
//! Only the parts of CommonMark that an official document needs are supported: headings, paragraphs, two
//! kinds of emphasis, forced breaks, and tables and charts as fenced blocks of JSON. Anything else is an
//! error, reported with its line: a construct that silently vanished from a document would first be noticed
//! by its addressee.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::definition;
use super::emphasis_edge::Edge;
use super::entity::joined_lines;
use super::notes::{self, Note, Notes};
use super::numbering::{Mentions, ReferenceError, Series};
use super::parse_error::ParseError;
use super::passage::is_mark;
use super::remark::{Remark, RemarkKind};
use super::{Attachment, Block, Chart, Emphasis, Inline, Palette, Table, plain_text};

/// The info string of a fenced block that holds a table.
const TABLE_FENCE: &str = "table";
/// The info string of a fenced block that holds a chart.
const CHART_FENCE: &str = "chart";

/// The description of an unpaired asterisk in a message.
const STRAY_ASTERISK: &str = "没有成对的“*”（标点在内时把标点移到外面；要印出星号则写作“\\*”）";

/// The content of a text.
#[derive(Debug)]
pub(super) struct Content {
    /// The blocks of the body.
    pub body: Vec<Block>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
    /// The notes.
    pub notes: Vec<Note>,
    /// Remarks on parts that are printed otherwise than their author may expect.
    pub remarks: Vec<Remark>,
}

/// Reads `text`, which begins on `first_line` of the rendered template.
///
/// # Errors
/// All constructs that are not supported, and tables and charts that cannot be used, in the order of the text.
pub(super) fn read(
    text: &str,
    first_line: usize,
    palette: &Palette,
) -> Result<Content, Vec<ParseError>> {
    let (text, edge) = Edge::put_in(text);
    let text = text.as_ref();
    let mut reader = Reader {
        text,
        edge,
        first_line,
        palette,
        body: Vec::new(),
        attachments: Vec::new(),
        counters: [0; 4],
        inlines: Vec::new(),
        strong: 0,
        emphasis: 0,
        line_ended: false,
        table: None,
        chart: None,
        reference: None,
        mentions: Mentions::default(),
        passed_over: 0,
        notes: Notes::default(),
        note: None,
        remarks: Vec::new(),
    };
    let mut errors: Vec<ParseError> = Vec::new();
    // What is not supported has to be recognized, or its marks would be printed.
    let recognized =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    if text.contains("[^") {
        reader.notes = Notes::find(Parser::new_ext(text, recognized), TABLE_FENCE);
    }
    for (event, range) in Parser::new_ext(text, recognized).into_offset_iter() {
        if let Err(error) = reader.take(event, range)
            && !errors.contains(&error)
        {
            errors.push(error);
        }
    }
    if errors.is_empty() {
        let numbered = (reader.mentions).number(&mut reader.body, &mut reader.attachments);
        errors.extend(numbered.err().map(|(error, at)| reader.misreferred(error, at)));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let remarks = reader.all_remarks();
    let Reader { mut body, mut attachments, notes, .. } = reader;
    let attached = attachments.iter_mut().flat_map(|one| &mut one.blocks);
    for block in body.iter_mut().chain(attached) {
        if let Block::Table(table) = block {
            notes.set_in(table);
        }
    }
    Ok(Content { body, attachments, notes: notes.all, remarks })
}

struct Reader<'a> {
    text: &'a str,
    /// The character inserted beside the asterisks of the text.
    edge: Edge,
    first_line: usize,
    palette: &'a Palette,
    body: Vec<Block>,
    attachments: Vec<Attachment>,
    /// Number of headings of each level since the last heading of a higher level.
    counters: [u32; 4],
    /// The words of the paragraph or heading being read.
    inlines: Vec<Inline>,
    /// Current nesting depth in `**`.
    strong: usize,
    /// Current nesting depth in `*`.
    emphasis: usize,
    /// True if a line of the source ended directly before.
    line_ended: bool,
    /// The JSON of the table being read.
    table: Option<String>,
    /// The JSON of the chart being read.
    chart: Option<String>,
    /// The name and the words of the reference being read.
    reference: Option<(String, String)>,
    /// The names of tables and charts, and the references to them.
    mentions: Mentions,
    /// Current nesting depth in a construct that is not supported, of which one error is enough.
    passed_over: usize,
    /// The notes to which the text refers.
    notes: Notes,
    /// The place of the note being read.
    note: Option<usize>,
    /// Remarks on notes.
    remarks: Vec<Remark>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ParseError> {
        if self.passed_over > 0 {
            match event {
                Event::Start(_) => self.passed_over += 1,
                Event::End(_) => self.passed_over -= 1,
                _ => {}
            }
            return Ok(());
        }
        match event {
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => {
                self.inlines.clear();
                self.line_ended = false;
            }
            Event::Start(Tag::FootnoteDefinition(label)) => self.begin_note(&label, &range),
            Event::End(TagEnd::FootnoteDefinition) => self.note = None,
            Event::FootnoteReference(_) if self.note.is_some() => {
                return Err(self.unsupported("脚注里的脚注引用", &range));
            }
            Event::FootnoteReference(label) => {
                self.line_ended = false;
                self.inlines.extend(self.notes.place(&label).map(Inline::Note));
            }
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong -= 1,
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis -= 1,
            Event::End(TagEnd::Paragraph) => {
                let inlines = std::mem::take(&mut self.inlines);
                self.push(Block::Paragraph(inlines));
            }
            Event::End(TagEnd::Heading(level)) => self.heading(level, &range)?,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if info.as_ref() == TABLE_FENCE =>
            {
                self.table = Some(String::new());
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if info.as_ref() == CHART_FENCE =>
            {
                self.chart = Some(String::new());
            }
            Event::End(TagEnd::CodeBlock) => match self.chart.take() {
                Some(json) => self.chart(&json, &range)?,
                None => self.table(&range)?,
            },
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. })
                if dest_url.starts_with('#') && title.is_empty() =>
            {
                let name = self.edge.take_out(&dest_url[1..]).into_owned();
                self.reference = Some((name, String::new()));
            }
            Event::End(TagEnd::Link) => self.reference(&range)?,
            Event::Text(text) => {
                let is_reference = self.text[range.clone()].starts_with('&');
                let words = match is_reference {
                    true => text.as_ref().into(),
                    false => self.edge.take_out(&text),
                };
                let reference = self.reference.as_mut().map(|(_, words)| words);
                match reference.or(self.table.as_mut()).or(self.chart.as_mut()) {
                    Some(text) => text.push_str(&words),
                    None => self.text(&words, &range)?,
                }
            }
            Event::SoftBreak => self.line_ended = true,
            Event::HardBreak => self.inlines.push(Inline::Break),
            other => {
                self.passed_over = usize::from(matches!(other, Event::Start(_)));
                return Err(self.unsupported(construct(&other), &range));
            }
        }
        Ok(())
    }

    /// Begins a note. One that no place refers to is printed where it is written.
    fn begin_note(&mut self, label: &str, range: &Range<usize>) {
        let (place, is_first) = (self.notes.place(label), self.notes.begin(label));
        let label = label.to_owned();
        let words = self.text[range.clone()].split_once("]:").map_or("", |(_, words)| words);
        let kind = match place {
            Some(_) if !is_first => Some(RemarkKind::NoteDoubled(label)),
            Some(_) => words.trim().is_empty().then_some(RemarkKind::NoteEmpty(label)),
            None => Some(RemarkKind::NoteUnused(label)),
        };
        self.note = place.filter(|_| is_first);
        if let Some(kind) = kind {
            self.remark(kind, range.start);
        }
    }

    fn remark(&mut self, kind: RemarkKind, at: usize) {
        let (line, text) = self.line(&(at..at));
        self.remarks.push(Remark { kind, line, text });
    }

    /// Returns all remarks, in the order of the lines.
    fn all_remarks(&mut self) -> Vec<Remark> {
        let mut found: Vec<(usize, RemarkKind)> = notes::references(self.text)
            .filter(|(_, label)| !self.notes.knows(label))
            .map(|(at, label)| (at, RemarkKind::NoteMissing(label.to_owned())))
            .collect();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let written = self.edge.take_out(line);
            if let Some(label) = definition::label(&written) {
                found.push((start, RemarkKind::LinkDefinition(label.to_owned())));
            }
            start += line.len();
        }
        for (at, kind) in found {
            self.remark(kind, at);
        }
        let mut remarks = std::mem::take(&mut self.remarks);
        remarks.sort_by_key(|remark| remark.line);
        remarks
    }

    fn text(&mut self, words: &str, range: &Range<usize>) -> Result<(), ParseError> {
        if self.is_stray_asterisk(range) {
            return Err(self.unsupported(STRAY_ASTERISK, range));
        }
        if std::mem::take(&mut self.line_ended) && self.needs_space(words) {
            self.add(" ");
        }
        self.add(words);
        Ok(())
    }

    fn emphasis(&self) -> Emphasis {
        match (self.strong > 0, self.emphasis > 0) {
            (true, _) => Emphasis::Hei,
            (false, true) => Emphasis::Kai,
            (false, false) => Emphasis::None,
        }
    }

    /// Ends a reference. Its label is filled in when everything has been read.
    fn reference(&mut self, range: &Range<usize>) -> Result<(), ParseError> {
        let (name, words) = self.reference.take().unwrap_or_default();
        let series = Series::called(&words);
        let series = series.ok_or_else(|| self.misreferred(ReferenceError::Form, range.start))?;
        self.mentions.reference(series, &name, range.start);
        self.line_ended = false;
        self.inlines.push(Inline::Reference {
            name,
            label: String::new(),
            emphasis: self.emphasis(),
        });
        Ok(())
    }

    fn misreferred(&self, error: ReferenceError, at: usize) -> ParseError {
        let (line, text) = self.line(&(at..at));
        ParseError::Reference { error, line, text }
    }

    fn add(&mut self, words: &str) {
        let emphasis = self.emphasis();
        match self.inlines.last_mut() {
            Some(Inline::Text { text, emphasis: e }) if *e == emphasis => text.push_str(words),
            _ if words.is_empty() => {}
            _ => self.inlines.push(Inline::Text { text: words.to_owned(), emphasis }),
        }
    }

    /// Returns whether a line end in the source becomes a space: it does between Latin words, and not beside
    /// Chinese ones.
    fn needs_space(&self, next: &str) -> bool {
        let is_latin = |c: char| c.is_ascii_graphic();
        let before = match self.inlines.last() {
            Some(Inline::Text { text, .. }) => {
                text.chars().rfind(|&c| !is_mark(c)).is_some_and(is_latin)
            }
            _ => false,
        };
        before && next.chars().find(|&c| !is_mark(c)).is_some_and(is_latin)
    }

    /// Returns whether the text at `range` of the source has an asterisk that was meant as emphasis.
    /// CommonMark accepts it as such only between certain characters: `前**“黑”**后` would print its asterisks.
    fn is_stray_asterisk(&self, range: &Range<usize>) -> bool {
        let escaped = self.text[..range.start].ends_with('\\');
        self.text[range.clone()].contains('*') && !escaped
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) -> Result<(), ParseError> {
        if self.note.is_some() {
            return Err(self.unsupported("脚注里的标题", range));
        }
        let text = std::mem::take(&mut self.inlines);
        let words = plain_text(&text);
        if words.trim().is_empty() {
            return Err(self.unsupported("没有文字的标题", range));
        }
        let level = match level {
            HeadingLevel::H1 => {
                if text.iter().any(|inline| matches!(inline, Inline::Reference { .. })) {
                    return Err(self.unsupported("附件名称中的引用", range));
                }
                self.counters = [0; 4];
                let notes = text.iter().filter_map(|inline| match inline {
                    Inline::Note(place) => Some(*place),
                    _ => None,
                });
                self.attachments.push(Attachment {
                    title: joined_lines(&words),
                    notes: notes.collect(),
                    blocks: Vec::new(),
                });
                return Ok(());
            }
            HeadingLevel::H2 => 1,
            HeadingLevel::H3 => 2,
            HeadingLevel::H4 => 3,
            HeadingLevel::H5 => 4,
            HeadingLevel::H6 => return Err(self.unsupported("六级标题", range)),
        };
        let index = usize::from(level) - 1;
        self.counters[index] += 1;
        self.counters[index + 1..].fill(0);
        let number = heading_number(level, self.counters[index]);
        self.push(Block::Heading { level, number, text });
        Ok(())
    }

    fn table(&mut self, range: &Range<usize>) -> Result<(), ParseError> {
        let json = self.table.take().unwrap_or_default();
        if self.note.is_some() {
            return Err(self.unsupported("脚注里的表格", range));
        }
        let table = Table::from_json(&json, self.palette).map_err(|error| {
            let (line, text) = self.line(range);
            ParseError::Table { error, line, text }
        })?;
        self.push_block(Block::Table(table), range);
        Ok(())
    }

    fn chart(&mut self, json: &str, range: &Range<usize>) -> Result<(), ParseError> {
        if self.note.is_some() {
            return Err(self.unsupported("脚注里的图", range));
        }
        for (_, label) in notes::references(json).filter(|(_, label)| self.notes.knows(label)) {
            let (line, text) = self.line(range);
            let kind = RemarkKind::NoteInChart(label.to_owned());
            self.remarks.push(Remark { kind, line, text });
        }
        let chart = Chart::from_json(json, self.palette).map_err(|error| {
            let (line, text) = self.line(range);
            ParseError::Chart { error, line, text }
        })?;
        self.push_block(Block::Chart(chart), range);
        Ok(())
    }

    /// Adds a table or chart.
    fn push_block(&mut self, mut block: Block, range: &Range<usize>) {
        self.mentions.block(&mut block, range.start);
        self.push(block);
    }

    fn push(&mut self, block: Block) {
        if let (Some(note), Block::Paragraph(words)) = (self.note, &block) {
            let note = self.notes.all.get_mut(note);
            note.into_iter().for_each(|note| note.paragraphs.push(words.clone()));
            return;
        }
        match self.attachments.last_mut() {
            Some(attachment) => attachment.blocks.push(block),
            None => self.body.push(block),
        }
    }

    fn unsupported(&self, construct: &'static str, range: &Range<usize>) -> ParseError {
        let (line, text) = self.line(range);
        ParseError::Unsupported { construct, line, text }
    }

    /// Returns the line on which `range` begins: its number in the rendered text and its words.
    fn line(&self, range: &Range<usize>) -> (usize, String) {
        let index = self.text[..range.start].matches('\n').count();
        let text = self.text.lines().nth(index).unwrap_or_default();
        (self.first_line + index, self.edge.take_out(text).into_owned())
    }
}

/// Returns the name of an event's construct in a message.
fn construct(event: &Event<'_>) -> &'static str {
    match event {
        Event::Start(Tag::BlockQuote(_)) => "引用",
        Event::Start(Tag::CodeBlock(_)) => "代码块",
        Event::Code(_) => "行内代码",
        Event::Start(Tag::List(_) | Tag::Item) => "列表",
        Event::Start(Tag::Link { .. }) => "链接",
        Event::Start(Tag::Image { .. }) => "图片",
        Event::Start(Tag::Table(_)) => "用竖线写的表格（写作 table 块）",
        Event::Start(Tag::Strikethrough) => "删除线",
        Event::Rule => "分隔线",
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => "HTML",
        _ => "其他 Markdown 写法",
    }
}

/// Returns the printed number of the `n`th heading of a level (clause 7.3.3).
fn heading_number(level: u8, n: u32) -> String {
    match level {
        1 => format!("{}、", chinese_number(n)),
        2 => format!("（{}）", chinese_number(n)),
        3 => format!("{n}."),
        _ => format!("（{n}）"),
    }
}

/// Returns 1 to 99 in Chinese figures. Larger numbers, which no document's headings reach, are Arabic.
fn chinese_number(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS[d as usize % 10];
    match n {
        1..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", digit(n % 10)),
        20..=99 => format!("{}十{}", digit(n / 10), digit(n % 10)),
        _ => n.to_string(),
    }
}
