#!/usr/bin/env python3
"""Assesses every item, unit and target of a workspace a second time and compares with `duban export assessment`.

    tests/judges/recompute_assessment.py DUBAN WORKSPACE PERIOD...

Written from the rules alone (docs/assessment.md), with exact fractions, and sharing nothing with duban but the items
it exports. Reads the returns as the sample data and plain CSV write them; where a cell can be read in several ways,
duban's own tests say what is right. Needs Python 3.11, and openpyxl for returns in .xlsx. Exit status 1 where anything differs.
"""
import csv
import datetime
import io
import json
import math
import pathlib
import re
import subprocess
import sys
import tomllib
import unicodedata
from fractions import Fraction

COLUMNS = {
    "period": "期间 报送期间 period",
    "id": "编号 事项编号 id",
    "target": "指标 指标序号 target",
    "unit": "单位 填报单位 报送单位 unit",
    "value": "完成值 累计完成 累计完成值 value",
    "measure": "计量单位 measure",
    "percent": "完成率 完成比例 percent",
    "status": "状态 进度状态 status",
    "progress": "进展情况 工作进展 progress",
    "problems": "存在问题 problems",
    "next": "下一步措施 整改措施 下一步打算 next_steps",
    "on": "填报日期 报送日期 reported_on",
}
NAMES = {name: key for key, names in COLUMNS.items() for name in names.split()}
ABSENT = {"暂无", "无", "—", "-", "——", "/", "…", "N/A", "未统计", "待核"}
OWN_STATUS = {
    "已完成": "done", "完成": "done", "已办结": "done", "达标": "done", "提前完成": "done",
    "达到序时": "on_track", "达到序时进度": "on_track", "正常推进": "on_track", "按计划推进": "on_track",
    "推进中": "on_track", "进行中": "on_track", "已开工": "on_track", "基本完成": "on_track",
    "滞后": "lagging", "进度滞后": "lagging", "进展缓慢": "lagging",
    "严重滞后": "severe", "未开工": "severe", "不评价": "unrated",
}
CONFLICT = "\0"  # rows of one day that differ
# From bad to good; an unrated target says nothing about the item where another one does.
VERDICTS = ["severe", "lagging", "on_track", "done"]
WORST_FIRST = ["severe", "lagging", "unreported", "defective", "on_track", "done", "unrated"]
STATUSES = ["done", "on_track", "lagging", "severe", "unreported", "defective", "unrated"]
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Workspace:
    """Registry, targets, milestones and rules; `returns` in the order they count."""

    def __init__(self, duban, folder):
        self.folder = pathlib.Path(folder)
        self.items = json.loads(run(duban, folder, "export", "items"))
        self.config = tomllib.loads((self.folder / "duban.toml").read_text())
        rules = self.config.get("assessment", {})
        self.severe_below = Fraction(str(rules.get("severe_below", 80))) / 100
        self.shortfall = Fraction(str(rules.get("shortfall", 1)))
        self.tolerance = Fraction(str(rules.get("tolerance", "0.5")))
        self.first_month = rules.get("first_month", 3)
        self.read_units()
        self.targets = {}
        for row in table(self.folder / "seeds/targets.csv"):
            key = row["编号"], int(row["指标"] or 1), self.names[row["单位"]]
            self.targets[key] = number(row["目标值"]), row["计量单位"]
        self.milestones = {}
        for row in table(self.folder / "seeds/schedule.csv"):
            key = row["编号"], int(row["指标"]) if row["指标"] else None
            self.milestones.setdefault(key, {})[int(row["月份"])] = number(row["序时进度"])
        self.open = {row["名称"] for row in table(self.folder / "seeds/groups.csv") if row["范围"] == "open"}
        self.year = self.config["year"]
        self.rows = read_returns(self)
        self.verified = read_verified(self)

    def read_units(self):
        self.names, self.kinds, self.order, self.after = {}, {}, [], {}
        for row in table(self.folder / "seeds/units.csv"):
            short = row["简称"]
            self.order.append(short)
            self.kinds[short] = row["类别"]
            for name in [short, row["全称"], *row["别名"].split("、")]:
                if name:
                    self.names.setdefault(plain(name), short)
            for later in row["继任"].split("、"):
                if later:
                    self.after.setdefault(later, []).append(short)

    def unit(self, written, roles):
        """The unit meant; the new name of a unit stands for the old one that has a role in the item."""
        short = self.names.get(plain(written))
        if short not in roles:
            return next((old for old in self.after.get(short, []) if old in roles), short)
        return short

    def is_open(self, item):
        """Whether others than those named may have a part of an item."""
        return any(name in self.open for name in item["implement"])

    def schedule(self, item, target, month):
        plan = self.milestones.get((item, target)) or self.milestones.get((item, None))
        if plan is None:
            return Fraction(month * 100, 12)
        return plan[max(m for m in plan if m <= month)] if min(plan) <= month else Fraction(0)


