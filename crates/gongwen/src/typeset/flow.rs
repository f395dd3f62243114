//! Strips → pages.

use std::collections::VecDeque;

use super::footnote::{Area, Laid, Room};
use super::frame::Frame;
use super::merged::{EPSILON, OpenCells};
use super::page::{Anchor, Aside, Destination, OutlineEntry, Page, PageItem};
use super::spacing::Spacing;
use super::standard::{LEAST_PITCH, PITCH};
use super::strip::{Repeat, Strip, StripKind};
use super::structure::NodeId;
use super::unit::Mm;

/// Number of distances that are tried when rows are moved closer.
const TIGHTENING_STEPS: u8 = 16;

/// The greatest addition to the height of a table's rows that fill a page, as a share of it.
const MOST_STRETCH: f64 = 0.2;
/// The greatest share of a page that is left blank rather than a row of a table divided.
const MOST_BLANK: f64 = 0.25;

/// A filler of pages with strips, which keeps track of its place.
#[derive(Debug, Clone)]
pub struct Flow {
    pages: Vec<Page>,
    /// The share of each full page that is blank below its content.
    blanks: Vec<f64>,
    outline: Vec<OutlineEntry>,
    anchors: Vec<(Anchor, Destination)>,
    at: Place,
    /// The setting of the pages to come.
    spacing: Spacing,
    /// The strips of the last page, which are drawn when it is full.
    waiting: Vec<Waiting>,
    /// The table whose row was drawn last.
    table: Option<NodeId>,
    /// True if that row goes on.
    goes_on: bool,
    /// The cells of that table that reach further down.
    cells: OpenCells,
    /// The lower edge of the content on the previous page.
    end_before: Mm,
    /// The notes at the feet of the pages.
    notes: Area,
}

/// A strip with its upper edge.
#[derive(Debug, Clone)]
struct Waiting {
    strip: Strip,
    start: Mm,
    /// True if it is the first of its page.
    is_first: bool,
}

/// Filled pages.
pub struct Flowed {
    /// The pages.
    pub pages: Vec<Page>,
    /// The destinations of the outline's entries.
    pub outline: Vec<OutlineEntry>,
    /// The destinations of links, in the order of the document.
    pub anchors: Vec<(Anchor, Destination)>,
    /// The notes at the feet of the pages, not yet drawn.
    pub notes: Laid,
}

/// A place on a page.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// The sheet and its type area.
    frame: Frame,
    /// The lower edge of the content above.
    y: Mm,
    /// True if nothing of the flow is above.
    fresh: bool,
    /// The grid of the rows of text.
    grid: Grid,
    /// The part of the type area above its lower edge that stays blank.
    short: Mm,
    /// The notes at the foot.
    notes: Room,
}

/// The rows of text on a page.
#[derive(Debug, Clone, Copy)]
struct Grid {
    /// The upper edge of the first row.
    top: Mm,
    /// The height of a row.
    pitch: Mm,
}

impl Grid {
    /// Returns the height that strips on the grid take here, which are made for rows of [`PITCH`].
    fn height(self, strip: &Strip) -> Mm {
        match strip.kind {
            StripKind::Text | StripKind::Blank => strip.height * (self.pitch / PITCH),
            StripKind::Free | StripKind::TableHead | StripKind::TableRow(_) => strip.height,
        }
    }
}

impl Place {
    /// Returns the beginning of a page.
    fn top(frame: Frame) -> Self {
        let grid = Grid { top: frame.top, pitch: PITCH };
        Self { frame, y: frame.top, fresh: true, grid, short: Mm::ZERO, notes: Room::default() }
    }

    /// Returns the place with its rows set so. Those of a page that has some already, or was set closer, stay.
    fn spaced(self, spacing: Spacing) -> Self {
        let is_free = self.fresh && spacing.pitch != PITCH;
        let grid = Grid { top: self.y, pitch: spacing.pitch };
        Self { grid: if is_free { grid } else { self.grid }, short: spacing.short, ..self }
    }

