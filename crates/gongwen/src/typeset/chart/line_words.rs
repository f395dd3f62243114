//! Places for the values of lines: near their marks, not on other words, and if possible not on a line.

use super::canvas::Area;
use crate::typeset::page::Point;
use crate::typeset::unit::Mm;

/// Distance between a mark's centre and its value.
const AWAY: Mm = Mm(1.5);
/// The cost of a mark that lies in a place, counted in lines that cross it.
const MARK: usize = 3;

/// The words of a plot and the obstacles that they should keep clear of.
pub struct Words {
    area: Area,
    /// The areas that words take.
    pub taken: Vec<Area>,
    /// The segments of the lines.
    pub lines: Vec<(Point, Point)>,
    /// The marks of the values.
    pub marks: Vec<Point>,
}

impl Words {
    /// Makes a plot without words.
    pub fn new(area: Area) -> Self {
        Self { area, taken: Vec::new(), lines: Vec::new(), marks: Vec::new() }
    }

    /// Returns the area of the plot.
    pub fn area(&self) -> Area {
        self.area
    }

    /// Returns the centre of words of a given size to the right of a point, or else near it.
    pub fn place_beside(&mut self, point: Point, (width, height): (Mm, Mm)) -> Option<Point> {
        let aside = width / 2.0 + AWAY;
        let near = AWAY + height / 2.0;
        let places = [
            (1.0, 0.0),
            (0.0, -1.0),
            (0.0, 1.0),
            (1.0, 1.0),
            (1.0, -1.0),
            (-1.0, -1.0),
            (0.0, -2.0),
            (0.0, 2.0),
            (1.0, 2.0),
            (1.0, -2.0),
        ];
        let offsets = places.map(|(across, down)| (aside * across, near * down));
        self.best(point, (width, height), &offsets)
    }

    /// Returns the centre of words of a given size near a point: rather above it than below, and further
    /// away only where lines cross the nearer places. `None` if all places are taken.
    pub fn place(&mut self, point: Point, (width, height): (Mm, Mm)) -> Option<Point> {
        let near = AWAY + height / 2.0;
        let far = near + height * 0.7;
        let aside = width / 2.0 + AWAY;
        let offsets = [
            (Mm::ZERO, -near),
            (Mm::ZERO, near),
            (Mm::ZERO, -far),
            (Mm::ZERO, far),
            (-aside, -near / 2.0),
            (aside, near / 2.0),
            (aside, -near / 2.0),
            (-aside, near / 2.0),
        ];
        self.best(point, (width, height), &offsets)
    }

    /// Takes the best of some places and returns it.
    fn best(
        &mut self,
        point: Point,
        (width, height): (Mm, Mm),
        offsets: &[(Mm, Mm)],
    ) -> Option<Point> {
        let best = offsets
            .iter()
            .map(|&(dx, dy)| Area {
                x: point.x + dx - width / 2.0,
                y: point.y + dy - height / 2.0,
                width,
                height,
            })
            .filter(|place| self.is_free(place))
            .min_by_key(|place| self.crossings(place))?;
        self.taken.push(best);
        Some(best.centre())
    }

    fn is_free(&self, place: &Area) -> bool {
        let Area { x, y, width, height } = self.area;
        let inside = place.x >= x
            && place.y >= y
            && place.x + place.width <= x + width
            && place.y + place.height <= y + height;
        // Words side by side keep a blank between them.
        inside && !self.taken.iter().any(|taken| taken.inset(Mm(-0.4)).overlaps(place))
    }

    fn crossings(&self, place: &Area) -> usize {
        let lines = self.lines.iter().filter(|line| crosses(**line, place));
        let inside = |mark: &&Point| {
            (place.x..=place.x + place.width).contains(&mark.x)
                && (place.y..=place.y + place.height).contains(&mark.y)
        };
        lines.count() + self.marks.iter().filter(inside).count() * MARK
    }
}

/// Returns whether a straight line runs through an area (Liang and Barsky).
fn crosses((from, to): (Point, Point), area: &Area) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let edges = [
        (-dx, from.x - area.x),
        (dx, area.x + area.width - from.x),
        (-dy, from.y - area.y),
        (dy, area.y + area.height - from.y),
    ];
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, room) in edges {
        if step == Mm::ZERO {
            if room < Mm::ZERO {
                return false;
            }
        } else if step < Mm::ZERO {
            enter = enter.max(room / step);
        } else {
            leave = leave.min(room / step);
        }
    }
    enter <= leave
}
