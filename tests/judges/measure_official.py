#!/usr/bin/env python3
"""Measures official documents and minutes (GB/T 9704-2012, clauses 7 and 10.3) from outside:
python3 tests/judges/measure_official.py FILE.pdf…

As tests/judges/measure_letter.py, whose reading of pages it shares: a line for each failed check, then `N passed, N failed`;
exit status 1 when anything failed, 2 without files. Needs PyMuPDF.
"""

import re
import sys

import pymupdf
from measure_letter import (AREA_CHECKS, BODY_PT, BOTTOM, CELL, CENTRE, DATE, EDGE_TOLERANCE, LEFT, LINE_PITCH, MM,
                            RIGHT, SMALL_PT, START_TOLERANCE, TITLE_PT, TOP, Page, Report, Row, check_addressee,
                            check_file, check_title, is_red, middle, number_at, union)

NUMBER = re.compile(r"(\S+〔\d{4}〕\d+号|第\d+期)")


class Head:
    """Page 1 of an official document: red mark, rows down to the red rule, title, what follows."""

    def __init__(self, page):
        self.page = page
        big = [g for g in page.glyphs if g.inked and is_red(g.rgb)]
        self.mark = [row for row in (Row(sorted(line, key=lambda g: g.x)) for line in by_baseline(big))]
        red = [r for r in page.rules if r.level and is_red(r.rgb) and r.box.width > 100]
        self.rule = red[0] if len(red) == 1 else None
        marked = {id(g) for g in big}
        rows = [row for row in page.rows if id(row.glyphs[0]) not in marked]
        edge = self.rule.box.y0 if self.rule else 0
        top = min((row.ink.y0 for row in self.mark), default=edge)
        self.labels = [row for row in rows if row.ink.y1 < top]
        self.head = [row for row in rows if top <= row.ink.y1 < edge]
        below = [row for row in rows if row.ink.y0 > edge]
        self.title = [row for row in below if row.points > 17]
        self.rest = [row for row in below if row.points <= 17]


def by_baseline(glyphs):
    lines = {}
    for glyph in glyphs:
        lines.setdefault(round(glyph.y), []).append(glyph)
    return [lines[y] for y in sorted(lines)]


def check_mark(report, head):
    """Red, centred, its upper edge 35 mm below the type area's [7.2.4, 10.3]."""
    if not report.expect(head.mark, 1, "7.2.4 mark", "nothing", "red text"):
        return
    ink, em = union(r.ink for r in head.mark), union(r.em_box for r in head.mark)
    report.near(1, "7.2.4 mark's upper edge", [ink.y0, head.mark[0].em_box.y0], TOP + 35, 1)
    report.near(1, "7.2.4 mark's centre", [middle(ink).x, middle(em).x], CENTRE, 1)
    report.none(1, "7.2.4 mark not red", [g.char for r in head.mark for g in r.glyphs if not is_red(g.rgb)])


def check_labels(report, head):
    """份号, 密级, 紧急程度: 16 pt, flush left, one a row from the first on [7.2.1 to 7.2.3]."""
    for index, row in enumerate(head.labels):
        report.near(1, f"7.2.1 left edge of {row.name}", row.lefts, LEFT, START_TOLERANCE)
        report.within(1, f"7.2.1 size of {row.name}", row.points, *BODY_PT, "pt")
        report.near(1, f"7.2.1 baseline of {row.name}", row.baseline, TOP + 7.26 + index * LINE_PITCH, 0.6)


def check_number(report, head):
    """Two rows below the mark, centred, or one in from the left beside signers; red rule 4 mm below [7.2.5 to 7.2.7]."""
    last = head.head[-1] if head.head else None
    if not report.expect(last and NUMBER.search(last.text), 1, "7.2.5 number", last and last.text, "××〔2018〕12号"):
        return
    signed = any("签发人" in row.text for row in head.head)
    length = len(NUMBER.search(last.text).group(0))
    glyphs = last.glyphs[:length]
    extent = union(g.ink for g in glyphs)
    if signed:
        report.near(1, "7.2.5 number beside signers", glyphs[0].x, LEFT + CELL, START_TOLERANCE)
        first = head.head[0]
        names = max(max(row.rights) for row in head.head)
        report.near(1, "7.2.6 signers' right edge", names, RIGHT - CELL, EDGE_TOLERANCE)
        colon = next(g for g in first.glyphs if g.char == "：")
        turnover = [row for row in head.head[1:] if len(row.text) > length or row is not last]
        for row in turnover:
            start = next((g.x for g in row.glyphs if g.x > colon.x), None)
            report.near(1, "7.2.6 signers' turnover", start or 0, colon.x + CELL, START_TOLERANCE)
    else:
        report.near(1, "7.2.5 number's centre", middle(extent).x, CENTRE, 1)
    gap = head.head[0].em_box.y0 - max(row.ink.y1 for row in head.mark)
    report.within(1, "7.2.5 two rows below the mark", gap, 17, 28)
    if report.expect(head.rule, 1, "7.2.7 red rule", "none or several", "one"):
        rule = head.rule.box
        report.near(1, "7.2.7 red rule's width", rule.width, RIGHT - LEFT, 0.7)
        report.near(1, "7.2.7 red rule's left end", rule.x0, LEFT, 0.7)
        report.within(1, "C red rule's thickness", rule.height, 0.35 - 0.08, 0.7 + 0.08)
        report.near(1, "7.2.7 red rule below the number", [rule.y0 - last.em_box.y1, rule.y0 - extent.y1], 4, 0.5)


