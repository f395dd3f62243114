//! The depth of headings in the structure. A text may leave levels out (`####` below `##`); readers that walk from heading to
//! heading take that for a part that is missing.

/// The headings around a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headings {
    /// The depth of the title above.
    pub above: u8,
    /// The levels of the headings that the place is below, each greater than the one before.
    pub open: Vec<u8>,
}

impl Headings {
    /// Enters the part below a heading of some level, and returns the heading's depth.
    pub fn depth(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|&last| last >= level) {
            self.open.pop();
        }
        self.open.push(level);
        self.above.saturating_add(u8::try_from(self.open.len()).unwrap_or(u8::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_heading_is_one_deeper_than_the_one_that_it_is_below() {
        let mut headings = Headings { above: 1, open: Vec::new() };
        let depths = [1, 3, 3, 2, 4, 1, 4].map(|level| headings.depth(level));
        assert_eq!(depths, [2, 3, 3, 3, 4, 2, 3]);
    }

    proptest! {
        #[test]
        fn no_depth_is_left_out(levels in prop::collection::vec(1_u8..=4, 0..40)) {
            let mut headings = Headings { above: 1, open: Vec::new() };
            let mut before = 1;
            for level in levels {
                let depth = headings.depth(level);
                prop_assert!((2..=before + 1).contains(&depth) && depth <= level + 1);
                before = depth;
            }
        }
    }
}
