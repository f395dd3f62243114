#!/usr/bin/env python3
"""Follows every claim of letters, bulletin, notices and papers of cases back to the files that it names, and recomputes it.

    recompute_claims.py DUBAN WORKSPACE [PERIOD...]
    recompute_claims.py DUBAN --invent COUNT [FIRST]
    recompute_claims.py DUBAN --year WORKSPACE [FOLDER]

Reads `duban export claims`, opens the CSV and Excel files by itself, and checks for each figure that the cells exist
and that the value follows from those cells alone by the rule: reported values, what was verified and what it replaced, sums,
completions, gaps, changes, shares, places, counts, quotes. Statuses, places and counts also have to be those of
`duban export assessment`, which recompute_assessment.py and invent_years.py work out a second time. The printed
figure has to be the value, rounded to its decimals. With `--invent` the workspaces are the provinces of invent_years.py,
each with the bulletin of its month.
With `--year` a copy of the workspace gets invented returns for December: most targets reached and some missed, cells that
cannot be read, zero reports, figures and statuses that the office verified, and a correction of June that came after the
bulletin of June; then the year's bulletin is followed; FOLDER gets its workbook. Where the documents are there (WORKSPACE/output), every figure of
their text has to be in a claim of the same page, except dates, numbers in lists and document numbers.

Needs openpyxl; PyMuPDF for the documents.
"""

import csv
import io
import json
import re
import subprocess
import sys
import tomllib
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from pathlib import Path

import standings

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(path)


class Cells:
    """The cells of a workspace's files, by line and column."""

    def __init__(self, root):
        self.root = root
        self.files = {}

    def get(self, source):
        file, sheet = source["file"], source["sheet"]
        rows = self.files.get((file, sheet))
        if rows is None:
            rows = self.files[file, sheet] = self.read(file, sheet)
        line, column = source["line"], source["column"]
        try:
            return rows[line][column - 1]
        except (KeyError, IndexError):
            raise ValueError(f"no cell at {source}") from None

    def read(self, file, sheet):
        path = self.root / file
        if sheet is not None:
            import openpyxl

            book = openpyxl.load_workbook(path, data_only=True)
            cells = book[sheet].iter_rows(values_only=True)
            return {line: list(row) for line, row in enumerate(cells, 1)}
        text = text_of(path)

        def parse(delimiter):
            rows = {}
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            start = 1
            for row in reader:
                # A cell after a line end inside of quotes begins on a later line.
                line = start
                for column, cell in enumerate(row):
                    known = rows.setdefault(line, [])
                    known.extend([""] * (column - len(known)))
                    known.append(cell)
                    line += cell.count("\n")
                start = reader.line_num + 1
            return rows

        return max((parse(mark) for mark in ",\t;"), key=lambda rows: sum(map(len, rows.values())))


def number(cell):
    """The number in a cell as a person reads it; None if there is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, (int, float)):
        return Decimal(str(cell))
    found = NUMBER.search(str(cell).translate(str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")))
    return Decimal(found.group().replace(",", "")) if found else None


def all_numbers(cell):
    plain = str(cell).translate(str.maketrans("０１２３４５６７８９．－，", "0123456789.-,"))
    return [Decimal(found.replace(",", "")) for found in NUMBER.findall(plain)]


def prints(printed, value):
    """Whether the printed figure is the value, without its sign and rounded to the decimals printed."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", printed)
    if not found:
        return False
    figure = found.group().replace(",", "")
    digits = len(figure.partition(".")[2])
    size = abs(value)
    rounded = size.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    short = Decimal(100) - Decimal(1).scaleb(-digits)
    return Decimal(figure) == rounded or (size < 100 <= rounded and Decimal(figure) == short)


def near(one, other):
    return one is not None and abs(one - other) <= Decimal("0.000001") * max(1, abs(other))


def both(exact, figure):
    """A gap is that of the figures, or of what is printed of them."""
    digits = max(0, -Decimal(figure["value"]).as_tuple().exponent)
    printed = re.search(r"\.([0-9]+)", figure["printed"])
    digits = max(digits, len(printed.group(1)) if printed else 0)
    unit = Decimal(1).scaleb(-digits)
    rounded = [one.quantize(unit, ROUND_HALF_UP) for one in exact]
    # What is short of a whole is never printed as the whole.
    short = [one.quantize(unit, ROUND_DOWN) for one in exact if one < 100]
    return [*exact, *rounded, *short]


def sheets_of(path):
    """The sheets of a workbook, or None for the one table of another file."""
    if path.suffix != ".xlsx":
        return [None]
    import openpyxl

    return openpyxl.load_workbook(path, read_only=True).sheetnames


LARGE = "万亿千百"


def header_of(rows):
    """The row of the titles of the columns, with its line: the first with a column of units or of items."""
    for line in sorted(rows):
        titles = ["" if cell is None else str(cell).strip() for cell in rows[line]]
        if {"编号", "事项编号", "单位", "主要指标", "重点工作任务", "工作任务"} & set(titles) and len([one for one in titles if one]) > 2:
            return line, titles
    return 0, []


