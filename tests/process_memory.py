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
    if len(entries) != (end - first) // PAGE:
        raise ProcessLookupError("it has ended while its memory was searched")
    runs = []
    for number, entry in enumerate(entries):
        if entry >> SWAPPED_BIT:
            place = first + number * PAGE
            if runs and runs[-1][1] == place:
                runs[-1][1] = place + PAGE
            else:
                runs.append([place, place + PAGE])
    return runs


def read_all(read, first, end):
    """[bytes] of what `read(count, place)` gives of a run. It may give less than was asked for: the rest is asked for anew. A page that is
    not there, as it has gone meanwhile or is a device's, is left out, and nothing else."""
    parts = []
    while first < end:
        try:
            part = read(end - first, first)
        except OSError:
            part = b""
        parts.append(part)
        first += len(part) or PAGE - first % PAGE
    return parts


def of(pid):
    """All that the process can write to, and has. It must not end by then."""
    parts = []
    try:
        with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory, \
                open(f"/proc/{pid}/pagemap", "rb") as pagemap:
            for line in maps:
                place, rights = line.split()[:2]
                first, end = (int(number, 16) for number in place.split("-"))
                if rights.startswith("rw") and end - first <= RESERVES:
                    for run in _touched(pagemap, first, end):
                        parts += read_all(lambda count, place: os.pread(memory.fileno(), count, place), *run)
    except PermissionError:
        raise Skip("this system lets nobody read a process") from None
    if not any(parts):
        raise ProcessLookupError(f"process {pid} has no memory (any more)")
    return b"".join(parts)