def run(duban, folder, *words):
    done = subprocess.run([duban, "-C", folder, "-q", *words], capture_output=True, text=True)
    if done.returncode == 2:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def table(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) if path.exists() else []


def plain(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def number(text):
    """The number, or None. A scale word before the measure (万户) counts with the measure."""
    text = plain(text).replace(",", "")
    return Fraction(text) if re.fullmatch(r"[-+]?\d+(\.\d+)?", text) else None


def scale(measure):
    return SCALES.get(measure[:1], 1), measure[1:] if measure[:1] in SCALES else measure


def in_measure(text, measure, wanted):
    """A value as written, in the target's measure (人 and 万人 are converted)."""
    text = plain(text).replace(",", "").replace("增长", "").replace("下降", "-")
    found = re.fullmatch(r"([-+]?[\d.]+)(.*)", text)
    if not found or number(found[1]) is None:
        return None
    own = found[2] or plain(measure) or wanted
    by, thing = scale(own)
    wanted_by, wanted_thing = scale(plain(wanted))
    if thing and wanted_thing and thing != wanted_thing:
        return None
    return number(found[1]) * by / wanted_by


def month_of(text, year):
    text = plain(text)
    words = {"一季度": 3, "上半年": 6, "前三季度": 9, "全年": 12}
    for word, month in words.items():
        if word in text:
            return month
    if found := re.fullmatch(r"(\d{4})(?:-(\d{1,2})|Q([1-4]))?", text):
        if int(found[1]) == year:
            return int(found[2] or 0) or 3 * int(found[3] or 4)
    return None


def date_of(text):
    if isinstance(text, datetime.datetime):
        return text.date().isoformat()
    found = re.match(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})", plain(text))
    return "%s-%02d-%02d" % (found[1], int(found[2]), int(found[3])) if found else ""


def sheets(path):
    """The rows of each sheet as written, merged cells filled, cells in a percent format as 12%."""
    if path.suffix == ".xlsx":
        import openpyxl

        for sheet in openpyxl.load_workbook(path, data_only=True):
            rows = [[cell_text(cell) for cell in row] for row in sheet.iter_rows()]
            for area in sheet.merged_cells.ranges:
                for row in range(area.min_row, area.max_row + 1):
                    rows[row - 1][area.min_col - 1] = rows[area.min_row - 1][area.min_col - 1]
            yield rows
        return
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    sign = max(",\t;", key=text.count)
    yield list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def cell_text(cell):
    if cell.value is None or isinstance(cell.value, (str, datetime.datetime)):
        return cell.value or ""
    if "%" in cell.number_format:
        return f"{float(Fraction(repr(cell.value)) * 100):.10g}%"
    return f"{cell.value:.10g}"


def read_returns(space):
    """The rows with a known item, target and unit: dicts with the cells as written."""
    items = {item["id"]: item for item in space.items}
    found = []
    for path in sorted((space.folder / "seeds/progress").glob("*.[cx][sl][vs]*")):
        for rows in sheets(path):
            columns, above = None, {}
            for cells in rows:
                if columns is None:
                    keys = [NAMES.get(plain(cell)) for cell in cells]
                    if "id" in keys and len([key for key in keys if key]) > 3:
                        columns = keys
                    for word, key in (("填报单位：", "unit"), ("报送期间：", "period")):
                        for cell in cells:
                            if word in str(cell):
                                above[key] = re.split(r"\s", cell.split(word)[1])[0]
                    continue
                row = {key: "" for key in COLUMNS} | above
                row |= {key: cell for key, cell in zip(columns, cells) if key}
                item = items.get(plain(row["id"]))
                if item is None:
                    continue
                roles = item["lead"] + item["support"] + item["implementers"]
                if row["unit"] in space.order and row["unit"] not in roles and set(roles) <= set(space.order):
                    continue  # it has nothing to do with the item
                row["month"] = month_of(row["period"], space.year)
                row["unit"] = space.unit(row["unit"], roles)
                row["target"] = int(plain(row["target"]) or 1)
                row["on"] = date_of(row["on"])
                row["file"] = path.name
                if row["month"] and row["unit"] and row["target"] <= max(1, len(item["targets"])):
                    found.append(row)
    return found


