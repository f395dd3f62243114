#!/usr/bin/env python3
"""Measures finished letters (GB/T 9704-2012, 信函格式) from outside: python3 tests/judges/measure_letter.py FILE.pdf…

Prints a line for each failed check, then `N passed, N failed`; exit status 1 when anything failed, 2 without files.
Targets and tolerances: gbt9704.md, section 10. Each message opens with its source: a clause of the standard, `C` for
custom or house rules, `file` for demands on the PDF. Not measured: signature, date, seal, annex headings, faces.

Figures are millimetres from the top left corner of the page as displayed. A landscape page is the portrait sheet
with its left edge up [8]; what is fixed to the sheet (the page number) is turned back by `to_sheet` first.
"""

import re
import shutil
import statistics
import subprocess
import sys
import unicodedata
from dataclasses import dataclass

import pymupdf  # "fitz" is the old name of the same package
from pymupdf import Matrix, Point, Rect

MM = 25.4 / 72  # one point
SHEET_WIDTH, SHEET_HEIGHT = 210, 297
LEFT, RIGHT, TOP, BOTTOM = 28, 184, 37, 262  # type area [5.2.1]
CENTRE = (LEFT + RIGHT) / 2
CELL, LINE_PITCH = (RIGHT - LEFT) / 28, (BOTTOM - TOP) / 22  # 28 characters, 22 lines [5.2.3]
EDGE_TOLERANCE, START_TOLERANCE = 0.7, 0.12 * CELL  # ink and full lines at the right; left edges, indents
BODY_PT, TITLE_PT, SMALL_PT = (15.6, 16.2), (21.6, 22.4), (13.7, 14.3)
FULL_FROM = RIGHT - 1.5 * CELL  # a line that ends before this was not meant to be full

CLOSING = set("、，。；：？！）》〉」』〕】”’")  # may lose their blank right half
OPENING = set("（《〈「『〔【“‘")  # may lose their blank left half
NEVER_FIRST = CLOSING | set("·～－…％‰℃%")
DASH = "—"
DOCUMENT_NUMBER = re.compile(r"\S+〔\d{4}〕\s*([1-9]\d*)?\s*号$")  # a draft leaves the serial blank
DATE = re.compile(r"\d{4}年\s*\d{0,2}\s*月\s*\d{0,2}\s*日")


# What is on a page

@dataclass
class Glyph:
    char: str
    ink: Rect  # true height; as wide as the advance, less the blank half of a mark
    x: float  # origin: left end of the advance, on the baseline
    y: float
    advance: float
    em: float
    direction: Point  # of writing, on the page as displayed
    rgb: tuple

    @property
    def inked(self):
        return self.ink.width > 0 and self.ink.height > 0


@dataclass
class Rule:
    box: Rect  # with its thickness
    rgb: tuple

    @property
    def level(self):
        return self.box.width >= self.box.height


class Row:
    """Glyphs on one baseline, from left to right."""

    def __init__(self, glyphs, page=0):
        first, last, em = glyphs[0], glyphs[-1], max(g.em for g in glyphs)
        self.glyphs, self.page, self.kind, self.baseline, self.points = glyphs, page, "text", first.y, em / MM
        self.text = "".join(g.char for g in glyphs)
        self.name = self.text if len(self.text) <= 12 else f"{self.text[:5]}…{self.text[-5:]}"
        self.ink = union(g.ink for g in glyphs if g.inked)
        self.em_box = Rect(first.x, first.y - 0.88 * em, last.x + last.advance, first.y + 0.12 * em)
        # Readings of the edges: a mark there may or may not have lost its blank half.
        self.lefts = [first.x] + ([first.x + first.em / 2] if first.char in OPENING else [])
        self.rights = [self.em_box.x1] + ([self.em_box.x1 - last.em / 2] if last.char in CLOSING else [])

    def starts_at(self, x):
        return any(abs(left - x) <= START_TOLERANCE for left in self.lefts)


