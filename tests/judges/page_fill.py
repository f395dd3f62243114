#!/usr/bin/env python3
"""Measures how full the pages of letters and bulletins are, and how short the lists of letters are to read.

    tests/judges/page_fill.py [--items LEAST] FILE.pdf…

The blank of a page is the part of its type area below the last ink. The first and the last page of each part (the main
part, each annex) may have any blank; of all other pages none may have more than 30 %, and the median of a document must be
below 4 %. With `--items` the rows of the list of each letter are counted by their numbers: at least LEAST a page in the
median of its pages. Needs PyMuPDF. Exit status 1 where a document fails.
"""
import re
import statistics
import sys

import pymupdf

MM = 25.4 / 72
UPRIGHT, TURNED = (37, 262), (28, 184)  # top and bottom of the type area in millimetres [GB/T 9704, 5.2.1]
MOST_BLANK, MOST_MEDIAN = 0.30, 0.04
NUMBER_RIGHT = 41  # the right edge of the column 序号 of letters
ANNEX = re.compile(r"^附件\d*$")


def blank(page):
    """The part of the type area that is blank below the last ink; the watermark and the page number do not count."""
    top, bottom = TURNED if page.rect.width > page.rect.height else UPRIGHT
    last = top
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                base = span["origin"][1] * MM
                is_watermark = span["size"] > 40 or abs(line["dir"][1]) > 0.1
                if span["text"].strip() and not is_watermark and base <= bottom + 1:
                    last = max(last, base + 0.12 * span["size"] * MM)
    for drawing in page.get_drawings():
        edge = drawing["rect"].y1 * MM
        if edge <= bottom + 1 and drawing["rect"].height * MM < bottom - top - 5:
            last = max(last, edge)
    return max(0.0, (bottom - last) / (bottom - top))


def opens_part(page):
    """Whether an annex begins on the page: its mark stands at the head of the type area."""
    words = sorted(page.get_text("words"), key=lambda word: (round(word[1]), word[0]))
    return any(ANNEX.match(word[4]) for word in words[:3])


def rows(page):
    """The number of rows of a letter's list on the page, by their numbers."""
    words = [(word[2] * MM, word[1] * MM, word[4]) for word in page.get_text("words")]
    if not any("序号" in text for _, _, text in words):
        return None
    numbers = [right for right, top, text in words if re.fullmatch(r"\d{1,3}", text) and right < NUMBER_RIGHT and 37 < top < 262]
    return len(numbers)


def main():
    arguments = sys.argv[1:]
    least = None
    if arguments[:1] == ["--items"]:
        least, arguments = int(arguments[1]), arguments[2:]
    faults, medians, pages_seen = [], [], 0
    for path in arguments:
        with pymupdf.open(path) as file:
            pages = list(file)
            pages_seen += len(pages)
            blanks = [blank(page) for page in pages]
            first = [number == 0 or opens_part(page) for number, page in enumerate(pages)]
            for number, share in enumerate(blanks):
                is_last = number + 1 == len(pages) or first[number + 1]
                if share > MOST_BLANK and not first[number] and not is_last:
                    faults.append(f"{path}: page {number + 1}: {share:.0%} is blank")
            inner = [share for number, share in enumerate(blanks)
                     if not first[number] and number + 1 < len(pages) and not first[number + 1]]
            if inner and statistics.median(inner) >= MOST_MEDIAN:
                faults.append(f"{path}: {statistics.median(inner):.1%} of a page is blank in the median")
            if least is not None:
                counts = [count for count in map(rows, pages) if count]
                medians.append(statistics.median(counts) if counts else 0)
                if medians[-1] < least:
                    faults.append(f"{path}: {medians[-1]} items a page in the median")
    print("\n".join(faults))
    words = f"{len(arguments)} documents, {pages_seen} pages"
    if medians:
        words += f"; {min(medians)} to {max(medians)} items a page"
    print(f"{words}; {len(faults)} faults")
    sys.exit(bool(faults) or not arguments)


main()
