#!/usr/bin/env python3
"""Looks in workbooks for what Excel calls unreadable content, or repairs without asking.

    tests/judges/check_workbooks.py FILE_OR_FOLDER…

LibreOffice and openpyxl forgive what Excel does not. Checked against Excel's documented limits and rules: names of sheets,
tables and ranges; tables whose header cells differ from their columns, or that overlap each other, merged cells or a filter;
merges that overlap; links to sheets and cells that are not there; data validations and their messages; rules of conditional
formats; texts of cells, formulas and headers and footers; panes; shared strings and styles out of range; parts of the package
that nothing declares. openpyxl has to open each file without complaint. Needs Python 3.11 and openpyxl. Exit status 1 where
anything is found.
"""
import re
import sys
import unicodedata
import warnings
import zipfile
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

ROWS, COLUMNS = 1_048_576, 16_384
LINKS = 65_530  # hyperlinks in a worksheet
CELL_TEXT = 32_767
FORMULA = 8_192
STYLES = 65_490
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# The order that the schema gives the parts of a worksheet; Excel repairs any other.
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios"
    " autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations"
    " hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches"
    " ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts"
    " extLst"
).split()


def units(text):
    """The length that Excel counts."""
    return len(text.encode("utf-16-le")) // 2


def folded(name):
    """What Excel compares of a name: neither case nor, in an Eastern edition, width."""
    return unicodedata.normalize("NFKC", name).casefold()


def box(ref):
    """First column and row, last column and row of a range."""
    bounds = range_boundaries(ref.replace("$", ""))
    return tuple(bound or limit for bound, limit in zip(bounds, (1, 1, COLUMNS, ROWS)))


def overlap(one, other):
    return not (one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1])


def overlaps(boxes):
    """Pairs of ranges that overlap."""
    boxes = sorted(boxes, key=lambda b: b[1])
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other[1] > one[3]:
                break
            if overlap(one, other):
                yield one, other


def name_problem(name):
    """What Excel has against the name of a table or a range."""
    if units(name) > 255:
        return "longer than 255"
    if not (name[0].isalpha() or name[0] in "_\\") or not all(c.isalnum() or c in "_.\\?" for c in name):
        return "has a character that names may not have"
    if re.fullmatch(r"[A-Za-z]{1,3}[0-9]{1,7}|[RrCc]|[Rr][0-9]*[Cc][0-9]*|[Rr][0-9]+|[Cc][0-9]+", folded(name)):
        return "reads like a cell"
    if folded(name) in ("true", "false"):
        return "is a value"
    return None


