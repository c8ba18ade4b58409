"""Prints how many lines of each room were run, from what gcov counted in build/coverage: coverage.py [ROOM]"""

import collections
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COUNTED = os.path.join(ROOT, "build", "coverage")
AT_A_TIME = 50


def counted():
    """{file: {line: how often}} of the project's own sources; headers as often as all that include them."""
    notes = sorted(os.path.join(folder, name) for folder, _, names in os.walk(COUNTED) for name in names
                   if name.endswith(".gcno") and not folder.startswith(os.path.join(COUNTED, "tests")))
    lines = collections.defaultdict(lambda: collections.defaultdict(int))
    with tempfile.TemporaryDirectory() as scratch:
        for begin in range(0, len(notes), AT_A_TIME):
            subprocess.run(["gcov", "--json-format", "--hash-filenames", *notes[begin:begin + AT_A_TIME]], cwd=scratch, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for name in os.listdir(scratch):
            with gzip.open(os.path.join(scratch, name), "rt", encoding="utf-8") as file:
                for source in json.load(file)["files"]:
                    path = source["file"]
                    if not os.path.isabs(path) and os.path.exists(os.path.join(ROOT, path)) and not path.startswith("build/"):
                        for line in source["lines"]:
                            lines[path][line["line_number"]] += line["count"]
    return lines


def table(title, rows):
    print(f"{title:40} {'lines':>7} {'run':>7} {'':>7}")
    for name, (lines, run) in sorted(rows.items()):
        print(f"{name:40} {lines:7} {run:7} {100 * run / lines:6.1f}%")
    lines, run = (sum(row[i] for row in rows.values()) for i in (0, 1))
    print(f"{'all':40} {lines:7} {run:7} {100 * run / lines if lines else 0:6.1f}%")


def main():
    room = sys.argv[1] if len(sys.argv) > 1 else ""
    rows = collections.defaultdict(lambda: (0, 0))
    for path, lines in counted().items():
        name = path if room else os.path.dirname(path)
        if lines and (not room or os.path.dirname(path) == room):
            have = rows[name]
            rows[name] = (have[0] + len(lines), have[1] + sum(count > 0 for count in lines.values()))
    if not rows:
        print(f"coverage.py: nothing was counted in {room or COUNTED}", file=sys.stderr)
        return 1
    table(room or "room", rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