    /// Returns the upper edge of a strip set here: text on the grid of 22 rows, a table row at the top
    /// of a page below the repeated head.
    fn start_of(self, strip: &Strip) -> Mm {
        match &strip.kind {
            StripKind::Text => {
                let rows = ((self.y - self.grid.top - EPSILON) / self.grid.pitch).ceil().max(0.0);
                self.grid.top + self.grid.pitch * rows
            }
            StripKind::TableRow(repeat) if self.fresh => self.y + repeat.head.height,
            _ => self.y,
        }
    }

    /// Returns the place below a strip that is set here.
    fn below(self, strip: &Strip) -> Self {
        if strip.kind == StripKind::Blank && self.fresh {
            return self;
        }
        let y = self.start_of(strip) + self.grid.height(strip);
        Self { y, fresh: false, notes: self.notes.with(&strip.notes), ..self }
    }

    /// Returns whether strips set from here, one below the other, stay on the page.
    fn takes(self, strips: &[Strip]) -> bool {
        self.takes_above(strips, Mm::ZERO)
    }

    /// Returns whether strips set from here stay on the page and leave `foot` free below them.
    fn takes_above(self, strips: &[Strip], foot: Mm) -> bool {
        let end = strips.iter().fold(self, Self::below);
        end.y + foot + end.notes.height() <= self.frame.bottom() - self.short + EPSILON
    }

    /// Returns whether strips set from here stay on the page and leave `foot` free below them, if the last of their notes
    /// is continued on the next page.
    fn takes_begun(self, strips: &[Strip], foot: Mm) -> bool {
        let end = strips.iter().fold(self, Self::below);
        end.y + foot + end.notes.least_height() <= self.frame.bottom() - self.short + EPSILON
    }

    /// Returns the height that is left for content.
    fn left(self) -> Mm {
        self.frame.bottom() - self.y - self.notes.height()
    }
}

impl Flow {
    /// Begins with a portrait page whose text starts at `top`.
    pub fn new(top: Mm) -> Self {
        Self {
            pages: vec![blank_page(Frame::UPRIGHT)],
            blanks: Vec::new(),
            outline: Vec::new(),
            anchors: Vec::new(),
            at: Place { y: top, ..Place::top(Frame::UPRIGHT) },
            spacing: Spacing::default(),
            waiting: Vec::new(),
            table: None,
            goes_on: false,
            cells: OpenCells::default(),
            end_before: top,
            notes: Area::default(),
        }
    }

    /// Returns the upper edge of the next strip on its page.
    pub fn next_top(&self) -> Mm {
        self.at.y
    }

    /// Returns the sheet being filled.
    pub fn frame(&self) -> Frame {
        self.at.frame
    }

    /// Continues on a new page with sheets of another kind.
    pub fn turn(&mut self, frame: Frame) {
        if frame == self.at.frame {
            return;
        }
        self.break_page();
        if let Some(page) = self.pages.last_mut() {
            *page = blank_page(frame);
        }
        self.at.frame = frame;
        self.at = self.top().spaced(self.spacing);
    }

    /// Begins a new page, unless the last one is still empty. The first page is never empty, since it
    /// has the head.
    pub fn break_page(&mut self) {
        if !self.at.fresh || self.pages.len() == 1 || self.notes.waits() {
            self.draw_waiting();
            let notes = self.lay_notes(self.at.frame.bottom());
            self.pages.push(blank_page(self.at.frame));
            self.end_before = self.at.y;
            let frame = self.at.frame;
            self.blanks.push((frame.bottom() - self.at.y - notes) / frame.height);
            self.at = self.top().spaced(self.spacing);
        }
    }

    /// Returns the beginning of a page like the last one, with what is continued of the notes before.
    fn top(&self) -> Place {
        let frame = self.at.frame;
        Place { notes: self.notes.room(frame), ..Place::top(frame) }
    }

    /// Lays the notes of the last page above `bottom`, and returns the height that they take.
    fn lay_notes(&mut self, bottom: Mm) -> Mm {
        self.notes.lay(self.pages.len() - 1, self.at.frame, self.at.y, bottom)
    }

    /// Begins a new page for a strip that does not fit the last one. A table that goes on fills the page: its rows
    /// there become taller, up to a limit.
    fn full_page(&mut self, next: &Strip) {
        if let StripKind::TableRow(repeat) = &next.kind {
            self.stretch(repeat.table);
        }
        self.break_page();
    }

