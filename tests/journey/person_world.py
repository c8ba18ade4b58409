"""A person with a phone, and the headend's part of signing in, played between hall and headend: what a test wants to
happen there happens at once, and what was posted can be looked at.

    with PersonScene() as scene:
        scene.hall.open("household"); …
        scene.phone.scan(); scene.phone.approve("417"); scene.hall.pass_time(…)
"""

import datetime
import json
import time

import own_records
from hall import Scene

SESSION = "S" * 43
DEVICE_CODE = "D" * 43
ALIAS, NAME, MEMBER = "标记甲乙", "标记**", "m-mark-1"  # what must not be left behind


class Phone:
    """The state of one sign-in; answers the box."""

    def __init__(self):
        self.posts = []  # (path, headers, body)
        self.state = "waiting"
        self.number = None
        self.tries_left = 2
        self.error = None  # the next poll's: (status, word)
        self.codes = 0
        self.scope = "social-security housing-fund cases"
        self.has_session = False
        self.members = [member(ALIAS, NAME, MEMBER)]
        self.refusals = {}  # path: (status, word)
        self.slow = 0  # seconds before the household is answered
        self.is_new = True
        self.pin = None
        self.shows_own = False  # what own_records.py has is answered; else whatever is a person's own fails
        self.now = None  # for whom it is another day

    def scan(self):
        self.state = "scanned"

    def approve(self, number):
        self.state, self.number = "approved", number

    def paths(self):
        return [path for path, _, _ in self.posts]

    # --- what the headend says ---

    def answer(self, request):
        length = int(request.headers.get("Content-Length") or 0)
        path = request.path.split("?")[0]
        body = json.loads(request.rfile.read(length) or b"{}")
        self.posts.append((path, dict(request.headers), body))
        status, record = self._answer(path, body, request.headers)
        data = json.dumps(record, ensure_ascii=False).encode()
        request.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Cache-Control", "no-store"), ("Content-Length", str(len(data)))):
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    def _answer(self, path, body, headers):
        if path in self.refusals:
            status, word = self.refusals[path]
            return status, {"error": word, "message": "m"}
        if not headers.get("Authorization", "").startswith("Bearer "):
            return 401, {"error": "box_unknown", "message": "m"}
        if path == "/v1/device_authorization":
            return 200, self._codes()
        if path == "/v1/token":
            return self._token(body)
        if path == "/v1/session/end":
            self.has_session = False
            return 200, self._household()
        if path == "/v1/household/pin/check":
            if body["pin"] != self.pin:
                return 403, {"error": "wrong_pin", "message": "m"}
            self.has_session = True
            return 200, {"session_token": SESSION, "session": self._session(1)}
        if path == "/v1/household/pin/set":
            self.pin = body["pin"]
            return 200, self._household()
        if path in ("/v1/household/undo", "/v1/household/unbind"):
            self.members = [m for m in self.members if m["id"] != body["member"]]
            return 200, self._household()
        if path == "/v1/household/alias":
            for one in self.members:
                one["alias"] = body["alias"] if one["id"] == body["member"] else one["alias"]
            return 200, self._household()
        if path == "/v1/person/consents/withdraw":
            for consent in self.members[0]["consents"]:
                if consent["scope"] == body["scope"]:
                    consent["withdrawn_at"] = int(time.time() * 1000)
            return 200, self._household()
        if self.shows_own and (record := own_records.answer(path, body, self.now or datetime.datetime.now(own_records.ZONE))):
            return 200, record
        if path == "/v1/session/keep":
            return (200, self._session(2)) if headers.get("TV-Hall-Session") == SESSION else (401, {"error": "session_ended", "message": "m"})
        time.sleep(self.slow)
        return 200, self._household()

    def _codes(self):
        self.codes += 1
        self.state, self.number, self.tries_left = "waiting", None, 2
        code = "BCDF-GHJK" if self.codes % 2 else "LMNP-QRST"
        return {"device_code": DEVICE_CODE, "user_code": code, "verification_uri": "http://192.168.1.20:8080/bind",
                "verification_uri_complete": f"http://192.168.1.20:8080/bind?code={code}", "expires_in": 300, "interval": 1}

    def _session(self, level):
        return {"level": level, "member": MEMBER, "alias": ALIAS, "name": NAME, "scope": self.scope if level == 2 else "", "idle_in": 180, "ends_in": 900}

    def _household(self):
        return {"members": self.members, "has_pin": self.pin is not None}

    def _token(self, body):
        if self.error:
            status, word = self.error
            self.error = None
            return status, {"error": word, "message": "m"}
        if self.state == "approved" and body.get("room_number"):
            if body["room_number"] == self.number:
                self.has_session = True
                return 200, {"state": "granted", "session_token": SESSION, "session": self._session(2), "is_new": self.is_new}
            self.tries_left -= 1
            if self.tries_left == 0:
                return 400, {"error": "wrong_number", "message": "m"}
        more = {"tries_left": self.tries_left} if self.state == "approved" else {}
        return 200, {"state": self.state, "interval": 1, **more}


def member(alias, name, identity, bound_at=None):
    now = int(time.time() * 1000)
    return {"id": identity, "alias": alias, "name": name, "level": 2, "bound_at": bound_at or now, "undo_until": now + 86400000,
            "consents": [{"scope": "social-security", "wording": 1, "given_at": now}]}


class PersonScene(Scene):
    def __init__(self, shows_own=False, now=None, **more):
        super().__init__(through=True, now=now, **more)
        self.phone = Phone()
        self.phone.shows_own, self.phone.now = shows_own, now
        for prefix in ("/v1/device_authorization", "/v1/token", "/v1/session", "/v1/household", "/v1/person"):
            self.server.ill(prefix, self.phone.answer)

    def poll(self):
        """The box asks how it stands."""
        self.hall.pass_time(1100)
        self.hall.wait()
        return self.hall.state()

    def sign_in(self, number="417"):
        """From the screen with the code to what it leads on to."""
        self.hall.until(lambda s: s["focus"] == "waiting", "codes")
        self.phone.scan()
        self.poll()
        self.phone.approve(number)
        self.poll()
        self.hall.go(*number)
        self.hall.until(lambda s: s["focus"] == "granted", "somebody is known")
        return self.hall.go("OK")

    def sign_in_at_home(self):
        """A session, on the household's screen."""
        self.hall.open("household")
        keys = ["DOWN"] * len(self.phone.members)
        self.hall.go(*keys, "OK")
        return self.sign_in()
