#!/usr/bin/env python3
"""Sets the same document with duban and with Typst and compares time and size: benches/compare_typst.py

Needs cargo and the Python package `typst` (pip install typst). The document has nine paragraphs in 仿宋 16 pt and
a table of 25 rows by four columns: the same words, the same faces (fonts/), the same width. Both run on one
core, in turn, with their faces loaded; the time that they spend on the core counts (not what other programs
take in between), and the fastest run of each. Every run has another date in each sentence: Typst remembers
the layout of text that it has set before. With --long, duban alone makes documents of growing length.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SENTENCE = "请于{date}前制定具体实施方案，列出阶段目标（含“时间节点”）和责任人，报送省政府督查室。"
WHO = ("牵头：省财政厅", "配合：省发展改革委、省统计局")
RUNS = 20

FRONT = """+++
format = "letter"
title = "关于分解下达2018年重点工作任务的通知"
mark = "甘肃省人民政府办公厅"
number = "甘政办函〔2018〕12号"
addressee = "省财政厅"
signature = "甘肃省人民政府办公厅"
date = 2018-02-13
+++
"""

TYPST = """#set document(title: "关于分解下达2018年重点工作任务的通知", author: "甘肃省人民政府办公厅", date: datetime(year: 2018, month: 2, day: 13))
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "— 1 —")
#set text(font: ("FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12pt)
#align(center, text(font: "Noto Serif SC", weight: "bold", size: 30pt, fill: red)[甘肃省人民政府办公厅])
#align(right)[甘政办函〔2018〕12号]
#align(center, text(font: "Noto Serif SC", weight: "bold", size: 22pt)[关于分解下达2018年重点工作任务的通知])
"""


def sentence(run):
    return SENTENCE.format(date=f"{run % 12 + 1}月{run % 28 + 1}日")


def duban_source(paragraphs, rows, run=1):
    body = "".join(f"\n{sentence(run) * 3}\n" for _ in range(paragraphs))
    columns = [("序号", 1), ("内容", 6), ("领导", 2), ("单位", 5)]
    table = {
        "columns": [{"title": title, "width": width} for title, width in columns],
        "rows": [[str(n), sentence(run), "黄强", "\n".join(WHO)] for n in range(1, rows + 1)],
    }
    return f"{FRONT}{body}\n# 事项清单\n\n```table\n{json.dumps(table, ensure_ascii=False)}\n```\n"


def typst_source(paragraphs, rows, run=1):
    body = "\n\n".join([sentence(run) * 3] * paragraphs)
    cells = ",\n".join(
        f"[{n}],[{sentence(run)}],[黄强],[{WHO[0]} \\ {WHO[1]}]" for n in range(1, rows + 1)
    )
    return (
        f"{TYPST}\n省财政厅：\n\n{body}\n\n附件：事项清单\n\n甘肃省人民政府办公厅\n\n2018年2月13日\n#pagebreak()\n附件\n"
        "#align(center, text(font: \"Noto Serif SC\", weight: \"bold\", size: 22pt)[事项清单])\n"
        "#set text(size: 12pt)\n#set par(first-line-indent: 0em, leading: 8pt)\n"
        f"#table(columns: (1fr, 6fr, 2fr, 5fr), table.header([序号], [内容], [领导], [单位]),\n{cells})\n"
    )


def build():
    command = ["cargo", "build", "--release", "--example", "measure", "--message-format", "json"]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    made = (json.loads(line) for line in done.stdout.splitlines())
    return next(m["executable"] for m in made if m.get("executable") and m["target"]["name"] == "measure")


def duban(program, source, runs, folder):
    """Time on the core of one run in ms, pages, bytes, most memory in KiB."""
    path = Path(folder, "letter.md")
    path.write_text(source, encoding="utf-8")
    once, _ = measured(program, path, 1)
    more, said = measured(program, path, runs + 1)
    _, _, pages, size, memory = said.split()
    return (more - once) * 1000 / runs, int(pages), int(size), int(memory)


def measured(program, path, runs):
    """What a process took of the core, in seconds, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run([program, path, str(runs)], check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, said


class Typst:
    """One compiler, which keeps its faces."""

    def __init__(self, folder):
        import typst

        self.path = Path(folder, "letter.typ")
        self.path.write_text(typst_source(9, 25, 0), encoding="utf-8")
        self.compiler = typst.Compiler(
            str(self.path), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True
        )
        self.compiler.compile()

    def run(self, source, standard):
        """Time in ms and bytes."""
        self.path.write_text(source, encoding="utf-8")
        options = {"pdf_standards": standard} if standard else {}
        start = time.process_time()
        made = self.compiler.compile(**options)
        return (time.process_time() - start) * 1000, len(made)


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"


def compare(program, folder):
    ours, theirs = [], {None: [], "a-2u": []}
    typst = Typst(folder)
    for run in range(1, RUNS + 1):
        ours.append(duban(program, duban_source(9, 25, run), 10, folder))
        for standard, results in theirs.items():
            shift = 0 if standard else RUNS
            results.append(typst.run(typst_source(9, 25, run + shift), standard))
    best = min(ours)
    print(f"duban  PDF/A-2u, tags: {best[0]:7.1f} ms  {best[1]} pages  {best[2]:7} bytes")
    for standard, results in theirs.items():
        took, size = min(results)
        name = f"PDF/{standard.upper()}" if standard else "PDF"
        print(
            f"Typst  {name + ', tags:':16}{took:7.1f} ms           {size:7} bytes"
            f"   time {took / best[0]:.1f} times ours, ours {best[2] / size:.2f} of its size"
        )


def long_documents(program, folder):
    for paragraphs, rows, runs in [(18, 40, 100), (180, 450, 10), (1800, 4500, 2), (4400, 11000, 1)]:
        best, pages, size, memory = duban(program, duban_source(paragraphs, rows), runs, folder)
        print(
            f"{pages:5} pages  {best:8.1f} ms  {best / pages:6.2f} ms a page"
            f"  {size / pages / 1024:6.2f} KiB a page  {memory / 1024:6.0f} MiB at most"
        )


def main():
    program = build()
    one_core()
    with tempfile.TemporaryDirectory() as folder:
        if "--long" in sys.argv[1:]:
            long_documents(program, folder)
        else:
            compare(program, folder)


if __name__ == "__main__":
    main()