    fn stretch(&mut self, table: NodeId) {
        let is_row = |waiting: &&Waiting| match &waiting.strip.kind {
            StripKind::TableRow(repeat) => repeat.table == table,
            _ => false,
        };
        let count = self.waiting.iter().rev().take_while(is_row).count();
        let from = self.waiting.len() - count;
        let height: Mm = self.waiting[from..].iter().map(|waiting| waiting.strip.height).sum();
        let left = self.at.left();
        if count == 0 || height <= Mm::ZERO || left <= EPSILON {
            return;
        }
        let share = (left / height).min(MOST_STRETCH);
        let mut added = Mm::ZERO;
        for waiting in &mut self.waiting[from..] {
            let addition = waiting.strip.height * share;
            waiting.start += added;
            waiting.strip = std::mem::take(&mut waiting.strip).taller(addition);
            added += addition;
        }
        self.at.y += added;
    }

    /// Has the rows of this page, if it is empty, and those of the pages to come set so, up to the end of the part.
    pub fn space(&mut self, spacing: Spacing) {
        self.spacing = spacing;
        self.at = self.at.spaced(Spacing { short: spacing.first_short, ..spacing });
    }

    /// Returns the share of each full page that is blank below its content.
    pub fn blanks(&self) -> &[f64] {
        &self.blanks
    }

    /// Returns whether strips fit a page of their own above a foot.
    pub fn fits_page_above(&self, strips: &[Strip], foot: Mm) -> bool {
        let top = Place::top(self.at.frame);
        top.spaced(Spacing { short: Mm::ZERO, ..self.spacing }).takes_above(strips, foot)
    }

    /// Returns whether strips still fit the last page; their last note may be continued where it has to be.
    pub fn takes(&self, strips: &[Strip]) -> bool {
        self.fits(strips, Mm::ZERO)
    }

    /// Returns whether strips still fit the last page and leave `foot` free below them.
    pub fn takes_above(&self, strips: &[Strip], foot: Mm) -> bool {
        self.at.takes_above(strips, foot)
    }

    /// Returns whether the first page has its head, but nothing below it yet.
    pub fn is_untouched(&self) -> bool {
        self.pages.len() == 1 && self.at.fresh
    }

    /// Moves the rows of a page that is still empty closer to each other, as little as is needed for strips to
    /// fit it above a foot (7.3.5.5). Returns false, and changes nothing, if the least distance does not do.
    pub fn tighten(&mut self, strips: &[Strip], foot: Mm) -> bool {
        if !self.at.fresh {
            return false;
        }
        let steps = f64::from(TIGHTENING_STEPS);
        let step = (PITCH - LEAST_PITCH) / steps;
        let grids = (1..=TIGHTENING_STEPS).map(|n| PITCH - step * f64::from(n));
        let places = grids.map(|pitch| Place { grid: Grid { top: self.at.y, pitch }, ..self.at });
        match places.into_iter().find(|place| place.takes_above(strips, foot)) {
            Some(place) => self.at = place,
            None => return false,
        }
        true
    }

    /// Sets strips below the content so far, on as many pages as needed.
    pub fn extend(&mut self, strips: Vec<Strip>) {
        self.extend_above(strips, Mm::ZERO);
    }

    /// Sets strips below the content so far. The page of the last of them that belong together keeps `foot`
    /// free, if they leave it on any page.
    pub fn extend_above(&mut self, strips: Vec<Strip>, foot: Mm) {
        let mut chains = chains(strips);
        while let Some(chain) = chains.pop_front() {
            if is_figure(&chain) && !self.at.takes(&chain) {
                self.pull_up(&mut chains);
            }
            if chains.is_empty() {
                self.spacing.short = Mm::ZERO;
                self.at.short = Mm::ZERO;
            }
            let foot = if chains.is_empty() { foot } else { Mm::ZERO };
            self.place_chain(chain, foot);
        }
    }

    /// Sets text before a figure that does not fit what is left of the page: as much as fits of the text that follows
    /// in the same section. The last strips stay last.
    fn pull_up(&mut self, after: &mut VecDeque<Vec<Strip>>) {
        let mut next = 0;
        while next + 1 < after.len() {
            let chain = &after[next];
            if is_figure(chain) {
                next += 1;
            } else if begins_section(chain) || !self.at.takes(chain) {
                return;
            } else if let Some(chain) = after.remove(next) {
                self.place_chain(chain, Mm::ZERO);
            }
        }
    }

