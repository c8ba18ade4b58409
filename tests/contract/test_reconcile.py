#!/usr/bin/python3
"""A day of payments through the engine and the sandbox, compared by tv-hall-admin reconcile: every row is matched or flagged, and an
outsider who has the files alone (day_checker.py) gets the same sums. Prints TAP."""

import os
import re
import subprocess
import sys
import time

import order_world
from headend import FLAVOUR, ROOT, city, ends
from payment_world import ACCOUNTS, REFUSED, Comparison, World, today

from tap import check, equal, run

UTILITY_KINDS = ("gas", "water", "electricity")


def checked(world, *names, status=0):
    """Sums and rows (name, kind, number) by the outside files alone."""
    files = {"wechat": world.wechat_file, "alipay": world.alipay_file, **{f"sample-{kind}": (lambda kind=kind: world.utility_file(kind)) for kind in UTILITY_KINDS}}
    done = subprocess.run([sys.executable, ROOT / "tests/contract/day_checker.py", "--rows", *(f"{name}={files[name]()}" for name in names or files)],
                          capture_output=True, text=True, check=False)
    equal(done.returncode, status, f"day_checker's status; it said {done.stderr}")
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    return ({line[1]: dict(part.split("=") for part in line[2:]) for line in lines if line[0] == "sum"}, sorted(tuple(line[1:4]) for line in lines if line[0] == "row"))


def agree(world, compared):
    """The same sums, and every row of the files is a row of the comparison."""
    sums, rows = checked(world)
    equal(compared.sums, sums, "sums by the ledger's side and by the files alone")
    equal(sorted((row[0], row[1], row[3]) for row in compared.rows if row[5] != "-"), rows, "rows of the files in the comparison")
    equal({name: sum(count.values()) - count.get("only-ours", 0) for name, count in compared.counts.items()},
          {name: int(one["rows"]) for name, one in sums.items()}, "rows that have a flag")


def traffic(world):
    """A day on which everything happens: order's id by what became of it."""
    made = {"settled": world.pay(ACCOUNTS[0], "wechat"), "by alipay": world.pay(ACCOUNTS[1], "alipay"), "twice": world.pay(ACCOUNTS[2], "wechat")}
    world.sandbox.phone(world.sandbox.orders()[made["twice"]]["code"], "twice")
    world.turn("electricity:lost-answer")
    made["lost answer"] = world.pay(ACCOUNTS[4], "alipay")
    world.turn("electricity:none")
    made["wrong amount"] = world.pay(ACCOUNTS[3], "wechat", "wrong", "refunding")
    world.refund(made["wrong amount"] + "-1")
    made["refused"] = world.pay(REFUSED[0], "alipay", wanted="refunding")
    world.refund(made["refused"] + "-1")
    world.sandbox.turn("refund-abnormal")
    made["abnormal"] = world.pay(REFUSED[1], "wechat", wanted="refunding")
    world.refund(made["abnormal"] + "-1", "refund_abnormal")
    made["taken back"] = world.pay(ACCOUNTS[5], "wechat")
    account, bill, version, fen = ACCOUNTS[5], *world.ledger(f"SELECT bill, bill_version, fen FROM orders WHERE id = '{made['taken back']}'")[0]
    equal(world.ask_utility("electricity", "reverse", {"serial": made["taken back"], "account_no": account, "bill_no": bill, "version": version,
                                                       "amount": f"{fen // 100}.{fen % 100:02d}"})["code"], "000", "the utility takes it back")
    made["open"], _ = world.order(ACCOUNTS[6], "wechat")
    return made


