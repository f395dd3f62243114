#!/usr/bin/env python3
"""Recalculates every formula of the workbooks in a folder and compares with the results that are stored.

    tests/judges/recalculate_workbooks.py FOLDER

LibreOffice opens each .xlsx below FOLDER with its stored results thrown away, calculates all of it anew and saves it; every
formula cell must then hold what duban stored beside it: numbers to twelve digits, texts to the letter, no error anywhere.
openpyxl has to open what duban wrote. Needs Python 3.11, openpyxl and LibreOffice (soffice). Exit status 1 where anything
differs.
"""
import math
import re
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import openpyxl

# What openpyxl does not know of looks is no concern of formulas.
warnings.filterwarnings("ignore", module="openpyxl")

RESULT = re.compile(rb"(<c [^>]*?)(?: t=\"\w+\")?(>|\s[^>]*>)<f([^>]*)>(.*?)</f><v>.*?</v></c>", re.S)


def without_results(source, target):
    """A copy whose formulas have no results, so that none can be carried over."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = RESULT.sub(rb"\1\2<f\3>\4</f></c>", data)
            new.writestr(entry.filename, data)


def recalculated(path, folder):
    """The workbook at `path` as LibreOffice calculates it."""
    bare = folder / "bare" / "book.xlsx"
    bare.parent.mkdir(exist_ok=True)
    without_results(path, bare)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, bare]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return openpyxl.load_workbook(folder / "book.xlsx", data_only=True)


def same(stored, now):
    """Blank texts come back as nothing."""
    if isinstance(stored, (int, float)) and isinstance(now, (int, float)):
        return math.isclose(stored, now, rel_tol=1e-12, abs_tol=1e-12)
    return (stored or "") == (now or "") if isinstance(stored, str) or stored is None else stored == now


def differences(path, folder):
    """Checks one workbook; gives its formulas' number and what is wrong with them."""
    formulas = openpyxl.load_workbook(path)
    if not any(cell.data_type == "f" for sheet in formulas.worksheets for row in sheet.iter_rows() for cell in row):
        return 0, []
    stored = openpyxl.load_workbook(path, data_only=True)
    now = recalculated(path, folder)
    count, wrong = 0, []
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                was = stored[sheet.title][cell.coordinate].value
                new = now[sheet.title][cell.coordinate].value
                if isinstance(new, str) and new.startswith("#") or not same(was, new):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: stored {was!r}, calculated {new!r}")
    return count, wrong


def main(folder):
    paths = sorted(Path(folder).rglob("*.xlsx"))
    if not paths:
        sys.exit(f"no workbooks below {folder}")
    failed = False
    without = 0
    for path in paths:
        with tempfile.TemporaryDirectory() as work:
            count, wrong = differences(path, Path(work))
        without += count == 0
        if count:
            print(f"{path}: {count} formulas, {len(wrong)} differ")
        for line in wrong[:20]:
            print(f"  {line}")
        failed |= bool(wrong)
    print(f"{without} workbooks have no formulas")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