    /// Places strips that belong together above a foot, on a new page if they do not all fit this one. A chain
    /// longer than a page is divided so that each page takes as much of its end as it holds; one that would leave
    /// much of this page blank is divided inside a tall row of a table.
    fn place_chain(&mut self, mut chain: Vec<Strip>, foot: Mm) {
        let foot = if self.fits_page_above(&chain, foot) { foot } else { Mm::ZERO };
        while !self.fits(&chain, foot) {
            let Some(end) = self.division(&chain) else { break };
            let rest = chain.split_off(end);
            for strip in std::mem::replace(&mut chain, rest) {
                self.place(strip);
            }
            if let Some(next) = chain.first() {
                self.full_page(next);
            }
        }
        let mut parts = Vec::new();
        if !self.fits(&chain, foot) {
            let top = Place::top(self.at.frame).spaced(self.spacing);
            while let from @ 1.. = page_from_end(&chain, top).min(chain.len().saturating_sub(1)) {
                parts.push(chain.split_off(from));
            }
        }
        parts.push(chain);
        for (n, part) in parts.into_iter().rev().enumerate() {
            let foot = if n == 0 { foot } else { Mm::ZERO };
            if let (false, Some(next)) = (self.fits(&part, foot), part.first()) {
                self.full_page(next);
            }
            for strip in part {
                self.place(strip);
            }
        }
    }

    /// Returns whether this page takes strips and leaves `foot` free below them. Their last note is continued on the next
    /// page where no page takes all of it, or much of this one would be left blank otherwise.
    fn fits(&self, strips: &[Strip], foot: Mm) -> bool {
        if self.at.takes_above(strips, foot) {
            return true;
        }
        let has_notes = strips.iter().any(|strip| !strip.notes.is_empty());
        if !has_notes || !self.at.takes_begun(strips, foot) {
            return false;
        }
        let is_blank = self.at.left() > self.at.frame.height * MOST_BLANK;
        foot == Mm::ZERO && is_blank || !self.fits_page_above(strips, foot)
    }

    /// Returns the number of strips of a chain that this page takes, if its end may lie inside a row of a table
    /// and the page would otherwise be left blank by more than [`MOST_BLANK`], or the row takes more than a page.
    fn division(&self, chain: &[Strip]) -> Option<usize> {
        let left = self.at.left();
        let fills = self.fits_page_above(chain, Mm::ZERO);
        if fills && left <= self.at.frame.height * MOST_BLANK {
            return None;
        }
        let fitting = (1..chain.len()).rev().find(|&end| self.at.takes(&chain[..end]))?;
        (1..=fitting).rev().find(|&end| chain[end - 1].divisible)
    }

    fn place(&mut self, strip: Strip) {
        if strip.kind == StripKind::Blank {
            self.at = self.at.below(&strip);
            return;
        }
        if !self.fits(std::slice::from_ref(&strip), Mm::ZERO) {
            self.full_page(&strip);
        }
        while self.at.below(&strip).notes.is_over() {
            // The notes of the pages before fill this one.
            self.break_page();
        }
        let start = self.at.start_of(&strip);
        let is_first = self.at.fresh;
        self.at = self.at.below(&strip);
        for note in &strip.notes {
            self.notes.refer(note, self.pages.len() - 1);
        }
        self.waiting.push(Waiting { strip, start, is_first });
    }

    /// Draws the strips of the last page.
    fn draw_waiting(&mut self) {
        for Waiting { strip, start, is_first } in std::mem::take(&mut self.waiting) {
            let mut table = None;
            if let StripKind::TableRow(repeat) = &strip.kind {
                table = Some(repeat.table);
                if is_first {
                    self.go_on(repeat, start);
                }
            }
            self.goes_on = strip.divisible;
            self.draw(strip, start);
            self.table = table;
        }
    }

