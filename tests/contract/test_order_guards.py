#!/usr/bin/python3
"""What keeps an order from being made twice, too often, or told to another, with the real headend. Prints TAP."""

import contextlib
import hashlib
import hmac
import html
import pathlib
import sqlite3
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from order_world import World, purchase  # noqa: E402
from tap import check, equal, run  # noqa: E402

WORLD = None


def test_a_key_stands_for_all_of_its_question():
    box = WORLD.box()
    question = box.question(purchase("gas", 2000))
    order = box.post("/v1/orders", question)
    bill = WORLD.bill("gas")
    for change in ({"fen": 2001}, {"wallet": "alipay"}, {"account": {"operator": "sample-electricity", "account_no": "4300000076"}},
                   {"account": {"operator": "sample-gas", "account_no": bill[1]}}, {"bill": bill[2], "version": bill[3]}):
        box.post("/v1/orders", {**question, **change}, 409, error="key_reused")
    of_bill = box.question(bill)
    box.post("/v1/orders", of_bill)
    box.post("/v1/orders", {**of_bill, "version": bill[3] + 1}, 409, error="key_reused")
    equal(WORLD.ledger("SELECT count(*) FROM orders WHERE box = ?", (box.number,)), [(2,)], "orders")
    equal(box.post("/v1/orders", question)["order"], order["order"], "the same question")


def close(orders):
    """In the ledger, as if their wallet had said so."""
    with contextlib.closing(sqlite3.connect(WORLD.folder / "hall.db.ledger", timeout=20)) as database, database:
        for one in orders:
            for number, event, before, after in ((3, "close", "awaiting", "closing"), (4, "closed_proven", "closing", "closed")):
                database.execute("INSERT INTO order_log (subject, number, event, from_state, to_state, actor, at, detail) VALUES (?, ?, ?, ?, ?, 1, 1, '')",
                                 (one["order"], number, event, before, after))
                database.execute("UPDATE orders SET state = ?, moves = ?, account_number = NULL, sweep_at = NULL WHERE id = ?", (after, number, one["order"]))


def test_how_many_orders_a_box_may_make():
    """6 that wait for their payers, 40 a day."""
    for count, before in ((6, lambda orders: None), (40, close)):
        box = WORLD.box()
        before(WORLD.waiting_orders([box] * (count - 1)))
        box.order(purchase())
        box.order(purchase(), status=429, error="too_many")
        equal(WORLD.ledger("SELECT count(*) FROM orders WHERE box = ?", (box.number,)), [(count,)], "orders")


def test_a_bill_that_cannot_be_paid():
    """Its parts do not add up; or it was paid before."""
    box = WORLD.box()
    box.order(WORLD.bill("electricity", "4300000068"), status=409, error="bill_changed")
    paid = next(bill for bill in WORLD.sandbox.ask("/electricity/utility/v1/bills", b'{"account_no": "4300000018"}')["data"]["bills"] if bill.get("receipt_no"))
    box.order(("electricity", "4300000018", paid["bill_no"], int(paid["version"]), round(float(paid["payable"]) * 100)), status=409, error="bill_changed")
    equal(WORLD.ledger("SELECT count(*) FROM orders WHERE box = ?", (box.number,)), [(0,)], "orders")


def test_without_a_code_there_is_nothing_to_pay():
    box = WORLD.box()
    WORLD.fault("wechat", "error:0:1")
    box.order(purchase(), status=503, error="provider_unavailable")
    WORLD.fault("wechat", "none")


# --- The receipt's page ---


def page(order, status=200):
    """By a token as the headend makes it."""
    key = (WORLD.folder / "hall.db.ledger-key").read_bytes()
    proof = hmac.new(key, f"receipt|{order['order']}|".encode(), hashlib.sha256).hexdigest()[:32]
    return html.unescape(WORLD.get(f"/pay/receipt/{order['order']}.{proof}", status).body.decode())


