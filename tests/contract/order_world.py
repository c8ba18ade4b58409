"""A headend with the sandbox's utilities and payment providers behind it, and boxes that pay."""

import contextlib
import json
import re
import secrets
import sqlite3
import sys
import time

import household_world
from headend import ROOT
from provider_world import Providers
from tap import check, equal
from utility_world import UTILITIES

sys.path.insert(0, str(ROOT / "run"))
from processes import free_port  # noqa: E402
from wallets import payment_element  # noqa: E402

OPEN = ("created", "prepaying", "awaiting", "closing", "paid", "posting", "post_unknown", "refunding", "refund_unknown")
ACCOUNTS = {"gas": "RQ0018", "water": "0735001", "electricity": "4300000018"}
PREPAID = {"gas": "RQ0050", "electricity": "4300000076"}


def new_key():
    return secrets.token_urlsafe(18)


class PayingBox(household_world.Box):
    """A television that makes orders."""

    def question(self, bill, wallet="wechat", key=None, **other):
        kind, number, bill_id, version, fen = bill
        return {"idempotency_key": key or new_key(), "account": {"operator": f"sample-{kind}", "account_no": number}, "wallet": wallet, "fen": fen,
                **({"bill": bill_id, "version": version} if bill_id else {}), **other}

    def order(self, bill, wallet="wechat", status=200, error=None, **other):
        return self.post("/v1/orders", self.question(bill, wallet, **other), status, error=error)

    def follow(self, order, moves=None, seconds=25):
        return self.post("/v1/orders/follow", {"order": order["order"], "moves": order["moves"] if moves is None else moves, "seconds": seconds})

    def now(self, order):
        return self.follow(order, 0, 0)

    def cancel(self, order, **wanted):
        return self.post("/v1/orders/cancel", {"order": order["order"]}, **wanted)

    def code(self, order, **wanted):
        return self.post("/v1/orders/code", {"order": order["order"]}, **wanted)

    def open(self):
        return self.post("/v1/orders/open")["orders"]

    def until(self, order, *states, seconds=25):
        """Follows it until it is in one of the states; the orders that were told."""
        told = [order]
        end = time.monotonic() + seconds
        while told[-1]["state"] not in states:
            check(time.monotonic() < end, f"order {order['order']} did not come to {states}: {[one['state'] for one in told]}; the log: "
                  f"{self.world.log()[-1500:]}")
            told.append(self.follow(told[-1], seconds=max(0, min(25, int(end - time.monotonic())))))
        return told


