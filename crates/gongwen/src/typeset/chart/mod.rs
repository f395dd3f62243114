//! Charts → strips: a plot with its unit and key above it, its source and caption below.
//!
//! Each kind of chart has a file that draws one plot, or several if one would be too small to read;
//! `multiples` sets small charts side by side, `head` draws the unit and the key, `label` sets words, `scale` turns values into lengths, `canvas`
//! draws, `paint` has the colours, and `alt` describes a chart in words. Every value is printed beside
//! its mark; bars begin at zero; missing values are marked as missing; words are wrapped or set smaller,
//! never cut.

mod alt;
mod bars;
mod canvas;
mod figures;
mod head;
mod heat;
mod label;
mod line;
mod line_words;
mod multiples;
mod paint;
mod ranked;
mod scale;
mod spread;
mod status_bars;

use std::ops::Range;

use super::compositor::Compositor;
use super::page::{Area, PageItem};
use super::standard::{PITCH, SIZE_5};
use super::strip::Strip;
use super::structure::NodeKind;
use super::unit::Mm;
use crate::document::{Caption, Chart, ChartKind};
use canvas::{Canvas, Side};
use figures::Figures;
use label::{Label, SMALL, plain, strong};
pub use multiples::{SmallPictures, multiples, small_pictures};

/// Blank above and below a chart: half a row (C).
pub const GAP: Mm = Mm(PITCH.0 / 2.0);
/// Blank between the plot, the source and the caption.
const BELOW_PLOT: Mm = Mm(2.4);
/// The largest share of a page's height for the source or the caption.
const MOST_WORDS: f64 = 0.2;

/// The constraints on a plot.
pub struct Sheet<'a> {
    /// Width of the plot.
    pub width: Mm,
    /// The greatest height of the plot.
    pub room: Mm,
    /// The requested height.
    pub height: Option<Mm>,
    /// The formatting of the values.
    pub figures: Figures<'a>,
    /// The unit of the values.
    pub unit: Option<&'a str>,
}

/// A drawn plot, measured from its upper left corner.
pub struct Plot {
    /// Height of the plot.
    pub height: Mm,
    /// The drawn items.
    pub items: Vec<PageItem>,
    /// The bars, groups or rows that it shows, in the order in which they are drawn.
    pub rows: Range<usize>,
    /// The columns that it shows, of a chart of cells.
    pub columns: Range<usize>,
}

/// All of them.
const ALL: Range<usize> = 0..usize::MAX;

/// Lays out a chart, centred between the edges of the type area. It is one strip, which no page break
/// divides, or several if it has too many bars or rows for one page.
pub fn chart(compositor: &mut Compositor<'_>, chart: &Chart) -> Vec<Strip> {
    let frame = compositor.frame;
    let width = width(compositor, chart);
    let left = frame.left + (frame.width - width) / 2.0;
    let words = (width, frame.height * MOST_WORDS);
    let (source, caption, first) = labels(compositor, chart, words);
    let plots = plots(compositor, chart, foot_height(&source, &first));
    let mut strips = Vec::new();
    for (index, plot) in plots.into_iter().enumerate() {
        let caption = if index == 0 || caption.is_empty() {
            first.clone()
        } else {
            let again = format!("{caption}（续）");
            Label::boxed(compositor, &again, strong(SIZE_5), words)
        };
        let alt = if index == 0 { alt::text(chart) } else { alt::continued(chart, &plot) };
        strips.push(strip(compositor, plot, (&source, &caption), (left, width), alt));
        strips.push(Strip::blank(GAP));
    }
    strips
}

/// Returns the width of a chart.
fn width(compositor: &Compositor<'_>, chart: &Chart) -> Mm {
    let frame = compositor.frame;
    chart.setting.width.map_or(frame.width, Mm).min(frame.width)
}

