#!/usr/bin/env python3
"""Recomputes every figure of a quarterly bulletin from the returns and looks for it in the PDF and the workbook.

    tests/judges/recompute_bulletin.py DUBAN WORKSPACE PERIOD BULLETIN.pdf BULLETIN.xlsx

The assessment is recompute_assessment.py's, so nothing is taken from duban's own. Every sentence, table row and list that
holds a figure is built anew, in the wording of docs/assessment.md, and must stand in the text. Needs Python 3.11,
PyMuPDF and openpyxl. Exit status 1 where anything is missing or differs.
"""
import datetime
import math
import re
import sys
import warnings
from fractions import Fraction

import openpyxl
import pymupdf

from recompute_assessment import STATUSES, Assessment, Comparison, Workspace, kind, least_places, month_of, places

WORDS = dict(zip(STATUSES, ["完成", "达到序时", "滞后", "严重滞后", "未报送", "报送有误（待核）", "不评价"]))
BEHIND = ("lagging", "severe")
ORDER = ["severe", "lagging", "on_track", "done"]
PERIODS = {3: "一季度", 6: "上半年", 9: "前三季度", 12: "全年"}
WATERMARK_SIZE = 40  # points; nothing of the text is set as large
FORBIDDEN = ["增长-", "下降-", "上涨-", "高于-", "%%", "，。", "、。", "（）", "，，", "：。", "None", "NaN", "{{", "}}"]


def text_of(path):
    """The text in reading order without blanks, page numbers and the watermark."""
    parts = []
    for page in pymupdf.open(path):
        for block in page.get_text("dict")["blocks"]:
            for line in block.get("lines", []):
                parts += [span["text"] for span in line["spans"] if span["size"] < WATERMARK_SIZE]
    text = re.sub(r"\s", "", "".join(parts))
    return re.sub(r"—\d+—(续表\d*)?", "", text)


def printed(value, places=1, short_of=None):
    """Rounded half-up; what is short of a limit is not printed as the limit."""
    scaled = abs(value) * 10**places
    rounded = math.floor(scaled + Fraction(1, 2))
    if short_of is not None and value < short_of and Fraction(rounded, 10**places) >= short_of:
        rounded = math.floor(scaled)
    sign = "-" if value < 0 and rounded else ""
    whole, part = divmod(rounded, 10**places)
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"


def percent(value):
    return printed(value, short_of=100) + "%"


def own_places(value, target):
    """The decimals of the figure or of its target, whichever are more."""
    return max(least_places(target), places(value), places(Fraction(target["value"])))


def is_unproven(judged):
    """Whether a sum that is not whole says nothing: neither the figure nor a verdict is printed as the item's."""
    return judged.computed and judged.status in ("unreported", "defective")


def listed_of(ids, most):
    """Those of a list that are named, and 等 where some are not: a list never hides one or two."""
    return (ids, "") if len(ids) <= most + 2 else (ids[:most], "等")


