//! Small charts side by side, several rows of them on a page, with one key for all.

use std::rc::Rc;

use super::canvas::Canvas;
use super::figures::Figures;
use super::head::{Entry, Head};
use super::label::{Label, plain, strong};
use super::{GAP, Picture, Plot, Sheet, alt, chart, foot_height, ranked};
use crate::document::{Caption, Chart, ChartKind, PageShare, Ranked};
use crate::typeset::compositor::Compositor;
use crate::typeset::frame::Frame;
use crate::typeset::page::{Area, PageItem};
use crate::typeset::strip::{Repeat, Stretch, Strip, StripKind};
use crate::typeset::structure::NodeKind;
use crate::typeset::unit::{Mm, Pt};

/// Blank between two charts of a row.
const GUTTER: Mm = Mm(7.0);
/// Blank below a row of charts.
const BELOW_ROW: Mm = Mm(4.0);
/// Height kept free for the label and the title of an attachment, so that its first page has as many charts
/// as the others.
const TITLE: Mm = Mm(44.0);
/// The size of captions.
const CAPTION: Pt = Pt(9.0);
/// The size of sources.
const SOURCE: Pt = Pt(7.0);
/// The largest share of a chart's height for its source or its caption.
const MOST_WORDS: f64 = 0.25;

/// The places of small charts on a page.
struct Grid {
    columns: usize,
    /// Width of a chart.
    width: Mm,
    /// Height of a row of charts.
    height: Mm,
    /// Left edge of the first chart.
    left: Mm,
}

impl Grid {
    fn new(share: Option<PageShare>, frame: Frame, key: Mm) -> Self {
        let many = match share {
            Some(PageShare::Quarter) => 2,
            Some(PageShare::Sixth) | None => 3,
            Some(PageShare::Eighth) => 4,
        };
        let (columns, rows) = if frame == Frame::TURNED { (many, 2) } else { (2, many) };
        let gutters = GUTTER * (columns - 1) as f64;
        Self {
            columns,
            width: (frame.width - gutters) / columns as f64,
            height: (frame.height - TITLE - key) / rows as f64,
            left: frame.left,
        }
    }

    /// Returns the left edge of a chart.
    fn left(&self, column: usize) -> Mm {
        self.left + (self.width + GUTTER) * column as f64
    }
}

/// A chart that is drawn, but has no place yet.
struct Small {
    plot: Plot,
    source: Label,
    caption: Label,
    alt: String,
}

/// Lays out small charts in rows. A chart with more bars than fit its share of a page is set like any other.
pub fn multiples(compositor: &mut Compositor<'_>, charts: &[&Chart]) -> Vec<Strip> {
    let head = key(compositor, charts);
    let share = charts.first().and_then(|chart| chart.setting.share);
    let key_height = head.as_ref().map_or(Mm::ZERO, |head| head.repeat.head.height);
    let grid = Grid::new(share, compositor.frame, key_height);
    let repeat = head.as_ref().map(|head| Rc::clone(&head.repeat));
    let mut strips: Vec<Strip> = head.into_iter().map(|head| head.strip).collect();
    let mut row = Vec::new();
    for one in charts {
        match small(compositor, &grid, one) {
            Some(small) => row.push(small),
            None => {
                strips.extend(set_row(compositor, &grid, repeat.as_ref(), &mut row));
                strips.extend(chart(compositor, one));
            }
        }
        if row.len() == grid.columns {
            strips.extend(set_row(compositor, &grid, repeat.as_ref(), &mut row));
        }
    }
    strips.extend(set_row(compositor, &grid, repeat.as_ref(), &mut row));
    strips.push(Strip::blank(GAP));
    strips
}

/// Small charts as pictures.
pub struct SmallPictures {
    /// The number of charts side by side.
    pub columns: usize,
    /// Blank between two of them.
    pub gutter: Mm,
    /// The key of all charts.
    pub key: Option<Picture>,
    /// The charts, without source and caption; `None` for one that is set like any other.
    pub charts: Vec<Option<Picture>>,
}

/// Draws small charts and their key as pictures.
pub fn small_pictures(compositor: &mut Compositor<'_>, charts: &[&Chart]) -> SmallPictures {
    let frame = compositor.frame;
    let share = charts.first().and_then(|chart| chart.setting.share);
    let key = drawn_key(compositor, charts);
    let key_height = key.as_ref().map_or(Mm::ZERO, |key| key.height);
    let grid = Grid::new(share, frame, key_height);
    let drawn = charts.iter().map(|chart| {
        small(compositor, &grid, chart).map(|small| Picture {
            width: grid.width,
            height: small.plot.height,
            items: small.plot.items,
            alt: small.alt,
        })
    });
    SmallPictures { charts: drawn.collect(), columns: grid.columns, gutter: GUTTER, key }
}