class Page:
    def __init__(self, source):
        # MuPDF reports text and drawings unrotated, in points; `turn` takes both to the displayed page in mm.
        turn = source.rotation_matrix * Matrix(MM, MM)
        self.number, self.rotation, self.in_annex = source.number + 1, source.rotation, False
        self.width, self.height = source.rect.width * MM, source.rect.height * MM
        self.landscape = self.width > self.height
        self.type_area = Rect(LEFT, TOP, RIGHT, BOTTOM)
        if self.landscape:
            self.type_area = Rect(SHEET_HEIGHT - BOTTOM, LEFT, SHEET_HEIGHT - TOP, RIGHT)
        self.glyphs = list(read_glyphs(source, turn))
        self.notdef = [chr(char[0]) for span in source.get_texttrace() for char in span["chars"] if char[1] == 0]
        self.rules = [rule for drawing in source.get_drawings() for rule in read_rules(drawing, turn)]
        self.tables = tables_of(self.rules)
        self.foot = [g for g in self.glyphs if g.inked and middle(self.to_sheet(g.ink)).y > BOTTOM + 1]
        elsewhere = {id(g) for part in (self.foot, *(inside(self.glyphs, t) for t in self.tables)) for g in part}
        self.rows = [Row(line, self.number) for line in lines_of(g for g in self.glyphs if id(g) not in elsewhere)]

    def to_sheet(self, box):
        return Rect(box.y0, SHEET_HEIGHT - box.x1, box.y1, SHEET_HEIGHT - box.x0) if self.landscape else box


def middle(box):
    return Point((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)


def union(boxes):
    """The hull of boxes; unlike Rect's own operators it minds boxes without area."""
    return Rect(*(edge(values) for edge, values in zip((min, min, max, max), zip(*boxes))))


def overlap(a, b):
    """Width and height of the common part, negative where the boxes stand apart."""
    return min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)


def excess(box, area):
    """How far the box sticks out of the area."""
    return max(area.x0 - box.x0, area.y0 - box.y0, box.x1 - area.x1, box.y1 - area.y1)


def read_glyphs(page, turn):
    """All characters but slanted ones: a watermark lies behind the text on purpose."""
    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_INHIBIT_SPACES
    flags |= pymupdf.TEXT_ACCURATE_BBOXES  # ink across the line; along it MuPDF gives the advance
    lines = [line for block in page.get_text("rawdict", flags=flags)["blocks"] for line in block.get("lines", [])]
    for line, span in ((line, span) for line in lines for span in line["spans"]):
        direction = Point(line["dir"]) * Matrix(turn.a / MM, turn.b / MM, turn.c / MM, turn.d / MM, 0, 0)
        if min(abs(direction.x), abs(direction.y)) > 0.02:
            continue
        em, rgb = span["size"] * MM, tuple((span["color"] >> shift & 255) / 255 for shift in (16, 8, 0))
        for char in span["chars"]:
            ink, origin = Rect(char["bbox"]) * turn, Point(char["origin"]) * turn
            advance = ink.width if abs(direction.x) > 0.5 else ink.height
            if direction.x > 0.5 and advance > 0.9 * em:
                ink.x0 += 0.45 * em * (char["c"] in OPENING)
                ink.x1 -= 0.45 * em * (char["c"] in CLOSING)
            yield Glyph(char["c"], ink, origin.x, origin.y, advance, em, direction, rgb)


def read_rules(drawing, turn):
    """Thin lines of one drawing: filled thin shapes, stroked lines, the sides of stroked frames. A filled drawing with
    curves is one of outlines: a watermark, whose strokes are no rules."""
    if drawing["type"] == "f" and any(item[0] == "c" for item in drawing["items"]):
        return
    stroked, paths = "s" in drawing["type"], []
    for kind, shape, *rest in drawing["items"]:
        if kind == "l":
            points = [shape, rest[0]]
        elif kind in ("re", "qu"):
            quad = shape.quad if kind == "re" else shape
            points = [quad.ul, quad.ur, quad.lr, quad.ll, quad.ul]
        else:
            continue
        if paths and paths[-1][-1] == points[0] != paths[-1][0]:  # goes on where an open path stopped
            paths[-1] += points[1:]
        else:
            paths.append(points)
    pen, parts = 0, paths
    if stroked:
        pen, parts = (drawing["width"] or 0) / 2, [side for path in paths for side in zip(path, path[1:])]
    rgb = drawing["color" if stroked else "fill"] or (0, 0, 0)
    for box in (union((*point, *point) for point in part) for part in parts):
        box = (box + ((0, -pen, 0, pen) if box.width >= box.height else (-pen, 0, pen, 0))) * turn
        if min(rgb) < 0.99 and min(box.width, box.height) <= 1.5 and max(box.width, box.height) >= 2:
            yield Rule(box, rgb)


