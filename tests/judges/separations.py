#!/usr/bin/env python3
"""Separates pages into inks as a printer does, and finds black that is not printed in black alone.

    tests/judges/separations.py [--red INK] FILE.pdf…

Letters and official documents have black, greys and red, and no other colour: nothing of a page may be in cyan, and where
magenta or yellow is printed there is no black below. With `--red` all red is in the separation of this name, and magenta
and yellow are blank too. Seals may be of any colour and are not meant here. Needs Ghostscript (tiffsep) and Pillow. Exit
status 1 where a page fails.
"""
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

DPI = 60
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


def separations(pdf, folder):
    """The ink of each page by the names of the separations: 0 for none, 255 for all of it."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}"]
    subprocess.run([*command, f"-sOutputFile={folder}/p%04d.tif", pdf], check=True)
    pages = {}
    for path in sorted(Path(folder).glob("p*(*).tif")):
        page, _, ink = path.stem.partition("(")
        pages.setdefault(page, {})[ink.rstrip(")")] = ImageChops.invert(Image.open(path).convert("L"))
    return pages


def faults(inks, red):
    """What is wrong with a page."""
    blank = ["Cyan"] + (["Magenta", "Yellow"] if red else [])
    for ink in blank:
        if inks[ink].getbbox():
            yield f"{ink} is printed"
    colour = ImageChops.lighter(inks["Magenta"], inks["Yellow"])
    if ImageChops.darker(colour, inks["Black"]).getbbox():
        yield "black is printed over magenta or yellow"


def main():
    arguments = sys.argv[1:]
    red = None
    if arguments[:1] == ["--red"]:
        red, arguments = arguments[1], arguments[2:]
    failed, count, with_red = False, 0, 0
    for pdf in arguments:
        with tempfile.TemporaryDirectory() as folder:
            for page, inks in separations(pdf, folder).items():
                count += 1
                with_red += red in inks and bool(inks[red].getbbox())
                for fault in faults(inks, red):
                    failed = True
                    print(f"{pdf}, page {int(page[1:])}: {fault}")
        if red and not with_red:
            failed = True
            print(f"{pdf}: nothing is printed in {red}")
    print(f"{count} pages in {len(arguments)} files: {'faults' if failed else 'black is black ink alone'}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
