//! The content of a worksheet beside the values of its cells, which calamine does not hand out: comments, pictures, text
//! boxes, the parts of texts that a stroke withdraws, and what is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::Hidden;
use crate::input::parts::Parts;
use crate::input::xml::{Step, walk};

/// A thing in or on a worksheet that is not the content of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Row and column of the cell that it belongs to, from 0.
    pub at: (u32, u32),
    /// Its kind.
    pub kind: RemarkKind,
    /// Its words; empty for a picture.
    pub text: String,
}

/// The kinds of remarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemarkKind {
    /// A comment on the cell.
    Comment,
    /// A picture or a drawing.
    Picture,
    /// A shape with words.
    TextBox,
    /// Words of the cell that are struck through; the others count.
    StruckPart,
    /// A part of the sheet's printed header or footer.
    Margin,
}

/// The remarks of a workbook's sheets.
#[derive(Debug, Default)]
pub(super) struct Beside {
    sheets: BTreeMap<String, SheetBeside>,
    /// Texts that cells share of which a part is struck, with the rest and that part.
    struck: BTreeMap<String, StruckText>,
}

#[derive(Debug, Default)]
pub(super) struct SheetBeside {
    pub hidden: Hidden,
    pub remarks: Vec<Remark>,
    /// Texts of single cells of which a part is struck.
    pub struck: BTreeMap<(u32, u32), StruckText>,
}

/// A text of which a part, or all, is struck through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StruckText {
    pub rest: String,
    pub struck: String,
}

/// The most remarks of a workbook that are taken in.
const MOST: usize = 10_000;

impl Beside {
    /// Reads a workbook whose archive was checked. What is broken is left out.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut beside = Self::default();
        let Some(mut parts) = Parts::open(bytes) else { return beside };
        let (paths, hidden) = sheet_paths(&mut parts);
        for name in hidden {
            beside.sheets.entry(name).or_default().hidden.sheet = true;
        }
        // Most workbooks have nothing of the kind.
        if parts.has("comment") || parts.has("drawing") {
            for (name, path) in &paths {
                let remarks = remarks(&mut parts, path);
                beside.sheets.entry(name.clone()).or_default().remarks = remarks;
            }
        }
        let shared = parts.text("xl/sharedstrings.xml").unwrap_or_default();
        if shared.contains("strike") {
            beside.struck = texts(&shared, "si").into_iter().collect();
        }
        for (name, path) in paths {
            let sheet = parts.text(&path).unwrap_or_default();
            let margins = margins(&sheet);
            if !margins.is_empty() {
                beside.sheets.entry(name.clone()).or_default().remarks.extend(margins);
            }
            if sheet.contains("hidden") {
                let hidden = &mut beside.sheets.entry(name.clone()).or_default().hidden;
                hide(&sheet, hidden);
            }
            if sheet.contains("strike") {
                beside.sheets.entry(name).or_default().struck = inline(&sheet);
            }
        }
        beside
    }

    /// Returns the rest of a shared text of which a part is struck.
    pub(super) fn struck(&self, text: &str) -> Option<&StruckText> {
        self.struck.get(text)
    }

    /// Takes out what is beside the cells of a sheet.
    pub(super) fn take(&mut self, sheet: &str) -> SheetBeside {
        self.sheets.remove(sheet).unwrap_or_default()
    }
}

/// Adds the rows and columns that a sheet hides.
fn hide(sheet: &str, hidden: &mut Hidden) {
    let mut row = 0;
    walk(sheet, |step| {
        let Step::Open(name @ ("row" | "col"), attributes) = step else { return };
        let number = |name| attributes.get(name).and_then(|number| number.parse::<usize>().ok());
        let hides = matches!(attributes.get("hidden"), Some("1" | "true"));
        if name == "row" {
            row = number("r").unwrap_or(row + 1);
            if hides {
                hidden.rows.extend(row.checked_sub(1));
            }
        } else if let (true, Some(first), Some(last)) = (hides, number("min"), number("max")) {
            hidden.columns.push((first.saturating_sub(1), last.saturating_sub(1)));
        }
    });
}

/// Returns the names of the sheets with their paths, and the names of those that are hidden.
fn sheet_paths(parts: &mut Parts<'_>) -> (Vec<(String, String)>, Vec<String>) {
    let workbook = "xl/workbook.xml";
    let related = parts.related(workbook);
    let (mut paths, mut hidden) = (Vec::new(), Vec::new());
    walk(&parts.text(workbook).unwrap_or_default(), |step| {
        let Step::Open("sheet", attributes) = step else { return };
        let id = attributes.get("id");
        let part = related.iter().find(|part| Some(part.id.as_str()) == id);
        if let (Some(name), Some(part)) = (attributes.get("name"), part) {
            paths.push((name.to_owned(), part.path.clone()));
            if matches!(attributes.get("state"), Some("hidden" | "veryHidden")) {
                hidden.push(name.to_owned());
            }
        }
    });
    (paths, hidden)
}

