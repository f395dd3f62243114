#!/usr/bin/env python3
"""Cuts RareNamesMincho-Regular.ttf from HanaMinB.ttf: the characters of names that Noto Serif SC lacks.

cut-rare-names.py HanaMinB.ttf UNIHAN OUT, with the folder of the Unihan text files (Unicode 15.0). Needs fonttools.
"""
import os
import re
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

SOURCES = re.compile(r"(GIDC|GXC|GXHZ?|GZH|GFZ|GGH|GCH|GCY|GOCD|GPGLG|GFC|GGFZ|GDM|GRM|GZJW)")
JIS = re.compile(r"J(3|3A|4|K)-")
LISTS = {"kIRG_HSource", "kUnihanCore2020", "kIICore", "kXHC1983", "kTGH"}
NAMES = {0: "Copyright 2008-2017 GlyphWiki Project. Free under the Hanazono Font License.", 1: "RareNamesMincho",
         2: "Regular", 3: "RareNamesMincho 1", 4: "RareNamesMincho", 5: "Version 1", 6: "RareNamesMincho-Regular"}


def wanted(unihan):
    """Returns the characters that the registers give as those of names, places and dictionaries."""
    chars = {0x20BB7}
    for name in ["IRGSources", "DictionaryLikeData", "OtherMappings", "Readings"]:
        with open(os.path.join(unihan, f"Unihan_{name}.txt"), encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("U+"):
                    continue
                code, key, value = line.rstrip("\n").split("\t")
                if (key in LISTS or (key == "kIRG_GSource" and SOURCES.match(value))
                        or (key == "kIRG_JSource" and JIS.match(value))):
                    chars.add(int(code[2:], 16))
    return chars


def main():
    hana, unihan, out = sys.argv[1:]
    here = os.path.dirname(os.path.abspath(__file__))
    noto = TTFont(os.path.join(here, "NotoSerifSC-Regular.ttf")).getBestCmap()
    face = TTFont(hana, recalcTimestamp=False)
    chars = {c for c in wanted(unihan) if c >= 0x20000 and c not in noto and c in face.getBestCmap()}
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "FFTM"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=chars)
    cutter.subset(face)
    for number, text in NAMES.items():
        face["name"].setName(text, number, 3, 1, 0x409)
    face["head"].modified = face["head"].created
    face.save(out)


main()
