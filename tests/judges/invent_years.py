#!/usr/bin/env python3
"""Invents small provinces with a month of returns, works out every status and rank, and compares.

    tests/judges/invent_years.py DUBAN COUNT [FIRST]

The rules are those of the outside contract, with exact fractions; nothing of duban is read but `export assessment`,
and the warnings of the bulletin of a quarter (no figure in it rests on nothing). A province has a number, from which
everything about it follows: its items, targets, shares, milestones, the month, who reports what, and which cells
cannot be read. Needs Python 3.11. Exit status 1 where anything differs.
"""
import csv
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

FONTS = pathlib.Path(__file__).resolve().parents[2] / "fonts"
CONFIG = f"""year = 2018
[issuer]
name = "某省人民政府办公厅"
region = "全省"
government = "省政府"
office = "省政府督查室"
[notice]
file = "seeds/notice.txt"
title = "关于分解下达2018年主要指标和重点工作任务的通知"
date = 2018-02-13
[letters]
series = "某政办函"
date = 2018-02-13
refine_by = "2月14日"
plan_by = "2月28日前"
return_day = 5
[bulletin]
series = "某政办发"
copies = ""
[fonts]
fangsong = "{FONTS}/FandolFang-Regular.otf"
hei = "{FONTS}/FandolHei-Regular.otf"
kai = "{FONTS}/FandolKai-Regular.otf"
title_song = "{FONTS}/NotoSerifSC-Bold.ttf"
song = "{FONTS}/NotoSerifSC-Regular.ttf"
[paths]
allow = ["{FONTS}"]
"""
CITIES = "甲州市 乙州市 丙州市 丁州市 戊州市 己州市 庚州市 辛州市".split()
OFFICES = "省发展委 省工业厅 省财政厅 省农业厅 省林业厅 省水利厅 省教育厅".split()
NEW_AREA = "甲州新区"  # lies in the first city: not added up, not ranked
LEADERS = ["张三"]

# Subject, measure, signs of the notation, direction, about how large, kind.
RATES = [
    ("生产总值增长", "%", "≈=≥", "up", 6, "growth"),
    ("社会消费品零售总额增长", "%", "≥=", "up", 8, "growth"),
    ("城镇调查失业率", "%", "≈=", "down", 5.5, "level"),
    ("单位生产总值能耗下降", "%", "≥=≈", "decline", 3, "growth"),
    ("义务教育巩固率", "%", "≥≈", "up", 92.8, "level"),
    ("城镇登记失业率", "%", "≤", "down", 4, "bound"),
    ("人口性别比", "%", "≈", "near", 107, "level"),
]
AMOUNTS = [
    ("城镇新增就业", "万人", "=≥", "up", 40, "amount"),
    ("营造林", "万亩", "≥=≈", "up", 360, "amount"),
    ("改造棚户区", "套", "=", "up", 24000, "amount"),
    ("建成标准化厂房", "座", "≥", "up", 36, "amount"),
    ("贫困人口脱贫", "万", "≥", "up", 65, "amount"),
]
BULLETINS = {3: "2018Q1", 6: "2018Q2", 9: "2018Q3", 12: "2018"}
WHOLE_THINGS = ("套", "座")
SIGNS = {"up": "", "down": "↓", "decline": "−", "near": "◎"}
MILESTONES = {3: Fraction(5), 6: Fraction(40), 9: Fraction(75), 12: Fraction(100)}
OFF_GOAL = [-21, -15, -11, -10, -9, -6, -5, -4, -1, 0, 1, 4, 5, 6, 9, 10, 11, 15, 20]  # tenths of a point
OF_SCHEDULE = [70, 79, 80, 85, 99, 100, 100, 101, 110, 125]  # percent
OWN_WORDS = {
    "完成": "done", "达到序时": "on_track", "正常推进": "on_track", "滞后": "lagging", "进展缓慢": "lagging",
    "严重滞后": "severe",
}
UNREADABLE = ["约一半", "一些", "十几", "2018年7月", "若干", "见附件", "#REF!"]
STATUSES = ["done", "on_track", "lagging", "severe", "unreported", "defective", "unrated"]
WORST_FIRST = ["severe", "lagging", "unreported", "defective", "on_track", "done", "unrated"]
VERDICTS = ["severe", "lagging", "on_track", "done"]
TOLERANCE = Fraction(1, 2)
FIRST_MONTH = 3


