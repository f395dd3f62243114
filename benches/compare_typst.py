#!/usr/bin/env python3
"""Sets the same documents with duban and with Typst and compares time and size: benches/compare_typst.py

Needs cargo and the Python package `typst` (pip install typst), and uses qpdf where it is there. A document has nine
paragraphs in 仿宋 16 pt and a table of 25 rows by four columns: the same words, the same faces (fonts/), the same
width. Every document has other words, and so another set of glyphs, drawn from the notice of the sample; nothing is
kept between documents but the faces. Both run on one core, in turn, with their faces loaded; the time that they spend
on the core counts (not what other programs take in between), and the fastest round of each. With --long, duban alone
makes documents of growing length.
"""

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SENTENCE = "请于{date}前{words}，列出阶段目标（含“时间节点”）和{more}，报送省政府督查室。"
WHO = ("牵头：省财政厅", "配合：省发展改革委、省统计局")
# Documents of a round; Typst forgets what it has not used for ten.
DOCUMENTS = 20
ROUNDS = 6

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
#set text(font: ((name: "Noto Serif SC", covers: regex("[0-9]")), "FandolFang R", "Noto Serif SC"), size: 16pt, lang: "zh")
#let hei = text.with(font: "FandolHei")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12pt)
#align(center, text(font: "Noto Serif SC", weight: "bold", size: 30pt, fill: red)[甘肃省人民政府办公厅])
#align(right)[甘政办函〔2018〕12号]
#align(center, text(font: "Noto Serif SC", weight: "bold", size: 22pt)[关于分解下达2018年重点工作任务的通知])
"""


class Text:
    """The sentences of a document, which differ from those of every other."""

    notice = [c for c in Path(HERE, "seeds/notice-2018.txt").read_text(encoding="utf-8") if "一" <= c <= "龥"]

    def __init__(self, number):
        self.random = random.Random(number)

    def sentence(self):
        pick = lambda length: "".join(self.random.choices(self.notice, k=length))
        date = f"{self.random.randint(1, 12)}月{self.random.randint(1, 28)}日"
        return SENTENCE.format(date=date, words=pick(8), more=pick(3))

    def sentences(self, paragraphs, rows):
        """The paragraphs, and the cells of the table."""
        body = ["".join(self.sentence() for _ in range(3)) for _ in range(paragraphs)]
        return body, [self.sentence() for _ in range(rows)]


def duban_source(paragraphs, rows, number=1):
    body, cells = Text(number).sentences(paragraphs, rows)
    columns = [("序号", 1), ("内容", 6), ("领导", 2), ("单位", 5)]
    table = {
        "columns": [{"title": title, "width": width} for title, width in columns],
        "rows": [[str(n), cell, "黄强", "\n".join(WHO)] for n, cell in enumerate(cells, 1)],
    }
    text = "".join(f"\n{paragraph}\n" for paragraph in body)
    return f"{FRONT}{text}\n# 事项清单\n\n```table\n{json.dumps(table, ensure_ascii=False)}\n```\n"


def typst_source(paragraphs, rows, number=1):
    body, cells = Text(number).sentences(paragraphs, rows)
    text = "\n\n".join(body)
    table = ",\n".join(
        f"[{n}],[{cell}],[黄强],[{WHO[0]} \\ {WHO[1]}]" for n, cell in enumerate(cells, 1)
    )
    return (
        f"{TYPST}\n省财政厅：\n\n{text}\n\n附件：事项清单\n\n甘肃省人民政府办公厅\n\n2018年2月13日\n#pagebreak()\n#hei[附件]\n"
        "#align(center, text(font: \"Noto Serif SC\", weight: \"bold\", size: 22pt)[事项清单])\n"
        "#set text(size: 12pt)\n#set par(first-line-indent: 0em, leading: 8pt)\n"
        f"#table(columns: (1fr, 6fr, 2fr, 5fr), table.header(hei[序号], hei[内容], hei[领导], hei[单位]),\n{table})\n"
    )


def build():
    command = ["cargo", "build", "--release", "--example", "measure", "--message-format", "json"]
    done = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    made = (json.loads(line) for line in done.stdout.splitlines())
    return next(m["executable"] for m in made if m.get("executable") and m["target"]["name"] == "measure")


def duban(program, sources, runs, folder):
    """Time on the core of one document in ms, pages, bytes of a document, most memory in KiB, and the last one."""
    letters = Path(folder, "letters")
    shutil.rmtree(letters, ignore_errors=True)
    letters.mkdir()
    for number, source in enumerate(sources):
        Path(letters, f"{number:03}.md").write_text(source, encoding="utf-8")
    made = Path(folder, "letter.pdf")
    once = min(measured(program, letters, 0, made)[0] for _ in range(2))
    more, said = measured(program, letters, runs, made)
    _, _, pages, size, memory = said.split()
    took = (more - once) * 1000 / runs / len(sources)
    return took, int(pages), int(size), int(memory), made.read_bytes()


def measured(program, letters, runs, made):
    """What a process took of the core, in seconds, and what it said."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [program, letters, str(runs), made]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
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

    def run(self, sources, standard):
        """Time of one document in ms, and the last one."""
        options = {"pdf_standards": standard} if standard else {}
        took = 0
        for source in sources:
            self.path.write_text(source, encoding="utf-8")
            start = time.process_time()
            made = self.compiler.compile(**options)
            took += time.process_time() - start
        return took * 1000 / len(sources), made


def one_core():
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    os.environ["RAYON_NUM_THREADS"] = "1"


def recompressed(pdf, folder):
    """Bytes of a file whose streams qpdf packs as tightly as it can."""
    if not shutil.which("qpdf"):
        return 0
    before, after = Path(folder, "before.pdf"), Path(folder, "after.pdf")
    before.write_bytes(pdf)
    options = ["--recompress-flate", "--compression-level=9", "--object-streams=generate"]
    subprocess.run(["qpdf", *options, before, after], check=True)
    return after.stat().st_size


def documents(source, number):
    """The documents of a round, none of which is in another."""
    return [source(9, 25, number * DOCUMENTS + n) for n in range(1, DOCUMENTS + 1)]


def compare(program, folder):
    ours, theirs = [], {None: [], "a-2u": []}
    typst = Typst(folder)
    for number in range(ROUNDS):
        ours.append(duban(program, documents(duban_source, number), 1, folder))
        for shift, (standard, results) in enumerate(theirs.items()):
            results.append(typst.run(documents(typst_source, number + shift * ROUNDS), standard))
    best, first = min(ours), ours[0][4]
    packed = recompressed(first, folder)
    print(f"duban  PDF/A-2u, tags: {best[0]:6.2f} ms  {best[1]} pages  {len(first):7} bytes, by qpdf {packed:7}")
    for standard, results in theirs.items():
        took = min(results)[0]
        # The sizes are those of one document, the last of the first round.
        _, made = typst.run(documents(typst_source, 0)[-1:], standard)
        name = f"PDF/{standard.upper()}" if standard else "PDF"
        print(
            f"Typst  {name + ', tags:':16}{took:6.2f} ms           {len(made):7} bytes, by qpdf"
            f" {recompressed(made, folder):7}   time {took / best[0]:.1f} times ours,"
            f" ours {len(first) / len(made):.2f} of its size"
        )


def long_documents(program, folder):
    for paragraphs, rows, runs in [(18, 40, 100), (180, 450, 10), (1800, 4500, 2), (4400, 11000, 1)]:
        source = duban_source(paragraphs, rows)
        best, pages, size, memory, _ = duban(program, [source], runs, folder)
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
