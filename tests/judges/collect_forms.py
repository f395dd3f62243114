#!/usr/bin/env python3
"""Fills the return forms in by script, does to them what people do, collects them and compares to the letter.

    tests/judges/collect_forms.py DUBAN WORKSPACE [SEED]

Copies the workspace, has it make the forms of all units for 2018-07, fills each of them with random content of which
what must come back is known, alters it in one of the ways of WAYS, and runs `duban collect` once over all. Every field of
every row must stand in seeds/progress as it was typed, nothing else may but a zero report for a form with nothing filled
in, a second run must change no byte, and `duban check` must then read every row. Forms of another year, period and unit
must be refused by name. Needs Python 3.11 and openpyxl; the .xls files need soffice and are left out where it is missing.
Exit status 1 where anything differs.
"""
import copy
import csv
import datetime
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

PERIOD = "2018-07"
OPEN = ["完成值", "完成率（%）", "状态", "进展情况", "存在问题", "下一步措施"]
FIELDS = {"完成率（%）": "完成率"}
STATUSES = ["完成", "达到序时", "滞后", "严重滞后", "不评价"]
WORDS = [
    "截至7月底，累计完成投资3.2亿元，占年度计划的58.1%。",
    "一是抓调度；二是抓督导。\n三是抓考核，“一月一调度”。",
    "与上年同期相比，增长\"较快\"，<重点>项目&配套 100% 开工",
    "=SUM(A1:A3)",
    "+86 0931 8888888",
    "-5%以内",
    "@张三 已核实",
    "=cmd|' /C calc'!A0",
    "无",
    "，,、；;",
    "第一行\n\n第三行",
    "１２．５％（初步核算）",
    "待统计部门反馈。" * 40,
]


class Form:
    """A form and what was typed into it."""

    def __init__(self, path):
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = next(s for s in self.book.worksheets if header_row(s))
        self.header = header_row(self.sheet)
        self.columns = {str(c.value): c.column for c in self.sheet[self.header] if c.value is not None}
        self.unit = path.stem.split("-")[1]
        self.typed = {}
        self.rows = []
        for row in range(self.header + 1, self.sheet.max_row + 1):
            item = self.sheet.cell(row, self.columns["编号"]).value
            if item and re.fullmatch(r"[12]-\d+", str(item)):
                self.rows.append(row)

    def key(self, row):
        cell = lambda title: self.sheet.cell(row, self.columns[title]).value
        return str(cell("编号")), int(cell("指标") or 1)

    def type(self, row, title, value, clean=None):
        """Types a value; `clean` is what must come back, the value itself where it is left out."""
        cell = self.sheet.cell(row, self.columns[title])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        record = self.typed.setdefault(self.key(row), {})
        record[FIELDS.get(title, title)] = str(value) if clean is None else clean

    def fill(self, chance):
        """Fills most of the rows in, and says who did it and when."""
        for label, value in [("填报人", "王 建国"), ("填报日期", datetime.date(2018, 8, 3)), ("联系电话", "0931-8888888")]:
            for line in self.sheet.iter_rows(1, self.header - 1):
                for cell in line:
                    if cell.value and str(cell.value).startswith(label):
                        beside = self.sheet.cell(cell.row, cell.column + 1)
                        while beside.protection.locked or isinstance(beside, openpyxl.cell.cell.MergedCell):
                            beside = self.sheet.cell(cell.row, beside.column + 1)
                        beside.value = value
        for row in self.rows:
            if chance.random() < 0.85:
                self.fill_row(row, chance)

    def fill_row(self, row, chance):
        number = f"{chance.randint(-500, 90000) / 100:.2f}".rstrip("0").rstrip(".")
        kind = chance.randrange(6)
        if kind == 0:
            self.type(row, "完成值", number, number)
        elif kind == 1:
            wide = number.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－"))
            self.type(row, "完成值", wide, number)
        elif kind < 5:
            value = float(number)
            self.type(row, "完成值", int(value) if value == int(value) else value, number)
        if chance.random() < 0.5:
            part = chance.randint(11, 1200)
            clean = f"{part / 10:.1f}".removesuffix(".0")
            cell = self.sheet.cell(row, self.columns["完成率（%）"])
            if chance.random() < 0.3:
                self.type(row, "完成率（%）", clean + "%", clean)
            elif chance.random() < 0.5:
                self.type(row, "完成率（%）", part / 1000, clean)
                cell.number_format = "0.0%"
            else:
                self.type(row, "完成率（%）", part / 10, clean)
        if chance.random() < 0.5:
            self.type(row, "状态", chance.choice(STATUSES))
        for title in OPEN[3:]:
            if chance.random() < 0.6:
                self.type(row, title, chance.choice(WORDS))
        record = self.typed.get(self.key(row))
        if record is None:
            self.type(row, "进展情况", "工作正常推进。")

    def save(self, path):
        self.book.save(path)