def plain(value):
    """A fraction that is a decimal, as one."""
    text = f"{float(value):.8f}".rstrip("0").rstrip(".")
    assert Fraction(text) == value, value
    return text


def whole_or_hundredths(value, measure):
    steps = 1 if measure in WHOLE_THINGS else 100
    return Fraction(int(value * steps), steps)


def worst(statuses):
    return min(statuses, key=WORST_FIRST.index)


class Target:
    def __init__(self, rng):
        known = rng.choice(RATES if rng.random() < 0.5 else AMOUNTS)
        self.subject, self.measure, signs, self.direction, size, self.kind = known
        self.sign, self.value = rng.choice(signs), Fraction(str(size))

    def notation(self):
        sign = "" if self.sign == "≤" else SIGNS[self.direction]
        return f"{self.subject} {self.sign} {plain(self.value)} {self.measure} {sign}".strip()


class Item:
    """`shares[index]` are the units' own targets for the target at `index`."""

    def __init__(self, rng, annex, no):
        self.id, self.annex, self.no = f"{annex}-{no}", annex, no
        self.leads = rng.sample(OFFICES, rng.choice([1, 1, 2, 3]))
        others = [unit for unit in OFFICES if unit not in self.leads]
        self.support = rng.sample(others, rng.choice([0, 1, 2]))
        how = rng.random()
        self.doing, self.written = [], ""
        if how < 0.6:
            self.doing, self.written = [*CITIES, NEW_AREA], f"各市州政府、{NEW_AREA}"
        elif how < 0.85:
            self.doing = sorted(rng.sample(CITIES, rng.choice([2, 3, 5])), key=CITIES.index)
            self.written = "、".join(self.doing)
        self.targets = [Target(rng) for _ in range(rng.choice([1, 1, 2] if annex == 1 else [0, 1, 1, 1, 2]))]
        self.indexes = range(max(1, len(self.targets)))
        self.shares = [self.divide(rng, target) for target in self.targets]

    def divide(self, rng, target):
        if not self.doing or rng.random() < 0.3:
            return {}
        if target.kind != "amount":
            some = [unit for unit in self.doing if target.kind != "bound" and rng.random() < 0.6]
            return {unit: target.value + Fraction(rng.choice([-5, 0, 5]), 10) for unit in some}
        units = [unit for unit in self.doing if unit != NEW_AREA]
        if rng.random() < 0.3:
            units = units[: max(2, len(units) // 2)]
        steps = 1 if target.measure in WHOLE_THINGS else 10
        each = Fraction(int(target.value * steps / len(units)), steps)
        return dict.fromkeys(units[:-1], each) | {units[-1]: target.value - each * (len(units) - 1)}

    def target(self, index):
        return self.targets[index] if self.targets else None

    def owes(self, unit, index):
        """Whether a unit has to report on a target: the first lead unit, and who has a part of the work."""
        if unit == self.leads[0]:
            return True
        if unit not in self.doing:
            return False
        target = self.target(index)
        is_divided = target and target.kind == "amount" and self.shares[index]
        return not is_divided or unit in self.shares[index]

    def goal(self, unit, index):
        """A unit's own target, else the province's for a rate and for the first lead unit."""
        target = self.target(index)
        shared = target and (unit == self.leads[0] or target.kind != "amount")
        return self.shares[index].get(unit, target.value if shared else None) if target else None


class Row:
    """A unit's statement; `bad` where its figure cannot be read."""

    def __init__(self, value=None, percent=None, status=None, bad=False):
        self.value, self.percent, self.status, self.bad = value, percent, status, bad


class Province:
    def __init__(self, number):
        rng = self.rng = random.Random(number)
        self.items = [Item(rng, 1, no) for no in range(1, 7)] + [Item(rng, 2, no) for no in range(1, 9)]
        self.month = rng.choice([2, 3, 6, 7, 9, 10, 12])
        amounts = [item for item in self.items if item.targets and item.targets[0].kind == "amount"]
        self.plans = {item.id: MILESTONES for item in amounts if rng.random() < 0.2}
        self.returns = {}
        for item in self.items:
            self.report(item)

    def schedule(self, item, index):
        if index or item.id not in self.plans:
            return Fraction(self.month * 100, 12)
        known = [month for month in self.plans[item.id] if month <= self.month]
        return self.plans[item.id][max(known)] if known else Fraction(0)

    def row(self, item, index, unit):
        return self.returns.get((item.id, index, unit))

    # What the units report

    def report(self, item):
        missing = self.rng.choice([0, 0.1, 0.3])
        for index in item.indexes:
            done = self.amounts_done(item, index)
            for unit in dict.fromkeys([*item.leads, *item.doing]):
                lead = unit in item.leads
                owes = item.owes(unit, index) or lead and self.rng.random() < 0.3
                if owes and self.rng.random() >= (0.3 if lead else missing):
                    self.returns[item.id, index, unit] = self.statement(item, index, unit, done)

    def amounts_done(self, item, index):
        """What the units did of an amount; the lead units report the sum, so that nothing contradicts it."""
        rng, target, schedule = self.rng, item.target(index), self.schedule(item, index)
        if not target or target.kind != "amount":
            return {}
        done = {}
        for unit in item.doing:
            goal = item.shares[index].get(unit) or target.value / len(item.doing)
            reached = goal if rng.random() < 0.1 else goal * schedule / 100 * Fraction(rng.choice(OF_SCHEDULE), 100)
            done[unit] = whole_or_hundredths(reached, target.measure)
        counted = [unit for unit in item.doing if unit != NEW_AREA and item.owes(unit, index)]
        total = sum((done[unit] for unit in counted), Fraction(0))
        if not counted:
            reached = target.value * schedule / 100 * Fraction(rng.choice(OF_SCHEDULE), 100)
            total = whole_or_hundredths(reached, target.measure)
        return done | dict.fromkeys(item.leads, total)

    def statement(self, item, index, unit, done):
        rng, target = self.rng, item.target(index)
        bad = rng.random() < 0.05
        if target is None and rng.random() < 0.5:
            return Row(status=rng.choice(list(OWN_WORDS)))
        if target is None:
            return Row(percent=Fraction(rng.choice([0, 10, 20, 25, 40, 50, 60, 75, 100])), bad=bad)
        if target.kind == "amount":
            return Row(value=done[unit], bad=bad)
        value = item.goal(unit, index) + Fraction(rng.choice(OFF_GOAL), 10)
        return Row(value=value, bad=bad)

    # The rules

    def judged(self, item, index, row, goal):
        target = item.target(index)
        if row is None:
            return "unreported"
        if self.month < FIRST_MONTH:
            return "unrated"
        if row.bad:
            return "defective"
        if target is None:
            by_percent = row.percent is not None
            return self.course(row.percent, 100, item, index) if by_percent else OWN_WORDS[row.status]
        if row.value is None or goal is None:
            return "unrated"
        if target.kind == "amount":
            return self.course(row.value, goal, item, index)
        return self.rate(target, row.value, goal)

    def course(self, value, goal, item, index):
        reached, due = Fraction(value) / goal * 100, self.schedule(item, index)
        if reached >= 100:
            return "done"
        if reached >= due:
            return "on_track"
        return "lagging" if reached >= due * Fraction(80, 100) else "severe"

    def rate(self, target, value, goal):
        kept = "done" if self.month == 12 else "on_track"
        if target.kind == "bound":
            return kept if value <= goal else "severe"
        short = {"down": value - goal, "near": abs(value - goal)}.get(target.direction, goal - value)
        short -= TOLERANCE if target.sign == "≈" or target.direction == "near" else 0
        if short <= 0:
            return kept
        return "severe" if short > 1 or target.kind == "growth" and value < 0 else "lagging"

    def part(self, item, index, unit):
        row = self.row(item, index, unit)
        if row is None and not item.owes(unit, index):
            return "unrated"
        return self.judged(item, index, row, item.goal(unit, index))

    def province(self, item, index):
        target = item.target(index)
        goal = target.value if target else None
        leads = [unit for unit in item.leads if self.row(item, index, unit)]
        if leads[:1] == item.leads[:1]:
            return self.part(item, index, leads[0])
        if leads:
            return self.of_co_leads([self.judged(item, index, self.row(item, index, unit), goal) for unit in leads])
        if target and target.kind == "amount":
            return self.by_sum(item, index, goal)
        return "unreported"

    @staticmethod
    def of_co_leads(statuses):
        """Two different verdicts contradict each other; one that can be used comes before one that cannot."""
        verdicts = {status for status in statuses if status in VERDICTS}
        if len(verdicts) > 1:
            return "defective"
        return next(iter(verdicts), worst(statuses))

    def by_sum(self, item, index, goal):
        """A sum that is not whole shows that enough is done, never that too little is."""
        owing = [unit for unit in item.doing if unit != NEW_AREA and item.owes(unit, index)]
        rows = [self.row(item, index, unit) for unit in owing]
        known = [row.value for row in rows if row and not row.bad]
        status = self.judged(item, index, Row(value=sum(known)), goal) if known else None
        if status and (len(known) == len(owing) or status not in ("lagging", "severe")):
            return status
        lacking = [row for row in rows if not row or row.bad]
        return "defective" if lacking and all(lacking) else "unreported"

    def ranks(self, item, index):
        """Places by what is printed: values, or completions of an amount; the new area only widens the column."""
        target, shown = item.targets[index], {}
        for unit in [*CITIES, NEW_AREA]:
            row, goal = self.row(item, index, unit), item.goal(unit, index)
            if row and not row.bad and goal is not None:
                figure = row.value / goal * 100 if target.kind == "amount" else row.value
                shown[unit] = figure, self.part(item, index, unit), goal
        due = self.schedule(item, index)  # stands beside the completions: who printed alike is on track
        beside = [(due, "on_track", None)] if target.kind == "amount" and due < 100 else []
        digits = 1
        while hides_a_verdict([*shown.values(), *beside], digits, target):
            digits += 1
        points = {}
        for unit, (figure, _, goal) in shown.items():
            figure = rounded(figure, digits, target)
            sides = {"down": -figure, "near": -abs(figure - goal)}
            points[unit] = figure if target.kind == "amount" else sides.get(target.direction, figure)
        points.pop(NEW_AREA, None)
        return {unit: 1 + sum(other > own for other in points.values()) for unit, own in points.items()}

    # The files

    def write(self, folder):
        seeds = folder / "seeds"
        for name in ("annex", "progress"):
            (seeds / name).mkdir(parents=True)
        (folder / "duban.toml").write_text(CONFIG)
        (seeds / "notice.txt").write_text("没有表格。\n")
        kinds = dict.fromkeys(OFFICES, "组成部门") | dict.fromkeys(CITIES, "市州") | {NEW_AREA: "新区"}
        save(seeds / "units.csv", "顺序,代码,简称,全称,别名,类别,生效,失效,继任", (
            [no, f"{no:03}", short, "某" + short if short in OFFICES else short, "", kind, "", "", ""]
            for no, (short, kind) in enumerate(kinds.items(), 1)
        ))
        save(seeds / "groups.csv", "名称,范围,成员,候选", [["各市州政府", "all", "市州", ""]])
        save(seeds / "leaders.csv", "顺序,姓名,职务", ([no, name, "副省长"] for no, name in enumerate(LEADERS, 1)))
        for annex, name, title in ((1, "indicators", "主要指标"), (2, "tasks", "重点工作任务")):
            header = f"序号,{title},省政府牵头领导,牵头单位,配合单位,实施单位,目标,沿用"
            items = [item for item in self.items if item.annex == annex]
            save(seeds / f"annex/{name}.csv", header, (self.annex_row(item, title) for item in items))
        save(seeds / "targets.csv", "编号,指标,单位,目标值,计量单位,备注", (
            [item.id, index + 1, unit, plain(value), item.targets[index].measure, ""]
            for item in self.items for index, shares in enumerate(item.shares) for unit, value in shares.items()
        ))
        save(seeds / "schedule.csv", "编号,指标,月份,序时进度,备注", (
            [id, 1, month, plain(due), ""] for id, plan in self.plans.items() for month, due in plan.items()
        ))
        header = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期"
        save(seeds / "progress/returns.csv", header, self.return_rows())

    def annex_row(self, item, title):
        units = ["、".join(item.leads), "、".join(item.support), item.written]
        notation = "；".join(target.notation() for target in item.targets)
        return [item.no, f"{title}第{item.no}项工作。", LEADERS[0], *units, notation, ""]

    def return_rows(self):
        rng, items = self.rng, {item.id: item for item in self.items}
        year, month = (2018, self.month + 1) if self.month < 12 else (2019, 1)
        for (id, index, unit), row in self.returns.items():
            target = items[id].target(index)
            measure = target.measure if target else ""
            value = "" if row.value is None else plain(row.value)
            percent = "" if row.percent is None else plain(row.percent) + "%"
            if row.bad and value:
                value, measure = rng.choice(UNREADABLE), rng.choice([measure, ""])
            elif row.bad:
                percent = rng.choice(UNREADABLE)
            elif value and not value.startswith("-") and rng.random() < 0.2:
                value, measure = value + measure, ""
            elif value.startswith("-") and target.direction == "decline":
                value = f"上升{value[1:]}"  # a bare minus could mean either
            on = datetime.date(year, month, rng.choice([2, 3, 5, 9])).isoformat()
            number = index + 1 if target else ""
            yield [
                f"2018-{self.month:02}", id, number, unit, value, measure, percent, row.status or "",
                "正在推进。", "", "", "王五", on,
            ]


def save(path, header, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(header.split(","))
        out.writerows(rows)


def rounded(figure, digits, target):
    """Half up; a completion short of 100 % is not printed as 100 %."""
    scaled = abs(figure) * 10**digits
    printed = Fraction(int(scaled + Fraction(1, 2)), 10**digits)
    if target.kind == "amount" and figure < 100 <= printed:
        printed = Fraction(int(scaled), 10**digits)
    return -printed if figure < 0 else printed


def hides_a_verdict(shown, digits, target):
    """Whether different figures with different verdicts are printed alike."""
    alike = {}
    for figure, verdict, _ in shown:
        alike.setdefault(rounded(figure, digits, target), set()).add((figure, verdict))
    return any(len({one for one, _ in group}) > 1 < len({one for _, one in group}) for group in alike.values())


class Comparison:
    def __init__(self):
        self.compared, self.differences = 0, []

    def __call__(self, where, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.differences.append(f"{where}: worked out {ours}, duban has {theirs}")


def compare(province, exported, same):
    counts = {}
    for item, theirs in zip(province.items, exported["items"], strict=True):
        results = [province.province(item, index) for index in item.indexes]
        same(item.id, worst(results), theirs["status"])
        units = [unit for unit in [*OFFICES, *CITIES, NEW_AREA] if is_listed(province, item, unit)]
        for index, of_target in zip(item.indexes, theirs["targets"], strict=True):
            where = f"{item.id} target {index + 1}"
            same(where, results[index], of_target["status"])
            same(f"{where} units", units, [row["unit"] for row in of_target["by_unit"]])
            ranks = province.ranks(item, index) if item.targets else {}
            for row in of_target["by_unit"]:
                unit = row["unit"]
                same(f"{where} {unit}", province.part(item, index, unit), row["status"])
                same(f"{where} rank of {unit}", ranks.get(unit), row["rank"])
        for unit in units:
            status = worst(province.part(item, index, unit) for index in item.indexes)
            counts.setdefault(unit, dict.fromkeys(STATUSES, 0))[status] += 1
    same("units", sorted(counts), sorted(row["unit"] for row in exported["units"]))
    for row in exported["units"]:
        same(f"counts of {row['unit']}", counts.get(row["unit"]), {status: row[status] for status in STATUSES})


def is_listed(province, item, unit):
    return any(item.owes(unit, index) or province.row(item, index, unit) for index in item.indexes)


def claimed(duban, folder, period, same):
    """The bulletin prints no figure that rests on nothing."""
    command = [duban, "-C", folder, "bulletin", "--period", period]
    done = subprocess.run(command, capture_output=True, text=True)
    same("claims", [], [line for line in done.stderr.splitlines() if "[T160]" in line])
    same("bulletin", True, (pathlib.Path(folder) / f"output/bulletins/{period}.pdf").exists())


def main(duban, count, first=0):
    same = Comparison()
    for number in range(int(first), int(first) + int(count)):
        province = Province(number)
        period = f"2018-{province.month:02}"
        with tempfile.TemporaryDirectory() as folder:
            province.write(pathlib.Path(folder))
            command = [duban, "-C", folder, "-q", "export", "assessment", "--period", period]
            done = subprocess.run(command, capture_output=True, text=True)
            if province.month in BULLETINS:
                claimed(duban, folder, BULLETINS[province.month], lambda where, *values: same(f"{number} {where}", *values))
        if not done.stdout:
            sys.exit(f"{number}: {done.stderr}")
        compare(province, json.loads(done.stdout), lambda where, *values: same(f"{number} ({period}) {where}", *values))
    print(f"{count} provinces, {same.compared} compared, {len(same.differences)} differ")
    for difference in same.differences:
        print(" ", difference)
    return 1 if same.differences else 0


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
