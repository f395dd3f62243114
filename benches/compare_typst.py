#!/usr/bin/env python3
"""Sets the same document with duban and with Typst and compares time and size: benches/compare_typst.py

Needs cargo and the Python package `typst` (pip install typst). The document has nine paragraphs in 仿宋 16 pt and
a table of 25 rows by four columns: the same words, the same faces (fonts/), the same width. Both run on one
core, in turn, and the fastest run of each counts. Typst starts from nothing each time: its memory of earlier
runs would answer instead of its layout. With --long, duban alone makes documents of growing length.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SENTENCE = "请于2月28日前制定具体实施方案，列出阶段目标（含“时间节点”）和责任人，报送省政府督查室。"
WHO = ("牵头：省财政厅", "配合：省发展改革委、省统计局")
RUNS = 15

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


def duban_source(paragraphs, rows):
    body = "".join(f"\n{SENTENCE * 3}\n" for _ in range(paragraphs))
    columns = [("序号", 1), ("内容", 6), ("领导", 2), ("单位", 5)]
    table = {
        "columns": [{"title": title, "width": width} for title, width in columns],
        "rows": [[str(n), SENTENCE, "黄强", "\n".join(WHO)] for n in range(1, rows + 1)],
    }
    return f"{FRONT}{body}\n# 事项清单\n\n```table\n{json.dumps(table, ensure_ascii=False)}\n```\n"


def typst_source(paragraphs, rows):
    body = "\n\n".join([SENTENCE * 3] * paragraphs)
    cells = ",\n".join(
        f"[{n}],[{SENTENCE}],[黄强],[{WHO[0]} \\ {WHO[1]}]" for n in range(1, rows + 1)
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
    """Best and middle time in ms, pages, bytes, most memory in KiB."""
    path = Path(folder, "letter.md")
    path.write_text(source, encoding="utf-8")
    said = subprocess.run([program, path, str(runs)], check=True, capture_output=True, text=True).stdout
    best, middle, pages, size, memory = said.split()
    return float(best), float(middle), int(pages), int(size), int(memory)


def typst(source, standard, folder):
    """Time of one run in ms, pages, bytes."""
    import typst as binding

    path = Path(folder, "letter.typ")
    path.write_text(source, encoding="utf-8")
    compiler = binding.Compiler(
        str(path), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True
    )
    options = {"pdf_standards": standard} if standard else {}
    start = time.perf_counter()
    made = compiler.compile(**options)
    took = (time.perf_counter() - start) * 1000
    return took, made.count(b"/Type/Page\n") + made.count(b"/Type /Page\n"), len(made)


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"


def compare(program, folder):
    ours, theirs = [], {None: [], "a-2u": []}
    for run in range(RUNS):
        ours.append(duban(program, duban_source(9, 25), 3, folder))
        for standard, results in theirs.items():
            # A source of its own, so that nothing is remembered.
            results.append(typst(f"{typst_source(9, 25)}\n// {run} {standard}", standard, folder))
    best = min(ours)
    print(f"duban  PDF/A-2u, tags: {best[0]:7.1f} ms  {best[2]} pages  {best[3]:7} bytes")
    for standard, results in theirs.items():
        took, _, size = min(results)
        name = f"PDF/{standard.upper()}" if standard else "PDF"
        print(
            f"Typst  {name + ', tags:':16}{took:7.1f} ms           {size:7} bytes"
            f"   time {took / best[0]:.1f} times ours, ours {best[3] / size:.2f} of its size"
        )


def long_documents(program, folder):
    for paragraphs, rows in [(18, 40), (180, 450), (1800, 4500), (3600, 9000)]:
        best, _, pages, size, memory = duban(program, duban_source(paragraphs, rows), 1, folder)
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
