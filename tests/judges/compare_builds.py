#!/usr/bin/env python3
"""Compares what two builds of duban make: tests/judges/compare_builds.py OLD NEW [OLD_WORKSPACE [NEW_WORKSPACE]]

Runs the main job, the bulletins of both quarters and, with invented returns of December, of the year, the samples, the proposals,
`check`, `why` and every `export` with each of the two programs in a copy of a workspace, and lists the files and printed texts that differ; templates of the workspace itself are
not compared. The workspace is this repository, if none is named, and the same for both, if one is. Of workbooks that differ it says which parts do; of PDFs, whether their texts do (where pdftotext is there).
The exit status is 1 if anything differs. Needs Python 3.9 or later.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

JOBS = {
    "build": [],
    "check": ["check"],
    "letters": ["letters", "--unit", "兰州市", "--unit", "省财政厅"],
    "bulletin-q1": ["bulletin", "--period", "2018Q1"],
    "bulletin-q2": ["bulletin", "--period", "2018Q2"],
    "bulletin-month": ["bulletin", "--period", "2018-03"],
    "samples": ["typeset", "templates/samples/*.md"],
    "sheets": ["sheets", "--period", "2018-06"],
    "proposals": ["sheets", "--propose-targets"],
    "import": ["import", "--force"],
    "items": ["export", "items"],
    "units": ["export", "units"],
    **{f"claims-{period}": ["export", "claims", "--period", period] for period in ("2018Q1", "2018Q2")},
    "why": ["why", "1-7", "--unit", "兰州市", "--period", "2018Q2"],
    **{f"assessment-{month}": ["export", "assessment", "--period", month] for month in ("2018-03", "2018Q1", "2018-06", "2018Q2", "2018")},
}
# Jobs on the year's end, for which the workspace gets returns of December.
YEAR = {
    "bulletin-year": ["bulletin", "--period", "2018"],
    "claims-year": ["export", "claims", "--period", "2018"],
    "assessment-year": ["export", "assessment", "--period", "2018"],
}
WORKSPACE = ["duban.toml", "seeds", "templates", "fonts"]


def run(program, source, folder):
    """Everything that a program writes and prints: {name: bytes}."""
    made = {}
    for job, arguments in (JOBS | YEAR).items():
        root = folder / job
        root.mkdir(parents=True)
        for name in WORKSPACE:
            if (source / name).is_dir():
                shutil.copytree(source / name, root / name)
            else:
                shutil.copy(source / name, root / name)
        if job in YEAR:
            add_december(root)
        expanded = []
        for argument in arguments:
            expanded += sorted(str(file.relative_to(root)) for file in root.glob(argument)) if "*" in argument else [argument]
        done = subprocess.run([program, *expanded], cwd=root, capture_output=True)
        made[f"{job}: stdout"] = done.stdout
        made[f"{job}: stderr"] = done.stderr.replace(str(root).encode(), b"")
        made[f"{job}: status"] = str(done.returncode).encode()
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.relative_to(root).parts[0] not in ("fonts", "templates"):
                made[f"{job}: {file.relative_to(root)}"] = file.read_bytes()
    return made


def add_december(root):
    """Adds returns of December: those of June in CSV files, half a year later."""
    for file in sorted((root / "seeds/progress").glob("2018-06*.csv")):
        data = file.read_bytes()
        try:
            words = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            words = data.decode("gb18030")
        words = re.sub(r"2018([-/])0?7([-/]\d)", r"2019\g<1>01\g<2>", words)
        words = words.replace("2018-06", "2018-12").replace("2018Q2", "2018").replace("上半年", "全年")
        file.with_name(file.name.replace("2018-06", "2018-12")).write_text(words, "utf-8")


def parts(data, folder):
    """The parts of a zip archive."""
    path = folder / "archive.zip"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(data, folder):
    path = folder / "document.pdf"
    path.write_bytes(data)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout


def difference(name, old, new, folder):
    """In a few words, how two versions of a file differ."""
    if name.endswith(".xlsx"):
        before, after = parts(old, folder), parts(new, folder)
        differing = sorted(part for part in before.keys() | after.keys() if before.get(part) != after.get(part))
        return "parts: " + ", ".join(differing) if differing else "the same parts, packed otherwise"
    if name.endswith(".pdf") and shutil.which("pdftotext"):
        return "the same text" if text(old, folder) == text(new, folder) else "other text"
    for number, (before, after) in enumerate(zip(old.splitlines(), new.splitlines()), 1):
        if before != after:
            return f"line {number}:\n    - {before.decode(errors='replace')[:300]}\n    + {after.decode(errors='replace')[:300]}"
    return f"{len(old)} and {len(new)} bytes"


def main():
    programs = [Path(argument).resolve() for argument in sys.argv[1:3]]
    named = [Path(argument).resolve() for argument in sys.argv[3:5]] or [Path(__file__).resolve().parent.parent.parent]
    workspaces = [named[0], named[-1]]
    with tempfile.TemporaryDirectory() as scratch:
        scratch = Path(scratch)
        old, new = (run(*side) for side in zip(programs, workspaces, (scratch / "old", scratch / "new")))
        differing = 0
        for name in sorted(old.keys() | new.keys()):
            if name not in old or name not in new:
                print(f"{name}: only made by the {'new' if name in new else 'old'} build")
            elif old[name] != new[name]:
                print(f"{name}: {difference(name, old[name], new[name], scratch)}")
            else:
                continue
            differing += 1
    print(f"{len(old)} files and printed texts of the old build, {len(new)} of the new one: {differing} differ")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
