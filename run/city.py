"""The sample city as something that runs: feeds → store → headend. Used by `make run`, the tests and the bench."""

import contextlib
import datetime
import fcntl
import glob
import json
import os
import re
import shutil
import sqlite3
import subprocess
import urllib.parse
import urllib.request
from xml.etree import ElementTree

from faketime import faketime
from processes import Failed, free_port, wait_for
from wallets import ELEMENTS, payment_element

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
# Of a city at a moment of its own: QR codes in pictures must not hold a port of chance.
PICTURE_PHONES = "https://hall.example.org"
# The companies that the sandbox plays: kind, operator, name, pattern of their account numbers.
UTILITIES = (("gas", "sample-gas", "示例燃气公司", "c{4,20}"), ("water", "sample-water", "示例自来水公司", "c{4,20}|SA-d{4}-d{3}"),
             ("electricity", "sample-electricity", "示例供电公司", "d{10}|d{13}"))
def sample_accounts(kind):
    """What the sandbox's company knows: [{"number": …, "shows": …}]."""
    with open(os.path.join(ROOT, "assets", "sample-city", f"utility-{kind}.json"), encoding="utf-8") as file:
        return [{"number": account["account_no"], "shows": account["shows"]} for account in json.load(file)["accounts"]]


CONTENT = os.path.join(ROOT, "assets", "sample-city", "content")


def program(name, flavour="release"):
    """What TV_HALL_HEADEND and the like name (tests/mutants); else built from this tree."""
    return os.environ.get(name.upper().replace("-", "_")) or os.path.join(ROOT, "build", flavour, name)


def _run(command, what):
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        # Refused notices, for instance: the sample city is ours, so not one of them may be wrong.
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-8:])
        raise Failed(f"{what} failed with status {done.returncode}:\n{tail}")


def _is_newer(path, than):
    return any(os.path.getmtime(source) > os.path.getmtime(than)
               for source in [path, *glob.glob(os.path.join(path, "*"))] if os.path.exists(source))


def write_config(source, target, port, store, pictures, size=None, backend_port=None, cases_url=None, phone_url=None, look=None,
                 identity=None, payment=None):
    """A copy of a headend.xml with its own ports and paths; the rest stays as the operator wrote it. backend_port: what boxes are
    told to ask, where that is not the headend's own port. cases_url: of the case system; none, and cases cannot be looked up.
    phone_url: what QR codes lead to, where that is not what boxes ask. look: {"language": …, "theme": …}, where others are wished.
    identity, payment: the whole element, where another than the operator's is wished."""
    with open(source, encoding="utf-8") as file:
        text = file.read()

    def put(parent, element, whole):
        """In the parent, instead of the element that is there or as a new one; without a parent, that is an error."""
        nonlocal text
        there = rf'<{element}\b[^>]*/>|<{element}\b[^>]*>[^<]*</{element}\s*>'
        if re.search(there, text):
            text = re.sub(there, lambda _: whole, text, count=1)
        elif f"</{parent}>" in text:
            text = text.replace(f"</{parent}>", f"  {whole}\n  </{parent}>", 1)
        else:
            raise Failed(f"{source} has no <{parent}>" + (": it is a box's copy" if parent == "server" else ""))

    text = re.sub(r'<!--.*?-->', '', text, flags=re.S)  # an element there is none
    phones = f' phone-url="{phone_url}"' if phone_url else ""
    put("box", "backend", f'<backend url="http://127.0.0.1:{backend_port or port}"{phones}/>')
    put("server", "listen", f'<listen address="127.0.0.1" port="{port}" threads="2" plain="1"/>')
    put("server", "store", f'<store path="{store}"/>')
    put("server", "pictures", f'<pictures directory="{pictures}"/>')
    put("server", "cases", f'<cases url="{cases_url}"/>' if cases_url else "")
    if cases_url:  # the sandbox, which plays them all
        put("server", "housing-fund", f'<housing-fund url="{cases_url}"/>')
        put("server", "social-security", f'<social-security url="{cases_url}"/>')
        text = re.sub(r"<utilities>.*?</utilities>", "", text, flags=re.S)
        put("server", "utilities", "<utilities>" + "".join(
            f'<utility kind="{kind}" operator="{operator}" name="{name}" pattern="{pattern}" url="{cases_url}/{kind}"/>'
            for kind, operator, name, pattern in UTILITIES) + "</utilities>")
    if identity:
        put("server", "identity", identity)
    if payment:
        text = re.sub(r"<payment\b.*?</payment>", "", text, flags=re.S)
        put("server", "payment", payment)
    if size:
        put("box", "display", f'<display width="{size[0]}" height="{size[1]}" safe-area="5"/>')
    for element, value in (look or {}).items():
        put("box", element, f"<{element}>{value}</{element}>")
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