def tables_of(rules):
    """Groups of touching rules that can close a cell: two of them upright, two level."""
    groups = []
    for rule in rules:
        touching = [g for g in groups if any(min(overlap(rule.box, other.box)) > -0.3 for other in g)]
        groups = [g for g in groups if g not in touching] + [sum(touching, [rule])]
    return [g for g in groups if 2 <= sum(r.level for r in g) <= len(g) - 2]


def inside(glyphs, table):
    area = union(rule.box for rule in table)
    return [g for g in glyphs if excess(Rect(middle(g.ink), middle(g.ink)), area) <= 0]


def lines_of(glyphs):
    """Upright glyphs gathered by baseline, top to bottom, each line left to right and trimmed of blanks."""
    lines = []
    for glyph in sorted((g for g in glyphs if g.direction.x > 0.5), key=lambda g: g.y):
        if not lines or glyph.y - lines[-1][0].y > 0.5:
            lines.append([])
        lines[-1].append(glyph)
    for line in (sorted(line, key=lambda g: g.x) for line in lines):
        inked = [i for i, g in enumerate(line) if g.inked]
        if inked:
            yield line[inked[0]:inked[-1] + 1]


def spans_of(glyphs):
    """Stretches of text set without a gap."""
    for line in lines_of(glyphs):
        start = 0
        for i, (this, following) in enumerate(zip(line, [*line[1:], None]), 1):
            if following is None or following.x - this.x - this.advance > 0.05 * this.em:
                if any(g.inked for g in line[start:i]):
                    yield Row(line[start:i])
                start = i


class Report:
    def __init__(self, path):
        self.path, self.passed, self.failed = path, 0, 0

    def expect(self, ok, page, what, measured, accepted):
        self.passed, self.failed = self.passed + bool(ok), self.failed + (not ok)
        if not ok:
            where = f"page {page}" if page else "all pages"
            print(f"{self.path}: {where}: {what}: measured {measured}, accepted {accepted}")
        return ok

    def within(self, page, what, measured, low, high, unit="mm"):
        """`measured` may be a list of readings that the standard leaves open (ink or em box): one must fit."""
        readings = measured if isinstance(measured, list) else [measured]
        best = min(readings, key=lambda value: max(low - value, value - high))
        ok = low - 0.005 <= best <= high + 0.005
        return self.expect(ok, page, what, f"{best:.2f} {unit}", f"{low:.2f}…{high:.2f} {unit}")

    def near(self, page, what, measured, target, tolerance):
        return self.within(page, what, measured, target - tolerance, target + tolerance)

    def none(self, page, what, offenders):
        """For checks of many things at once: their number and the first few."""
        shown = "; ".join(map(str, offenders[:3])) + ("; …" if len(offenders) > 3 else "")
        return self.expect(not offenders, page, what, f"{len(offenders)} ({shown})", "none")


def is_red(rgb):
    return rgb[0] >= 0.65 and max(rgb[1:]) <= 0.45


# Checks of the file and of page 1

