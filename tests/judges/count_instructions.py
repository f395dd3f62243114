#!/usr/bin/env python3
"""Counts the instructions that the program's jobs take, and compares them with those on record.

    tests/judges/count_instructions.py PROGRAM WORKSPACE [--record]

The jobs of JOBS run one after the other in a copy of WORKSPACE, each with one thread under valgrind, which counts
instructions and not seconds: the load of the machine makes no difference. The table `benches/instructions.csv` has the
number of each job in millions; a job that takes a third more than that fails. `--record` writes the table anew. Needs
Python 3.11, openpyxl and valgrind. Exit status 1 where a job fails.
"""
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "benches/instructions.csv"
ANSWER = "截至7月底，各项工作按计划推进，累计完成投资3.5亿元，占年度计划的58.1%。"
RETURN = "seeds/progress/2018-06-省直部门-演示数据.csv"
SENTENCE = "上半年全省生产总值同比增长5.0%，低于目标1.0个百分点。"


def fill(work):
    """Fills the forms of all units in, a progress and a status in each row."""
    folder = work / "returned"
    folder.mkdir()
    for path in sorted((work / "output/sheets/units").glob("*.xlsx")):
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        header = next(row for row in range(1, 12) if any(str(cell.value).startswith("进展情况") for cell in sheet[row]))
        columns = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[header] if cell.value}
        for row in range(header + 1, sheet.max_row + 1):
            if str(sheet.cell(row, 1).value or "").startswith("DB"):
                sheet.cell(row, next(at for name, at in columns.items() if name.startswith("进展情况"))).value = ANSWER
                sheet.cell(row, columns["状态"]).value = "达到序时"
        book.save(folder / path.name)


def correct(work):
    """Adds a sentence to one return of one department."""
    path = work / RETURN
    text = path.read_bytes().decode("utf-8-sig")
    assert text.count(SENTENCE) == 1
    path.write_text(text.replace(SENTENCE, SENTENCE + "以上数据已核实。"), encoding="utf-8-sig", newline="")


# The name of each job, what is done before it is counted, and its command.
JOBS = [
    ("everything anew", None, ["build", "--clean"]),
    ("nothing changed", None, ["build"]),
    ("one return of a department", correct, ["build"]),
    ("letters anew", None, ["letters", "--clean"]),
    ("workbooks anew", None, ["sheets", "--clean"]),
    ("collection of 90 forms", fill, ["collect", "returned"]),
]


def count(program, work, command):
    """Returns the number of instructions of a command in millions."""
    log = work / "valgrind.log"
    run = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={work / 'valgrind.out'}",
           f"--log-file={log}", program, "-q", "-j", "1", *command]
    ended = subprocess.run(run, cwd=work, capture_output=True, text=True)
    if ended.returncode > 1:
        sys.exit(f"{' '.join(command)}: exit status {ended.returncode}\n{ended.stdout}{ended.stderr}")
    total = re.search(r"I\s+refs:\s+([\d,]+)", log.read_text())
    return int(total[1].replace(",", "")) // 1_000_000


def main():
    program, workspace = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    known = {}
    if TABLE.exists():
        with TABLE.open(encoding="utf-8", newline="") as file:
            known = {row["job"]: int(row["millions"]) for row in csv.DictReader(file)}
    counted, worse = [], []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "workspace"
        work.mkdir()
        for name in ["seeds", "templates", "fonts"]:
            shutil.copytree(workspace / name, work / name)
        shutil.copy(workspace / "duban.toml", work)
        for name, before, command in JOBS:
            if before:
                before(work)
            millions = count(program, work, command)
            counted.append((name, millions))
            on_record = known.get(name)
            share = f"{100 * millions / on_record:.0f} %" if on_record else "new"
            print(f"{name:30} {millions:8,} million instructions, {share} of the number on record")
            if on_record is None or 3 * millions > 4 * on_record:
                worse.append(name)
    if "--record" in sys.argv:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("job", "millions"), *counted])
    elif worse:
        sys.exit(f"a third more instructions than on record, or not on record: {', '.join(worse)}")


main()