def check_title_place(report, head):
    """Two rows below the red rule [7.3.1]."""
    if head.title and head.rule:
        gap = head.title[0].em_box.y0 - head.rule.box.y1
        report.within(1, "7.3.1 two rows below the red rule", gap, 17, 28)


def check_end_matter(report, page):
    """Rules 0.35 and 0.25 mm thick, the last on the type area's lower edge; 14 pt, one character in [7.4]."""
    rules = sorted((r.box for r in page.rules if r.level and abs(r.box.width - (RIGHT - LEFT)) < 0.7
                    and not is_red(r.rgb)), key=lambda box: box.y0)
    if not report.expect(len(rules) >= 2, page.number, "7.4.1 rules of the end matter", len(rules), "two or three"):
        return
    report.near(page.number, "7.4.1 last rule", rules[-1].y1, BOTTOM, 0.7)
    for index, rule in enumerate(rules):
        outer = index in (0, len(rules) - 1)
        report.near(page.number, "7.4.1 rule's thickness", rule.height, 0.35 if outer else 0.25, 0.08)
        report.near(page.number, "7.4.1 rule's left end", rule.x0, LEFT, 0.7)
    rows = [row for row in page.rows if row.ink.y0 > rules[0].y0]
    for row in rows:
        report.within(page.number, f"7.4.2 size of {row.name}", row.points, *SMALL_PT, "pt")
    printed = rows[-1] if rows else None
    if report.expect(printed and printed.text.endswith("印发"), page.number, "7.4.3 printing line",
                     printed and printed.text, "…印发"):
        report.within(page.number, "7.4.3 printing line's left edge", printed.em_box.x0 - LEFT, 4.2, 6.4)
        report.within(page.number, "7.4.3 printing line's right edge", RIGHT - printed.em_box.x1, 4.2, 6.4)


def check_seal(report, document, pages):
    """Each picture inside the type area, the date under the last one [7.3.5.1]."""
    for number, page in enumerate(pages):
        source = document[number]
        boxes = [pymupdf.Rect(info["bbox"]) * pymupdf.Matrix(MM, MM) for info in source.get_image_info()]
        for box in boxes:
            report.expect(box.x0 >= LEFT - 0.1 and box.x1 <= RIGHT + 0.1 and box.y1 <= BOTTOM + 0.1, number + 1,
                          "7.3.5.1 seal", box, "inside the type area")
        if not boxes:
            continue
        date = next((row for row in page.rows if DATE.fullmatch(row.text)), None)
        if report.expect(date, number + 1, "7.3.5 date on the seal's page", "none", "a date"):
            report.near(number + 1, "7.3.5.1 date four characters in", date.rights, RIGHT - 4 * CELL, 0.3 * CELL)
            report.near(number + 1, "7.3.5.1 seal centred on the date", middle(boxes[-1]).x, middle(date.em_box).x, 1)
            report.expect(boxes[-1].y0 < date.em_box.y0 and date.em_box.y1 < boxes[-1].y1, number + 1,
                          "7.3.5.1 seal over the date", boxes[-1], date.em_box)


def measure(path):
    report = Report(path)
    document = pymupdf.open(path)
    pages = [Page(page) for page in document]
    annex = next((p.number for p in pages if p.rows and re.fullmatch(r"附件\s*\d*", p.rows[0].text)), len(pages) + 1)
    for page in pages:
        page.in_annex = page.number >= annex
    head = Head(pages[0])
    check_file(report, document)
    for check in (check_mark, check_labels, check_number, check_title_place):
        check(report, head)
    head.head = []
    check_title(report, head)
    if head.rest and head.rest[0].starts_at(LEFT):
        check_addressee(report, head)
    check_end_matter(report, pages[-1])
    check_seal(report, document, pages)
    mark = [g for row in head.mark for g in row.glyphs]
    for page in pages:
        number_at(report, page, page.number)
        for check in AREA_CHECKS:
            check(report, page)
        if page.number == 1:
            report.none(1, "5.2.1 ink outside the type area", outside(page, mark))
    return report


def outside(page, mark):
    exempt = {id(g) for g in [*page.foot, *mark]}
    area = page.type_area
    return [g.char for g in page.glyphs if g.inked and id(g) not in exempt
            and (g.ink.x0 < area.x0 - 0.7 or g.ink.x1 > area.x1 + 0.7 or g.ink.y0 < area.y0 or g.ink.y1 > area.y1)]


def main():
    if len(sys.argv) < 2:
        print(__doc__)
        return 2
    reports = [measure(path) for path in sys.argv[1:]]
    passed, failed = (sum(getattr(r, kind) for r in reports) for kind in ("passed", "failed"))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