class City:
    """A folder with feeds/ (what make-notices wrote), pictures/ and hall.db (what was imported) and headend.xml."""

    def __init__(self, folder, flavour="release", config_source=None, count=None, now=None):
        self.folder = os.path.abspath(folder)
        self.flavour = flavour
        self.config_source = config_source or os.path.join(ROOT, "assets", "headend.xml")
        self.count = count
        self.now = now  # a datetime for which the city is made and at which its programs believe to be; None: today
        self.store = os.path.join(self.folder, "hall.db")
        self.pictures = os.path.join(self.folder, "pictures")
        self.config = os.path.join(self.folder, "headend.xml")
        self.port = None
        self.sandbox = None  # its address, once it runs
        self.identity_kind = "oidc"  # which of its two providers of identities the headend asks
        self.has_wallets = False  # whether one can pay by the sandbox's wallets; making their keys takes a second
        self.phones = None  # where phones of this network reach it; None: by its own address

    def make(self):
        """Feeds and store, unless they are today's and younger than what makes them. Returns True if made anew."""
        os.makedirs(self.folder, exist_ok=True)
        stamp = os.path.join(self.folder, "made")
        today = (self.now or datetime.date.today()).isoformat()
        with open(os.path.join(self.folder, "lock"), "w", encoding="ascii") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.exists(stamp):
                with open(stamp, encoding="ascii") as file:
                    same_day = file.read() == today
                sources = [os.path.join(ROOT, "assets", "sample-city"), CONTENT, program("tv-hall-admin", self.flavour)]
                if same_day and not any(_is_newer(source, stamp) for source in sources):
                    return False
                os.unlink(stamp)
            self._import(self._make_feeds(), self._make_content())
            with open(stamp, "w", encoding="ascii") as file:
                file.write(today)
        return True

    def clock(self):
        """What stands before a command for it to live at this city's time (package faketime)."""
        if not self.now:
            return []
        utc = self.now.astimezone(datetime.timezone.utc)
        return ["env", "TZ=UTC", "FAKETIME_DONT_FAKE_MONOTONIC=1", *faketime(f"{utc:%Y-%m-%d %H:%M:%S}")]

    def _make_feeds(self):
        feeds = os.path.join(self.folder, "feeds")
        shutil.rmtree(feeds, ignore_errors=True)
        os.makedirs(feeds)
        command = [os.path.join(ROOT, "assets", "sample-city", "make-notices"), "--out", feeds]
        if self.count:
            command += ["--count", str(self.count)]
        if self.now:
            command += ["--now", self.now.isoformat()]
        _run(command, "make-notices")
        written = sorted(path for ending in ("xml", "rss", "atom") for path in glob.glob(os.path.join(feeds, f"*.{ending}")))
        if not written:
            raise Failed(f"make-notices wrote no feed into {feeds}")
        return written

    def _make_content(self):
        """The content files of the sample city, and its halls, which are generated."""
        # On a shelf stands first what comes first: what is worked out in full.
        written = sorted(glob.glob(os.path.join(CONTENT, "*.xml")), key=lambda path: ("brief" in os.path.basename(path), path))
        maker = os.path.join(ROOT, "assets", "sample-city", "make-stations")
        if written and os.path.exists(maker):
            stations = os.path.join(self.folder, "stations")
            shutil.rmtree(stations, ignore_errors=True)
            os.makedirs(stations)
            _run([maker, "--out", stations], "make-stations")
            written += sorted(glob.glob(os.path.join(stations, "*.xml")))
        return written

    def _import(self, feeds, content):
        self.remove_store()
        shutil.rmtree(self.pictures, ignore_errors=True)
        os.makedirs(self.pictures)
        write_config(self.config_source, self.config, 1, self.store, self.pictures)
        for feed in feeds:
            _run([*self.clock(), program("tv-hall-admin", self.flavour), "import-notices", "--config", self.config, feed],
                 f"tv-hall-admin import-notices {feed}")
        if content:
            _run([*self.clock(), program("tv-hall-admin", self.flavour), "import-content", "--config", self.config, *content],
                 "tv-hall-admin import-content")

    def remove_store(self):
        os.makedirs(self.folder, exist_ok=True)
        for suffix in ("", "-wal", "-shm"):
            if os.path.exists(self.store + suffix):
                os.unlink(self.store + suffix)

    def copy_store(self, folder):
        """Another city with a copy of this one's store, so that two headends never share one."""
        other = City(folder, self.flavour, self.config_source, self.count, self.now)
        other.remove_store()
        shutil.copyfile(self.store, other.store)
        if os.path.exists(self.store + "-wal"):
            shutil.copyfile(self.store + "-wal", other.store + "-wal")
        other.pictures = self.pictures
        return other

    def start_sandbox(self, group, *options, port=None, tries=3):
        """The outside world: what the headend asks. To be started before it. Returns its address. port: None takes a free one."""
        while True:
            self.sandbox = f"http://127.0.0.1:{port or free_port()}"
            child = group.start("sandbox", [*self.clock(), program("tv-hall-sandbox", self.flavour), "--port",
                                            self.sandbox.rpartition(":")[2], *options])
            try:
                wait_for(lambda: self.ask_sandbox("calls") is not None, "the sandbox", child)
                return self.sandbox
            except Failed as reason:
                tries -= 1
                if tries == 0 or child.poll() is None:
                    lines = "\n".join(group.last_lines("sandbox"))
                    raise Failed(f"{reason}\n{lines}") from None
                group.children.remove(("sandbox", child))

    def ask_sandbox(self, what, post=False):
        """GET (or POST) /sandbox/WHAT: docs/upstreams.md. None while it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.sandbox}/sandbox/{what}", data=b"" if post else None, timeout=5) as answer:
                return json.load(answer)
        except OSError:
            return None

    def copy_own(self):
        """Instead of the sample city what an operator's own headend has stored, and its pictures. False: nothing yet."""
        server = ElementTree.parse(self.config_source).getroot().find("server")
        store = server.find("store").get("path") if server is not None else ""
        if not os.path.isfile(store):
            return False
        try:
            with contextlib.closing(sqlite3.connect(f"file:{urllib.parse.quote(os.path.abspath(store))}?mode=ro", uri=True)) as source, \
                 contextlib.closing(sqlite3.connect(self.store)) as copy:
                source.backup(copy)
        except sqlite3.Error as reason:
            raise Failed(f"{store}, of {self.config_source}: {reason}") from None
        self.pictures = os.path.abspath(server.find("pictures").get("directory"))
        return True

    def start_headend(self, group, size=None, backend_port=None, port=None, tries=3, look=None, options=()):
        """Writes headend.xml with its port (None: a free one), starts the headend, waits until it is well. Returns its address."""
        while True:
            self.port = port or free_port()
            write_config(self.config_source, self.config, self.port, self.store, self.pictures, size, backend_port,
                         self.sandbox, self._phones(backend_port), look, self._identity(), self._payment())
            child = group.start("headend", [*self.clock(), program("tv-hall-headend", self.flavour), "--config", self.config, *options])
            try:
                wait_for(self.is_well, "the headend", child)
                return self.address()
            except Failed as reason:
                tries -= 1
                if tries == 0 or child.poll() is None:
                    lines = "\n".join(group.last_lines("headend"))
                    raise Failed(f"{reason}\n{lines}") from None
                group.children.remove(("headend", child))

    def provision(self, state_folder):
        """Gives the box that keeps its state there an identity at this city's headend, unless it has one."""
        path = os.path.join(state_folder, "credential")
        if os.path.exists(path) and os.path.exists(self.store + ".household"):
            return
        os.makedirs(state_folder, exist_ok=True)
        if os.path.exists(path):
            os.unlink(path)
        _run([*self.clock(), program("tv-hall-admin", self.flavour), "box", "add", "--config", self.config, "--name", "客厅（示例）", path],
             "tv-hall-admin box add")

    def _identity(self):
        """The sandbox's provider of sample persons, by the secret that it made at its start."""
        client = self.ask_sandbox(f"samples/{self.identity_kind}") if self.sandbox else None
        if client is None:
            return None
        secret = os.path.join(self.folder, "identity-secret")
        with open(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(client["secret"])
        where = {"oidc": f'url="{self.sandbox}/oidc"', "ticket": f'url="{self.sandbox}/portal" login-url="{self.sandbox}/portal/login"'}
        return f'<identity kind="{self.identity_kind}" {where[self.identity_kind]} client-id="{client["client_id"]}" secret="{secret}"/>'

    def _payment(self):
        """The sandbox's wallets, by the keys that it made when they were first asked for."""
        facts = {name: self.ask_sandbox(f"samples/{name}") for name in ELEMENTS} if self.sandbox and self.has_wallets else {}
        if not facts or None in facts.values():
            return None
        return payment_element(os.path.join(self.folder, "keys"), self.address(), self.sandbox, facts)

    def _phones(self, backend_port):
        """Phones do not use the boxes' cable."""
        return PICTURE_PHONES if self.now else self.phones or (self.address() if backend_port else None)

    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def is_well(self):
        try:
            with urllib.request.urlopen(self.address() + "/healthz", timeout=1) as answer:
                return answer.status == 200
        except OSError:
            return False
