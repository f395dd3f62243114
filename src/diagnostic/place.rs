//! Positions in the user's files.

/// A position in one of the user's files, with the offending text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's path as the user knows it: relative to the workspace, with `/` as separator.
    pub file: String,
    /// The worksheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// The part of a document whose lines or rows are counted, if it is not the whole file.
    pub part: Option<Part>,
    /// Line, or row of the worksheet or table, counted from 1; 0 when the place is the file as a whole.
    pub line: usize,
    /// Column, counted from 1: of the character in a text, of the cell in a worksheet or table; 0 when the place is
    /// the whole line.
    pub column: usize,
    /// The line's text with the offending part, if known.
    pub snippet: Option<Snippet>,
}

/// A part of a document (.docx, .html, .pdf) as a reader finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The text outside of tables: lines are paragraphs.
    Paragraphs,
    /// A table, counted from 1: lines are its rows.
    Table(u32),
    /// A page, counted from 1: lines are those of the page.
    Page(u32),
}

/// A line of a file and the part of it that a problem points at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// The line, without its line end; of a very long one what is around the part.
    pub line: String,
    /// The offending part: a byte range in `line`, on character boundaries.
    pub range: std::ops::Range<usize>,
}

/// The most bytes of a line that are shown before and after the beginning of the offending part.
const MOST_AROUND: usize = 600;

impl Snippet {
    /// Returns the part `range` of `line`; of a very long line only what is around it, so that a thousand problems in it
    /// do not hold it a thousand times.
    pub fn new(line: &str, range: std::ops::Range<usize>) -> Self {
        let from = line.floor_char_boundary(range.start.saturating_sub(MOST_AROUND));
        let to = line.ceil_char_boundary(range.start.saturating_add(MOST_AROUND)).max(from);
        let start = range.start.clamp(from, to);
        let end = range.end.clamp(start, to);
        Self { line: line[from..to].to_owned(), range: start - from..end - from }
    }
}

impl Place {
    /// Returns the place of a file as a whole.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), sheet: None, part: None, line: 0, column: 0, snippet: None }
    }

    /// Returns the position inside the file: 进展报送!K7 in a workbook, 第3行第12列 in a text, 第3张表第19行第2列, 第5段 or
    /// 第7页第4行 in a document.
    pub fn cell(&self) -> String {
        if let Some(part) = self.part {
            return part.words(self.line, self.column);
        }
        match &self.sheet {
            Some(sheet) if self.line > 0 && self.column > 0 => {
                format!("{sheet}!{}{}", column_letters(self.column), self.line)
            }
            Some(sheet) if self.line > 0 => format!("{sheet}!{}", self.line),
            Some(sheet) => sheet.clone(),
            None if self.column > 0 => format!("第{}行第{}列", self.line, self.column),
            None => format!("第{}行", self.line),
        }
    }
}

impl Part {
    /// Returns the words for a line and a column of it, either 0 where it is not known.
    fn words(self, line: usize, column: usize) -> String {
        let counted = |number: usize, unit: &str| match number {
            0 => String::new(),
            number => format!("第{number}{unit}"),
        };
        match self {
            Self::Paragraphs => counted(line, "段"),
            Self::Table(table) => {
                format!("第{table}张表{}{}", counted(line, "行"), counted(column, "列"))
            }
            Self::Page(page) => format!("第{page}页{}", counted(line, "行")),
        }
    }
}

/// Returns Excel's letters of a column counted from 1: A, Z, AA.
fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or(0)));
        left /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_line_only_what_is_around_the_part_is_kept() {
        let line = "甲".repeat(100_000);
        let snippet = Snippet::new(&line, 150_000..150_006);
        assert!(snippet.line.len() <= 2 * MOST_AROUND + 6);
        assert_eq!(&snippet.line[snippet.range], "甲甲");
        assert_eq!(Snippet::new("甲乙", 3..6), Snippet { line: "甲乙".to_owned(), range: 3..6 });
    }

    #[test]
    fn a_cell_is_called_as_excel_calls_it() {
        for (column, name) in
            [(1, "表!A7"), (26, "表!Z7"), (27, "表!AA7"), (702, "表!ZZ7"), (703, "表!AAA7")]
        {
            let place =
                Place { sheet: Some("表".to_owned()), line: 7, column, ..Place::file("a.xlsx") };
            assert_eq!(place.cell(), name);
        }
        for (part, words) in [
            (Part::Table(3), "第3张表第19行第2列"),
            (Part::Page(7), "第7页第19行"),
            (Part::Paragraphs, "第19段"),
        ] {
            let place = Place { part: Some(part), line: 19, column: 2, ..Place::file("a.docx") };
            assert_eq!(place.cell(), words);
        }
        let place = Place { part: Some(Part::Page(7)), ..Place::file("a.pdf") };
        assert_eq!(place.cell(), "第7页");
        let place = Place { line: 3, column: 12, ..Place::file("a.csv") };
        assert_eq!(place.cell(), "第3行第12列");
    }
}
