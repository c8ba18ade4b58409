#!/usr/bin/python3
"""Orders while the headend is killed, while many wait, and while anybody sends what looks like a wallet's notification. Prints TAP.

SCHEDULES=N kills it N times (`make torture-orders`), in worlds that are drawn from SEED, SEED + 1 …: killed_world.py.
"""

import contextlib
import os
import pathlib
import signal
import sqlite3
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from killed_world import kill_worlds  # noqa: E402
from order_world import World, purchase  # noqa: E402
from provider_world import Merchant  # noqa: E402
from tap import check, equal, run  # noqa: E402

KILLS = int(os.environ.get("SCHEDULES", "3"))
SEED = int(os.environ.get("SEED", time.time()))


# --- Notifications ---


def deliver(world, notice, **changes):
    """What the merchant's address was sent, to the headend; the status of its answer."""
    path, headers, body = notice
    headers = {name: value for name, value in headers.items() if name.lower().startswith("wechatpay-") or name.lower() == "content-type"}
    headers.update({name.replace("_", "-"): value for name, value in changes.items() if name != "body"})
    body = changes.get("body", body)
    answer = world.send("POST", path, body.encode(), {name: value for name, value in headers.items() if value is not None})
    return answer.status


def paid_orders(world, merchant, box, count):
    """Orders that were paid while no query is answered, and the notification of each."""
    orders = [box.order(purchase("gas" if i % 2 else "electricity")) for i in range(count)]
    world.fault("wechat", "error")
    for order in orders:
        seen = len(merchant.taken)
        world.phone_pays(order)
        merchant.wait(seen + 2)  # a probe, and the true one
    probes = [notice for notice in merchant.taken if notice[1]["Wechatpay-Signature"].startswith("WECHATPAY/SIGNTEST/")]
    notices = [notice for notice in merchant.taken if notice not in probes]
    equal((len(probes), len(notices)), (count, count), "probes and notifications")
    return orders, notices, probes


def is_refused(world, notice, what, **changes):
    status = deliver(world, notice, **changes)
    check(status in (400, 404, 500), f"{what}: wanted to be refused, got {status}")


def test_notifications_that_are_forged_repeated_and_out_of_order():
    merchant = Merchant()
    with World(wallets=("wechat",), notify_url=merchant.url).start() as world:
        box = world.box()
        orders, notices, probes = paid_orders(world, merchant, box, 3)
        first, second, third = notices
        is_refused(world, probes[0], "a probe")
        is_refused(world, first, "another body", body=second[2])
        is_refused(world, first, "a blank more", body=first[2] + " ")
        is_refused(world, first, "no body", body="")
        is_refused(world, first, "a stale stamp", Wechatpay_Timestamp="1700000000")
        is_refused(world, first, "another nonce", Wechatpay_Nonce="x" * 32)
        is_refused(world, first, "no serial", Wechatpay_Serial=None)
        is_refused(world, first, "an unknown serial", Wechatpay_Serial="PUB_KEY_ID_0000000000000000000000000000000")
        is_refused(world, first, "no signature", Wechatpay_Signature="")
        is_refused(world, ("/v1/payment/notify/alipay", *first[1:]), "another wallet's address")
        equal(deliver(world, first, body="x" * 70000), 413, "a body that is too long")
        equal([box.now(order)["state"] for order in orders], ["awaiting"] * 3, "nothing of that changed anything")
        for notice in (third, first, third, second, first):
            equal(deliver(world, notice), 204, "taken")
        for order in orders:
            box.until(order, "settled")
        equal(set(world.at_once(lambda _: deliver(world, first), 20)), {204}, "the same again and again")
        equal(world.ledger("SELECT count(*) FROM payments"), [(3,)], "payments")
        equal(world.ledger("SELECT count(*) FROM order_log WHERE event IN ('payment_proven', 'posted')"), [(6,)], "one transition each")
        world.fault("wechat", "none")
        equal((world.sums()[0] - world.sums()[1], world.sums()[3]), (0, []), "the books")
        world.stop()
        for name in world.folder.glob("hall.db.ledger*"):
            name.unlink()
        world.start()
        box.cancel(box.order(purchase()))  # the first call fetches the certificates, by which some are signed
        world.eventually(lambda: deliver(world, first) == 204, "of an order that nobody knows: taken, for a person to look at")
        equal(world.ledger("SELECT count(*) FROM payments"), [(0,)], "and nothing is written down")
    merchant.end()


