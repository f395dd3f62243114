#!/usr/bin/env python3
"""Changes the data, settings and templates of a workspace at random, and compares each time the documents that are made
again with those of a clean run.

    tests/faults/incremental.py PROGRAM WORKSPACE [ROUNDS [SEED]]

Each round changes one field of one input in a copy of WORKSPACE: a cell of a CSV below seeds/, a value of duban.toml, a
word of a template, a face, or an output file. The program then runs there, and once more with --clean for another output
folder; where the clean run finds no errors in the data (exit status 0), both folders must have the same files with the
same bytes, the manifest among them. A run after that must make nothing. Every few rounds the copy is begun anew. Exit status 1
at the first difference.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

LINE = re.compile(r"新生成 (\d+) 个文件，未变 (\d+) 个")
ROUNDS_PER_COPY = 6


def cells(path, random_):
    """Changes a cell of a CSV, below its header."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    rows = list(csv.reader(io.StringIO(text)))
    if len(rows) < 2:
        return None
    row = random_.randrange(1, len(rows))
    column = random_.randrange(len(rows[row]))
    old = rows[row][column]
    if re.fullmatch(r"-?\d+(\.\d+)?", old):
        new = random_.choice([f"{float(old) * 1.01:.2f}".rstrip("0").rstrip("."), str(int(float(old)) + 1), ""])
    elif old == "":
        return None
    else:
        new = random_.choice([old + "等", old[:-1], old.replace("，", "、"), old + "。"])
    if new == old:
        return None
    rows[row][column] = new
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    return f"{path.name}:{row + 1}:{column + 1} {old[:20]!r} -> {new[:20]!r}"


def settings(path, random_):
    """Changes a value of duban.toml."""
    lines = path.read_text(encoding="utf-8").split("\n")
    at = [i for i, line in enumerate(lines) if re.match(r"^\w+ *= *(\"[^\"]+\"|\d+)\s*$", line) and "otf" not in line and "ttf" not in line]
    line = random_.choice(at)
    old = lines[line]
    number = re.match(r"^(\w+ *= *)(\d+)\s*$", old)
    if number:
        lines[line] = f"{number[1]}{int(number[2]) + 1}"
    elif re.search(r"\d{4}-\d\d-(0[1-9]|1\d|2[0-7])\"", old):
        lines[line] = re.sub(r"(\d\d)\"$", lambda m: f"{int(m[1]) + 1:02}\"", old)
    else:
        lines[line] = re.sub(r"\"$", "室\"", old)
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"duban.toml:{line + 1} {old} -> {lines[line]}"


def words(path, random_):
    """Changes a word of a template."""
    text = path.read_text(encoding="utf-8")
    found = [m for m in re.finditer(r"[\u4e00-\u9fff]{4,}", text)]
    if not found:
        return None
    m = random_.choice(found)
    text = text[: m.end()] + "的" + text[m.end():]
    path.write_text(text, encoding="utf-8")
    return f"{path.name}: {m[0]} -> {m[0]}的"


def outputs(folder, random_):
    """Alters or deletes an output."""
    path = random_.choice(sorted(p for p in folder.rglob("*") if p.suffix in (".pdf", ".xlsx")))
    if random_.random() < 0.5:
        path.unlink()
        return f"delete {path.name}"
    path.write_bytes(path.read_bytes()[: random_.randrange(1, 2000)])
    return f"cut {path.name}"


def edit(work, random_):
    kind = random_.random()
    if kind < 0.70:
        files = sorted(p for p in (work / "seeds").rglob("*.csv") if "proposed" not in p.name and p.name != "repairs.csv")
        return cells(random_.choice(files), random_)
    if kind < 0.80:
        return settings(work / "duban.toml", random_)
    if kind < 0.92:
        return words(random_.choice(sorted((work / "templates").glob("*.md"))), random_)
    return outputs(work / "output", random_)


def run(program, work, *arguments):
    done = subprocess.run([program, "-C", str(work), *arguments], capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def content(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "README.md"}


def begin(program, workspace, parent):
    work = parent / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(workspace, work, ignore=shutil.ignore_patterns("output", ".git", "target", ".duban", "crates", "docs"))
    code, _, errors = run(program, work)
    assert code == 0, errors
    return work


def main():
    program, workspace = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    random_ = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    compared = made_in_all = 0
    with tempfile.TemporaryDirectory() as parent:
        parent = Path(parent)
        work = begin(program, workspace, parent)
        for number in range(rounds):
            if number % ROUNDS_PER_COPY == 0 and number:
                work = begin(program, workspace, parent)
            what = None
            while what is None:
                what = edit(work, random_)
            code, out, errors = run(program, work, "--force")
            clean = parent / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            clean_code, _, clean_errors = run(program, work, "--force", "--clean", "-o", str(clean))
            made = LINE.search(out)
            print(f"{number + 1}: {what}: exit {code}, {made[0] if made else out[-80:]!r}")
            if clean_code != code:
                sys.exit(f"exit {code}, clean {clean_code}\n{errors}\n{clean_errors}")
            if code != 0:
                # The data have errors: documents of some units stay as they were.
                work = begin(program, workspace, parent)
                continue
            if errors != clean_errors:
                left = set(errors.split("\n\n")) ^ set(clean_errors.split("\n\n"))
                left = {text for text in left if text.strip() and "改过" not in text and "[N" not in text}
                if left:
                    sys.exit(f"other problems: {left}")
            ours, theirs = content(work / "output"), content(clean)
            if ours != theirs:
                names = [name for name in sorted(ours.keys() | theirs.keys()) if ours.get(name) != theirs.get(name)]
                sys.exit(f"differs from a clean run: {names[:10]} ({len(names)})")
            compared += len(ours)
            made_in_all += int(made[1])
            _, out, _ = run(program, work, "--force")
            if LINE.search(out)[1] != "0":
                sys.exit(f"made again without a change: {out}")
    print(f"{rounds} edits, {compared} files equal to those of a clean run, {made_in_all} of them made again")


if __name__ == "__main__":
    main()
