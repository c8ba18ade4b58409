"""What a running process has in its memory: for tests that nothing personal stays there."""

import os

from tap import Skip

RESERVES = 64 * 1024 * 1024  # of a sanitizer: larger than anything of ours


def is_wiped():
    """1: what is freed is overwritten (both-sides/memory/wiped_memory.c). A sanitizer has an allocator of its own, which keeps it."""
    return os.environ.get("FLAVOUR", "release") not in ("asan", "tsan")


def needs_wiping():
    """A test that searches for what was freed cannot run with a sanitizer."""
    if not is_wiped():
        raise Skip("a sanitizer keeps what is freed")


def of(pid):
    """All that the process can write to."""
    parts = []
    try:
        with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                place, rights = line.split()[:2]
                first, end = (int(number, 16) for number in place.split("-"))
                if rights.startswith("rw") and end - first <= RESERVES:
                    try:
                        memory.seek(first)
                        parts.append(memory.read(end - first))
                    except OSError:  # a device's
                        pass
    except PermissionError:
        raise Skip("this system lets nobody read a process") from None
    return b"".join(parts)