def check_file(report, doc):
    """Embedding, metadata, outline: gbt9704.md, section 10, row "file"."""
    fonts = {font[0]: font for page in doc for font in page.get_fonts(full=True)}.values()
    report.none(0, "file fonts not embedded", [f[3] for f in fonts if f[1] in ("n/a", "")])
    report.none(0, "file fonts without subset tag", [f[3] for f in fonts if not re.match(r"[A-Z]{6}\+", f[3])])
    report.expect((doc.metadata["title"] or "").strip(), 0, "file /Title", "nothing", "a title")
    language = doc.xref_get_key(doc.pdf_catalog(), "Lang")[1]
    report.expect(language == "zh-CN", 0, "file /Lang", language, "zh-CN")
    display = doc.xref_get_key(doc.pdf_catalog(), "ViewerPreferences/DisplayDocTitle")[1]
    report.expect(display in ("null", "true"), 0, "file DisplayDocTitle", display, "true, if present")
    outline = doc.get_toc()
    report.expect(outline, 0, "file bookmarks", "none", "at least one")
    report.none(0, "file bookmarks without title or page",
                [entry[1:] for entry in outline if not entry[1].strip() or not 1 <= entry[2] <= doc.page_count])
    if shutil.which("pdftotext"):  # a second opinion: poppler decodes in its own way
        text = subprocess.run(["pdftotext", doc.name, "-"], capture_output=True, check=False).stdout.decode()
        report.none(0, "file U+FFFD in poppler's text", re.findall(".{0,5}\ufffd", text))


class FirstPage:
    """Mark, two pairs of lines, rows between the upper pair and the title, the title's rows, rows below it."""

    def __init__(self, page):
        self.mark = [g for g in page.glyphs if g.em / MM > TITLE_PT[1] and g.inked and g.ink.y1 < 90]
        wide = sorted((r for r in page.rules if r.level and r.box.width > 100), key=lambda r: r.box.y0)
        self.upper, self.lower = [r for r in wide if r.box.y0 < 90], [r for r in wide if r.box.y0 > 250]
        rows = [row for row in page.rows if row.glyphs[0] not in self.mark]
        first = next((i for i, row in enumerate(rows) if row.points > 17), 0)
        last = next((i for i in range(first, len(rows)) if rows[i].points <= 17), len(rows))
        self.head, self.title, self.rest = rows[:first], rows[first:last], rows[last:]


def check_mark(report, first):
    """Issuer's mark: red, centred, in one row, 30 mm below the sheet's upper edge, without 文件 [10.1]."""
    if not report.expect(first.mark, 1, "10.1 issuer's mark", "nothing", "text above 22 pt at the head"):
        return
    row = Row(sorted(first.mark, key=lambda g: g.x))
    report.near(1, "10.1 mark's upper edge", [row.ink.y0, row.em_box.y0], 30, 1)
    report.near(1, "10.1 mark's centre", [middle(row.ink).x, middle(row.em_box).x], CENTRE, 1)
    baselines = [g.y for g in row.glyphs]
    report.within(1, "C mark's baselines differ by", max(baselines) - min(baselines), 0, 0.5)
    report.none(1, "10.1 mark not red", [g.char for g in row.glyphs if not is_red(g.rgb)])
    report.expect("文件" not in row.text, 1, "10.1 mark", row.text, "no 文件")
    if len(first.upper) == 2:
        gaps = [first.upper[0].box.y0 - bottom for bottom in (row.ink.y1, row.em_box.y1)]
        report.near(1, "10.1 upper double line below the mark", gaps, 4, 0.6)


def check_double_lines(report, first):
    """Red double lines, 170 mm, centred on the sheet, the thick one outside [10.1]; thickness and white [C]."""
    for name, pair in (("upper", first.upper), ("lower", first.lower)):
        if not report.expect(len(pair) == 2, 1, f"10.1 {name} double line", f"{len(pair)} rules", "2 rules"):
            continue
        for rule in pair:
            report.near(1, f"10.1 {name} double line's width", rule.box.width, 170, 0.7)
            report.near(1, f"10.1 {name} double line's centre", middle(rule.box).x, SHEET_WIDTH / 2, 0.7)
            report.expect(is_red(rule.rgb), 1, f"10.1 {name} double line's colour", rule.rgb, "red")
        outer, inner = (r.box.height for r in (pair if name == "upper" else pair[::-1]))
        report.expect(outer > 1.5 * inner, 1, f"10.1 {name} double line's order",
                      f"outer {outer:.2f} mm, inner {inner:.2f} mm", "the outer one thick, the inner one thin")
        report.within(1, f"C {name} double line, outer line", outer, 0.7 - 0.08, 1.0 + 0.08)
        report.within(1, f"C {name} double line, inner line", inner, 0.25 - 0.08, 0.35 + 0.08)
        report.within(1, f"C {name} double line, white", pair[1].box.y0 - pair[0].box.y1, 0.3 - 0.08, 0.8 + 0.08)
    if len(first.lower) == 2:  # the standard does not say which edge of the pair counts
        edges = [SHEET_HEIGHT - first.lower[0].box.y0, SHEET_HEIGHT - first.lower[1].box.y1]
        report.near(1, "10.1 lower double line above the sheet's foot", edges, 20, 0.5)