def read_verified(space):
    """What the office has verified, by month, item, target and unit: later rows over earlier ones."""
    found = {}
    items = {item["id"]: item for item in space.items}
    for row in sorted(table(space.folder / "seeds/verified.csv"), key=lambda row: date_of(row["日期"])):
        item = items[plain(row["编号"])]
        unit = space.names[plain(row["单位"])] if row["单位"] else item["lead"][0]
        key = month_of(row["期间"], space.year), item["id"], int(row["指标"] or 1), unit
        kept = found.setdefault(key, {})
        kept |= {name: row[name] for name in ("核定值", "核定状态") if row[name]}
    return found


def latest(rows):
    """Later rows over earlier ones: a blank cell leaves what was there, a word for "missing" does not."""
    rows = sorted(rows, key=lambda row: row["on"])
    merged = dict(rows[0])
    for row in rows[1:]:
        for key, cell in row.items():
            if cell not in ("", None):
                figures = key in ("value", "percent", "status")
                if figures and row["on"] == merged["on"] and cell != merged[key] and merged[key]:
                    cell = CONFLICT  # two figures on one day: neither counts
                merged[key] = cell
    return merged


def percentage(text):
    return number(str(text).replace("%", "").replace("％", ""))


def kind(target):
    if target is None:
        return "none"
    if target["comparator"] == "le":
        return "bound"
    if not is_rate(target):
        return "level" if target["direction"] in ("down", "near") else "amount"
    if target["direction"] == "decline":
        return "growth"
    return "growth" if re.search("增长(?!率)|增速|涨|提高(?!到)|上升", target["subject"]) else "level"


def is_rate(target):
    return target["measure"] in ("%", "‰", "个百分点", "百分点", "倍", "成")


def places(value):
    """The decimals of a finite fraction, at most three."""
    scaled = math.floor(abs(value) * 1000 + Fraction(1, 2))
    return next(d for d in range(4) if scaled % 10 ** (3 - d) == 0)


def least_places(target):
    return 1 if is_rate(target) or re.search("[万亿]", target["measure"]) else 0


def half_up(value, digits, short_of=None):
    rounded = Fraction(math.floor(abs(value) * 10**digits + Fraction(1, 2)), 10**digits)
    rounded = -rounded if value < 0 else rounded
    if short_of is not None and value < short_of <= rounded:
        rounded -= Fraction(1, 10**digits)
    return rounded


def hides_a_verdict(shown, digits, short_of):
    """Whether different figures with different verdicts are printed alike."""
    alike = {}
    for figure, judged in shown:
        alike.setdefault(half_up(figure, digits, short_of), set()).add((figure, judged.status))
    return any(len({one for one, _ in group}) > 1 < len({one for _, one in group}) for group in alike.values())


