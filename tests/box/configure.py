#!/usr/bin/python3
"""headend.xml with the fonts of a folder in place of its own. Usage: configure.py HEADEND.XML FONT-FOLDER FOLDER-AS-THE-READER-SEES-IT"""

import glob
import os
import re
import sys


def font_lines(folder, seen_as):
    for role, pattern in (("regular", "regular.*"), ("bold", "bold.*"), ("fallback", "fallback*")):
        for path in sorted(glob.glob(os.path.join(folder, pattern))):
            yield f'      <font role="{role}" file="{os.path.join(seen_as, os.path.basename(path))}"/>\n'


def configure(text, folder, seen_as):
    lines = "".join(font_lines(folder, seen_as))
    text, count = re.subn(r"(<fonts>\s*?\n).*?(\n?\s*</fonts>)", lambda match: f"{match[1]}{lines}    </fonts>", text, count=1, flags=re.S)
    if count != 1 or 'role="regular"' not in lines:
        sys.exit(f"configure.py: no <fonts> to replace, or no regular face in {folder}")
    return text


def main():
    source, folder, seen_as = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        sys.stdout.write(configure(file.read(), folder, seen_as))


if __name__ == "__main__":
    main()
