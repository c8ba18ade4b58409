"""What a running process has in its memory: for tests that nothing personal stays there."""

from tap import Skip

RESERVES = 64 * 1024 * 1024  # of a sanitizer: larger than anything of ours


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
