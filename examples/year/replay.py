#!/usr/bin/env python3
"""Makes the sample year: an invented province, month by month, with the commands that an office would type.

    examples/year/replay.py PROGRAM [FOLDER]

Writes the workspace FOLDER (examples/year where none is named) anew. Whatever an office writes by hand (registries, returns,
receipts, answers, changes) is written here; numbers, events of notices and decisions come from PROGRAM. All figures follow
from the tables below, so that the same program makes the same year.
"""
import csv
import shutil
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
YEAR = 2018

UNITS = """\
001,省发展改革委,岭西省发展和改革委员会,省发改委,组成部门,,,
002,省教育厅,岭西省教育厅,,组成部门,,,
003,省住建厅,岭西省住房和城乡建设厅,,组成部门,,,
004,省林业厅,岭西省林业厅,,组成部门,,2018-10-25,省林草局
005,省交通运输厅,岭西省交通运输厅,省交通厅,组成部门,,,
006,省人社厅,岭西省人力资源和社会保障厅,,组成部门,,,
007,省财政厅,岭西省财政厅,,组成部门,,,
008,省民政厅,岭西省民政厅,,组成部门,,,
009,省林草局,岭西省林业和草原局,,直属机构,2018-10-26,,
010,省委宣传部,中共岭西省委宣传部,,党委机构,,,
011,省妇联,岭西省妇女联合会,,群团组织,,,
012,岭西海关,中华人民共和国岭西海关,,中央单位,,,
101,东港市,东港市人民政府,,市州,,,
102,西岭市,西岭市人民政府,,市州,,,
103,南川市,南川市人民政府,,市州,,,
104,北原州,北原州人民政府,,市州,,,
105,临江新区,临江新区管理委员会,临江新区管委会,新区,,,
"""
PLACES = ["东港市", "西岭市", "南川市", "北原州"]

LEADERS = """\
1,王文明,常务副省长,,
2,李建国,副省长,,2018-06-15
3,陈静,副省长,,
4,赵思远,副省长,2018-06-16,
"""

NOTICE = """\
岭西省人民政府关于分解下达2018年主要指标和重点工作任务的通知

各市州人民政府，临江新区管委会，省政府各部门：

　　现将2018年主要指标和重点工作任务分解下达如下。

附件1

2018年主要指标分解表

序号	主要指标	省政府牵头领导	牵头单位	配合单位	实施单位
1	生产总值增长7%左右。	王文明	省发展改革委		各市州政府、临江新区
2	城镇新增就业20万人，城镇登记失业率控制在4%以内。	陈静	省人社厅	省财政厅	各市州政府
3	一般公共预算收入增长6%。	王文明	省财政厅		各市州政府

附件2

2018年重点工作任务分解表

序号	重点工作任务	省政府牵头领导	牵头单位	配合单位	实施单位	完成时限
1	完成营造林100万亩。	李建国	省林业厅	省财政厅	各市州政府	12月底
2	改造农村危房2万户。	李建国	省住建厅	省财政厅	各市州政府	12月底
3	整治城市黑臭水体。	李建国	省住建厅		西岭市、南川市	12月底
4	新建改建农村公路3000公里。	王文明	省交通运输厅		各市州政府	12月底
5	学前三年毛入园率达到88%。	陈静	省教育厅		各市州政府	12月底
6	深化“放管服”改革，推行网上办理。	王文明	省发展改革委		各市州政府	6月底
7	组织文化惠民演出1200场。	陈静	省委宣传部			12月底
8	建成妇女之家500个。	陈静	省妇联			12月底
9	压缩货物通关时间三分之一。	王文明	岭西海关			12月底
10	建设养老床位5000张。	陈静	省民政厅		各市州政府	12月底
"""

TITLES = """\
1-1,生产总值增长
1-2,城镇新增就业和登记失业率
1-3,一般公共预算收入
2-1,营造林
2-2,农村危房改造
2-3,城市黑臭水体整治
2-4,农村公路建设
2-5,学前三年毛入园率
2-6,网上办理
2-7,文化惠民演出
2-8,妇女之家建设
2-9,压缩通关时间
2-10,养老床位建设
"""

