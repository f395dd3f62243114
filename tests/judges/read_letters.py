#!/usr/bin/env python3
"""Takes the tables of letters apart by their tags: tests/judges/read_letters.py DUBAN WORKSPACE LETTER...

Splits the cells of each row into the paragraphs that the structure of the PDF gives them, adds what the text above the
table says once for all rows, and compares leaders, lead, support and implementing units with `duban export items`, row by
row. Ends with status 1 when a row differs.
"""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pikepdf

ROLES = {"牵头": "lead", "共同牵头": "lead", "配合": "support", "实施": "implement"}
LABEL = re.compile(r"(共同牵头|牵头|配合|实施)：(.*)", re.DOTALL)
SHARED = re.compile(r"(各项|除另有注明的外，各项)的(?:其他)?(牵头|配合|实施)单位为(.*?)，表中不再列出。")


class Element:
    """An element with its words: the children in their order."""

    def __init__(self, role, kids):
        self.role, self.kids = role, kids

    @property
    def text(self):
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def all(self, role):
        for kid in self.kids:
            if isinstance(kid, Element):
                if kid.role == role:
                    yield kid
                else:
                    yield from kid.all(role)

    def paragraphs(self):
        """The texts of the children: what a program gets that takes a cell apart."""
        return [kid.text for kid in self.kids if isinstance(kid, Element) and kid.text]


def codes(font):
    """The text of each code of a font, from its ToUnicode map."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    words = lambda hexes: bytes.fromhex(hexes).decode("utf-16-be")
    found = {}
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, texts in re.findall(r"<([0-9A-Fa-f]+)><[0-9A-Fa-f]+>\[([<>0-9A-Fa-f]+)\]", block):
            for code, to in enumerate(re.findall(r"<([0-9A-Fa-f]+)>", texts), int(first, 16)):
                found[code] = words(to)
    return found


def pieces(page, fonts):
    """The words of each piece of marked content of a page, by its number."""
    found, open_, font = {}, [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        operator = str(operator)
        if operator in ("BDC", "BMC"):
            entries = operands[1] if len(operands) > 1 else {}
            number, said = entries.get("/MCID"), entries.get("/ActualText")
            open_.append((number, said is not None))
            if said is not None:
                # What is said in a piece inside another is said by that.
                owner = next((n for n, _ in reversed(open_) if n is not None), None)
                found[owner] = found.get(owner, "") + str(said)
        elif operator == "EMC":
            open_.pop()
        elif operator == "Tf":
            name = page.Resources.Font[str(operands[0])]
            if name.objgen not in fonts:
                fonts[name.objgen] = codes(name)
            font = fonts[name.objgen]
        elif operator == "TJ" and open_ and not any(said for _, said in open_):
            number = open_[-1][0]
            if number is None:
                continue
            for part in operands[0]:
                if isinstance(part, pikepdf.String):
                    data = bytes(part)
                    text = "".join(font.get(data[i] * 256 + data[i + 1], "\ufffd") for i in range(0, len(data), 2))
                    found[number] = found.get(number, "") + text
    return found


def structure(path):
    """The structure of a PDF with the words of its elements."""
    with pikepdf.open(path) as file:
        fonts = {}
        texts = {page.obj.objgen: pieces(page, fonts) for page in file.pages}

        def element(node):
            kids = node.get("/K", [])
            kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
            home = node.get("/Pg")
            found = []
            for kid in kids:
                if isinstance(kid, pikepdf.Dictionary):
                    if "/S" in kid:
                        found.append(element(kid))
                    elif "/MCID" in kid:
                        found.append(texts[kid.Pg.objgen].get(int(kid.MCID), ""))
                else:
                    found.append(texts[home.objgen].get(int(kid), ""))
            return Element(str(node.S)[1:], found)

        return element(file.Root.StructTreeRoot.K)


def plain(name):
    return name.replace("\u2060", "")


def said_once(part):
    """The units that the text above the table names for all rows, by role."""
    found = {}
    for paragraph in part.all("P"):
        for _, role, units in SHARED.findall(paragraph.text):
            found[ROLES[role]] = units.split("、")
    return found


def told(cells, shared):
    """Leaders, and units by role, that a row tells."""
    leaders = [name for text in cells[2] for name in text.split("、")]
    roles = {role: list(units) for role, units in shared.items()}
    for text in cells[3]:
        for line in text.split("；"):
            label = LABEL.fullmatch(line)
            if not label:
                raise ValueError(f"not a role: {line}")
            names = label[2]
            roles[ROLES[label[1]]] = [] if names in ("无", "无其他单位") else names.split("、")
    return leaders, roles


def faults(letter, items, own, short_of):
    """The rows of a letter to the unit `own` that differ; `short_of` has the short name of each name of a unit."""
    canonical = lambda names: [short_of.get(name, name) for name in names]
    rows = 0
    for part in structure(letter).all("Part"):
        shared = said_once(part)
        for table in part.all("Table"):
            (head,) = [[cell.text for cell in row.all("TH")] for row in next(table.all("THead")).all("TR")]
            if head != ["序号", "内容", "牵头领导", "其他责任单位"]:
                yield f"its head is {head}"
                continue
            for body in table.all("TBody"):
                for row in body.all("TR"):
                    cells = [kid for kid in row.kids if isinstance(kid, Element)]
                    if len(cells) == 1:
                        continue
                    rows += 1
                    texts = [cell.paragraphs() for cell in cells]
                    number, content = "".join(texts[0]), texts[1][0]
                    (item,) = [one for one in items if one["number"] == number and one["text"] == content][:1] or [None]
                    if item is None:
                        yield f"no item {number}: {content}"
                        continue
                    leaders, roles = told(texts, shared)
                    if leaders != item["leaders"]:
                        yield f"{item['id']}: leaders {leaders}, not {item['leaders']}"
                    for role in ("lead", "support", "implement"):
                        # The letter is in the words of the notice, and does not name the unit to which it goes.
                        others = [name for name in canonical(item[role]) if name != own]
                        if [name for name in canonical(roles.get(role, [])) if name != own] != others:
                            yield f"{item['id']}: {role} {roles.get(role)}, not {others}"
    if not rows:
        yield "it has no rows"
    faults.rows += rows


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    duban, workspace, *letters = sys.argv[1:]
    done = subprocess.run([duban, "-C", workspace, "export", "items"], capture_output=True, text=True, check=True)
    items = json.loads(done.stdout)
    for item in items:
        sub = item["sub"]
        item["number"] = f"{item['no']}.{sub}" if sub is not None else str(item["no"])
    short_of = {}
    with open(Path(workspace) / "seeds/units.csv", encoding="utf-8-sig", newline="") as file:
        for unit in csv.DictReader(file):
            for name in (unit["简称"], unit["全称"], *unit["别名"].split("、")):
                short_of[name] = unit["简称"]
    bad, faults.rows = 0, 0
    for letter in letters:
        for fault in faults(letter, items, Path(letter).stem.split("-", 1)[1], short_of):
            print(f"{letter}: {fault}")
            bad += 1
    print(f"{len(letters)} letters, {faults.rows} rows taken apart, {bad} faults")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
