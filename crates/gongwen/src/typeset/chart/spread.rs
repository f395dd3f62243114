//! Items on a line moved apart from their wanted places so that none overlaps another.

use crate::typeset::unit::Mm;

/// Returns the centres of items with the given wanted centres and widths, in order: each as near to its
/// own as possible, at least `gap` apart, and between two edges if they fit there.
pub fn spread(wanted: &[(Mm, Mm)], gap: Mm, (low, high): (Mm, Mm)) -> Vec<Mm> {
    let mut lefts = Vec::with_capacity(wanted.len());
    let mut edge = low;
    for &(centre, width) in wanted {
        let left = (centre - width / 2.0).max(edge);
        edge = left + width + gap;
        lefts.push(left);
    }
    let mut edge = high;
    for (left, &(_, width)) in lefts.iter_mut().zip(wanted).rev() {
        *left = left.min(edge - width);
        edge = *left - gap;
    }
    lefts.into_iter().zip(wanted).map(|(left, &(_, width))| left + width / 2.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_move_apart_and_stay_between_the_edges() {
        let wanted = [(Mm(1.0), Mm(4.0)), (Mm(2.0), Mm(4.0)), (Mm(19.0), Mm(4.0))];
        let centres = spread(&wanted, Mm(1.0), (Mm(0.0), Mm(20.0)));
        assert_eq!(centres, [Mm(2.0), Mm(7.0), Mm(18.0)]);
    }

    #[test]
    fn what_stands_well_stays() {
        let wanted = [(Mm(5.0), Mm(4.0)), (Mm(15.0), Mm(4.0))];
        let centres = spread(&wanted, Mm(1.0), (Mm(0.0), Mm(20.0)));
        assert_eq!(centres, [Mm(5.0), Mm(15.0)]);
    }
}