def test_a_day():
    with World() as world:
        made = traffic(world)
        compared = world.reconcile("--rows", status=1)
        if not world.is_still_today():
            return test_a_day()
        agree(world, compared)
        for what, wanted in {"settled": [("payment", "matched"), ("posting", "matched")], "by alipay": [("payment", "matched"), ("posting", "matched")],
                             "lost answer": [("payment", "matched"), ("posting", "matched")],
                             "twice": [("payment", "matched"), ("payment", "only-theirs"), ("posting", "matched")],
                             "wrong amount": [("payment", "matched"), ("refund", "matched")], "refused": [("payment", "matched"), ("refund", "matched")],
                             "abnormal": [("payment", "matched"), ("refund", "refund-open")],
                             "taken back": [("payment", "matched"), ("posting", "matched"), ("reversal", "taken-back")], "open": []}.items():
            equal(compared.flag_of(made[what]), wanted, f"{what}: {made[what]}")
        equal(compared.later, {}, "what was not compared")
        again = world.reconcile("--rows", status=1)
        equal(again.text, compared.text, "the same again")
        flagged = world.reconcile(status=1)
        equal(flagged.flags(), [("payment", "only-theirs"), ("refund", "refund-open"), ("reversal", "taken-back")], "without --rows what is flagged")
        equal(flagged.sums, compared.sums, "sums without --rows")
        fees(world, compared)
        what_is_flagged_is_settled(world, made)


def fees(world, compared):
    """Entered once, in whole fen."""
    entries = dict(world.ledger("SELECT substr(subject, 5, 6), sum(CASE WHEN debit = 'fees' THEN fen ELSE -fen END) FROM entries WHERE subject LIKE 'fee:%' GROUP BY 1"))
    for name in ("wechat", "alipay"):
        wanted = round(float(compared.sums[name]["fees"]) * 100)
        equal(entries.get(name, 0), wanted, f"fees of {name} in the ledger")
    equal(world.ledger("SELECT count(*) FROM entries WHERE subject LIKE 'fee:%'"), [(2,)], "entries of fees")


def what_is_flagged_is_settled(world, made):
    """By the operators' manual: after each step its row is matched."""
    recorded = world.reconcile("--record", status=1)
    equal([row[-1] for row in recorded.rows if row[2] == "only-theirs"], ["written down: it goes back"], "the second payment")
    world.sandbox.turn("honest")
    world.sandbox.ask("/sandbox/fault?set=wechat:none", b"")
    subject = made["twice"] + "-2"
    world.refund(subject, "refund_abnormal")  # the sandbox's refunds are abnormal still
    for order, edge in ((made["taken back"], "reversed"), (made["abnormal"], "refunded"), (made["twice"], "refunded")):
        said = world.admin("order", "resolve", order, "--edge", edge, "--reason", "按银行回单（示例）")
        proposal = said.out.split(":")[0].removeprefix("proposal ")
        world.admin("order", "resolve", order, "--confirm", proposal, account="games")
    world.refund(made["taken back"] + "-1", "refund_abnormal")
    compared = world.reconcile("--rows", status=1)
    agree(world, compared)
    equal(compared.flag_of(made["taken back"]), [("payment", "matched"), ("posting", "matched"), ("refund", "refund-open"), ("reversal", "matched")], "taken back")
    equal(compared.flag_of(made["twice"]), [("payment", "matched"), ("payment", "matched"), ("posting", "matched"), ("refund", "state-differs")], "twice")
    check_ledger(world)


def check_ledger(world):
    said = world.tell("check")
    equal((said["result"], said["contradictions"], said["first"]), (0, 0, ""), "the ledger against itself")


def test_what_cannot_be_had_now():
    with World() as world:
        empty = world.admin("reconcile", "20260102").out
        equal(empty.count("rows=0"), 5, f"an empty day: {empty}")
        check("row\t" not in empty and "later" not in empty, f"an empty day is an answer: {empty}")
        world.pay(ACCOUNTS[0], "wechat")
        world.pay(ACCOUNTS[1], "alipay")
        world.sandbox.turn("bill-creating")
        world.turn("gas:day")
        compared = world.reconcile(status=5)
        equal(compared.later, {"wechat": "the day's file is not made yet (STATEMENT_CREATING)", "sample-gas": "the day's file is not made yet (079)"}, "later")
        equal(sorted(compared.sums), ["alipay", "sample-electricity", "sample-water"], "the others are compared")
        world.sandbox.ask("/sandbox/reset", b"")  # books and all: the ledger has what they have not
        compared = world.reconcile("--rows", status=5)  # Alipay's empty today is "not yet"
        equal(compared.flags(), [("payment", "only-ours"), ("posting", "only-ours"), ("posting", "only-ours")], "forgotten books")


