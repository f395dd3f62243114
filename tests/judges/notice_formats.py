#!/usr/bin/env python3
"""The notice as office files: notice_formats.py DUBAN WORKSPACE SCRATCH

Makes .html, .docx, .xlsx, .xls and .pdf of the notice of the workspace, with LibreOffice and, where there is one, Chromium,
imports each into a workspace of its own, and compares the annexes with those of the text.
"""

import html
import pathlib
import shutil
import subprocess
import sys

DUBAN, WORKSPACE, SCRATCH = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
ANNEXES = ["seeds/annex/indicators.csv", "seeds/annex/tasks.csv", "seeds/titles.csv"]
NOTICE = "seeds/notice-2018.txt"


def pieces(text):
    """Paragraphs and tables of the text; a cell that a line break has torn apart is one again."""
    table = None
    for line in text.splitlines():
        bare = line.strip(" \u3000")
        if line.count("\t") >= 3:
            if table is None:
                table = []
            table.append(line.split("\t"))
        elif not bare:
            continue
        elif table is not None and not bare.startswith(("附件", "2018年")):
            first, *others = line.split("\t")
            table[-1][-1] += first
            table[-1] += others
        else:
            if table is not None:
                yield table
                table = None
            yield line
    if table is not None:
        yield table


def page(text):
    """A web page with the paragraphs and tables of the text."""
    lines = ['<!DOCTYPE html><html><head><meta charset="utf-8"><style>table{border-collapse:collapse}td{font-size:10pt}</style></head><body>']
    for piece in pieces(text):
        if isinstance(piece, str):
            lines.append(f"<p>{html.escape(piece)}</p>")
            continue
        lines.append('<table border="1" cellspacing="0" width="100%">')
        for row in piece:
            lines.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>")
        lines.append("</table>")
    return "\n".join(lines) + "</body></html>\n"


def convert(source, target, *options):
    """Lets LibreOffice save a file in another format."""
    profile = SCRATCH / "profile"
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *options, "--convert-to", target]
    subprocess.run([*command, "--outdir", SCRATCH, source], check=True, capture_output=True, timeout=300)
    return SCRATCH / f"{source.stem}.{target.split(':')[0]}"


def imported(file, name):
    """Imports a file into a workspace of its own and returns the annexes."""
    workspace = SCRATCH / name
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir(parents=True)
    shutil.copy(WORKSPACE / "duban.toml", workspace)
    (workspace / "seeds").mkdir()
    for table in ["units.csv", "groups.csv", "leaders.csv"]:
        shutil.copy(WORKSPACE / "seeds" / table, workspace / "seeds")
    run = subprocess.run([DUBAN, "-C", workspace, "import", file], capture_output=True, text=True)
    texts = {annex: (workspace / annex).read_text(encoding="utf-8-sig") for annex in ANNEXES if (workspace / annex).exists()}
    return run, texts


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    web = SCRATCH / "notice.html"
    web.write_text(page((WORKSPACE / NOTICE).read_text(encoding="utf-8-sig")), encoding="utf-8")
    word = convert(web, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    files = {"html": web, "docx": word, "pdf-libreoffice": convert(word, "pdf").rename(SCRATCH / "libreoffice.pdf")}
    files["xlsx"] = convert(web, "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)")
    files["xls"] = convert(files["xlsx"], "xls:MS Excel 97")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium:
        files["pdf-chromium"] = SCRATCH / "chromium.pdf"
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*command, f"--print-to-pdf={files['pdf-chromium']}", web], check=True, capture_output=True, timeout=300)
    else:
        print("notice_formats: no Chromium, its PDF is left out")
    _, expected = imported(WORKSPACE / NOTICE, "text")
    rows = sum(len(expected[annex].splitlines()) - 1 for annex in ANNEXES[:2])
    failed = False
    for name, file in files.items():
        run, texts = imported(file, name)
        differences = []
        for annex in ANNEXES:
            ours, theirs = expected[annex].splitlines(), texts.get(annex, "").splitlines()
            differences += [f"{annex}:\n  - {one}\n  + {other}" for one, other in zip(ours, theirs) if one != other]
            if len(ours) != len(theirs):
                differences.append(f"{annex}: {len(ours)} and {len(theirs)} lines")
        failed |= bool(differences)
        print(f"notice_formats: {name}: {rows} items, {len(differences)} differences, status {run.returncode}")
        for difference in differences[:5]:
            print(difference)
        if differences:
            print(run.stderr[-2000:])
    sys.exit(failed)


main()