class Judge:
    def __init__(self, root, period=None, items=(), now=None, before=None, units=()):
        self.cells = Cells(root)
        self.root = root
        self.faults = []
        self.checked = 0
        self.items = {item["id"]: item for item in items}
        self.targets = {item["id"]: item["targets"] for item in items}
        self.units = {unit["short"]: unit for unit in units}
        self.now = {item["id"]: item for item in (now or {}).get("items", [])}
        self.before = {item["id"]: item for item in (before or {}).get("items", [])}
        self.period = period
        self.months = [month_of(one["period"]) for one in (now, before) if one]
        self.is_year_end = bool(self.months) and self.months[0] == 12
        self.base, self.known, self.duban, self.lines = (self.months, self.now, self.before), {}, None, {}
        self.milestones = {}
        schedule = root / "seeds/schedule.csv"
        if schedule.exists():
            for row in csv.DictReader(io.StringIO(text_of(schedule))):
                self.milestones.setdefault(row["编号"], set()).add(Decimal(row["序时进度"].rstrip("%")))

    def is_near(self, item):
        """Whether both sides of one of the item's targets count, so that the best value is in the middle."""
        return any(target["direction"] == "near" for target in self.targets.get(item, []))

    def fault(self, claim, figure, what):
        self.faults.append(
            f"{claim['document']} p.{claim['page']} {claim['text'][:60]!r} ({claim['unit']}, {claim['id']}): {figure['rule']}"
            f" {figure['printed']!r} = {figure['value']!r}: {what}"
        )

    def at(self, month):
        """The items of the assessment of a month."""
        if month not in self.known:
            one = exported(self.duban, self.root, "assessment", month)
            self.known[month] = {item["id"]: item for item in one["items"]} if isinstance(one, dict) else {}
        return self.known[month]

    def turn_to(self, claim):
        """The months that a claim is about: those of its bulletin, of its notice, or those that a paper of a case names."""
        self.months, self.now, self.before = self.base
        document, text = claim["document"], re.sub(r"\s", "", claim["text"])
        if document.startswith("cases/"):
            months = [(int(year), int(month)) for year, month in re.findall(r"(\d{4})年(\d{1,2})月底", text)]
            if months:
                self.months = [month for _, month in months]
                self.now, self.before = (self.at("%d-%02d" % months[at]) for at in (0, -1))
        elif found := re.match(r"notices/(\d{4}-(\d{2}))/", document):
            if int(found.group(2)) not in self.months[:1]:
                self.months, self.now = [int(found.group(2)), *self.months], self.at(found.group(1))
        self.is_year_end = bool(self.months) and self.months[0] == 12

    def check(self, claim):
        self.turn_to(claim)
        for figure in claim["figures"]:
            self.checked += 1
            try:
                cells = [self.cells.get(source) for source in figure["from"]]
                what = self.judge(claim, figure, cells)
            except (ValueError, KeyError, IndexError, InvalidOperation, ZeroDivisionError) as error:
                what = repr(error)
            if what:
                self.fault(claim, figure, what)

    def title(self, source):
        """The title of the column of a cell."""
        rows = self.cells.files[source["file"], source["sheet"]]
        line, titles = header_of(rows)
        return titles[source["column"] - 1] if line and source["column"] <= len(titles) else ""

    def beside(self, source, *titles):
        """The cell of another column in the row of a cell."""
        rows = self.cells.files[source["file"], source["sheet"]]
        _, header = header_of(rows)
        for title in titles:
            if title in header and header.index(title) < len(rows[source["line"]]):
                return rows[source["line"]][header.index(title)]
        return None

    def readings(self, source, cell):
        """The numbers that a cell may mean: scaled only where its text or its row names a large measure."""
        numbers = all_numbers(cell) if not isinstance(cell, (int, float)) else [number(cell)]
        beside = [str(self.beside(source, "计量单位") or ""), str(cell)]
        beside += [target["measure"] for target in self.targets.get(self.asked, [])]
        falls = any(word in str(cell) for word in ("下降", "降低", "减少"))
        scaled = any(sign in words for sign in LARGE for words in beside) or str(source["file"]).endswith(".xlsx")
        factors = SCALES if scaled else [Decimal(1)]
        if isinstance(cell, (int, float)) and abs(cell) < 2:
            factors = [*factors, Decimal(100)]  # a cell that Excel shows in percent
        found = [one * factor for one in numbers for factor in factors]
        rises = any(word in str(cell) for word in ("上升", "增长", "上涨"))
        return [*found, *(-one for one in found if falls or rises)]

    def parts(self, figure, cells):
        """The cells of values and those of targets."""
        values, goals = [], []
        for source, cell in zip(figure["from"], cells):
            of_goal = source["file"].startswith(("seeds/annex/", "seeds/targets."))
            (goals if of_goal else values).append((source, cell))
        return values, goals

    def sums(self, values):
        """The sums that cells may mean; one of them where there is one cell."""
        if len(values) == 1:
            return self.readings(*values[0])
        return [sum((number(cell) or Decimal(0) for _, cell in values), Decimal(0)) * factor for factor in SCALES]

    def judge(self, claim, figure, cells):
        rule, printed = figure["rule"], figure["printed"]
        self.asked = claim["id"]
        if rule.startswith("quote."):
            return self.quote_of(claim, figure, cells)
        if rule.startswith("status."):
            return self.status(claim, figure)
        value = Decimal(figure["value"])
        if rule.startswith("standing."):
            if not prints(printed, value) and str(value) not in printed:
                return "is not what is printed"
            standing = self.standings.get(claim["unit"].removeprefix("原"))
            return standing.accepts(rule, claim["text"], value) if standing else "the unit has no items"
        if rule.startswith(("rank.", "count.", "share.")):
            if not prints(printed, value) and str(value) not in printed:
                return "is not what is printed"
            if rule.startswith("count.listed."):
                return self.listed(figure, cells)
            return self.place(claim, figure) if rule.startswith("rank.") else self.count(claim, figure)
        if not prints(printed, value):
            return "is not what is printed"
        values, goals = self.parts(figure, cells)

        def one_of(found):
            return None if any(near(one, value) for one in found) else f"the cells say {cells}"

        if rule in ("value.reported", "percent.reported", "value.replaced"):
            if len(values) != 1 or goals:
                return f"{len(values)} cells of values, {len(goals)} of targets"
            source, cell = values[0]
            title = self.title(source)
            if rule == "value.replaced" and source["file"] == "seeds/verified.csv":
                return "the cell is that of the verified figure"
            known = ("完成值", "核定值") if rule.startswith("value.") else ("完成率", "核定值")
            if title and not any(word in title for word in (*known, "累计", "完成")):
                return f"the column is {title}"
            unit, id = self.beside(source, "单位", "填报单位"), self.beside(source, "编号")
            if claim["id"] and id and claim["id"] not in str(id) and not re.match(r"\d{4}-", str(id)):
                return f"the row is of {id}"
            if claim["unit"] and unit and not self.same_unit(claim["unit"], str(unit)):
                return f"the row is of {unit}"
            return one_of(self.readings(source, cell))
        if rule == "target.own":
            if len(goals) != 1 or not goals[0][0]["file"].startswith("seeds/targets"):
                return "is not one cell of targets.csv"
            if claim["unit"] and not self.same_unit(claim["unit"], str(self.beside(goals[0][0], "单位"))):
                return f"the row is of {self.beside(goals[0][0], '单位')}"
            return one_of(self.readings(*goals[0]))
        if rule == "target.province":
            if len(goals) != 1 or self.title(goals[0][0]) != "目标":
                return "is not one cell of the column 目标"
            return one_of(self.readings(*goals[0]))
        if rule == "value.units":
            if len({(source["file"], source["sheet"], source["line"]) for source in figure["from"]}) != value:
                return f"there are {len(cells)} cells"
            return None
        if rule == "value.sum":
            units = [str(self.beside(source, "单位")) for source, _ in values]
            if len(set(units)) < len(units):
                return f"a unit is added twice: {units}"
            return None if any(near(one, value) for one in self.sums(values)) else f"the cells say {cells}"
        if rule == "schedule.even":
            found = [Decimal(month) * 100 / 12 for month in self.months]
            return None if any(near(one, value) for one in found) else f"is none of {found}"
        if rule == "schedule.span":
            given, deadline = str(self.beside(figure["from"][0], "日期")), str(self.beside(figure["from"][0], "完成时限") or "")
            first = int(re.match(r"\d{4}-(\d{2})", given).group(1))
            last = re.search(r"(\d{1,2})月", deadline) or re.match(r"\d{4}-(\d{2})", deadline)
            last = int(last.group(1)) if last else 12
            share = [min(max(month - first, 0), last - first) if last > first else int(month >= first) for month in self.months]
            found = [Decimal(one) * 100 / max(1, last - first) for one in share]
            return None if any(near(one, value) for one in found) else f"is none of {found}"
        if rule == "schedule.milestone":
            if not cells:
                return None if value == 0 else "no cell"
            if not figure["from"][0]["file"].startswith("seeds/schedule"):
                return "the cell is in another file"
            return one_of(self.readings(figure["from"][0], cells[0]))
        if rule == "amount.completion":
            known = [total * 100 / goal for total in self.sums(values) for goal in self.goals(goals) if goal]
            return None if any(near(one, value) for one in known) else f"the cells say {cells}"
        if rule == "amount.gap":
            if goals:
                done = [total * 100 / goal for total in self.sums(values) for goal in self.goals(goals) if goal]
            else:
                done = self.sums(values)
            due = [Decimal(month) * 100 / 12 for month in self.months] + [Decimal(0)]
            due += self.milestones.get(claim["id"], set())
            parts = both(due, figure)
            found = [one - part for one in both(done, figure) for part in parts]
            return None if any(near(one, value) for one in found) else f"the cells say {cells}"
        if rule == "rate.gap":
            reached = both(self.sums(values), figure)
            found = [one - goal for one in reached for goal in self.goals(goals)]
            return None if any(near(one, value) for one in found) else f"the cells say {cells}"
        if rule == "trend.value":
            if len(values) != 2:
                return f"{len(values)} cells"
            now, then = (self.readings(*one) for one in values)
            found = [one - other for one in now for other in then]
            return None if any(near(one, value) for one in found) else f"the cells say {cells}"
        if rule == "setting":
            text = text_of(self.root / "duban.toml")
            return None if f"{value}" in text or "reply_days" not in text else "is not in duban.toml"
        return "is not known to this program"

    def goals(self, goals):
        return [found for _, cell in goals for found in all_numbers(cell)]

    def same_unit(self, short, written):
        unit = self.units.get(short, {})
        names = {short, unit.get("name"), *self.former.get(short, ())}
        return written in names or written.startswith(short) or short.startswith(written) or written == "None"

    former = {}
    earlier = ()
    asked = None
    standings = {}

    def returned(self, present):
        """The unit, the month and the date of every row of the year's returns, with the shorts of present units."""
        for path in sorted((self.root / "seeds/progress").iterdir()):
            file = path.relative_to(self.root).as_posix()
            for sheet in sheets_of(path):
                rows = self.cells.read(file, sheet)
                header, titles = header_of(rows)
                for line in sorted(line for line in rows if line > header):
                    row = dict(zip(titles, rows[line]))
                    unit = row.get("单位") or row.get("填报单位")
                    period = re.match(r"(\d{4})[-年]?Q?(\d+)", str(row.get("期间") or row.get("报送期间") or ""))
                    day = re.match(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})", str(row.get("填报日期") or row.get("报送日期") or ""))
                    if unit and period:
                        month = int(period[2]) * (3 if "Q" in period[0] else 1)
                        yield present(str(unit).strip()), month, date(*map(int, day.groups())) if day else None

    def assessed(self, claim):
        if "通报" in claim["text"]:  # of an earlier bulletin
            return [items[claim["id"]] for items in (self.now, self.before, *self.earlier) if claim["id"] in items]
        return [one for one in (self.now.get(claim["id"]), self.before.get(claim["id"])) if one]

    def status(self, claim, figure):
        value, rule = figure["value"], figure["rule"]
        if value not in STATUSES:
            return "no status"
        words = WORDS[value]
        if self.is_year_end:
            words = words + YEAR_END.get(value, [])
        if figure["printed"] not in words:
            return f"is not printed as {words}"
        if not claim["id"]:
            return None
        known = set()
        for item in self.assessed(claim):
            if claim["unit"]:
                rows = [row for target in item["targets"] for row in target["by_unit"]] + item["by_unit"]
                known |= {row["status"] for row in rows if row["unit"] in {claim["unit"], *self.former.get(claim["unit"], ())}}
            if rule == "status.item" or not claim["unit"]:
                known |= {item["status"]}
                if rule == "status.target":
                    known |= {target["status"] for target in item["targets"]}
        if self.is_year_end and "severe" in known:
            known.add("lagging")
        return None if value in known else f"the assessment has {known}"

    def place(self, claim, figure):
        rule, value = figure["rule"], int(figure["value"])
        rows = [target["by_unit"] for target in self.now.get(claim["id"], {}).get("targets", [])]
        if rule.startswith("rank.units"):
            counts = {sum(row["rank"] is not None for row in units) for item in self.now.values()
                      for target in item["targets"] for units in [target["by_unit"]]}
            alike = {list(row["rank"] for row in units).count(rank) for item in self.now.values()
                     for target in item["targets"] for units in [target["by_unit"]] for rank in range(1, 15)}
            known = counts | alike | set(range(15)) if rule.endswith("others") else counts | alike
            return None if value in known else f"is none of {sorted(known)}"
        own = [row["rank"] for units in rows for row in units if claim["unit"] in (None, row["unit"])]
        if rule == "rank.change":
            then = [target["by_unit"] for target in self.before.get(claim["id"], {}).get("targets", [])]
            then = [row["rank"] for units in then for row in units if row["unit"] == claim["unit"]]
            changes = [one - other for one, other in zip(then, own) if one and other]
            return None if value in changes else f"is none of {changes}"
        if value not in own:
            return f"the assessment has {own}"
        if not claim["unit"]:
            return None
        return self.rank_from(claim, figure, value)

    def rank_from(self, claim, figure, value):
        """A place follows from the cells: values, and for amounts the units' own targets."""
        values, goals = {}, {}
        for source in figure["from"]:
            cell = self.cells.get(source)
            unit = str(self.beside(source, "单位") or "")
            if source["file"].startswith("seeds/targets"):
                goals[unit] = number(cell)
            else:
                file = re.sub(r"^.*\d{4}-\d{2}-|-?演示数据|\.xlsx$|\.csv$", "", source["file"])
                known = self.readings(source, cell)
                unit = unit if unit and unit != "None" else file
                assessed = [row["value"] for target in self.now[claim["id"]]["targets"] for row in target["by_unit"]
                            if row["value"] and self.same_unit(row["unit"], unit)]
                known = [one for one in known if any(near(one, Decimal(other)) for other in assessed)] or known
                values[unit] = known[0] if known else None
        names = [unit for unit in values if unit == claim["unit"] or self.same_unit(claim["unit"], unit)]
        if not names:
            return f"no cell is of the unit: {sorted(values)}"
        targets = [one for one in self.targets.get(claim["id"], [])]
        if len(targets) != 1:
            return None  # the cells do not say which target it is
        target = targets[0]
        is_amount = target["measure"] not in ("%", "‰") and target["comparator"] != "le" and target["direction"] in ("up", "decline")
        is_amount = is_amount and len(goals) > 1
        if target["direction"] == "near":
            return None
        shown = {}
        for unit, one in values.items():
            if one is None or is_amount and not goals.get(unit):
                continue
            shown[unit] = one * 100 / goals[unit] if is_amount else one
        if names[0] not in shown:
            return None
        sign = -1 if target["direction"] == "down" and not is_amount or target["comparator"] == "le" and not is_amount else 1
        own = shown[names[0]] * sign
        better = sum(one * sign > own for one in shown.values())
        clearly = sum(one * sign > own + Decimal("0.11") for one in shown.values())
        # A value in doubt is among the cells of nobody; places are by what is printed.
        return None if clearly + 1 <= value <= better + 1 else f"{better} are better, {clearly} clearly, of {sorted(shown.items(), key=lambda pair: -pair[1] * sign)}"

    def set_of(self, name):
        if name.startswith("leader."):
            leader = name.removeprefix("leader.")
            return [self.now[id] for id, item in self.items.items() if leader in item["leaders"] and id in self.now]
        kinds = {"all": ("1-", "2-"), "indicators": ("1-",), "tasks": ("2-",)}
        return [item for id, item in self.now.items() if id.startswith(kinds[name])]

    def listed(self, figure, cells):
        """The listings of the ledger until the day of the bulletin, those delisted, those overdue; worked out from the rows."""
        wanted = {"all": "挂牌", "closed": "销号", "overdue": "逾期"}
        name = figure["rule"].rpartition(".")[2]
        places = {json.dumps(source, sort_keys=True) for source in figure["from"]}
        if any(cell != wanted[name] for cell in cells) or len(places) != Decimal(figure["value"]):
            return f"the cells say {cells}"
        settings = tomllib.loads(text_of(self.root / "duban.toml"))
        issue = settings.get("bulletin", {}).get("issues", {}).get(self.period, {})
        if "date" not in issue:
            return None  # no day by which to count
        with open(self.root / "seeds/units.csv", encoding="utf-8-sig", newline="") as file:
            kinds = {row["简称"]: row["类别"] for row in csv.DictReader(file)}
        asked = settings.get("letters", {}).get("courtesy_kinds", [])
        rows = csv.DictReader(io.StringIO(text_of(self.root / "seeds/ledger.csv")))
        rows = sorted((row for row in rows if row["日期"] <= str(issue["date"])), key=lambda row: row["日期"])
        found = {}  # the listings of each case with their states
        for row in rows:
            if row["编号"] not in self.now or kinds.get(row["单位"]) in asked:
                continue
            states = found.setdefault((row["编号"], row["单位"]), [])
            event = row["事件"]
            if event == "挂牌":
                states.append(["listed"])
            elif states and event in ("销号申请", "核查通过", "销号", "逾期"):
                states[-1].append(event)
            elif states and event == "核查不通过":
                states[-1].pop()
        ends = [history[-1] for states in found.values() for history in states]
        counts = {"all": len(ends), "closed": ends.count("销号"), "overdue": ends.count("逾期")}
        return None if counts[name] == Decimal(figure["value"]) else f"counted {counts[name]}"

    def count(self, claim, figure):
        rule, value = figure["rule"], Decimal(figure["value"])

        def is_it(found):
            return None if near(Decimal(found), value) else f"counted {found}"

        def of(status):
            good, behind = ("done", "on_track"), ("lagging", "severe")
            groups = {"good": good, "behind": behind, "judged": good + behind}
            wanted = groups.get(status, (status,))
            return ("lagging", "severe") if self.is_year_end and wanted == ("lagging",) else wanted

        parts = rule.split(".")
        if rule.startswith(("count.items.", "count.status.", "share.status.")):
            name = ".".join(parts[2:])
            if rule.startswith("count.items."):
                return is_it(len(self.set_of(name)))
            name, _, status = name.rpartition(".")
            if name == "tasks.unreported":  # by the reason
                return None
            if not name:
                return f"no set: {rule}"
            if status == "partly":  # of which something was reported
                known = {"done", "on_track", "lagging", "severe", "defective"}
                items = self.set_of(name.removesuffix(".unreported"))
                items = [item for item in items if item["status"] == "unreported"]
                return is_it(sum(any(one["status"] in known for one in item["targets"]) for item in items))
            found = [item for item in self.set_of(name) if item["status"] in of(status)]
            if rule.startswith("share."):
                return is_it(Decimal(len(found)) * 100 / max(1, len(self.set_of(name))))
            return is_it(len(found))
        if rule.startswith("count.change.all."):
            now, then = ([item["status"] for item in items.values()].count(parts[3]) for items in (self.now, self.before))
            return is_it(now - then)
        if rule.startswith("count.moved."):
            order = ["severe", "lagging", "on_track", "done"]
            moved = [(self.before[id]["status"], item["status"]) for id, item in self.now.items() if id in self.before]
            moved = [pair for pair in moved if set(pair) <= set(order)]
            ways = {
                "improved": sum(order.index(then) < order.index(now) for then, now in moved),
                "worsened": sum(order.index(then) > order.index(now) for then, now in moved),
                "still_behind": sum({then, now} <= {"severe", "lagging"} for then, now in moved),
                "still_improved": moved.count(("severe", "lagging")),
                "still_worsened": moved.count(("lagging", "severe")),
            }
            return is_it(ways[parts[2]]) if parts[2] in ways and not self.is_year_end else None
        if rule.startswith("count.led.notice."):
            lines = len(self.lines.get(claim["document"], ()))
            return is_it(lines) if parts[3] == "total" else None if value <= lines else f"there are {lines} lines"
        if rule.startswith("count.led.") and claim["unit"]:
            names = {claim["unit"], *self.former.get(claim["unit"], ())}
            led = [item for id, item in self.now.items() if names & set(self.items[id]["lead"][:1])]
            return is_it(sum(item["status"] in of(parts[2]) for item in led))
        if rule.startswith("count.parts.") and claim["unit"]:
            names = {claim["unit"], *self.former.get(claim["unit"], ())}
            parts_of = [
                {part["status"] for target in item["targets"] for part in target["by_unit"] if part["unit"] in names}
                for id, item in self.now.items()
                if id.startswith("1-")
            ]
            return is_it(sum(bool(found & set(of(parts[2]))) for found in parts_of))
        if rule.startswith("count.duties.") and claim["unit"] and claim["document"].startswith("letters/"):
            return self.duties(claim, figure, parts)
        return None

    def duties(self, claim, figure, parts):
        unit = self.units.get(claim["unit"])
        roles = {"牵头": "lead", "配合": "support", "实施": "implement", "可能涉及": "open"}
        if not unit or len(parts) < 3:
            return None
        if parts[2] == "total":
            ids = {id for role in ("lead", "support", "implement") for id in unit[role]}
            total = len(ids | set(unit["open"]))
            return None if Decimal(figure["value"]) in (len(ids), total) else f"counted {len(ids)}, {total}"
        if parts[2] not in roles:
            return None
        taken = set()
        for role in ("lead", "support", "implement", "open"):
            own = [id for id in unit[role] if id not in taken]
            taken |= set(own)
            if role == roles[parts[2]]:
                kinds = {"total": "", "indicators": "1-", "tasks": "2-"}
                found = sum(id.startswith(kinds[parts[3]]) for id in own)
                return None if Decimal(figure["value"]) == found else f"counted {found}"
        return None

    def quote_of(self, claim, figure, cells):
        rule, item = figure["rule"], self.items.get(claim["id"])
        if not figure["from"]:
            return "no cell"
        said = "".join(re.sub(r"\s", "", str(cell)) for cell in cells)
        words = re.sub(r"[\s\u2060]", "", figure["value"])
        numbers = re.findall(r"\d+(?:\.\d+)?", words)
        if rule == "quote.title":
            if item and NUMBER.fullmatch(words) is None and words not in (re.sub(r"\s", "", item["title"]), said):
                return f"the title is {item['title']}"
            missing = [one for one in numbers if one not in said]
            return f"the cells do not say {missing}" if missing else None
        if rule in ("quote.target", "quote.deadline"):
            missing = [one for one in numbers if one not in said and one.rstrip("0").rstrip(".") not in said]
            return f"the cells do not say {missing}" if missing else None
        if rule == "quote.evidence":
            said = str(self.beside(figure["from"][0], "依据"))
            if figure["from"][0]["file"] == "seeds/ledger.csv":
                said = without_files(said)
            return None if words in re.sub(r"\s", "", said) else "is not in the column 依据"
        if rule == "quote.parties":
            return self.parties(figure["value"], said)
        if rule == "quote.doubt":
            return None
        return self.quote(figure, cells)

    def parties(self, words, said):
        """Each name is in the cells, or is another name of a unit that is."""
        words = re.sub(r"(?m)(^|；)[^：；\n]*：", r"\1", words.replace("\u2060", ""))
        names = [name for name in re.split(r"[、；：，:;（）()\s]", words) if name and not name.startswith("无")]
        def known(name):
            return name in said or name.startswith(("原", "按", "等")) or any(
                other and other in said for other in self.aliases.get(name, ())
            )
        missing = [name for name in names if not known(name) and not re.search(r"\d", name)]
        return f"the cells do not say {missing}" if missing else None

    aliases = {}

    @staticmethod
    def quote(figure, cells):
        def plain(text):
            return re.sub(r"\s", "", str(text))

        said = "".join(plain(cell) for cell in cells)
        rule = figure["rule"]
        if rule in ("quote.parties", "quote.title", "quote.target", "quote.deadline", "quote.doubt"):
            return None
        parts = [plain(part) for part in figure["value"].split("\n") if plain(part)]
        missing = [part for part in parts if part.rstrip("。") not in said]
        return f"the cells do not say {missing}" if missing else None


