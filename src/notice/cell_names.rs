//! The names in a cell, with the repairs that were needed to read them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cell::Cell;
use super::ellipsis;
use super::repair::RepairKind;
use crate::plan::Column;
use crate::registry::Registry;
use crate::registry::names::{Lexicon, Piece, is_blank, is_mark};

/// The names that the registry knows.
pub(super) struct Known {
    units: Lexicon,
    leaders: Lexicon,
}

impl Known {
    pub fn of(registry: &Registry) -> Self {
        Self { units: Lexicon::of_units(registry), leaders: Lexicon::of_leaders(registry) }
    }

    /// Returns the names allowed in `column`.
    pub fn lexicon(&self, column: Column) -> &Lexicon {
        match column {
            Column::Leaders => &self.leaders,
            _ => &self.units,
        }
    }

    /// Returns whether all of `cell` consists of names known for `column`; true of a blank one.
    pub fn all(&self, cell: &str, column: Column) -> bool {
        let pieces = self.lexicon(column).tell_apart(cell);
        pieces.iter().all(|piece| piece.known)
    }
}

/// The content of a cell of people or units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CellNames {
    /// The names in the cell's order, each once.
    pub names: Vec<String>,
    /// The names that the registry does not know, with their byte ranges in the source.
    pub unknown: Vec<(String, Range<usize>)>,
    /// The names that occur in the cell more than once, each once.
    pub repeated: Vec<String>,
    /// The names of which the cell says that they assist (…配合).
    pub assisting: Vec<String>,
    /// True if the cell says that there are more (等).
    pub is_open: bool,
    /// The repairs that were needed.
    pub repairs: BTreeSet<RepairKind>,
}

/// Reads the names in `cell` of `column`.
pub(super) fn read(cell: &Cell, column: Column, known: &Known) -> CellNames {
    let lexicon = known.lexicon(column);
    let mut pieces = lexicon.tell_apart(&cell.text);
    let all = pieces.len();
    pieces.retain(|piece| !is_dash(&piece.name));
    let dashed = pieces.len() < all;
    let words = match column {
        Column::Leaders => Words::default(),
        _ => Words::take(&mut pieces, lexicon),
    };
    if column == Column::Leaders {
        pieces = join_padded(pieces);
    }
    let elliptical = column != Column::Leaders && ellipsis::complete(&mut pieces, lexicon);
    let mut read = CellNames { repairs: repairs(cell, &pieces, column), ..CellNames::default() };
    if elliptical {
        read.repairs.insert(RepairKind::Split);
    }
    if dashed || words.any {
        read.repairs.insert(RepairKind::Words);
    }
    read.is_open = words.is_open;
    read.assisting = words.assisting;
    let (mut met, mut repeated) = (BTreeSet::new(), BTreeSet::new());
    for piece in pieces {
        if !met.insert(piece.name.clone()) {
            if repeated.insert(piece.name.clone()) {
                read.repeated.push(piece.name);
            }
            continue;
        }
        if !piece.known {
            let place = cell.part(piece.range.clone());
            read.unknown.push((piece.name.clone(), place));
        }
        read.names.push(piece.name);
    }
    read
}

/// The words of a cell beside its names: …牵头, …（牵头）, …配合, …等.
#[derive(Debug, Default)]
struct Words {
    any: bool,
    is_open: bool,
    assisting: Vec<String>,
    /// The names that are marked as leading; all others of the cell assist then.
    leading: Vec<String>,
}

/// Words behind the names of a list that say what the units do.
const DOING: [(&str, Role); 16] = [
    ("按职责分工负责", Role::None),
    ("按照职责分工负责", Role::None),
    ("分别负责", Role::None),
    ("具体负责", Role::None),
    ("牵头负责", Role::Leads),
    ("牵头落实", Role::Leads),
    ("牵头", Role::Leads),
    ("主办", Role::Leads),
    ("协助配合", Role::Assists),
    ("协同配合", Role::Assists),
    ("配合", Role::Assists),
    ("协办", Role::Assists),
    ("参与", Role::Assists),
    ("参加", Role::Assists),
    ("协同", Role::Assists),
    ("负责", Role::None),
];

/// Words in front of the names of a list: 牵头单位：….
const LABELS: [(&str, Role); 8] = [
    ("牵头单位", Role::Leads),
    ("牵头部门", Role::Leads),
    ("主办单位", Role::Leads),
    ("牵头", Role::Leads),
    ("配合单位", Role::Assists),
    ("配合部门", Role::Assists),
    ("协办单位", Role::Assists),
    ("配合", Role::Assists),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Leads,
    Assists,
    None,
}