def check_document_number(report, first):
    """Document number: 16 pt, flush right, 7/8 of a 3号 character (4.88 mm) below the upper line [10.1]."""
    row = next((row for row in first.head if DOCUMENT_NUMBER.search(row.text)), None)
    seen = " / ".join(row.text for row in first.head) or "nothing"
    if report.expect(row, 1, "10.1 document number", seen, "××〔2018〕12号 between upper line and title"):
        report.within(1, "10.1 document number's size", row.points, *BODY_PT, "pt")
        report.near(1, "10.1 document number's right edge", [row.em_box.x1, row.ink.x1], RIGHT, EDGE_TOLERANCE)
        if len(first.upper) == 2:
            gaps = [top - first.upper[1].box.y1 for top in (row.em_box.y0, row.ink.y0)]
            report.near(1, "10.1 document number below the upper line", gaps, 4.88, 0.6)


def check_title(report, first):
    """Title: 22 pt, centred on the type area [7.3.1], two rows below the last element above it [10.1]."""
    report.expect(first.title, 1, "7.3.1 title", "nothing", "rows of 22 pt")
    for row in first.title:
        report.within(1, f"7.3.1 title's size in {row.name}", row.points, *TITLE_PT, "pt")
        report.near(1, f"7.3.1 centre of {row.name}", [middle(row.em_box).x, middle(row.ink).x], CENTRE, 1)
    if first.title and first.head:
        gap = first.title[0].em_box.y0 - first.head[-1].em_box.y1
        report.within(1, "10.1 two blank rows above the title", gap, 17, 28)


def check_addressee(report, first):
    """Addressee: one blank row below the title, flush left, turnover too, ending in ： [7.3.2]."""
    length = next((i for i, row in enumerate(first.rest[:6], 1) if row.text.endswith("：")), 0)
    seen = first.rest[0].name if first.rest else "nothing"
    if report.expect(length, 1, "7.3.2 addressee", seen, "rows ending in ： below the title"):
        for row in first.rest[:length]:
            row.kind = "addressee"
            report.near(1, "7.3.2 addressee's left edge", row.lefts, LEFT, START_TOLERANCE)
    if first.title and first.rest:
        gap = first.rest[0].em_box.y0 - first.title[-1].em_box.y1
        report.within(1, "7.3.2 blank row below the title", gap, 11.5, 19.5)


# Checks of the body: rows from the addressee to the last page before the attachments

def classify(rows):
    """Tells the text's paragraphs from the note of attachments, the signature and the end matter (抄送)."""
    in_note = in_imprint = False
    for row, below in zip(rows, [*rows[1:], None]):
        in_imprint = in_imprint or (row.points < BODY_PT[0] and row.text.startswith(("抄送", "主送")))
        in_note = in_note or row.text.startswith("附件：")
        dated = any(r and r.page == row.page and DATE.fullmatch(r.text) for r in (row, below))  # the date or just above
        if in_imprint:
            row.kind = "imprint"
        elif dated or (row.kind == "text" and row.em_box.x0 > LEFT + 7 * CELL):
            row.kind = "signature"
        elif in_note:
            row.kind = "note"


