"""Households that pay while the headend is killed again and again, in a weather that changes: wallets and companies that are silent, slow,
confused, or whose notifications are lost or forged. A world is drawn from its seed, as far as threads and clocks allow: SEED=N SCHEDULES=50
runs the one that printed `seed N` again."""

import collections
import http.client
import json
import os
import random
import select
import signal
import threading
import time

from order_world import ACCOUNTS, World, purchase
from provider_world import Providers
from tap import check, equal

KILLS_A_WORLD = 50
HOUSEHOLDS = 4
AT_ONCE = ("--accounts-a-box", "1000")
ENDS = ("closed", "settled", "refunded")

WALLET_TURNS = {"wechat": ("signtest", "unknown-serial", "stale", "other-body", "not-signed", "by-key", "by-certificate", "quiet", "hurry"),
                "alipay": ("forged", "not-signed", "other-app", "stale", "quiet", "refund-slow")}
UTILITY_TURNS = ("slow-post", "late-post", "lost-answer", "version", "night", "final")
FAULTS = ("delay:250", "error", "error:0:2", "garbage", "cut", "cut:0:1", "empty", "wrong-types")
# Bills that are owed; of some the company takes no posting, says 042, 004 or 073.
BILLS = (*ACCOUNTS.items(), ("electricity", "4300000034"), ("electricity", "4300000084"), ("electricity", "4300000092"), ("electricity", "4300000107"),
         ("electricity", "4300000042"), ("water", "0735002"), ("water", "SA-0735-004"))


class Tally:
    """What a world, or all of them, went through."""

    def __init__(self):
        self.kills = self.in_start = self.payments = self.again = 0
        self.ends = collections.Counter()

    def add(self, other):
        self.kills += other.kills
        self.in_start += other.in_start
        self.payments += other.payments
        self.again += other.again
        self.ends.update(other.ends)

    def orders(self):
        return sum(self.ends.values())

    def share(self):
        return self.ends["settled"] / max(1, self.orders())

    def __str__(self):
        ends = ", ".join(f"{self.ends[state]} {state}" for state in ENDS)
        return (f"{self.kills} kills ({self.in_start} during a start), {self.orders()} orders ({ends}), {self.again} asked for again, "
                f"{self.payments} payments, {self.share():.0%} entered")


