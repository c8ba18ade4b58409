"""What a running process has in its memory: for tests that nothing personal stays there."""

import array
import os

from tap import Skip

PAGE = os.sysconf("SC_PAGE_SIZE")
ENTRY = 8  # bytes of /proc/PID/pagemap a page: bit 63 says that it is in memory, bit 62 that it is swapped out
SWAPPED_BIT = 62
RESERVES = 64 * 1024 * 1024  # of a sanitizer: larger than anything of ours


def is_wiped():
    """1: what is freed is overwritten (both-sides/memory/wiped_memory.c). A sanitizer has an allocator of its own, which keeps it."""
    return os.environ.get("FLAVOUR", "release") not in ("asan", "tsan")


def needs_wiping():
    """A test that searches for what was freed cannot run with a sanitizer."""
    if not is_wiped():
        raise Skip("a sanitizer keeps what is freed")


def _touched(pagemap, first, end):
    """[(first, end)] of the pages between that are in memory or swapped out: the others, most of a thread's stack, were never written."""
    pagemap.seek(first // PAGE * ENTRY)
    entries = array.array("Q", pagemap.read((end - first) // PAGE * ENTRY))
    runs = []
    for number, entry in enumerate(entries):
        if entry >> SWAPPED_BIT:
            place = first + number * PAGE
            if runs and runs[-1][1] == place:
                runs[-1][1] = place + PAGE
            else:
                runs.append([place, place + PAGE])
    return runs


def of(pid):
    """All that the process can write to, and has."""
    parts = []
    try:
        with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory, \
                open(f"/proc/{pid}/pagemap", "rb", 0) as pagemap:
            for line in maps:
                place, rights = line.split()[:2]
                first, end = (int(number, 16) for number in place.split("-"))
                if rights.startswith("rw") and end - first <= RESERVES:
                    try:
                        for run_first, run_end in _touched(pagemap, first, end):
                            memory.seek(run_first)
                            parts.append(memory.read(run_end - run_first))
                    except OSError:  # a device's
                        pass
    except PermissionError:
        raise Skip("this system lets nobody read a process") from None
    return b"".join(parts)
