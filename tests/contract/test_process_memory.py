#!/usr/bin/python3
"""The search of a process's memory sees all of it: else a test that nothing personal stays there would pass without having looked. TAP."""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import process_memory  # noqa: E402
from process_memory import PAGE  # noqa: E402
from tap import check, equal, run  # noqa: E402

FIRST = 16 * PAGE
LARGE = 8 * 1024 * 1024
# Marks at both ends of a mapping whose middle is never written, and one as long as several pages; none of them stands in the program's text.
CHILD = f"""
import mmap, sys
area = mmap.mmap(-1, {LARGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
area[:8] = b"first" + bytes([0x61, 0x62, 0x63])
area[{LARGE} - 7:] = b"last" + bytes([0x61, 0x62, 0x63])
area[{PAGE}:{5 * PAGE}] = bytes([0x7A]) * {4 * PAGE}
print("there", flush=True)
sys.stdin.read()
"""


def _pages(gone=(), most=LARGE):
    """How /proc/PID/mem gives pages 16 to 19, each full of its own letter: at most so many bytes at once, nothing of those that are gone."""
    def read(count, place):
        number = place // PAGE - 16
        if number in gone:
            raise OSError(5, "Input/output error")
        upto = min([place + count, place + most] + [FIRST + PAGE * page for page in gone if page > number])
        return b"".join(b"abcd"[at // PAGE - 16:][:1] for at in range(place, upto))
    return read


def test_what_is_read_short_is_read_to_its_end():
    for most in (LARGE, PAGE, PAGE - 1, 1000):
        seen = b"".join(process_memory.read_all(_pages(most=most), FIRST, FIRST + 4 * PAGE))
        equal(seen, b"".join(bytes([letter]) * PAGE for letter in b"abcd"), f"four pages, at most {most} bytes at once")


def test_only_the_page_that_has_gone_is_left_out():
    for gone, there in (((0,), b"bcd"), ((1,), b"acd"), ((3,), b"abc"), ((1, 2), b"ad"), ((0, 1, 2, 3), b"")):
        seen = b"".join(process_memory.read_all(_pages(gone), FIRST, FIRST + 4 * PAGE))
        equal(seen, b"".join(bytes([letter]) * PAGE for letter in there), f"without {gone}")


def test_nothing_is_given_of_a_page_without_an_error():
    seen = process_memory.read_all(lambda count, place: b"" if place // PAGE == 16 else b"x" * count, FIRST, FIRST + 2 * PAGE)
    equal(b"".join(seen), b"x" * PAGE, "the page behind it")


def test_a_process_is_seen_from_end_to_end():
    with subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        equal(child.stdout.readline(), b"there\n", "the child")
        memory = process_memory.of(child.pid)
        for mark in (b"firstabc", b"lastabc", b"z" * 4 * PAGE):
            check(mark in memory, f"{mark[:8]} is not seen")
        child.stdin.close()
        equal(child.wait(), 0, "its status")


def test_one_that_has_ended_is_no_clean_one():
    with subprocess.Popen(["true"]) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # a zombie: it has a number still
        try:
            process_memory.of(child.pid)
        except (ProcessLookupError, FileNotFoundError):
            return
        finally:
            child.wait()
        raise AssertionError("nothing was found in a process that has ended, without a word")


if __name__ == "__main__":
    run(globals())