class World(household_world.World):
    """with World().start() as world. A sandbox that is handed in is taken as it was at its start, and left to its owner."""

    def __init__(self, folder=None, wallets=("wechat", "alipay"), notify_url=None, sandbox=None):
        super().__init__(folder)
        self.sandbox = sandbox or Providers("wechat")
        self.is_own = sandbox is None
        self.sandbox.reset()
        self.first_day = _today()
        self.providers = {name: self.sandbox if name == "wechat" else _beside(self.sandbox, name) for name in wallets}
        self.fixed_port = free_port("127.0.0.1")
        self.count = 0
        rows = "".join(f'<utility kind="{kind}" operator="{operator}" name="{name}" pattern="{pattern}" url="{self.sandbox.url}/{kind}"/>'
                       for kind, operator, name, pattern in UTILITIES)
        payment = payment_element(self.folder / "keys", notify_url or f"http://127.0.0.1:{self.fixed_port}", self.sandbox.url,
                                  {name: provider.facts for name, provider in self.providers.items()})
        text = re.sub(r"<(payment|utilities)\b.*?</\1>", "", self.config.read_text(encoding="utf-8"), flags=re.S)
        self.config.write_text(text.replace("</server>", f"{payment}<utilities>{rows}</utilities></server>"), encoding="utf-8")

    def launch(self, *options, before=()):
        return super().launch("--port", str(self.fixed_port), *options, before=before)

    def end(self):
        super().end()
        if self.is_own:
            self.sandbox.end()

    def boxes(self, count, name="客厅的电视（示例）"):
        made = super().boxes(count, name)
        for box in made:
            box.__class__ = PayingBox
        return made

    def reset(self):
        self.sandbox.reset()

    def turn(self, kind, word):
        equal(self.sandbox.ask(f"/sandbox/turn?set={kind}:{word}", b""), {"ok": True}, f"turn {kind}:{word}")

    def fault(self, kind, text):
        equal(self.sandbox.ask(f"/sandbox/fault?set={kind}:{text}", b""), {"ok": True}, f"fault {kind}:{text}")

    def phone_pays(self, order, how="pay"):
        return self.sandbox.phone(order["code"], how)

    def age(self, order, ms):
        """The order is so much older, and is to be asked after now."""
        with contextlib.closing(sqlite3.connect(self.folder / "hall.db.ledger", timeout=20)) as database, database:
            database.execute("UPDATE orders SET expires_at = expires_at - ?, sweep_at = 0 WHERE id = ?", (ms, order["order"]))

    def hurry(self):
        """Everything is to be asked after now."""
        with contextlib.closing(sqlite3.connect(self.folder / "hall.db.ledger", timeout=20)) as database, database:
            database.execute("UPDATE orders SET sweep_at = 0 WHERE sweep_at IS NOT NULL")
            database.execute("UPDATE refunds SET sweep_at = 0 WHERE sweep_at IS NOT NULL")

    def waiting_orders(self, boxes):
        """An order of each box that waits for its payer, written into the ledger: no wallet knows it. As the boxes hear of them."""
        now = int(time.time() * 1000)
        orders = [secrets.token_hex(13) for _ in boxes]
        with contextlib.closing(sqlite3.connect(self.folder / "hall.db.ledger", timeout=20)) as database, database:
            for order, box in zip(orders, boxes):
                for number, (event, before, after) in enumerate((("prepay", "created", "prepaying"), ("code_received", "prepaying", "awaiting")), 1):
                    database.execute("INSERT INTO order_log (subject, number, event, from_state, to_state, actor, at, detail) VALUES (?, ?, ?, ?, ?, 1, ?, '')",
                                     (order, number, event, before, after, now))
                database.execute("INSERT INTO orders (id, box, provider, utility, account, account_end, account_number, bill, bill_version, fen, state, moves, "
                                 "created_at, changed_at, expires_at, sweep_at) VALUES (?, ?, 'wechat', 'sample-electricity', ?, '0076', '4300000076', ?, 0, 2000, "
                                 "'awaiting', 2, ?, ?, ?, ?)", (order, box.number, order.encode(), order, now, now, now + 3600000, now + 3600000))
                database.execute("INSERT INTO idempotency VALUES (?, ?, ?, ?)", (box.number, new_key(), b"x" * 32, order))
        return [{"order": order, "moves": 2, "state": "awaiting"} for order in orders]

    def sums(self):
        """Received, entered, given back, by the ledger; and the first contradictions of it with the books of wallets and utilities."""
        paid = dict(self.ledger("SELECT transaction_id, fen FROM payments"))
        entered = {order: fen for order, fen in self.ledger("SELECT id, fen FROM orders WHERE state = 'settled'")}
        back = self.ledger("SELECT coalesce(sum(fen), 0) FROM refunds WHERE state = 'refunded'")[0][0]
        wrong = []
        books = {one["out_trade_no"]: one for one in self.sandbox.ask("/sandbox/samples/cashier")}
        for book in books.values():
            if book["paid_fen"] and book["transaction_id"] not in paid:
                wrong.append(f"{book['out_trade_no']} was paid, and the ledger does not know it")
        if sum(book["refunded_fen"] for book in books.values()) != back:
            wrong.append("the wallets gave back another sum than the ledger has")
        rows = [row for kind in ACCOUNTS for day in {self.first_day, _today()} for row in self._day(kind, day)]
        posted = {row["serial"] for row in rows if row["kind"] in (0, "0")}
        void = {row["serial"] for row in rows if row["kind"] in (1, "1")}
        if posted - void != set(entered):
            wrong.append(f"entered by the utilities and not settled, or the other way: {(posted - void) ^ set(entered)}")
        return sum(paid.values()), sum(entered.values()), back, wrong

    def _day(self, kind, day):
        rows, page = [], 1
        while True:
            said = self.sandbox.ask(f"/{kind}/utility/v1/day", json.dumps({"date": day, "page": page, "page_size": 200}).encode())
            check(said["code"] == "000", f"the day of {kind}: {said}")
            rows += said["data"]["rows"]
            if len(rows) >= int(said["data"]["total"]) or not said["data"]["rows"]:
                return rows
            page += 1

    def ledger(self, sql, values=()):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder}/hall.db.ledger?mode=ro", timeout=20, uri=True)) as database:
            return database.execute(sql, values).fetchall()

    def bill(self, kind="electricity", number=None):
        """What a box knows of the bill that is owed: kind, number, id, version, fen."""
        number = number or ACCOUNTS[kind]
        said = self.sandbox.ask(f"/{kind}/utility/v1/bills", json.dumps({"account_no": number}).encode())
        check(said["code"] == "000", f"bills of {number}: {said}")
        owed = next(bill for bill in said["data"]["bills"] if not bill.get("receipt_no") and bill["kind"] in (0, "0"))
        return kind, number, owed["bill_no"], int(owed["version"]), round(float(owed["payable"]) * 100)


def purchase(kind="electricity", fen=2000, number=None):
    """An amount bought in advance, as often as one likes."""
    return kind, number or PREPAID[kind], "", 0, fen


def _today():
    """At the utilities' +08:00."""
    return time.strftime("%Y%m%d", time.gmtime(time.time() + 8 * 3600))


def _beside(sandbox, name):
    """Another provider of the same sandbox."""
    other = object.__new__(Providers)
    other.child, other.url, other.name = None, sandbox.url, name
    other.facts = other.ask(f"/sandbox/samples/{name}")
    return other