class Judged:
    """One target of one item, by one unit (or the province)."""

    def __init__(self, space, item, index, value, percent, own, goal, month, lost=()):
        target = item["targets"][index - 1] if item["targets"] else None
        self.kind, self.index = kind(target), index
        self.value, self.percent, self.goal, self.computed = value, percent, goal, False
        if self.kind == "amount":
            self.percent = value / goal * 100 if value is not None and goal else percent
        elif self.kind != "none":
            self.percent = None
        self.status = self.judge(space, item, target, own, month)
        if month >= space.first_month and self.is_lost(dict(lost), own):
            self.status = "defective"
        if self.status == "defective":
            self.value = self.percent = None

    def is_lost(self, lost, own):
        """Whether a cell that the judgement needs cannot be read, or rows of one day contradict each other in it.
        What cannot be read leaves the judgement to the other figures."""
        if self.kind not in ("amount", "none") or (self.kind == "amount" and self.goal is None):
            return "value" in lost
        first, second = ("value", "percent") if self.kind == "amount" else ("percent", "status")
        has_first = (self.value if self.kind == "amount" else self.percent) is not None
        has_second = self.percent is not None if self.kind == "amount" else plain(own) in OWN_STATUS
        if lost.get(first) == CONFLICT:
            return True
        if first not in lost and has_first:
            return False
        return second in lost or (first in lost and not has_second)

    def judge(self, space, item, target, own, month):
        if month < space.first_month:
            return "unrated"
        schedule = space.schedule(item["id"], self.index, month)
        if self.kind in ("amount", "none"):
            if self.percent is None:
                return OWN_STATUS.get(plain(own), "unrated") if self.kind == "none" else "unrated"
            if self.percent >= 100:
                return "done"
            if self.percent >= schedule:
                return "on_track"
            return "lagging" if self.percent >= schedule * space.severe_below else "severe"
        if self.value is None or self.goal is None:
            return "unrated"
        met = "done" if month == 12 else "on_track"
        if self.kind == "bound":
            return met if self.value <= self.goal else "severe"
        direction = target["direction"]
        missed = {"down": self.value - self.goal, "near": abs(self.value - self.goal)}
        missed = missed.get(direction, self.goal - self.value)
        if target["comparator"] == "about" or direction == "near":
            missed -= space.tolerance
        if missed <= 0:
            return met
        if self.value < 0 and (direction == "decline" or direction == "up" and self.kind == "growth"):
            return "severe"
        return "lagging" if missed <= space.shortfall else "severe"


class Without:
    """No figure that can be used for a target; what was asked is known all the same."""

    computed, value, percent = False, None, None

    def __init__(self, status, target, index, goal):
        self.status, self.kind, self.index, self.goal = status, kind(target), index, goal


