#!/usr/bin/python3
"""Unpacks the xz payload of a bzImage: an emulator starts the bare kernel some seconds sooner. Usage: unpack-kernel.py VMLINUZ VMLINUX"""

import lzma
import os
import sys

XZ = b"\xfd7zXZ\x00"


def main():
    source, target = sys.argv[1:]
    with open(source, "rb") as file:
        data = file.read()
    start = data.find(XZ)
    while start >= 0:
        try:
            kernel = lzma.LZMADecompressor().decompress(data[start:])
        except lzma.LZMAError:
            kernel = b""
        if kernel.startswith(b"\x7fELF"):
            with open(target + ".tmp", "wb") as file:
                file.write(kernel)
            os.replace(target + ".tmp", target)
            return
        start = data.find(XZ, start + 1)
    sys.exit(f"unpack-kernel.py: {source}: no kernel packed with xz in it")


if __name__ == "__main__":
    main()
