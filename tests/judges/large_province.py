#!/usr/bin/env python3
"""Runs the main job for provinces of 1,500 units and 500 items and of twice as many, and measures time and memory.

    tests/judges/large_province.py PROGRAM WORKSPACE

Settings, templates and faces are those of WORKSPACE; units, items and returns are made up here. The larger province may
take at most 2.6 times the processor time of the smaller one, and 420 MiB. Exit status 1 where it takes more, or where a
letter or form is missing.
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_TIMES = 2.6
MOST_MIB = 420  # 335 to 395, by what the allocator keeps
DIGITS = "甲乙丙丁戊己庚辛壬癸"


def name(number):
    """Returns the name of a unit: a letter for each of four digits."""
    return "省" + "".join(DIGITS[int(digit)] for digit in f"{number:04}") + "局"


def table(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def province(workspace, work, units, items):
    """Writes the workspace of a province: each item has a lead unit, three that support it, and two that implement it."""
    for folder in ["templates", "fonts"]:
        shutil.copytree(workspace / folder, work / folder)
    shutil.copy(workspace / "duban.toml", work)
    seeds = work / "seeds"
    table(seeds / "units.csv", [["顺序", "代码", "简称", "全称", "别名", "类别", "生效", "失效", "继任"]] + [
        [at + 1, f"{at + 1:04}", name(at), "甘肃" + name(at), "", "组成部门", "", "", ""] for at in range(units)])
    table(seeds / "groups.csv", [["名称", "范围", "成员", "候选"]])
    table(seeds / "leaders.csv", [["顺序", "姓名", "职务"], [1, "黄强", "常务副省长"], [2, "宋亮", "副省长"]])
    of = [[name((7 * item + 131 * at) % units) for at in range(6)] for item in range(items)]
    table(seeds / "annex/tasks.csv", [["序号", "重点工作任务", "省政府牵头领导", "牵头单位", "配合单位", "实施单位", "目标", "沿用"]] + [
        [item + 1, f"推进第{item + 1}项重点工程建设，完成投资{item + 10}亿元。", ["宋亮", "黄强"][item % 2], own[0],
         "、".join(own[1:4]), "、".join(own[4:]), f"完成投资 = {item + 10} 亿元", ""] for item, own in enumerate(of)])
    table(seeds / "annex/indicators.csv", [["序号", "主要指标", "省政府牵头领导", "牵头单位", "配合单位", "实施单位", "目标", "沿用"],
                                           [1, "生产总值增长6%左右。", "黄强", name(0), "", name(1), "生产总值增长 ≈ 6 %", ""]])
    head = ["期间", "编号", "指标", "单位", "完成值", "计量单位", "完成率", "状态", "进展情况", "存在问题", "下一步措施", "填报人", "填报日期"]
    table(seeds / "progress/2018-06.csv", [head] + [
        ["2018-06", f"2-{item + 1}", 1, own[at], round((item + 10) * (0.3 + at * 0.05), 1), "亿元", "", "",
         f"截至6月底，开工建设，完成投资{item}亿元。", "", "", "甲", "2018-07-03"] for item, own in enumerate(of) for at in (0, 4, 5)])


def run(program, work):
    """Runs the main job. Returns its processor time in seconds and its memory in MiB."""
    process = subprocess.Popen([program, "-q"], cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        sys.exit(f"the main job ended with {status}")
    return usage.ru_utime, usage.ru_maxrss / 1024


def main():
    program, workspace = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    measured = []
    for units, items in [(1_500, 500), (3_000, 1_000)]:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            province(workspace, work, units, items)
            time, memory = run(program, work)
            letters, forms = (len(list((work / "output" / path).iterdir())) for path in ["letters", "sheets/units"])
        print(f"{units:,} units, {items:,} items: {time:.1f} s, {memory:.0f} MiB, {letters:,} letters, {forms:,} forms")
        if (letters, forms) != (units, units):
            sys.exit("letters or forms are missing")
        measured.append((time, memory))
    (smaller, _), (larger, memory) = measured
    if larger > MOST_TIMES * smaller or memory > MOST_MIB:
        sys.exit(f"more than {MOST_TIMES} times the time of half as many, or than {MOST_MIB} MiB")


main()