/// Returns the comments, pictures and text boxes of a sheet.
fn remarks(parts: &mut Parts<'_>, sheet: &str) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let related = parts.related(sheet);
    let of = |kind: &str| {
        let related = related.iter().filter(move |part| part.kind.ends_with(kind));
        related.map(|part| part.path.clone()).collect::<Vec<_>>()
    };
    for path in of("/threadedcomment") {
        remarks.extend(comments(&parts.text(&path).unwrap_or_default(), "threadedComment"));
    }
    let threaded: Vec<_> = remarks.iter().map(|remark: &Remark| remark.at).collect();
    for path in of("/comments") {
        let comments = comments(&parts.text(&path).unwrap_or_default(), "comment");
        // Programs without threads are shown a copy of the thread.
        remarks.extend(comments.into_iter().filter(|comment| !threaded.contains(&comment.at)));
    }
    for path in of("/drawing") {
        remarks.extend(drawings(&parts.text(&path).unwrap_or_default()));
    }
    remarks.truncate(MOST);
    remarks
}

/// Returns the words in the printed header and footer of a sheet, each of their three parts by itself and once.
fn margins(sheet: &str) -> Vec<Remark> {
    let Some(at) = sheet.rfind("<headerFooter") else { return Vec::new() };
    let (mut texts, mut margin) = (Vec::new(), None);
    walk(&sheet[at..], |step| match step {
        Step::Open(name, _) => {
            let is_margin = name.ends_with("Header") || name.ends_with("Footer");
            margin = is_margin.then(String::new);
        }
        Step::Text(text) => {
            if let Some(margin) = &mut margin {
                margin.push_str(text);
            }
        }
        Step::Close(_) => texts.extend(margin.take().iter().flat_map(|text| margin_parts(text))),
    });
    let mut seen = BTreeSet::new();
    texts.retain(|text| seen.insert(text.clone()));
    let remark = |text| Remark { at: (0, 0), kind: RemarkKind::Margin, text };
    texts.into_iter().map(remark).collect()
}

/// Returns the words of the parts of a printed header or footer (&L, &C, &R), without the marks of fonts and fields.
pub fn margin_parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        if char != '&' {
            if let Some(part) = parts.last_mut() {
                part.push(char);
            }
            continue;
        }
        match chars.next() {
            Some('L' | 'C' | 'R') => parts.push(String::new()),
            Some('"') => while chars.next().is_some_and(|char| char != '"') {},
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            Some('K') => drop(chars.by_ref().take(6).count()),
            Some('&') => {
                if let Some(part) = parts.last_mut() {
                    part.push('&');
                }
            }
            _ => {}
        }
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// Reads comments, each of them an element of this name.
fn comments(text: &str, element: &str) -> Vec<Remark> {
    let mut comments: Vec<Remark> = Vec::new();
    let mut inside = false;
    walk(text, |step| match step {
        Step::Open(name, attributes) if name == element => {
            let at = attributes.get("ref").and_then(cell);
            inside = at.is_some();
            let kind = RemarkKind::Comment;
            comments.extend(at.map(|at| Remark { at, kind, text: String::new() }));
        }
        Step::Close(name) if name == element => inside = false,
        Step::Text(text) if inside => {
            if let Some(comment) = comments.last_mut() {
                comment.text.push_str(text);
            }
        }
        _ => {}
    });
    comments.retain(|comment| !comment.text.trim().is_empty());
    comments
}

/// Reads the pictures and the shapes with words of a drawing.
fn drawings(text: &str) -> Vec<Remark> {
    let mut drawings = Vec::new();
    let (mut at, mut start, mut place) = ((0, 0), false, "");
    let (mut words, mut in_words, mut picture) = (String::new(), false, false);
    walk(text, |step| match step {
        Step::Open("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor", _) => {
            (at, words, picture) = ((0, 0), String::new(), false);
        }
        Step::Open("from", _) => start = true,
        Step::Close("from") => start = false,
        Step::Open("row", _) if start => place = "row",
        Step::Open("col", _) if start => place = "col",
        Step::Close("row" | "col") => place = "",
        Step::Open("pic" | "graphicFrame", _) => picture = true,
        Step::Open("t", _) => in_words = true,
        Step::Close("t") => in_words = false,
        Step::Close("p") if !words.is_empty() => words.push(' '),
        Step::Text(text) if in_words => words.push_str(text),
        Step::Text(text) if place == "row" => at.0 = text.trim().parse().unwrap_or(0),
        Step::Text(text) if place == "col" => at.1 = text.trim().parse().unwrap_or(0),
        Step::Close("twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor") => {
            let text = words.trim().to_owned();
            let kind = if text.is_empty() { RemarkKind::Picture } else { RemarkKind::TextBox };
            if picture || !text.is_empty() {
                drawings.push(Remark { at, kind, text });
            }
        }
        _ => {}
    });
    drawings
}

/// Reads the texts in elements of this name (`si`, `is`) that are struck in part, by the whole text.
fn texts(text: &str, element: &str) -> Vec<(String, StruckText)> {
    let mut texts = Vec::new();
    let mut runs = Runs::default();
    walk(text, |step| {
        if let Step::Open(name, _) = step
            && name == element
        {
            runs = Runs::default();
        }
        let ends = matches!(step, Step::Close(name) if name == element);
        runs.step(step);
        if ends && !runs.text.struck.is_empty() {
            texts.push((std::mem::take(&mut runs.whole), std::mem::take(&mut runs.text)));
        }
    });
    texts
}

