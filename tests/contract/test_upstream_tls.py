#!/usr/bin/python3
"""An upstream behind TLS: the authority that headend.xml names is believed and no other, and our certificate is shown to who wants one.
Prints TAP."""

import pathlib
import tempfile
import urllib.parse

from case_world import World
from tap import check, equal, run
from tls import HOST, Terminator, authority, certificate


class Secure(World):
    """A world whose case system shows a certificate, and may want one by an authority."""

    def __init__(self, folder, shown, attributes, clients=None):
        super().__init__(folder)
        self.folder = folder
        for name in ("ours", "theirs"):
            authority(folder, name)
        certificate(folder, "good", "ours")
        certificate(folder, "elsewhere", "ours", "10.1.2.3")
        certificate(folder, "old", "ours", days=-1)
        certificate(folder, "known", "ours")
        certificate(folder, "stranger", "theirs")
        self.proxy = Terminator(folder, urllib.parse.urlsplit(self.sandbox.url).port)
        self.proxy.use(shown, clients)
        words = " ".join(f'{name}="{folder / file}"' for name, file in attributes.items())
        self.configure(f'<cases url="https://{HOST}:{self.proxy.port}" timeout-ms="3000" {words}/>')

    def __exit__(self, *how):
        super().__exit__(*how)
        self.proxy.close()


# What the case system shows, whose certificate it wants; what headend.xml says; what the log says of the failure (None: it goes well).
# That ours was not taken may come as an alert or as the end of the connection.
ROWS = {
    "the authority of the configuration": ("good", None, {"ca": "ours.pem"}, None),
    "another authority": ("good", None, {"ca": "theirs.pem"}, "certificate"),
    "the system's authorities": ("good", None, {}, "certificate"),
    "a certificate of another host": ("elsewhere", None, {"ca": "ours.pem"}, HOST),
    "one that is too old": ("old", None, {"ca": "ours.pem"}, "expired"),
    "ours is wanted, and shown": ("good", "ours", {"ca": "ours.pem", "certificate": "known.pem", "key": "known.key"}, None),
    "ours is wanted, and there is none": ("good", "ours", {"ca": "ours.pem"}, ""),
    "ours is wanted, by another authority": ("good", "ours", {"ca": "ours.pem", "certificate": "stranger.pem", "key": "stranger.key"}, ""),
}


def _try(what, shown, clients, attributes, reason):
    with tempfile.TemporaryDirectory(prefix="upstream-tls-") as folder:
        with Secure(pathlib.Path(folder), shown, attributes, clients) as world:
            case = world.sandbox.case("8")
            answer = world.post("/v1/cases", {"case_number": case["case_number"], "id_tail": case["id_tail"]})
            equal(answer.status, 200 if reason is None else 503, f"{what}: status")
            equal(world.sandbox.calls(), 1 if reason is None else 0, f"{what}: what reached the case system")
            log = world.log()
            check(("the case system:" in log) == (reason is not None) and (reason or "") in log,
                  f"{what}: wanted {reason!r} in the log, got {log[-1000:]}")


def _row(what):
    def test():
        _try(what, *ROWS[what])

    return test


TESTS = {f"test_{what}": _row(what) for what in ROWS}


def test_a_file_that_cannot_be_read():
    """The headend serves its feeds; look-ups say that they cannot be had, and the log says why."""
    with tempfile.TemporaryDirectory(prefix="upstream-tls-") as folder:
        with Secure(pathlib.Path(folder), "good", {"ca": "nowhere.pem"}) as world:
            case = world.sandbox.case("8")
            equal(world.post("/v1/cases", {"case_number": case["case_number"], "id_tail": case["id_tail"]}).status, 503, "status")
            world.get("/v1/menu")
            check("nowhere.pem: No such file" in world.log(), f"the log names the file: {world.log()[-1000:]}")


if __name__ == "__main__":
    run({**TESTS, **globals()})