def check_sizes(report, rows):
    """Body 3号 (16 pt) [5.2.2], end matter 4号 (14 pt) [7.4.2]."""
    for row in rows:
        low, high = SMALL_PT if row.kind == "imprint" else BODY_PT
        worst = max((g.em / MM for g in row.glyphs), key=lambda size: max(low - size, size - high))
        report.within(row.page, f"5.2.2 size in {row.name}", worst, low, high, "pt")


def check_line_pitch(report, rows):
    """22 lines fill the type area, evenly [5.2.3]."""
    by_page = {}
    for above, below in zip(rows, rows[1:]):
        if above.page == below.page and not {above.kind, below.kind} & {"signature", "imprint"}:
            distance = below.baseline - above.baseline
            blank_rows = max(0, round(distance / LINE_PITCH) - 1)
            distance -= blank_rows * LINE_PITCH
            report.near(below.page, f"5.2.3 baseline distance above {below.name}", distance, LINE_PITCH, 0.3)
            if not blank_rows:
                by_page.setdefault(below.page, []).append(distance)
    for page, distances in by_page.items():
        report.within(page, "5.2.3 baseline distances differ by", max(distances) - min(distances), 0, 0.1)


def check_paragraphs(report, rows):
    """Paragraphs indented two characters, turnover flush left [7.3.3]; full lines flush right [5.2.3]."""
    above = None
    for row in rows:
        continues = above and above.kind == row.kind and max(above.rights) >= FULL_FROM
        if row.kind == "text":
            fits = row.starts_at(LEFT + 2 * CELL) or (row.starts_at(LEFT) and continues)
            report.expect(fits, row.page, f"7.3.3 left edge of {row.name}", f"{row.em_box.x0:.2f} mm",
                          f"{LEFT + 2 * CELL:.2f} mm" + (f" or {LEFT} mm" if continues else " after a short line"))
        if row.kind in ("text", "addressee") and row.starts_at(LEFT) and continues:
            report.near(above.page, f"5.2.3 right edge of {above.name}", above.rights, RIGHT, EDGE_TOLERANCE)
        above = row


def check_cells(report, rows):
    """Never more than 28 characters in a line [5.2.3], a squeezed mark counting as half [9]."""
    for row in (r for r in rows if r.kind in ("text", "addressee", "note")):
        pairs = list(zip(row.glyphs, row.glyphs[1:]))
        plain = [b.x - a.x for a, b in pairs if a.advance > 0.9 * a.em and not {a.char, b.char} & (CLOSING | OPENING)]
        squeezed_below = 0.95 * statistics.median(plain or [CELL])
        cells = round((row.em_box.x0 - LEFT) / CELL * 2) / 2  # a squeezed opening mark starts half a cell early
        for this, following in pairs:
            squeezable = this.char in CLOSING | set("·/") or following.char in OPENING
            squeezed = squeezable and following.x - this.x < min(squeezed_below, 0.95 * this.advance)
            cells += min(0.5, this.advance / this.em) if squeezed else this.advance / this.em
        last = row.glyphs[-1]
        cells += 0.5 if last.char in CLOSING else last.advance / last.em
        report.within(row.page, f"5.2.3 length of {row.name}", cells, 0, 28.25, "cells")


# Checks of every page

def check_sheet(report, page):
    """A4 [5.1]; across only for wide tables, as 297 × 210 or turned by /Rotate 90 [8]."""
    for side, size, target in zip(("short", "long"), sorted((page.width, page.height)), (SHEET_WIDTH, SHEET_HEIGHT)):
        report.near(page.number, f"5.1 {side} side of the sheet", size, target, 0.5)
    allowed = (0, 90) if page.landscape else (0,)
    report.expect(page.rotation in allowed, page.number, "8 /Rotate", page.rotation, allowed)
    report.expect(page.in_annex or not page.landscape, page.number, "8 sheet", "landscape", "portrait before annexes")


def check_characters(report, page):
    """Every character is drawn, can be extracted, and stands upright on its page."""
    blank = [g.char for g in page.glyphs if not g.inked and unicodedata.category(g.char)[0] not in "ZC"]
    report.none(page.number, "file .notdef or blank glyphs", page.notdef + blank)
    report.none(page.number, "file U+FFFD in the text", [g.char for g in page.glyphs if g.char == "\ufffd"])
    report.none(page.number, "8 text not upright",
                [g.char for g in page.glyphs if g.direction.x < 0.5 and g.inked and g not in page.foot])