class Household(threading.Thread):
    """Pays bills one after another, whatever becomes of the headend; asks again with the same key."""

    def __init__(self, world, seed):
        super().__init__(daemon=True)
        self.world, self.draw = world, random.Random(seed)
        self.box = world.box()
        self.made, self.told, self.answers, self.again, self.problem = [], {}, 0, 0, None
        self.ends = threading.Event()

    def post(self, path, question):
        """Until there is an answer."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.box.token}"}
        body = json.dumps(question).encode()
        while True:
            try:
                answer = self.world.send("POST", path, body, headers)
                said = answer.json()
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.03)
                continue
            if answer.status == 200 and "order" in said:
                self.answers += 1
                self.hears(said)
            return answer.status, said

    def hears(self, order):
        """What a household was told is never taken back."""
        before = self.told.get(order["order"])
        check(before is None or order["moves"] >= before["moves"], f"told of {before}, then of {order}")
        check(before is None or before["state"] not in ENDS or order["state"] == before["state"] or (before["state"], order["state"]) == ("closed", "refunding"),
              f"told of the end {before}, then of {order}")
        self.told[order["order"]] = order

    def chosen(self):
        """A bill of those that are owed, or an amount bought in advance."""
        if self.draw.random() < 0.1:
            bill = self.world.sandbox_bill(*self.draw.choice(BILLS))
            if bill is not None:
                return bill
        return purchase(self.draw.choice(("gas", "electricity")), 1000 + self.draw.randrange(1000))

    def pay_one(self):
        question = self.box.question(self.chosen(), self.draw.choice(("wechat", "alipay")))
        status, order = self.post("/v1/orders", question)
        if status != 200:
            check(status in (409, 429, 503), f"{question}: {status} {order}")
            if order["error"] == "too_many":  # today, or that wait for their payers: it has another television
                self.box = self.world.box()
            time.sleep(0.03)
            return
        self.made.append(order["order"])
        if self.draw.random() < 0.1:
            status, same = self.post("/v1/orders", question)
            check(status in (429, 503) or (status, same["order"]) == (200, order["order"]), f"the same key: {order}, then {status} {same}")
            order = same if status == 200 else order  # a wallet may know its latest code only
        if order.get("code") and self.draw.random() < 0.9:
            self.world.phone_pays(order, self.draw.choices(("pay", "wrong", "begin"), (8, 1, 1))[0])
            if self.draw.random() < 0.2:
                self.world.phone_pays(order)
        if self.draw.random() < 0.2:
            self.post("/v1/orders/cancel", {"order": order["order"]})
        if self.draw.random() < 0.2:
            self.post("/v1/orders/follow", {"order": order["order"], "moves": order["moves"], "seconds": self.draw.randrange(2)})

    def run(self):
        try:
            while not self.ends.is_set():
                self.pay_one()
        except Exception as problem:  # pylint: disable=broad-except
            self.problem = problem


class KilledWorld(World):
    def __init__(self, seed, sandbox):
        super().__init__(sandbox=sandbox)
        self.draw = random.Random(seed)
        self.tally = Tally()
        self.houses, self.bad = [], set()
        self.start_seconds = 0.2

    def sandbox_bill(self, kind, number):
        """None: nothing is owed, or the company does not say so now."""
        try:
            return self.bill(kind, number)
        except (OSError, ValueError, KeyError, TypeError, AssertionError, StopIteration, http.client.HTTPException):
            return None

    def change_weather(self):
        """Who behaved badly may behave again, and another of those outside behaves badly: no more than a few at a time."""
        for name in sorted(self.bad):
            if self.draw.random() < 0.6:
                self.behaves(name)
        name = self.draw.choice((*WALLET_TURNS, *ACCOUNTS))
        self.behaves(name)
        if self.draw.random() < 0.7:
            self.turn(name, self.draw.choice(WALLET_TURNS.get(name, UTILITY_TURNS)))
        else:
            self.fault(name, self.draw.choice(FAULTS))
        self.bad.add(name)

    def behaves(self, name):
        self.turn(name, "honest" if name in WALLET_TURNS else "none")
        self.fault(name, "none")
        self.bad.discard(name)

    def kill(self, reader=None):
        if reader is not None:
            ready, _, _ = select.select([reader], [], [], 0)
            os.close(reader)
            self.tally.in_start += not ready
        self.child.send_signal(signal.SIGKILL)
        self.child.wait()
        self.tally.kills += 1

    def lives(self):
        """Until some answers more have been given, however long that takes here, and then somewhere in the middle of the next ones."""
        begin, enough = time.monotonic(), sum(house.answers for house in self.houses) + self.draw.randrange(10)
        while sum(house.answers for house in self.houses) < enough and time.monotonic() < begin + 1:
            time.sleep(0.005)
        time.sleep(self.draw.uniform(0, 0.08))

    def kill_once(self):
        """It is down when this begins, and when it ends."""
        begin = time.monotonic()
        reader = self.launch(*AT_ONCE)
        if self.draw.random() < 0.25:  # in the middle of its start, however long that takes here
            time.sleep(self.draw.uniform(0, self.start_seconds))
            self.kill(reader)
            return
        self.is_ready(reader)
        self.start_seconds = time.monotonic() - begin
        self.lives()
        if self.draw.random() < 0.4:
            self.change_weather()
        self.kill()

    def come_to_an_end(self):
        """Every order, with what is due hurried along."""
        begin = time.monotonic()
        left, given_up, late = [], set(), set()
        while time.monotonic() < begin + 120:
            left = self.ledger(f"SELECT id, state FROM orders WHERE state NOT IN {ENDS}") + self.ledger("SELECT number, state FROM refunds WHERE state <> 'refunded'")
            if not left:
                return
            codes = {one["out_trade_no"]: one["code"] for one in self.sandbox.ask("/sandbox/samples/cashier")}
            for order, state in left:
                if state in ("awaiting", "closing") and order not in given_up:
                    given_up.add(order)
                    if order in codes:
                        self.sandbox.phone(codes[order], "refuse")  # whoever was typing the password gives up
                    self.age({"order": order}, 700000)
                elif state == "post_unknown" and order not in late and time.monotonic() > begin + 4:
                    late.add(order)  # a company that says 004, "being paid by somebody", for a day
                    self.age({"order": order}, 25 * 3600 * 1000)
            self.hurry()
            time.sleep(0.3)
        check(False, f"no end of {left}; the log: {self.log()[-1500:]}")

    def pays_in_good_weather(self):
        box = self.box()
        order = box.order(purchase())
        self.phone_pays(order)
        box.until(order, "settled")

    def the_books_agree(self):
        received, entered, back, wrong = self.sums()
        equal((received - entered - back, wrong), (0, []), f"received {received}, entered {entered}, given back {back}")
        states = dict(self.ledger("SELECT id, state FROM orders"))
        made = {order for house in self.houses for order in house.made}
        check(made <= set(states), f"orders that a box was told of and nobody knows: {made - set(states)}")
        for house in self.houses:
            for order in house.told.values():
                check(order["state"] not in ("settled", "refunded") or states[order["order"]] == order["state"], f"told of {order}, and it is {states[order['order']]}")
        equal(self.ledger("SELECT coalesce(sum(CASE WHEN debit = 'clearing' THEN fen WHEN credit = 'clearing' THEN -fen ELSE 0 END), 0) FROM entries"),
              [(0,)], "clearing with nothing in flight")
        equal(self.ledger("SELECT utility, bill, bill_version FROM orders WHERE state = 'settled' GROUP BY 1, 2, 3 HAVING count(*) > 1"), [], "bills paid twice")
        equal(self.ledger("SELECT order_id FROM idempotency GROUP BY 1 HAVING count(*) > 1"), [], "orders of two keys")
        check(entered > 0, "some payment was entered")
        self.tally.payments, = self.ledger("SELECT count(*) FROM payments")[0]
        self.tally.ends.update(states.values())
        self.tally.again = sum(house.again for house in self.houses)

    def live_and_die(self, kills):
        self.houses = [Household(self, self.draw.random()) for _ in range(HOUSEHOLDS)]
        for house in self.houses:
            house.start()
        self.child.kill()
        self.child.wait()
        for _ in range(kills):
            self.kill_once()
        for name in (*WALLET_TURNS, *ACCOUNTS):
            self.behaves(name)
        self.start(*AT_ONCE)
        for house in self.houses:
            house.ends.set()
        for house in self.houses:
            house.join(60)
            if house.problem is not None:
                raise house.problem
            check(not house.is_alive(), "a household hangs")
        self.pays_in_good_weather()
        self.come_to_an_end()
        self.the_books_agree()


def kill_worlds(seed, kills):
    """So many kills, in worlds of KILLS_A_WORLD; what they went through."""
    total = Tally()
    sandbox = Providers("wechat")  # one for all: making its keys takes long
    begin = time.monotonic()
    try:
        while total.kills < kills:
            with KilledWorld(seed, sandbox).start() as world:
                try:
                    world.live_and_die(min(KILLS_A_WORLD, kills - total.kills))
                finally:
                    total.add(world.tally)
                    print(f"# seed {seed}: {world.tally}", flush=True)
            seed += 1
    finally:
        sandbox.end()
        print(f"# in all, in {time.monotonic() - begin:.0f} s: {total}", flush=True)
    return total
