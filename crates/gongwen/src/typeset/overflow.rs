//! Parts that did not fit their places: laid out as well as possible, and reported.

use std::fmt;

/// The greatest length of an excerpt, in characters: enough to find the text by.
const EXCERPT: usize = 20;

/// A part that did not fit. Nothing of it is lost, and it overlaps nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overflow {
    /// The part and the remedy.
    pub what: Overflowing,
    /// The beginning of its text.
    pub excerpt: String,
}

/// The parts that may not fit, and the remedy for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overflowing {
    /// The issuer's mark, which has to fit on one line: set smaller than the text below it.
    Mark,
    /// A label of the head (份号, 密级, 紧急程度, 签发人): set smaller to stay on its line.
    Label,
    /// The document number: set smaller to stay on its line.
    Number,
    /// The title leaves no room for text on the first page, and continues on the next.
    Title,
    /// The first page has no room for the beginning of the text.
    FirstPage,
    /// The page of the signature has no line of text: there is but one, which the first page shows.
    Company,
    /// The name of the issuer below the text: set smaller to stay on its line.
    Signature,
    /// The head of a table takes most of a page: it is not repeated on the next ones.
    TableHead,
    /// A column has no room for a character at its share of the width: it was widened, or its
    /// characters were set smaller.
    TableColumn {
        /// Its position, from 1.
        column: usize,
    },
    /// The figures of a table had to be set too small to be read easily.
    TableFigures,
    /// The fixed widths of a table's columns exceed the type area: they were made smaller.
    TableWidth,
    /// The page that refers to a note has no room for its beginning: it is on the next one.
    Footnote,
    /// Words in a chart had to be set too small to be read easily.
    ChartText,
}

impl Overflow {
    pub(super) fn new(what: Overflowing, text: &str) -> Self {
        let text = super::text::plain(text);
        let mut excerpt: String = text.chars().take(EXCERPT).collect();
        if excerpt.len() < text.len() {
            excerpt.push('…');
        }
        Self { what, excerpt }
    }
}

/// The message for the user, in Chinese.
impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let excerpt = &self.excerpt;
        match self.what {
            Overflowing::Mark => write!(f, "发文机关标志“{excerpt}”太长，缩得比标题还小才排得下"),
            Overflowing::Label => write!(f, "版头中的“{excerpt}”太长，缩小后才排成一行"),
            Overflowing::Number => write!(f, "发文字号“{excerpt}”太长，缩小后才排成一行"),
            Overflowing::Title => write!(f, "标题“{excerpt}”太长，首页排不下正文"),
            Overflowing::FirstPage => {
                write!(f, "首页排不下正文：正文开头的表格或图太高，请在前面写一段文字")
            }
            Overflowing::Company => write!(
                f,
                "正文只有一行，首页又排不下落款，落款所在的页没有正文：请多写几字成两行，或缩短标题、主送"
            ),
            Overflowing::Signature => write!(f, "落款“{excerpt}”太长，缩小后才排成一行"),
            Overflowing::TableHead => write!(f, "表头“{excerpt}”太高，续页没有重复表头"),
            Overflowing::TableFigures => {
                write!(f, "表格“{excerpt}”的列太多，数字缩到不足7磅才放得下，请减少列或分成几个表")
            }
            Overflowing::TableWidth => {
                write!(f, "表格“{excerpt}”各列的宽度合起来超出版心，已按比例缩小")
            }
            Overflowing::Footnote => {
                write!(f, "脚注“{excerpt}”所在的页脚注太多，排到了下一页")
            }
            Overflowing::ChartText => write!(f, "图中的“{excerpt}”太长，缩得很小才放得下"),
            Overflowing::TableColumn { column } => {
                write!(f, "表格第{column}列“{excerpt}”太窄，放不下一个字，已放宽或缩小字号")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_excerpt_is_short_and_readable() {
        let long = "一二三四五六七八九十".repeat(3);
        let overflow = Overflow::new(Overflowing::Title, &long);
        assert_eq!(
            overflow.to_string(),
            "标题“一二三四五六七八九十一二三四五六七八九十…”太长，首页排不下正文"
        );
        let named = Overflow::new(Overflowing::TableColumn { column: 2 }, "责\u{2060}任\n单位");
        assert_eq!(named.excerpt, "责任单位");
    }
}
