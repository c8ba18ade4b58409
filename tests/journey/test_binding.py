#!/usr/bin/python3
"""From a cold box to a session: a real Chromium as the phone, npm's oidc-provider as the identity provider, the hall's own picture as what the
phone's camera sees. Prints TAP."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(TESTS, "contract"), TESTS]

from PIL import Image  # noqa: E402
from selenium.common.exceptions import WebDriverException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402

from browser import browser, console_errors  # noqa: E402
from hall import ROOT, Scene  # noqa: E402
from real_provider import SECRET, RealProvider  # noqa: E402
from tap import check, equal, run  # noqa: E402

PERSONS = {"p1": {"name": "示例甲", "id_number": "431002188001010018"}, "p2": {"name": "示例乙", "id_number": "431021189103070023"}}
PATIENCE_S = 40
MARKS = ["示例甲", "示例丙", "431002188001010018", "431081189512310039"]


class Phone:
    """An old one with a small screen. `scan` reads the television's picture as a camera does."""

    def __init__(self):
        self.driver = browser(390, 780, mobile=True)

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def until(self, wanted, what):
        """Pages look for news by themselves, so an element may go while it is read."""
        end = time.monotonic() + PATIENCE_S
        text = ""
        while time.monotonic() < end:
            try:
                text = self.text()
                if wanted(text):
                    return text
            except WebDriverException:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{what}: not within {PATIENCE_S} s; {self.driver.current_url} says {text!r}")

    def open(self, address):
        self.driver.get(address)

    def tap(self, how, what):
        """A page may go while it is looked at; it is tapped once."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                self.driver.find_element(how, what).click()
                return
            except WebDriverException:
                time.sleep(0.1)
        raise AssertionError(f"nothing to tap: {what}; {self.driver.current_url}")

    def press(self, value):
        self.tap(By.CSS_SELECTOR, f'button[value="{value}"]')

    def pick(self, person):
        self.tap(By.LINK_TEXT, person)

    def agree(self, person):
        """From the page that asks to the three digits."""
        self.until(lambda text: "继续" in text, "which television asks")
        self.press("continue")
        self.pick(person)
        self.until(lambda text: "同意勾选" in text, "consent")
        for box in self.driver.find_elements(By.CSS_SELECTOR, 'input[type="checkbox"]:not([name="relative"])'):
            box.click()
        self.press("consent")
        text = self.until(lambda text: re.search(r"^\d{3}$", text, re.M), "the room's number")
        return re.search(r"^\d{3}$", text, re.M)[0]

    def close(self):
        self.driver.quit()


class WithPhone(Scene):
    """A cold box, and a phone beside it."""

    def __init__(self, **more):
        super().__init__(**more)
        try:
            self.phone = Phone()
        except BaseException:
            self.close()
            raise

    def close(self):
        if getattr(self, "phone", None) is not None:
            self.phone.close()
        super().close()

    def keys(self):
        return int(self.hall.ask("keys-pressed"))

    def scan(self):
        """What stands in the code on the screen."""
        picture = self.hall.picture(os.path.join(self.folder, "code.ppm"))
        png = os.path.join(self.folder, "code.png")
        Image.open(picture).save(png)
        done = subprocess.run(["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", png], capture_output=True, text=True, timeout=60,
                              check=False)
        check(done.stdout.startswith(self.city.address()), f"the code on the screen: {done.stdout!r}")
        return done.stdout.strip()

    def to_code(self):
        """By remote keys from home to the code."""
        self.hall.open("household")
        state = self.hall.go("OK")
        equal(state["screen"], "sign-in", f"screen; the state is {state}")
        self.hall.until(lambda state: state["focus"] == "waiting", "the code")

    def shows_no_person(self, what):
        """Neither log says whom it was about."""
        for name in ("headend", "tv-hall"):
            with open(self.group.log_path(name), encoding="utf-8", errors="replace") as file:
                log = file.read()
            for mark in MARKS:
                check(mark not in log, f"{what}: the log of {name} says {mark}")


class BindingScene(WithPhone):
    """Its headend asks the real provider."""

    def __init__(self):
        self.private = tempfile.TemporaryDirectory(prefix="binding-")
        folder = pathlib.Path(self.private.name)
        self.provider = RealProvider(folder, PERSONS, "http://127.0.0.1/login/return")
        secret = folder / "secret"
        secret.write_text(SECRET, encoding="utf-8")
        secret.chmod(0o600)
        text = (pathlib.Path(ROOT) / "assets" / "headend.xml").read_text(encoding="utf-8")
        text = re.sub(r"<identity\b[^>]*/>", "", text).replace(
            "</server>", f'<identity kind="oidc" url="{self.provider.issuer}" client-id="basic" secret="{secret}" '
                         f'scope="openid profile idcard" timeout-ms="6000"/></server>')
        source = folder / "headend.xml"
        source.write_text(text, encoding="utf-8")
        super().__init__(config_source=str(source))
        self.provider.send_back_to(self.city.address() + "/login/return")

    def close(self):
        super().close()
        self.provider.__exit__()
        self.private.cleanup()


def test_from_a_cold_box_to_a_session():
    with BindingScene() as scene:
        scene.to_code()
        scene.phone.open(scene.scan())
        check("code=" not in scene.phone.driver.current_url, f"the address that stays on the phone: {scene.phone.driver.current_url}")
        text = scene.phone.until(lambda text: "继续" in text, "which television asks")
        check("客厅" in text, f"the page names the television: {text!r}")
        check(text.index("拒绝") < text.index("继续", text.index("拒绝")), "refusing stands first")
        scene.hall.until(lambda state: state["focus"] == "scanned", "the television knows of the phone")
        number = scene.phone.agree("示例甲")
        shown = time.monotonic()
        scene.hall.until(lambda state: state["focus"] == "number", "the television asks for the number")
        asked = time.monotonic()
        keys = scene.keys()
        scene.hall.key(*number)
        scene.hall.until(lambda state: state["focus"] == "granted", "somebody is known")
        waited = time.monotonic() - shown
        spent = scene.keys() - keys
        print(f"# the room's number: {spent} keys, {asked - shown:.1f} s until it is asked for, {waited:.1f} s in all but the typing")
        check(spent <= 3, f"keys for the room's number: {spent}")
        check(waited <= 15, f"the room's number took {waited:.1f} s")
        scene.hall.until(lambda state: state["screen"] == "household", "it goes on by itself")
        equal(scene.hall.ask("session"), "holds", "the session")
        scene.phone.until(lambda text: "好了" in text, "the phone says that it is done")
        scene.shows_no_person("after a sign-in")
        complaints = [line for line in console_errors(scene.phone.driver) if "/favicon.ico" not in line]
        equal(complaints, [], "what the browser complained of")


def test_by_the_sandbox_and_by_ticket():
    """The same with the two providers that the sandbox plays, as `make run` has them."""
    for kind in ("oidc", "ticket"):
        with WithPhone(sandbox=True, identity=kind) as scene:
            scene.to_code()
            scene.phone.open(scene.scan())
            number = scene.phone.agree("示例丙")
            scene.hall.until(lambda state: state["focus"] == "number", f"{kind}: the television asks for the number")
            scene.hall.key(*number)
            scene.hall.until(lambda state: state["focus"] == "granted", f"{kind}: somebody is known")
            scene.shows_no_person(kind)


def test_refusing_at_the_provider_and_on_the_page():
    with BindingScene() as scene:
        scene.to_code()
        scene.phone.open(scene.scan())
        scene.phone.until(lambda text: "继续" in text, "which television asks")
        scene.phone.press("continue")
        scene.phone.pick("拒绝")
        scene.phone.until(lambda text: "没有完成登录" in text, "that it can be tried again")
        scene.phone.press("refuse")
        scene.hall.until(lambda state: state["focus"] == "stopped", "the television says that it was refused")


def test_a_provider_that_is_down():
    """The page says so in words, within the time of an answer."""
    with BindingScene() as scene:
        scene.to_code()
        scene.phone.open(scene.scan())
        scene.phone.until(lambda text: "继续" in text, "which television asks")
        scene.phone.press("continue")
        scene.provider.go_down()
        scene.phone.pick("示例甲")
        begin = time.monotonic()
        scene.phone.until(lambda text: "没有应答" in text, "that the provider does not answer")
        print(f"# a provider that is down: told after {time.monotonic() - begin:.1f} s")


if __name__ == "__main__":
    run(globals())