/// The key of all charts, once as an element and once for the pages that go on.
struct Key {
    strip: Strip,
    repeat: Rc<Repeat>,
}

fn rankings<'a>(charts: &[&'a Chart]) -> Vec<(&'a Ranked, Figures<'a>)> {
    let ranked = charts.iter().filter_map(|chart| match &chart.kind {
        ChartKind::Ranked(ranked) => Some((ranked, Figures::new(chart))),
        _ => None,
    });
    ranked.collect()
}

/// Draws the key of all charts; `None` if they need none.
fn drawn_key(compositor: &mut Compositor<'_>, charts: &[&Chart]) -> Option<Picture> {
    let frame = compositor.frame;
    let entries = ranked::key(&rankings(charts));
    if entries.is_empty() {
        return None;
    }
    let words: Vec<&str> = entries.iter().map(|Entry { words, .. }| words.as_str()).collect();
    let alt = format!("图例：{}", words.join("，"));
    let sheet = Sheet {
        width: frame.width,
        room: frame.height,
        height: None,
        figures: charts.first().map(|chart| Figures::new(chart))?,
        unit: None,
    };
    let head = Head::new(compositor, &sheet, entries);
    let mut canvas = Canvas::default();
    head.draw(&mut canvas);
    Some(Picture { width: frame.width, height: head.height(), items: canvas.finish(), alt })
}

fn key(compositor: &mut Compositor<'_>, charts: &[&Chart]) -> Option<Key> {
    let left = compositor.frame.left;
    let Picture { height, items, alt, .. } = drawn_key(compositor, charts)?;
    let items = items.into_iter().map(|item| item.moved(left, Mm::ZERO));
    let items: Vec<PageItem> = items.collect();
    let node = compositor.element(NodeKind::Figure { alt });
    let strip = Strip::free(height, items.clone());
    let repeat = Repeat { table: node, head: strip.clone(), foot: Vec::new(), closed: true };
    let (x, width) = (left, compositor.frame.width);
    let mut tagged = vec![PageItem::Area(Area { x, y: Mm::ZERO, width, height, node })];
    tagged.extend(PageItem::tagged(node, items));
    Some(Key {
        strip: Strip {
            items: tagged,
            kind: StripKind::TableHead,
            keep_with_next: true,
            floats: true,
            ..strip
        },
        repeat: Rc::new(repeat),
    })
}

/// Draws a chart; `None` if its share of a page is too small for it.
fn small(compositor: &mut Compositor<'_>, grid: &Grid, chart: &Chart) -> Option<Small> {
    let ChartKind::Ranked(data) = &chart.kind else { return None };
    let setting = &chart.setting;
    let words = (grid.width, grid.height * MOST_WORDS);
    let source = setting.source.as_deref().unwrap_or_default();
    let source = Label::boxed(compositor, source, plain(SOURCE), words);
    let caption = setting.caption.as_ref().map(Caption::to_string).unwrap_or_default();
    let caption = Label::boxed(compositor, &caption, strong(CAPTION), words);
    let sheet = Sheet {
        width: grid.width,
        room: grid.height - foot_height(&source, &caption) - BELOW_ROW,
        height: None,
        figures: Figures::new(chart),
        unit: setting.unit.as_deref(),
    };
    let plot = ranked::small(compositor, &sheet, data)?;
    Some(Small { plot, source, caption, alt: alt::text(chart) })
}

/// Sets charts side by side, their captions at the same height.
fn set_row(
    compositor: &mut Compositor<'_>,
    grid: &Grid,
    repeat: Option<&Rc<Repeat>>,
    row: &mut Vec<Small>,
) -> Option<Strip> {
    let plots = row.iter().map(|small| small.plot.height).fold(Mm::ZERO, Mm::max);
    let feet = row.iter().map(|small| foot_height(&small.source, &small.caption));
    let height = plots + feet.fold(Mm::ZERO, Mm::max) + BELOW_ROW;
    let mut items = Vec::new();
    for (column, small) in std::mem::take(row).into_iter().enumerate() {
        let Small { plot, source, caption, alt } = small;
        let plot = Plot { height: plots, ..plot };
        let place = (grid.left(column), grid.width);
        items.extend(super::strip(compositor, plot, (&source, &caption), place, alt).items);
    }
    if items.is_empty() {
        return None;
    }
    let stretch = vec![Stretch::Moves(0.5); items.len()];
    let strip = Strip { stretch, floats: true, ..Strip::free(height, items) };
    Some(match repeat {
        Some(repeat) => Strip { kind: StripKind::TableRow(Rc::clone(repeat)), ..strip },
        None => strip,
    })
}
