//! The columns of a table: the width of the type area shared out.

use super::column::Column;
use super::estimate::Estimate;
use super::measure::{Need, alike};
use super::metrics::{LEAST_PADDING, Metrics};
use crate::document::{Table, Width};
use crate::typeset::frame::Frame;
use crate::typeset::unit::Mm;

/// The share of the width that columns sized by content leave to columns with shares.
const LEFT_TO_SHARES: f64 = 0.5;
/// The characters of a text that stay on one line where the figures of a table have no room either.
const LEGIBLE: f64 = 5.0;
/// Halvings after which a width is exact to far below a printer's dot.
const HALVINGS: usize = 60;

/// The columns of a table on a page.
pub struct Columns {
    /// The columns, from left to right.
    pub all: Vec<Column>,
    /// The positions of the columns whose share of the width had no room for a character.
    pub tight: Vec<usize>,
    /// True if the fixed widths had to be made smaller.
    pub squeezed: bool,
    /// Left edge of the table.
    pub left: Mm,
    /// Right edge of the table.
    pub right: Mm,
}

impl Column {
    /// Returns the column adapted to its contents: it gives up blank rather than break a word, and its
    /// figures are centred as a block with aligned decimal points.
    fn with(mut self, need: &Need, metrics: &Metrics) -> Self {
        let words =
            [need.names, need.short_names, need.least].map(|least| least - metrics.padding * 2.0);
        let spare = words.map(|word| (self.width - word) / 2.0);
        let has_room = |spare: &Mm| *spare >= LEAST_PADDING - Mm(1e-6);
        let spare = spare.into_iter().find(has_room).unwrap_or(LEAST_PADDING);
        if self.width < need.names {
            self.padding = spare.min(self.padding);
        }
        let inner = self.inner();
        let takes = need.before_point + need.after_point;
        if takes > Mm::ZERO && takes <= inner {
            self.point = Some((inner - takes) / 2.0 + need.before_point);
        }
        self
    }
}

impl Columns {
    /// Returns the columns from `first` up to `end` joined into one.
    pub fn across(&self, first: usize, end: usize, metrics: &Metrics) -> Column {
        match (self.all.get(first), self.all.get(end.saturating_sub(1))) {
            (Some(only), _) if end == first + 1 => *only,
            (Some(from), Some(to)) => Column::new(from.x, to.x + to.width - from.x, metrics),
            _ => Column::new(self.left, self.right - self.left, metrics),
        }
    }
}

/// Lays out the columns of a table, never wider than the type area. They fill it unless all have fixed
/// widths; then the table is centred in it.
pub fn columns(table: &Table, needs: &[Need], metrics: &Metrics, frame: Frame) -> Columns {
    let shared = Shared::new(table, needs, metrics, frame.width);
    let total: Mm = shared.widths.iter().copied().sum();
    let left = frame.left + ((frame.width - total) / 2.0).max(Mm::ZERO);
    let mut x = left;
    let all = shared.widths.iter().zip(needs).map(|(&width, need)| {
        let column = Column::new(x, width, metrics).with(need, metrics);
        x += width;
        column
    });
    Columns {
        all: all.collect(),
        tight: shared.tight,
        squeezed: shared.squeezed,
        left,
        right: x.min(frame.right()),
    }
}

/// The type area's width, shared out.
struct Shared {
    widths: Vec<Mm>,
    tight: Vec<usize>,
    squeezed: bool,
}

impl Shared {
    fn new(table: &Table, needs: &[Need], metrics: &Metrics, room: Mm) -> Self {
        let of = |wanted: fn(&Width) -> bool| -> Vec<usize> {
            let columns = table.columns.iter().enumerate();
            columns.filter(|(_, column)| wanted(&column.width)).map(|(i, _)| i).collect()
        };
        let fixed = of(|width| matches!(width, Width::Fixed(_)));
        let shares = of(|width| matches!(width, Width::Share(_)));
        let content = of(|width| matches!(width, Width::Content));
        let mut shared = Self {
            widths: vec![Mm::ZERO; table.columns.len()],
            tight: Vec::new(),
            squeezed: false,
        };
        let least = metrics.least_width();
        let flexible = (shares.len() + content.len()) as f64;
        let reserved = (least * flexible).min(room * LEFT_TO_SHARES);
        let taken = shared.fix(table, &fixed, room - reserved);
        let room = room - taken;
        let by_content = if shares.is_empty() {
            room
        } else {
            (room * LEFT_TO_SHARES).min(room - least * shares.len() as f64)
        };
        let by_content = (by_content.max(room / 4.0), shares.is_empty());
        let needs = &with_names(needs, &content, by_content.0, least)[..];
        let taken = shared.fit(
            needs,
            &content,
            by_content,
            (least, metrics.em() * LEGIBLE + metrics.padding * 2.0),
        );
        let weight = |&i: &usize| match table.columns[i].width {
            Width::Share(share) => share,
            Width::Fixed(_) | Width::Content => 0.0,
        };
        let weights: Vec<f64> = shares.iter().map(weight).collect();
        shared.share(&shares, &weights, room - taken, least);
        let least: Vec<Mm> = needs.iter().map(|need| need.least.max(least)).collect();
        // There is nothing to move between columns that have less than they need.
        if taken > Mm::ZERO && content.iter().all(|&i| shared.widths[i] >= least[i]) {
            // Columns that are alike stay as wide as each other.
            let alike: Vec<usize> = alike(table).concat();
            let free: Vec<usize> = content.into_iter().filter(|i| !alike.contains(i)).collect();
            Estimate::new(table, metrics).improve(&mut shared.widths, &free, &least);
        }
        shared.tight.sort_unstable();
        shared
    }