/// Returns the source, and the caption as text and as set.
fn labels(
    compositor: &mut Compositor<'_>,
    chart: &Chart,
    words: (Mm, Mm),
) -> (Label, String, Label) {
    let setting = &chart.setting;
    let source = setting.source.as_deref().unwrap_or_default();
    let source = Label::boxed(compositor, source, plain(SMALL), words);
    let caption = setting.caption.as_ref().map(Caption::to_string).unwrap_or_default();
    let first = Label::boxed(compositor, &caption, strong(SIZE_5), words);
    (source, caption, first)
}

/// Draws a chart, with words of some height below each plot.
fn plots(compositor: &mut Compositor<'_>, chart: &Chart, foot: Mm) -> Vec<Plot> {
    // The blanks around the strips, and room for the caption of a part, which may take one more line.
    let spare = foot + SIZE_5.to_mm() * 2.0 + GAP;
    let setting = &chart.setting;
    let sheet = Sheet {
        width: width(compositor, chart),
        room: compositor.frame.height - spare,
        height: setting.height.map(Mm),
        figures: Figures::new(chart),
        unit: setting.unit.as_deref(),
    };
    match &chart.kind {
        ChartKind::Bars(bars) => bars::plots(compositor, &sheet, bars),
        ChartKind::Ranked(ranked) => ranked::plots(compositor, &sheet, ranked),
        ChartKind::Line(lines) => vec![line::plot(compositor, &sheet, lines)],
        ChartKind::Status(bars) => status_bars::plots(compositor, &sheet, bars),
        ChartKind::Heat(heat) => heat::plots(compositor, &sheet, heat),
    }
}

/// A picture of a chart or of a key without the words around it, measured from its upper left corner.
pub struct Picture {
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
    /// The drawn items.
    pub items: Vec<PageItem>,
    /// Its content in words.
    pub alt: String,
}

/// Draws a chart in one or several pictures, without source and caption.
pub fn pictures(compositor: &mut Compositor<'_>, chart: &Chart) -> Vec<Picture> {
    let width = width(compositor, chart);
    let words = (width, compositor.frame.height * MOST_WORDS);
    let (source, _, first) = labels(compositor, chart, words);
    let plots = plots(compositor, chart, foot_height(&source, &first)).into_iter().enumerate();
    let pictures = plots.map(|(index, plot)| {
        let alt = if index == 0 { alt::text(chart) } else { alt::continued(chart, &plot) };
        Picture { width, height: plot.height, items: plot.items, alt }
    });
    pictures.collect()
}

fn foot_height(source: &Label, caption: &Label) -> Mm {
    let below = |label: &Label| {
        if label.lines.is_empty() { Mm::ZERO } else { BELOW_PLOT + label.height }
    };
    below(source) + below(caption)
}

/// Puts a plot, its source and its caption into a section of their own, the plot as a figure.
fn strip(
    compositor: &mut Compositor<'_>,
    plot: Plot,
    (source, caption): (&Label, &Label),
    (left, width): (Mm, Mm),
    alt: String,
) -> Strip {
    let section = compositor.element(NodeKind::Section);
    let node = compositor.child(section, NodeKind::Figure { alt });
    let area = Area { x: Mm::ZERO, y: Mm::ZERO, width, height: plot.height, node };
    let mut items = vec![PageItem::Area(area)];
    items.extend(PageItem::tagged(node, plot.items));
    let mut y = plot.height + BELOW_PLOT;
    for (words, x, side) in [(source, Mm::ZERO, Side::Left), (caption, width / 2.0, Side::Centre)] {
        if words.lines.is_empty() {
            continue;
        }
        let mut canvas = Canvas::default();
        canvas.words(words, x, y, side);
        let paragraph = compositor.child(section, NodeKind::Paragraph);
        items.extend(PageItem::tagged(paragraph, canvas.finish()));
        y += words.height + BELOW_PLOT;
    }
    let items = items.into_iter().map(|item| item.moved(left, Mm::ZERO)).collect();
    let height = plot.height + foot_height(source, caption);
    Strip { floats: true, ..Strip::free(height, items) }
}
