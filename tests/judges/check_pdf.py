#!/usr/bin/env python3
"""Has foreign readers look at PDFs: tests/judges/check_pdf.py FILE...

Asks those of qpdf, MuPDF (mutool or PyMuPDF), poppler (pdfinfo, pdftotext), pdf.js (node with pdfjs-dist
in node_modules) and veraPDF that are installed, says which of them are missing, and ends with status 1
when any of them finds fault. At least one has to be there.
"""

import re
import shutil
import subprocess
import sys

PDFJS = """
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { readFileSync } from "node:fs";
const task = getDocument({ data: new Uint8Array(readFileSync(process.argv[1])), verbosity: 1 });
const file = await task.promise;
const roles = new Set();
const walk = node => { if (node.role) roles.add(node.role); (node.children ?? []).forEach(walk); };
let characters = 0;
for (let n = 1; n <= file.numPages; n++) {
    const page = await file.getPage(n);
    characters += (await page.getTextContent()).items.reduce((sum, item) => sum + item.str.length, 0);
    const tree = await page.getStructTree();
    if (tree) walk(tree);
    await page.getOperatorList();
}
if (!roles.has("P")) throw new Error("no tags");
if (characters === 0) throw new Error("no text");
"""


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def qpdf(path):
    status, said = run("qpdf", "--check", path)
    return [] if status == 0 else said.splitlines()


def mutool(path):
    # Draws every page, to nowhere; warnings go to stderr.
    status, said = run("mutool", "draw", "-q", "-F", "trace", "-o", "/dev/null", path)
    # Debian's is built without colour management.
    said = [line for line in said.splitlines() if "ICC support is not available" not in line]
    return said if status or said else []


def pymupdf(path):
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.reset_mupdf_warnings()
    with pymupdf.open(path) as file:
        text = "".join(page.get_text() for page in file)
    faults = pymupdf.TOOLS.mupdf_warnings().splitlines()
    return faults + (["it shows U+FFFD"] if "\ufffd" in text else [])


def poppler(path):
    faults = []
    status, said = run("pdfinfo", path)
    facts = dict(re.findall(r"^([^:\n]+): +(.*)$", said, re.MULTILINE))
    if status or "Error" in said:
        faults += said.splitlines()
    if facts.get("Tagged") != "yes" or not facts.get("Title"):
        faults.append("it has no tags or no title")
    _, tree = run("pdfinfo", "-struct-text", path)
    _, text = run("pdftotext", path, "-")
    if "Error" in tree + text:
        faults += [line for line in (tree + text).splitlines() if "Error" in line]
    # The mark of a table that goes on is repeated with its head, which is no part of the text.
    text = re.sub(r"续表\d*", "", text)
    quoted = "".join(re.findall(r'"(.*)"$', tree, re.MULTILINE))
    lost = {c for c in quoted + text if "\u4e00" <= c <= "\u9fff" and quoted.count(c) < 1}
    # What stands once on every page, or in a collection on every page of some documents, is a watermark, which is no part
    # of the text.
    lost = {c for c in lost if text.count(c) != int(facts.get("Pages", 0))}
    pages = text.split("\f")
    places = {c: [page.count(c) for page in pages] for c in lost}
    marks = {c for c in lost if max(places[c]) == 1 and sum(places[c]) > 1}
    if len({tuple(places[c]) for c in marks}) == 1:
        lost -= marks
    if lost:
        faults.append(f"the tags lead to none of {''.join(sorted(lost))}")
    return faults


def pdfjs(path):
    status, said = run("node", "--input-type=module", "-e", PDFJS, path)
    return said.splitlines() if status or "Warning" in said else []


def verapdf(path):
    status, said = run("verapdf", "--flavour", "2a", "--format", "text", path)
    return [] if status == 0 and said.startswith("PASS") else said.splitlines()


def has_module(name):
    return run(sys.executable, "-c", f"import {name}")[0] == 0


def has_pdfjs():
    return shutil.which("node") and run(
        "node", "--input-type=module", "-e", 'await import("pdfjs-dist/legacy/build/pdf.mjs")'
    )[0] == 0


READERS = {
    "qpdf": (qpdf, lambda: shutil.which("qpdf")),
    "mutool": (mutool, lambda: shutil.which("mutool")),
    "PyMuPDF": (pymupdf, lambda: has_module("pymupdf")),
    "poppler": (poppler, lambda: shutil.which("pdfinfo") and shutil.which("pdftotext")),
    "pdf.js": (pdfjs, has_pdfjs),
    "veraPDF": (verapdf, lambda: shutil.which("verapdf")),
}


def main():
    files = sys.argv[1:]
    if not files:
        sys.exit(__doc__)
    present = {name: check for name, (check, is_there) in READERS.items() if is_there()}
    missing = [name for name in READERS if name not in present]
    if not present:
        sys.exit("none of the readers is installed: " + ", ".join(missing))
    faults = 0
    for path in files:
        for name, check in present.items():
            for fault in check(path):
                print(f"{path}: {name}: {fault}")
                faults += 1
    print(f"{len(files)} files read by {', '.join(present)}; not installed: {', '.join(missing) or 'none'}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
