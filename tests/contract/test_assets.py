#!/usr/bin/env python3
"""build/assets: every icon in both sizes, every icon that a tile or a screen names, samples that any RELAX NG tool accepts. Prints TAP."""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import tap  # noqa: E402

SIZES = {str(lines): (lines * 64 // 720, lines * 24 // 720) for lines in (360, 540, 720, 1080, 1440, 2160)}  # tile icons, line icons
DRAWINGS = sorted(path.stem for path in (ROOT / "assets" / "icons").glob("*.svg"))
SAMPLES = [ROOT / "assets" / "headend.xml", ROOT / "assets" / "sample-city" / "nine-tiles.xml"]


def read_mask(path):
    """(width, height, bytes) of a binary PGM."""
    head, body = re.match(rb"(P5\s+\d+\s+\d+\s+255\s)(.*)", path.read_bytes(), re.S).groups()
    _, width, height, _ = head.split()
    return int(width), int(height), body


def test_every_drawing_is_a_mask_of_the_right_size():
    for lines, sizes in SIZES.items():
        for name in DRAWINGS:
            path = ROOT / "build" / "assets" / "icons" / lines / f"{name}.pgm"
            tap.check(path.exists(), f"{path} is missing: is {name} in a list of assets/assets.mk?")
            width, height, mask = read_mask(path)
            tap.check(width == height and width in sizes, f"{name} at {lines} lines is {width}x{height}, wanted {sizes}")
            tap.equal(len(mask), width * height, f"bytes of {path}")
            covered = sum(mask) / 255 / len(mask)
            tap.check(0.08 < covered < 0.7, f"{name} covers {covered:.0%} of its field: too faint or a block")
            edges = mask[:width] + mask[-width:] + mask[::width] + mask[width - 1::width]
            tap.check(max(edges) < 128, f"{name} at {lines} lines runs over the edge of its field")


def named_in_the_manual(head):
    """What stands between `` in the paragraphs of docs/operators.md that begin so."""
    text = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    paragraphs = re.findall(rf"^{head}[^:]*:(.*(?:\n(?!\n|Icons).+)*)", text, re.M)
    return sorted(re.findall(r"`([a-z0-9-]+)`", " ".join(paragraphs)))


def test_the_manual_lists_icons_and_themes():
    tap.equal(named_in_the_manual("Icons for"), DRAWINGS, "icons in docs/operators.md against assets/icons")
    themes = sorted(path.stem for path in (ROOT / "assets" / "theme").glob("*.xml"))
    tap.equal(named_in_the_manual("Themes"), themes, "themes in docs/operators.md against assets/theme")


def test_drawings_are_one_family():
    for name in DRAWINGS:
        root = ElementTree.parse(ROOT / "assets" / "icons" / f"{name}.svg").getroot()
        tap.equal(root.get("viewBox"), "0 0 96 96", f"viewBox of {name}")
        tap.check(root.get("stroke-width") in ("6", "9"), f"{name} has strokes of {root.get('stroke-width')}")
        colours = {node.get(key) for node in root.iter() for key in ("fill", "stroke") if node.get(key)}
        tap.check(colours <= {"none", "#fff"}, f"{name} has colours {colours}: the theme gives the colour")


def test_icons_that_are_named_exist():
    for sample in SAMPLES:
        for tile in ElementTree.parse(sample).iter("tile"):
            tap.check(tile.get("icon") in DRAWINGS, f"{sample.name}: no icon {tile.get('icon')}")
    for source in sorted((ROOT / "screens").rglob("*.c")):
        for line in source.read_text(encoding="utf-8").splitlines():
            if "icon_set_get(" in line:
                for name in re.findall(r'"([a-z0-9-]+)"', line):
                    tap.check(name in DRAWINGS, f"{source.name} asks for the icon {name}, which nobody has drawn")


def test_samples_are_valid_for_any_tool():
    schema = ROOT / "assets" / "schemas" / "headend.rng"
    for sample in SAMPLES:
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--relaxng", str(schema), str(sample)],
                              capture_output=True, text=True, timeout=60, check=False)
        tap.equal(done.returncode, 0, f"xmllint over {sample.name}: {done.stderr}")


def test_one_folder_has_everything():
    for kind in ("schemas", "theme", "strings", "utilities"):
        for source in sorted(path for path in (ROOT / "assets" / kind).iterdir() if path.is_file()):
            copy = ROOT / "build" / "assets" / kind / source.name
            tap.check(copy.exists() and copy.read_bytes() == source.read_bytes(), f"{copy} is missing or old")


if __name__ == "__main__":
    tap.run(globals())