def without_files(text):
    """The text without the brackets that name files, which may have brackets inside."""
    kept, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        if sign == "（":
            start = at if depth == 0 else start
            depth += 1
        if depth == 0:
            kept.append(sign)
        if sign == "）" and depth:
            depth -= 1
            bracket = text[start : at + 1]
            if depth == 0 and "seeds/" not in bracket and "duban.toml" not in bracket:
                kept.append(bracket)
    return "".join(kept)


WORDS = {
    "done": ["完成", "已完成", "已完成年度目标", "控制在目标以内"],
    "on_track": ["达到序时", "达到序时进度"],
    "lagging": ["滞后", "进度滞后", "超过控制目标", "偏离年度目标"],
    "severe": ["严重滞后", "进度严重滞后", "超过控制目标", "偏离年度目标"],
    "unreported": ["未报送"],
    "defective": ["报送有误（待核）", "报送有误"],
    "unrated": ["不评价", "本期不评价"],
}
YEAR_END = {
    "done": [],
    "on_track": ["未报完成", "单位未报完成"],
    "lagging": ["未完成", "未完成年度目标"],
    "severe": ["未完成", "未完成年度目标"],
    "unrated": ["未作评价"],
}
STATUSES = {"done", "on_track", "lagging", "severe", "unreported", "defective", "unrated"}
SCALES = [Decimal(10) ** power for power in (-8, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8)]


