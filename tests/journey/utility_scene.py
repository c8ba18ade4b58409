"""A hall whose headend answers accounts and bills of utility_records.py at once; what was posted can be looked at.

    with UtilityScene() as scene:
        scene.hall.go("8", "1"); scene.type(GOOD) …
"""

import json

import utility_records as records
from bad_server import body, status
from person_world import PersonScene


class UtilityScene(PersonScene):
    def __init__(self, utilities=None, **more):
        self.asked, self.kept_posts = [], []
        self.statements = {}  # number: another statement than the record's
        super().__init__(**more)
        self.server.ill("/v1/utilities", body(json.dumps(records.UTILITIES if utilities is None else utilities).encode()))
        self.server.ill("/v1/utilities/statement", self._statement)
        self.server.ill("/v1/household/accounts", self._kept)
        self.accounts = records.kept(3)["accounts"]

    def _statement(self, request):
        question = _question(request)
        self.asked.append(question)
        number = question.get("account_no", records.GOOD)
        answer = self.statements.get(number) or records.statement(number)
        body(json.dumps(answer).encode())(request) if isinstance(answer, dict) else status(answer)(request)

    def _kept(self, request):
        what, question = request.path.rsplit("/", 1)[1], _question(request)
        if what != "accounts":
            self.kept_posts.append((what, question))
        if what == "remove":
            self.accounts = [row for row in self.accounts if row["id"] != question["account"]]
        elif what == "rename":
            self.accounts = [{**row, "nickname": question.get("nickname", "")} if row["id"] == question["account"] else row for row in self.accounts]
        elif what == "keep":
            self.accounts = [*self.accounts, {"id": "k" * 22 + "9", "operator": question["operator"], "kind": "electricity",
                                              "operator_name": "示例供电公司", "tail": question["account_no"][-4:],
                                              "nickname": question.get("nickname", "")}]
        body(json.dumps({"accounts": self.accounts}).encode())(request)

    def type(self, number):
        """From the tile of electricity, with a field that is empty or holds another number; the state of what is answered."""
        self.hall.home()
        self.hall.go("8", "1", *number)
        state = self.hall.go("OK")
        self.hall.until(lambda now: now["requests"] == 0, "an answer")
        return self.hall.state() if state else None

    def said(self):
        return json.loads(self.hall.ask("say"))

    def sign_in_at_home(self):
        super().sign_in_at_home()
        self.hall.go("BACK")  # Home would end the session


def _question(request):
    return json.loads(request.rfile.read(int(request.headers.get("Content-Length") or 0)) or b"{}")