impl Words {
    /// Takes the words out of unknown `pieces`.
    fn take(pieces: &mut Vec<Piece>, lexicon: &Lexicon) -> Self {
        let mut words = Self::default();
        // The names since the last word, and the role of a label before them.
        let mut since: Vec<String> = Vec::new();
        let mut label = Role::None;
        for piece in pieces.iter_mut() {
            let whole = piece.name.clone();
            let mut name = whole.as_str();
            if !piece.known {
                if let Some((before, rest)) = name.split_once(['：', ':'])
                    && let Some(&(_, role)) = LABELS.iter().find(|(word, _)| *word == before)
                {
                    name = rest;
                    label = role;
                    since.clear();
                }
                for end in [
                    "等单位",
                    "等部门",
                    "等相关单位",
                    "等有关单位",
                    "等相关部门",
                    "等有关部门",
                    "等",
                ] {
                    if let Some(rest) = name.strip_suffix(end)
                        && rest.chars().count() > 1
                    {
                        name = rest;
                        words.is_open = true;
                        break;
                    }
                }
            }
            let mark = if piece.known { None } else { mark(name) };
            if let Some((rest, role)) = mark {
                name = rest;
                // Where the registry knows the name, the mark is a piece of its own.
                let marked =
                    if rest.is_empty() { since.last().cloned() } else { Some(rest.into()) };
                match role {
                    Role::Leads => words.leading.extend(marked),
                    Role::Assists => words.assisting.extend(marked),
                    Role::None => {}
                }
            }
            let doing = DOING.iter().find(|(word, _)| !piece.known && name.ends_with(word));
            if let Some((word, _)) = doing {
                name = name.strip_suffix(word).unwrap_or(name).trim_end_matches('等');
            }
            if name != whole {
                words.any = true;
                piece.name = name.to_owned();
                piece.known = lexicon.knows(name);
            }
            if !piece.name.is_empty() {
                since.push(piece.name.clone());
                if label == Role::Assists {
                    words.assisting.push(piece.name.clone());
                }
            }
            if let Some(&(_, role)) = doing {
                if role == Role::Assists {
                    words.assisting.append(&mut since);
                }
                since.clear();
            }
        }
        pieces.retain(|piece| !piece.name.is_empty());
        if !words.leading.is_empty() {
            let names = pieces.iter().map(|piece| piece.name.clone());
            words.assisting = names.filter(|name| !words.leading.contains(name)).collect();
        }
        words
    }
}

/// Splits a name with its role in brackets behind it: 市发改委（牵头）.
fn mark(name: &str) -> Option<(&str, Role)> {
    let inner = name.strip_suffix(['）', ')'])?;
    let (rest, word) = inner.rsplit_once(['（', '('])?;
    let word = word.trim_matches(is_blank);
    let found = DOING.iter().chain(&LABELS).find(|(known, _)| *known == word);
    found.map(|&(_, role)| (rest.trim_end_matches(is_blank), role))
}

/// Returns whether a piece says that there is nobody: —, 无.
fn is_dash(name: &str) -> bool {
    name == "无" || name.chars().all(|c| matches!(c, '-' | '－' | '—' | '–' | '―'))
}

/// Joins the halves of unknown leaders' names that are padded with blanks (黄 强).
///
/// No name has only one character, so that this needs no registry: single characters belong together. All of
/// 黄 强宋 亮李 斌 becomes one piece, since it cannot be split without knowing the names.
fn join_padded(pieces: Vec<Piece>) -> Vec<Piece> {
    let characters = |piece: &Piece| piece.name.chars().count();
    let is_half = |piece: &Piece| !piece.known && characters(piece) == 1;
    let mut joined: Vec<Piece> = Vec::new();
    // True if the last of `joined` ends with half a name.
    let mut open = false;
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let half = is_half(&piece);
        let next_is_half = pieces.peek().is_some_and(is_half);
        let goes_on = pieces.peek().is_some_and(|next| !next.known && !next.after_mark);
        match joined.last_mut() {
            Some(last)
                if !last.known
                    && !piece.known
                    && !piece.after_mark
                    // The second half of a name; or a half whose other half can only be in 张世珍李, or is lost.
                    && (open || (half && (characters(last) > 3 || !goes_on))) =>
            {
                // 强宋 after 黄 ends a name and begins another.
                open = open && !half && (next_is_half || characters(&piece) == 2);
                last.name.push_str(&piece.name);
                last.range.end = piece.range.end;
                last.broken = true;
            }
            _ => {
                open = half;
                joined.push(piece);
            }
        }
    }
    joined
}