class Bulletin:
    def __init__(self, space, month, text, same):
        self.space, self.month, self.text, self.same = space, month, text, same
        self.now = Assessment(space, month)
        earlier = Assessment(space, month - 3) if month > 3 else None
        self.before = earlier if earlier and earlier.rows else None
        self.previous = PERIODS.get(month - 3)
        self.statuses = {item["id"]: self.now.status(item["id"]) for item in space.items}
        self.leads = {item["id"]: item["lead"][0] for item in space.items}
        kinds = {"1": "指标", "2": "任务"}
        self.names = {item["id"]: f"{kinds[item['id'][0]]}{item['id'][2:]}（{item['title']}）" for item in space.items}

    def has(self, what, wanted):
        self.same.compared += 1
        if wanted not in self.text:
            self.same.differences.append(f"{what}: not in the text: {wanted}")

    def of(self, *statuses, annex=""):
        return [id for id, status in self.statuses.items() if status in statuses and id.startswith(annex)]

    def named(self, ids):
        return "、".join(f"{self.leads[id]}牵头的{self.names[id]}" for id in ids)

    def shares(self, annex=""):
        ids = [id for id in self.statuses if id.startswith(annex)]
        parts = []
        for status in STATUSES:
            count = len(self.of(status, annex=annex))
            if count:
                parts.append(f"{WORDS[status]}{count}项，占{percent(Fraction(count * 100, len(ids)))}")
        return "；".join(parts) + "。"

    def overall(self):
        total, met = len(self.statuses), len(self.of("done", "on_track"))
        behind, severe = self.of(*BEHIND), self.of("severe")
        opening = f"{total}项主要指标和重点工作任务中，完成和达到序时进度的{met}项，占{percent(Fraction(met * 100, total))}；"
        self.has("overall", opening)
        if behind:
            sub = f"，其中严重滞后{len(severe)}项" if severe else ""
            rest = [f"{WORDS[s]}{len(self.of(s))}项" for s in STATUSES[4:] if self.of(s)]
            rest = f"；{'，'.join(rest)}。" if rest else "。"
            self.has("behind", f"滞后和严重滞后的{len(behind)}项{sub}{rest}")
        self.scoreboard()
        self.changes()
        self.worst()
        self.leaders()
        self.many_behind()

    def scoreboard(self):
        """The numbers of items by status, and those of the whole with the change since the period before."""
        old = [self.before.status(id) for id in self.statuses] if self.before else []
        seen = [status for status in STATUSES if self.of(status) or status in old]
        for label, annex in (("全部事项", ""), ("主要指标", "1"), ("重点工作任务", "2")):
            cells = [str(len([id for id in self.statuses if id.startswith(annex)]))]
            for status in seen:
                count = len(self.of(status, annex=annex))
                step = count - old.count(status) if old and not annex else 0
                cells.append(f"{count}（{step:+}）" if step else str(count))
            if old and not annex:
                label = f"全部（比{self.previous}）"
            self.has("scoreboard", label + "".join(cells))

    def shortfall(self, item):
        """How far an item is behind: by the part reached, then by points, then by a word; the worst of its targets."""
        found = []
        for position, judged in enumerate(self.now.items[item["id"]][0]):
            if judged.status != self.statuses[item["id"]]:
                continue
            targets = item["targets"]
            target = targets[position] if position < len(targets) else None
            due = self.space.schedule(item["id"], position + 1, self.month)
            if judged.percent is not None and due and judged.percent < due:
                found.append((0, judged.percent / due))
            elif target and judged.value is not None and judged.kind != "amount":
                over = judged.value - judged.goal
                missed = {"down": over, "near": abs(over)}.get(target["direction"], -over)
                if target["measure"] != "%":
                    parts = {"down": judged.goal / judged.value if judged.value else 0, "near": 1 - missed / judged.goal}
                    found.append((0, parts.get(target["direction"], judged.value / judged.goal)))
                else:
                    found.append((1, -missed) if missed > 0 else (2, 0))
            else:
                found.append((2, 0))
        return min(found)

    def worst(self):
        """The five items that are furthest behind, by name, with unit and leaders."""
        behind = [item for item in self.space.items if self.statuses[item["id"]] in BEHIND]
        behind.sort(key=lambda item: (self.statuses[item["id"]] != "severe", *self.shortfall(item)))
        part = self.text[self.text.find("个事项状态") : self.text.find("二、主要指标")]
        named = []
        for item in behind[:5]:
            kind = "指标" if item["id"][0] == "1" else "任务"
            leaders = f"（牵头领导：{'、'.join(item['leaders'])}）" if item["leaders"] else ""
            title = re.sub(r"\s", "", item["title"])
            named.append(f"{kind}{item['id'][2:]}{title}{item['lead'][0]}{leaders}")
        at = [part.find(name) for name in named]
        self.same(f"worst: {named}", True, -1 not in at and at == sorted(at))
        self.same("worst: no more", len(named), part.count("报送整改情况"))

    def changes(self):
        self.better, self.worse, self.still = [], [], []
        if not self.before:
            return
        for id, status in self.statuses.items():
            old = self.before.status(id)
            if status in ORDER and old in ORDER:
                step = ORDER.index(status) - ORDER.index(old)
                self.better += [id] * (step > 0)
                self.worse += [id] * (step < 0)
            if status in BEHIND and old in BEHIND:
                self.still.append(id)
        counts = [(self.better, "好转"), (self.worse, "后退"), (self.still, "仍然滞后")]
        parts = [f"{len(ids)}项{word}" for ids, word in counts]
        words = "，".join(parts) if any(ids for ids, _ in counts) else "没有好转、后退或仍然滞后的事项"
        self.has("changes", f"与{self.previous}相比，{words}。")

    def leaders(self):
        self.by_leader = {}
        for item in self.space.items:
            for leader in item["leaders"]:
                row = self.by_leader.setdefault(leader, dict.fromkeys(STATUSES, 0))
                row[self.statuses[item["id"]]] += 1
        seen = [s for s in STATUSES if any(row[s] for row in self.by_leader.values())]
        for leader, row in self.by_leader.items():
            self.has("leader", leader + "".join(str(row[s]) for s in seen) + str(sum(row.values())))

    def many_behind(self):
        self.behind_by = {}
        for id in self.of(*BEHIND):
            row = self.behind_by.setdefault(self.leads[id], [0, 0])
            row[0] += 1
            row[1] += self.statuses[id] == "severe"
        for unit, (count, severe) in self.behind_by.items():
            if count > 1:
                sub = "，均为严重滞后" if severe == count else f"，其中严重滞后{severe}项" if severe else ""
                self.has("units behind", f"{unit}（{count}项{sub}）")
        first = self.text[self.text.find("滞后事项较多的单位（按第一牵头单位计）：") :].split("。")[0]
        for unit, count, severe in re.findall(r"[：、]([^：、（）]+)（(\d+)项(?:，其中严重滞后(\d+)项)?）", first):
            self.same(f"most behind {unit}", self.behind_by.get(unit), [int(count), int(severe or 0)])

    def indicators(self):
        total = len([id for id in self.statuses if id[0] == "1"])
        counts = [f"{WORDS[s]}{len(self.of(s, annex='1'))}项" for s in STATUSES if self.of(s, annex="1")]
        self.has("indicators", f"{total}项主要指标中，{'，'.join(counts)}。")
        for item in self.space.items:
            if item["id"][0] == "1":
                for judged, target in zip(self.now.items[item["id"]][0], item["targets"]):
                    self.indicator(item, judged, target)

    def indicator(self, item, judged, target):
        name = re.sub("增长|涨幅", "", target["subject"])
        goal = target["raw"].replace("控制在", "")
        schedule = self.space.schedule(item["id"], judged.index, self.month)
        amount = judged.kind == "amount"
        value, gap, done = "—", "—", "—"
        if judged.value is not None and not is_unproven(judged):
            value = self.quantity(judged.value, target)
            gap = judged.percent - schedule if amount else judged.value - judged.goal
            done = percent(judged.percent) if amount else "—"
        shown = gap if gap == "—" else printed(gap, self.gap_places())
        status = WORDS[judged.status]
        reached = f"{value}（{done}）" if amount and value != "—" else value
        self.has("table 1", f"{name}{goal}{reached}{shown}{status}")
        leaders = f"（{'、'.join(item['leaders'])}）" if item["leaders"] else ""
        self.has("table 1", f"{'、'.join(item['lead'])}{leaders}")
        if judged.value is None or is_unproven(judged):
            return
        self.sentence(item, judged, target, name, goal, gap)

    def gap_places(self):
        """The gaps are below each other: the most decimals of any of them."""
        found = [1]
        for item in self.space.items:
            if item["id"][0] == "1":
                for judged, target in zip(self.now.items[item["id"]][0], item["targets"]):
                    if judged.value is not None and judged.kind != "amount":
                        found.append(own_places(judged.value, target))
        return max(found)

    def quantity(self, value, target):
        return printed(value, own_places(value, target)) + target["measure"]

    def rate(self, value, target, verbs, digits=None):
        digits = own_places(value, target) if digits is None else digits
        if verbs and value == 0:
            return "持平"
        verb = (verbs[0] if value > 0 else verbs[1]) if verbs else ""
        return verb + printed(abs(value) if verbs else value, digits) + target["measure"]

    def verbs(self, target):
        if "增长" in target["subject"]:
            return "增长", "下降"
        return ("上涨", "下降") if "涨幅" in target["subject"] else None

    def sentence(self, item, judged, target, name, goal, gap):
        verbs = self.verbs(target)
        if judged.kind == "amount":
            side = "" if judged.status == "done" else "比序时进度高" if gap >= 0 else "比序时进度低"
            text = f"{name}累计完成{self.quantity(judged.value, target)}，为年度目标（{goal}）的{percent(judged.percent)}，"
            text += f"{side}{printed(abs(gap))}个百分点，" if side else ""
        else:
            head = self.rate(judged.value, target, verbs) if verbs else f"为{self.quantity(judged.value, target)}"
            word = "控制目标" if target["direction"] == "down" else "年度目标"
            side = "与" if gap == 0 else "高于" if gap > 0 else "低于"
            text = f"{name}{head}，{side}{word}（{goal}）"
            text += "持平，" if gap == 0 else f"{printed(abs(gap), own_places(judged.value, target))}个百分点，"
        missed = {"down": gap, "near": abs(gap)}.get(target["direction"], -gap)
        allowed = target["comparator"] == "about" or target["direction"] == "near"
        if judged.kind != "amount" and allowed and 0 < missed <= self.space.tolerance:
            text += "基本达到目标，"
        words = {"done": "已完成年度目标", "on_track": "达到序时进度", "lagging": "进度滞后", "severe": "进度严重滞后"}
        over = target["direction"] == "down" and judged.status in BEHIND
        text += "超过控制目标" if over else words[judged.status]
        if self.before and judged.kind != "amount":
            text += self.against_before(item, judged, target)
        self.has("sentence", text + "。")
        self.ends(item, judged, target, text)

    def against_before(self, item, judged, target):
        old = self.before.items[item["id"]][0][judged.index - 1].value
        if old is None:
            return ""
        step = judged.value - old
        if step == 0:
            return f"，与{self.previous}持平"
        steady = self.verbs(target) and old >= 0 and judged.value >= 0
        rising = "扩大" if "涨幅" in target["subject"] else "加快"
        up, down = (rising, "回落") if steady else ("提高", "降低")
        digits = max(own_places(judged.value, target), own_places(old, target))
        return f"，比{self.previous}{up if step > 0 else down}{printed(abs(step), digits)}个百分点"

    def ranked(self, item, index, assessment=None):
        ranks = (assessment or self.now).ranks
        found = [(rank, unit) for (id, i, unit), rank in ranks.items() if (id, i) == (item["id"], index)]
        return sorted(found, key=lambda pair: (pair[0], self.space.order.index(pair[1])))

    def ends(self, item, judged, target, before):
        """The first and the last three of the ranked, with all who share a place."""
        ranked = self.ranked(item, judged.index)
        if len(ranked) < 2:
            return
        start = self.text.find(before)
        text = self.text[start + len(before) :][:600]
        by = "按完成率" if judged.kind == "amount" else ""
        few = len(ranked) < 6
        count = f"。{len(ranked)}个市州{by}排名，{'依次为' if few else '居前的是'}"
        tied = len({rank for rank, _ in ranked}) == 1
        if tied:
            count = f"。{len(ranked)}个市州{'完成率' if by else ''}均"
        self.same(f"{item['id']} ranked", count, text[: len(count)])
        if few or tied:
            return
        places = [rank for rank, _ in ranked]
        first = [pair for pair in ranked if pair[0] <= places[2]] if len(ranked) > 5 else []
        last = [pair for pair in ranked if pair[0] >= places[-3]] if len(ranked) > 5 else []
        # Who has completed the amount of the year is not among the last.
        own = self.now.items[item["id"]][1]
        completed = lambda unit: judged.kind == "amount" and own[unit][judged.index - 1].status == "done"
        last = [(rank, unit) for rank, unit in last if not completed(unit)]
        said = text.split("居前的是", 1)[-1].split("。")[0]
        for word, wanted in (("first", first), ("last", last)):
            part = said.split("，居后的是")[0 if word == "first" else -1]
            single = []
            for rank, unit in wanted:
                tied = places.count(rank)
                many = tied * 2 > len(ranked) and tied > 1
                wanted_words = self.place(item, judged, target, rank, f"{tied}个市州" if many else unit, unit, tied > 1)
                self.same(f"{item['id']} {word}: {wanted_words} in {part}", True, wanted_words in part)
                single += [] if many else [unit]
            units = [unit for _, unit in ranked if unit in part]
            self.same(f"{item['id']} {word} three", single, units)

    def place(self, item, judged, target, rank, name, unit, tied):
        own = self.now.items[item["id"]][1][unit][judged.index - 1]
        if judged.kind == "amount":
            figure = percent(own.percent)
        else:
            digits = self.now.shown_digits[item["id"], judged.index]
            figure = self.rate(own.value, target, self.verbs(target), digits)
        return f"{name}（{figure}{f'，并列第{rank}位' if tied else ''}）"

    def tasks(self):
        tasks = [id for id in self.statuses if id[0] == "2"]
        self.has("tasks", f"{len(tasks)}项重点工作任务中，{self.shares('2')}")
        done = self.of("done", annex="2")
        if 0 < len(done) <= 10:
            self.has("done", f"已完成的{len(done)}项：")
            for id in done:  # the list may go on on the next page
                name = self.named([id])
                parted = any(name[:at] in self.text and name[at:] in self.text for at in range(1, len(name)))
                self.same(f"done: {name}", True, parted)
        self.unreported()
        doubted = self.of("defective", annex="2")
        if 0 < len(doubted) <= 10:
            listed, more = listed_of(doubted, 20)
            words = f"{len(doubted)}项任务的报送有误，核实之前不作评价：{self.named(listed)}{more}。"
            self.has("defective", words)
        for item in self.space.items:
            if item["id"][0] == "2":
                self.task(item)

    def unreported(self):
        """Tasks of which no lead unit said anything, and those of which one did not say all."""
        leads = {item["id"]: item["lead"] for item in self.space.items}
        reported = {(id, unit) for id, _, unit in self.now.rows}
        groups = {"没有收到牵头单位的报送": [], "牵头单位没有报全": []}
        for id in self.of("unreported", annex="2"):
            in_part = any((id, unit) in reported for unit in leads[id])
            groups["牵头单位没有报全" if in_part else "没有收到牵头单位的报送"].append(id)
        for words, ids in groups.items():
            if ids and sum(map(len, groups.values())) <= 10:
                listed, more = listed_of(ids, 20)
                named = "、".join(self.named_with_sums(id) for id in listed) + more
                self.has("unreported", f"{len(ids)}项任务{words}：{named}。")

    def named_with_sums(self, id):
        item = next(item for item in self.space.items if item["id"] == id)
        sums = [self.sum_words(one, target) for one, target in self.judged(item) if is_unproven(one)]
        return self.named([id]).removesuffix("）") + "".join(f"，{words}" for words in ["；".join(sums)] if sums) + "）"

    def judged(self, item):
        return list(zip(self.now.items[item["id"]][0], item["targets"]))

    def sum_words(self, judged, target):
        digits = max(least_places(target), places(judged.value))
        return f"已报{judged.parts}个单位，合计{printed(judged.value, digits)}{target['measure']}"

    def figures(self, item):
        parts = []
        for judged, target in zip(self.now.items[item["id"]][0], item["targets"]):
            name = target["subject"]
            goal = target["raw"]
            if judged.value is None:
                parts.append(f"{name}：")
                continue
            if is_unproven(judged):
                parts.append(f"未报送（{self.sum_words(judged, target)}）" if judged.status == "unreported" else name)
                continue
            share = f"（{percent(judged.percent)}）" if judged.kind == "amount" else ""
            parts.append(f"完成{self.quantity(judged.value, target)}{share}")
        if not item["targets"] and self.now.items[item["id"]][0][0].percent is not None:
            parts.append(f"完成率{percent(self.now.items[item['id']][0][0].percent)}")
        return parts

    def task(self, item):
        id, status = item["id"], self.statuses[item["id"]]
        title = re.sub(r"\s", "", item["title"])
        who = "".join(item["leaders"]) + "、".join(item["lead"])
        # What is behind is in annex 1, the rest in annex 2.
        head = f"{id if status in BEHIND else id[2:]}{title}{who}"
        at = self.text.find(head)
        if at < 0:  # a tall row goes on on the next page
            head = head[: -len(who)]
        self.same(f"{head} once", 1, self.text.count(head))
        rest = self.text[self.text.find(head) + len(head) :][: 900 if at >= 0 else 2000]
        for part in self.figures(item):
            # A tall row goes on on the next page, where its cells go on one after the other.
            parted = any(part[:at] in rest and part[at:] in rest for at in range(1, len(part)))
            self.same(f"task {id}: {part} in {rest[:80]}", True, part in rest or parted)
        word = WORDS[status] + self.was(id)
        self.same(f"task {id}: {word} in {rest[:80]}", True, word in rest)

    def was(self, id):
        if not self.before:
            return ""
        old = self.before.status(id)
        if old == self.statuses[id]:
            return f"{self.previous}也{WORDS[old]}" if old in BEHIND else ""
        return f"{self.previous}为{WORDS[old]}" if old in ORDER and self.statuses[id] in ORDER else ""

    # 四、存在的主要问题

    def problems(self):
        severe, behind = self.of("severe"), self.of(*BEHIND)
        for status in BEHIND:
            count = len(self.of(status))
            if count:
                self.same(f"{status} heads", True, f"{WORDS[status]}（{count}项）" in self.text)
        if severe:
            self.has("severe", f"严重滞后的{len(severe)}项，见附件1。")
        if self.still:
            self.has("still", f"{len(self.still)}项在{self.previous}和{PERIODS[self.month]}都滞后。")
        if self.worse:
            grown = [id for id in self.worse if id in self.still]
            among = f"，其中{len(grown)}项由滞后变为严重滞后" if grown else ""
            self.has("worse", f"{len(self.worse)}项比{self.previous}后退{among}。")
        annex = self.text[self.text.rfind("附件1") : self.text.rfind("附件2")]
        for id in behind:
            self.same(f"annex 1 {id}", True, id in annex)

    def returns(self):
        """Who had to report, who did not, who was late, who left something out, whose figures are in doubt."""
        missing_by, doubted_by, first = {}, {}, {}
        for item in self.space.items:
            units = self.now.items[item["id"]][1]
            for unit, judged in units.items():
                if any(unit in self.now.owing(item, one.index) for one in judged):
                    missing = any(one.status == "unreported" for one in judged)
                    missing_by.setdefault(unit, []).extend([item["id"]] * missing)
                if any(one.status == "defective" for one in judged):
                    doubted_by.setdefault(unit, []).append(item["id"])
        for row in self.space.rows:
            if row["month"] == self.month and row["on"]:
                first[row["unit"]] = min(first.get(row["unit"], "9"), row["on"])
        reporting = {unit for (_, _, unit) in self.now.rows}
        due = self.due()
        day = lambda iso: f"{int(iso[5:7])}月{int(iso[8:])}日"
        expected = [unit for unit in self.space.order if unit in missing_by]
        self.silent = [unit for unit in expected if unit not in reporting]
        self.late = [unit for unit in expected if first.get(unit, "") > due]
        self.gaps = [unit for unit in expected if unit in reporting and missing_by[unit]]
        self.doubted = [unit for unit in self.space.order if unit in doubted_by]
        self.has("deadline", f"{len(expected)}个单位应于{day(due)}前报送，{len(expected) - len(self.silent)}个单位报送。")
        if self.silent:
            if len(self.silent) <= 5:
                names = "、".join(self.silent)
                self.has("missing", f"{len(expected)}个应报送单位中，{names}{len(self.silent)}个单位未报送，见附件5。")
        if self.late:
            names = "、".join(f"{unit}（{day(first[unit])}报送）" for unit in self.late)
            self.has("late", f"{len(self.late)}个单位迟报：{names}。")
        if self.gaps:
            self.has("incomplete", f"{len(self.gaps)}个单位漏报。")
        if self.doubted:
            self.has("in question", f"{len(self.doubted)}个单位的报送有误、待核。")
        annex = self.text[self.text.rfind("附件5") :]
        for units, word in ((self.silent, "未报送"), (self.late, "迟报"), (self.gaps, "漏报")):
            for no, unit in enumerate(units, 1):
                ids = missing_by[unit]
                more = "等" if len(ids) > 12 else ""
                named = "、".join(self.names[id] for id in ids[:12])
                cause = f"{day(first[unit])}报送" if word == "迟报" else f"缺{len(ids)}项：{named}{more}"
                self.same(f"annex 5 {unit}", True, f"{no}{unit}{cause}" in annex)
        for no, unit in enumerate(self.doubted, 1):
            self.same(f"annex 5 {unit}", True, f"{no}{unit}{self.names[doubted_by[unit][0]]}" in annex)
            for id in doubted_by[unit]:
                told = re.escape(self.names[id]) + r"(第\d个指标)?(完成值|完成率|状态)"
                self.same(f"annex 5 {unit} {id}", True, re.search(told, annex) is not None)

    def due(self):
        config = self.space.config
        off, on = set(), set(config["calendar"]["workdays"])
        for entry in config["calendar"]["holidays"]:
            first, _, last = entry.partition("/")
            day, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)
            while day <= end:
                off.add(day.isoformat())
                day += datetime.timedelta(1)
        year, month = divmod(self.space.year * 12 + self.month, 12)
        day = datetime.date(year, month + 1, config["letters"]["return_day"])
        while day.isoformat() in off or (day.weekday() > 4 and day.isoformat() not in on):
            day += datetime.timedelta(1)
        return day.isoformat()

    # 附件3

    def rankings(self):
        """A row for each prefecture, of as many indicators as a page takes."""
        columns = self.ranked_targets()
        units = [u for u in self.space.order if self.space.kinds[u] in ("市州", "新区")]
        annex = self.text[self.text.rfind("附件3") : self.text.rfind("附件4")]
        rows = {unit: [self.cell(item, index, unit) for item, index in columns] for unit in units}
        start = 0
        while start < len(columns):
            fits = [n for n in range(start + 1, len(columns) + 1) if units[0] + "".join(rows[units[0]][start:n]) in annex]
            if not fits:
                self.same(f"annex 3 from column {start}", "".join(rows[units[0]][start:]), annex[:60])
                return
            for unit in units:
                wanted = unit + "".join(rows[unit][start : fits[-1]])
                self.same(f"annex 3 {wanted}", True, wanted in annex)
            start = fits[-1]

    def ranked_targets(self):
        found = [(item, i + 1) for item in self.space.items if item["id"][0] == "1" for i in range(len(item["targets"]))]
        return [(item, index) for item, index in found if self.ranked(item, index)]

    def cell(self, item, index, unit):
        judged = self.now.items[item["id"]][1].get(unit, [None] * 9)[index - 1]
        target = item["targets"][index - 1]
        figure = judged and (judged.percent if kind(target) == "amount" else judged.value)
        if figure is None:
            return "———" if self.before else "——"
        digits = self.now.shown_digits[item["id"], index]
        text = printed(figure, digits, short_of=100 if kind(target) == "amount" else None)
        rank = self.now.ranks.get((item["id"], index, unit))
        if not self.before:
            return f"{text}{rank or '—'}"
        if rank is None:
            return f"{text}——"
        old = self.before and self.before.ranks.get((item["id"], index, unit))
        step = "—" if not old else f"↑{old - rank}" if old > rank else f"↓{rank - old}" if old < rank else "平"
        return f"{text}{rank}{step}"

    # The workbook

    def workbook(self, path):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, data_only=True)
        sheets = {sheet.title.split()[0]: list(sheet.iter_rows(values_only=True)) for sheet in book}
        head = {row[0]: row for row in sheets["总览"] if row[0]}
        for word, annex in (("全部事项", ""), ("主要指标", "1"), ("重点工作任务", "2")):
            counts = [len(self.of(status, annex=annex)) for status in STATUSES]
            met = counts[0] + counts[1]
            self.same(f"sheet {word}", [sum(counts), *counts, met], list(head[word][1:10]))
            self.same(f"sheet {word} share", round(met / sum(counts), 9), round(head[word][10], 9))
        for leader, row in self.by_leader.items():
            self.same(f"sheet {leader}", [sum(row.values()), *row.values()], list(head[leader][1:9]))
        ranks = [row for row in sheets["附表2"] if row[0] in self.space.kinds]
        columns = self.ranked_targets()
        self.same("sheet ranks", len(columns) * 15, len(ranks))
        for (item, index), row in zip((column for column in columns for _ in range(15)), ranks):
            self.rank_row(item, index, row)
        tasks = {str(row[0]): row for row in sheets["附表3"] if str(row[0]).isdigit()}
        for item in self.space.items:
            if item["id"][0] == "2":
                row = tasks.get(item["id"][2:], [None] * 11)
                self.same(f"sheet task {item['id']}", WORDS[self.statuses[item["id"]]], row[9])
                first = self.now.items[item["id"]][0][0]
                shown = None if is_unproven(first) else first.percent
                if len(item["targets"]) < 2 and shown is not None:
                    self.same(f"sheet task {item['id']} share", round(float(shown / 100), 6), row[7] if isinstance(row[7], str) else round(row[7], 6))
        behind = [row[0] for row in sheets["附表4"] if re.fullmatch(r"[12]-\d+", str(row[0]))]
        self.same("sheet behind", self.of("severe") + self.of("lagging"), behind)
        listed = [row[2] for row in sheets["附表5"] if row[1] in ("未报送", "迟报", "漏报", "报送有误（待核）")]
        self.same("sheet returns", self.silent + self.late + self.gaps + self.doubted, listed)

    def rank_row(self, item, index, row):
        unit = row[0]
        judged = self.now.items[item["id"]][1][unit][index - 1]
        rank = self.now.ranks.get((item["id"], index, unit))
        old = self.before and self.before.ranks.get((item["id"], index, unit))
        cell = lambda value: "—" if value is None else value
        near = lambda value: "—" if value is None else round(float(value), 9)
        step = old - rank if old and rank else None
        ours = [near(judged.value), cell(rank)]
        theirs = [row[2] if row[2] == "—" else round(row[2], 9), row[4]]
        if self.before:
            ours += [cell(old), cell(step)]
            theirs += row[6:8]
        self.same(f"sheet rank {item['id']} {index} {unit}", ours, theirs)
        self.same(f"sheet status {item['id']} {index} {unit}", WORDS[judged.status], row[5])

    def forbidden(self):
        for wrong in FORBIDDEN:
            self.same(f"the text has {wrong}", 0, self.text.count(wrong))


def main(duban, folder, period, pdf, sheet):
    space, same = Workspace(duban, folder), Comparison()
    bulletin = Bulletin(space, month_of(period, space.year), text_of(pdf), same)
    for part in ("overall", "indicators", "tasks", "problems", "returns", "rankings", "forbidden"):
        getattr(bulletin, part)()
    bulletin.workbook(sheet)
    return same.finish()


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