/// Reads the texts in the cells of a sheet that are struck in part.
fn inline(text: &str) -> BTreeMap<(u32, u32), StruckText> {
    let mut cells = BTreeMap::new();
    let (mut at, mut runs) = (None, Runs::default());
    walk(text, |step| {
        if let Step::Open("c", attributes) = step {
            at = attributes.get("r").and_then(cell);
            runs = Runs::default();
        }
        let ends = matches!(step, Step::Close("is"));
        runs.step(step);
        if let Some(at) = at.filter(|_| ends && !runs.text.struck.is_empty()) {
            cells.insert(at, std::mem::take(&mut runs.text));
        }
    });
    cells
}

/// The runs of a text while they are read.
#[derive(Default)]
struct Runs {
    whole: String,
    text: StruckText,
    in_text: bool,
    phonetic: bool,
    struck: bool,
}

impl Runs {
    fn step(&mut self, step: Step<'_>) {
        match step {
            Step::Open("r", _) => self.struck = false,
            Step::Open("rPh", _) => self.phonetic = true,
            Step::Close("rPh") => self.phonetic = false,
            Step::Open("strike", attributes) => {
                self.struck = !matches!(attributes.get("val"), Some("0" | "false"));
            }
            Step::Open("t", _) => self.in_text = !self.phonetic,
            Step::Close("t") => self.in_text = false,
            Step::Text(text) if self.in_text => {
                self.whole.push_str(text);
                match self.struck {
                    true => self.text.struck.push_str(text),
                    false => self.text.rest.push_str(text),
                }
            }
            _ => {}
        }
    }
}

/// Reads the name of a cell (I6), from 0.
fn cell(name: &str) -> Option<(u32, u32)> {
    let name = name.split(':').next()?.replace('$', "");
    let end = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(end);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        letter
            .is_ascii_uppercase()
            .then(|| column * 26 + u32::from(letter - b'A') + 1)
            .filter(|&column| column <= 16_384)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_footers_come_in_words() {
        let sheet = "<sheetData/><headerFooter><oddHeader>&amp;R&amp;9&amp;\"宋体,Regular\"省教育厅　7月\
                     </oddHeader><oddFooter>&amp;L联系人 88&amp;&amp;99&amp;C&amp;10第 &amp;P 页&amp;R&amp;D</oddFooter>\
                     <evenFooter>&amp;L联系人 88&amp;&amp;99</evenFooter></headerFooter>";
        let words: Vec<_> = margins(sheet).into_iter().map(|remark| remark.text).collect();
        assert_eq!(words, ["省教育厅　7月", "联系人 88&99", "第  页"]);
        assert!(margins("<sheetData/>").is_empty());
    }

    #[test]
    fn cells_are_named_by_letters() {
        assert_eq!(cell("A1"), Some((0, 0)));
        assert_eq!(cell("$AB$12"), Some((11, 27)));
        for name in ["", "A", "1", "A0", "ZZZZ1"] {
            assert_eq!(cell(name), None, "{name}");
        }
    }

    #[test]
    fn drawings_are_where_they_begin() {
        let anchor = |from: &str, content: &str| {
            format!(
                "<xdr:twoCellAnchor><xdr:from>{from}</xdr:from><xdr:to><xdr:col>9</xdr:col></xdr:to>{content}</xdr:twoCellAnchor>"
            )
        };
        let text = format!(
            "<xdr:wsDr>{}{}{}</xdr:wsDr>",
            anchor("<xdr:col>8</xdr:col><xdr:row>5</xdr:row>", "<xdr:pic/>"),
            anchor(
                "<xdr:col>2</xdr:col><xdr:row>7</xdr:row>",
                "<xdr:sp><a:p><a:t>另附</a:t></a:p></xdr:sp>"
            ),
            anchor("<xdr:col>3</xdr:col><xdr:row>7</xdr:row>", "<xdr:sp/>"),
        );
        let found: Vec<_> =
            drawings(&text).into_iter().map(|one| (one.at, one.kind, one.text)).collect();
        assert_eq!(
            found,
            [
                ((5, 8), RemarkKind::Picture, String::new()),
                ((7, 2), RemarkKind::TextBox, "另附".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_struck_is_split_off() {
        let text = "<sst><si><t>甲</t></si><si><r><rPr><strike/></rPr><t>3.5</t></r><r><rPr><strike val=\"0\"/></rPr><t>4.2</t></r></si></sst>";
        let struck = StruckText { rest: "4.2".to_owned(), struck: "3.5".to_owned() };
        assert_eq!(texts(text, "si"), [("3.54.2".to_owned(), struck.clone())]);
        let sheet = "<c r=\"I6\"><is><r><rPr><strike/></rPr><t>3.5</t></r><r><t>4.2</t></r></is></c><c r=\"I7\"><is><t>1</t></is></c>";
        assert_eq!(inline(sheet), [((5, 8), struck)].into());
    }
}