def check_overlaps(report, page):
    """No two characters share more than a fifth of the smaller one's ink box [C]."""
    found, inked = [], sorted((g for g in page.glyphs if g.inked), key=lambda g: g.ink.x0)
    for i, a in enumerate(inked):
        for b in inked[i + 1:]:
            if b.ink.x0 >= a.ink.x1:
                break
            width, height = overlap(a.ink, b.ink)
            if height > 0 and width * height > 0.2 * min(g.ink.width * g.ink.height for g in (a, b)):
                found.append(f"{a.char} and {b.char} at {b.x:.1f},{b.y:.1f}")
    report.none(page.number, "C overlapping characters", found)


def check_type_area(report, page, mark):
    """All ink inside the type area [5.2.1], but for the issuer's mark and the page number."""
    exempt = {id(g) for g in [*page.foot, *mark]}
    over = sorted(((excess(g.ink, page.type_area), g.char, g.x, g.y) for g in page.glyphs
                   if g.inked and id(g) not in exempt), reverse=True)
    report.none(page.number, "5.2.1 ink outside the type area",
                [f"{char} at {x:.1f},{y:.1f} by {by:.2f} mm" for by, char, x, y in over if by > EDGE_TOLERANCE])


def check_page_number(report, page):
    """As number_at, but for page 1 of a letter, which bears none [10.1]."""
    number_at(report, page, page.number if page.number > 1 else None)


def number_at(report, page, number):
    """`— 2 —`, 14 pt, dash 7 mm below the type area, one character in: odd right, even left [7.5].

    None on blank pages. On a landscape page it stays where the portrait sheet has it [8].
    """
    if page.number > 1 and not any(g.inked for g in page.glyphs):
        return
    text = "".join(g.char for g in sorted(page.foot, key=lambda g: page.to_sheet(g.ink).x0))
    wanted = f"{DASH}{number}{DASH}" if number else ""
    if not report.expect(text == wanted, page.number, "7.5 page number at the sheet's foot",
                         text or "nothing", wanted or "nothing") or not wanted:
        return
    reading = Point(0, 1) if page.landscape else Point(1, 0)
    report.none(page.number, "8 page number not upright on the portrait sheet",
                [g.char for g in page.foot if abs(g.direction - reading) > 0.1])
    for size in {round(g.em / MM, 2) for g in page.foot}:
        report.within(page.number, "7.5 page number's size", size, *SMALL_PT, "pt")
    wide = [g.char for g in page.foot if g.char != DASH and g.advance > 0.7 * g.em]
    report.none(page.number, "7.5 digits not half-width", wide)
    for dash in (page.to_sheet(g.ink) for g in page.foot if g.char == DASH):
        report.near(page.number, "7.5 dash below the type area", middle(dash).y - BOTTOM, 7, 1)
    extent = union(page.to_sheet(g.ink) for g in page.foot)
    side, inset = ("right", RIGHT - extent.x1) if page.number % 2 else ("left", extent.x0 - LEFT)
    report.within(page.number, f"7.5 page number in from the {side}", inset, 4.2, 6.4)


def check_rules(report, page):
    """Red lines on page 1 only [10.1, figure]; no text across a rule, no table out of the type area [C]."""
    red = [f"y {r.box.y0:.1f}" for r in page.rules if r.level and r.box.width > 100 and is_red(r.rgb)]
    report.none(page.number, "10.1 red lines after page 1", red if page.number > 1 else [])
    crossing = []
    for span in spans_of(page.glyphs):
        core = span.ink + (0.1, 0.1, -0.1, -0.1)
        if any(core.y0 < middle(r.box).y < core.y1 if r.level else core.x0 < middle(r.box).x < core.x1
               for r in page.rules if min(overlap(span.ink, r.box)) > 0.05):
            crossing.append(f"{span.name} at {core.x0:.1f},{core.y1:.1f}")
    report.none(page.number, "C text across a rule", crossing)
    for table in page.tables:
        over = excess(union(rule.box for rule in table), page.type_area)
        report.within(page.number, "C table out of the type area by", max(0, over), 0, EDGE_TOLERANCE)


