//! The best way to cut a cell into names: dynamic programming over its characters.
//!
//! Matching greedily from the left would take 兰州 out of 兰州海关 and leave 海关 over.

use std::ops::Range;

use super::Piece;
use super::glyph::{Gap, Glyphs};
use super::lexicon::{Entry, Lexicon, Shape};

/// Words that separate two names as the mark of a list does; they are dropped.
const LINKS: [&str; 4] = ["以及", "和", "及", "与"];

/// The maximum number of characters of an unknown piece that ends without a separator: no unit's name is longer, and a
/// cell of run-together names takes time in proportion to its length.
const MOST_ATTACHED: usize = 200;

/// A run of characters that belong together.
#[derive(Debug, Clone)]
pub(super) struct Segment<'a> {
    characters: Range<usize>,
    kind: Kind<'a>,
    /// True if no separator, or only a link, lies between this segment and the one before it.
    run_on: bool,
}

#[derive(Debug, Clone, Copy)]
enum Kind<'a> {
    Known(&'a Entry),
    Unknown,
    Link,
}

/// The kind of the last segment before a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Start,
    Known,
    Unknown,
    Link,
}

impl After {
    const ALL: [After; 4] = [Self::Start, Self::Known, Self::Unknown, Self::Link];
}

/// The cost of a cut; costs are compared field by field in this order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Number of characters that belong to no known name.
    unknown: usize,
    /// Number of separators inside segments and of segment borders without a separator.
    disagreement: usize,
    segments: usize,
}

/// The last step of the best cut of the characters before a position.
#[derive(Debug, Clone, Copy)]
struct Step<'a> {
    cost: Cost,
    from: usize,
    before: After,
    kind: Kind<'a>,
}

impl Lexicon {
    /// Returns the names in `cell`, in its order.
    ///
    /// Of all ways to cut the cell into known names and unknown pieces, the one with the fewest unknown
    /// characters is taken; among these, the one whose borders agree best with the separators; among
    /// these, the one with the fewest, and so the longest, names. A separator is overridden only
    /// inside a known name (marks of a list only where the name itself has one). An unknown piece
    /// reaches from separator to separator, unless the characters attached to a known name can be a name
    /// of their own. Between known names 和, 及, 与 and 以及 count as separators.
    pub fn tell_apart(&self, cell: &str) -> Vec<Piece> {
        let glyphs = Glyphs::of(cell);
        best(self, &glyphs).into_iter().map(|segment| segment.piece(&glyphs)).collect()
    }
}

/// Returns the best cut of a cell, without the links.
fn best<'a>(lexicon: &'a Lexicon, glyphs: &'a Glyphs) -> Vec<Segment<'a>> {
    let mut table = Table::new(lexicon, glyphs);
    for at in 0..glyphs.len() {
        for before in After::ALL {
            if let Some(cost) = table.cost(at, before) {
                table.extend_known(at, before, cost);
                table.extend_unknown(at, before, cost);
                table.extend_link(at, before, cost);
            }
        }
    }
    table.segments()
}

struct Table<'a> {
    lexicon: &'a Lexicon,
    glyphs: &'a Glyphs,
    /// The best step at each position, for each kind of preceding segment (in the order of [`After::ALL`]).
    steps: Vec<[Option<Step<'a>>; 4]>,
    /// Positions at which a known name begins.
    known_starts: Vec<bool>,
    /// The next position after each one at which the separators allow a name to end.
    next_border: Vec<usize>,
}

impl<'a> Table<'a> {
    fn new(lexicon: &'a Lexicon, glyphs: &'a Glyphs) -> Self {
        let known_starts =
            (0..glyphs.len()).map(|at| lexicon.matches(glyphs, at).next().is_some()).collect();
        let mut next_border = vec![glyphs.len(); glyphs.len()];
        for at in (1..glyphs.len()).rev() {
            next_border[at - 1] = if glyphs.is_border(at) { at } else { next_border[at] };
        }
        let steps = vec![[None; 4]; glyphs.len() + 1];
        Self { lexicon, glyphs, steps, known_starts, next_border }
    }

    /// Returns the cost of the best cut of the characters before `at` that ends in `before`.
    fn cost(&self, at: usize, before: After) -> Option<Cost> {
        match before {
            After::Start => (at == 0).then(Cost::default),
            _ => self.steps[at][before as usize].map(|step| step.cost),
        }
    }

