//! Tables with rules: the cells that the rules of a page enclose.

use super::page::Rule;

/// A table of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruled {
    /// The places of the rules between columns and between rows, those at the borders included.
    pub(super) columns: Vec<f64>,
    pub(super) rows: Vec<f64>,
    pub(super) cells: Vec<Area>,
    /// The number of the cell that covers each field between rules, row by row.
    pub(super) fields: Vec<usize>,
}

/// A cell: its first column and row, and the number of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) column: usize,
    pub(super) row: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The distance at which rules count as touching.
const NEAR: f64 = 3.0;

/// The most rules of a page that are looked at, and the most columns and rows of a table.
const MOST_RULES: usize = 4_000;
const MOST_LINES: usize = 2_000;
const MOST_CELLS: usize = 200_000;

/// Returns the tables that rules enclose, from top to bottom.
pub(super) fn tables(rules: &[Rule]) -> Vec<Ruled> {
    let rules = joined(rules);
    if rules.len() > MOST_RULES {
        return Vec::new();
    }
    let mut tables: Vec<Ruled> = groups(&rules).iter().filter_map(|group| table(group)).collect();
    tables.sort_by(|one, other| {
        let top = |table: &Ruled| table.rows.first().copied().unwrap_or(0.0);
        top(one).total_cmp(&top(other))
    });
    tables
}

/// Joins rules that go on with each other.
fn joined(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|one, other| {
        let key = |rule: &Rule| (rule.at * 2.0).round();
        one.is_upright
            .cmp(&other.is_upright)
            .then(key(one).total_cmp(&key(other)))
            .then(one.from.total_cmp(&other.from))
    });
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last)
                if last.is_upright == rule.is_upright
                    && (last.at - rule.at).abs() < 1.0
                    && rule.from <= last.to + NEAR =>
            {
                last.to = last.to.max(rule.to);
            }
            _ => joined.push(rule),
        }
    }
    joined
}

/// Parts rules into groups that touch each other.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut group: Vec<usize> = (0..rules.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let (level, upright): (Vec<usize>, Vec<usize>) =
        (0..rules.len()).partition(|&at| !rules[at].is_upright);
    for &down in &upright {
        for &across in &level {
            let (one, other) = (&rules[down], &rules[across]);
            let meets = (other.from - NEAR..=other.to + NEAR).contains(&one.at)
                && (one.from - NEAR..=one.to + NEAR).contains(&other.at);
            if meets {
                let (one, other) = (root(&mut group, down), root(&mut group, across));
                group[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups = std::collections::BTreeMap::<usize, Vec<Rule>>::new();
    for (at, rule) in rules.iter().enumerate() {
        groups.entry(root(&mut group, at)).or_default().push(*rule);
    }
    groups.into_values().collect()
}

/// Returns the table of rules that touch each other; `None` if they enclose fewer than two cells side by side.
fn table(rules: &[Rule]) -> Option<Ruled> {
    let places = |is_upright: bool| {
        let own = rules.iter().filter(move |rule| rule.is_upright == is_upright);
        let ends = rules.iter().filter(move |rule| rule.is_upright != is_upright);
        let ends = ends.flat_map(|rule| [rule.from, rule.to]);
        let (least, most) =
            ends.fold((f64::MAX, f64::MIN), |(least, most), end| (least.min(end), most.max(end)));
        let mut places: Vec<f64> = own.map(|rule| rule.at).collect();
        if least < most {
            places.extend([least, most]);
        }
        places.sort_by(f64::total_cmp);
        places.dedup_by(|next, before| *next - *before < NEAR);
        places
    };
    let (columns, rows) = (places(true), places(false));
    let is_small = columns.len() < 3 || rows.len() < 2;
    let is_huge = columns.len() > MOST_LINES
        || rows.len() > MOST_LINES
        || columns.len() * rows.len() > MOST_CELLS;
    if is_small || is_huge {
        return None;
    }
    let (width, height) = (columns.len() - 1, rows.len() - 1);
    // Whether a rule lies to the right of each field, and below it.
    let mut right = vec![false; width * height];
    let mut below = vec![false; width * height];
    let nearest = |places: &[f64], at: f64| {
        let index = places.partition_point(|&place| place < at - NEAR);
        places.get(index).filter(|&&place| (place - at).abs() <= NEAR).map(|_| index)
    };
    for rule in rules {
        let (across, along) = if rule.is_upright { (&columns, &rows) } else { (&rows, &columns) };
        let Some(border) = nearest(across, rule.at).and_then(|border| border.checked_sub(1)) else {
            continue;
        };
        for (field, ends) in along.windows(2).enumerate() {
            let &[from, to] = ends else { continue };
            let middle = (from + to) / 2.0;
            if !(rule.from..=rule.to).contains(&middle) {
                continue;
            }
            if rule.is_upright && border < width {
                right[field * width + border] = true;
            } else if !rule.is_upright && border < height {
                below[border * width + field] = true;
            }
        }
    }
    let mut fields = vec![usize::MAX; width * height];
    let mut cells = Vec::new();
    for row in 0..height {
        for column in 0..width {
            if fields[row * width + column] != usize::MAX {
                continue;
            }
            let mut columns = 1;
            while column + columns < width
                && !right[row * width + column + columns - 1]
                && fields[row * width + column + columns] == usize::MAX
            {
                columns += 1;
            }
            let mut rows = 1;
            while row + rows < height
                && (column..column + columns).all(|at| !below[(row + rows - 1) * width + at])
            {
                rows += 1;
            }
            for row in row..row + rows {
                for column in column..column + columns {
                    fields[row * width + column] = cells.len();
                }
            }
            cells.push(Area { column, row, columns, rows });
        }
    }
    (cells.len() > 1).then_some(Ruled { columns, rows, cells, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: f64, from: f64, to: f64) -> Rule {
        Rule { is_upright: false, at, from, to }
    }

    fn upright(at: f64, from: f64, to: f64) -> Rule {
        Rule { is_upright: true, at, from, to }
    }

    #[test]
    fn cells_extend_to_the_next_rule() {
        // Three columns and two rows; the first cell goes over two columns, the last over two rows.
        let rules = [
            level(0.0, 0.0, 300.0),
            level(50.0, 0.0, 200.0),
            level(100.0, 0.0, 300.0),
            upright(0.0, 0.0, 100.0),
            upright(100.0, 50.0, 100.0),
            upright(200.0, 0.0, 100.0),
            upright(300.0, 0.0, 100.0),
        ];
        let [table] = &tables(&rules)[..] else { panic!("one table") };
        let area = |column, row, columns, rows| Area { column, row, columns, rows };
        let cells = [area(0, 0, 2, 1), area(2, 0, 1, 2), area(0, 1, 1, 1), area(1, 1, 1, 1)];
        assert_eq!(table.cells, cells);
    }

    #[test]
    fn rules_alone_and_boxes_are_no_tables() {
        assert_eq!(tables(&[level(0.0, 0.0, 300.0)]), []);
        let frame = [
            level(0.0, 0.0, 300.0),
            level(100.0, 0.0, 300.0),
            upright(0.0, 0.0, 100.0),
            upright(300.0, 0.0, 100.0),
        ];
        assert_eq!(tables(&frame), []);
    }
}