def test_what_a_receipts_page_shows():
    box = WORLD.box()
    order = box.order(purchase("electricity", 1005))
    page(order, 404)
    WORLD.phone_pays(order, "wrong")
    told = box.until(order, "refunded")[-1]
    text = page(told)
    check("10.06" in text, f"what was given back: {text[-900:]}")
    paid = box.order(purchase("electricity", 1205))
    WORLD.phone_pays(paid)
    text = page(box.until(paid, "settled")[-1])
    check("12.05" in text and "<dt>账单</dt>" not in text, f"the amount, and no bill of an amount bought in advance: {text[-900:]}")
    check("退" not in text, f"nothing was given back: {text[-900:]}")


# --- Following, while nothing else happens ---


def is_told_at_once(work, what):
    """Within 15 of the 25 seconds that it would sleep."""
    begin = time.monotonic()
    said = work()
    check(time.monotonic() - begin < 15, f"{what}: told after {time.monotonic() - begin:.1f} s")
    return said


def test_who_has_nothing_to_wait_for_is_told_at_once():
    with World(wallets=("wechat",), sandbox=WORLD.sandbox).start() as world:
        box = world.box()
        order = world.waiting_orders([box])[0]
        is_told_at_once(lambda: box.follow(order, seconds=0), "who does not wait")
        is_told_at_once(lambda: box.follow(order, moves=0), "what has moved already")
        question = {"order": order["order"], "moves": order["moves"], "seconds": 25}
        is_told_at_once(lambda: world.box().post("/v1/orders/follow", question, 404, error="no_such_order"), "another box's")
        is_told_at_once(lambda: box.post("/v1/orders/follow", {**question, "order": "0" * 26}, 404, error="no_such_order"), "none at all")


# --- The end, and a ledger that is damaged ---


def test_all_are_answered_at_the_end():
    """Also those whose question still waits for a thread."""
    with World(wallets=("wechat",), sandbox=WORLD.sandbox).start("--per-address", "0") as world:
        boxes = world.boxes(9)
        world.fault("electricity", "delay:2000")
        told = []

        def order(box):
            told.append(world.send("POST", "/v1/orders", str(box.question(purchase())).replace("'", '"').encode(),
                                   {"Content-Type": "application/json", "Authorization": f"Bearer {box.token}"}).status)

        threads = [threading.Thread(target=order, args=(box,), daemon=True) for box in boxes]
        for thread in threads:
            thread.start()
        world.eventually(lambda: world.sandbox.ask("/sandbox/calls")["electricity"] >= 6, "six threads that ask")
        time.sleep(0.3)
        equal(world.stop(), 0, f"told to stop; the log: {world.log()[-800:]}")
        for thread in threads:
            thread.join(20)
        check(len(told) == 9 and set(told) <= {200, 503}, f"all are answered, by an order or not now: {told}")


def test_nobody_pays_into_a_damaged_ledger():
    with World(wallets=("wechat",), sandbox=WORLD.sandbox).start() as world:
        world.waiting_orders(world.boxes(80))
        world.stop()
        path = world.folder / "hall.db.ledger"
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = database.execute("PRAGMA page_size").fetchone()[0]
            page_of = database.execute("SELECT rootpage FROM sqlite_master WHERE type = 'index' AND tbl_name = 'orders' AND rootpage > 0 LIMIT 1").fetchone()[0]
        text = bytearray(path.read_bytes())
        text[(page_of - 1) * size + size // 2:page_of * size] = b"\xa5" * (size // 2)
        path.write_bytes(bytes(text))
        world.start()
        equal(world.get("/v1/utilities").json().get("wallets", []), [], "wallets that are offered")
        check("nobody can pay until a copy of it is brought back" in world.log(), f"the log says what to do: {world.log()[-600:]}")


if __name__ == "__main__":
    WORLD = World()
    with WORLD.start():
        run(globals())
