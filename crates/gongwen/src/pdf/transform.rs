//! Coordinate systems inside others (ISO 32000-1, 8.3.4).

/// A transformation from a coordinate system to the page's, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Transform([f64; 6]);

impl Transform {
    /// The page's own system.
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Returns the transformation that applies `inner` first, then this one.
    pub(super) fn after(self, inner: [f64; 6]) -> Self {
        let [a, b, c, d, ..] = self.0;
        let [p, q, r, s, x, y] = inner;
        let [x, y] = self.point([x, y]);
        Self([p * a + q * c, p * b + q * d, r * a + s * c, r * b + s * d, x, y])
    }

    fn point(self, [x, y]: [f64; 2]) -> [f64; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// Returns the smallest upright rectangle around one of this system: left, lower, right, upper edge.
    pub(super) fn bounds(self, [left, lower, right, upper]: [f64; 4]) -> [f64; 4] {
        let corners = [[left, lower], [left, upper], [right, lower], [right, upper]]
            .map(|corner| self.point(corner));
        let least = |axis: usize| corners.iter().map(|c| c[axis]).fold(f64::INFINITY, f64::min);
        let most = |axis: usize| corners.iter().map(|c| c[axis]).fold(f64::NEG_INFINITY, f64::max);
        [least(0), least(1), most(0), most(1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A quarter turn clockwise about (100, 200): right becomes down, up becomes right.
    #[test]
    fn a_turned_area_is_where_it_is_seen() {
        let quarter = Transform::IDENTITY.after([0.0, -1.0, 1.0, 0.0, 100.0, 200.0]);
        assert_eq!(quarter.bounds([10.0, 0.0, 30.0, 5.0]), [100.0, 170.0, 105.0, 190.0]);
        let half = quarter.after([0.0, -1.0, 1.0, 0.0, 0.0, 0.0]);
        assert_eq!(half.bounds([10.0, 0.0, 30.0, 5.0]), [70.0, 195.0, 90.0, 200.0]);
    }
}
