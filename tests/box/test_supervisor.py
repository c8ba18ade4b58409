#!/usr/bin/python3
"""The real supervisor on this machine, without a screen: a fake hall that crashes, hangs, leaves; SIGUSR1 stands for the key."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.dirname(HERE))

from tap import check, equal, run  # noqa: E402

FLAVOUR = os.environ.get("FLAVOUR") or "release"
PROGRAM = os.path.join(ROOT, "build", FLAVOUR, "tv-hall-supervisor")
PATIENCE = 60
# A hall that beats twice a second, and obeys a file: it holds how often it beats before it does what the file says.
HALL = """
beat() { printf x >&"$TV_HALL_WATCHDOG_FD"; sleep 0.1; }
"""


class Supervisor:
    """Started with a shell script as the hall."""

    def __init__(self, script, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="supervisor-")
        os.mkdir(os.path.join(self.folder.name, "input"))
        self.path = os.path.join(self.folder.name, "log")
        with open(self.path, "wb") as log:
            self.process = subprocess.Popen(
                [PROGRAM, "--screen", "none", "--devices", os.path.join(self.folder.name, "input"), *options, "--", "/bin/bash", "-c",
                 HALL + script], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder.name)
        self.until("television; the key opens")

    def log(self):
        with open(self.path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def until(self, pattern, after=0):
        """The match in the log beyond `after`."""
        end = time.monotonic() + PATIENCE
        while True:
            match = re.compile(pattern).search(self.log(), after)
            if match:
                return match
            check(self.process.poll() is None, f"the supervisor ended with {self.process.returncode}:\n{self.log()}")
            check(time.monotonic() < end, f"no log line like {pattern!r} within {PATIENCE} s:\n{self.log()}")
            time.sleep(0.02)

    def key(self, pattern):
        """The hall's key; then waits for a line that comes after it. Returns its match."""
        mark = len(self.log())
        self.process.send_signal(signal.SIGUSR1)
        return self.until(pattern, mark)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            text = self.log()
            self.folder.cleanup()
        equal(status, 0, f"status of the supervisor after SIGTERM; its log:\n{text}")


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_good_end_shows_television_and_can_be_reopened():
    with Supervisor("beat; beat; exit 0") as supervisor:
        for _ in range(5):  # more often than crashes would be allowed
            supervisor.key("the hall is up after .*\n.*the hall was left after .*\n.*television again; the key opens")
        check("in a row" not in supervisor.log(), "a good end was counted as a crash")


def test_crash_is_told_with_its_signal():
    with Supervisor("beat; kill -SEGV $$") as supervisor:
        supervisor.key("crashed after .* with signal 11")
        supervisor.until("television again; the key opens")


def test_status_that_is_not_0_is_a_crash():
    with Supervisor("beat; exit 3", "--crashes", "1") as supervisor:
        supervisor.key("ended after .* with status 3")
        supervisor.until("stays closed")


def test_command_that_does_not_exist():
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.Popen([PROGRAM, "--screen", "none", "--devices", folder, "--", "/nonexistent/hall"], stderr=subprocess.PIPE, text=True)
        line = done.stderr.readline()
        check("television" in line, f"first line: {line}")
        done.send_signal(signal.SIGUSR1)
        lines = [done.stderr.readline() for _ in range(3)]
        done.send_signal(signal.SIGTERM)
        rest = done.communicate(timeout=PATIENCE)[1]
        check("status 127" in "".join(lines) + rest, f"no line tells of status 127: {lines} {rest}")


def test_hang_is_killed_with_its_whole_group():
    with Supervisor("sleep 1000 & echo child $!; beat; beat; sleep 1000", "--hang-after", "500") as supervisor:
        child = int(supervisor.key(r"child (\d+)")[1])
        check(is_alive(child), "the hall's own child does not run")
        supervisor.until("since it hung")
        supervisor.until("television again; the key opens")
        end = time.monotonic() + PATIENCE
        while is_alive(child):
            check(time.monotonic() < end, "what the hall had started still runs")
            time.sleep(0.02)


def test_hall_that_never_beats_is_killed():
    with Supervisor("sleep 1000", "--start-within", "300") as supervisor:
        supervisor.key("since it hung")


def test_slow_leave_is_no_hang():
    """What is still to be written is written first; the hall closes its heartbeat before that."""
    with Supervisor('beat; beat; eval "exec $TV_HALL_WATCHDOG_FD>&-"; sleep 2; exit 0', "--hang-after", "300", "--crashes", "1") as supervisor:
        supervisor.key("the hall was left after .*\n.*television again; the key opens")
        check("hung" not in supervisor.log(), f"a hall that was being left was killed:\n{supervisor.log()}")


def test_leave_without_end_is_killed():
    with Supervisor('beat; eval "exec $TV_HALL_WATCHDOG_FD>&-"; sleep 1000', "--start-within", "1000", "--hang-after", "300") as supervisor:
        supervisor.key("since it hung")


def test_stopped_hall_is_killed():
    with Supervisor("while :; do beat; done", "--hang-after", "700") as supervisor:
        pid = int(supervisor.key(r"process (\d+)\n.*the hall is up")[1])
        os.kill(pid, signal.SIGSTOP)
        supervisor.until("since it hung")


def test_beating_hall_is_left_alone():
    with Supervisor("while :; do beat; done", "--hang-after", "1500") as supervisor:
        supervisor.key("the hall is up")
        time.sleep(3)
        check("hung" not in supervisor.log(), f"a hall that beats was killed:\n{supervisor.log()}")


def test_three_crashes_close_and_time_reopens():
    with Supervisor("exit 1", "--closed-for", "3000") as supervisor:
        supervisor.key("television again; the key opens")
        supervisor.key("television again; the key opens")
        supervisor.key("3 crashes in a row: the hall stays closed")
        mark = len(supervisor.log())
        supervisor.key("stays closed for another")
        for _ in range(5):
            supervisor.process.send_signal(signal.SIGUSR1)
            time.sleep(0.05)
        supervisor.until("the key opens the hall again", mark)
        equal(supervisor.log()[mark:].count("stays closed for another"), 1, "lines about keys while closed")
        supervisor.key("the hall starts")


def test_orphans_are_reaped():
    with Supervisor("(setsid sleep 0.2 &); beat; beat; exit 0") as supervisor:
        supervisor.key("the hall was left")
        time.sleep(1)
        with open(f"/proc/{supervisor.process.pid}/task/{supervisor.process.pid}/children", encoding="ascii") as file:
            equal(file.read().split(), [], "children left to the supervisor")


def test_bad_options_are_named():
    for options, word in ((["--key", "KEY_NOTHING_LIKE_IT"], "--key"), (["--crashes", "0"], "--crashes"), (["--hang-after", "soon"], "--hang-after"),
                          (["--key", ",".join(["KEY_MENU"] * 17)], "--key"), (["--closed-for", "99999999999"], "--closed-for"),
                          (["--no-such"], "no-such"), ([], "command")):
        command = [PROGRAM, *options, *(["--", "true"] if options else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
        equal(done.returncode, 2, f"status with {options}")
        check(word in done.stderr, f"{options}: {done.stderr!r} does not name {word}")


if __name__ == "__main__":
    run(globals())