def bad_breaks(lines, starts=True, ends=True):
    """Lines whose first or last character may not stand there; `——` may open a line, a single — may not."""
    for text in ("".join(g.char for g in line) for line in lines):
        if starts and (text[0] in NEVER_FIRST or (text[0] == DASH and text[1:2] != DASH)):
            yield f"{text[:5]}… begins with {text[0]}"
        if ends and text[-1] in OPENING:
            yield f"…{text[-5:]} ends with {text[-1]}"


def check_breaks(report, page):
    """No closing mark at the start of a line, no opening mark at its end [9, GB/T 15834]."""
    report.none(page.number, "9 forbidden line breaks", list(bad_breaks(row.glyphs for row in page.rows)))


def enclosing_cell(box, table):
    """Where the nearest rules left, above, right and below the box's middle are; None if a side is open."""
    at, left, above, right, below = middle(box), [], [], [], []
    for rule in table:
        x, y = middle(rule.box)
        if not rule.level and rule.box.y0 - 0.3 <= at.y <= rule.box.y1 + 0.3:
            (left if x < at.x else right).append(round(x, 1))
        elif rule.level and rule.box.x0 - 0.3 <= at.x <= rule.box.x1 + 0.3:
            (above if y < at.y else below).append(round(y, 1))
    return (max(left), max(above), min(right), min(below)) if left and above and right and below else None


def check_tables(report, page):
    """Each span in a closed cell, none over another [C]; lines in a cell break as in the text [9]."""
    for table in page.tables:
        spans, cells = list(spans_of(inside(page.glyphs, table))), {}
        for span in spans:
            cells.setdefault(enclosing_cell(span.ink, table), []).append(span)
        report.none(page.number, "C text outside every cell", [span.name for span in cells.get(None, [])])
        report.none(page.number, "C overlapping spans", [
            f"{a.name} and {b.name}" for i, a in enumerate(spans) for b in spans[i + 1:]
            if min(overlap(a.ink, b.ink)) > 0.3])
        breaks = []
        for content in cells.values():
            lines = list(lines_of(g for span in content for g in span.glyphs))
            breaks += [*bad_breaks(lines[1:], ends=False), *bad_breaks(lines[:-1], starts=False)]
        report.none(page.number, "9 forbidden line breaks in cells", breaks)


# Of every page, whatever the format
AREA_CHECKS = (check_sheet, check_characters, check_overlaps, check_breaks, check_tables)


def measure(path):
    report = Report(path)
    try:
        doc = pymupdf.open(path)
        pages = [Page(page) for page in doc]
    except (RuntimeError, OSError, ValueError) as error:
        report.expect(False, 0, "file", error, "a readable PDF")
        return report
    annex = next((p.number for p in pages if p.rows and re.fullmatch(r"附件\s*\d*", p.rows[0].text)), len(pages) + 1)
    for page in pages:
        page.in_annex = page.number >= annex
    first = FirstPage(pages[0])
    check_file(report, doc)
    for check in (check_mark, check_double_lines, check_document_number, check_title, check_addressee):
        check(report, first)
    body = first.rest + [row for page in pages[1:] if not page.in_annex for row in page.rows]
    classify(body)
    report.expect(any(r.kind == "text" for r in first.rest), 1, "7.3.3 body text", "none", "some on page 1")
    for check in (check_sizes, check_line_pitch, check_paragraphs, check_cells):
        check(report, body)
    for page in pages:
        check_type_area(report, page, first.mark if page.number == 1 else [])
        for check in (check_sheet, check_characters, check_overlaps, check_page_number, check_rules, check_breaks,
                      check_tables):
            check(report, page)
    return report


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    reports = [measure(path) for path in paths]
    failed = sum(r.failed for r in reports)
    print(f"{sum(r.passed for r in reports)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