    /// Gives columns their fixed widths, all smaller if there is not enough room, and returns their sum.
    fn fix(&mut self, table: &Table, fixed: &[usize], room: Mm) -> Mm {
        let width = |&i: &usize| match table.columns[i].width {
            Width::Fixed(width) => width,
            Width::Share(_) | Width::Content => 0.0,
        };
        // No sum of widths is infinite after division by the widest.
        let widest = fixed.iter().map(width).fold(0.0, f64::max);
        let sum: f64 = fixed.iter().map(|i| width(i) / widest).sum();
        self.squeezed = Mm(widest) * sum > room + Mm(1e-6);
        let unit = if self.squeezed { room / sum } else { Mm(widest) };
        let mut taken = Mm::ZERO;
        for i in fixed {
            self.widths[*i] = unit * (width(i) / widest);
            taken += self.widths[*i];
        }
        taken
    }

    /// Gives columns the width that their contents need and returns the sum. If that is too much, the
    /// columns with the most text shrink, one with twice the text by less than twice; if it is too
    /// little, all of them `grow` to fill the room. Where not even words have room, texts keep `legible` lines.
    fn fit(
        &mut self,
        needs: &[Need],
        content: &[usize],
        (room, grow): (Mm, bool),
        (least, legible): (Mm, Mm),
    ) -> Mm {
        let natural = |&i: &usize| needs[i].natural.max(least);
        let wanted: Mm = content.iter().map(natural).sum();
        let needed: Mm = content.iter().map(|&i| needs[i].least.max(least)).sum();
        if content.is_empty() {
            return Mm::ZERO;
        }
        if needed > room {
            // Texts do not break character by character because figures have no room either.
            let kept = |&i: &usize| (natural(&i).min(legible) - needs[i].least).max(Mm::ZERO);
            let (texts, figures): (Vec<usize>, Vec<usize>) =
                content.iter().copied().partition(|i| kept(i) > Mm::ZERO);
            let width = |i: &usize| needs[*i].least.max(least) + kept(i);
            let taken: Mm = texts.iter().map(width).sum();
            let weights = |columns: &[usize]| -> Vec<f64> {
                columns.iter().map(|&i| needs[i].least.0).collect()
            };
            if figures.is_empty() || taken > room * LEFT_TO_SHARES {
                self.share(content, &weights(content), room, least);
            } else {
                for i in &texts {
                    self.widths[*i] = width(i);
                }
                self.share(&figures, &weights(&figures), room - taken, least);
            }
        } else if wanted > room {
            let width = |i: &usize, unit: f64| {
                let fair = Mm(unit * natural(i).0.sqrt());
                natural(i).min(fair.max(needs[*i].least).max(least))
            };
            let (mut low, mut high) = (0.0, room.0);
            for _ in 0..HALVINGS {
                let middle = (low + high) / 2.0;
                let sum: Mm = content.iter().map(|i| width(i, middle)).sum();
                if sum > room {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            for i in content {
                self.widths[*i] = width(i, low);
            }
        } else {
            let factor = if grow { room / wanted } else { 1.0 };
            for i in content {
                self.widths[*i] = natural(i) * factor;
            }
        }
        content.iter().map(|&i| self.widths[i]).sum()
    }

    /// Gives columns their shares of some room. Those without room for a character get it from the
    /// others as long as there is any; if there is none, all are equally narrow.
    fn share(&mut self, columns: &[usize], weights: &[f64], room: Mm, least: Mm) {
        let widest = weights.iter().copied().fold(0.0, f64::max);
        // Shares are divided by the largest first, so that no sum of them is infinite.
        let shares: Vec<f64> = weights.iter().map(|weight| weight / widest).collect();
        let narrowest = least.min(room / shares.len().max(1) as f64);
        let mut narrow = vec![false; shares.len()];
        let unit = loop {
            let free = narrow.iter().filter(|narrow| !**narrow).count();
            let left = room - narrowest * (shares.len() - free) as f64;
            let sum: f64 = wide(&shares, &narrow).sum();
            let unit = left / sum;
            for (share, narrow) in shares.iter().zip(&mut narrow) {
                *narrow |= unit * *share < narrowest;
            }
            if narrow.iter().filter(|narrow| !**narrow).count() == free {
                break unit;
            }
        };
        for (k, &i) in columns.iter().enumerate() {
            self.widths[i] = if narrow[k] { narrowest } else { unit * shares[k] };
            if narrow[k] || narrowest < least {
                self.tight.push(i);
            }
        }
    }
}

/// Returns the needs of columns that take the names in them for words, as many as there is room for: usual ones, or
/// else short ones, or else none.
fn with_names(needs: &[Need], content: &[usize], room: Mm, least: Mm) -> Vec<Need> {
    let leasts: [fn(&Need) -> Mm; 2] = [|need| need.names, |need| need.short_names];
    let fits = |of: &fn(&Need) -> Mm| {
        content.iter().map(|&i| of(&needs[i]).max(least)).sum::<Mm>() <= room
    };
    let of = leasts.into_iter().find(fits).unwrap_or(|need| need.least);
    needs.iter().map(|need| Need { least: of(need), ..*need }).collect()
}

/// Returns the shares of the columns that are wide enough.
fn wide<'a>(shares: &'a [f64], narrow: &'a [bool]) -> impl Iterator<Item = f64> + 'a {
    let both = shares.iter().zip(narrow);
    both.filter(|(_, narrow)| !**narrow).map(|(share, _)| *share)
}