def test_files_that_are_not_as_they_should_be():
    with World() as world:
        for number, account in enumerate(ACCOUNTS[:3]):
            world.pay(account, "alipay" if number == 1 else "wechat")
        good = world.reconcile("--rows")
        world.sandbox.turn("bill-older")
        equal(world.reconcile("--rows").text, good.text, "older columns")
        agree(world, good)
        for turn in ("bill-bad-hash", "bill-bad-sum"):
            world.sandbox.turn("honest")
            world.sandbox.turn(turn)
            equal(sorted(world.reconcile(status=5).later), ["wechat"], turn)
        checked(world, "wechat", status=1)
        world.turn("water:partial-day")
        compared = world.reconcile(status=5)
        equal(sorted(compared.later), ["sample-water", "wechat"], "a partial day is not believed")
        checked(world, "sample-water", status=1)
        world.turn("water:none")
        world.configure(providers=("alipay",), kinds=("gas", "water"))
        compared = world.reconcile("--rows", status=1)
        equal(sorted(row[0] for row in compared.rows if row[2] == "only-ours"), ["sample-electricity", "wechat", "wechat"], "who is not configured any more")
        check(all(row[-1] == "nobody of this name is configured" for row in compared.rows if row[2] == "only-ours"), compared.text)


def test_a_headend_that_runs():
    """Its day is compared beside it; the echo of the self-test reaches it; what two persons decide the television hears."""
    with order_world.World().start() as hall:
        box = hall.boxes(1)[0]
        day = today()
        made = [box.order(hall.bill("water"), "alipay"), box.order(hall.bill(), "wechat")]
        for order in made:
            hall.phone_pays(order)
            last = box.until(order, "settled")[-1]
        compared = Comparison(ends("tv-hall-admin", "reconcile", "--rows", "--config", hall.config, day).out)
        if today() != day:
            return
        equal(compared.flags(), [("payment", "matched")] * 2 + [("posting", "matched")] * 2, "all of it is matched")
        until_notified(hall, 2)  # of the two payments
        ends("tv-hall-admin", "check", "--online", hall.config)
        until_notified(hall, 3)
        for words, account in ((("--edge", "reversed", "--reason", "示例"), "daemon"), (("--confirm", "1"), "games")):
            done = subprocess.run([city.program("tv-hall-admin", FLAVOUR), "order", "resolve", "--config", hall.config, last["order"], *words],
                                  env={**os.environ, "SUDO_USER": account}, cwd=ROOT, capture_output=True, text=True, check=False)
            equal(done.returncode, 0, f"order resolve {words}: {done.stderr}")
        box.until(last, "refunding", "refund_unknown", "refunded")


def until_notified(hall, wanted):
    """So many notifications were heard and believed, and no more."""
    until = time.monotonic() + 20
    got = -1
    while got < wanted and time.monotonic() < until:
        time.sleep(0.05)
        got = int(re.search(r'tv_hall_orders_total\{what="notified"\} (\d+)', hall.get("/metrics").body.decode())[1])
    equal(got, wanted, "notifications that were heard")


def test_usage():
    with World() as world:
        for words in ((), ("20261131",), ("99991231",), ("yesterday",), ("20261101", "20261102"), ("20261101", "--none")):
            world.admin("reconcile", *words, status=2)
        (world.path / "merchant.pem").chmod(0o644)
        said = world.admin("reconcile", world.day, status=1)
        check("wechat: " in said.err and "chmod 600" in said.err, f"a key that others may read: {said}")


if __name__ == "__main__":
    run(globals())