# The amounts: id, target, lead unit, measure, whole, and the part of each place.
AMOUNTS = [
    ("1-2", 1, "省人社厅", "万人", "20", {"东港市": "8", "西岭市": "5", "南川市": "4", "北原州": "3"}),
    ("2-1", 1, "省林业厅", "万亩", "100", {"东港市": "40", "西岭市": "30", "南川市": "20", "北原州": "10"}),
    ("2-2", 1, "省住建厅", "万户", "2", {"东港市": "0.8", "西岭市": "0.5", "南川市": "0.4", "北原州": "0.3"}),
    ("2-4", 1, "省交通运输厅", "公里", "3000", {"东港市": "1200", "西岭市": "800", "南川市": "600", "北原州": "400"}),
    ("2-7", 1, "省委宣传部", "场", "1200", {}),
    ("2-8", 1, "省妇联", "个", "500", {}),
    ("2-10", 1, "省民政厅", "张", "5000", {"东港市": "2000", "西岭市": "1500", "南川市": "1000", "北原州": "500"}),
]

# The planned course of the year where it is not even, in percent by month.
MILESTONES = {"2-1": {3: 10, 6: 60, 9: 80, 12: 100}}

# How far a place, or a lead unit without places, is in comparison with the schedule, by month; an entry holds until the
# next. Otherwise 1.04. Lead units report the sum of the places.
PACE = {
    **{("2-2", place): {2: "0.60", 4: "0.65", 5: "0.90", 6: "1.04"} for place in PLACES},
    **{("2-1", place): {2: "1.04", 6: "1.20", 9: "1.04"} for place in PLACES},
    ("2-1", "东港市"): {2: "1.04", 6: "0.85", 7: "1.04"},
    **{("2-4", place): {2: "1.04", 10: "0.95", 12: "1.04"} for place in PLACES},
    ("2-4", "西岭市"): {2: "1.04", 9: "0.95", 12: "1.04"},
    **{("2-10", place): {2: "1.04", 7: "1.08"} for place in PLACES},
    ("2-10", "南川市"): {2: "1.04", 6: "0.88", 7: "0.78", 8: "1.04"},
    ("2-7", "省委宣传部"): {2: "1.04", 4: "0.85", 5: "1.04"},
}

# The rates: id, target, lead unit, and the value by month; of places the value and what is added to it.
RATES = [
    ("1-1", 1, "省发展改革委", {2: "7.2", 9: "6.4", 10: "7.0"}, {"东港市": "0.4", "西岭市": "-0.1", "南川市": "0.1", "北原州": "0.9", "临江新区": "2.0"}),
    ("1-2", 2, "省人社厅", {2: "3.6", 8: "3.5"}, {"东港市": "-0.2", "西岭市": "0.1", "南川市": "0", "北原州": "0.2"}),
    ("1-3", 1, "省财政厅", {2: "6.3", 6: "6.8"}, {"东港市": "0.5", "西岭市": "0.2", "南川市": "0.6", "北原州": "1.1"}),
    ("2-5", 1, "省教育厅", {2: "88.1", 6: "88.3", 9: "88.6"}, {"东港市": "1.2", "西岭市": "0.1", "南川市": "0.3", "北原州": "0"}),
]

# Items without a figure: the completion in percent compared with the schedule.
WORKS = {
    ("2-3", "省住建厅"): {2: "1.04"},
    ("2-3", "西岭市"): {2: "1.04", 3: "0.90", 4: "0.85", 5: "0.82", 6: "0.70", 7: "0.62", 9: "1.04"},
    ("2-3", "南川市"): {2: "1.04"},
    ("2-6", "省发展改革委"): {2: "1.30", 6: "2.00"},
    **{("2-6", place): {2: "1.30", 6: "2.00"} for place in PLACES},
    ("2-9", "岭西海关"): {2: "1.04", 11: "1.10"},
}

# What is wrong with returns: nothing came in, the day on which it came in late, a cell that cannot be read.
MISSING = {(4, "北原州")}
LATE = {(7, "岭西海关"): "2018-08-09"}
SPOILT = {(5, "南川市", "2-2"): "0.15-0.2"}

