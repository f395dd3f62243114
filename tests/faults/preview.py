#!/usr/bin/env python3
"""Saves templates, data and settings, whole and by half, while `duban preview --watch` looks at the letter of a prefecture
and at the bulletin.

    tests/faults/preview.py PROGRAM WORKSPACE [SAVES]

In a copy of WORKSPACE each file is saved SAVES times. From the save to the new PDF's rename the middle one may take 0.3 s at
most, and none four times as long; a file that was saved by half must leave the last good PDF, and must not end the program.
While nothing is saved it may use two hundredths of a processor. At the end the PDF is that of `duban letters` and `duban
bulletin`, and Ctrl-C ends the program with 0. Exit status 1 where anything of this does not hold.
"""
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BAR = 0.3
WORST = 4 * BAR
IDLE = 0.02
# The words that a save changes, by the document that shows them.
FILES = {
    "letter": [("templates/letter.md", "请认真抓好落实"), ("seeds/targets.csv", "演示数据"), ("duban.toml", "省政府督查室")],
    "bulletin": [("templates/bulletin.md", "通报如下"), ("seeds/progress/2018-06-更正-演示数据.csv", "上半年全省"), ("duban.toml", "省委办公厅")],
}
REAL = {"letter": "letters/076-兰州市.pdf", "bulletin": "bulletins/2018Q2.pdf"}
WHAT = {"letter": ["letter", "兰州市"], "bulletin": ["bulletin"]}


def save(path, text):
    """As editors save: in place, or beside and renamed."""
    if random.random() < 0.5:
        path.write_text(text, encoding="utf-8", newline="")
    else:
        beside = path.with_name("." + path.name)
        beside.write_text(text, encoding="utf-8", newline="")
        os.replace(beside, path)


def state(pdf):
    try:
        found = pdf.stat()
        return found.st_ino, found.st_mtime_ns
    except FileNotFoundError:
        return None


def until_made(pdf, before, process, limit=20):
    """The seconds until the PDF is another file."""
    begun = time.perf_counter()
    while state(pdf) == before:
        if process.poll() is not None:
            sys.exit(f"it has ended with {process.returncode}")
        if time.perf_counter() - begun > limit:
            sys.exit(f"not made within {limit} s")
        time.sleep(0.001)
    return time.perf_counter() - begun


def used(process):
    """The seconds of a processor that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watch(program, work, kind, saves):
    pdf = work / f"output/preview/{kind}.pdf"
    log = open(work / "watch.log", "w+", encoding="utf-8")
    command = [program, "-C", str(work), "preview", *WHAT[kind], "--watch", "--no-open"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)
    try:
        until_made(pdf, None, process)
        time.sleep(0.5)
        lines = []
        for name, words in FILES[kind]:
            path = work / name
            text = path.read_bytes().decode("utf-8-sig")
            if words not in text:
                sys.exit(f"{name} has no {words}")
            times = []
            for number in range(saves):
                before = state(pdf)
                save(path, text.replace(words, f"{words}{'一二三四五六七八九十'[number % 10]}", 1))
                times.append(until_made(pdf, before, process))
                time.sleep(0.15)
                # By half.
                good, half = pdf.read_bytes(), text[: text.index(words)]
                save(path, half + ("{{ 甲" if name.endswith(".md") else "\n\"甲" if name.endswith(".csv") else "= ="))
                time.sleep(0.7)
                if name.endswith((".md", ".toml")) and pdf.read_bytes() != good:
                    sys.exit(f"{name} by half changed the PDF")
            before = state(pdf)
            save(path, text)
            until_made(pdf, before, process)
            time.sleep(0.5)
            middle, worst = statistics.median(times), max(times)
            lines.append(f"{kind}, {name}: middle {middle * 1000:.0f} ms, worst {worst * 1000:.0f} ms of {saves}")
            print(lines[-1], flush=True)
            if middle > BAR or worst > WORST:
                sys.exit(f"too late: {[round(one, 3) for one in times]}")
        begun, before = time.perf_counter(), used(process)
        time.sleep(3)
        share = (used(process) - before) / (time.perf_counter() - begun)
        print(f"{kind}: {share:.1%} of a processor while nothing is saved", flush=True)
        if share > IDLE:
            sys.exit("too busy")
        process.send_signal(signal.SIGINT)
        if process.wait(10) != 0:
            sys.exit(f"Ctrl-C ends it with {process.returncode}")
        rests = [path for path in (work / "output").rglob(".*")]
        if rests:
            sys.exit(f"left: {rests}")
    finally:
        process.kill()
    real = {"letter": ["letters", "兰州市"], "bulletin": ["bulletin"]}[kind]
    subprocess.run([program, "-C", str(work), *real, "--force", "-q"], capture_output=True, check=True)
    if pdf.read_bytes() != (work / "output" / REAL[kind]).read_bytes():
        sys.exit("the preview is not the document")


def main():
    program, workspace = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    saves = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    random.seed(1)
    with tempfile.TemporaryDirectory() as parent:
        work = Path(parent) / "work"
        work.mkdir()
        shutil.copy(workspace / "duban.toml", work)
        for folder in ["seeds", "templates", "fonts"]:
            shutil.copytree(workspace / folder, work / folder)
        for kind in FILES:
            watch(program, work, kind, saves)


if __name__ == "__main__":
    main()