class Book:
    def __init__(self, path):
        self.path, self.problems = path, []
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()

    def problem(self, where, what):
        self.problems.append(f"{self.path}: {where}: {what}")

    def xml(self, name):
        return ElementTree.fromstring(self.zip.read(name))

    def relations(self, part):
        """Targets of a part's relationships, by their ids."""
        path = PurePosixPath(part)
        name = str(path.parent / "_rels" / f"{path.name}.rels")
        if name not in self.names:
            return {}
        found = {}
        for relation in self.xml(name).iter(f"{PACKAGE}Relationship"):
            target = relation.get("Target")
            if relation.get("TargetMode") == "External":
                self.problem(name, f"leads out of the workbook: {target}")
                continue
            parts = [] if target.startswith("/") else list(path.parent.parts)
            for piece in target.strip("/").split("/"):
                parts = parts[:-1] if piece == ".." else parts + [piece]
            target = "/".join(parts)
            if target not in self.names:
                self.problem(name, f"leads to {target}, which is not there")
            if relation.get("Id") in found:
                self.problem(name, f"has {relation.get('Id')} twice")
            found[relation.get("Id")] = target
        return found

    def check(self):
        self.package()
        relations = self.relations("xl/workbook.xml")
        book = self.xml("xl/workbook.xml")
        self.sheets = {s.get("name"): relations[s.get(f"{RELATIONS}id")] for s in book.iter(f"{MAIN}sheet")}
        self.styles = self.style_counts()
        self.strings = self.shared_strings()
        self.tables = []
        self.sheet_names(book)
        self.defined_names(book)
        for name, part in self.sheets.items():
            self.sheet(name, part)
        for attribute, what in [("id", "number"), ("displayName", "name")]:
            values = [folded(table.get(attribute)) for table in self.tables]
            if len(values) != len(set(values)):
                self.problem("tables", f"have a {what} twice")
        clash = {folded(table.get("displayName")) for table in self.tables} & self.defined
        if clash:
            self.problem("tables", f"are called like ranges: {clash}")
        self.openpyxl()
        return self.problems

    def package(self):
        if len(self.names) != len(set(self.names)):
            self.problem("package", "has a part twice")
        types = self.xml("[Content_Types].xml")
        ends = {d.get("Extension") for d in types.iter(f"{TYPES}Default")}
        parts = {o.get("PartName").lstrip("/") for o in types.iter(f"{TYPES}Override")}
        for name in self.names:
            if name != "[Content_Types].xml" and name not in parts and name.rsplit(".", 1)[-1] not in ends:
                self.problem(name, "has no content type")
        for name in parts - set(self.names):
            self.problem(name, "has a content type, but is not there")

    def style_counts(self):
        root = self.xml("xl/styles.xml")
        formats = root.find(f"{MAIN}cellXfs")
        if len(formats) > STYLES:
            self.problem("styles", f"{len(formats)} cell formats")
        for one in root.iter(f"{MAIN}numFmt"):
            if units(one.get("formatCode")) > 255:
                self.problem("styles", "number format longer than 255")
        differences = root.find(f"{MAIN}dxfs")
        return len(formats), 0 if differences is None else len(differences)

    def shared_strings(self):
        if "xl/sharedStrings.xml" not in self.names:
            return 0
        strings = self.xml("xl/sharedStrings.xml").findall(f"{MAIN}si")
        for string in strings:
            text = "".join(t.text or "" for t in string.iter(f"{MAIN}t"))
            if units(text) > CELL_TEXT:
                self.problem("strings", f"text of {units(text)}: {text[:20]}")
        return len(strings)

    def sheet_names(self, book):
        if len({folded(name) for name in self.sheets}) != len(list(book.iter(f"{MAIN}sheet"))):
            self.problem("sheets", "two have the same name")
        for name in self.sheets:
            if not 0 < units(name) <= 31 or re.search(r"[\[\]:*?/\\\x00-\x1f]", name):
                self.problem(name, "is no name for a sheet")
            if name[0] == "'" or name[-1] == "'" or folded(name) == "history":
                self.problem(name, "is no name for a sheet")
        active = [view.get("activeTab", "0") for view in book.iter(f"{MAIN}workbookView")]
        if any(int(tab) >= len(self.sheets) for tab in active):
            self.problem("sheets", "the one shown first is not there")

    def defined_names(self, book):
        self.defined, seen = set(), set()
        for defined in book.iter(f"{MAIN}definedName"):
            name, scope = defined.get("name"), defined.get("localSheetId")
            key = (folded(name), scope)
            if key in seen:
                self.problem(name, "is defined twice")
            seen.add(key)
            self.formula(f"name {name}", defined.text)
            if name.startswith("_xlnm."):
                continue
            self.defined.add(folded(name))
            if found := name_problem(name):
                self.problem(f"name {name}", found)

    def formula(self, where, text):
        """Its length, brackets, quotes and the sheets that it names."""
        if not text or units(text) > FORMULA:
            self.problem(where, "formula is empty or longer than 8,192")
            return
        try:
            tokens = Tokenizer(f"={text}").items
        except Exception as error:
            self.problem(where, f"formula is not read: {text} ({error})")
            return
        if "#REF!" in text:
            self.problem(where, f"formula leads nowhere: {text}")
        if sum(token.subtype == "OPEN" for token in tokens) != sum(token.subtype == "CLOSE" for token in tokens):
            self.problem(where, f"brackets do not match: {text}")
        for token in tokens:
            if token.subtype == "TEXT" and units(token.value) - 2 > 255:
                self.problem(where, "text in a formula is longer than 255")
            if token.subtype == "RANGE" and "!" in token.value:
                sheet, cells = token.value.rsplit("!", 1)
                quoted = sheet.startswith("'")
                name = sheet[1:-1].replace("''", "'") if quoted else sheet
                if name not in self.sheets:
                    self.problem(where, f"names the sheet {name}, which is not there")
                if not quoted and (not re.fullmatch(r"[\w.]+", name) or name[0].isdigit() or name_problem(name)):
                    self.problem(where, f"the sheet {name} wants quotation marks")
                self.cells(where, cells)

    def cells(self, where, ref):
        """A range has to lie inside a worksheet."""
        try:
            left, top, right, bottom = box(ref)
        except ValueError:
            return self.problem(where, f"{ref} is no range")
        if not (1 <= left <= right <= COLUMNS and 1 <= top <= bottom <= ROWS):
            self.problem(where, f"{ref} is no range")

    def sheet(self, name, part):
        root = self.xml(part)
        tags = [child.tag.removeprefix(MAIN) for child in root]
        places = [ORDER.index(tag) for tag in tags if tag in ORDER]
        if places != sorted(places):
            self.problem(name, f"parts out of order: {tags}")
        relations = self.relations(part)
        for found in root.iter():
            relation = found.get(f"{RELATIONS}id")
            if relation and relation not in relations:
                self.problem(name, f"{found.tag} leads to {relation}, which is not there")
        values = self.values(name, root)
        merges = [box(merge.get("ref")) for merge in root.iter(f"{MAIN}mergeCell")]
        for pair in overlaps(merges):
            self.problem(name, f"merges overlap: {pair}")
        tables = [self.xml(relations[t.get(f"{RELATIONS}id")]) for t in root.iter(f"{MAIN}tablePart")]
        areas = [box(table.get("ref")) for table in tables]
        filters = [box(f.get("ref")) for f in root.findall(f"{MAIN}autoFilter")]
        for pair in overlaps(areas + filters):
            self.problem(name, f"tables or filters overlap: {pair}")
        for area in areas:
            if any(overlap(area, merge) for merge in merges):
                self.problem(name, "merged cells inside a table")
        for table in tables:
            self.table(name, table, values)
        self.looks(name, root)
        self.validations(name, root)
        self.links(name, root)

    def values(self, name, root):
        """Checks the cells; gives the numbers of the shared strings by cell."""
        values, last = {}, 0
        for row in root.iter(f"{MAIN}row"):
            if not last < int(row.get("r")) <= ROWS:
                self.problem(name, f"row {row.get('r')} out of order")
            last, column = int(row.get("r")), 0
            if float(row.get("ht", 0)) > 409.5:
                self.problem(name, f"row {last} is higher than 409.5 points")
            for cell in row:
                at = cell.get("r")
                here = box(at)
                if here[1] != last or here[0] <= column:
                    self.problem(name, f"{at} out of order")
                column = here[0]
                if int(cell.get("s", 0)) >= self.styles[0]:
                    self.problem(name, f"{at} has a format that is not there")
                value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
                if formula is not None:
                    self.formula(f"{name}!{at}", formula.text)
                kind = cell.get("t", "n")
                if kind == "s":
                    values[here[:2]] = int(value.text)
                    if int(value.text) >= self.strings:
                        self.problem(name, f"{at} has a text that is not there")
                elif kind == "n" and value is not None and not re.fullmatch(r"-?[0-9.]+([eE][-+]?[0-9]+)?", value.text or ""):
                    self.problem(name, f"{at} is no number: {value.text}")
        return values

    def table(self, sheet, table, values):
        self.tables.append(table)
        name, (left, top, right, bottom) = table.get("displayName"), box(table.get("ref"))
        if found := name_problem(name):
            self.problem(f"table {name}", found)
        if bottom <= top:
            self.problem(f"table {name}", "has no row below its header")
        filtered = table.find(f"{MAIN}autoFilter")
        if filtered is not None and filtered.get("ref") != table.get("ref"):
            self.problem(f"table {name}", "its filter has another range")
        columns = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
        if len(columns) != right - left + 1 or len({folded(column) for column in columns}) != len(columns):
            self.problem(f"table {name}", f"its columns are too many, too few or not all different: {columns}")
        texts = self.texts()
        for column, title in enumerate(columns, left):
            number = values.get((column, top))
            header = None if number is None else texts[number]
            # A line break of the cell is _x000a_ in the table.
            if header != title.replace("_x000a_", "\n"):
                self.problem(f"table {name}", f"column {title!r} is headed {header!r}")

    def texts(self):
        strings = self.xml("xl/sharedStrings.xml").findall(f"{MAIN}si")
        return ["".join(t.text or "" for t in string.iter(f"{MAIN}t")) for string in strings]

    def looks(self, name, root):
        for view in root.iter(f"{MAIN}sheetView"):
            if not 10 <= int(view.get("zoomScale", 100)) <= 400:
                self.problem(name, "zoom out of range")
            for pane in view.iter(f"{MAIN}pane"):
                if pane.get("state") != "frozen" or not (pane.get("xSplit") or pane.get("ySplit")):
                    self.problem(name, "pane is not frozen anywhere")
        for setup in root.iter(f"{MAIN}pageSetup"):
            if not 10 <= int(setup.get("scale", 100)) <= 400:
                self.problem(name, "scale out of range")
        for text in root.iter(f"{MAIN}oddFooter"):
            if units(text.text) > 255:
                self.problem(name, "footer longer than 255")
        for breaks in [*root.iter(f"{MAIN}rowBreaks"), *root.iter(f"{MAIN}colBreaks")]:
            if len(breaks) > 1023:
                self.problem(name, f"{len(breaks)} page breaks")
        last = 0
        for column in root.iter(f"{MAIN}col"):
            if not last < int(column.get("min")) <= int(column.get("max")) <= COLUMNS or float(column.get("width", 0)) > 255:
                self.problem(name, "widths of columns overlap or are out of range")
            last = int(column.get("max"))
        for format in root.iter(f"{MAIN}conditionalFormatting"):
            for ref in format.get("sqref").split():
                self.cells(f"{name} conditional format", ref)
            for rule in format:
                if int(rule.get("dxfId", 0)) >= max(self.styles[1], 1):
                    self.problem(name, "conditional format without looks")
                for formula in rule.iter(f"{MAIN}formula"):
                    self.formula(f"{name} conditional format", formula.text)

    def validations(self, name, root):
        areas = []
        for validation in root.iter(f"{MAIN}dataValidation"):
            where = f"{name} validation {validation.get('sqref')[:20]}"
            for attribute, most in [("promptTitle", 32), ("errorTitle", 32), ("prompt", 255), ("error", 255)]:
                if units(validation.get(attribute, "")) > most:
                    self.problem(where, f"{attribute} longer than {most}")
            for formula in validation:
                self.formula(where, formula.text)
                if formula.text and units(formula.text) - 2 * formula.text.startswith('"') > 255:
                    self.problem(where, "list or formula longer than 255")
            areas += [box(ref) for ref in validation.get("sqref").split()]
        for pair in overlaps(areas):
            self.problem(name, f"validations overlap: {pair}")

    def links(self, name, root):
        links = list(root.iter(f"{MAIN}hyperlink"))
        if len(links) > LINKS:
            self.problem(name, f"{len(links)} links")
        for pair in overlaps([box(link.get("ref")) for link in links]):
            self.problem(name, f"links overlap: {pair}")
        for link in links:
            where, place = f"{name}!{link.get('ref')}", link.get("location")
            if place is None or "!" not in place:
                self.problem(where, f"link leads to {place}")
                continue
            sheet, cells = place.rsplit("!", 1)
            if sheet.startswith("'"):
                sheet = sheet[1:-1].replace("''", "'")
            if sheet not in self.sheets:
                self.problem(where, f"link leads to {sheet}, which is not there")
            self.cells(where, cells)
            for attribute, most in [("location", 2083), ("display", 2083), ("tooltip", 255)]:
                if units(link.get(attribute, "")) > most:
                    self.problem(where, f"{attribute} of a link longer than {most}")

    def openpyxl(self):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            # It drops Excel 2010's data bars and says so; they are no fault.
            warnings.filterwarnings("ignore", message=".*extension is not supported")
            try:
                openpyxl.load_workbook(self.path)
            except Exception as error:
                self.problem("openpyxl", f"does not open it: {error!r}")
        for warning in told:
            self.problem("openpyxl", str(warning.message))


def main(places):
    paths = []
    for place in map(Path, places):
        paths += sorted(place.rglob("*.xlsx")) if place.is_dir() else [place]
    if not paths:
        sys.exit(f"no workbooks below {places}")
    problems = [problem for path in paths for problem in Book(path).check()]
    for problem in problems:
        print(problem)
    print(f"{len(paths)} workbooks, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
