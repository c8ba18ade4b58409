"""Another time of day for a program (package faketime). Its wrapper leaves shared memory behind that is named after its process, and ends
with status 1 when a later process has the same number: what the dead have left is removed first."""

import os
import re

SHARED = "/dev/shm"
LEFT = re.compile(r"^(?:faketime_shm_|sem\.faketime_sem_)(\d+)$")


def faketime(moment, *options):
    """What stands before a command for it to live from `moment` ("2026-11-24 10:00:00") on."""
    for name in os.listdir(SHARED):
        match = LEFT.match(name)
        if match and not os.path.exists(f"/proc/{match[1]}"):
            try:
                os.unlink(os.path.join(SHARED, name))
            except FileNotFoundError:
                pass  # another test was faster
    return ["faketime", *options, "-f", f"@{moment}"]