def header_row(sheet):
    for row in sheet.iter_rows(1, min(sheet.max_row, 30)):
        titles = {str(cell.value) for cell in row}
        if {"编号", "完成值", "进展情况"} <= titles:
            return row[0].row
    return None


def values(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def rewrite(form, rows):
    """Puts rows of (values, number formats) below the header in place of what is there, merges dissolved."""
    sheet = form.sheet
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    for offset, (line, formats) in enumerate(rows):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(form.header + 1 + offset, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.number_format = formats[column - 1]


def body(form):
    sheet = form.sheet
    taken = range(form.header + 1, sheet.max_row + 1)
    line = lambda row: [c.value for c in sheet[row]]
    formats = lambda row: [c.number_format for c in sheet[row]]
    return [(line(row), formats(row)) for row in taken]


def as_they_are(form, chance):
    pass


def protection_removed(form, chance):
    form.sheet.protection.sheet = False
    form.sheet.data_validations.dataValidation = []


def sheets_renamed(form, chance):
    for number, sheet in enumerate(form.book.worksheets, 1):
        sheet.title = f"Sheet{number}"


def rows_shuffled(form, chance):
    rows = body(form)
    count = len(form.rows)
    head, tail = rows[:count], rows[count:]
    chance.shuffle(head)
    rewrite(form, head + tail)


def rows_deleted(form, chance):
    for row in reversed(form.rows):
        if chance.random() < 0.3:
            form.typed.pop(form.key(row), None)
            form.sheet.delete_rows(row)


def blank_rows_added(form, chance):
    rows = body(form)
    width = form.sheet.max_column
    blank = ([None] * width, ["General"] * width)
    rewrite(form, [each for row in rows for each in (row, blank)])


def columns_moved(form, chance):
    order = list(range(form.sheet.max_column))
    chance.shuffle(order)
    sheet = form.sheet
    for merge in list(sheet.merged_cells.ranges):
        if merge.max_row >= form.header:
            sheet.unmerge_cells(str(merge))
    for row in range(form.header, sheet.max_row + 1):
        cells = [(c.value, c.number_format, c.data_type) for c in sheet[row]]
        for to, source in enumerate(order, 1):
            cell = sheet.cell(row, to)
            cell.value, cell.number_format, kind = cells[source]
            if isinstance(cell.value, str):
                cell.data_type = "s"


def key_column_deleted(form, chance):
    assert form.columns["识别码"] == 1
    for merge in list(form.sheet.merged_cells.ranges):
        form.sheet.unmerge_cells(str(merge))
    for row in range(1, form.sheet.max_row + 1):
        cells = [(c.value, c.number_format) for c in form.sheet[row]]
        # What stands above the table in the first column moves on as well.
        if row < form.header and cells[0][0] is not None:
            continue
        for column, (value, number_format) in enumerate(cells[1:] + [(None, "General")], 1):
            cell = form.sheet.cell(row, column)
            cell.value, cell.number_format = value, number_format
            if isinstance(value, str):
                cell.data_type = "s"


def key_sheet_deleted(form, chance):
    for sheet in form.book.worksheets:
        if sheet.sheet_state != "visible":
            form.book.remove(sheet)


def all_keys_deleted(form, chance):
    key_sheet_deleted(form, chance)
    key_column_deleted(form, chance)


def copied_elsewhere(form, chance):
    """The visible cells alone, into the middle of a new workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    for cells in form.sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                copied = sheet.cell(cell.row + 4, cell.column + 2, None)
                copied.value = cell.value
                copied.number_format = cell.number_format
                if isinstance(cell.value, str):
                    copied.data_type = "s"
    form.book = book


def titles_retyped(form, chance):
    other = {"编号": "事项编号", "完成值": "累计完成 值", "完成率（%）": "完成比例(%)", "进展情况": "工作进展情况", "存在问题": "存在的主要问题",
             "下一步措施": "下一步工作打算"}
    for cell in form.sheet[form.header]:
        cell.value = other.get(cell.value, cell.value)


def ids_merged(form, chance):
    """Merges the ids of consecutive rows of one item, as the annexes show them."""
    if form.sheet.protection.sheet:
        form.sheet.protection.sheet = False
    groups = {}
    for row in form.rows:
        groups.setdefault(form.key(row)[0], []).append(row)
    for rows in groups.values():
        if len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
            for title in ["编号", "事项"]:
                letter = get_column_letter(form.columns[title])
                form.sheet.merge_cells(f"{letter}{rows[0]}:{letter}{rows[-1]}")


def dates_for_ids(form, chance):
    """Excel has taken the ids for dates: 1-7 is 7 January."""
    for row in form.rows:
        annex, no = form.key(row)[0].split("-")
        if int(no) <= 28:
            cell = form.sheet.cell(row, form.columns["编号"])
            cell.value = datetime.datetime(2018, int(annex), int(no))
            cell.number_format = "m月d日"


def statement_lines_deleted(form, chance):
    """Everything above the header."""
    for merge in list(form.sheet.merged_cells.ranges):
        form.sheet.unmerge_cells(str(merge))
    form.sheet.delete_rows(1, form.header - 1)


WAYS = [as_they_are, protection_removed, sheets_renamed, rows_shuffled, rows_deleted, blank_rows_added, columns_moved,
        key_column_deleted, key_sheet_deleted, all_keys_deleted, copied_elsewhere, titles_retyped, ids_merged, dates_for_ids,
        statement_lines_deleted]


def save_as_csv(form, path, encoding):
    """The sheet as Excel saves it: what the cells show."""
    def shown(cell):
        value = cell.value
        if value is None:
            return ""
        if isinstance(value, (datetime.date, datetime.datetime)):
            return f"{value.year}/{value.month}/{value.day}"
        if "%" in cell.number_format and not isinstance(value, str):
            return f"{value * 100:.1f}%"
        return str(value)
    with open(path, "w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        for cells in form.sheet.iter_rows():
            writer.writerow([shown(cell) for cell in cells])


def save_as_xls(paths, folder):
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "xls", "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    for path in paths:
        path.unlink()


def run(duban, *arguments, status=0):
    result = subprocess.run([str(duban), *map(str, arguments)], capture_output=True, text=True, timeout=600)
    if status is not None and result.returncode != status:
        sys.exit(f"duban {' '.join(map(str, arguments))} ended with {result.returncode}:\n{result.stdout}\n{result.stderr}")
    return result


def collected(workspace):
    """Rows of the new files by unit, item and target."""
    found = {}
    for path in sorted((workspace / "seeds/progress").glob(f"{PERIOD}-*.csv")):
        with open(path, encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                key = row["单位"], row["编号"], int(row["指标"] or 1)
                if key in found:
                    print(f"{path.name}: {key} stands there twice")
                found[key] = {title: unguarded(words or "") for title, words in row.items()}
    return found


def unguarded(words):
    """Words without the apostrophe that keeps a spreadsheet from calculating them (docs/collect.md)."""
    rest = words[1:]
    is_guarded = words.startswith("'") and rest[:1] in tuple("=+-@＝＋－＠\t\r\n'") and rest != ""
    return rest if is_guarded else words


def compare(forms, found):
    faults, fields = [], 0
    expected = {(form.unit, *key): (form, record) for form in forms for key, record in form.typed.items()}
    silent = [form for form in forms if not form.typed and not form.way.startswith("statement_lines_deleted")]
    expected |= {(form.unit, "", 1): (form, {"进展情况": "零报告"}) for form in silent}
    for key, (form, record) in expected.items():
        row = found.get(key)
        if row is None:
            faults.append(f"{form.way} {key}: not collected")
            continue
        for title in ["完成值", "完成率", "状态", "进展情况", "存在问题", "下一步措施"]:
            fields += 1
            if row[title] != record.get(title, ""):
                faults.append(f"{form.way} {key} {title}: {row[title]!r} instead of {record.get(title, '')!r}")
        fields += 1
        dated = not form.way.startswith("statement_lines_deleted")
        if row["填报日期"] != ("2018-08-03" if dated else "") or row["期间"] != PERIOD:
            faults.append(f"{form.way} {key}: {row['期间']}, filed {row['填报日期']!r}")
    faults += [f"{key}: collected although nobody typed it" for key in found if key not in expected]
    return fields, faults


def refused_by_name(duban, workspace, scratch, faults):
    """A form of another period, unit or year must be refused, and named."""
    forms = workspace / "output/sheets/units"
    before = snapshot(workspace)
    one = sorted(forms.glob("*.xlsx"))[2]

    def attempt(name, change, words, *options):
        form = Form(one)
        form.type(form.rows[0], "进展情况", "不应收下。")
        change(form)
        path = scratch / f"{name}.xlsx"
        form.save(path)
        result = run(duban, "-C", workspace, "collect", path, *options, status=None)
        said = result.stdout + result.stderr
        if result.returncode != 1 or not all(word in said for word in words) or snapshot(workspace) != before:
            faults.append(f"{name}: ended with {result.returncode}\n{said}")

    def heading(old, new):
        def change(form):
            for cells in form.sheet.iter_rows(1, form.header - 1):
                for cell in cells:
                    if isinstance(cell.value, str):
                        cell.value = re.sub(old, new, cell.value)
        return change

    def key(old, new):
        def change(form):
            for sheet in form.book.worksheets:
                for cells in sheet.iter_rows():
                    for cell in cells:
                        if isinstance(cell.value, str) and (sheet.sheet_state != "visible" or cell.value.startswith("DB")):
                            cell.value = cell.value.replace(old, new)
            heading("2018年7月", "2017年7月")(form)
        return change

    unit = one.stem.split("-")[1]
    attempt("another period asked for", lambda form: None, [unit, "2018"], "--period", "2018-06")
    attempt("another period stated", heading("2018年7月", "2018年6月"), [unit])
    attempt("another unit stated", heading(unit, "省民政厅"), [unit, "省民政厅"])
    attempt("another unit asked for", lambda form: None, [unit], "--unit", "省民政厅")
    attempt("another year", key("2018-", "2017-"), [unit, "2017"])


def snapshot(workspace):
    return {path.name: path.read_bytes() for path in sorted((workspace / "seeds/progress").iterdir())}


def main():
    duban, source = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 2018
    chance = random.Random(seed)
    scratch = Path(tempfile.mkdtemp())
    try:
        workspace = scratch / "workspace"
        workspace.mkdir()
        shutil.copy(source / "duban.toml", workspace)
        shutil.copytree(source / "seeds", workspace / "seeds")
        (workspace / "fonts").symlink_to((source / "fonts").resolve())
        run(duban, "-C", workspace, "-q", "sheets", "--period", PERIOD)
        sent, xls, forms = scratch / "sent", [], []
        sent.mkdir()
        for number, path in enumerate(sorted((workspace / "output/sheets/units").glob("*.xlsx"))):
            form = Form(path)
            form.fill(chance)
            way = WAYS[number % len(WAYS)]
            way(form, chance)
            form.way = way.__name__
            saved = sent / f"附件2：{number}（最终版2）.xlsx"
            container = number // len(WAYS) % 3
            if container == 1 and way not in (sheets_renamed, copied_elsewhere):
                save_as_csv(form, saved.with_suffix(".csv"), chance.choice(["gb18030", "utf-8", "utf-8-sig"]))
                form.way += " (csv)"
            else:
                form.save(saved)
                if container == 2 and shutil.which("soffice"):
                    xls.append(saved)
                    form.way += " (xls)"
            forms.append(form)
        if xls:
            save_as_xls(xls, sent)
            shutil.rmtree(sent / "profile")
        first = run(duban, "-C", workspace, "collect", sent, status=None)
        fields, faults = compare(forms, collected(workspace))
        before = snapshot(workspace)
        again = run(duban, "-C", workspace, "collect", sent, status=None)
        if snapshot(workspace) != before:
            faults.append("a second run changed something")
        checked = run(duban, "-C", workspace, "check", "--period", PERIOD, status=None)
        if "错误[" in checked.stderr:
            faults.append("check finds errors:\n" + checked.stderr[:3000])
        refused_by_name(duban, workspace, scratch, faults)
        rows = sum(len(form.typed) for form in forms)
        print(f"{len(forms)} forms, {rows} rows, {fields} fields compared; {len(faults)} differ; first run ended with "
              f"{first.returncode}, the second with {again.returncode}")
        for fault in faults[:60]:
            print(" ", fault)
        if faults:
            print(first.stdout[-3000:], first.stderr[-6000:], sep="\n")
        return 1 if faults or first.returncode or again.returncode else 0
    finally:
        shutil.rmtree(scratch)


if __name__ == "__main__":
    sys.exit(main())