class Assessment:
    """`items[id]` is (province, {unit: [Judged of each target]}), province being [Judged of each target]."""

    def __init__(self, space, month):
        self.space, self.month, self.items = space, month, {}
        self.rows, self.earlier = {}, {}
        for row in space.rows:
            rows = self.rows if row["month"] == month else self.earlier if row["month"] < month else {}
            key = row["id"].strip(), row["target"], row["unit"]
            rows.setdefault(key if rows is self.rows else (row["month"], *key), []).append(row)
        self.rows = {key: latest(rows) for key, rows in self.rows.items()}
        self.earlier = {key: latest(rows) for key, rows in self.earlier.items()}
        for item in space.items:
            self.items[item["id"]] = self.assess(item)
        self.rank()

    def owing(self, item, index):
        """The units that have to report on a target: the first lead unit, and those that do the work; where an amount
        is divided, only those with a share of it."""
        units = item["implementers"]
        if item["targets"] and kind(item["targets"][index - 1]) == "amount":
            shares = [unit for unit in units if self.space.targets.get((item["id"], index, unit), [0])[0]]
            units = shares or units
        return dict.fromkeys([item["lead"][0], *units])

    def reported(self, item):
        """The units in the item's list: who has to report, and who did."""
        indexes = range(1, max(1, len(item["targets"])) + 1)
        expected = {unit for index in indexes for unit in self.owing(item, index)}
        of_item = {u for (id, _, u) in self.rows if id == item["id"]}
        of_item |= {u for (m, id, _, u) in self.space.verified if (m, id) == (self.month, item["id"])}
        return sorted(expected | of_item, key=self.space.order.index)

    def assess(self, item):
        indexes = range(1, max(1, len(item["targets"])) + 1)
        units = {unit: [self.by_unit(item, index, unit) for index in indexes] for unit in self.reported(item)}
        province = [self.province(item, index, units) for index in indexes]
        return province, units

    def by_unit(self, item, index, unit, goal=None):
        row = self.rows.get((item["id"], index, unit))
        verified = self.space.verified.get((self.month, item["id"], index, unit))
        target = item["targets"][index - 1] if item["targets"] else None
        goal = goal or self.goal(item, index, unit, target)
        if row is None and verified is None:
            owes = unit in self.owing(item, index)
            return Without("unreported" if owes else "unrated", target, index, goal)
        row = row or dict.fromkeys(COLUMNS, "")
        value, percent = self.value(row, target), percentage(row["percent"])
        read = {"value": value is not None, "percent": percent is not None,
                "status": plain(row["status"]) in OWN_STATUS}
        lost = [(key, row[key]) for key, known in read.items() if not known and plain(row[key]) not in ABSENT | {""}]
        if verified is None and self.is_doubted(item, index, unit, target, goal, value, percent):
            return Without("defective", target, index, goal)
        if verified and "核定值" in verified:
            value = in_measure(verified["核定值"], "", target["measure"]) if target else value
            percent = percent if target else percentage(verified["核定值"])
        lost = lost if verified is None else []
        judged = Judged(self.space, item, index, value, percent, row["status"], goal, self.month, lost)
        if verified and "核定状态" in verified:
            judged.status = OWN_STATUS[plain(verified["核定状态"])]
        return judged

    def value(self, row, target):
        return in_measure(row["value"], row["measure"], target["measure"] if target else row["measure"])

    def is_doubted(self, item, index, unit, target, goal, value, percent):
        """The doubts about an amount that the sample returns hold: it fell, is huge, contradicts its percentage."""
        if kind(target) != "amount" or value is None:
            return False
        own = self.space.targets.get((item["id"], index, unit))
        reach = in_measure(str(float(own[0])), own[1], target["measure"]) if own else Fraction(target["value"])
        if reach and value / reach >= 1000:
            return True
        months = sorted((key[0] for key in self.earlier if key[1:] == (item["id"], index, unit)), reverse=True)
        for month in months:
            before = self.value(self.earlier[month, item["id"], index, unit], target)
            if before is not None:
                if value < before:
                    return True
                break
        return bool(goal) and percent is not None and abs(value / goal * 100 - percent) > 1

    def goal(self, item, index, unit, target):
        """The unit's own target, else the province's for the first lead unit and for rates."""
        if target is None:
            return None
        own = self.space.targets.get((item["id"], index, unit))
        lead = unit == item["lead"][0]
        if own:
            return in_measure(str(float(own[0])), own[1], target["measure"])
        return Fraction(target["value"]) if lead or is_rate(target) else None

    def province(self, item, index, units):
        """By the first lead unit, else by another, else the sum of what the implementing units did."""
        target = item["targets"][index - 1] if item["targets"] else None
        leads = [unit for unit in item["lead"] if self.is_there(item, index, unit)]
        if leads and leads[0] == item["lead"][0]:
            return units[leads[0]][index - 1]
        goal = Fraction(target["value"]) if target else None
        if leads:
            found = [self.by_unit(item, index, unit, goal) for unit in leads]
            judged = [one for one in found if one.status in VERDICTS]
            if len({one.status for one in judged}) > 1:
                return Without("defective", target, index, goal)
            return next(iter(judged + [one for one in found if one.status == "defective"] + found))
        if kind(target) == "amount" and (summed := self.sum(item, index, units, goal)):
            return summed
        return Without("unreported", target, index, goal)

    def is_there(self, item, index, unit):
        key = item["id"], index, unit
        return key in self.rows or (self.month, *key) in self.space.verified

    def sum(self, item, index, units, goal):
        """A sum that is not whole shows that enough is done, never that too little is."""
        owing = self.owing(item, index)
        parts = [u for u in units if u in item["implementers"] and self.space.kinds[u] != "新区"]
        values = {unit: units[unit][index - 1].value for unit in parts}
        known = [value for value in values.values() if value is not None]
        lacking = [unit for unit in parts if values[unit] is None and unit in owing]
        if not known:
            return None
        summed = Judged(self.space, item, index, sum(known), None, "", goal, self.month)
        summed.computed, summed.parts, summed.whole = True, len(known), not lacking and not self.space.is_open(item)
        if not summed.whole and summed.status not in ("done", "on_track"):
            doubted = lacking and all(units[unit][index - 1].status == "defective" for unit in lacking)
            summed.status = "defective" if doubted else "unreported"
        return summed

    def rank(self):
        """Ranks of the prefectures by target: value, or completion for an amount, as printed; the direction says
        which is better."""
        self.ranks, self.shown_digits = {}, {}
        for item in self.space.items:
            for index, target in enumerate(item["targets"], 1):
                amount = kind(target) == "amount"
                shown = {}  # a figure in doubt has no place
                for unit, judged in self.items[item["id"]][1].items():
                    figure = judged[index - 1].percent if amount else judged[index - 1].value
                    if self.space.kinds[unit] in ("市州", "新区") and figure is not None:
                        shown[unit] = figure, judged[index - 1]
                digits = self.digits(shown, target, amount)
                self.shown_digits[item["id"], index] = digits
                by = {}
                for unit, (figure, judged) in shown.items():
                    if self.space.kinds[unit] == "市州" and (not amount or judged.goal is not None):
                        figure = half_up(figure, digits, 100 if amount else None)
                        sides = {"down": -figure, "near": -abs(figure - judged.goal)}
                        by[unit] = figure if amount else sides.get(target["direction"], figure)
                for unit, figure in by.items():
                    self.ranks[item["id"], index, unit] = 1 + sum(other > figure for other in by.values())

    def digits(self, shown, target, amount):
        """One number of decimals, the most of any figure, and more where they hide a verdict."""
        if amount:
            digits = 1
        else:
            own = places(Fraction(target["value"]))
            digits = max([least_places(target), own] + [places(figure) for figure, _ in shown.values()])
        while hides_a_verdict(shown.values(), digits, 100 if amount else None):
            digits += 1
        return digits

    def worst(self, judged):
        return min(judged, key=lambda one: WORST_FIRST.index(one.status))

    def status(self, id):
        return self.worst(self.items[id][0]).status

    def counts(self, unit):
        found = [self.worst(units[unit]).status for _, units in self.items.values() if unit in units]
        return {status: found.count(status) for status in STATUSES}


