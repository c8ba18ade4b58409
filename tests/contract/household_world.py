"""A headend with boxes that have a credential, and phones with a jar for cookies."""

import base64
import concurrent.futures
import contextlib
import hashlib
import hmac
import html
import http.client
import http.server
import itertools
import json
import re
import secrets
import sqlite3
import threading
import time
import urllib.parse

from headend import Answer, Headend, keeps_contract
from tap import check, equal

NUMBERS = itertools.count(1)
SCOPES = "social-security housing-fund cases"


def new_token():
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")


class Box:
    """One television. Posts are held against docs/openapi.yaml."""

    def __init__(self, world, name="客厅的电视（示例）"):
        self.world = world
        self.name = name
        self.number = f"{next(NUMBERS):032x}"
        self.token = new_token()
        self.session = None
        self.asked = None

    def post(self, path, body=None, status=200, session="own", token=None, error=None):
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.token}"}
        session = self.session if session == "own" else session
        if session:
            headers["TV-Hall-Session"] = session
        answer = self.world.send("POST", path, json.dumps(body if body is not None else {}).encode() if not isinstance(body, bytes) else body,
                                 headers)
        keeps_contract(path, answer, "POST")
        equal(answer.status, status, f"{path} {body!r}: status; it said {answer.body[:200]!r}")
        said = answer.json()
        if error is not None:
            equal(said["error"], error, f"{path} {body!r}: error")
        return said

    def ask(self, scope=SCOPES, **wanted):
        self.asked = self.post("/v1/device_authorization", {"scope": scope}, **wanted)
        return self.asked

    def poll(self, number=None, **wanted):
        question = {"device_code": self.asked["device_code"]}
        if number is not None:
            question["room_number"] = number
        said = self.post("/v1/token", question, **wanted)
        if said.get("session_token"):
            self.session = said["session_token"]
        return said

    def has_ended(self):
        """1: its session does not hold any more."""
        answer = self.world.send("POST", "/v1/session", b"{}", {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}",
                                                               "TV-Hall-Session": self.session})
        return answer.status == 401

    def household(self):
        return self.post("/v1/household")

    def sign_in(self, person="person-a", scopes=SCOPES.split(), alias="", relative=False):
        """All of it: asks, a phone agrees, the number is typed. What the box was told at the end, and the phone."""
        self.ask()
        phone = self.world.phone()
        phone.scan(self.asked)
        phone.agree(person, scopes, alias, relative)
        return self.poll(phone.number()), phone


class Phone:
    """A browser without scripts: follows redirects, keeps cookies, posts forms of the page that it shows."""

    def __init__(self, world, keeps_cookies=True, address=None):
        self.world = world
        self.keeps_cookies = keeps_cookies
        self.address = address or f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(254) + 1}"
        self.cookies = {}
        self.path = "/"
        self.status = None
        self.page = ""

    def send(self, method, path, body=None, **more):
        headers = {"X-Forwarded-For": self.address, **more}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers.update({"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.world.port}"})
        answer = self.world.send(method, path, body, headers)
        keeps_contract(path, answer, method)
        for name, value in answer.pairs:
            if name.lower() == "set-cookie" and self.keeps_cookies:
                pair, *attributes = [part.strip() for part in value.split(";")]
                check({"Path=/", "Secure", "HttpOnly", "SameSite=Lax"} <= set(attributes), f"cookie {value!r}: attributes")
                key, _, content = pair.partition("=")
                if "Max-Age=0" in attributes:
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = content
        return answer

    def open(self, path, method="GET", body=None, status=200, **more):
        for _ in range(5):
            answer = self.send(method, path, body, **more)
            self.path = path
            if answer.status not in (302, 303):
                break
            path, method, body = answer.headers["location"], "GET", None
            check(not re.search(r"code=[A-Z]{4}", path), f"{path}: an address with a code")
        self.status = answer.status
        self.page = html.unescape(answer.body.decode())
        equal(self.status, status, f"{path}: status; it said {self.page[:300]!r}")
        return self.page

    def scan(self, asked):
        """As the camera does: the address of the QR code."""
        address = urllib.parse.urlsplit(asked["verification_uri_complete"])
        return self.open(f"{address.path}?{address.query}")

    def type(self, code):
        self.open("/bind?new=1")
        return self.press(do="code", code=code)

    def press(self, path="/bind", status=200, **fields):
        """Posts a form; fields without a value are boxes that are ticked."""
        return self.open(path, "POST", urllib.parse.urlencode({name.replace("_", "-"): value for name, value in fields.items()}),
                         status=status)

    def title(self):
        found = re.search(r"<h1>(.*?)</h1>", self.page)
        return found[1] if found else ""

    def shows(self, *words):
        for word in words:
            check(word in self.page, f"{self.path}: the page does not say {word!r}: {re.sub('<style.*?</style>', '', self.page, flags=re.S)[-1500:]}")

    def provider(self):
        """The address to which the page sends the phone."""
        found = re.search(r'http-equiv="refresh" content="0;url=([^"]*)"', self.page)
        check(found is not None, f"the page sends the phone nowhere: {self.title()!r}")
        return found[1]

    def log_in(self, person):
        """At the provider, and back."""
        self.world.at_provider(self, person)
        end = time.monotonic() + 20
        while 'http-equiv="refresh" content="2"' in self.page:
            check(time.monotonic() < end, "the page still says that it is being checked")
            time.sleep(0.1)
            self.open(self.path)

    def agree(self, person="person-a", scopes=SCOPES.split(), alias="", relative=False):
        self.press(do="continue")
        self.log_in(person)
        fields = {scope: "1" for scope in scopes}
        if relative:
            fields["relative"] = "1"
        return self.press(do="consent", alias=alias, **fields)

    def number(self):
        found = re.search(r'<p class="number">(\d{3})</p>', self.page)
        check(found is not None, f"the page shows no number: {self.title()!r}")
        return found[1]


