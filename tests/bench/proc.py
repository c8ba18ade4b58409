"""What /proc says of a process and all that it has started."""

import os
import time

TICK = os.sysconf("SC_CLK_TCK")


def tree(pid):
    """pid and its descendants."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    parents.setdefault(int(file.read().rpartition(")")[2].split()[1]), []).append(int(name))
            except OSError:
                pass
    found = [pid]
    for parent in found:
        found += parents.get(parent, [])
    return found


def cpu_seconds(pid):
    """User and system time of the tree. Finer than the clock tick where schedstat is there."""
    total = 0.0
    for process in tree(pid):
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/schedstat", encoding="ascii") as file:
                    total += int(file.read().split()[0]) / 1e9
        except (OSError, IndexError, ValueError):
            try:
                with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rpartition(")")[2].split()
                total += (int(fields[11]) + int(fields[12])) / TICK
            except OSError:
                pass
    return total


def pss_mib(pid):
    """Proportional set size of the tree."""
    kib = 0
    for process in tree(pid):
        try:
            with open(f"/proc/{process}/smaps_rollup", encoding="ascii") as file:
                kib += sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        except OSError:
            pass
    return kib / 1024


def switches(pid):
    """How often a thread of the tree has given up its processor or lost it."""
    total = 0
    for process in tree(pid):
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/status", encoding="utf-8", errors="replace") as file:
                    total += sum(int(line.split()[1]) for line in file if "voluntary_ctxt_switches" in line)
        except OSError:
            pass
    return total


def _sleeps(pid):
    """{thread: (name, times it has gone to sleep by itself)}"""
    threads = {}
    for process in tree(pid):
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/status", encoding="utf-8", errors="replace") as file:
                    fields = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
                threads[int(task)] = (fields["Name"], int(fields["voluntary_ctxt_switches"]))
        except OSError:
            pass
    return threads


def wakeups(pid, seconds, every=0.05):
    """{thread: (name, times it woke)}. A thread that sleeps several times within `every` seconds (it draws the clock and waits for the
    screen to take it) woke once."""
    woke = {}
    before = _sleeps(pid)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(every)
        now = _sleeps(pid)
        for thread, (name, count) in now.items():
            moments = woke.get(thread, (name, 0))[1]
            woke[thread] = (name, moments + (count != before.get(thread, (name, 0))[1]))
        before = now
    return woke
