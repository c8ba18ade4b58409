"""The engine of payments (payment-driver) and tv-hall-admin between the sandbox's providers and utilities, with one ledger."""

import base64
import datetime
import decimal
import itertools
import json
import os
import pathlib
import re
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

from headend import FLAVOUR, ROOT, city, ends
from provider_world import provider_of
from tap import check, equal
from utility_world import UTILITIES
from wallets import ELEMENTS

NOBODY = "http://127.0.0.1:9"  # hears no notification: every word is asked for
NUMBERS = itertools.count(int(time.time()) * 1000)
# Accounts of the sandbox: bills that are entered, and bills that the utility refuses.
ACCOUNTS = ("4300000018", "0735001", "RQ0018", "0735002", "4300000034", "4300000084", "4300000115000")
REFUSED = ("4300000042", "SA-0735-004", "0735005", "4300000092")
TOWN = datetime.timezone(datetime.timedelta(hours=8))


def today():
    return datetime.datetime.now(TOWN).strftime("%Y%m%d")


class World:
    """with World() as world: world.pay(ACCOUNTS[0], "wechat")"""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="tv-hall-payments-")
        self.path = pathlib.Path(self.folder.name)
        self.sandbox = provider_of("wechat")
        self.config = self.path / "headend.xml"
        self.driver = None
        self.configure()
        self.sandbox.turn("quiet")
        self.turn("alipay:quiet")
        self.day = today()

    def configure(self, providers=("wechat", "alipay"), kinds=("gas", "water", "electricity")):
        city.write_config(str(ROOT / "assets" / "headend.xml"), str(self.config), 1, self.path / "hall.db", self.path / "pictures")
        rows = "".join(f'<utility kind="{kind}" operator="{operator}" name="{name}" pattern="{pattern}" url="{self.sandbox.url}/{kind}"/>'
                       for kind, operator, name, pattern in UTILITIES if kind in kinds)
        facts = {name: self.sandbox.ask(f"/sandbox/samples/{name}") for name in ELEMENTS}
        wallets = "".join(make(self.path, facts[name], self.sandbox.url) for name, make in ELEMENTS.items() if name in providers)
        text = re.sub(r"<(payment|utilities)\b.*?</\1>", "", self.config.read_text(encoding="utf-8"), flags=re.S)
        self.config.write_text(text.replace("</server>", f"<utilities>{rows}</utilities>"
                                            f'<payment notify-url="{NOBODY}">{wallets}</payment></server>'), encoding="utf-8")
        self.end_driver()
        with open(self.path / "log", "ab") as log:
            self.driver = subprocess.Popen(
                [ROOT / "build" / FLAVOUR / "tests" / "contract" / "payment-driver", self.config, ROOT / "assets/schemas/headend.rng",
                 ROOT / "assets/utilities/answers.xml", ROOT / "assets/schemas/utility-answers.rng"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=log, text=True, encoding="utf-8", cwd=ROOT)
        equal(self.driver.stdout.readline(), "{}\n", f"payment-driver starts; its log: {self.log()[-800:]}")

    def log(self):
        return (self.path / "log").read_text(encoding="utf-8", errors="replace")

    def tell(self, line):
        self.driver.stdin.write(line + "\n")
        self.driver.stdin.flush()
        answer = self.driver.stdout.readline()
        check(answer != "", f"{line}: the driver ended; its log: {self.log()[-2000:]}")
        return json.loads(answer)

    def turn(self, text):
        equal(self.sandbox.ask(f"/sandbox/turn?set={text}", b""), {"ok": True}, f"turn {text}")

    def ask_utility(self, kind, path, question):
        return self.sandbox.ask(f"/{kind}/utility/v1/{path}", json.dumps(question).encode())

    def bill_of(self, account):
        """kind, bill, version, fen of what an account owes."""
        kind = "gas" if account.startswith("RQ") else "electricity" if account.startswith("43") else "water"
        answer = self.ask_utility(kind, "bills", {"account_no": account})
        bill = next(one for one in answer["data"]["bills"] if "receipt_no" not in one and one["kind"] == 0)
        return kind, bill["bill_no"], bill["version"], int(decimal.Decimal(bill["payable"]) * 100)

    # --- Orders ---

    def order(self, account, provider):
        """A new order of what the account owes: its id and code."""
        kind, bill, version, fen = self.bill_of(account)
        number = f"E{next(NUMBERS)}"
        made = self.tell(f"order {number} {provider} sample-{kind} {account} {bill} {version} {fen}")
        check(made.get("code"), f"an order of {account} by {provider}: {made}; the log: {self.log()[-800:]}")
        return number, made["code"]

    def step(self, number, wanted):
        """Until it is in the state that is wanted."""
        until = time.monotonic() + 20
        said = self.tell(f"step {number}")
        while said["state"] != wanted and time.monotonic() < until:
            time.sleep(0.05)
            said = self.tell(f"step {number}")
        equal(said["state"], wanted, f"{number}: state; the log: {self.log()[-800:]}")

    def pay(self, account, provider, how="pay", wanted="settled"):
        number, code = self.order(account, provider)
        self.sandbox.phone(code, how)
        self.step(number, wanted)
        return number

    def refund(self, number, wanted="refunded"):
        until = time.monotonic() + 20
        said = self.tell(f"refund {number}")
        while said["state"] != wanted and time.monotonic() < until:
            time.sleep(0.1)
            said = self.tell(f"refund {number}")
        equal(said["state"], wanted, f"refund {number}; the log: {self.log()[-800:]}")

    # --- Outside files, as they are served ---

    def wechat_file(self):
        """None: there is none."""
        facts, target = self.sandbox.facts, f"/v3/billdownload/file?token={self.day[:4]}-{self.day[4:6]}-{self.day[6:]}"
        stamp = str(int(time.time()))
        signed = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.path / "merchant.pem"], input=f"GET\n{target}\n{stamp}\nn0nce\n\n".encode(),
                                capture_output=True, check=True).stdout
        head = (f'WECHATPAY2-SHA256-RSA2048 mchid="{facts["merchant"]}",nonce_str="n0nce",signature="{base64.b64encode(signed).decode()}",'
                f'timestamp="{stamp}",serial_no="{facts["serial"]}"')
        return self._save("wechat.gz", urllib.request.Request(self.sandbox.url + target, headers={"Authorization": head}))

    def alipay_file(self):
        return self._save("alipay.zip", urllib.request.Request(f"{self.sandbox.url}/alipay/downloadBillFile.resource?bizDates={self.day}"))

    def utility_file(self, kind):
        question = {"date": self.day, "page": 1, "page_size": 200}
        path = self.path / f"{kind}.json"
        path.write_text(json.dumps(self.ask_utility(kind, "day", question)), encoding="utf-8")
        return path

    def _save(self, name, request):
        path = self.path / name
        with urllib.request.urlopen(request, timeout=20) as answer:
            path.write_bytes(answer.read())
        return path

    # --- tv-hall-admin ---

    def admin(self, *words, status=0, account="daemon"):
        os.environ["SUDO_USER"] = account
        try:
            return ends("tv-hall-admin", *words, "--config", self.config, status=status)
        finally:
            del os.environ["SUDO_USER"]

    def admin_check(self, *words, status=0):
        return ends("tv-hall-admin", "check", *words, self.config, status=status).out.splitlines()

    def reconcile(self, *words, status=0):
        """Rows by number, sums and counts by name."""
        said = self.admin("reconcile", *words, self.day, status=status)
        return Comparison(said.out)

    def ledger(self, sql):
        with sqlite3.connect(self.path / "hall.db.ledger") as database:
            return database.execute(sql).fetchall()

    def is_still_today(self):
        """What was done belongs to one day; around midnight a test is done again."""
        return today() == self.day

    def end_driver(self):
        if self.driver is not None:
            self.driver.stdin.close()
            status = self.driver.wait(30)
            self.driver.stdout.close()
            self.driver = None
            equal(status, 0, f"the driver's status; its log: {self.log()[-2000:]}")

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        try:
            self.end_driver()
        finally:
            self.folder.cleanup()


class Comparison:
    """What tv-hall-admin reconcile printed."""

    def __init__(self, text):
        self.text = text
        lines = [line.split("\t") for line in text.splitlines()]
        self.rows = [line[1:] for line in lines if line[0] == "row"]
        self.sums = {line[1]: dict(part.split("=") for part in line[2:]) for line in lines if line[0] == "sum"}
        self.counts = {line[1]: {name: int(count) for name, count in (part.split("=") for part in line[2:])} for line in lines if line[0] == "count"}
        self.later = {line[1]: line[2] for line in lines if line[0] == "later"}
        equal(len(lines), len(self.rows) + len(self.sums) + len(self.counts) + len(self.later), f"lines of another kind: {text}")

    def flags(self, source=None):
        """(what, flag) of each row that was printed, sorted."""
        return sorted((row[1], row[2]) for row in self.rows if source in (None, row[0]))

    def flag_of(self, order):
        return sorted((row[1], row[2]) for row in self.rows if row[4] == order)
