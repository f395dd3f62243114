#!/usr/bin/env python3
"""Shows that no figure of an earlier bulletin is lost: each is in the new bulletin or in its workbook.

    tests/judges/kept_figures.py OLD.pdf NEW.pdf NEW.xlsx [OLD.json NEW.json]

A figure is a number with its measure (5.3%, 40万人, 3项); numbers of pages, charts, tables and annexes, dates and the numbers of
items are none. A table has a figure in a cell of its own, with the measure in the title, so that a number without a measure
is looked for by itself. With what `duban export claims --period P` prints for both versions, each figure is looked for where it
belongs as well: the same value by the same rule, of the same item and unit, in a claim of the new bulletin, or else in a row of
the workbook that names the item or the unit. Needs PyMuPDF and openpyxl; exit status 1 where a figure is lost. Since it
compares two versions of the program, it is run by hand:

    duban-before -o old bulletin --period 2018Q2; duban-before export claims --period 2018Q2 > old.json
    duban -o new bulletin --period 2018Q2; duban export claims --period 2018Q2 > new.json
"""
import json
import re
import sys
import warnings
from collections import Counter
from decimal import Decimal, InvalidOperation

import openpyxl
import pymupdf

WATERMARK_SIZE = 40  # points
# The gap between two cells, as a share of the type size.
GAP = 0.5
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# Numbers that order and do not measure.
FORMAL = re.compile(
    r"\d{4}年(?:\d+月(?:\d+日)?)?|\d+月(?:\d+日)?|(?:图|表|附件|续表)\d+|〔\d+〕\d*|—\s*\d+\s*—|[12]-\d+(?:\.\d+)?|(?:任务|指标)\d+"
)
MEASURES = ["个百分点", "个单位", "个市州", "万羊单位", "万人次", "万人", "万户", "万亩", "万套", "万吨", "公里", "亿元", "万元",
            "%", "项", "个", "座", "户", "人", "位", "条", "处", "名", "所", "起"]


def cells_of(path):
    """The texts of a PDF that stand by themselves: lines, parted where cells of a table are beside each other."""
    for page in pymupdf.open(path):
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", []):
                text, end = "", None
                for span in line["spans"]:
                    if span["size"] >= WATERMARK_SIZE:
                        continue
                    for char in span["chars"]:
                        left, _, right, _ = char["bbox"]
                        if end is not None and left - end > GAP * span["size"]:
                            yield text
                            text = ""
                        text, end = text + char["c"], right
                yield text


def figures(text):
    """The figures of a text with their measures, as they are printed without thousands separators and signs."""
    text = FORMAL.sub("〇", re.sub(r"[\s\u2060]", "", text))
    for match in FIGURE.finditer(text):
        after = text[match.end():]
        yield Decimal(match.group().replace(",", "")), next((one for one in MEASURES if after.startswith(one)), "")


def roundings(exact):
    """A number as it may be printed: by itself or in percent, rounded or, short of a whole, cut off."""
    for one in (abs(exact), abs(exact) * 100):
        for digits in range(4):
            yield round(one, digits)
            yield (one * 10**digits // 1) / Decimal(10**digits)


def rows_of(path):
    """The rows of a workbook: what they say, and their numbers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            words, numbers = [], set()
            for value in row:
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    words.append(str(value))
                    numbers |= set(roundings(Decimal(repr(value))))
                elif value is not None:
                    words.append(str(value))
                    numbers |= {number for number, _ in figures(str(value))}
            if words:
                yield sheet.title, words, numbers


def printed_lost(old, new, rows):
    before = Counter(figure for text in cells_of(old) for figure in figures(text))
    after = {figure for text in cells_of(new) for figure in figures(text)}
    after |= {figure for _, words, _ in rows for word in words for figure in figures(word)}
    numbers = {number for number, _ in after} | {number for _, _, found in rows for number in found}
    lost = [figure for figure in before if figure not in after and figure[0] not in numbers]
    print(f"{len(before)} figures, printed {sum(before.values())} times; {len(lost)} lost")
    return [f"{number}{measure}, {before[number, measure]} times" for number, measure in sorted(lost)]


def stated(path):
    """The figures that a bulletin states, each of its item and its unit."""
    for claim in json.load(open(path, encoding="utf-8")):
        if re.fullmatch(r"bulletins/\d{4}(Q\d)?\.pdf", claim["document"]) and claim["kind"] != "quote":
            for figure in claim["figures"]:
                yield claim["id"], claim["unit"], figure["rule"], figure["value"]


def claims_lost(old, new, rows):
    before, after = set(stated(old)), set(stated(new))
    # An item, or a unit, may be said of in one claim and be left open in another.
    loose = {(id, rule, value) for id, _, rule, value in after} | {(unit, rule, value) for _, unit, rule, value in after}
    lost, in_workbook = [], 0
    for id, unit, rule, value in sorted(before - after, key=str):
        if (id, rule, value) in loose and not unit or not id and (unit, rule, value) in loose:
            continue
        try:
            wanted = set(roundings(Decimal(value)))
        except InvalidOperation:
            wanted = None  # a status or other words
        number = id and id.partition("-")[2]
        is_named = lambda words: (not unit or unit in " ".join(words)) and (not id or id in words or number in words or unit)
        if any(is_named(words) and (wanted is None or wanted & numbers) for _, words, numbers in rows):
            in_workbook += 1
        else:
            lost.append(f"{id or ''} {unit or ''} {rule} {value}")
    print(f"{len(before)} figures of items and units; {len(before & after)} in the bulletin, {in_workbook} only in its workbook; {len(lost)} lost")
    return lost


def main(old, new, sheet, *claims):
    rows = list(rows_of(sheet))
    lost = printed_lost(old, new, rows)
    lost += claims_lost(*claims, rows) if claims else []
    for one in lost:
        print(f"  lost: {one}")
    return 1 if lost else 0


if __name__ == "__main__":
    if len(sys.argv) not in (4, 6):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