def calculations(judge, claim):
    """Completions and gaps follow from the other figures of the same claim."""
    figures = {}
    for figure in claim["figures"]:
        figures.setdefault(figure["rule"], []).append(figure)

    def values(*rules):
        return [Decimal(one["value"]) for rule in rules for one in figures.get(rule, [])]

    reached = values("value.reported", "value.sum")
    goals = values("target.own", "target.province")
    due = values("schedule.even", "schedule.milestone", "schedule.span")
    done = values("amount.completion")
    for figure in figures.get("amount.completion", []):
        if reached and goals:
            found = [value * 100 / goal for value in reached for goal in goals if goal]
            if not any(near(one, Decimal(figure["value"])) for one in found):
                judge.fault(claim, figure, f"is none of {found}")
    for figure in figures.get("rate.gap", []):
        if reached and goals:
            found = [value - goal for value in both(reached, figure) for goal in goals]
            if not any(near(one, Decimal(figure["value"])) for one in found):
                judge.fault(claim, figure, f"is none of {found}")
    for figure in figures.get("amount.gap", []):
        if done and due:
            parts = both(due, figure)
            found = [value - part for value in both(done, figure) for part in parts]
            if not any(near(one, Decimal(figure["value"])) for one in found):
                judge.fault(claim, figure, f"is none of {found}")