    /// Continues a table on a new page: closes its part on the previous page and repeats its head.
    fn go_on(&mut self, repeat: &Repeat, start: Mm) {
        let before = self.pages.len().checked_sub(2);
        if let Some(page) = before.filter(|_| self.table == Some(repeat.table)) {
            let end = self.end_before;
            if !repeat.closed || self.goes_on || !self.cells.is_empty() {
                let foot = repeat.foot.iter().cloned();
                let foot = foot.map(|item| item.moved(Mm::ZERO, end));
                self.pages[page].items.extend(foot);
            }
            self.pages[page].items.extend(self.cells.cut(end));
        }
        let y = start - repeat.head.height;
        let head = repeat.head.items.iter().cloned();
        let head = PageItem::aside(Aside::Header, head.map(|item| item.moved(Mm::ZERO, y)));
        if let Some(page) = self.pages.last_mut() {
            page.items.extend(head);
        }
    }

    fn draw(&mut self, strip: Strip, start: Mm) {
        let page = self.pages.len() - 1;
        let height = self.at.grid.height(&strip);
        let middle = start + (height - strip.height) / 2.0;
        self.pages[page]
            .items
            .extend(strip.items.into_iter().map(|item| item.moved(Mm::ZERO, middle)));
        let ended = self.cells.strip(strip.merged, start, start + height);
        self.pages[page].items.extend(ended);
        let to = Destination { page, y: start };
        self.anchors.extend(strip.anchor.map(|anchor| (anchor, to)));
        self.outline.extend(strip.outline.map(|(level, title)| OutlineEntry { level, title, to }));
    }

    /// Sets strips at the very foot of the last page, or of a new one if there is no room. Strips higher
    /// than a page fill pages before it.
    pub fn foot(&mut self, mut strips: Vec<Strip>) {
        if strips.is_empty() {
            return;
        }
        let last = strips.split_off(page_from_end(&strips, Place::top(self.at.frame)));
        self.extend(strips);
        while !self.at.takes(&last) || self.at.notes.goes_on() {
            let pages = self.pages.len();
            self.break_page();
            if self.pages.len() == pages {
                break;
            }
        }
        let height: Mm = last.iter().map(|strip| strip.height).sum();
        let top = self.at.frame.bottom() - height;
        self.lay_notes(top);
        self.at.notes = Room::default();
        self.at.y = top;
        self.at.fresh = false;
        self.extend(last);
    }

    /// Ends the last page and returns the filled pages.
    pub fn finish(mut self) -> Flowed {
        self.draw_waiting();
        self.lay_notes(self.at.frame.bottom());
        while self.notes.waits() {
            self.pages.push(blank_page(self.at.frame));
            self.at = self.top();
            self.lay_notes(self.at.frame.bottom());
        }
        let notes = self.notes.finish();
        Flowed { pages: self.pages, outline: self.outline, anchors: self.anchors, notes }
    }
}

/// Divides strips into those that belong together.
fn chains(strips: Vec<Strip>) -> VecDeque<Vec<Strip>> {
    let mut chains = VecDeque::new();
    let mut chain = Vec::new();
    for strip in strips {
        let goes_on = strip.keep_with_next;
        chain.push(strip);
        if !goes_on {
            chains.push_back(std::mem::take(&mut chain));
        }
    }
    if !chain.is_empty() {
        chains.push_back(chain);
    }
    chains
}

/// Returns whether strips are a figure, or blank.
fn is_figure(chain: &[Strip]) -> bool {
    chain.iter().all(|strip| strip.floats || strip.kind == StripKind::Blank)
}

/// Returns whether strips begin with a heading.
fn begins_section(chain: &[Strip]) -> bool {
    chain.first().is_some_and(|strip| strip.outline.is_some())
}

/// Returns the position of the first strip from which the rest fits a page of its own.
fn page_from_end(strips: &[Strip], top: Place) -> usize {
    let mut height = Mm::ZERO;
    let mut from = strips.len();
    while let Some(strip) = from.checked_sub(1).map(|before| &strips[before]) {
        height += top.grid.height(strip);
        if height > top.frame.height + EPSILON {
            break;
        }
        from -= 1;
    }
    // Grid and repeated heads may need more than the sum.
    while from < strips.len() && !top.takes_begun(&strips[from..], Mm::ZERO) {
        from += 1;
    }
    from
}

fn blank_page(frame: Frame) -> Page {
    Page { width: frame.sheet_width, height: frame.sheet_height, items: Vec::new() }
}
