#!/usr/bin/python3
"""Fonts for a box: Simplified Chinese of Noto Sans CJK in two weights and the fallback faces, cut down to the characters of GB 2312 and
of the texts that are named. An operator who needs all of GB 18030 uses the whole fonts instead (docs/box.md).

Usage: fonts.py TARGET TEXT-FILE…
"""

import glob
import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
SIMPLIFIED = 2  # the face of the collection
HANAZONO = "/usr/share/fonts/truetype/hanazono/HanaMin%s.ttf"
SYMBOLA = "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"
# Accents that stand alone; ☎ and its like; flags' letters, 📢 🔔 and the other pictures of notices.
SYMBOLS = {*range(0x300, 0x370), *range(0x2600, 0x27C0), *range(0x2B00, 0x2B60), *range(0x1F1E6, 0x1F200), *range(0x1F300, 0x1F700)}
# Rare characters of personal and place names, over several planes, that the sample city and the tests use.
RARE = "㛃䶮𫖯𠮷𣗋𫞩㙍㟃圳郴"


def characters_of_gb2312():
    characters = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                characters.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                pass
    return characters


def wanted(files):
    characters = characters_of_gb2312() | {chr(code) for code in range(0x20, 0x7F)} | {chr(code) for code in range(0xA0, 0x180)}
    characters |= {chr(code) for code in (*range(0x2010, 0x2060), *range(0x20A0, 0x20C0), *range(0x2190, 0x21FF), *range(0x2460, 0x24FF),
                                          *range(0x25A0, 0x2600), *range(0x3000, 0x3040), *range(0xFF00, 0xFFF0))} | set(RARE)
    for name in files:
        with open(name, encoding="utf-8") as file:
            characters |= {character for character in file.read() if character.isprintable()}
    return {ord(character) for character in characters}


def cut(source, number, codes, target):
    """Writes what the face has of `codes`; returns those that it lacks."""
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[1, 2, 4], notdef_outline=True, font_number=number, desubroutinize=False)
    options.drop_tables = options.drop_tables + ["FFTM"]  # a font editor's time stamp, which the subsetter does not know
    font = TTFont(source, fontNumber=number, lazy=True)
    has = set(font.getBestCmap()) & codes
    if has:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=has)
        subsetter.subset(font)
        subset.save_font(font, target + ".tmp", options)
        os.replace(target + ".tmp", target)
        print(f"  {os.path.basename(target)}: {len(has)} characters, {os.path.getsize(target) / 1e6:.1f} MB")
    return codes - has


def main():
    target, files = sys.argv[1], sys.argv[2:]
    os.makedirs(target, exist_ok=True)
    for name in glob.glob(os.path.join(target, "*")):
        os.unlink(name)
    codes = wanted(files)
    missing = cut(NOTO % "Regular", SIMPLIFIED, codes, os.path.join(target, "regular.otf"))
    cut(NOTO % "Bold", SIMPLIFIED, codes, os.path.join(target, "bold.otf"))
    for letter in "AB":
        missing = cut(HANAZONO % letter, -1, missing, os.path.join(target, f"fallback-{letter.lower()}.ttf"))
    cut(SYMBOLA, -1, missing | SYMBOLS, os.path.join(target, "fallback-symbols.ttf"))


if __name__ == "__main__":
    main()
