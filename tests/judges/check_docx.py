#!/usr/bin/env python3
"""Compares DOCX with the PDF of the same name: python3 tests/judges/check_docx.py [--laid-out FOLDER] FILE.docx…

Read with python-docx and, for the PDF, with the structure that pymupdf or poppler finds, neither of which duban uses:

- the words of all paragraphs and cells are those of the PDF, in their order and to the letter. Apart from them stand what a
  page repeats (page numbers, heads of tables, watermarks), the figures of charts, which the DOCX has as pictures with a
  description, and notes, which it numbers itself;
- no theme, no face but those of offices; every table's columns are as wide as its cells; the first rows are heads;
- title, author and language are set; every picture has a description.

With `--laid-out`, that folder has the PDFs that LibreOffice made of the DOCX with the faces of the repository: the lines
of the text lie 10.227 ± 0.05 mm apart, its ink ends within 0.5 mm of that of duban's PDF on each side, and the pages
before the attachments are as many, but for one document in thirty that is so full that a line more turns its page.

Prints a line for each failed check, then `N passed, N failed`; exit status 1 when anything failed.
"""

import re
import statistics
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pymupdf
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

MM = 25.4 / 72
PITCH = 225 / 22  # GB/T 9704-2012, 5.2.3
LEFT, RIGHT = 28, 184  # edges of the type area, 5.2.1
FACES = {"仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"}
BODY_PT = (15.0, 16.5)
MARGINAL = 30  # one document in so many may be so full that the blanks that LibreOffice 7 adds turn its page
HANGING = "，。、；：！？）》”’"

passed = failed = 0
others = []  # documents whose text has another number of pages


def check(name, good, message):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"{name}: {message}")


def bare(text):
    """The characters without blanks, line ends and invisible marks."""
    return re.sub(r"[\s\u200b-\u200f\u2060\ufeff\u3000]+", "", text)


# The words of the DOCX


def texts(container, element):
    """The words of paragraphs and cells in their order, each merged cell once."""
    for child in element.iterchildren():
        if child.tag == qn("w:p"):
            yield from paragraph(child)
        elif child.tag == qn("w:tbl"):
            for row in child.iter(qn("w:tr")):
                for cell in row.iterchildren(qn("w:tc")):
                    yield from texts(container, cell)


def paragraph(element):
    words = []
    for node in element.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        words.append(node.text or "" if node.tag == qn("w:t") else "\n")
    text = bare("".join(words))
    if text:
        yield text


# The words of the PDF


def structure(pdf):
    """The words of the elements of the PDF's structure that have some, figures, notes and watermarks apart."""
    made = subprocess.run(
        ["pdfinfo", "-struct-text", str(pdf)], capture_output=True, text=True, check=True
    ).stdout
    skipped = None
    words = []
    for line in made.splitlines():
        depth = len(line) - len(line.lstrip(" "))
        stripped = line.strip()
        if skipped is not None:
            if depth > skipped:
                continue
            skipped = None
        quoted = re.match(r'^"(.*)"$', stripped)
        if quoted:
            words.append(quoted.group(1))
        elif re.match(r"^(Figure|Note|Reference|Span \(inline\).*ActualText)", stripped):
            skipped = depth
    return bare("".join(words))


def first_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return f"…{ours[max(0, at - 15):at + 15]}… / …{theirs[max(0, at - 15):at + 15]}…"


def check_words(path, document):
    pdf = structure(path.with_suffix(".pdf"))
    words = "".join(texts(document, document.element.body))
    raised = str.maketrans("", "", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
    words, pdf = words.translate(raised), pdf.translate(raised)
    check(path, words == pdf, f"other words than the PDF: {first_difference(words, pdf)}")


# The form of the DOCX


def check_form(path, document):
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        check(path, not any("theme" in name for name in names), "has a theme")
        check(path, all(info.date_time == (1980, 1, 1, 0, 0, 0) for info in parts.infolist()), "has times")
        for name in names:
            if name.startswith("word/") and name.endswith(".xml"):
                faces = set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]+)"', parts.read(name).decode()))
                faces -= {"zh-CN"}
                check(path, faces <= FACES, f"{name}: faces {faces - FACES}")
    properties = document.core_properties
    check(path, properties.title and properties.author, "no title or author")
    check(path, properties.language == "zh-CN", f"language {properties.language}")
    for drawing in document.element.body.iter(qn("wp:docPr")):
        check(path, drawing.get("descr"), "a picture without a description")
    for number, table in enumerate(document.element.body.iter(qn("w:tbl")), 1):
        widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
        good = True
        for row in table.iterchildren(qn("w:tr")):
            at = 0
            for cell in row.iterchildren(qn("w:tc")):
                properties = cell.find(qn("w:tcPr"))
                span = properties.find(qn("w:gridSpan"))
                count = int(span.get(qn("w:val"))) if span is not None else 1
                good &= int(properties.find(qn("w:tcW")).get(qn("w:w"))) == sum(widths[at:at + count])
                at += count
            good &= at == len(widths)
        check(path, good, f"table {number}: cells that are not as wide as their columns")


