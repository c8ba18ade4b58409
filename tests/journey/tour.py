"""make tour: walks every screen by remote keys and writes build/tour/SIZE/NAME.png and an index.html with all of them."""

import html
import os
import shutil
import sys

import hall  # noqa: F401 - puts tests/ and run/ on the path
from hall import ROOT
from walk import read_walks, scene_of, stops

sys.path.insert(0, os.path.join(ROOT, "tests", "picture"))
from compare import save_png  # noqa: E402

TARGET = os.path.join(ROOT, "build", "tour")
SIZES = [(1280, 720), (1920, 1080)]

PAGE = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>TV hall: the tour</title>
<style>body{{margin:24px;background:#23262b;color:#eceae6;font:15px system-ui,sans-serif}}
main{{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:20px}}figure{{margin:0}}
img{{width:100%;border-radius:6px;display:block}}figcaption{{margin-top:6px}}code{{color:#b5b1a9}}</style>
<h1>The tour</h1><main>{figures}</main></html>
"""

FIGURE = ('<figure><a href="{big}"><img src="{small}" alt="{name}" loading="lazy"></a>'
          '<figcaption>{name} <code>{keys}</code></figcaption></figure>')


def main():
    shutil.rmtree(TARGET, ignore_errors=True)
    figures = []
    for size in SIZES:
        folder = os.path.join(TARGET, f"{size[0]}x{size[1]}")
        os.makedirs(folder)
        for walk in read_walks():
            with scene_of(walk, size) as scene:
                for stop in stops(scene, walk):
                    raw = scene.hall.picture(os.path.join(scene.folder, "picture.ppm"))
                    save_png(raw, os.path.join(folder, f"{stop['name']}.png"))
                    print(f"{os.path.relpath(folder, ROOT)}/{stop['name']}.png")
                    if size == SIZES[0]:
                        figures.append(FIGURE.format(name=html.escape(stop["name"]), keys=html.escape(" ".join(stop["keys"])),
                                                     small=f"1280x720/{stop['name']}.png", big=f"1920x1080/{stop['name']}.png"))
    with open(os.path.join(TARGET, "index.html"), "w", encoding="utf-8") as file:
        file.write(PAGE.format(figures="\n".join(figures)))
    print(f"{os.path.relpath(TARGET, ROOT)}/index.html shows them all")


if __name__ == "__main__":
    main()
