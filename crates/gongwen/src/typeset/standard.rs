//! The numbers of GB/T 9704-2012. Clauses are in brackets; C marks custom where the standard is silent.

use super::unit::{Mm, Pt};

/// Sheet width, A4 (5.1).
pub const SHEET_WIDTH: Mm = Mm(210.0);
/// Sheet height, A4 (5.1).
pub const SHEET_HEIGHT: Mm = Mm(297.0);
/// Left edge of the type area: the binding margin (5.2.1).
pub const AREA_LEFT: Mm = Mm(28.0);
/// Upper edge of the type area (5.2.1).
pub const AREA_TOP: Mm = Mm(37.0);
/// Width of the type area (5.2.1).
pub const AREA_WIDTH: Mm = Mm(156.0);
/// Height of the type area (5.2.1).
pub const AREA_HEIGHT: Mm = Mm(225.0);
/// Right edge of the type area.
pub const AREA_RIGHT: Mm = Mm(184.0);
/// Lower edge of the type area.
pub const AREA_BOTTOM: Mm = Mm(262.0);

/// Lines of a full page (5.2.3).
pub const ROWS: f64 = 22.0;
/// Characters of a full line (5.2.3).
pub const CELLS: f64 = 28.0;
/// Width of a character of the body, so that 28 fill the type area (一字, clause 3).
pub const CELL: Mm = Mm(AREA_WIDTH.0 / CELLS);
/// Distance of baselines, so that 22 lines fill the type area. The literal reading of clause 3
/// gives 10.446; 225/22 is within 0.3 mm of it and is what offices set.
pub const PITCH: Mm = Mm(AREA_HEIGHT.0 / ROWS);
/// Least distance of baselines where rows are moved closer so that text and signature share a page
/// (7.3.5.5): 26 pt, the least that offices set (C).
pub const LEAST_PITCH: Mm = Pt(26.0).to_mm();
/// Greatest distance of baselines where rows are set wider apart so that the page before that of a signature is not left
/// half blank (7.3.5.5): 33 pt (C).
pub const MOST_PITCH: Mm = Pt(33.0).to_mm();

/// 二号: the title (7.3.1).
pub const SIZE_2: Pt = Pt(22.0);
/// 小二号: the mark of a paper for reading (C).
pub const SIZE_2_SMALL: Pt = Pt(18.0);
/// 三号: all text without another size (5.2.2).
pub const SIZE_3: Pt = Pt(16.0);
/// 四号: page number and end matter (7.4, 7.5).
pub const SIZE_4: Pt = Pt(14.0);
/// 五号: tables (C: 10.5 to 14 pt).
pub const SIZE_5: Pt = Pt(10.5);

/// Share of the em box above the baseline, as in our faces (C).
pub const ASCENT: f64 = 0.88;
/// Distance of the title's lines: 36 pt, which is 22 pt + 7/8 of 16 pt (C).
pub const TITLE_PITCH: Mm = Pt(36.0).to_mm();
/// 7/8 of the height of a 三号 character, with our 16 pt glyphs (clause 3, 10.1).
pub const SEVEN_EIGHTHS: Mm = Mm(4.88);

/// Official document and minutes: upper edge of the issuer's mark, 35 mm below the type area's upper
/// edge (7.2.4, 10.3).
pub const MARK_TOP: Mm = Mm(AREA_TOP.0 + 35.0);
/// Official document: the red rule's distance from the document number (7.2.7).
pub const RED_RULE_BELOW_NUMBER: Mm = Mm(4.0);
/// Official document: thickness of the red rule (C: 0.35 to 0.7).
pub const RED_RULE: Mm = Mm(0.5);
/// Greatest height of the names of organs that issue together, so that the first page shows text
/// (C).
pub const JOINT_MARK_HEIGHT: Mm = Mm(75.0);
/// Distance of the baselines of such names, in ems (C).
pub const JOINT_MARK_PITCH: f64 = 1.25;
/// End matter: its first and last rules (7.4.1).
pub const END_RULE_THICK: Mm = Mm(0.35);
/// End matter: the rules between (7.4.1).
pub const END_RULE_THIN: Mm = Mm(0.25);

/// Letter: upper edge of the issuer's mark below the sheet's upper edge (10.1).
pub const LETTER_MARK_TOP: Mm = Mm(30.0);
/// Letter: the double lines' distance from the mark (10.1).
pub const LETTER_LINE_BELOW_MARK: Mm = Mm(4.0);
/// Letter: length of the double lines (10.1).
pub const LETTER_LINE_LENGTH: Mm = Mm(170.0);
/// Letter: lower edge of the lower double line above the sheet's lower edge (10.1).
pub const LETTER_LINE_ABOVE_FOOT: Mm = Mm(20.0);
/// Letter: the thick line of a pair (C: 0.7 to 1.0).
pub const LETTER_THICK: Mm = Mm(0.9);
/// Letter: the white between the lines of a pair (C: 0.3 to 0.8).
pub const LETTER_GAP: Mm = Mm(0.6);
/// Letter: the thin line of a pair (C: 0.25 to 0.35).
pub const LETTER_THIN: Mm = Mm(0.3);
/// Largest width of a mark (C: inside the type area, with air at both ends).
pub const MARK_WIDTH: Mm = Mm(150.0);
/// Largest size of a mark; 14.8 mm, below the 15 mm a character of the 1999 edition (C).
pub const MARK_SIZE: Pt = Pt(42.0);
/// Letter: centre of the mark. Between the type area's centre (106) and the sheet's (105), where
/// the double lines have theirs; within a ruler's millimetre of both (C).
pub const LETTER_MARK_CENTRE: Mm = Mm(105.5);

/// The page number's dash below the type area's lower edge (7.5).
pub const PAGE_NUMBER_BELOW_AREA: Mm = Mm(7.0);
/// One character of 四号: indent of the page number and of the end matter (7.5, 7.4).
pub const CELL_4: Mm = SIZE_4.to_mm();
/// Height of a row of the end matter (C: 8 to 10.2).
pub const END_MATTER_PITCH: Mm = Mm(8.2);

/// Thin rules of tables (C).
pub const TABLE_RULE: Mm = Mm(0.18);
/// Blank on either side of a table cell's text (C): half a character, so that the blank half of a
/// mark that hangs at a line's end stays inside the cell.
pub const TABLE_PADDING: Mm = Mm(SIZE_5.to_mm().0 / 2.0);
/// Blank above and below a table cell's text (C).
pub const TABLE_PADDING_V: Mm = Mm(1.3);
/// Distance of baselines in a table, for 10.5 pt (C).
pub const TABLE_PITCH: Mm = Mm(5.5);
