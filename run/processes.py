"""Child processes that end with us: each in a session of its own, ended as a group, and killed by the kernel when we die."""

import os
import signal
import socket
import subprocess
import time


class Failed(Exception):
    """Something could not be started; the text is for the person at the terminal."""


def free_port(address="127.0.0.1"):
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return probe.getsockname()[1]


def wait_for(ready, what, child=None, seconds=20.0):
    """Calls ready() until it is true; Failed when `child` has died or the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if child is not None and child.poll() is not None:
            raise Failed(f"{what} ended at once with status {child.returncode}")
        if time.monotonic() > end:
            raise Failed(f"{what} did not answer within {seconds:.0f} s")
        time.sleep(0.01)


class Group:
    """What one start has started, in order."""

    def __init__(self, log_folder):
        self.log_folder = log_folder
        self.children = []
        os.makedirs(log_folder, exist_ok=True)

    def log_path(self, name):
        return os.path.join(self.log_folder, f"{name}.log")

    def start(self, name, command, environment=None, pass_fds=()):
        """setpriv makes the kernel end the child if we are killed without a chance to do it."""
        with open(self.log_path(name), "wb") as log:
            child = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", *command], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True, env=environment, pass_fds=pass_fds)
        self.children.append((name, child))
        return child

    def dead(self):
        """(name, status) of a child that has ended by itself, or None."""
        for name, child in self.children:
            if child.poll() is not None:
                return name, child.returncode
        return None

    def last_lines(self, name, count=8):
        with open(self.log_path(name), errors="replace") as log:
            return log.read().splitlines()[-count:]

    def forget(self, name):
        """A child that has ended by itself."""
        self.children = [(child_name, child) for child_name, child in self.children if child_name != name]

    def stop(self, name, grace=10.0):
        """Ends one child in good order; its status. None: it had ended already."""
        child = next((child for child_name, child in self.children if child_name == name), None)
        if child is None:
            return None
        _signal_group(child, signal.SIGTERM)
        status = child.wait(grace)
        self.forget(name)
        return status

    def kill(self, name):
        """Ends one child at once, as a power cut does, and whatever it has started."""
        child = next(child for child_name, child in self.children if child_name == name)
        _signal_group(child, signal.SIGKILL)
        child.wait()
        self.forget(name)

    def end(self, grace=3.0):
        """Last started, first ended; whoever does not go in time is killed. Reaches grandchildren through the group."""
        for _, child in reversed(self.children):
            _signal_group(child, signal.SIGTERM)
        until = time.monotonic() + grace
        for _, child in reversed(self.children):
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
        for _, child in self.children:
            _signal_group(child, signal.SIGKILL)
            child.wait()
        self.children = []


def _signal_group(child, number):
    try:
        os.killpg(child.pid, number)
    except (ProcessLookupError, PermissionError):
        pass
