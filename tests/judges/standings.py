"""Works out the standing of every unit over the year from the assessment, the returns and the ledger.

The rules are those of the table `[standing]` of duban.toml, with exact fractions; recompute_claims.py compares with
what the year's bulletin prints.
"""

import datetime
import tomllib
from fractions import Fraction

RULES = {"lead": 60, "implement": 40, "lagging": "0.6", "late": 1, "listing": 5}
FULL, FAILED = ("done", "on_track"), ("severe", "unreported")
WORST_FIRST = ["severe", "lagging", "unreported", "defective", "on_track", "done", "unrated"]


class Standing:
    """`tallies` and `points` are of the items that a unit leads and of those that it implements."""

    def __init__(self, rules, lead, implement, late, listings):
        self.tallies = [lead, implement]
        counted = [sum(tally) for tally in self.tallies]
        self.points = []
        for tally, part, other in zip(self.tallies, (rules["lead"], rules["implement"]), reversed(counted)):
            whole = part if other else Fraction(100)
            reached = tally[0] + rules["lagging"] * tally[1]
            self.points.append(whole * reached / sum(tally) if sum(tally) else None)
        self.deductions = {count: count * each for count, each in ((late, rules["late"]), (listings, rules["listing"])) if count}
        known = [points for points in self.points if points is not None]
        taken = late * rules["late"] + listings * rules["listing"]
        self.score = max(Fraction(0), sum(known) - taken) if known else None

    def accepts(self, rule, text, value):
        """Returns the fault of a figure that is printed of the unit, or None."""
        if rule == "standing.score":
            return None if same(self.score, value) else f"the score is {self.score}"
        if rule == "standing.points":
            known = [*self.points, *self.deductions.values()]
            return None if any(same(one, value) for one in known) else f"the points are {known}"
        if "/" in text:
            found = ["/".join(map(str, tally)) for tally in self.tallies]
            return None if text in found else f"counted {found}"
        return None if value in self.deductions else f"the deductions are {self.deductions}"


def same(exact, value):
    return exact is not None and abs(exact - Fraction(value)) < Fraction(1, 10**9)


def settings(root):
    data = tomllib.loads((root / "duban.toml").read_text(encoding="utf-8"))
    rules = {name: Fraction(str(data.get("standing", {}).get(name, value))) for name, value in RULES.items()}
    return data, rules


def days(entries):
    """The days of a list of dates and of periods from one to another."""
    found = set()
    for entry in entries:
        first, _, last = str(entry).partition("/")
        first, last = (datetime.date.fromisoformat(one) for one in (first, last or first))
        found |= {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
    return found


def due(data, month):
    """The day on which the returns of a month are due: a day of the next month, or the next working day."""
    calendar = data.get("calendar", {})
    free, worked = days(calendar.get("holidays", [])), days(calendar.get("workdays", []))
    year = data["year"] + month // 12
    next_month = month % 12 + 1
    after = datetime.date(year + next_month // 12, next_month % 12 + 1, 1)
    day = min(data["letters"]["return_day"], (after - datetime.timedelta(days=1)).day)
    day = datetime.date(year, next_month, day)
    while day not in worked and (day in free or day.weekday() > 4):
        day += datetime.timedelta(days=1)
    return day


def late_months(data, returns):
    """The number of months of each unit whose first return came late; a return without a date makes no month late.

    `returns` are triples of unit, month and date.
    """
    first = {}
    for unit, month, day in returns:
        first.setdefault((unit, month), []).append(day)
    late = [unit for (unit, month), found in first.items() if None not in found and min(found) > due(data, month)]
    return {unit: late.count(unit) for unit in late}


def standings(root, assessment, items, units, returns, listed, present):
    """Returns the standing of each unit by its short name.

    `returns` are triples of unit, month and date, `listed` the units of the cases that were listed; `present` gives the
    unit that has the duties of another by now.
    """
    data, rules = settings(root)
    late = late_months(data, returns)
    first_lead = {item["id"]: item["lead"][0] for item in items if item["lead"]}
    items = {item["id"]: item for item in assessment["items"]}
    shares = {}
    for unit in units:
        short = present(unit["short"])
        for role, ids in (("lead", unit["lead"]), ("implement", unit["implement"])):
            for id in ids:
                if id not in items:
                    continue
                item = items[id]
                if role == "lead":
                    status, answers = item["status"], first_lead[id] == unit["short"]
                else:
                    rows = [row for part in item["targets"] or [item] for row in part["by_unit"] if row["unit"] == unit["short"]]
                    status = min((row["status"] for row in rows), key=WORST_FIRST.index, default="unrated")
                    answers = True
                shares.setdefault((short, id), []).append((role, status, answers))
    tallies = {}
    for (short, _), held in shares.items():
        role = "lead" if any(role == "lead" for role, _, _ in held) else "implement"
        held = [one for one in held if one[0] == role]
        status = min((status for _, status, _ in held), key=WORST_FIRST.index)
        tally = tallies.setdefault(short, {"lead": [0, 0, 0], "implement": [0, 0, 0]})[role]
        if status in FULL:
            tally[0] += 1
        elif status == "lagging":
            tally[1] += 1
        elif status == "severe" or status == "unreported" and any(answers for _, _, answers in held):
            tally[2] += 1
    return {
        short: Standing(rules, both["lead"], both["implement"], late.get(short, 0), listed.count(short))
        for short, both in tallies.items()
    }