class Comparison:
    def __init__(self):
        self.compared, self.differences = 0, []

    def __call__(self, where, ours, theirs):
        self.compared += 1
        if ours != theirs:
            self.differences.append(f"{where}: recomputed {show(ours)}, duban has {show(theirs)}")

    def number(self, where, ours, theirs):
        """Exported with six decimals."""
        theirs = None if theirs is None else Fraction(theirs)
        near = None not in (ours, theirs) and abs(ours - theirs) <= Fraction(1, 10**6)
        self(where, theirs if near else ours, theirs)

    def percent(self, where, ours, theirs):
        """What is short of 100 is so in the export, too."""
        theirs = None if theirs is None else Fraction(theirs)
        near = None not in (ours, theirs) and abs(ours - theirs) <= Fraction(1, 10**6)
        if near and (ours < 100) == (theirs < 100):
            ours = theirs
        self(where, ours, theirs)

    def finish(self):
        print(f"{self.compared} compared, {len(self.differences)} differ")
        for difference in self.differences:
            print(" ", difference)
        return 1 if self.differences else 0


def show(value):
    return float(value) if isinstance(value, Fraction) else value


def figures(same, where, one, row):
    same(f"{where} status", one.status, row["status"])
    same.number(f"{where} value", one.value, row["value"])
    same.percent(f"{where} percent", one.percent, row["percent"])
    if "target" in row:
        same.number(f"{where} goal", one.goal, row["target"])


def by_unit(same, where, assessment, item, index, units, rows):
    same(f"{where} units", list(units), [row["unit"] for row in rows])
    for row in rows:
        if row["unit"] in units:
            here = f"{where} {row['unit']}"
            figures(same, here, units[row["unit"]][index - 1], row)
            same(f"{here} rank", assessment.ranks.get((item, index, row["unit"])), row["rank"])


def compare(assessment, exported, same, period):
    space = assessment.space
    same(f"{period} items", [item["id"] for item in space.items], [item["id"] for item in exported["items"]])
    for item in exported["items"]:
        province, units = assessment.items[item["id"]]
        where, worst = f"{period} {item['id']}", assessment.worst(province)
        same(f"{where} status", worst.status, item["status"])
        same.number(f"{where} value", province[0].value, item["value"])
        percents = [one.percent for one in province if one.status == worst.status and one.percent is not None]
        same.percent(f"{where} percent", min(percents, default=None), item["percent"])
        same(f"{where} computed", any(one.computed for one in province), item["computed"])
        by_unit(same, where, assessment, item["id"], 1, units, item["by_unit"])
        same(f"{where} targets", [one.index for one in province], [row["no"] for row in item["targets"]])
        for one, row in zip(province, item["targets"]):
            here = f"{where} target {one.index}"
            figures(same, here, one, row)
            by_unit(same, here, assessment, item["id"], one.index, units, row["by_unit"])
    for unit in exported["units"]:
        theirs = {status: unit[status] for status in STATUSES}
        same(f"{period} {unit['unit']}", assessment.counts(unit["unit"]), theirs)


def main(duban, folder, *periods):
    space, same = Workspace(duban, folder), Comparison()
    for period in periods:
        exported = json.loads(run(duban, folder, "export", "assessment", "--period", period))
        compare(Assessment(space, month_of(period, space.year)), exported, same, period)
    return same.finish()


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