# Its lines, as LibreOffice lays them out


def lines(page):
    """Baselines of the text in mm, each with the left and right edge of its ink."""
    found = {}
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                chars = [char for char in span["chars"] if char["c"].strip()]
                if chars and BODY_PT[0] <= span["size"] <= BODY_PT[1]:
                    key = round(chars[0]["origin"][1] * MM, 2)
                    left = min(char["bbox"][0] for char in chars) * MM
                    # LibreOffice 7 lets a mark hang at the end of a line, though it is told not to.
                    inside = [char for char in chars if char["c"] not in HANGING] or chars
                    right = max(char["bbox"][2] for char in inside) * MM
                    known = found.get(key, (1e9, 0))
                    found[key] = (min(known[0], left), max(known[1], right))
    return dict(sorted(found.items()))


def full_pages(pdf):
    """The pages of the text that are filled by lines of the text alone: index and lines."""
    with pymupdf.open(pdf) as pages:
        for index, page in enumerate(pages):
            if page.rect.width < page.rect.height:
                yield index, lines(page)


def pages_of_text(pdf):
    """The number of pages before the first attachment."""
    with pymupdf.open(pdf) as pages:
        for index, page in enumerate(pages):
            words = bare(page.get_text())
            if index and re.match(r"(—\d+—)?附件1?(?!：)", words):
                return index
        return len(pages)


def check_layout(path, laid_out):
    made = laid_out / path.with_suffix(".pdf").name
    if not made.exists():
        check(path, False, "LibreOffice made no PDF of it")
        return
    own, other = pages_of_text(path.with_suffix(".pdf")), pages_of_text(made)
    if own != other:
        others.append(f"{path}: text of {other} pages, not {own}")
    ours = dict(full_pages(path.with_suffix(".pdf")))
    for index, found in full_pages(made):
        keys = list(found)
        # Above the text stands the number.
        while len(keys) > 1 and not 9 < keys[1] - keys[0] < 11.5:
            keys.pop(0)
        gaps = [b - a for a, b in zip(keys, keys[1:]) if 9 < b - a < 11.5]
        if len(gaps) >= 8:
            pitch = statistics.mean(gaps)
            check(path, abs(pitch - PITCH) <= 0.05, f"page {index + 1}: lines {pitch:.3f} mm apart")
            check(path, min(left for left, _ in found.values()) > LEFT - 0.5, f"page {index + 1}: left of the type area")
            check(path, max(right for _, right in found.values()) < RIGHT + 0.5, f"page {index + 1}: right of it")
            reference = ours.get(index)
            if reference and len(reference) >= 8:
                first, last = keys[0], keys[-1]
                nearest = min(reference, key=lambda y: abs(y - first))
                check(path, abs(nearest - first) <= 0.5, f"page {index + 1}: first line {first - nearest:+.2f} mm")
                grid = first + round((last - first) / PITCH) * PITCH
                check(path, abs(grid - last) <= 0.5, f"page {index + 1}: last line {last - grid:+.2f} mm")


def main(arguments):
    laid_out = None
    if arguments[:1] == ["--laid-out"]:
        laid_out, arguments = Path(arguments[1]), arguments[2:]
    if not arguments:
        print(__doc__)
        return 2
    for path in map(Path, arguments):
        document = docx.Document(str(path))
        check_form(path, document)
        check_words(path, document)
        if laid_out:
            check_layout(path, laid_out)
    for line in others:
        print(line)
    if laid_out:
        most = len(arguments) // MARGINAL
        check("all", len(others) <= most, f"{len(others)} documents with other numbers of pages, more than {most}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))
