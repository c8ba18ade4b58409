#!/usr/bin/python3
"""A headend behind TLS: the CA that headend.xml names is believed and no other, whatever is wrong is logged, and what was seen before
stays on the screen. Prints TAP."""

import re
import shutil
import signal
import tempfile

from hall import Scene
from faketime import faketime
from tap import check, equal, run
from tls import HOST, Terminator, authority, certificate

class Secure(Scene):
    """A scene whose hall asks through TLS and believes an authority."""

    def __init__(self, by, shown):
        super().__init__(start_hall=False)
        self.certificates = tempfile.mkdtemp(prefix="tls-")
        for name in ("ours", "theirs"):
            authority(self.certificates, name)
        certificate(self.certificates, "good", "ours")
        certificate(self.certificates, "elsewhere", "ours", "10.1.2.3")
        certificate(self.certificates, "old", "ours", days=-1)
        authority(self.certificates, "long", 20000, "2020-01-01")  # from before the hall was built
        certificate(self.certificates, "lasting", "long", days=5000, since="2020-01-01")
        self.proxy = Terminator(self.certificates, self.city.port)
        self.proxy.use(shown)
        with open(self.city.config, encoding="utf-8") as file:
            text = file.read()
        text, count = re.subn(r'<backend url="[^"]*"',
                              f'<backend url="https://{HOST}:{self.proxy.port}" ca="{self.certificates}/{by}.pem"', text)
        equal(count, 1, "backends in headend.xml")
        with open(self.city.config, "w", encoding="utf-8") as file:
            file.write(text)
        next(child for name, child in self.group.children if name == "headend").send_signal(signal.SIGHUP)
        self.hall.start()

    def restart(self, day):
        """With a box's clock that stands at the beginning of that day."""
        self.hall.quit()
        self.hall.before = faketime(f"{day} 00:00:00", "--exclude-monotonic")
        self.hall.start()

    def close(self):
        super().close()
        if hasattr(self, "proxy"):
            self.proxy.close()
        shutil.rmtree(getattr(self, "certificates", ""), ignore_errors=True)


def test_the_named_authority_is_believed_and_what_was_seen_stays():
    with Secure("ours", "good") as scene:
        state = scene.hall.go("1")
        check(state["total"] > 0 and not state["offline"], f"notices through TLS: {state}")
        scene.hall.go("HOME")
        scene.proxy.use("elsewhere")
        scene.hall.quit()
        scene.hall.start()
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], "a certificate for another address")
        check(state["total"] > 0, f"what was seen before is still there: {state}")


def _refused(by, shown, word):
    with Secure(by, shown) as scene:
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], f"{shown} by {by}")
        equal((state["total"], state["notice"]), (0, "现在连不上网络"), "nothing is shown")
        log = scene.hall.log()
        check(word in log, f"the log names the certificate ({word}): {log[-1500:]}")


def test_another_authority():
    _refused("theirs", "good", "certificate")


def test_another_address():
    _refused("ours", "elsewhere", "127.0.0.1")


def test_expired():
    _refused("ours", "old", "expired")


def test_a_clock_of_1970_connects():
    with Secure("ours", "good") as scene:
        scene.hall.go("1")
        scene.restart("1970-01-02")  # it has heard the time in its last run
        state = scene.hall.go("1")
        check(state["total"] > 0 and not state["offline"], f"what was heard last judges the certificate: {state}")
    with Secure("long", "lasting") as scene:
        shutil.rmtree(scene.hall.state_folder)
        scene.restart("1970-01-02")  # it knows when it was built
        state = scene.hall.go("1")
        check(state["total"] > 0 and not state["offline"], f"the build judges the certificate: {state}")


def test_a_clock_of_2099_is_named():
    with Secure("ours", "good") as scene:
        scene.hall.go("HOME")
        scene.restart("2099-06-01")
        scene.hall.key("1")
        state = scene.hall.until(lambda state: state["offline"], "a clock of 2099")
        check(state["total"] > 0, f"what home has heard before stands there: {state}")
        equal(state["notice"], "机顶盒的时间不对，暂时连不上，显示的是以前的内容", "what is said")
        scene.hall.key("BACK")
        state = scene.hall.until(lambda state: state["screen"] == "home" and state["offline"], "home says it, too")
        equal(state["notice"], "机顶盒的时间不对，暂时连不上，显示的是以前的内容", "home")


if __name__ == "__main__":
    run(globals())
