#!/usr/bin/env python3
"""Changes what the formulas of finished workbooks refer to, and looks whether their results follow.

    tests/judges/change_workbooks.py OUTPUT

openpyxl changes a cell of a copy as a clerk would: the status of an item, a unit's part of a target, a value of a unit. Then
LibreOffice calculates the copy, and the cells that depend on the changed one must have the new result. Needs Python 3.11,
openpyxl and LibreOffice (soffice). Exit status 1 where a result does not follow.
"""
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import openpyxl

warnings.filterwarnings("ignore", module="openpyxl")


def calculated(book, folder):
    """A changed workbook as LibreOffice calculates it."""
    changed = Path(folder, "changed.xlsx")
    book.save(changed)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", f"{folder}/done"]
    subprocess.run(command + [changed], check=True, capture_output=True, timeout=600)
    return openpyxl.load_workbook(Path(folder, "done/changed.xlsx"), data_only=True)


def find(sheet, text, column=None):
    """The first cell of a sheet that says `text`."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == text and (column is None or cell.column == column):
                return cell
    sys.exit(f"{sheet.title} does not say {text}")


def column(sheet, title):
    """The column of a table, by its title."""
    return find(sheet, title).column


def follow(what, was, now, change):
    """Reports a number that should have changed."""
    good = isinstance(was, (int, float)) and isinstance(now, (int, float)) and abs(now - was - change) < 1e-9
    print(f"{'follows' if good else 'DOES NOT FOLLOW'}: {what}: {was} → {now}, expected a change of {change}")
    return good


def count_by_status(path, folder, lists, overview, label):
    """Changes the status of the first item of a list that has the status 滞后; the counts of the overview follow."""
    book, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    sheet = book[lists]
    header = find(sheet, "编号" if lists == "进展" else "序号").row
    col = next(cell.column for cell in sheet[header] if cell.value in ("状态", "状　态"))
    cell = next(row[0] for row in sheet.iter_rows(header + 1, min_col=col, max_col=col) if row[0].value == "滞后")
    cell.value = "严重滞后"
    now = calculated(book, folder)[overview]
    before = stored[overview]
    row = find(before, label).row
    good = True
    for word, change in (("滞后", -1), ("严重滞后", 1)):
        col = column(before, word)
        good &= follow(f"{path.name} {overview} {label} {word}", before.cell(row, col).value, now.cell(row, col).value, change)
    return good


def part_of_a_target(path, folder):
    """Changes the first unit's part of the first target that is broken down; sum and difference follow."""
    book, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    parts, lines = book["分解数据"], stored["目标分解"]
    sums = column(lines, "分解\n合计")
    by_key = {lines.cell(row, 1).value: row for row in range(1, lines.max_row + 1)}
    value, unit = column(parts, "目标值"), column(parts, "单位")
    header = find(parts, "指标编号").row
    for row in range(header + 1, parts.max_row + 1):
        line = by_key.get(parts.cell(row, 1).value)
        if line and isinstance(lines.cell(line, sums).value, (int, float)) and isinstance(parts.cell(row, value).value, (int, float)):
            parts.cell(row, value).value += 1
            now = calculated(book, folder)["目标分解"]
            return follow(
                f"{parts.cell(row, 1).value} {parts.cell(row, unit).value}: 分解合计",
                lines.cell(line, sums).value,
                now.cell(line, sums).value,
                1,
            )
    print("no part of a target that adds up")
    return True


def place_in_a_ranking(path, folder):
    """Makes the last unit of the first ranking the best; it comes first, and all others go down."""
    book, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    sheet, before = book["附表2 市州位次"], stored["附表2 市州位次"]
    header = find(before, "位次")
    places, values = header.column, column(before, "累计完成")
    rows = []
    for row in range(header.row + 1, before.max_row + 1):
        if not isinstance(before.cell(row, places).value, (int, float)):
            break
        rows.append(row)
    if len(rows) < 2:
        return True
    sheet.cell(rows[-1], values).value = sheet.cell(rows[0], values).value + 1000
    now = calculated(book, folder)["附表2 市州位次"]
    last = before.cell(rows[-1], places).value
    return follow("位次 of the last", last, now.cell(rows[-1], places).value, 1 - last) & follow(
        "位次 of the first", 1, now.cell(rows[0], places).value, 1
    )


def main(output):
    province = Path(output, "sheets/分解表.xlsx")
    good = True
    with tempfile.TemporaryDirectory() as folder:
        good &= part_of_a_target(province, folder)
        good &= count_by_status(province, folder, "进展", "总览", "全部事项")
        for path in sorted(Path(output, "bulletins").glob("*.xlsx")):
            good &= count_by_status(path, folder, "附表3 任务进展", "总览", "重点工作任务")
            good &= place_in_a_ranking(path, folder)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
