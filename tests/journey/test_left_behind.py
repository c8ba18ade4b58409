#!/usr/bin/python3
"""What a hall leaves on the box's disk: no core file, and no file that is somebody else's goes. Prints TAP."""

import os
import pathlib
import re
import socket
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bench"))

import proc  # noqa: E402
from hall import Scene  # noqa: E402
from processes import wait_for  # noqa: E402
from tap import check, equal, run  # noqa: E402


def test_no_core_file():
    with Scene() as scene:
        pid = scene.hall.process.pid
        limits = pathlib.Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
        equal(re.search(r"Max core file size +(\S+) +(\S+)", limits).groups(), ("0", "0"), "core file size, soft and hard")
        check(proc.pss_mib(pid) > 1, "its memory can be measured")


def test_the_test_port_takes_the_place_of_a_socket_only():
    with Scene() as scene:
        mine = os.path.join(scene.folder, "mine")
        for name, make, kept in (("file", lambda: pathlib.Path(mine).write_text("mine", encoding="ascii"), True),
                                 ("link", lambda: os.symlink(scene.folder, mine), True), ("FIFO", lambda: os.mkfifo(mine), True)):
            make()
            done = subprocess.run(scene.hall.command(mine), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30, check=False)
            equal(done.returncode, 1, f"exit status where a {name} is; it said {done.stderr[-300:]}")
            equal(os.path.lexists(mine), kept, f"whether the {name} is still there")
            check(mine in done.stderr, f"where a {name} is it says so: {done.stderr[-300:]}")
            os.unlink(mine)
        left = socket.socket(socket.AF_UNIX)  # as a hall that was killed leaves it
        left.bind(mine)
        left.close()
        child = subprocess.Popen(scene.hall.command(mine), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: socket.socket(socket.AF_UNIX).connect_ex(mine) == 0, "a hall where a socket was left", child, 30)
        child.terminate()
        equal(child.wait(30), 0, "its exit status")
        check(not os.path.lexists(mine), "its socket goes with it")


if __name__ == "__main__":
    run(globals())