def counted(judge, claims):
    """Counts of one set agree wherever they are printed, and shares and totals follow from them."""
    counts = {}
    for claim in claims:
        for figure in claim["figures"]:
            if figure["rule"].startswith("count.") and not claim["unit"]:
                key = claim["document"], figure["rule"]
                value = Decimal(figure["value"])
                if counts.setdefault(key, value) != value:
                    judge.fault(claim, figure, f"was {counts[key]} before")
    for (document, rule), total in list(counts.items()):
        if rule.startswith("count.items."):
            name = rule.removeprefix("count.items.")
            parts = [counts.get((document, f"count.status.{name}.{status}")) for status in STATUSES]
            known = [part for part in parts if part is not None]
            if name in ("all", "indicators", "tasks") and sum(known) != total:
                judge.faults.append(f"{document}: {name}: {known} are not {total}")
    for claim in claims:
        for figure in claim["figures"]:
            if figure["rule"].startswith("share.status."):
                name = figure["rule"].removeprefix("share.status.")
                key = claim["document"]
                count = counts.get((key, f"count.status.{name}"))
                total = counts.get((key, f"count.items.{name.rpartition('.')[0]}"))
                if count is not None and total:
                    if not near(count * 100 / total, Decimal(figure["value"])):
                        judge.fault(claim, figure, f"is not {count} of {total}")