    fn extend_known(&mut self, at: usize, before: After, cost: Cost) {
        let (lexicon, glyphs) = (self.lexicon, self.glyphs);
        for entry in lexicon.matches(glyphs, at) {
            let end = at + entry.glyphs.len();
            let inner = (at + 1..end).filter(|&i| glyphs.gaps[i] != Gap::None);
            let cost = Cost {
                unknown: cost.unknown,
                disagreement: cost.disagreement + inner.count() + self.invented(at, before),
                segments: cost.segments + 1,
            };
            self.offer(end, After::Known, at, before, Kind::Known(entry), cost);
        }
    }

    /// Adds unknown pieces: such a piece ends at the next separator, or before a known name that follows it.
    fn extend_unknown(&mut self, at: usize, before: After, cost: Cost) {
        let starts_glued = !self.glyphs.is_border(at);
        if before == After::Link || (starts_glued && before != After::Known) {
            return;
        }
        let next = self.next_border[at];
        let near = at + 1..next.min(at + MOST_ATTACHED);
        for end in near.chain([next]) {
            if end != next && !self.known_starts[end] {
                continue;
            }
            let border = end == next;
            let alone = (!starts_glued && border)
                || self.lexicon.stands_alone(&self.glyphs.folded[at..end])
                || self.is_half(at, end, before);
            if alone {
                let cost = Cost {
                    unknown: cost.unknown + end - at,
                    disagreement: cost.disagreement + self.invented(at, before),
                    segments: cost.segments + 1,
                };
                self.offer(end, After::Unknown, at, before, Kind::Unknown, cost);
            }
        }
    }

    /// Returns whether a single character is half of a padded name whose other half follows after a blank:
    /// 王 and 明 in 黄 强王 明宋 亮, where only 王明 is unknown.
    fn is_half(&self, at: usize, end: usize, before: After) -> bool {
        let blank_at = |i: usize| self.glyphs.gaps.get(i) == Some(&Gap::Blank);
        let first = blank_at(end)
            && !self.known_starts[end]
            && (self.glyphs.is_border(end + 1) || self.known_starts[end + 1]);
        let second = blank_at(at) && before == After::Unknown;
        self.lexicon.shape() == Shape::People && end - at == 1 && (first || second)
    }

    fn extend_link(&mut self, at: usize, before: After, cost: Cost) {
        if before != After::Known {
            return;
        }
        for link in LINKS {
            let end = at + link.chars().count();
            let here = self.glyphs.folded.get(at..end);
            if here.is_some_and(|here| here.iter().copied().eq(link.chars())) {
                let cost = Cost { segments: cost.segments + 1, ..cost };
                self.offer(end, After::Link, at, before, Kind::Link, cost);
            }
        }
    }

    /// Returns 1 if a segment begins at `at` although nothing separates it from the one before, else 0.
    fn invented(&self, at: usize, before: After) -> usize {
        usize::from(before != After::Link && !self.glyphs.is_border(at))
    }

    fn offer(
        &mut self,
        end: usize,
        after: After,
        from: usize,
        before: After,
        kind: Kind<'a>,
        cost: Cost,
    ) {
        let best = &mut self.steps[end][after as usize];
        if best.is_none_or(|best| cost < best.cost) {
            *best = Some(Step { cost, from, before, kind });
        }
    }

    /// Returns the segments of the best cut of the whole cell, in order.
    fn segments(&self) -> Vec<Segment<'a>> {
        let mut segments = Vec::new();
        let mut end = self.glyphs.len();
        let mut step = [After::Known, After::Unknown]
            .iter()
            .filter_map(|&after| self.steps[end][after as usize])
            .min_by_key(|step| step.cost);
        while let Some(found) = step {
            if !matches!(found.kind, Kind::Link) {
                segments.push(Segment {
                    characters: found.from..end,
                    kind: found.kind,
                    run_on: found.before == After::Link || !self.glyphs.is_border(found.from),
                });
            }
            end = found.from;
            step = self.steps[end][found.before as usize];
        }
        segments.reverse();
        segments
    }
}

impl Segment<'_> {
    /// Returns the piece of the cell that corresponds to the segment.
    pub(super) fn piece(&self, glyphs: &Glyphs) -> Piece {
        let written = &glyphs.written[self.characters.clone()];
        let (&(start, _), &(last_at, last)) =
            written.first().zip(written.last()).expect("a segment has at least one character");
        Piece {
            name: match self.kind {
                Kind::Known(entry) => entry.name.clone(),
                _ => written.iter().map(|&(_, c)| c).collect(),
            },
            range: start..last_at + last.len_utf8(),
            known: matches!(self.kind, Kind::Known(_)),
            broken: (self.characters.start + 1..self.characters.end)
                .any(|i| glyphs.gaps[i] != Gap::None),
            run_on: self.run_on,
            after_mark: glyphs.gaps.get(self.characters.start) == Some(&Gap::Mark),
        }
    }
}