def test_what_is_not_written_down_is_not_acknowledged():
    """The ledger fails; and the end comes while notifications wait for a thread. The wallet sends them again."""
    merchant = Merchant()
    with World(wallets=("wechat",), notify_url=merchant.url).start() as world:
        _, notices, _ = paid_orders(world, merchant, world.box(), 6)
        with contextlib.closing(sqlite3.connect(world.folder / "hall.db.ledger", timeout=20, isolation_level=None)) as database:
            database.execute("ALTER TABLE payments RENAME TO payments_elsewhere")
            is_refused(world, notices[0], "while the ledger fails")
            database.execute("ALTER TABLE payments_elsewhere RENAME TO payments")
            database.execute("BEGIN IMMEDIATE")  # nobody else writes now
            before, told = world.metric('tv_hall_orders_total{what="notified"}'), []
            threads = [threading.Thread(target=lambda notice=notice: told.append(deliver(world, notice)), daemon=True) for notice in notices]
            for thread in threads:
                thread.start()
            world.eventually(lambda: world.metric('tv_hall_orders_total{what="notified"}') == before + 6, "six notifications, two threads")
            world.child.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            database.execute("ROLLBACK")
        for thread in threads:
            thread.join(30)
        equal(world.child.wait(30), 0, "the headend's status")
        world.child = None
        known, = world.ledger("SELECT count(*) FROM payments")[0]
        equal((len(told), told.count(204)), (6, known), f"answers, and of these acknowledged as many as are known: {told}")
    merchant.end()


# --- Following ---


def test_many_wait_and_nobody_else_does():
    """168 questions sleep with two threads; one that moves is told at once, the end tells all."""
    with World(wallets=("wechat",)).start("--per-address", "0") as world:
        boxes = world.boxes(56)
        orders = world.waiting_orders(boxes)
        told = []

        def follow(index):
            begin = time.monotonic()
            said = boxes[index % 56].follow(orders[index % 56], seconds=25)
            told.append((index % 56, said["state"], time.monotonic() - begin))

        threads = [threading.Thread(target=follow, args=(index,)) for index in range(168)]
        for thread in threads:
            thread.start()
        world.eventually(lambda: world.metric("tv_hall_orders_followed") == 168, "168 waiting questions")
        begin = time.monotonic()
        for _ in range(20):
            world.get("/healthz")
        check(time.monotonic() - begin < 5, f"20 answers while they wait took {time.monotonic() - begin:.1f} s")
        equal(told, [], "nobody was told anything")
        begin = time.monotonic()
        boxes[0].cancel(orders[0])
        world.eventually(lambda: len(told) >= 3, "those who wait for the order that moved")
        check(time.monotonic() - begin < 5, f"they were told after {time.monotonic() - begin:.1f} s")
        equal({(which, state) for which, state, _ in told}, {(0, "closing")}, "only they, and what became of it")
        one_more = threading.Thread(target=follow, args=(1,))
        one_more.start()
        world.eventually(lambda: len(told) >= 4, "the oldest of a box's questions that are one too many")
        equal(told[3][:2], (1, "awaiting"), "it is answered as it stands")
        hung_up = world.connect()
        hung_up.request("POST", "/v1/orders/follow", f'{{"order":"{orders[2]["order"]}","moves":2,"seconds":25}}',
                        {"Content-Type": "application/json", "Authorization": f"Bearer {boxes[2].token}"})
        world.eventually(lambda: len(told) >= 5, "the oldest of the third box's")
        hung_up.close()
        world.eventually(lambda: world.metric("tv_hall_orders_followed") == 164, "the place of who hung up")
        begin = time.monotonic()
        equal(world.stop(), 0, f"told to stop; the log: {world.log()[-800:]}")
        for thread in (*threads, one_more):
            thread.join(10)
        check(time.monotonic() - begin < 15 and len(told) == 169, f"all are told at the end: {len(told)} after {time.monotonic() - begin:.1f} s")


# --- What cannot be read ---


def wallets(world):
    return [one["wallet"] for one in world.get("/v1/utilities").json().get("wallets", [])]


def test_the_rest_goes_on_without_a_ledger_or_a_key():
    with World() as world:
        box, ledger = None, world.folder / "hall.db.ledger"
        for spoil, left in ((lambda: ledger.write_bytes(b"no database at all" * 400), []),
                            (lambda: (ledger.unlink(), (world.folder / "hall.db.ledger-key").chmod(0o644)), []),
                            (lambda: ((world.folder / "hall.db.ledger-key").chmod(0o600), (world.folder / "keys" / "merchant.pem").unlink()), ["alipay"])):
            if box is None:
                world.start()
                box = world.box()
                equal(wallets(world), ["wechat", "alipay"], "wallets while all is well")
                world.stop()
            spoil()
            world.start()
            equal(wallets(world), left, "wallets that are offered")
            world.get("/healthz")
            if left:
                box.order(purchase(), "wechat", status=409, error="wallet_not_offered")
                check(box.order(purchase(), "alipay")["code"], "the other wallet has a code")
            else:
                box.order(purchase(), status=503, error="unavailable")
                box.post("/v1/orders/open", status=503)
                box.post("/v1/orders/follow", {"order": "any-order", "moves": 0, "seconds": 25}, 503)
                equal(world.send("POST", "/v1/payment/notify/wechat", b"{}", {}).status, 503, "a notification: the wallet sends it again")
            check("payment" in world.log(), "the log says why")
            world.stop()


# --- Killing ---


def test_killed_at_any_moment():
    print(f"# SEED={SEED} SCHEDULES={KILLS}", flush=True)
    tally = kill_worlds(SEED, KILLS)
    equal(tally.kills, KILLS, "kills")
    check(KILLS < 50 or tally.share() >= 0.3, f"of {tally.orders()} orders {tally.share():.0%} were entered, wanted at least 30 %")


if __name__ == "__main__":
    run(globals())