def ranked(judge, claims):
    """Of two units in one ranking, the better printed value has the better place."""
    by_item = {}
    for claim in claims:
        if not (claim["unit"] and claim["id"] and claim["document"].startswith("bulletins/")):
            continue
        ranks = [one for one in claim["figures"] if one["rule"] == "rank.printed"]
        values = [
            one for one in claim["figures"] if one["rule"] in ("value.reported", "amount.completion")
        ]
        if ranks and values:
            cells = json.dumps(ranks[0]["from"], sort_keys=True)
            key = claim["document"], claim["id"], cells
            figure = Decimal(NUMBER.search(values[-1]["printed"]).group().replace(",", ""))
            figure = abs(figure) * (-1 if Decimal(values[-1]["value"]) < 0 else 1)
            known = by_item.setdefault(key, {})
            known[claim["unit"]] = (figure, int(ranks[0]["value"]))
    for key, units in by_item.items():
        pairs = sorted(units.values(), key=lambda pair: pair[1])
        signs = set()
        for (one, first), (other, second) in zip(pairs, pairs[1:]):
            if judge.is_near(key[1]):
                continue  # both sides of the target count
            if (first == second) != (abs(one) == abs(other)) and one != other:
                judge.faults.append(f"{key[:2]}: {one} is {first}., {other} is {second}.")
            elif first != second:
                signs.add(one > other)
        if len(signs) > 1:
            judge.faults.append(f"{key[:2]}: places go up and down: {pairs}")


FORMAL = [
    r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?",
    r"\d{1,2}月\d{1,2}日",
    r"\d{1,2}[年月日]",
    r"〔\d{4}〕\d*号?",
    r"(?:指标|任务|附件|图|表|事项)\s*\d+(?:[-.]\d+)?",
    r"(?<!\d)[1-9]-\d+(?:\.\d+)?(?![\d%])",
    r"—\s*\d+\s*—",
]