# The months in which a unit is behind, and says why.
SLOW = {
    ("2-2", "省住建厅"): range(3, 6),
    ("2-7", "省委宣传部"): [4],
    ("2-1", "东港市"): [6],
    ("2-3", "西岭市"): range(3, 9),
    ("2-4", "西岭市"): [9],
    ("2-4", "省交通运输厅"): [10, 11],
    ("2-10", "南川市"): [6, 7],
    ("1-1", "省发展改革委"): [9],
}

REASONS = {
    ("2-2", "省住建厅"): ("部分县区资金拨付慢，开工晚。", "逐县建立台账，倒排工期。"),
    ("2-7", "省委宣传部"): ("基层演出场地改造延期。", "调整场次安排。"),
    ("2-1", "东港市"): ("春季干旱，造林用水不足。", "雨季补植补造。"),
    ("2-3", "西岭市"): ("污水管网没有接通。", "上报县级配套资金方案。"),
    ("2-4", "西岭市"): ("秋汛冲毁部分路段。", "抢修后恢复施工。"),
    ("2-4", "省交通运输厅"): ("入冬后不能铺筑路面。", "转入备料，明年开春收尾。"),
    ("2-10", "南川市"): ("两处院落手续没有办完。", "协调用地审批。"),
    ("1-1", "省发展改革委"): ("工业生产回落。", "开展稳增长专项帮扶。"),
}

HEAD = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期".split(",")


def at(by_month, month):
    """Returns the entry of the last month that is not later."""
    return by_month[max(one for one in by_month if one <= month)]


def schedule(item, month):
    """Returns the share of the year's target that is due by the end of a month, in percent."""
    known = MILESTONES.get(item)
    if known is None:
        return Decimal(month) * 100 / 12
    return Decimal(at({0: 0, **known}, month))


def rounded(value, digits):
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def amount(item, unit, goal, month, digits):
    """Returns what a unit has reached of its part by the end of a month."""
    pace = Decimal(at(PACE.get((item, unit), {2: "1.04"}), month))
    return rounded(Decimal(goal) * min(schedule(item, month) * pace, Decimal(100)) / 100, digits)


def lead_of(unit, month):
    """Returns the unit that reports in place of one that has a successor."""
    return "省林草局" if unit == "省林业厅" and month >= 10 else unit


def returns(month):
    """Returns the rows of a month."""
    day = f"{YEAR}-{month + 1:02}-03" if month < 12 else f"{YEAR + 1}-01-03"
    rows = []

    def add(item, target, unit, value, measure, percent="", status=""):
        named = lead_of(unit, month)
        if (month, named) in MISSING or (item == "2-10" and month >= 9):
            return
        value = SPOILT.get((month, unit, item), value)
        slow = month in SLOW.get((item, unit), ())
        reason = REASONS.get((item, unit), ("", "")) if slow else ("", "")
        progress = "进度落后，正在追赶。" if slow else "按计划推进。"
        rows.append([f"{YEAR}-{month:02}", item, target, named, value, measure, percent, status, progress, *reason, "演示",
                     LATE.get((month, named), day)])

    for item, target, lead, measure, whole, parts in AMOUNTS:
        digits = 2 if measure.startswith("万") else 0
        reached = {unit: amount(item, unit, goal, month, digits) for unit, goal in (parts or {lead: whole}).items()}
        add(item, target, lead, f"{sum(reached.values()):f}", measure)
        for unit in parts:
            add(item, target, unit, f"{reached[unit]:f}", measure)
    for item, target, lead, values, places in RATES:
        add(item, target, lead, at(values, month), "%")
        for unit, more in places.items():
            add(item, target, unit, f"{Decimal(at(values, month)) + Decimal(more):f}", "%")
    for (item, unit), pace in WORKS.items():
        share = min(schedule(item, month) * Decimal(at(pace, month)), Decimal(100))
        add(item, "", unit, "", "", f"{rounded(share, 1):f}%")
    if month >= 4:
        done = month >= 6
        add("P-1", "", "省交通运输厅", "", "", "100%" if done else "60%", "完成" if done else "达到序时")
    return rows


def correction():
    """Returns the row that replaces the one of May that could not be read."""
    (month, unit, item), _ = next(iter(SPOILT.items()))
    goal = next(parts[unit] for known, _, _, _, _, parts in AMOUNTS if known == item)
    value = amount(item, unit, goal, month, 2)
    return [f"{YEAR}-{month:02}", item, 1, unit, f"{value:f}", "万户", "", "", "", "", "", "演示", f"{YEAR}-06-13"]


