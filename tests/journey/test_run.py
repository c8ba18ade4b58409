#!/usr/bin/python3
"""make run with the page, as a newcomer meets it: starts, shows, takes every key of the remote, ends without a trace."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from hall import ROOT, Hall, shared_city  # noqa: E402
from browser import browser, console_errors  # noqa: E402
from city import program, write_config  # noqa: E402
from settings import FIRST_PORT, Settings  # noqa: E402
from tap import check, equal, run  # noqa: E402

from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402


def processes_of(mark):
    """{pid: command line} of processes that were started with this mark in their environment."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and int(name) != os.getpid():
            try:
                with open(f"/proc/{name}/environ", "rb") as file:
                    if mark.encode() not in file.read():
                        continue
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    if file.read().rpartition(")")[2].split()[0] == "Z":
                        continue
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    found[int(name)] = file.read().replace(b"\0", b" ").decode("utf-8", "replace")[:100]
            except OSError:
                pass
    return found


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Run:
    """One `make run PAGE=1` with a state folder of its own. settings: "THEME=day" …; with `makes_city`, today's sample city is not
    there yet."""

    def __init__(self, *settings, makes_city=False):
        self.folder = tempfile.mkdtemp(prefix="run-")
        if not makes_city:
            shutil.copytree(shared_city().folder, os.path.join(self.folder, "city"))
        self.mark = f"TV_HALL_RUN={self.folder}"
        self.test_port = os.path.join(self.folder, "port")
        environment = {**os.environ, "TV_HALL_RUN": self.folder, "TV_HALL_TEST_PORT": self.test_port}
        self.output = open(os.path.join(self.folder, "output"), "wb")  # pylint: disable=consider-using-with
        self.process = subprocess.Popen(["make", "--no-print-directory", "run", "PAGE=1", *settings], cwd=ROOT, env=environment,
                                        stdin=subprocess.DEVNULL, stdout=self.output, stderr=subprocess.STDOUT,
                                        start_new_session=True)

    def text(self):
        with open(self.output.name, encoding="utf-8", errors="replace") as file:
            return file.read()

    def address(self, seconds=240):
        """The page's, once `make run` has said it."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            match = re.search(r"http://127\.0\.0\.1:\d+/", self.text())
            if match and "Ctrl-C" in self.text():
                return match[0]
            check(self.process.poll() is None, f"make run ended with {self.process.returncode}:\n{self.text()}")
            time.sleep(0.05)
        raise AssertionError(f"no address within {seconds} s:\n{self.text()}")

    def port(self):
        return int(re.search(r":(\d+)/", self.address())[1])

    def headend_port(self):
        with open(os.path.join(self.folder, "1", "headend.xml"), encoding="utf-8") as file:
            return int(re.search(r"<listen[^>]*port=\"(\d+)\"", file.read())[1])

    def hall(self):
        """The running hall's test port."""
        hall = Hall(os.path.join(self.folder, "ask"), "")
        check(hall._connect(self.test_port), "the hall's test port does not answer")  # pylint: disable=protected-access
        return hall

    def end(self, number=signal.SIGINT, whole_group=True):
        """Ctrl-C reaches everything in the terminal's foreground group; kill only make. Returns what is left over."""
        if self.process.poll() is None:
            (os.killpg if whole_group else os.kill)(self.process.pid, number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            pass
        end = time.monotonic() + 5
        while processes_of(self.mark) and time.monotonic() < end:
            time.sleep(0.05)
        left = processes_of(self.mark)
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        self.output.close()
        return left


def wait_until(ready, what, seconds=15):
    end = time.monotonic() + seconds
    while not ready():
        check(time.monotonic() < end, f"{what}: not within {seconds} s")
        time.sleep(0.03)


def connected(driver):
    return driver.find_element(By.ID, "status").get_attribute("data-state") == "connected"


def test_every_key_of_the_page_reaches_the_hall():
    running = Run(makes_city=True)
    driver = None
    try:
        address = running.address()
        hall = running.hall()
        driver = browser()
        driver.get(address)
        wait_until(lambda: connected(driver), "the page's connection")
        _every_key_by_pointer(driver, hall)
        _held_key_repeats(driver, hall)
        _keyboard(driver, hall)
        _focus(driver, hall)
        driver.save_screenshot(os.path.join(ROOT, "build", "page.png"))
        equal(console_errors(driver), [], "the browser's complaints of the page")
    finally:
        if driver:
            driver.quit()
        ports = [running.port(), running.headend_port()] if "Ctrl-C" in running.text() else []
        left = running.end()
    check(not left, f"after Ctrl-C these still ran: {left}")
    check(not any(listens(port) for port in ports), f"after Ctrl-C one of the ports {ports} still listened")


def _last_key(hall):
    """A word of its own at the test port, as a key without use must leave the state as it is."""
    return hall.ask("last-key")


def _every_key_by_pointer(driver, hall):
    buttons = driver.find_elements(By.CSS_SELECTOR, "button[data-key]")
    names = [button.get_attribute("data-key") for button in buttons]
    wanted = {"UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK", "HOME", "MENU", "PAGE_UP", "PAGE_DOWN", "CHANNEL_UP", "CHANNEL_DOWN",
              "VOLUME_UP", "VOLUME_DOWN", "RED", "GREEN", "YELLOW", "BLUE", "STAR", "POUND", "INFO", "DELETE", *"0123456789"}
    equal(set(names), wanted, "keys of the page's remote")
    for button, name in zip(buttons, names):
        check(button.get_attribute("aria-label"), f"key {name} has no label for a screen reader")
        ActionChains(driver, duration=0).move_to_element(button).click_and_hold().pause(0.06).release().perform()
        wait_until(lambda name=name: _last_key(hall) == name, f"key {name} of the page at the hall", 4)


def _held_key_repeats(driver, hall):
    """Pressed for a second and a half, DOWN must go further in a list than one press does."""
    hall.go("HOME", "1")
    first = hall.state()["position"]
    button = driver.find_element(By.CSS_SELECTOR, 'button[data-key="DOWN"]')
    ActionChains(driver, duration=0).move_to_element(button).click_and_hold().pause(1.5).release().perform()
    wait_until(lambda: rests(lambda: hall.state()["position"]), "rest, once the release has come through browser and VNC", 6)
    state = hall.state()
    moved = state["position"] - first
    check(moved >= 3, f"a held key moved {moved} rows, wanted at least 3")
    check(state["position"] < state["total"] - 1, f"the key was let go, and the list went to its end: {state}")


def rests(reading):
    """What is read stays for longer than a held key needs to repeat."""
    before = reading()
    time.sleep(0.5)
    return reading() == before


def _keyboard(driver, hall):
    """The physical keyboard, with the focus nowhere in particular."""
    body = driver.find_element(By.TAG_NAME, "body")
    for key, name in ((Keys.HOME, "HOME"), (Keys.ARROW_RIGHT, "RIGHT"), (Keys.F1, "RED"), (Keys.F4, "BLUE"), ("7", "7"),
                      (Keys.ESCAPE, "BACK"), (Keys.PAGE_DOWN, "PAGE_DOWN")):
        body.send_keys(key)
        wait_until(lambda name=name: _last_key(hall) == name, f"keyboard key for {name} at the hall", 4)


def _focus(driver, hall):
    """Tab to a key of the remote, Enter presses that key and not OK."""
    driver.execute_script('document.querySelector(\'button[data-key="GREEN"]\').focus()')
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    wait_until(lambda: _last_key(hall) == "GREEN", "Enter on the focused green key at the hall", 4)


def test_two_at_once_and_each_ends_alone():
    one = Run()
    two = None
    try:
        first = one.address()
        two = Run()
        second = two.address()
        check(first != second, f"both said {first}")
        check(listens(one.port()) and listens(two.port()), "one of two pages does not answer")
        left = two.end(signal.SIGTERM, whole_group=False)
        check(not left, f"after SIGTERM to make these still ran: {left}")
        check(listens(one.port()) and one.process.poll() is None, "ending one hall ended the other")
    finally:
        left = one.end()
        if two:
            two.end()
    check(not left, f"after Ctrl-C these still ran: {left}")


def test_a_dead_child_ends_the_rest_and_says_which():
    running = Run()
    try:
        running.address()
        victims = [pid for pid, command in processes_of(running.mark).items() if command.startswith(os.path.join(ROOT, "build"))
                   and "tv-hall-headend" in command]
        equal(len(victims), 1, "headends of this run")
        os.kill(victims[0], signal.SIGKILL)
        running.process.wait(15)
        wait_until(lambda: not processes_of(running.mark), "the end of the others", 6)
        check("headend ended" in running.text(), f"it did not say that the headend ended:\n{running.text()}")
        check(running.process.returncode != 0, "make run ended with status 0 although a program had died")
    finally:
        running.end()


def refused(*settings, user=None, **environment):
    """What `make run` complains of: one line of its own and make's."""
    environment = {name: value for name, value in {**os.environ, **environment}.items() if name != "MAKEFLAGS"}
    command = ["make", "--no-print-directory", "run", *settings]
    done = subprocess.run(["setpriv", f"--reuid={user}", "--clear-groups", *command] if user else command, cwd=ROOT, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=120)
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    check(done.returncode != 0 and len(lines) == 1 and not done.stdout, f"make run {settings} {environment.get('DISPLAY')}: one line, it said {done}")
    return lines[0]


def test_phones_come_over_tls():
    """PHONES= names an address of this machine: there, and there only, phones open what QR codes lead to, by the authority made here."""
    running = Run("PHONES=127.0.0.1")
    try:
        running.address()
        with open(os.path.join(running.folder, "1", "headend.xml"), encoding="utf-8") as file:
            phones = re.search(r'phone-url="(https://127\.0\.0\.1:\d+)"', file.read())
        check(phones is not None and phones[1] in running.text(), f"where phones go is said: {running.text()}")
        believed = ssl.create_default_context(cafile=os.path.join(ROOT, "build", "run", "phones", "ca.pem"))
        with urllib.request.urlopen(phones[1] + "/healthz", timeout=10, context=believed) as answer:
            equal(answer.status, 200, "the headend as phones reach it")
        check(os.path.exists(os.path.join(running.folder, "1", "state", "credential")), "the box has an identity")
    finally:
        equal(running.end(), {}, "left over")


def test_wrong_settings_are_refused_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        for setting, wanted in (("SIZE=huge", "SIZE=huge"), ("SIZE=100x100", "from 640x480"), ("SIZE=1280x720x2", "SIZE=1280x720x2"),
                                ("PORT=99999", "1 to 65535"), ("PORT=0", "1 to 65535"), ("PORT=-1", "1 to 65535"), ("PORT=http", "PORT=http"),
                                ("PORT=٣", "1 to 65535"), (f"PORT={port}", "taken"), ("LANGUAGE=fr", "zh-CN or en"), ("THEME=night", "day, dusk"),
                                ("PHONES=192.0.2.77", "an IPv4 address of this machine"),
                                ("CONFIG=/nowhere/headend.xml", "no such file")):
            said = refused("PAGE=1", setting)
            check(setting in said and wanted in said, f"{setting}: {wanted} was expected in {said}")
    for display in (":99", "nowhere.invalid:0", "nonsense"):
        check(f"DISPLAY={display}" in refused(DISPLAY=display), "a display that does not answer is to be named")
    if not os.path.exists("/dev/fb0"):
        check("/dev/fb0" in refused("FRAMEBUFFER=1", DISPLAY=""), "the frame buffer is to be named")


def test_a_desktops_language_is_no_setting():
    """GNU programs have a variable of that name: only what is said to make counts."""
    for words, wanted in ((["LANGUAGE=en"], "TV_HALL_LANGUAGE='en'"), ([], "TV_HALL_LANGUAGE=''")):
        done = subprocess.run(["make", "--no-print-directory", "-n", "run", *words], cwd=ROOT, env={**os.environ, "LANGUAGE": "en_US:en"},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60)
        check(wanted in done.stdout, f"make run {words} under LANGUAGE=en_US:en: {wanted} was expected in {done.stdout}{done.stderr}")


def test_low_ports_belong_to_root():
    with open("/proc/sys/net/ipv4/ip_unprivileged_port_start", encoding="ascii") as file:
        if int(file.read()) <= 80:
            return  # not here
    check("only root" in refused("PAGE=1", "PORT=80", user=65534), "PORT=80 for others than root")


def test_a_wrong_configuration_is_told_as_check_tells_it():
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write("<headend version='1'/>")
        file.flush()
        done = subprocess.run(["make", "--no-print-directory", "run", "PAGE=1", f"CONFIG={file.name}"], cwd=ROOT, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False, timeout=240)
        check(done.returncode != 0 and f"{file.name}:1: " in done.stderr, f"its errors by file and line were expected: {done}")


def test_a_boxs_copy_is_told():
    """It has no <server>, so it names no store to look at."""
    with open(os.path.join(ROOT, "assets", "headend.xml"), encoding="utf-8") as source, tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(re.sub(r"<server>.*</server>", "", source.read(), flags=re.S))
        file.flush()
        check("box's copy" in refused("PAGE=1", f"CONFIG={file.name}"), "a box's copy as CONFIG")


def test_a_configuration_in_any_form():
    """Elements with an end tag, in another order, or left out: what make run needs is put in."""
    with tempfile.TemporaryDirectory() as folder:
        mine, made = os.path.join(folder, "mine.xml"), os.path.join(folder, "made.xml")
        with open(os.path.join(ROOT, "assets", "headend.xml"), encoding="utf-8") as file:
            text = re.sub(r"<(language|theme|poll)\b.*", "", file.read())
        text = re.sub(r"<(display|listen|store|pictures|backend)\b([^>]*)/>", r"<\1\2></\1>", text).replace('safe-area="5"', 'width="1024" height="768"')
        with open(mine, "w", encoding="utf-8") as file:
            file.write(text.replace("<backend url=", '<backend phone-url="https://hall.example.org" url='))
        write_config(mine, made, 4711, "/s", "/p", (1280, 720), 4712, "http://127.0.0.1:4713", look={"theme": "day", "language": "en"})
        done = subprocess.run([program("tv-hall-admin"), "check", made], cwd=ROOT, capture_output=True, text=True, check=False)
        equal(done.returncode, 0, f"check: {done.stderr}")
        with open(made, encoding="utf-8") as file:
            text = file.read()
        sandbox = 'url="http://127.0.0.1:4713'
        for wanted in ('url="http://127.0.0.1:4712"', 'port="4711"', '"/s"', '"/p"', 'width="1280"', f"<cases {sandbox}",
                       f"<social-security {sandbox}", f"<housing-fund {sandbox}", ">day<", ">en<"):
            equal(text.count(wanted), 1, f"places of {wanted} in {text}")
        check("hall.example.org" not in text, "a phone beside the television would go elsewhere")


def test_without_a_display_it_is_the_page():
    """Whether or not there is a frame buffer: its console has no use for one who sits at another machine."""
    for environment, place in (({}, "page"), ({"PAGE": "1", "DISPLAY": ":99"}, "page"), ({"PAGE": "1", "FRAMEBUFFER": "1"}, "page")):
        equal(Settings(environment).place, place, f"where the hall is seen with {environment}")


def test_the_port_is_the_same_at_each_start():
    first = Settings({}).listener
    port = first.getsockname()[1]
    check(FIRST_PORT <= port < FIRST_PORT + 10, f"the page's port is {port}")  # another test may have the first
    second = Settings({}).listener
    check(port < second.getsockname()[1] < port + 10, f"port of a second page at the same time: {second}")
    first.close()
    second.close()
    again = Settings({}).listener
    check(again.getsockname()[1] <= port, f"port of the next start: {again}")
    again.close()


if __name__ == "__main__":
    run(globals())