def other_than(number):
    return f"{(int(number) + 1) % 1000:03}"


class Portal:
    """A portal that gives tickets (docs/upstreams.md), for as many persons as a test likes: a person is the ticket's name."""

    SECRET = "a secret of the tests alone"

    def __init__(self):
        portal = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                answer = portal.answer(json.loads(body)["ticketId"])
                stamp = str(int(time.time() * 1000))
                lines = ("answer", self.headers["X-App-Id"], stamp, self.headers["X-Nonce"], hashlib.sha256(answer).hexdigest())
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.send_header("X-Timestamp", stamp)
                self.send_header("X-Signature", hmac.new(portal.SECRET.encode(), "\n".join(lines).encode(), hashlib.sha256).hexdigest())
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.used = set()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, ticket):
        if ticket in self.used:
            return b'{"code":"4001"}'
        self.used.add(ticket)
        login = time.strftime("%Y%m%d%H%M%S", time.gmtime(time.time() + 8 * 3600))
        return json.dumps({"code": "0", "data": {"userId": ticket.partition(".")[0], "userName": "示例甲", "certNo": "431002188001010018",
                                                 "authLevel": "2", "loginTime": login}}).encode()

    def end(self):
        self.server.shutdown()
        self.server.server_close()


class World(Headend):
    """with World().start("--shorter", "10") as world"""

    def __init__(self, folder=None):
        super().__init__(folder)
        self.portal = Portal()
        secret = self.folder / "portal-secret"
        secret.write_text(Portal.SECRET, encoding="utf-8")
        secret.chmod(0o600)
        self.configure(f'<identity kind="ticket" url="{self.portal.url}" login-url="{self.portal.url}/login" client-id="tv-hall" '
                       f'secret="{secret}"/>')

    def configure(self, identity):
        text = re.sub(r"<identity\b[^>]*/>", "", self.config.read_text(encoding="utf-8"))
        self.config.write_text(text.replace("</server>", identity + "</server>"), encoding="utf-8")

    def end(self):
        super().end()
        self.portal.end()

    def send(self, method, path, body, headers):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            pairs = answer.getheaders()
            made = Answer(answer.status, pairs, answer.read())
            made.pairs = pairs
            return made

    def households(self, sql, values=()):
        """Rows of STORE.household."""
        with contextlib.closing(sqlite3.connect(self.folder / "hall.db.household", timeout=20)) as database, database:
            return database.execute(sql, values).fetchall()

    def boxes(self, count, name="客厅的电视（示例）"):
        """New boxes, as tv-hall-admin makes them."""
        made = [Box(self, name) for _ in range(count)]
        with contextlib.closing(sqlite3.connect(self.folder / "hall.db.household", timeout=20)) as database, database:
            database.executemany("INSERT INTO boxes (number, token, name, area, added, provisioned) VALUES (?, ?, ?, '431002', 1, 1)",
                                 [(box.number, hashlib.sha256(box.token.encode()).digest(), box.name) for box in made])
        return made

    def box(self, name="客厅的电视（示例）"):
        return self.boxes(1, name)[0]

    def phone(self, **options):
        return Phone(self, **options)

    def return_from(self, phone):
        """Where the portal is to send the phone back to."""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(phone.provider()).query)
        equal(query["appId"], ["tv-hall"], "appId at the portal")
        back = urllib.parse.urlsplit(query["redirectUri"][0])
        return f"{back.path}?{back.query}"

    def at_provider(self, phone, person):
        phone.open(f"{self.return_from(phone)}&ticketId={person}.{secrets.token_hex(8)}")

    def provider_refuses(self, phone):
        """The person says no there."""
        phone.open(self.return_from(phone))

    def at_once(self, work, count):
        """work(0), work(1), … in threads; the results."""
        with concurrent.futures.ThreadPoolExecutor(min(count, 64)) as pool:
            return list(pool.map(work, range(count)))
