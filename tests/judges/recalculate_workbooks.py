#!/usr/bin/env python3
"""Recalculates every formula of the workbooks in a folder and compares with the results that are stored.

    tests/judges/recalculate_workbooks.py FOLDER [--engine NAME COMMAND]…

LibreOffice opens each .xlsx below FOLDER with its stored results thrown away, calculates all of it anew and saves it; every
formula cell must then hold what duban stored beside it: numbers to nine digits, texts to the letter, no error anywhere. Each
further engine is a command that is given files, and prints `file PATH` and, for each formula, sheet, cell, kind (number, text,
truth, error, or any) and value, with tabs between them; programs of others are in `.ci/engines`.
openpyxl has to open what duban wrote. Needs Python 3.11, openpyxl and LibreOffice (soffice). Exit status 1 where anything
differs.
"""
import argparse
import collections
import math
import re
import shlex
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
# Of an engine that fails everywhere, this many cells of a workbook are shown.
SHOWN = 20

# What an engine made of a formula: its value, or the words of its error.
Result = collections.namedtuple("Result", "value error", defaults=(None, None))


def without_results(source, target):
    """A copy whose formulas have no results, so that none can be carried over."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = RESULT.sub(rb"\1\2<f\3>\4</f></c>", data)
            new.writestr(entry.filename, data)


def by_libreoffice(paths, cells):
    """The results of the formula `cells` of each workbook, as LibreOffice calculates them."""
    results = {}
    with tempfile.TemporaryDirectory() as work:
        bare, done = Path(work, "bare"), Path(work, "done")
        bare.mkdir()
        names = {path: f"{number}.xlsx" for number, path in enumerate(paths)}
        for path, name in names.items():
            without_results(path, bare / name)
        profile = f"-env:UserInstallation=file://{work}/profile"
        command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", done]
        subprocess.run(command + [bare / name for name in names.values()], check=True, capture_output=True, timeout=1800)
        for path, name in names.items():
            book = openpyxl.load_workbook(done / name, data_only=True)
            for sheet, cell in cells[path]:
                value = book[sheet][cell].value
                is_error = isinstance(value, str) and value.startswith("#")
                results[path, sheet, cell] = Result(error=value) if is_error else Result(value)
    return results


def plain(text):
    """A field without its escapes."""
    return re.sub(r"\\(.)", lambda found: {"t": "\t", "n": "\n", "r": "\r"}.get(found[1], found[1]), text)


def by_command(command, paths):
    """The results of all formulas, as a program prints them."""
    run = subprocess.run(shlex.split(command) + [str(path) for path in paths], capture_output=True, text=True, timeout=1800)
    if run.returncode:
        sys.exit(f"{command} failed: {run.stderr[-500:]}")
    results, path = {}, None
    for line in run.stdout.splitlines():
        fields = [plain(field) for field in line.split("\t")]
        if fields[0] == "file" and len(fields) == 2:
            path = Path(fields[1])
            continue
        sheet, cell, kind, value = fields
        made = {"number": float, "truth": lambda word: word.lower() == "true"}
        results[path, sheet, cell] = Result(error=value or "error") if kind == "error" else Result(made.get(kind, str)(value))
    return results


def same(stored, now):
    """Blank texts come back as nothing; some engines print all results as text."""
    if isinstance(stored, bool) or isinstance(now, bool):
        return stored == now or isinstance(now, str) and now.lower() == str(stored).lower()
    if isinstance(stored, (int, float)):
        try:
            return now is not None and math.isclose(stored, float(now), rel_tol=1e-9, abs_tol=1e-9)
        except ValueError:
            return False
    return (stored or "") == ("" if now is None else now)


def stored_results(path):
    """The formulas of a workbook by sheet and cell, each with the result stored beside it."""
    formulas = openpyxl.load_workbook(path)
    stored = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): (cell.value, stored[sheet.title][cell.coordinate].value)
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def compare(name, results, formulas):
    """Prints what an engine makes otherwise than what is stored; returns whether there is anything."""
    failed = False
    for path, cells in formulas.items():
        wrong = []
        for (sheet, cell), (formula, was) in cells.items():
            result = results.get((path, sheet, cell), Result(error="not calculated"))
            if result.error is not None or not same(was, result.value):
                now = result.error or repr(result.value)
                wrong.append(f"{sheet}!{cell} {formula}: stored {was!r}, calculated {now}")
        print(f"{name}: {path}: {len(cells)} formulas, {len(wrong)} differ")
        for line in wrong[:SHOWN]:
            print(f"  {line}")
        failed |= bool(wrong)
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--engine", nargs=2, action="append", default=[], metavar=("NAME", "COMMAND"))
    arguments = parser.parse_args()
    paths = sorted(
        path
        for folder in arguments.folders
        for path in (folder.rglob("*.xlsx") if folder.is_dir() else [folder])
    )
    if not paths:
        sys.exit("there are no workbooks")
    formulas = {path: stored_results(path) for path in paths}
    without = [path for path, cells in formulas.items() if not cells]
    formulas = {path: cells for path, cells in formulas.items() if cells}
    failed = False
    if formulas:
        failed = compare("LibreOffice", by_libreoffice(list(formulas), formulas), formulas)
        for name, command in arguments.engine:
            failed |= compare(name, by_command(command, formulas), formulas)
    print(f"{len(without)} workbooks have no formulas")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