def documents(judge, root, claims):
    """Every figure of the documents' text is in a claim of its page, or in the fixed words of a template."""
    import pymupdf

    template = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.md"))
    outside = re.sub(r"\{[{%#].*?[}%#]\}", " ", template, flags=re.S)
    strings = " ".join(found for found in re.findall(r'"([^"\n]*)"', template) if re.search(r"[\u4e00-\u9fff]", found))
    fixed_numbers = set(re.findall(r"\d+(?:\.\d+)?", outside + strings))
    by_page = {}
    for claim in claims:
        words = by_page.setdefault((claim["document"], claim["page"]), [])
        words.append(claim["text"])
        words.extend(figure["printed"] for figure in claim["figures"])
    for document in sorted({claim["document"] for claim in claims}):
        path = root / "output" / document
        if not path.exists():
            continue
        for page, sheet in enumerate(pymupdf.open(path), 1):
            words = by_page.get((document, page), [])
            known = {found for word in words for found in re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"\s", "", word))}
            text = page_text(sheet)
            for pattern in FORMAL:
                text = re.sub(pattern, " ", text)
            for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
                found = match.group()
                before, after = text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" ")
                # A figure may be parted between two lines.
                parted = before.endswith("\n") or after.startswith("\n") or after.startswith(".\n")
                part = parted and any(found in whole for whole in known)
                if not (found in known or found in fixed_numbers or part or is_ordinal(text, found)):
                    judge.faults.append(f"{document} p.{page}: {found} is in no claim")


NUMBER_COLUMN = 41 * 72 / 25.4  # the right edge of the column 序号 of letters, in points


def page_text(sheet):
    """The text of a page without the numbers of the rows of a letter's list, which may be close to the next cell."""
    words = sheet.get_text("words")
    has_numbers = any("序号" in word[4] for word in words)
    lines = {}
    for _, _, right, _, text, block, line, _ in words:
        if not (has_numbers and right < NUMBER_COLUMN and text.isdigit()):
            lines.setdefault((block, line), []).append(text)
    return "\n".join(" ".join(line) for line in lines.values())


def is_ordinal(text, found):
    """Whether the figure is a number on a line of its own: of a row in a table, of a heading."""
    return re.search(rf"(?m)^\s*{re.escape(found)}\s*[.、]?\s*$", text) is not None


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def month_of(period):
    """The month that closes a period: 2018-06, 2018Q2, 2018."""
    year, _, rest = period.replace("Q", "-Q").partition("-")
    return 12 if not rest else int(rest[1:]) * 3 if rest.startswith("Q") else int(rest)


def exported(duban, root, what, period=None):
    command = [duban, "-q", "-C", str(root), "export", what]
    command += ["--period", period] if period else []
    run = subprocess.run(command, capture_output=True, check=False)
    if run.returncode not in (0, 1) or not run.stdout:
        return run.stderr.decode()
    return json.loads(run.stdout)


def names(root, items):
    """All names of units and groups, and the words for each."""
    aliases, former = {}, {}
    for file in ("units", "groups"):
        path = root / f"seeds/{file}.csv"
        for row in csv.DictReader(io.StringIO(text_of(path))) if path.exists() else ():
            own = {row.get("简称"), row.get("全称"), row.get("名称"), *(row.get("别名") or "").split("、")} - {None, ""}
            members = set((row.get("成员") or "").split("、")) - {""}
            for name in own:
                aliases.setdefault(name, set()).update(own | members)
            for next in filter(None, (row.get("继任") or "").split("、")):
                aliases.setdefault(next, set()).update(own)
                former.setdefault(next, set()).update(own)
            former.setdefault(row.get("简称"), set()).update(own)
    return aliases, former


def month_before(duban, root, month):
    """The newest earlier month, from March on, on which more than half of the units reported that ever did."""
    reported = {}
    for earlier in range(3, month):
        one = exported(duban, root, "assessment", f"2018-{earlier:02}")
        units = one["units"] if isinstance(one, dict) else []
        known = {unit["unit"] for unit in units if any(
            count for status, count in unit.items() if status not in ("unit", "unreported")
        )}
        reported[earlier] = known
    ever = set().union(*reported.values()) if reported else set()
    enough = [earlier for earlier, known in reported.items() if known and len(known) * 2 > len(ever)]
    return f"2018-{max(enough):02}" if enough else None


def standings_of(root, judge, now, items, units):
    present = {}
    path = root / "seeds/units.csv"
    for row in csv.DictReader(io.StringIO(text_of(path))):
        next = (row.get("继任") or "").split("、")
        last = next[0] if len(next) == 1 and next[0] else row["简称"]
        for name in {row["简称"], row["全称"], *(row.get("别名") or "").split("、")} - {""}:
            present[name] = last

    def of(name):
        # A unit that several took over from stays, with its former name.
        return present.get(name, name).removeprefix("原")

    ledger = root / "seeds/ledger.csv"
    listed = csv.DictReader(io.StringIO(text_of(ledger))) if ledger.exists() else ()
    listed = [of(row["单位"]) for row in listed if row["事件"] == "挂牌"]
    return standings.standings(root, now, items, units, list(judge.returned(of)), listed, of)