/// Returns the repairs that were needed to read `pieces` out of `cell`.
fn repairs(cell: &Cell, pieces: &[Piece], column: Column) -> BTreeSet<RepairKind> {
    let mut repairs = BTreeSet::new();
    if cell.is_broken() {
        repairs.insert(RepairKind::JoinedLine);
    }
    if pieces.iter().skip(1).any(|piece| piece.run_on) {
        repairs.insert(RepairKind::Split);
    }
    // Blanks inside a joined name belong to that repair; all others, and marks other than 、, are spacing.
    let mut rest = cell.text.clone();
    for piece in pieces.iter().rev().filter(|piece| piece.broken) {
        let padded = column == Column::Leaders && piece.name.chars().count() == 2;
        let text = &cell.text[piece.range.clone()];
        if !padded && text.contains(|c| is_blank(c) && c != '\n') {
            repairs.insert(RepairKind::JoinedName);
            rest.replace_range(piece.range.clone(), &piece.name);
        }
    }
    let spaced = |c: char| (is_blank(c) && c != '\n') || (is_mark(c) && c != '、');
    let respelled =
        pieces.iter().any(|piece| !piece.broken && cell.text[piece.range.clone()] != piece.name);
    if rest.trim_matches(is_blank).contains(spaced) || respelled {
        repairs.insert(RepairKind::Spacing);
    }
    repairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::names::Shape;

    fn known() -> Known {
        Known {
            units: Lexicon::new(
                Shape::Units,
                ["省财政厅", "省商务厅", "省农村“三变”改革小组成员单位"],
            ),
            leaders: Lexicon::new(Shape::People, ["黄强", "张世珍"]),
        }
    }

    fn names(text: &str, column: Column) -> (Vec<String>, Vec<RepairKind>) {
        let read = read(&Cell::new(text, 0..text.len()), column, &known());
        (read.names, read.repairs.into_iter().collect())
    }

    #[test]
    fn each_repair_is_named() {
        use RepairKind::{JoinedLine, JoinedName, Spacing, Split};
        let units = |text| names(text, Column::Support).1;
        assert_eq!(units("省财政厅"), []);
        assert_eq!(units(" 省财政厅、省商务厅　"), []);
        assert_eq!(units("省财政厅　省商务厅"), [Spacing]);
        assert_eq!(units("省财政厅，省商务厅"), [Spacing]);
        assert_eq!(units("省财政厅省商务厅"), [Split]);
        assert_eq!(units("省财政厅和省商务厅"), [Split]);
        assert_eq!(units("省农村“三变”改革　小组成员单位"), [JoinedName]);
        assert_eq!(units("省农村\"三变\"改革小组成员单位"), [Spacing]);
        assert_eq!(units("省财政厅\n省商务厅"), [JoinedLine]);
        assert_eq!(units("省财\n政厅"), [JoinedLine]);
        assert_eq!(units("省财政厅 \n省商务厅"), [JoinedLine, Spacing]);
        let leaders = |text| names(text, Column::Leaders).1;
        assert_eq!(leaders("黄 强"), [Spacing]);
        assert_eq!(leaders("张 世珍"), [JoinedName]);
        assert_eq!(leaders("黄 强张世珍"), [Spacing, Split]);
    }

    #[test]
    fn halves_of_unknown_leaders_names_are_joined() {
        let leaders = |text| names(text, Column::Leaders).0.join("|");
        assert_eq!(leaders("王 明　李 华"), "王明|李华");
        assert_eq!(leaders("欧阳明 李 华"), "欧阳明|李华");
        assert_eq!(leaders("王 明李 华"), "王明李华");
        assert_eq!(leaders("欧阳明李 华"), "欧阳明李华");
        assert_eq!(leaders("王 明、李 华"), "王明|李华");
        assert_eq!(leaders("王 明赵 刚李 华"), "王明赵刚李华");
        assert_eq!(leaders("黄 强王 明"), "黄强|王明");
    }

    #[test]
    fn a_dash_names_nobody_and_a_repeated_name_counts_once() {
        let text = "省财政厅 — 省财政厅";
        let read = read(&Cell::new(text, 0..text.len()), Column::Lead, &known());
        assert_eq!(read.names, ["省财政厅"]);
        assert_eq!(read.repeated, ["省财政厅"]);
        assert_eq!(names("——", Column::Lead).0, [""; 0]);
    }
}
