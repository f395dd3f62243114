#!/usr/bin/env python3
"""Follows every claim of letters and bulletin back to the files that it names, and recomputes it.

    recompute_claims.py DUBAN WORKSPACE [PERIOD...]

Reads `duban export claims`, opens the CSV and Excel files by itself, and checks for each figure that the cells exist
and that the value follows from them by the rule: reported values, sums, completions, gaps, shares, places. The printed
figure has to be the value, rounded to its decimals. Where the documents are there (WORKSPACE/output), every figure of
their text has to be in a claim of the same page, except dates, numbers in lists and document numbers.

Needs openpyxl; PyMuPDF for the documents.
"""

import csv
import io
import json
import re
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from pathlib import Path

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


class Judge:
    def __init__(self, root):
        self.cells = Cells(root)
        self.faults = []
        self.checked = 0
        self.targets = {}

    def is_near(self, item):
        """Whether both sides of one of the item's targets count, so that the best value is in the middle."""
        return any(target["direction"] == "near" for target in self.targets.get(item, []))

    def fault(self, claim, figure, what):
        self.faults.append(
            f"{claim['document']} p.{claim['page']} {claim['text'][:60]!r}: {figure['rule']}"
            f" {figure['printed']!r} = {figure['value']!r}: {what}"
        )

    def check(self, claim):
        for figure in claim["figures"]:
            self.checked += 1
            try:
                cells = [self.cells.get(source) for source in figure["from"]]
                what = self.judge(claim, figure, cells)
            except (ValueError, KeyError, InvalidOperation, ZeroDivisionError) as error:
                what = str(error)
            if what:
                self.fault(claim, figure, what)

    def judge(self, claim, figure, cells):
        rule, printed = figure["rule"], figure["printed"]
        if rule.startswith("quote."):
            return self.quote(figure, cells)
        if rule.startswith(("status.",)):
            return None if figure["value"] in STATUSES else "no status"
        value = Decimal(figure["value"])
        if rule == "rank.printed" or rule.startswith(("count.", "rank.", "returns.")):
            if not prints(printed, value) and str(value) not in printed:
                return "is not what is printed"
            return None
        if not prints(printed, value):
            return "is not what is printed"
        values = [number(cell) for cell in cells]
        if rule in ("value.reported", "percent.reported") or rule.startswith("target.") or rule == "schedule.milestone":
            if not cells:
                return None if rule == "schedule.milestone" else "no cell"
            known = [found for cell in cells for found in all_numbers(cell)]
            scaled = [found * factor for found in known for factor in SCALES]
            return None if any(near(one, value) for one in scaled) else f"the cells say {cells}"
        if rule == "value.sum":
            total = sum((one for one in values if one is not None), Decimal(0))
            return None if any(near(total * factor, value) for factor in SCALES) else f"the sum is {total}"
        if rule == "value.units":
            return None if len(cells) == value else f"there are {len(cells)} cells"
        if rule == "schedule.even":
            months = value * 12 / 100
            return None if near(months.quantize(Decimal(1)), months) else "no twelfth"
        if rule.startswith("share."):
            return None if 0 <= value <= 100 else "no share"
        return None

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
    due = values("schedule.even", "schedule.milestone")
    done = values("amount.completion")
    for figure in figures.get("amount.completion", []):
        if reached and goals:
            found = [value * 100 / goal for value in reached for goal in goals if goal]
            if not any(near(one, Decimal(figure["value"])) for one in found):
                judge.fault(claim, figure, f"is none of {found}")
    for figure in figures.get("rate.gap", []):
        if reached and goals:
            found = [value - goal for value in reached for goal in goals]
            if not any(near(one, Decimal(figure["value"])) for one in found):
                judge.fault(claim, figure, f"is none of {found}")
    for figure in figures.get("amount.gap", []):
        if done and due:
            found = [value - part for value in done for part in due]
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
            text = sheet.get_text()
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


def is_ordinal(text, found):
    """Whether the figure is a number on a line of its own: of a row in a table, of a heading."""
    return re.search(rf"(?m)^\s*{re.escape(found)}\s*[.、]?\s*$", text) is not None


TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def main():
    duban, root, *periods = sys.argv[1:]
    root = Path(root)
    failed = False
    for period in periods or [None]:
        command = [duban, "-q", "-C", str(root), "export", "claims"]
        command += ["--period", period] if period else []
        run = subprocess.run(command, capture_output=True, check=False)
        if run.returncode not in (0, 1):
            sys.exit(run.stderr.decode())
        claims = json.loads(run.stdout)
        judge = Judge(root)
        command = [duban, "-q", "-C", str(root), "export", "items"]
        items = subprocess.run(command, capture_output=True, check=False).stdout
        judge.targets = {item["id"]: item["targets"] for item in json.loads(items)}
        with localcontext() as context:
            context.prec = 40
            for claim in claims:
                judge.check(claim)
                calculations(judge, claim)
            counted(judge, claims)
            ranked(judge, claims)
        try:
            documents(judge, root, claims)
        except ImportError:
            print("without PyMuPDF: the documents' text was not read")
        for fault in judge.faults[:40]:
            print(fault)
        failed = failed or bool(judge.faults)
        print(f"{period or 'newest'}: {len(claims)} claims, {judge.checked} figures, {len(judge.faults)} faults")
    sys.exit(failed)


if __name__ == "__main__":
    main()