def judged(duban, root, period, faults, without=()):
    """Judges the claims of a period, but for those of the documents in some folders."""
    claims = exported(duban, root, "claims", period)
    if isinstance(claims, str):
        sys.exit(claims)
    claims = [claim for claim in claims if not claim["document"].startswith(tuple(without))]
    # A bulletin, and its brief of one page.
    bulletins = {claim["document"] for claim in claims if claim["document"].startswith("bulletins/")}
    bulletins = sorted({Path(document).stem.removesuffix("-一页通") for document in bulletins})
    shown = next(iter(bulletins), period)
    month = month_of(shown) if shown else None
    before = next((f"2018Q{month // 3 - 1}" for _ in [0] if month and month % 3 == 0 and month > 3), None)
    if month and month % 3:
        before = month_before(duban, root, month)
    now = exported(duban, root, "assessment", shown) if shown else None
    then = exported(duban, root, "assessment", before) if before else None
    then = then if isinstance(then, dict) and any(item["by_unit"] and any(
        row["value"] or row["percent"] or row["status"] not in ("unreported", "unrated") for row in item["by_unit"]
    ) for item in then["items"]) else None
    items, units = exported(duban, root, "items"), exported(duban, root, "units")
    judge = Judge(root, shown, items, now if isinstance(now, dict) else None, then, units)
    judge.aliases, judge.former = names(root, items)
    judge.duban = duban
    for claim in claims:
        if claim["document"].startswith("notices/") and claim["id"]:
            judge.lines.setdefault(claim["document"], set()).add(claim["id"])
    earlier = [exported(duban, root, "assessment", f"2018Q{quarter}") for quarter in range(1, (month or 0) // 3)]
    judge.earlier = [{item["id"]: item for item in one["items"]} for one in earlier if isinstance(one, dict)]
    if judge.is_year_end and judge.now:
        judge.standings = standings_of(root, judge, now, items, units)
    with localcontext() as context:
        context.prec = 40
        for claim in claims:
            judge.check(claim)  # turns to the months of the claim
            calculations(judge, claim)
        counted(judge, claims)
        ranked(judge, claims)
    try:
        documents(judge, root, claims)
    except ImportError:
        print("without PyMuPDF: the documents' text was not read")
    faults += judge.faults
    return len(claims), judge.checked, len(judge.faults), shown


def invented(duban, count, first):
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import tempfile

    import invent_years

    faults, totals = [], [0, 0]
    for number in range(first, first + count):
        province = invent_years.Province(number)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            province.write(root)
            period = invent_years.BULLETINS.get(province.month)
            if period is None:
                continue
            subprocess.run([duban, "-q", "-C", folder, "bulletin", "--period", period], capture_output=True, check=False)
            subprocess.run([duban, "-q", "-C", folder, "letters"], capture_output=True, check=False)
            known = len(faults)
            claims, figures, _, _ = judged(duban, root, period, faults)
            faults[known:] = [f"{number} ({period}): {fault}" for fault in faults[known:]]
            totals = [totals[0] + claims, totals[1] + figures]
    for fault in faults[:40]:
        print(fault)
    print(f"{count} provinces: {totals[0]} claims, {totals[1]} figures, {len(faults)} faults")
    return bool(faults)


RETURNS = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期".split(",")
VERIFIED = "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期".split(",")
OWN_WORDS = {"done": "完成", "on_track": "达到序时", "lagging": "滞后", "severe": "严重滞后"}


def december(root, june, items):
    """Rows of returns for December, and what the office verified, made of those of June."""
    returns, verified = [], []
    targets = {item["id"]: item["targets"] for item in items}
    for number, item in enumerate(june["items"]):
        for target in item["targets"]:
            stated = targets[item["id"]][target["no"] - 1] if targets[item["id"]] else None
            for position, row in enumerate(target["by_unit"]):
                turn = (number * 7 + position * 3 + target["no"]) % 23
                value, percent, status = row["value"], row["percent"], ""
                if stated and value:
                    is_rate = stated["measure"] in ("%", "‰") or stated["comparator"] == "le"
                    factor = Decimal(1) if is_rate else Decimal(2) - Decimal(turn % 4) / 10
                    whole = "." not in value and not is_rate
                    found = Decimal(value) * factor
                    value, percent = str(found.quantize(Decimal(1)) if whole else found.quantize(Decimal("0.01")).normalize()), ""
                    value = format(Decimal(value), "f")
                elif stated:
                    continue
                elif percent:
                    value, percent = "", f"{min(Decimal(100), Decimal(percent) * 2 - turn % 5).quantize(Decimal('0.1'))}%"
                else:
                    value, percent, status = "", "", OWN_WORDS.get(row["status"], "")
                if turn == 5:
                    continue  # nothing reported
                if turn == 9:
                    value, percent, status = ("约一半" if value else ""), ("约一半" if percent else ""), status
                no = target["no"] if stated else ""
                returns.append(["2018-12", item["id"], no, row["unit"], value, stated["measure"] if stated and value else "", percent,
                                status, "全年工作已经总结。", "", "", "王五", f"2019-01-0{2 + turn % 4}"])
                if turn == 11 and value:
                    verified.append(["2018", item["id"], no, row["unit"], format(Decimal(value) * Decimal("1.05"), "f"), "", "统计局年报第12期", "张三", "2019-01-20"])
                if turn == 12 and not stated:
                    verified.append(["2018", item["id"], no, row["unit"], "", "完成", "验收报告（2018年第3号，满分100分）", "张三", "2019-01-20"])
                if turn == 13 and stated and row["value"] and position < 3:
                    returns.append(["2018-06", item["id"], no, row["unit"], format(Decimal(row["value"]) * Decimal("0.9"), "f"), stated["measure"],
                                    "", "", "", "", "", "王五", "2018-08-20"])
    silent = "兰州新区"
    returns = [row for row in returns if row[3] != silent or row[0] != "2018-12"]
    returns.append(["2018-12", "", "", silent, "", "", "", "", "零报告", "", "", "", "2019-01-03"])
    return returns, verified


def year(duban, workspace, kept=None):
    import shutil
    import tempfile

    faults = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("seeds", "fonts"):
            shutil.copytree(workspace / name, root / name)
        shutil.copy(workspace / "duban.toml", root)
        june, items = exported(duban, root, "assessment", "2018-06"), exported(duban, root, "items")
        returns, verified = december(root, june, items)
        for name, titles, rows in (("progress/2018-12", RETURNS, returns), ("verified", VERIFIED, verified)):
            with open(root / f"seeds/{name}.csv", "w", encoding="utf-8-sig", newline="") as file:
                csv.writer(file).writerows([titles, *rows])
        run = subprocess.run([duban, "-q", "-C", folder, "bulletin", "--period", "2018"], capture_output=True, text=True, check=False)
        if not (root / "output/bulletins/2018.pdf").exists():
            sys.exit(run.stderr[-4000:])
        if kept:
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / "output/bulletins/2018.xlsx", kept)
        # The notices of December rest on what was known on their own day, before the office verified the figures.
        claims, figures, count, shown = judged(duban, root, "2018", faults, ["notices/"])
    for fault in faults[:60]:
        print(fault)
    print(f"{shown} with {len(returns)} invented returns, {len(verified)} verified: {claims} claims, {figures} figures, {count} faults")
    return bool(faults)


def main():
    duban, root, *rest = sys.argv[1:]
    if root == "--year":
        sys.exit(year(duban, *map(Path, rest)))
    if root == "--invent":
        sys.exit(invented(duban, int(rest[0]), int(rest[1]) if rest[1:] else 0))
    failed = False
    for period in rest or [None]:
        faults = []
        claims, figures, count, shown = judged(duban, Path(root), period, faults)
        for fault in faults[:60]:
            print(fault)
        failed = failed or bool(count)
        print(f"{shown or 'newest'}: {claims} claims, {figures} figures, {count} faults")
    sys.exit(failed)


if __name__ == "__main__":
    main()
