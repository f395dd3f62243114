#!/usr/bin/env python3
"""Counts the rows on the printed pages of return forms.

    tests/judges/form_pages.py FOLDER [LEAST]

LibreOffice prints every workbook in the folder as it is handed out, blank. Of each page of a form but its last, the rows
are counted by their ids: at least LEAST (15) in the median, and in the first and any
other page no less than LEAST - 3, where a row with a long goal or many lead units takes more lines. The type must not be
made smaller than 9 points, but for what LibreOffice takes off some forms (98 %). Needs Python 3.11, PyMuPDF and LibreOffice. Exit status 1 where a
form has fewer rows or smaller type.
"""
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf

SIZE = 9.0
LAST_TITLE = "下一步措施"  # of the form's columns, on each of its pages
ID = re.compile(r"^\d-\d+(\.\d+)?$")


def pages(pdf):
    """For each page of the form the number of its rows and the size of its type."""
    for page in pymupdf.open(pdf):
        if not page.search_for(LAST_TITLE):
            break
        spans = [
            (span["bbox"], span["text"].strip(), span["size"])
            for block in page.get_text("dict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
        ]
        ids = [(box, size) for box, text, size in spans if ID.match(text) and box[0] < 80]
        yield len(ids), min((size for _, size in ids), default=SIZE)


def main():
    folder = Path(sys.argv[1])
    least = int(sys.argv[2]) if len(sys.argv) > 2 else 15
    files = sorted(folder.glob("*.xlsx"))
    faults, full = [], []
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{scratch}/profile"]
        command += ["--convert-to", "pdf", "--outdir", str(scratch), *map(str, files)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for sheet in files:
            counts = list(pages(scratch / f"{sheet.stem}.pdf"))
            for number, (rows, size) in enumerate(counts, 1):
                if size < SIZE * 0.975:
                    faults.append(f"{sheet.name}: page {number}: type of {size:.2f} points")
                if number < len(counts):
                    full.append((rows, sheet.name, number))
    if not files or not full:
        sys.exit("no form has two pages")
    counts = [rows for rows, _, _ in full]
    for rows, name, number in full:
        if rows < least:
            print(f"{name}: page {number}: {rows} rows")
        if rows < least - 3:
            faults.append(f"{name}: page {number}: {rows} rows")
    if statistics.median(counts) < least:
        faults.append(f"{statistics.median(counts)} rows a page in the median, not {least}")
    print("\n".join(faults[:40]))
    below = sum(rows < least for rows in counts)
    print(
        f"{len(files)} forms, {len(full)} full pages: {min(counts)} to {max(counts)} rows, {statistics.median(counts)} in"
        f" the median, {below} pages below {least}"
    )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
