#!/usr/bin/python3
"""Copies programs and every shared library that they need, of any architecture, stripped.

Usage: closure.py --root ROOT --search FOLDER… --strip STRIP PROGRAM[=PATH IN ROOT]…
The first folder that has a library wins. Libraries go to /usr/lib, the loader where the programs ask for it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys


def read_elf(path):
    """(needed libraries, loader or None)"""
    text = subprocess.run(["readelf", "-dlW", path], capture_output=True, text=True, check=True).stdout
    loader = re.search(r"program interpreter: ([^\]]+)\]", text)
    return re.findall(r"\(NEEDED\).*\[([^\]]+)\]", text), loader[1] if loader else None


def find(name, folders):
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            return os.path.realpath(path)
    sys.exit(f"closure.py: {name} is in none of {', '.join(folders)}")


def install(source, target, strip):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copyfile(source, target)
    os.chmod(target, 0o755)
    subprocess.run([strip, "--strip-unneeded", target], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True)
    parser.add_argument("--search", nargs="+", required=True)
    parser.add_argument("--strip", default="strip")
    parser.add_argument("programs", nargs="+")
    options = parser.parse_args()
    waiting = []
    done = set()
    loader = None
    for word in options.programs:
        source, _, place = word.partition("=")
        install(source, options.root + (place or "/usr/bin/" + os.path.basename(source)), options.strip)
        waiting.append(source)
        loader = loader or read_elf(source)[1]
    while waiting:
        for name in read_elf(waiting.pop())[0]:
            if name in done:
                continue
            done.add(name)
            source = find(name, options.search)
            is_loader = loader and name == os.path.basename(loader)
            install(source, options.root + (loader if is_loader else f"/usr/lib/{name}"), options.strip)
            waiting.append(source)


if __name__ == "__main__":
    main()
