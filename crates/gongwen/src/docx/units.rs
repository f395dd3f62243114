//! Lengths of Office Open XML: twips in the text, English metric units in drawings, half points for type.

use crate::typeset::{Mm, Pt};

/// Returns a length in twips, 1/20 pt.
pub(super) fn twips(length: Mm) -> i64 {
    (length.0 * 1440.0 / 25.4).round() as i64
}

/// Returns a length in English metric units, 1/360000 cm.
pub(super) fn emu(length: Mm) -> i64 {
    (length.0 * 36000.0).round() as i64
}

/// Returns a size of type in half points, not larger than it is.
pub(super) fn half_points(size: Pt) -> i64 {
    ((size.0 * 2.0 + 1e-6) as i64).max(2)
}

/// Returns the width of a rule in eighths of a point, at least a quarter of a point.
pub(super) fn eighths(width: Mm) -> i64 {
    ((width.to_pt().0 * 8.0).round() as i64).max(2)
}