class Office:
    """The workspace, and the program that works on it."""

    def __init__(self, program, root):
        self.program, self.root = program, root

    def duban(self, *arguments, may_fail=()):
        process = subprocess.run([self.program, *arguments], cwd=self.root, capture_output=True, text=True)
        print("$ duban", *arguments, "→", process.returncode)
        if process.returncode not in (0, 1, *may_fail):
            sys.exit(process.stderr)
        return process.stdout

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def rows(self, name, rows):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        with (self.root / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)

    def append(self, name, head, *rows):
        """Appends rows that a person of the office writes."""
        path = self.root / name
        known = path.exists()
        with path.open("a", encoding="utf-8" if known else "utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            if not known:
                writer.writerow(head.split(","))
            writer.writerows(row.split(",") for row in rows)

    def table(self, name):
        with (self.root / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def event(self, *rows):
        self.append("seeds/ledger.csv", "日期,编号,单位,事件,文号,期限,依据,决定人", *rows)

    def receive(self, day, unless=()):
        """Signs for the papers that have no receipt yet."""
        known = {(row["文号"], row["单位"]) for row in self.table("seeds/receipts.csv")} if (
            self.root / "seeds/receipts.csv").exists() else set()
        rows = []
        for row in self.table("seeds/numbers.csv"):
            if row["文件"].startswith("bulletins/") or row["状态"] != "已用":
                continue
            if row["日期"] > day:  # sent later
                continue
            number = f'{row["系列"]}〔{row["年度"]}〕{row["号"]}号'
            unit = row["文件"].split("/")[-1].split("-")[1]
            if (number, unit) not in known and unit not in unless:
                rows.append(f"{number},{unit},{day},值班员")
        self.append("seeds/receipts.csv", "文号,单位,签收日期,签收人", *rows)

    def report(self, month):
        self.rows(f"seeds/progress/{YEAR}-{month:02}-演示数据.csv", [HEAD, *returns(month)])


def settings(folder):
    """Returns the settings of the workspace: those of the repository, as this province has them."""
    text = (HERE.parents[1] / "duban.toml").read_text(encoding="utf-8")
    for old, new in [
        ('name = "甘肃省人民政府办公厅"', 'name = "岭西省人民政府办公厅"'),
        ('title = "关于分解下达2018年全省经济社会发展主要指标和重点工作任务的通知"',
         'title = "岭西省人民政府关于分解下达2018年主要指标和重点工作任务的通知"'),
        ('number = ""\ndate = 2018-02-13', 'number = "岭政发〔2018〕3号"\ndate = 2018-02-13'),
        ('series = "甘政办函"', 'series = "岭政办函"'),
        ('series = "甘政办发"', 'series = "岭政办发"'),
        ('series = "甘政办督"', 'series = "岭政办督"'),
        ('"各市、自治州人民政府，兰州新区管委会，省政府各部门，中央在甘有关单位"',
         '"各市州人民政府，临江新区管委会，省政府各部门，中央驻省有关单位"'),
        ('"中央在甘单位", "中央企业"', '"中央单位"'),
        ('hint_days = 15', 'hint_days = 20'),
        ('2018Q2 = { date = 2018-08-03 }\n',
         '2018Q2 = { date = 2018-08-03 }\n2018Q3 = { date = 2018-11-02 }\n2018 = { date = 2019-02-01 }\n'),
        ('"fonts/', f'"{folder}/'),
        ('# [paths]\n# allow = ["/usr/share/fonts", "../印章"]', f'[paths]\nallow = ["{folder}"]'),
    ]:
        if old not in text:
            sys.exit(f"duban.toml has no {old}")
        text = text.replace(old, new)
    return text


def found(office):
    """Founds the workspace: registries and notice."""
    office.write("duban.toml", settings("../../fonts"))
    office.write("seeds/notice-2018.txt", NOTICE)
    units = [line.split(",") for line in UNITS.splitlines()]
    office.rows("seeds/units.csv", ["顺序,代码,简称,全称,别名,类别,生效,失效,继任".split(","),
                                    *([number, *unit] for number, unit in enumerate(units, 1))])
    office.rows("seeds/leaders.csv", ["顺序,姓名,职务,生效,失效".split(","), *(line.split(",") for line in LEADERS.splitlines())])
    office.rows("seeds/groups.csv", ["名称,范围,成员,候选".split(","), ["各市州政府", "all", "市州", ""]])
    office.duban("import", "seeds/notice-2018.txt")
    office.rows("seeds/titles.csv", [["编号", "简称"], *(line.split(",") for line in TITLES.splitlines())])
    office.rows("seeds/targets.csv", ["编号,指标,单位,目标值,计量单位,备注".split(","), *(
        [item, target, unit, part, measure, "演示数据"]
        for item, target, _, measure, _, parts in AMOUNTS for unit, part in parts.items())])
    office.rows("seeds/schedule.csv", ["编号,指标,月份,序时进度,备注".split(","), *(
        [item, "", month, percent, "演示数据"] for item, months in MILESTONES.items() for month, percent in months.items())])
    office.append("seeds/contacts.csv", "单位,联络员,电话,邮箱,地址,邮编",
                  "省住建厅,刘工,0100-1234567,,,", "东港市,孙科,0101-2345678,,,", "西岭市,周科,0102-3456789,,,")


PLANS = "单位,编号,报送日期,主要领导,分管领导,责任处室,联络员,电话"


def replay(office):
    """Goes through the year."""
    found(office)
    # February: the letters, their receipts, the plans.
    office.duban("number", "letters")
    office.receive("2018-02-14", unless=["北原州"])
    office.append("seeds/plans.csv", PLANS, *(
        f"{unit},,2018-02-27,{head}" for unit, head in [
            ("省发展改革委", "甲一,甲二,综合处,甲三,0100-1000001"), ("省住建厅", "乙一,乙二,村镇处,刘工,0100-1234567"),
            ("省林业厅", "丙一,丙二,造林处,丙三,0100-1000003"), ("省交通运输厅", "丁一,丁二,公路处,丁三,0100-1000004"),
            ("东港市", "戊一,戊二,督查科,孙科,0101-2345678"), ("南川市", "己一,己二,督查科,己三,0103-1000006")]))
    # March: the returns of January and February, recorded and not judged; a plan that comes in late.
    office.report(2)
    office.append("seeds/plans.csv", PLANS, "西岭市,,2018-03-05,庚一,庚二,督查科,周科,0102-3456789")
    # April: the first check, the first notices.
    office.report(3)
    office.append("seeds/instructions.csv", "编号,日期,领导,内容,牵头单位,配合单位,实施单位,完成时限",
                  "P-1,2018-04-12,王文明,开展农村公路安全隐患排查。,省交通运输厅,,,6月底")
    office.duban("number", "notices", "--period", "2018-03")
    office.receive("2018-04-11", unless=["北原州"])
    office.duban("number", "bulletin", "--period", "2018Q1")
    office.event("2018-04-20,2-2,省住建厅,答复,,,已约谈进度慢的县,")
    # May: the second check. What is severe at both is proposed for listing, and a person decides.
    office.report(4)
    office.duban("number", "notices", "--period", "2018-04")
    office.receive("2018-05-11")
    office.event("2018-05-22,2-7,省委宣传部,答复,,,场次已经重新安排,")
    office.duban("ledger", "propose", "--date", "2018-05-14")
    office.duban("ledger", "accept", "1", "--by", "秘书长", "--date", "2018-05-15")
    office.duban("number", "cases")
    office.event("2018-05-21,2-2,省住建厅,方案,,,已报送整改方案,")
    # June: what could not be read is sent again; an extension is asked for and granted; the leader changes.
    office.report(5)
    office.rows("seeds/progress/2018-05-更正-演示数据.csv", [HEAD, correction()])
    office.event("2018-06-05,2-2,省住建厅,延期申请,,2018-07-14,雨季影响施工,",
                 "2018-06-08,2-2,省住建厅,准予延期,,2018-07-14,理由成立,秘书长")
    office.duban("number", "cases")
    office.append("seeds/changes.csv", "日期,编号,列,原,新,依据", "2018-06-16,,牵头领导,李建国,赵思远,省政府领导分工调整")
    office.duban("number", "notices", "--period", "2018-05")
    office.receive("2018-06-12")
    # July: it is put right, verified and struck off; a place is listed by instruction.
    office.report(6)
    office.event("2018-07-06,2-2,省住建厅,销号申请,,,开工率已达到计划,",
                 "2018-07-11,2-2,省住建厅,核查通过,,,现场核查三个县,督查室",
                 "2018-07-13,2-2,省住建厅,销号,,,核查通过,秘书长")
    office.duban("number", "cases")
    office.append("seeds/verified.csv", "期间,编号,指标,单位,核定值,核定状态,依据,核定人,日期",
                  "2018-06,1-3,1,省财政厅,6.7,,省财政厅决算快报,督查室,2018-07-20")
    office.duban("number", "notices", "--period", "2018-06")
    office.receive("2018-07-11")
    office.duban("number", "bulletin", "--period", "2018Q2")
    office.event("2018-07-20,2-1,东港市,答复,,,雨季补植1.2万亩,", "2018-07-23,2-10,南川市,答复,,,两处院落八月开工,")
    # August: severe at two checks again, at a place; it is listed.
    office.report(7)
    office.duban("number", "notices", "--period", "2018-07")
    office.receive("2018-08-13")
    office.duban("ledger", "propose", "--date", "2018-08-14")
    office.duban("ledger", "accept", "1", "--by", "秘书长", "--date", "2018-08-15")
    office.duban("number", "cases")
    office.event("2018-08-22,2-10,南川市,答复,,,用地手续已经办完,")
    # September: the deadline passes without an application; an item is withdrawn.
    office.report(8)
    office.append("seeds/changes.csv", "", "2018-09-01,2-10,撤销,,,并入社区养老服务试点")
    office.event("2018-09-17,2-3,西岭市,逾期,,,到期没有申请销号,秘书长", "2018-09-19,2-3,西岭市,约谈,,,约谈分管负责人,秘书长")
    office.duban("number", "cases")
    office.append("seeds/referrals.csv", "日期,编号,单位,事件,文号,期限,依据,决定人,接收机关",
                  "2018-09-25,2-3,西岭市,移送,,,逾期后仍没有整改方案,秘书长,省监委")
    office.duban("number", "notices", "--period", "2018-08")
    office.receive("2018-09-11")
    # October: the place has caught up; the lead unit becomes another.
    office.report(9)
    office.event("2018-10-12,2-3,西岭市,方案,,,管网已经接通,", "2018-10-15,2-3,西岭市,销号申请,,,整治完成,",
                 "2018-10-18,2-3,西岭市,核查通过,,,水质检测合格,督查室", "2018-10-19,2-3,西岭市,销号,,,核查通过,秘书长")
    office.duban("number", "cases")
    office.append("seeds/changes.csv", "", "2018-10-26,2-1,牵头单位,省林业厅,省林草局,机构改革")
    office.duban("number", "notices", "--period", "2018-09")
    office.receive("2018-10-11")
    office.duban("number", "bulletin", "--period", "2018Q3")
    office.event("2018-10-22,1-1,省发展改革委,答复,,,已部署稳增长措施,", "2018-10-23,2-4,西岭市,答复,,,水毁路段修复,")
    # November, December, January: the last checks, the year's bulletin.
    office.report(10)
    office.append("seeds/changes.csv", "", "2018-11-20,2-4,目标,新建改建农村公路 = 3000 公里,新建改建农村公路 = 2900 公里,年度计划调整")
    office.duban("number", "notices", "--period", "2018-10")
    office.receive("2018-11-13")
    office.event("2018-11-23,2-4,省交通运输厅,答复,,,冬季备料,")
    office.report(11)
    office.duban("number", "notices", "--period", "2018-11")
    office.receive("2018-12-11")
    office.report(12)
    office.duban("number", "notices", "--period", "2018-12")
    office.receive("2019-01-11")
    office.duban("number", "bulletin", "--period", "2018")


def main():
    program = Path(sys.argv[1]).resolve()
    root = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE
    for folder in ["seeds", "output", ".duban"]:
        shutil.rmtree(root / folder, ignore_errors=True)
    replay(Office(program, root.resolve()))
    shutil.rmtree(root / ".duban", ignore_errors=True)


main()
